"""catalog plan and catalog verify as they are used: what they print, what fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

ECHO = ("--to", "pt-BR", "--model", "echo")


def test_plan_says_what_is_touched_and_how_much_work_it_is(run: Run) -> None:
    ended = run("plan", "shopify.csv", *ECHO)
    assert (ended.code, ended.err) == (0, "")
    for text in (
        "csv, utf-8",
        'delimiter ","',
        "shopify (score 1",
        "35 rows, 13 products",
        "title (translated)",
        "Harbor Linen Shirt",
        "en -> pt-BR with echo@1",
    ):
        assert text in ended.out


def test_plan_counts_what_a_run_then_does(run: Run) -> None:
    work = json.loads(run("plan", "shopify.csv", *ECHO, "--json").out)["work"]
    [result] = json.loads(run("localize", "shopify.csv", *ECHO, "-o", "out.csv", "--json").out)["results"]
    origins = result["origins"]
    assert (work["segments"], work["words"]) == (result["segments"], result["words"])
    assert (work["new"], work["copied"]) == (
        origins["engine"],
        origins.get("copied", 0) + origins.get("conventions", 0),
    )
    assert (work["known"], work["repeated"]) == (0, origins["repetition"])
    after = json.loads(run("plan", "shopify.csv", *ECHO, "--json").out)["work"]
    assert (after["new"], after["known"], after["repeated"]) == (0, work["new"], work["repeated"])


def test_plan_names_the_starters_that_have_words_for_a_catalog(run: Run, folder: Path) -> None:
    rows = ("Crew neck T-shirt", "Relaxed fit", "Long sleeve", "Machine wash cold for wool")
    (folder / "a.csv").write_text("Title\n" + "\n".join(rows) + "\n")
    assert json.loads(run("plan", "a.csv", *ECHO, "--json").out)["starter_glossaries"] == {"apparel": 4}
    assert "starter glossaries know some of its terms: --glossary apparel (4 terms)" in run("plan", "a.csv", *ECHO).out
    given = json.loads(run("plan", "a.csv", *ECHO, "--glossary", "apparel", "--json").out)
    assert given["starter_glossaries"] == {}


def test_plan_writes_nothing(run: Run, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    run("plan", "plain.csv", *ECHO)
    assert sorted(folder.rglob("*")) == before


COLUMNS = [
    # (column, role, whether it is translated, the column for its target)
    ("sku", "identifier", False, None),
    ("name:en", "title", True, "name:pt"),
    ("name:pt", None, False, None),
    ("colour note", None, False, None),
    ("material", "option", True, None),
]


def test_plan_tells_the_role_of_each_column(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text("sku,name:en,name:pt,colour note,material\n007,Mug,,x,Steel\nNA,Cap,Boné,y,\n")
    plan = json.loads(run("plan", "a.csv", *ECHO, "--json").out)
    found = [(c["name"], c["role"], c["is_translated"], c["target"]) for c in plan["columns"]]
    assert found == COLUMNS
    assert [c["filled"] for c in plan["columns"]] == [2, 2, 0, 0, 1]
    assert plan["columns"][1]["samples"] == ["Mug", "Cap"]
    assert plan["work"]["segments"] == 2  # Mug and Steel: Cap has its target already


def test_plan_lists_rows_that_pass_through(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text("sku,title\n1,Mug\n2,Cap,extra\n3\n")
    ended = run("plan", "a.csv", *ECHO)
    assert "a.csv:3: " in ended.out
    assert "a.csv:4: " in ended.out
    assert json.loads(run("plan", "a.csv", *ECHO, "--json").out)["problem_count"] == 2


def test_plan_counts_the_first_products_and_no_more_memory_for_repetitions(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text("sku,title\n" + "".join(f"{i},Red bag\n" for i in range(3_000)))
    work = json.loads(run("plan", "a.csv", *ECHO, "--json").out)["work"]
    assert (work["segments"], work["new"], work["repeated"]) == (3_000, 1, 2_999)


@pytest.fixture
def localized(run: Run) -> str:
    assert run("localize", "shopify.csv", *ECHO, "-o", "out.csv", "-q").code == 0
    return "out.csv"


def test_verify_lists_some_changes_and_counts_all(run: Run, localized: str) -> None:
    ended = run("verify", "shopify.csv", localized)
    assert ended.code == 0
    assert 'shopify.csv:2 (Title): "Harbor Linen Shirt" -> "Hárbór líñéñ shírt"' in ended.out
    assert len(ended.out.splitlines()) == 21
    assert "more changes" in ended.out
    assert "and nothing else: every other byte is the source's." in ended.err
    listed = json.loads(run("verify", "shopify.csv", localized, "--json").out)
    assert len(listed["differences"]) == listed["counts"]["translated"] > 100
    assert len(run("verify", "shopify.csv", localized, "-v").out.splitlines()) == listed["counts"]["translated"]


PLANTED = [
    # (what is edited in the output, by what, what the violation says)
    ("0850012345017", "850012345017", 'shopify.csv:2 (Variant Barcode): "0850012345017" -> "850012345017"'),
    ("harbor-linen-shirt,", '"harbor-linen-shirt",', "out.csv:2: the values are equal and the bytes are not"),
]


@pytest.mark.parametrize(("old", "new", "said"), PLANTED)
def test_verify_finds_what_was_planted(run: Run, folder: Path, localized: str, old: str, new: str, said: str) -> None:
    path = folder / localized
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode(), 1))
    ended = run("verify", "shopify.csv", localized)
    assert ended.code == 1
    assert f"VIOLATION {said}" in ended.out
    assert "1 place that must not differ" in ended.err
    assert run("verify", "shopify.csv", localized, "--json", "-q").code == 1


def test_verify_finds_a_lost_row(run: Run, folder: Path, localized: str) -> None:
    path = folder / localized
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    ended = run("verify", "shopify.csv", localized)
    assert ended.code == 1
    assert "VIOLATION shopify.csv:" in ended.out


def test_a_header_of_two_lines_is_told_in_one(run: Run, folder: Path) -> None:
    (folder / "in.csv").write_text('SKU,"Product\nTitle"\n1,Red shirt\n', encoding="utf-8")
    assert run("localize", "in.csv", *ECHO, "-o", "out.csv", "-q").code == 0
    assert run("verify", "in.csv", "out.csv").out.splitlines() == [
        'in.csv:3 (Product Title): "Red shirt" -> "Réd shírt"'
    ]
    unknown = run("plan", "in.csv", "--to", "pt-BR", "--column", "Titel=title")
    assert unknown.err.splitlines() == [
        'error: There is no column "Titel". The columns are "Product Title", "SKU": name one of these.'
    ]
    assert run("plan", "in.csv", "--to", "pt-BR", "--column", "Product Title=text").code == 0


def test_doctor_tells_where_settings_come_from(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "catalog.toml").write_text('to = "pt-BR"\n[columns]\nnote = "text"\n')
    monkeypatch.setenv("CATALOG_FROM", "en-GB")
    document = json.loads(run("doctor", "--threads", "2", "--column", "size=option", "--json").out)
    found = {row["name"]: (row["value"], row["from"]) for row in document["settings"]}
    assert found["to"] == ("pt-BR", "catalog.toml")
    assert found["from"] == ("en-GB", "CATALOG_FROM")
    assert found["threads"] == ("2", "--threads")
    assert found["columns"] == ("note=text, size=option", "catalog.toml, --column")
    assert found["layout"] == ("-", "default")  # as the feed says
    assert document["models"] == {"en-pt-BR": "en -> pt-BR"}
    assert document["versions"]["CLDR"]
    assert document["machine"]["threads"] == "2"


def test_doctor_tells_of_a_memory_that_is_damaged(run: Run, folder: Path) -> None:
    (folder / "m.sqlite").write_text("no database " * 100)
    ended = run("doctor", "--memory", "m.sqlite")
    assert ended.code == 0
    assert "damaged" in ended.out


def test_memory_stats_count_entries_and_runs(run: Run, localized: str) -> None:
    document = json.loads(run("memory", "stats", "--json").out)
    assert document["entries"] > 100
    assert [run["output"] for run in document["runs"]] == ["../out.csv"]
