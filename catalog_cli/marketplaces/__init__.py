"""What marketplaces ask of a listing: fields, limits, banned characters and phrases, casing, the order of title parts.

`MARKETPLACES` lists them; each module holds one versioned `MARKETPLACE`. Limits that an importer also has come from
the feed's table, by reference. The functions are

    marketplace, marketplaces   the built-in ones                      (fields)
    read_marketplace, chosen    a merchant's own, from a TOML file     (marketplace_files)
    breaches, problems          a field and its texts -> what is wrong (rules)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalog_cli.marketplaces.fields import (
        Casing,
        FieldKind,
        ListingField,
        Marketplace,
        Markup,
        RuleSource,
        marketplace,
        marketplaces,
    )
    from catalog_cli.marketplaces.marketplace_files import chosen, read_marketplace
    from catalog_cli.marketplaces.rules import Breach, breaches, problems

MARKETPLACES = {
    "amazon": "catalog_cli.marketplaces.amazon",
    "ebay": "catalog_cli.marketplaces.ebay",
    "google_merchant": "catalog_cli.marketplaces.google_merchant",
    "etsy": "catalog_cli.marketplaces.etsy",
    "shopify": "catalog_cli.marketplaces.shopify",
    "woocommerce": "catalog_cli.marketplaces.woocommerce",
    "mercado_livre": "catalog_cli.marketplaces.mercado_livre",
}

_EXPORTS = {
    "Breach": "rules",
    "Casing": "fields",
    "FieldKind": "fields",
    "ListingField": "fields",
    "Marketplace": "fields",
    "Markup": "fields",
    "RuleSource": "fields",
    "breaches": "rules",
    "chosen": "marketplace_files",
    "marketplace": "fields",
    "marketplaces": "fields",
    "problems": "rules",
    "read_marketplace": "marketplace_files",
}

__all__ = [
    "MARKETPLACES",
    "Breach",
    "Casing",
    "FieldKind",
    "ListingField",
    "Marketplace",
    "Markup",
    "RuleSource",
    "breaches",
    "chosen",
    "marketplace",
    "marketplaces",
    "problems",
    "read_marketplace",
]


def __getattr__(name: str) -> Any:
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_EXPORTS[name]}"), name)
