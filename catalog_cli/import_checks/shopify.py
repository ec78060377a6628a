"""Shopify: options have names where they have values, and no two variants of a product have the same values."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli.catalog import Catalog
from catalog_cli.errors import Where
from catalog_cli.import_checks.platforms import PlatformCheck
from catalog_cli.import_checks.products import text_of
from catalog_cli.import_checks.variants import Combinations, numbered, same_values
from catalog_cli.product import Product, Record
from catalog_cli.segment import Finding, Severity


def checks(catalog: Catalog) -> list[PlatformCheck]:
    """Return what Shopify asks of the options of a product."""
    return [_Options(catalog)]


class _Options:
    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._names = numbered(catalog.schema.columns, (r"option [123] name",))
        self._values = numbered(catalog.schema.columns, (r"option [123] value",))

    def findings(self, product: Product) -> Iterator[Finding]:
        # In JSON each row is a product of its own: its names stand elsewhere.
        records = [record for record in product.records if record.problem is None and record.columns is None]
        for number, column in self._values.items():
            if first := next((record for record in records if text_of(record, column.index)), None):
                yield from self._unnamed(number, first, records)
        met = Combinations()
        for record in records:
            values = tuple(text_of(record, column.index) for column in self._values.values())
            if met.repeats(values):
                place = Where(self._catalog.name, record.line, next(iter(self._values.values())).name)
                yield Finding("variants", Severity.CRITICAL, same_values(values), place)

    def _unnamed(self, number: int, first: Record, records: list[Record]) -> Iterator[Finding]:
        named = self._names.get(number)
        if named is None:
            place = Where(self._catalog.name, first.line, self._values[number].name)
            yield Finding("variants", Severity.CRITICAL, f"there is no column for the name of option {number}", place)
        elif not any(text_of(record, named.index) for record in records):
            place = Where(self._catalog.name, first.line, named.name)
            yield Finding("variants", Severity.CRITICAL, "is empty, and the option has values", place)

    def last(self) -> Iterator[Finding]:
        return iter(())
