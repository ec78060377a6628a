"""How far a translation is: what is new, changed, edited, outdated and up to date, column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog_cli.memory.outdated import shortened_pair
from catalog_cli.reporting.console import table
from catalog_cli.segment import Place, UnitState
from catalog_cli.unit import Unit

# Cells are counted without limit and listed up to this many, so that memory does not depend on the file.
MOST_LISTED = 1_000
_LISTED = (UnitState.OUTDATED, UnitState.CHANGED)


class ChangedCell(NamedTuple):
    """A cell whose source reads otherwise now: where both stand, and in short what changed; `was` None if unknown."""

    state: UnitState
    place: Place
    target_place: Place | None
    was: str | None
    now: str

    def as_json(self) -> dict[str, object]:
        """Return the cell as JSON values."""
        there = self.target_place
        return {
            "state": str(self.state),
            "file": self.place.file,
            "row": self.place.row,
            "column": self.place.column,
            "target_row": None if there is None else there.row,
            "target_column": None if there is None else there.column,
            "was": self.was,
            "now": self.now,
        }


@dataclass(slots=True)
class Status:
    """The states of a catalog's translations; `columns` in the order in which the catalog has them."""

    columns: dict[str, Counter[UnitState]] = field(default_factory=dict)
    listed: list[ChangedCell] = field(default_factory=list)

    def add(self, unit: Unit) -> None:
        """Count a unit, and list it if its source changed and there is room."""
        self.columns.setdefault(unit.column.name, Counter())[unit.state] += 1
        if unit.state in _LISTED and len(self.listed) < MOST_LISTED:
            was, now = shortened_pair(unit.previous_source or "", unit.source)
            known = None if unit.previous_source is None else was
            self.listed.append(ChangedCell(unit.state, unit.place, unit.target_place, known, now))

    @property
    def states(self) -> Counter[UnitState]:
        """How many cells are in each state."""
        return sum(self.columns.values(), Counter())

    def as_json(self) -> dict[str, object]:
        """Return the status as JSON values."""
        return {
            "states": _counts(self.states),
            "columns": [{"column": name, **_counts(states)} for name, states in self.columns.items()],
            "listed": [cell.as_json() for cell in self.listed],
        }

    def lines(self) -> Iterator[str]:
        """Yield the counts as a table, a line for each column.

        >>> status = Status({"Title": Counter({UnitState.NEW: 2, UnitState.CURRENT: 1_000})})
        >>> print(*status.lines(), sep="\\n")
          column  new  changed  edited  outdated  current  all
          Title   2    -        -       -         1,000    1,002
        """
        rows = [("column", *map(str, UnitState), "all")]
        counted = list(self.columns.items())
        if len(counted) > 1:
            counted.append(("all columns", self.states))
        for name, states in counted:
            figures = (states[state] for state in UnitState)
            rows.append((name, *(f"{count:,}" if count else "-" for count in figures), f"{states.total():,}"))
        yield from table(rows, "  ")


def _counts(states: Counter[UnitState]) -> dict[str, int]:
    return {**{str(state): states[state] for state in UnitState}, "all": states.total()}
