"""The neutral case an engine reads best, and the names that keep their capitals."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from catalog_cli.casing.detection import Casing, Style
from catalog_cli.casing.words import ACRONYMS, LOUD, PROPER, PROPER_UPPER, SHOUTED, SMALL, WORD, lower, upper


class Form(StrEnum):
    """The neutral form an engine gets: LOWER behind a lead-in, SENTENCE without one."""

    LOWER = "lower"
    SENTENCE = "sentence"


# Words in quotation marks; not an inch mark, nor an apostrophe.
_QUOTED = re.compile(r"(?<![\w.])(?:“[A-Z][^“”]*”|‘[A-Z][^‘’]*’|\"[A-Z][^\"]*\"|'[A-Z][^']*')(?!\w)")

_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")


def neutral(text: str, casing: Casing, names: frozenset[str] = frozenset(), form: Form = Form.SENTENCE) -> str:
    """Return a text of equal length in the case the engine reads best; a sentence changes in its loud words alone.

    Kept: words in `names` and between quotation marks, inner capitals, acronyms, words with digits or before ™ and ®,
    days, months, nationalities. In capitals throughout, only listed acronyms are known as such.

    >>> from catalog_cli.casing import detect
    >>> title = "Women's Italian Leather MacBook Bag"
    >>> neutral(title, detect(title), form=Form.LOWER)
    "women's Italian leather MacBook bag"
    >>> neutral("NIKE RED SHOE", detect("NIKE RED SHOE"), frozenset({"Nike"}))
    'Nike red shoe'
    >>> neutral("Contains MILK and 5 LED lamps.", detect("Contains MILK and 5 LED lamps."))
    'Contains milk and 5 LED lamps.'
    """
    style = casing.style
    if style is Style.SENTENCE:
        text = _quieted(text)
    if style is Style.NONE or (style is Style.SENTENCE and form is Form.SENTENCE):
        return text
    pieces = list(text)
    first = True
    quoted = [match.span() for match in _QUOTED.finditer(text)] if style is Style.TITLE else []
    for match in WORD.finditer(text):
        word = match.group()
        if any(start <= match.start() < end for start, end in quoted):
            pass  # a name: 'Candle - "Sea Breeze"'
        elif style in (Style.TITLE, Style.UPPER) or first:
            is_kept = _stands_by_code(text, match) or (style is Style.TITLE and _is_loud_name(text, match))
            plain = word if is_kept else _neutral_word(word, style, names)
            opens = first and not any(map(str.isdigit, text[: match.start()]))  # "10 red bags" begins with 10
            if opens and form is Form.SENTENCE and word.islower() | plain.islower():
                plain = upper(plain[0]) + plain[1:]
            pieces[match.start() : match.end()] = plain
        first = False
    return "".join(pieces)


def _quieted(text: str) -> str:
    """Return a sentence with its loud words in small letters; one that begins a sentence keeps its first capital."""

    def quiet(match: re.Match[str]) -> str:
        word = match.group()
        if word not in LOUD or _stands_by_code(text, match) or _is_loud_name(text, match):
            return word
        before = text[: match.start()].rstrip()
        return word.capitalize() if not before or before[-1] in ".!?" else word.lower()

    return _CAPITALS.sub(quiet, text)


def _stands_by_code(text: str, match: re.Match[str]) -> bool:
    """Return whether a word is part of a code or marked as a brand: a digit or a sign touches it."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if match.group() == "A" and (before == "-" or not after.isspace()):  # "USB-A", "Vitamin A": no article
        return True
    return before.isdigit() or after.isdigit() or before in ("_", "@", "#") or after in ("™", "®", "_", "@")


def _is_loud_name(text: str, match: re.Match[str]) -> bool:
    """Return whether a loud word is part of a name that a hyphen joins: "PURE-FIT"."""
    return match.group() in LOUD and "-" in (
        text[match.start() - 1 : match.start()],
        text[match.end() : match.end() + 1],
    )


def _neutral_word(word: str, style: Style, names: frozenset[str]) -> str:
    if word in names or (word in ACRONYMS and (style is Style.UPPER or len(word) > 1)):
        return word
    if style is Style.UPPER:
        known = _by_upper(names).get(word.upper()) or PROPER_UPPER.get(word)
        return known if known and len(known) == len(word) else lower(word)
    stem = word[:-2] if word.endswith(("'s", "’s")) else word
    if len(word) == 1:
        return "a" if word == "A" else word
    if word in SHOUTED or word in LOUD:
        return lower(word)
    if word in PROPER or stem in names or any(letter.isupper() for letter in word[1:]):
        return word
    return lower(word)


@lru_cache(maxsize=4096)
def _by_upper(names: frozenset[str]) -> dict[str, str]:
    return {name.upper(): name for name in sorted(names)}


_RUN = re.compile(r"[A-Z][\w'’]*(?: [A-Z][\w'’]*)*")


def names_in(text: str, title: str = "") -> frozenset[str]:
    """Return the words of running text that are capitalized inside a sentence and never stand in lower case.

    A run of several that repeats `title`, or two of its words or more, says nothing about these, nor do two or more
    words in capitals throughout: they are loud.

    >>> sorted(names_in("A shoe by Nike. The Joust Duffle Bag is here.", "Joust Duffle Bag"))
    ['Nike']
    """
    found: set[str] = set()
    titled = frozenset(title.split())
    for match in _RUN.finditer(text):
        before = text[max(match.start() - 9, 0) : match.start()].rstrip(" \"'“‘(")
        words = match.group().split(" ")
        if not before or before[-1] in ".!?:;•\n>|-–—":
            words = words[1:]
        if len(words) > 1 and " ".join(words) in title:
            continue
        own = [word for word in words if word in titled]
        if len(own) > 1:  # "the Compact Air Purifier" of the title "Air Purifier Compact"
            words = [word for word in words if word not in titled]
        if sum(len(word) > 1 and word.isupper() for word in match.group().split(" ")) > 1:
            words = [word for word in words if not word.isupper()]
        found.update(words)
    if not found:
        return frozenset()
    written_small = set(re.findall(r"\b[a-z][\w'’]*", text))
    return frozenset(
        w for w in found if len(w) > 1 and w not in LOUD and lower(w) not in written_small and w.lower() not in SMALL
    )
