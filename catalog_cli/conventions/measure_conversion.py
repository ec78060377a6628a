"""Measures converted to the units of the target's country, and the measures that a merchant expects to stay.

The exact value is rounded to the significant figures of the source, at least two, and to more where fewer would leave
the interval that the source's own rounding spans: back again gives the number that stood there.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from catalog_cli.conventions.measure_reading import PARTS, find_measures
from catalog_cli.conventions.measure_writing import write_measure
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.staying_measures import STAYING
from catalog_cli.conventions.units import converted, unit
from catalog_cli.locales import territory

# CLDR 47, supplementalData/measurementData: who measures in US units; temperature has a list of its own.
_US_TERRITORIES = frozenset({"US", "LR", "MM"})
_FAHRENHEIT_TERRITORIES = frozenset({"US", "BS", "BZ", "KY", "PR", "PW"})
# British roads are measured in miles (CLDR: the system "UK"); the rest of British retail is metric.
_ROAD = frozenset({"length-mile", "length-kilometer", "speed-mile-per-hour", "speed-kilometer-per-hour"})
_FAHRENHEIT, _CELSIUS = "temperature-fahrenheit", "temperature-celsius"
_CARRY = Context(prec=60, rounding=ROUND_HALF_UP)
_LEAST_FIGURES = 2
_MOST_FIGURES_OF_ZEROS = 3
_MOST_FIGURES = 12

# US unit -> metric units, each with the least value in it from which it is used; the last has none.
_TO_METRIC: dict[str, tuple[tuple[str, str], ...]] = {
    "length-inch": (("length-centimeter", "1"), ("length-millimeter", "0")),
    "length-foot": (("length-meter", "1"), ("length-centimeter", "0")),
    "length-yard": (("length-meter", "1"), ("length-centimeter", "0")),
    "length-mile": (("length-kilometer", "1"), ("length-meter", "0")),
    "area-square-inch": (("area-square-centimeter", "0"),),
    "area-square-foot": (("area-square-meter", "0"),),
    "area-square-yard": (("area-square-meter", "0"),),
    "area-square-mile": (("area-square-kilometer", "0"),),
    "area-acre": (("area-hectare", "1"), ("area-square-meter", "0")),
    "volume-cubic-inch": (("volume-cubic-centimeter", "0"),),
    "volume-cubic-foot": (("volume-liter", "0"),),
    "volume-cubic-yard": (("volume-cubic-meter", "0"),),
    "volume-teaspoon": (("volume-milliliter", "0"),),
    "volume-tablespoon": (("volume-milliliter", "0"),),
    "volume-fluid-ounce": (("volume-liter", "1"), ("volume-milliliter", "0")),
    "volume-cup": (("volume-liter", "1"), ("volume-milliliter", "0")),
    "volume-pint": (("volume-liter", "1"), ("volume-milliliter", "0")),
    "volume-quart": (("volume-liter", "0.9"), ("volume-milliliter", "0")),
    "volume-gallon": (("volume-liter", "0.9"), ("volume-milliliter", "0")),
    "mass-ounce": (("mass-kilogram", "1"), ("mass-gram", "0")),
    "mass-pound": (("mass-kilogram", "1"), ("mass-gram", "0")),
    "mass-ton": (("mass-tonne", "1"), ("mass-kilogram", "0")),
    "temperature-fahrenheit": (("temperature-celsius", "0"),),
    "speed-mile-per-hour": (("speed-kilometer-per-hour", "0"),),
    "torque-pound-force-foot": (("torque-newton-meter", "0"),),
    "flow-gallon-per-minute": (("flow-liter-per-minute", "0"),),
    "density-ounce-per-square-yard": (("density-gram-per-square-meter", "0"),),
}
# Metric -> US. psi, BTU, hp, gsm, carats and all that is electric are written alike in both worlds, and milligrams of
# a medicine are never ounces.
_TO_US: dict[str, tuple[tuple[str, str], ...]] = {
    "length-millimeter": (("length-inch", "0"),),
    "length-centimeter": (("length-inch", "0"),),
    "length-meter": (("length-foot", "1"), ("length-inch", "0")),
    "length-kilometer": (("length-mile", "0"),),
    "area-square-centimeter": (("area-square-inch", "0"),),
    "area-square-meter": (("area-square-foot", "0"),),
    "area-square-kilometer": (("area-square-mile", "0"),),
    "area-hectare": (("area-acre", "0"),),
    "volume-milliliter": (("volume-fluid-ounce", "0"),),
    "volume-centiliter": (("volume-fluid-ounce", "0"),),
    "volume-deciliter": (("volume-fluid-ounce", "0"),),
    "volume-liter": (("volume-gallon", "1"), ("volume-quart", "1"), ("volume-fluid-ounce", "0")),
    "volume-cubic-meter": (("volume-cubic-foot", "0"),),
    "mass-gram": (("mass-pound", "1"), ("mass-ounce", "0")),
    "mass-kilogram": (("mass-pound", "1"), ("mass-ounce", "0")),
    "mass-tonne": (("mass-ton", "0"),),
    "temperature-celsius": (("temperature-fahrenheit", "0"),),
    "speed-kilometer-per-hour": (("speed-mile-per-hour", "0"),),
    "torque-newton-meter": (("torque-pound-force-foot", "0"),),
}


_ALREADY = re.compile(r"\s*[(\[/|=≈]|\s*(?:or|ou|approx)")


def convert_measure(quantity: Quantity, locale: str) -> Quantity | None:
    """Return the measure in the unit that the locale's country uses; None if it uses the one that is there.

    Text and place are the source's, so that `write_measure` keeps its style; a sum becomes one number.

    >>> [write_measure(convert_measure(find_measures(text, "en")[0], "pt-BR"), "pt-BR")
    ...  for text in ("5 in", "5.00 in", "6 ft 2 in", "100 °F")]
    ['13 cm', '12,7 cm', '1,88 m', '38 °C']
    """
    if quantity.unit not in _TO_METRIC and quantity.unit not in _TO_US:
        return None
    choices = _choices(quantity.unit, territory(locale))
    if not choices:
        return None
    if quantity.form is Form.SUM:
        return _converted_sum(quantity, choices)
    largest = max(Fraction(abs(number.value)) for number in quantity.numbers)
    target = _sensible(quantity.unit, largest, choices)
    numbers = tuple(_converted_number(number, quantity, target) for number in quantity.numbers)
    return quantity._replace(numbers=numbers, unit=target)


def write_both(quantity: Quantity, locale: str) -> str:
    """Return the converted measure with the source's in brackets; only the latter, if it does not convert.

    >>> write_both(find_measures("5 in", "en")[0], "pt-BR")
    '13 cm (5 pol)'
    """
    own = write_measure(quantity, locale)
    other = convert_measure(quantity, locale)
    return own if other is None else f"{write_measure(other, locale)} ({own})"


def staying_reason(text: str, quantity: Quantity) -> str | None:
    """Return why a measure of a text keeps its unit; None if nothing speaks against a conversion.

    >>> [staying_reason(text, find_measures(text, "en")[0]) for text in ('15.6" laptop', '15" belt')]
    ['A screen is sold by its diagonal in inches everywhere.', None]
    """
    for rule in STAYING:
        if quantity.unit not in rule.units or (rule.is_single and quantity.form is Form.PRODUCT):
            continue
        around = _clause(text, quantity, rule.near)
        if _words(rule.words).search(around):
            return rule.reason
    return "The text gives it in both systems." if _is_given_twice(text, quantity) else None


def is_convertible_here(text: str, quantity: Quantity) -> bool:
    """Return whether a measure may be converted where it stands: no exception applies (`staying_reason`)."""
    return staying_reason(text, quantity) is None


@lru_cache(maxsize=64)
def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def _clause(text: str, quantity: Quantity, near: int) -> str:
    """Return what stands around a measure in its own clause, the measure as a blank."""
    before = text[max(0, quantity.start - near) : quantity.start]
    after = text[quantity.end : quantity.end + near]
    before = re.split(r"[.!?;•|](?=\s)|\n", before)[-1]
    after = re.split(r"[.!?;•|](?=\s|$)|\n", after)[0]
    return f"{before} ¤ {after}"


def _is_given_twice(text: str, quantity: Quantity) -> bool:
    """Return whether the same measure stands beside it in another system: "12 fl oz (355 ml)"."""
    start = max(0, quantity.start - 40)
    window = text[start : quantity.end + 40]
    kind = unit(quantity.unit).category
    for other in find_measures(window, "en"):
        if unit(other.unit).category != kind or (_is_metric(other.unit) == _is_metric(quantity.unit)):
            continue
        first, second = sorted(
            ((other.start + start, other.end + start), (quantity.start, quantity.end)),
        )
        if _ALREADY.match(text[first[1] : second[0]]) and len(text[first[1] : second[0]]) < 12:
            return True
    return False


def _is_metric(name: str) -> bool:
    return name not in _TO_METRIC


def _choices(name: str, territory: str) -> tuple[tuple[str, str], ...]:
    if name in _ROAD and territory == "GB":
        return ()
    us_territories = _FAHRENHEIT_TERRITORIES if name in (_FAHRENHEIT, _CELSIUS) else _US_TERRITORIES
    return (_TO_US if territory in us_territories else _TO_METRIC).get(name, ())


def _sensible(name: str, value: Fraction, choices: tuple[tuple[str, str], ...]) -> str:
    for target, least in choices:
        if abs(converted(value, name, target)) >= Fraction(least):
            return target
    return choices[-1][0]


def _converted_number(number: Number, quantity: Quantity, target: str) -> Number:
    source = quantity.unit
    exact = converted(Fraction(number.value), source, target)
    if unit(source).category == "temperature":
        # A degree is a degree: figures say nothing where the zero is arbitrary.
        value = _rounded(exact, number.decimals)
        return Number(number.start, number.end, value, number.decimals)
    value = _rounded_within(exact, _half_step(number), _factor(target, source), _figures(number))
    return _as_number(number.start, number.end, value, keeps_zeros=number.decimals > 0)


def _converted_sum(quantity: Quantity, choices: tuple[tuple[str, str], ...]) -> Quantity:
    larger, smaller = quantity.units
    count = Fraction(quantity.values[0]) * PARTS[larger, smaller] + Fraction(quantity.values[1])
    target = _sensible(smaller, count, choices)
    last = quantity.numbers[-1]
    exact = converted(count, smaller, target)
    # Nobody is "1.8 m" tall for 5'11": three figures are what two units give.
    value = _rounded_within(exact, _half_step(last), _factor(target, smaller), _LEAST_FIGURES + 1)
    number = _as_number(quantity.numbers[0].start, last.end, value, keeps_zeros=True)
    return quantity._replace(numbers=(number,), form=Form.SINGLE, unit=target, units=())


def _factor(source: str, target: str) -> Fraction:
    return converted(Fraction(1), source, target)


def _as_number(start: int, end: int, value: Decimal, *, keeps_zeros: bool) -> Number:
    if not keeps_zeros and value:
        value = value.normalize(_CARRY)
        value = value.quantize(Decimal(1), context=_CARRY) if value.adjusted() >= 0 and value % 1 == 0 else value
    return Number(start, end, value, max(0, -int(value.as_tuple().exponent)))


def _figures(number: Number) -> int:
    """Return the significant figures of a number as written, at least two.

    Zeros at the end of a whole number count up to three figures: "100 lb" is meant exactly, "5,000 ft" hardly.

    >>> [_figures(Number(0, 4, Decimal(text), -Decimal(text).as_tuple().exponent)) for text in ("5", "5.00", "1200")]
    [2, 3, 3]
    """
    if number.is_fraction:
        return _LEAST_FIGURES
    digits = str(abs(int(_rounded(Fraction(number.value), number.decimals).scaleb(number.decimals))))
    if not number.decimals:
        shown = len(digits.rstrip("0"))
        return max(_LEAST_FIGURES, shown, min(len(digits), _MOST_FIGURES_OF_ZEROS))
    return max(_LEAST_FIGURES, len(digits))


def _half_step(number: Number) -> Fraction:
    """Return half of the last place that a number shows: what its own rounding left open."""
    if number.is_fraction:
        return Fraction(1, 2 * Fraction(number.value).denominator)
    if number.decimals:
        return Fraction(1, 2 * 10**number.decimals)
    digits = str(abs(int(number.value)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Fraction(10 ** max(0, min(zeros, len(digits) - _LEAST_FIGURES)), 2)


def _rounded_within(exact: Fraction, half_step: Fraction, back: Fraction, figures: int) -> Decimal:
    """Return the value with so many figures, or with the fewest more that lie within the source's own rounding."""
    value = Decimal(0)
    for count in range(figures, _MOST_FIGURES):
        value = _to_figures(exact, count)
        if abs(Fraction(value) - exact) * back <= half_step:
            break
    return value


def _to_figures(exact: Fraction, figures: int) -> Decimal:
    if not exact:
        return Decimal(0)
    magnitude = (Decimal(exact.numerator) / Decimal(exact.denominator)).adjusted()
    value = _rounded(exact, figures - 1 - magnitude)
    # 9.96 to two figures is 10, not 10.0.
    return _rounded(exact, figures - 1 - value.adjusted()) if value.adjusted() > magnitude else value


def _rounded(exact: Fraction, decimals: int) -> Decimal:
    """Return a fraction with so many decimals (tens, hundreds… if negative), a half away from zero."""
    scaled = abs(exact) * Fraction(10) ** decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    value = Decimal(whole if exact >= 0 else -whole).scaleb(-decimals, context=_CARRY)
    return value if decimals >= 0 else value.quantize(Decimal(1), context=_CARRY)
