"""What a reader sees of a cell: its text without tags and references, and where each character of it stands."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

# A comment, a script or a style with what is in it, a tag, a character reference.
_MARK = re.compile(
    r"(<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\2\s*>|\Z)|</?[A-Za-z][^<>]*>"
    r"|&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)",
    re.DOTALL | re.IGNORECASE,
)
# Around these a sentence ends; around any other tag it goes on.
_BLOCK = re.compile(
    r"</?(?:p|br|div|[uod]l|li|d[td]|t(?:able|body|head|foot|r|d|h)|h[1-6r]|section|article|blockquote|pre|script|style)\b",
    re.IGNORECASE,
)

_LONGEST_KEPT = 40  # characters of a mark that is remembered: "<p>", "</li>", "&amp;"

# Pages taken apart by a crawler lose their line breaks: "Hard DriveIn a tray", "BlackCOLOR: Black". Names keep theirs:
# only before a word that begins a sentence, or a label in capitals.
_GLUED = re.compile(
    r"[A-Z](?<=[a-z)][A-Z])(?:(?:n|or|ith|his|hese|he|rom|ur|art|akes?|ade|ncludes?|enuine|ption|pare|eatures?|deal|"
    r"erfect)(?=[ (:])|[A-Z]{2,}(?: [A-Z]{2,}){0,3}(?: #)?:)"
)


class CellText(NamedTuple):
    """The visible text of a cell. `marks` are (position in `text`, position in the cell) where the two move apart."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]` stands in the cell, both in code points.

        >>> read_cell("<p>Caf&eacute; mug</p>").span(1, 5)
        (3, 14)
        """
        if not self.marks:
            return start, max(start, end)
        return self._place(start), self._place(end - 1, is_end=True) if end > start else self._place(start)

    def _place(self, position: int, *, is_end: bool = False) -> int:
        index = bisect_right(self.marks, (position, 1 << 62)) - 1
        if index < 0:
            return position + is_end
        text_position, cell_position = self.marks[index]
        if is_end and index + 1 < len(self.marks) and self.marks[index + 1][0] == position + 1:
            return self.marks[index + 1][1]  # the reference that this character was written as ends there
        return cell_position + position - text_position + is_end


def read_cell(cell: str) -> CellText:
    r"""Return what is visible of a cell: a block's edge becomes a line break, another tag a space.

    >>> read_cell("<ul><li>Soft &amp; warm</li><li><b>Red</b></li></ul>").text.split()
    ['Soft', '&', 'warm', 'Red']
    >>> read_cell("a < b").text
    'a < b'
    >>> read_cell("Metal caseFor two").text.split("\n")
    ['Metal case', 'For two']
    """
    return _with_breaks(_visible(cell))


def _with_breaks(read: CellText) -> CellText:
    """Return a text with a line break wherever two lines were glued together."""
    places = [found.start() for found in _GLUED.finditer(read.text)]
    if not places:
        return read
    parts: list[str] = []
    marks: list[tuple[int, int]] = [] if read.marks else [(0, 0)]
    waiting = list(reversed(read.marks))
    begin = 0
    for count, place in enumerate(places):
        while waiting and waiting[-1][0] < place:
            position, cell_position = waiting.pop()
            marks.append((position + count, cell_position))
        parts += (read.text[begin:place], "\n")
        own = read.span(place, place)[0]
        marks += ((place + count, own), (place + count + 1, own))
        begin = place
    parts.append(read.text[begin:])
    marks += ((position + len(places), cell_position) for position, cell_position in reversed(waiting))
    return CellText("".join(parts), tuple(marks))


def _visible(cell: str) -> CellText:
    if "<" not in cell and "&" not in cell:
        return CellText(cell)
    # A text, the mark behind it, what kind of element that was; and so on to the last text.
    pieces = _MARK.split(cell)
    if len(pieces) == 1:
        return CellText(cell)
    parts: list[str] = []
    marks: list[tuple[int, int]] = []
    length = end = 0
    for text, mark in zip(pieces[::3], pieces[1::3], strict=False):
        if text:
            marks.append((length, end))
            parts.append(text)
            length += len(text)
            end += len(text)
        marks.append((length, end))
        shown = _shown_before(mark) if len(mark) <= _LONGEST_KEPT else _shown(mark)
        parts.append(shown)
        length += len(shown)
        end += len(mark)
    marks.append((length, end))
    parts.append(pieces[-1])
    return CellText("".join(parts), tuple(marks))


def _shown(mark: str) -> str:
    """Return what a reader sees of a tag, a comment or a reference."""
    return html.unescape(mark) if mark[0] == "&" else "\n" if _BLOCK.match(mark) else " "


# The marks of a catalog are few.
_shown_before = lru_cache(maxsize=1024)(_shown)
