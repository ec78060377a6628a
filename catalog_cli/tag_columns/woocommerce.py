"""WooCommerce's attribute columns: "Attribute 3 name", "… value(s)", "… visible", "… global".

Source: WooCommerce's product CSV import schema. Values are joined by ", ", a comma in one stands behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.formats import AppendedColumn
from catalog_cli.product import Edit, Product, Schema
from catalog_cli.tag_columns.values import Writing, guarded, values_of

_NAME = re.compile(r"attribute (\d+) name")


class WooCommerceColumns:
    """Writes each attribute into a group of columns behind those of the file's own attributes.

    An attribute that the product has already, under any name of it, is not written again.
    """

    def __init__(self, columns: Schema, schema: AttributeSchema, attributes: Sequence[str], writing: Writing) -> None:
        self._schema, self._writing, self._attributes = schema, writing, tuple(attributes)
        found = ((_NAME.fullmatch(column.base.casefold()), column.index) for column in columns.columns)
        named = [(int(match[1]), index) for match, index in found if match]
        self._names = [index for _, index in named]
        self._first = max((number for number, _ in named), default=0) + 1

    @property
    def appended(self) -> Sequence[AppendedColumn]:
        """Four columns for each attribute."""
        return [
            AppendedColumn(name)
            for number in range(self._first, self._first + len(self._attributes))
            for name in _group(number)
        ]

    def edits(self, product: Product) -> Mapping[int, Edit]:
        """Return the cells of a product's first row: attributes of a product stand there."""
        if not product.tags:
            return {}
        record = product.records[0]
        there = {record.value(index).strip().casefold() for index in self._names} - {""}
        cells: dict[str, str] = {}
        for number, attribute in enumerate(self._attributes, self._first):
            values = values_of(product.tags, attribute, self._schema, self._writing)
            if not values or self._schema.attributes[attribute].names & there:
                continue
            name, value, visible, is_global = _group(number)
            cells[name] = self._schema.attribute_label(attribute, self._writing.locale)
            cells[value] = guarded(", ".join(one.replace(",", "\\,") for one in values))
            cells[visible], cells[is_global] = "1", "1"
        return {0: Edit(appended=cells)} if cells else {}


def _group(number: int) -> tuple[str, str, str, str]:
    start = f"Attribute {number}"
    return f"{start} name", f"{start} value(s)", f"{start} visible", f"{start} global"
