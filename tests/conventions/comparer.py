"""An independent judge of numbers: what became, in a Brazilian text, of each number of its English source.

It shares nothing with the package, so that a mistake of the one is not a mistake of the other. Each number is read in
every way its spelling allows; source and target numbers are then paired by value and unit, the best fate first.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Set
from enum import IntEnum
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from comparer_tables import (
    BY_LENGTH,
    CASED,
    EN_MORE,
    EN_PHRASES,
    EN_WORDS,
    FACTS,
    FOLDED,
    MONTH,
    NAMES,
    PT_MORE,
    PT_PHRASES,
    PT_WORDS,
    ROMAN,
)


class Fate(IntEnum):
    """What became of a number, best first."""

    KEPT = 0
    """The same value and unit, written as the target writes it (or as both do)."""
    SPELLED = 1
    CONVERTED = 2
    """Another unit of the same dimension, and the value that this makes, within three percent."""
    COPIED = 3
    """The source's spelling in a text where it reads as another value, or as no number of that language."""
    UNIT = 4
    """The value is there with another unit or currency, or with none."""
    CHANGED = 5
    LOST = 6
    ADDED = 7


GOOD = frozenset({Fate.KEPT, Fate.SPELLED, Fate.CONVERTED})

_COPIED = frozenset({"code", "version"})

Value = tuple[object, ...]
"""A reading: a tag and rational parts, such as ("number", 5/2), ("code", "ip67") or ("date", 2026, 3, 4)."""


class Verdict(NamedTuple):
    """A number of the source and of the target, "" for none, as they are written, with their fate."""

    fate: Fate
    source: str
    target: str


class Token(NamedTuple):
    """A number at [start, end): its readings in its own language, those in the other's, its possible units."""

    start: int
    end: int
    text: str
    own: frozenset[Value]
    foreign: frozenset[Value] = frozenset()
    units: frozenset[str] = frozenset()
    is_word: bool = False


_UNIT_AFTER = re.compile(
    "[ \u00a0\u202f-]{0,2}(?:de )?("
    + "|".join(re.escape(name) + (r"(?![^\W_])" if name[-1].isalpha() else "") for name in BY_LENGTH)
    + ")",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(US\$|U\$|R\$|\$|€|£|USD|EUR|GBP|BRL)[ \u00a0\u202f]?$")
# What may stand between numbers that share the unit of the last.
_JOINT = re.compile(
    r"""[ \u00a0\u202f]*(?:["”″'’]?[ ]?(?:[WDHL]\b)?[ ]?(?:x|X|×|por|by)|[-–—/,]|to|a|até|e|and|ou|or|menos)"""
    r"""[ \u00a0\u202f]*"""
)


# --- how numbers are written
_ARABIC = {"٫": ".", "٬": ","}
_VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_DATES = [
    ("ymd", r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])"),
    ("slash", r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\d/])"),
    ("dots", r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.])"),
    ("Mdy", r"\b(MONTH)\b\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (?:de )?(\d{4})\b)?(?![.,:]\d)"),
    ("dMy", r"(?<![\d.,])(\d{1,2})(?:st|nd|rd|th|º|°)? (?:de |of )?(MONTH)\b(?:\.?,? (?:de |of )?(\d{4})\b)?"),
    ("My", r"\b(MONTH)\b\.?,? (?:de |of )?(\d{4})\b"),
]
_CLOCK = re.compile(
    r"(?<![\d:.,])(?:(\d{1,2})(?:[:.h](\d\d))?[ \u00a0\u202f]?(am\b|a\.m\.|pm\b|p\.m\.|da manhã|da tarde|da noite)"
    r"|(\d{1,2})(?:h(\d\d)(?:min)?|:(\d\d)))(?![\d:])",
    re.IGNORECASE,
)
# The model takes a ratio apart: "2: 1".
_APART = re.compile(r"(?<![\d:.,])(\d{1,3}): (\d{1,3})(?![\d:.,])")
_ALWAYS = re.compile(r"24 horas por dia,? (?:e )?(?:7|sete) dias por semana", re.IGNORECASE)
_RATIO = re.compile(r"(?<![\d:.,])(\d{1,4}):(\d{1,4})(?![\d:])")
_VERSION_WORDS = (
    r"bluetooth|usb(?:-c| ?type-c)?|hdmi|version|versão|android|ios|ipados|macos|windows|pcie|firmware|v|ver\."
    r"|sdk|xmp|java|displayport|thunderbolt|opengl|python|dolby|gen|eMMC|ufs|quick charge|qc|magento|qi|nvme"
)
_VERSION = re.compile(rf"(?<![^\W\d])(?:{_VERSION_WORDS})[®™]?[ \u00a0]?(\d+(?:[.,]\d+)+)(?!\d|[.,]\d)", re.IGNORECASE)
_TRIPLE = re.compile(r"(?<![\w.,])\d{1,2}\.\d{1,2}\.\d{1,3}(?:\.\d+)?(?![\w]|[.,]\d)")
# Letters and digits in one word, or joined by a hyphen: a name that is copied letter by letter.
_CODE = re.compile(
    r"(?<![\w.,-])(?:[^\W\d_]+-)*(?:[^\W\d_]+)-?\d[\w-]*(?:[.,]\d[\w-]*)*|(?<![\w.,])\d+[WwRr]-\d+(?!\w)"
)
_FRACTION = re.compile(
    rf"(?<![\d.,/])(?:(\d{{1,4}})(?:[ \u00a0-]|(?: e )|(?=[{_VULGAR}])))?"
    rf"(?:([{_VULGAR}])|(\d{{1,2}})[/⁄](\d{{1,2}})(?![\d/]|[.,]\d))"
)
_NUMBER = re.compile(r"(?<![\w.])\.\d+|\d+(?:[.,]\d+|['’\u00a0\u202f]\d{3}(?!\d))*")
# In "100 m2" and "g/m2" the exponent is no number.
_EXPONENT = re.compile(r"(?:\d[ \u00a0-]?|/|per |por )(?:[cdmk]?m|ft|in|yd)([23])(?!\w)")
_SPACED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?![\d])")
_DECADE = re.compile(r"(?<!\d)['’]?(\d{2,4})['’]?s\b")
_SIGN = re.compile(r"(?:^|(?<=[\s(:/]))[-−–]$")
_ZERO_LED = re.compile(r"0\d+")


def compare(source: str, target: str) -> list[Verdict]:
    """Return the fate of each number of an English text in its Brazilian translation, and the numbers added.

    >>> [f"{v.fate.name} {v.source} -> {v.target}" for v in compare("1,299.50 kg, 2 bags", "1.299,50 kg, 20 bolsas")]
    ['KEPT 1,299.50 -> 1.299,50', 'CHANGED 2 -> 20']
    """
    best: list[Verdict] | None = None
    for first, second in product(_segmentations(source, "en"), _segmentations(target, "pt")):
        verdicts = _paired(first, second)
        if best is None or _badness(verdicts) < _badness(best):
            best = verdicts
    assert best is not None
    return best


def faults(source: str, target: str) -> list[Verdict]:
    """Return what is wrong with the target: numbers copied, of another unit, changed, lost or added."""
    return [verdict for verdict in compare(source, target) if verdict.fate not in GOOD]


def names(text: str) -> list[str]:
    """Return the product codes and versions of an English text, which are copied letter by letter.

    >>> names("WH-1000XM4 with Bluetooth 5.3, 12 cm")
    ['WH-1000XM4', '5.3']
    """
    return [token.text for token in _tokens(_plain(text), "en") if any(tag in _COPIED for tag, *_ in token.own)]


def _badness(verdicts: list[Verdict]) -> tuple[int, int]:
    return sum(verdict.fate not in GOOD for verdict in verdicts), sum(verdict.fate for verdict in verdicts)


def _segmentations(text: str, language: str) -> Iterator[list[Token]]:
    """Yield the numbers of a text: "10 000" may be one or two, and "9:30" a time or a ratio."""
    text = _plain(text)
    spaced = list(_SPACED.finditer(text))[:4]
    for joined in product((True, False), repeat=len(spaced)):
        kept = text
        for match, is_joined in zip(spaced, joined, strict=True):
            if is_joined:
                start, end = match.span()
                kept = kept[:start] + match.group().replace(" ", "\u00a0") + kept[end:]
        yield _tokens(kept, language)


def _plain(text: str) -> str:
    """Return the text, of the same length, with native digits and Arabic separators as ASCII."""
    return "".join(_ARABIC.get(char) or str(unicodedata.decimal(char, char)) for char in text)


class _Page:
    """A text from which what has been read is hidden, so that nothing is read twice."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.tokens: list[Token] = []
        self.rest = text

    def hide(self, start: int, end: int) -> None:
        self.rest = self.rest[:start] + "\x00" * (end - start) + self.rest[end:]

    def keep(self, start: int, end: int, own: Set[Value], foreign: Set[Value] = frozenset()) -> None:
        if own or foreign:
            self.tokens.append(Token(start, end, self.text[start:end], frozenset(own), frozenset(foreign)))
            self.hide(start, end)


def _tokens(text: str, language: str) -> list[Token]:
    """Return the numbers of a text from left to right; dates, times and names are looked for before bare numbers."""
    page = _Page(text, language)
    for match in _EXPONENT.finditer(text):
        page.hide(*match.span(1))
    _read_dates(page)
    _read_names(page)
    for match in _FRACTION.finditer(page.rest):
        page.keep(*match.span(), _fraction_readings(match))
    for match in _NUMBER.finditer(page.rest):
        sign = _SIGN.search(text[: match.start()])
        own, foreign = _number_readings(match.group(), language)
        if sign:
            own, foreign = _negative(own), _negative(foreign)
        page.keep(match.start() - bool(sign), match.end(), own, foreign)
    words = [
        Token(start, end, text[start:end], frozenset({("number", value)}), is_word=True)
        for start, end, value in _word_numbers(page.rest, language)
    ]
    return _with_units(sorted([*page.tokens, *words]), text)


def _read_dates(page: _Page) -> None:
    months = "|".join(sorted(MONTH[page.language], key=len, reverse=True))
    for name, pattern in _DATES:
        for match in re.finditer(pattern.replace("MONTH", months), page.rest, re.IGNORECASE):
            page.keep(*match.span(), *_date_readings(name, match, page.language))
    for match in _ALWAYS.finditer(page.rest):
        page.keep(*match.span(), {("digits", 24, 7)})
    for match in _APART.finditer(page.rest):
        if page.language == "pt":
            page.keep(*match.span(), set(), {("ratio", int(match[1]), int(match[2]))})
    for match in _CLOCK.finditer(page.rest):
        page.keep(*match.span(), set(_clock_readings(match)))
    for match in _RATIO.finditer(page.rest):
        page.keep(*match.span(), {("ratio", int(match[1]), int(match[2]))})


def _read_names(page: _Page) -> None:
    """Read what is copied letter by letter: versions and model names; and decades, which are not."""
    for match in _VERSION.finditer(page.rest):
        page.keep(*match.span(1), {("version", match[1])})
    for match in _TRIPLE.finditer(page.rest):
        page.keep(*match.span(), {("version", match.group())})
    for match in _CODE.finditer(page.rest):
        page.keep(*match.span(), _code_readings(match.group()))
    for match in _DECADE.finditer(page.rest):
        if match[1].endswith("0") and len(match[1]) in (2, 4):
            year = int(match[1])
            page.keep(*match.span(), {("number", Fraction(year)), ("number", Fraction(year % 100))})


def _negative(readings: set[Value]) -> set[Value]:
    return {(tag, -part if isinstance(part, Fraction) else part) for tag, part, *_ in readings}


def _date_readings(name: str, match: re.Match[str], language: str) -> tuple[set[Value], set[Value]]:
    """Return the dates meant in this language, and those in the other: (year or 0, month, day or 0)."""
    parts = match.groups()
    if name == "ymd":
        return {("date", int(parts[0]), int(parts[1]), int(parts[2]))}, set()
    if name in ("slash", "dots"):
        first, second, year = (int(part) for part in parts)
        year += 2000 if year < 100 else 0
        readings = {"mdy": ("date", year, first, second), "dmy": ("date", year, second, first)}
        valid = {order: date for order, date in readings.items() if date[2] <= 12 and date[3] <= 31}
        wanted = "dmy" if language == "pt" or name == "dots" else "mdy"
        own: set[Value] = {valid[wanted]} if wanted in valid else set()
        other: set[Value] = {date for order, date in valid.items() if order != wanted}
        return (other, set()) if not own and language == "en" else (own, other)
    month = {"Mdy": 0, "dMy": 1, "My": 0}[name]
    number = MONTH[language][parts[month].casefold()]
    if name == "My":
        return {("date", int(parts[1]), number, 0)}, set()
    day = int(parts[1 - month])
    if day > 31:
        return set(), set()
    return {("date", int(parts[2] or 0), number, day)}, set()


def _clock_readings(match: re.Match[str]) -> Iterator[Value]:
    hour = int(match[1] or match[4])
    minute = int(match[2] or match[5] or match[6] or 0)
    half = (match[3] or "").casefold().replace(".", "")
    if half in ("pm", "da tarde", "da noite") and hour < 12:
        yield ("clock", hour + 12, minute)
        return
    if half in ("am", "da manhã"):
        yield ("clock", hour % 12, minute)
        return
    yield ("clock", hour, minute)
    yield ("ratio", hour, minute)


def _code_readings(written: str) -> set[Value]:
    return {("code", written.casefold()), ("digits", *(int(run) for run in re.findall(r"\d+", written)))}


def _fraction_readings(match: re.Match[str]) -> set[Value]:
    whole, vulgar, upper, lower = match.groups()
    if vulgar:
        return {("number", Fraction(int(whole or 0)) + Fraction(unicodedata.numeric(vulgar)).limit_denominator(12))}
    if int(lower) == 0 or (int(upper) >= int(lower) and int(lower) not in (1,)) or int(lower) not in (
        2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64,
    ):  # fmt: skip
        return {("digits", *(int(part) for part in (whole, upper, lower) if part))}
    return {("number", Fraction(int(whole or 0)) + Fraction(int(upper), int(lower)))}


def _number_readings(written: str, language: str) -> tuple[set[Value], set[Value]]:
    """Return what the language reads, and what the other would read there."""
    decimal, group = (".", ",") if language == "en" else (",", ".")
    own, foreign = _strict(written, decimal, group), _strict(written, group, decimal)
    readings: set[Value] = set()
    if own is not None:
        readings.add(("number", own))
    if _ZERO_LED.fullmatch(written):
        readings = {("zero-led", written)}  # "007" is a name; "05" may be one
        if len(written) <= 2:
            readings.add(("number", Fraction(int(written))))
    if not readings and foreign is None:
        readings.add(("digits", *(int(run) for run in re.findall(r"\d+", written))))
    return readings, set() if foreign is None else {("number", foreign)}


def _strict(written: str, decimal: str, group: str) -> Fraction | None:
    groups = f"[{re.escape(group)}'’\u00a0\u202f]"
    if not re.fullmatch(rf"(?:\d+|\d{{1,3}}(?:{groups}\d{{3}})+)?(?:{re.escape(decimal)}\d+)?", written):
        return None
    whole = re.sub(groups, "", written).replace(decimal, ".")
    return Fraction("0" + whole if whole.startswith(".") else whole)


def _word_numbers(text: str, language: str) -> Iterator[tuple[int, int, Fraction]]:
    if language == "en":
        phrases, words = EN_PHRASES, {**EN_WORDS, **EN_MORE}
    else:
        phrases, words = PT_PHRASES, {**EN_WORDS, **PT_WORDS, **PT_MORE}  # a word may be left in English
    longest = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    for match in re.finditer(rf"\b(?:{longest})\b|[^\W\d_]+", text, re.IGNORECASE):
        word = match.group().casefold()
        if word in phrases:
            yield *match.span(), phrases[word]
        elif word in words:
            yield *match.span(), words[word]
        elif word in ROMAN and match.group().isupper() and text[: match.start()].endswith("século "):
            yield *match.span(), ROMAN[word]


def _with_units(tokens: list[Token], text: str) -> list[Token]:
    """Return tokens with the units that stand beside them, or beside the last or first of those they belong to."""
    tokens = [token._replace(units=_units_beside(token, text)) for token in tokens]
    for index in range(len(tokens) - 1, 0, -1):  # "30 x 40 cm"
        one, two = tokens[index - 1], tokens[index]
        if not one.units and two.units and _JOINT.fullmatch(text[one.end : two.start]):
            tokens[index - 1] = one._replace(units=two.units)
    for index in range(1, len(tokens)):  # "$10-20"
        one, two = tokens[index - 1], tokens[index]
        is_money = any(FACTS[unit][0] == "money" for unit in one.units)
        if not two.units and is_money and _JOINT.fullmatch(text[one.end : two.start]):
            tokens[index] = two._replace(units=one.units)
    return tokens


def _units_beside(token: Token, text: str) -> frozenset[str]:
    money = _MONEY_BEFORE.search(text[: token.start])
    if money:
        return frozenset(NAMES.get(money[1], set()) or {"USD"})
    match = _UNIT_AFTER.match(text, token.end)
    if not match:
        before = re.search(r"([^\W\d_]+) $", text[: token.start])
        return frozenset(FOLDED.get(before[1], ()) if before and len(before[1]) > 3 else ())  # "denier 33"
    name = match[1]
    units = NAMES.get(name) or (FOLDED.get(name.casefold()) if name not in CASED else None)
    if not units:
        return frozenset()
    if name == "in" and re.match(r"[ -](?:one|1|stock|total|all|a|an|the|each|my|your|our|its)\b", text[match.end() :]):
        return frozenset()  # "12 in stock", "2-in-1"
    return frozenset(units)


def _paired(source: list[Token], target: list[Token]) -> list[Verdict]:
    """Return the fates; each number of the target serves one of the source, and the best fate is dealt first."""
    fates: dict[int, tuple[Fate, int]] = {}
    for first, other in _converted_sums(source, target):
        fates[first] = fates[first + 1] = Fate.CONVERTED, other
    for wanted in (Fate.KEPT, Fate.SPELLED, Fate.CONVERTED, Fate.COPIED, Fate.UNIT):
        for index in sorted(range(len(source)), key=lambda place: source[place].is_word):
            one = source[index]
            used = {other for _, other in fates.values()}
            fits = (other for other, two in enumerate(target) if other not in used and _fate(one, two) is wanted)
            nearest = None if index in fates else min(fits, key=lambda other: abs(other - index), default=None)
            if nearest is not None:
                fates[index] = wanted, nearest
    used = {other for _, other in fates.values()}
    left = [index for index, token in enumerate(target) if index not in used and not token.is_word]
    # A word that became another word: "two" -> "três". One and "um" say little.
    words = [index for index, token in enumerate(target) if index not in used and _is_telling(token, PT_WORDS)]
    for index, token in enumerate(source):
        if (
            index not in fates
            and (words if token.is_word else left)
            and (not token.is_word or _is_telling(token, EN_WORDS))
        ):
            fates[index] = Fate.CHANGED, (words if token.is_word else left).pop(0)
    verdicts = []
    for index, token in enumerate(source):
        fate, other = fates.get(index, (Fate.LOST, -1))
        # "two-tone" and "one-piece" lose their words rightly.
        is_told = not token.is_word or fate is Fate.CHANGED or (fate is Fate.LOST and _is_telling(token, EN_WORDS, 2))
        if is_told:
            verdicts.append(Verdict(fate, token.text, "" if other < 0 else target[other].text))
    return verdicts + [Verdict(Fate.ADDED, "", target[index].text) for index in left]


def _converted_sums(source: list[Token], target: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield the first part of each "5 ft 11 in" with the one measure of the target that it became."""
    for index in range(len(source) - 1):
        for first, second in (("ft", "in"), ("lb", "oz")):
            one, two = source[index], source[index + 1]
            if first not in one.units or second not in two.units or two.start - one.end > len(" feet, "):
                continue
            for other, token in enumerate(target):
                units = [u for u in token.units - one.units - two.units if FACTS[u][0] == FACTS[first][0]]
                for a, b, c in product(one.own, two.own, token.own):
                    total = _total(a, first) + _total(b, second)
                    if any(_is_near(total, _total(c, unit)) for unit in units):
                        yield index, other


def _total(value: Value, unit: str) -> Fraction:
    return (value[0] == "number" and _as_base(value[1], unit)) or Fraction(0)


def _is_telling(token: Token, words: dict[str, Fraction], above: int = 1) -> bool:
    return token.is_word and words.get(token.text.casefold(), 0) > above


def _fate(one: Token, two: Token) -> Fate | None:
    """Return what became of a number if it became this one, None if it did not."""
    if one.own & two.own:
        if not _agree(one.units, two.units):
            return Fate.UNIT
        return Fate.SPELLED if two.is_word and not one.is_word else Fate.KEPT
    if _same_date(one.own, two.own):
        return Fate.KEPT
    if one.own & two.foreign and not two.is_word:
        return Fate.COPIED if _agree(one.units, two.units) else Fate.UNIT
    if one.units and two.units and _is_converted(one, two):
        return Fate.CONVERTED
    return None


def _same_date(one: frozenset[Value], two: frozenset[Value]) -> bool:
    """Return whether a date is the same where one of them leaves out the year."""
    return any(
        a[0] == b[0] == "date" and a[2:] == b[2:] and 0 in (a[1], b[1]) and a[1] == b[1] for a in one for b in two
    )


def _agree(source: frozenset[str], target: frozenset[str]) -> bool:
    """Return whether units can be the same; a source without a known unit asks for none."""
    return not source or bool(source & target)


def _is_converted(one: Token, two: Token) -> bool:
    for first, second in product(one.units, two.units):
        if FACTS[first][0] != FACTS[second][0] or first == second:
            continue
        for a, b in product(one.own, two.own):
            if a[0] == b[0] == "number" and _is_near(_as_base(a[1], first), _as_base(b[1], second)):
                return True
    return False


def _as_base(value: object, unit: str) -> Fraction | None:
    assert isinstance(value, Fraction)
    if unit == "f":
        return (value - 32) * Fraction(5, 9) + Fraction(27315, 100)
    if unit == "c":
        return value + Fraction(27315, 100)
    factor = FACTS[unit][1]
    return None if factor is None else value * factor


def _is_near(one: Fraction | None, two: Fraction | None) -> bool:
    return one is not None and two is not None and abs(one - two) <= abs(one) * Fraction(3, 100)


def main() -> None:
    """Print what is wrong with lines of "source TAB target" on standard input."""
    for line in sys.stdin:
        source, _, target = line.rstrip("\n").partition("\t")
        for verdict in faults(source, target):
            print(verdict.fate.name, repr(verdict.source), repr(verdict.target), "|", source, "|", target)


if __name__ == "__main__":
    main()
