"""Etsy's listings: texts and packed variations."""

from __future__ import annotations

from catalog_cli.catalog import settled
from catalog_cli.feeds.layouts import on_import
from catalog_cli.job import Layout
from catalog_cli.option_values import option_values
from tests.feeds.golden import CATALOGS, JOB, opened, roles, unchanged, written
from tests.feeds.platform_files import assert_kept

NAME = "etsy.csv"
ROLES = {
    "title": "TITLE",
    "text": "DESCRIPTION",
    "list": "TAGS|MATERIALS",
    "option": "VARIATION 1 NAME|VARIATION 1 VALUES|VARIATION 2 NAME|VARIATION 2 VALUES",
    "identifier": "SKU",
    "price": "PRICE",
    "enum": "CURRENCY_CODE|QUANTITY|VARIATION 1 TYPE|VARIATION 2 TYPE",
    "url": "|".join(f"IMAGE{number}" for number in range(1, 11)),
}


def test_the_role_of_every_column() -> None:
    assert opened(NAME).schema.feed == "etsy"
    assert roles(NAME) == {header: role for role, names in ROLES.items() for header in names.split("|")}


def test_each_row_is_a_listing() -> None:
    found = list(opened(NAME).products())
    assert [len(product.records) for product in found] == [1] * 10
    assert found[0].key == "ML-MUG-B,ML-MUG-G"
    assert found[2].key == "007"
    assert len({product.key for product in found}) == 10


def test_the_values_of_a_variation_stay_apart() -> None:
    napkins = list(opened(NAME).products())[1]
    found = [(domain[0], value) for domain, value, _ in option_values(napkins)]
    assert found == [
        ("name", "Size"),
        ("value", "Small"),
        ("value", "Large"),
        ("name", "Edge"),
        ("value", "Plain"),
        ("value", "Fringed"),
    ]


def test_the_golden_file() -> None:
    assert unchanged(NAME)
    assert written(NAME) == (CATALOGS / "etsy.expected.csv").read_bytes()
    assert_kept(NAME, ",")


def test_why_there_is_one_layout() -> None:
    catalog = opened(NAME)
    assert settled(catalog, JOB).layout is Layout.REPLACE
    assert "no import" in on_import(catalog.schema, Layout.REPLACE)
