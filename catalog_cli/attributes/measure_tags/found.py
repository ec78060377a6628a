"""What the grammar found: an attribute, its literal, and the part of the text that says so."""

from __future__ import annotations

from typing import NamedTuple

from catalog_cli.attributes.schema import Attribute, AttributeSchema


class Found(NamedTuple):
    """A value of an attribute at `start:end` of a text. `confidence` as in Tag."""

    attribute: str
    literal: str
    start: int
    end: int
    confidence: float


def applies(attribute: Attribute, categories: frozenset[str]) -> bool:
    """Return whether an attribute can be said of a product of these categories; of none at all, any can."""
    if not categories:
        return True
    if attribute.never and categories <= attribute.never:
        return False
    return not attribute.only or not categories.isdisjoint(attribute.only)


def attribute_in(schema: AttributeSchema, identity: str, categories: frozenset[str]) -> Attribute | None:
    """Return the attribute of an id if the schema has it and it applies."""
    found = schema.attributes.get(identity)
    return found if found is not None and applies(found, categories) else None
