"""The term base of a run: entries of starter glossaries and files put together, the later ones winning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.glossary.conflicts import contradictions, kept_otherwise, term_key
from catalog_cli.glossary.starters import find_starter
from catalog_cli.glossary.tables import TermTable, read_names, read_table, write_table
from catalog_cli.glossary.term import Term, TermCase, TermStatus

TABLE_SUFFIXES = (".csv", ".tsv", ".tab")
TBX_SUFFIXES = (".tbx", ".xml")
# Part of every digest: another number when the same entries are to mean something else.
_DIGEST_VERSION = 1
_RANK = {status: rank for rank, status in enumerate(TermStatus)}


@dataclass(frozen=True)
class TermBase:
    """The entries of a run, each source's preferred ones first; in an order that does not depend on their files'."""

    terms: tuple[Term, ...] = ()

    @classmethod
    def of(cls, *groups: Iterable[Term]) -> TermBase:
        """Return the term base of groups of entries, a later group winning over an earlier one.

        A preferred entry replaces what earlier groups prefer or admit for its source (in any case, or in the same,
        as `case` says). An entry of another status joins them. No target is allowed and deprecated at once: what the
        last group says of it holds.

        >>> base = TermBase.of([Term("hoodie", "casaco"), Term("bag", "bolsa")], [Term("Hoodie", "moletom")])
        >>> [(term.source, term.target) for term in base.terms]
        [('bag', 'bolsa'), ('Hoodie', 'moletom')]
        """
        merged: dict[tuple[TermCase, str], dict[str, Term]] = {}
        for group in groups:
            later: dict[tuple[TermCase, str], dict[str, Term]] = {}
            for term in group:
                # Of two entries of one file that say the same, the first counts.
                later.setdefault(term_key(term.source, term.case), {}).setdefault(term.target, term)
            for key, entries in later.items():
                merged[key] = _merged(merged.get(key), entries)
        ordered = sorted(merged.items(), key=lambda item: (item[0][1].casefold(), *item[0]))
        return cls(tuple(term for _, entries in ordered for term in sorted(entries.values(), key=_order)))

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of what the entries say; not of where they stand, their domains and their notes."""
        said = [
            (t.source, t.target, t.source_forms, t.target_forms, t.part_of_speech, t.gender, t.case, t.exact, t.status)
            for t in self.terms
        ]
        text = json.dumps([_DIGEST_VERSION, said], ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()


def _merged(earlier: dict[str, Term] | None, later: dict[str, Term]) -> dict[str, Term]:
    """Return the entries of one source, by target, of an earlier and a later group."""
    if not earlier:
        return later
    has_preferred = any(term.status is TermStatus.PREFERRED for term in later.values())
    deprecated = {term.target for term in later.values() if term.status is TermStatus.DEPRECATED}
    allowed = {form for term in later.values() if term.target not in deprecated for form in _targets(term)}
    kept = {}
    for target, term in earlier.items():
        if term.status is TermStatus.DEPRECATED:
            if target not in allowed:
                kept[target] = term
        elif not has_preferred:
            forms = tuple(form for form in term.target_forms if form not in deprecated)
            kept[target] = term if forms == term.target_forms else replace(term, target_forms=forms)
    return kept | later


def _targets(term: Term) -> tuple[str, ...]:
    return (term.target, *term.target_forms)


def _order(term: Term) -> tuple[int, str]:
    return _RANK[term.status], term.target


def read_term_base(
    names_or_files: Sequence[str], source_locale: str, target_locale: str, do_not_translate: Sequence[str] = ()
) -> TermBase:
    """Return the term base of starter glossaries (by name) and files, later ones winning, and names that are kept.

    `do_not_translate` names files of a name a line, or tables with a column "source". Raises UsageProblem for a
    starter that there is not, FileProblem for a file that cannot be read and for the first entry that is wrong.
    """
    groups = []
    for item in names_or_files:
        table = read_terms(item, source_locale, target_locale)
        _refuse(table, item)
        groups.append(table.terms)
    kept: list[Term] = []
    for file in do_not_translate:
        table = read_kept(file)
        _refuse(table, file)
        kept += table.terms
    base = TermBase.of(*groups)
    problems = kept_otherwise(kept, base.terms)
    if problems:
        raise problems[0].error(len(problems) - 1)
    return TermBase.of(base.terms, kept) if kept else base


def _refuse(table: TermTable, item: str) -> None:
    """Raise the first thing that is wrong with a file, in its order."""
    problems = [*table.problems, *contradictions(table.terms)]
    if problems:
        first = min(problems, key=lambda problem: problem.where.row or 0)
        raise first.error(len(problems) - 1)


def read_terms(name_or_file: str, source_locale: str | None, target_locale: str | None) -> TermTable:
    """Return the entries of a starter glossary or a file, and what is wrong with the others.

    What has a known ending or a folder in it is a file, anything else the name of a starter. A starter and a TBX file
    need a pair of locales: without one, UsageProblem.
    """
    path = Path(name_or_file)
    suffix = path.suffix.lower()
    if not suffix and path.name == name_or_file:
        source, target = _pair(f'The starter glossary "{name_or_file}" is for', source_locale, target_locale)
        path = find_starter(name_or_file, source, target).path
        return read_table(_bytes(path), path.name)
    if suffix in TABLE_SUFFIXES:
        return read_table(_bytes(path), name_or_file)
    if suffix in TBX_SUFFIXES:
        from catalog_cli.glossary.tbx import read_tbx

        source, target = _pair(f"{name_or_file} holds", source_locale, target_locale)
        return read_tbx(_bytes(path), name_or_file, source, target)
    if path.is_dir():
        raise UsageProblem(f"{name_or_file} is a folder. Name each of the files in it with an option of its own.")
    raise UsageProblem(f"{name_or_file}: {_ending(suffix)} Terms are read from .csv, .tsv and .tbx: save it as one.")


def _ending(suffix: str) -> str:
    return f'the ending "{suffix}" is not one of a glossary.' if suffix else "the name has no ending."


def _pair(what: str, source_locale: str | None, target_locale: str | None) -> tuple[str, str]:
    if not source_locale or not target_locale:
        raise UsageProblem(f"{what} certain locales. Name the pair with --from and --to, such as --to pt-BR.")
    return source_locale, target_locale


def read_kept(file: str) -> TermTable:
    """Return an exact entry for each name of a file of names that are not translated."""
    path = Path(file)
    if not path.suffix and not path.exists():
        next_step = "Check the name of the file. The names themselves stand in a file, one a line."
        raise FileProblem(Where(file), "does not exist", next_step)
    if path.suffix.lower() in TBX_SUFFIXES:
        raise UsageProblem(f"{file} is TBX. Names that are kept are a name a line, or a table with a column source.")
    return read_names(_bytes(path), file)


def write_terms(terms: Iterable[Term], out: BinaryIO, file: str, pair: tuple[str | None, str | None]) -> None:
    """Write entries in the form that the ending of a file's name says; TBX needs the pair of locales."""
    suffix = Path(file).suffix.lower()
    if suffix in TABLE_SUFFIXES:
        write_table(terms, out, file)
    elif suffix in TBX_SUFFIXES:
        from catalog_cli.glossary.tbx import write_tbx

        write_tbx(terms, out, *_pair(f"{file} holds", *pair))
    else:
        raise UsageProblem(f"{file}: {_ending(suffix)} Terms are written to .csv, .tsv and .tbx.")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FileProblem(Where(str(path)), "does not exist", "Check the name of the file.") from None
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise FileProblem(Where(str(path)), what, "Check that it is a file, and its permissions.") from error
