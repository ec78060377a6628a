"""catalog marketplaces as it is used: what it lists and shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog_cli.marketplaces import MARKETPLACES
from tests.commands.conftest import Run


def test_every_marketplace_is_listed(run: Run) -> None:
    ended = run("marketplaces", "list")
    lines = ended.out.splitlines()[1:]
    assert [line.split()[0].rstrip("*!") for line in lines] == list(MARKETPLACES)
    assert lines[0].startswith("amazon*")
    assert "75 characters" in lines[0]
    assert lines[-1].startswith("mercado_livre!")
    assert "not researched, only warns" in ended.err


def test_the_list_as_json(run: Run) -> None:
    found = {one["name"]: one for one in json.loads(run("marketplaces", "list", "--json").out)}
    assert list(found) == list(MARKETPLACES)
    assert found["etsy"]["fields"] == ["title", "description", "tags", "materials"]
    assert [name for name, one in found.items() if one["only_warns"]] == ["mercado_livre"]


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        (
            "amazon",
            ("item_name (title)", "75 characters", "2026-07-27, not proven", "200 characters before 2026-07-27"),
        ),
        ("etsy", ("20 characters each", "at most 13 texts", "once each: % : & +", "Not proven by the vendor's own")),
        ("google_merchant", ("at least 2 texts", "at most 100 texts", "Product highlight [product_highlight]")),
        ("mercado_livre", ("Not researched: nothing is refused", "60 characters", "advice, not proven")),
        ("woocommerce", ("HTML without scripts", "70 characters")),
    ],
)
def test_show(run: Run, name: str, pieces: tuple[str, ...]) -> None:
    ended = run("marketplaces", "show", name)
    assert (ended.code, ended.err) == (0, "")
    assert [piece for piece in pieces if piece not in ended.out] == []


@pytest.mark.parametrize("name", MARKETPLACES)
def test_show_as_json(run: Run, name: str) -> None:
    found = json.loads(run("marketplaces", "show", name, "--json").out)
    assert found["fields"][0]["kind"] == "title"
    assert all(source["date"] and source["document"] for field in found["fields"] for source in field["sources"])


def test_a_file_of_ones_own(run: Run) -> None:
    Path("mine.toml").write_text('title = "Minha loja"\n[fields.nome]\nkind = "title"\nlimit = 7\n', encoding="utf-8")
    assert "nome (title)\n  7 characters" in run("marketplaces", "show", "mine.toml").out
    Path("mine.toml").write_text('[fields.nome]\nkind = "name"\n', encoding="utf-8")
    ended = run("marketplaces", "show", "mine.toml")
    assert (ended.code, ended.out) == (3, "")
    assert "[fields.nome] kind cannot be" in ended.err


def test_an_unknown_name(run: Run) -> None:
    ended = run("marketplaces", "show", "amazn")
    assert (ended.code, ended.out) == (2, "")
    assert "Choose one of amazon, ebay" in ended.err
