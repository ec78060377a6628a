"""--report: what a run did, as a page, Markdown or JSON, as the file's name says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

ECHO = ("localize", "plain.csv", "--to", "pt-BR", "--model", "echo")
KEYS = {
    *("input", "output", "source_locale", "target_locale", "feed", "records", "is_unchanged", "signature", "products"),
    *("segments", "words", "kept_cells", "handles", "finished_products", "origins", "findings", "checks", "found"),
    *("term_adherence", "ledger", "slowest", "listed", "seconds", "cpu_seconds", "seconds_per_1000_products"),
    *("cpu_seconds_per_1000_products", "segments_per_second", "leverage", "options", "fails", "reasons"),
}


@pytest.fixture
def told(folder: Path, run: Run) -> dict[str, str]:
    """The reports of one run, by name."""
    names = ["run.html", "run.json", "run.md", "summary", "run.txt"]
    options = [part for name in names for part in ("--report", name)]
    ended = run(*ECHO, "-o", "out.csv", *options)
    assert ended.code == 0, ended.err
    return {name: (folder / name).read_text(encoding="utf-8") for name in names}


def test_each_is_written_as_its_name_says(told: dict[str, str]) -> None:
    assert told["run.html"].startswith("<!DOCTYPE html>")
    assert told["run.md"] == told["summary"]
    assert told["run.md"].startswith("## catalog localize\n")
    assert json.loads(told["run.json"]) == json.loads(told["run.txt"])


def test_the_keys_of_json_are_stable(told: dict[str, str]) -> None:
    [result] = json.loads(told["run.json"])["results"]
    assert set(result) >= KEYS
    assert (result["fails"], result["reasons"]) == (False, [])
    assert result["options"]["model"] == "echo"
    assert (
        sum(kind["segments"] for name, kind in result["leverage"].items() if name != "human_cells")
        == result["segments"]
    )


def test_json_on_standard_output_is_the_same(folder: Path, run: Run) -> None:
    ended = run(*ECHO, "-o", "out.csv", "--json", "--report", "run.json")
    assert json.loads(ended.out) == json.loads((folder / "run.json").read_text(encoding="utf-8"))


def test_a_summary_is_added_to_what_is_there(folder: Path, run: Run, told: dict[str, str]) -> None:
    (folder / "summary").write_text("# Earlier step", encoding="utf-8")
    for name in ("summary", "run.md"):
        assert run(*ECHO, "-o", "out.csv", "--report", name).code == 0
    added, replaced = ((folder / name).read_text(encoding="utf-8") for name in ("summary", "run.md"))
    assert added.startswith("# Earlier step\n\n## catalog localize\n")
    assert replaced.startswith("## catalog localize\n")
    assert "✅ **up to date**" in replaced
    assert "up to date" not in told["run.md"]


def test_a_run_that_fails_says_why(folder: Path, run: Run) -> None:
    (folder / "plain.csv").write_text("sku,title\n1,<b>Red</b> bag\n", encoding="utf-8")
    ended = run(
        *ECHO, "-o", "out.csv", "--frozen", "--report", "run.html", "--report", "run.md", "--report", "run.json"
    )
    assert ended.code == 1
    [result] = json.loads((folder / "run.json").read_text(encoding="utf-8"))["results"]
    assert result["reasons"] == [
        "1 critical finding, with --fail-on critical",
        "1 place that --frozen leaves as it is",
    ]
    for name in ("run.html", "run.md"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "1 critical finding, with --fail-on critical; 1 place that --frozen leaves as it is" in text
        assert "not in the memory" in text
    assert result["slowest"][0]["first_row"] == 2


def test_several_outputs(folder: Path, run: Run) -> None:
    (folder / "b.csv").write_text("sku,title\n1,Blue bag\n", encoding="utf-8")
    ended = run(
        "localize", "b.csv", *ECHO[1:], "--to", "de", "-o", "out/", "--report", "run.html", "--report", "run.md"
    )
    assert ended.code == 0, ended.err
    assert (folder / "run.html").read_text(encoding="utf-8").count('<section class="run"') == 5
    assert (folder / "run.md").read_text(encoding="utf-8").count("\n### ") == 4


BAD = [
    (("--report", "run.md", "--report", "./run.md"), "twice"),
    (("--report", "run.md", "--report", "plain.csv"), "an input"),
    (("--report", "run.md", "--ledger", "run.md"), "--ledger"),
    (("--report", "out.csv"), "an output"),
    (("--report", "-"), "--json"),
]


@pytest.mark.parametrize(("options", "told"), BAD)
def test_a_report_takes_no_other_file_s_place(folder: Path, run: Run, options: tuple[str, ...], told: str) -> None:
    ended = run(*ECHO, "-o", "out.csv", *options)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert not (folder / "out.csv").exists()
