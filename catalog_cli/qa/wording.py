"""Words of a text as the checks read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from catalog_cli.segment import CodeKind, InlineCode, Segment

LETTERS = re.compile(r"[^\W\d_]+")
_OBJECT = "\ufffc"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@lru_cache(maxsize=8)  # several checks ask in turn about the two texts of one segment
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, apostrophes straight: "don't" is one.

    >>> words("Don’t bleach, wash at 30°")
    ("don't", 'bleach', 'wash', 'at', '30')
    """
    return tuple(_WORD.findall(text.casefold().replace("’", "'")))


def without_codes(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Return the text with U+FFFC, which is no letter and no space, in the place of each span; they stand in order.

    >>> without_codes("See x.com now", ((4, 9),))
    'See \ufffc now'
    """
    for start, end in reversed(spans):
        text = f"{text[:start]}{_OBJECT}{text[end:]}"
    return text


def source_language(segment: Segment) -> str:
    """Return the source of a segment without what is not language: links, placeholders, product codes."""
    return _without_codes(segment.source, segment.codes)


def target_language(segment: Segment) -> str:
    """Return the target of a segment without what is not language: links, placeholders, product codes."""
    return _without_codes(segment.target or "", segment.target_codes)


# For a text that was not taken apart: close enough to tell what is no word.
_NO_LANGUAGE = re.compile(r"\{[^{}]{0,200}\}|\bhttps?://\S+|\bwww\.\S+|\S+@\S+\.\w+|<[A-Za-z/][^<>]{0,200}>")


_MOST_NESTED = 4  # braces in braces, as of plurals


def _without_codes(text: str, codes: Sequence[InlineCode]) -> str:
    spans = _verbatim(codes)
    if not spans and any(mark in text for mark in "{/@<"):
        for _ in range(_MOST_NESTED):
            plain = _NO_LANGUAGE.sub(_OBJECT, text)
            if plain == text:
                break
            text = plain
        return text
    return without_codes(text, spans)


def _verbatim(codes: Sequence[InlineCode]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((code.start, code.end) for code in codes if code.kind is CodeKind.VERBATIM))
