"""The features of a translation as a probability that it is right, and less where something was found in it.

The coefficients are those of a logistic regression, whose outcome is whether a translation reaches chrF 60 against a
person's (`GOOD_CHRF`): fitted on 1,804 segments in the embedded model's translation, and, at a quarter of the weight,
with the person's own and with that of another segment. Left out of the fit one after the other, the four sets they come
from are ranked with Spearman's rho 0.34 (product sentences), 0.39, 0.43 and 0.45 (texts of three shops) to chrF, and
the estimates are off by 0.05 on average. The model's mean and worst log-probability per token, and the coverage of the
source by its attention, added nothing to that (rho 0.34, 0.39, 0.43, 0.45) and are not asked for. For other engines the
order holds as well as theirs agrees with itself; the probabilities are the embedded model's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from catalog_cli.confidence.features import Features, features
from catalog_cli.engine import Translator
from catalog_cli.segment import Finding, Origin, Segment, Severity
from catalog_cli.unit import Unit

GOOD_CHRF = 60.0
_BIAS, _AGREEMENT, _LEAD, _LENGTH_DIFFERENCE, _COPY = -3.032, 4.788, 0.476, -1.117, -2.340
# What is left of an estimate where a check found something: not fitted, but so that a critical finding comes before any
# doubt of the engine's, and a minor one only decides between equals.
_LEFT = {Severity.CRITICAL: 0.2, Severity.MAJOR: 0.5, Severity.MINOR: 0.9}
# What needs no engine's opinion: a person's words, and what is no language.
_CERTAIN = frozenset({Origin.HUMAN, Origin.PHRASE, Origin.COPIED, Origin.CONVENTIONS})
_WINDOW = 512  # units that are measured together


def probability(measured: Features) -> float:
    """Return the probability, 0 to 1, that a translation with these features is right.

    >>> [round(probability(Features(*values)), 2) for values in ((1, 0.5, 0.1, 0), (0.3, 0.2, 1.0, 0), (1, 0.5, 0, 1))]
    [0.87, 0.07, 0.41]
    """
    sums = _BIAS + _AGREEMENT * measured.agreement + _LEAD * measured.lead
    sums += _LENGTH_DIFFERENCE * measured.length_difference + _COPY * measured.is_copy
    return 1 / (1 + math.exp(-sums))


def confidences(segments: Sequence[Segment], engine: Translator) -> list[float | None]:
    """Return the confidence of each segment that has a translation: 1 for a person's and for what is no language."""
    found: list[float | None] = [1.0 if segment.origin in _CERTAIN else None for segment in segments]
    asked = [i for i, one in enumerate(segments) if found[i] is None and one.target and one.source.strip()]
    pairs = [(segments[i].source, segments[i].target or "") for i in asked]
    measured = features([source for source, _ in pairs], [target for _, target in pairs], engine)
    for i, own in zip(asked, measured, strict=True):
        found[i] = probability(own)
    return found


def with_confidence(units: Iterable[Unit], engine: Translator) -> Iterator[Unit]:
    """Yield units with the confidence of their translation, that of the weakest segment; None where there is none.

    A window of units is measured at a time. What was found in a unit lowers it.
    """
    stream = iter(units)
    while window := list(islice(stream, _WINDOW)):
        found = iter(confidences([segment for unit in window for segment in unit.segments], engine))
        for unit in window:
            own = [one for one in islice(found, len(unit.segments)) if one is not None]
            if unit.origin in _CERTAIN:
                yield unit._replace(confidence=_lowered(1.0, unit.all_findings))
            else:
                yield unit._replace(confidence=_lowered(min(own), unit.all_findings) if own else None)


def _lowered(estimate: float, findings: Iterable[Finding]) -> float:
    worst = min((finding.severity for finding in findings), key=lambda one: one.rank, default=None)
    return estimate if worst is None else estimate * _LEFT[worst]


def doubted(segments: Iterable[Segment], engine: Translator, below: float) -> Iterator[Segment]:
    """Yield segments, those of a confidence below a bound (0 to 1) with a finding that says so."""
    stream = iter(segments)
    while window := list(islice(stream, _WINDOW)):
        for segment, found in zip(window, confidences(window, engine), strict=True):
            confidence = None if found is None else _lowered(found, segment.findings)
            if confidence is None or confidence >= below or segment.origin is Origin.UNTRANSLATED:
                yield segment
                continue
            message = f"The engine is not sure of this translation: confidence {confidence:.2f}."
            finding = Finding("low-confidence", Severity.MINOR, message, segment.place)
            yield segment._replace(findings=(*segment.findings, finding))
