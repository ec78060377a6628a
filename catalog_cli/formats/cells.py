"""Cells of one delimited row as they stand in the file: split, compared with what `csv` reads, and written anew.

The standard library's `csv` decides what a row means; this keeps how each cell was written, so that a new value takes
its style and the other cells keep theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from operator import ne

QUOTE = '"'


@dataclass(frozen=True)
class Dialect:
    """How a file's cells stand: the delimiter, and whether spaces after it are no part of the cell."""

    delimiter: str
    skips_initial_space: bool = False

    @cached_property
    def _cell(self) -> re.Pattern[str]:
        # A quoted run, then whatever stands before the delimiter; possessive, so that a 10 MB cell costs one pass.
        lead = " *+" if self.skips_initial_space else ""
        other = re.escape(self.delimiter)
        return re.compile(f'({lead}(?:"[^"]*+(?:""[^"]*+)*+"|(?!"))[^{other}]*+){other}')

    @cached_property
    def _quoted(self) -> re.Pattern[str]:
        lead = " *+" if self.skips_initial_space else ""
        return re.compile(f'({lead})("[^"]*+(?:""[^"]*+)*+")(.*)', re.DOTALL)

    @cached_property
    def _special(self) -> re.Pattern[str]:
        return re.compile(f'[{re.escape(self.delimiter)}"\r\n]')

    def split(self, row: str) -> list[str] | None:
        """Return the cells of a row (without its line end) as they stand; None if a quote is never closed.

        >>> Dialect(",").split('7,"a ""b"", c", d')
        ['7', '"a ""b"", c"', ' d']
        """
        cells: list[str] = self._cell.findall(row + self.delimiter)
        # What the pattern skipped over is missing here.
        return cells if sum(map(len, cells)) + len(cells) == len(row) + 1 else None

    def open_quote(self, row: str) -> int:
        """Return the offset of the cell whose quote is never closed."""
        end = 0
        for cell in self._cell.finditer(row + self.delimiter):
            if cell.start() != end:
                break
            end = cell.end()
        return end

    def agrees(self, cells: list[str], values: list[str]) -> bool:
        """Return whether the cells as they stand hold the values that `csv` read."""
        if len(cells) != len(values):
            return False
        # Most cells are written as they read; `compress` passes over them without a step of Python for each.
        for cell, value in compress(zip(cells, values, strict=True), map(ne, cells, values)):
            inner = cell[1:-1]
            if inner != value and inner.replace('""', QUOTE) != value and self._value(cell) != value:
                return False
        return True

    def _value(self, cell: str) -> str:
        """Return what `csv` makes of one cell: text after a closing quote belongs to the value."""
        match = self._quoted.fullmatch(cell)
        if match is not None:
            return match[2][1:-1].replace('""', QUOTE) + match[3]
        return cell.lstrip(" ") if self.skips_initial_space else cell

    def styled(self, cell: str, value: str) -> str:
        """Return the cell with another value, written as it was: quoted if it was or now needs to be.

        >>> Dialect(",").styled('"a"', "b"), Dialect(",").styled("a", "b, c"), Dialect(",", True).styled(' "a" ', "b ")
        ('"b"', '"b, c"', ' "b" ')
        """
        match = self._quoted.fullmatch(cell) if QUOTE in cell else None
        if match is not None:
            after = match[3] if match[3] and value.endswith(match[3]) else ""
            return match[1] + quoted(value.removesuffix(after)) + after
        lead = cell[: len(cell) - len(cell.lstrip(" "))] if self.skips_initial_space else ""
        if self.skips_initial_space and value.startswith(" "):
            return lead + quoted(value)
        special = self._special.search(value)
        if special is None:
            return lead + value
        # A bare cell that holds quotes (5" nails) is of a file that writes them so.
        is_bare = QUOTE in cell and not value.startswith(QUOTE)
        if is_bare and not any(character in value for character in (self.delimiter, "\r", "\n")):
            return lead + value
        return lead + quoted(value)

    def beside(self, cell: str, value: str) -> str:
        """Return a new cell for a value, in the style of the cell it belongs to, without that cell's padding.

        >>> Dialect(",").beside('"a"', "b"), Dialect(",").beside("  a", "b")
        ('"b"', 'b')
        """
        inner = cell.lstrip(" ") if self.skips_initial_space else cell
        return self.styled(QUOTE * 2 if inner.startswith(QUOTE) else "", value)


def quoted(value: str) -> str:
    """Return a value between quotes, its own quotes doubled.

    >>> print(quoted('29" wide'))
    "29"" wide"
    """
    return QUOTE + value.replace(QUOTE, '""') + QUOTE
