"""Import rules as data: each says something of columns that there are, and our own realistic files keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_cli.feeds import FEEDS, feed_table
from catalog_cli.feeds.table import ImportLimit, matches
from catalog_cli.notations import values
from catalog_cli.product import Field
from tests.feeds.golden import CATALOGS, opened
from tests.feeds.test_feed_contract import DATA

FILES = {
    "shopify": [DATA / "shopify.csv"],
    "shopify_translations": [CATALOGS / "shopify_translations.csv"],
    "google_merchant": [CATALOGS / "google.tsv", CATALOGS / "google.xml"],
    "meta_overrides": [CATALOGS / "meta_overrides.csv"],
    "amazon": [CATALOGS / "amazon.txt", CATALOGS / "amazon_legacy.txt"],
    "ebay": [CATALOGS / "ebay.csv", CATALOGS / "ebay_reports.csv"],
    "etsy": [CATALOGS / "etsy.csv"],
}
OURS = [(feed, path) for feed, paths in FILES.items() for path in paths]
UNITS = {"characters", "utf16", "bytes", "values"}


@pytest.mark.parametrize("feed", FEEDS)
def test_the_rules_are_well_made(feed: str) -> None:
    rules = feed_table(feed).import_rules
    assert all(limit.most > 0 and limit.unit in UNITS and limit.headers for limit in rules.limits)
    assert all(not limit.since or len(limit.since) == len("2026-07-27") for limit in rules.limits)
    assert all(value == value.casefold() for allowed in rules.allowed for value in allowed.values)
    assert rules.required or feed == "plain"


@pytest.mark.parametrize("feed", FILES)
def test_what_is_checked_has_a_meaning(feed: str) -> None:
    table = feed_table(feed)
    columns = [column.base for path in FILES[feed] for column in opened(str(path)).schema.columns]
    for limit in table.import_rules.limits:
        assert any(matches(limit.headers, base) for base in columns) or not limit.is_proven, limit
    for headers in (table.import_rules.filled, table.import_rules.unique, table.keys):
        assert not headers or any(matches(headers, base) for base in columns), headers


@pytest.mark.parametrize(("feed", "path"), OURS, ids=lambda value: getattr(value, "name", value))
def test_our_files_have_the_required_columns(feed: str, path: Path) -> None:
    columns = [column.base for column in opened(str(path)).schema.columns]
    for group in feed_table(feed).import_rules.required:
        assert any(matches(group, base) for base in columns), group


def measured(limit: ImportLimit, field: Field) -> list[int]:
    parts = list(values(field.value, field.column)) if limit.is_each or limit.unit == "values" else [field.value]
    if limit.unit == "values":
        return [len(parts)]
    return [len(part.encode()) if limit.unit == "bytes" else len(part) for part in parts]


@pytest.mark.parametrize(("feed", "path"), OURS, ids=lambda value: getattr(value, "name", value))
def test_our_files_keep_limits_and_values(feed: str, path: Path) -> None:
    catalog = opened(str(path))
    rules = feed_table(feed).import_rules
    for product in catalog.products():
        for _, field in product.all_fields():
            for limit in rules.limits:
                if matches(limit.headers, field.column.base):
                    assert max(measured(limit, field), default=0) <= limit.most
        for record in product.records:
            for column in catalog.schema.columns:
                for allowed in rules.allowed:
                    if matches(allowed.headers, column.base) and (value := record.value(column.index)):
                        assert value.casefold() in allowed.values
