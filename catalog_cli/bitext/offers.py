"""What people made of similar texts, offered where a translation is wanted or doubted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog_cli.bitext.alignment import paired_pieces
from catalog_cli.cell_text import CellText, read_text
from catalog_cli.conventions.number_substitution import substituted
from catalog_cli.memory.fuzzy import FuzzyMatch, FuzzyMatches
from catalog_cli.memory.fuzzy_index import MOST_CHARACTERS
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product import Field
from catalog_cli.segment import Finding, Severity
from catalog_cli.unit import OPEN_STATES, Offer, Unit

_MOST_OF_A_TEXT = 3
# For one cell: as many as have a key of their own on the review page.
_MOST_OF_A_CELL = 9
# Nobody reads a longer one segment by segment, and each is written anew for every place in it.
_MOST_CHARACTERS_OF_A_CELL = 20_000
# Texts whose matches are held: a look-up takes milliseconds, and cells repeat.
_HELD = 10_000
# Stands for a segment while its place in the cell is looked for; from the private use area.
_STAND_IN = "\uf8ff"


class Offers:
    """Finds what people made of texts that resemble a unit's, from one locale to another."""

    def __init__(self, matches: FuzzyMatches, pair: tuple[str, str]) -> None:
        def found(text: str, role: str) -> tuple[FuzzyMatch, ...]:
            return tuple(matches.best(text, most=_MOST_OF_A_TEXT, role=role))

        self._pair, self._found = pair, lru_cache(_HELD)(found)

    def of_text(self, text: str, unit: Unit) -> tuple[FuzzyMatch, ...]:
        """Return at most three matches for a text of a unit, best first; none if it needs no other translation."""
        return self._found(text, unit.column.role or "") if len(text) <= MOST_CHARACTERS and is_wanted(unit) else ()

    def offered(self, units: Iterable[Unit]) -> Iterator[Unit]:
        """Yield the units, with offers those that have no translation of this source, or one with a serious finding."""
        for unit in units:
            yield unit._replace(offers=self._offers(unit)) if is_wanted(unit) else unit

    def _offers(self, unit: Unit) -> tuple[Offer, ...]:
        has_target = bool(unit.target and unit.target.strip())
        if len(unit.source) > _MOST_CHARACTERS_OF_A_CELL:
            return ()
        base, locale = (unit.target or "", self._pair[1]) if has_target else (unit.source, self._pair[0])
        read = read_text(Field(unit.column, 0, 0, base), locale)
        texts = self._texts(unit, read, has_target=has_target)
        found: list[list[Offer]] = []
        for index, text in enumerate(texts):
            if _is_doubted(text, unit):
                found.append(list(_in_place(text, self.of_text(text, unit), base, _Writer(read, index, len(texts)))))
        if texts != [unit.source.strip()]:
            # What fits a segment better is none for the cell: it would take the place of all the others.
            nearest = {(one.source, one.target): one.percent for own in found for one in own}
            own = [one for one in self.of_text(unit.source, unit) if one.percent > nearest.get(one[:2], 0)]
            found.insert(0, [Offer(unit.source, *one, 0, len(base), one.target) for one in own])
        return _best(found, base, has_target=has_target)

    def _texts(self, unit: Unit, read: CellText, *, has_target: bool) -> list[str]:
        """Return the segments of the source that stand in the cell one for one; none if they do not correspond."""
        if not has_target:
            return [text for text, _ in read.pieces()]
        pieces = paired_pieces(unit.column, (unit.source, unit.target or ""), self._pair)
        return [] if pieces is None else [source for (source, _), _ in pieces]


def offers_of(memory: TranslationMemory, pair: tuple[str, str]) -> Offers | None:
    """Return what a memory has to offer, None if no person's translation is in it: then nothing need be asked."""
    return Offers(FuzzyMatches(memory, pair, substituted), pair) if memory.has_human_entries() else None


def is_wanted(unit: Unit) -> bool:
    """Return whether a unit has no translation of this source, or one with a critical or major finding."""
    return unit.state in OPEN_STATES or any(map(_is_serious, unit.all_findings))


def _is_serious(finding: Finding) -> bool:
    return finding.severity is not Severity.MINOR


def _is_doubted(text: str, unit: Unit) -> bool:
    """Return whether a segment needs another translation: not if what was found is all in others of its unit."""
    if unit.state in OPEN_STATES or any(map(_is_serious, unit.findings)):
        return True
    return any(text in one.source for one in unit.segments if any(map(_is_serious, one.findings)))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes a cell with another text for one of its segments."""

    cell: CellText
    place: int
    segments: int

    def write(self, text: str) -> str:
        return self.cell.write([(text, ()) if at == self.place else None for at in range(self.segments)])


def _in_place(asked: str, found: Sequence[FuzzyMatch], base: str, writer: _Writer) -> Iterator[Offer]:
    """Yield what was found for a segment; nothing where writing it would change what stands around it."""
    if not found:
        return
    before, _, after = writer.write(_STAND_IN).partition(_STAND_IN)
    start, end = len(before), len(base) - len(after)
    if start > end or not base.startswith(before) or not base.endswith(after):
        return
    for match in found:
        written = writer.write(match.target)
        if written.startswith(before) and written.endswith(after):
            yield Offer(asked, *match, start, end, written[start : len(written) - len(after)])


def _best(found: Iterable[Iterable[Offer]], base: str, *, has_target: bool) -> tuple[Offer, ...]:
    """Return as many as a cell can show, of those that change it: the best of each text before any's second best."""
    met = {base} if has_target else set()
    ranked: list[tuple[int, int, int, Offer]] = []
    for at, own in enumerate(found):
        for rank, one in enumerate(own):
            taken = base[: one.start] + one.text + base[one.end :]
            if taken not in met:
                met.add(taken)
                ranked.append((rank, -one.percent, at, one))
    kept = sorted(ranked, key=lambda one: one[:3])[:_MOST_OF_A_CELL]
    return tuple(one for *_, one in sorted(kept, key=lambda one: (one[2], one[0])))
