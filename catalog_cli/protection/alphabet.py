"""What an engine's vocabulary can spell, and what stands for the rest."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from string import ascii_letters, ascii_uppercase, digits
from typing import NamedTuple

EMBEDDED_LETTERS = frozenset("ÁÉàáâãçéêíóôõúªº")
"""The letters beyond ASCII that the embedded model's vocabulary holds; it reads every other one as unknown."""

# Vocabularies of one alphabet spell fewer (Latin, Greek and Cyrillic together about 250). More are many languages or a
# script of thousands of characters, where what stands between spaces is a sentence: a rare one makes no name of it.
_MOST_LETTERS = 300


class Alphabet(NamedTuple):
    """What an engine reads: letters beyond ASCII (None: all of them), and letters and digits of ASCII that it lacks."""

    letters: frozenset[str] | None = None
    lacking: frozenset[str] = frozenset()


EMBEDDED = Alphabet(EMBEDDED_LETTERS)
ANY = Alphabet()


@lru_cache(maxsize=16)
def alphabet_of(source: frozenset[str], target: frozenset[str]) -> Alphabet:
    """Return the alphabet of an engine that spells these single characters on either side; none are told: all.

    >>> found = alphabet_of(frozenset("abcäöüABC"), frozenset("abc"))
    >>> "ü" in found.letters, "é" in found.letters, "a" in found.lacking, "Q" in found.lacking
    (True, False, False, True)
    """
    if not source or not target:
        return ANY
    source, target = _with_capitals(source), _with_capitals(target)
    letters = frozenset(char for char in source if char.isalpha() and not char.isascii())
    lacking = frozenset(char for char in ascii_letters + digits if char not in source or char not in target)
    # Normalization reads the signs for ordinals as letters, whatever the vocabulary.
    return Alphabet(None if len(letters) > _MOST_LETTERS else letters | {"ª", "º"}, lacking)


def _with_capitals(characters: frozenset[str]) -> frozenset[str]:
    """Return what is spelled where the vocabulary knows no capitals: they are read as small letters."""
    if characters.isdisjoint(ascii_uppercase):
        return characters | {char.upper() for char in characters if len(char.upper()) == 1}
    return characters


# Typographic characters the vocabulary lacks, and what stands for them: one for one, so that offsets hold.
_PLAIN = {
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u2002": " ", "\u2003": " ", "\u200a": " ",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "×": "x",
}  # fmt: skip

# Characters the vocabulary lacks and nothing stands for (ASCII, currency, arrows, shapes, dingbats, emoji).
SYMBOLS = (
    r"#@^`~\\<{}¢£¤¥¦§©®¬¯±¶·¸÷†‡•‣‰‱‹›※\u20a0-\u20cf℗℞Ω℧\u2190-\u2bff"
    r"\u2e00-\u2e7f\ufe0f\u200d\ufffc\ufffd\U0001f000-\U0001fbff"
)
INVISIBLE = "\u00ad\u200b\u200c\u2060\ufeff"


@lru_cache(maxsize=8)
def folding(letters: frozenset[str] | None) -> dict[int, str]:
    """Return what stands for each character that an engine cannot read, one for one."""
    table = {ord(mark): plain for mark, plain in _PLAIN.items()}
    for point in range(0xC0, 0x250) if letters is not None else ():
        base = unicodedata.normalize("NFD", chr(point))[0]
        if base.isascii() and letters is not None and chr(point) not in letters:
            table[point] = base
    return table
