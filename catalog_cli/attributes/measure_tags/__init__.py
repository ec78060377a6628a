"""Measures, counts and dimensions of a product's texts as tags.

Which attribute a measure is, is told by the column or label that names it, by the words before and behind it, by its
place among named sides, and last by what it measures and the kind of product. A length of unknown meaning is none.
"""

from __future__ import annotations

from catalog_cli.attributes.evidence import Evidence
from catalog_cli.attributes.measure_tags.columns import named_values
from catalog_cli.attributes.measure_tags.counts import (
    DURATION_HINTS,
    DURATION_ROOT,
    WORD_HINTS,
    counts,
    glued_factors,
    pairs,
)
from catalog_cli.attributes.measure_tags.figures import figures
from catalog_cli.attributes.measure_tags.found import Found
from catalog_cli.attributes.measure_tags.measures import CONSUMED, drive_speeds, measures, without_repeats
from catalog_cli.attributes.measure_tags.sides import lettered_sides, products
from catalog_cli.attributes.measure_tags.spans import Spans
from catalog_cli.attributes.product_text import NAMED_TEXT, ProductText
from catalog_cli.attributes.schema import AttributeSchema, Kind
from catalog_cli.conventions.number_format import has_number
from catalog_cli.tag import Tag

__all__ = ["FOUND_BY", "measure_tags", "measured"]

FOUND_BY = "measure"
_CONTENT = "net_content"
_MEASURED = frozenset({Kind.MEASURE, Kind.COUNT, Kind.DIMENSIONS})
_NOTHING_TAKEN = Spans(())
# Under these names stands a text about the product; under "compatibility" or "color" a number is of something else.
_OPEN = frozenset({"size", "feature"})


def measure_tags(text: ProductText, schema: AttributeSchema, locale: str, categories: frozenset[str]) -> list[Tag]:
    """Return the measures, counts and dimensions that a text says of its product, in the order of the text.

    `locale` is the text's: "1,5 L" is a litre and a half in Portuguese. `categories` are those of the product, as far
    as they are known. The evidence covers number and unit.

    >>> from catalog_cli.attributes.cell_text import read_cell
    >>> from catalog_cli.attributes.product_text import TITLE_TEXT
    >>> from catalog_cli.attributes.schema import builtin
    >>> cell = read_cell("Kettle, 1.7 L capacity, 2200 W, 25 cm high, set of 2")
    >>> title = ProductText(TITLE_TEXT, cell.text, cell, "Title")
    >>> [(tag.attribute, tag.literal) for tag in measure_tags(title, builtin(), "en", frozenset({"kitchen"}))]
    [('capacity', '1.7 L'), ('power', '2200 W'), ('height', '25 cm'), ('pack_quantity', '2')]
    """
    return [one.tag for one in measured(text, schema, locale, categories)]


def measured(text: ProductText, schema: AttributeSchema, locale: str, categories: frozenset[str]) -> list[Evidence]:
    """Return what `measure_tags` makes tags of."""
    if text.kind is NAMED_TEXT:
        own = [name for name in text.attributes if _is_measured(schema, name)]
        if own:
            found = named_values(text.text, own, text.unit, schema, locale)
            if categories and categories <= CONSUMED:  # a bottle of oil is told by what is in it
                found = [one._replace(attribute=_CONTENT) if _is_volume(one) else one for one in found]
            return _evidence(text, found or _in_text(text, schema, locale, categories, frozenset(own)))
        if text.attributes and _OPEN.isdisjoint(text.attributes):
            return []
    found = _in_text(text, schema, locale, categories)
    return _evidence(text, found) if found else []


def _is_volume(one: Found) -> bool:
    """Return whether a capacity is a volume without doubt: ounces may be a weight."""
    return one.attribute == "capacity" and not one.literal.endswith(" oz")


def _is_measured(schema: AttributeSchema, name: str) -> bool:
    return name in schema.attributes and schema.attributes[name].kind in _MEASURED


def _in_text(
    text: ProductText,
    schema: AttributeSchema,
    locale: str,
    categories: frozenset[str],
    named: frozenset[str] = frozenset(),
) -> list[Found]:
    """Return what running text says; of a named text whose value fits no attribute of its name, only sides."""
    every = _all(text, schema, locale, categories)
    if len(every) > 1:
        every = without_repeats(every)
    if not (named and every):
        return every
    sides = {"length", "width", "height", "depth", "diameter", "dimensions", "thickness"}
    return [one for one in every if one.attribute in named or (named & sides and one.attribute in sides)]


def _all(text: ProductText, schema: AttributeSchema, locale: str, categories: frozenset[str]) -> list[Found]:
    written, low, has_digits = text.text, text.text.lower(), has_number(text.text)
    words = [hint for hint in WORD_HINTS if hint in low]
    durations = [hint for hint in DURATION_HINTS if hint in low] if DURATION_ROOT in low else []
    said: list[Found] = []
    if "pair" in low or "par de" in low:
        said += pairs(written, schema, categories, text.kind)
    if not (has_digits or words or durations):
        return said
    found = figures(written, locale, near=words, durations_near=durations)
    sides = list(lettered_sides(written, schema, locale)) if has_digits else []
    said += sides
    taken = Spans((side.start, side.end) for side in sides) if sides else _NOTHING_TAKEN
    said += products(found, schema, locale, taken)
    free = [one for one in found if not taken.touch(one.start, one.end)] if sides else found
    said += measures(free, schema, categories, text.kind)
    said += counts(free, schema, categories, text.kind)
    if has_digits and "K" in written:
        said += drive_speeds(written, schema, categories)
    if has_digits and ("spf" in low or "fps" in low):
        said += glued_factors(written, schema, categories)
    return said


def _evidence(text: ProductText, found: list[Found]) -> list[Evidence]:
    return [
        Evidence(text, one.attribute, "", one.start, one.end, one.confidence, FOUND_BY, one.literal) for one in found
    ]
