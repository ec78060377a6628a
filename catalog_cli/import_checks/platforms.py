"""What is asked of one platform's rows alone, by feed: how parents, variants and groups agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Protocol

from catalog_cli.catalog import Catalog
from catalog_cli.product import Product
from catalog_cli.segment import Finding

# By feed: a function of the catalog that returns what to ask of its products.
PLATFORMS = {
    "shopify": "catalog_cli.import_checks.shopify",
    "woocommerce": "catalog_cli.import_checks.woocommerce",
    "magento": "catalog_cli.import_checks.magento",
    "google_merchant": "catalog_cli.import_checks.google_merchant",
    "amazon": "catalog_cli.import_checks.amazon",
    "ebay": "catalog_cli.import_checks.ebay",
}


class PlatformCheck(Protocol):
    """One thing that is asked of the products of a catalog."""

    def findings(self, product: Product) -> Iterator[Finding]:
        """Yield what is wrong with one product."""
        ...

    def last(self) -> Iterator[Finding]:
        """Yield what can be told only when all products are known."""
        ...


def platform_checks(catalog: Catalog) -> Sequence[PlatformCheck]:
    """Return what is asked of the rows of the catalog's platform, nothing for a platform without such rules."""
    name = PLATFORMS.get(catalog.schema.feed)
    if name is None:
        return ()
    found: Sequence[PlatformCheck] = import_module(name).checks(catalog)
    return found
