"""Probabilities of labels <-> spans: the labels of known spans, and the best span of each attribute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

OUTSIDE, BEGIN, INSIDE = "O", "B", "I"


class SpanTag(NamedTuple):
    """What a text says of an attribute: where in the text, in characters, and how surely (0 to 1, calibrated)."""

    attribute: str
    start: int
    end: int
    confidence: float


class Chances(NamedTuple):
    """How likely a value begins at each token, and how likely it goes on there (0 to 1)."""

    begins: Sequence[float]
    goes_on: Sequence[float]


def labels_of(runs: Iterable[tuple[str, tuple[int, int]]], length: int) -> list[str]:
    """Return the label of each token: B-name and I-name in a run, O outside; the longest wins where runs overlap.

    >>> labels_of([("Size", (2, 3)), ("Brand", (0, 2)), ("Line", (1, 2))], 4)
    ['B-Brand', 'I-Brand', 'B-Size', 'O']
    """
    labels = [OUTSIDE] * length
    for name, (start, end) in sorted(runs, key=lambda own: (own[1][0] - own[1][1], own[1], own[0])):
        if all(label == OUTSIDE for label in labels[start:end]):
            labels[start:end] = [f"{BEGIN}-{name}", *[f"{INSIDE}-{name}"] * (end - start - 1)]
    return labels


def best_run(chances: Chances) -> tuple[float, tuple[int, int]] | None:
    """Return the likeliest run of tokens and about how likely it is; None if no value can begin.

    The chance of a run is taken as that of its least likely label, times that of not going on behind it: an
    approximation from marginals, which calibration puts right.

    >>> best_run(Chances([0.9, 0.0, 0.1], [0.0, 0.8, 0.1]))
    (0.7200000000000001, (0, 2))
    """
    begins, goes_on = chances
    length = len(begins)
    best, place = 0.0, None
    for start in range(length):
        chance = begins[start]
        if chance <= best:
            continue
        for end in range(start + 1, length + 1):
            ending = chance * (1.0 - goes_on[end]) if end < length else chance
            if ending > best:
                best, place = ending, (start, end)
            if end < length:
                chance = min(chance, goes_on[end])
                if chance <= best:
                    break
    return (best, place) if place is not None else None


def mixed(first: Chances | None, second: Chances | None) -> Chances | None:
    """Return the mean of two models' chances; the one that there is, if there is but one."""
    if first is None or second is None:
        return first or second
    begins = [(a + b) / 2 for a, b in zip(first.begins, second.begins, strict=True)]
    goes_on = [(a + b) / 2 for a, b in zip(first.goes_on, second.goes_on, strict=True)]
    return Chances(begins, goes_on)
