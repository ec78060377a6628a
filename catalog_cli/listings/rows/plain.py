"""Rows for a marketplace that has no file format of its own here: what names a product, and its fields by name."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli.listings.labels import Labels
from catalog_cli.listings.rows import Listing, Row
from catalog_cli.marketplaces import Marketplace

_OWN = ("id", "sku", "gtin", "brand", "price", "currency", "quantity", "image")


def columns(marketplace: Marketplace, labels: Labels) -> tuple[str, ...]:
    """Return the names of the file's columns."""
    del labels
    return (*_OWN, *(field.name for field in marketplace.fields if field.name not in _OWN))


def rows(listing: Listing, labels: Labels) -> Iterator[Row]:
    """Yield one row for each listing."""
    del labels
    for at, sold in enumerate(listing.sold):
        offer = sold.offer or listing.item.offers[0]
        yield {
            "id": listing.handle,
            "sku": listing.skus[at] if sold.offer else listing.skus[0],
            "gtin": offer.gtin,
            "brand": listing.item.brand,
            "price": offer.price,
            "currency": offer.currency,
            "quantity": offer.quantity,
            "image": offer.images[:1],
            **sold.texts,
        }
