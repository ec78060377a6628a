"""Hand-checked spellings: what each quantity of a text is in another locale, with the reason beside the odd ones.

`cases.tsv` is read as text: `expected` may list spellings that are equally right, the preferred one first, and says
\\u200f for a mark that cannot be seen. Spaces are compared as plain ones here; which spaces, has rows of its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from catalog_cli.conventions.quantities import find_quantities, write_quantity

FILE = Path(__file__).with_name("cases.tsv")
LEAST = 300


class Case(NamedTuple):
    """A row of the table."""

    kind: str
    source_locale: str
    target_locale: str
    source: str
    expected: str
    reason: str


def cases() -> list[Case]:
    """Return the rows below the header."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [Case(*line.split("\t")) for line in lines[1:]]


def written(text: str, source_locale: str, target_locale: str) -> str:
    """Return a text with each of its quantities as the target locale writes it."""
    parts, reached = [], 0
    for quantity in find_quantities(text, source_locale):
        own = write_quantity(quantity, target_locale)
        parts += [text[reached : quantity.start], quantity.text if own is None else own]
        reached = quantity.end
    return "".join((*parts, text[reached:]))


def plain(text: str) -> str:
    """Return a text with plain spaces, and marks that were spelled out."""
    return re.sub("[\u00a0\u202f]", " ", text).replace("\\u200f", "\u200f").replace("\\u200e", "\u200e")


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.source} {case.source_locale}-{case.target_locale}")
def test_written(case: Case) -> None:
    target = plain(written(case.source, case.source_locale, case.target_locale))
    assert target in plain(case.expected).split("|"), case.reason


def test_the_table_is_whole() -> None:
    rows = cases()
    assert len(rows) >= LEAST
    assert len({row[:4] for row in rows}) == len(rows)
    assert len([row for row in rows if row.target_locale == "pt-BR"]) > len(rows) / 2


@pytest.mark.parametrize(
    ("source", "source_locale", "target_locale", "expected"),
    [
        ("$49.99", "en-US", "pt-BR", "US$\u00a049,99"),
        ("€59.90", "en", "de", "59,90\u00a0€"),
        ("€1,299.50", "en", "fr", "1\u202f299,50\u00a0€"),
        ("1,250", "en", "fr", "1\u202f250"),
        ("1,250", "en", "pl", "1250"),  # from five digits only, like Spanish
        ("12,500", "en", "pl", "12\u00a0500"),
        ("20%", "en", "de", "20\u00a0%"),
        ("1,250", "en", "de-CH", "1’250"),
        ("1,250,000", "en", "en-IN", "12,50,000"),
    ],
)
def test_spaces_and_groups(source: str, source_locale: str, target_locale: str, expected: str) -> None:
    assert written(source, source_locale, target_locale) == expected
