"""Dates and times in text, by hand: ⎵ is U+202F, ◀ is U+200F (right-to-left mark)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.conventions.dates import AMBIGUOUS, CLOCK, TIME, find_dates, why_date_stays, write_date
from catalog_cli.conventions.quantity import Form
from catalog_cli.ledger import LedgerKind

# source, its locale, what its numbers are, target locale, as the target writes it
WRITTEN = [
    ("March 4, 2026", "en-US", "mdy", "pt-BR", "4 de março de 2026"),
    ("March 4, 2026", "en-US", "mdy", "en-GB", "4 March 2026"),
    ("March 4, 2026", "en-US", "mdy", "de", "4. März 2026"),
    ("March 4, 2026", "en-US", "mdy", "de-CH", "4. März 2026"),
    ("March 4, 2026", "en-US", "mdy", "fr", "4 mars 2026"),
    ("March 4, 2026", "en-US", "mdy", "fr-CA", "4 mars 2026"),
    ("March 4, 2026", "en-US", "mdy", "es", "4 de marzo de 2026"),
    ("March 4, 2026", "en-US", "mdy", "es-MX", "4 de marzo de 2026"),
    ("March 4, 2026", "en-US", "mdy", "ja", "2026年3月4日"),
    ("March 4, 2026", "en-US", "mdy", "ar", "4 مارس 2026"),
    ("March 4, 2026", "en-US", "mdy", "he", "4 במרץ 2026"),
    ("March 4, 2026", "en-US", "mdy", "nl", "4 maart 2026"),
    ("March 4, 2026", "en-US", "mdy", "tr", "4 Mart 2026"),
    ("March 4, 2026", "en-US", "mdy", "pl", "4 marca 2026"),  # genitive
    ("4 March 2026", "en-GB", "dmy", "pt-BR", "4 de março de 2026"),
    ("4th of March 2026", "en", "dmy", "pt-BR", "4 de março de 2026"),
    ("March 4th, 2026", "en", "mdy", "pt-BR", "4 de março de 2026"),
    ("Mar. 4, 2026", "en", "mdy", "pt-BR", "4 de março de 2026"),  # abbreviations are written in full
    ("Sept 4, 2026", "en", "mdy", "pt-BR", "4 de setembro de 2026"),
    ("DECEMBER 25, 2026", "en", "mdy", "pt-BR", "25 de dezembro de 2026"),
    ("March 1, 2026", "en", "mdy", "pt-BR", "1º de março de 2026"),  # the first is an ordinal there
    ("March 1, 2026", "en", "mdy", "pt-PT", "1 de março de 2026"),
    ("March 1, 2026", "en", "mdy", "fr", "1er mars 2026"),
    ("March 11, 2026", "en", "mdy", "fr", "11 mars 2026"),
    ("February 29, 2024", "en", "mdy", "pt-BR", "29 de fevereiro de 2024"),
    ("4 de março de 2026", "pt-BR", "dmy", "en-US", "March 4, 2026"),
    ("1º de março de 2026", "pt-BR", "dmy", "en-US", "March 1, 2026"),
    ("4. März 2026", "de", "dmy", "en-US", "March 4, 2026"),
    ("1er mars 2026", "fr", "dmy", "en-US", "March 1, 2026"),
    ("4 de marzo de 2026", "es-MX", "dmy", "pt-BR", "4 de março de 2026"),
    ("2026年3月4日", "ja", "ymd", "pt-BR", "4 de março de 2026"),
    ("4 במרץ 2026", "he", "dmy", "en-US", "March 4, 2026"),
    ("4 مارس 2026", "ar", "dmy", "en-US", "March 4, 2026"),
    ("4 maart 2026", "nl", "dmy", "pt-BR", "4 de março de 2026"),
    ("4 Mart 2026", "tr", "dmy", "pt-BR", "4 de março de 2026"),
    ("4 marca 2026", "pl", "dmy", "pt-BR", "4 de março de 2026"),
    ("March 4, 2026", "en", "mdy", "ru", "4 марта 2026⎵г."),
    ("4 марта 2026 г.", "ru", "dmy", "en-US", "March 4, 2026"),  # its "г." goes with it
    ("2026. március 4.", "hu", "ymd", "pt-BR", "4 de março de 2026"),
    ("4 मार्च 2026", "hi", "dmy", "en-US", "March 4, 2026"),  # names with combining signs
    ("Μάρτιος 2026", "el", "my", "en-US", "March 2026"),
    # month and year, day and month
    ("March 2026", "en", "my", "pt-BR", "março de 2026"),
    ("March 2026", "en", "my", "pl", "marzec 2026"),  # nominative without a day
    ("March 2026", "en", "my", "ja", "2026年3月"),
    ("Dec 2026", "en", "my", "de", "Dezember 2026"),
    ("marzec 2026", "pl", "my", "en-US", "March 2026"),
    ("2026年3月", "ja", "ym", "pt-BR", "março de 2026"),
    ("July 4", "en-US", "md", "pt-BR", "4 de julho"),
    ("July 1", "en-US", "md", "fr", "1er juillet"),
    ("4 July", "en-GB", "dm", "de", "4. Juli"),
    # numeric: only where one reading is left
    ("2026-03-04", "en", "ymd", "pt-BR", "04/03/2026"),
    ("2026-03-04", "en", "ymd", "de", "4.3.2026"),
    ("2026-03-04", "en", "ymd", "fr-CA", "2026-03-04"),
    ("2026-03-04", "en", "ymd", "ja", "2026/3/4"),
    ("2026-03-04", "en", "ymd", "ar", "4◀/3◀/2026"),  # CLDR's marks keep the order
    ("2026-03-04", "en", "ymd", "nl", "4-3-2026"),
    ("2026-03-04", "en", "ymd", "tr", "04.03.2026"),
    ("25/12/2026", "en", "dmy", "pt-BR", "25/12/2026"),
    ("25/12/2026", "en-GB", "dmy", "en-US", "12/25/2026"),
    ("12/25/2026", "en-US", "mdy", "pt-BR", "25/12/2026"),
    ("25.12.2026", "de", "dmy", "he", "25.12.2026"),
    ("03/04/2026", "pt-BR", "dmy", "de", "3.4.2026"),  # outside English the locale's own order is the only one
    ("03.04.2026", "de", "dmy", "pt-BR", "03/04/2026"),
    ("4◀/3◀/2026", "ar", "dmy", "pt-BR", "04/03/2026"),
    ("3/3/2026", "en-US", "dmy", "pt-BR", "03/03/2026"),  # the same either way
    # times: 24 hours where the locale's clock has them
    ("12:30 PM", "en-US", TIME, "pt-BR", "12:30"),
    ("2 da manhã", "pt-BR", TIME, "en-GB", "02:00"),
    ("2 da manhãs", "pt-BR", TIME, "pt-BR", "02:00"),  # as models write it
    ("6 da manhãs da manhã", "pt-BR", TIME, "pt-BR", "06:00"),
    ("2:15 da tarde", "pt-BR", TIME, "pt-BR", "14:15"),
    ("7 e 30 da noite", "pt-BR", TIME, "pt-BR", "19:30"),
    ("8 horas da noite", "pt-BR", TIME, "pt-BR", "20:00"),
    ("12 da noite", "pt-BR", TIME, "pt-BR", "00:00"),
    ("12 da tarde", "pt-BR", TIME, "pt-BR", "12:00"),
    ("8 de la tarde", "es", TIME, "pt-BR", "20:00"),
    ("9h30 du soir", "fr", TIME, "pt-BR", "21:30"),
    ("8 di sera", "it", TIME, "pt-BR", "20:00"),
    ("12:30 AM", "en-US", TIME, "pt-BR", "00:30"),
    ("9am", "en-US", TIME, "pt-BR", "09:00"),
    ("9 a.m.", "en-US", TIME, "de", "09:00"),
    ("5:05 p.m.", "en-US", TIME, "fr", "17:05"),
    ("5:05 PM", "en-US", TIME, "fr-CA", "17 h 05"),
    ("5:05 PM", "en-US", TIME, "ja", "17:05"),
    ("5:05 PM", "en-US", TIME, "ar", "5:05 م"),
    ("5:05 PM", "en-US", TIME, "he", "17:05"),
    ("5:05 PM", "en-US", TIME, "es-MX", "5:05⎵p.m."),
    ("9am-5pm", "en-US", TIME, "pt-BR", "09:00 – 17:00"),
    ("9am–5:30pm", "en-US", TIME, "de", "09:00–17:30"),
    ("9-5pm", "en-US", TIME, "es", "9:00–17:00"),  # the half is named once
    ("9-11 PM", "en-US", TIME, "tr", "21:00–23:00"),
    ("10pm-2am", "en-US", TIME, "nl", "22:00–02:00"),
    ("9:00–17:30", "es", TIME, "en-US", "9:00⎵AM – 5:30⎵PM"),  # a range is no ratio
    ("9h30", "pt-BR", TIME, "en-US", "9:30⎵AM"),
    ("17 h 05", "fr-CA", TIME, "pt-BR", "17:05"),
    ("午後3時30分", "ja", TIME, "pt-BR", "15:30"),
    ("ÖS 5:05", "tr", TIME, "pt-BR", "17:05"),
]


@pytest.mark.parametrize(("source", "source_locale", "unit", "target_locale", "expected"), WRITTEN)
def test_date_is_written_as_the_target_locale_does(source, source_locale, unit, target_locale, expected):
    plain = source.replace("◀", "\u200f")
    (found,) = find_dates(plain, source_locale)
    assert (found.text, found.unit, found.kind) == (plain, unit, LedgerKind.DATE)
    written = write_date(found, target_locale)
    assert written is not None
    assert written.replace("\u202f", "⎵").replace("\u200f", "◀") == expected
    # What was written is found again, and means the same.
    (again,) = find_dates(written, target_locale)
    if again.unit != AMBIGUOUS:
        assert meaning(again) == meaning(found)


def meaning(quantity):
    if quantity.unit in (TIME, CLOCK):
        return quantity.values
    return dict(zip(quantity.unit, quantity.values, strict=True))


@pytest.mark.parametrize(
    ("text", "locale", "reason"),
    [
        ("03/04/2026", "en-US", "03/04/2026 can be 2026-04-03 or 2026-03-04"),
        ("03/04/2026", "en-GB", "03/04/2026 can be 2026-04-03 or 2026-03-04"),
        ("3.4.2026", "en", "3.4.2026 can be 2026-04-03 or 2026-03-04"),
        ("03-04-2026", "pt-BR", "03-04-2026 can be 2026-04-03 or 2026-03-04"),  # not that locale's separator
        ("16:10", "en", "16:10 can be a time or a ratio"),
        ("17:30", "de", "17:30 can be a time or a ratio"),
    ],
)
def test_date_that_can_be_read_two_ways_stays_and_says_why(text, locale, reason):
    (found,) = find_dates(text, locale)
    assert found.unit in (AMBIGUOUS, CLOCK)
    assert write_date(found, "pt-BR") is None
    assert why_date_stays(found) == reason


def test_locale_without_month_names_is_left():
    (found,) = find_dates("March 4, 2026", "en")
    assert write_date(found, "az-Arab") is None  # CLDR would write "2026 M03 4"


def test_clear_date_has_no_reason_to_stay():
    assert why_date_stays(find_dates("March 4, 2026", "en")[0]) == ""


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("", "en", []),
        ("no date, 5 pieces, NA", "en", []),
        ("Mon-Fri", "en", []),  # words are the translator's
        ("Mon-Fri 9am-5pm, Sat 10 AM", "en", ["9am-5pm", "10 AM"]),
        ("Sale ends March 4, 2026 at 11:59 PM!", "en", ["March 4, 2026", "11:59 PM"]),
        ("30/02/2026 2026-13-01 February 30, 2026", "en", []),  # no such day
        ("31/31/2026", "en", []),
        ("March 4-6, 2026", "en", []),  # a range of days is left
        ("4-6 March 2026", "en", []),
        ("you may 10 times march 4 miles", "en", []),  # words in lower case
        ("Pack of 4 May contain nuts", "en", []),
        ("Version 1.2.3, 1.2.2026.1, AB-12-12-2026", "en", []),
        ("SKU 2026-03-04-17", "en", []),
        ("12/25/26", "en-US", []),  # two digits are no year
        ("4:3, 16:9, 1:24", "en", []),  # ratios and scales
        ("3時間", "ja", []),  # a duration
        ("9h de bateria", "pt-BR", []),
        ("AM/FM 10 AM/FM", "en", []),
        ("am 4. März, 5 am Tag", "de", ["4. März"]),  # "am" is a word there
        ("a.b 5 am. Then", "en", ["5 am"]),
        ("8 to 10 pm", "en", ["8", "10 pm"]),
        ("10:30 until 11 p.m.", "en", ["10:30", "11 p.m."]),
        ("between 2 and 4 pm, 2 and 4 pm", "en", ["2", "4 pm", "4 pm"]),  # "and" joins much else
        ("$8 to 10 pm, 1.8 to 9 pm", "en", ["10 pm", "9 pm"]),
        ("das 8 às 10 da noite", "pt-BR", ["8", "10 da noite"]),
        ("8-10 da manhã", "pt-BR", ["8", "10 da manhã"]),
        ("de 8 à 10 du soir", "fr", ["8", "10 du soir"]),
        ("🎁 March 4, 2026™\nApril 5, 2026", "en", ["March 4, 2026", "April 5, 2026"]),
        ("セール：2026年3月4日まで", "ja", ["2026年3月4日"]),
        ("007 ½ 2026", "en", []),
        ("kl. 09.00", "da", ["09.00"]),
    ],
)
def test_dates_of_a_text(text, locale, expected):
    found = find_dates(text, locale)
    assert [one.text for one in found] == expected
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    ("text", "locale", "minutes"),
    [
        ("8 to 10 pm", "en", [1200, 1320]),
        ("9 to 5 pm", "en", [540, 1020]),  # the first is not before the second: of the other half
        ("10 to 12 pm", "en", [600, 720]),  # to noon
        ("12 to 1 pm", "en", [720, 780]),
        ("7 to 11:30 AM", "en", [420, 690]),
        ("das 9 às 5 da tarde", "pt-BR", [540, 1020]),
    ],
)
def test_two_times_with_one_half(text, locale, minutes):
    assert [value for one in find_dates(text, locale) for value in one.values] == minutes


def test_numbers_of_a_date_stand_where_they_are():
    text = "ends March 4, 2026"
    (found,) = find_dates(text, "en")
    assert [text[number.start : number.end] for number in found.numbers] == ["March", "4", "2026"]
    assert [number.is_word for number in found.numbers] == [True, False, False]
    (hours,) = find_dates("9am-5:30pm", "en")
    assert (hours.form, hours.values) == (Form.RANGE, (Decimal(540), Decimal(1050)))
    assert [number.readings for number in hours.numbers] == [(Decimal(9),), (Decimal(5),)]


LOCALES = ["en-US", "en-GB", "pt-BR", "de", "de-CH", "fr", "fr-CA", "es", "es-MX", "ja", "ar", "he", "nl", "tr", "pl"]


@settings(max_examples=80, deadline=None)
@given(st.dates(), st.sampled_from(LOCALES))
def test_day_survives_writing(day, locale):
    day = day.replace(year=1950 + day.year % 150) if (day.month, day.day) != (2, 29) else day.replace(year=2024)
    (source,) = find_dates(f"{day:%B} {day.day}, {day.year}", "en")
    written = write_date(source, locale)
    (again,) = find_dates(written, locale)
    assert again.text == written
    assert meaning(again) == {"d": day.day, "m": day.month, "y": day.year}


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="March May4 0123/:.-amp,PM年月 –", max_size=40), st.sampled_from(LOCALES))
def test_any_text_is_searched(text, locale):
    for one in find_dates(text, locale):
        assert text[one.start : one.end] == one.text
        assert (write_date(one, "pt-BR") is None) == bool(why_date_stays(one))


def test_long_text_takes_linear_time():
    assert len(find_dates("March 4, 2026 " * 5_000, "en")) == 5_000
    assert find_dates("1/" * 40_000, "en") == []
