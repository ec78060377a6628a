"""The XML of one row <-> its cells as text: read by pattern, and edited by splicing new cells into it.

A row is cut out of XML that was checked: in it, "<" begins a tag wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from catalog_cli.formats.xlsx_numbers import number_text, time_text
from catalog_cli.formats.xlsx_parts import SharedStrings, Workbook, written_text
from catalog_cli.formats.xlsx_xml import escaped, plain

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""How large a sheet can be (ECMA-376 sets no limit; these are Excel's since 2007)."""
MOST_CELL_CHARACTERS = 32_767
"""What Excel holds in a cell, in UTF-16 code units; it calls a workbook with a longer one damaged."""


class _Columns(dict[str, int]):
    """The index of a column by its letters, kept once it is known."""

    def __missing__(self, letters: str) -> int:
        index = 0
        for letter in letters:
            index = index * 26 + ord(letter) - 64
        self[letters] = index - 1
        return index - 1


_COLUMNS = _Columns()


def column_letters(index: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> column_letters(0), column_letters(26), column_letters(16383)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


class _Patterns(NamedTuple):
    """How rows are read where elements have the namespace prefix `prefix`.

    `usual` finds cells as spreadsheet programs write them, in groups: letters, style, type, formula, value, inline
    text, and the beginning of a cell that is written otherwise. `cell` finds each, in groups: attributes, content.
    """

    prefix: str
    usual: re.Pattern[str]
    cell: re.Pattern[str]
    formula: re.Pattern[str]
    value: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(prefix: str) -> _Patterns:
    p = re.escape(prefix)
    formula = rf"(<{p}f(?: [^<>]*)?(?:/>|>[^<]*</{p}f>))?"
    value = rf"<{p}v>([^<]*)</{p}v>"
    inline = rf'<{p}is><{p}t(?: xml:space="preserve")?>([^<]*)</{p}t></{p}is>'
    start = rf'<{p}c r="([A-Z]{{1,3}})\d+"(?: s="(\d+)")?(?: t="([a-zA-Z]+)")?'
    return _Patterns(
        prefix,
        re.compile(rf"{start}(?:/>|>{formula}(?:{value}|{inline})?</{p}c>)|(<{p}c[\s/>])"),
        re.compile(rf"""<{p}c((?:\s+[^\s=<>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(?:/>|>(.*?)</{p}c\s*>)""", re.DOTALL),
        re.compile(rf"<{p}f(?=[\s/>])[^<>]*>"),
        re.compile(rf"<{p}v(?:\s[^>]*)?(?<!/)>([^<]*)</"),
    )


_ATTRIBUTE = re.compile(r"""\s([^\s=<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CELL_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?\d+")
_TYPE = re.compile(r"""\st\s*=\s*(?:"[^"]*"|'[^']*')""")
_SPANS = re.compile(r"""\sspans\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ARRAY = re.compile(r"""\sref=["']([A-Z]{1,3})\d{1,7}:([A-Z]{1,3})(\d{1,7})["']""")
_ROW_NUMBER = re.compile(r"""<[^<>]*?\sr\s*=\s*["'](\d{1,9})["']""")
_EMPTY: frozenset[int] = frozenset()


_Found = tuple[str, str, str, str, str, str, str]
"""A cell as `_Patterns.usual` finds it."""


class Row(NamedTuple):
    """The cells of a row as text. `fixed` are the positions of what is no text: numbers, dates, flags, formulas.

    `problem` says why the row cannot be understood.
    """

    values: list[str]
    fixed: frozenset[int]
    problem: str | None = None


class RowReader:
    """Reads rows of one sheet: `width` columns, beyond which no cell may hold anything."""

    def __init__(self, book: Workbook, prefix: str, width: int, what_is_wide: str = "the header has") -> None:
        self._times, self._is_1904 = book.times, book.is_1904
        self._strings: SharedStrings | tuple[str, ...] = book.strings or ()
        self._patterns = _patterns(prefix)
        self._width, self._what_is_wide = width, what_is_wide
        self._arrays: list[tuple[int, int, int]] = []

    def read(self, text: str, number: int) -> Row:
        """Return the cells of row `number`, as many as the sheet is wide. Rows are to be read in order."""
        values = [""] * self._width
        fixed: list[int] = []
        found = self._patterns.usual.findall(text)
        # A list is quicker to look through than a generator.
        if any([cell[6] for cell in found]):  # noqa: C419
            found = self._parsed(text)
        problem = self._fill(values, fixed, found)
        if self._arrays:
            fixed += self._in_arrays(number)
        if fixed and fixed[-1] >= len(values):
            fixed = [at for at in fixed if at < len(values)]
        return Row(values, frozenset(fixed) if fixed else _EMPTY, problem)

    def _fill(self, values: list[str], fixed: list[int], found: list[_Found]) -> str | None:
        """Put the cells of a row into `values`; return what is wrong with it."""
        width = self._width
        strings = self._strings
        before = -1
        problem = None
        for letters, style, kind, formula, value, inline, _ in found:
            at = _COLUMNS[letters]
            if at <= before:
                return "has cells that do not stand in the order of their columns"
            before = at
            if kind == "s" and value:
                try:
                    shown = strings[int(value)]
                except (IndexError, ValueError):
                    return f"has a cell in column {letters} whose text is not in the workbook"
            elif kind == "inlineStr" or (kind == "str" and not formula):
                shown = plain(inline or value)
            else:
                shown = self._fixed_text(style, kind, value)
                if shown:
                    fixed.append(at)
            if formula:
                fixed.append(at)
                self._note_array(formula)
            if at >= width and shown:
                values += [""] * (at - len(values))
                values.append(shown)
                problem = problem or f"has a cell in column {letters}, {self._what_is_wide} {width} columns"
            elif shown:
                values[at] = shown
        return problem

    def _note_array(self, formula: str) -> None:
        """Keep where the values of a formula stand that fills more cells than its own."""
        found = _ARRAY.search(formula)
        if found is not None and ("array" in formula or "dataTable" in formula):
            self._arrays.append((_COLUMNS[found[1]], min(_COLUMNS[found[2]], self._width - 1), int(found[3])))

    def _in_arrays(self, number: int) -> list[int]:
        """Return the columns of a row that such formulas fill."""
        self._arrays = [array for array in self._arrays if array[2] >= number]
        return [at for first, last, _ in self._arrays for at in range(first, last + 1)]

    def _fixed_text(self, style: str, kind: str, value: str) -> str:
        if not value:
            return ""
        if kind in ("", "n"):
            shown = self._times.get(style)
            return number_text(value) if shown is None else time_text(value, shown, self._is_1904)
        if kind == "b":
            return "TRUE" if value in ("1", "true") else "FALSE"
        return plain(value)

    def _parsed(self, text: str) -> list[_Found]:
        """Return what `usual` finds, of cells that are written in any other way: rich text, other attributes."""
        patterns = self._patterns
        cells: list[_Found] = []
        for letters, attributes, content, _ in located(text, patterns.prefix):
            kind = attributes.get("t", "")
            found = patterns.formula.search(content)
            formula = found[0] if found else ""
            inline = written_text(content, patterns.prefix) if kind == "inlineStr" else ""
            value = patterns.value.search(content) if kind != "inlineStr" else None
            cells.append((letters, attributes.get("s", ""), kind, formula, value[1] if value else "", inline, ""))
        return cells


class Located(NamedTuple):
    """A cell where it stands in the XML of its row."""

    letters: str
    attributes: dict[str, str]
    content: str
    found: re.Match[str]


def located(text: str, prefix: str) -> list[Located]:
    """Return every cell of a row; one that does not say its column stands right of the one before it."""
    cells = []
    column = -1
    for found in _patterns(prefix).cell.finditer(text):
        attributes = {name: one or other for name, one, other in _ATTRIBUTE.findall(found[1])}
        name = _CELL_NAME.fullmatch(attributes.get("r", ""))
        letters = name[1].upper() if name else column_letters(column + 1)
        column = _COLUMNS[letters]
        cells.append(Located(letters, attributes, found[2] or "", found))
    return cells


def row_number(text: str, previous: int) -> int:
    """Return the number that a row says it has, else the one after the previous row's.

    >>> row_number('<row spans="1:2" r="7"><c r="A7"/></row>', 3), row_number("<row><c/></row>", 3)
    (7, 4)
    """
    found = _ROW_NUMBER.match(text, 0, text.find(">") + 1)
    return int(found[1]) if found else previous + 1


class NewCell(NamedTuple):
    """What a cell becomes: text, or a number where a number stood. A new one takes its style from the column `like`."""

    text: str
    is_number: bool = False
    like: int | None = None


class FormulaCell(ValueError):
    """A new value was given for a cell that computes its own; `column` is its index."""

    def __init__(self, column: int) -> None:
        self.column = column
        super().__init__(f"column {column_letters(column)} holds a formula")


def edited(text: str, prefix: str, number: int, cells: Mapping[int, NewCell]) -> str:
    """Return the XML of row `number` with the cells of some columns replaced or put in, and nothing else changed.

    Raises FormulaCell for a cell with a formula.
    """
    old = located(text, prefix)
    by_column = {_COLUMNS[cell.letters]: cell for cell in old}
    body = text.index(">", text.index("<")) + 1 if not old else old[0].found.start()
    if text.endswith("/>") and not old:
        text = f"{text[:-2]}></{prefix}row>"
        body = text.index(f"></{prefix}row>") + 1
    splices: list[tuple[int, int, str]] = []
    for column, new in sorted(cells.items()):
        there = by_column.get(column)
        if there is None:
            like = by_column.get(new.like) if new.like is not None else None
            style = like.attributes.get("s") if like else None
            attributes = f' r="{column_letters(column)}{number}"' + (f' s="{style}"' if style else "")
            at = max((cell.found.end() for at, cell in by_column.items() if at < column), default=body)
            splices.append((at, at, _written(prefix, attributes, new)))
        elif _patterns(prefix).formula.search(there.content):
            raise FormulaCell(column)
        else:
            splices.append((*there.found.span(), _written(prefix, _TYPE.sub("", there.found[1]), new)))
    pieces: list[str] = []
    end = 0
    for start, stop, piece in splices:
        pieces += text[end:start], piece
        end = stop
    return _with_spans("".join(pieces) + text[end:], max(cells, default=-1))


def _written(prefix: str, attributes: str, new: NewCell) -> str:
    p = prefix
    if not new.text:
        return f"<{p}c{attributes}/>"
    if new.is_number:
        return f"<{p}c{attributes}><{p}v>{new.text}</{p}v></{p}c>"
    text = f'<{p}is><{p}t xml:space="preserve">{escaped(new.text)}</{p}t></{p}is>'
    return f'<{p}c{attributes} t="inlineStr">{text}</{p}c>'


def _with_spans(text: str, last: int) -> str:
    """Return a row whose `spans`, if it has any, reach to the column `last`; without them where they are several."""
    end = text.index(">") + 1
    found = _SPANS.search(text, 0, end)
    if found is None:
        return text
    first, _, stop = (found[1] or found[2] or "").partition(":")
    if stop.isdigit() and int(stop) > last:
        return text
    spans = f' spans="{first}:{last + 1}"' if stop.isdigit() else ""
    return text[: found.start()] + spans + text[found.end() :]


_DIMENSION = re.compile(
    r"""(<[^<>]*\bdimension\s[^<>]*?\bref\s*=\s*["'])([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?(?=["'])"""
)


def widened(head: str, last: int) -> str:
    """Return what stands above a sheet's rows with its dimension, if it says one, reaching to the column `last`.

    >>> widened('<dimension ref="A1:B9"/>', 3), widened('<dimension ref="A1"/>', 1)
    ('<dimension ref="A1:D9"/>', '<dimension ref="A1:B1"/>')
    """
    found = _DIMENSION.search(head)
    if found is None or _COLUMNS[found[4] or found[2]] >= last:
        return head
    reference = f"{found[1]}{found[2]}{found[3]}:{column_letters(last)}{found[5] or found[3]}"
    return head[: found.start()] + reference + head[found.end() :]


def utf16_length(text: str) -> int:
    """Return how long Excel counts a text: one for each UTF-16 code unit.

    >>> utf16_length("bag 👜")
    6
    """
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)
