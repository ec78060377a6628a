"""Google Merchant Center's text file: a row for each item, variants joined by item_group_id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog_cli.listings.item import Offer
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.rows import Listing, Row
from catalog_cli.marketplaces import Marketplace
from catalog_cli.notations import write, write_value
from catalog_cli.product import Notation, Product, Record, Schema
from catalog_cli.tag import Tag
from catalog_cli.tag_columns.google import GoogleColumns
from catalog_cli.tag_columns.values import Writing

_ATTRIBUTES = ("color", "material", "pattern", "size", "gender", "age_group")
_OPTIONS = _ATTRIBUTES[:4]
_CONDITIONS = frozenset({"new", "refurbished", "used"})
_MOST_IMAGES = 10
DECLARED = "structured_description"


def columns(marketplace: Marketplace, labels: Labels) -> tuple[str, ...]:
    """Return the names of the file's columns."""
    del marketplace, labels
    return (
        *("id", "item_group_id", "title", "description", "link", "image_link", "additional_image_link"),
        *("availability", "price", "condition", "brand", "gtin", "mpn", "product_type", "product_highlight"),
        *(*_ATTRIBUTES, "variant_option"),
    )


def rows(listing: Listing, labels: Labels) -> Iterator[Row]:
    """Yield a row for each offer."""
    item = listing.item
    for at, sold in enumerate(listing.sold):
        offer = sold.offer or item.offers[0]
        yield {
            "id": listing.skus[item.offers.index(offer)],
            "item_group_id": listing.handle[:50] if len(item.offers) > 1 else "",
            "title": listing.text("title", at),
            **_description(listing.text("description", at), item.generated),
            "link": listing.link,
            "image_link": next(iter(offer.images), ""),
            "additional_image_link": ",".join(offer.images[1 : 1 + _MOST_IMAGES]),
            "availability": _availability(offer.quantity),
            "price": f"{offer.price} {offer.currency}".strip() if offer.price else "",
            "condition": item.condition if item.condition in _CONDITIONS else "",
            "brand": item.brand,
            "gtin": offer.gtin,
            "mpn": offer.mpn,
            "product_type": " > ".join(item.category),
            "product_highlight": listing.texts("product_highlight", at),
            **attributes(offer, sold.tags, labels),
            "variant_option": _other_options(offer),
        }


def _description(text: str, generated: str) -> dict[str, str]:
    """Return a description where Google wants it: what a model wrote is declared.

    Source: Google's product data specification, structured_description.
    """
    if not generated or not text:
        return {"description": text}
    return {DECLARED: write(text, Notation.SOURCED, 'trained_algorithmic_media:"-"')}


def _availability(quantity: str) -> str:
    if not quantity.lstrip("-").isdigit():
        return ""
    return "in_stock" if int(quantity) > 0 else "out_of_stock"


def _other_options(offer: Offer) -> str:
    """Return the options for which there is no attribute, name and value joined by a colon; our reading of Google's
    rule for sub-attributes, which it shows for other attributes."""
    pairs = (
        ":".join(write_value(part, Notation.DETAILS) for part in (option.name, option.value))
        for option in offer.options
        if option.attribute not in _OPTIONS
    )
    return ",".join(pairs)


def attributes(offer: Offer, tags: Sequence[Tag], labels: Labels) -> dict[str, str]:
    """Return Google's attributes of an offer: its options as they are called, and what its tags say."""
    general = tuple(tag._replace(variant="") for tag in tags)
    google = GoogleColumns(Schema("", "", ()), labels.schema, _ATTRIBUTES, Writing(labels.locale))
    edits = google.edits(Product("", (Record(1, 1, ()),), (), tags=general))
    found = dict(edits[0].appended) if edits else {}
    own = {option.attribute: option.value for option in offer.options if option.attribute in _OPTIONS}
    return {**found, **own}
