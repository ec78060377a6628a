"""Numbers: a customer who orders by size, weight or price relies on them.

Where the segment's ledger tells what became of its numbers, prices, measures and dates, the ledger is read. Else the
source's and the target's numbers are compared by value, so that 12.5 may become 12,5 and "2" may become "dois".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from catalog_cli.conventions.numbers import has_number, number_differences
from catalog_cli.ledger import LedgerEntry, LedgerKind, Outcome
from catalog_cli.qa.registry import Pair
from catalog_cli.segment import Segment

__all__ = ["number_added", "number_differences", "number_missing", "quantity_missing"]

_CURRENCY = r"(?:[$€£¥₹₩₽₺₪₫฿]|\b(?:USD|EUR|GBP|BRL|JPY|CAD|AUD|CHF|CNY|INR|MXN)\b)"
# A number is a quantity if a unit or a currency stands beside it; sizes in running text ("size 38") are not.
_BEFORE = re.compile(_CURRENCY + r"\s?$")
_AFTER = (
    rf"\s?(?:{_CURRENCY}|[%‰°\"″'′]|[-\s]?(?:mm|cm|dm|m|km|in|inch|inches|ft|feet|foot|yd|yards?|mi|miles?|mg|g|gr|kg|oz|"
    r"ounces?|lbs?|pounds?|ml|cl|l|liters?|litres?|fl|gal|gallons?|qt|pt|cups?|[wv]|kw|kwh|wh|mah|ah|watts?|volts?|hz|"
    r"khz|mhz|ghz|kb|mb|gb|tb|px|mp|dpi|psi|bar|lm|lumens?|k|db|rpm|mph|kmh|hours?|hrs?|h|min|minutes?|seconds?|days?|"
    r"years?|months?|weeks?|pcs|pieces?|pack|count|ct|x)\b)"
)
_BEFORE_CHARS = 5  # the longest currency code, a space and a sign


def quantity_missing(segment: Segment, pair: Pair) -> Iterable[str]:
    """A price, measure, date or percentage of the source is not in the translation, or is another one there."""
    if _is_told(segment):
        return _told(segment, "quantity")
    missing = _differences(segment, pair)[0]
    return missing and [
        f"The quantity {number} of the source is missing in the translation."
        for number in missing
        if _is_quantity(segment.source, number)
    ]


def number_missing(segment: Segment, pair: Pair) -> Iterable[str]:
    """A number of the source, without a unit or currency, is not in the translation."""
    if _is_told(segment):
        return _told(segment, "number")
    missing = _differences(segment, pair)[0]
    return missing and [
        f"The number {number} of the source is missing in the translation."
        for number in missing
        if not _is_quantity(segment.source, number)
    ]


def number_added(segment: Segment, pair: Pair) -> Iterable[str]:
    """The translation states a number that the source does not."""
    if _is_told(segment):
        added = [entry.target for entry in segment.ledger if entry.outcome is Outcome.ADDED and entry.kind in _COUNTED]
    else:
        added = list(_differences(segment, pair)[1])
    return added and [f"The translation has the number {number}, which the source has not." for number in added]


_QUANTITIES = frozenset({LedgerKind.PRICE, LedgerKind.MEASURE, LedgerKind.DATE})
_COUNTED = _QUANTITIES | {LedgerKind.NUMBER}


def _is_told(segment: Segment) -> bool:
    """Return whether the ledger accounts for the segment's numbers."""
    return bool(segment.ledger) and any(entry.kind in _COUNTED for entry in segment.ledger)


def _told(segment: Segment, name: str) -> Iterator[str]:
    for entry in segment.ledger:
        if entry.outcome not in _LOST or _name(entry, segment.source) != name:
            continue
        if entry.outcome is Outcome.MISSING:
            yield f"The {name} {entry.source} of the source is missing in the translation."
        else:
            yield f"The {name} {entry.source} of the source is {entry.target} in the translation."


_LOST = frozenset({Outcome.MISSING, Outcome.CHANGED})


def _name(entry: LedgerEntry, source: str) -> str:
    """Return "quantity" or "number" for what an entry is about, "" for a term or a code."""
    if entry.kind not in _COUNTED:
        return ""
    return "quantity" if entry.kind in _QUANTITIES or _is_quantity(source, entry.source) else "number"


def _differences(segment: Segment, pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    source, target = segment.source, segment.target or ""
    return _compared(source, target, pair.source, pair.target)


@lru_cache(maxsize=1)  # the three checks ask in turn about one segment
def _compared(
    source: str, target: str, source_locale: str, target_locale: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not has_number(source) and not has_number(target):
        return (), ()
    return number_differences(source, target, source_locale, target_locale)


@cache
def _unit_after() -> re.Pattern[str]:
    return re.compile(_AFTER, re.IGNORECASE)


def _is_quantity(source: str, number: str) -> bool:
    """Return whether a number stands beside a unit or a currency; a fraction always does."""
    if "/" in number:
        return True
    for match in re.finditer(rf"(?<!\d){re.escape(number)}(?!\d)", source):
        before = source[max(0, match.start() - _BEFORE_CHARS) : match.start()]
        if _BEFORE.search(before) or _unit_after().match(source, match.end()):
            return True
    return False
