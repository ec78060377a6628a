"""The cells of a translation: what stands there for each text of the source, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog_cli import formats
from catalog_cli.errors import Where
from catalog_cli.job import Layout
from catalog_cli.product import Column, Field, Product, Record
from catalog_cli.segment import SegmentId, field_ids

_NOWHERE = -1


class TargetCell(NamedTuple):
    """One cell of a translation: its text, None where the layout has a place and the file no cell.

    `product` counts the products of the file from 0, `field` the fields of the product that hold language; in a file of
    translations alone they are the number of its record and the index of its column. A blank cell is no field: it has
    -1 there, and in `blank` the index of its record in the product.
    """

    product: int
    field: int
    variant_key: str
    base: str
    occurrence: int
    text: str | None
    place: Where | None
    blank: int | None = None

    @property
    def can_be_written(self) -> bool:
        """Whether the file has a place for another text."""
        return self.product != _NOWHERE


def language_fields(product: Product, catalog: str) -> Iterator[tuple[SegmentId, Field]]:
    """Yield the fields of a product that hold language, each with the id of its first segment."""
    for first, own in field_ids(product, catalog):
        if own.column.is_translated:
            yield first, own


def product_cells(product: Product, number: int, table: formats.Table, layout: Layout) -> list[TargetCell]:
    """Return the cells of a product of the translation in the order of its fields; `table` is the file's."""
    cells = []
    for index, (first, own) in enumerate(language_fields(product, "")):
        record = product.records[own.record if own.beside is None else own.beside]
        text = target_text(product, own, layout)
        place = None if text is None else place_of(own, record, table)
        cells.append(TargetCell(number, index, first.variant_key, first.field, first.occurrence, text, place))
    return cells


def place_of(own: Field, record: Record, table: formats.Table) -> Where:
    """Return where the translation of a field stands: in a column of its own, if it has one."""
    target = own.column.target
    column = own.column.name if target is None or own.beside is not None else table.columns[target]
    return Where(table.facts.name, record.line, column)


def target_text(product: Product, own: Field, layout: Layout) -> str | None:
    """Return the translation that stands for a field of the output, None if there is no cell for it.

    One that its platform marks as outdated stands there all the same.
    """
    if own.existing is not None:
        if own.existing or own.beside is not None or own.column.target is None:
            return own.existing
        return product.records[own.record].value(own.column.target)
    has_own_place = layout is not Layout.REPLACE or own.column.target is not None
    return None if has_own_place else own.value


def _paired_variants(sources: Sequence[str], targets: Sequence[str]) -> dict[str, str]:
    """Return the translation's name of each variant that is named otherwise in the source, in their order.

    A variant without a SKU is named by its option values. Where the two do not have equally many, none is told.

    >>> _paired_variants(["", "A-1", "navy", "navy"], ["", "A-1", "marinha"])
    {'navy': 'marinha'}
    """
    here = [name for name in dict.fromkeys(sources) if name not in targets]
    there = [name for name in dict.fromkeys(targets) if name not in sources]
    return dict(zip(here, there, strict=True)) if len(here) == len(there) else {}


def blank_field(product: Product, columns: Sequence[Column], cell: TargetCell) -> Field | None:
    """Return the field that a blank cell of a product would be, None if its record has no such cell."""
    column = next((column for column in columns if column.base == cell.base and column.is_translated), None)
    if column is None or cell.blank is None or cell.blank >= len(product.records):
        return None
    cells = product.records[cell.blank].cells(column.index)
    return next((Field(column, cell.blank, at, text) for at, text in cells if not text.strip()), None)


def existing_cell(product: Product, own: Field, table: formats.Table) -> TargetCell | None:
    """Return the translation that the source itself has of a field, None if it has none; it is not written there."""
    if own.existing is None or not own.existing.strip():
        return None
    record = product.records[own.record if own.beside is None else own.beside]
    return TargetCell(_NOWHERE, _NOWHERE, "", own.column.base, 0, own.existing, place_of(own, record, table))


def paired_cells(
    fields: Sequence[tuple[SegmentId, Field]], cells: Sequence[TargetCell] | None, *, is_in_place: bool
) -> Iterator[tuple[SegmentId, Field, TargetCell | None]]:
    """Yield the fields of a product of the source, each with its cell in the translation, None if it has none.

    `cells` is None where the translation has no such product. Where both have the same columns in the same order, they
    are paired by it: a variant without a SKU is named by its text, which is another in the translation. Where texts
    stand in place of the source's, a cell that is blank is no field: it is one without a text.
    """
    if cells is not None and [first.field for first, _ in fields] == [cell.base for cell in cells]:
        for (first, own), cell in zip(fields, cells, strict=True):
            yield first, own, cell
        return
    known = {(cell.variant_key, cell.base, cell.occurrence): cell for cell in cells or ()}
    names = _paired_variants([first.variant_key for first, _ in fields], [cell.variant_key for cell in cells or ()])
    for first, own in fields:
        there = names.get(first.variant_key, first.variant_key)
        found = known.get((there, first.field, first.occurrence))
        if found is None and cells is not None and is_in_place:
            place = next((cell.place for cell in cells if cell.variant_key == there), None)
            place = place and Where(place.file, place.row, own.column.name)
            number = cells[0].product if cells else _NOWHERE
            blank = first.variant_key, first.field, first.occurrence
            found = TargetCell(number, _NOWHERE, *blank, "", place, own.record)
        yield first, own, found
