"""What products are called in the shops of a country: the nouns that titles end with in English."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cached_property, lru_cache
from importlib import resources
from typing import NamedTuple

from catalog_cli import locales

_MOST_WORDS = 4


class Head(NamedTuple):
    """A noun at the end of a phrase: where it begins, and its translation."""

    start: int
    target: str


class Heads:
    """Nouns and how they are called, by their source in small letters; they are read when the first is looked for.

    >>> heads = Heads(lambda: {"table runner": "caminho de mesa", "runner": "corredor"})
    >>> heads.at_end("linen table runner"), heads.at_end("road runners")
    (Head(start=6, target='caminho de mesa'), None)
    """

    def __init__(self, read: Callable[[], dict[str, str]]) -> None:
        self._read = read

    @cached_property
    def _rows(self) -> dict[str, str]:
        return self._read()

    def at_end(self, phrase: str) -> Head | None:
        """Return the longest noun that a phrase ends with, of four words at most; None if with none."""
        words = phrase.lower().split(" ")
        for count in range(min(_MOST_WORDS, len(words)), 0, -1):
            noun = " ".join(words[-count:])
            target = self._rows.get(noun)
            if target is not None:
                return Head(len(phrase) - len(noun), target)
        return None


@lru_cache(maxsize=8)
def load_heads(source_locale: str, target_locale: str) -> Heads | None:
    """Return our nouns for a pair of locales, None if there are none.

    >>> load_heads("en", "pt-PT") is None
    True
    """
    name = f"heads.{locales.language(source_locale)}.{locales.parse(target_locale)}.csv"
    file = resources.files("catalog_cli.phrasebook").joinpath(name)
    if not file.is_file():
        return None

    def read() -> dict[str, str]:
        rows = csv.reader(file.read_text("utf-8").splitlines()[1:])
        return {source.lower(): target for source, target in rows}

    return Heads(read)
