"""What a run may change in each record of a catalog: all that it would write if every text got a target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import islice
from typing import NamedTuple

from catalog_cli import feeds
from catalog_cli.catalog import Catalog
from catalog_cli.feeds.target_cells import target_positions
from catalog_cli.job import HandlePolicy, Job, Layout
from catalog_cli.product import Edit, Field, Product, Record, Role, Schema

# Stands in an edit for any text: no cell of a catalog is a lone NUL.
_ANY = "\0"


class Allowance(NamedTuple):
    """What may become of one record, or, with a `row`, a row that may stand below it.

    `edit` has a text for each cell that may differ or be added; `row` the text of each cell of the new row by column,
    `is_any` telling where any will do.
    """

    record: Record
    edit: Edit
    row: Mapping[int, str] | None = None


def is_any(text: str) -> bool:
    """Return whether the text of an allowance stands for any."""
    return _ANY in text


def allowances(catalog: Catalog, job: Job, fillable: Set[int] = frozenset()) -> Iterator[Allowance]:
    """Yield what may become of each record in file order, each followed by the rows that may be new below it.

    `job` has a layout of the catalog's feed. Beyond its `limit` of products nothing may change. Blank cells of the
    `fillable` columns may get a text as well.
    """
    layout = job.layout or Layout.REPLACE
    edits: Iterator[tuple[Record, Edit]] = (
        edit for product in marked(catalog, job, fillable) for edit in feeds.edits(product, layout, catalog.schema)
    )
    gathering = catalog.gathering()
    if gathering is not None:
        edits = gathering.in_file_order(edits)
    for record, edit in edits:
        yield Allowance(record, edit)
        for row in edit.rows:
            yield Allowance(record, edit, row)


def marked(catalog: Catalog, job: Job, fillable: Set[int] = frozenset()) -> Iterator[Product]:
    """Yield the products with a target, that stands for any, in each field that a run may give one."""
    products = catalog.products()
    for product in products if job.limit is None else islice(products, job.limit):
        if fillable:
            product = product._replace(fields=(*product.fields, *_blanks(product, catalog.schema, fillable)))
        targets = {id(own): _ANY for _, own in product.all_fields() if may_get_target(own, job)}
        yield product.with_targets(targets) if targets else product
    yield from products


def _blanks(product: Product, schema: Schema, fillable: Set[int]) -> Iterator[Field]:
    """Yield the cells of a product that hold no text and may get one."""
    columns = [column for column in schema.translated if column.index in fillable]
    for number, record in enumerate(product.records):
        if record.problem is not None:
            continue
        beside = target_positions(record, columns)
        for column in columns:
            for position, text in record.cells(column.index):
                if not text.strip():
                    there = beside.get(position)
                    existing = None if column.target is None else "" if there is None else record.values[there]
                    yield Field(column, number, position, text, existing)


def may_get_target(own: Field, job: Job) -> bool:
    """Return whether a run translates a field; of a price that is converted another knows (`ExpectedPrices`)."""
    if own.column.role is Role.HANDLE:
        return job.handles is HandlePolicy.TRANSLATE
    return own.column.is_translated
