"""Magento 2: the SKUs that a configurable product is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_cli.catalog import Catalog
from catalog_cli.feeds.columns import first_column
from catalog_cli.import_checks.platforms import PlatformCheck
from catalog_cli.import_checks.products import text_of
from catalog_cli.import_checks.references import References
from catalog_cli.product import Record
from catalog_cli.segment import Severity

# "sku=MUG-S,size=Small|sku=MUG-L,size=Large"
_SKU = re.compile(r"(?:\A|\|)\s*sku=([^,|]+)")


def checks(catalog: Catalog) -> list[PlatformCheck]:
    """Return what Magento asks of variations; nothing of a file that names none."""
    columns = catalog.schema.columns
    sku, variations = (first_column(columns, (name,)) for name in ("sku", "configurable variations"))
    if sku is None or variations is None:
        return []

    def names(record: Record) -> Iterator[str]:
        # Magento finds SKUs without regard to case.
        yield from (f"s{text.casefold()}" for text in [text_of(record, sku)] if text)

    def named(record: Record) -> Iterator[str]:
        for found in _SKU.finditer(text_of(record, variations)):
            yield f"s{found[1].strip().casefold()}"

    message = "no row of the file has this SKU: it must be in the shop already"
    return [References(catalog, variations, names, named, Severity.MAJOR, message)]
