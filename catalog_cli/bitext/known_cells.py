"""What the memory knows of the cells of a translation: whose they are, and what they were made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from catalog_cli.memory.cell_states import cell_state, is_edited, made_for
from catalog_cli.memory.keys import cell_id
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.segment import Origin, SegmentId, UnitState


class CellHistory(NamedTuple):
    """A cell's state, who wrote its text as far as is known, and the source that it was made of if that was another."""

    state: UnitState
    origin: Origin
    previous_source: str | None


StateOf = Callable[[SegmentId, str, str | None], CellHistory]


@dataclass(frozen=True, slots=True)
class KnownCells:
    """The cells of one translation in a memory: `output` is its name there. Without a memory nothing is known."""

    memory: TranslationMemory | None = None
    output: str = ""
    target_locale: str = ""

    def states(self, cells: Iterable[SegmentId]) -> StateOf:
        """Return what tells the history of any of some cells by its source and its target, None if it has none."""
        names = [cell_id(first, self.output) for first in cells] if self.memory is not None else []
        entries = self.memory.cells(names, self.target_locale) if self.memory is not None else {}

        def state_of(first: SegmentId, source: str, target: str | None) -> CellHistory:
            entry = entries.get(cell_id(first, self.output)) if entries else None
            state = cell_state(entry, source, target)
            if entry is None or target is None or state is UnitState.NEW:
                return CellHistory(state, Origin.NONE, None)
            is_human = entry.origin is Origin.HUMAN or is_edited(entry, target)
            previous = None
            if state in (UnitState.OUTDATED, UnitState.CHANGED) and self.memory is not None:
                since = made_for(entry, target)
                previous = self.memory.sources([since]).get(since)
            return CellHistory(state, Origin.HUMAN if is_human else entry.origin, previous)

        return state_of
