"""Times of day as people say them: "2 da tarde", "8 de la mañana", and the 8 of "8 to 10 pm"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from catalog_cli.conventions.quantity import Number, Quantity
from catalog_cli.ledger import LedgerKind

# Halves of the day in words, as people say them: "2 da tarde", "8 de la mañana"; CLDR's periods lack them.
_SPOKEN: dict[str, tuple[str, dict[str, int]]] = {
    "pt": ("das?", {"manhã": 0, "madrugada": 0, "tarde": 720, "noite": 720}),
    "es": ("de las?", {"mañana": 0, "madrugada": 0, "tarde": 720, "noche": 720}),
    "it": ("di|del", {"mattina": 0, "pomeriggio": 720, "sera": 720}),
    "fr": ("du|de l['’]", {"matin": 0, "après-midi": 720, "soir": 720}),
}
_NIGHTS = frozenset({"noite", "noche"})  # 12 at night is midnight


def spoken_half(language: str) -> str:
    """Return the pattern of a half of the day in words with the space before it; of nothing where none is known.

    >>> bool(re.fullmatch(spoken_half("pt"), " da tarde")), bool(re.search(spoken_half("ja"), "2 da tarde"))
    (True, False)
    """
    joint, names = _SPOKEN.get(language, ("", {}))
    return rf"[ \u00a0](?:{joint})[ \u00a0]?(?:{'|'.join(names)})s?" if names else r"(?!)"


def spoken_time(language: str) -> str:
    """Return the pattern of such a time, with groups "hour" and "minute"; a model may say the half twice.

    >>> bool(re.fullmatch(spoken_time("pt"), "2 e 30 da tarde"))
    True
    """
    minute = r"(?:(?::|[ \u00a0]?h[ \u00a0]?| [ey] )(?P<minute>[0-5]\d))?"
    hours = r"(?:[ \u00a0]?(?:horas?|heures?|ore|hs?))?"
    return rf"(?P<hour>1[0-2]|0?[1-9]){minute}{hours}(?:{spoken_half(language)})+"


def spoken_minutes(match: re.Match[str], language: str) -> int:
    """Return the minutes since midnight of a match of `spoken_time`.

    >>> spoken_minutes(re.match(spoken_time("pt"), "2 e 30 da tarde"), "pt")
    870
    """
    _, names = _SPOKEN[language]
    half = next(name for name in names if name in match[0])
    hour = int(match["hour"])
    added = 0 if hour == 12 and half in _NIGHTS else names[half]
    return hour % 12 * 60 + int(match["minute"] or 0) + added


# What joins two times of which the second names the half of the day; "and" joins much else: only behind the first word.
_JOINTS: dict[str, tuple[str, str, str]] = {
    "en": ("to|until|till|through|thru", "and|or", "between|from|at"),
    "pt": ("às|até às|até as|à|a", "e|ou", "entre as|entre às|entre|das|às"),
    "es": ("a las|hasta las|a la|a", "y|o", "entre las|de las|a las"),
    "it": ("alle|fino alle", "e|o", "tra le|fra le|dalle|alle"),
    "fr": ("à|jusqu['’]à", "et|ou", "entre|de|à"),
}
_FURTHEST = 32  # characters
_NAMED = re.compile(r"(?i)[ap]\.?\s?m\b|[^\W\d_]{4}")


def with_carried(found: list[Quantity], text: str, language: str, *, unit: str) -> list[Quantity]:
    """Return the dates of a text with the hours whose half of the day is named behind another: the 8 of "8 to 10 pm".

    `unit` is that of times.
    """
    for index in range(len(found) - 1, -1, -1):
        one = found[index]
        if one.unit == unit and len(one.numbers) == 1 and (first := carried_time(text, one, language)) is not None:
            if index and found[index - 1].end > first.start:
                found[index - 1] = first
            else:
                found.insert(index, first)
    return found


def carried_time(text: str, last: Quantity, language: str) -> Quantity | None:
    """Return the time in front of another one that names the half of the day for both; None if there is none.

    As with "9-5pm", an hour that is not before the second is of the other half.

    >>> from catalog_cli.conventions.quantity import Number
    >>> ten = Quantity(LedgerKind.DATE, 5, 10, "10 pm", (Number(5, 7, Decimal(1320)),), unit="time")
    >>> [str(value) for value in carried_time("8 to 10 pm", ten, "en").values]
    ['1200']
    """
    if language not in _JOINTS or not _NAMED.search(last.text):
        return None
    start = max(0, last.start - _FURTHEST)
    match = _carried(language).search(text, start, last.start)
    if match is None:
        return None
    (end_value,) = last.values
    minutes = Decimal(match["hour"]) % 12 * 60 + Decimal(match["minute"] or 0)
    half = 720 if end_value >= 720 else 0
    value = minutes + (half if minutes < end_value % 720 else 720 - half)
    number = Number(*match.span("time"), value, readings=(Decimal(match["hour"]),))
    return Quantity(LedgerKind.DATE, *match.span("time"), match["time"], (number,), unit=last.unit)


@lru_cache(maxsize=8)
def _carried(language: str) -> re.Pattern[str]:
    always, others, behind = _JOINTS[language]
    return re.compile(
        rf"(?i)(?:(?P<behind>\b(?:{behind})[ \u00a0])|(?<![\w.:,/$€£%-]))"
        r"(?P<time>(?P<hour>1[0-2]|0?[1-9])(?:[:h](?P<minute>[0-5]\d)|h)?)"
        rf"(?:[ \u00a0](?:(?:{always})|(?(behind)(?:{others})|(?!)))[ \u00a0]|[ \u00a0]?[-–][ \u00a0]?)$"
    )
