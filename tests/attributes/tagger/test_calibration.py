"""Scores become probabilities that rise with them and are never certain."""

from __future__ import annotations

import json
import random

import pytest

from catalog_cli.attributes.tagger.calibration import (
    Calibration,
    calibration_from_json,
    expected_calibration_error,
    isotonic,
)


def test_overconfident_scores_are_put_right() -> None:
    rng = random.Random(1)
    outcomes = [(score, rng.random() < score**2) for score in (rng.random() for _ in range(4_000))]
    curve = isotonic(outcomes[:2_000])
    before = expected_calibration_error(outcomes[2_000:])
    after = expected_calibration_error([(curve.probability(score), right) for score, right in outcomes[2_000:]])
    assert before > 0.15
    assert after < 0.04
    steps = [curve.probability(at / 100) for at in range(101)]
    assert steps == sorted(steps)
    assert steps[0] > 0
    assert steps[-1] < 1


@pytest.mark.parametrize(
    ("outcomes", "probability"),
    [
        ([], 0.5),  # without outcomes, the score itself
        ([(0.5, True)], 2 / 3),
        ([(0.5, True), (0.5, False)], 0.5),
        ([(0.5, True)] * 98, 0.99),
        ([(0.2, True), (0.9, False)], 0.5),  # falling: pooled
    ],
)
def test_few_outcomes(outcomes: list[tuple[float, bool]], probability: float) -> None:
    assert isotonic(outcomes).probability(0.5) == pytest.approx(probability)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"scores": [], "probabilities": []},
        {"scores": [0.1], "probabilities": [0.1, 0.2]},
        {"scores": [0.2, 0.1], "probabilities": [0.1, 0.2]},
        {"scores": [0.1], "probabilities": [1.5]},
        {"scores": ["x"], "probabilities": [0.5]},
    ],
)
def test_a_curve_comes_back_and_nothing_else_passes_for_one(value: dict[str, list[float]]) -> None:
    curve = Calibration((0.1, 0.4), (0.2, 0.8))
    assert calibration_from_json(json.loads(json.dumps(curve.as_json()))) == curve
    with pytest.raises((KeyError, ValueError)):
        calibration_from_json(value)


@pytest.mark.parametrize(
    ("outcomes", "error"),
    [([], 0.0), ([(1.0, True)], 0.0), ([(1.0, False)], 1.0), ([(0.9, True), (0.1, False)], 0.1)],
)
def test_calibration_error(outcomes: list[tuple[float, bool]], error: float) -> None:
    assert expected_calibration_error(outcomes) == pytest.approx(error)
