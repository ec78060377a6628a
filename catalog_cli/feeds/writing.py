"""Products -> records and what changes in them: each target goes where the layout puts it, its padding kept."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli.errors import UsageProblem
from catalog_cli.feeds.target_cells import target_positions
from catalog_cli.product import Edit, Field, Product, Record

LAYOUTS = ("replace", "columns")

_UNCHANGED = Edit()


def edits(product: Product, layout: str = "replace") -> Iterator[tuple[Record, Edit]]:
    """Yield each record of a product, in order, with what changes in it; raises UsageProblem for another layout.

    A target goes into the file's own column for the target locale where there is one. Otherwise it takes the
    place of the source ("replace"), or stands in a column added beside it ("columns"). A JSON record that lacks
    the target column's cell has it `added` in either layout: the source is never written over there. The white
    space around the old text stays around the new one, and a cell that would not change is not listed.

    >>> from catalog_cli.product import Column, Role
    >>> field = Field(Column(0, "name", "name", Role.TITLE, ""), 0, 0, "Laptop   ", target="Notebook")
    >>> product = Product("1", (Record(1, 2, ("Laptop   ",)),), (field,))
    >>> [edit.replaced for _, edit in edits(product)], [edit.added for _, edit in edits(product, "columns")]
    ([{0: 'Notebook   '}], [{0: 'Notebook   '}])
    """
    if layout not in LAYOUTS:
        raise UsageProblem(f'There is no layout "{layout}" here. Choose one with --layout: {", ".join(LAYOUTS)}.')
    changed: dict[int, list[Field]] = {}
    for field in _targets(product):
        changed.setdefault(field.record, []).append(field)
    for number, record in enumerate(product.records):
        fields = changed.get(number)
        yield record, _edit(record, fields, layout) if fields else _UNCHANGED


def _targets(product: Product) -> Iterator[Field]:
    for field in product.fields:
        if field.target is not None:
            yield field
    for variant in product.variants:
        for field in variant.fields:
            if field.target is not None:
                yield field


def _edit(record: Record, fields: list[Field], layout: str) -> Edit:
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
        elif layout == "columns":
            added[field.position] = _padded(field, field.value)
            continue
        else:
            position, text = field.position, _padded(field, field.value)
        if text != record.values[position]:
            replaced[position] = text
    return Edit(replaced, added) if replaced or added else _UNCHANGED


def _padded(field: Field, like: str) -> str:
    """Return the field's target with the white space that stands around `like`."""
    target = field.target or ""
    text = like.strip()
    if len(text) == len(like):
        return target.strip()
    lead = len(like) - len(like.lstrip())
    return like[:lead] + target.strip() + like[lead + len(text) :]
