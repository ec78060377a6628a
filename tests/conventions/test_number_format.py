"""Numbers written and read in many locales: hand-checked rows, every locale of CLDR's, and ICU where it is there.

⍽ stands for U+00A0 and ⎵ for U+202F in the rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.conventions.number_format import (
    plural_form,
    read_number,
    rewrite_number,
    round_half_up,
    write_number,
    write_percent,
)
from catalog_cli.conventions.number_reading import find_codes, find_numbers
from catalog_cli.conventions.number_symbols import minimum_grouping, numbering_of, symbols
from catalog_cli.conventions.number_words import find_number_words


def seen(text: str) -> str:
    """Return the text with the spaces that do not break made visible."""
    return text.replace("\u00a0", "⍽").replace("\u202f", "⎵")


WRITTEN = [
    ("en", "1234", "1,234"),
    ("en", "1234567.5", "1,234,567.5"),
    ("en", "0", "0"),
    ("en", "-5", "-5"),
    ("en", "1299.50", "1,299.50"),  # decimals stay: a price is not 1,299.5
    ("en", "1E+3", "1,000"),  # Decimal's own exponent is no spelling
    ("en-IN", "1234567", "12,34,567"),  # lakhs
    ("en-ZA", "1234.5", "1⍽234,5"),
    ("en-CH", "1234.5", "1’234.5"),
    ("en-US-POSIX", "1234.5", "1234.5"),  # groups nothing
    ("pt-BR", "1234", "1.234"),
    ("pt-BR", "999", "999"),
    ("pt-BR", "1299.50", "1.299,50"),
    ("pt-BR", "0.85", "0,85"),  # argos made 0,85 of version 0.85; here it is a number
    ("pt", "1234.5", "1.234,5"),  # Portuguese is Brazil's
    ("pt-PT", "1234", "1234"),  # Babel: 1⍽234. CLDR minimumGroupingDigits 2
    ("pt-PT", "12345.5", "12⍽345,5"),
    ("de", "1234.5", "1.234,5"),
    ("de", "0.001", "0,001"),
    ("de-AT", "1234.5", "1.234,5"),
    ("de-CH", "1234.5", "1’234.5"),  # the point is the decimal mark of Switzerland
    ("de-LI", "1234.5", "1’234.5"),
    ("fr", "1234.5", "1⎵234,5"),
    ("fr-CA", "1234.5", "1⍽234,5"),
    ("fr-CH", "1234.5", "1⎵234,5"),
    ("fr-US", "1234.5", "1⎵234,5"),  # Babel knows no fr_US: French
    ("es", "1234", "1234"),  # Babel: 1.234
    ("es", "12345", "12.345"),
    ("es-ES", "1234.5", "1234,5"),
    ("es-MX", "1234.5", "1,234.5"),  # Mexico writes as the United States do
    ("es-AR", "1234.5", "1.234,5"),  # and Argentina as Spain, but groups four digits
    ("es-419", "1234", "1,234"),
    ("it", "1234", "1234"),
    ("it", "12345.5", "12.345,5"),
    ("pl", "1234", "1234"),
    ("pl", "12345.5", "12⍽345,5"),
    ("hu", "1234", "1234"),
    ("sv", "12345.5", "12⍽345,5"),
    ("sv", "-5", "−5"),  # Babel writes a hyphen; ICU and the Swedish rules a minus
    ("nb", "1234.5", "1⍽234,5"),
    ("no-NO", "1234.5", "1⍽234,5"),  # no_NO is unknown to Babel
    ("nl", "1234.5", "1.234,5"),
    ("ru", "1234.5", "1⍽234,5"),
    ("tr", "1234.5", "1.234,5"),
    ("ja", "1234.5", "1,234.5"),
    ("zh-Hans", "1234", "1,234"),
    ("zh-HK", "1234", "1,234"),
    ("ko", "1234", "1,234"),
    ("hi", "1234567.5", "12,34,567.5"),  # Latin digits, in lakhs
    ("hi", "1234", "1,234"),
    ("ar", "1234.5", "1,234.5"),  # Latin unless the default is asked for
    ("ar-EG", "1234.5", "1,234.5"),
    ("ar-MA", "1234.5", "1.234,5"),  # the Maghreb's marks are France's
    ("ar", "-5", "\u200e-5"),  # the mark keeps the minus on the left of its number
    ("fa", "1234.5", "1,234.5"),
    ("fa", "-5", "\u200e−5"),
    ("he", "-1234", "\u200e-1,234"),
    ("th", "1234.5", "1,234.5"),
    ("tlh", "1234.5", "1,234.5"),  # no locale of CLDR's: the root's
    ("en-XX", "1234.5", "1,234.5"),
]


@pytest.mark.parametrize(("locale", "value", "expected"), WRITTEN)
def test_written(locale: str, value: str, expected: str) -> None:
    assert seen(write_number(Decimal(value), locale)) == expected
    assert read_number(write_number(Decimal(value), locale), locale) == Decimal(value)


ROUNDED = [
    ("en", "0.125", 2, "0.13"),  # Babel: 0.12, half to even
    ("en", "2.345", 2, "2.35"),
    ("en", "1.005", 2, "1.01"),  # a float is 1.00
    ("en", "0.5", 0, "1"),
    ("en", "-0.5", 0, "-1"),  # away from zero
    ("en", "-0.4", 0, "0"),  # never "-0"
    ("en", "-0.001", 2, "0.00"),
    ("sv", "-0.4", 0, "0"),
    ("en", "999.995", 2, "1,000.00"),  # the group appears by rounding
    ("es", "9999.5", 0, "10.000"),
    ("es", "9999.4", 0, "9999"),
    ("pt-BR", "1299.5", 2, "1.299,50"),
    ("de", "5", 2, "5,00"),
    ("ja", "1299.5", 0, "1,300"),
]


@pytest.mark.parametrize(("locale", "value", "decimals", "expected"), ROUNDED)
def test_rounded_half_up_before_it_is_written(locale: str, value: str, decimals: int, expected: str) -> None:
    assert write_number(Decimal(value), locale, decimals=decimals) == expected


@pytest.mark.parametrize(
    ("locale", "numbering", "expected"),
    [
        ("ar-EG", "default", "١٬٢٣٤٫٥"),
        ("ar-MA", "default", "1.234,5"),  # Morocco's default is Latin
        ("ar-MA", "native", "١٬٢٣٤٫٥"),
        ("fa", "default", "۱٬۲۳۴٫۵"),
        ("hi", "default", "1,234.5"),  # CLDR's default for Hindi is Latin
        ("hi", "native", "१,२३४.५"),
        ("bn", "default", "১,২৩৪.৫"),
        ("mr", "default", "१,२३४.५"),
        ("my", "default", "၁,၂၃၄.၅"),
        ("th", "native", "๑,๒๓๔.๕"),
        ("ja", "native", "1,234.5"),
        ("de", "native", "1.234,5"),
        ("en", "unheard", "1,234.5"),
    ],
)
def test_digits_of_the_locale_where_they_are_asked_for(locale: str, numbering: str, expected: str) -> None:
    assert write_number(Decimal("1234.5"), locale, numbering=numbering) == expected
    assert read_number(expected, locale) == Decimal("1234.5")


@pytest.mark.parametrize(
    ("text", "expected"), [("", "latn"), ("5 kg", "latn"), ("٥ كغ", "native"), ("५ किलो", "native"), ("５個 ½", "latn")]
)
def test_a_source_in_its_own_digits_asks_for_the_targets(text: str, expected: str) -> None:
    assert numbering_of(text) == expected


def test_ungrouped() -> None:
    assert write_number(Decimal("2024"), "pt-BR", grouping=False) == "2024"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+400", "1E-400"])
def test_what_cannot_be_written_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        write_number(Decimal(value), "en")


PERCENT = [
    ("en", "20", "20%"),
    ("en", "12.5", "12.5%"),
    ("pt-BR", "12.5", "12,5%"),  # no space in Brazil
    ("pt-PT", "12.5", "12,5%"),
    ("de", "20", "20⍽%"),
    ("de", "12.5", "12,5⍽%"),  # Babel: 12⍽%
    ("de-CH", "12.5", "12.5%"),
    ("de-AT", "12.5", "12,5⍽%"),
    ("fr", "12.5", "12,5⍽%"),
    ("fr-CH", "20", "20%"),
    ("es", "20", "20⍽%"),
    ("es-MX", "20", "20%"),  # CLDR: closed up in Mexico
    ("it", "20", "20%"),
    ("pl", "20", "20%"),
    ("sv", "20", "20⍽%"),
    ("tr", "20", "%20"),
    ("eu", "20", "%⍽20"),
    ("ja", "20", "20%"),
    ("hi", "20", "20%"),
    ("fa", "20", "20%"),
    ("ar", "20", "20\u200e%\u200e"),
    ("en", "-20", "-20%"),
    ("tr", "-20", "-%20"),
    ("sv", "-20", "−20⍽%"),
    ("en", "1250", "1,250%"),
    ("es", "1250", "1250⍽%"),
]


@pytest.mark.parametrize(("locale", "value", "expected"), PERCENT)
def test_percentages(locale: str, value: str, expected: str) -> None:
    assert seen(write_percent(Decimal(value), locale)) == expected


def test_percentages_round_half_up() -> None:
    assert write_percent(Decimal("12.5"), "en", decimals=0) == "13%"


READ = [
    ("en", "1,299.50", "1299.50"),
    ("en", "3,400.60", "3400.60"),  # Babel's strict reader refuses the trailing zero (#928)
    ("en", "30.00", "30.00"),
    ("en", ".5", "0.5"),
    ("en", "+5", "5"),
    ("en", "−5", "-5"),  # U+2212, refused by Babel
    ("en", "1234567", "1234567"),
    ("en", "10\u202f000", "10000"),  # the international space groups anywhere
    ("en", "007", "7"),
    ("en-IN", "12,34,567", "1234567"),
    ("en-IN", "1,234,567", "1234567"),  # threes are read anywhere
    ("pt-BR", "1.299,50", "1299.50"),
    ("pt-BR", "1.234.567", "1234567"),
    ("pt-BR", "0,5", "0.5"),
    ("de", "1.000", "1000"),  # "1.000 g"
    ("de", "1,5", "1.5"),
    ("de-CH", "1'234.50", "1234.50"),  # ASCII apostrophe, refused by Babel
    ("de-CH", "1’234.50", "1234.50"),
    ("fr", "1 234,5", "1234.5"),  # a plain space, typed
    ("fr", "1\u00a0234,5", "1234.5"),
    ("fr", "1\u202f234,5", "1234.5"),
    ("sv", "−5,5", "-5.5"),
    ("es", "1.234", "1234"),  # written so by many, though not by CLDR
    ("ja", "１，２３４".replace("，", ","), "1234"),
    ("ar", "١٬٢٣٤٫٥", "1234.5"),
    ("fa", "\u200e−۵", "-5"),
    ("he", "\u200e-1,234", "-1234"),
    ("hi", "१२,३४,५६७.५", "1234567.5"),
]


@pytest.mark.parametrize(("locale", "written", "expected"), READ)
def test_read(locale: str, written: str, expected: str) -> None:
    assert read_number(written, locale) == Decimal(expected)


NOT_READ = [
    ("de", "1.5", "write 1,5, if that is meant"),  # Babel reads 15
    ("de", "30.00", "write 30,00, if"),
    ("de", "1,299.50", "write 1.299,50, if"),
    ("en", "1,5", "write 1.5, if"),
    ("en", "1.299,50", "write 1,299.50, if"),
    ("pt-BR", "1.2345", "write 1,2345, if"),
    ("en", "1,23,456", '"1,23,456" is not a number as en writes it.'),  # not India's English
    ("en", "", "is not a number"),
    ("en", "12 cm", "is not a number"),
    ("en", "1.2.3", "is not a number"),
    ("en", "1 234", "is not a number"),  # no space groups in English, if it breaks
    ("en", "--5", "is not a number"),
    ("en", "NaN", "is not a number"),
    ("en", "½", "is not a number"),
    ("en", "0,500", "is not a number"),  # half a kilogram of German's, or nothing: never 500
]


@pytest.mark.parametrize(("locale", "written", "message"), NOT_READ)
def test_no_number_of_the_locale_is_guessed_at(locale: str, written: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        read_number(written, locale)


FOUND = [
    ("en", "", []),
    ("en", "Red bag", []),
    ("en", "2 bags", ["2"]),
    ("en", "1,250 g", ["1250|1.250"]),  # or a decimal comma's
    ("en", "1.250 g", ["1.250|1250"]),
    ("de", "1.000 g", ["1000|1.000"]),
    ("de", "1.5 kg", ["1.5"]),  # cannot be German, so it is English
    ("pt-BR", "1.299,50", ["1299.50"]),
    ("pt-BR", "1,299.50", ["1299.50"]),  # nor can this be Portuguese
    ("en-IN", "₹12,34,567", ["1234567"]),
    ("fr", "1 250,5 kg", ["1250.5"]),
    ("en", "1 250 pieces", ["1", "250"]),
    ("de-CH", "1'250.50", ["1250.50"]),
    ("en", "5'11\" tall", ["5", "11"]),
    ("en", "½ cup", ["0.5"]),
    ("en", "1/2 cup, 1⁄4 in", ["0.5", "0.25"]),
    ("en", "2 1/4 in", ["2.25"]),
    ("en", "1-1/2 in", ["1.5"]),
    ("en", "1½ in, 5 ¾", ["1.5", "5.75"]),
    ("en", "24/7", ["24", "7"]),
    ("en", "5/4", ["5", "4"]),  # no length is written so
    ("en", "2024/12", ["2024", "12"]),
    ("en", "1.5e-3 m", ["0.0015"]),
    ("en", "3 × 10⁸ m/s", ["3E+8"]),
    ("en", "10^6", ["1E+6"]),
    ("en", "10 m²", ["10"]),  # the exponent is the unit's
    ("en", "-5 °C to -10 °C", ["-5", "-10"]),
    ("en", "−40 °C", ["-40"]),
    ("en", "10-20 cm", ["10", "20"]),  # a range has no minus
    ("en", "10 - 20 cm", ["10", "20"]),
    ("en", "10 -20", ["10", "20"]),
    ("en", "2024-05-12", ["2024", "5", "12"]),
    ("en", "12.05.2024", ["12", "5", "2024"]),
    ("en", "1,2,3", ["1", "2", "3"]),
    ("en", "1.234.567", ["1234567"]),  # grouped, no version
    ("en", "10:30", ["10", "30"]),
    ("en", "30x40x2.5cm", ["30", "40", "2.5"]),
    ("en", "30cm x40cm", ["30", "40"]),
    ("en", "4x4", ["4", "4"]),
    ("en", "x2, 3x", ["2", "3"]),
    ("en", "~5, ca. 6, ±7", ["5", "6", "7"]),
    ("en", "Costs 5.", ["5"]),
    ("en", ".5 oz", ["0.5"]),
    ("en", "EUR50, US$5, R$1.299,50", ["50", "5", "1299.50"]),
    ("en", "Only 20% left", ["20"]),
    ("ja", "３個、約5cm", ["3", "5"]),
    ("ar", "٣٫٥ كغ", ["3.5"]),
    ("fa", "۱٬۲۳۴٫۵", ["1234.5"]),
    ("hi", "१२ पैक", ["12"]),
    ("en", "① ⑫", ["1", "12"]),
    ("en", "👕 2 €5 ™ NA 007\n8", ["2", "5", "7", "8"]),
    ("en", "USB 1.5 m cable", ["1.5"]),  # no USB is 1.5: a length
    ("en", "Weight 5.3 kg", ["5.3"]),
    ("en", "12V, 5V/2A, 100ml", ["12", "5", "2", "100"]),
    ("en", "30CMX40CM", ["30", "40"]),
]


@pytest.mark.parametrize(("locale", "text", "expected"), FOUND)
def test_found(locale: str, text: str, expected: list[str]) -> None:
    found = find_numbers(text, locale)
    wanted = [tuple(Decimal(value) for value in row.split("|")) for row in expected]
    assert [(number.value, *number.readings) for number in found] == wanted
    assert all(text[n.start : n.end].strip() == text[n.start : n.end] for n in found)


CODES = [
    ("Bluetooth 5.3", ["5.3"]),
    ("USB 3.2 Gen 2", ["3.2"]),
    ("USB-C 3.1, HDMI 2.1", ["3.1", "2.1"]),
    ("Wi-Fi 6 and Android 13.0", ["13.0"]),
    ("v2.10.3", ["v2.10.3"]),
    ("firmware 1.12", ["1.12"]),
    ("2.10.3", ["2.10.3"]),
    ("10W-40 oil", ["10W-40"]),
    ("5W30", ["5W30"]),
    ("IP67", ["IP67"]),
    ("H2O", ["H2O"]),
    ("MP3, A4, M185", ["MP3", "A4", "M185"]),
    ("W32 L34", ["W32", "L34"]),
    ("WH-1000XM5", ["WH-1000XM5"]),
    ("M8x1.25", ["M8x1.25"]),
    ("24-MB01", ["24-MB01"]),
    ("5G, 4K, 3D, 2XL, 1080p", ["5G", "4K", "3D", "2XL", "1080p"]),
    ("5g of salt", []),  # grams
    ("R$ 5, x2, EUR50", []),
    ("1.234.567", []),
    ("12.05.2024", []),
    ("100ml, 12V-24V, 5V2A", []),
    ("3-pack, 1990s, 2nd", []),
]


@pytest.mark.parametrize(("text", "expected"), CODES)
def test_codes_are_told_from_numbers(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_codes(text)] == expected
    inside = [n for n in find_numbers(text, "en") if any(s <= n.start < e for s, e in find_codes(text))]
    assert inside == []


WORDS = [
    ("en", "twenty-five bags", {"25"}),
    ("en", "a dozen", {"12"}),
    ("en", "half a dozen", {"6"}),
    ("en", "Three Hundred", {"300"}),
    ("en", "money", set()),  # not "one" in a word
    ("pt-BR", "Um arquivo", {"1"}),  # "1 file"
    ("pt-BR", "vinte e cinco", {"25"}),
    ("pt-BR", "duzentas e vinte e duas peças", {"222"}),
    ("pt-BR", "duas mil peças", {"2000"}),
    ("pt-BR", "meia-dúzia", {"6"}),
    ("es", "veintidós, treinta y una", {"22", "31"}),
    ("fr", "quatre-vingt-dix-sept", {"97"}),
    ("fr", "soixante et onze", {"71"}),
    ("de", "einundzwanzig Teile", {"21"}),
    ("it", "ventuno, ventitré", {"21", "23"}),
    ("ja", "二つ", set()),  # no table
    ("en", "", set()),
]


@pytest.mark.parametrize(("locale", "text", "expected"), WORDS)
def test_words(locale: str, text: str, expected: set[str]) -> None:
    assert {number.value for number in find_number_words(text, locale)} == {Decimal(value) for value in expected}


REWRITTEN = [
    ("1,299.50", "en", "pt-BR", "1.299,50"),
    ("1299.50", "en", "pt-BR", "1299,50"),  # no groups in the source, none in the target
    ("2024", "en", "de", "2024"),  # a year
    ("1,234", "en", "es", "1234"),
    ("12,345", "en", "es", "12.345"),
    ("0.50", "en", "de", "0,50"),
    (".5", "en", "de", "0,5"),
    ("-5.5", "en", "sv", "−5,5"),
    ("007", "en", "de", "007"),
    ("1/2", "en", "pt-BR", "1/2"),
    ("½", "en", "pt-BR", "½"),
    ("10^6", "en", "de", "10^6"),
    ("1.250,5", "de", "en", "1,250.5"),
    ("1.000", "de", "en", "1,000"),
    ("1.5", "de", "pt-BR", "1,5"),
    ("٣٫٥", "ar", "en", "3.5"),
]


@pytest.mark.parametrize(("written", "source", "target", "expected"), REWRITTEN)
def test_rewritten_in_the_form_of_the_source(written: str, source: str, target: str, expected: str) -> None:
    (number,) = find_numbers(written, source)
    assert rewrite_number(written, number, source, target) == expected


def test_rewritten_with_another_value() -> None:
    (value,) = find_numbers("13.5", "en")
    assert rewrite_number("1,250", value, "en", "pt-BR") == "13,5"
    (half,) = find_numbers("1/2", "en")
    assert rewrite_number("12", half, "en", "pt-BR") == "0,5"


@pytest.mark.parametrize(
    ("value", "locale", "expected"),
    [
        ("1", "en", "one"),
        ("1.0", "en", "other"),
        ("0", "fr", "one"),
        ("1.5", "pt-BR", "one"),
        ("2", "ru", "few"),
        ("5", "ru", "many"),
        ("2", "ar", "two"),
        ("1", "ja", "other"),
    ],
)
def test_plural_forms(value: str, locale: str, expected: str) -> None:
    assert plural_form(Decimal(value), locale) == expected


# Every locale.


@lru_cache
def every_locale() -> tuple[str, ...]:
    from babel.localedata import locale_identifiers

    return tuple(sorted(name.replace("_", "-") for name in locale_identifiers()))


VALUES = ("0", "5", "0.5", "-12.50", "1234", "9999.999", "12345.678", "1234567", "-1234567890.12", "0.000001")


def test_write_then_read_keeps_the_value_in_every_locale() -> None:
    for locale in every_locale():
        for numbering in ("latn", "default", "native"):
            for value in VALUES:
                written = write_number(Decimal(value), locale, numbering=numbering)
                assert read_number(written, locale) == Decimal(value), (locale, numbering, written)


@settings(max_examples=150, deadline=None)
@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=None, min_value=-(10**15), max_value=10**15),
    st.sampled_from(every_locale()),
    st.sampled_from(["latn", "default", "native"]),
)
def test_write_then_read_keeps_any_value(value: Decimal, locale: str, numbering: str) -> None:
    assert read_number(write_number(value, locale, numbering=numbering), locale) == value


def test_a_number_written_is_found_and_read_as_first_in_every_locale() -> None:
    for locale in every_locale():
        signs = symbols(locale)
        if signs.decimal not in ".," or signs.group not in ".,'’\u00a0\u202f":
            continue  # Pashto of Pakistan's "،" is a comma of the sentence elsewhere
        for value in ("5", "0.5", "12.50", "1234.5", "12345", "1234567.25"):
            text = f"A {write_number(Decimal(value), locale)} B"
            found = [number.value for number in find_numbers(text, locale)]
            expected = [Decimal(value)]
            if signs.primary_grouping == 2:
                continue  # Toki Pona groups by two
            assert found == expected, (locale, text)


def test_babel_agrees_but_for_what_it_gets_wrong() -> None:
    from babel import Locale
    from babel.numbers import format_decimal

    from catalog_cli.conventions.number_symbols import babel_locale

    for locale in every_locale():
        name = babel_locale(locale)
        assert isinstance(name, Locale)
        for value in ("0.5", "12345.5", "1234567"):
            theirs = format_decimal(Decimal(value), locale=name, decimal_quantization=False)
            assert write_number(Decimal(value), locale) == theirs, locale


def test_every_default_and_native_digit_is_known() -> None:
    from catalog_cli.conventions.number_symbols import babel_locale

    missing = set()
    for locale in every_locale():
        found = babel_locale(locale)
        for system in (found.default_numbering_system, found.other_numbering_systems.get("native", "latn")):
            if system != "latn" and not symbols(locale, system).digits:
                missing.add(system)
    assert missing == {"hanidec"}  # 一二三: no shop writes prices so


# ICU, where it is installed (the optional `icu`): the oracle.

# ICU 78 has CLDR 48, Babel 2.18 CLDR 47 and one reading of its own.
DIFFERENT_IN_ICU = {
    "de-AT": "Babel reads Austria's group symbol as that of its prices, a point; ICU writes 1⍽234",
    "de-CH": "CLDR 48 has an ASCII apostrophe; both are read",
    "de-LI": "as de-CH",
    "en-CH": "as de-CH",
    "fr-CH": "CLDR 48 has an apostrophe here too",
}


@pytest.fixture(scope="session")
def icu_format() -> Callable[[str, str], str]:
    messages = pytest.importorskip("icu4py.messageformat")

    def written(value: str, locale: str) -> str:
        pattern = "{n, number, ::numbering-system/latn .#######}"
        return str(messages.MessageFormat(pattern, locale).format({"n": Decimal(value)}))

    return written


def test_minimum_grouping_is_that_of_icu_in_every_locale(icu_format: Callable[[str, str], str]) -> None:
    different = []
    for locale in every_locale():
        four, five = icu_format("1234", locale), icu_format("12345", locale)
        if five == "12345":
            continue  # ICU has no data and groups nothing
        if (2 if four == "1234" else 1) != minimum_grouping(locale):
            different.append(locale)
    assert different == []


@pytest.mark.parametrize("locale", sorted({row[0] for row in WRITTEN} - {"tlh", "en-XX", "en-US-POSIX", "no-NO"}))
def test_icu_writes_the_same(locale: str, icu_format: Callable[[str, str], str]) -> None:
    for value in ("1234.5", "12345.5", "-5", "0.5"):
        ours, theirs = write_number(Decimal(value), locale), icu_format(value, locale)
        if locale in DIFFERENT_IN_ICU:
            digits = re.compile(r"[.'’\u00a0\u202f]")
            assert digits.sub("", ours) == digits.sub("", theirs)
        else:
            assert ours == theirs


# Size and speed.


def test_a_cell_of_ten_megabytes_is_read_in_one_go() -> None:
    text = "2,5 x 3 cm " * 20_000
    assert len(find_numbers(text, "pt-BR")) == 40_000
    assert len(find_numbers("1" * 100_000, "en")) == 1


def test_round_half_up_keeps_long_numbers() -> None:
    assert round_half_up(Decimal("1" * 60 + ".5"), 0) == Decimal("1" * 59 + "2")
