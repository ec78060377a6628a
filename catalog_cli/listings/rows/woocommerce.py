"""WooCommerce's product CSV: a row for each product, and one for each of its variations."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli.listings.labels import Labels
from catalog_cli.listings.rows import Cell, Listing, Row
from catalog_cli.marketplaces import Marketplace

_ATTRIBUTES = 3
_META = ("Meta: _yoast_wpseo_title", "Meta: _yoast_wpseo_metadesc")


def columns(marketplace: Marketplace, labels: Labels) -> tuple[str, ...]:
    """Return the names of the file's columns."""
    del marketplace, labels
    parts = ("name", "value(s)", "visible", "global")
    attributes = (f"Attribute {number} {part}" for number in range(1, _ATTRIBUTES + 1) for part in parts)
    return (
        *("Type", "SKU", "GTIN, UPC, EAN, or ISBN", "Name", "Published", "Visibility in catalog"),
        *("Short description", "Description", "Stock", "Regular price", "Categories", "Tags", "Images", "Parent"),
        *("Brands", *attributes, *_META),
    )


def rows(listing: Listing, labels: Labels) -> Iterator[Row]:
    """Yield the product's row, and of several offers a row for each."""
    del labels
    item = listing.item
    names = item.option_names[:_ATTRIBUTES] if len(item.offers) > 1 else ()
    first = item.offers[0]
    is_variable = bool(names) and all(offer.options for offer in item.offers)
    row: dict[str, Cell] = {
        "Type": "variable" if is_variable else "simple",
        "SKU": listing.handle if is_variable else listing.skus[0],
        "Name": listing.text("Name"),
        "Published": "1",
        "Visibility in catalog": "visible",
        "Short description": "\n".join(listing.texts("Short description")),
        "Description": listing.text("Description"),
        "Categories": item.category,
        "Tags": listing.texts("Tags"),
        "Images": ", ".join(dict.fromkeys(image for offer in item.offers for image in offer.images)),
        "Brands": item.brand,
        **{name: listing.text(name) for name in _META},
    }
    if not is_variable:
        yield {**row, "GTIN, UPC, EAN, or ISBN": first.gtin, "Stock": first.quantity, "Regular price": first.price}
        return
    values = {
        name: tuple(dict.fromkeys(o.value for offer in item.offers for o in offer.options if o.name == name))
        for name in names
    }
    yield {**row, **_attributes(values)}
    for offer, sku in zip(item.offers, listing.skus, strict=True):
        own = {option.name: (option.value,) for option in offer.options if option.name in names}
        yield {
            "Type": "variation",
            "SKU": sku,
            "GTIN, UPC, EAN, or ISBN": offer.gtin,
            "Name": f"{listing.text('Name')} - {', '.join(option.value for option in offer.options)}",
            "Published": "1",
            "Visibility in catalog": "visible",
            "Stock": offer.quantity,
            "Regular price": offer.price,
            "Images": next(iter(offer.images), ""),
            "Parent": listing.handle,
            **_attributes({name: own.get(name, ()) for name in names}),
        }


def _attributes(values: dict[str, tuple[str, ...]]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for number, (name, own) in enumerate(values.items(), 1):
        place = f"Attribute {number}"
        found |= {f"{place} name": name, f"{place} value(s)": own, f"{place} visible": "1", f"{place} global": "0"}
    return found
