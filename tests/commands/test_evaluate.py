"""catalog evaluate: figures side by side, as text and as JSON, and what cannot be evaluated."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Run

pytestmark = pytest.mark.usefixtures("model_in_memory")

OWN = ("evaluate", "terms", "terms.jsonl", "--to", "pt-BR")


def test_figures_side_by_side(run: Run) -> None:
    ended = run(*OWN, "--model", "echo")
    assert (ended.code, ended.err) == (0, "")
    assert "terms.jsonl: 5 lines, 5 terms in 4 of them, echo@1" in ended.out
    assert "2 dropped" in ended.out
    rows = {line.split("  ")[1]: line.split() for line in ended.out.splitlines() if line.startswith("  ")}
    assert rows["any allowed form"][-4:] == ["0.0%", "100.0%", "100.0%", "100.0%"]
    assert "chrF" in rows


def test_json_holds_the_same_figures(run: Run) -> None:
    document = json.loads(run(*OWN, "--json").out)
    assert document["scores"]["insertion"]["success_any_allowed_form"] == 1.0
    assert document["engine"].startswith("en-pt-BR@")


def test_a_glossary_instead_of_the_lines_own_terms(run: Run, folder: Path) -> None:
    (folder / "own.csv").write_text("source,target\nlaptop,notebook\n", encoding="utf-8")
    document = json.loads(run(*OWN, "--glossary", "own.csv", "--json").out)
    assert document["scores"]["insertion"]["terms"] == 1
    assert document["scores"]["insertion"]["success_form_given"] == 1.0


def test_a_bare_language_is_named(run: Run) -> None:
    ended = run("evaluate", "terms", "terms.jsonl", "--to", "pt", "--json")
    assert "pt means pt-BR here" in ended.err


PROBLEMS = [
    # (arguments after the command; exit code, what is said)
    (("terms.jsonl",), 2, "No target locale is given"),
    (("terms.jsonl", "--to", "xx"), 2, "not a known locale"),
    (("none.jsonl", "--to", "pt-BR"), 3, "is not there"),
    (("plain.csv", "--to", "pt-BR"), 3, 'has no column "source"'),
    (("own.tsv", "--to", "pt-BR"), 2, "Name a glossary with --glossary"),
    (("own.tsv", "--to", "pt-BR", "--glossary", "none.csv"), 3, "none.csv"),
    (("own.tsv", "--to", "pt-BR", "--to", "de", "--model", "echo"), 2, "one target locale"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), PROBLEMS)
def test_what_cannot_be_evaluated(run: Run, folder: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    (folder / "own.tsv").write_text("source\treference\nBag\tBolsa\n", encoding="utf-8")
    ended = run("evaluate", "terms", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_without_sacrebleu_nothing_is_translated_first(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics.chrf", None)
    ended = run(*OWN)
    assert ended.code == 2
    assert "pip install 'catalog-cli[eval]'" in ended.err
