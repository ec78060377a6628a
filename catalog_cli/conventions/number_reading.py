"""Numbers found in a text, and what each can be worth: the one reading of numbers in digits.

"Bluetooth 5.3", "10W-40", "H2O" and "IP67" hold digits that are no numbers: `find_codes` tells them apart.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from decimal import Decimal
from functools import lru_cache

from catalog_cli.conventions.number_symbols import DIRECTION_MARKS, GROUP_SPACES, symbols
from catalog_cli.conventions.quantity import Number

# The digits in use, spelled out: three times as fast as \d, and most texts have none.
_DIGIT = re.compile(r"[0-9¼-¾⅐-⅞٠-٩۰-۹०-९০-৯੦-੯૦-૯௦-௯౦-౯೦-೯൦-൯๐-๙໐-໙၀-၉០-៩０-９①-⒛⓪-⓿]")
# A number as it may be written in any locale; "5'11" is two numbers, "5'000" is one.
NUMBER = rf"\d+(?:[.,٫٬]\d+|['’{GROUP_SPACES}]\d{{3}}(?!\d))*"
_SPACED = r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?!\d)(?:[.,٫]\d+)?"
# Inches and cups come in halves to sixty-fourths; "24/7" and "36/38" are two numbers each.
_FRACTION = r"(?<![\d/.,])(?:\d{1,4}[ \u00a0\u202f-])?\d{1,2}[ ]?[/⁄][ ]?(?:2|3|4|5|6|8|10|12|16|32|64)(?![\d/]|[.,]\d)"
_VULGAR = r"(?:\d{1,4}[ \u00a0\u202f-]?)?[¼-¾⅐-⅞]"
# 1.5e-3, 3 × 10⁸, 10^6: a bare "2E10" is a code.
_POWER = (
    r"(?:\d+(?:[.,]\d+)?[ \u00a0]?[x×·*][ \u00a0]?)?(?<![\d.,])10(?:\^[-−]?\d{1,3}|[⁻⁺]?[⁰¹²³⁴-⁹]{1,3})"
    r"|\d+[.,]\d+[eE][-+−]?\d{1,3}(?!\w)|\d+[eE][-+−]\d{1,3}(?!\w)"
)
_EXPONENT = re.compile(r"\d[eE][-+−\d]")
_DOTTED = r"(?<![\w.,])\.\d+"
_SLASHES, _POWERS = "/⁄", "^eE⁰¹²³⁴⁵⁶⁷⁸⁹"
_PARTS = re.compile(r"\d+")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
# A minus belongs to the number if nothing stands before it that could be a range, a code or a bullet.
_SIGNED = re.compile(rf"(?:^|(?<=[\s(\[:=~≈<>≤≥/|±]))[{DIRECTION_MARKS}]?[-−－]$")
_AFTER_NUMBER = re.compile(r"\d[ \u00a0\u202f]*$")

# Names whose versions look like decimals.
_VERSIONED = (
    r"Bluetooth|BT|BLE|USB(?:[- ]?(?:Type-)?[ABC])?|HDMI|DisplayPort|DP|PCIe?|PCI Express|Thunderbolt|Wi-?Fi|Android|"
    r"(?:i|iPad|mac|tv|watch|Wear ?)OS|Windows|Linux|Ubuntu|DDR|OpenGL|DirectX|Vulkan|Zigbee|Matter|SATA|NVMe|eMMC|UFS|"
    r"HDCP|Dolby Atmos|Qi|Quick Charge|QC|PD|Power Delivery|AptX|Firmware|firmware|[Vv]ersion|[Vv]ersi[oó]n|[Vv]ersão|"
    r"[Vv]ers(?:ione|\.)|[Rr]ev(?:ision|\.)?|[Vv]er\.?|[Vv]\.|Gen|API|Python|PHP|Java"
)
_LENGTH_AFTER = r"(?![\d.,]*[ \u00a0-]?(?:mm|cm|m|km|in|inch(?:es)?|ft|foot|feet|yd|met(?:er|re)s?|metros?)\b)"
_UNIT_LETTERS = "(?:X|[KCMD]?M|[KM]?[VAW]|IN|FT|YD|K?G|MG|[MC]?L|OZ|LBS?|H|MIN|[KMGT]B|[KMG]?HZ)"
_GLUED_CURRENCY = r"(?:USD|EUR|GBP|BRL|CAD|AUD|CHF|INR|MXN|JPY|CNY|RMB|SEK|NOK|DKK|PLN|CZK|HUF|Rs|RM|US|kr|zł|lei)"
# Without one of these there is no code: searched first, as most numbers stand among words.
_CODE_HINT = re.compile(r"[A-Za-z]-?\d|\d-?[A-Z]|\d\.\d+\.\d|\d[pi]")
_DECIMAL = re.compile(r"\d\.\d")
_VERSION = re.compile(
    rf"(?<![^\W_])(?:{_VERSIONED})[ \u00a0]?(?P<version>[vV]?\d{{1,3}}(?:\.\d{{1,5}})+)(?![\w,]*\d){_LENGTH_AFTER}"
)
_CODE = re.compile(
    # v2.10.3, 2.10.3; not 1.234.567, which is grouped, nor 12.05.2024
    r"(?<![\w.,])[vV]\d{1,4}(?:\.\d{1,5}){0,4}[a-z]?(?!\w)"
    r"|(?<![\w.,])(?!\d{1,3}(?:\.\d{3})+(?!\w))(?!\d{1,2}\.\d{1,2}\.\d\d(?:\d\d)?(?!\w|\.\d))\d{1,4}(?:\.\d{1,5}){2,4}(?![\w,]*\d)"
    # viscosity: 10W-40
    r"|(?<![\w.,])\d{1,2}W-?\d{2}(?![\w.])"
    # IP67, H2O, MP3, A4, WH-1000XM5, M8x1.25, m2; x2 and EUR50 are numbers
    rf"|(?<![^\W_])(?<!\d[.,])(?![xX]\d|{_GLUED_CURRENCY}\d)(?:[A-Za-z]+|[A-Z]+-)\d[A-Za-z\d]*(?:[-./][A-Za-z\d]+)*"
    # 24-MB01, 2E10, 7A3B: no unit in the middle
    rf"|(?<![\w.,])\d+(?:-[A-Z]{{2,}}|(?!{_UNIT_LETTERS}X?-?\d)[A-Z]+)\d[A-Z\d]*(?!\w)"
    # 4K, 3D, 5G, 2XL, 1080p
    r"|(?<![\w.,])(?:[2345]G|[2-8]K|[123]D|\d{1,2}X{1,3}[LS]|(?:480|720|1080|1440|2160)[pi])(?!\w)"
)
_LETTER_BEFORE = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff]$")
_TIMES_BEFORE = re.compile(
    rf"(?:(?:^|[^A-Za-z])[xX]|{_GLUED_CURRENCY}|\d[ \u00a0]?(?i:[kcmd]?m|in|ft|\"|″|''|'|′)?[ \u00a0]?[xX])$"
)

Reading = tuple[Decimal, ...]
Span = tuple[int, int]


def has_number(text: str) -> bool:
    """Return whether a text holds a digit or a fraction sign.

    >>> has_number("½ cup"), has_number("one cup")
    (True, False)
    """
    return _DIGIT.search(text) is not None


def plain_digits(text: str) -> str:
    """Return the text with the digits of every script as 0-9.

    >>> plain_digits("٣٫٥ kg, ３ m")
    '3٫5 kg, 3 m'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def find_codes(text: str) -> list[Span]:
    """Return where strings stand whose digits are no numbers: versions, grades, formulas and models; they stay whole.

    >>> text = "USB 3.2 hub v2.10.3, IP67, 10W-40 oil, 5.3 kg, 4 x 4"
    >>> [text[start:end] for start, end in find_codes(text)]
    ['3.2', 'v2.10.3', 'IP67', '10W-40']
    """
    if not _DIGIT.search(text):
        return []
    return list(_codes(text))


@lru_cache(maxsize=64)
def _codes(text: str) -> tuple[Span, ...]:
    found = [match.span() for match in _CODE.finditer(text)] if _CODE_HINT.search(text) else []
    if _DECIMAL.search(text):
        versions = [match.span("version") for match in _VERSION.finditer(text)]
        found += [span for span in versions if not any(start < span[1] and span[0] < end for start, end in found)]
        found.sort()
    return tuple(found)


def find_numbers(text: str, locale: str) -> list[Number]:
    """Return the numbers in digits of a text, in order, as the locale reads them; not those inside of codes.

    A spelling that the locale does not have is read as the only thing it can be ("1.5" in German); one that can be
    two things has the other among its `readings`. A date or a list ("12.05.2024") is a number for each part.

    >>> [(n.value, n.readings) for n in find_numbers("1,250 g, 12.5 cm, 1½ in, -5 °C", "en")]
    [(Decimal('1250'), (Decimal('1.250'),)), (Decimal('12.5'), ()), (Decimal('1.5'), ()), (Decimal('-5'), ())]
    """
    if not _DIGIT.search(text):
        return []
    return list(_numbers_of(text, locale))


@lru_cache(maxsize=64)  # the finders of measures, prices, dates and ranges ask in turn about one text
def _numbers_of(text: str, locale: str) -> tuple[Number, ...]:
    codes = _codes(text)
    found: list[Number] = []
    starts = [start for start, _ in codes]
    for match in _pattern_for(text, locale).finditer(text):
        start, end = match.span()
        if codes:
            index = bisect_right(starts, start) - 1
            if index >= 0 and start < codes[index][1]:
                continue
        if match.lastgroup not in ("power", "dotted", "circled") and _is_glued(text, start):
            continue
        found += _numbers(match, text, start, end, locale)
    return tuple(found)


def _pattern_for(text: str, locale: str) -> re.Pattern[str]:
    """Return the pattern of what the text can hold: most have no fractions, powers or circled numbers."""
    return _pattern(
        has_slash=any(char in text for char in _SLASHES),
        has_powers=("10" in text and any(char in text for char in _POWERS)) or _EXPONENT.search(text) is not None,
        has_spaces=" " in text and symbols(locale).group in GROUP_SPACES,
        is_ascii=text.isascii(),
    )


@lru_cache(maxsize=16)
def _pattern(*, has_slash: bool, has_powers: bool, has_spaces: bool, is_ascii: bool) -> re.Pattern[str]:
    kinds = [
        ("power", _POWER, has_powers),
        ("vulgar", _VULGAR, not is_ascii),
        ("fraction", _FRACTION, has_slash),
        ("dotted", _DOTTED, True),
        ("spaced", _SPACED, has_spaces),
        ("number", NUMBER, True),
        ("circled", "[①-⒛⓪-⓿]", not is_ascii),
    ]
    starts = r"(?=[.\d])" if is_ascii else r"(?=[.\d¼-¾⅐-⅞①-⒛⓪-⓿])"
    return re.compile(starts + "(?:" + "|".join(f"(?P<{name}>{part})" for name, part, used in kinds if used) + ")")


def _is_glued(text: str, start: int) -> bool:
    """Return whether a letter stands right before, other than a multiplication sign or a currency code."""
    if start == 0 or text[start - 1].isspace() or not _LETTER_BEFORE.match(text[start - 1]):
        return False
    return not _TIMES_BEFORE.search(text, max(0, start - 8), start)


def _numbers(match: re.Match[str], text: str, start: int, end: int, locale: str) -> list[Number]:
    kind, written = match.lastgroup, match.group()
    if kind == "number" and written.isascii():
        return _plain_numbers(text, start, written, locale)
    plain = plain_digits(written)
    if kind == "circled":
        return [Number(start, end, Decimal(int(unicodedata.numeric(written))))]
    if kind == "vulgar" or kind == "fraction":
        fraction = _fraction_value(plain)
        if fraction is not None:
            return [Number(start, end, fraction, is_fraction=True)]
        return [Number(start + p.start(), start + p.end(), Decimal(p[0])) for p in _PARTS.finditer(plain)]
    if kind == "power":
        return [Number(start, end, _power_value(plain))]
    return _plain_numbers(text, start, plain, locale)


def _plain_numbers(text: str, start: int, plain: str, locale: str) -> list[Number]:
    """Return the number, or the numbers of a date or version, that stand from `start` on, given in 0-9."""
    options = _kept_readings(plain, locale)
    first, end = options[0], start + len(plain)
    if len(first) > 1:
        return [Number(start + p.start(), start + p.end(), Decimal(p[0])) for p in _PARTS.finditer(plain)]
    sign = _sign(text, start)
    value = first[0].copy_negate() if sign else first[0]
    others = tuple(other[0].copy_negate() if sign else other[0] for other in options[1:])
    return [Number(start - sign, end, value, max(0, -int(first[0].as_tuple().exponent)), readings=others)]


@lru_cache(maxsize=4_096)
def _kept_readings(plain: str, locale: str) -> tuple[Reading, ...]:
    return tuple(readings(plain, locale))


def _sign(text: str, start: int) -> int:
    """Return 1 if a minus stands before the number and is its own."""
    if start == 0 or text[start - 1] not in "-−－":
        return 0
    before = text[max(0, start - 6) : start]
    if not _SIGNED.search(before) or (start > len(before) and before[0] in "-−－" and len(before) == 1):
        return 0
    return 0 if _AFTER_NUMBER.search(before[:-1]) else 1


def _fraction_value(plain: str) -> Decimal | None:
    """Return the value of "1 1/2", "1-1/2" or "1½"; None for what is no proper fraction ("5/4")."""
    if plain[-1].isdecimal():
        head, _, lower = re.sub(r"[ \u00a0\u202f]?[/⁄][ ]?", "/", plain).partition("/")
        *whole, upper = re.split(r"[ \u00a0\u202f-]", head)
        if int(upper) >= int(lower):
            return None
        return Decimal(whole[0] if whole else 0) + Decimal(upper) / Decimal(lower)
    upper, _, lower = unicodedata.normalize("NFKC", plain[-1]).partition("⁄")
    whole_part = plain[:-1].rstrip(" \u00a0\u202f-")
    return Decimal(whole_part or 0) + Decimal(upper) / Decimal(lower)


def _power_value(plain: str) -> Decimal:
    text = plain.translate(_SUPERSCRIPT).replace(",", ".")
    if "e" in text.lower():
        return Decimal(text)
    # The exponent's raised digits are plain now: 10⁸ is "108" where no ^ stands.
    mantissa, _, _ = re.split(r"[x×·*]", text)[0].partition("^") if re.search(r"[x×·*]", text) else ("1", "", "")
    power = re.split(r"[x×·*]", text)[-1].strip()[2:].removeprefix("^")
    return Decimal(mantissa.strip(" \u00a0")) * Decimal(1).scaleb(int(power))


def readings(written: str, locale: str) -> list[Reading]:
    """Return what a number in 0-9 can be worth, the locale's own reading first; a date or version is several values.

    >>> readings("1,250", "en"), readings("1.5", "de"), readings("12.05.2024", "de")
    ([(Decimal('1250'),), (Decimal('1.250'),)], [(Decimal('1.5'),)], [(Decimal('12'), Decimal('5'), Decimal('2024'))])
    """
    if written.isdecimal():
        return [(Decimal(written),)]
    if "/" in written:
        whole, _, fraction = written.rpartition(" ")
        upper, _, lower = fraction.partition("/")
        return [(Decimal(whole or 0) + Decimal(upper) / Decimal(lower),)]
    plain = re.sub(rf"['’ {GROUP_SPACES}]", "", written).replace("٫", ".").replace("٬", ",")
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return [(Decimal(plain),)]
    groups = re.split(r"[.,]", plain)
    is_grouped = 1 <= len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    last = marks[-1]
    if len(marks) == 1:
        decimal: Reading = (Decimal(".".join((groups[0] or "0", groups[1]))),)
        if not is_grouped or len(plain) != len(written):  # 1 234,500 is grouped by its space
            return [decimal]
        grouped: Reading = (Decimal("".join(groups)),)
        return [decimal, grouped] if _is_decimal_mark(last, written, locale) else [grouped, decimal]
    if len(set(marks)) == 1 and (is_grouped or _is_grouped_by_two(groups, last, locale)):
        return [(Decimal("".join(groups)),)]
    if marks.count(last) == 1 and len(set(marks)) == 2 and _are_groups(groups[:-1], marks[0], locale):
        return [(Decimal("".join(groups[:-1]) + "." + groups[-1]),)]
    return [tuple(Decimal(group or 0) for group in groups)]


def _is_decimal_mark(mark: str, written: str, locale: str) -> bool:
    """Return whether the locale writes decimals with the mark; an Arabic mark says what it is."""
    if "٫" in written or "٬" in written:
        return "٫" in written
    signs = symbols(locale)
    if mark == signs.decimal:
        return True
    # "1.250" in a locale that groups with neither: the only mark it knows is its decimal one.
    return mark != signs.group and signs.decimal not in ".,"


def _are_groups(groups: list[str], mark: str, locale: str) -> bool:
    return all(len(group) == 3 for group in groups[1:]) or _is_grouped_by_two(groups, mark, locale)


def _is_grouped_by_two(groups: list[str], mark: str, locale: str) -> bool:
    """Return whether the groups are India's: 12,34,567."""
    signs = symbols(locale)
    if signs.secondary_grouping == signs.primary_grouping or mark != signs.group or groups[0].startswith("0"):
        return False
    return len(groups[-1]) == 3 and len(groups[0]) <= 2 and all(len(group) == 2 for group in groups[1:-1])
