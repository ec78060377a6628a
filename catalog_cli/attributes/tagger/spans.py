"""Spans <-> labels of tokens: the labels of known spans, and the best span that labels' probabilities give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


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


def joint_labels(runs: Mapping[str, tuple[int, int]], names: Sequence[str], length: int) -> list[int]:
    """Return the number of each token's label: 0 outside, 2n + 1 where the nth name's run begins, 2n + 2 inside it.

    The longest wins where runs overlap.

    >>> joint_labels({"Size": (2, 3), "Brand": (0, 2), "Line": (1, 2)}, ["Brand", "Size", "Line"], 4)
    [1, 2, 3, 0]
    """
    labels = [0] * length
    for name, (start, end) in sorted(runs.items(), key=lambda own: (own[1][0] - own[1][1], own[1], own[0])):
        if not any(labels[start:end]):
            begin = 2 * names.index(name) + 1
            labels[start:end] = [begin, *[begin + 1] * (end - start - 1)]
    return labels


def single_labels(run: tuple[int, int] | None, length: int) -> list[int]:
    """Return the number of each token's label for one attribute: 0 outside, 1 where the run begins, 2 inside it."""
    return joint_labels({} if run is None else {"": run}, [""], length)


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
