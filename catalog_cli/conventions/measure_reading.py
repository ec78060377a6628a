"""Measures in a text: a number and the unit behind it, ranges, products and sums of two units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog_cli.conventions.number_format import find_numbers
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.unit_spellings import Spelled, unit_after
from catalog_cli.conventions.units import Style, unit
from catalog_cli.ledger import LedgerKind

# A member of an enumeration is looked up slowly before Python 3.12, and this is asked of every measure.
_PRODUCT, _RANGE, _SINGLE, _MARK, _MEASURE = Form.PRODUCT, Form.RANGE, Form.SINGLE, Style.MARK, LedgerKind.MEASURE
# What joins the numbers of one measure.
TIMES = re.compile(r"[ \u00a0]?[x×X*][ \u00a0]?|[ \u00a0](?:by|por)[ \u00a0]")
TO = re.compile(r"[ \u00a0]?[-–—~‑][ \u00a0]?|[ \u00a0](?:to|through|a|até|à|bis|～)[ \u00a0]")
AND = re.compile(r"[ \u00a0](?:and|or|e|ou)[ \u00a0]")
PART = re.compile(r",?[ \u00a0](?:and[ \u00a0]|e[ \u00a0])?|[- ]?")
_LONGEST_JOINT = len(" through ")
# Numbers that make one measure: how it is joined, and how many may follow the first.
_RUNS = ((_PRODUCT, TIMES, 5), (_RANGE, TO, 1))
_BETWEEN = re.compile(r"(?i)\b(?:between|entre|either)[ \u00a0]$")
# The larger unit of a measure in two parts, the smaller one, and how many of these make one.
PARTS = {
    ("length-foot", "length-inch"): 12,
    ("length-yard", "length-foot"): 3,
    ("mass-pound", "mass-ounce"): 16,
    ("duration-hour", "duration-minute"): 60,
    ("duration-minute", "duration-second"): 60,
}
# Factors are one measure only of these; "4 x 100 g" is four of 100 g.
_MULTIPLIED = frozenset({"length", "pixels"})


def find_measures(text: str, locale: str, numbers: Sequence[Number] | None = None) -> list[Quantity]:
    """Return the measures of a text in order; units in the locale's language, English or Portuguese.

    `numbers` are those of the text, if they are known already. A word that can be something else ("in", "A", "K",
    "ct") is a unit only where the words around say so. Nothing overlaps.

    >>> [(found.text, found.unit, [str(value) for value in found.values])
    ...  for found in find_measures('30 x 40 cm, 5\\'11", 10-20 kg, 5 in one', "en")]  # doctest: +NORMALIZE_WHITESPACE
    [('30 x 40 cm', 'length-centimeter', ['30', '40']), ('5\\'11"', 'length-foot', ['5', '11']),
     ('10-20 kg', 'mass-kilogram', ['10', '20'])]
    """
    if numbers is None:
        numbers = find_numbers(text, locale)
    numbers = [number for number in numbers if not number.is_word]
    spelled = [unit_after(text, number, locale) for number in numbers]
    if not any(spelled):
        return []
    found: list[Quantity] = []
    index = 0
    while index < len(numbers):
        quantity, count = _quantity_at(text, numbers, spelled, index)
        if quantity is not None:
            found.append(quantity)
        index += count
    return found


def _quantity_at(
    text: str, numbers: Sequence[Number], spelled: Sequence[Spelled | None], index: int
) -> tuple[Quantity | None, int]:
    """Return the measure that begins with a number, and how many numbers it takes (one, if it is none)."""
    own = spelled[index]
    if index + 1 == len(numbers) or numbers[index + 1].start - (own or numbers[index]).end > _LONGEST_JOINT:
        return (None if own is None else _quantity(text, (numbers[index],), own, _SINGLE)), 1
    if parts := _sum_at(text, numbers, spelled, index):
        return parts, 2
    for form, connector, most in _RUNS:
        last = _run(text, numbers, spelled, index, connector, most)
        if (
            last == index
            and form is _RANGE
            and _BETWEEN.search(text, max(0, numbers[index].start - 9), numbers[index].start)
        ):
            last = _run(text, numbers, spelled, index, AND, most=1)
        end = spelled[last]
        if last == index or end is None:
            continue
        run = tuple(numbers[index : last + 1])
        if form is _RANGE and not _is_range(run):
            continue
        if form is _PRODUCT and unit(end.unit).category not in _MULTIPLIED:
            continue
        return _quantity(text, run, end, form), len(run)
    return (None if own is None else _quantity(text, (numbers[index],), own, _SINGLE)), 1


def _is_range(run: tuple[Number, ...]) -> bool:
    return run[0].value < run[1].value


def _quantity(text: str, run: tuple[Number, ...], end: Spelled, form: Form) -> Quantity:
    start = run[0].start
    return Quantity(_MEASURE, start, end.end, text[start : end.end], run, form, end.unit)


def _run(
    text: str,
    numbers: Sequence[Number],
    spelled: Sequence[Spelled | None],
    index: int,
    connector: re.Pattern[str],
    most: int,
) -> int:
    """Return the index of the last number joined with the first by connectors, all of one unit; the first, if none."""
    kind: str | None = None
    best = last = index
    while True:
        own = spelled[last]
        if own is not None:
            if kind is not None and own.unit != kind:
                return best
            kind, best = own.unit, last
        end = own.end if own is not None else numbers[last].end
        if last - index == most or last + 1 == len(numbers):
            return best
        following = numbers[last + 1].start
        joined = text[end:following]
        if not connector.fullmatch(joined) and not (numbers[last + 1].value < 0 and connector.fullmatch(joined + "-")):
            return best
        last += 1


def _sum_at(text: str, numbers: Sequence[Number], spelled: Sequence[Spelled | None], index: int) -> Quantity | None:
    """Return "5 ft 11 in", 5'11" and the like; 5'11 lacks its last mark and has it all the same."""
    first = spelled[index]
    if first is None or index + 1 == len(numbers):
        return None
    second_number, second = numbers[index + 1], spelled[index + 1]
    joined = text[first.end : second_number.start]
    if not PART.fullmatch(joined) or numbers[index].decimals or numbers[index].is_fraction:
        return None
    if second is None:
        if first.style is not _MARK or joined or text[second_number.end : second_number.end + 1].isalnum():
            return None
        second = Spelled("length-inch", second_number.end, second_number.end, "", _MARK)
    limit = PARTS.get((first.unit, second.unit))
    if limit is None or not 0 <= second_number.value < limit or (first.style is _MARK) != (second.style is _MARK):
        return None
    run = (numbers[index], second_number)
    return _quantity(text, run, second, Form.SUM)._replace(unit=first.unit, units=(first.unit, second.unit))
