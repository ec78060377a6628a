"""Meta's language feed: rows of another language than the target stay."""

from __future__ import annotations

import io

import pytest

from catalog_cli import catalog as catalogs
from catalog_cli.feeds.row_roles import RowLocales
from catalog_cli.product import Product, Record
from tests.feeds.golden import CATALOGS, JOB, marked_products, opened, roles, unchanged
from tests.feeds.platform_files import by_header, grouped

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
    assert grouped(NAME) == {"BV-JKT": (2, 2), "BV-MUG": (2, 2)}
    assert len(list(opened(NAME).products())) == 10


def test_the_golden_file() -> None:
    assert unchanged(NAME)
    catalog = opened(NAME)
    rows = RowLocales(catalog.schema)

    def without_others(product: Product) -> Product:
        """Drop what the reader drops."""
        stays = {number for number, record in enumerate(product.records) if rows.stays(record)}
        variants = tuple(
            variant._replace(fields=tuple(own for own in variant.fields if own.record not in stays))
            for variant in product.variants
        )
        return product._replace(
            fields=tuple(own for own in product.fields if own.record not in stays), variants=variants
        )

    out = io.BytesIO()
    catalogs.write_catalog(catalog, map(without_others, marked_products(catalog)), out, job=JOB)
    assert out.getvalue() == (CATALOGS / "meta_overrides.expected.csv").read_bytes()
    assert "Eine leichte Jacke für nasse Tage." in out.getvalue().decode()


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
