"""catalog glossary suggest and stats: files that the other commands of the group take, and what is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

pytestmark = pytest.mark.usefixtures("model_in_memory")

ROWS = "sku,title\n1,Red Crew Neck\n2,Blue Crew Neck\n3,Blue Throw Pillow\n"


@pytest.fixture
def catalog(folder: Path) -> str:
    (folder / "own.csv").write_text(ROWS, encoding="utf-8")
    return "own.csv"


def test_what_is_suggested_passes_the_check(run: Run, folder: Path, catalog: str) -> None:
    ended = run("glossary", "suggest", catalog, "--to", "pt-BR", "-o", "terms.csv")
    assert (ended.code, ended.out) == (0, "")
    assert "terms.csv: 1 entry to edit; then: catalog glossary check terms.csv --to pt-BR" in ended.err
    rows = list(csv.DictReader((folder / "terms.csv").open(encoding="utf-8")))
    assert [row["source"] for row in rows] == ["crew neck"]
    assert rows[0]["target"]
    assert rows[0]["note"].startswith("2 products")
    assert run("glossary", "check", "terms.csv", "--to", "pt-BR").code == 0


def test_standard_output_holds_the_glossary_alone(run: Run, catalog: str) -> None:
    ended = run("glossary", "suggest", catalog, "--to", "pt-BR", "--least-products", "1", "--most", "2")
    assert ended.err == ""
    assert ended.out.startswith("source,target,")
    assert ended.out.count("\n") == 3


def test_json_has_all_renderings(run: Run, catalog: str) -> None:
    (found,) = json.loads(run("glossary", "suggest", catalog, "--to", "pt-BR", "--json").out)
    assert (found["source"], found["products"]) == ("crew neck", 2)
    assert found["target"] in found["renderings"]


def test_an_output_that_is_there_is_not_replaced_without_force(run: Run, folder: Path, catalog: str) -> None:
    (folder / "terms.csv").write_text("mine", encoding="utf-8")
    ended = run("glossary", "suggest", catalog, "--to", "pt-BR", "-o", "terms.csv")
    assert ended.code == 2
    assert "--force" in ended.err
    assert (folder / "terms.csv").read_text(encoding="utf-8") == "mine"
    assert run("glossary", "suggest", catalog, "--to", "pt-BR", "-o", "terms.csv", "--force").code == 0


def test_stats_of_a_glossary(run: Run, folder: Path, catalog: str) -> None:
    (folder / "terms.csv").write_text("source,target\ncrew neck,gola careca\nhoodie,moletom\n", encoding="utf-8")
    ended = run("glossary", "stats", "terms.csv", catalog, "--to", "pt-BR")
    assert (ended.code, ended.err) == (0, "")
    assert "terms.csv in own.csv: 1 of 2 terms found, 2 hits" in ended.out
    assert "in 2 of 3 segments" in ended.out
    assert "never: hoodie" in ended.out
    document = json.loads(run("glossary", "stats", "terms.csv", catalog, "--to", "pt-BR", "--json").out)
    assert (document["found"], document["never_found"]) == ({"crew neck": 2}, ["hoodie"])


PROBLEMS = [
    # (arguments; exit code, what is said)
    (("suggest", "own.csv"), 2, "No target locale"),
    (("suggest", "none.csv", "--to", "pt-BR"), 3, "none.csv"),
    (("suggest", "own.csv", "--to", "pt-BR", "-o", "terms.doc"), 2, ".doc"),
    (("suggest", "own.csv", "--to", "pt-BR", "--to", "de", "--model", "echo"), 2, "one target locale"),
    (("suggest", "own.csv", "--to", "pt-BR", "--most", "0"), 2, "--most"),
    (("stats", "none.csv", "own.csv", "--to", "pt-BR"), 3, "none.csv"),
    (("stats", "apparel", "own.csv"), 2, "--to"),
    (("stats", "apparel", "none.csv", "--to", "pt-BR"), 3, "none.csv"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), PROBLEMS)
def test_what_is_refused(run: Run, catalog: str, arguments: tuple[str, ...], code: int, said: str) -> None:
    ended = run("glossary", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
