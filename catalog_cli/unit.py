"""One cell of a catalog and its translation: what is checked, reviewed, sent to translators and measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catalog_cli.product import Column
from catalog_cli.segment import Finding, Limit, Origin, Place, Segment, Severity, UnitState

# What a person should see though nothing was found: there is no translation, or it is of another source.
OPEN_STATES = frozenset({UnitState.NEW, UnitState.CHANGED, UnitState.OUTDATED})


class Offer(NamedTuple):
    """What a person made of a text that resembles one of a unit's by `percent`; 100 and more: it is that text.

    `asked` is the unit's text, a segment or the whole cell; `source` and `target` are the stored pair, with the numbers
    of `asked` if it `is_substituted`. Whoever takes it puts `text` for [start, end) of the cell as it stands: of its
    translation, or of its source while there is none.
    """

    asked: str
    source: str
    target: str
    percent: int
    is_substituted: bool
    start: int
    end: int
    text: str


class Unit(NamedTuple):
    """One translatable cell with its translation: what XLIFF calls a unit.

    `id` is 32 hexadecimal digits that hold no row number, so that rows may move. `place` is where the source stands,
    `target_place` where the translation does: None if there is no such cell. `source` and `target` are the whole cells
    as they are written; `target` is None without a cell. `title` is the product's, for whoever reads the unit alone.
    `segments` are source and target side by side, once they were aligned. `previous_source` is what the target was made
    of, where that was another text and is known. `findings` are about the cell as a whole; `all_findings` has those of
    its segments, too. `confidence` is from 0 to 1, None unless it was asked for;
    `offers` are what the memory has for it, likewise.
    """

    id: str
    product_key: str
    variant_key: str
    column: Column
    place: Place
    target_place: Place | None
    source: str
    target: str | None
    title: str = ""
    limit: Limit | None = None
    segments: tuple[Segment, ...] = ()
    origin: Origin = Origin.NONE
    state: UnitState = UnitState.CURRENT
    previous_source: str | None = None
    findings: tuple[Finding, ...] = ()
    confidence: float | None = None
    offers: tuple[Offer, ...] = ()

    @property
    def all_findings(self) -> Iterator[Finding]:
        """What was found in the unit: in its segments, then in the cell as a whole."""
        for segment in self.segments:
            yield from segment.findings
        yield from self.findings

    @property
    def worst(self) -> Severity | None:
        """The worst severity of its findings, None if there are none."""
        return min((finding.severity for finding in self.all_findings), key=lambda one: one.rank, default=None)
