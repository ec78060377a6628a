"""The signs around words in several locales, with the reason beside odd rows. ⍽ is U+00A0, ⎵ U+202F."""

from __future__ import annotations

import pytest

from catalog_cli.conventions.running_text import isolate_codes, localize_dashes, localize_quotes, localize_spaces
from catalog_cli.conventions.typography import (
    join_list,
    plain_spaces,
    typography,
    write_range,
)


def seen(text: str) -> str:
    """Return the text with the spaces that do not break made visible."""
    return text.replace("\u00a0", "⍽").replace("\u202f", "⎵")


QUOTES = [
    ("en", "The “Classic” bag", "The “Classic” bag"),
    ("pt-BR", "The “Classic” bag", "The “Classic” bag"),
    ("pt-PT", "“A”", "«A»"),
    ("de", "“A ‘B’ C”", "„A ‚B‘ C“"),
    ("de-AT", "“A”", "„A“"),
    ("de-CH", "“A ‘B’”", "«A ‹B›»"),
    ("fr", "“A”", "«⍽A⍽»"),
    ("fr", "« A »", "«⍽A⍽»"),
    ("fr-CH", "“A”", "«A»"),  # closed up in Switzerland
    ("fr-CA", "“A ‘B’”", "«⍽A ”B“⍽»"),  # as CLDR has it
    ("es", "«A»", "“A”"),
    ("es-MX", "«A»", "“A”"),
    ("it", "“A”", "«A»"),
    ("pl", "“A ‘B’”", "„A «B»”"),
    ("sv", "“A”", "”A”"),
    ("ja", "“A ‘B’”", "「A 『B』」"),
    ("zh-TW", "“A”", "「A」"),
    ("zh-Hans", "「A」", "“A”"),
    ("ar", "“A”", "”A“"),
    ("fa", "“A”", "«A»"),
    ("ru", "“A „B“”", "«A „B“»"),
    ("hi", "“A”", "“A”"),
    ("tlh", "„A“", "“A”"),
    ("de", "It’s Levi’s ’93", "It’s Levi’s ’93"),  # apostrophes
    ("de", '15.6" screen, 5\' 11"', '15.6" screen, 5\' 11"'),  # inches
    ("de", 'a "B" c', 'a "B" c'),  # straight ones are good everywhere
    ("de", "“open", "“open"),
    ("de", "“A” and “B”", "„A“ and „B“"),
    ("de", "", ""),
    ("de", "“👕 ™ €5”\n“½”", "„👕 ™ €5“\n„½“"),
]


@pytest.mark.parametrize(("locale", "text", "expected"), QUOTES)
def test_quotes(locale: str, text: str, expected: str) -> None:
    assert seen(localize_quotes(text, locale)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The "Classic" bag', "The „Classic“ bag"),
        ('15" and 17" screens', '15" and 17" screens'),
        ('"Slim" 15" laptop', '„Slim“ 15" laptop'),
        ('5\'11" x 3" "Big"', '5\'11" x 3" „Big“'),
        ('a="b"', 'a="b"'),
        ('""', '""'),
    ],
)
def test_straight_quotes_where_asked_for(text: str, expected: str) -> None:
    assert localize_quotes(text, "de", straight=True) == expected


@pytest.mark.parametrize("locale", ["en", "pt-BR", "de", "fr", "es", "it", "pl", "sv", "ja", "ar", "hi", "fa", "ru"])
def test_quotes_are_set_once(locale: str) -> None:
    once = localize_quotes("The “Classic ‘93’” bag", locale)
    assert localize_quotes(once, locale) == once


DASHES = [
    ("pt-BR", "soft—and warm", "soft — and warm"),
    ("pt-BR", "soft -- and warm", "soft — and warm"),
    ("de", "soft — and warm", "soft – and warm"),
    ("en", "soft – and warm", "soft—and warm"),
    ("en-GB", "soft—and warm", "soft – and warm"),
    ("es", "soft—and warm", "soft—and warm"),  # Spanish ones cling to one side
    ("ja", "soft—and warm", "soft—and warm"),
    ("de", "10–20 cm", "10–20 cm"),  # a range
    ("de", "10 – 20 cm", "10 – 20 cm"),
    ("de", "T-shirt, well-made", "T-shirt, well-made"),
    ("de", "— bullet", "— bullet"),
    ("pt-BR", "--option", "--option"),
    ("pt-BR", "", ""),
]


@pytest.mark.parametrize(("locale", "text", "expected"), DASHES)
def test_dashes(locale: str, text: str, expected: str) -> None:
    assert localize_dashes(text, locale) == expected


SPACES = [
    ("de", "20% Baumwolle", "20⍽% Baumwolle"),
    ("de", "20 % Baumwolle", "20⍽% Baumwolle"),
    ("pt-BR", "20 % algodão", "20% algodão"),
    ("en", "20 % cotton", "20% cotton"),
    ("fr", "100% coton", "100⍽% coton"),
    ("es-MX", "20 %", "20%"),
    ("tr", "% 20 pamuk", "%20 pamuk"),
    ("fr", "Doux !", "Doux⎵!"),
    ("fr", "Doux!", "Doux⎵!"),
    ("fr", "Taille: M; L?", "Taille⍽: M⎵; L⎵?"),
    ("fr", "à 10:30, http://a.b", "à 10:30, http://a.b"),  # no punctuation of a sentence
    ("fr-CA", "Taille : M ; L ?", "Taille⍽: M; L?"),
    ("fr-CH", "Taille: M!", "Taille⍽: M⎵!"),
    ("pt-BR", "Macio !", "Macio !"),  # the merchant's own
    ("de", "100%ig", "100%ig"),
    ("de", "%d Stück", "%d Stück"),
    ("fr", "", ""),
]


@pytest.mark.parametrize(("locale", "text", "expected"), SPACES)
def test_spaces(locale: str, text: str, expected: str) -> None:
    assert seen(localize_spaces(text, locale)) == expected
    assert localize_spaces(localize_spaces(text, locale), locale) == localize_spaces(text, locale)


def test_plain_spaces_for_feeds() -> None:
    assert plain_spaces("a\u00a0b\u202fc\u2009d\u3000e f\n") == "a b c d e f\n"
    assert plain_spaces("a b\n") == "a b\n"


LISTS = [
    ("en", ["S", "M", "L"], "standard", "S, M, and L"),
    ("en", ["S", "M", "L"], "or", "S, M, or L"),
    ("en-GB", ["S", "M", "L"], "standard", "S, M and L"),
    ("pt-BR", ["S", "M", "L"], "standard", "S, M e L"),
    ("pt-BR", ["S", "M"], "or", "S ou M"),
    ("de", ["S", "M", "L"], "or", "S, M oder L"),
    ("fr", ["S", "M", "L"], "standard", "S, M et L"),
    ("es", ["S", "M", "L"], "unit", "S, M y L"),  # Babel has half of the patterns and raises KeyError
    ("es", ["aguja", "hilo"], "standard", "aguja e hilo"),  # y before the sound i
    ("es", ["agua", "hielo"], "standard", "agua y hielo"),  # but not before ie
    ("es", ["siete", "ocho"], "or", "siete u ocho"),
    ("es", ["7", "8"], "or", "7 u 8"),
    ("es", ["10", "11"], "or", "10 u 11"),
    ("es", ["9", "110"], "or", "9 o 110"),
    ("it", ["bello", "elegante"], "standard", "bello ed elegante"),
    ("ja", ["S", "M", "L"], "standard", "S、M、L"),
    ("ar", ["S", "M"], "standard", "S وM"),
    ("fa", ["S", "M"], "standard", "S و M"),
    ("en", ["S"], "standard", "S"),
    ("en", [], "standard", ""),
    ("en", ["{0}", "{1}"], "standard", "{0} and {1}"),  # what is listed is no pattern
]


@pytest.mark.parametrize(("locale", "items", "style", "expected"), LISTS)
def test_lists(locale: str, items: list[str], style: str, expected: str) -> None:
    assert join_list(items, locale, style=style) == expected


def test_every_locale_has_signs_and_lists() -> None:
    from babel.localedata import locale_identifiers

    for name in locale_identifiers():
        tag = name.replace("_", "-")
        signs = typography(tag)
        assert signs.quotes[0].strip()
        assert signs.quotes[1].strip()
        assert join_list(["A", "B", "C", "D"], tag).count("A") == 1


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "10–20"),
        ("pt-BR", "10–20"),
        ("pt-PT", "10 - 20"),
        ("de", "10–20"),
        ("es", "10-20"),
        ("it", "10-20"),
        ("ja", "10～20"),
        ("ko", "10~20"),
        ("ar", "10–20"),
    ],
)
def test_ranges(locale: str, expected: str) -> None:
    assert write_range("10", "20", locale) == expected


def test_codes_are_isolated_in_right_to_left_text_only() -> None:
    assert isolate_codes("דגם 24-MB01 חדש", "he") == "דגם \u206824-MB01\u2069 חדש"
    assert isolate_codes("دراجة 26 بوصة", "ar") == "دراجة 26 بوصة"
    assert isolate_codes("Model 24-MB01", "pt-BR") == "Model 24-MB01"
    once = isolate_codes("דגם 24-MB01", "he")
    assert isolate_codes(once, "he") == once
