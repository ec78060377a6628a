"""The single numbers of a target's quantities, for a quantity of the source whose numbers stand apart there."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from catalog_cli.conventions.quantities import find_quantities
from catalog_cli.conventions.quantity import Number, Quantity
from catalog_cli.ledger import LedgerKind


class Atom(NamedTuple):
    """One number of a quantity of the target, with its unit."""

    owner: int
    number: Number
    unit: str
    values: frozenset[Decimal]


def atoms_of(index: int, target: Quantity, source_locale: str) -> Iterator[Atom]:
    """Yield the numbers of one quantity of the target, whose place among all of them is `index`."""
    units = target.units or (target.unit,) * len(target.numbers)
    for number, unit in zip(target.numbers, units, strict=False):
        written = target.text[number.start - target.start : number.end - target.start]
        values = {number.value, *number.readings}
        if "." in written or "," in written:
            values.update(number.value for one in find_quantities(written, source_locale) for number in one.numbers)
        yield Atom(index, number, "" if target.kind is LedgerKind.DATE else unit, frozenset(values))


def parts_of(
    source: Quantity, atoms: Sequence[Atom], by_value: dict[Decimal, list[int]], used: set[int]
) -> list[int] | None:
    """Return the places of the atoms that hold a source's numbers, None if one is not there."""
    if not source.numbers:
        return None
    units = source.units or (source.unit,) * len(source.numbers)
    found: list[int] = []
    for number, own in zip(source.numbers, units, strict=False):
        unit = "" if source.kind is LedgerKind.DATE else own
        free = by_value.get(number.value, [])
        first = bisect_left(free, found[-1] + 1) if found else 0
        candidates = [place for place in free[first : first + 64] if place not in used]
        chosen = [place for place in candidates if atoms[place].unit == unit] or [
            place for place in candidates if not atoms[place].unit or not unit
        ]
        if not chosen:
            return None
        found.append(chosen[0])
    return found


def without_atoms(targets: Sequence[Quantity], atoms: Sequence[Atom], used: set[int]) -> Iterator[Quantity]:
    """Yield what is left of the targets: the whole of the untouched, the single numbers of the others."""
    touched = {atoms[place].owner for place in used}
    rest: dict[int, list[Atom]] = defaultdict(list)
    for place, atom in enumerate(atoms):
        if atom.owner in touched and place not in used:
            rest[atom.owner].append(atom)
    for index, target in enumerate(targets):
        if index not in touched:
            yield target
        for atom in rest[index]:
            number, offset = atom.number, target.start
            text = target.text[number.start - offset : number.end - offset]
            yield Quantity(target.kind, number.start, number.end, text, (number,), unit=atom.unit)
