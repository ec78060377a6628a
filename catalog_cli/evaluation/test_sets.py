"""Test sets: sentences with references and, for terms, what each source term must be called.

JSON Lines with a line's own terms, or TSV and CSV with two columns and a glossary of its own. UTF-8.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from catalog_cli import locales
from catalog_cli.errors import FileProblem, Where
from catalog_cli.glossary.function_words import function_words
from catalog_cli.glossary.term import Term
from catalog_cli.product import Role

# Names of the members and columns, besides the locales themselves ("en", "pt-BR", "pt"); the first found counts.
_SOURCE, _REFERENCE, _TERMS = ("source",), ("reference", "target"), ("terms", "proper")
_ROLE = ("role", "kind")


@dataclass(frozen=True, slots=True)
class TermLine:
    """One line of a test set: `row` counts lines of the file from 1; `terms` are its own, often none.

    `role` is that of a catalog's cell with this text.
    """

    row: int
    source: str
    reference: str
    terms: tuple[Term, ...] = ()
    role: Role = Role.TEXT


@dataclass(frozen=True, slots=True)
class TermTestSet:
    """The lines of a test set, and the sources of the lines' own terms that are no terms, once for each line."""

    name: str
    lines: tuple[TermLine, ...]
    dropped: tuple[str, ...] = ()

    @property
    def has_terms(self) -> bool:
        """Whether any line brings terms of its own."""
        return any(line.terms for line in self.lines)


# English words in -ing and -ed that name things or qualities; every other such word is taken for a form of a verb.
_ING_NOUNS = frozenset(
    """
    accounting advertising awning baking bedding billing binding boxing branding building camping casting
    ceiling cladding climbing clothing coating coding cooking cooling covering cutting cycling dining
    drawing dressing earring edging engraving evening fishing fitting flooring framing frosting gardening
    glazing grating greeting grooming handwriting heading hearing heating hiking housing hunting icing keyring king
    knitting landing legging lettering licensing lighting lining listing living marketing meaning molding morning
    moulding offering opening outing packaging packing padding painting parking paving pairing piping plating
    plumbing pricing printing pudding quilting racing railing rating reading recording ring roofing rowing running
    saving savings scrubbing seasoning seating setting sewing sheeting shipping shopping sibling skiing snowboarding
    spring stitching stocking storing string stuffing styling surfing swimming swing tailoring thing ticking
    topping towing training trimming tubing upholstering vaping wading washing webbing wedding weighting wing wiring
    wording writing
    """.split()
)
_ED_NOUNS = frozenset(
    "bed bleed breed biped creed deed embed feed flatbed greed hundred hybrid infrared kindred moped naked need "
    "newlywed quadruped red reed sacred seabed seed shed sled speed weed wicked".split()
)
_IRREGULAR_PARTICIPLES = frozenset(
    "begun bought broken brought built caught chosen done driven eaten fallen forgotten found frozen given gone grown "
    "held hidden kept known laid lent lost made meant met paid proven put ridden said seen sent shown sold spent "
    "spoken stolen taken taught thrown told understood withdrawn won worn written".split()
)


def names_something(source: str, locale: str) -> bool:
    """Return whether a glossary's source is a term: whether one of its words is more than grammar.

    The rule, for English: a word is grammar if it is a function word (function_words.py), ends in -ed or -ing and is
    in neither list of such words that name things, or is one of the irregular participles listed here. Such entries
    ("from" = "de", "selected" = "selecionado", "not found" = "não encontrado") come from mined glossaries; their
    target depends on the sentence, and no glossary that a person writes holds them. In a source language without a
    list of function words is a term.

    >>> [names_something(text, "en") for text in ("from", "selected", "not found", "shipping", "all products", "bed")]
    [False, False, False, True, True, True]
    """
    language = locales.language(locale)
    grammar = function_words(language)
    if not grammar:
        return True
    is_participle = _is_participle if language == "en" else lambda word: False
    return not all(word in grammar or is_participle(word) for word in source.lower().replace("-", " ").split())


def _is_participle(word: str) -> bool:
    if word in _IRREGULAR_PARTICIPLES:
        return True
    if word.endswith("ing"):
        return len(word) > 4 and word not in _ING_NOUNS
    return word.endswith("ed") and len(word) > 3 and word not in _ED_NOUNS


def read_test_set(path: Path, source_locale: str, target_locale: str, *, name: str | None = None) -> TermTestSet:
    """Return a test set; raises FileProblem naming the row, and the column, of what cannot be understood.

    A file that begins with "{" is JSON Lines: "source" and "reference", or the two languages ("en", "pt"), and
    optionally "terms" or "proper", an object of source: target, or source: [targets], the first the form
    given. Anything else is a table with a header of such names: TSV if there is a tab in the header, else CSV. A member
    or column "role" (or "kind") says what the text is in a catalog: title, text, html, option or list.
    """
    shown = name or str(path)
    text = _read(path, shown)
    names = (
        _names(_SOURCE, source_locale),
        _names(_REFERENCE, target_locale),
    )
    reader = _json_lines if text.lstrip().startswith("{") else _table
    lines, dropped = [], []
    for line in reader(text, names, shown):
        kept = tuple(term for term in line.terms if names_something(term.source, source_locale))
        dropped += [term.source for term in line.terms if term not in kept]
        lines.append(replace(line, terms=kept))
    if not lines:
        raise FileProblem(Where(shown), "holds no lines to evaluate", "Write a sentence and its reference in each.")
    return TermTestSet(shown, tuple(lines), tuple(dropped))


def _names(fixed: Sequence[str], locale: str) -> tuple[str, ...]:
    return (*fixed, locales.parse(locale), locales.language(locale))


def _read(path: Path, shown: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblem(Where(shown), "is not UTF-8", "Save it as UTF-8.") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileProblem(Where(shown), f"cannot be read ({reason})", "Check the path.") from error


def _json_lines(text: str, names: tuple[tuple[str, ...], tuple[str, ...]], shown: str) -> Iterator[TermLine]:
    for row, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        where = Where(shown, row=row)
        try:
            value = json.loads(raw)
        except ValueError as error:
            raise FileProblem(where, f"is no JSON ({error})", "Write one JSON object in each line.") from None
        if not isinstance(value, dict):
            raise FileProblem(where, "is no JSON object", "Write one JSON object in each line.")
        source, reference = (_member(value, wanted, where) for wanted in names)
        terms = next((value[key] for key in _TERMS if key in value), None)
        role = _role(next((value[name] for name in _ROLE if name in value), ""), where)
        yield TermLine(row, source, reference, tuple(_terms(terms, where)) if terms is not None else (), role)


def _member(value: dict[str, object], wanted: tuple[str, ...], where: Where) -> str:
    found = next((value[name] for name in wanted if name in value), None)
    if not isinstance(found, str) or not found.strip():
        raise FileProblem(where, f'has no text in "{wanted[0]}"', f"Name the member {_either(wanted)}.")
    return found


def _terms(value: object, where: Where) -> Iterator[Term]:
    if not isinstance(value, dict):
        raise FileProblem(where, f'holds no object in "{_TERMS[0]}"', 'Write {"source term": "target term"}.')
    for source, given in value.items():
        forms = given if isinstance(given, list) else [given]
        if not source.strip() or not forms or not all(isinstance(form, str) and form.strip() for form in forms):
            next_step = "Give each term a target, or a list of allowed targets."
            raise FileProblem(where, f'holds no target for the term "{source}"', next_step)
        yield Term(source, forms[0], target_forms=tuple(forms[1:]), place=where)


def _table(text: str, names: tuple[tuple[str, ...], tuple[str, ...]], shown: str) -> Iterator[TermLine]:
    header, _, _ = text.partition("\n")
    is_tsv = "\t" in header
    # A cell may be as long as a description; csv's own bound is 128 KiB.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    lines = io.StringIO(text, newline="")
    # In a TSV a quotation mark is a character like any other.
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if is_tsv else csv.reader(lines)
    columns = [cell.strip().lower() for cell in next(reader, [])]
    indices = [_index(columns, wanted, shown) for wanted in names]
    role_index = next((columns.index(name) for name in _ROLE if name in columns), None)
    row = reader.line_num
    for cells in reader:
        row, first = reader.line_num, row + 1
        if not any(cell.strip() for cell in cells):
            continue
        for index in indices:
            if index >= len(cells) or not cells[index].strip():
                raise FileProblem(
                    Where(shown, row=first, column=columns[index]), "is empty", "Fill it, or take the row out."
                )
        role = cells[role_index] if role_index is not None and role_index < len(cells) else ""
        own_role = _role(role, Where(shown, row=first, column=columns[role_index or 0]))
        yield TermLine(first, cells[indices[0]], cells[indices[1]], role=own_role)


def _role(value: object, where: Where) -> Role:
    """Return a role by its name, TEXT without one."""
    translated = {str(role): role for role in Role if role.is_translated}
    if value in ("", None):
        return Role.TEXT
    if value not in translated:
        raise FileProblem(where, f'has the role "{value}"', f"Roles of text are {', '.join(translated)}.")
    return translated[str(value)]


def _index(columns: Sequence[str], wanted: tuple[str, ...], shown: str) -> int:
    for name in wanted:
        if name.lower() in columns:
            return columns.index(name.lower())
    raise FileProblem(Where(shown, row=1), f'has no column "{wanted[0]}"', f"Name the column {_either(wanted)}.")


def _either(names: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(names))
    return ", ".join(distinct[:-1]) + f" or {distinct[-1]}"
