"""Cells that name other rows: whether the rows are there, found in a file of any size and in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from catalog_cli.catalog import Catalog
from catalog_cli.errors import Where
from catalog_cli.feeds.keys import HashSet, name_hash
from catalog_cli.import_checks.cells import quoted
from catalog_cli.product import Product, Record
from catalog_cli.segment import Finding, Severity


@dataclass(slots=True)
class References:
    """The names of rows, and the cells of `column` that name them.

    `names` gives the names of a row, `named` those that stand in a cell; `severity` and `message` are of a name that
    no row has. Names are kept as hashes, at 12 to 24 bytes each; if any is left open when the file has been read, it
    is read once more.
    """

    catalog: Catalog
    column: int
    names: Callable[[Record], Iterable[str]]
    named: Callable[[Record], Iterable[str]]
    severity: Severity
    message: str
    _seen: HashSet = field(default_factory=HashSet)
    _is_open: bool = False

    def findings(self, product: Product) -> Iterator[Finding]:
        """Take note of a product's rows; nothing can be said before all are known."""
        records = [record for record in product.records if record.problem is None]
        for record in records:
            for name in self.names(record):
                self._seen.add(name_hash(name))
        if not self._is_open:
            self._is_open = any(name_hash(name) not in self._seen for record in records for name in self.named(record))
        return iter(())

    def last(self) -> Iterator[Finding]:
        """Yield a finding for each name that no row of the file has."""
        if not self._is_open:
            return
        header = self.catalog.schema.columns[self.column].name
        for record in self.catalog.table.records():
            if record.problem is not None:
                continue
            for name in self.named(record):
                if name_hash(name) not in self._seen:
                    place = Where(self.catalog.name, record.line, header)
                    # The first letter says what kind of name it is.
                    yield Finding("parent", self.severity, f"{quoted(name[1:])}: {self.message}", place)
