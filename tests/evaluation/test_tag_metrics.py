"""Tag figures: the five ways an answer ends, and runs over folds and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_cli.attributes.tagger.examples import read_examples
from catalog_cli.attributes.tagger.training import TrainingOptions
from catalog_cli.errors import UsageProblem
from catalog_cli.evaluation.tag_metrics import Answer, TagCounts, counted, scored
from catalog_cli.evaluation.tag_runs import cross_validated

ROOT = Path(__file__).parents[2]
TAGGED = ROOT / "tests" / "data" / "tagged.jsonl"
PUBLISHED = ROOT.parent / "shared" / "data" / "attributes"


@pytest.mark.parametrize(
    ("accepted", "predicted", "counts"),
    [
        ((), None, TagCounts(nn=1)),
        ((), "Red", TagCounts(nv=1)),
        (("Red",), None, TagCounts(vn=1)),
        (("Red",), "Red", TagCounts(vc=1)),
        (("Red",), "red", TagCounts(vw=1)),  # to the letter, as the published figures
        (("Red", "Dark Red"), "Dark Red", TagCounts(vc=1)),
        (("Red", "Dark Red"), "Dark", TagCounts(vw=1)),
        (("NA",), "NA", TagCounts(vc=1)),
        (("赤",), "赤", TagCounts(vc=1)),
        (("Red",), "", TagCounts(vw=1)),
    ],
)
def test_how_an_answer_ends(accepted: tuple[str, ...], predicted: str | None, counts: TagCounts) -> None:
    assert counted(Answer("Tea", "Color", accepted, predicted)) == counts


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (TagCounts(), 0, 0, 0),
        (TagCounts(nn=9), 0, 0, 0),
        (TagCounts(vc=3), 100, 100, 100),
        (TagCounts(nv=1, vc=1), 50, 100, 66.67),
        (TagCounts(vn=1, vc=1), 100, 50, 66.67),
        # A wrong value is an error of both kinds.
        (TagCounts(vw=1, vc=1), 50, 50, 50),
        (TagCounts(nn=7, nv=2, vn=3, vc=4, vw=1), 57.14, 50, 53.33),
    ],
)
def test_figures(counts: TagCounts, precision: float, recall: float, f1: float) -> None:
    assert (counts.precision, counts.recall, counts.f1) == pytest.approx((precision, recall, f1), abs=0.005)


def test_micro_counts_answers_and_macro_attributes_of_categories() -> None:
    answers = [Answer("Tea", "Brand", ("A",), "A")] * 3 + [
        Answer("Tea", "Form", ("Bags",), None),
        Answer("Mugs", "Brand", ("A",), "B"),
        Answer("Mugs", "Color", (), None),  # empty: no figure of its own
    ]
    scores = scored(answers)
    assert scores.micro == TagCounts(nn=1, vn=1, vc=3, vw=1)
    assert scores.macro == pytest.approx((100 / 3, 100 / 3, 100 / 3))
    assert list(scores.merged()) == ["Brand", "Form", "Color"]
    assert scores.merged()["Brand"] == TagCounts(vc=3, vw=1)
    assert scored([]).macro == (0, 0, 0)


def test_folds_and_shares() -> None:
    pytest.importorskip("pycrfsuite")
    examples, options = read_examples(TAGGED), TrainingOptions(calibration_folds=2)
    found = cross_validated(examples, parts=2, options=options)
    strict, listed = (found.scores[asked].micro for asked in ("category", "listed"))
    assert found.examples == 40
    assert strict.f1 > 85
    # Every attribute of a category's examples is asked of each of its products: 24 * 6 + 16 * 3.
    assert sum((strict.nn, strict.nv, strict.vn, strict.vc, strict.vw)) == 192
    assert listed.f1 > 85
    less = cross_validated(examples, parts=2, share=0.3, options=options)
    assert less.scores["category"].micro.f1 < strict.f1
    assert found.as_json()["examples"] == 40
    with pytest.raises(UsageProblem, match="--folds"):
        cross_validated(examples[:3], parts=5)


# Two folds of five, trained without calibration, in half a minute; all figures are in the report of training.
@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published sets are not beside the checkout")
def test_one_category_of_a_published_set() -> None:
    pytest.importorskip("pycrfsuite")
    examples = [own for own in read_examples(PUBLISHED / "oa-mine" / "train.jsonl") if own.category == "Coffee"]
    found = cross_validated(examples, parts=2, options=TrainingOptions(calibration_folds=0))
    assert found.scores["listed"].micro.f1 > 65
