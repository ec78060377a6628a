"""Which rows are one product: what a row says of the product it belongs to, and the rows that stand together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from catalog_cli.feeds.columns import first_column
from catalog_cli.feeds.headers import words
from catalog_cli.feeds.table import FeedTable, feed_table, matches
from catalog_cli.product import Column, Record, Role, Schema

# A product of more rows is cut, so that a file whose every title is blank does not end up in memory whole.
# Shopify, the largest, allows 2,048 variants and 250 images a product.
MOST_RECORDS = 4_096

# How WooCommerce tells a product's number from its SKU, wherever it refers to one.
_BY_ID = "id:"


class Group(NamedTuple):
    """The records of one product, in file order.

    `head` is the position of the record that the others belong to. `is_rest`: the product began in an earlier group,
    which had `MOST_RECORDS`.
    """

    records: Sequence[Record]
    head: int = 0
    is_rest: bool = False


class Place(NamedTuple):
    """Where a record stands whose product's other records stand elsewhere: its number and its product."""

    number: int
    product: int
    is_first: bool


class Elsewhere(Protocol):
    """The products whose rows do not stand together (`gathering.Gathering`)."""

    def places(self) -> Iterator[Place]:
        """Yield the places of all their records in file order."""
        ...

    def groups(self, product: int, rows: RowNames) -> Iterator[Group]:
        """Yield the records of one product."""
        ...


_NOWHERE = Place(0, 0, False)


@dataclass(slots=True)
class _Head:
    """What the first row of a product says of the rows that may follow it; `names` are read when they are asked for."""

    values: Sequence[str]
    grouping: str
    names: frozenset[str] | None = None


class RowNames:
    """The columns of a schema that say which product a row belongs to.

    `keys` may name a product, best first; `grouping` is one of them whose equal cells join rows.
    """

    def __init__(self, schema: Schema) -> None:
        table, columns = feed_table(schema.feed), schema.columns
        self.grouping = schema.grouping
        self.keys = _key_columns(schema, table)
        self.skus = _sku_columns(columns, table)
        self._naming = [index for index in self.keys if not columns[index].in_variant and index != schema.grouping]
        self._names = tuple(dict.fromkeys((*self.keys, *self.skus)))
        self._parent = first_column(columns, table.parents)
        self._titles = [column.index for column in columns if _is_title(column, table)]
        # "Parent ID" holds an id where a SKU may have the same digits; "Parent" and "Parent SKU" hold a SKU.
        is_id = self._parent is not None and "id" in words(columns[self._parent].base).split()
        self._spaces = "ks" if is_id else "sk"

    @property
    def can_be_scattered(self) -> bool:
        """Whether any column joins rows, wherever they stand."""
        return self.grouping is not None or self._parent is not None or bool(self._titles and self._naming)

    def groups(self, records: Iterable[Record], elsewhere: Elsewhere | None = None) -> Iterator[Group]:
        """Yield the records of one product after another: consecutive ones, and with the first of those of a product
        that stands in several places, all of them."""
        group: list[Record] = []
        head: _Head | None = None
        is_rest = False
        places = iter(()) if elsewhere is None else elsewhere.places()
        place = next(places, _NOWHERE)
        for record in records:
            if record.number == place.number and elsewhere is not None:
                if group:
                    yield Group(group, 0, is_rest)
                group, head, is_rest = [], None, False
                if place.is_first:
                    yield from elsewhere.groups(place.product, self)
                place = next(places, _NOWHERE)
                continue
            goes_on = head is not None and self._continues(record, head)
            if goes_on and len(group) < MOST_RECORDS:
                group.append(record)
                continue
            if group:
                yield Group(group, 0, is_rest)
            group, is_rest = [record], goes_on
            if not goes_on:
                has_names = record.problem is None and record.columns is None
                head = _Head(record.values, cell(record.values, self.grouping)) if has_names else None
        if group:
            yield Group(group, 0, is_rest)

    def _continues(self, record: Record, head: _Head) -> bool:
        """Whether a row belongs to the product that `head` began."""
        if record.problem is not None or record.columns is not None:
            return False
        values = record.values
        if own := cell(values, self.grouping):
            return own == head.grouping
        if parent := self._reference(values):
            if self._is_own(parent, values):
                return False
            return parent == self._reference(head.values) or any(name in self._names_of(head) for name in parent)
        if not self.is_untitled(values):
            return False
        naming = self._named(values, self._naming)
        return not naming or all(name in self._names_of(head) for name in naming)

    def _names_of(self, head: _Head) -> frozenset[str]:
        if head.names is None:
            head.names = frozenset(self.names(head.values))
        return head.names

    def own_group(self, values: Sequence[str]) -> str:
        """Return the cell that is equal in all rows of the product, "" if the row has none."""
        return cell(values, self.grouping)

    def wanted(self, values: Sequence[str]) -> tuple[str, ...]:
        """Return the names of the row that this one belongs to, best first; none for a row that begins a product.

        The first letter says what each is: "k" is in a column that names products, "s" is a SKU. A row without a title
        wants the row with one that has its own name.
        """
        if parent := self._reference(values):
            return () if self._is_own(parent, values) else parent
        if self.is_untitled(values):
            return tuple(self._named(values, self._naming)[:1])
        return ()

    def names(self, values: Sequence[str]) -> list[str]:
        """Return the names that other rows may know this one by, written as those of `wanted`."""
        return self._named(values, self._names)

    def _named(self, values: Sequence[str], indices: Iterable[int]) -> list[str]:
        return [f"{'s' if index in self.skus else 'k'}{name}" for index in indices if (name := cell(values, index))]

    def is_untitled(self, values: Sequence[str]) -> bool:
        """Return whether the row has no title where others have one."""
        return bool(self._titles) and not any(cell(values, index) for index in self._titles)

    def _reference(self, values: Sequence[str]) -> tuple[str, ...]:
        """Return the names of the row's parent, best first."""
        parent = cell(values, self._parent)
        if not parent:
            return ()
        if parent.startswith(_BY_ID) and (name := parent[len(_BY_ID) :].strip()):
            return (f"k{name}",)
        return tuple(f"{space}{parent}" for space in self._spaces)

    def _is_own(self, reference: Sequence[str], values: Sequence[str]) -> bool:
        names = self.names(values)
        return any(name in names for name in reference)


def cell(values: Sequence[str], index: int | None) -> str:
    """Return a row's cell without padding, "" where it has none."""
    return values[index].strip() if index is not None and index < len(values) else ""


def _is_title(column: Column, table: FeedTable) -> bool:
    """Whether the column names the product, whatever the user made of it."""
    if column.role is Role.TITLE:
        return True
    found = table.rule(column.base)
    return found is not None and found[0].role is Role.TITLE and not found[1]


def _sku_columns(columns: Sequence[Column], table: FeedTable) -> tuple[int, ...]:
    """Return the columns that name a variant: those of the best pattern that any column fits."""
    for pattern in table.skus:
        if found := tuple(c.index for c in columns if matches((pattern,), c.base)):
            return found
    return ()


def _key_columns(schema: Schema, table: FeedTable) -> tuple[int, ...]:
    """Return the columns that may name a product, best first: a cell that is blank leaves it to the next."""
    fallback = (first_column(schema.columns, (pattern,)) for pattern in table.identifiers)
    ordered = [schema.identifier, schema.grouping, *fallback]
    return tuple(dict.fromkeys(index for index in ordered if index is not None))
