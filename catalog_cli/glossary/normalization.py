"""Text as a sequence of words that can be compared: case, Unicode form, hyphens and white space made equal.

A word is a run of letters, digits and combining marks of any script. In scripts that set no spaces, every character is
a word of its own, and so is every symbol. What stands between two words is a gap.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable
from functools import lru_cache
from itertools import chain

# Ranges (Unicode 16 blocks) of scripts written without spaces between words: Thai, Lao, Myanmar, Khmer, Kana and
# Bopomofo, Han, Myanmar Extended-B and -A, Han compatibility, halfwidth Katakana, Kana supplements, Han extensions.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3040, 0x312F),
    (0x31A0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x1AFF0, 0x1B16F),
    (0x20000, 0x3FFFF),
)
# U+02BC is a letter to Unicode, and an apostrophe to those who type it.
_APOSTROPHES = "'’‘ʼ＇"
_HYPHENS = "\u2010\u2011\ufe63\uff0d"
_ZERO_WIDTH_SPACE = "\u200b"
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
# Jamo vowels and finals join the consonant before them (The Unicode Standard, 3.12).
_JOINING_JAMO = range(0x1160, 0x1200)
# Small kana, iteration and length marks, which no word begins with; and the skin tones of emoji.
_EXTENDING = frozenset("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶーゝゞヽヾ々゙゚ｰﾞﾟ🏻🏼🏽🏾🏿")

WORD, UNSPACED, SYMBOL, IGNORED, GAP = "acs- "
_WORDS = re.compile(r"a(?:-*a)*|[cs]")
_PLAIN_WORDS = re.compile(r"a+|[cs]")


class _Table(dict[int, str]):
    """A table for `str.translate` that works out what it has not been asked before."""

    def __init__(self, image: Callable[[str], str]) -> None:
        super().__init__()
        self._image = image

    def __missing__(self, code_point: int) -> str:
        image = self[code_point] = self._image(chr(code_point))
        return image


def character_class(character: str) -> str:
    """Return what a character is to a word: WORD, UNSPACED, SYMBOL, IGNORED or GAP.

    >>> [character_class(c) for c in ("é", "½", "綿", "™", "\\u00ad", "-")]
    ['a', 'a', 'c', 's', '-', ' ']
    """
    category, code_point = unicodedata.category(character), ord(character)
    # Half a surrogate pair, which a JSON text may hold, is no UTF-8: no automaton takes it.
    if character in _APOSTROPHES or character == _ZERO_WIDTH_SPACE or category == "Cs":
        return GAP
    if category == "Cf" or code_point in _VARIATION_SELECTORS:
        return IGNORED
    if category[0] in "LM" and any(first <= code_point <= last for first, last in _UNSPACED):
        return UNSPACED
    if category[0] in "LMN" or character == "_":
        return WORD
    return SYMBOL if category[0] == "S" or category == "Co" else GAP


def _folded(character: str) -> str:
    """Return the image of a character in a key: a gap is one space, a word by itself stands between two."""
    kind = character_class(character)
    if kind == GAP:
        return " "
    if kind == IGNORED:
        return ""
    if unicodedata.east_asian_width(character) == "F":
        character = unicodedata.normalize("NFKC", character)
    # The capital I with a dot is an i everywhere but in Turkish, which distinguishes it from the one without.
    folded = "i" if character == "İ" else character.casefold()
    return folded if kind == WORD else f" {folded} "


@lru_cache(maxsize=2)
def folding(turkic: bool) -> dict[int, str]:
    """Return the table that folds text to a key; `turkic` text has two letters I."""
    table = _Table(_folded)
    if turkic:
        table[ord("I")] = "ı"
    return table


_CLASSES = _Table(character_class)


def classes(text: str) -> str:
    """Return the class of each character.

    >>> classes("5½-inch T恤™")
    'aa aaaa acs'
    """
    return text.translate(_CLASSES)


def word_bounds(kinds: str) -> list[int]:
    """Return start and end of each word in turn, as offsets in code points.

    >>> word_bounds(classes("Café, 綿のT"))
    [0, 4, 6, 7, 7, 8, 8, 9]
    """
    words = _WORDS if IGNORED in kinds else _PLAIN_WORDS
    return list(chain.from_iterable(map(re.Match.span, words.finditer(kinds))))


def key(text: str, table: dict[int, str]) -> str:
    """Return the words of a text in NFC, folded, with one space before, between and after them.

    >>> key("Crew-Neck  STRASSE/綿のT", folding(False))
    ' crew neck strasse 綿 の t '
    """
    return f" {' '.join(text.translate(table).split())} "


@lru_cache(maxsize=4096)
def gap(text: str) -> str:
    """Return what stands between two words with white space, hyphens and apostrophes written one way.

    >>> gap("\\u00a0\\n"), gap("\\u2011"), gap("’"), gap(" & ")
    (' ', '-', "'", ' & ')
    """
    written = "".join(
        " " if c == _ZERO_WIDTH_SPACE or c.isspace() else "-" if c in _HYPHENS else "'" if c in _APOSTROPHES else c
        for c in text
        if c == _ZERO_WIDTH_SPACE or character_class(c) != IGNORED
    )
    return re.sub(" +", " ", written)


def without_ignored(word: str) -> str:
    """Return a word without soft hyphens, joiners and marks of direction."""
    return word if word.isalnum() else "".join(c for c in word if character_class(c) != IGNORED)


def extends(character: str) -> bool:
    """Return whether a character belongs to the one before it, so that no word can end between them.

    >>> extends("ー"), extends("\\u0e31"), extends("の")
    (True, True, False)
    """
    return character in _EXTENDING or (
        unicodedata.category(character)[0] == "M" and ord(character) not in _VARIATION_SELECTORS
    )


def composed(text: str) -> tuple[str, array[int]]:
    """Return the text in NFC, and for each offset in it, its end included, the offset in the original.

    >>> composed("cafe\\u0301s")
    ('cafés', array('L', [0, 1, 2, 3, 5, 6]))
    """
    pieces: list[str] = []
    offsets = array("L")
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (ord(text[end]) in _JOINING_JAMO or unicodedata.category(text[end])[0] == "M"):
            end += 1
        piece = unicodedata.normalize("NFC", text[start:end])
        offsets.extend(min(start + index, end - 1) for index in range(len(piece)))
        pieces.append(piece)
        start = end
    offsets.append(len(text))
    return "".join(pieces), offsets
