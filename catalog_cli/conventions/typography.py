"""The signs around words: quotes, dashes, list separators, spaces that do not break, and isolation in mixed directions.

Quotes and range patterns are CLDR's (cldr-misc-full and cldr-numbers-full 48.2), which Babel leaves out; so are French
spaces before punctuation, which are the Imprimerie nationale's and, for Canada, the Office québécois's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.conventions.number_symbols import DIRECTION_MARKS, babel_locale

NO_BREAK, NARROW_NO_BREAK = "\u00a0", "\u202f"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

# Outer and inner quotes, where they are not “ ” ‘ ’. In Switzerland as the Federal Chancellery sets them in all its
# languages; CLDR has German ones for de-CH.
_QUOTES = {
    "«»“”": "br ca el es-US eu it lij mg pt-PT pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-ST pt-TL sc",
    "„“‚‘": "cs de dsb et hr hsb is lb mk sk sl",
    "«»‹›": "am de-CH de-LI fa fr-CH gsw it-CH rm",
    "«»„“": "be os ru uk",
    "””’’": "fi he se sv yi",
    "「」『』": "ja yue zh-Hant zh-HK zh-MO zh-TW",
    "«»‘’": "nb nn no",
    "”“’‘": "ar syr ur",
    "«»«»": "hy",
    "«»“”fr": "fr",
    "«»”“fr": "fr-CA",
    "„“„“": "bg lt",
    "„”«»": "pl ro",
    "»«›‹": "ug",
    "„”»«": "hu",
    "„”’’": "sr",
    "“”’‘": "uz",
    "„“«»": "ka",
    "‘’“”": "nl",
}
# What stands between the ends of a range, where it is no en dash.
_RANGES = {
    "-": "ca da es eu fil fy gu it ka lij ml nl sq th tt vec vi yue zh",
    " - ": "my ro pt-PT pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-ST pt-TL",
    " – ": "bg bs hr jv sk",
    "～": "ja",
    "~": "ko",
    "‒": "et",
}
# A thought between two dashes. English of the United States closes them up, German and most others space them.
_DASHES = {
    "—": "en es",
    " — ": "pt fr it ru uk be pl bg",
}
# The comma between words, and that of a list, with the space that full-width ones hold themselves.
_COMMAS = {
    "、、": "ja",
    "，、": "zh yue",
    "،،": "ar ckb fa ks ps sd ug ur",
}
ANY_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SPANISH_I = re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE)
_SPANISH_O = re.compile(r"h?[oó]|8|11(?!\d)", re.IGNORECASE)


class Typography(NamedTuple):
    """The signs of a locale.

    The quotes hold the space that belongs inside them; `dash` the spaces around it (None: not to be touched);
    `range_dash` stands between two ends. `space_before` maps punctuation to the space before it;
    `list_comma` stands between the items of a list, `comma` between words.
    """

    quotes: tuple[str, str] = ("“", "”")
    inner_quotes: tuple[str, str] = ("‘", "’")
    dash: str | None = None
    range_dash: str = "–"
    percent_space: str = ""
    is_percent_first: bool = False
    space_before: tuple[tuple[str, str], ...] = ()
    comma: str = ","
    list_comma: str = ","
    is_right_to_left: bool = False


@lru_cache(maxsize=256)
def typography(locale: str) -> Typography:
    """Return the signs that a locale sets text with; those of English where CLDR does not know it.

    >>> typography("de").quotes, typography("pt-BR").quotes, typography("ja").range_dash
    (('„', '“'), ('“', '”'), '～')
    """
    names = _names(locale)
    marks = _first(_QUOTES, names) or "“”‘’"
    inside = NO_BREAK if marks.endswith("fr") else ""
    percent = babel_locale(locale).percent_formats[None]
    around = percent.prefix[0] or percent.suffix[0]
    return Typography(
        quotes=(marks[0] + inside, inside + marks[1]),
        inner_quotes=(marks[2], marks[3]),
        dash=_dash(names),
        range_dash=_first(_RANGES, names) or "–",
        percent_space="".join(char for char in around if char.isspace()),
        is_percent_first=bool(percent.prefix[0]),
        space_before=_spaces_before(locale),
        comma=(_first(_COMMAS, names) or ",,")[0],
        list_comma=(_first(_COMMAS, names) or ",,")[1],
        is_right_to_left=babel_locale(locale).text_direction == "rtl",
    )


def _names(locale: str) -> tuple[str, ...]:
    """Return what a locale may be called in the tables: the most telling first."""
    found = babel_locale(locale)
    language = found.language
    names = [f"{language}-{found.territory}", f"{language}-{found.script}", language]
    if language == "zh" and not found.script and found.territory in ("TW", "HK", "MO"):
        names.insert(0, "zh-Hant")
    return tuple(names)


@lru_cache(maxsize=8)
def _by_name(tables: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {name: signs for signs, names in tables for name in names.split()}


def _first(table: dict[str, str], names: tuple[str, ...]) -> str | None:
    by_name = _by_name(tuple(table.items()))
    return next((by_name[name] for name in names if name in by_name), None)


def _dash(names: tuple[str, ...]) -> str | None:
    if names[-1] == "es" or _script(names[-1]) not in ("Latn", "Cyrl", "Grek"):
        return None  # "—así—" clings to what it encloses: it cannot be told from one dash which side that is
    if names[0] in ("en-GB", "en-IE", "en-AU", "en-NZ"):
        return " – "
    return _first(_DASHES, names) or " – "


def _script(language: str) -> str:
    return locales.script(language) if locales.is_locale(language) else ""


def _spaces_before(locale: str) -> tuple[tuple[str, str], ...]:
    found = babel_locale(locale)
    if found.language != "fr":
        return ()
    if found.territory == "CA":
        return ((":", NO_BREAK),)
    return (";", NARROW_NO_BREAK), ("!", NARROW_NO_BREAK), ("?", NARROW_NO_BREAK), (":", NO_BREAK)


def plain_spaces(text: str) -> str:
    """Return the text with every kind of space as U+0020, for feeds that choke on others.

    >>> plain_spaces("12,5\\u00a0cm, 1\\u202f234")
    '12,5 cm, 1 234'
    """
    return text if text.isascii() else ANY_SPACE.sub(" ", text)


def write_range(low: str, high: str, locale: str) -> str:
    """Return two written ends as the locale's range.

    >>> write_range("10", "20", "pt-BR"), write_range("10", "20", "ja"), write_range("-5", "10", "en")
    ('10–20', '10～20', '-5 – 10')
    """
    dash = typography(locale).range_dash
    is_signed = any(end.lstrip(DIRECTION_MARKS)[:1] in ("-", "−") for end in (low, high))
    return f"{low} {dash} {high}" if is_signed else f"{low}{dash}{high}"


def join_list(items: Sequence[str], locale: str, *, style: str = "standard") -> str:
    """Return the items as a list of the locale: "standard" (and), "or", "unit" (no word).

    >>> join_list(["S", "M", "L"], "de", style="or"), join_list(["padres", "hijos"], "es"), join_list(["A"], "en")
    ('S, M oder L', 'padres e hijos', 'A')
    """
    if not items:
        return ""
    patterns = _list_patterns(locale, style)
    if len(items) == 2:
        return _euphonic(patterns["2"], items[0], items[1], locale)
    written = items[0]
    for index, item in enumerate(items[1:], 2):
        name = "end" if index == len(items) else "start" if index == 2 else "middle"
        written = _euphonic(patterns[name], written, item, locale)
    return written


@lru_cache(maxsize=64)
def _list_patterns(locale: str, style: str) -> dict[str, str]:
    """Return CLDR's patterns; Babel's tables lack parts where CLDR inherits them ("unit" of es)."""
    table = babel_locale(locale).list_patterns
    chain = (style, "standard")
    return {
        name: next((table[kind][name] for kind in chain if kind in table and name in table[kind]), "{0}, {1}")
        for name in ("2", "start", "middle", "end")
    }


def _euphonic(pattern: str, before: str, after: str, locale: str) -> str:
    """Return the pair; Spanish "y" is "e" before i, "o" is "u" before o, which CLDR's patterns cannot say."""
    language = babel_locale(locale).language
    if language == "es":
        if _SPANISH_I.match(after):
            pattern = pattern.replace(" y ", " e ")
        elif _SPANISH_O.match(after):
            pattern = pattern.replace(" o ", " u ")
    elif language == "it" and after[:1].casefold() == "e":
        pattern = pattern.replace(" e ", " ed ")
    return pattern.format(before, after)
