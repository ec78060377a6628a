"""Measures as a locale writes them: the number in its symbols, the unit with its name, plural and space.

A measure keeps the style of its source: a symbol stays a symbol, a word a word, the mark in 15" a mark. Names are the
table's in English and Portuguese, elsewhere CLDR's.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.conventions.measure_reading import AND, PART, TIMES, TO
from catalog_cli.conventions.number_format import (
    plural_form,
    rewrite_number,
    round_half_up,
    write_number,
)
from catalog_cli.conventions.number_symbols import babel_locale
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.unit_spellings import style_of, units_of
from catalog_cli.conventions.units import Style, unit

# Their symbol stands as the source has it: "360°", "14k", "900D".
_AS_IT_STANDS = frozenset({"angle-degree", "concentr-karat", "linear-density-denier"})
_TO_WORDS = {"en": " to ", "pt": " a ", "es": " a ", "fr": " à ", "de": " bis ", "it": " a ", "nl": " tot "}
_BY_WORDS = {"en": " by ", "pt": " por ", "es": " por ", "fr": " sur ", "de": " mal ", "it": " per "}
_AND_WORDS = {"en": " and ", "pt": " e ", "es": " y ", "fr": " et ", "de": " und ", "it": " e "}
_OR_WORDS = {"en": " or ", "pt": " ou ", "es": " o ", "fr": " ou ", "de": " oder ", "it": " o "}
_SPACES = " \u00a0\u202f\u2009"
_ANY_SPACE = re.compile(r"[ \u00a0\u202f\u2009]")
_HYPHENS = ("-", "‐", "‑")


class _Layout(NamedTuple):
    """How a measure stood in its text: what stood between its numbers, the units behind them, as they were spelled."""

    connectors: tuple[str, ...]
    spellings: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def gap(self) -> str:
        return self.gaps[-1]


def write_measure(quantity: Quantity, locale: str) -> str:
    """Return a measure as the locale writes it: number, unit, plural and space; the style is the source's.

    The space is an ordinary one unless the source has another: the locale's typography comes later. A unit that the
    locale has no name for stays as it is spelled.

    >>> from catalog_cli.conventions.measure_reading import find_measures
    >>> [write_measure(find_measures(text, "en")[0], "pt-BR") for text in ("2.5-inch", "5 lbs", "6 ft 1 in", '15"')]
    ['2,5 polegadas', '5 lb', '6 ft 1 pol', '15"']
    """
    layout = _layout(quantity)
    if quantity.form is Form.SUM:
        return _written_sum(quantity, layout, locale)
    spelling = layout.spellings[-1]
    meant = units_of(spelling, locale)
    # Another unit than the text has: the numbers of the text are not these.
    is_converted = quantity.unit not in meant
    style = style_of(spelling, quantity.unit, locale)
    if is_converted and meant and not unit(meant[0]).names["en"].symbol:
        style = Style.SYMBOL  # a cup has no other name: "120 ml", not "120 mililitros"
    numbers = [_written_number(quantity, number, locale, is_converted=is_converted) for number in quantity.numbers]
    named = [
        _Naming(quantity.unit, style, spelling, gap)
        for spelling, gap in zip(layout.spellings, layout.gaps, strict=True)
    ]
    count = quantity.numbers[-1]
    if len(numbers) == 1:
        return _with_unit(numbers[0], count, named[-1], locale)
    every = all(layout.spellings) and len(layout.spellings) == len(numbers)
    if every:
        numbers = [
            _with_unit(written, number, naming, locale)
            for written, number, naming in zip(numbers, quantity.numbers, named, strict=True)
        ]
    is_apart = every and named[0].style is not Style.MARK
    joined = numbers[0]
    for connector, number in zip(layout.connectors, numbers[1:], strict=True):
        between = _connector(connector, quantity.form, locale)
        joined += (f" {between} " if is_apart and between in _GLUED_SIGNS else between) + number
    return joined if every else _with_unit(joined, count, named[-1], locale)


# "20cmx30cm": between two units a sign stands apart.
_GLUED_SIGNS = frozenset("xX×*")


class _Naming(NamedTuple):
    unit: str
    style: Style
    spelling: str
    gap: str


def _written_sum(quantity: Quantity, layout: _Layout, locale: str) -> str:
    parts = []
    for number, name, spelling, gap in zip(
        quantity.numbers, quantity.units, layout.spellings, layout.gaps, strict=True
    ):
        style = style_of(spelling, name, locale) if spelling else Style.MARK
        written = _written_number(quantity, number, locale)
        parts.append(_with_unit(written, number, _Naming(name, style, spelling, gap), locale))
    between = layout.connectors[0]
    if not layout.spellings[-1] or style_of(layout.spellings[0], quantity.unit, locale) is Style.MARK:
        return between.join(parts)
    words = _AND_WORDS.get(locales.language(locale), " ")
    return (words if re.search(r"\w", between) else " ").join(parts)


def _layout(quantity: Quantity) -> _Layout:
    """Return how the text of a quantity is laid out; its numbers may be fewer than stood there (a converted sum)."""
    connectors, spellings, gaps = [], [], []
    numbers = quantity.numbers
    for place, number in enumerate(numbers):
        start = number.end - quantity.start
        is_last = place + 1 == len(numbers)
        tail = quantity.text[start : None if is_last else numbers[place + 1].start - quantity.start]
        if is_last:
            gap = _leading_gap(tail)
            spelling, connector = tail[len(gap) :], ""
        else:
            gap, spelling, connector = _split_tail(tail)
            connectors.append(connector)
        spellings.append(spelling)
        gaps.append(gap)
    return _Layout(tuple(connectors), tuple(spellings), tuple(gaps))


def _leading_gap(tail: str) -> str:
    return tail[:1] if tail[:1] in {*_SPACES, *_HYPHENS} else ""


@lru_cache(maxsize=4096)
def _split_tail(tail: str) -> tuple[str, str, str]:
    """Return (gap, spelling, connector) of what stands between two numbers: " cm x " -> " ", "cm", " x "."""
    for connector in (TIMES, TO, AND, PART):
        if connector.fullmatch(tail):
            return "", "", tail
    gap = _leading_gap(tail)
    body = tail[len(gap) :]
    for cut in range(1, len(body) + 1):
        rest = body[cut:]
        if any(connector.fullmatch(rest) for connector in (TIMES, TO, AND, PART)) and (
            not rest or not (body[cut - 1].isalnum() and rest[0].isalnum() and rest[0] not in "xX")
        ):
            return gap, body[:cut], rest
    return gap, body, ""


def _written_number(quantity: Quantity, number: Number, locale: str, *, is_converted: bool = False) -> str:
    """Return the number as the locale writes it: in its form in the source, unless that has another value."""
    source = quantity.text[number.start - quantity.start : number.end - quantity.start]
    if is_converted:
        return write_number(number.value, locale, decimals=number.decimals, grouping=True)
    if number.is_fraction:
        return source.replace("-", " ") if "/" in source else source
    return rewrite_number(source, number, locale, locale)


def _connector(written: str, form: Form, locale: str) -> str:
    """Return what joins two numbers in the locale: words translated, signs as they stand."""
    word = written.strip(_SPACES)
    if not word.isalpha() or word in "xX":
        return written
    if form is Form.PRODUCT:
        return _BY_WORDS.get(locales.language(locale), " × ")
    if AND.fullmatch(written):
        words = _OR_WORDS if word in ("or", "ou") else _AND_WORDS
        return words.get(locales.language(locale), "–")
    return _TO_WORDS.get(locales.language(locale), "–")


def _with_unit(written: str, number: Number, naming: _Naming, locale: str) -> str:
    """Return a written number with its unit."""
    if naming.style is Style.MARK and naming.unit in ("length-inch", "length-foot"):
        return written + naming.spelling
    style = Style.SYMBOL if naming.style is Style.MARK else naming.style
    if style is Style.SYMBOL and naming.unit in _AS_IT_STANDS and naming.spelling:
        return written + naming.gap + naming.spelling
    if naming.gap in _HYPHENS and locales.language(locale) == "en":
        return _hyphenated(written, naming, style)
    pattern = _pattern(naming.unit, style, _category(number, locale), locale)
    if pattern is None:
        return written + naming.gap + naming.spelling
    if style is Style.SYMBOL and unit(naming.unit).category == "volume":
        pattern = _with_own_capitals(pattern, naming, locale)
    if naming.gap in ("\u00a0", "\u202f"):
        pattern = pattern.replace(" ", naming.gap, 1)
    return pattern.replace("{0}", written)


def _hyphenated(written: str, naming: _Naming, style: Style) -> str:
    names = unit(naming.unit).names["en"]
    if style is Style.WORD and names.words:
        return f"{written}-{names.words[0]}"
    return f"{written}-{names.symbol or naming.spelling}"


def _with_own_capitals(pattern: str, naming: _Naming, locale: str) -> str:
    """Keep "l" or "L" as the source has it, where the locale's language has both."""
    names = unit(naming.unit).names.get(locales.language(locale))
    if names and naming.spelling in names.symbols and naming.spelling.casefold() == names.symbol.casefold():
        return pattern.replace(names.symbol, naming.spelling)
    return pattern


def _category(number: Number, locale: str) -> str:
    """Return the plural category of a number as it is written; "½ cup" is singular, "0.5 cups" is not."""
    if number.is_fraction:
        return "one" if abs(number.value) <= 1 else plural_form(number.value, locale)
    # As text: 1 and 1.0 are equal, and of different categories in English.
    return _category_of(str(abs(round_half_up(number.value, number.decimals))), locale)


@lru_cache(maxsize=4096)
def _category_of(written: str, locale: str) -> str:
    return plural_form(Decimal(written), locale)


@lru_cache(maxsize=4096)
def _pattern(name: str, style: Style, category: str, locale: str) -> str | None:
    """Return "{0} cm" and the like, with an ordinary space; None if the locale has no name for the unit."""
    language = locales.language(locale)
    names = unit(name).names.get(language)
    if names is None:
        return _babel_pattern(name, style, category, locale)
    if style is Style.SYMBOL and names.symbol:
        return "{0}" + _symbol_gap(name, locale) + names.symbol
    if names.words:
        return "{0} " + names.words[0 if category == "one" else 1]
    return "{0}" + _symbol_gap(name, locale) + names.symbol if names.symbol else None


def _symbol_gap(name: str, locale: str) -> str:
    """Return the space before a symbol as CLDR has it; of a centimetre, where it lacks the unit."""
    patterns = babel_locale(locale)._data["unit_patterns"]  # Babel has no public access to the patterns
    forms = patterns.get(name) or patterns["length-centimeter"]
    after = forms.get("short", {}).get("other", "{0} ").partition("{0}")[2]
    return " " if _ANY_SPACE.match(after) else ""


def _babel_pattern(name: str, style: Style, category: str, locale: str) -> str | None:
    """Return CLDR's pattern, never the narrow one: Babel 2.18.0 prints ids there (its issue 1217)."""
    forms = babel_locale(locale)._data["unit_patterns"].get(name, {})
    lengths = ("short", "long") if style is Style.SYMBOL else ("long", "short")
    for length in lengths:
        found = forms.get(length, {})
        # Arabic spells one and two out: the digit stays, so that the number can be found again.
        for wanted in (category, "other"):
            if "{0}" in found.get(wanted, ""):
                return _ANY_SPACE.sub(" ", found[wanted])
    symbol = _international_symbol(name)
    return "{0}" + _symbol_gap(name, locale) + symbol if symbol else None


def _international_symbol(name: str) -> str:
    """Return the symbol that is no word of any language: "g/m²" for gsm, "un" for none."""
    names = unit(name).names
    if unit(name).category in ("count", "activity"):
        return ""
    return names["pt"].symbol or names["en"].symbol
