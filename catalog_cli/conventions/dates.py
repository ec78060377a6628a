"""Dates and times in running text: found where they can be read one way only, written as a locale writes them.

Month names, day periods and patterns are CLDR's, through Babel. Words around a date ("Mon-Fri", "until") are the
translator's. A date that two readers would read differently stays as it is: `why_date_stays` says why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from catalog_cli import locales
from catalog_cli.conventions.number_reading import has_number
from catalog_cli.conventions.number_symbols import babel_locale
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.spoken_times import spoken_half, spoken_minutes, spoken_time, with_carried
from catalog_cli.ledger import LedgerKind

if TYPE_CHECKING:
    from babel import Locale
    from babel.dates import DateTimePattern

AMBIGUOUS = "dmy|mdy"
"""The unit of "03/04/2026" where nothing tells the day from the month."""
TIME = "time"
"""The unit of a time of day that names its half or its hour; its number is worth the minutes since midnight."""
CLOCK = "clock"
"""The unit of a bare "16:10": a time or a ratio, so it stays."""

# CLDR skeletons that every locale of Babel 2.18 has; any other raises KeyError(None).
_SKELETONS = {"my": "yMMMM", "ym": "yMMMM", "dm": "MMMMd", "md": "MMMMd", "numeric": "yMd"}
# The first of the month is an ordinal in French and in Brazil; CLDR's patterns do not say so.
_FIRST_DAYS = {"fr": "1er", "pt": "1º"}
_PORTUGUESE_WITHOUT_ORDINAL = frozenset({"pt-PT"})
# Abbreviations that CLDR lacks.
_MORE_MONTHS = {"en": {"sept": 9}}
# A year may say that it is one: "2026 г." in Russian, "2026 m." in Lithuanian.
_YEAR = r"(?:19|20|21)\d\d"
_YEAR_SIGN = r"(?:[ \u00a0\u202f](?:[гржm]\.|г(?!\w)))?"
_END = r"(?![^\W_]|[.,:/'’]\d|[-–][\d]|%)"
_ORDINAL = r"(?:st|nd|rd|th|er|º|°)?\.?"
_OF = r"(?:[ \u00a0](?:de|del|of|d['’]|ค\.ศ\.)[ \u00a0]|[ \u00a0]ב?|ב)"
# What CLDR writes where it has no names for a locale: "2026 M03 4".
_UNNAMED = re.compile(r"\bM\d\d\b")
_MARKS = "\u200e\u200f"
_TO = r"(?:[ \u00a0\u2009]?[-–~～][ \u00a0\u2009]?| تا |至)"
# Hours and minutes with their signs, as 24-hour times: "9h30", "12 h 30", "9時00分"; "9h" alone is a duration.
_ROMANCE_HOURS = r"(?:2[0-3]|[01]?\d)[ \u00a0]?h[ \u00a0]?[0-5]\d"
_HOUR_SIGNS = {
    **dict.fromkeys(("fr", "pt", "es", "it", "ca"), _ROMANCE_HOURS),
    "ja": r"(?:2[0-3]|1?\d)時(?:[0-5]?\d分)",
    "zh": r"(?:2[0-3]|1?\d)[時时](?:[0-5]?\d分)",
    "ko": r"(?:2[0-3]|1?\d)시 ?(?:[0-5]?\d분)",
}


def find_dates(text: str, locale: str) -> list[Quantity]:
    """Return the dates and times of a text in a locale, in order.

    The unit says which number is what: "dmy", "mdy", "ymd", "my", "dm", "md"; TIME and CLOCK; AMBIGUOUS. A month's
    name is a number with `is_word`. A range of times has two numbers, each with the hour as a further reading.
    Impossible dates (30 February) are none.

    >>> [(one.text, one.unit) for one in find_dates("From March 4, 2026 to 25/12/2026, 9am-5pm", "en")]
    [('March 4, 2026', 'mdy'), ('25/12/2026', 'dmy'), ('9am-5pm', 'time')]
    >>> [one.unit for one in find_dates("03/04/2026", "en-US")], [one.unit for one in find_dates("03/04/2026", "pt-BR")]
    (['dmy|mdy'], ['dmy'])
    """
    if not has_number(text):
        return []
    if not _hint(locale).search(text):
        return []
    found = (_READERS[match.lastgroup or ""](match, locale) for match in _dates(locale).finditer(text))
    dates = [quantity for quantity in found if quantity is not None]
    return with_carried(dates, text, locales.language(locale), unit=TIME)


def write_date(quantity: Quantity, locale: str) -> str | None:
    """Return a date or time as a locale writes it; None if it stays, or CLDR has no month names for it.

    Named months are written in full, numeric dates in the locale's own order, times by the locale's clock.

    >>> [write_date(find_dates("March 4, 2026", "en")[0], locale) for locale in ("pt-BR", "de", "ja")]
    ['4 de março de 2026', '4. März 2026', '2026年3月4日']
    >>> [write_date(find_dates("9am-5pm", "en")[0], locale) for locale in ("pt-BR", "en-US")]
    ['09:00 – 17:00', '9:00\\u202fAM – 5:00\\u202fPM']
    """
    if quantity.unit in (AMBIGUOUS, CLOCK):
        return None
    where = babel_locale(locale)
    if quantity.unit == TIME:
        return _write_times([time(*divmod(int(number.value), 60)) for number in quantity.numbers], where)
    is_named = any(number.is_word for number in quantity.numbers)
    style = quantity.unit if quantity.unit in ("my", "ym", "dm", "md") else "long" if is_named else "numeric"
    day = _day(quantity)
    pattern: DateTimePattern = (
        where.date_formats["long"] if style == "long" else where.datetime_skeletons[_SKELETONS[style]]
    )
    written: str = pattern.apply(day, where)
    if _UNNAMED.search(written):
        return None
    if day.day == 1 and style in ("long", "dm", "md") and locales.parse(locale) not in _PORTUGUESE_WITHOUT_ORDINAL:
        ordinal = _FIRST_DAYS.get(locales.language(locale))
        written = re.sub(r"^1(?=[ \u00a0])", ordinal, written) if ordinal else written
    return written


def why_date_stays(quantity: Quantity) -> str:
    """Return why `write_date` leaves a date as it is, for a finding; "" if it does not.

    >>> why_date_stays(find_dates("03/04/2026", "en-US")[0])
    '03/04/2026 can be 2026-04-03 or 2026-03-04'
    """
    if quantity.unit == CLOCK:
        return f"{quantity.text} can be a time or a ratio"
    if quantity.unit != AMBIGUOUS:
        return ""
    first, second, year = (int(value) for value in quantity.values)
    return f"{quantity.text} can be {date(year, second, first)} or {date(year, first, second)}"


def _write_times(times: Sequence[time], where: Locale) -> str:
    from babel.dates import format_interval

    short = where.time_formats["short"]
    if len(times) == 1:
        written: str = short.apply(times[0], where)
        return written
    # Every locale of Babel 2.18 has both intervals.
    skeleton = "Hm" if "H" in short.pattern else "hm"
    # CLDR's thin spaces around a dash are in no code page; a space is what people type. "Uhr" is the translator's.
    written = format_interval(times[0], times[1], skeleton, locale=where).replace("\u2009", " ")
    return re.sub(r" (?:Uhr|ч\.)", "", written)


def _day(quantity: Quantity) -> date:
    parts = dict(zip(quantity.unit, (int(value) for value in quantity.values), strict=True))
    # A leap year serves where none is named: 29 February has no other.
    return date(parts.get("y", 2024), parts["m"], parts.get("d", 1))


@lru_cache(maxsize=128)
def _dates(locale: str) -> re.Pattern[str]:
    """Return the pattern of dates in a locale's text; the name of each alternative's last group tells its reader.

    It takes 10 ms to build: only for a text with a hint of a date.
    """
    names, abbreviations = _month_forms(locale)
    full = _any_of(names)
    month = _any_of([*names, *abbreviations])
    alone = month if locales.language(locale) == "en" else full
    # "Pack of 4 May contain nuts"
    without_may = _any_of(name for name in names if name not in ("May", "MAY"))
    left = r"(?<![^\W_])(?<!\d[.,/:–-])"
    day = rf"(?:0?[1-9]|[12]\d|3[01]){_ORDINAL}"
    alternatives = [
        rf"{left}(?P<dmy>{day}{_OF}?{month}\.?(?:[,،]?{_OF}|, ){_YEAR}{_END}{_YEAR_SIGN})",
        rf"{left}(?P<mdy>{month}\.?[ \u00a0]{day},?[ \u00a0]{_YEAR}{_END})",
        rf"{left}(?P<ymd>{_YEAR}{_YEAR_SIGN}\.?[ \u00a0](?:{day}[ \u00a0])?{month}(?:[ \u00a0]{day}{_END}(?: d\.)?)?)",
        rf"{left}(?<!\d[ \u00a0])(?<!\d[.a-z] )(?<!\d[a-z]{{2}} )(?P<my>{alone}\.?,?{_OF}{_YEAR}{_END}{_YEAR_SIGN})",
        rf"{left}(?P<dm>{day}{_OF}{without_may}(?![^\W_])(?! ?\d|,? ?\d{{4}}))",
        rf"{left}(?P<md>{full}[ \u00a0]{day}{_END}(?![ \u00a0]?[x×°-]))",
        r"(?P<cjk>(?:(?:19|20|21)\d\d[年년] ?\d{1,2}[月월](?: ?\d{1,2}[日일])?|(?<!\d)\d{1,2}[月월] ?\d{1,2}[日일]))",
        rf"(?<![\w./-])(?P<year_first>{_YEAR}(?P<mark>[./-])\d{{1,2}}(?P=mark)\d{{1,2}}(?![\w]|[./-]\d))",
        rf"(?<![\w./-])(?P<year_last>\d{{1,2}}[{_MARKS}]?(?P<separator>[./-])\d{{1,2}}[{_MARKS}]?(?P=separator){_YEAR}(?![\w]|[./-]\d))",
        *_time_alternatives(locale),
    ]
    return re.compile("|".join(alternatives))


@lru_cache(maxsize=128)
def _hint(locale: str) -> re.Pattern[str]:
    """Return a quick pattern that finds whatever a date could be, and other words."""
    names, abbreviations = _month_forms(locale)
    month = _any_of([*names, *abbreviations])
    before, after = _period_forms(locale)
    spoken = spoken_half(locales.language(locale))
    hint = (
        rf"\d[{_MARKS}]?[./-]\d{{1,2}}[{_MARKS}]?[./-]\d|\d:\d|\d[ \u00a0]?h[ \u00a0]?\d|{month}|\d[年년月월時时시]"
        rf"|{after}|{before}|[01]\d\.\d\d|\d(?:[ \u00a0]?h(?:ora)?s?)?(?:{spoken})"
    )
    # Tried only where one of them can begin: two and a half times as fast.
    first = {form[0] for form in (*names, *abbreviations, *_period_names(locale), "a", "p", "A", "P")}
    return re.compile(rf"(?=[\d{re.escape(''.join(sorted(first)))}])(?:{hint})")


@lru_cache(maxsize=128)
def _parts(locale: str) -> re.Pattern[str]:
    """Return the pattern of what a date with a month's name is made of: a number or the name."""
    names, abbreviations = _month_forms(locale)
    return re.compile(rf"\d+|{_any_of([*names, *abbreviations])}")


def _time_alternatives(locale: str) -> Iterator[str]:
    """Yield the patterns of times: with the half of the day named, with an hour sign, bare."""
    before, after = _period_forms(locale)
    half = r"(?:1[0-2]|0?[1-9])(?::[0-5]\d)?"
    left = r"(?<![\w.:,/])(?<!\d[-–])"
    yield rf"(?<![\w.:,/])(?P<spoken>{spoken_time(locales.language(locale))})(?!\w)"
    behind = rf"{half}[ \u00a0\u202f]?(?:{after})(?![\w/])"
    # "9-5pm" names its half once.
    yield rf"{left}(?P<time>(?:{half}(?:[ \u00a0\u202f]?(?:{after}))?{_TO})?{behind})"
    # "PM 12:30", "午後0:30", "午後3時30分"
    asian = r"(?:1[0-2]|\d)(?::[0-5]\d|[時时시](?!間)(?: ?[0-5]?\d[分분])?|(?=[ \u00a0~～–]|$))"
    first = rf"(?:{before})[ \u00a0\u202f]?{asian}"
    yield rf"(?P<period_first>{first}(?:{_TO}(?:{first}|{asian}))?)(?!\d)"
    if locales.language(locale) in _HOUR_SIGNS:
        signed = _HOUR_SIGNS[locales.language(locale)]
        yield rf"{left}(?P<hour_sign>{signed}(?:{_TO}{signed})?)(?!\w|間)"
    short = babel_locale(locale).time_formats["short"].pattern
    separator = "[:.]" if "." in short.replace("'", "").split("mm")[0] else ":"
    hour = r"(?:2[0-3]|[01]?\d)"
    end = r"(?![\w%]|[:.,]\d)"
    # Two times of a range are no ratios.
    yield rf"(?<![\w.:,/-])(?P<clocks>{hour}{separator}[0-5]\d{_TO}{hour}{separator}[0-5]\d){end}"
    lone = hour if short.startswith("H:") else r"(?:2[0-3]|[01]\d)"
    yield rf"(?<![\w.:,/-])(?P<clock>{lone}{separator}[0-5]\d){end}"


@lru_cache(maxsize=128)
def _months(locale: str) -> dict[str, int]:
    """Return the month that each name means, in lower case, without the point of an abbreviation."""
    found = dict(_MORE_MONTHS.get(locales.language(locale), {}))
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for month, name in babel_locale(locale).months[context][width].items():
                found.setdefault(name.lower().rstrip("."), month)
    return {name: month for name, month in found.items() if not any(char.isdecimal() for char in name)}


def _month_forms(locale: str) -> tuple[list[str], list[str]]:
    """Return the full names and the abbreviations, in every case a text may have; English ones have a capital."""
    wide = {
        name.lower().rstrip(".")
        for context in ("format", "stand-alone")
        for name in babel_locale(locale).months[context]["wide"].values()
    }
    has_lower_case = locales.language(locale) != "en"
    full: list[str] = []
    short: list[str] = []
    for name in _months(locale):
        forms = {name.capitalize(), name.title(), name.upper(), *([name] if has_lower_case else [])}
        (full if name in wide else short).extend(sorted(forms))
    return full, short


def _any_of(names: Iterable[str]) -> str:
    """Return the pattern of any of the names as whole words, longest first; grouped by first letter for speed."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        groups[name[0]].append(re.escape(name[1:]))
    branches = [f"{first}(?:{'|'.join(rests)})" for first, rests in sorted(groups.items())]
    return rf"(?:{'|'.join(branches)})(?![^\W\d_])" if branches else r"(?!)"


def _period_names(locale: str) -> dict[str, int]:
    """Return CLDR's day periods and the minutes that each adds: am 0, pm 720."""
    known = babel_locale(locale).day_periods
    widths = [known.get(context, {}).get(width, {}) for context in known for width in ("abbreviated", "wide")]
    halves = (("am", 0), ("pm", 720))
    return {names[key]: minutes for names in widths for key, minutes in halves if key in names}


@lru_cache(maxsize=128)
def _periods(locale: str) -> dict[str, int]:
    """Return the minutes that each day period adds, casefolded and without points and spaces."""
    return {"am": 0, "pm": 720} | {_squeezed(name): minutes for name, minutes in _period_names(locale).items()}


def _squeezed(period: str) -> str:
    return re.sub(r"[.\s\u00a0\u202f]", "", period).casefold()


def _period_forms(locale: str) -> tuple[str, str]:
    """Return the patterns of a day period before an hour, and behind it."""
    # German "am" and others are words: only English writes the halves small and without points.
    is_english = locales.language(locale) == "en"
    small = r"[ap]m\b|[ap]\.m\.|[AP]\.M\.|" if is_english else r"[ap]\.[ \u00a0\u202f]?m\.|"
    names = [name for name in _period_names(locale) if not name.isascii() or "." in name]
    others = [
        re.sub(r"\\?[ \u00a0\u202f]", r"[ \\u00a0\\u202f]?", re.escape(name))
        for name in sorted(names, key=len, reverse=True)
    ]
    return "|".join([r"\b[AP]M(?=[ \u00a0\u202f]\d)", *others]), "|".join([small + r"[AP]M\b", *others])


def _read_spoken(match: re.Match[str], locale: str) -> Quantity | None:
    """Return a time of day whose half is said in words."""
    end = match.end("minute") if match["minute"] else match.end("hour")
    minutes = Decimal(spoken_minutes(match, locales.language(locale)))
    number = Number(match.start(), end, minutes, readings=(Decimal(match["hour"]),))
    return Quantity(LedgerKind.DATE, match.start(), match.end(), match[0], (number,), unit=TIME)


def _read_named(match: re.Match[str], locale: str) -> Quantity | None:
    """Return a date with a month's name, or a Chinese, Japanese or Korean one."""
    start = match.start()
    numbers = []
    for part in _parts(locale).finditer(match[0]):
        is_word = not part[0].isdecimal()
        value = _months(locale)[part[0].lower()] if is_word else int(part[0])
        numbers.append(Number(start + part.start(), start + part.end(), Decimal(value), is_word=is_word))
    unit = match.lastgroup or ""
    if unit == "ymd":
        # "2026 ж. 4 наурыз", "2026. március", "2026. március 4."
        unit = "ym" if len(numbers) == 2 else "ymd" if numbers[1].is_word else "ydm"
    elif unit == "cjk":
        unit = "ymd" if len(numbers) == 3 else "ym" if len(str(numbers[0].value)) == 4 else "md"
        # Written with its signs, it is as explicit as a month's name.
        month = unit.index("m")
        numbers[month] = numbers[month]._replace(is_word=True)
    return _checked(match, numbers, unit)


def _read_numeric(match: re.Match[str], locale: str) -> Quantity | None:
    """Return a date in digits; AMBIGUOUS where day and month can be taken for each other."""
    start = match.start()
    numbers = [
        Number(start + part.start(), start + part.end(), Decimal(part[0])) for part in re.finditer(r"\d+", match[0])
    ]
    if match.lastgroup == "year_first":
        return _checked(match, numbers, "ymd")
    first, second = int(numbers[0].value), int(numbers[1].value)
    if first > 12:
        unit = "dmy"
    elif second > 12:
        unit = "mdy"
    else:
        unit = _own_order(locale, match["separator"]) or ("dmy" if first == second else AMBIGUOUS)
    return _checked(match, numbers, unit)


@lru_cache(maxsize=256)
def _own_order(locale: str, separator: str) -> str:
    """Return the order in which a locale reads a numeric date with a separator; "" where readers differ.

    English is read in both orders, whatever the tag says; elsewhere the locale's own separator settles it.
    """
    pattern = babel_locale(locale).datetime_skeletons["yMd"].pattern
    order = "".join(dict.fromkeys(re.sub("[^dMy]", "", pattern))).lower()
    is_own = separator in pattern.replace(".", "", pattern.endswith("."))
    return order if is_own and locales.language(locale) != "en" and order in ("dmy", "mdy") else ""


def _checked(match: re.Match[str], numbers: list[Number], unit: str) -> Quantity | None:
    """Return the date if the calendar has it."""
    first_reading = "dmy" if unit == AMBIGUOUS else unit
    if len(numbers) != len(first_reading):
        return None
    quantity = Quantity(LedgerKind.DATE, match.start(), match.end(), match[0], tuple(numbers), unit=first_reading)
    try:
        _day(quantity)
    except ValueError:
        return None
    return quantity._replace(unit=unit)


def _read_time(match: re.Match[str], locale: str) -> Quantity | None:
    """Return a time of day, or two of a range."""
    numbers = [_time_number(match.start() + part.start(), part) for part in _TIME.finditer(match[0])]
    periods = _named_periods(match[0], locale)
    if len(numbers) == 2 and len(periods) == 1:
        # "9-11pm" is one half of the day, "9-5pm" both; "PM 1:00~3:00" names the first.
        first, last = (number.value % 720 for number in numbers)
        other = periods[0] if first < last else 720 - periods[0]
        periods = [other, periods[0]] if match.lastgroup == TIME else [periods[0], other]
    if periods:
        if len(periods) != len(numbers):
            return None
        numbers = [_in_half(number, period) for number, period in zip(numbers, periods, strict=True)]
    unit = CLOCK if match.lastgroup == "clock" else TIME
    form = Form.RANGE if len(numbers) == 2 else Form.SINGLE
    return Quantity(LedgerKind.DATE, match.start(), match.end(), match[0], tuple(numbers), form, unit)


_TIME = re.compile(r"(\d{1,2})(?:[ \u00a0]?[:.h時时시][ \u00a0]?(\d{1,2}))?")


def _time_number(start: int, part: re.Match[str]) -> Number:
    hour, minute = int(part[1]), int(part[2] or 0)
    return Number(start, start + len(part[0]), Decimal(hour * 60 + minute), readings=(Decimal(hour),))


def _in_half(number: Number, minutes: int) -> Number:
    """Return a twelve-hour time as minutes since midnight: 12 AM is 0, 12 PM is 720."""
    return number._replace(value=number.value % 720 + minutes)


def _named_periods(text: str, locale: str) -> list[int]:
    known = _periods(locale)
    words = [_squeezed(word) for word in re.split(r"\d+(?:[:時时시 ]*\d+[分분]?)?[時时시]?|[-–]", text)]
    return [known[word] for word in words if word in known]


_READERS: dict[str, Callable[[re.Match[str], str], Quantity | None]] = {
    **dict.fromkeys(("dmy", "mdy", "ymd", "my", "dm", "md", "cjk"), _read_named),
    **dict.fromkeys(("year_first", "year_last"), _read_numeric),
    **dict.fromkeys((TIME, "period_first", "hour_sign", "clocks", CLOCK), _read_time),
    "spoken": _read_spoken,
}
