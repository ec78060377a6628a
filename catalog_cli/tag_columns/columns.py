"""A column for each attribute, named "tag:color", behind those of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.formats import AppendedColumn
from catalog_cli.product import Edit, Product, Schema
from catalog_cli.tag_columns.values import Writing, by_attribute, by_record, free_name, guarded, ordered

PREFIX = "tag:"


class TagColumns:
    """Writes each attribute into a column of its own; several values are joined."""

    def __init__(self, columns: Schema, schema: AttributeSchema, attributes: Sequence[str], writing: Writing) -> None:
        self._schema, self._writing = schema, writing
        taken = [column.name for column in columns.columns]
        self._names = {attribute: free_name(PREFIX + attribute, taken) for attribute in attributes}

    @property
    def appended(self) -> Sequence[AppendedColumn]:
        """One column for each attribute."""
        return [AppendedColumn(name) for name in self._names.values()]

    def edits(self, product: Product) -> Mapping[int, Edit]:
        """Return the cells of a product's records: the product's own tags stand in its first."""
        separator = self._writing.separator
        found: dict[int, Edit] = {}
        for record, tags in by_record(product):
            cells = {
                self._names[attribute]: guarded(separator.join(ordered(own, self._schema, self._writing)))
                for attribute, own in by_attribute(tags).items()
                if attribute in self._names
            }
            if cells:
                found[record] = Edit(appended=cells)
        return found
