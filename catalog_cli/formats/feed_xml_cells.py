"""The cells of one XML record: the text of its elements, their columns, and where they stand.

An element without elements in it is a cell; attributes are none. Text that stands between elements ("Red <b>bag</b>")
is none either, and the cells beside it are fixed: parts of a sentence are not translated one by one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog_cli.formats.feed_xml_markup import (
    ATTRIBUTES,
    CDATA,
    COMMENT,
    INSTRUCTION,
    MOST_DEPTH,
    NAME,
    decoded,
    line_ends,
)
from catalog_cli.formats.feed_xml_outline import Element

# An element with nothing but text and at most one CDATA section is one match; anything else is a tag at a time.
_ITEM = re.compile(
    rf"([^<]*+)<(?:({NAME}){ATTRIBUTES}>([^<]*+)(?:<!\[CDATA\[({CDATA})\]\]>([^<]*+))?+</\2\s*+>"
    rf"|(/)?({NAME}){ATTRIBUTES}(/)?>"
    rf"|!\[CDATA\[({CDATA})\]\]>|{COMMENT}|{INSTRUCTION})"
)


class TooDeep(Exception):
    """Elements of a record stand in one another deeper than MOST_DEPTH."""


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet: its text so far, and how many cells came before it."""

    element: Element
    first: int
    texts: list[str] = field(default_factory=list)


class Cells(NamedTuple):
    """The cells of one record in reading order: their text, their columns, and which of them are fixed."""

    values: list[str]
    columns: list[int]
    fixed: set[int]


class ColumnElements:
    """The elements that are columns, below the element that is a record. It grows if the file has."""

    def __init__(self, record: Element, names: list[str]) -> None:
        self._record, self.names = record, names
        self._depth = len(record.path)

    def cells(self, text: str) -> Cells:
        """Return the cells of a record's text; raises UnknownEntity and TooDeep for what passes through."""
        found = Cells([], [], set())
        values, columns, _ = found
        items = _ITEM.findall(text)
        inner = _Open(self._record, 0)
        outer: list[_Open] = []
        # The first match opens the record, or is all of it.
        for before, leaf, content, section, behind, closes, name, is_empty, loose in items[1:]:
            if before:  # each piece by itself: a return before a section and a new line in it are two line ends
                inner.texts.append(decoded(before) if "&" in before or "\r" in before else before)
            if leaf:
                value = decoded(content) if "&" in content or "\r" in content else content
                values.append(value + line_ends(section) + decoded(behind) if section or behind else value)
                column = inner.element.columns.get(leaf, -1)
                columns.append(column if column >= 0 else self._column(inner, leaf))
            elif closes:
                if outer:
                    self._close(inner, outer[-1], found)
                    inner = outer.pop()
            elif is_empty:
                values.append("")
                columns.append(self._column(inner, name))
            elif name:
                outer.append(inner)
                inner = _Open(self._child(inner, name), len(values))
                if self._depth + len(outer) >= MOST_DEPTH:
                    raise TooDeep
            elif loose:
                inner.texts.append(line_ends(loose))
        return found

    def _close(self, closed: _Open, outer: _Open, found: Cells) -> None:
        text = "".join(closed.texts)
        # Any element in it would have been a cell, or had one.
        if len(found.values) == closed.first:
            found.values.append(text)
            found.columns.append(self._column(outer, closed.element.name))
        elif text and not text.isspace():
            found.fixed.update(range(closed.first, len(found.values)))

    def _child(self, inner: _Open, name: str) -> Element:
        """Return the element of a name within the one that is open; a new one if the file has changed."""
        parent = inner.element
        child = parent.children.get(name)
        if child is None:
            child = parent.children[name] = Element(name, parent)
        return child

    def _column(self, inner: _Open, name: str) -> int:
        """Return the column of an element with text within the one that is open."""
        child = self._child(inner, name)
        if child.column < 0:
            child.column = len(self.names)
            self.names.append(".".join(child.path[self._depth :]))
        inner.element.columns[name] = child.column
        return child.column


class CellSpan(NamedTuple):
    """Where a cell's element and the content between its tags stand; `content` is None for `<name/>`."""

    name: str
    element: tuple[int, int]
    content: tuple[int, int] | None


def cell_spans(text: str, wanted: Collection[int]) -> dict[int, CellSpan]:
    """Return where the wanted cells of a record stand, by their positions in `ColumnElements.cells`.

    >>> spans = cell_spans("<i><a>x</a><b/><c><d> </d></c></i>", {0, 1, 2})
    >>> [(span.name, span.content) for span in spans.values()]
    [('a', (6, 7)), ('b', None), ('d', (21, 22))]
    """
    spans: dict[int, CellSpan] = {}
    position = 0
    outer: list[tuple[str, int, int]] = []
    is_text = False
    items = _ITEM.finditer(text)
    next(items)
    for item in items:
        if len(spans) == len(wanted):
            break
        leaf, slash, name, is_empty = item.group(2, 6, 7, 8)
        if leaf or is_empty:
            if position in wanted:
                end = item.end()
                content = (item.start(3), text.rindex("</", 0, end)) if leaf else None
                spans[position] = CellSpan(leaf or name, (item.end(1), end), content)
            position += 1
            is_text = False
        elif slash and outer:
            name, start, inside = outer.pop()
            if is_text and position in wanted:
                spans[position] = CellSpan(name, (start, item.end()), (inside, item.start(6) - 1))
            position += is_text
            is_text = False
        elif name:
            outer.append((name, item.end(1), item.end()))
            is_text = True
    return spans
