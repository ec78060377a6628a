"""Amazon's flat file under the names of its older templates, which `feeds/amazon.py` knows: no language in a header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog_cli.listings.item import Item, Offer
from catalog_cli.listings.labels import Labels
from catalog_cli.listings.maker import Sold
from catalog_cli.listings.rows import Cell, Listing, Row, numbered
from catalog_cli.marketplaces import Marketplace

_BULLETS, _OTHER_IMAGES = 5, 8
_ATTRIBUTES = {"color": "color_name", "size": "size_name", "material": "material_type", "style": "style_name"}
# The kinds of numbers that Amazon names (product_id_type), by their digits.
_NUMBERS = {8: "EAN", 10: "ISBN", 12: "UPC", 13: "EAN", 14: "GTIN"}


def columns(marketplace: Marketplace, labels: Labels) -> tuple[str, ...]:
    """Return the names of the file's columns."""
    del marketplace, labels
    return (
        *("feed_product_type", "item_sku", "brand_name", "external_product_id", "external_product_id_type"),
        *("item_name", "item_highlights", "part_number", "update_delete", "standard_price", "currency", "quantity"),
        *(f"bullet_point{number}" for number in range(1, _BULLETS + 1)),
        *("product_description", "generic_keywords", *_ATTRIBUTES.values()),
        *("main_image_url", *(f"other_image_url{number}" for number in range(1, _OTHER_IMAGES + 1))),
        *("parent_child", "parent_sku", "relationship_type", "variation_theme"),
    )


def rows(listing: Listing, labels: Labels) -> Iterator[Row]:
    """Yield a row for each offer, of several a row for the product before them."""
    item = listing.item
    if len(item.offers) < 2:
        yield _row(listing, 0, listing.skus[0], item.offers[0], labels)
        return
    theme = _theme(item)
    parent = listing.handle
    for at, sold in enumerate(listing.sold):
        if sold.offer is None:
            row = _row(listing, at, parent, Offer(images=item.offers[0].images), labels)
            yield {**row, "parent_child": "parent", "variation_theme": theme}
        else:
            row = _row(listing, at, listing.skus[item.offers.index(sold.offer)], sold.offer, labels)
            child = {"parent_child": "child", "parent_sku": parent, "relationship_type": "Variation"}
            yield {**row, **child, "variation_theme": theme}


def _row(listing: Listing, at: int, sku: str, offer: Offer, labels: Labels) -> dict[str, Cell]:
    sold = listing.sold[at]
    return {
        "item_sku": sku,
        "brand_name": listing.item.brand,
        "external_product_id": offer.gtin,
        "external_product_id_type": _NUMBERS.get(len(offer.gtin), "") if offer.gtin.isdigit() else "",
        "item_name": listing.text("item_name", at),
        "item_highlights": ", ".join(listing.texts("item_highlights", at)),
        "part_number": offer.mpn,
        "standard_price": offer.price,
        "currency": offer.currency if offer.price else "",
        "quantity": offer.quantity,
        **numbered("bullet_point", listing.texts("bullet_point", at), _BULLETS),
        "product_description": listing.text("product_description", at),
        "generic_keywords": " ".join(listing.texts("generic_keyword", at)),
        **{name: _value(attribute, sold, offer, labels) for attribute, name in _ATTRIBUTES.items()},
        "main_image_url": next(iter(offer.images), ""),
        **numbered("other_image_url", offer.images[1:], _OTHER_IMAGES),
    }


def _value(attribute: str, sold: Sold, offer: Offer, labels: Labels) -> str:
    """Return an attribute's value as buyers read it: the offer's, else what the product's tags agree on."""
    own = next((option.value for option in offer.options if option.attribute == attribute), "")
    if own:
        return own
    values = labels.values(tag for tag in sold.tags if tag.attribute == attribute)
    return values[0] if len(values) == 1 else ""


def _theme(item: Item) -> str:
    """Return the variation theme: the names of the options together, as Amazon writes "SizeColor"."""
    names: Sequence[str] = item.option_names
    by_name = {option.name: option.attribute for offer in item.offers for option in offer.options}
    order = {"size": 0, "color": 1}
    listed = sorted(names, key=lambda name: order.get(by_name[name], 2))
    return "".join((by_name[name].replace("_", " ") or name).title().replace(" ", "") for name in listed)
