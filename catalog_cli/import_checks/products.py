"""What a feed asks of the file and of each product: columns that are there, cells that are filled, unique values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog_cli.errors import Where
from catalog_cli.feeds.columns import first_column
from catalog_cli.feeds.headers import words
from catalog_cli.feeds.keys import HashSet, name_hash
from catalog_cli.feeds.locale_rows import view_rows
from catalog_cli.feeds.table import FeedTable, feed_table, matches
from catalog_cli.import_checks.cells import quoted
from catalog_cli.import_checks.rule_names import readable
from catalog_cli.product import Column, Product, Record, Role, Schema
from catalog_cli.segment import Finding, Severity

_SEPARATOR = "\x1f"
# A message names this many of the spellings of a column.
_MOST_NAMED = 3
# Akeneo's identifiers, by its help page on importing products: "SKU-1" is "sku-1".
_WITHOUT_CASE = frozenset({"akeneo"})


def missing_columns(columns: Sequence[Column], table: FeedTable, name: str) -> Iterator[Finding]:
    """Yield a finding for each column that the import needs and the file has not."""
    for group in table.import_rules.required:
        if not any(matches(group, column.base) for column in columns):
            names = list(dict.fromkeys(map(readable, group)))
            shown = " or ".join(f'"{each}"' for each in names[:_MOST_NAMED])
            message = f"there is no column {shown}, and the import needs {'one of them' if len(names) > 1 else 'it'}"
            yield Finding("required", Severity.CRITICAL, message, Where(name))


class ProductChecks:
    """Cells of a product's first row that must be filled, and values that must be unique in the catalog.

    Remembers 12 to 24 bytes for each product and each unique value.
    """

    def __init__(self, schema: Schema, name: str) -> None:
        table, columns = feed_table(schema.feed), schema.columns
        rules = table.import_rules
        self._name = name
        self._columns = columns
        self._grouping = schema.grouping
        self._parent = first_column(columns, table.parents)
        self._title = _title_column(columns, table)
        self._filled = _by_words([column for column in columns if matches(rules.filled, column.base)])
        unique = [column for column in columns if matches(rules.unique, column.base)]
        self._unique = [column for column in unique if column.index != schema.grouping]
        self._is_group_unique = len(unique) > len(self._unique)
        views = view_rows(schema)
        self._view = None if views is None else views.column
        self._has_case = table.name not in _WITHOUT_CASE
        self._groups = HashSet()
        self._seen = HashSet()

    def findings(self, product: Product) -> list[Finding]:
        """Return what is wrong with the rows of a product."""
        found: list[Finding] = []
        head = self._head(product)
        if head is not None and self._filled and self._is_new(head):
            found += self._blanks(head)
        if self._is_group_unique and len(product.records) > 1:
            found += self._other_products(product)
        if self._unique:
            for record in product.records:
                if record.problem is None:
                    found += self._repeated(record)
        return found

    def _head(self, product: Product) -> Record | None:
        """Return the first row that belongs to no other, None if all do: their parent is in another file."""
        for record in product.records:
            if record.problem is None and (self._parent is None or not text_of(record, self._parent)):
                return record
        return None

    def _is_new(self, head: Record) -> bool:
        """Whether the product was not met before; the rows of one may stand apart in JSON, or be very many."""
        group = text_of(head, self._grouping)
        return not group or self._groups.add(name_hash(group))

    def _blanks(self, head: Record) -> Iterator[Finding]:
        for columns in self._filled:
            if not any(text_of(head, column.index) for column in columns):
                place = Where(self._name, head.line, columns[0].name)
                yield Finding("filled", Severity.CRITICAL, "is empty, and the import needs a value", place)

    def _other_products(self, product: Product) -> Iterator[Finding]:
        """Yield a finding for a row that begins another product under the same unique name."""
        if self._title is None or self._grouping is None:
            return
        titles: dict[str, str] = {}
        for record in product.records:
            title = text_of(record, self._title)
            if not title or record.problem is not None:
                continue
            first = titles.setdefault(text_of(record, self._view), title)
            if title != first:
                name = self._columns[self._grouping].name
                message = f"{quoted(text_of(record, self._grouping))} is the name of {quoted(first)} too: the import "
                place = Where(self._name, record.line, name)
                yield Finding("unique", Severity.CRITICAL, f"{message}would make one product of both", place)
                return

    def _repeated(self, record: Record) -> Iterator[Finding]:
        view = text_of(record, self._view)
        for column in self._unique:
            for _, cell in record.cells(column.index):
                value = cell.strip()
                name = value if self._has_case else value.casefold()
                if value and not self._seen.add(name_hash(f"{column.index}{_SEPARATOR}{view}{_SEPARATOR}{name}")):
                    message = f"{quoted(value)} stands in an earlier row too, and must be unique"
                    place = Where(self._name, record.line, column.name)
                    yield Finding("unique", Severity.CRITICAL, message, place)


def text_of(record: Record, column: int | None) -> str:
    """Return a record's first cell of a column without padding, "" where there is none."""
    if column is None:
        return ""
    if record.columns is None:
        return record.values[column].strip() if column < len(record.values) else ""
    return record.value(column).strip()


def _title_column(columns: Sequence[Column], table: FeedTable) -> int | None:
    """Return the column that names products: the first in the order of the table's rules."""
    for rule in table.rules:
        if rule.role is Role.TITLE and (found := first_column(columns, rule.headers)) is not None:
            return found
    return None


def _by_words(columns: Sequence[Column]) -> list[list[Column]]:
    """Return columns of one name, in whatever language, as one: it is enough that one of them is filled."""
    groups: dict[str, list[Column]] = {}
    for column in columns:
        groups.setdefault(words(column.base), []).append(column)
    return list(groups.values())
