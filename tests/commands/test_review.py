"""catalog review: the page's edits come back into the catalog and the memory, and nothing else does."""

from __future__ import annotations

import base64
import csv
import hashlib
import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run

CATALOGS = Path(__file__).parents[1] / "feeds" / "catalogs"
HEADING = ("run", "source", "target", "source_locale", "target_locale")


def page_of(path: Path) -> dict[str, Any]:
    """Return what a review page holds."""
    found = re.search(r'id="payload">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    page: dict[str, Any] = json.loads(found[1])
    return page


def cells_of(page: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**item, "name": page["columns"][item["column"]]["name"]} for item in page["items"] if "id" in item]


def edit_of(cell: dict[str, Any], target: str | None, status: str = "edited", **more: Any) -> dict[str, Any]:
    """Return a line as the page exports it (tests/reporting_browser compares the two)."""
    hashes = dict(zip(("source_hash", "target_hash"), cell["hashes"], strict=True))
    facts = {"id": cell["id"], "field": cell["name"], "locale": "pt-BR", "target": target}
    return {**facts, **hashes, "status": status, "comment": "", **more}


def write_edits(path: Path, page: dict[str, Any], lines: list[dict[str, Any]]) -> None:
    heading = {"catalog_review": 1, **{name: page["about"][name] for name in HEADING}}
    path.write_text("".join(json.dumps(line) + "\n" for line in [heading, *lines]), encoding="utf-8")


def exported(run: Run, source: str, target: str, *options: str) -> dict[str, Any]:
    ended = run("review", "export", source, target, "--to", "pt-BR", *options)
    assert (ended.code, ended.out) == (0, "review.html\n"), ended.err
    return page_of(Path("review.html"))


def localized(run: Run, source: str, target: str, *options: str) -> None:
    ended = run("localize", source, "--to", "pt-BR", "--model", "echo", "-o", target, *options)
    assert ended.code == 0, ended.err


KINDS = [
    # (catalog, its translation, options of the run)
    ("shopify.csv", "out.csv", ()),
    ("plain.csv", "out.csv", ()),
    ("plain.csv", "out.csv", ("--layout", "columns")),
    ("magento.csv", "out.csv", ("--layout", "rows")),
    ("google.tsv", "out.tsv", ("--layout", "translations")),
    ("google.xml", "out.xml", ()),
    ("woocommerce.csv", "out.csv", ()),
    ("shopify_translations.csv", "out.csv", ()),
    ("akeneo.csv", "out.csv", ("--layout", "columns")),
    ("plain.json", "out.json", ()),
    ("plain.jsonl", "out.jsonl", ("--layout", "columns")),
]


@pytest.mark.parametrize(("source", "target", "options"), KINDS)
def test_an_edit_stands_and_nothing_else_changes(run: Run, source: str, target: str, options: tuple[str, ...]) -> None:
    if not Path(source).exists():
        shutil.copy(CATALOGS / source, source)
    localized(run, source, target, *options)
    before = Path(target).read_bytes()
    layout = options[:2]
    page = exported(run, source, target, *layout)
    cells = cells_of(page)
    others = [cell["source"] for cell in cells]
    chosen = next(cell for cell in cells if others.count(cell["source"]) == 1 and cell["source"].isascii())
    text = 'Feito à mão, "novo"; 100% | ok'
    write_edits(Path("edits.jsonl"), page, [edit_of(chosen, text)])
    ended = run("review", "apply", "edits.jsonl", *layout, "--fail-on", "never")
    assert ended.code == 0, ended.err + ended.out
    assert "1 cell changed in" in ended.err
    after = Path(target).read_bytes()
    assert after != before
    now = cells_of(exported(run, source, target, *layout))
    assert {cell["id"]: cell["target"] for cell in now} == {
        cell["id"]: text if cell is chosen else cell["target"] for cell in cells
    }
    assert [(cell["state"], cell["origin"]) for cell in now if cell["id"] == chosen["id"]] == [("edited", "human")]
    assert run("verify", source, target, "--to", "pt-BR", *layout).code == 0
    # The next run needs no --force, keeps the edit, and changes nothing.
    localized(run, source, target, *options)
    assert Path(target).read_bytes() == after
    # The same edits once more change nothing either.
    again = run("review", "apply", "edits.jsonl", *layout)
    assert again.code == 0
    assert "0 cells changed" in again.err
    assert "1 had the new text already" in again.err


def table(name: str, rows: list[list[str]]) -> None:
    with Path(name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def rows_of(name: str) -> list[list[str]]:
    with Path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def shop(run: Run) -> tuple[Run, dict[str, Any], dict[str, dict[str, Any]]]:
    """A small catalog, localized and on a page: the command line, the page, and its cells by SKU and column."""
    rows = [
        ["SKU", "Title", "Description"],
        ["1", "Red mug", "Holds {size} ml."],
        ["2", "Red mug", "Blue"],
        ["3", "NA", "First\nsecond"],
    ]
    table("shop.csv", rows)
    localized(run, "shop.csv", "out.csv")
    page = exported(run, "shop.csv", "out.csv")
    named = {f"{cell['row']} {cell['name']}": cell for cell in cells_of(page)}
    return run, page, named


Shop = tuple[Run, dict[str, Any], dict[str, dict[str, Any]]]


def test_an_edit_is_used_for_repetitions(shop: Shop) -> None:
    run, page, cells = shop
    write_edits(Path("edits.jsonl"), page, [edit_of(cells["2 Title"], "Caneca vermelha")])
    assert run("review", "apply", "edits.jsonl").code == 0
    titles = [row[1] for row in rows_of("out.csv")]
    assert titles[1] == "Caneca vermelha" != titles[2]  # nothing but the edited cell
    localized(run, "shop.csv", "out.csv")
    assert [row[1] for row in rows_of("out.csv")][1:3] == ["Caneca vermelha"] * 2


def test_an_accepted_text_is_a_person_s_and_stays_when_the_engine_changes(shop: Shop) -> None:
    run, page, cells = shop
    write_edits(Path("edits.jsonl"), page, [edit_of(cells["3 Description"], None, "accepted")])
    ended = run("review", "apply", "edits.jsonl")
    assert ended.code == 0
    assert "0 cells changed in out.csv; 1 accepted; 1 text in the memory as a person's." in ended.err
    accepted = rows_of("out.csv")[2][2]
    other = run("localize", "shop.csv", "--to", "pt-BR", "-o", "out.csv")  # the model that ships
    assert other.code == 0, other.err
    rows = rows_of("out.csv")
    assert rows[2][2] == accepted
    assert rows[1][1] != "Réd múg"


def test_what_changed_since_stays_and_is_told(shop: Shop) -> None:
    run, page, cells = shop
    lines = [
        edit_of(cells["2 Title"], "Caneca"),
        edit_of(cells["3 Title"], "Caneca vermelha"),
        edit_of(cells["2 Description"], "Cabem {size} ml."),
        edit_of({**cells["2 Title"], "id": "f" * 32}, "x"),
    ]
    write_edits(Path("edits.jsonl"), page, lines)
    source, target = rows_of("shop.csv"), rows_of("out.csv")
    source[1][1] = "Dark red mug"
    target[2][1] = "Outra caneca"
    table("shop.csv", source)
    table("out.csv", target)
    ended = run("review", "apply", "edits.jsonl")
    assert ended.code == 1
    assert 'shop.csv, row 2, column "Title": its source changed since the page was made' in ended.out
    assert 'shop.csv, row 3, column "Title": its translation changed since the page was made' in ended.out
    assert "edits.jsonl, row 5: the catalog has no such cell any more" in ended.out
    assert "1 cell changed in out.csv" in ended.err
    assert "3 edits could not be made: run catalog review export again" in ended.err
    target[1][2] = "Cabem {size} ml."
    assert rows_of("out.csv") == target


def test_new_texts_are_checked(shop: Shop) -> None:
    run, page, cells = shop
    write_edits(Path("edits.jsonl"), page, [edit_of(cells["2 Description"], "Cabem ml.")])
    ended = run("review", "apply", "edits.jsonl")
    assert ended.code == 1
    assert 'critical out.csv, row 2, column "Description": ' in ended.out
    assert rows_of("out.csv")[1][2] == "Cabem ml."  # a person's text is written all the same
    assert run("review", "apply", "edits.jsonl", "--fail-on", "never").code == 0


def test_a_dismissed_finding_may_pass(shop: Shop) -> None:
    run, page, cells = shop
    lost = edit_of(cells["2 Description"], "Cabem ml.")
    write_edits(Path("edits.jsonl"), page, [lost])
    run("review", "apply", "edits.jsonl")
    page = exported(run, "shop.csv", "out.csv")
    cell = next(cell for cell in cells_of(page) if cell["id"] == lost["id"])
    checks = sorted({check for check, _, _ in cell["findings"]})
    assert checks
    assert all(page["checks"][check] for check in checks)  # each is explained
    dismissed = [{"check": check, "reason": 'the "label" says it'} for check in checks]
    write_edits(Path("edits.jsonl"), page, [edit_of(cell, None, "", dismissed=dismissed, comment="ask the supplier")])
    ended = run("review", "apply", "edits.jsonl")
    assert ended.code == 0
    assert "may pass from now on (catalog.accepted.toml): commit it." in ended.err
    assert 'out.csv, row 2, column "Description": ask the supplier' in ended.out
    now = next(cell for cell in cells_of(exported(run, "shop.csv", "out.csv")) if cell["id"] == lost["id"])
    assert "findings" not in now


def test_an_outdated_edit_that_is_accepted_is_for_the_new_source(shop: Shop) -> None:
    run, page, cells = shop
    write_edits(Path("edits.jsonl"), page, [edit_of(cells["2 Title"], "Caneca vermelha")])
    assert run("review", "apply", "edits.jsonl").code == 0
    source = rows_of("shop.csv")
    source[1][1] = "Dark red mug"
    table("shop.csv", source)
    localized(run, "shop.csv", "out.csv")
    page = exported(run, "shop.csv", "out.csv")
    (cell,) = (cell for cell in cells_of(page) if cell["source"] == "Dark red mug")
    assert (cell["state"], cell["previous"], cell["target"]) == ("outdated", "Red mug", "Caneca vermelha")
    write_edits(Path("edits.jsonl"), page, [edit_of(cell, None, "accepted")])
    assert run("review", "apply", "edits.jsonl").code == 0
    localized(run, "shop.csv", "out.csv")
    (cell,) = (cell for cell in cells_of(exported(run, "shop.csv", "out.csv")) if cell["source"] == "Dark red mug")
    assert (cell["state"], cell.get("previous"), cell["target"]) == ("edited", None, "Caneca vermelha")


def test_a_rejected_cell_stays_and_is_listed(shop: Shop) -> None:
    run, page, cells = shop
    before = Path("out.csv").read_bytes()
    write_edits(Path("edits.jsonl"), page, [edit_of(cells["2 Title"], None, "rejected", comment="too literal")])
    ended = run("review", "apply", "edits.jsonl", "--json")
    assert ended.code == 0
    told = json.loads(ended.out)
    assert told["rejected"] == [{"place": 'out.csv, row 2, column "Title"', "text": "too literal"}]
    assert Path("out.csv").read_bytes() == before


FORMULAS = [
    # (new text, whether it is written)
    ("=HYPERLINK(0)", False),
    ("@SUM(1)", False),
    ("+cmd|' /C calc'!A0", False),
    ("-Kids", False),
    ("-5 °C", True),
    ("+55 11", True),
    ("- um", True),
    ("–40 °C", True),
]


@pytest.mark.parametrize(("text", "is_written"), FORMULAS)
def test_no_edit_becomes_a_formula(shop: Shop, text: str, is_written: bool) -> None:
    run, page, cells = shop
    write_edits(Path("edits.jsonl"), page, [edit_of(cells["2 Title"], text)])
    ended = run("review", "apply", "edits.jsonl", "--fail-on", "never")
    assert ended.code == int(not is_written)
    assert (rows_of("out.csv")[1][1] == text) == is_written


def good(**changes: Any) -> str:
    line = {
        "id": "0" * 32,
        "target": "x",
        "source_hash": "0" * 32,
        "target_hash": "",
        "status": "edited",
        "comment": "",
    }
    return json.dumps({**line, **changes})


HOSTILE = [
    # (lines behind the heading, what the error says)
    (["{"], "row 2: is no JSON"),
    (["[" * 100_000], "row 2: is no JSON"),
    (["9" * 10_000], "row 2: is no JSON"),
    (["[]"], "row 2: is no JSON object"),
    (["null"], "row 2: is no JSON object"),
    ([good(id="../../etc/passwd")], 'row 2: has an "id" that names no cell'),
    ([good(id=7)], 'row 2: has no text for "id"'),
    ([good(target=["x"])], 'row 2: has no text for "target"'),
    ([good(target="\ud83d")], 'row 2: has a character in "target" that no file can hold'),
    ([good(target="a\0")], 'row 2: has a character in "target" that no file can hold'),
    ([good(status="approved")], 'row 2: has a "status" that does not fit'),
    ([good(status="accepted")], 'row 2: has a "status" that does not fit'),
    ([good(target=None)], 'row 2: has a "status" that does not fit'),
    ([good(source_hash="'; DROP TABLE memory")], "row 2: has a hash that is none"),
    ([good(comment="x" * 30_000)], "row 2: has a comment of more than 20,000 characters"),
    ([good(dismissed={"check": "term"})], 'row 2: has a "dismissed" that is no list of findings'),
    ([good(dismissed=[{"check": "term"}])], 'row 2: has no text for "reason"'),
    ([good(), good()], "row 3: names the cell 00000000000000000000000000000000 a second time"),
]


@pytest.mark.parametrize(("lines", "told"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_file_that_no_page_exports_is_one_sentence(shop: Shop, lines: list[str], told: str) -> None:
    run, page, _ = shop
    before = Path("out.csv").read_bytes()
    write_edits(Path("edits.jsonl"), page, [])
    with Path("edits.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n".join(lines))
    ended = run("review", "apply", "edits.jsonl")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err == f"error: edits.jsonl, {told}. Export it again from the review page.\n"
    assert Path("out.csv").read_bytes() == before


WHOLE = '{"catalog_review": 1, "run": "", "source": "a", "target": "b", "source_locale": "en", "target_locale": '
HEADINGS = [
    # (the first line, what the error says)
    ("", "edits.jsonl, row 1: does not begin as the edits of a review page do"),
    ("id,target", "edits.jsonl, row 1: is no JSON"),
    ('{"id": "1"}', "edits.jsonl, row 1: does not begin as the edits of a review page do"),
    ('{"catalog_review": 2}', "edits.jsonl, row 1: is of another version of the review page"),
    ('{"catalog_review": 1, "run": 1}', 'edits.jsonl, row 1: has no text for "run"'),
    (WHOLE + '"Klingon!"}', 'edits.jsonl, row 1: has a "target_locale" that is no locale'),
    # A download that broke off.
    (WHOLE + '"de", "cells": 7}', "edits.jsonl, row 1: is of another number of cells than the 0 that follow"),
]


@pytest.mark.parametrize(("heading", "told"), HEADINGS)
def test_a_file_of_something_else_is_told(run: Run, heading: str, told: str) -> None:
    Path("edits.jsonl").write_text(heading, encoding="utf-8")
    ended = run("review", "apply", "edits.jsonl")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith(f"error: {told}. ")


def test_an_edits_file_names_only_what_lies_here_or_beside_it(shop: Shop) -> None:
    run, page, cells = shop
    line = edit_of(cells["2 Title"], "Caneca")
    elsewhere = Path("elsewhere")
    elsewhere.mkdir()
    for name in ("shop.csv", "out.csv"):
        Path(name).rename(elsewhere / name)
    write_edits(Path("edits.jsonl"), page, [line])
    lost = run("review", "apply", "edits.jsonl")
    assert lost.code == 3
    assert (
        lost.err == 'error: edits.jsonl: is of "shop.csv", which is not here. Say where it lies with --source FILE.\n'
    )
    for name in (str(elsewhere.resolve() / "shop.csv"), "elsewhere/../elsewhere/shop.csv", "\x1b[2J", ""):
        page["about"]["source"] = name
        write_edits(Path("edits.jsonl"), page, [line])
        ended = run("review", "apply", "edits.jsonl")
        assert ended.code == 3
        assert "--source FILE" in ended.err
        assert "\x1b" not in ended.err
    page["about"]["source"] = "shop.csv"
    write_edits(elsewhere / "edits.jsonl", page, [line])
    assert run("review", "apply", "elsewhere/edits.jsonl").code == 0
    assert rows_of("elsewhere/out.csv")[1][1] == "Caneca"


def test_a_copy_leaves_the_translation_as_it_was(shop: Shop) -> None:
    run, page, cells = shop
    before = Path("out.csv").read_bytes()
    write_edits(Path("edits.jsonl"), page, [edit_of(cells["2 Title"], "Caneca")])
    assert run("review", "apply", "edits.jsonl", "-o", "copy.csv").code == 0
    assert Path("out.csv").read_bytes() == before
    assert rows_of("copy.csv")[1][1] == "Caneca"
    ended = run("review", "apply", "edits.jsonl", "-o", "copy.csv")
    assert ended.code == 3
    assert "is there already" in ended.err
    for name, message in (("shop.csv", "is an input, which would be lost"), ("-", "-o names a file")):
        refused = run("review", "apply", "edits.jsonl", "-o", name, "--force")
        assert (refused.code, message in refused.err, Path("-").exists()) == (2, True, False), refused.err


def test_several_files_are_one_review_unless_they_contradict(shop: Shop) -> None:
    run, page, cells = shop
    write_edits(Path("edits.jsonl"), page, [edit_of(cells["2 Title"], "Caneca")])
    write_edits(
        Path("more.jsonl"), page, [edit_of(cells["2 Title"], "Xícara"), edit_of(cells["3 Description"], "Azul")]
    )
    ended = run("review", "apply", "edits.jsonl", "more.jsonl")
    assert ended.code == 3
    assert "more.jsonl, row 2: edits a cell otherwise than edits.jsonl, row 2 does" in ended.err
    write_edits(
        Path("more.jsonl"), page, [edit_of(cells["2 Title"], "Caneca"), edit_of(cells["3 Description"], "Azul")]
    )
    assert run("review", "apply", "edits.jsonl", "more.jsonl").code == 0
    assert [row[1:] for row in rows_of("out.csv")[1:3]] == [["Caneca", "Hólds {size} ml."], ["Réd múg", "Azul"]]
    page["about"]["run"] = "another"
    write_edits(Path("more.jsonl"), page, [])
    assert run("review", "apply", "edits.jsonl", "more.jsonl").code == 2


def test_a_file_that_is_not_ours_can_be_reviewed_without_a_memory(run: Run) -> None:
    table("shop.csv", [["SKU", "Title"], ["1", "Red mug"], ["2", "Blue mug"]])
    table("theirs.csv", [["SKU", "Title"], ["2", "Caneca azul"], ["1", "Caneca"]])
    page = exported(run, "shop.csv", "theirs.csv", "--no-memory")
    cells = cells_of(page)
    write_edits(Path("edits.jsonl"), page, [edit_of(cells[0], "Caneca vermelha")])
    assert run("review", "apply", "edits.jsonl", "--no-memory").code == 0
    assert rows_of("theirs.csv") == [["SKU", "Title"], ["2", "Caneca azul"], ["1", "Caneca vermelha"]]
    assert not Path(".catalog").exists()


def test_a_text_that_the_file_cannot_hold_changes_nothing(run: Run) -> None:
    Path("shop.csv").write_bytes("SKU,Title\n1,Café mug\n".encode("cp1252"))
    localized(run, "shop.csv", "out.csv", "--encoding", "cp1252")
    before = Path("out.csv").read_bytes()
    page = exported(run, "shop.csv", "out.csv", "--encoding", "cp1252")
    write_edits(Path("edits.jsonl"), page, [edit_of(cells_of(page)[0], "日本")])
    ended = run("review", "apply", "edits.jsonl", "--encoding", "cp1252")
    assert ended.code == 3, ended.err
    assert Path("out.csv").read_bytes() == before


def test_a_large_catalog_makes_several_pages_by_product(run: Run) -> None:
    table("shop.csv", [["SKU", "Title", "Description"], *([str(n), f"Mug {n}", "Blue"] for n in range(5))])
    localized(run, "shop.csv", "out.csv")
    ended = run("review", "export", "shop.csv", "out.csv", "--most", "3")
    assert ended.code == 0
    assert ended.out.split() == ["review.html", "review-2.html", "review-3.html"]
    pages = [page_of(Path(name)) for name in ended.out.split()]
    # A product is never split, so a page may be a little longer.
    assert [len(cells_of(page)) for page in pages] == [4, 4, 2]
    assert [page["more"] for page in pages] == [True, True, False]
    assert [page["about"]["part"] for page in pages] == [1, 2, 3]
    assert len({page["about"]["run"] for page in pages}) == 1


def test_only_what_is_worth_a_look(shop: Shop) -> None:
    run, _, cells = shop
    target = rows_of("out.csv")
    target[1][2] = "Cabem ml."
    table("out.csv", target)
    page = exported(run, "shop.csv", "out.csv", "--findings-only")
    assert [cell["id"] for cell in cells_of(page)] == [cells["2 Description"]["id"]]
    assert "only cells with findings" in page["about"]["note"]


def test_the_memory_knows_the_locale_of_what_it_made(shop: Shop) -> None:
    run, _, _ = shop
    assert run("review", "export", "shop.csv", "out.csv", "-o", "other.html").code == 0
    assert page_of(Path("other.html"))["about"]["target_locale"] == "pt-BR"
    table("theirs.csv", rows_of("out.csv"))
    ended = run("review", "export", "shop.csv", "theirs.csv")
    assert ended.code == 2
    assert "name it with --to" in ended.err


def test_an_edit_that_the_code_page_cannot_hold(run: Run, folder: Path) -> None:
    rows = b"sku,title,description\n1,Caf\xe9 mug,A \x93nice\x94 mug.\n2,Red mug,Costs 5 \x80.\n"
    (folder / "windows.csv").write_bytes(rows)
    localized(run, "windows.csv", "made.csv", "--encoding", "cp1252")
    page = exported(run, "windows.csv", "made.csv")
    cell = next(cell for cell in cells_of(page) if cell["name"] == "title")
    write_edits(Path("edits.jsonl"), page, [edit_of(cell, "Caneca de Łódź")])
    before = Path("made.csv").read_bytes()
    refused = run("review", "apply", "edits.jsonl")
    assert (refused.code, "Write with --output-encoding utf-8" in refused.err) == (3, True), refused.err
    assert Path("made.csv").read_bytes() == before
    ended = run("review", "apply", "edits.jsonl", "--output-encoding", "utf-8")
    assert (ended.code, ended.out) == (0, ""), ended.err  # the new text is read as it was written: no finding
    text = Path("made.csv").read_text(encoding="utf-8")
    assert text.splitlines()[1:] == ["1,Caneca de Łódź,A “ñíçé” múg.", "2,Réd múg,Çósts €\u00a05."], text
    again = run("localize", "windows.csv", "--to", "pt-BR", "--model", "echo", "-o", "made.csv")
    assert (again.code, "--output-encoding utf-8" in again.err) == (3, True), again.err
    localized(run, "windows.csv", "made.csv", "--output-encoding", "utf-8")
    assert Path("made.csv").read_text(encoding="utf-8") == text


def test_no_other_file_is_replaced_by_a_page(shop: Shop) -> None:
    run, _, _ = shop
    assert run("review", "export", "shop.csv", "out.csv").code == 0  # a page by a page
    Path("mine.html").write_text("<p>mine</p>", encoding="utf-8")
    ended = run("review", "export", "shop.csv", "out.csv", "-o", "mine.html")
    assert ended.code == 3
    assert "mine.html: is there already, and no review page" in ended.err
    assert run("review", "export", "shop.csv", "out.csv", "-o", "mine.html", "--force").code == 0
    ended = run("review", "export", "shop.csv", "out.csv", "-o", "shop.csv")
    assert ended.code == 2
    assert "give it the ending .html" in ended.err


def test_the_page_s_policy_names_its_own_script_and_styles(shop: Shop) -> None:
    text = Path("review.html").read_bytes().decode()
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert found
    policy = dict(part.strip().split(" ", 1) for part in html.unescape(found[1]).split(";"))
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    styles = re.findall(r'(?:\n<style>|id="preview-style">)(.*?)</(?:style|script)>', text, re.DOTALL)

    def digest(content: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"

    assert policy["default-src"] == "'none'"
    assert policy["script-src"].split() == [digest(script) for script in scripts]
    assert policy["style-src"].split() == [digest(style) for style in styles]
    assert len(scripts) == 1


def test_limits_terms_and_hostile_texts_are_on_the_page(run: Run) -> None:
    Path("terms.csv").write_text("source,target\nmug,caneca\n", encoding="utf-8")
    table("shop.csv", [["SKU", "Title"], ["1", "Red mug </script><b>\u2028"]])
    localized(run, "shop.csv", "out.csv")
    page = exported(run, "shop.csv", "out.csv", "--glossary", "terms.csv", "--marketplace", "ebay")
    (cell,) = cells_of(page)
    assert cell["source"] == "Red mug </script><b>\u2028"
    assert cell["terms"] == [["mug", ["caneca", "canecas"], False, []]]
    assert cell["limit"] == [80, "characters"]
    assert Path("review.html").read_text(encoding="utf-8").count("</script>") == 3


def test_what_people_made_of_similar_texts_is_offered(run: Run) -> None:
    Path("memory.csv").write_text("en,pt-BR\nRed mug with lid,Caneca com tampa\n=Red mugs,=Canecas\n", encoding="utf-8")
    assert run("memory", "import", "memory.csv", "--to", "pt-BR").code == 0
    table("shop.csv", [["SKU", "Title"], ["1", "Red mug with lids"], ["2", "Red mug with a lid"], ["3", "Blue"]])
    table(
        "theirs.csv", [["SKU", "Title"], ["1", "Red mug with lids"], ["2", "Caneca vermelha com tampa"], ["3", "Azul"]]
    )
    page = exported(run, "shop.csv", "theirs.csv")
    lost, fine, other = cells_of(page)
    # The first alone needs another translation: it is left as it was.
    assert lost["offers"] == [[85, False, "Red mug with lid", "Caneca com tampa", None, 0, 17, "Caneca com tampa"]]
    assert ("offers" in fine, "offers" in other) == (False, False)
    assert "offers" not in cells_of(exported(run, "shop.csv", "theirs.csv", "--no-memory"))[0]
    # Taken, it is a person's text as any other.
    write_edits(Path("edits.jsonl"), page, [edit_of(lost, lost["offers"][0][-1])])
    assert run("review", "apply", "edits.jsonl").code == 0
    assert rows_of("theirs.csv")[1] == ["1", "Caneca com tampa"]


def test_cells_are_rated_where_that_is_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = "Toalha de algodão", "Um relógio de pulso de luxo"
    table("shop.csv", [["SKU", "Title"], ["1", "Cotton towel"], ["2", "Cotton towel"], ["3", "Red mug"]])
    table("theirs.csv", [["SKU", "Title"], ["1", good], ["2", bad], ["3", ""]])
    call = ("shop.csv", "theirs.csv", "--review-below", "0.5")
    page = exported(run, *call)
    rated = [cell.get("confidence") for cell in cells_of(page)]
    assert rated[0] > 0.5 > rated[1]
    assert rated[2] is None
    assert page["about"]["below"] == 0.5
    ended = run("review", "export", *call, "--to", "pt-BR", "--json")
    assert json.loads(ended.out)["worth_a_look"] == 2
    brief = exported(run, *call, "--findings-only")
    assert [cell.get("target") for cell in cells_of(brief)] == [bad, None]
    assert "or of a confidence below 50%" in brief["about"]["note"]
    # Without it no model is read: there need not be one.
    monkeypatch.setattr("catalog_cli.commands.runs.load_engine", None)
    assert page_of(Path("review.html"))["about"]["below"] == 0.5
    assert exported(run, "shop.csv", "theirs.csv")["about"]["below"] is None


def test_ratings_need_a_model_and_a_share(run: Run) -> None:
    table("shop.csv", [["SKU", "Title"], ["1", "Red mug"]])
    table("theirs.csv", [["SKU", "Title"], ["1", "Muki"]])
    call = ("review", "export", "shop.csv", "theirs.csv", "--review-below")
    ended = run(*call, "0.5", "--to", "fi")
    assert (ended.code, Path("review.html").exists()) == (4, False)
    assert "No model translates en -> fi" in ended.err
    assert run(*call, "50", "--to", "pt-BR").code == 2
