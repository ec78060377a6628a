"""Sentences of whole cells: those without a counterpart, by order, length and what they name.

The alignment is that of Gale and Church (1993): the cheapest way through both texts in steps of one sentence for one,
one for two, two for one, one for none; what two sentences both name makes them cheaper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import sqrt

from catalog_cli import locales
from catalog_cli.markup.reading import read_html
from catalog_cli.product import Role
from catalog_cli.qa.anchors import anchors
from catalog_cli.qa.registry import Pair
from catalog_cli.segmentation import split
from catalog_cli.unit import Unit

_MOST_SENTENCES = 120  # of a cell, for the alignment takes their square; longer ones are not looked at
_DENSE_SCRIPTS = frozenset({"Jpan", "Hans", "Hant", "Kore", "Hani"})
_DENSITY = 3.0
# Costs in units of -ln(probability). A pair costs by its lengths: their difference has a variance of 6.8 per character
# (Gale and Church). What one text says in one sentence and another in two is common, nothing for a sentence rare.
_VARIANCE = 6.8
_MERGED, _ALONE = 2.8, 3.3
_SHARED = 1.6  # for each thing that both name
_MOST_BONUS = 4.0
_STRANGER = 1.2  # for each sentence that names nothing the other side does
_TEXTS = frozenset({Role.TITLE, Role.TEXT, Role.HTML})
_SHORT_CHARS = 12  # "New!" may go or come
Step = tuple[int, int]
_STEPS: tuple[tuple[Step, float], ...] = (
    ((1, 1), 0.0), ((2, 1), _MERGED), ((1, 2), _MERGED), ((1, 0), _ALONE), ((0, 1), _ALONE), ((2, 2), 2 * _MERGED),
)  # fmt: skip


def sentence_dropped(unit: Unit, pair: Pair) -> Iterator[str]:
    """A sentence of the source has no counterpart: the customer is not told it."""
    for text in _alone(unit, pair)[0]:
        yield f'"{_short(text)}" of the source has no counterpart in the translation.'


def sentence_added(unit: Unit, pair: Pair) -> Iterator[str]:
    """A sentence of the translation has no counterpart in the source: somebody, or the engine, made it up."""
    for text in _alone(unit, pair)[1]:
        yield f'"{_short(text)}" of the translation has no counterpart in the source.'


@lru_cache(maxsize=4)  # the checks of sentences and of products ask in turn about the two texts of one unit
def visible_text(cell: str) -> str:
    """Return what a reader sees of a cell, blocks on lines of their own.

    >>> visible_text("<ul><li>Soft &amp; warm</li><li>Red</li></ul>")
    'Soft & warm\\nRed'
    """
    if "<" not in cell:
        return cell
    return "\n".join(block.text for block in read_html(cell).blocks if not block.attribute)


def _alone(unit: Unit, pair: Pair) -> tuple[Sequence[str], Sequence[str]]:
    if not unit.target or not unit.target.strip() or unit.column.role not in _TEXTS:
        return (), ()
    return _unmatched(unit.source, unit.target, pair)


@lru_cache(maxsize=2)  # both checks ask in turn
def _unmatched(source: str, target: str, pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences of either text that have no counterpart; none where both have as many."""
    said, told = _sentences(source, pair.source), _sentences(target, pair.target)
    if len(said) == len(told) or not said or not told or max(len(said), len(told)) > _MOST_SENTENCES:
        return (), ()
    own, other, at, to = [], [], 0, 0
    for sources, targets in _aligned(said, told, pair):
        if not targets and _counts(said[at]):
            own.append(said[at])
        elif not sources and _counts(told[to]):
            other.append(told[to])
        at, to = at + sources, to + targets
    return tuple(own), tuple(other)


def _counts(sentence: str) -> bool:
    """Return whether a sentence says enough to be missed; one without a space may be a key or a code."""
    dense = any(char > "\u2e80" for char in sentence)
    return dense or (len(sentence) > _SHORT_CHARS and " " in sentence)


def _sentences(cell: str, locale: str) -> list[str]:
    text = visible_text(cell)
    return [text[start:end] for start, end in split(text, locale)]


def _aligned(said: Sequence[str], told: Sequence[str], pair: Pair) -> list[Step]:
    """Return the cheapest steps through both texts, in order."""
    lengths = [_length(text, pair.source) for text in said], [_length(text, pair.target) for text in told]
    named = [anchors(text, pair.source) for text in said], [anchors(text, pair.target) for text in told]
    best: dict[Step, tuple[float, Step]] = {(0, 0): (0.0, (0, 0))}
    for at in range(len(said) + 1):
        for to in range(len(told) + 1):
            choices = []
            for step, price in _STEPS:
                before = best.get((at - step[0], to - step[1]))
                if before is not None and (step[0] <= at and step[1] <= to):
                    spans = (slice(at - step[0], at), slice(to - step[1], to))
                    choices.append((before[0] + price + _cost(lengths, named, spans, step), step))
            if choices:
                best[at, to] = min(choices)
    steps, at, to = [], len(said), len(told)
    while at or to:
        step = best[at, to][1]
        steps.append(step)
        at, to = at - step[0], to - step[1]
    return steps[::-1]


def _cost(
    lengths: tuple[list[float], list[float]],
    named: tuple[list[frozenset[str]], list[frozenset[str]]],
    spans: tuple[slice, slice],
    step: Step,
) -> float:
    if not all(step):
        return 0.0
    source, target = sum(lengths[0][spans[0]]), sum(lengths[1][spans[1]])
    difference = (target - source) / sqrt(_VARIANCE * (source + target) / 2 + 1)
    ours, theirs = frozenset().union(*named[0][spans[0]]), frozenset().union(*named[1][spans[1]])
    # Each of two sentences that were made one must still be there.
    strangers = sum(theirs.isdisjoint(one) for one in named[0][spans[0]])
    strangers += sum(ours.isdisjoint(one) for one in named[1][spans[1]])
    return difference * difference / 2 - min(_MOST_BONUS, _SHARED * len(ours & theirs)) + _STRANGER * strangers


def _length(text: str, locale: str) -> float:
    return len(text) * (_DENSITY if locales.script(locale) in _DENSE_SCRIPTS else 1.0)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
