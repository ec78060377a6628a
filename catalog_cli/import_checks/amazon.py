"""Amazon: a child names its parent, which is in the file, and the theme by which they vary; what titles may hold.

What is asked of children is said by no document that anyone can read; sellers know it from the errors they get.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from catalog_cli.catalog import Catalog
from catalog_cli.errors import Where
from catalog_cli.feeds.columns import first_column
from catalog_cli.feeds.headers import words
from catalog_cli.feeds.table import feed_table
from catalog_cli.import_checks.cells import UNPROVEN, quoted
from catalog_cli.import_checks.platforms import PlatformCheck
from catalog_cli.import_checks.products import text_of
from catalog_cli.import_checks.references import References
from catalog_cli.product import Column, Product, Record
from catalog_cli.segment import Finding, Severity

# Actions that leave what a row does not name, or take the product away.
_PARTIAL = ("partial", "delete")
# Seller help, "Product title requirements": these stand in no title but as part of the brand, and no word more than
# twice, but for articles, prepositions and the like, which are short in most languages.
_BANNED = re.compile(r"[!$?_{}^¬¦]")
_MOST_REPEATS = 2
# A longer title is refused for its length.
_MOST_COUNTED = 1_000
_WORD = re.compile(r"[^\W\d_]{5,}")


def checks(catalog: Catalog) -> list[PlatformCheck]:
    """Return what Amazon asks of titles, and of children where the file has a column for their parents."""
    table, columns = feed_table(catalog.schema.feed), catalog.schema.columns
    parent, sku = first_column(columns, table.parents), first_column(columns, table.skus)
    titles: list[PlatformCheck] = [_Titles(catalog)]
    if parent is None or sku is None:
        return titles

    def names(record: Record) -> Iterator[str]:
        yield from (f"s{text}" for text in [text_of(record, sku)] if text)

    def named(record: Record) -> Iterator[str]:
        yield from (f"s{text}" for text in [text_of(record, parent)] if text)

    message = f"no row of the file has this parent's SKU: it must be listed already{UNPROVEN}"
    children = _Children(catalog, parent, sku)
    return [*titles, children, References(catalog, parent, names, named, Severity.MAJOR, message)]


class _Titles:
    def __init__(self, catalog: Catalog) -> None:
        columns = catalog.schema.columns
        self._name = catalog.name
        self._titles = [c for c in columns if words(c.base).startswith("item name")]
        self._brands = [c.index for c in columns if c.holds_names]

    def findings(self, product: Product) -> Iterator[Finding]:
        for record in product.records:
            if record.problem is None:
                for column in self._titles:
                    if title := text_of(record, column.index):
                        yield from self._of(title, record, column)

    def _of(self, title: str, record: Record, column: Column) -> Iterator[Finding]:
        place = Where(self._name, record.line, column.name)
        if banned := set(_BANNED.findall(title)):
            banned -= {sign for index in self._brands for sign in text_of(record, index)}
            for sign in sorted(banned):
                yield Finding("title", Severity.MAJOR, f'holds "{sign}", which Amazon takes in no title', place)
        if len(title) < _MOST_COUNTED:
            counts = Counter(_WORD.findall(title.casefold()))
            for word in sorted(word for word, count in counts.items() if count > _MOST_REPEATS):
                yield Finding("title", Severity.MINOR, f"says {quoted(word)} more than twice", place)

    def last(self) -> Iterator[Finding]:
        return iter(())


class _Children:
    def __init__(self, catalog: Catalog, parent: int, sku: int) -> None:
        columns = catalog.schema.columns
        self._name = catalog.name
        self._columns = columns
        self._parent, self._sku = parent, sku
        self._level = _starting(columns, "parentage", "parent child")
        self._theme = _starting(columns, "variation theme")
        self._action = _starting(columns, "record action", "update delete")

    def findings(self, product: Product) -> Iterator[Finding]:
        records = [record for record in product.records if record.problem is None]
        themes = {text_of(record, self._sku): text_of(record, self._theme) for record in records}
        for record in records:
            parent = text_of(record, self._parent)
            if text_of(record, self._level).casefold() != "child" and not parent:
                continue
            if not parent:
                yield self._finding(record, self._parent, "is empty, and the row is a child")
            if self._theme is None:
                continue
            theme, of_parent = text_of(record, self._theme), themes.get(parent, "")
            if not theme and not self._is_partial(record):
                yield self._finding(record, self._theme, "is empty, and the row is a child")
            if theme and of_parent and theme.casefold() != of_parent.casefold():
                yield self._finding(record, self._theme, f"{quoted(theme)} is not the parent's {quoted(of_parent)}")

    def _is_partial(self, record: Record) -> bool:
        action = text_of(record, self._action).casefold()
        return any(name in action for name in _PARTIAL)

    def _finding(self, record: Record, column: int, message: str) -> Finding:
        place = Where(self._name, record.line, self._columns[column].name)
        return Finding("parent", Severity.MAJOR, f"{message}{UNPROVEN}", place)

    def last(self) -> Iterator[Finding]:
        return iter(())


def _starting(columns: Sequence[Column], *names: str) -> int | None:
    return next((column.index for column in columns if words(column.base).startswith(names)), None)
