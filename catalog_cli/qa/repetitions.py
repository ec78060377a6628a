"""Repetitions: a word twice, a phrase again and again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from catalog_cli.qa.registry import Pair
from catalog_cli.repetition import doubled_among, echoed_among, looped_among, looped_word, repeated_phrase, says_again
from catalog_cli.segment import Segment


@lru_cache(maxsize=2)  # both checks ask in turn
def _split(text: str) -> tuple[list[str], bool]:
    """Return the words of a text in small letters, and whether one comes again."""
    words = text.casefold().split()
    return words, len(set(words)) < len(words)


def doubled_word(segment: Segment, pair: Pair) -> Iterable[str]:
    """A word stands twice in a row ("de de"), and not so in the source."""
    words, comes_again = _split(segment.target or "")
    doubled = doubled_among(words) if comes_again else []
    if not doubled or doubled_among(segment.source.casefold().split()):
        return ()
    return [f'The word "{word}" stands twice in a row.' for word in dict.fromkeys(doubled)]


def repetition(segment: Segment, pair: Pair) -> Iterable[str]:
    """A phrase, a word or a part of a word comes again and again: the engine went round in a circle."""
    target = segment.target or ""
    words, comes_again = _split(target)
    looped = looped_among(words)
    if looped and not looped_word(segment.source):
        return (f'"{looped}" goes round in a circle.',)
    phrase = repeated_phrase(target) if comes_again else None
    if phrase and not repeated_phrase(segment.source):
        return (f'"{phrase}" is repeated.',)
    echo = echoed_among(words)
    return (f'"{echo}" says the same twice.',) if echo and not says_again(segment.source) else ()
