"""The figures of a text: its measures, its bare numbers, and the words before and behind each.

Only the surroundings of digits are read, and what was read of a word ("1.7L", "20x30cm") is kept: catalogs repeat
themselves. A text without digits costs one search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from catalog_cli import locales
from catalog_cli.conventions.measure_reading import find_measures
from catalog_cli.conventions.number_format import find_number_words, find_numbers
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.unit_spellings import unit_after
from catalog_cli.conventions.units import unit
from catalog_cli.ledger import LedgerKind

_DIGITS = re.compile("[0-9¼-¾⅐-⅞]+")
_REST = re.compile(r"[^\s|;]{1,40}")
_SLASHED = re.compile(r"[ \u00a0]\d{1,2}/\d{1,2}(?![\d/])")
_LONGEST = 24  # characters of a word that stand before its first digit
_FAR = 48  # characters read before and behind a figure
_WORD = re.compile(r"[^\W\d_]+(?:'s)?|[%+]")
# A clause ends here; a colon and brackets do not part a name from its figure.
_CLAUSE_END = re.compile(r"[\n;|!?•]|[.,](?=\s|$)")
_PHRASE_END = re.compile(r"[\n;|!?•,:()\[\]]|\.(?=\s|$)")
_MONEY = re.compile(r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP|BRL|Rs\.?))[ \u00a0]?$")
_MONEY_AFTER = re.compile(r"[ \u00a0]?(?:[$€£%]|(?:USD|EUR|GBP|BRL|reais|dollars?)\b)")
# Words of the tables of numbers that count nothing here: "second", "double", "half".
_NO_CARDINALS = frozenset(
    "a second third fourth fifth first once twice double triple both single half quarter pair hundred thousand zero um "
    "uma primeiro primeira segundo segunda terceiro terceira quarto quarta quinto quinta meio meia metade duplo dupla "
    "dobro par ambos ambas triplo tripla único única mil cem".split()
)


@dataclass(frozen=True)
class Figure:
    """A number or a measure of a text; `measure` is None for a bare number.

    `floor` and `ceiling` are where the figures beside it end and begin: words beyond belong to these.
    """

    text: str
    start: int
    end: int
    number: Number
    measure: Quantity | None
    floor: int
    ceiling: int

    @property
    def dimension(self) -> str:
        """The category of its unit, "" for a bare number."""
        return unit(self.measure.unit).category if self.measure is not None else ""

    @cached_property
    def before(self) -> str:
        """What stands before it in its clause, in small letters."""
        near = self.text[max(self.floor, self.start - _FAR) : self.start]
        cut = 0
        for found in _CLAUSE_END.finditer(near):
            cut = found.end()
        return near[cut:].lower()

    @cached_property
    def after(self) -> str:
        """What stands behind it up to the next comma or bracket, in small letters."""
        end = min(self.ceiling, self.end + _FAR)
        found = _PHRASE_END.search(self.text, self.end, end)
        return self.text[self.end : found.start() if found else end].lower()

    @cached_property
    def words_before(self) -> list[str]:
        """The words of `before`."""
        return _WORD.findall(self.before)

    @cached_property
    def words_after(self) -> list[str]:
        """The words of `after`."""
        return _WORD.findall(self.after)


def figures(text: str, locale: str, *, with_words: bool = False, with_durations: bool = False) -> list[Figure]:
    """Return the figures of a text in order, without prices and percentages.

    `with_words` reads numbers in words as well ("two pockets"), `with_durations` their units ("one-year warranty").

    >>> [(one.text[one.start : one.end], one.dimension) for one in figures("Set of 3, 20 x 30 cm, 1.7L, $5", "en")]
    [('3', ''), ('20 x 30 cm', 'length'), ('1.7L', 'volume')]
    """
    numbers = numbers_in(text, locale)
    found = list(find_measures(text, locale, numbers)) if numbers else []
    spelled: list[Number] = []
    if with_words:
        spelled = list(_number_words(text, locale, with_durations=with_durations))
        if with_durations:
            found += _durations(text, spelled, locale)
    if not numbers and not spelled:
        return []
    taken = [(one.start, one.end, one.numbers[0], one) for one in found if unit(one.unit).category != "count"]
    spans = sorted((start, end) for start, end, _, _ in taken)
    bare = _outside([*numbers, *spelled], spans)
    every = sorted([*taken, *((one.start, one.end, one, None) for one in bare)], key=lambda one: (one[0], -one[1]))
    return list(_placed(text, every))


def numbers_in(text: str, locale: str) -> list[Number]:
    """Return the numbers in digits of a text, as `find_numbers` reads them word by word."""
    found: list[Number] = []
    reached = 0
    for match in _DIGITS.finditer(text):
        at = match.start()
        if at < reached:
            continue
        start = at
        while start > reached and at - start < _LONGEST and not text[start - 1].isspace():
            start -= 1
        rest = _REST.match(text, at)
        end = rest.end() if rest else match.end()
        if end == match.end() and (slashed := _SLASHED.match(text, end)):
            end = slashed.end()  # 8 1/2
        for one in _numbers_of(text[start:end], locale):
            found.append(one._replace(start=one.start + start, end=one.end + start))
        reached = end
    return found


@lru_cache(maxsize=16_384)
def _numbers_of(word: str, locale: str) -> tuple[Number, ...]:
    return tuple(find_numbers(word, locale))


def _number_words(text: str, locale: str, *, with_durations: bool) -> Iterator[Number]:
    """Yield the numbers in words that count something; "one" and "um" only before a unit of time."""
    for one in find_number_words(text, locale):
        word = text[one.start : one.end].lower()
        if one.value == 1 and with_durations and word in ("one", "um"):
            yield one
        elif word not in _NO_CARDINALS and one.value > 1:
            yield one


def _durations(text: str, spelled: Sequence[Number], locale: str) -> Iterator[Quantity]:
    for number in spelled:
        found = unit_after(text, number._replace(is_word=False), locale)
        if found is not None and unit(found.unit).category == "time":
            span = text[number.start : found.end]
            yield Quantity(LedgerKind.MEASURE, number.start, found.end, span, (number,), Form.SINGLE, found.unit)


def _outside(numbers: Sequence[Number], spans: Sequence[tuple[int, int]]) -> list[Number]:
    """Return the numbers that no span covers."""
    found, index = [], 0
    for one in sorted(numbers):
        while index < len(spans) and spans[index][1] <= one.start:
            index += 1
        if index == len(spans) or one.end <= spans[index][0]:
            found.append(one)
    return found


def _placed(text: str, every: Sequence[tuple[int, int, Number, Quantity | None]]) -> Iterator[Figure]:
    bounds = [0, *(one[1] for one in every)], [*(one[0] for one in every), len(text)]
    for index, (start, end, number, measure) in enumerate(every):
        if measure is None and (_MONEY.search(text[max(0, start - 5) : start]) or _MONEY_AFTER.match(text, end)):
            continue
        yield Figure(text, start, end, number, measure, bounds[0][index], max(end, bounds[1][index + 1]))


def are_joined(figures_of_text: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield neighbours of which the second restates the first: "12 oz (340 g)", "1 lb / 450 g"."""
    for one, other in pairwise(figures_of_text):
        if one.measure and other.measure and one.text[one.end : other.start].strip() in ("(", "/", "|", "or", "ou"):
            yield one, other


def language_of(locale: str) -> str:
    """Return "pt" for a locale of Portuguese, else "en": the tables have these two."""
    return "pt" if locales.language(locale) == "pt" else "en"
