"""What was found out about texts that come again and again: variants of one product, paragraphs that products share."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")

# Some ten megabytes with all that hangs on the texts: the ten thousand texts that were read last, if they are short.
_MOST_CHARACTERS = 4_000_000
# What an entry costs besides its texts, in characters.
_ENTRY = 400
# One text that is longer would push out all others, and does not come again.
_LONGEST = 100_000


class Repeats(Generic[Key, Found]):
    """What was found, by all that decides it; when it is full, everything is forgotten.

    >>> repeats = Repeats[str, int]()
    >>> repeats.keep("Red bag", 7, len("Red bag"))
    >>> repeats.get("Red bag"), repeats.get("Blue bag")
    (7, None)
    """

    def __init__(self) -> None:
        self._found: dict[Key, Found] = {}
        self._size = 0

    def get(self, key: Key) -> Found | None:
        """Return what was kept, None if nothing was."""
        return self._found.get(key)

    def keep(self, key: Key, found: Found, characters: int) -> None:
        """Keep what was found of texts that have so many characters together, unless they are very long."""
        if characters > _LONGEST:
            return
        self._size += characters + _ENTRY
        if self._size > _MOST_CHARACTERS:
            self._found.clear()
            self._size = characters + _ENTRY
        self._found[key] = found
