"""catalog train tagger and catalog evaluate tags: what they write, print and refuse."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Run

pytest.importorskip("pycrfsuite")


def test_a_tagger_is_trained_evaluated_and_not_replaced_without_force(run: Run, folder: Path) -> None:
    ended = run("train", "tagger", "tagged.jsonl", "-o", "tagger")
    assert (ended.code, ended.out) == (0, "")
    assert "tagger: a tagger learned from 40 examples, 168 values" in ended.err
    assert sorted(path.name for path in (folder / "tagger").iterdir()) == [
        "fields.zip",
        "lexicon.json",
        "manifest.json",
    ]
    found = json.loads(run("evaluate", "tags", "tagged.jsonl", "--model", "tagger", "--json").out)
    assert found["asked"]["category"]["micro"]["f1"] > 95
    assert set(found["asked"]["listed"]["attributes"]["Brand"]) >= {"precision", "NN", "NV", "VN", "VC", "VW"}
    again = run("train", "tagger", "tagged.jsonl", "-o", "tagger")
    assert again.code == 2
    assert "--force" in again.err
    assert run("train", "tagger", "tagged.jsonl", "-o", "tagger", "--force", "--json").code == 0


def test_folds_are_shown_the_strict_way_first(run: Run) -> None:
    ended = run("evaluate", "tags", "tagged.jsonl", "--folds", "2")
    assert ended.code == 0
    assert ended.out.index("asked: category") < ended.out.index("asked: listed")
    for text in ("tagged.jsonl: 40 examples, 2 folds, seed 0", "micro", "macro", "Brand", "calibration error"):
        assert text in ended.out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("evaluate", "tags", "tagged.jsonl", "--model", "none"), 2, "none holds no tagger"),
        (("evaluate", "tags", "tagged.jsonl", "--model", "t", "--folds", "3"), 2, "--folds"),
        (("evaluate", "tags", "tagged.jsonl", "--folds", "99"), 2, "too few for 99 folds"),
        (("evaluate", "tags", "plain.csv"), 3, "plain.csv, row 1: is not JSON"),
        (("train", "tagger", "plain.csv", "-o", "t"), 3, "plain.csv, row 1: is not JSON"),
        (("train", "tagger", "tagged.jsonl", "-o", "."), 3, "something else than a tagger"),
        (("train", "tagger", "tagged.jsonl"), 2, "--output"),
    ],
)
def test_what_is_refused(run: Run, arguments: tuple[str, ...], code: int, message: str) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (code, "")
    assert message in ended.err


def test_without_the_extra_both_name_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    for arguments in (("train", "tagger", "tagged.jsonl", "-o", "t"), ("evaluate", "tags", "tagged.jsonl")):
        ended = run(*arguments)
        assert ended.code == 2
        assert "pip install 'catalog-cli[learn]'" in ended.err
