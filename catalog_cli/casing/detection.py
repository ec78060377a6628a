"""Telling how a text uses capitals, and what the engine should read around a fragment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from catalog_cli.casing.fragments import is_phrase
from catalog_cli.casing.words import ACRONYMS, SMALL, WORD
from catalog_cli.product import Role

SENTENCE_INSIDE = re.compile(r"[.!?]\s+\S")


_SMALL_WORD = re.compile(r"(?<![\w'’-])(?!without\b)[a-z]{5,}\b")
# What says nothing about a title's case: a unit behind its number, a letter that touches one, the inside of "2-in-1".
_COUNTED = re.compile(
    r"\d[\d.,/]*(?:[^\W\d_]{1,3}\b|(?:-[a-z]+)+-\d+"
    r"|[ -](?:oz|fl|ml|cl|l|mm|cm|m|in|inch|ft|yd|mg|g|kg|lbs?|pcs?|pack|ct|count|x)\b)"
)
END = re.compile(r"(?:\.{3}|[.!?:;…。！？：；؟]+)(?=[\"'”’»)\]]*$)")


class Style(StrEnum):
    """How a text uses capitals."""

    SENTENCE = "sentence"
    TITLE = "title"
    UPPER = "upper"
    LOWER = "lower"
    NONE = "none"
    """No letters that have a case, or only acronyms."""


@dataclass(frozen=True, slots=True)
class Casing:
    """The style of a text and whether its first letter is upper case."""

    style: Style
    first_upper: bool = False


class Frame(NamedTuple):
    """What stands around a fragment while the engine reads it, and is taken away from the draft."""

    head: str = ""
    tail: str = ""


NO_FRAME = Frame()
_TITLE_FRAME, _WORD_FRAME = Frame("Product: ", "."), Frame("Type: ", "")
# Measured for this pair only; another pair gets none until its self-test says so.
_FRAMED_PAIRS = frozenset({("en", "pt")})


# A segment is asked about when it is framed, when it is prepared and when its target is finished.
@lru_cache(maxsize=8192)
def detect(text: str, language: str = "en") -> Casing:
    """Return how a text in `language` uses capitals. German capitalizes nouns: no German text is title case.

    >>> detect("Ocean Blue Shirt").style, detect("Wooden outdoor slats").style, detect("HAND MADE").style
    (<Style.TITLE: 'title'>, <Style.SENTENCE: 'sentence'>, <Style.UPPER: 'upper'>)
    """
    small = len(_SMALL_WORD.findall(text))
    if small * 5 > text.count(" ") + 1:
        # The short way: more than one word in five is long and small, so no share below can be reached.
        first = WORD.search(text)
        if first is not None and first.start() and text[first.start() - 1].isdigit():
            first = WORD.search(_COUNTED.sub(" ", text))
        return Casing(
            Style.LOWER if text.islower() else Style.SENTENCE, first is not None and first.group()[0].isupper()
        )
    words = WORD.findall(_COUNTED.sub(" ", text)) or WORD.findall(text)
    cased = [word for word in words if word.lower() != word.upper()]
    if not cased:
        return Casing(Style.NONE)
    first_upper = cased[0][0].isupper()
    if not any(word != word.lower() for word in cased):
        return Casing(Style.LOWER)
    long = [word for word in cased if len(word) > 1 and word not in ACRONYMS]
    if not long:
        return Casing(Style.NONE if all(word.isupper() for word in cased) else Style.SENTENCE, first_upper)
    if sum(word.isupper() for word in long) >= 0.8 * len(long):
        return Casing(Style.UPPER, True)
    if language not in ("de", "lb") and _is_title(text, cased):
        return Casing(Style.TITLE, first_upper)
    return Casing(Style.SENTENCE, first_upper)


def _is_title(text: str, words: Sequence[str]) -> bool:
    """Return whether capitals are too many for a sentence: 4 in 5 words after the first, all before a full stop."""
    content = [word for word in words[1:] if word.lower() not in SMALL]
    if not content or not words[0][0].isupper() or len(words) > 25 or SENTENCE_INSIDE.search(text):
        return False
    share = sum(word != word.lower() for word in content) / len(content)
    return share >= (1.0 if text.rstrip().endswith(".") else 0.8)


def end_of(text: str) -> re.Match[str] | None:
    """Return the end punctuation of a text without white space behind it, before any closing quotes and brackets."""
    return END.search(text, max(len(text) - 12, 0))


def frame_of(text: str, role: Role, source_language: str, target_language: str) -> Frame:
    """Return what to put around a fragment for the engine: nothing around sentences and for unmeasured pairs.

    >>> frame_of("Clay Plant Pot", Role.TITLE, "en", "pt"), frame_of("Red", Role.OPTION, "en", "pt").head
    (Frame(head='Product: ', tail='.'), 'Type: ')
    """
    if (source_language, target_language) not in _FRAMED_PAIRS or end_of(text.rstrip()) or "\n" in text.strip():
        return NO_FRAME
    words = len(text.split())
    if words == 1 or (role in (Role.OPTION, Role.LIST) and words <= 4):
        return _WORD_FRAME
    if words > 20 or SENTENCE_INSIDE.search(text):
        return NO_FRAME
    if role in (Role.TITLE, Role.OPTION, Role.LIST) or is_phrase(text):
        return _TITLE_FRAME
    return _TITLE_FRAME if detect(text, source_language).style in (Style.TITLE, Style.UPPER) else NO_FRAME
