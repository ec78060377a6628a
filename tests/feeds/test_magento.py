"""Magento 2's product CSV: its columns, and a new row for each product in the store view of the target locale."""

from __future__ import annotations

import pytest

from catalog_cli.feeds import detect, feed_table
from catalog_cli.feeds.locale_rows import view_of, view_rows
from catalog_cli.job import Layout
from catalog_cli.notations import values
from catalog_cli.product import Column, Field, Notation, Record, Role, Schema
from tests.feeds.golden import CATALOGS, breaches, cells, marked_products, opened, roles, unchanged, written

NAME = "magento.csv"


def test_the_file_is_recognised() -> None:
    assert opened(NAME).schema.feed == "magento"
    assert feed_table("magento").layouts[0] is Layout.ROWS


ROLES = {
    "identifier": "sku|related_skus|crosssell_skus|upsell_skus|associated_skus",
    "title": "name|meta_title",
    "html": "description|short_description",
    "text": "meta_description|base_image_label|small_image_label|thumbnail_image_label",
    "list": "meta_keywords|additional_image_labels",
    "option": "configurable_variation_labels|custom_options",
    "handle": "url_key",
    "price": "price|special_price",
    "measure": "weight",
    "date": "special_price_from_date|created_at|updated_at",
    "url": "base_image|small_image|thumbnail_image|additional_images",
    "enum": "store_view_code|attribute_set_code|product_type|product_websites|product_online|tax_class_name"
    "|visibility|country_of_manufacture|qty|out_of_stock_qty|use_config_min_qty|is_in_stock|manage_stock|website_id",
}
PACKED = {"categories", "additional_attributes", "bundle_values", "configurable_variations"}


def test_the_role_of_every_column() -> None:
    expected: dict[str, str | None] = {header: role for role, names in ROLES.items() for header in names.split("|")}
    assert roles(NAME) == expected | dict.fromkeys(PACKED)


# The rest of the columns that an export of Magento 2.4 has.
SETTINGS = (
    "display_product_options_in,map_enabled,gift_message_available,custom_design,custom_layout_update,page_layout,"
    "product_options_container,msrp_display_actual_price_type,is_qty_decimal,allow_backorders,use_config_backorders,"
    "min_cart_qty,use_config_min_sale_qty,max_cart_qty,use_config_max_sale_qty,notify_on_stock_below,"
    "use_config_notify_stock_qty,use_config_manage_stock,use_config_qty_increments,qty_increments,"
    "use_config_enable_qty_inc,enable_qty_increments,is_decimal_divided,deferred_stock_update,related_position,"
    "crosssell_position,upsell_position,hide_from_product_page,bundle_price_type,bundle_sku_type,bundle_price_view,"
    "bundle_weight_type,bundle_shipment_type,map_price,msrp_price,new_from_date,new_to_date,custom_design_from,"
    "custom_design_to,special_price_to_date,swatch_image,swatch_image_label"
).split(",")


@pytest.mark.parametrize("header", SETTINGS)
def test_every_other_column_is_known(header: str) -> None:
    found = feed_table("magento").rule(header)
    assert found is not None
    assert (found[0].role is Role.TEXT) is header.endswith("_label")


def test_rows_of_one_sku_are_one_product() -> None:
    found = {product.key: [record.number for record in product.records] for product in opened(NAME).products()}
    assert list(found)[:4] == ["AT-TENT2", "AT-TENT2-GR", "AT-TENT2-OR", "000417"]
    assert (len(found), found["AT-TENT2"], found["000417"]) == (10, [1, 2, 3], [6, 7])


def test_the_file_keeps_the_import_rules() -> None:
    assert breaches(NAME) == []


def test_nothing_translated_is_nothing_changed() -> None:
    assert unchanged(NAME)


def test_the_golden_file() -> None:
    assert written(NAME) == (CATALOGS / "magento.rows.expected.csv").read_bytes()


def test_new_rows_hold_texts_alone() -> None:
    header, *source = cells((CATALOGS / NAME).read_bytes())
    _, *target = cells(written(NAME))
    translated = {column.index for column in opened(NAME).schema.translated}
    new = [row for row in target if row not in source]
    assert [row for row in target if row in source] == [row for row in source if row[1] != "pt_br"]
    assert {row[1] for row in new} == {"pt_br"}
    assert len(new) == 10  # one for each product, one of which was there
    for row in new:
        filled = {index for index, cell in enumerate(row) if cell}
        assert filled <= translated | {0, 1}
        assert {0, 1} <= filled
    assert header == cells(written(NAME))[0]


def test_a_view_that_is_there_is_filled_where_it_is_empty() -> None:
    row = next(row for row in cells(written(NAME)) if row[:2] == ["AT-TENT2", "pt_br"])
    assert row[6] == "Barraca Ridge para dois"
    assert row[7].startswith("<p>STANDS IN")


def test_other_languages_give_no_texts() -> None:
    texts = [field.value for product in marked_products(opened(NAME)) for field in product.fields]
    assert "Zelt Ridge für zwei" not in texts
    assert "Barraca Ridge para dois" not in texts


REPLACED = [
    # header, the target's cell in the row of the SKU
    ("custom_options", "000417", "option_title=CORK LID"),
    ("custom_options", "000417", "name=LID,type=drop_down"),
    ("configurable_variation_labels", "AT-TENT2", "color=COLOUR"),
    ("additional_image_labels", "AT-TENT2", "FRONT,INSIDE"),
]


@pytest.mark.parametrize(("header", "sku", "part"), REPLACED)
def test_packed_cells(header: str, sku: str, part: str) -> None:
    rows = cells(written(NAME))
    found = [row[rows[0].index(header)] for row in rows if row[:2] == [sku, "pt_br"]]
    assert len(found) == 1
    assert part in found[0]


OPTIONS = [
    ("", []),
    ("name=Size,type=radio,option_title=S|name=Size,type=radio,option_title=XL", ["Size", "S", "Size", "XL"]),
    ("name=Engraving,type=field,sku=name=x", ["Engraving"]),  # a name stands first
    ("name=刻字,type=field,required=0,option_title=", ["刻字"]),
]


@pytest.mark.parametrize(("cell", "expected"), OPTIONS)
def test_titles_of_custom_options(cell: str, expected: list[str]) -> None:
    column = Column(0, "custom_options", "custom_options", Role.OPTION, "", notation=Notation.OPTION_TITLES)
    assert list(values(cell, column)) == expected


DETECTED = [
    (["sku", "store_view_code", "name", "description"], "plain"),  # "name" and "description" give nothing away
    (["sku", "store_view_code", "name", "short_description"], "magento"),
    (["sku", "store_view_code", "meta_title"], "magento"),
    (["sku", "attribute_set_code", "product_type", "name", "price", "additional_attributes"], "magento"),
    (["sku", "name", "meta_title", "meta_keywords", "meta_description", "url_key"], "plain"),
    (["category", "name", "sku", "price", "qty", "description", "attribute_set"], "plain"),
    (["ID", "SKU", "Name", "Is featured?", "Visibility in catalog", "Attribute 1 name"], "woocommerce"),
]


@pytest.mark.parametrize(("columns", "feed"), DETECTED)
def test_which_header_is_magento(columns: list[str], feed: str) -> None:
    assert detect(columns)[0].feed == feed


VIEWS = [
    ((), "pt-BR", None),
    (("", "default"), "pt-BR", None),
    (("pt_br",), "pt-BR", "pt_br"),
    (("PT-BR",), "pt-BR", "PT-BR"),
    (("ptbr",), "pt-BR", "ptbr"),
    (("br_pt",), "pt-BR", "br_pt"),  # the territory first; Breton is not spoken in Portugal
    (("pt_pt",), "pt-BR", None),
    (("pt",), "pt-BR", "pt"),
    (("pt", "pt_br"), "pt-BR", "pt_br"),
    (("pt_br", "ptbr"), "pt-BR", None),  # which of them?
    (("pt_br", "pt_pt"), "pt", None),
    (("pt_br",), "pt", "pt_br"),
    (("b2b_pt_br", "store_br", "brazil", "br"), "pt-BR", None),  # not certain
    (("ca_fr",), "fr-CA", None),  # Catalan in France
    (("fr_ca", "ca_fr"), "fr-CA", "fr_ca"),
    (("de", "en", "fr_fr"), "de-AT", "de"),
    (("zh",), "zh-Hans", None),  # the script is not in the code
    (("日本", "ja"), "ja", "ja"),
]


@pytest.mark.parametrize(("codes", "target", "view"), VIEWS)
def test_the_view_of_a_locale(codes: tuple[str, ...], target: str, view: str | None) -> None:
    assert view_of(codes, target) == view


SKU = Column(0, "sku", "sku", Role.IDENTIFIER, "")
VIEW = Column(1, "store_view_code", "store_view_code", Role.ENUM, "")
TITLE = Column(2, "name", "name", Role.TITLE, "")
SCHEMA = Schema("magento", "1", (SKU, VIEW, TITLE), 0, 0, "pt_br")


def read(*rows: tuple[str, ...]) -> tuple[tuple[Record, ...], tuple[Field, ...]]:
    records = tuple(
        Record(number + 1, number + 2, row, problem=None if len(row) == 3 else "is too short")
        for number, row in enumerate(rows)
    )
    fields = (Field(TITLE, number, 2, row[2]) for number, row in enumerate(rows) if len(row) == 3 and row[2])
    return records, tuple(fields)


SETTLED = [
    # rows; (record, what stands in the target's row, its number) of each field left
    ((), []),
    ((("a", "", "Mug"),), [(0, None, None)]),
    ((("a", "", "Mug"), ("a", "pt_br", "Caneca")), [(0, "Caneca", 1)]),
    ((("a", "", "Mug"), ("a", "pt_br", "")), [(0, "", 1)]),
    ((("a", "pt_br", "Caneca"), ("a", "", "Mug")), [(1, "Caneca", 0)]),  # in any order
    ((("a", "", "Mug"), ("a", "de", "Becher")), [(0, None, None)]),
    ((("a", "", "Mug"), ("a", "PT_BR ", "Caneca")), [(0, "Caneca", 1)]),
    ((("a", "", "Mug"), ("b", "pt_br", "Boné")), [(0, None, None)]),  # another product's
    ((("a", "", "Mug"), ("a", "pt_br")), [(0, None, None)]),  # a row that cannot be understood
    ((("a", "", "Mug"), ("a", "pt_br", "Caneca"), ("a", "pt_br", "Outra")), [(0, "Caneca", 1)]),
    ((("a", "de", "Becher"),), []),  # nothing to translate from
]


@pytest.mark.parametrize(("rows", "expected"), SETTLED)
def test_which_rows_give_fields(
    rows: tuple[tuple[str, ...], ...], expected: list[tuple[int, str | None, int | None]]
) -> None:
    found = view_rows(SCHEMA)
    assert found is not None
    records, fields = read(*rows)
    settled = found.settled(records, fields)
    assert [(field.record, field.existing, field.beside) for field in settled] == expected
    assert found.settled(records, settled) == settled, "once more changes nothing"


def test_a_file_without_the_column_has_no_views() -> None:
    assert view_rows(Schema("magento", "1", (SKU, TITLE), 0, 0, "pt_br")) is None
