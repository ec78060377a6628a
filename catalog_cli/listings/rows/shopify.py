"""Shopify's product CSV under the header that its importer has always read: a row for each variant."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli.listings.item import Offer
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.rows import Cell, Listing, Row
from catalog_cli.marketplaces import Marketplace

_OPTIONS = 3


def columns(marketplace: Marketplace, labels: Labels) -> tuple[str, ...]:
    """Return the names of the file's columns."""
    del marketplace, labels
    options = (f"Option{number} {part}" for number in range(1, _OPTIONS + 1) for part in ("Name", "Value"))
    return (
        *("Handle", "Title", "Body (HTML)", "Vendor", "Tags", *options, "Variant SKU", "Variant Inventory Qty"),
        *("Variant Price", "Variant Barcode", "Image Src", "Image Position", "Image Alt Text"),
        *("SEO Title", "SEO Description"),
    )


def rows(listing: Listing, labels: Labels) -> Iterator[Row]:
    """Yield a row for each offer and each further image; what is the product's stands in the first."""
    del labels
    item = listing.item
    names = item.option_names[:_OPTIONS] if len(item.offers) > 1 else ()
    images = tuple(dict.fromkeys(image for offer in item.offers for image in offer.images))
    title = listing.text("Title")
    for number in range(max(len(item.offers), len(images))):
        row: dict[str, Cell] = {"Handle": listing.handle}
        if number == 0:
            row |= {
                "Title": title,
                "Body (HTML)": listing.text("Body (HTML)"),
                "Vendor": item.brand,
                "Tags": listing.texts("Tags"),
                "SEO Title": listing.text("SEO Title"),
                "SEO Description": listing.text("SEO Description"),
                **({} if names else {"Option1 Name": "Title"}),
                **{f"Option{index} Name": name for index, name in enumerate(names, 1)},
            }
        if number < len(item.offers):
            row |= _variant(item.offers[number], listing.skus[number], names)
        if number < len(images):
            row |= {"Image Src": images[number], "Image Position": str(number + 1), "Image Alt Text": title}
        yield row


def _variant(offer: Offer, sku: str, names: tuple[str, ...]) -> dict[str, Cell]:
    values = {option.name: option.value for option in offer.options}
    named = {f"Option{index} Value": values.get(name, "") for index, name in enumerate(names, 1)}
    return {
        **(named or {"Option1 Value": "Default Title"}),
        "Variant SKU": sku,
        "Variant Inventory Qty": offer.quantity,
        "Variant Price": offer.price,
        "Variant Barcode": offer.gtin,
    }
