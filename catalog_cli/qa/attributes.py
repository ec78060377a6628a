"""Attributes: whether the target says of the product what the source says, compared by the ids of what they name."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_cli.attributes.gazetteer import gazetteer
from catalog_cli.attributes.schema import Attribute, builtin
from catalog_cli.qa.registry import Pair
from catalog_cli.segment import Segment

# What a customer filters by and returns a product for, and what both languages name in so many words. Of the others
# a translation may rightly use a wider word ("baby", "toddler": "infantil").
COMPARED = frozenset({"color", "gemstone", "gender", "material", "metal_purity", "pattern", "season"})


def attribute_changed(segment: Segment, pair: Pair) -> Iterator[str]:
    """The target says another colour, material, pattern, gender or season than the source.

    Only what contradicts is told: a value of the source is missing, and another of the same attribute, of another
    family, stands there instead, or a word that looks like it and means something else ("algodão-doce").
    """
    target = segment.target or ""
    read = gazetteer(builtin(), pair.source, COMPARED)
    source_mentions = [one for one in read.mentions(segment.source) if not one.is_weak]
    if not source_mentions:
        return
    found = gazetteer(builtin(), pair.target, COMPARED).mentions(target, with_others=True)
    for attribute in sorted({one.attribute for one in source_mentions}):
        schema = builtin().attributes[attribute]
        said = {one.value: segment.source[one.start : one.end] for one in source_mentions if one.attribute == attribute}
        there = [one for one in found if one.attribute == attribute]
        kept = {one.value for one in there if not one.is_other}
        missing = [value for value in said if not any(_same(schema, value, other) for other in kept)]
        instead = [
            one
            for one in there
            if (one.is_other and one.value in missing)
            or (not one.is_other and not one.is_weak and not any(_same(schema, one.value, other) for other in said))
        ]
        if missing and instead:
            name = schema.labels["en"].lower()
            new = target[instead[0].start : instead[0].end]
            yield f'the {name} "{said[missing[0]]}" became "{new}": correct it, or give it a term in a glossary.'


def _same(schema: Attribute, one: str, other: str) -> bool:
    """Return whether two values are one, or of one family."""
    return one == other or not {one, *schema.families(one)}.isdisjoint((other, *schema.families(other)))
