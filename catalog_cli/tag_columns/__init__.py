"""Tags as cells of a catalog: columns of their own, one JSON object, or the columns that a platform has for them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.catalog import MoreCells
from catalog_cli.errors import UsageProblem
from catalog_cli.product import Schema
from catalog_cli.tag_columns.values import Writing

# Shape: "module:class".
SHAPES = {
    "columns": "columns:TagColumns",
    "object": "objects:TagObject",
    "google": "google:GoogleColumns",
    "shopify": "shopify:ShopifyColumns",
    "woocommerce": "woocommerce:WooCommerceColumns",
}
# What these add to a catalog does not depend on which attributes its products have.
ONE_PASS = frozenset({"object"})
# The shapes for which one string in a column of text stands for a whole value.
_JSON = ("json", "jsonl")


def tag_cells(
    shape: str, columns: Schema, schema: AttributeSchema, attributes: Sequence[str], writing: Writing
) -> MoreCells:
    """Return what writes tags in a shape; `attributes` are the ids of those that are written, in their order.

    Raises UsageProblem for an unknown shape.
    """
    if shape not in SHAPES:
        raise UsageProblem(f'There is no shape "{shape}" of tags. Choose one of: {", ".join(SHAPES)}.')
    module, _, name = SHAPES[shape].partition(":")
    made: MoreCells = getattr(import_module(f"catalog_cli.tag_columns.{module}"), name)(
        columns, schema, attributes, writing
    )
    return made


def default_shape(container: str) -> str:
    """Return the shape that suits a container: an object in JSON, columns elsewhere.

    >>> default_shape("jsonl"), default_shape("csv")
    ('object', 'columns')
    """
    return "object" if container in _JSON else "columns"
