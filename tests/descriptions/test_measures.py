"""Measures in composed copy and listings: kept, converted into the target's units, or both."""

from __future__ import annotations

import pytest

from catalog_cli.attributes.literals import literal_label
from catalog_cli.attributes.schema import Kind, builtin
from catalog_cli.descriptions.composer import describe
from catalog_cli.job import Measures
from catalog_cli.product_facts import ProductFacts
from catalog_cli.tag import Tag

ROWS = [
    # literal, kind, locale, measures, as it is written
    ("12 in", Kind.MEASURE, "pt-BR", Measures.KEEP, "12 pol"),
    ("12 in", Kind.MEASURE, "pt-BR", Measures.CONVERT, "30 cm"),
    ("12 in", Kind.MEASURE, "pt-BR", Measures.BOTH, "30 cm (12 pol)"),
    ("3.5 lb", Kind.MEASURE, "pt-BR", Measures.CONVERT, "1,6 kg"),
    ("8 × 10 in", Kind.DIMENSIONS, "pt-BR", Measures.CONVERT, "20 × 25 cm"),
    ("30 × 20.5 cm", Kind.DIMENSIONS, "pt-BR", Measures.CONVERT, "30 × 20,5 cm"),  # metric already
    ("2 years", Kind.MEASURE, "pt-BR", Measures.CONVERT, "2 anos"),  # no unit of another system
    ("1200", Kind.COUNT, "pt-BR", Measures.CONVERT, "1.200"),
    ("12 in", Kind.TEXT, "pt-BR", Measures.CONVERT, "12 in"),  # somebody's words
    ("", Kind.MEASURE, "pt-BR", Measures.CONVERT, ""),
]


@pytest.mark.parametrize(("literal", "kind", "locale", "measures", "expected"), ROWS)
def test_literals(literal: str, kind: Kind, locale: str, measures: Measures, expected: str) -> None:
    assert literal_label(literal, kind, locale, measures) == expected


def test_copy_is_written_in_the_units_that_are_asked_for() -> None:
    tags = (
        Tag("product_type", "rug", "", 0.9, "Title", 0, 0, 1, ""),
        Tag("dimensions", "", "5 × 8 ft", 0.9, "Title", 0, 0, 1, ""),
    )
    facts = ProductFacts("1", "Rug", "", tags)
    kept = describe(facts, builtin(), "pt-BR")
    converted = describe(facts, builtin(), "pt-BR", measures=Measures.CONVERT)
    assert "5 × 8 ft" in kept.bullets[0]
    assert "1,5 × 2,4 m" in converted.bullets[0]
