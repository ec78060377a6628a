"""Which cell of a record holds the target of which: a column's own text beside that in the target locale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from catalog_cli.product import Column, Record


def target_positions(record: Record, sources: Iterable[Column]) -> dict[int, int]:
    """Return where the target of each source cell stands, by the source's position, if the record has that cell.

    In a JSON record, where a column may stand several times, a target goes with the source nearest to it, and the
    elements of an array with those of the array nearest to it, in order.

    >>> from catalog_cli.product import Role
    >>> alt = Column(0, "images[].alt", "images[].alt", Role.TEXT, "", target=1)
    >>> target_positions(Record(1, 1, ("new", "old", "velho"), columns=(0, 0, 1)), [alt])
    {1: 2}
    """
    columns = [column for column in sources if column.target is not None]
    if record.columns is None:
        return {c.index: c.target for c in columns if c.target is not None and c.target < len(record.values)}
    stand: dict[int, list[int]] = {index: [] for column in columns for index in (column.index, column.target or 0)}
    for position, index in enumerate(record.columns):
        if index in stand:
            stand[index].append(position)
    found: dict[int, int] = {}
    for column in columns:
        here, there = stand[column.index], stand[column.target or 0]
        if here and there:
            found.update(_pairs(here, there, column))
    return found


def _pairs(sources: Sequence[int], targets: Sequence[int], column: Column) -> Iterator[tuple[int, int]]:
    """Yield (source, target) positions of one column."""
    is_target = dict.fromkeys(targets, True)
    runs = [(key, list(run)) for key, run in groupby(sorted([*sources, *targets]), key=lambda p: p in is_target)]
    is_reversed = _is_target_first(runs, column)
    if is_reversed:
        runs.reverse()
    for (is_first_target, first), (_, second) in pairwise(runs):
        if is_first_target:
            continue
        if column.name.endswith("[]"):
            yield from zip(first, second, strict=False)
        elif is_reversed:
            yield first[0], second[-1]
        else:
            yield first[-1], second[0]


def _is_target_first(runs: Sequence[tuple[bool, list[int]]], column: Column) -> bool:
    """Return whether the target stands before its source, as the record shows, else as the file's columns do."""
    if runs[0][0] != runs[-1][0]:
        return runs[0][0]
    return runs[0][0] or (column.target or 0) < column.index
