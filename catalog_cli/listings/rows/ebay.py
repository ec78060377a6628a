"""eBay's file of listings: a row for each listing, and one for each of its variations.

Its first header is a directive that names the site ("*Action(SiteID=...)"), which only the seller knows: the file has
a column "Action" in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog_cli.listings.item import Offer
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.rows import Cell, Listing, Row
from catalog_cli.marketplaces import Marketplace
from catalog_cli.notations import write_value
from catalog_cli.product import Notation

# Item specifics that most categories ask for; their names are those of the target locale.
_SPECIFICS = ("color", "material", "size", "pattern", "style")
_MOST_VALUE = 65
_CONDITION_IDS = {"new": "1000", "refurbished": "2500", "used": "3000"}


def columns(marketplace: Marketplace, labels: Labels) -> tuple[str, ...]:
    """Return the names of the file's columns."""
    del marketplace
    return (
        *("Action", "Custom label (SKU)", "Title", "Subtitle", "Description", "Start price", "Quantity"),
        *("Condition ID", "Item photo URL", "P:EAN", "C:Brand", "C:MPN"),
        *(f"C:{labels.named(attribute)}" for attribute in _SPECIFICS),
        *("Relationship", "Relationship details"),
    )


def rows(listing: Listing, labels: Labels) -> Iterator[Row]:
    """Yield the listing's row, and of several offers a row for each."""
    item = listing.item
    has_variations = len(item.offers) > 1 and all(offer.options for offer in item.offers)
    first = item.offers[0]
    row: dict[str, Cell] = {
        "Action": "Add",
        "Title": listing.text("Title"),
        "Subtitle": listing.text("Subtitle"),
        "Description": listing.text("Description"),
        "Condition ID": _CONDITION_IDS.get(item.condition, ""),
        "Item photo URL": "|".join(first.images),
        "C:Brand": item.brand,
        "C:MPN": first.mpn,
    }
    options = {option.attribute for offer in item.offers for option in offer.options}
    for attribute in _SPECIFICS:
        if not has_variations or attribute not in options:
            tags = (tag for tag in listing.sold[0].tags if tag.attribute == attribute)
            row[f"C:{labels.named(attribute)}"] = tuple(
                value for value in labels.values(tags) if len(value) <= _MOST_VALUE
            )
    if not has_variations:
        yield {**row, "Custom label (SKU)": listing.skus[0], **_offer(first)}
        return
    yield {**row, "Custom label (SKU)": listing.handle[:50], "Relationship details": _details(item.offers)}
    for offer, sku in zip(item.offers, listing.skus, strict=True):
        own = {"Relationship": "Variation", "Relationship details": _details([offer])}
        yield {"Action": "Add", "Custom label (SKU)": sku, **own, **_offer(offer)}


def _offer(offer: Offer) -> dict[str, Cell]:
    return {"Start price": offer.price, "Quantity": offer.quantity, "P:EAN": offer.gtin}


def _details(offers: Sequence[Offer]) -> str:
    """Return names with their values: "Colour=Red;Blue|Size=S"."""
    found: dict[str, dict[str, None]] = {}
    for offer in offers:
        for option in offer.options:
            found.setdefault(_packed(option.name), {})[_packed(option.value)] = None
    return "|".join(f"{name}={';'.join(values)}" for name, values in found.items())


def _packed(text: str) -> str:
    return write_value(text, Notation.NAMED_VALUES)
