"""Tables drawn with spaces: "Material:    Cotton" above "Colour:      Red"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

Span = tuple[int, int]

_LINE = re.compile(r"[^\n\r]+")
_GAP = re.compile(r"(?<=\S)  +(?=\S)")


def column_gaps(text: str) -> list[Span]:
    """Return the spans of the spaces that part the columns of a table, in order.

    Two spaces or more part columns where a line next to it has such a gap that ends as far from the line's start:
    one line alone is prose with wide spaces. Time is linear in the text.

    >>> text = "Material:    Cotton  twill\\nColour:      Red\\nSoft.  Warm."
    >>> [text[end : end + 4] for start, end in column_gaps(text)]
    ['Cott', 'Red\\n']
    """
    gaps: list[Span] = []
    above: dict[int, Span] = {}
    pending: set[Span] = set()  # of the line above, not yet found to be columns
    for line in _LINE.finditer(text):
        here = {found.end() - line.start(): found.span() for found in _GAP.finditer(text, *line.span())}
        shared = above.keys() & here.keys()
        gaps += sorted(pending & {above[at] for at in shared})
        found_here = {here[at] for at in shared}
        gaps += sorted(found_here)
        pending = set(here.values()) - found_here
        above = here
    return sorted(gaps)


def parts(line: Span, gaps: Sequence[Span]) -> Iterator[Span]:
    """Yield the parts of a line between those of the gaps that lie in it.

    >>> list(parts((10, 30), [(2, 4), (15, 18), (40, 42)]))
    [(10, 15), (18, 30)]
    """
    start, end = line
    for index in range(bisect_left(gaps, line), len(gaps)):
        if gaps[index][0] >= end:
            break
        yield start, gaps[index][0]
        start = gaps[index][1]
    yield start, end
