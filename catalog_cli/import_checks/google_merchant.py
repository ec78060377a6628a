"""Google Merchant Center: the items of a group differ by their variant attributes; a colour is a name.

Google's product data specification, "item group ID" and "color", names the attributes and what is no colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_cli import notations
from catalog_cli.catalog import Catalog
from catalog_cli.errors import Where
from catalog_cli.feeds.columns import first_column
from catalog_cli.feeds.keys import HashSet, name_hash
from catalog_cli.feeds.table import matches
from catalog_cli.import_checks.cells import quoted
from catalog_cli.import_checks.platforms import PlatformCheck
from catalog_cli.import_checks.products import text_of
from catalog_cli.product import Product, Record
from catalog_cli.segment import Finding, Severity

_GROUP = ("(?:g )?item group id",)
_ATTRIBUTES = (
    "(?:g )?(?:colou?rs?|sizes?|materials?|patterns?|age group|gender|size type|size system)",
    r"(?:g )?variant options?(?: .+)?",
)
_COLOUR = ("(?:g )?colou?rs?",)
# A number, also of RGB, or one letter; in scripts of one character a word, a colour is one.
_NO_COLOUR = re.compile(r"\d|\A[A-Za-z\u00c0-\u024f]\Z")
_SEPARATOR = "\x1f"


def checks(catalog: Catalog) -> list[PlatformCheck]:
    """Return what Google asks of colours, and of the items of a group where the file has groups."""
    group = first_column(catalog.schema.columns, _GROUP)
    colours: list[PlatformCheck] = [_Colours(catalog)]
    return colours if group is None else [*colours, _Groups(catalog, group)]


class _Colours:
    def __init__(self, catalog: Catalog) -> None:
        self._name = catalog.name
        self._columns = {c.index: c for c in catalog.schema.columns if matches(_COLOUR, c.base)}

    def findings(self, product: Product) -> Iterator[Finding]:
        for record in product.records:
            if record.problem is not None:
                continue
            for index, column in self._columns.items():
                for _, cell in record.cells(index):
                    for value in notations.values(cell, column):
                        if _NO_COLOUR.search(value):
                            place = Where(self._name, record.line, column.name)
                            message = f"{quoted(value)} is no name of a colour: Google leaves it out"
                            yield Finding("value", Severity.MAJOR, message, place)

    def last(self) -> Iterator[Finding]:
        return iter(())


class _Groups:
    """In XML an item is a product of its own, so what was met is kept for the whole file, as hashes."""

    def __init__(self, catalog: Catalog, group: int) -> None:
        self._name = catalog.name
        self._columns = catalog.schema.columns
        self._group = group
        self._attributes = [c.index for c in self._columns if matches(_ATTRIBUTES, c.base)]
        self._met = HashSet()

    def findings(self, product: Product) -> Iterator[Finding]:
        records = [r for r in product.records if r.problem is None and text_of(r, self._group)]
        for record in records:
            values = [_SEPARATOR.join(value.strip() for _, value in record.cells(i)) for i in self._attributes]
            if not self._met.add(name_hash(_SEPARATOR.join([text_of(record, self._group), *values]))):
                message = "another item of the group has the same variant attributes: the two cannot be told apart"
                yield self._finding("variants", record, self._group, message)
        yield from self._gaps(records)

    def _gaps(self, records: list[Record]) -> Iterator[Finding]:
        """Yield a finding for each item that lacks what tells the others of its group apart."""
        for index in self._attributes:
            values = [text_of(record, index) for record in records]
            if all(values) or len(set(filter(None, values))) < 2:
                continue
            for record, value in zip(records, values, strict=True):
                if not value:
                    yield self._finding(
                        "variants", record, index, "is empty, and other items of the group differ by it"
                    )

    def _finding(self, check: str, record: Record, column: int, message: str) -> Finding:
        return Finding(check, Severity.MAJOR, message, Where(self._name, record.line, self._columns[column].name))

    def last(self) -> Iterator[Finding]:
        return iter(())
