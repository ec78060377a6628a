"""Capitals: at the start, everywhere, or in the middle of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_cli import locales
from catalog_cli.qa.registry import Pair
from catalog_cli.qa.wording import LETTERS
from catalog_cli.segment import Segment

_CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})


def start_capital(segment: Segment, pair: Pair) -> Iterator[str]:
    """The source begins with a capital, the translation with a small letter."""
    target = segment.target or ""
    if locales.script(pair.target) not in _CASED or locales.script(pair.source) not in _CASED:
        return
    first, own = LETTERS.search(segment.source), LETTERS.search(target)
    if first is None or own is None or first.group() == own.group():
        return
    # What stands before the word (a number, a code) may have moved: "5 Pockets", "Pockets: 5".
    if any(char.isalnum() for char in segment.source[: first.start()] + target[: own.start()]):
        return
    if _opens_a_code(segment.source, first) or _opens_a_code(target, own):
        return
    if first.group()[0].isupper() and own.group()[0].islower() and own.group() not in segment.source:
        yield f'The translation begins with "{own.group()}" in small letters.'


def _opens_a_code(text: str, word: re.Match[str]) -> bool:
    """Return whether a word is the start of what is no word: "iPhone", "x2", "{name}", "e-mail@"."""
    before, after = text[max(0, word.start() - 1) : word.start()], text[word.end() : word.end() + 1]
    mixed = word.group()[1:].lower() != word.group()[1:] and not word.group().isupper()
    return mixed or (bool(before) and before in "{%[<&#@$") or after.isdigit()


_LEAST_LOUD = 2  # words of four letters and more


def shouting(segment: Segment, pair: Pair) -> Iterator[str]:
    """The translation is in capitals throughout, the source is not."""
    target = segment.target or ""
    if not target.isupper() or segment.source.isupper():
        return
    loud = [word for word in LETTERS.findall(target) if len(word) > 3 and word not in segment.source]
    if len(loud) >= _LEAST_LOUD:
        yield "The translation is in capitals throughout."


_MIXED = re.compile(r"\b(?:[A-ZÀ-Þ]{2,}[a-zà-ÿ]{2,}|[a-zà-ÿ]+[A-ZÀ-Þ]+[a-zà-ÿ]*)\b")


def mixed_capitals(segment: Segment, pair: Pair) -> Iterator[str]:
    """A word has capitals where none belong ("CAmisa", "caMisa")."""
    for found in _MIXED.finditer(segment.target or ""):
        word = found.group()
        if word.casefold() not in segment.source.casefold() and len(word) > 3:
            yield f'"{word}" has capitals in the middle.'
            return
