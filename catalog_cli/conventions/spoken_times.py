"""Times of day as people say them, with the half of the day in words: "2 da tarde", "8 de la mañana"."""

from __future__ import annotations

import re

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
