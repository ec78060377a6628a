"""The symbols that a locale writes numbers with: CLDR's, through Babel, and what Babel's data lacks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from catalog_cli import locales
from catalog_cli.errors import UsageProblem

if TYPE_CHECKING:
    from babel import Locale

LATIN, DEFAULT, NATIVE = "latn", "default", "native"

GROUP_SPACES = "\u00a0\u202f\u2009"
"""What stands between groups of digits where that is a space: CLDR's two, and the thin one of typesetters."""
DIRECTION_MARKS = "\u200e\u200f\u061c"
"""What Hebrew and Arabic have around signs and numbers: left-to-right, right-to-left and Arabic letter marks."""

# CLDR's minimumGroupingDigits is 2 here: "1234", "12.345". Babel's data has none of it; checked against ICU 78.3.
_TWO_GROUPING_DIGITS = frozenset("be bg es et hu hy ia ie it ka lv pl sl sq".split())
_TWO_GROUPING_DIGITS_IN = {
    "es": frozenset(["ES", "EA", "GQ", "IC", "PH"]),  # Spain's; Latin America groups four digits
    "pt": frozenset("PT CH CV GQ GW LU MO MZ ST TL".split()),
    "ru": frozenset(["UA"]),
}

# The zero of each numbering system that is some locale's default or native one, and of the widely used others.
_ZEROS = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "cakm": 0x11136,
    "deva": 0x0966,
    "fullwide": 0xFF10,
    "gujr": 0x0AE6,
    "guru": 0x0A66,
    "hmnp": 0x1E140,
    "java": 0xA9D0,
    "khmr": 0x17E0,
    "knda": 0x0CE6,
    "laoo": 0x0ED0,
    "latn": 0x0030,
    "mlym": 0x0D66,
    "mong": 0x1810,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "olck": 0x1C50,
    "orya": 0x0B66,
    "rohg": 0x10D30,
    "sund": 0x1BB0,
    "tamldec": 0x0BE6,
    "telu": 0x0C66,
    "thai": 0x0E50,
    "tibt": 0x0F20,
    "vaii": 0xA620,
}


class NumberSymbols(NamedTuple):
    """How a locale writes a number in one numbering system.

    `minimum_grouping` digits must stand before the first group symbol for it to be written: with 2, 1234 has none.
    `primary_grouping` and `secondary_grouping` are sizes of groups from the right: 3 and 2 in India; 0 is never.
    `percent_before` and `percent_after` are what stands around a percentage, with its space: ("", "\u00a0%").
    `digits` is "" for 0-9, else the ten digits.
    """

    decimal: str
    group: str
    minus: str
    percent_before: str
    percent_after: str
    primary_grouping: int = 3
    secondary_grouping: int = 3
    minimum_grouping: int = 1
    digits: str = ""


@lru_cache(maxsize=256)
def babel_locale(locale: str) -> Locale:
    """Return Babel's locale for a tag, or that of its language, or the root's where CLDR has neither.

    >>> [babel_locale(tag).language for tag in ("fr-US", "en-XX", "no-NO", "tlh")]
    ['fr', 'en', 'no', 'root']
    """
    from babel import Locale, UnknownLocaleError

    for name in _names(locale):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("root")


def _names(locale: str) -> list[str]:
    try:
        name = locales.to_babel(locale)
    except UsageProblem:  # a tag of CLDR's that the registry of languages has not: "en-US-POSIX"
        name = locale.replace("-", "_")
    parts = name.split("_")
    return ["_".join(parts[:count]) for count in range(len(parts), 0, -1)]


def minimum_grouping(locale: str) -> int:
    """Return how many digits must stand before the first group symbol (CLDR minimumGroupingDigits).

    >>> [minimum_grouping(tag) for tag in ("en", "es", "es-MX", "pt-BR", "pt-PT")]
    [1, 2, 1, 1, 2]
    """
    found = babel_locale(locale)
    language, territory = found.language, found.territory
    if language in _TWO_GROUPING_DIGITS_IN and (territory or language not in _TWO_GROUPING_DIGITS):
        return 2 if territory in _TWO_GROUPING_DIGITS_IN[language] else 1
    return 2 if language in _TWO_GROUPING_DIGITS else 1


@lru_cache(maxsize=256)
def symbols(locale: str, numbering: str = LATIN) -> NumberSymbols:
    """Return how a locale writes numbers: in Latin digits, in its "default" or "native" ones, or in a named system.

    Few shops of Arabic, Persian or Hindi write other digits than Latin: those are asked for (`numbering_of`).

    >>> symbols("pt-BR").decimal, symbols("es").minimum_grouping, symbols("hi").secondary_grouping
    (',', 2, 2)
    >>> symbols("ar-EG", "default").digits
    '٠١٢٣٤٥٦٧٨٩'
    """
    found = babel_locale(locale)
    system = _numbering_system(found, numbering)
    table = found.number_symbols
    signs = {**table[LATIN], **table.get(system, {})}
    primary, secondary = _grouping(found.decimal_formats[None].grouping)
    percent = found.percent_formats[None]
    before, after = percent.prefix[0], percent.suffix[0]
    sign = signs["percentSign"]
    return NumberSymbols(
        signs["decimal"],
        signs["group"],
        signs["minusSign"],
        before.replace("%", sign),
        after.replace("%", sign),
        primary,
        secondary,
        minimum_grouping(locale),
        "" if system == LATIN else _digits(system),
    )


def _numbering_system(found: Locale, numbering: str) -> str:
    if numbering == DEFAULT:
        system = found.default_numbering_system
    elif numbering == NATIVE:
        system = found.other_numbering_systems.get("native") or found.default_numbering_system
    else:
        system = numbering
    return system if system in _ZEROS else LATIN


def _grouping(sizes: tuple[int, int]) -> tuple[int, int]:
    """Return the sizes of groups; Babel tells of none by a size of 1000."""
    primary, secondary = sizes
    return (primary, secondary) if primary < 100 else (0, 0)


def _digits(system: str) -> str:
    return "".join(chr(_ZEROS[system] + value) for value in range(10))


def numbering_of(text: str) -> str:
    """Return "native" if a text writes its numbers in digits of its own script, else "latn": what a target keeps.

    >>> numbering_of("٥ كغ"), numbering_of("5 kg"), numbering_of("５ kg")
    ('native', 'latn', 'latn')
    """
    if text.isascii():
        return LATIN
    is_native = any(char.isdecimal() and not (char.isascii() or "０" <= char <= "９") for char in text)
    return NATIVE if is_native else LATIN
