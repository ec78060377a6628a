"""Where targets go: the layouts of a feed, the names of added columns, and rows of their own."""

from __future__ import annotations

import pytest

from catalog_cli.errors import UsageProblem
from catalog_cli.feeds import FEEDS, edits, feed_table, layout, schema
from catalog_cli.feeds.layouts import target_header
from catalog_cli.feeds.table import FeedTable, LocaleRows
from catalog_cli.feeds.writing import _with_row
from catalog_cli.job import Layout
from catalog_cli.product import Column, Field, Product, Record, Role


@pytest.mark.parametrize("feed", sorted(FEEDS))
def test_the_default_is_a_layout_of_the_feed(feed: str) -> None:
    found = schema(["title"], feed=feed, source_locale="en", target_locale="pt-BR", roles={}, keep=(), has_header=True)
    table = feed_table(feed)
    assert layout(found, None) is table.layouts[0]
    assert {name for name, _ in table.on_import} <= set(table.layouts)
    for other in set(Layout) - set(table.layouts):
        with pytest.raises(UsageProblem, match=f"has no {other} layout"):
            layout(found, other)


SCOPED = FeedTable(
    name="x",
    version="1",
    source_of_truth="-",
    rules=(),
    locale_header=r"(?P<base>.+?)-(?P<locale>[a-z]{2,3}_[A-Z]{2})(?P<scope>-[a-z]+)?",
)
HEADERS = [
    # (table, header, base, what the target's column is called)
    (FeedTable("x", "1", "-", ()), "name", "name", "name:pt-BR"),
    (FeedTable("x", "1", "-", ()), "name:en", "name", "name:pt-BR"),
    (SCOPED, "name-en_US", "name", "name-pt_BR"),
    (SCOPED, "description-en_US-ecommerce", "description-ecommerce", "description-pt_BR-ecommerce"),
    (SCOPED, "name", "name", "name:pt-BR"),
]


@pytest.mark.parametrize(("table", "header", "base", "expected"), HEADERS)
def test_what_the_targets_column_is_called(table: FeedTable, header: str, base: str, expected: str) -> None:
    assert target_header(Column(0, header, base, Role.TEXT, ""), "pt-BR", table) == expected


NAME = Column(2, "name", "name", Role.TITLE, "")
ROWS = [
    # (fields, what changes in the row, the row that follows)
    ([Field(NAME, 0, 2, "Bag", target="Bolsa")], {}, ({0: "24-MB01", 1: "pt_br", 2: "Bolsa"},)),
    ([Field(NAME, 0, 2, " Bag ", target="Bolsa")], {}, ({0: "24-MB01", 1: "pt_br", 2: " Bolsa "},)),
    # There is such a row already: it is filled.
    ([Field(NAME, 1, 2, "Bag", existing="", target="Bolsa", beside=0)], {2: "Bolsa"}, ()),
    ([Field(NAME, 1, 2, "Bag", existing="Bag", target="Bag", beside=0)], {}, ()),
]


@pytest.mark.parametrize(("fields", "replaced", "rows"), ROWS)
def test_rows_of_their_own(fields: list[Field], replaced: dict[int, str], rows: tuple[dict[int, str], ...]) -> None:
    record = Record(1, 2, ("24-MB01", "", "Bag"))
    edit = _with_row(record, fields, {0: None, 1: "pt_br"})
    assert (dict(edit.replaced), edit.rows) == (replaced, rows)


def test_a_row_beside_is_filled_in_any_layout() -> None:
    records = (Record(1, 2, ("1", "", "Bag")), Record(2, 3, ("1", "pt_br", "")))
    product = Product("1", records, (Field(NAME, 0, 2, "Bag", existing="", target="Bolsa", beside=1),))
    assert [dict(edit.replaced) for _, edit in edits(product)] == [{}, {2: "Bolsa"}]


def test_a_feed_with_rows_names_what_they_repeat() -> None:
    assert LocaleRows("store view code", ("sku",)).repeated == ("sku",)
