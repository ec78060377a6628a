"""Where the copy of a product belongs: its own blank cells, members that a record lacks, columns of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog_cli.descriptions.places import PREFIX, own_columns
from catalog_cli.feeds.target_cells import target_positions
from catalog_cli.product import Column, Field, Product, Record, Role, Schema

# Its records are items of their own, each with its texts; elsewhere those of a product stand in its first record.
_TEXTS_IN_EACH_RECORD = ("google_merchant",)


class Missing(NamedTuple):
    """A text that a record lacks: the field's name, and the blank cells that it may fill, () where there are none."""

    record: int
    name: str
    cells: tuple[Field, ...] = ()


class Places:
    """Finds what the products of a catalog lack of the asked `names`; what is there is counted in `kept`."""

    def __init__(self, columns: Schema, names: Sequence[str]) -> None:
        self.own = own_columns(columns, is_source_language=True)
        self._names, self._feed, self._columns = names, columns.feed, columns.columns

    def missing(self, product: Product) -> Iterator[Missing | str]:
        """Yield what a product lacks, and the bare name of each text that it has."""
        for number, record in enumerate(product.records):
            if record.problem is not None or (number and self._feed not in _TEXTS_IN_EACH_RECORD):
                continue
            for name in self._names:
                cells = list(self._cells(number, record, self.own.get(name, ())))
                if any(own.value.strip() or (own.existing or "").strip() for own, _ in cells):
                    yield name
                else:
                    yield Missing(number, name, tuple(own for own, is_free in cells if is_free))

    def _cells(self, number: int, record: Record, columns: Sequence[Column]) -> Iterator[tuple[Field, bool]]:
        """Yield the cells of a text, each with whether it can be written."""
        beside = target_positions(record, columns)
        for column in columns:
            for position, value in list(record.cells(column.index))[:1]:
                there = beside.get(position)
                existing = None if column.target is None else "" if there is None else record.values[there]
                is_free = (position if there is None else there) not in record.fixed
                yield Field(column, number, position, value, existing), is_free
            if column.target is not None and not any(record.cells(column.index)):
                # The target's cell alone: its text is there although its source's is not.
                for _, text in list(record.cells(column.target))[:1]:
                    yield Field(column, number, -1, "", text), False


def with_blanks(product: Product, missing: Sequence[Missing]) -> Product:
    """Return a product with the blank cells that copy may fill among its fields, in the order of its records."""
    blanks = [own for one in missing for own in one.cells]
    if not blanks:
        return product
    fields = sorted((*product.fields, *blanks), key=lambda own: (own.record, own.position))
    return product._replace(fields=tuple(fields))


def is_blank(own: Field) -> bool:
    """Return whether a field is a blank cell, which only `with_blanks` puts among a product's fields."""
    return own.column.is_translated and not own.value.strip() and not is_lent(own)


def lent(name: str, text: str) -> Field:
    """Return a text that stands in no cell as a field, so that it is translated as the product's others are."""
    column = Column(-1, f"{PREFIX}{name}", name, Role.TEXT, "written by a model or a rule")
    # As if the file had a cell for it, so that it has a target also where that is as the text itself.
    return Field(column, 0, -1, text, "")


def is_lent(own: Field) -> bool:
    """Return whether a field is none of the file's."""
    return own.column.index < 0
