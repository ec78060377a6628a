"""Whether a text goes round in a circle, as decoders do: a word or a phrase that stands twice or more in a row.

Two words side by side come again in every such text, and in few others: that is asked first and takes a few
microseconds, so that what follows may look closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
# A word may stand twice in a row ("blá blá"); three times, or a phrase three times, is a decoder's loop.
_LOOP = re.compile(r"(\b\w[\w'’-]*(?:[\s,]+\w[\w'’-]*){0,5}?)(?:[\s,]+\1\b){2,}", re.IGNORECASE)
_PHRASE_TWICE = re.compile(r"(\b\w+(?:\s+\w+){2,7}?)[\s,]+\1\b", re.IGNORECASE)
# "papapapa": a few letters three times; "nãoooooo": one letter five times. "hahaha" is in the source, too.
_SYLLABLES = re.compile(r"(?:([^\W\d_]{2,5}?)\1{2,}|([^\W\d_])\2{4,})[^\W\d_]*")
_LEAST_LOOPED = 8  # letters
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){3,}")
# The prepositions that join a thing to what it is of; "passo a passo", "side by side" are idioms of others.
_OF = frozenset({"de", "do", "da", "dos", "das", "del", "of", "des", "von", "di", "du"})
_LEAST_ECHOED = 4  # letters
_MARKS = '.,;:!?)"”»'
_LONGEST_PHRASE = 10  # words and marks: what a decoder was seen to repeat


def is_looped(draft: str, source: str) -> bool:
    """Return whether a draft repeats a word three times or a phrase twice in a row, and its source does not.

    >>> is_looped("a bolsa a bolsa a bolsa", "the bag"), is_looped("bom bom bom", "very very very good")
    (True, False)
    """
    if looped_word(draft) and not looped_word(source):
        return True
    words = _WORD.findall(draft.casefold())
    if not _comes_again(words):
        return False
    return any(pattern.search(draft) and not pattern.search(source) for pattern in (_LOOP, _PHRASE_TWICE))


def looped_word(text: str) -> str | None:
    """Return the word whose parts come again and again: letters three times, or of four parts with hyphens two alike.

    >>> looped_word("feijão-a-coto-coto-ta-taça"), looped_word("corre-corre"), looped_word("um bebê bebê")
    ('feijão-a-coto-coto-ta-taça', None, None)
    >>> looped_word("um tatatata"), looped_word("porta-guarda-chuva")
    ('tatatata', None)
    """
    return looped_among(text.split())


def looped_among(words: Iterable[str]) -> str | None:
    """Return the first of a text's words that goes round in a circle, without the marks around it."""
    for word in [word for word in words if len(word) >= _LEAST_LOOPED]:
        if word.count("-") >= 3 and (found := _HYPHENATED.search(word)):
            parts = found.group().casefold().split("-")
            if any(len(one) > 1 and one == following for one, following in pairwise(parts)):
                return found.group()
        # What goes round in a circle has few letters for its length; most words have many.
        if len(set(word)) * 2 <= len(word) and (found := _SYLLABLES.search(word)):
            return found.group()
    return None


def echoed_among(words: Sequence[str]) -> str | None:
    """Return three of a text's words that make a thing of itself, None if there are none.

    >>> echoed_among("2 fatia de fatia.".split()), echoed_among("lado a lado".split())
    ('fatia de fatia', None)
    """
    for thing, joint, again in zip(words, words[1:], words[2:], strict=False):
        if joint in _OF and len(thing) >= _LEAST_ECHOED and again.startswith(thing) and again.rstrip(_MARKS) == thing:
            return f"{thing} {joint} {thing}"
    return None


def repeated_phrase(text: str) -> str | None:
    """Return the phrase that stands three times in a row, or twice with nothing between, if of two words or more.

    A list may name a thing twice ("toaster, kitchen toaster, toaster"); between its names stands punctuation.

    >>> repeated_phrase("de couro de couro"), repeated_phrase("mesa, cadeira, mesa")
    ('de couro', None)
    """
    tokens = _TOKEN.findall(text.casefold())
    if not _comes_again(tokens):
        return None
    for length in _distances(tokens):
        run = 0
        for at in range(len(tokens) - length):
            run = run + 1 if tokens[at] == tokens[at + length] else 0
            if run < length or run < 2:
                continue
            phrase = tokens[at + 1 : at + 1 + length]
            is_words = all(token[0].isalnum() for token in phrase)
            # "a, a, a": the mark between the names is not repeated behind the last one.
            is_listed = run == 2 * length - 1 and tokens[at - run + 1][0].isalnum()
            if (is_words or is_listed or run >= 2 * length) and any(token.isalpha() for token in phrase):
                return " ".join(token for token in phrase if token[0].isalnum())
    return None


def _comes_again(tokens: Sequence[str]) -> bool:
    """Return whether two neighbours stand side by side a second time, as in any word thrice or phrase twice."""
    # The neighbours that come again are two tokens that come again, or one that does twice.
    if len(tokens) - len(set(tokens)) < 2:
        return False
    return len(set(pairwise(tokens))) < len(tokens) - 1


def _distances(tokens: Sequence[str]) -> list[int]:
    """Return how far apart equal tokens stand, up to the longest phrase, if often enough to be a repeated phrase."""
    last: dict[str, int] = {}
    counted = [0] * (_LONGEST_PHRASE + 1)
    for at, token in enumerate(tokens):
        distance = at - last.get(token, -_LONGEST_PHRASE - 1)
        if distance <= _LONGEST_PHRASE:
            counted[distance] += 1
        last[token] = at
    # The nearest equal token may be nearer than the phrase is long ("de la de b de la de b"): one below is enough.
    return [length for length, count in enumerate(counted) if count >= max(2, length // 2)]
