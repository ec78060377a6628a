"""Shopify's product CSV, both headers, and a plain table: golden files."""

from __future__ import annotations

import pytest

from catalog_cli.job import Layout
from tests.feeds.golden import CATALOGS, cells, opened, roles, unchanged, written

FILES = [
    # (file, feed, delimiter, products, records)
    ("shopify_products.csv", "shopify", ",", 10, 16),
    ("shopify_legacy.csv", "shopify", ",", 10, 16),
    # A row without a title is a variant of the one above.
    ("plain_table.csv", "plain", ";", 9, 10),
]
TRANSLATED = {
    "shopify_products.csv": "Title|Description|Tags|Option1 name|Option1 value|Option2 name|Option2 value"
    "|Image alt text|SEO title|SEO description",
    "shopify_legacy.csv": "Title|Body (HTML)|Tags|Option1 Name|Option1 Value|Option2 Name|Option2 Value|Image Alt Text"
    "|SEO Title|SEO Description",
    "plain_table.csv": "name|description|bullet point 1|bullet point 2|tags|color|size",
}


@pytest.mark.parametrize(("name", "feed", "delimiter", "products", "records"), FILES)
def test_the_golden_file(name: str, feed: str, delimiter: str, products: int, records: int) -> None:
    catalog = opened(name)
    found = list(catalog.products())
    assert (catalog.schema.feed, len(found), sum(len(one.records) for one in found)) == (feed, products, records)
    assert unchanged(name)
    golden = CATALOGS / name.replace(".csv", ".expected.csv")
    assert written(name) == golden.read_bytes()
    # The golden file was read by a person once; this holds of any that replaces it.
    before, after = cells((CATALOGS / name).read_bytes(), delimiter), cells(golden.read_bytes(), delimiter)
    texts = TRANSLATED[name].split("|")
    for old, new in zip(before[1:], after[1:], strict=True):
        for header, one, other in zip(before[0], old, new, strict=True):
            assert one == other or header in texts
            assert one.casefold() == other.casefold()


@pytest.mark.parametrize("name", sorted(TRANSLATED))
def test_which_columns_are_translated(name: str) -> None:
    kinds = {"title", "text", "html", "list", "option"}
    assert {header for header, role in roles(name).items() if role in kinds} == set(TRANSLATED[name].split("|"))


def test_variants_and_images_of_one_product() -> None:
    jumper = next(opened("shopify_legacy.csv").products())
    assert [variant.key for variant in jumper.variants] == ["FJ-J-M-S", "FJ-J-M-L", "FJ-J-O-S"]
    alts = [own.value for own in jumper.fields if own.column.name == "Image Alt Text"]
    assert alts == ["A moss green jumper on a chair", "The cuff, close up"]


def test_what_means_nothing_stays() -> None:
    after = cells(written("shopify_legacy.csv"))
    names = [(row[8], row[9]) for row in after[1:] if row[9] == "Default Title"]
    assert names == [("Title", "Default Title")] * 4


def test_columns_beside_the_texts() -> None:
    header, first, *_ = cells(written("shopify_products.csv", Layout.COLUMNS))
    assert "Title:pt-BR" in header
    assert first[header.index("Title")] == "Wool Jumper"
    assert first[header.index("Title:pt-BR")] == "WOOL JUMPER"
