"""Google Merchant Center: the items of a group differ by their variant attributes, and all have those that differ.

Google's product data specification, "item group ID", names the attributes.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli.catalog import Catalog
from catalog_cli.errors import Where
from catalog_cli.feeds.columns import first_column
from catalog_cli.feeds.keys import HashSet, name_hash
from catalog_cli.feeds.table import matches
from catalog_cli.import_checks.platforms import PlatformCheck
from catalog_cli.import_checks.products import text_of
from catalog_cli.product import Product, Record
from catalog_cli.segment import Finding, Severity

_GROUP = ("(?:g )?item group id",)
_ATTRIBUTES = (
    "(?:g )?(?:colou?rs?|sizes?|materials?|patterns?|age group|gender|size type|size system)",
    r"(?:g )?variant options?(?: .+)?",
)
_SEPARATOR = "\x1f"


def checks(catalog: Catalog) -> list[PlatformCheck]:
    """Return what Google asks of the items of a group; nothing of a file without groups."""
    group = first_column(catalog.schema.columns, _GROUP)
    return [] if group is None else [_Groups(catalog, group)]


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
