"""What the arrays say of a text is what CRFsuite says, and what adding up all labellings says."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from catalog_cli.attributes.tagger.decoding import FieldDecoder, ScoredRun
from catalog_cli.attributes.tagger.features import BIAS
from catalog_cli.attributes.tagger.fields import FieldWeights, LabelledText, trained_fields
from catalog_cli.attributes.tagger.spans import Chances, best_run, joint_labels, single_labels


def fields(seed: int) -> FieldWeights:
    """Fields of one attribute and features a and b, all three alike."""
    draw = np.random.default_rng(seed)
    weights, between = draw.normal(scale=0.7, size=(2, 3)), draw.normal(scale=0.7, size=(3, 3))
    return FieldWeights(("Size",), ("a", "b"), np.tile(weights, 3), np.stack([between, between]), between[None]).check()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("text", [[["a"]], [["a"], ["b"], []], [["a", "b"], ["b"], ["a"], ["c"]]])
def test_the_best_run_is_that_of_all_labellings(seed: int, text: list[list[str]]) -> None:
    made = fields(seed)
    own = np.array([sum((made.weights["ab".index(f), :3] for f in token if f in "ab"), np.zeros(3)) for token in text])
    total, sums = 0.0, np.zeros((len(text), 3))
    for path in product(range(3), repeat=len(text)):
        score = sum(own[at, label] for at, label in enumerate(path))
        score += sum(made.single[0, a, b] for a, b in pairwise(path))
        total += np.exp(score)
        for at, label in enumerate(path):
            sums[at, label] += np.exp(score)
    expected = best_run(Chances((sums / total)[:, 1].tolist(), (sums / total)[:, 2].tolist()))
    assert expected is not None
    # Beside a longer text, it is padded.
    (found,), _ = FieldDecoder(made).runs([text, [["a"]] * 9])
    assert (found.start, found.end) == expected[1]
    assert found.score == pytest.approx(expected[0], abs=1e-5)


def test_nothing_to_read() -> None:
    assert FieldDecoder(fields(0)).runs([]) == []
    assert FieldDecoder(fields(0)).runs([[]]) in ([[]], [[ScoredRun("Size", 0, 0, 0.0)]])


def test_arrays_that_do_not_fit_are_refused() -> None:
    made = fields(0)
    with pytest.raises(ValueError, match="do not fit"):
        FieldWeights(("Size", "Color"), made.features, made.weights, made.joint, made.single).check()


def test_an_attribute_of_which_no_value_has_a_second_word() -> None:
    pytest.importorskip("pycrfsuite")
    texts = [LabelledText([[BIAS, "red"], [BIAS, "cup"]], [[], []], {"Color": (0, 1)}) for _ in range(4)]
    made = trained_fields(texts, ("Color", "Never told"))
    assert made.attributes == ("Color",)
    ((run,),) = FieldDecoder(made).runs([[[BIAS, "red"], [BIAS, "cup"]]])
    assert (run.start, run.end) == (0, 1)
    assert run.score > 0.5


@pytest.mark.parametrize(
    ("runs", "length", "labels"),
    [
        ({}, 0, []),
        ({}, 2, [0, 0]),
        ({"b": (0, 2)}, 3, [3, 4, 0]),
        ({"a": (0, 1), "b": (0, 2)}, 2, [3, 4]),  # the longer one
        ({"a": (0, 2), "b": (0, 2)}, 2, [1, 2]),  # as long: by name
        ({"a": (0, 1), "b": (1, 2)}, 2, [1, 3]),
    ],
)
def test_labels(runs: dict[str, tuple[int, int]], length: int, labels: list[int]) -> None:
    assert joint_labels(runs, ["a", "b"], length) == labels


def test_labels_of_one_attribute() -> None:
    assert (single_labels((1, 3), 4), single_labels(None, 2)) == ([0, 1, 2, 0], [0, 0])


@pytest.mark.parametrize(
    ("begins", "goes_on", "run"),
    [
        ([], [], None),
        ([0.0, 0.0], [0.9, 0.9], None),
        ([0.8], [0.0], (0, 1)),
        ([0.8, 0.1], [0.0, 0.9], (0, 2)),
        ([0.3, 0.8], [0.0, 0.1], (1, 2)),
    ],
)
def test_best_run(begins: list[float], goes_on: list[float], run: tuple[int, int] | None) -> None:
    found = best_run(Chances(begins, goes_on))
    assert (found[1] if found else None) == run
