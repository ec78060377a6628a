"""Meta's language feed: rows of another language than the target stay."""

from __future__ import annotations

import pytest

from catalog_cli.feeds.row_roles import RowLocales
from catalog_cli.product import Record
from tests.feeds.golden import CATALOGS, opened, roles, unchanged, written
from tests.feeds.platform_files import assert_kept, by_header, grouped

NAME = "meta_overrides.csv"
ROLES = {
    "identifier": "id brand",
    "title": "title",
    "text": "description short_description",
    "option": "color size",
    "url": "link",
    "enum": "override custom_label_0 delete",
}


def test_the_role_of_every_column() -> None:
    assert opened(NAME).schema.feed == "meta_overrides"
    assert roles(NAME) == by_header(ROLES)


def test_rows_of_a_product_are_together() -> None:
    assert grouped(NAME) == {"BV-JKT": (2, 1), "BV-MUG": (2, 1)}
    assert len(list(opened(NAME).products())) == 10


def test_the_golden_file() -> None:
    assert unchanged(NAME)
    assert written(NAME) == (CATALOGS / "meta_overrides.expected.csv").read_bytes()
    assert_kept(NAME, ",", rows=lambda row: row[1] != "de_DE")


def test_rows_of_another_language_are_no_texts() -> None:
    texts = {own.value for product in opened(NAME).products() for _, own in product.all_fields()}
    assert "Fasst 350 ml." not in texts
    assert "Holds 12 oz (350 ml)." in texts


LOCALES = [
    # what the row says, whether it stays for pt-BR
    ("pt_XX", False),
    ("pt_BR", False),
    ("pt_XX|BR", False),
    (" pt_BR ", False),
    ("pt_PT", True),  # another variety
    ("de_DE", True),
    ("zh_TW", True),
    ("BR", True),  # a file of countries
    ("DE", True),
    ("", True),
    ("n/a", True),
    ("色", True),
]


@pytest.mark.parametrize(("override", "stays"), LOCALES)
def test_which_rows_stay(override: str, stays: bool) -> None:
    rows = RowLocales(opened(NAME).schema)
    assert rows.stays(Record(1, 2, ("1", override, "Mug"))) is stays
