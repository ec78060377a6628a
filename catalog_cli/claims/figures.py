"""The numbers and measures of a text, figures and words alike, as literals that compare across units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from catalog_cli.attributes.literals import number_literal, quantity_literal
from catalog_cli.claims.claim import Claim, ClaimKind
from catalog_cli.conventions.measures import find_measures
from catalog_cli.conventions.number_format import find_number_words, find_numbers

_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|por cento\b)", re.IGNORECASE)

_NO_NUMBERS = frozenset({"both", "ambos", "ambas"})


class _Figures(NamedTuple):
    """A text with figures for its numbers in words; `moves` are (position here, position in the text as it was)."""

    text: str
    moves: tuple[tuple[int, int], ...]

    def place(self, position: int) -> int:
        index = bisect_right(self.moves, (position, 1 << 62)) - 1
        here, there = self.moves[index]
        return there + position - here


def figures_in(text: str, locale: str) -> Iterator[Claim]:
    """Yield the measures, percentages and numbers of a text; "one" is too often no number to be one.

    >>> [(claim.kind.value, claim.text, claim.values[0][1]) for claim in figures_in("Two 8-inch knives, 5% off", "en")]
    [('measure', '8-inch', '8 in'), ('number', 'Two', '2'), ('number', '5%', '5 %')]
    """
    figures = _in_figures(text, locale)
    taken: list[tuple[int, int]] = []
    for measure in find_measures(figures.text, locale):
        taken.append((measure.start, measure.end))
        literal = ("", quantity_literal(measure))
        yield _claim(ClaimKind.MEASURE, text, figures, (measure.start, measure.end), (literal,))
    for number in find_numbers(figures.text, locale):
        start, end = number.start, number.end
        if any(first < end and start < last for first, last in taken):
            continue
        percent = _PERCENT.match(figures.text, end)
        values = dict.fromkeys(number_literal(value) for value in (number.value, *number.readings))
        if percent:
            end = percent.end()
        literals = tuple(("", f"{value} %" if percent else value) for value in values)
        yield _claim(ClaimKind.NUMBER, text, figures, (start, end), literals)


def _claim(
    kind: ClaimKind, text: str, figures: _Figures, span: tuple[int, int], values: tuple[tuple[str, str], ...]
) -> Claim:
    start, end = figures.place(span[0]), figures.place(span[1])
    return Claim(kind, start, end, text[start:end], values)


def _in_figures(text: str, locale: str) -> _Figures:
    parts: list[str] = []
    moves = [(0, 0)]
    reached = length = 0
    for word in find_number_words(text, locale):
        if word.value == 1 or text[word.start : word.end].casefold() in _NO_NUMBERS:
            continue
        figure = number_literal(word.value)
        before = text[reached : word.start]
        after = text[word.end : word.end + 1]
        parts += (before, figure)
        length += len(before)
        moves.append((length, word.start))
        length += len(figure)
        moves.append((length, word.end))
        reached = word.end
        if after == "-":  # "two-year": a unit is read after a space
            parts.append(" ")
            length += 1
            reached += 1
    parts.append(text[reached:])
    return _Figures("".join(parts), tuple(moves))
