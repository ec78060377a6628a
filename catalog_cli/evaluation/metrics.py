"""Scores of text against references, each with the signature that says how it was computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog_cli.errors import UsageProblem


@dataclass(frozen=True, slots=True)
class Score:
    """A metric's value and how it was computed, in sacrebleu's notation."""

    value: float
    signature: str


def require_sacrebleu() -> None:
    """Raise UsageProblem (exit 2) if sacrebleu, which the extra `eval` brings, is not installed.

    To be called before anything is translated: hours of work should not end in this message.
    """
    try:
        import sacrebleu.metrics.chrf  # noqa: F401  # only whether it is there
    except ImportError as error:
        raise UsageProblem(
            "chrF needs sacrebleu, which is not installed. Install it with: pip install 'catalog-cli[eval]'"
        ) from error


def chrf(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """Return the corpus chrF2 (0 to 100) of hypotheses against one reference each (Popović 2015, by sacrebleu).

    Case counts. An empty set scores 0. Raises UsageProblem if sacrebleu is missing, ValueError for unequal lengths.

    >>> chrf(["A bolsa é azul."], ["A bolsa é azul."]).value
    100.0
    """
    require_sacrebleu()
    from sacrebleu.metrics.chrf import CHRF

    if len(hypotheses) != len(references):
        raise ValueError(f"{len(hypotheses)} hypotheses for {len(references)} references")
    metric = CHRF()
    value = metric.corpus_score(list(hypotheses), [list(references)]).score if hypotheses else 0.0
    signature = str(metric.get_signature()) if hypotheses else "nothing to score"
    return Score(value, signature)
