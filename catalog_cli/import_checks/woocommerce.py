"""WooCommerce: a variation's attribute values are among its parent's, and the parent is in the file.

A variation whose value its parent does not have is imported, and no buyer can choose it.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli import notations
from catalog_cli.catalog import Catalog
from catalog_cli.errors import Where
from catalog_cli.feeds.columns import first_column
from catalog_cli.feeds.woocommerce_headers import spelled
from catalog_cli.import_checks.platforms import PlatformCheck
from catalog_cli.import_checks.products import text_of
from catalog_cli.import_checks.references import References
from catalog_cli.import_checks.variants import Combinations, numbered, same_values, strangers
from catalog_cli.product import Column, Product, Record
from catalog_cli.segment import Finding, Severity

# How WooCommerce tells a product's number from its SKU, wherever it refers to one.
_BY_ID = "id:"


def checks(catalog: Catalog) -> list[PlatformCheck]:
    """Return what WooCommerce asks of variations; nothing of a file without parents."""
    columns = catalog.schema.columns
    parent = first_column(columns, spelled("Parent"))
    if parent is None:
        return []
    sku, number = first_column(columns, spelled("SKU")), first_column(columns, spelled("ID"))

    def names(record: Record) -> Iterator[str]:
        yield from (f"s{text}" for text in [text_of(record, sku)] if text)
        yield from (f"i{text}" for text in [text_of(record, number)] if text)

    def named(record: Record) -> Iterator[str]:
        if text := text_of(record, parent):
            yield f"i{text[len(_BY_ID) :].strip()}" if text.startswith(_BY_ID) else f"s{text}"

    message = "no row of the file is this parent: it must be in the shop already"
    return [_Variations(catalog, parent), References(catalog, parent, names, named, Severity.MAJOR, message)]


class _Variations:
    def __init__(self, catalog: Catalog, parent: int) -> None:
        columns = catalog.schema.columns
        self._catalog = catalog
        self._parent = parent
        self._names = numbered(columns, spelled("Attribute 1 name"))
        self._values = numbered(columns, spelled("Attribute 1 value(s)"))
        self._global = numbered(columns, spelled("Attribute 1 global"))

    def findings(self, product: Product) -> Iterator[Finding]:
        records = [record for record in product.records if record.problem is None and record.columns is None]
        if len(records) < 2:
            return
        head = next((record for record in records if not text_of(record, self._parent)), None)
        if head is None:
            return
        parent = {name: frozenset(values) for name, values, _ in self._attributes(head)}
        met = Combinations()
        for record in records:
            if not text_of(record, self._parent):
                continue
            attributes = list(self._attributes(record))
            for name, values, column in attributes:
                place = Where(self._catalog.name, record.line, column.name)
                for message in strangers({name: values}, parent):
                    yield Finding("parent", Severity.CRITICAL, message, place)
            pairs = sorted((name, *values) for name, values, _ in attributes)
            if met.repeats(tuple("=".join(pair) for pair in pairs)):
                shown = [value for _, values, _ in attributes for value in values]
                place = Where(self._catalog.name, record.line, attributes[0][2].name)
                yield Finding("variants", Severity.CRITICAL, same_values(shown), place)

    def _attributes(self, record: Record) -> Iterator[tuple[str, tuple[str, ...], Column]]:
        """Yield (name, values, column of the values) of a row's attributes; terms of a taxonomy have no case."""
        for number, column in self._values.items():
            named = self._names.get(number)
            name = "" if named is None else notations.read(text_of(record, named.index), named.notation)
            values = notations.values(text_of(record, column.index), column)
            if not name or not values:
                continue
            setting = self._global.get(number)
            if setting is not None and text_of(record, setting.index) == "1":
                values = tuple(value.casefold() for value in values)
            yield name, values, column

    def last(self) -> Iterator[Finding]:
        return iter(())
