"""catalog glossary: check, convert, list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

pytestmark = pytest.mark.usefixtures("model_in_memory")

GOOD = "source,target,source_forms,target_forms,gender,case,exact,status\n"
ROWS = "crew neck,gola careca,crewneck,golas carecas,f,same,true,preferred\nbag,bolsa,,bolsas,f,,,preferred\n"


@pytest.fixture
def terms(folder: Path) -> Path:
    path = folder / "terms.csv"
    path.write_text(GOOD + ROWS, encoding="utf-8")
    return path


def test_a_good_file(run: Run, terms: Path) -> None:
    ended = run("glossary", "check", "terms.csv", "--to", "pt-BR")
    assert (ended.code, ended.out, ended.err) == (0, "", "2 entries in 1 file: nothing is wrong.\n")


def test_without_a_target_locale_the_model_is_not_asked(run: Run, terms: Path) -> None:
    ended = run("glossary", "check", "terms.csv")
    assert ended.code == 0
    assert "--to pt-BR, to check what the model can write" in ended.err


def test_a_pair_without_a_model_is_said(run: Run, terms: Path) -> None:
    ended = run("glossary", "check", "terms.csv", "--to", "de")
    assert ended.code == 0
    assert "No model translates en -> de: what it can write is not checked." in ended.err


def test_everything_that_is_wrong_is_listed_in_the_order_of_the_file(run: Run, terms: Path, folder: Path) -> None:
    bad = GOOD + ROWS + "bag,sacola,,,,,,\n,x,,,,,,\n&,e,,,,,,\nbag,bolsa,,,,,,\nnhandu,Ñandú,,,,,,\n"
    (folder / "bad.en-pt-BR.csv").write_text(bad, encoding="utf-8")
    ended = run("glossary", "check", "terms.csv", "bad.en-pt-BR.csv")
    assert ended.code == 1
    places = [line.partition(": ")[0] for line in ended.out.splitlines()]
    assert places == [
        'bad.en-pt-BR.csv, row 4, column "target"',
        'bad.en-pt-BR.csv, row 5, column "source"',
        'bad.en-pt-BR.csv, row 6, column "source"',
        'bad.en-pt-BR.csv, row 7, column "source"',
        'bad.en-pt-BR.csv, row 8, column "target"',
    ]
    assert "9 entries in 2 files: 5 problems." in ended.err
    document = json.loads(run("glossary", "check", "terms.csv", "bad.en-pt-BR.csv", "--json").out)
    assert document["entries"] == {"terms.csv": 2, "bad.en-pt-BR.csv": 7}
    kinds = ["contradiction", "empty", "unfindable", "repetition", "unwritable"]
    assert [problem["kind"] for problem in document["problems"]] == kinds
    assert document["problems"][0] == {
        "file": "bad.en-pt-BR.csv",
        "row": 4,
        "column": "target",
        "kind": "contradiction",
        "what": '"bag" is "sacola" here and "bolsa" in row 3',
        "next_step": "Keep one of them, or give one the status admitted.",
    }


def test_many_problems_are_cut_unless_all_are_wanted(run: Run, folder: Path) -> None:
    (folder / "bad.csv").write_text("source,target\n" + "bag,\n" * 60, encoding="utf-8")
    lines = run("glossary", "check", "bad.csv", "--quiet").out.splitlines()
    assert (len(lines), lines[-1]) == (51, "… and 10 more")
    assert len(run("glossary", "check", "bad.csv", "--verbose").out.splitlines()) == 60


def test_names_that_are_kept_are_checked_too(run: Run, terms: Path, folder: Path) -> None:
    (folder / "brands.txt").write_text("crew neck\nNike\n", encoding="utf-8")
    ended = run("glossary", "check", "terms.csv", "--do-not-translate", "brands.txt")
    assert ended.code == 1
    assert '"crew neck" is "gola careca" here and not translated in brands.txt, row 1' in ended.out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"crew neck,gola careca\n", 'x.csv, row 1: has no header: its first row is "crew neck", "gola careca".'),
        (b"source,traget\n", 'x.csv, row 1, column "traget": is no column of a term base. Did you mean "target"?'),
        (b"source,target\nx,su\xe9ter\n", "x.csv, row 2: is not UTF-8 (byte 0xE9)."),
    ],
)
def test_a_file_that_is_none_is_an_error(run: Run, folder: Path, text: bytes, message: str) -> None:
    (folder / "x.csv").write_bytes(text)
    ended = run("glossary", "check", "x.csv")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith(f"error: {message}")


# --- convert


def test_a_term_base_goes_round_every_form(run: Run, terms: Path, folder: Path) -> None:
    steps = [("terms.csv", "a.tbx"), ("a.tbx", "b.tsv"), ("b.tsv", "c.tbx"), ("c.tbx", "d.csv")]
    for before, after in steps:
        ended = run("glossary", "convert", before, after, "--to", "pt-BR")
        assert (ended.code, ended.err) == (0, f"{before} -> {after}: 2 entries\n")
    assert (folder / "a.tbx").read_bytes() == (folder / "c.tbx").read_bytes()
    assert run("glossary", "convert", "terms.csv", "e.csv").code == 0  # a table needs no pair
    assert (folder / "d.csv").read_bytes() == (folder / "e.csv").read_bytes()
    assert (folder / "d.csv").read_text(encoding="utf-8").splitlines()[1] == (
        "crew neck,gola careca,crewneck,golas carecas,,f,same,true,preferred,,"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("terms.csv", "out.tbx"), 2, "out.tbx holds certain locales. Name the pair with --from and --to"),
        (("terms.csv", "out.tbx", "--to", "klingon!"), 2, "--to"),
        (("terms.csv", "out.tbx", "--to", "en"), 2, "both are en"),
        (("terms.csv", "out.xlsx"), 2, 'out.xlsx: the ending ".xlsx" is not one of a glossary.'),
        (("terms.csv", "plain.csv"), 2, "plain.csv is there already. Name another file, or add --force"),
        (("none.csv", "out.csv"), 3, "none.csv: does not exist."),
        (("broken.csv", "out.csv"), 3, 'broken.csv, row 3, column "target": is empty.'),
    ],
)
def test_what_cannot_be_converted_writes_nothing(
    run: Run, terms: Path, folder: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    (folder / "broken.csv").write_text("source,target\nbag,bolsa\nhat,\n")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    ended = run("glossary", "convert", *arguments)
    assert ended.code == code
    assert message in ended.err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_force_replaces(run: Run, terms: Path, folder: Path) -> None:
    assert run("glossary", "convert", "terms.csv", "plain.csv", "--force").code == 0
    assert (folder / "plain.csv").read_text(encoding="utf-8").startswith("source,target,source_forms")
    assert run("glossary", "convert", "terms.csv", "terms.csv", "-f").code == 0  # in place


def test_the_name_of_either_file_can_say_the_pair(run: Run, terms: Path, folder: Path) -> None:
    assert run("glossary", "convert", "terms.csv", "shop.en-pt-BR.tbx").code == 0
    assert run("glossary", "convert", "shop.en-pt-BR.tbx", "back.csv").code == 0
    assert 'xml:lang="pt-BR"' in (folder / "shop.en-pt-BR.tbx").read_text(encoding="utf-8")


# --- list


def test_the_starters_are_listed(run: Run) -> None:
    listed = json.loads(run("glossary", "list", "--json").out)
    assert {"name", "from", "to", "entries"} == set(listed[0])
    assert all(starter["entries"] > 0 for starter in listed)
    lines = run("glossary", "list").out.splitlines()
    assert lines[0].split() == ["starter", "from", "to", "entries"]
    assert len(lines) == len(listed) + 1
