"""Listings -> rows of a marketplace's own file, by feed: each module knows its `columns` and its `rows`.

A cell is a text, or several that its column holds as a list; `writer` writes both as the feed's table says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import NamedTuple, Protocol

from catalog_cli.listings.item import Item
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.maker import Sold
from catalog_cli.marketplaces import Marketplace

ROWS = {
    "amazon": "catalog_cli.listings.rows.amazon",
    "ebay": "catalog_cli.listings.rows.ebay",
    "etsy": "catalog_cli.listings.rows.etsy",
    "google_merchant": "catalog_cli.listings.rows.google_merchant",
    "shopify": "catalog_cli.listings.rows.shopify",
    "woocommerce": "catalog_cli.listings.rows.woocommerce",
}
PLAIN = "catalog_cli.listings.rows.plain"

Cell = str | tuple[str, ...]
Row = Mapping[str, Cell]


class Listing(NamedTuple):
    """A product's listings on the way into a file.

    `handle` and `skus` (by the offer's place) are its own, or made where it has none. `link` is the address of its
    page, "" if nobody knows it.
    """

    item: Item
    sold: tuple[Sold, ...]
    handle: str
    skus: tuple[str, ...]
    link: str = ""

    def text(self, name: str, at: int = 0) -> str:
        """Return the text of a field of one of its listings, "" if it has none."""
        return next(iter(self.sold[at].texts.get(name, ())), "")

    def texts(self, name: str, at: int = 0) -> tuple[str, ...]:
        """Return the texts of a field of one of its listings."""
        return self.sold[at].texts.get(name, ())


class RowMaker(Protocol):
    """What a module of this package has."""

    def columns(self, marketplace: Marketplace, labels: Labels) -> tuple[str, ...]:
        """Return the names of the file's columns."""
        ...

    def rows(self, listing: Listing, labels: Labels) -> Iterator[Row]:
        """Yield the rows of a product; a column that a row lacks is empty there."""
        ...


def row_maker(marketplace: Marketplace) -> RowMaker:
    """Return what makes the rows of a marketplace: of its feed's columns, else of columns named for its fields."""
    maker: RowMaker = import_module(ROWS.get(marketplace.feed, PLAIN))
    return maker


def numbered(name: str, texts: tuple[str, ...], most: int) -> dict[str, Cell]:
    """Return texts in columns that are numbered from 1.

    >>> numbered("bullet_point", ("Soft", "Warm"), 5)
    {'bullet_point1': 'Soft', 'bullet_point2': 'Warm'}
    """
    return {f"{name}{number}": text for number, text in enumerate(texts[:most], 1)}
