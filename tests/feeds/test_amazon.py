"""Amazon's flat files: names with a language in them, and the older ones."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from catalog_cli import catalog as catalogs
from catalog_cli.feeds import detect, feed_table, schema, score_header
from catalog_cli.feeds.layouts import on_import, target_header
from catalog_cli.job import Layout
from catalog_cli.product import Role, Schema
from tests.feeds.golden import CATALOGS, JOB, cells, marked_products, opened, roles, unchanged, written
from tests.feeds.platform_files import assert_kept, by_header, grouped

FILES = ["amazon.txt", "amazon_legacy.txt"]
US, BR, CA = ("[marketplace_id=ATVPDKIKX0DER]", "[marketplace_id=A2Q3Y263D00KWC]", "[marketplace_id=A2EUQ1WTGCTBG2]")

# What stands in brackets is left out here.
CURRENT = {
    "identifier": "contribution_sku#1.value child_parent_sku_relationship#1.parent_sku brand#1.value"
    " amzn1.volt.ca.product_id_value model_name#1.value",
    "title": "item_name#1.value",
    "text": "product_description#1.value bullet_point#1.value bullet_point#2.value bullet_point#3.value"
    " bullet_point#4.value bullet_point#5.value care_instructions#1.value",
    "list": "generic_keyword#1.value",
    "option": "color#1.value material#1.value",
    "price": "purchasable_offer#1.our_price#1.schedule#1.value_with_tax",
    "measure": "item_weight#1.value",
    "url": "main_product_image_locator#1.media_location",
    "enum": "product_type#1.value ::record_action ::listing_status ::title parentage_level#1.value"
    " variation_theme#1.name amzn1.volt.ca.product_id_type item_type_keyword#1.value color#1.standardized_values#1"
    " fulfillment_availability#1.quantity item_weight#1.unit country_of_origin#1.value",
    None: "size#1.value",  # every cell is a measure
}
OLDER = {
    "identifier": "item_sku external_product_id brand_name manufacturer parent_sku",
    "title": "item_name",
    "text": "product_description bullet_point1 bullet_point2 bullet_point3 bullet_point4 bullet_point5",
    "list": "generic_keywords",
    "option": "color_name material_type",
    "price": "standard_price",
    "measure": "item_weight",
    "url": "main_image_url",
    "enum": "feed_product_type external_product_id_type update_delete quantity parent_child relationship_type"
    " variation_theme color_map item_weight_unit_of_measure country_of_origin",
    None: "size_name",
}


def without_brackets(header: str) -> str:
    while "[" in header:
        header = header[: header.index("[")] + header[header.index("]") + 1 :]
    return header


@pytest.mark.parametrize(("name", "expected"), [("amazon.txt", CURRENT), ("amazon_legacy.txt", OLDER)])
def test_the_role_of_every_column(name: str, expected: dict[str | None, str]) -> None:
    assert opened(name).schema.feed == "amazon"
    assert {without_brackets(header): role for header, role in roles(name).items()} == by_header(expected)


def test_children_are_with_their_parent() -> None:
    # The first child stands above its parent.
    assert grouped("amazon.txt") == {"BV-POT": (3, 3)}
    assert grouped("amazon_legacy.txt") == {"CO-TWL": (3, 2)}
    for name in FILES:
        assert len(list(opened(name).products())) == 10
    towel = next(product for product in opened("amazon_legacy.txt").products() if product.key == "CO-TWL")
    assert [variant.key for variant in towel.variants] == ["CO-TWL-SEA", "CO-TWL-SND"]


@pytest.mark.parametrize("name", FILES)
def test_the_golden_file(name: str) -> None:
    stem, _, suffix = name.partition(".")
    assert unchanged(name)
    assert written(name) == (CATALOGS / f"{stem}.expected.{suffix}").read_bytes()
    assert_kept(name, "\t")


def read(columns: list[str], source: str = "en", target: str = "pt-BR") -> Schema:
    return schema(
        columns, feed="amazon", source_locale=source, target_locale=target, roles={}, keep=(), has_header=True
    )


def name_in(place: str, tag: str, field: str = "item_name", number: int = 1) -> str:
    return f"{field}{place}[language_tag={tag}]#{number}.value"


LANGUAGES = [
    # columns, source, target, whether each is a text and where its target stands
    ([name_in(US, "en_US")], "en", "pt-BR", [(True, None)]),
    ([name_in(US, "en_US"), name_in(BR, "pt_BR")], "en", "pt-BR", [(True, 1), (False, None)]),
    ([name_in(BR, "pt_BR"), name_in(US, "en_US")], "en", "pt-BR", [(False, None), (True, 0)]),
    ([name_in(US, "en_US"), name_in(US, "es_US")], "en", "pt-BR", [(True, None), (False, None)]),
    ([name_in(US, "en_US"), name_in(US, "es_US")], "en", "es-US", [(True, 1), (False, None)]),
    ([name_in(CA, "en_CA"), name_in(CA, "fr_CA")], "fr", "de", [(False, None), (True, None)]),
    ([name_in(US, "en_US")], "de", "pt-BR", [(False, None)]),  # not in the source's language
    # The same field in two places is translated once, from the one that is the source's own.
    ([name_in(US, "en_US"), name_in(CA, "en_CA")], "en-US", "pt-BR", [(True, None), (False, None)]),
    # Numbers are fields of their own.
    (
        [name_in(US, "en_US", "bullet_point", 1), name_in(US, "en_US", "bullet_point", 2)],
        "en",
        "pt-BR",
        [(True, None), (True, None)],
    ),
    (["item_name", "bullet_point1"], "en", "pt-BR", [(True, None), (True, None)]),
]


@pytest.mark.parametrize(("columns", "source", "target", "expected"), LANGUAGES)
def test_the_tag_says_the_language(
    columns: list[str], source: str, target: str, expected: list[tuple[bool, int | None]]
) -> None:
    found = read(columns, source, target).columns
    assert [(column.is_translated, column.target) for column in found] == expected


def test_targets_go_into_the_targets_column(tmp_path: Path) -> None:
    header = ["contribution_sku#1.value", "::record_action", "product_type#1.value"]
    header += [name_in(US, "en_US"), name_in(BR, "pt_BR")]
    path = tmp_path / "in.txt"
    path.write_text("\t".join(header) + "\n007\tEdit\tMUG\tCamp Mug\t\n", encoding="utf-8")
    catalog = catalogs.read_catalog(path, JOB)
    out = io.BytesIO()
    catalogs.write_catalog(catalog, marked_products(catalog), out, job=JOB)
    assert cells(out.getvalue(), "\t")[1] == ["007", "Edit", "MUG", "Camp Mug", "CAMP MUG"]


def test_an_added_column_has_the_targets_tag() -> None:
    column = read([name_in(US, "en_US")]).columns[0]
    assert target_header(column, "pt-BR", feed_table("amazon")) == name_in(US, "pt_BR")


@pytest.mark.parametrize("layout", feed_table("amazon").layouts)
def test_what_importing_does_is_said(layout: Layout) -> None:
    assert "language_tag" in on_import(read(["item_name"]), layout)


# Above the names, templates have a row of settings and one of labels, or four such rows.
ABOVE = [
    (
        [
            "TemplateType=fptcustom",
            "Version=2024.0101",
            "TemplateSignature=RlVSTklUVVJF",
            "",
            "The top 3 rows are for us",
        ],
        ["Seller SKU", "Product Type", "Product ID", "Product Name", "Bullet point"],
        ["item_sku", "feed_product_type", "external_product_id", "item_name", "bullet_point1"],
    ),
    (
        ["settings=feedType=256&templateIdentifier=x", "", "", "", ""],
        ["SKU", "Product Type", "Listing Action", "Item Name", "Color"],
        [
            *("contribution_sku#1.value", "product_type#1.value", "::record_action"),
            *(name_in(US, "en_US"), name_in(US, "en_US", "color")),
        ],
    ),
]


@pytest.mark.parametrize(("settings", "labels", "names"), ABOVE)
def test_rows_above_the_names_are_not_amazon_s(settings: list[str], labels: list[str], names: list[str]) -> None:
    assert [detect(row)[0].feed for row in (settings, labels, names)] == ["plain", "plain", "amazon"]
    assert score_header(settings) < score_header(names) == 1.0


@pytest.mark.parametrize(("settings", "labels", "names"), ABOVE)
def test_a_workbook_s_rows_above_the_names_stay(
    tmp_path: Path, settings: list[str], labels: list[str], names: list[str]
) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "template.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("Template")
        for number, row in enumerate((settings, labels, names, ["007", "MUG", "Edit", "Camp Mug", "Red"])):
            sheet.write_row(number, 0, row)
    catalog = catalogs.read_catalog(path, JOB)
    assert catalog.schema.feed == "amazon"
    assert list(catalog.table.columns) == names
    (product,) = catalog.products()
    assert product.key == "007"
    assert {own.value for _, own in product.all_fields() if own.column.is_translated} == {"Camp Mug", "Red"}


HEADERS = [
    (f"color{US}#1.standardized_values#1", Role.ENUM),
    (f"list_price{US}#1.value_with_tax", Role.PRICE),
    (f"batteries_required{US}#1.value", Role.ENUM),
    (f"item_depth_width_height{US}#1.width.unit", Role.ENUM),
    (f"merchant_suggested_asin{US}#1.value", Role.IDENTIFIER),
    (f"other_product_image_locator_1{US}#1.media_location", Role.URL),
    ("other_image_url3", Role.URL),
    ("sale_from_date", Role.DATE),
    ("size_map", Role.ENUM),
    ("size_name", Role.OPTION),
]


@pytest.mark.parametrize(("header", "role"), HEADERS)
def test_headers(header: str, role: Role) -> None:
    found = feed_table("amazon").rule(header)
    assert found is not None
    assert found[0].role is role


def test_makers_are_names_in_texts() -> None:
    brands = {
        without_brackets(column.name) for name in FILES for column in opened(name).schema.columns if column.is_brand
    }
    assert brands == {"brand#1.value", "brand_name", "manufacturer"}
