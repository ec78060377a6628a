"""Whether a text goes round in a circle, as decoders do: a word or a phrase that stands twice or more in a row.

Two words side by side come again in every such text, and in few others: that is asked first and takes a few
microseconds, so that what follows may look closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from unicodedata import normalize

_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
# A word may stand twice in a row ("blá blá"); three times, or a phrase three times, is a decoder's loop.
_LOOP = re.compile(r"(\b\w[\w'’-]*(?:[\s,]+\w[\w'’-]*){0,5}?)(?:[\s,]+\1\b){2,}", re.IGNORECASE)
_PHRASE_TWICE = re.compile(r"(\b\w+(?:\s+\w+){2,7}?)[\s,]+\1\b", re.IGNORECASE)
# "papapapa": a few letters three times; "nãoooooo": one letter five times. "hahaha" is in the source, too.
_SYLLABLES = re.compile(r"(?:([^\W\d_]{2,5}?)\1{2,}|([^\W\d_])\2{4,})[^\W\d_]*")
_LEAST_LOOPED = 8  # letters
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){3,}")
# The prepositions that join a thing to what it is of or has; "passo a passo", "side by side" are idioms of others.
_TO_ITSELF = frozenset(
    "de do da dos das del of des von di du com sem with without con sin avec sans mit ohne".split(),
)
_JOINTS = _TO_ITSELF | frozenset("em no na nos nas para por in en for für pour per auf".split())
_LEAST_ECHOED = 4  # letters
_LEAST_NAMED = 3  # letters of a word that names a thing: "zip"
_FILLING = frozenset({"and", "for", "the", "with", "your", "you", "from", "that", "this", "are"})
_LONGEST_ECHO = 5  # words
_LONGEST_ENDING = 3  # letters: "zip", "zipper"
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


def doubled_among(words: Sequence[str]) -> list[str]:
    """Return those of a text's words, in small letters, that stand twice in a row.

    >>> doubled_among("uma bolsa azul azul".split()), doubled_among("2 2 bolsas".split())
    (['azul'], [])
    """
    return [word for word, following in pairwise(words) if word == following and word.isalpha()]


def echoed_among(words: Sequence[str]) -> str | None:
    """Return those of a text's words, in small letters, that say the same on both sides of a preposition, None if none.

    A thing of itself or with itself, a phrase likewise, or a preposition twice with nearly one word.

    >>> echoed_among("2 fatia de fatia.".split()), echoed_among("lado a lado".split())
    ('fatia de fatia', None)
    >>> echoed_among("bolsa com zípe com zíper".split()), echoed_among("de menino de menina".split())
    ('com zípe com zíper', None)
    """
    last = len(words) - 1
    for at in [at for at, word in enumerate(words) if word in _JOINTS and at < last]:
        behind = words[at + 1]
        found = None
        if at and (behind.startswith(words[at - 1]) or behind in words[max(0, at - _LONGEST_ECHO) : at - 1]):
            found = _echo_around(words, at)
        if found is None and at + 3 <= last and words[at + 2] == words[at]:
            found = _echo_behind(words, at)
        if found is not None:
            return " ".join(words[found]).rstrip(_MARKS)
    return None


def says_again(text: str) -> bool:
    """Return whether a longer word stands twice in a text, or nearly so: its translation may say it twice, too.

    >>> says_again("a zip and a zipper"), says_again("slice by slice"), says_again("a 2-slice toaster")
    (True, True, False)
    """
    words = sorted(word for word in _WORD.findall(text.casefold()) if len(word) >= _LEAST_NAMED)
    # In this order a longer form of a word stands behind it.
    return any(
        following.startswith(word) and len(following) - len(word) <= _LONGEST_ENDING
        for word, following in pairwise(words)
        if word not in _FILLING
    )


def _echo_around(words: Sequence[str], at: int) -> slice | None:
    """Return where a word, or a phrase of up to five, stands before and behind the preposition at a place."""
    thing, again = words[at - 1], words[at + 1].rstrip(_MARKS)
    if words[at] in _TO_ITSELF and len(thing) >= _LEAST_ECHOED and thing.isalpha() and thing == again:
        return slice(at - 1, at + 2)
    for length in range(2, min(_LONGEST_ECHO, at, len(words) - 1 - at) + 1):
        before, behind = words[at - length : at], words[at + 1 : at + 1 + length]
        is_same = before[0] == behind[0] and [*behind[:-1], behind[-1].rstrip(_MARKS)] == before
        if is_same and all(word.isalpha() for word in before):
            return slice(at - length, at + 1 + length)
    return None


def _echo_behind(words: Sequence[str], at: int) -> slice | None:
    """Return where a preposition that stands twice, first at a place, stands each time before nearly the same word."""
    return slice(at, at + 4) if _is_nearly(words[at + 1], words[at + 3].rstrip(_MARKS)) else None


def _is_nearly(one: str, other: str) -> bool:
    """Return whether two words differ by an accent or by one letter at the end, as a word and half of it do."""
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST_ECHOED or not (one.isalpha() and other.isalpha()) or one == other:
        return False
    short, long = _plain(short), _plain(long)
    return long.startswith(short) and len(long) - len(short) <= 1


def _plain(word: str) -> str:
    return "".join(letter for letter in normalize("NFD", word) if letter.isalpha())


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
