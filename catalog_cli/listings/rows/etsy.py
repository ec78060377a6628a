"""Etsy's file of listings, under the headers of its download: a row for each listing, its variations packed in it."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli.listings.labels import Labels
from catalog_cli.listings.rows import Cell, Listing, Row
from catalog_cli.marketplaces import Marketplace

_IMAGES, _VARIATIONS = 10, 2


def columns(marketplace: Marketplace, labels: Labels) -> tuple[str, ...]:
    """Return the names of the file's columns."""
    del marketplace, labels
    variations = (
        f"VARIATION {number} {part}" for number in range(1, _VARIATIONS + 1) for part in ("TYPE", "NAME", "VALUES")
    )
    return (
        *("TITLE", "DESCRIPTION", "PRICE", "CURRENCY_CODE", "QUANTITY", "TAGS", "MATERIALS"),
        *(f"IMAGE{number}" for number in range(1, _IMAGES + 1)),
        *variations,
        "SKU",
    )


def rows(listing: Listing, labels: Labels) -> Iterator[Row]:
    """Yield the listing's row."""
    del labels
    item = listing.item
    offer = item.offers[0]
    row: dict[str, Cell] = {
        "TITLE": listing.text("title"),
        "DESCRIPTION": listing.text("description"),
        "PRICE": offer.price,
        "CURRENCY_CODE": offer.currency,
        "QUANTITY": offer.quantity,
        "TAGS": listing.texts("tags"),
        "MATERIALS": listing.texts("materials"),
        "SKU": ",".join(dict.fromkeys(listing.skus)),
    }
    row |= {f"IMAGE{number}": image for number, image in enumerate(offer.images[:_IMAGES], 1)}
    for number, name in enumerate(item.option_names[:_VARIATIONS] if len(item.offers) > 1 else (), 1):
        values = (option.value for own in item.offers for option in own.options if option.name == name)
        row |= {f"VARIATION {number} NAME": name, f"VARIATION {number} VALUES": tuple(dict.fromkeys(values))}
    yield row
