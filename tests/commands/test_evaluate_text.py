"""catalog evaluate text, compare and backtest as they are used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

pytestmark = pytest.mark.usefixtures("model_in_memory")

SENTENCES = [(f"The red mug number {i} is nice.", f"A caneca vermelha número {i} é bonita.") for i in range(12)]


@pytest.fixture
def shop(folder: Path) -> Path:
    lines = ["source\treference", *("\t".join(pair) for pair in SENTENCES)]
    (folder / "set.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, column in (("source.csv", 0), ("approved.csv", 1)):
        rows = [f"{i},{pair[column]}" for i, pair in enumerate(SENTENCES)]
        (folder / name).write_text("sku,description\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "made.csv").write_text(
        (folder / "approved.csv").read_text(encoding="utf-8").replace("bonita", "linda"), encoding="utf-8"
    )
    return folder


def test_a_catalog_against_a_person_s(shop: Path, run: Run) -> None:
    ended = run("evaluate", "text", "source.csv", "made.csv", "--reference", "approved.csv", "--to", "pt-BR")
    assert ended.code == 0, ended.err
    assert "made.csv: 12 texts, en -> pt-BR" in ended.out
    assert "100.0% of 12" in ended.out  # the numbers
    assert "chrF2++: nrefs:1" in ended.out


def test_a_gate_against_an_earlier_run(shop: Path, run: Run) -> None:
    call = ("evaluate", "text", "source.csv", "{}", "--reference", "approved.csv", "--to", "pt-BR")

    def score(made: str, *more: str) -> int:
        ended = run(*(part.format(made) for part in call), *more)
        return ended.code

    assert score("approved.csv", "-o", "before.json") == 0
    assert score("made.csv", "--baseline", "before.json") == 1
    assert score("made.csv", "--baseline", "before.json", "--max-drop", "99") == 0
    assert score("approved.csv", "--baseline", "before.json", "--max-drop", "0") == 0
    assert score("made.csv", "-o", "after.json") == 0
    compared = run("evaluate", "compare", "before.json", "after.json", "--json")
    changes = {one["metric"]: one for one in json.loads(compared.out)["changes"]}
    assert compared.code == 0
    assert changes["chrF2++"]["difference"] < 0 < 0.05 > changes["chrF2++"]["p_value"]
    assert run("evaluate", "compare", "before.json", "after.json", "--max-drop", "0.5").code == 1


def test_only_an_earlier_run_is_replaced(shop: Path, run: Run) -> None:
    call = ("evaluate", "text", "source.csv", "made.csv", "--reference", "approved.csv", "--to", "pt-BR")
    (shop / "notes.txt").write_text("mine")
    refused = run(*call, "-o", "notes.txt")
    assert (refused.code, refused.out, "replace it with --force" in refused.err) == (3, "", True), refused.err
    assert (shop / "notes.txt").read_text() == "mine"
    assert run(*call, "-o", "notes.txt", "--force").code == 0
    assert run(*call, "-o", "notes.txt").code == 0  # a run now
    assert run(*call, "-o", "after.json", "--baseline", "notes.txt").code == 0
    kept = (shop / "notes.txt").read_bytes()
    for name in ("source.csv", "made.csv", "approved.csv", "notes.txt"):
        ended = run(*call, "--baseline", "notes.txt", "-o", name, "--force")
        assert (ended.code, "is an input, which would be lost" in ended.err) == (2, True), name
    assert (shop / "notes.txt").read_bytes() == kept


def test_a_run_is_printed(shop: Path, run: Run) -> None:
    call = ("evaluate", "text", "source.csv", "made.csv", "--reference", "approved.csv", "--to", "pt-BR", "-o", "-")
    printed = run(*call)
    assert (printed.code, len(json.loads(printed.out)["texts"]), (shop / "-").exists()) == (0, 12, False)
    assert run(*call, "--json").code == 2


def test_a_test_set_through_a_model(shop: Path, run: Run) -> None:
    ended = run("evaluate", "text", "set.tsv", "--to", "pt-BR", "--json")
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    assert found["made_by"].startswith("en-pt-BR@")
    assert found["all"]["texts"] == 12
    assert found["all"]["chrF2++"] > 60


def test_a_back_test_proposes_a_threshold(shop: Path, run: Run) -> None:
    ended = run("evaluate", "backtest", "source.csv", "approved.csv", "--to", "pt-BR", "--json")
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    assert found["texts"] == 12
    assert [one["below"] for one in found["thresholds"]] == sorted(one["below"] for one in found["thresholds"])
    assert "--review-below" in ended.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("text", "source.csv", "made.csv", "--to", "pt-BR"), 2, "--reference"),
        (("text", "set.tsv", "--reference", "made.csv", "--to", "pt-BR"), 2, "name both"),
        (("text", "set.tsv", "--to", "pt-BR", "--baseline", "none.json"), 3, "none.json: cannot be read"),
        (("text", "set.tsv", "--to", "pt-BR", "--baseline", "set.tsv"), 3, "is no run of an evaluation"),
        (
            ("text", "source.csv", "made.csv", "--reference", "source.csv", "--to", "pt-BR"),
            2,
            "share no translated text",
        ),
        (("compare", "set.tsv", "set.tsv"), 3, "is no run of an evaluation"),
        (("backtest", "source.csv", "source.csv", "--to", "pt-BR"), 2, "0 texts are translated"),
    ],
)
def test_what_cannot_be_evaluated_is_said(
    shop: Path, run: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    ended = run("evaluate", *arguments)
    assert (ended.code, message in ended.err) == (code, True), ended.err
