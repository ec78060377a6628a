"""Words as claims are compared by: without case, accents and endings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# English and the Romance languages; the longest that leaves three letters goes.
_ENDINGS = (
    "ings",
    "ing",
    "ados",
    "adas",
    "ado",
    "ada",
    "ies",
    "ed",
    "es",
    "os",
    "as",
    "ar",
    "er",
    "ir",
    "s",
    "e",
    "o",
    "a",
    "y",
)
_SHORTEST_STEM = 3


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return what the forms of a word have in common, near enough to compare texts about one product.

    >>> stem("washes"), stem("Washing"), stem("cerâmicas"), stem("5")
    ('wash', 'wash', 'ceramic', '5')
    """
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    if not plain.isascii():
        plain = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM and not plain[0].isdigit():
            return plain[: -len(ending)]
    return plain


def stems(text: str) -> tuple[str, ...]:
    """Return the stem of each word of a text, in order.

    >>> stems("Hand-glazed mugs")
    ('hand', 'glaz', 'mug')
    """
    return tuple(stem(word) for word in WORD.findall(text))


def stem_line(text: str) -> str:
    """Return the stems of a text between spaces, so that a run of words is found as a part of it.

    >>> stem_line("wash cold") in stem_line("Machine wash cold.")
    True
    """
    return f" {' '.join(stems(text))} "
