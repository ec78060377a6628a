"""Term bases as TBX-Basic (ISO 30042): version 3 in its two styles, and the older martif form; written in dca style.

How our columns are found in TBX, and written to it:

=============== ======================================================================================================
source          the preferred term of the source locale's section, else its first
source_forms    the other terms of that section; written with termType "variant"
target          each term of the target locale's section is an entry of its own, unless it is a variant
target_forms    terms with termType "variant" that follow the target
part_of_speech  partOfSpeech; "phrase" is partOfSpeech "other" with termType "phrase"
gender          grammaticalGender of the target
status          administrativeStatus of the target; superseded is deprecated; of several without one, the first is
                preferred and the others are admitted
domain          subjectField of the concept
note            the notes of the target, of its section and of the concept, put together
case, exact     TBX has no category for them: a note of the target, "catalog-cli: case=same; exact=true"
=============== ======================================================================================================

A locale's section is one in that locale, else one that serves it ("pt" for pt-BR). Concepts without both are passed
over. A DOCTYPE that only names a file is passed over too, since old files have one, and nothing is fetched; one that
declares something is refused, and so is every entity that XML itself does not define.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import BinaryIO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from catalog_cli import locales
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.glossary.conflicts import ProblemKind, TermProblem
from catalog_cli.glossary.tables import TermTable, tidy
from catalog_cli.glossary.term import Term, TermCase, TermStatus

_STRUCTURE = {
    "conceptEntry": "concept",
    "termEntry": "concept",
    "langSec": "section",
    "langSet": "section",
    "termSec": "term section",
    "tig": "term section",
    "ntig": "term section",
}
# How many nodes are open around one.
_LEVELS = {"section": 1, "term section": 2}
_XML_LANG = "http://www.w3.org/XML/1998/namespace}lang"
# The categories that are read: the type of an element in dca style, the name of the element in dct style.
_PLAIN = ("term", "note")
_CATEGORIES = {*_PLAIN, "termType", "partOfSpeech", "grammaticalGender", "administrativeStatus", "subjectField"}
# TBX-Basic's list, the ones of TBX-Default that it leaves out, and what tools write for short.
_STATUSES = {
    "preferred": TermStatus.PREFERRED,
    "admitted": TermStatus.ADMITTED,
    "deprecated": TermStatus.DEPRECATED,
    "superseded": TermStatus.DEPRECATED,
    "standardized": TermStatus.ADMITTED,
    "legal": TermStatus.ADMITTED,
    "regulated": TermStatus.ADMITTED,
}
_STATUS_ENDINGS = re.compile(r"(?:term)?(?:-admn-sts)?$")
_PARTS_OF_SPEECH = {"noun": "noun", "propernoun": "noun", "adjective": "adjective", "verb": "verb"}
_GENDERS = {"masculine": "m", "feminine": "f"}
_GENDER_NAMES = {short: name for name, short in _GENDERS.items()}
_OURS = re.compile(r"catalog-cli: (case=same)?(?:; )?(exact=true)?")
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" style="dca" type="TBX-Basic" xml:lang={source}>
<tbxHeader><fileDesc><sourceDesc><p>Written by catalog-cli.</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
"""
_FOOT = "</body></text>\n</tbx>\n"


@dataclass(slots=True)
class _Node:
    """One concept, section or term: what is said of it, and the nodes below it."""

    row: int
    locale: str = ""
    term: str | None = None
    said: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    below: list[_Node] = field(default_factory=list)

    @property
    def status(self) -> str:
        """The administrative status in its short form, "" if none is given."""
        said = self.said.get("administrativeStatus")
        return _STATUS_ENDINGS.sub("", said.lower()) if said else ""

    @property
    def is_variant(self) -> bool:
        """Whether it is another form of the term before it."""
        return self.said.get("termType") == "variant"


def read_tbx(data: bytes, file: str, source_locale: str, target_locale: str) -> TermTable:
    """Return the entries of a TBX file for a pair of locales, in its order, and what is wrong with the others.

    A problem names the column that a table would have the text in. Raises FileProblem for what is no TBX, for
    declarations in a DOCTYPE, and for a file that has terms but none of this pair.
    """
    concepts = _Reader(file).concepts(data)
    if not concepts and not re.search(rb"<(?:\w+:)?(?:tbx|martif)\b", data[:4096]):
        raise FileProblem(Where(file), "is XML, but not TBX", "Name a TBX file: its first element is tbx or martif.")
    served = _served(concepts, source_locale), _served(concepts, target_locale)
    terms: list[Term] = []
    problems: list[TermProblem] = []
    for concept in concepts:
        source, target = (_section(concept, wanted) for wanted in served)
        if source is not None and target is not None and source is not target:
            _read_concept(concept, source, target, (file, terms, problems))
    if concepts and not terms and not problems:
        found = ", ".join(sorted({section.locale for concept in concepts for section in concept.below})) or "none"
        what = f"has no terms in both {source_locale} and {target_locale}"
        raise FileProblem(Where(file), what, f"Its locales are: {found}. Choose two of them with --from and --to.")
    return TermTable(tuple(terms), tuple(problems))


def _served(concepts: Iterable[_Node], wanted: str) -> list[str]:
    """Return the locales of a file, as it writes them, whose sections serve a locale; the locale itself first."""
    written = dict.fromkeys(section.locale for concept in concepts for section in concept.below)
    known = [tag for tag in written if locales.is_locale(tag) and locales.covers(tag, wanted)]
    return sorted(known, key=lambda tag: locales.parse(tag) != locales.parse(wanted))


def _section(concept: _Node, served: Sequence[str]) -> _Node | None:
    for tag in served:
        for section in concept.below:
            if section.locale == tag:
                return section
    return None


def _read_concept(
    concept: _Node, source: _Node, target: _Node, into: tuple[str, list[Term], list[TermProblem]]
) -> None:
    file, terms, problems = into
    sources, targets = ([node for node in section.below if node.term] for section in (source, target))
    for column, section, named in (("source", source, sources), ("target", target, targets)):
        if not named:
            where = Where(file, section.row, column)
            problems.append(TermProblem(where, ProblemKind.EMPTY, "is empty", "Write the term, or remove the concept."))
    if not sources or not targets:
        return
    first = next((node for node in sources if node.status == "preferred"), sources[0])
    forms = tuple(dict.fromkeys(node.term or "" for node in sources if node.term != first.term))
    shared = (*concept.notes, *target.notes)
    has_preferred = any(node.status == "preferred" for node in targets)
    for node, variants in _entries(targets):
        status = _STATUSES.get(node.status)
        if status is None and node.status:
            problems.append(_unknown_status(node, file))
            continue
        if status is None:
            status = TermStatus.ADMITTED if has_preferred else TermStatus.PREFERRED
        has_preferred = has_preferred or status is TermStatus.PREFERRED
        is_same, is_exact, note = _told([*node.notes, *shared])
        terms.append(
            Term(
                first.term or "",
                node.term or "",
                forms,
                variants,
                _part_of_speech(node) or _part_of_speech(first),
                _GENDERS.get(node.said.get("grammaticalGender", "").lower(), ""),
                TermCase.SAME if is_same else TermCase.ANY,
                is_exact,
                status,
                concept.said.get("subjectField", ""),
                note,
                Where(file, node.row),
            )
        )


def _unknown_status(node: _Node, file: str) -> TermProblem:
    known = ", ".join(f"{name}Term-admn-sts" for name in list(_STATUSES)[:4])
    what = f'has the administrativeStatus "{node.said["administrativeStatus"]}"'
    return TermProblem(Where(file, node.row, "status"), ProblemKind.VALUE, what, f"Write one of {known}, or none.")


def _entries(targets: Sequence[_Node]) -> Iterator[tuple[_Node, tuple[str, ...]]]:
    """Yield each target with the variants that follow it; one of another status is a target of its own."""
    node, variants = targets[0], list[str]()
    for other in targets[1:]:
        if other.is_variant and other.status in ("", node.status):
            variants.append(other.term or "")
            continue
        yield node, tuple(dict.fromkeys(variants))
        node, variants = other, []
    yield node, tuple(dict.fromkeys(variants))


def _part_of_speech(node: _Node) -> str:
    if node.said.get("termType") == "phrase":
        return "phrase"
    return _PARTS_OF_SPEECH.get(node.said.get("partOfSpeech", "").lower(), "")


def _told(notes: Iterable[str]) -> tuple[bool, bool, str]:
    """Return what our own note says of case and exactness, and the other notes."""
    is_same = is_exact = False
    others = []
    for note in notes:
        ours = _OURS.fullmatch(note)
        if ours is None:
            others.append(note)
        else:
            is_same, is_exact = bool(ours[1]), bool(ours[2])
    return is_same, is_exact, " ".join(dict.fromkeys(others))


class _Kinds(dict[str, str]):
    """What an element is, by its name with its namespace: "concept", "section", "term section", or its own name."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition("}")[2]
        kind = self[name] = _STRUCTURE.get(local, local)
        return kind


class _Reader:
    """Reads the concepts of a file with expat, which counts lines, fetches nothing, and can be told to stop."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._kinds = _Kinds()
        self._concepts: list[_Node] = []
        self._open: list[_Node] = []
        # What is being read: the category it belongs to, how many elements are open in it, and its pieces.
        self._category: str | None = None
        self._depth = 0
        self._pieces: list[str] = []

    def concepts(self, data: bytes) -> list[_Node]:
        """Return the concepts in the order of the file."""
        self._parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            what = f"is not well-formed XML ({expat.ErrorString(error.code)})"
            next_step = "Export it again from the program that wrote it."
            raise FileProblem(Where(self._file, error.lineno), what, next_step) from None
        except (ValueError, LookupError) as error:  # an encoding that it does not know
            raise FileProblem(Where(self._file), f"cannot be read ({error})", "Save it as UTF-8.") from None
        return self._concepts

    def _doctype(self, name: str, system: str | None, public: str | None, has_declarations: int) -> None:
        if has_declarations:
            what = "declares something in its DOCTYPE, which can make a small file fill the memory"
            raise FileProblem(Where(self._file, self._parser.CurrentLineNumber), what, "Remove the DOCTYPE.")

    def _entity(self, name: str, is_parameter: bool) -> None:
        what = f"has the entity &{name};, which XML does not define"
        raise FileProblem(Where(self._file, self._parser.CurrentLineNumber), what, "Write the character itself.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._category is not None:  # markup inside a term or a note: its text counts
            self._depth += 1
            return
        kind = self._kinds[name]
        if kind == "concept":
            self._open = [_Node(self._parser.CurrentLineNumber)]
            self._concepts.append(self._open[0])
        elif not self._open:
            return
        elif kind in _LEVELS:
            locale = attributes.get(_XML_LANG, "") or attributes.get("lang", "")
            node = _Node(self._parser.CurrentLineNumber, locale.strip())
            # A section lies below its concept, a term below its section, whatever stands between.
            del self._open[_LEVELS[kind] :]
            self._open[-1].below.append(node)
            self._open.append(node)
        else:
            category = kind if kind in _PLAIN else attributes.get("type", kind)
            if category in _CATEGORIES:
                self._category, self._pieces = category, []
                self._parser.CharacterDataHandler = self._pieces.append

    def _end(self, name: str) -> None:
        if self._category is None:
            kind = self._kinds[name]
            if kind in _LEVELS:
                del self._open[_LEVELS[kind] :]
            elif kind == "concept":
                self._open = []
        elif self._depth:
            self._depth -= 1
        else:
            self._enter(self._category, tidy("".join(self._pieces)))
            self._parser.CharacterDataHandler = None
            self._category = None

    def _enter(self, category: str, text: str) -> None:
        node = self._open[-1]
        if category == "term":
            node.term = node.term or text
        elif category == "note" and text:
            node.notes.append(text)
        elif text:
            node.said.setdefault(category, text)


def write_tbx(terms: Iterable[Term], out: BinaryIO, source_locale: str, target_locale: str) -> None:
    """Write entries as TBX-Basic, version 3, dca style; neighbours of one source are one concept.

    What `read_tbx` gives back is what was written, but for the places. Raises UsageProblem if the locales are one.
    """
    source_locale, target_locale = locales.parse(source_locale), locales.parse(target_locale)
    if source_locale == target_locale:
        raise UsageProblem(f"TBX holds two locales, and both are {source_locale}. Name another with --to.")
    out.write(_HEAD.format(source=quoteattr(source_locale)).encode())
    groups = groupby(terms, key=lambda term: (term.source, term.source_forms, term.domain))
    for number, ((source, forms, domain), group) in enumerate(groups, 1):
        entries = list(group)
        lines = [f'<conceptEntry id="c{number}">']
        if domain:
            lines.append(f'  <descrip type="subjectField">{escape(domain)}</descrip>')
        lines.append(f"  <langSec xml:lang={quoteattr(source_locale)}>")
        lines.append(_term_section(source, ()))
        lines += (_term_section(form, [("termType", "variant")]) for form in forms)
        lines.append("  </langSec>")
        lines.append(f"  <langSec xml:lang={quoteattr(target_locale)}>")
        for term in entries:
            lines.append(_term_section(term.target, _categories(term), _notes(term)))
            lines += (_term_section(form, [("termType", "variant")]) for form in term.target_forms)
        lines += ["  </langSec>", "</conceptEntry>", ""]
        out.write("\n".join(lines).encode())
    out.write(_FOOT.encode())


def _categories(term: Term) -> list[tuple[str, str]]:
    found = []
    if term.part_of_speech:
        is_phrase = term.part_of_speech == "phrase"
        found.append(("partOfSpeech", "other" if is_phrase else term.part_of_speech))
        found += [("termType", "phrase")] if is_phrase else []
    if term.gender:
        found.append(("grammaticalGender", _GENDER_NAMES[term.gender]))
    found.append(("administrativeStatus", f"{term.status}Term-admn-sts"))
    return found


def _notes(term: Term) -> list[str]:
    ours = [*(["case=same"] if term.case is TermCase.SAME else []), *(["exact=true"] if term.exact else [])]
    return [*([f"catalog-cli: {'; '.join(ours)}"] if ours else []), *([term.note] if term.note else [])]


def _term_section(term: str, categories: Iterable[tuple[str, str]], notes: Iterable[str] = ()) -> str:
    said = "".join(f'<termNote type="{name}">{value}</termNote>' for name, value in categories)
    told = "".join(f"<note>{escape(note)}</note>" for note in notes)
    return f"    <termSec><term>{escape(term)}</term>{said}{told}</termSec>"
