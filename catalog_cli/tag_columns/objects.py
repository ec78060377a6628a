"""One JSON object for all tags of a product: {"color": ["Azul-marinho"], "capacity": ["350 ml"]}."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.formats import AppendedColumn
from catalog_cli.product import Edit, Product, Schema
from catalog_cli.tag_columns.values import Writing, by_attribute, by_record, free_name, ordered

NAME = "tags"


class TagObject:
    """Writes the tags as one member or, in a file of rows, one column of JSON; what has no value is absent."""

    def __init__(self, columns: Schema, schema: AttributeSchema, attributes: Sequence[str], writing: Writing) -> None:
        self._schema, self._writing, self._attributes = schema, writing, tuple(attributes)
        self._name = free_name(NAME, [column.name for column in columns.columns])

    @property
    def appended(self) -> Sequence[AppendedColumn]:
        """The one column."""
        return [AppendedColumn(self._name, is_json=True)]

    def edits(self, product: Product) -> Mapping[int, Edit]:
        """Return the object of each record of a product that has tags."""
        found: dict[int, Edit] = {}
        for record, tags in by_record(product):
            said = by_attribute(tags)
            filled = {
                name: ordered(said[name], self._schema, self._writing) for name in self._attributes if name in said
            }
            if filled:
                found[record] = Edit(appended={self._name: json.dumps(filled)})
        return found
