"""Every quantity of a text: prices, measures, dates and bare numbers, and the codes that only look like numbers.

The finders are asked in turn; where two claim the same place, the longer claim wins, then the more telling kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from catalog_cli.conventions.dates import find_dates, write_date
from catalog_cli.conventions.measures import find_measures, write_measure
from catalog_cli.conventions.number_format import find_numbers, has_number, rewrite_number, write_percent
from catalog_cli.conventions.prices import find_prices, write_price
from catalog_cli.conventions.quantity import Number, Quantity
from catalog_cli.conventions.sizes import find_sizes
from catalog_cli.ledger import LedgerKind

CODE = "code"
"""The unit of what is written with digits and is no number: "A4", "24/7", the "5.3" of "Bluetooth 5.3"."""
PERCENT = "percent"

_MOST_KEPT = 8_192  # texts: two windows of segments
_SHORT = 200  # characters

# Behind these words stands a class, a grade or a part number; versions are told by `find_codes`.
_BEFORE_CODES = frozenset(
    "art artikel asin astm class classe din ean en grade isbn iso item mark mk model modell modelo modèle no nr nº n° "
    "pantone part ral ref referência referencia référence schedule section sku type tipo upc".split()
)
# A shoe or clothing size is named with its system, and keeps its point: "US 9.5".
_SIZE_SYSTEMS = frozenset("AU BR EU FR IT JP UK US".split())
# In front of these stands the number of channels: "5.1 surround", "7.1-channel".
_AFTER_CODES = frozenset("ch channel channels canais surround speaker speakers stereo estéreo sound".split())
_DECIMAL = re.compile(r"(?<![\w.,/])\d{1,4}[.,]\d{1,2}(?![\d/]|[.,]\d)")
# 24/7 and apertures: two numbers that are no fraction, and a ratio that photographers write alike everywhere.
_NAMED = re.compile(r"(?<![\w.,/])(?:24/7(?:/365)?|[fF]/\d{1,2}(?:\.\d{1,2})?)(?![\w/]|[.,]\d)")
_WORD_BEFORE = re.compile(r"([^\W\d_](?:[\w-]*\w)?|[nN][º°])\.?[ \u00a0]*$")
_WORD_AFTER = re.compile(r"[ \u00a0-]?([^\W\d_]+)")
_LONGEST_WORD = 24
_JOINTS = frozenset(".,")
_DIGITS = re.compile(r"\d+")
_PERCENT = re.compile(r"[ \u00a0\u202f]?%(?![\w%])")


def find_quantities(text: str, locale: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order, none overlapping another; numbers in words are not among them.

    What is written with digits and is no number has the unit CODE. Every digit of the text belongs to one of them.

    >>> [(one.text, one.unit) for one in find_quantities("Bluetooth 5.3, 12.5 cm, A4, 3 bags", "en")]
    [('5.3', 'code'), ('12.5 cm', 'length-centimeter'), ('A4', 'code'), ('3', '')]
    """
    if not has_number(text):
        return ()
    return _kept_quantities(text, locale) if len(text) <= _SHORT else _quantities(text, locale)


def _quantities(text: str, locale: str) -> tuple[Quantity, ...]:
    numbers, damaged = _apart(find_numbers(text, locale), text)
    claims = [
        *damaged,
        *_codes(text),
        *find_sizes(text),
        *find_prices(text, locale),
        *find_measures(text, locale, numbers),
        *find_dates(text, locale),
    ]
    kept = _without_overlaps(claims) if len(claims) > 1 else claims
    bare = [_bare(number, text) for number in _outside(numbers, kept)]
    if bare:
        kept = sorted([*kept, *bare], key=_start)
    rest = list(_uncovered(text, kept))
    return tuple(sorted([*kept, *rest], key=_start) if rest else kept)


_kept_quantities = lru_cache(maxsize=_MOST_KEPT)(_quantities)


def write_quantity(quantity: Quantity, locale: str) -> str | None:
    """Return a quantity as a locale writes it; None for what stays as it is: a code, an ambiguous date.

    >>> (price,) = find_quantities("$1,299.50", "en-US")
    >>> write_quantity(price, "pt-BR").replace("\\u00a0", " ")
    'US$ 1.299,50'
    """
    if stays(quantity):
        return None
    if quantity.kind is LedgerKind.PRICE:
        return write_price(quantity, locale)
    if quantity.unit == PERCENT:
        (number,) = quantity.numbers
        return write_percent(number.value, locale, decimals=number.decimals)
    if quantity.kind is LedgerKind.MEASURE:
        return write_measure(quantity, locale)
    if quantity.kind is LedgerKind.DATE:
        return write_date(quantity, locale)
    return write_numbers(quantity, quantity, locale)


def stays(quantity: Quantity) -> bool:
    """Return whether a quantity is written alike everywhere: a code, or a size with its system.

    >>> [stays(one) for one in find_quantities("UK 8.5, IP67, 12 cm", "en")]
    [True, True, False]
    """
    return quantity.unit == CODE or quantity.unit.startswith("size-")


def write_numbers(quantity: Quantity, source: Quantity, locale: str) -> str | None:
    """Return a quantity's text with the numbers of `source` in the place of its own, each as the locale writes it.

    What stands around them (a unit in words, "to") is left. None if there are not as many.
    """
    if len(source.numbers) != len(quantity.numbers) or not source.numbers:
        return None
    parts: list[str] = []
    reached = 0
    for own, number in zip(quantity.numbers, source.numbers, strict=True):
        start, end = own.start - quantity.start, own.end - quantity.start
        parts += (quantity.text[reached:start], rewrite_number(number_text(source, number), number, locale, locale))
        reached = end
    return "".join((*parts, quantity.text[reached:]))


def number_text(quantity: Quantity, number: Number) -> str:
    """Return how one of a quantity's numbers is written."""
    return quantity.text[number.start - quantity.start : number.end - quantity.start]


def _codes(text: str) -> Iterator[Quantity]:
    """Yield what is a code by the word beside it, and what reads as a fraction and is none."""
    if "/" in text:
        for match in _NAMED.finditer(text):
            yield _code(text, *match.span())
    if "." in text or "," in text:
        for match in _DECIMAL.finditer(text):
            if _stands_as_code(text, *match.span()):
                yield _code(text, *match.span())


def _code(text: str, start: int, end: int) -> Quantity:
    return Quantity(LedgerKind.NUMBER, start, end, text[start:end], (), unit=CODE)


def _stands_as_code(text: str, start: int, end: int) -> bool:
    """Return whether the words beside a number tell that it is a class, a size or a count of channels."""
    before = _WORD_BEFORE.search(text[max(0, start - _LONGEST_WORD) : start])
    if before and (before[1].casefold() in _BEFORE_CODES or before[1] in _SIZE_SYSTEMS):
        return True
    if before and 2 <= len(before[1]) <= 5 and before[1].isupper() and not _is_shouted(text):
        return True  # "XMP 2.0": an abbreviation and its version; a measure is longer and wins
    after = _WORD_AFTER.match(text, end)
    return after is not None and after[1].casefold() in _AFTER_CODES


def _is_shouted(text: str) -> bool:
    """Return whether a text is in capitals throughout, so that they tell nothing of a word."""
    return text.isupper() and text.count(" ") > 1


def _apart(numbers: list[Number], text: str) -> tuple[list[Number], list[Quantity]]:
    """Return the numbers that stand alone, and those joined by points ("1.299.50", damaged) as one code each."""
    if not any(text[one.end : other.start] in _JOINTS for one, other in pairwise(numbers)):
        return numbers, []
    alone: list[Number] = []
    joined: list[Quantity] = []
    index = 0
    while index < len(numbers):
        last = index
        while last + 1 < len(numbers) and text[numbers[last].end : numbers[last + 1].start] in _JOINTS:
            last += 1
        if last > index:
            joined.append(_code(text, numbers[index].start, numbers[last].end))
        else:
            alone.append(numbers[index])
        index = last + 1
    return alone, joined


def _bare(number: Number, text: str) -> Quantity:
    """Return a number as a quantity, with its percent sign."""
    start, end = number.start, number.end
    if "%" in text and (percent := _PERCENT.match(text, end)):
        end = percent.end()
        return Quantity(LedgerKind.MEASURE, start, end, text[start:end], (number,), unit=PERCENT)
    return Quantity(LedgerKind.NUMBER, start, end, text[start:end], (number,))


def _start(quantity: Quantity) -> int:
    return quantity.start


def _without_overlaps(claims: Sequence[Quantity]) -> list[Quantity]:
    """Return the claims in text order, of overlapping ones the longest; of equal ones the first given."""
    kept: list[Quantity] = []
    for claim in sorted(claims, key=_start):
        length = claim.end - claim.start
        while kept and kept[-1].end > claim.start and kept[-1].end - kept[-1].start < length:
            kept.pop()
        if not kept or kept[-1].end <= claim.start:
            kept.append(claim)
    return kept


def _outside(numbers: Sequence[Number], kept: Sequence[Quantity]) -> Sequence[Number]:
    """Return the numbers that lie in none of the quantities; both are in text order."""
    if not kept:
        return numbers
    found, index = [], 0
    for one in numbers:
        while index < len(kept) and kept[index].end <= one.start:
            index += 1
        if index == len(kept) or one.end <= kept[index].start:
            found.append(one)
    return found


def _uncovered(text: str, kept: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield as codes the words around digits that belong to no quantity: the finder of numbers left them out."""
    index = reached = 0
    for match in _DIGITS.finditer(text):
        at = match.start()
        while index < len(kept) and kept[index].end <= at:
            index += 1
        if at < reached or (index < len(kept) and kept[index].start <= at):
            continue
        first = kept[index - 1].end if index else 0
        last = kept[index].start if index < len(kept) else len(text)
        start, end = at, match.end()
        while start > first and _joins(text, start - 1, start - 2):
            start -= 1
        while end < last and _joins(text, end, end + 1):
            end += 1
        reached = end
        yield _code(text, start, end)


def _joins(text: str, at: int, beyond: int) -> bool:
    """Return whether a character belongs to a word: a letter, a digit, or a joint with another one beyond."""
    if text[at].isalnum():
        return True
    return text[at] in "-./" and 0 <= beyond < len(text) and text[beyond].isalnum()
