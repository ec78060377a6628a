"""A cell as one text with its markup as codes: for a translation that does not correspond piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_cli.cell_text import Piece
from catalog_cli.segment import CodeKind, InlineCode

_TAG = re.compile(r"<!--|</?[A-Za-z][^<>]*>")


def whole_piece(cell: str) -> Piece:
    """Return the text of a cell without its tags, and the tags as codes by their place in it.

    >>> whole_piece("<p>A &amp; <b>B</b></p>")[0]
    'A &amp; B'
    """
    parts: list[str] = []
    codes: list[InlineCode] = []
    reached = size = 0
    for start, end in _tags(cell):
        parts.append(cell[reached:start])
        size += start - reached
        tag = cell[start:end]
        codes.append(InlineCode(CodeKind.POINT, size, size, _name(tag), tag))
        reached = end
    parts.append(cell[reached:])
    return "".join(parts), tuple(codes)


def _tags(cell: str) -> Iterator[tuple[int, int]]:
    """Yield where tags and comments stand; a comment that nothing closes is text, and so is all that follows it."""
    end = 0
    for match in _TAG.finditer(cell):
        if match.start() < end:
            continue  # inside a comment
        end = match.end()
        if match.group() == "<!--":
            end = cell.find("-->", match.end()) + len("-->")
            if end < match.end():
                return
        yield match.start(), end


def _name(tag: str) -> str:
    found = re.match(r"</?([A-Za-z][\w-]*)", tag)
    return found[1].lower() if found else "comment"


def whole_cell(piece: Piece) -> str:
    """Return the cell that a text and its tags are: the inverse of `whole_piece`.

    >>> whole_cell(whole_piece("<p>A &amp; <b>B</b></p>"))
    '<p>A &amp; <b>B</b></p>'
    """
    text, codes = piece
    parts: list[str] = []
    reached = 0
    for code in codes:
        parts += (text[reached : code.start], code.opening)
        reached = code.start
    return "".join([*parts, text[reached:]])
