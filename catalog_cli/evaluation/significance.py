"""Whether one run is better than another: paired bootstrap resampling (Koehn 2004), by sacrebleu."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from catalog_cli.errors import UsageProblem
from catalog_cli.evaluation.text_scores import LEAST_TEXTS, TextRun, in_common, metrics

# As many as sacrebleu takes by default. Its seed is fixed, so that two calls agree.
SAMPLES = 1_000


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one metric: both values (0 to 100), and the probability that chance alone makes the difference."""

    metric: str
    before: float
    after: float
    p_value: float
    signature: str

    @property
    def difference(self) -> float:
        """Above 0 where the second run is better."""
        return self.after - self.before

    def as_json(self) -> dict[str, object]:
        """Return the change as JSON values."""
        return {
            "metric": self.metric,
            "before": round(self.before, 2),
            "after": round(self.after, 2),
            "difference": round(self.difference, 2),
            "p_value": round(self.p_value, 4),
            "signature": self.signature,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes between two runs over the texts that both have."""

    texts: int
    changes: tuple[Change, ...]

    def as_json(self) -> dict[str, object]:
        """Return the comparison as JSON values."""
        return {"texts": self.texts, "changes": [change.as_json() for change in self.changes]}


def compare(before: TextRun, after: TextRun) -> Comparison:
    """Return how two runs differ over the texts that both have, with the same source and reference.

    Raises UsageProblem if they have too few texts in common, or if sacrebleu is missing.
    """
    first, second = in_common(before, after)
    if len(first) < LEAST_TEXTS:
        raise UsageProblem(
            f"{before.name} and {after.name} have {len(first)} texts with the same reference in common, and "
            f"{LEAST_TEXTS} are needed: evaluate the same files in both runs."
        )
    own = metrics()
    from sacrebleu.significance import PairedTest

    named: list[tuple[str, Sequence[str]]] = [
        (name, [text.hypothesis for text in texts]) for name, texts in (("before", first), ("after", second))
    ]
    with _quiet():
        test = PairedTest(named, own, [[text.reference for text in first]], test_type="bs", n_samples=SAMPLES)
        signatures, found = test()
    return Comparison(len(first), tuple(_change(name, found[name], str(signatures[name])) for name in own))


def _change(name: str, results: Sequence[Any], signature: str) -> Change:
    """Return the change that sacrebleu found: the results are those before and after."""
    before, after = results
    # Of two runs that score alike no sample shows a difference, which sacrebleu takes for a sure one.
    p_value = 1.0 if before.score == after.score or after.p_value is None else float(after.p_value)
    return Change(name, before.score, after.score, p_value, signature)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep sacrebleu's progress from standard error."""
    logger = logging.getLogger("sacrebleu")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
