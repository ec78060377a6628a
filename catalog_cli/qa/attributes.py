"""Attributes: whether the target says of the product what the source says, compared by the ids of what they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.attributes.gazetteer import Mention, gazetteer
from catalog_cli.attributes.product_text import ProductText, TextKind
from catalog_cli.attributes.schema import Attribute, builtin
from catalog_cli.qa.registry import Pair
from catalog_cli.segment import Segment

_MATERIAL = "material"
# What a customer filters by and returns a product for, and what both languages name in so many words. Of the others
# a translation may rightly use a wider word ("baby", "toddler": "infantil").
COMPARED = frozenset({"color", "gemstone", "gender", _MATERIAL, "metal_purity", "pattern", "season"})


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
            if (one.is_other and one.value in missing and _is_other_stuff(one, target))
            or (not one.is_other and not one.is_weak and not any(_same(schema, one.value, other) for other in said))
        ]
        if missing and instead:
            name = schema.labels["en"].lower()
            new = target[instead[0].start : instead[0].end]
            yield f'the {name} "{said[missing[0]]}" became "{new}": correct it, or give it a term in a glossary.'


def _is_other_stuff(one: Mention, target: str) -> bool:
    """Return whether a phrase that only looks like a material is another one ("algodão-doce").

    A thing of the material is none ("anel de borracha"), and a word that is a colour may be much else ("creme").
    """
    return one.attribute == _MATERIAL and _OF.search(target, one.start, one.end) is None


_OF = re.compile(r"\b(?:de|di|of|en|in|aus)\b", re.IGNORECASE)


def _same(schema: Attribute, one: str, other: str) -> bool:
    """Return whether two values are one, or of one family."""
    return one == other or not {one, *schema.families(one)}.isdisjoint((other, *schema.families(other)))


def composition_changed(segment: Segment, pair: Pair) -> Iterator[str]:
    """The shares of materials are not the source's: "80% cotton, 20% wool" became "20% algodão, 80% lã". Labels of
    textiles must be right by law."""
    target = segment.target or ""
    if "%" not in segment.source or "%" not in target:
        return
    wanted, found = _shares(segment.source, pair.source), _shares(target, pair.target)
    schema = builtin().attributes[_MATERIAL]
    for material, share in wanted.items():
        there = [own for value, own in found.items() if _same(schema, material, value)]
        if there and share not in there:
            label = schema.values[material].labels.get("en", material).lower()
            yield f"{share}% {label} of the source became {there[0]}%."


def _shares(text: str, locale: str) -> dict[str, Decimal]:
    """Return the materials that a text gives with their shares; of one that comes twice, the first."""
    from catalog_cli.attributes.composition import composition

    cell = read_cell(text)
    said = ProductText(TextKind.BODY, cell.text, cell, "")
    shares: dict[str, Decimal] = {}
    for one in composition(said, builtin(), gazetteer(builtin(), locale, COMPARED)):
        if one.share is not None:
            shares.setdefault(one.value, one.share)
    return shares
