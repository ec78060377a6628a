"""The value of a column or of a label that names a measure: "1400W", "13.8" of a column in inches, "Set of 3"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from catalog_cli.attributes.literals import measure_literal, number_literal, quantity_literal
from catalog_cli.attributes.measure_tags.figures import Figure, figures
from catalog_cli.attributes.measure_tags.found import Found
from catalog_cli.attributes.measure_tags.naming import DIMENSIONS
from catalog_cli.attributes.schema import Attribute, AttributeSchema, Kind
from catalog_cli.conventions.quantity import Form
from catalog_cli.conventions.unit_spellings import units_of
from catalog_cli.conventions.units import unit

CONFIDENCE = 0.99
_RANGES = frozenset({"-", "–", "—", "to", "a", "até"})
# What a bare number in a column of these is in: everybody writes it so.
_USUAL_UNITS = {
    "voltage": "electric-volt",
    "power": "power-watt",
    "rotation": "frequency-revolution-per-minute",
    "pixels": "graphics-megapixel",
    "grammage": "density-gram-per-square-meter",
}
# Without a unit these are years, though a time may be anything.
_IN_YEARS = frozenset({"recommended_age"})
_LONGEST = 160  # characters: a longer text is a description under a name


def named_values(
    text: str, attributes: Sequence[str], column_unit: str, schema: AttributeSchema, locale: str
) -> list[Found]:
    """Return what a named text holds of the first of its attributes that fits; nothing is worth nothing.

    >>> from catalog_cli.attributes.schema import builtin
    >>> [(one.attribute, one.literal) for one in named_values("13.8", ("height",), "in", builtin(), "en")]
    [('height', '13.8 in')]
    >>> named_values("0", ("weight",), "kg", builtin(), "en")
    []
    """
    if len(text) > _LONGEST or not text.strip():
        return []
    found = figures(text, locale, near=() if any(map(str.isdigit, text)) else (text.lower(),))
    for name in attributes:
        attribute = schema.attributes.get(name)
        if attribute is None or not found:
            continue
        read = list(_values(found, attribute, column_unit, locale))
        if read:
            return read
    return []


def _values(found: Sequence[Figure], attribute: Attribute, column_unit: str, locale: str) -> Iterator[Found]:
    if attribute.kind is Kind.COUNT:
        yield from _counts(found, attribute)
    elif attribute.kind is Kind.MEASURE:
        yield from _measures(found, attribute, column_unit, locale)
    elif attribute.kind is Kind.DIMENSIONS:
        yield from _dimensions(found, attribute, column_unit, locale)


def _counts(found: Sequence[Figure], attribute: Attribute) -> Iterator[Found]:
    """Yield the one whole number of a cell; several are a text about something else."""
    bare = [one for one in found if one.measure is None]
    if len(bare) != 1:
        return
    value = bare[0].number.value
    if value == value.to_integral_value() and value > 0:
        yield Found(attribute.id, number_literal(value), bare[0].start, bare[0].end, CONFIDENCE)


def _measures(found: Sequence[Figure], attribute: Attribute, column_unit: str, locale: str) -> Iterator[Found]:
    for one in found:
        dimension = DIMENSIONS.get(one.dimension, one.dimension)
        is_fluid = one.measure is not None and one.measure.unit == "mass-ounce" and "volume" in attribute.dimensions
        if one.measure is None or one.measure.form is Form.PRODUCT or not any(one.measure.values):
            continue
        if dimension in attribute.dimensions or is_fluid:
            yield Found(attribute.id, quantity_literal(one.measure), one.start, one.end, CONFIDENCE)
    if any(one.measure is not None for one in found):
        return
    name = _unit_of(attribute, column_unit, locale)
    if not name:
        return
    if len(found) == 2 and _is_range(*found):
        values = [one.number.value for one in found]
        yield Found(attribute.id, measure_literal(values, [name], Form.RANGE), found[0].start, found[1].end, CONFIDENCE)
        return
    if len(found) == 1 and found[0].number.value > 0:
        (one,) = found
        yield Found(attribute.id, measure_literal([one.number.value], [name]), one.start, one.end, CONFIDENCE)


def _dimensions(found: Sequence[Figure], attribute: Attribute, column_unit: str, locale: str) -> Iterator[Found]:
    for one in found:
        if one.measure is not None and one.measure.form is Form.PRODUCT and one.dimension == "length":
            yield Found(attribute.id, quantity_literal(one.measure), one.start, one.end, CONFIDENCE)
    if not column_unit or any(one.measure is not None for one in found) or not 2 <= len(found) <= 3:
        return
    if any(
        one.text[one.end : other.start].strip().lower() not in ("x", "×", "*", "by") for one, other in pairwise(found)
    ):
        return
    names = [name for name in units_of(column_unit, locale) if unit(name).category == "length"]
    if names and all(one.number.value > 0 for one in found):
        literal = measure_literal([one.number.value for one in found], [names[0]], Form.PRODUCT)
        yield Found(attribute.id, literal, found[0].start, found[-1].end, CONFIDENCE)


def _unit_of(attribute: Attribute, column_unit: str, locale: str) -> str:
    """Return the unit of a bare number: the column's, else the usual one of what it measures."""
    for name in units_of(column_unit, locale) if column_unit else ():
        own = unit(name).category
        if DIMENSIONS.get(own, own) in attribute.dimensions:
            return name
        if name == "mass-ounce" and "volume" in attribute.dimensions:
            return name
    if column_unit:
        return ""
    if attribute.id in _IN_YEARS:
        return "duration-year"
    return next((_USUAL_UNITS[one] for one in attribute.dimensions if one in _USUAL_UNITS), "")


def _is_range(one: Figure, other: Figure) -> bool:
    between = one.text[one.end : other.start].strip().lower()
    return between in _RANGES and 0 < one.number.value < other.number.value
