"""Quantities that state the same number with another unit than the source's, and times that lost their half."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal

from catalog_cli.conventions.dates import CLOCK, TIME, find_dates
from catalog_cli.conventions.quantities import CODE
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.ledger import LedgerKind

_HOUR = "duration-hour"
_MINUTES = re.compile(r"[0-5]\d(?!\d)")


# English halves of the day that a model copied; German "am" is a word.
_PERIOD = re.compile(r"[ \u00a0\u202f]?([ap])(?:\.[ \u00a0]?m\.|m\b)", re.IGNORECASE)
_GLUED_PERIOD = re.compile(r"([ap])m\b|[ \u00a0\u202f](p)m\b", re.IGNORECASE)
_WITH_WORD_AM = frozenset({"de", "gsw", "lb"})


def with_clocks(targets: Sequence[Quantity], text: str, language: str) -> Iterator[Quantity]:
    """Yield the targets with "2:15", "2:15 horas" and "2pm", which are numbers elsewhere, as times."""
    period = _GLUED_PERIOD if language in _WITH_WORD_AM else _PERIOD
    rest = deque(_with_english_ranges(targets, text, period))
    while rest:
        one = rest.popleft()
        other = rest[0] if rest else one
        is_joined = text[one.end : other.start] == ":" and not one.unit and other.unit in ("", _HOUR)
        if is_joined and one.text.isdecimal() and _MINUTES.match(other.text) and int(one.text) < 24:
            rest.popleft()
            minutes = int(one.text) * 60 + int(other.text[:2])
            number = Number(one.start, other.end, Decimal(minutes), readings=one.values)
            one = Quantity(LedgerKind.DATE, one.start, other.end, text[one.start : other.end], (number,), unit=CLOCK)
        half = period.match(text, one.end) if one.unit in ("", CLOCK) and len(one.numbers) == 1 else None
        yield _in_half(one, half, text) if half else one


def _with_english_ranges(targets: Sequence[Quantity], text: str, period: re.Pattern[str]) -> list[Quantity]:
    """Return the targets with "8-10 am" as one time of two ends."""
    if not any(period.match(text, one.end) or period.search(one.text) for one in targets):
        return list(targets)
    found = [one for one in find_dates(text, "en") if one.unit == TIME and one.form is Form.RANGE]
    found = [one for one in found if period.search(one.text)]
    if not found:
        return list(targets)
    rest = [one for one in targets if all(one.end <= other.start or other.end <= one.start for other in found)]
    return sorted([*rest, *found], key=lambda one: one.start)


def _in_half(one: Quantity, half: re.Match[str], text: str) -> Quantity:
    """Return an hour or a bare time with the half of the day that stands behind it; as it is if it has none."""
    (number,) = one.numbers
    minutes = number.value if one.unit == CLOCK else number.value * 60
    if not 60 <= minutes < 780 or minutes % 1:
        return one
    value = minutes % 720 + (720 if "p" in half[0].casefold() else 0)
    number = number._replace(value=value)
    return Quantity(LedgerKind.DATE, one.start, half.end(), text[one.start : half.end()], (number,), unit=TIME)


def value_key(quantity: Quantity) -> Hashable:
    """Return the numbers of a quantity without regard to its unit; of a time, its place on a clock of twelve hours."""
    if quantity.unit == CODE or not quantity.numbers:
        return None
    if quantity.unit in (TIME, CLOCK):
        return "clock", tuple(value % 720 for value in quantity.values)
    return None if quantity.kind is LedgerKind.DATE else quantity.values


def clock_key(target: Quantity) -> Hashable:
    """Return the place on a clock of a target that may stand for a time: "2:15", "8 horas", "8", "20h-22h"."""
    if target.unit in ("", _HOUR) and target.values and max(target.values) <= 24 and target.form is not Form.PRODUCT:
        return "clock", tuple(value * 60 % 720 for value in target.values)
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


# Signs in units that models take apart or write otherwise.
_FRAGILE = frozenset("/°º")
_LOOKALIKES = {"°": "[°ºo]", "º": "[°ºo]"}


def damaged_quantity(source: Quantity, targets: Sequence[Quantity], text: str) -> Quantity | None:
    """Return the one place of a text that holds a source's date or measure in pieces, None if there is none.

    >>> from catalog_cli.conventions.quantities import find_quantities
    >>> (source,) = find_quantities("Sep 15, 2025", "en")
    >>> damaged_quantity(source, find_quantities("em 15, 2025", "pt-BR"), "em 15, 2025").text
    '15, 2025'
    """
    if source.kind is LedgerKind.DATE:
        patterns = _date_pieces(source)
    elif source.kind is LedgerKind.MEASURE and not _FRAGILE.isdisjoint(source.text) and len(source.numbers) == 1:
        patterns = [_loosely(source)]
    else:
        return None
    for pattern in patterns:
        places = list(re.finditer(rf"(?<![\w.,]){pattern}(?![\w²³])", text))
        if len(places) != 1:
            continue
        start, end = places[0].span()
        inside = [one for one in targets if one.start < end and start < one.end]
        if not inside or inside[0].start < start or inside[-1].end > end:
            continue
        if source.kind is LedgerKind.DATE and not _are_pieces(inside, source):
            continue
        return Quantity(source.kind, start, end, text[start:end], source.numbers, source.form, source.unit)
    return None


def _date_pieces(source: Quantity) -> list[str]:
    """Return the patterns of a date in the source's words, and without its month where that stood first."""
    if not source.numbers or not any(number.is_word for number in source.numbers):
        return []
    behind = source.text[source.numbers[1].start - source.start :] if source.numbers[0].is_word else ""
    return [re.escape(piece) for piece in (source.text, behind) if piece]


def _are_pieces(inside: Sequence[Quantity], source: Quantity) -> bool:
    """Return whether quantities are the bare numbers of a date: each of them, and nothing else."""
    wanted = [number.value for number in source.numbers if not number.is_word]
    return [value for one in inside for value in one.values] == wanted and not any(one.unit for one in inside)


def _loosely(source: Quantity) -> str:
    """Return the pattern of a measure with spaces anywhere in its unit."""
    (number,) = source.numbers
    written = source.text[number.start - source.start : number.end - source.start]
    unit = "".join(source.text[number.end - source.start :].split())
    loose = r"\s?".join(_LOOKALIKES.get(char, re.escape(char)) for char in unit)
    digits = re.escape(written).replace(",", "[.,]").replace(r"\.", "[.,]")
    return rf"{digits}\s?{loose}"
