"""The number in a cell -> the text that stands for it: an identifier as its digits, a date as ISO 8601 writes it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from math import isfinite

_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)", re.ASCII)
_SHORT = re.compile(r"-?(?:0|[1-9]\d{0,14})\.\d{1,15}", re.ASCII)
_EXCEL_DIGITS = 15
"""Excel computes and shows this many; the rest of what it writes is how a binary number comes out (19.99 is often
stored as 19.989999999999998)."""


class Shown(StrEnum):
    """What a number format shows of a number, where it is a point or a length of time."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"


BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)), Shown.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 47), Shown.TIME),
    46: Shown.DURATION,
}
"""What the number formats show that have a number and no text in a workbook (ECMA-376 part 1, 18.8.30)."""

_NOT_CODE = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]|AM/PM|A/P|General', re.IGNORECASE)


def shown_by(code: str) -> Shown | None:
    """Return what of time a number format shows, None for a number; its first section decides.

    >>> shown_by("dd/mm/yyyy"), shown_by("[h]:mm"), shown_by('#,##0.00 "days"'), shown_by("[Red]0.00")
    (<Shown.DATE: 'date'>, <Shown.DURATION: 'duration'>, None, None)
    """
    letters = _NOT_CODE.sub("", code).partition(";")[0].lower()
    if "[" in letters:
        return Shown.DURATION
    if "d" in letters or "y" in letters:
        return Shown.DATE
    if "h" in letters or "s" in letters:
        return Shown.TIME
    return Shown.DATE if "m" in letters else None


def number_text(written: str) -> str:
    """Return a number without exponent, and without ".0": as it is written where it is short, else in 15 digits.

    >>> number_text("4006381333931"), number_text("4.006381333931E12"), number_text("123.0")
    ('4006381333931', '4006381333931', '123')
    >>> number_text("19.989999999999998"), number_text("1E-7"), number_text("12.50")
    ('19.99', '0.0000001', '12.50')
    """
    if _PLAIN.fullmatch(written):
        return written
    if _SHORT.fullmatch(written) and len(written) <= _EXCEL_DIGITS + 1:
        return written.removesuffix(".0") if written.endswith(".0") else written
    try:
        number = float(written)
    except ValueError:
        return written
    if not isfinite(number):
        return written
    text = format(number, f".{_EXCEL_DIGITS}g")
    return format(Decimal(text), "f") if "e" in text else text


def time_text(written: str, shown: Shown, is_1904: bool) -> str:
    """Return a point in time as ISO 8601 has it, a length of time as hours, minutes and seconds.

    The days of a workbook count from 1899-12-31, with a 29 February 1900 that never was, or from 1904-01-01.

    >>> time_text("45000", Shown.DATE, False), time_text("45000.5", Shown.DATE, False)
    ('2023-03-15', '2023-03-15T12:00:00')
    >>> time_text("0.25", Shown.TIME, False), time_text("1.25", Shown.DURATION, False)
    ('06:00:00', '30:00:00')
    >>> time_text("59", Shown.DATE, False), time_text("61", Shown.DATE, False), time_text("0", Shown.DATE, True)
    ('1900-02-28', '1900-03-01', '1904-01-01')
    """
    try:
        days = float(written)
        milliseconds = timedelta(milliseconds=round(days * 86_400_000))
        if shown is Shown.DURATION:
            return _hours(milliseconds)
        start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30 if days >= 60 else 31)
        moment = start + milliseconds
    except (ValueError, OverflowError):
        return number_text(written)
    if days < 0:
        return number_text(written)
    fraction = "milliseconds" if moment.microsecond else "seconds"
    if days < 1 and (shown is Shown.TIME or moment.time() != datetime.min.time()):
        return moment.time().isoformat(fraction)
    if shown is Shown.DATE and not milliseconds.seconds and not milliseconds.microseconds:
        return moment.date().isoformat()
    return moment.isoformat(timespec=fraction)


def _hours(length: timedelta) -> str:
    sign = "-" if length < timedelta(0) else ""
    seconds, milliseconds = divmod(abs(length) // timedelta(milliseconds=1), 1000)
    minutes, seconds = divmod(seconds, 60)
    fraction = f".{milliseconds:03}" if milliseconds else ""
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}:{seconds:02}{fraction}"
