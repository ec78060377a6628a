"""Measures and counts as values of tags: one spelling for each, compared by what they are worth, written for readers.

A literal is independent of any locale: "2.5 kg", "30 × 20 × 10 cm", "220-240 V", "2 lb 8 oz", "2 years", "3". It keeps
the unit of the text, for "12 oz" is what a shop's filter shows, and "340 g" is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from catalog_cli.attributes.schema import Kind
from catalog_cli.conventions.filters import filters
from catalog_cli.conventions.measures import write_measure
from catalog_cli.conventions.number_format import find_numbers, round_half_up, write_number
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.unit_spellings import units_of
from catalog_cli.conventions.units import unit
from catalog_cli.job import Measures
from catalog_cli.ledger import LedgerKind

# A member of an enumeration is looked up slowly before Python 3.12, and this is asked of every measure.
_SUM, _PRODUCT, _RANGE = Form.SUM, Form.PRODUCT, Form.RANGE
# A third of a cup is 0.3333: what a text writes in sixty-fourths needs six decimals to be exact.
_MOST_DECIMALS = 6
# Catalogs round when they restate a measure in another unit: 12 oz (340 g) is 0.06 % off.
_TOLERANCE = Fraction(5, 1000)
_PART = re.compile(
    r"(?P<joint>[^\d]*?)(?P<number>\d+[ -]\d+/\d+|\d+/\d+|\d[\d.,]*\d|\d)(?P<unit>(?:\s*[^\d\s×–-][^\d×–]*)?)"
)
_JOINTS = {"x": Form.PRODUCT, "×": Form.PRODUCT, "by": Form.PRODUCT, "-": Form.RANGE, "–": Form.RANGE, "to": Form.RANGE}


class _Read(NamedTuple):
    """A literal taken apart: its numbers, what each one's unit may be, and how they stand together."""

    values: tuple[Decimal, ...]
    units: tuple[tuple[str, ...], ...]
    form: Form


def number_literal(value: Decimal) -> str:
    """Return a number with "." and without trailing zeros.

    >>> number_literal(Decimal("2.50")), number_literal(Decimal("1E+2")), number_literal(Decimal(1) / 3)
    ('2.5', '100', '0.333333')
    """
    written = format(value, "f")
    if "." not in written:
        return written
    if len(written) - written.index(".") > _MOST_DECIMALS:
        written = format(round_half_up(value, _MOST_DECIMALS), "f")
    return written.rstrip("0").rstrip(".")


@lru_cache(maxsize=512)
def unit_literal(name: str, *, is_one: bool = False) -> str:
    """Return how literals write a unit: its symbol, else its English name.

    >>> unit_literal("volume-liter"), unit_literal("duration-year"), unit_literal("duration-year", is_one=True)
    ('L', 'years', 'year')
    """
    names = unit(name).names["en"]
    return names.symbol or names.words[0 if is_one else 1]


def measure_literal(values: Sequence[Decimal], units: Sequence[str], form: Form = Form.SINGLE) -> str:
    """Return the literal of a measure; `units` are those of each number of a sum, else the one of all.

    >>> measure_literal([Decimal("2.50")], ["mass-kilogram"])
    '2.5 kg'
    >>> measure_literal([Decimal(2), Decimal(8)], ["mass-pound", "mass-ounce"], Form.SUM)
    '2 lb 8 oz'
    >>> measure_literal([Decimal(220), Decimal(240)], ["electric-volt"], Form.RANGE)
    '220-240 V'
    """
    if form is _SUM:
        return " ".join(measure_literal([value], [name]) for value, name in zip(values, units, strict=True))
    if len(values) == 1:
        return f"{number_literal(values[0])} {unit_literal(units[-1], is_one=values[0] == 1)}"
    joint = " × " if form is _PRODUCT else "-" if form is _RANGE else " "
    return f"{joint.join(map(number_literal, values))} {unit_literal(units[-1])}"


def quantity_literal(quantity: Quantity) -> str:
    """Return the literal of a measure found in a text.

    >>> from catalog_cli.conventions.measures import find_measures
    >>> [quantity_literal(one) for one in find_measures("30 x 20,5 cm, 2 lbs 8 oz", "pt-BR")]
    ['30 × 20.5 cm', '2 lb 8 oz']
    """
    return measure_literal(quantity.values, quantity.units or (quantity.unit,), quantity.form)


def same_measure(one: str, other: str) -> bool:
    """Return whether two literals say the same, in whatever units; half a percent may be lost by rounding.

    The order of the sides counts. An ounce may be one of weight or of volume: catalogs write "12 oz" of both.

    >>> same_measure("0.5 L", "500 ml"), same_measure("12 oz", "340 g"), same_measure("12 oz", "12 fl oz")
    (True, True, True)
    >>> same_measure("30 × 20 cm", "300 x 200 mm"), same_measure("3", "3.0"), same_measure("2 kg", "2 m")
    (True, True, False)
    """
    if one == other:
        return True
    first, second = _read(one), _read(other)
    if first is None or second is None:
        return one.strip().casefold() == other.strip().casefold()
    if first.form is Form.SUM or second.form is Form.SUM:
        return _is_same_sum(first, second)
    if first.form is not second.form or len(first.values) != len(second.values):
        return False
    if not any(first.units) or not any(second.units):
        return first.values == second.values and first.units == second.units
    return all(map(_is_same, first.values, first.units, second.values, second.units))


def literal_label(literal: str, kind: Kind, locale: str, measures: Measures = Measures.KEEP) -> str:
    """Return a literal as the locale writes it; what is no measure, count or dimensions stays as it is.

    `measures` says whether a measure keeps its unit.

    >>> literal_label("2.5 kg", Kind.MEASURE, "pt-BR"), literal_label("2 years", Kind.MEASURE, "de")
    ('2,5 kg', '2 Jahre')
    >>> literal_label("30 × 20.5 × 10 cm", Kind.DIMENSIONS, "fr"), literal_label("1200", Kind.COUNT, "pt-BR")
    ('30 × 20,5 × 10 cm', '1.200')
    >>> literal_label("12 in", Kind.MEASURE, "pt-BR", Measures.CONVERT)
    '30 cm'
    """
    if kind is Kind.COUNT:
        try:
            return write_number(Decimal(literal), locale)
        except (InvalidOperation, ValueError):
            return literal
    if kind not in (Kind.MEASURE, Kind.DIMENSIONS):
        return literal
    if measures is not Measures.KEEP:
        return _converted(literal, locale, measures)
    read = _read(literal)
    if read is None or not all(read.units):
        return literal
    numbers: tuple[Number, ...] = tuple(find_numbers(literal, "en"))
    if len(numbers) != len(read.values):
        return literal
    names = tuple(names[0] for names in read.units)
    units = names if read.form is Form.SUM else ()
    whole = Quantity(LedgerKind.MEASURE, 0, len(literal), literal, numbers, read.form, names[0], units)
    return write_measure(whole, locale)


@lru_cache(maxsize=4096)
def _converted(literal: str, locale: str, measures: Measures) -> str:
    return filters("en", locale, measures=measures)["measure"](literal)


@lru_cache(maxsize=4096)
def _read(literal: str) -> _Read | None:
    """Return the parts of a literal, None for what has no number or something else beside."""
    parts = list(_PART.finditer(literal))
    if not parts or parts[0]["joint"].strip() or parts[-1].end() != len(literal):
        return None
    values, units, joints = [], [], []
    for part in parts:
        number, name = part["number"], part["unit"].strip()
        joint = part["joint"].strip()
        for word in ("x", "by", "to"):  # "4 in x 6 in": the joint stands behind the unit
            if name == word or name.endswith(f" {word}"):
                name, following = name.removesuffix(word).strip(), word
                break
        else:
            following = ""
        values.append(_value(number))
        units.append(units_of(name, "en") if name else ())
        if name and not units[-1]:
            return None
        joints.append(joint)
        joints.append(following)
    form = _form([joint for joint in joints if joint], len(values))
    if form is None or None in values:
        return None
    if form is not Form.SUM:
        last = units[-1]
        units = [own or last for own in units]
    return _Read(tuple(value for value in values if value is not None), tuple(units), form)


def _form(joints: Sequence[str], count: int) -> Form | None:
    if count == 1:
        return Form.SINGLE
    if not joints:
        return Form.SUM if count == 2 else None
    forms = {_JOINTS.get(joint) for joint in joints}
    return forms.pop() if len(forms) == 1 and len(joints) == count - 1 else None


def _value(written: str) -> Decimal | None:
    if "/" in written:
        found = find_numbers(written, "en")
        return found[0].value if len(found) == 1 else None
    try:
        return Decimal(written.replace(",", ""))
    except InvalidOperation:
        return None


def _is_same_sum(one: _Read, other: _Read) -> bool:
    """Return whether "2 lb 8 oz" is worth what another literal is: 2.5 lb, 40 oz."""
    if {one.form, other.form} - {Form.SUM, Form.SINGLE} or not all((*one.units, *other.units)):
        return False
    name, other_name = one.units[0][0], other.units[0][0]
    return _is_same(_total(one), (name,), _total(other), (other_name,))


def _total(read: _Read) -> Fraction:
    """Return the value of a sum in its first unit."""
    first = unit(read.units[0][0])
    whole = sum(
        (unit(names[0]).to_base(Fraction(value)) for value, names in zip(read.values, read.units, strict=True)),
        Fraction(0),
    )
    return first.from_base(whole)


def _is_same(
    value: Decimal | Fraction, names: Sequence[str], other: Decimal | Fraction, other_names: Sequence[str]
) -> bool:
    for name, other_name in product(names, other_names):
        if {name, other_name} == {"mass-ounce", "volume-fluid-ounce"}:
            other_name = name
        one, two = unit(name), unit(other_name)
        if one.category != two.category:
            continue
        first, second = one.to_base(Fraction(value)), two.to_base(Fraction(other))
        if abs(first - second) <= _TOLERANCE * max(abs(first), abs(second)):
            return True
    return False
