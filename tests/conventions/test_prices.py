"""Prices in text, by hand: ⍽ is U+00A0, ⎵ is U+202F, ◀ is U+200F (right-to-left mark)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.conventions.currencies import CODES, own_currency, retail_digits, signs
from catalog_cli.conventions.prices import find_prices, round_half_up, write_amount, write_price
from catalog_cli.ledger import LedgerKind


def shown(text: str) -> str:
    return text.replace("\u00a0", "⍽").replace("\u202f", "⎵").replace("\u200f", "◀")


# source, its locale, target locale, as the target writes it
WRITTEN = [
    # en -> pt-BR: the main job
    ("$1,299.50", "en-US", "pt-BR", "US$⍽1.299,50"),
    ("$49", "en-US", "pt-BR", "US$⍽49"),  # without cents it stays without
    ("$0.99", "en-US", "pt-BR", "US$⍽0,99"),
    ("$.99", "en-US", "pt-BR", "US$⍽0,99"),
    ("$20.5", "en-US", "pt-BR", "US$⍽20,5"),  # decimals as the source shows them
    ("US$ 49", "en", "pt-BR", "US$⍽49"),
    ("US $49", "en", "pt-BR", "US$⍽49"),
    ("$49.00 USD", "en", "pt-BR", "US$⍽49,00"),
    ("USD 25", "en", "pt-BR", "US$⍽25"),
    ("25 USD", "en", "pt-BR", "US$⍽25"),
    ("€19.99", "en", "pt-BR", "€⍽19,99"),
    ("19,99 €", "en", "pt-BR", "€⍽19,99"),  # another country's spelling in an English text
    ("R$ 1.299,50", "en", "pt-BR", "R$⍽1.299,50"),
    ("R$1,299.50", "en", "pt-BR", "R$⍽1.299,50"),
    ("BRL 10", "en", "pt-BR", "R$⍽10"),
    ("£5", "en", "pt-BR", "£⍽5"),
    ("CA$20", "en", "pt-BR", "CA$⍽20"),
    ("C$20", "en", "pt-BR", "CA$⍽20"),
    ("$20 CAD", "en-US", "pt-BR", "CA$⍽20"),  # the code says which dollar
    ("A$10", "en", "pt-BR", "AU$⍽10"),
    ("¥1,980", "en", "pt-BR", "JP¥⍽1.980"),
    ("$49-$59", "en-US", "pt-BR", "US$⍽49 – US$⍽59"),  # a sign before is written with each end, as ICU does
    ("$49–59", "en-US", "pt-BR", "US$⍽49 – US$⍽59"),
    ("$ 49 - $ 59", "en-US", "pt-BR", "US$⍽49 – US$⍽59"),
    ("$12,345,678.90", "en-US", "pt-BR", "US$⍽12.345.678,90"),
    ("CHF 25", "en", "pt-BR", "CHF⍽25"),
    ("₹1,29,900.00", "en-IN", "pt-BR", "₹⍽129.900,00"),  # India groups by two
    # a bare "$" is the source country's own dollar
    ("$20", "en-CA", "pt-BR", "CA$⍽20"),
    ("$20", "en-AU", "pt-BR", "AU$⍽20"),
    ("$20", "es-MX", "pt-BR", "MX$⍽20"),
    ("20,00 $", "fr-CA", "pt-BR", "CA$⍽20,00"),
    ("$20", "de", "pt-BR", "US$⍽20"),  # Germany has none: CLDR's $ is the American one
    # de: sign behind; en-US -> de
    ("$1,299.50", "en-US", "de", "1.299,50⍽$"),
    ("€1,299.50", "en", "de", "1.299,50⍽€"),
    ("£5", "en", "de", "5⍽£"),
    ("CA$20", "en", "de", "20⍽CA$"),
    ("USD 25", "en", "de", "25⍽USD"),  # named in the source, and a bare $ would not say which
    ("¥1,980", "en", "de", "1.980⍽¥"),
    ("€49–€59", "en", "de", "49–59⍽€"),  # a sign behind stands once
    ("1.299,50 €", "de", "pt-BR", "€⍽1.299,50"),
    ("1.299,- €", "de", "pt-BR", "€⍽1.299"),  # the dash is for no cents
    ("5-10 €", "de", "en-US", "€5 – €10"),
    ("10-20 USD", "de", "en-US", "USD⍽10 – USD⍽20"),
    # de-CH: Babel's ’ for groups, a point, sign before, the euro by its code
    ("$1,299.50", "en-US", "de-CH", "$⍽1’299.50"),
    ("€1,299.50", "en", "de-CH", "EUR⍽1’299.50"),
    ("CHF 1,299.50", "en", "de-CH", "CHF⍽1’299.50"),
    ("CHF 1'299.–", "de-CH", "de", "1.299⍽CHF"),  # the apostrophe that people type, and the dash for no cents
    ("CHF 1’299.50", "de-CH", "pt-BR", "CHF⍽1.299,50"),
    ("€1,234.50", "en", "de-AT", "€⍽1.234,50"),
    # fr and fr-CA: narrow and wide spaces, dollars by country
    ("€1,234.50", "en", "fr", "1⎵234,50⍽€"),
    ("$1,299.50", "en-US", "fr", "1⎵299,50⍽$US"),
    ("£5", "en", "fr", "5⍽£GB"),
    ("$49-$59", "en-US", "fr", "49–59⍽$US"),
    ("1⎵299,50⍽€", "fr", "pt-BR", "€⍽1.299,50"),
    ("1 299,50 €", "fr", "en-US", "€1,299.50"),  # a plain space groups where the locale groups by spaces
    ("1.299 €", "fr", "en-US", "€1,299"),  # "." is no decimal symbol there
    ("€1,234.50", "en", "fr-CA", "1⍽234,50⍽€"),
    ("$1,299.50", "en-US", "fr-CA", "1⍽299,50⍽$⍽US"),
    ("$20", "en-CA", "fr-CA", "20⍽$"),
    ("1⍽299,50⍽$⍽US", "fr-CA", "en-US", "$1,299.50"),
    # es: four digits are not grouped (CLDR minimumGroupingDigits, which Babel lacks); Mexico groups
    ("€1,234.50", "en", "es", "1234,50⍽€"),
    ("€12,345.50", "en", "es", "12.345,50⍽€"),
    ("$49.99", "en-US", "es", "49,99⍽US$"),
    ("€1,234.50", "en", "es-MX", "EUR⍽1,234.50"),  # UTS #35 currencySpacing, which Babel lacks: "EUR1,234.50"
    ("$1,299.50", "en-US", "es-MX", "USD⍽1,299.50"),
    ("MX$1,299.50", "en", "es-MX", "$1,299.50"),
    ("$1,299.50 MXN", "en-US", "es-MX", "MXN⍽1,299.50"),
    ("€1,234.50", "en", "pt-PT", "1234,50⍽€"),
    ("€12,345.50", "en", "pt-PT", "12⍽345,50⍽€"),
    # ja: no cents of its own; the yen sign is full width
    ("¥1,234", "en", "ja", "￥1,234"),
    ("$1,299.50", "en-US", "ja", "$1,299.50"),
    ("1,980円", "ja", "pt-BR", "JP¥⍽1.980"),
    ("￥1,980", "ja", "en-US", "¥1,980"),
    ("¥1,980", "ja", "de", "1.980⍽¥"),
    ("¥199", "zh-CN", "en-US", "CN¥199"),  # the same sign, another country
    # ar and he: right-to-left marks are CLDR's and stay
    ("€1,234.50", "en", "ar", "◀1,234.50⍽€"),
    ("$1,299.50", "en-US", "ar", "◀1,299.50⍽US$"),
    ("$49-$59", "en-US", "ar", "◀49–59⍽US$"),
    ("٤٩٫٥٠ ر.س.", "ar", "pt-BR", "SAR⍽49,50"),
    ("€1,234.50", "en", "he", "◀1,234.50⍽◀€"),
    ("$49-$59", "en-US", "he", "◀49–59⍽◀$"),
    ("◀1,299.50⍽◀₪", "he", "pt-BR", "₪⍽1.299,50"),
    ("199 ₪", "he", "en-US", "₪199"),
    # nl, tr, pl
    ("€1,234.50", "en", "nl", "€⍽1.234,50"),
    ("$49.99", "en-US", "nl", "US$⍽49,99"),
    ("€ 49,-", "nl", "pt-BR", "€⍽49"),
    ("€ 5 – € 9", "nl", "de", "5–9⍽€"),
    ("€1,234.50", "en", "tr", "€1.234,50"),
    ("₺1.299,90", "tr", "en-US", "TRY⍽1,299.90"),
    ("199,90 TL", "tr", "tr", "₺199,90"),
    ("€1,234.50", "en", "pl", "1234,50⍽€"),  # four digits are not grouped
    ("€12,345.50", "en", "pl", "12⍽345,50⍽€"),
    ("1 299,00 zł", "pl", "en-US", "PLN⍽1,299.00"),
    ("PLN 5", "en", "pl", "5⍽zł"),
    ("kr 199", "sv-SE", "pt-BR", "SEK⍽199"),
    ("199 kr", "da", "en-US", "DKK⍽199"),
    ("HUF 12,990.00", "en", "hu", "12⍽990,00⍽Ft"),  # what the source shows is not rounded away
    ("KWD 1.250", "en", "pt-BR", "KWD⍽1,250"),  # three decimals are right for dinars
]


@pytest.mark.parametrize(("source", "source_locale", "target_locale", "expected"), WRITTEN)
def test_price_is_written_as_the_target_locale_does(source, source_locale, target_locale, expected):
    plain = source.replace("⍽", "\u00a0").replace("⎵", "\u202f").replace("◀", "\u200f")
    prices = find_prices(plain, source_locale)
    assert [price.text for price in prices] == [plain]
    assert shown(write_price(prices[0], target_locale)) == expected
    assert prices[0].kind is LedgerKind.PRICE


# text, locale, what is found in it
FOUND = [
    ("", "en", []),
    ("$", "en", []),
    ("no price 25", "en", []),
    ("25 dollars", "en", []),  # words stay words
    ("$1.5k, $3M, $2 million, 5 USD billion", "en-US", ["5 USD"]),  # compact ones are the translator's
    ("R$ 5 mil e R$ 2 milhões", "pt-BR", []),
    ("$5 off", "en-US", ["$5"]),
    ("was $59.99, now $49.99.", "en-US", ["$59.99", "$49.99"]),
    ("Buy 2 $5 vouchers", "en-US", ["$5"]),
    ("$5-2 pack", "en-US", ["$5"]),  # no range goes down
    ("-$5", "en-US", ["$5"]),
    ("$5/mo", "en-US", ["$5"]),
    ("Pay 25€, 30€ or 35€!", "de", ["25€", "30€", "35€"]),
    ("$12.50.3 $1,2,3", "en-US", []),  # versions
    ("X$5 ABC 25 kr 5", "en", []),  # no sign, no code, and no Nordic country
    ("kr 5 kraft 5", "sv-SE", ["kr 5"]),
    ("TRY 2 FREE, ALL 3, GEL 12 pack", "en", []),  # codes that are words
    ("AMD 300 Series, HP 3.5 MDL, RON 98", "en", []),  # makers, model marks, octane
    ("TRY 199.90, COP 49.900", "en", ["TRY 199.90", "COP 49.900"]),
    ("199 RON", "ro", ["199 RON"]),  # at home it is no word
    ("Size EUR 42", "en", []),
    ("Größe: EUR 42", "de", []),
    ("for EUR 42", "en", ["EUR 42"]),
    ("USD25", "en", ["USD25"]),
    ("AUSD 25 USDX 25", "en", []),
    ("$25 EUR", "en-US", []),  # sign and code disagree
    ("$25 EUR 23 GBP 20", "en-US", ["$25", "EUR 23", "GBP 20"]),
    ("¥1,980（税込）", "ja", ["¥1,980"]),
    ("5% $5%", "en-US", []),
    ("🎁$5™", "en-US", ["$5"]),
    ("line\n$5\n$6", "en-US", ["$5", "$6"]),
    ("价格¥199", "zh-CN", ["¥199"]),
    ("007 NA ½", "en", []),
    ("R 5 Q 7 F 3", "en", []),  # one letter is a model
]


@pytest.mark.parametrize(("text", "locale", "expected"), FOUND)
def test_prices_of_a_text(text, locale, expected):
    found = find_prices(text, locale)
    assert [price.text for price in found] == expected
    assert all(text[price.start : price.end] == price.text for price in found)
    assert all(text[one.start : one.end] for price in found for one in price.numbers)


@pytest.mark.parametrize(
    ("text", "locale", "value", "other"),
    [
        ("$1.500", "en-US", "1.500", "1500"),  # no shop quotes tenths of a cent: an import from elsewhere?
        ("1,500 €", "de", "1.500", "1500"),
        ("R$ 1.299", "en", "1.299", "1299"),
    ],
)
def test_price_that_can_be_read_two_ways_stays(text, locale, value, other):
    (price,) = find_prices(text, locale)
    assert (price.values, price.numbers[0].readings) == ((Decimal(value),), (Decimal(other),))
    assert write_price(price, "pt-BR") == text


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("$1,500", "en-US", "1500"),
        ("1.500 €", "de", "1500"),
        ("$0.125", "en-US", "0.125"),
        ("$1234.567", "en", "1234.567"),
    ],
)
def test_price_that_can_be_read_one_way(text, locale, value):
    (price,) = find_prices(text, locale)
    assert (price.values, price.numbers[0].readings) == ((Decimal(value),), ())


@pytest.mark.parametrize(
    ("value", "currency", "locale", "expected"),
    [
        ("0.125", "USD", "en-US", "$0.13"),  # Babel alone rounds half to even: $0.12
        ("2.345", "USD", "en-US", "$2.35"),
        ("1.005", "USD", "en-US", "$1.01"),  # a float is 1.00499…
        ("2.5", "JPY", "ja", "￥3"),
        ("1234", "JPY", "ja", "￥1,234"),
        ("12990", "HUF", "hu", "12⍽990⍽Ft"),  # CLDR says two digits, shops none
        ("499", "CZK", "cs", "499⍽Kč"),
        ("990", "TWD", "zh-TW", "$990"),
        ("150000", "IDR", "id", "Rp⍽150.000"),
        ("49900", "COP", "es-CO", "$49.900"),
        ("1.25", "KWD", "en", "KWD⍽1.250"),
        ("25", "CHF", "en-US", "CHF⍽25.00"),
        ("9999.99", "EUR", "es", "9999,99⍽€"),
        ("9999.995", "EUR", "es", "10.000,00⍽€"),  # grouped by the rounded value
        ("25", "EUR", "bg", "25,00⍽€"),
    ],
)
def test_amount_with_retail_digits(value, currency, locale, expected):
    assert shown(write_amount(Decimal(value), currency, locale)) == expected


def test_own_currency_is_newer_than_cldr():
    assert own_currency("bg-BG") == "EUR"
    assert {retail_digits(code) for code in ("HUF", "CZK", "TWD", "IDR", "COP")} == {0}


@pytest.mark.parametrize(
    "locale", ["en-US", "pt-BR", "de", "de-CH", "fr", "fr-CA", "es", "ja", "ar", "he", "pl", "fr-US"]
)
@pytest.mark.parametrize("currency", ["USD", "EUR", "BRL", "GBP", "CAD", "CHF"])
def test_what_is_written_is_found_again(locale, currency):
    written = write_amount(Decimal("12345.60"), currency, locale)
    (price,) = find_prices(f"{written} ", locale)
    assert (price.text, price.values, price.unit) == (written, (Decimal("12345.60"),), currency)


@settings(max_examples=60, deadline=None)
@given(
    st.decimals(min_value=0, max_value=10**7, places=2),
    st.sampled_from(sorted(CODES)),
    st.sampled_from(["en-US", "pt-BR", "de-CH", "fr", "es", "ja", "he", "tr"]),
)
def test_value_survives_writing(value, currency, locale):
    written = write_amount(value, currency, locale, decimals=2)
    found = find_prices(written, locale)
    assert [price.values for price in found] == [(value,)]
    assert found[0].unit == currency


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="$€£R US1234567890.,-– kKM%/\u00a0", max_size=40), st.sampled_from(["en-US", "fr", "pt-BR"]))
def test_any_text_is_searched(text, locale):
    found = find_prices(text, locale)
    assert all(text[price.start : price.end] == price.text for price in found)
    assert all(write_price(price, "de") for price in found)


def test_long_text_takes_linear_time():
    assert len(find_prices("$5 " * 20_000, "en-US")) == 20_000
    assert find_prices("1," * 50_000 + "€", "de") == []


def test_rounding_is_away_from_zero():
    assert [round_half_up(Decimal(text), 0) for text in ("0.5", "1.5", "-0.5")] == [1, 2, -1]


def test_signs_of_a_locale_name_known_currencies():
    assert set(signs("ar").values()) <= CODES
