"""Quantities that state the same number with another unit than the source's, and times that lost their half."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal

from catalog_cli.conventions.dates import CLOCK, TIME
from catalog_cli.conventions.quantities import CODE
from catalog_cli.conventions.quantity import Number, Quantity
from catalog_cli.ledger import LedgerKind

_HOUR = "duration-hour"
_MINUTES = re.compile(r"[0-5]\d(?!\d)")


def with_clocks(targets: Sequence[Quantity], text: str) -> Iterator[Quantity]:
    """Yield the targets with "2:15" and "2:15 horas", which are two numbers elsewhere, as one bare time."""
    rest = deque(targets)
    while rest:
        one = rest.popleft()
        other = rest[0] if rest else one
        is_joined = text[one.end : other.start] == ":" and not one.unit and other.unit in ("", _HOUR)
        if is_joined and one.text.isdecimal() and _MINUTES.match(other.text) and int(one.text) < 24:
            rest.popleft()
            minutes = int(one.text) * 60 + int(other.text[:2])
            number = Number(one.start, other.end, Decimal(minutes), readings=one.values)
            one = Quantity(LedgerKind.DATE, one.start, other.end, text[one.start : other.end], (number,), unit=CLOCK)
        yield one


def value_key(quantity: Quantity) -> Hashable:
    """Return the numbers of a quantity without regard to its unit; of a time, its place on a clock of twelve hours."""
    if quantity.unit == CODE or not quantity.numbers:
        return None
    if quantity.unit in (TIME, CLOCK):
        return "clock", quantity.values[0] % 720 if len(quantity.values) == 1 else quantity.values
    return None if quantity.kind is LedgerKind.DATE else quantity.values


def clock_key(target: Quantity) -> Hashable:
    """Return the place on a clock of a target that may stand for a time: "2:15", "8 horas", "8"."""
    if target.unit in ("", _HOUR) and len(target.values) == 1 and target.values[0] <= 24:
        return "clock", target.values[0] * 60 % 720
    return value_key(target) if target.unit in (TIME, CLOCK) else None


# CLDR's categories that are one dimension each; "electric" and "concentr" are not.
_DIMENSIONS = frozenset("area digital duration energy length mass power pressure speed temperature volume".split())


def is_slip(source: Quantity, target: Quantity) -> bool:
    """Return whether a unit is one that models put for another: of one dimension, or a currency for a currency."""
    if source.form is not target.form or not source.unit or not target.unit or source.unit == target.unit:
        return False
    if LedgerKind.DATE in (source.kind, target.kind):
        return False
    if source.kind is LedgerKind.PRICE or target.kind is LedgerKind.PRICE:
        return source.kind is target.kind
    own, other = source.unit.split("-"), target.unit.split("-")
    return (own[0] == other[0] and own[0] in _DIMENSIONS) or (
        own[:2] == ["area", "square"] and other == ["length", own[-1]]
    )
