"""Where the texts go, through the command line: rows, translations alone, addresses; and what is said of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.commands.conftest import Run

ECHO = ("--to", "pt-BR", "--model", "echo", "--no-memory")
CATALOGS = Path(__file__).parent.parent / "feeds" / "catalogs"
MAGENTO = """\
sku,store_view_code,attribute_set_code,product_type,name,description,price,url_key,additional_attributes
B1,,Bag,simple,Red bag,<p>Warm</p>,9.00,red-bag,color=Red
B1,de,Bag,simple,Rote Tasche,,,,
B2,,Bag,simple,Blue bag,,9.00,blue-bag,
"""


@pytest.fixture
def magento(folder: Path) -> Path:
    path = folder / "magento.csv"
    path.write_text(MAGENTO)
    return path


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text())))


def test_magento_gets_rows_for_the_store_view(run: Run, folder: Path, magento: Path) -> None:
    ended = run("localize", "magento.csv", *ECHO, "-o", "out.csv")
    assert ended.code == 0
    assert "layout rows" in ended.err
    assert "The default texts stay" in ended.err
    found = rows(folder / "out.csv")
    assert [(row["sku"], row["store_view_code"], row["name"]) for row in found] == [
        ("B1", "", "Red bag"),
        ("B1", "pt_br", "Réd bág"),
        ("B1", "de", "Rote Tasche"),
        ("B2", "", "Blue bag"),
        ("B2", "pt_br", "Blúé bág"),
    ]
    new = found[1]
    assert {name for name, value in new.items() if value} == {"sku", "store_view_code", "name", "description"}


def test_the_store_view_can_be_named(run: Run, folder: Path, magento: Path) -> None:
    assert run("localize", "magento.csv", *ECHO, "-o", "out.csv", "--store-view", "brasil").code == 0
    assert {row["store_view_code"] for row in rows(folder / "out.csv")} == {"", "brasil", "de"}


def test_rows_that_are_there_are_filled_and_never_doubled(run: Run, folder: Path, magento: Path) -> None:
    magento.write_text(MAGENTO + "B2,pt_br,,,,,,,\nB1,pt_br,,,Bolsa,,,,\n")
    assert run("localize", "magento.csv", *ECHO, "-o", "out.csv").code == 0
    found = rows(folder / "out.csv")
    views = [(row["sku"], row["name"], row["description"]) for row in found if row["store_view_code"] == "pt_br"]
    assert views == [("B2", "Blúé bág", ""), ("B1", "Bolsa", "<p>Wárm</p>")]
    assert run("localize", "out.csv", *ECHO, "-o", "again.csv").code == 0
    assert (folder / "again.csv").read_bytes() == (folder / "out.csv").read_bytes()


def test_akeneo_gets_a_file_of_translations_alone(run: Run, folder: Path) -> None:
    (folder / "akeneo.csv").write_bytes((CATALOGS / "akeneo.csv").read_bytes())
    ended = run("localize", "akeneo.csv", *ECHO, "-o", "out.csv")
    assert ended.code == 0
    assert "layout translations" in ended.err
    header = (folder / "out.csv").read_text().splitlines()[0].split(";")
    assert header[0] == "sku"
    assert all("-pt_BR" in name for name in header[1:])


REFUSED = [
    (("--layout", "rows"), "shopify.csv", 'The feed "shopify" has no rows layout'),
    (("--layout", "translations"), "shopify.csv", "replace, columns"),
    (("--layout", "sideways"), "shopify.csv", "must be one of replace, columns, rows, translations"),
    (("--redirects", "r.csv"), "shopify.csv", "add --handles translate"),
    (("--redirects", "r.csv", "--handles", "translate", "--to", "de"), "shopify.csv", "one --to at a time"),
    (("--handles", "slugify"), "shopify.csv", "must be one of keep, translate"),
]


@pytest.mark.parametrize(("options", "name", "said"), REFUSED)
def test_what_a_feed_has_not_is_refused(run: Run, folder: Path, options: tuple[str, ...], name: str, said: str) -> None:
    ended = run("localize", name, *ECHO, *options, "-o", "out/{locale}.csv")
    assert ended.code == 2
    assert said in ended.err
    assert not (folder / "out").exists()


def test_addresses_are_translated_on_request(run: Run, folder: Path) -> None:
    kept = run("localize", "shopify.csv", *ECHO, "-o", "kept.csv")
    assert "address" not in kept.err
    ended = run("localize", "shopify.csv", *ECHO, "-o", "out.csv", "--handles", "translate", "--redirects", "r.csv")
    assert ended.code == 0
    before = [row["Handle"] for row in rows(folder / "shopify.csv")]
    after = [row["Handle"] for row in rows(folder / "out.csv")]
    redirects = {row["Redirect from"]: row["Redirect to"] for row in rows(folder / "r.csv")}
    assert f"{len(redirects)} address" in ended.err
    assert redirects == {
        f"/products/{old}": f"/products/{new}" for old, new in zip(before, after, strict=True) if old != new
    }
    # One product one address, and another product another.
    assert len(set(zip(before, after, strict=True))) == len(set(before)) == len(set(after))


def test_an_output_named_as_a_workbook_is_refused(run: Run, folder: Path) -> None:
    ended = run("localize", "plain.csv", *ECHO, "-o", "out.xlsx")
    assert (ended.code, (folder / "out.xlsx").exists()) == (2, False)
    assert "catalog convert" in ended.err
