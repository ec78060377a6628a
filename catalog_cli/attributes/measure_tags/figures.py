"""The figures of a text: its measures, its bare numbers, and the words before and behind each.

Only the surroundings of digits are read, and what was read of a word ("1.7L", "20x30cm") is kept: catalogs repeat
themselves. A text without digits costs one search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.conventions.measure_reading import find_measures
from catalog_cli.conventions.number_format import find_number_words, find_numbers
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.unit_spellings import unit_after
from catalog_cli.conventions.units import unit
from catalog_cli.ledger import LedgerKind

_DIGITS = re.compile("[0-9¼-¾⅐-⅞]+")
_MORE = re.compile(r"[^\s|;]+")
_GLUED = re.compile(r"\d{3,}[a-z](?![\w])")
_SLASHED = re.compile(r"[ \u00a0]\d{1,2}/\d{1,2}(?![\d/])")  # 8 1/2
_LONGEST, _LONGEST_REST = 24, 40  # characters of a word that stand before its first digit, and from there on
_FAR = 48  # characters read before and behind a figure
_BESIDE = 10  # characters before "warranty" and "pockets" in which a number in digits leaves none in words
_WORD_FAR = 20  # characters behind "set of" and "garantia de" that hold a number in words
_WORD = re.compile(r"[^\W\d_]+(?:'s)?|[%+]")
# A clause ends here; a colon and brackets do not part a name from its figure.
_STOP = re.compile(r"[\n;|!?•.,]")
# Their full stop ends no clause.
_ABBREVIATED = re.compile(r"(?i)\b(?:alt|larg|comp|prof|diam?|esp|ap(?:p?ro)?x|wt|vol|cap|max|máx|min|mín|qtde?|pot)\Z")
_LONGEST_ABBREVIATED = len("approx")
_PHRASE_END = re.compile(r"[\n;|!?•,:()\[\].](?:(?<!\.)|(?=\s|$))")
_MONEY = re.compile(r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP|BRL|Rs\.?))[ \u00a0]?$")
_MONEY_ENDS = frozenset("$€£¥₹DRPLs.")
_MONEY_AFTER = re.compile(r"[ \u00a0]?(?:[$€£%]|(?:USD|EUR|GBP|BRL|reais|dollars?)\b)")
# Words of the tables of numbers that count nothing here: "second", "double", "half".
_NO_CARDINALS = frozenset(
    "a second third fourth fifth first once twice double triple both single half quarter pair hundred thousand zero um "
    "uma primeiro primeira segundo segunda terceiro terceira quarto quarta quinto quinta meio meia metade duplo dupla "
    "dobro par ambos ambas triplo tripla único única mil cem".split()
)


class Figure(NamedTuple):
    """A number or a measure of a text; `measure` is None for a bare number.

    `floor` and `ceiling` are where the figures beside it end and begin: words beyond belong to these. `before` is what
    stands before it in its clause, `after` what stands behind a measure up to the next comma or bracket, in small
    letters. `dimension` is the category of its unit. Both are "" for a bare number.
    """

    text: str
    start: int
    end: int
    number: Number
    measure: Quantity | None
    dimension: str
    floor: int
    ceiling: int
    before: str
    after: str


class _Place(NamedTuple):
    """Where a number or a measure stands."""

    start: int
    end: int
    number: Number
    measure: Quantity | None


def figures(text: str, locale: str, *, near: Sequence[str] = (), durations_near: Sequence[str] = ()) -> list[Figure]:
    """Return the figures of a text in order, without prices and percentages.

    Numbers in words are read near the words of `near` ("two pockets"), with their units near those of `durations_near`
    ("one-year warranty"), all in small letters.

    >>> [(one.text[one.start : one.end], one.dimension) for one in figures("Set of 3, 20 x 30 cm, 1.7L, $5", "en")]
    [('3', ''), ('20 x 30 cm', 'length'), ('1.7L', 'volume')]
    """
    numbers = numbers_in(text, locale)
    found = find_measures(text, locale, numbers) if numbers else []
    spelled = _number_words(text, (*near, *durations_near), locale) if near or durations_near else []
    if durations_near and spelled:
        found += _durations(text, spelled, locale)
    spelled = [one for one in spelled if one.value > 1]
    if not (numbers or spelled or found):
        return []
    measured = [one for one in found if unit(one.unit).category != "count" and not _is_of_code(text, one.start)]
    every = [_Place(one.start, one.end, one.numbers[0], one) for one in measured]
    if spelled:
        numbers = sorted(numbers + spelled)
    every += [_Place(one.start, one.end, one, None) for one in _outside(numbers, measured)]
    if len(every) > 1:
        every.sort(key=_first_and_longest)
    return _placed(text, every)


def _is_of_code(text: str, start: int) -> bool:
    """Return whether a number ends a part number: "583718-001 HP"; a range would have begun before."""
    is_padded = text[start] == "0" and text[start + 1 : start + 2].isdigit()
    if start and text[start - 1].isalpha() and _GLUED.match(text, start):  # "Smart Array P712m"
        return True
    return is_padded or (start > 1 and text[start - 1] == "-" and text[start - 2].isdigit())


def numbers_in(text: str, locale: str) -> list[Number]:
    """Return the numbers in digits of a text, as `find_numbers` reads them word by word."""
    found: list[Number] = []
    reached = 0
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if start < reached:
            continue
        limit, first = start + _LONGEST_REST, max(reached, start - _LONGEST)
        while start > first and not text[start - 1].isspace():
            start -= 1
        more = _MORE.match(text, end, limit) or _SLASHED.match(text, end)
        end = more.end() if more is not None else min(end, limit)
        # Half the time of calling Number: a product has dozens.
        found += [
            tuple.__new__(Number, (one[0] + start, one[1] + start, *one[2:]))
            for one in _numbers_of(text[start:end], locale)
        ]
        reached = end
    return found


@lru_cache(maxsize=16_384)
def _numbers_of(word: str, locale: str) -> tuple[Number, ...]:
    return tuple(find_numbers(word, locale))


def _number_words(text: str, hints: Sequence[str], locale: str) -> list[Number]:
    """Return the numbers in words that count something near the hints; of ones only "one" and "um"."""
    found: list[Number] = []
    reached = 0
    low = text.lower()
    if len(low) != len(text):
        return []  # "İ" becomes two characters: the places differ
    for start, end in _windows(low, hints):
        start = low.rfind(" ", reached, start) + 1 or max(reached, start)
        for one in find_number_words(text[start:end], locale):
            word = low[one.start + start : one.end + start]
            if (one.value > 1 and word not in _NO_CARDINALS) or word in ("one", "um"):
                found.append(one._replace(start=one.start + start, end=one.end + start))
        reached = end
    return found


def _windows(low: str, hints: Sequence[str]) -> list[tuple[int, int]]:
    """Return the surroundings of every hint without digits beside it, merged where they meet."""
    places = []
    for hint in hints:
        at = low.find(hint)
        while at >= 0:
            end = at + len(hint)
            # "2-year warranty", "set of 3": the number stands in digits beside it.
            if not (_DIGITS.search(low, max(0, at - _BESIDE), at) or _DIGITS.match(low, end + 1)):
                places.append((max(0, at - _FAR), end + _WORD_FAR))
            at = low.find(hint, at + len(hint))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _durations(text: str, spelled: Sequence[Number], locale: str) -> Iterator[Quantity]:
    for number in spelled:
        found = unit_after(text, number._replace(is_word=False), locale)
        if found is not None and unit(found.unit).category == "time":
            span = text[number.start : found.end]
            yield Quantity(LedgerKind.MEASURE, number.start, found.end, span, (number,), Form.SINGLE, found.unit)


def _outside(numbers: Sequence[Number], measured: Sequence[Quantity]) -> Sequence[Number]:
    """Return the numbers, of which the first is the first of the text, that are in no measure."""
    if not measured:
        return numbers
    spans = sorted([(one.start, one.end) for one in measured])
    found, index = [], 0
    for one in numbers:
        while index < len(spans) and spans[index][1] <= one.start:
            index += 1
        if index == len(spans) or one.end <= spans[index][0]:
            found.append(one)
    return found


def _placed(text: str, every: Sequence[_Place]) -> list[Figure]:
    found: list[Figure] = []
    reached = 0
    following = [*[one.start for one in every[1:]], len(text)]
    for (start, end, number, measure), ceiling in zip(every, following, strict=True):
        floor, reached = reached, end
        ceiling = max(end, ceiling)
        if measure is not None:
            dimension, after = unit(measure.unit).category, _after(text, end, ceiling)
        elif _is_priced(text, start) or _MONEY_AFTER.match(text, end):
            continue
        else:
            dimension = after = ""
        before = _before(text, floor, start)
        found.append(Figure(text, start, end, number, measure, dimension, floor, ceiling, before, after))
    return found


def _first_and_longest(place: _Place) -> tuple[int, int]:
    return place.start, -place.end


def _is_priced(text: str, start: int) -> bool:
    near = text[max(0, start - 5) : start]
    return near.rstrip()[-1:] in _MONEY_ENDS and _MONEY.search(near) is not None


def _before(text: str, floor: int, start: int) -> str:
    near = text[max(floor, start - _FAR) : start]
    end = 0
    for stop in _STOP.finditer(near):
        at, after = stop.span()
        if stop[0] == "." and _ABBREVIATED.search(near, max(0, at - _LONGEST_ABBREVIATED), at):
            near = f"{near[:at]} {near[after:]}"
        elif stop[0] not in ".," or after == len(near) or near[after].isspace():
            end = after
    return near[end:].lower()


def _after(text: str, end: int, ceiling: int) -> str:
    ceiling = min(ceiling, end + _FAR)
    cut = _PHRASE_END.search(text, end, ceiling)
    return text[end : cut.start() if cut else ceiling].lower()


def words_of(phrase: str) -> list[str]:
    """Return the words of what stands before or behind a figure."""
    return _WORD.findall(phrase)


def are_joined(figures_of_text: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield neighbours of which the second restates the first: "12 oz (340 g)", "1 lb / 450 g"."""
    for one, other in pairwise(figures_of_text):
        if one.measure and other.measure and one.text[one.end : other.start].strip() in ("(", "/", "|", "or", "ou"):
            yield one, other


def language_of(locale: str) -> str:
    """Return "pt" for a locale of Portuguese, else "en": the tables have these two."""
    return "pt" if locales.language(locale) == "pt" else "en"
