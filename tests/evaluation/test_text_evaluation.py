"""Texts against references: scores, what is held, comparisons, and thresholds of a back-test."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from catalog_cli.bitext.opening import open_bitext
from catalog_cli.errors import UsageProblem
from catalog_cli.evaluation.backtest import Judged, backtest
from catalog_cli.evaluation.significance import compare
from catalog_cli.evaluation.text_evaluation import catalog_run
from catalog_cli.evaluation.text_scores import BLEU, CHRF, Held, ScoredText, TextRun, run_from_json, scores
from catalog_cli.job import Job

REFERENCES = [f"Esta caneca vermelha número {number} é feita de porcelana branca." for number in range(30)]


def run(*hypotheses: str, name: str = "run") -> TextRun:
    texts = (
        ScoredText(str(i), "title" if i % 2 else "body", f"source {i}", text, reference)
        for i, (text, reference) in enumerate(zip(hypotheses, REFERENCES, strict=False))
    )
    return TextRun(name, "echo", "en", "pt-BR", tuple(texts), {"title": {"numbers": Held(3, 4)}})


GOOD = run(*REFERENCES)
BAD = run(*(text.replace("caneca vermelha", "copo").replace("feita", "feito") for text in REFERENCES), name="bad")


@pytest.mark.parametrize(
    ("hypothesis", "reference", "chrf", "bleu"),
    [
        ("A bolsa é azul e grande.", "A bolsa é azul e grande.", 100.0, 100.0),
        ("", "A bolsa é azul e grande.", 0.0, 0.0),
        # Worked out by sacrebleu's own command line: `sacrebleu -m chrf bleu --chrf-word-order 2`.
        ("A bolsa é verde e grande.", "A bolsa é azul e grande.", 62.85, 41.11),
    ],
)
def test_scores_are_sacrebleus(hypothesis: str, reference: str, chrf: float, bleu: float) -> None:
    found = scores([ScoredText("1", "title", "The bag is blue.", hypothesis, reference)])
    assert found[CHRF].value == pytest.approx(chrf, abs=0.01)
    assert found[BLEU].value == pytest.approx(bleu, abs=0.01)
    assert "nw:2" in found[CHRF].signature
    assert "tok:13a" in found[BLEU].signature


def test_figures_by_column() -> None:
    everything, titles = GOOD.figures(), GOOD.figures("title")
    assert (everything.texts, titles.texts, everything.exact) == (30, 15, 30)
    assert (everything.held["numbers"].share, GOOD.figures("body").held) == (0.75, {})
    assert GOOD.columns() == ["body", "title"]


def test_a_run_is_read_back() -> None:
    document = json.loads(json.dumps(GOOD.as_json(), ensure_ascii=False))
    assert run_from_json(document) == replace(GOOD, held={})
    assert document["columns"]["title"]["numbers"] == {"kept": 3, "total": 4, "share": 0.75}


@pytest.mark.parametrize("document", [None, [], {}, {"texts": 1}, {"texts": [{"id": 1}]}, "run", {"texts": [[1]]}])
def test_what_is_no_run_is_said(document: object) -> None:
    with pytest.raises(ValueError, match="no texts"):
        run_from_json(document)


@pytest.mark.parametrize(
    ("before", "after", "sign", "is_sure"), [(BAD, GOOD, 1, True), (GOOD, BAD, -1, True), (GOOD, GOOD, 0, False)]
)
def test_two_runs_are_compared(before: TextRun, after: TextRun, sign: int, is_sure: bool) -> None:
    found = compare(before, after)
    assert found.texts == 30
    for change in found.changes:
        assert (change.difference > 0) - (change.difference < 0) == sign
        assert (change.p_value < 0.05) is is_sure
    assert compare(before, after) == found, "the samples are drawn alike each time"


def test_only_texts_in_common_are_compared() -> None:
    shuffled = replace(BAD, texts=(*reversed(BAD.texts[:20]), BAD.texts[20]._replace(reference="other")))
    assert compare(GOOD, shuffled).texts == 20
    with pytest.raises(UsageProblem, match="have 5 texts with the same reference in common"):
        compare(GOOD, replace(BAD, texts=BAD.texts[:5]))


def test_what_a_catalog_holds(tmp_path: Path) -> None:
    files = {
        "source.csv": "sku,title,description\n1,Red cotton bag,Holds 1.5 l\n2,Blue mug,Nice\n3,Cup,Not yet\n",
        "made.csv": 'sku,title,description\n1,Bolsa de seda vermelha,"Comporta 2,5 l"\n2,Caneca azul,Boa\n3,Copo,x\n',
        "person.csv": 'sku,title,description\n1,Bolsa vermelha de algodão,"Comporta 1,5 l"\n2,Caneca azul,Legal\n'
        "3,Copo,Not yet\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    bitexts = [
        open_bitext(
            (tmp_path / "source.csv", "source.csv"), (tmp_path / name, name), Job("pt-BR"), target_locale="pt-BR"
        )
        for name in ("made.csv", "person.csv")
    ]
    found = catalog_run(*bitexts)
    assert [text.source for text in found.texts] == ["Red cotton bag", "Holds 1.5 l", "Blue mug", "Nice", "Cup"]
    overall = found.figures()
    assert overall.exact == 2
    assert overall.held == {"tags": Held(2, 3), "numbers": Held(0, 1)}  # red and blue are there, cotton is silk
    assert found.figures("title").held == {"tags": Held(2, 3)}


@pytest.mark.parametrize(
    ("found", "wanted", "proposed"),
    [
        ([Judged(0.9, 95.0)] * 9 + [Judged(0.2, 20.0)], 0.95, 0.25),
        ([Judged(0.9, 95.0)] * 9 + [Judged(0.2, 20.0)], 0.9, 0.0),
        ([Judged(0.9, 20.0)] * 10, 0.9, None),
        ([Judged(0.5, 59.9), Judged(0.6, 60.0)], 1.0, 0.55),
    ],
)
def test_the_lowest_threshold_that_holds_is_proposed(
    found: list[Judged], wanted: float, proposed: float | None
) -> None:
    done = backtest(found, wanted)
    assert (done.proposed.below if done.proposed else None) == proposed
    assert done.thresholds[0].review == 0.0
    assert done.as_json()["proposed"] == proposed
