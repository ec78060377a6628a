"""eBay: the names and values of a variation are among those of its listing, and no two variations have the same."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli.catalog import Catalog
from catalog_cli.errors import Where
from catalog_cli.feeds.columns import first_column
from catalog_cli.import_checks.platforms import PlatformCheck
from catalog_cli.import_checks.products import text_of
from catalog_cli.import_checks.variants import Combinations, same_values, strangers
from catalog_cli.product import Product, Record
from catalog_cli.segment import Finding, Severity


def checks(catalog: Catalog) -> list[PlatformCheck]:
    """Return what eBay asks of variations; nothing of a file without them."""
    columns = catalog.schema.columns
    kind = first_column(columns, ("relationship",))
    details = first_column(columns, ("relationship details", "variation details"))
    return [] if kind is None or details is None else [_Variations(catalog, kind, details)]


def options(details: str) -> dict[str, list[str]]:
    """Return the names and values in a cell of details.

    >>> options("Colour=Red;Blue|Size=S")
    {'Colour': ['Red', 'Blue'], 'Size': ['S']}
    """
    found: dict[str, list[str]] = {}
    for part in details.split("|"):
        name, sign, values = part.partition("=")
        if sign:
            found.setdefault(name.strip(), []).extend(value.strip() for value in values.split(";") if value.strip())
    return found


class _Variations:
    def __init__(self, catalog: Catalog, kind: int, details: int) -> None:
        self._name = catalog.name
        self._header = catalog.schema.columns[details].name
        self._kind, self._details = kind, details

    def findings(self, product: Product) -> Iterator[Finding]:
        records = [record for record in product.records if record.problem is None and record.columns is None]
        if not any(self._is_variation(record) for record in records):
            return
        listing = next((record for record in records if not text_of(record, self._kind)), None)
        named = {} if listing is None else options(text_of(listing, self._details))
        parent = {name: frozenset(values) for name, values in named.items()}
        if listing is not None and not parent:
            yield self._finding(listing, "is empty, and the listing has variations")
        met = Combinations()
        for record in records:
            if not self._is_variation(record):
                continue
            own = options(text_of(record, self._details))
            if not own:
                yield self._finding(record, "names no values of the variation")
            for message in strangers(own, parent) if parent else ():
                yield self._finding(record, message)
            values = tuple(value for name in sorted(own) for value in (name, *own[name]))
            if met.repeats(values):
                yield self._finding(record, same_values(value for each in own.values() for value in each), "variants")

    def _is_variation(self, record: Record) -> bool:
        return text_of(record, self._kind).casefold() == "variation"

    def _finding(self, record: Record, message: str, check: str = "parent") -> Finding:
        return Finding(check, Severity.CRITICAL, message, Where(self._name, record.line, self._header))

    def last(self) -> Iterator[Finding]:
        return iter(())
