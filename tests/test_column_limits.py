"""Which columns are which fields of a marketplace, and what may stand in their cells."""

from __future__ import annotations

import pytest

from catalog_cli.candidates.cells import Shape
from catalog_cli.column_limits import column_limits, job_limits
from catalog_cli.errors import UsageProblem
from catalog_cli.job import Job
from catalog_cli.marketplaces import marketplace
from catalog_cli.product import Column, Role, Schema
from catalog_cli.segment import Limit

TITLE, TEXT, HTML, LIST, OPTION, HANDLE = Role.TITLE, Role.TEXT, Role.HTML, Role.LIST, Role.OPTION, Role.HANDLE


def schema(name: str, role: Role, **more: object) -> Schema:
    return Schema("plain", "1", (Column(0, name, name, role, "", **more),))  # type: ignore[arg-type]  # a column's facts


@pytest.mark.parametrize(
    ("market", "name", "role", "shape", "limit"),
    [
        ("amazon", "item_name", TITLE, Shape.TITLE, Limit(75)),
        ("amazon", "Title", TITLE, Shape.TITLE, Limit(75)),
        ("amazon", "Product Name", TITLE, Shape.TITLE, Limit(75)),
        ("amazon", "titulo", TITLE, Shape.TITLE, Limit(75)),  # the role says it
        ("amazon", "bullet_point3", TEXT, Shape.TITLE, Limit(255)),
        ("amazon", "Bullet Points", LIST, Shape.LIST, Limit(255)),
        ("amazon", "Body (HTML)", HTML, Shape.PROSE, Limit(2000)),
        ("amazon", "generic_keyword", TEXT, Shape.TERMS, Limit(249, "bytes")),
        ("amazon", "Search Terms", LIST, Shape.TERMS, Limit(249, "bytes")),
        ("amazon", "SEO Title", TITLE, None, None),  # Amazon has none
        ("ebay", "Title", TITLE, Shape.TITLE, Limit(80)),
        ("ebay", "Subtitle", TITLE, Shape.TITLE, Limit(55)),
        ("ebay", "Description", HTML, None, None),
        ("google_merchant", "title", TITLE, Shape.TITLE, Limit(150)),
        ("google_merchant", "description", TEXT, Shape.PROSE, Limit(5000)),
        ("google_merchant", "product_highlight", LIST, Shape.LIST, Limit(150)),
        ("etsy", "TAGS", LIST, Shape.TAGS, Limit(20)),
        ("etsy", "TAGS", TEXT, None, None),  # no list: what is one tag is not known
        ("etsy", "MATERIALS", LIST, Shape.TAGS, None),
        ("shopify", "SEO Title", TITLE, Shape.TITLE, Limit(70)),
        ("shopify", "meta_title", TITLE, Shape.TITLE, Limit(70)),
        ("shopify", "SEO Description", TEXT, Shape.PROSE, Limit(160)),
        ("woocommerce", "Meta: _yoast_wpseo_title", TITLE, Shape.TITLE, Limit(70)),
        ("woocommerce", "Name", TITLE, None, None),
        ("mercado_livre", "name", TITLE, Shape.TITLE, Limit(60)),
        ("ebay", "Option1 Value", OPTION, None, None),
        ("ebay", "Handle", HANDLE, None, None),  # nothing is translated there
        ("ebay", "Care", TEXT, None, None),
        ("ebay", "", TEXT, None, None),
    ],
)
def test_columns(market: str, name: str, role: Role, shape: Shape | None, limit: Limit | None) -> None:
    rules = column_limits(schema(name, role), marketplace(market)).get(0)
    assert (None if rules is None else rules.shape, None if rules is None else rules.limit) == (shape, limit)


def test_what_stays_and_what_may_go() -> None:
    rules = column_limits(schema("Title", TITLE), marketplace("amazon"))[0]
    assert {"brand", "product_type", "size", "color"} <= rules.kept_attributes
    assert not rules.kept_attributes & set(rules.drop_order)
    assert "$" in rules.banned


def test_counts_are_of_lists() -> None:
    assert column_limits(schema("TAGS", LIST), marketplace("etsy"))[0].most == 13
    assert column_limits(schema("bullet_point1", TEXT), marketplace("amazon"))[0].most == 0


def test_a_variant_has_no_title_by_its_role_alone() -> None:
    assert column_limits(schema("variant label", TITLE, in_variant=True), marketplace("ebay")) == {}


def test_jobs() -> None:
    assert job_limits(Job("pt-BR"), schema("Title", TITLE)) == {}
    assert job_limits(Job("pt-BR", marketplace="ebay"), schema("Title", TITLE))[0].field == "Title"
    with pytest.raises(UsageProblem, match="nowhere"):
        job_limits(Job("pt-BR", marketplace="nowhere"), schema("Title", TITLE))
