"""What the conventions of a locale look like: one written example of each, for a merchant to read before a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from catalog_cli.conventions.currencies import own_currency
from catalog_cli.conventions.dates import find_dates, write_date
from catalog_cli.conventions.measures import find_measures, write_measure
from catalog_cli.conventions.number_format import write_number, write_percent
from catalog_cli.conventions.number_symbols import DEFAULT, symbols
from catalog_cli.conventions.prices import write_amount
from catalog_cli.conventions.running_text import isolate_codes, localize_dashes, localize_quotes, localize_spaces
from catalog_cli.conventions.typography import join_list, write_range

# The examples are an English listing's, written anew.
_ENGLISH = "en-US"


def examples(locale: str) -> Iterator[tuple[str, str, str]]:
    """Yield (name, as English writes it, as the locale does) of each convention that applies to the locale.

    >>> {name: written for name, _, written in examples("de")}["number"]
    '1.234.567,5'
    """
    for name, source, write in EXAMPLES:
        written = write(source, locale)
        if written is not None:
            yield name, source, written


def _number(source: str, locale: str) -> str:
    return write_number(Decimal(source.replace(",", "")), locale)


def _native(source: str, locale: str) -> str | None:
    """Return the number in the locale's own digits; None where they are 0-9."""
    if not symbols(locale, DEFAULT).digits:
        return None
    return write_number(Decimal(source.replace(",", "")), locale, numbering=DEFAULT)


def _percent(source: str, locale: str) -> str:
    return write_percent(Decimal(source.rstrip("%")), locale)


def _range(source: str, locale: str) -> str:
    low, high = source.split("–")
    return write_range(write_number(Decimal(low), locale), write_number(Decimal(high), locale), locale)


def _price(source: str, locale: str) -> str:
    """Return the amount in the locale's own currency: nothing is converted."""
    return write_amount(Decimal(source.strip("$").replace(",", "")), own_currency(locale) or "USD", locale)


def _measure(source: str, locale: str) -> str:
    (measure,) = find_measures(source, _ENGLISH)
    return write_measure(measure, locale)


def _date(source: str, locale: str) -> str | None:
    (date,) = find_dates(source, _ENGLISH)
    return write_date(date, locale)


def _list(source: str, locale: str) -> str:
    return join_list(source.split(", "), locale, style="unit")


def _alternatives(source: str, locale: str) -> str:
    return join_list(source.replace(" or ", " ").replace(",", "").split(), locale, style="or")


def _punctuation(source: str, locale: str) -> str | None:
    written = localize_spaces(source, locale)
    return None if written == source else written


def _code(source: str, locale: str) -> str | None:
    isolated = isolate_codes(source, locale)
    return None if isolated == source else isolated


EXAMPLES: tuple[tuple[str, str, Callable[[str, str], str | None]], ...] = (
    ("number", "1,234,567.5", _number),
    ("four digits", "1,234", _number),
    ("own digits", "1,234.5", _native),
    ("percent", "12.5%", _percent),
    ("range", "10–20", _range),
    ("price", "$1,299.50", _price),
    ("length", "12.5 cm", _measure),
    ("dimensions", "30 x 40 x 2.5 cm", _measure),
    ("weight", "1,250 g", _measure),
    ("temperature", "30 °C", _measure),
    ("date", "May 12, 2026", _date),
    ("time", "5:30 pm", _date),
    ("list", "S, M, L", _list),
    ("alternatives", "S, M, or L", _alternatives),
    ("quotes", "“Classic ‘93’”", localize_quotes),
    ("dash", "soft—and warm", localize_dashes),
    ("punctuation", "Size: M!", _punctuation),
    ("isolated code", "24-MB01", _code),
)
