"""A merchant's own approved texts, translated once more: what thresholds would have let through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog_cli.confidence.estimate import GOOD_CHRF, probability
from catalog_cli.confidence.features import features
from catalog_cli.engine import Translator
from catalog_cli.evaluation.text_scores import CHRF, ScoredText, metrics

_THRESHOLDS = tuple(step / 20 for step in range(20))
# Of the texts that no person looks at, so many should be as good as a person's: what is proposed keeps it.
WANTED_SHARE = 0.9
_WINDOW = 512


class Judged(NamedTuple):
    """A text with its confidence (0 to 1) and how near it comes to what was approved (chrF2++, 0 to 100)."""

    confidence: float
    score: float


class Threshold(NamedTuple):
    """What a threshold does: `review` is the share of texts below it; `good` that of the others which are right."""

    below: float
    review: float
    good: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """The thresholds of one catalog, and the lowest of them whose rest is right often enough: None if none is."""

    texts: int
    thresholds: tuple[Threshold, ...]
    proposed: Threshold | None

    def as_json(self) -> dict[str, object]:
        """Return the thresholds as JSON values."""
        shown = [{name: round(value, 4) for name, value in one._asdict().items()} for one in self.thresholds]
        proposed = None if self.proposed is None else self.proposed.below
        return {"texts": self.texts, "good_from": GOOD_CHRF, "thresholds": shown, "proposed": proposed}


def judged(texts: Sequence[ScoredText], engine: Translator) -> list[Judged]:
    """Return the confidence and the score of texts, a window of them at a time."""
    metric = metrics()[CHRF]
    found: list[Judged] = []
    for start in range(0, len(texts), _WINDOW):
        window = texts[start : start + _WINDOW]
        measured = features([text.source for text in window], [text.hypothesis for text in window], engine)
        found += (
            Judged(probability(own), metric.sentence_score(text.hypothesis, [text.reference]).score)
            for own, text in zip(measured, window, strict=True)
        )
    return found


def backtest(found: Sequence[Judged], wanted: float = WANTED_SHARE) -> Backtest:
    """Return what thresholds would have done; right is what reaches `GOOD_CHRF` against the approved text.

    >>> sure, unsure = [Judged(0.9, 95.0)] * 9, [Judged(0.2, 20.0)]
    >>> done = backtest([*sure, *unsure], 0.95)
    >>> done.proposed
    Threshold(below=0.25, review=0.1, good=1.0)
    """
    thresholds = []
    for below in _THRESHOLDS:
        kept = [one for one in found if one.confidence >= below]
        if kept:
            good = sum(one.score >= GOOD_CHRF for one in kept) / len(kept)
            thresholds.append(Threshold(below, (len(found) - len(kept)) / len(found), good))
    proposed = next((one for one in thresholds if one.good >= wanted), None)
    return Backtest(len(found), tuple(thresholds), proposed)
