"""`catalog render`: the listings of a marketplace, and what becomes of what is wrong."""

from __future__ import annotations

import csv
import json
from functools import lru_cache
from pathlib import Path

import pytest

from catalog_cli.attributes.rule_tagger import RuleTagger
from tests.commands.conftest import Run

SHOP = """handle,title,body_html,vendor,tags,option1 name,option1 value,variant sku,variant price
shirt,Linen Shirt,<p>Breathes & <b>dries</b> fast.</p>,Acme,"summer, men",Color,Navy Blue,S-1,49.90
shirt,,,,,,White,S-2,49.90
mug,Mug,Holds 300 ml.,Acme,,,,M-1,8
"""


TAGGERS = lru_cache(maxsize=2)(RuleTagger)


@pytest.fixture(autouse=True)
def one_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    """The word lists of a tagger take most of a second: they are built once for all runs here."""
    monkeypatch.setattr("catalog_cli.attributes.product_tagger.RuleTagger", TAGGERS)


@pytest.fixture
def shop(folder: Path) -> Path:
    path = folder / "shop.csv"
    path.write_text(SHOP, encoding="utf-8")
    return path


def rows_of(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("locale", ["en", "pt-BR"])
@pytest.mark.parametrize("marketplace", ["amazon", "ebay", "etsy", "google_merchant", "shopify", "woocommerce"])
def test_what_is_written_passes_the_import_rules_of_its_feed(
    run: Run, shop: Path, marketplace: str, locale: str
) -> None:
    ended = run(
        "render", "shop.csv", "--marketplace", marketplace, "--to", locale, "--currency", "BRL", "-o", "out.csv"
    )
    assert ended.code == 0, ended.err
    checked = run("feeds", "check", "out.csv", "--fail-on", "minor", "--json")
    assert json.loads(checked.out)["findings"] == []
    assert json.loads(checked.out)["files"][0]["feed"] == marketplace


@pytest.mark.parametrize("ending", ["tsv", "jsonl", "json", "csv.gz"])
def test_other_kinds_of_files(run: Run, shop: Path, ending: str) -> None:
    ended = run("render", "shop.csv", "--marketplace", "amazon", "--to", "en", "-o", f"out.{ending}")
    assert ended.code == 0, ended.err
    assert run("feeds", "check", f"out.{ending}").code == 0


def test_variants_are_sold_singly_on_amazon(run: Run, shop: Path) -> None:
    run("render", "shop.csv", "--marketplace", "amazon", "--to", "en", "-o", "out.csv")
    rows = rows_of("out.csv")
    assert [(row["item_sku"], row["parent_child"], row["parent_sku"], row["item_name"]) for row in rows] == [
        ("shirt", "parent", "", "Acme Linen Shirt"),
        ("S-1", "child", "shirt", "Acme Linen Shirt, Navy Blue"),
        ("S-2", "child", "shirt", "Acme Linen Shirt, White"),
        ("M-1", "", "", "Acme Mug, 300 ml"),
    ]


def test_html_is_escaped_once_and_only_where_it_is_text(run: Run, folder: Path) -> None:
    Path("a.csv").write_text("sku,title,description\n1,Mug,Fish & <chips>\n", encoding="utf-8")
    run("render", "a.csv", "--marketplace", "shopify", "--to", "en", "-o", "out.csv")
    [row] = rows_of("out.csv")
    assert row["Body (HTML)"] == "<p>Fish &amp; &lt;chips&gt;</p>"
    run("render", "a.csv", "--marketplace", "etsy", "--to", "en", "-o", "etsy.csv")
    assert rows_of("etsy.csv")[0]["DESCRIPTION"] == "Fish & <chips>"


def test_a_template_in_a_cell_stays_text(run: Run, folder: Path) -> None:
    Path("a.csv").write_text("sku,title,description\n1,{{ 7 * 7 }} Mug,{% for a in b %}{{ c }}\n", encoding="utf-8")
    run("render", "a.csv", "--marketplace", "etsy", "--to", "en", "-o", "out.csv")
    [row] = rows_of("out.csv")
    assert (row["TITLE"], row["DESCRIPTION"]) == ("{{ 7 * 7 }} Mug", "{% for a in b %}{{ c }}")


def test_what_is_on_standard_output_is_the_file_alone(run: Run, shop: Path) -> None:
    ended = run("render", "shop.csv", "--marketplace", "etsy", "--to", "en", "--quiet")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("TITLE,DESCRIPTION,PRICE")


def test_a_template_that_cannot_be_read_ends_the_run_with_its_line(run: Run, shop: Path) -> None:
    own = Path("own") / "etsy"
    own.mkdir(parents=True)
    (own / "title.en.j2").write_text("{{ product.name }}\n{% if %}")
    ended = run("render", "shop.csv", "--marketplace", "etsy", "--to", "en", "--templates", "own", "-o", "out.csv")
    assert ended.code == 2
    assert "The template of title cannot be used: etsy/title.en.j2, line 2: Expected an expression" in ended.err
    assert not Path("out.csv").exists()


def test_a_product_that_cannot_be_rendered_is_a_finding_and_the_run_goes_on(run: Run, shop: Path) -> None:
    own = Path("own") / "etsy"
    own.mkdir(parents=True)
    (own / "title.en.j2").write_text("{{ product.name }}\n{{ product.category[0].x if product.gtin == '' }}")
    ended = run(
        *("render", "shop.csv", "--marketplace", "etsy", "--to", "en", "--templates", "own", "-o", "out.csv", "--json")
    )
    assert ended.code == 1
    found = [one for one in json.loads(ended.out)["findings"] if one["check"] == "template"]
    assert [(one["severity"], one["row"], one["field"]) for one in found] == [
        ("critical", 2, "title"),
        ("critical", 4, "title"),
    ]
    assert "product shirt" in found[0]["message"]
    assert "etsy/title.en.j2, line 2" in found[0]["message"]
    assert len(rows_of("out.csv")) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--to", "en"], 2, "--marketplace"),
        (["--marketplace", "amazn", "--to", "en"], 2, 'There is no marketplace "amazn"'),
        (["--marketplace", "amazon"], 2, "--to"),
        (["--marketplace", "amazon", "--to", "de"], 2, "There are no templates of Amazon in de, only in: en, pt-BR"),
        (["--marketplace", "amazon", "--to", "en", "--templates", "nowhere"], 2, "nowhere is no folder"),
        (["--marketplace", "amazon", "--to", "en", "--link", "https://e.test/"], 2, "{handle}"),
        (["--marketplace", "amazon", "--to", "en", "--currency", "XXY"], 2, "no currency"),
        (["--marketplace", "amazon", "--to", "en", "-o", "out.doc"], 2, "--output-format"),
        (["--marketplace", "amazon", "--to", "en", "-o", "shop.csv"], 3, "is the input"),
        (["--marketplace", "amazon", "--to", "en", "--json"], 2, "-o"),
    ],
)
def test_what_cannot_be_asked_for(run: Run, shop: Path, arguments: list[str], code: int, message: str) -> None:
    ended = run("render", "shop.csv", *arguments)
    assert ended.code == code
    assert message in ended.err


def test_findings_fail_the_run_at_the_severity_that_was_asked_for(run: Run, folder: Path) -> None:
    Path("a.csv").write_text(f"sku,title,description\n1,{'Supercalifragilistic' * 8},Good\n", encoding="utf-8")
    call = ("render", "a.csv", "--marketplace", "ebay", "--to", "en", "-o", "out.csv", "--force")
    assert run(*call).code == 1
    assert run(*call, "--fail-on", "never").code == 0


def test_a_catalog_in_another_language_is_told(run: Run, shop: Path) -> None:
    ended = run("render", "shop.csv", "--marketplace", "etsy", "--from", "en", "--to", "pt-BR", "-o", "out.csv")
    assert "Localize it first: catalog localize shop.csv --from en --to pt-BR" in ended.err
    assert rows_of("out.csv")[0]["MATERIALS"] == "linho"
    ended = run("render", "shop.csv", "--marketplace", "etsy", "--to", "en", "-o", "out.csv", "--force")
    assert "Localize it first" not in ended.err


def test_a_catalog_whose_columns_name_their_locales_has_titles_in_any(run: Run, folder: Path) -> None:
    Path("a.csv").write_text("sku,name:en,name:zh_Hans\n1,Linen shirt,亚麻衬衫\n", encoding="utf-8")
    ended = run("render", "a.csv", "--marketplace", "etsy", "--to", "pt-BR", "-o", "out.csv")
    assert ended.code == 0, ended.err
    assert rows_of("out.csv")[0]["TITLE"] == "Linen shirt"
    assert "The catalog is in en" in ended.err


def test_a_merchant_s_own_marketplace(run: Run, shop: Path) -> None:
    Path("mine.toml").write_text(
        'name = "mine"\nversion = "2026-11-22"\n[fields.headline]\nkind = "title"\nlimit = 12\n', encoding="utf-8"
    )
    own = Path("own") / "mine"
    own.mkdir(parents=True)
    (own / "title.en.j2").write_text("{{ product.name }} - great for the sea")
    ended = run("render", "shop.csv", "--marketplace", "mine.toml", "--templates", "own", "--to", "en", "-o", "out.csv")
    assert ended.code == 0, ended.err
    assert rows_of("out.csv")[0]["headline"] == "Linen Shirt"


def test_a_formula_in_a_cell_is_none_in_ours(run: Run, folder: Path) -> None:
    Path("a.csv").write_text('sku,title,description\n1,"=1+1 Mug","@SUM(A1)"\n', encoding="utf-8")
    run("render", "a.csv", "--marketplace", "etsy", "--to", "en", "-o", "out.csv")
    [row] = rows_of("out.csv")
    assert (row["TITLE"][:2], row["DESCRIPTION"][:2]) == ("'=", "'@")


def test_addresses_are_made_of_handles(run: Run, folder: Path) -> None:
    Path("a.csv").write_text("sku,title,description\n1,Xícara Ação,Boa\n2,Xícara Ação,Boa\n", encoding="utf-8")
    link = "https://e.test/p/{handle}"
    run("render", "a.csv", "--marketplace", "google_merchant", "--to", "pt-BR", "--link", link, "-o", "out.csv")
    assert [row["link"] for row in rows_of("out.csv")] == [
        "https://e.test/p/xicara-acao",
        "https://e.test/p/xicara-acao-2",
    ]
