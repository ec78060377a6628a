"""Lines <-> records of a delimited file: `csv` reads each row that holds a quote, and each keeps its raw text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.cells import QUOTE, Dialect
from catalog_cli.formats.table import MOST_CHARACTERS
from catalog_cli.product import Record

_LINE_END = re.compile(r"\r\n?|\n")
_LINES_HELD = 1_000
_STRAY_BYTES = re.compile("[\ud800-\udfff]")


class RawRow(NamedTuple):
    """A row as it stands, with its line end, its cells, and the blank lines around it (before the first row only).

    Most rows hold no quote and have no blank lines around: their `Record.raw` is the text alone.
    """

    text: str
    cells: list[str] | None
    before: str = ""
    after: str = ""


def raw_row(record: Record) -> RawRow:
    """Return the raw form of a record that this module read."""
    raw = record.raw
    if isinstance(raw, RawRow):
        return raw
    if isinstance(raw, str):
        return RawRow(raw, None)
    raise TypeError(f"record {record.number} was not read from a delimited file")


def row_text(record: Record) -> str:
    """Return the text of a record as it stands, with its line end and the blank lines around it."""
    text, _, before, after = raw_row(record)
    return before + text + after


def is_blank(line: str) -> bool:
    r"""Return whether a line holds no cells: nothing, or spaces only (a line of TABs has empty cells).

    >>> is_blank("\n"), is_blank("  \r\n"), is_blank("\t\n")
    (True, True, False)
    """
    return line.isspace() and not line.strip(" \r\n")


class RowReader:
    """Reads records from lines. `width` is how many cells a row must have, None for any.

    `is_clean` says that no row holds NUL or bytes that are not text, so that none is searched for them.
    """

    def __init__(self, dialect: Dialect, name: str, width: int | None, is_clean: bool, what_is_wide: str = "") -> None:
        self._dialect, self._name, self._width = dialect, name, width
        self._is_clean, self._what_is_wide = is_clean, what_is_wide

    def records(self, lines: Iterator[str], line: int = 1) -> Iterator[Record]:
        """Yield the records of lines of which the first is line number `line` of its file."""
        if csv.field_size_limit() < MOST_CHARACTERS:
            csv.field_size_limit(MOST_CHARACTERS)
        feed = _Feed(lines)
        reader = csv.reader(feed, delimiter=self._dialect.delimiter, skipinitialspace=self._dialect.skips_initial_space)
        held: Record | None = None
        blanks: list[str] = []
        number = 0
        for text in lines:
            if text.isspace() and is_blank(text):
                blanks.append(text)
                line += 1
                continue
            before = ""
            if held is not None:
                yield _followed_by(held, blanks) if blanks else held
            else:
                before = "".join(blanks)
            if blanks:
                blanks = []
            number += 1
            if QUOTE in text:
                held = self._quoted(reader, feed, text, number, line)
                line += feed.count
            else:
                held = self._plain(text, number, line)
                line += 1
            if before:
                held = held._replace(raw=raw_row(held)._replace(before=before))
        if held is not None:
            yield _followed_by(held, blanks) if blanks else held

    def _plain(self, text: str, number: int, line: int) -> Record:
        """Return the record of a line without quotes, which `csv` splits at each delimiter and nowhere else."""
        values = text.rstrip("\r\n").split(self._dialect.delimiter)
        if self._dialect.skips_initial_space:
            values = [value.lstrip(" ") for value in values]
        problem = None
        if len(values) != self._width or not self._is_clean:
            problem = self._problem(text, values)
        return Record(number, line, tuple(values), problem=problem, raw=text)

    def _quoted(self, reader: Iterator[list[str]], feed: _Feed, text: str, number: int, line: int) -> Record:
        """Return the record that begins in a line with quotes, which may reach over further lines."""
        feed.begin(text)
        try:
            values = next(reader)
        except csv.Error:
            raise self._too_long(line) from None
        if feed.count > 1:
            text = feed.text()
        row = text.rstrip("\r\n")
        cells = self._dialect.split(row)
        problem = None
        if cells is None or not self._dialect.agrees(cells, values):
            problem = self._unsplit(text, feed.is_exhausted, line)
        elif len(values) != self._width or not self._is_clean:
            problem = self._problem(text, values)
        return Record(number, line, tuple(values), problem=problem, raw=RawRow(text, cells))

    def _problem(self, text: str, values: list[str]) -> str | None:
        if not self._is_clean:
            if "\0" in text:
                return "holds a NUL character"
            if _STRAY_BYTES.search(text):
                return "holds bytes that are not text in the file's encoding"
        if self._width is not None and len(values) != self._width:
            cells = "1 cell" if len(values) == 1 else f"{len(values)} cells"
            return f"has {cells}, {self._what_is_wide} {self._width}"
        return None

    def _unsplit(self, text: str, is_last: bool, line: int) -> str:
        if not is_last:
            return "has quotes that can be read in more than one way"
        begun = line + len(_LINE_END.findall(text, 0, self._dialect.open_quote(text)))
        return f"has a quote, opened on line {begun}, that is never closed"

    def _too_long(self, line: int) -> FileProblem:
        return FileProblem(
            Where(self._name, line),
            f"a quoted cell is longer than {MOST_CHARACTERS:,} characters",
            "Its closing quote is probably missing: add it and run again.",
        )


class _Feed:
    """The lines that `csv` takes for one record, the first of which was read already; `count` is how many it took."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._first: str | None = None
        self._joined: list[str] = []
        self._taken: list[str] = []
        self.count = 0
        self.is_exhausted = False

    def begin(self, line: str) -> None:
        self._first = line
        self._joined, self._taken = [], []
        self.count = 0

    def text(self) -> str:
        """Return the lines taken since the first as they stand."""
        return "".join(self._joined + self._taken)

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._first
        if line is not None:
            self._first = None
        else:
            try:
                line = next(self._lines)
            except StopIteration:
                self.is_exhausted = True
                raise
        # Of many short lines their objects would take several times the memory of their text.
        if len(self._taken) == _LINES_HELD:
            self._joined.append("".join(self._taken))
            self._taken = []
        self._taken.append(line)
        self.count += 1
        return line


def _followed_by(record: Record, blanks: list[str]) -> Record:
    return record._replace(raw=raw_row(record)._replace(after="".join(blanks)))
