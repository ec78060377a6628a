"""All quantities of a text, and the codes that only look like numbers."""

from __future__ import annotations

import pytest

from catalog_cli.conventions.quantities import find_quantities, number_text, write_numbers, write_quantity

FOUND = [
    ("", []),
    ("Red bag", []),
    ("two bags", []),  # words are for the ledger to explain
    ("3 bags", [("3", "")]),
    ("12.5 cm", [("12.5 cm", "length-centimeter")]),
    ("100% cotton", [("100%", "percent")]),
    ("12.5 % off", [("12.5 %", "percent")]),
    ("$1,299.50", [("$1,299.50", "USD")]),
    ("½ off", [("½", "")]),
    # Codes
    ("A4, IP67, CR2032", [("A4", "code"), ("IP67", "code"), ("CR2032", "code")]),
    ("4K 3D 2XL", [("4K", "code"), ("3D", "code"), ("2XL", "code")]),
    ("10W-40 oil", [("10W-40", "code")]),
    ("Open 24/7", [("24/7", "code")]),
    ("f/1.8", [("f/1.8", "code")]),
    ("Bluetooth 5.3, 5.3 kg", [("5.3", "code"), ("5.3 kg", "mass-kilogram")]),
    ("XMP 2.0", [("2.0", "code")]),
    ("THE RATIO 2.0", [("2.0", "")]),  # all in capitals: the word tells nothing
    ("ISO 9001.2", [("9001.2", "code")]),
    ("Size US 9.5", [("US 9.5", "size-US")]),
    ("5.1 surround", [("5.1", "code")]),
    ("v2.10.3", [("v2.10.3", "code")]),
    ("1.299.50", [("1.299.50", "code")]),  # damaged: no number, yet not lost
    ("1.299.50 kg", [("1.299.50", "code")]),
    ("WH-1000XM5", [("WH-1000XM5", "code")]),
    ("W32 L34", [("W32", "code"), ("L34", "code")]),
    # Sizes
    ("EU 42 or UK 8½", [("EU 42", "size-EU"), ("UK 8½", "size-UK")]),
    ("US Men's 9.5 or EUR 43", [("US Men's 9.5", "size-US"), ("EUR 43", "size-EU")]),  # listed beside one
    ("EUR 43", [("EUR 43", "EUR")]),
    ("US 12 oz", [("12 oz", "mass-ounce")]),
    ("US 9", [("US 9", "size-US")]),
    # Factors
    ("20×30cm", [("20×30cm", "length-centimeter")]),
    ("20x30cm", [("20x30cm", "length-centimeter")]),
    ("20cm×30cm×5cm", [("20cm×30cm×5cm", "length-centimeter")]),
    ("20cmx30cm", [("20cmx30cm", "length-centimeter")]),
    ("20×30", [("20", ""), ("30", "")]),
    ("12V×2", [("12V", "electric-volt"), ("2", "")]),
    ("M8x1.25", [("M8x1.25", "code")]),
    # Plain ones
    ("501 jeans", [("501", "")]),
    ("Levi's 501® jeans", [("501", "")]),
    ("3-pack", [("3", "")]),
    ("2.5 stars 👕", [("2.5", "")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.text, one.unit) for one in find_quantities(text, "en-US")] == expected


@pytest.mark.parametrize("text", [text for text, _ in FOUND] + ["1.2.3.4 x", "a1 b 2/3 c-4", "5'11\" 1 x 2 x 3 cm 7"])
def test_every_digit_belongs_to_one_quantity(text: str) -> None:
    covered = [place for one in find_quantities(text, "en-US") for place in range(one.start, one.end)]
    assert len(covered) == len(set(covered))
    assert {place for place, char in enumerate(text) if char.isdecimal()} <= set(covered)
    assert all(text[one.start : one.end] == one.text for one in find_quantities(text, "en-US"))


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("12.5", "pt-BR", "12,5"),
        ("1,299", "pt-BR", "1.299"),
        ("1299", "pt-BR", "1299"),
        ("007", "pt-BR", "007"),
        ("1/2", "pt-BR", "1/2"),
        ("12.5%", "de", "12,5 %"),
        ("12.5%", "tr", "%12,5"),
        ("A4", "pt-BR", None),
        ("03/04/2026", "pt-BR", None),
    ],
)
def test_written(text: str, locale: str, expected: str | None) -> None:
    (one,) = find_quantities(text, "en-US")
    written = write_quantity(one, locale)
    assert (written and written.replace("\u00a0", " ")) == expected


def test_numbers_of_one_in_the_words_of_another() -> None:
    (there,) = find_quantities("15 polegadas", "pt-BR")
    (source,) = find_quantities("12.5 inches", "en-US")
    assert write_numbers(there, source, "pt-BR") == "12,5 polegadas"
    assert number_text(source, source.numbers[0]) == "12.5"
    (pair,) = find_quantities("10 x 12 cm", "en-US")
    assert write_numbers(there, pair, "pt-BR") is None


def test_a_long_text_takes_no_longer_than_reading_it() -> None:
    text = "2.5 cm, A4 and 3 bags; " * 5_000
    assert len(find_quantities(text, "en")) == 15_000
