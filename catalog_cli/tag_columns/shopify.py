"""Shopify's columns: the tags that collections and searches go by, and a metafield for each attribute.

Source: Shopify's help on product tags (at most 250, each at most 255 characters, no commas in them) and on metafield
columns of the product CSV, "Name (product.metafields.namespace.key)".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.formats import AppendedColumn
from catalog_cli.product import Edit, Product, Schema
from catalog_cli.tag_columns.platform_cells import PlatformColumn, platform_column
from catalog_cli.tag_columns.values import Writing, guarded, values_of

_MOST_TAGS = 250
_LONGEST_TAG = 255
_NAMESPACE = "product.metafields.custom"


class ShopifyColumns:
    """Adds labels to "Tags" and writes each attribute into a metafield of the namespace "custom".

    A metafield column is added where the file has none of that key; one that is filled stays.
    """

    def __init__(self, columns: Schema, schema: AttributeSchema, attributes: Sequence[str], writing: Writing) -> None:
        self._schema, self._writing = schema, writing
        self._tags = platform_column(columns, ("tags",), "Tags")
        self._fields: dict[str, PlatformColumn] = {}
        for attribute in attributes:
            key = f"({_NAMESPACE}.{attribute})"
            there = next((column for column in columns.columns if column.name.endswith(key)), None)
            name = f"{schema.attribute_label(attribute, writing.locale)} {key}"
            self._fields[attribute] = (
                PlatformColumn(name, None) if there is None else PlatformColumn(there.name, there.index)
            )

    @property
    def appended(self) -> Sequence[AppendedColumn]:
        """The tags, if the file has no such column, and the metafields that it lacks."""
        return [new for column in (self._tags, *self._fields.values()) if (new := column.appended) is not None]

    def edits(self, product: Product) -> Mapping[int, Edit]:
        """Return the cells of a product's first row: Shopify reads tags and product metafields there alone."""
        if not product.tags:
            return {}
        record = product.records[0]
        replaced: dict[int, str] = {}
        appended: dict[str, str] = {}
        labels = [  # measures make no collection: they go into metafields alone
            text
            for attribute in self._fields
            if self._schema.attributes[attribute].values
            for text in values_of(product.tags, attribute, self._schema, self._writing)
        ]
        if self._tags.index is None:
            appended |= {self._tags.name: text} if (text := _tag_list("", labels)) else {}
        else:
            for position, old in list(record.cells(self._tags.index))[:1]:
                replaced |= {position: text} if (text := _tag_list(old, labels)) != old else {}
        for attribute, column in self._fields.items():
            text = guarded("; ".join(values_of(product.tags, attribute, self._schema, self._writing)))
            place = column.place(record, overwrite=self._writing.overwrite)
            if text and column.index is None:
                appended[column.name] = text
            elif text and place is not None:
                replaced[place] = text
        return {0: Edit(replaced=replaced, appended=appended)} if replaced or appended else {}


def _tag_list(old: str, labels: Sequence[str]) -> str:
    """Return a list of tags with the labels behind those that are there, none twice, within Shopify's limits.

    >>> _tag_list("men, Azul", ["Azul", "Algodão"])
    'men, Azul, Algodão'
    """
    there = [tag.strip() for tag in old.split(",") if tag.strip()]
    known = {tag.casefold() for tag in there}
    new: list[str] = []
    for label in labels:
        clean = label.replace(",", "")
        if clean.casefold() not in known and len(clean) <= _LONGEST_TAG and len(there) + len(new) < _MOST_TAGS:
            known.add(clean.casefold())
            new.append(clean)
    return old if not new else f"{old.rstrip()}{', ' if there else ''}{', '.join(new)}"
