"""Which of a file's first rows names its columns: the row that is known best, and the lower of two that are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalog_cli.formats.table import HeaderScore

FIRST_ROWS = 10
"""Among how many rows with anything in them the header is looked for; Amazon's templates have up to six above it."""

_BELOW = 2
"""How many rows below the best-known one may be the header instead: Amazon puts a row of groups between its labels
for people and its names for the import."""
_NEARLY, _MOSTLY = 0.7, 0.5
"""A row below the best-known one is the header if it is this nearly as well known, and this share of it is. A row of
products is not known at all: its cells would have to be the names of columns."""


class HeaderRow(NamedTuple):
    """A row that may be the header: where it stands, how many of its cells hold something, and how well it is known.

    `share` is 0..1.
    """

    at: int
    filled: int
    share: float

    @property
    def known(self) -> float:
        """How well it is known in all: about the number of its cells that are names of columns."""
        return self.share * self.filled


def weighed(rows: Iterable[Sequence[str]], score_header: HeaderScore) -> list[HeaderRow]:
    """Return what each row is as a header.

    >>> weighed([["Offers", ""], ["sku", "title"]], lambda names: ("sku" in names) / 2)
    [HeaderRow(at=0, filled=1, share=0.0), HeaderRow(at=1, filled=2, share=0.5)]
    """
    found = []
    for index, row in enumerate(rows):
        names = [value.strip() for value in row]
        found.append(HeaderRow(index, sum(map(bool, names)), min(1.0, score_header(names))))
    return found


def best_known(rows: Sequence[HeaderRow]) -> HeaderRow | None:
    """Return the row that is known best, or the one below it for the shop's import; None where none is known.

    >>> labels, names = HeaderRow(1, 20, 0.9), HeaderRow(2, 20, 0.8)
    >>> best_known([HeaderRow(0, 3, 0.0), labels, names, HeaderRow(3, 20, 0.0)])
    HeaderRow(at=2, filled=20, share=0.8)
    """
    best = max(rows, key=lambda row: row.known, default=None)
    if best is None or not best.known:
        return None
    after = rows.index(best) + 1
    # One cell may be a value that is a name of a column by chance: no shop's import has a single one.
    below = [
        row
        for row in rows[after : after + _BELOW]
        if row.known >= best.known * _NEARLY and row.share >= _MOSTLY and row.filled > 1
    ]
    return below[-1] if below else best
