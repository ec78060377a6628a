"""A model's scores -> probabilities that mean what they say: isotonic regression, and how far off they still are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Bins of equal width, as in Guo et al. 2017, whose expected calibration error this is.
_BINS = 10


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising curve from score to probability, both 0 to 1: straight between its points, flat beyond them."""

    scores: tuple[float, ...] = (0.0, 1.0)
    probabilities: tuple[float, ...] = (0.0, 1.0)

    def probability(self, score: float) -> float:
        """Return the probability that a value with this score is right.

        >>> curve = Calibration((0.2, 0.8), (0.1, 0.9))
        >>> [round(curve.probability(score), 3) for score in (0.0, 0.2, 0.5, 1.0)]
        [0.1, 0.1, 0.5, 0.9]
        """
        at = bisect_right(self.scores, score)
        if at == 0:
            return self.probabilities[0]
        if at == len(self.scores):
            return self.probabilities[-1]
        low, high = self.scores[at - 1], self.scores[at]
        part = (score - low) / (high - low)
        return self.probabilities[at - 1] + part * (self.probabilities[at] - self.probabilities[at - 1])

    def as_json(self) -> dict[str, object]:
        """Return the points as JSON holds them."""
        return {"scores": list(self.scores), "probabilities": list(self.probabilities)}


def calibration_from_json(value: Mapping[str, Sequence[float]]) -> Calibration:
    """Return the curve that `as_json` wrote. Raises KeyError, TypeError or ValueError for what is none."""
    scores = tuple(float(score) for score in value["scores"])
    probabilities = tuple(float(own) for own in value["probabilities"])
    inside = all(0.0 <= own <= 1.0 for own in probabilities)
    if not scores or len(scores) != len(probabilities) or not inside or any(a >= b for a, b in pairwise(scores)):
        raise ValueError("no rising curve")
    return Calibration(scores, probabilities)


def isotonic(outcomes: Sequence[tuple[float, bool]]) -> Calibration:
    """Return the curve learned from scores and whether each value was right.

    Pool adjacent violators (Ayer et al. 1955), each block standing at its mean score. Each block counts one right and
    one wrong value more than it holds (Laplace), so that nothing is ever certain. Without outcomes, the scores stay.

    >>> isotonic([(0.1, False), (0.2, False), (0.7, True), (0.9, True)])
    Calibration(scores=(0.15000000000000002, 0.8), probabilities=(0.25, 0.75))
    """
    # A block: how many values, how many right, the sum of their scores.
    blocks: list[list[float]] = []
    for score, is_right in sorted(outcomes):
        blocks.append([1.0, float(is_right), score])
        while len(blocks) > 1 and (
            blocks[-2][1] * blocks[-1][0] >= blocks[-1][1] * blocks[-2][0]
            or blocks[-2][2] * blocks[-1][0] >= blocks[-1][2] * blocks[-2][0]
        ):
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    if not blocks:
        return Calibration()
    probabilities: list[float] = []
    for count, right, _ in blocks:
        # Laplace's rule could let a small block fall below the one before it.
        probabilities.append(max([(right + 1) / (count + 2), *probabilities[-1:]]))
    return Calibration(tuple(total / count for count, _, total in blocks), tuple(probabilities))


def expected_calibration_error(outcomes: Sequence[tuple[float, bool]]) -> float:
    """Return how far confidence and the share of right values are apart (0 to 1), weighted by values, in ten bins.

    >>> expected_calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    0.0
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in outcomes:
        bins.setdefault(min(_BINS - 1, int(confidence * _BINS)), []).append((confidence, is_right))
    gaps = (abs(sum(c for c, _ in own) - sum(right for _, right in own)) for own in bins.values())
    return sum(gaps) / len(outcomes) if outcomes else 0.0
