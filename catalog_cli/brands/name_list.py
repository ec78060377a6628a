"""The built-in list of brand names: which there are, and beside which words the ambiguous ones count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

_ITEM = re.compile(r'"([^"]+)"|(\S+)')
_SET = re.compile(r"^= (\S+): (.+)$", re.MULTILINE)
_NAMED = re.compile(r"^[^#=\n].*$", re.MULTILINE)
_FIRST = "^"


class Brand(NamedTuple):
    """A name as it is written; `trade` is what its line says of the words it needs beside it, "" if it needs none."""

    name: str
    trade: str = ""
    is_first: bool = False


class NameList(NamedTuple):
    """The lines of a list that name brands, and the words that each of its sets stands for."""

    lines: tuple[str, ...]
    sets: Mapping[str, str]

    def trade_words(self, brand: Brand) -> tuple[str, ...]:
        """Return the words and phrases, in lower case, one of which must stand beside a brand; () if none must.

        >>> NameList((), {"soap": 'shampoo "body wash"'}).trade_words(Brand("Dove", "@soap bar"))
        ('shampoo', 'body wash', 'bar')
        """
        return tuple(self._items(brand.trade))

    def _items(self, text: str) -> list[str]:
        found: list[str] = []
        for phrase, word in _ITEM.findall(text):
            found += self._items(self.sets[word[1:]]) if word.startswith("@") else [(phrase or word).lower()]
        return found


def read(text: str) -> NameList:
    """Return what the text of a list says: a name a line, "#" before comments; brands.txt explains the rest.

    >>> read("= tea: tea chai\\n# drinks\\nTwinings\\n^Stash: @tea")
    NameList(lines=('Twinings', '^Stash: @tea'), sets={'tea': 'tea chai'})
    """
    sets = dict(_SET.findall(text))
    return NameList(tuple(_NAMED.findall(text)), sets)


@lru_cache(maxsize=1_024)
def brand_of(line: str) -> Brand:
    """Return what a line of a list says of its brand.

    >>> brand_of('^Dove: @soap "body wash"')
    Brand(name='Dove', trade='@soap "body wash"', is_first=True)
    """
    name, _, trade = line.partition(": ")
    return Brand(name.removeprefix(_FIRST), trade, is_first=line.startswith(_FIRST))


@cache
def built_in() -> NameList:
    """Return the list that comes with the package; it is read once."""
    return read(resources.files("catalog_cli.brands").joinpath("brands.txt").read_text(encoding="utf-8"))
