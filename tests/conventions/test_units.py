"""The table of units: factors against Pint, names that can be told apart."""

from __future__ import annotations

from fractions import Fraction

import pint
import pytest

from catalog_cli.conventions.units import Unit, converted, unit, units

# Our unit -> Pint's name, where it is not the last part of the id ("kilometer-per-hour" -> "kilometer/hour").
PINT = {
    "length-micrometer": "micrometer",
    "area-square-millimeter": "millimeter**2",
    "area-square-centimeter": "centimeter**2",
    "area-square-meter": "meter**2",
    "area-square-kilometer": "kilometer**2",
    "area-square-inch": "inch**2",
    "area-square-foot": "foot**2",
    "area-square-yard": "yard**2",
    "area-square-mile": "mile**2",
    "volume-cubic-millimeter": "millimeter**3",
    "volume-cubic-centimeter": "centimeter**3",
    "volume-cubic-meter": "meter**3",
    "volume-cubic-inch": "inch**3",
    "volume-cubic-foot": "foot**3",
    "volume-cubic-yard": "yard**3",
    "mass-tonne": "metric_ton",
    "mass-ounce-troy": "troy_ounce",
    "mass-ton": "short_ton",
    "temperature-celsius": "degC",
    "temperature-fahrenheit": "degF",
    "power-volt-ampere": "volt_ampere",
    "power-kilovolt-ampere": "kilovolt*ampere",
    "power-metric-horsepower": "metric_horsepower",
    "energy-watt-hour": "watt_hour",
    "energy-kilowatt-hour": "kilowatt_hour",
    "energy-british-thermal-unit": "Btu_it",
    "pressure-pound-force-per-square-inch": "psi",
    "pressure-millimeter-ofhg": "mmHg",
    "frequency-revolution-per-minute": "rpm",
    "flow-cubic-foot-per-minute": "foot**3/minute",
    "flow-cubic-meter-per-hour": "meter**3/hour",
    "light-nit": "candela/meter**2",
    "electric-milliampere-hour": "milliampere*hour",
    "electric-ampere-hour": "ampere*hour",
    "torque-newton-meter": "newton*meter",
    "torque-pound-force-foot": "force_pound*foot",
    "density-gram-per-square-meter": "gram/meter**2",
    "density-ounce-per-square-yard": "ounce/yard**2",
    "linear-density-denier": "denier",
    "linear-density-decitex": "dtex",
    "linear-density-tex": "tex",
    "graphics-dot-per-inch": "1/inch",
    "graphics-pixel-per-inch": "1/inch",
    "volume-fluid-ounce": "US_fluid_ounce",
    "volume-gallon": "US_liquid_gallon",
    "volume-quart": "US_liquid_quart",
    "volume-pint": "pint",
    "volume-cup": "US_liquid_cup",
    "rate-frame-per-second": "1/second",
}
# No physical unit, or one that Pint has not.
WITHOUT = {
    "light-lumen",
    "graphics-pixel",
    "graphics-megapixel",
    "concentr-karat",
    "item-unit",
    "item-piece",
    "item-thread-count",
    "sound-decibel",
    "activity-international-unit",
    "angle-degree",
}
# Pint has a year of 365.25 days where CLDR has the Gregorian mean of 365.2425, and the acre of the old survey foot.
INEXACT = {"duration-month": 3e-5, "duration-year": 3e-5, "area-acre": 5e-6}
# How our own bases read in Pint; the others are ids of units.
BASES = {
    "volume-cubic-meter": "meter**3",
    "linear-density-tex": "tex",
    "graphics-dot-per-meter": "1/meter",
    "rate-bit-per-second": "bit/second",
    "flow-cubic-meter-per-second": "meter**3/second",
}


def pint_name(name: str) -> str:
    if name in PINT:
        return PINT[name]
    last = name.split("-", 1)[1]
    return last.replace("-per-", "/").replace("-", "_")


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry:
    return pint.UnitRegistry()


@pytest.mark.parametrize("own", [own for own in units().values() if own.id not in WITHOUT], ids=lambda own: own.id)
def test_factors_are_those_of_pint(own: Unit, registry: pint.UnitRegistry) -> None:
    base = BASES.get(own.base) or pint_name(own.base)
    for value in (0, 1, 7.5):
        theirs = registry.Quantity(value, pint_name(own.id)).to(base).magnitude
        ours = own.to_base(Fraction(value))
        assert float(ours) == pytest.approx(theirs, rel=INEXACT.get(own.id, 1e-9), abs=1e-12)


def test_pint_is_asked_about_nearly_all() -> None:
    assert set(units()) >= WITHOUT
    assert len(units()) - len(WITHOUT) >= 125


# Not from Pint: definitions, by hand.
BY_HAND = [
    (Fraction(1), "length-inch", "length-centimeter", "2.54"),
    (Fraction(1), "length-foot", "length-inch", "12"),
    (Fraction(1), "length-mile", "length-foot", "5280"),
    (Fraction(1), "mass-pound", "mass-ounce", "16"),
    (Fraction(1), "mass-pound", "mass-gram", "453.59237"),
    (Fraction(1), "volume-gallon", "volume-fluid-ounce", "128"),
    (Fraction(1), "volume-gallon", "volume-cubic-inch", "231"),
    (Fraction(1), "volume-cup", "volume-fluid-ounce", "8"),
    (Fraction(1), "volume-tablespoon", "volume-teaspoon", "3"),
    (Fraction(1), "area-acre", "area-square-foot", "43560"),
    (Fraction(212), "temperature-fahrenheit", "temperature-celsius", "100"),
    (Fraction(-40), "temperature-celsius", "temperature-fahrenheit", "-40"),
    (Fraction(0), "temperature-kelvin", "temperature-celsius", "-273.15"),
    (Fraction(1), "linear-density-tex", "linear-density-denier", "9"),
    (Fraction(1), "mass-gram", "mass-carat", "5"),
    (Fraction(5000), "electric-milliampere-hour", "electric-ampere-hour", "5"),
    (Fraction(24), "concentr-karat", "concentr-karat", "24"),
    (Fraction(36), "speed-kilometer-per-hour", "speed-meter-per-second", "10"),
    (Fraction(1), "length-nautical-mile", "length-meter", "1852"),
]


@pytest.mark.parametrize(("value", "source", "target", "expected"), BY_HAND)
def test_conversions_are_exact(value: Fraction, source: str, target: str, expected: str) -> None:
    assert converted(value, source, target) == Fraction(expected)
    assert converted(Fraction(expected), target, source) == value


def test_what_differs_in_kind_does_not_convert() -> None:
    with pytest.raises(ValueError, match=r"length-inch is a length, mass-gram a mass"):
        converted(Fraction(1), "length-inch", "mass-gram")


def test_an_unknown_unit_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        unit("length-cubit")


@pytest.mark.parametrize("own", units().values(), ids=lambda own: own.id)
def test_every_unit_can_be_written(own: Unit) -> None:
    for language in ("en", "pt"):
        names = own.names[language]
        assert names.symbol or names.words
        assert len(names.words) != 1, "singular and plural"
        assert not names.symbol.endswith("."), "would double the full stop of a sentence"
    assert own.names["pt"].gender in ("m", "f") if own.names["pt"].words else not own.names["pt"].gender


# Spellings that two units share: the words around decide (unit_spellings).
SHARED = {"ct", "ct.", "K", "k", "quilate", "quilates"}


@pytest.mark.parametrize("language", ["en", "pt"])
def test_a_spelling_means_one_unit(language: str) -> None:
    seen: dict[str, str] = {}
    for own in units().values():
        names = own.names[language]
        for spelling in {*names.symbols, *names.words} - {"-"} - SHARED:
            assert seen.setdefault(spelling, own.id) == own.id


def test_the_base_of_a_category_has_the_factor_one() -> None:
    for own in units().values():
        if own.base in units():
            assert unit(own.base).factor == 1
            assert unit(own.base).category == own.category
