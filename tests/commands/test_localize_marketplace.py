"""catalog localize --marketplace: cells within the marketplace's limits, in one pass, with memory and ledger."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

pytestmark = pytest.mark.usefixtures("model_in_memory")

# The embedded model: the stand-in's words are nobody's, so that no part of its titles is known to be optional.
OWN = ("--to", "pt-BR")
ECHO = (*OWN, "--model", "echo")
LONG = (
    "Handmade canvas shoulder bag with two inner pockets and a long strap for work and travel, 40 x 35 cm | Acme | New"
)
ROWS = [
    ("Handle", "Title", "Body (HTML)", "Vendor", "Tags", "SEO Title", "SEO Description", "Variant SKU"),
    ("a", LONG, "<p>Soft.</p>", "Acme", "bag, canvas", LONG, "A bag.", "1"),
    ("b", "Cotton T-shirt", "<p>Soft.</p>", "Acme", "shirt", "Shirt", "A shirt. " * 30, "2"),
]
TAGS = ", ".join(["bag", "canvas shoulder bag with two pockets and a strap", *(f"style {i:02}" for i in range(15))])


@pytest.fixture
def shop(folder: Path) -> Path:
    _write(folder / "a.csv", ROWS)
    return folder


def _write(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("marketplace", "column", "most"),
    [("ebay", "Title", 80), ("amazon", "Title", 75), ("mercado_livre", "Title", 60), ("shopify", "SEO Title", 70)],
)
def test_titles_are_fitted_and_stay_so(run: Run, shop: Path, marketplace: str, column: str, most: int) -> None:
    command = ("localize", "a.csv", *OWN, "-o", "out.csv", "--marketplace", marketplace)
    ended = run(*command, "--ledger", "ledger.jsonl")
    assert ended.code == 0
    first = (shop / "out.csv").read_bytes()
    rows = _read(shop / "out.csv")
    assert len(rows[0][column]) <= most
    assert "Acme" in rows[0][column]
    assert "40" in rows[0][column]
    assert rows[1]["Title"] == "Camiseta de algodão"
    assert "with a limit" in ended.err
    told = [json.loads(line) for line in (shop / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]
    shortened = [one for one in told if one["kind"] == "length" and one["column"] == column and one["row"] == 2]
    assert [(one["outcome"], one["how"]) for one in shortened] == [("shortened", "dropped")]
    assert len(shortened[0]["source"]) > most
    assert shortened[0]["target"] == rows[0][column]
    # Again: nothing to do, and from the memory alone the same.
    assert "up to date" in run(*command).err
    (shop / "out.csv").unlink()
    assert run(*command, "--frozen").code == 0
    assert (shop / "out.csv").read_bytes() == first


def test_without_a_marketplace_nothing_is_fitted(run: Run, shop: Path) -> None:
    ended = run("localize", "a.csv", *OWN, "-o", "out.csv")
    whole = _read(shop / "out.csv")[0]["Title"]
    assert len(whole) > 100
    assert "with a limit" not in ended.err
    # The limits are part of what an output is made by.
    ended = run("localize", "a.csv", *OWN, "-o", "out.csv", "--marketplace", "google_merchant")
    assert "up to date" not in ended.err
    assert _read(shop / "out.csv")[0]["Title"] == whole  # it has room for 150
    assert run("localize", "a.csv", *OWN, "-o", "out.csv", "--marketplace", "ebay").code == 0
    assert len(_read(shop / "out.csv")[0]["Title"]) <= 80


def test_the_setting_in_the_project_file(run: Run, shop: Path) -> None:
    (shop / "catalog.toml").write_text('marketplace = "ebay"\n', encoding="utf-8")
    assert run("localize", "a.csv", *OWN, "-o", "out.csv").code == 0
    assert len(_read(shop / "out.csv")[0]["Title"]) <= 80


def test_meta_descriptions_lose_whole_sentences(run: Run, shop: Path) -> None:
    assert run("localize", "a.csv", *OWN, "-o", "out.csv", "--marketplace", "shopify").code == 0
    text = _read(shop / "out.csv")[1]["SEO Description"].strip()
    assert 130 < len(text) <= 160
    assert {sentence.strip(".") for sentence in text.split(". ")} == {"Uma camisa"}


def test_tags_are_chosen_not_cut(run: Run, shop: Path) -> None:
    _write(shop / "e.csv", [("TITLE", "DESCRIPTION", "TAGS", "SKU"), ("Bag", "A bag.", TAGS, "1")])
    assert run("localize", "e.csv", *ECHO, "-o", "out.csv", "--marketplace", "etsy").code == 0
    tags = [tag.strip() for tag in _read(shop / "out.csv")[0]["TAGS"].split(",")]
    assert len(tags) == 13
    assert tags[1:] == [f"stylé {i:02}" for i in range(12)]
    assert max(map(len, tags)) <= 20


def test_descriptions_keep_their_markup(run: Run, shop: Path) -> None:
    body = "".join(f"<p>Sentence number {i} is <b>soft</b> and warm.</p>" for i in range(60))
    _write(shop / "h.csv", [("Handle", "Title", "Body (HTML)"), ("a", "Bag", body)])
    assert run("localize", "h.csv", *ECHO, "-o", "whole.csv").code == 0
    assert run("localize", "h.csv", *ECHO, "-o", "out.csv", "--marketplace", "amazon").code == 0
    whole = _read(shop / "whole.csv")[0]["Body (HTML)"]
    text = _read(shop / "out.csv")[0]["Body (HTML)"]
    assert 1_900 < len(text) <= 2_000
    assert text == whole[: len(text)]
    assert text.endswith("</b> áñd wárm.</p>")


def test_a_file_of_ones_own(run: Run, shop: Path) -> None:
    own = 'name = "own"\ntitle = "Own"\nversion = "2026-01-01"\n[fields.Title]\nkind = "title"\nlimit = 40\n'
    (shop / "own.toml").write_text(own, encoding="utf-8")
    ended = run("localize", "a.csv", *OWN, "-o", "out.csv", "--marketplace", "own.toml")
    assert ended.code == 0, ended.err
    assert len(_read(shop / "out.csv")[0]["Title"]) <= 40


@pytest.mark.parametrize(("name", "code"), [("nowhere", 2), ("missing.toml", 3)])
def test_an_unknown_marketplace(run: Run, shop: Path, name: str, code: int) -> None:
    ended = run("localize", "a.csv", *ECHO, "-o", "out.csv", "--marketplace", name)
    assert (ended.code, name in ended.err) == (code, True)
    assert not (shop / "out.csv").exists()


def test_the_file_is_not_overwritten(run: Run, shop: Path) -> None:
    (shop / "own.toml").write_text('title = "x"\n', encoding="utf-8")
    assert run("localize", "a.csv", *ECHO, "-o", "own.toml", "--marketplace", "own.toml").code != 0
    assert (shop / "own.toml").read_text(encoding="utf-8") == 'title = "x"\n'
