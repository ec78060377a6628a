"""Akeneo's files: which columns are language, in which locale, and where the target goes."""

from __future__ import annotations

import pytest

from catalog_cli.feeds import detect, feed_table, schema
from catalog_cli.feeds.layouts import target_header
from catalog_cli.job import Layout
from catalog_cli.product import Role, Schema
from tests.feeds.golden import CATALOGS, breaches, cells, opened, roles, unchanged, written

NAME = "akeneo.csv"
FILES = [
    # file, its golden file, how many products
    ("akeneo.csv", "akeneo.columns.expected.csv", 10),
    ("akeneo_options.csv", "akeneo_options.expected.csv", 7),
    ("akeneo_models.csv", None, 3),
]


@pytest.mark.parametrize(("name", "golden", "count"), FILES)
def test_files(name: str, golden: str | None, count: int) -> None:
    catalog = opened(name)
    assert (catalog.schema.feed, catalog.table.facts.delimiter) == ("akeneo", ";")
    assert len(list(catalog.products())) == count
    assert unchanged(name)
    if golden is not None:
        assert written(name, Layout.COLUMNS) == (CATALOGS / golden).read_bytes()


@pytest.mark.parametrize("name", [name for name, _, _ in FILES])
def test_the_file_keeps_the_import_rules(name: str) -> None:
    assert breaches(name) == []


def test_the_default_is_a_file_of_translations() -> None:
    table = feed_table("akeneo")
    assert table.layouts == (Layout.TRANSLATIONS, Layout.COLUMNS)
    assert table.layout_reason
    assert {layout for layout, _ in table.on_import} == set(table.layouts)


ROLES = {
    "identifier": "sku|parent",
    "title": "name-en_US|meta_title-en_US",
    "html": "description-en_US-ecommerce",  # by its cells
    "text": "description-en_US-print|care-en_US",
    "list": "keywords-en_US",
    "handle": "url_key-en_US",
    "price": "price-EUR|price-USD",
    "enum": "categories|enabled|family|groups|weight-unit|PACK-groups|PACK-products|X_SELL-products"
    "|X_SELL-product_models",
}
# Other languages, codes, files, numbers: what has no locale is no language.
KEPT = (
    "name-de_DE|name-pt_BR|description-pt_BR-ecommerce|care-pt_BR|manual-en_US|color|size|weight"
    "|release_date-ecommerce|brand"
).split("|")


def test_the_role_of_every_column() -> None:
    expected: dict[str, str | None] = {header: role for role, names in ROLES.items() for header in names.split("|")}
    assert roles(NAME) == expected | dict.fromkeys(KEPT)


def read(*columns: str, target: str = "pt-BR") -> Schema:
    return schema(columns, feed="akeneo", source_locale="en", target_locale=target, roles={}, keep=(), has_header=True)


TARGETS = [
    # columns, the target's index for each
    (["name-en_US", "name-pt_BR"], [1, None]),
    (["name-pt_BR", "name-en_US"], [None, 0]),
    (["name-en_US", "name-pt_PT"], [None, None]),  # another variety
    (["name-en_US", "name-pt_BR", "name-en_GB"], [1, None, None]),
    # Each channel has a text of its own.
    (
        ["text-en_US-print", "text-en_US-ecommerce", "text-pt_BR-ecommerce", "text-pt_BR-print"],
        [3, 2, None, None],
    ),
    (["text-en_US-print", "text-pt_BR-ecommerce"], [None, None]),
    (["label-en_US", "label-pt_BR"], [1, None]),
]


@pytest.mark.parametrize(("columns", "targets"), TARGETS)
def test_columns_of_the_target_locale(columns: list[str], targets: list[int | None]) -> None:
    found = read("sku", *columns)
    offset = [None if target is None else target + 1 for target in targets]
    assert [column.target for column in found.columns[1:]] == offset


HEADERS = [
    ("name-en_US", "name-pt_BR"),
    ("description-en_US-ecommerce", "description-pt_BR-ecommerce"),
    ("a-b_c-en_US-my_channel", "a-b_c-pt_BR-my_channel"),
    ("label-en_US", "label-pt_BR"),
]


@pytest.mark.parametrize(("header", "target"), HEADERS)
def test_added_columns_are_named_as_akeneo_names_them(header: str, target: str) -> None:
    (column,) = read(header).columns
    assert column.locale == "en-US"
    assert target_header(column, "pt-BR", feed_table("akeneo")) == target


SUFFIXES = [
    # header, whether its end is a locale
    ("name-en_US", True),
    ("weight-unit", False),
    ("price-EUR", False),
    ("release_date-print", False),
    ("PACK-products", False),
    ("color-xx_YY", False),  # no language
    ("text-ast_ES", True),
]


@pytest.mark.parametrize(("header", "is_locale"), SUFFIXES)
def test_what_is_a_locale(header: str, is_locale: bool) -> None:
    (column,) = read(header).columns
    assert (column.locale is not None) is is_locale


LOCALIZED = [
    ("name-en_US", Role.TITLE),
    ("erp_name-en_US", Role.TITLE),
    ("meta_title-en_US-ecommerce", Role.TITLE),
    ("meta_description-en_US", Role.TEXT),
    ("wash_advice-en_US", Role.TEXT),  # any attribute with a locale
    ("url_key-en_US", Role.HANDLE),
    ("main_image-en_US-ecommerce", Role.URL),
    ("label-en_US", Role.OPTION),
]


@pytest.mark.parametrize(("header", "role"), LOCALIZED)
def test_roles_by_the_header(header: str, role: Role) -> None:
    (column,) = read(header).columns
    assert column.role is role


def test_a_text_that_stands_is_kept() -> None:
    header, *rows = cells(written(NAME, Layout.COLUMNS), ";")
    at = header.index("name-pt_BR")
    assert [row[at] for row in rows][:4] == ["Luminária Kelo", "FLOOR LAMP KELO", "FLOOR LAMP KELO", "Manta de lã"]


def test_only_columns_of_the_target_change() -> None:
    source = cells((CATALOGS / NAME).read_bytes(), ";")
    target = cells(written(NAME, Layout.COLUMNS), ";")
    width = len(source[0])
    assert target[0][:width] == source[0]
    assert [header for header in target[0][width:] if "pt_BR" not in header] == []
    for before, after in zip(source, target, strict=True):
        for index, header in enumerate(source[0]):
            assert "pt_BR" in header or before[index] == after[index]


DETECTED = [
    (["sku", "family", "enabled", "categories", "name-en_US"], "akeneo"),
    (["uuid", "sku", "family", "enabled", "groups"], "akeneo"),
    (["identifier", "family", "name-fr_FR", "description-fr_FR"], "akeneo"),
    (["code", "family_variant", "parent", "categories"], "akeneo"),
    (["code", "attribute", "sort_order", "label-en_US", "label-fr_FR"], "akeneo"),
    (["code", "label-en_US", "localizable", "scopable", "type"], "akeneo"),
    (["sku", "name-en_US", "name-fr_FR", "description-en_US"], "plain"),  # names in two languages are everyone's
    (["sku", "family", "categories", "name", "price"], "plain"),
    (["code", "attribute", "value"], "plain"),
    (["code", "name", "parent"], "plain"),
    (["sku", "family", "enabled", "groups", "store_view_code", "handle", "price"], "plain"),
]


@pytest.mark.parametrize(("columns", "feed"), DETECTED)
def test_which_header_is_akeneo(columns: list[str], feed: str) -> None:
    assert detect(columns)[0].feed == feed
