"""A person's text whose source reads otherwise now: what is said of it."""

from __future__ import annotations

from typing import NamedTuple

from catalog_cli.product import Field, Product
from catalog_cli.segment import Finding, Place, Severity

CHECK = "outdated-edit"
# What a line of a terminal has room for, twice: to see what changed, not to read the texts; less beside other words.
_MOST_SHOWN = 60
_MOST_IN_MESSAGE = 36
# Of what did not change: a word or two on either side tell where in a description it is.
_CONTEXT = 16


class OutdatedEdit(NamedTuple):
    """A field that holds a person's text; `previous` is the source it was made for, None if that is not known."""

    product: Product
    own: Field
    previous: str | None

    def finding(self, file: str) -> Finding:
        """Return what is said of it, with the place of its source in a file."""
        message = f"a person's text, its source changed since: {self.change()}. Edit it, or --accept-outdated"
        place = Place(file, self.product.records[self.own.record].line, self.own.column.name)
        return Finding(CHECK, Severity.MAJOR, message, place)

    def change(self) -> str:
        """Return both sources in short, where they differ."""
        was, now = shortened_pair(self.previous or "", self.own.value, _MOST_IN_MESSAGE)
        if self.previous is None:
            return f'it is now "{now}", and what it was is not known any more'
        return "only in white space" if was == now else f'"{was}" is now "{now}"'


def shortened_pair(one: str, other: str, most: int = _MOST_SHOWN) -> tuple[str, str]:
    """Return where two texts differ, each on one line of at most `most` characters, with a little of what is around it.

    >>> shortened_pair("A soft shirt of 100% cotton, for all days", "A soft shirt of 100% linen, for all days")
    ('…soft shirt of 100% cotton, for all days', '…soft shirt of 100% linen, for all days')
    >>> shortened_pair("Red", "Green")
    ('Red', 'Green')
    """
    one, other = " ".join(one.split()), " ".join(other.split())
    start = _common_start(one, other)
    behind = _common_start(one[start:][::-1], other[start:][::-1])
    first = _word_start(one, start - _CONTEXT)
    return _shown(one, first, len(one) - behind, most), _shown(other, first, len(other) - behind, most)


def _shown(text: str, first: int, end: int, most: int) -> str:
    last = _word_end(text, end + _CONTEXT)
    last = min(last, first + most)
    return f"{'…' if first else ''}{text[first:last].strip()}{'…' if last < len(text) else ''}"


def _word_start(text: str, position: int) -> int:
    """Return where the word begins that holds a position, or the position in a text that is not written in words."""
    near = max(0, position - _CONTEXT)
    space = text.rfind(" ", near, max(0, position))
    return space + 1 if space >= 0 else near and position


def _word_end(text: str, position: int) -> int:
    if position >= len(text):
        return len(text)
    space = text.find(" ", position, position + _CONTEXT)
    return position if space < 0 else space


def _common_start(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike; halving, so that a text of megabytes takes no loop."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low
