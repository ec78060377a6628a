"""catalog check as it is used: what it finds, what fails, what may pass, and the forms for other programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from catalog_cli.qa.registry import ALL
from tests.commands.conftest import Run

HEADER = ["sku", "title", "description"]
SOURCE = [
    ["007", "Red mug", "Holds 1.5 l of tea. Not for children."],
    ["NA", "Blue cup", "<p>A <b>big</b> cup.</p>"],
    ["a3", "Green bowl", "Nice,\nand it holds {count} apples"],
]
CLEAN = [
    ["007", "Caneca vermelha", "Comporta 1,5 l de chá. Não indicado para crianças."],
    ["NA", "Copo azul", "<p>Um copo <b>grande</b>.</p>"],
    ["a3", "Tigela verde", "Bonita,\ne comporta {count} maçãs"],
]


@pytest.fixture
def pair(folder: Path) -> Path:
    write(folder / "source.csv", SOURCE)
    return folder


def write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEADER, *rows])


def changed(row: int, column: int, text: str) -> list[list[str]]:
    rows = [list(cells) for cells in CLEAN]
    rows[row][column] = text
    return rows


def test_a_clean_translation_passes(pair: Path, run: Run) -> None:
    write(pair / "target.csv", CLEAN)
    ended = run("check", "source.csv", "target.csv", "--to", "pt-BR", "--fail-on", "minor")
    assert (ended.code, ended.out) == (0, "")
    assert "Nothing is wrong (en -> pt-BR" in ended.err


@pytest.mark.parametrize(
    ("rows", "check", "row"),
    [
        (changed(0, 2, "Comporta 2,5 l de chá. Não indicado para crianças."), "quantity-missing", 2),
        (changed(0, 2, ""), "empty-cell", 2),
        (changed(0, 2, " "), "empty-cell", 2),
        (changed(1, 2, "<p>Um copo grande.</p>"), "lost-code", 3),
        (changed(2, 2, "Bonita,\ne comporta {contagem} maçãs"), "lost-code", 4),
        (changed(1, 2, '<p onclick="x()">Um copo <b>grande</b>.</p>'), "unsafe-html", 3),
        (list(reversed(changed(0, 2, "Comporta 2,5 l de chá. Não indicado para crianças."))), "quantity-missing", 5),
    ],
)
def test_critical_findings_fail(pair: Path, run: Run, rows: list[list[str]], check: str, row: int) -> None:
    write(pair / "target.csv", rows)
    ended = run("check", "source.csv", "target.csv", "--to", "pt-BR", "--json")
    found = [one for one in json.loads(ended.out)["findings"] if one["check"] == check]
    assert ended.code == 1
    assert {one["target_row"] for one in found} == {row}


def test_products_that_only_one_of_the_two_has_are_told(pair: Path, run: Run) -> None:
    write(pair / "target.csv", [CLEAN[2], ["new", "Novo", ""], ["newer", "Novo", ""], CLEAN[0]])
    ended = run("check", "source.csv", "target.csv", "--to", "pt-BR", "--only", "completeness", "--fail-on", "major")
    assert ended.code == 1
    assert ended.out.splitlines() == [
        "source.csv:3: [major] There is no translation: no row, or no cell for it. (title)",
        "source.csv:3: [major] There is no translation: no row, or no cell for it. (description)",
    ]
    assert "; 2 products of the translation alone" in ended.err


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 0),
        (("--fail-on", "minor"), 1),
        (("--fail-on", "minor", "--skip", "spacing"), 0),
        (("--fail-on", "minor", "--skip", "double-space"), 0),
        (("--fail-on", "minor", "--only", "numbers"), 0),
        (("--fail-on", "minor", "--only", "double-space"), 1),
        (("--fail-on", "never"), 0),
    ],
)
def test_gates_and_choices(pair: Path, run: Run, options: tuple[str, ...], code: int) -> None:
    write(pair / "target.csv", changed(0, 1, "Caneca  vermelha"))
    assert run("check", "source.csv", "target.csv", "--to", "pt-BR", *options).code == code


def test_a_glossary_is_held_against_the_translation(pair: Path, run: Run) -> None:
    write(pair / "target.csv", CLEAN)
    (pair / "terms.csv").write_text("source,target\nmug,xícara\nbowl,tigela\n", encoding="utf-8")
    ended = run("check", "source.csv", "target.csv", "--to", "pt-BR", "--glossary", "terms.csv", "--fail-on", "major")
    assert ended.code == 1
    assert 'target.csv:2: [major] The term "mug" is not said as "xícara"' in ended.out


def test_a_marketplace_limits_cells(pair: Path, run: Run) -> None:
    write(pair / "target.csv", changed(0, 1, "Caneca vermelha " * 8))
    ended = run("check", "source.csv", "target.csv", "--to", "pt-BR", "--marketplace", "ebay", "--only", "length")
    assert "at most 80" in ended.out


def test_accepted_findings_pass_until_a_text_changes(pair: Path, run: Run) -> None:
    call = ("check", "source.csv", "target.csv", "--to", "pt-BR", "--only", "spacing", "--fail-on", "minor")
    write(pair / "target.csv", changed(0, 1, "Caneca  vermelha"))
    assert run(*call).code == 1
    ended = run(*call, "--accept", "the brand writes it so")
    assert ended.code == 0
    assert "1 finding accepted in catalog.accepted.toml: commit it." in ended.err
    ended = run(*call)
    assert (ended.code, ended.out) == (0, "")
    assert "1 accepted finding passed" in ended.err
    write(pair / "target.csv", changed(0, 1, "Caneca   vermelha"))
    ended = run(*call)
    assert ended.code == 1
    assert 'the acceptance of "double-space" in title of 007 expired: its texts have changed' in ended.err


def test_one_source_in_two_ways_is_found_over_the_whole_catalog(pair: Path, run: Run) -> None:
    write(pair / "source.csv", [[str(i), "Red mug", ""] for i in range(3)])
    write(pair / "target.csv", [[str(i), "Caneca vermelha" if i else "Copo vermelho", ""] for i in range(3)])
    ended = run("check", "source.csv", "target.csv", "--to", "pt-BR", "--only", "consistency", "--fail-on", "minor")
    assert ended.code == 1
    assert '"Red mug" is translated as "Caneca vermelha" (2 times), "Copo vermelho".' in ended.out


HOSTILE = "Comporta 2,5 l\n::error::]]> <x> & \x0b \"'"


@pytest.fixture
def hostile(pair: Path) -> Path:
    write(pair / "target.csv", changed(0, 2, HOSTILE))
    return pair


def test_annotations_of_github(hostile: Path, run: Run) -> None:
    ended = run("check", "source.csv", "target.csv", "--to", "pt-BR", "--format", "github")
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert any(
        line.startswith("::error file=target.csv,line=2,title=quantity-missing (description)::") for line in lines
    )
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


def test_sarif(hostile: Path, run: Run) -> None:
    call = ("check", "source.csv", "target.csv", "--to", "pt-BR", "--format", "sarif")
    assert run(*call, "--only", "double-space", "--accept", "why").code == 0
    assert run(*call, "-o", "found.sarif").code == 1
    document = json.loads((hostile / "found.sarif").read_text(encoding="utf-8"))
    (made,) = document["runs"]
    rules = made["tool"]["driver"]["rules"]
    assert document["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == list(ALL)
    found = {result["ruleId"]: result for result in made["results"]}
    missing = found["quantity-missing"]
    assert missing["level"] == "error"
    assert rules[missing["ruleIndex"]]["id"] == "quantity-missing"
    place = missing["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("target.csv", 2)
    assert len({result["partialFingerprints"]["catalogUnit/v1"] for result in made["results"]}) == len(made["results"])


def test_a_suppressed_result_has_its_reason(pair: Path, run: Run) -> None:
    write(pair / "target.csv", changed(0, 1, "Caneca  vermelha"))
    call = ("check", "source.csv", "target.csv", "--to", "pt-BR", "--only", "spacing", "--format", "sarif")
    run(*call, "--accept", "the brand")
    (result,) = json.loads(run(*call).out)["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "the brand"}]


def test_junit(hostile: Path, run: Run) -> None:
    ended = run("check", "source.csv", "target.csv", "--to", "pt-BR", "--format", "junit", "-o", "found.xml")
    assert ended.code == 1
    suite = ElementTree.parse(hostile / "found.xml").getroot()[0]
    failures = [case for case in suite if case.find("failure") is not None]
    assert len(failures) == int(suite.get("failures", ""))
    assert len(suite) == int(suite.get("tests", ""))
    texts = [str(case.find("failure").text) for case in failures if case.get("classname") == "quantity-missing"]  # type: ignore[union-attr]  # those that have one
    assert HOSTILE.replace("\x0b", "\ufffd") in texts[0]


@pytest.mark.parametrize("form", ["github", "sarif", "junit", "json", "table"])
def test_nothing_found_in_every_form(pair: Path, run: Run, form: str) -> None:
    write(pair / "target.csv", CLEAN)
    ended = run("check", "source.csv", "target.csv", "--to", "pt-BR", "--format", form)
    assert ended.code == 0
    if form in ("json", "sarif"):
        assert "findings" in json.loads(ended.out) or json.loads(ended.out)["runs"][0]["results"] == []
    elif form == "junit":
        assert {case.get("name") for case in ElementTree.fromstring(ended.raw)[0]} == set(ALL)
    else:
        assert ended.out == ""


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("source.csv",), 2, "Name the translation"),
        (("source.csv", "none.csv", "--to", "pt-BR"), 3, "none.csv: is not there"),
        (("source.csv", "source.csv"), 2, "does not show its locale"),
        (("source.csv", "source.csv", "--to", "pt-BR", "--only", "spelling"), 2, 'no check or family "spelling"'),
        (("source.csv", "source.csv", "--to", "pt-BR", "--format", "xml"), 2, 'no format "xml"'),
        (("source.csv", "source.csv", "--to", "pt-BR", "--accepted", "source.csv"), 3, "source.csv: cannot be read"),
    ],
)
def test_what_cannot_be_checked_is_said(
    pair: Path, run: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    ended = run("check", *arguments)
    assert (ended.code, message in ended.err) == (code, True), ended.err


@pytest.mark.parametrize("name", ["source.csv", "target.csv"])
def test_findings_replace_no_file_that_is_checked(pair: Path, run: Run, name: str) -> None:
    write(pair / "target.csv", CLEAN)
    before = (pair / name).read_bytes()
    ended = run("check", "source.csv", "target.csv", "--to", "pt-BR", "-o", name)
    assert (ended.code, "is an input, which would be lost" in ended.err) == (2, True), ended.err
    assert (pair / name).read_bytes() == before


def test_every_check_is_listed_with_what_it_means(run: Run) -> None:
    ended = run("check", "--list")
    assert ended.code == 0
    listed = {line.split()[0] for line in ended.out.splitlines() if line.startswith("  ")}
    assert listed == set(ALL)
    found = json.loads(run("check", "--list", "--json").out)["checks"]
    assert all(one["help"] and one["severity"] in ("critical", "major", "minor") for one in found)


def test_what_no_encoding_and_no_xml_can_hold_is_reported(folder: Path, run: Run) -> None:
    source = [
        {"id": "1", "tit\ud83dle": "x", "title": "Red mug \ud83d", "body": "Holds 5 \u0001 l\u000b and \ufffe 3 cups."},
        {"id": "2", "title": "Blue \ud83d", "body": "<p>Ten</p>"},
    ]
    target = [
        {"id": "1", "tit\ud83dle": "x", "title": "Caneca \udc00 ]]> <x>", "body": "Comporta 7 \u0001 l\u0000."},
        {"id": "2", "title": "Caneca \udc00 ]]> <x>", "body": '<p onclick="x\ud800">Dez &\u0007</p>'},
    ]
    for name, records in (("a.jsonl", source), ("b.jsonl", target)):
        (folder / name).write_text("".join(json.dumps(record) + "\n" for record in records))
    (folder / "terms.csv").write_text("source,target\nmug,xícara\n", encoding="utf-8")
    call = ("check", "a.jsonl", "b.jsonl", "--to", "pt-BR", "--glossary", "terms.csv", "--verbose")
    counts = set()
    for form in ("json", "sarif", "junit", "github", "table"):
        ended = run(*call, "--format", form, "-o", f"out.{form}")
        assert ended.code == 1, ended.err
        counts.add(ended.err)
    assert len(counts) == 1
    found = len(json.loads((folder / "out.json").read_bytes())["findings"])
    assert found >= 6
    assert len(json.loads((folder / "out.sarif").read_bytes())["runs"][0]["results"]) == found
    cases = ElementTree.parse(folder / "out.junit").iter("testcase")
    assert sum(case.find("failure") is not None or case.find("skipped") is not None for case in cases) == found
    for form in ("github", "table"):
        assert len((folder / f"out.{form}").read_bytes().decode("utf-8").splitlines()) == found


def test_the_locale_of_our_own_output_is_known(pair: Path, run: Run) -> None:
    assert run("localize", "source.csv", "--to", "pt-BR", "--model", "echo", "-o", "ours.csv").code == 0
    ended = run("check", "source.csv", "ours.csv", "--only", "numbers")
    assert (ended.code, "(en -> pt-BR" in ended.err) == (0, True), ended.err


def test_an_acceptance_needs_a_reason(pair: Path, run: Run) -> None:
    write(pair / "target.csv", CLEAN)
    ended = run("check", "source.csv", "target.csv", "--to", "pt-BR", "--accept", " ")
    assert (ended.code, "--accept" in ended.err) == (2, True)
