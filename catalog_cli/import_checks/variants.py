"""The options of a product's variants: told apart by their values, each value among the parent's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from catalog_cli.feeds.headers import words
from catalog_cli.feeds.table import matches
from catalog_cli.import_checks.cells import quoted
from catalog_cli.product import Column


def numbered(columns: Iterable[Column], patterns: tuple[str, ...]) -> dict[int, Column]:
    """Return the columns that fit some patterns by the first number of their name ("Option2 Value": 2)."""
    found: dict[int, Column] = {}
    for column in columns:
        if matches(patterns, column.base) and (digits := re.search(r"\d+", words(column.base))):
            found.setdefault(int(digits[0]), column)
    return found


class Combinations:
    """The values of the variants of one product met so far.

    >>> met = Combinations()
    >>> met.repeats(("Red", "S")), met.repeats(("Red", "M")), met.repeats(("Red", "S")), met.repeats(("", ""))
    (False, False, True, False)
    """

    def __init__(self) -> None:
        self._met: set[tuple[str, ...]] = set()

    def repeats(self, values: tuple[str, ...]) -> bool:
        """Return whether another variant has the same values; one without any is none."""
        if not any(values):
            return False
        if values in self._met:
            return True
        self._met.add(values)
        return False


def same_values(values: Iterable[str]) -> str:
    """Return what is said of a variant that cannot be told from another."""
    return f"another variant of the product has the same values: {quoted(' / '.join(filter(None, values)))}"


def strangers(child: Mapping[str, Iterable[str]], parent: Mapping[str, Set[str]]) -> Iterator[str]:
    """Yield what is wrong with each name or value of a variant that its parent does not have.

    >>> list(strangers({"Colour": ["Red"], "Size": ["S"]}, {"Colour": {"Red", "Blue"}, "Size": {"M"}}))
    ['"S" is none of the values that the parent has for "Size"']
    """
    for name, values in child.items():
        if name not in parent:
            yield f"the parent has no {quoted(name)}"
            continue
        for value in values:
            if value not in parent[name]:
                yield f"{quoted(value)} is none of the values that the parent has for {quoted(name)}"
