"""Translations of other tools into the memory: which pair of locales they serve, which are new, which contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.formats.tmx import TmxUnit, TmxVariant
from catalog_cli.formats.tmx_codes import is_plain, text_and_codes
from catalog_cli.formats.xml_nodes import Content, Node
from catalog_cli.memory.approved import (
    Facts,
    alternative,
    approved_entry,
    facts_of,
    key_maker,
    tags_between,
)
from catalog_cli.memory.entries import MemoryEntry
from catalog_cli.memory.keys import code_shape
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.memory_exchange.cells import cell_of_content
from catalog_cli.product import Role

ROLE, CELL, ORIGIN = "x-catalog-role", "x-catalog-cell", "x-catalog-origin"
"""The properties of our own units: for which role the cell is, whether it holds HTML, and who supplied it."""
_ROLES = frozenset(map(str, Role))
_WINDOW = 500
_MOST_TOLD = 1_000


class Found(NamedTuple):
    """One translation as a file has it: the texts for the memory, and what else is known. `row` is its line."""

    source: str
    target: str
    facts: Facts
    row: int


class Conflict(NamedTuple):
    """A source with two translations: `used` is the one for its repetitions, `other` is offered beside it."""

    row: int
    source: str
    used: str
    other: str


@dataclass(slots=True)
class ImportReport:
    """What became of the units of a file, for one pair of locales; `skipped` counts by reason."""

    pair: tuple[str, str]
    imported: int = 0
    duplicates: int = 0
    conflicting: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def units(self) -> int:
        """How many units were read."""
        return self.imported + self.duplicates + self.conflicting + self.skipped.total()


class Importer:
    """Takes the translations of one pair into the memory, a few hundred in one transaction.

    Of two translations of one source the one that was changed later is used, else the one that comes later; the other
    one stays beside it. A person's edit of a cell is never replaced.
    """

    def __init__(self, memory: TranslationMemory, pair: tuple[str, str], label: str) -> None:
        self._memory, self._keys = memory, key_maker(pair)
        self._label = label
        self._run: int | None = None
        self.report = ImportReport(pair)
        self._waiting: list[Found] = []

    def add(self, found: Found | str) -> None:
        """Take one translation, or count the reason why there is none."""
        if isinstance(found, str):
            self.report.skipped[found] += 1
            return
        self._waiting.append(found)
        if len(self._waiting) >= _WINDOW:
            self.finish()

    def finish(self) -> None:
        """Write what waits."""
        if not self._waiting:
            return
        entries = [approved_entry(one.source, one.target, one.facts, 0, self._keys) for one in self._waiting]
        beside = [alternative(entry, self._keys) for entry in entries]
        known = self._memory.lookup([entry.key for entry in (*entries, *beside)])
        written: dict[bytes, MemoryEntry] = {}
        for found, entry, other in zip(self._waiting, entries, beside, strict=True):
            there = written.get(entry.key) or known.get(entry.key)
            if there is None:
                self.report.imported += 1
                written[entry.key] = entry
            elif there.target == entry.target or other.key in known or other.key in written:
                self.report.duplicates += 1
            else:
                self._settle(found, there, entry, written)
        if written:
            if self._run is None:
                self._run = self._memory.start_run(*self.report.pair, self._label)
            run = self._run
            self._memory.promote([replace(entry, run=entry.run or run) for entry in written.values()])
        self._waiting = []

    def _settle(self, found: Found, there: MemoryEntry, entry: MemoryEntry, written: dict[bytes, MemoryEntry]) -> None:
        self.report.conflicting += 1
        is_newer = there.facts is not None and found.facts.changed >= facts_of(there.facts).changed
        used, other = (entry, there) if is_newer else (there, entry)
        beside = alternative(other, self._keys)
        written[beside.key] = beside
        if is_newer:
            written[entry.key] = entry
        if len(self.report.conflicts) < _MOST_TOLD:
            self.report.conflicts.append(Conflict(found.row, entry.source, used.target, other.target))


def import_units(
    units: Iterable[TmxUnit], memory: TranslationMemory, pairs: Sequence[tuple[str, str]], label: str
) -> list[ImportReport]:
    """Return what became of the units of a TMX file for each pair, once they are in the memory.

    `label` says how they came there, for a person who looks at the memory's runs.
    """
    importers = [Importer(memory, pair, label) for pair in pairs]
    for unit in units:
        for importer in importers:
            importer.add(found_in_unit(unit, importer.report.pair))
    for importer in importers:
        importer.finish()
    return [importer.report for importer in importers]


def import_texts(
    rows: Iterable[tuple[int, str, str, str]], memory: TranslationMemory, pair: tuple[str, str], label: str
) -> ImportReport:
    """Return what became of the (row, source, target, role) of a table, once they are in the memory."""
    importer = Importer(memory, pair, label)
    for row, source, target, role in rows:
        texts = (source, target) if role else (source.strip(), target.strip())
        importer.add(_found(texts[0], texts[1], Facts(role=role), row))
    importer.finish()
    return importer.report


def found_in_unit(unit: TmxUnit, pair: tuple[str, str]) -> Found | str:
    """Return the translation that a unit holds for a pair, or why it holds none."""
    if unit.prop(ORIGIN) == "engine":
        return "machine translations of catalog-cli"
    source, target = (_serving(unit.variants, locale) for locale in pair)
    if source is None:
        return f"no text in {pair[0]}"
    if target is None:
        return f"no text in {pair[1]}"
    role = unit.prop(ROLE)
    facts = Facts(role=role if role in _ROLES else "", changed=_changed(unit, target))
    if unit.prop(CELL) == "html":
        facts = facts._replace(exchange=_exchange(unit, source, target, keeps_content=False))
        return _found(cell_of_content(source.content), cell_of_content(target.content), facts, unit.row)
    (text, codes), (made, placed) = text_and_codes(source.content), text_and_codes(target.content)
    keeps_content = not (is_plain(source.content) and is_plain(target.content))
    if not codes and not placed and not facts.role:  # a cell has the white space around it
        keeps_content = keeps_content or (text.strip(), made.strip()) != (text, made)
        text, made = text.strip(), made.strip()
    facts = facts._replace(
        shape=code_shape(codes),
        tags=tags_between(codes, placed),
        exchange=_exchange(unit, source, target, keeps_content=keeps_content),
    )
    return _found(text, made, facts, unit.row)


def _found(source: str, target: str, facts: Facts, row: int) -> Found | str:
    if not source.strip():
        return "the source is empty"
    if not target.strip():
        return "the target is empty"
    return Found(source, target, facts, row)


def _serving(variants: Sequence[TmxVariant], wanted: str) -> TmxVariant | None:
    """Return the variant that is in a locale, else one that serves it, the bare language first; None without one."""
    known = [(one, locales.parse(one.locale)) for one in variants if locales.is_locale(one.locale)]
    serving = [(one, tag) for one, tag in known if locales.covers(tag, wanted)]
    for tag in (wanted, locales.language(wanted)):
        for one, own in serving:
            if own == tag:
                return one
    return serving[0][0] if serving else None


def _changed(unit: TmxUnit, target: TmxVariant) -> str:
    """Return when a translation was last changed: TMX's times sort as text (ISO 8601, basic form, in UTC)."""
    said = (dict(target.attributes), dict(unit.attributes))
    times = [one[name] for one in said for name in ("changedate", "creationdate") if one.get(name)]
    return times[0] if times else ""


def _exchange(unit: TmxUnit, source: TmxVariant, target: TmxVariant, *, keeps_content: bool) -> list[object]:
    """Return what a unit says besides its texts, as lists that JSON has: `unit_of` makes it a unit again."""
    told = [_packed(node) for node in unit.told]
    sides = [
        [one.locale, one.attributes, [*map(_packed, one.told)], [*map(_packed, one.content)] if keeps_content else None]
        for one in (source, target)
    ]
    return [unit.attributes, told, *sides]


def _packed(one: str | Node) -> object:
    return one if isinstance(one, str) else [one.name, one.attributes, [*map(_packed, one.content)]]


def unpacked(packed: object) -> str | Node:
    """Return what `_packed` was given; ValueError if it is damaged."""
    if isinstance(packed, str):
        return packed
    if not isinstance(packed, list) or len(packed) != 3:
        raise ValueError("the facts of a translation are damaged")
    name, attributes, content = packed
    return Node(name, tuple((key, value) for key, value in attributes), tuple(map(unpacked, content)))


def content_of_packed(packed: list[object] | None, text: str) -> Content:
    """Return the content of a segment: what was kept of it, else its text."""
    if packed is None:
        return (text,) if text else ()
    return tuple(map(unpacked, packed))


def serving_pairs(source: str, targets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pair of each target locale, each once, in the form that the memory knows them by."""
    for target in dict.fromkeys(map(locales.parse, targets)):
        yield locales.parse(source), target
