"""Numbers as values: what counts as the same number in two locales."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_cli.conventions.numbers import has_number, number_differences, number_texts, number_values

SAME = [
    ("", ""),
    ("Red bag", "Bolsa vermelha"),
    ("2 bags", "2 bolsas"),
    ("12.5 cm", "12,5 cm"),
    # The model keeps some spellings: the conventions stage rewrites them later
    ("12.5 cm", "12.5 cm"),
    ("1,250.5 kg", "1.250,5 kg"),
    ("1,250 pieces", "1.250 peças"),
    ("1,250 pieces", "1250 peças"),
    ("1,250 pieces", "1,250 peças"),
    ("1,250 pieces", "1\u00a0250 peças"),
    ("12 x 8 x 3.25 in", "12 x 8 x 3,25 in"),
    ("3 x 4, 5", "5, 4 x 3"),
    (".5 oz", "0,5 oz"),
    ("size 007", "tamanho 007"),
    ("½ cup", "1/2 xícara"),
    ("½ cup", "1⁄2 xícara"),
    ("½ cup", "0,5 xícara"),
    ("½ cup", "meia xícara"),
    ("1½ in", "1,5 in"),
    ("1 1/2 in", "1½ in"),
    ("Open 24/7", "Aberto 24/7"),
    # Words for digits and digits for words
    ("2 files", "dois arquivos"),
    ("1 file", "um arquivo"),
    ("two files", "2 arquivos"),
    ("2nd gear", "segunda marcha"),
    ("Pack of 12", "Pacote de uma dúzia"),
    ("10 m²", "10 m2"),
    ("10 m²", "10 metros quadrados"),
    ("5'11\" tall", "5'11\" de altura"),
    ("1990s style", "estilo dos anos 90"),
    ("on 2024-05-12", "em 2024-05-12"),
    ("٣ kg", "3 kg"),
    ("€5 ™", "5 € ™"),
    ("v1.2.3", "v1.2.3"),
]

DIFFERENT = [
    ("12.5 cm", "125 cm", ("12.5",), ("125",)),
    ("2 bags", "bolsas", ("2",), ()),
    ("bags", "3 bolsas", (), ("3",)),
    ("2 x 2 cm", "2 cm", ("2",), ()),
    ("1½ in", "11/2 in", ("1 1/2",), ("11", "2")),
    ("1,250.5 kg", "1.250 kg", ("1,250.5",), ("1.250",)),
    # A decade is not just any year
    ("in 2024", "em 24", ("2024",), ("24",)),
    # "one" is in the table, but "três" is not 2
    ("2 files", "três arquivos", ("2",), ()),
    ("½ cup", "xícara", ("1/2",), ()),
]


@pytest.mark.parametrize(("source", "target"), SAME)
def test_same_numbers(source: str, target: str) -> None:
    assert number_differences(source, target, "en", "pt-BR") == ((), ())


@pytest.mark.parametrize(("source", "target", "missing", "added"), DIFFERENT)
def test_different_numbers(source: str, target: str, missing: tuple[str, ...], added: tuple[str, ...]) -> None:
    assert number_differences(source, target, "en", "pt-BR") == (missing, added)


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("no digits", "en", {}),
        ("1,250", "en", {"1250": 1}),
        ("1,250", "pt-BR", {"1.250": 1}),
        ("1.250", "de", {"1250": 1}),
        ("1 250,5", "fr", {"1250.5": 1}),
        # A plain space groups only where the locale writes it
        ("1 250", "en", {"1": 1, "250": 1}),
        ("1'250.5", "de-CH", {"1250.5": 1}),
        ("12.05.2024", "de", {"12": 1, "5": 1, "2024": 1}),
        ("1.234.567", "pt-BR", {"1234567": 1}),
        ("３ 個と５ 個", "ja", {"3": 1, "5": 1}),
        # No locale of CLDR's: read as English is
        ("1.5", "tlh", {"1.5": 1}),
    ],
)
def test_values(text: str, locale: str, expected: dict[str, int]) -> None:
    assert number_values(text, locale) == {Decimal(value): count for value, count in expected.items()}


def test_has_number() -> None:
    assert has_number("½")
    assert not has_number("half")


def test_ten_million_digits_take_no_longer_than_reading_them() -> None:
    text = "1" * 1_000_000 + " " + "2,5 " * 100_000
    assert len(number_texts(text, "en")) == 100_001
