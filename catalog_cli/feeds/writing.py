"""Products -> records and what changes in them: each target goes where the layout puts it, its padding kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from catalog_cli.feeds.columns import first_column
from catalog_cli.feeds.table import feed_table, matches
from catalog_cli.feeds.target_cells import target_positions
from catalog_cli.job import Layout
from catalog_cli.product import Edit, Field, Product, Record, Schema

_UNCHANGED = Edit()


def edits(
    product: Product, layout: Layout = Layout.REPLACE, schema: Schema | None = None
) -> Iterator[tuple[Record, Edit]]:
    """Yield each record of a product, in order, with what changes in it.

    A target goes into the file's own column, or row, for the target locale where there is one. Otherwise it takes the
    place of the source ("replace"), or stands in a column added beside it ("columns"), or in a new row below ("rows",
    which needs the schema). A JSON record that lacks the target column's cell has it `added` in any layout: the
    source is never written over there. The white space around the old text stays around the new one, and a cell that
    would not change is not listed.

    >>> from catalog_cli.product import Column, Role
    >>> field = Field(Column(0, "name", "name", Role.TITLE, ""), 0, 0, "Laptop   ", target="Notebook")
    >>> product = Product("1", (Record(1, 2, ("Laptop   ",)),), (field,))
    >>> [edit.replaced for _, edit in edits(product)], [edit.added for _, edit in edits(product, Layout.COLUMNS)]
    ([{0: 'Notebook   '}], [{0: 'Notebook   '}])
    """
    changed: dict[int, list[Field]] = {}
    for field in _targets(product):
        changed.setdefault(field.record if field.beside is None else field.beside, []).append(field)
    repeated = _repeated(schema) if layout == Layout.ROWS and schema is not None else None
    for number, record in enumerate(product.records):
        fields = changed.get(number)
        if not fields:
            yield record, _UNCHANGED
        elif repeated is None:
            yield record, _edit(record, fields, layout)
        else:
            yield record, _with_row(record, fields, repeated)


def _targets(product: Product) -> Iterator[Field]:
    for field in product.fields:
        if field.target is not None:
            yield field
    for variant in product.variants:
        for field in variant.fields:
            if field.target is not None:
                yield field


def _edit(record: Record, fields: list[Field], layout: Layout) -> Edit:
    replaced: dict[int, str] = {}
    added: dict[int, str] = {}
    # Several fields of one column are one entry.
    columns = {field.column.index: field.column for field in fields if field.column.target is not None}
    beside = target_positions(record, columns.values()) if columns else {}
    for field in fields:
        if field.existing is not None and field.column.target is not None:
            position = beside.get(field.position)
            if position is None or position in record.fixed:
                added[field.position] = _padded(field, field.value)
                continue
            text = _padded(field, field.existing if field.existing.strip() else field.value)
        elif layout == Layout.COLUMNS and field.beside is None:
            added[field.position] = _padded(field, field.value)
            continue
        else:
            position, text = field.position, _padded(field, field.value)
        if text != record.values[position]:
            replaced[position] = text
    return Edit(replaced, added) if replaced or added else _UNCHANGED


def _with_row(record: Record, fields: Sequence[Field], repeated: Mapping[int, str | None]) -> Edit:
    """Return what changes where targets stand in rows of their own: this one, or a new one below.

    `repeated` is what a new row holds besides its texts, by column; None stands for the record's own value.
    """
    replaced = {field.position: _padded(field, field.value) for field in fields if field.beside is not None}
    replaced = {position: text for position, text in replaced.items() if text != record.values[position]}
    own = {field.position: _padded(field, field.value) for field in fields if field.beside is None}
    if not own:
        return Edit(replaced) if replaced else _UNCHANGED
    keys = {index: record.value(index) if text is None else text for index, text in repeated.items()}
    return Edit(replaced, rows=(keys | own,))


def _repeated(schema: Schema) -> dict[int, str | None]:
    """Return what each new row of a feed with rows for each language holds, by column; None: what its record has."""
    rows = feed_table(schema.feed).locale_rows
    if rows is None:
        raise ValueError(f"the feed {schema.feed} has no rows for each language")
    found: dict[int, str | None] = {c.index: None for c in schema.columns if matches(rows.repeated, c.base)}
    view = first_column(schema.columns, (rows.view,))
    return found if view is None else found | {view: schema.view}


def _padded(field: Field, like: str) -> str:
    """Return the field's target with the white space that stands around `like`."""
    target = field.target or ""
    text = like.strip()
    if len(text) == len(like):
        return target.strip()
    lead = len(like) - len(like.lstrip())
    return like[:lead] + target.strip() + like[lead + len(text) :]
