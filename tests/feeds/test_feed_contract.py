"""What every feed of the registry keeps: order, count, untouched cells, sentinels, unique keys."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.feeds import FEEDS, detect, edits, feed_table, products, refine, schema
from catalog_cli.product import Field, Product, Record, Role, Schema, Variant

DATA = Path(__file__).parent.parent / "data"


class Contract(NamedTuple):
    """A feed's row of the contract: a header and rows, which of its columns are translated, and its products' keys."""

    columns: list[str]
    rows: list[list[str]]
    translated: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    keys: tuple[str, ...] = ("mug", "cap", "bag")


# One row a feed. Those of `SHAPED` have the same eight columns: key, title, description, tags, option name, option
# value, SKU and price, with options of the name "Title" that mean nothing.
SHAPED = ("shopify", "woocommerce", "plain")
CONTRACT = {
    "shopify": Contract(
        ["Handle", "Title", "Body (HTML)", "Tags", "Option1 Name", "Option1 Value", "Variant SKU", "Variant Price"],
        [
            ["mug", "Mug", "<p>For tea</p>", "tea, cups", "Size", "Small", "M-1", "9.00"],
            ["mug", "", "", "", "", "Large", "M-2", "12.00"],
            ["cap", "Cap", "<p>For sun</p>", "", "Title", "Default Title", "", "20.00"],
            ["bag", "Bag  ", "", "", "Color", "Red", "", "30.00"],
        ],
    ),
    "woocommerce": Contract(
        ["ID", "Name", "Description", "Tags", "Attribute 1 name", "Attribute 1 value(s)", "SKU", "Regular price"],
        [
            ["mug", "Mug", "<p>For tea</p>", "tea, cups", "Size", "Small", "M-1", "9.00"],
            ["mug", "", "", "", "", "Large", "M-2", "12,00"],
            ["cap", "Cap", "<p>For sun</p>", "", "Title", "Default Title", "", "20.00"],
            ["bag", "Bag  ", "", "", "Color", "Red", "", "30.00"],
        ],
    ),
    # Rows of other store views than the default give no fields once the reader settles them (`locale_rows`).
    "magento": Contract(
        ["sku", "name", "description", "meta_keywords", "base_image_label", "store_view_code", "product_type", "price"],
        [
            ["mug", "Mug", "<p>For tea</p>", "tea, cups", "A mug", "", "simple", "9.00"],
            ["mug", "", "", "", "", "pt_br", "", ""],
            ["cap", "Cap", "<p>For sun</p>", "", "A cap", "", "simple", "20.00"],
            ["bag", "Bag  ", "", "", "", "", "configurable", "30.00"],
        ],
        frozenset({1, 2, 3, 4}),
    ),
    "akeneo": Contract(
        ["sku", "name-en_US", "name-pt_BR", "description-en_US-ecommerce", "family", "enabled", "color", "price-EUR"],
        [
            ["mug", "Mug", "", "<p>For tea</p>", "mugs", "1", "red", "9.00"],
            ["cap", "Cap", "Boné", "<p>For sun</p>", "caps", "1", "blue", "20.00"],
            ["bag", "Bag  ", "", "", "bags", "0", "green", ""],
        ],
        frozenset({1, 3}),
    ),
    "shopify_translations": Contract(
        ["Type", "Identification", "Field", "Locale", "Market", "Status", "Default content", "Translated content"],
        [
            ["PRODUCT", "mug", "title", "pt-BR", "", "", "Mug", ""],
            ["PRODUCT", "mug", "body_html", "pt-BR", "", "outdated", "<p>For tea</p>", "<p>Velho</p>"],
            ["PRODUCT", "cap", "title", "pt-BR", "", "", "Cap  ", ""],
            ["PRODUCT_OPTION_VALUE", "bag", "name", "pt-BR", "", "", "Red", ""],
        ],
        frozenset({6}),
    ),
    "google_merchant": Contract(
        ["item_group_id", "title", "description", "product_type", "color", "id", "link", "image_link", "availability"],
        [
            ["mug", "Mug", "For tea", "Kitchen > Mugs", "Red/Blue", "M-1", "https://m", "https://i", "in_stock"],
            ["mug", "Mug", "", "", "Green", "M-2", "https://m", "https://i", "in_stock"],
            ["", "Cap", "For sun", "", "", "cap", "https://c", "", "preorder"],
            ["", "Bag  ", "", "", "", "bag", "https://b", "", ""],
        ],
        frozenset({1, 2, 3, 4}),
    ),
    "meta_overrides": Contract(
        ["id", "override", "title", "description", "color", "delete"],
        [
            ["mug", "pt_XX", "Mug", "For tea", "Red", ""],
            ["mug", "pt_BR", "Mug", "", "", "false"],
            ["cap", "pt_XX", "Cap", "", "", ""],
            ["bag", "pt_XX", "Bag  ", "", "", ""],
        ],
        frozenset({2, 3, 4}),
    ),
    "amazon": Contract(
        [
            *("contribution_sku#1.value", "product_type#1.value", "::record_action"),
            "item_name[marketplace_id=ATVPDKIKX0DER][language_tag=en_US]#1.value",
            "child_parent_sku_relationship[marketplace_id=ATVPDKIKX0DER]#1.parent_sku",
            "color[marketplace_id=ATVPDKIKX0DER][language_tag=en_US]#1.value",
            "color[marketplace_id=ATVPDKIKX0DER]#1.standardized_values#1",
        ],
        [
            ["mug", "MUG", "Edit", "Mug", "", "", ""],
            ["M-1", "MUG", "Edit", "Mug, red", "mug", "Red", "Red"],
            ["cap", "HAT", "Edit", "Cap", "", "Navy", "Blue"],
            ["bag", "BAG", "Edit", "Bag  ", "", "", ""],
        ],
        frozenset({3, 5}),
    ),
    "ebay": Contract(
        ["Item number", "*Title", "*Description", "*StartPrice", "CustomLabel", "Relationship", "RelationshipDetails"],
        [
            ["mug", "Mug", "<p>For tea</p>", "", "M", "", "Colour=Red;Blue"],
            ["mug", "", "", "9.00", "M-1", "Variation", "Colour=Red"],
            ["cap", "Cap", "<p>For sun</p>", "9.00", "C", "", ""],
            ["bag", "Bag  ", "", "9.00", "B", "", ""],
        ],
        frozenset({1, 2, 6}),
    ),
    "etsy": Contract(
        ["SKU", "TITLE", "DESCRIPTION", "TAGS", "VARIATION 1 NAME", "VARIATION 1 VALUES", "CURRENCY_CODE", "IMAGE10"],
        [
            ["mug", "Mug", "For tea", "tea,cups", "Size", "Small,Large", "USD", ""],
            ["cap", "Cap", "For sun", "", "", "", "USD", ""],
            ["bag", "Bag  ", "", "", "", "", "USD", ""],
        ],
    ),
    "catalog_jsonl": Contract(
        ["id", "fields.title", "fields.description_html", "fields.bullets[]", "attributes.color", "locale", "meta.x"],
        [
            ["mug", "Mug", "<p>For tea</p>", "Holds 350 ml", "Red", "en-US", "9.00"],
            ["cap", "Cap", "<p>For sun</p>", "", "Red", "en-US", "20.00"],
            ["bag", "Bag  ", "", "", "", "en-US", ""],
        ],
        frozenset({1, 2, 3, 4}),
    ),
    "plain": Contract(
        ["slug", "name", "description", "tags", "option1 name", "option1 value", "sku", "price"],
        [
            ["mug", "Mug", "For tea", "tea, cups", "Size", "Small", "M-1", "9.00"],
            ["mug", "", "", "", "", "Large", "M-2", "12.00"],
            ["cap", "Cap", "For sun", "", "Title", "Default Title", "", "20.00"],
            ["bag", "Bag  ", "", "", "Color", "Red", "", "30.00"],
        ],
    ),
}

feeds = pytest.mark.parametrize("feed", sorted(FEEDS))
shaped = pytest.mark.parametrize("feed", sorted(SHAPED))


def records(rows: Sequence[Sequence[str]], first: int = 1) -> list[Record]:
    return [Record(number, number + 1, tuple(row)) for number, row in enumerate(rows, start=first)]


def read(feed: str, columns: Sequence[str]) -> Schema:
    return schema(columns, feed=feed, source_locale="en", target_locale="pt-BR", roles={}, keep=(), has_header=True)


def grouped(feed: str, rows: Sequence[Sequence[str]]) -> list[Product]:
    return list(products(records(rows), read(feed, CONTRACT[feed].columns), catalog="test"))


def localized(product: Product, target: str = "ALVO") -> Product:
    def filled(field: Field) -> Field:
        return field._replace(target=target) if field.column.is_translated else field

    variants = (Variant(variant.key, tuple(map(filled, variant.fields))) for variant in product.variants)
    return product._replace(fields=tuple(map(filled, product.fields)), variants=tuple(variants))


def test_every_feed_has_a_row() -> None:
    assert set(CONTRACT) == set(FEEDS)


@feeds
def test_the_table_is_complete(feed: str) -> None:
    table = feed_table(feed)
    assert table.name == feed
    assert table.version
    assert table.source_of_truth
    # What joins rows is a value that they share, or the name of their parent; else each names itself.
    assert table.grouping or table.parents or table.keys
    assert table.skus
    assert all(rule.reason and rule.headers for rule in table.rules)
    # A list without separators would be one value.
    assert all(rule.separators for rule in table.rules if rule.role is Role.LIST)


@feeds
def test_the_header_is_detected(feed: str) -> None:
    assert detect(CONTRACT[feed].columns)[0].feed == feed


@feeds
def test_every_record_once_and_in_order(feed: str) -> None:
    rows = CONTRACT[feed].rows
    found = grouped(feed, rows)
    assert [record for product in found for record in product.records] == records(rows)
    assert tuple(product.key for product in found) == CONTRACT[feed].keys
    assert [record for product in found for record, _ in edits(product)] == records(rows)


@feeds
def test_every_field_is_the_cell_it_says(feed: str) -> None:
    for product in grouped(feed, CONTRACT[feed].rows):
        for _, field in product.all_fields():
            assert product.records[field.record].values[field.position] == field.value
            assert field.column.role is not None
            assert field.value.strip()


@feeds
@pytest.mark.parametrize("layout", ["replace", "columns"])
def test_no_target_changes_nothing(feed: str, layout: str) -> None:
    assert not any(edit for product in grouped(feed, CONTRACT[feed].rows) for _, edit in edits(product, layout))


@feeds
def test_only_translated_columns_change(feed: str) -> None:
    columns, rows = CONTRACT[feed].columns, CONTRACT[feed].rows
    translated = {column.index for column in read(feed, columns).translated}
    assert CONTRACT[feed].translated == translated
    written = {i if (column := read(feed, columns).columns[i]).target is None else column.target for i in translated}
    for product in grouped(feed, rows):
        targets = [product.records[own.beside] for _, own in product.all_fields() if own.beside is not None]
        for record, edit in edits(localized(product)):
            assert set(edit.replaced) <= written
            # Empty stays empty, but in the rows that hold the target.
            if record not in targets:
                assert all(record.values[i].strip() for i in edit.replaced if i in translated)


@shaped
def test_sentinels_stay(feed: str) -> None:
    cap = grouped(feed, CONTRACT[feed].rows)[1]
    ((_, edit),) = edits(localized(cap))
    assert set(edit.replaced) == {1, 2}


@shaped
def test_an_option_named_title_is_translated_where_it_has_values(feed: str) -> None:
    (poster,) = grouped(feed, [["poster", "Poster", "", "", "Title", "The Great Wave", "", ""]])
    assert "Title" in {field.value for _, field in poster.all_fields()}


@shaped
def test_variants_are_named_by_sku_and_a_lone_one_by_its_place(feed: str) -> None:
    """The option value of a lone variant may change, and an edit of its translation must still be known as its own."""
    found = grouped(feed, CONTRACT[feed].rows)
    assert [[variant.key for variant in product.variants] for product in found] == [["M-1", "M-2"], ["1"], ["1"]]


@shaped
def test_padding_is_kept(feed: str) -> None:
    ((_, edit),) = edits(localized(grouped(feed, CONTRACT[feed].rows)[2]))
    assert edit.replaced[1] == "ALVO  "


@shaped
def test_a_row_inserted_anywhere_moves_no_other_key(feed: str) -> None:
    rows = CONTRACT[feed].rows
    before = [product.key for product in grouped(feed, rows)]
    starts = (0, 2, 3, 4)
    for start in starts:
        new = ["hat", "Hat", "New", "", "", "", "H-1", "5.00"]
        after = [product.key for product in grouped(feed, [*rows[:start], new, *rows[start:]])]
        assert [key for key in after if key != "hat"] == before


@shaped
def test_a_nameless_row_inserted_moves_no_other_key(feed: str) -> None:
    rows = [["", f"Product {number}", "", "", "", "", "", str(number)] for number in range(5)]
    before = [product.key for product in grouped(feed, rows)]
    new = ["", "Another", "", "", "", "", "", "9"]
    after = [product.key for product in grouped(feed, [rows[0], new, *rows[1:]])]
    assert [key for key in after if key in before] == before
    # A price is no part of the name, the text is.
    changed = [product.key for product in grouped(feed, [[*row[:-1], "99"] for row in rows])]
    assert changed == before
    assert all(len(key) == 16 for key in before)


@feeds
def test_a_bad_record_passes_through_alone(feed: str) -> None:
    columns, rows = CONTRACT[feed].columns, CONTRACT[feed].rows
    bad = Record(2, 3, ("mug", "too", "short"), problem="has 3 cells, the header 8")
    stream = [*records(rows[:1]), bad, *records(rows[1:], first=3)]
    found = list(products(stream, read(feed, columns), catalog="test"))
    assert [record.number for product in found for record in product.records] == list(range(1, len(rows) + 2))
    assert found[1].records == (bad,)
    assert not list(found[1].all_fields())
    assert len({product.key for product in found}) == len(found)


CELLS = st.sampled_from(["", " ", "a", "b", "a#2", "Default Title", "Title", "é", "مق", "色", "👕", "0", "NA", "x\ny"])


@feeds
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_rows(feed: str, data: st.DataObject) -> None:
    columns = CONTRACT[feed].columns
    row = st.lists(CELLS, min_size=len(columns) - 2, max_size=len(columns) + 1)
    rows = data.draw(st.lists(row, max_size=12))
    found = grouped(feed, rows)
    assert [record for product in found for record in product.records] == records(rows)
    assert max(Counter(product.key for product in found).values(), default=1) == 1
    for product in found:
        assert len({variant.key for variant in product.variants}) == len(product.variants)
        assert not any(edit for _, edit in edits(product))
        positions = [(field.record, field.position) for _, field in product.all_fields()]
        assert len(set(positions)) == len(positions)
        for _, field in product.all_fields():
            assert field.value.strip() not in field.column.reserved


FILES = [
    ("shopify.csv", "shopify", 13, 35),
    ("plain.csv", "plain", 8, 8),
    ("plain.tsv", "plain", 8, 8),
]


def _rows(name: str) -> list[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t" if name.endswith("tsv") else ","))


@pytest.mark.parametrize(("name", "feed", "product_count", "row_count"), FILES)
def test_the_sample_catalogs(name: str, feed: str, product_count: int, row_count: int) -> None:
    header, *rows = _rows(name)
    found = read(detect(header)[0].feed, header)
    assert found.feed == feed
    found = refine(found, {index: [row[index] for row in rows] for index in range(len(header))})
    read_products = list(products(records(rows), found, catalog=name))
    assert (len(read_products), len(rows)) == (product_count, row_count)
    assert all(column.role is not None for column in found.columns), "every column of our own samples is known"
    assert len(found.translated) >= 6
    assert b"\r" not in (DATA / name).read_bytes()


def test_the_sample_json() -> None:
    text = (DATA / "plain.json").read_text(encoding="utf-8")
    lines = (DATA / "plain.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(json.loads(text)) == len([json.loads(line) for line in lines]) == 8
