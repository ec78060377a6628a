"""Literals of measures and counts: how they are written, which are the same, how a locale shows them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_cli.attributes.literals import literal_label, number_literal, quantity_literal, same_measure
from catalog_cli.attributes.schema import Kind
from catalog_cli.conventions.measures import find_measures

# (text, locale, literal)
LITERALS = [
    ("350 ml", "en", "350 ml"),
    ("2.50 kg", "en", "2.5 kg"),
    ("2,5 kg", "pt-BR", "2.5 kg"),
    ("1.250 g", "pt-BR", "1250 g"),  # grouped
    ("0.5L", "en", "0.5 L"),
    ('30" x 20"', "en", "30 × 20 in"),
    ("30 x 20 x 10 cm", "en", "30 × 20 × 10 cm"),
    ("26-5/8 in", "en", "26.625 in"),
    ("12 fl. oz.", "en", "12 fl oz"),
    ("two", "en", ""),
    ("2 years", "en", "2 years"),
    ("1 ano", "pt-BR", "1 year"),
    ("12 polegadas", "pt-BR", "12 in"),
    ("220-240V", "en", "220-240 V"),
    ("2 lbs, 8 oz", "en", "2 lb 8 oz"),
    ("5'11\"", "en", "5 ft 11 in"),
    ("10,000 mAh", "en", "10000 mAh"),
]
# (one, other, whether they are the same)
PAIRS = [
    ("350 ml", "350 ml", True),
    ("350 ml", "350 mL", True),
    ("0.5 l", "500 ml", True),
    ("12 oz", "340 g", True),  # 340.19 g: rounded in the catalog
    ("12 oz", "350 g", False),
    ("12 oz", "12 fl oz", True),  # written alike in catalogs
    ("64 oz", "64 OZ", True),
    ("1 lb", "450 g", False),  # 0.8 % off
    ("2 years", "24 months", True),
    ("1 year", "1 years", True),
    ("13 inch", "13 in", True),
    ("12-1/8 in", "12.125 in", True),
    ("24 megapixel", "24 MP", True),
    ("272,500 btu", "272500 BTU", True),
    ("220-240 v", "220-240 V", True),
    ("220-240 V", "220 V", False),
    ("18 x 10 x 6 in", "18 × 10 × 6 in", True),
    ("18 × 10 × 6 in", "18 × 6 × 10 in", False),  # the order counts
    ("30 × 20 cm", "300 × 200 mm", True),
    ("4 in x 6 in", "4 × 6 in", True),
    ("30 × 20 cm", "30 × 20 × 1 cm", False),
    ("2 lb 8 oz", "2.5 lb", True),
    ("2 lb 8 oz", "40 oz", True),
    ("2 lb 8 oz", "2 lb", False),
    ("2 kg", "2 m", False),
    ("2 kg", "2", False),
    ("3", "3", True),
    ("3", "03", True),
    ("3", "4", False),
    ("nike", "Nike", True),  # no measure: as texts
    ("nike", "puma", False),
    ("", "", True),
    ("", "3", False),
    ("3 foos", "3 foos", True),
    ("3 foos", "3 bars", False),
]
# (literal, kind, locale, label)
LABELS = [
    ("2.5 kg", Kind.MEASURE, "en", "2.5 kg"),
    ("2.5 kg", Kind.MEASURE, "pt-BR", "2,5 kg"),
    ("13 in", Kind.MEASURE, "pt-BR", "13 pol"),
    ("2 years", Kind.MEASURE, "pt-BR", "2 anos"),
    ("1 year", Kind.MEASURE, "fr", "1 an"),
    ("12 hr", Kind.MEASURE, "pt-BR", "12 h"),
    ("220-240 V", Kind.MEASURE, "de", "220-240 V"),
    ("2 lb 8 oz", Kind.MEASURE, "en", "2 lb 8 oz"),
    ("30 × 20 × 10 cm", Kind.DIMENSIONS, "pt-BR", "30 × 20 × 10 cm"),
    ("20.5 × 30 cm", Kind.DIMENSIONS, "de", "20,5 × 30 cm"),
    ("3", Kind.COUNT, "pt-BR", "3"),
    ("1200", Kind.COUNT, "pt-BR", "1.200"),
    ("many", Kind.COUNT, "pt-BR", "many"),
    ("Nike", Kind.TEXT, "pt-BR", "Nike"),
    ("3 foos", Kind.MEASURE, "pt-BR", "3 foos"),
    ("", Kind.MEASURE, "pt-BR", ""),
]


@pytest.mark.parametrize(("text", "locale", "literal"), LITERALS)
def test_literals(text: str, locale: str, literal: str) -> None:
    found = find_measures(text, locale)
    assert (quantity_literal(found[0]) if found else "") == literal


@pytest.mark.parametrize(("one", "other", "same"), PAIRS)
def test_same_measure(one: str, other: str, same: bool) -> None:
    assert same_measure(one, other) is same
    assert same_measure(other, one) is same


@pytest.mark.parametrize(("literal", "kind", "locale", "label"), LABELS)
def test_labels(literal: str, kind: Kind, locale: str, label: str) -> None:
    assert literal_label(literal, kind, locale).replace("\u00a0", " ").replace("\u202f", " ") == label


def test_a_literal_is_read_as_it_is_written() -> None:
    for text in (
        "2 lb 8 oz",
        "30 × 20 in",
        "220-240 V",
        "2 years",
        "12 fl oz",
        "80 gsm",
        "7200 rpm",
        "50 °C",
        "3.2 GHz",
    ):
        found = find_measures(text, "en")
        assert quantity_literal(found[0]) == text


@pytest.mark.parametrize(("value", "written"), [("2.50", "2.5"), ("100", "100"), ("1E+3", "1000"), ("0.10", "0.1")])
def test_numbers(value: str, written: str) -> None:
    assert number_literal(Decimal(value)) == written
