"""XLSX: one worksheet of a workbook as records, and the workbook written back with only edited cells changed.

The sheet's XML is read and spliced a row at a time. A library that reads a whole sheet into memory would let two
cells far apart, in a file of a few kilobytes, take all there is.
"""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.header_rows import FIRST_ROWS, HeaderRow, best_known, weighed
from catalog_cli.formats.table import AddedColumn, AppendedColumn, FileFacts, HeaderScore, ReadOptions, refuse_edit
from catalog_cli.formats.xlsx_cells import (
    MOST_CELL_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    FormulaCell,
    NewCell,
    RowReader,
    column_letters,
    edited,
    row_number,
    utf16_length,
    widened,
)
from catalog_cli.formats.xlsx_package import BLOCK_BYTES, Package, open_package
from catalog_cli.formats.xlsx_parts import Sheet, Workbook, read_workbook
from catalog_cli.formats.xlsx_xml import Elements, checked
from catalog_cli.product import Edit, Record

_RELEASE_ROWS = 10_000
"""After how many rows the shared strings that were looked up are given back: some megabytes."""


@dataclass(frozen=True, slots=True)
class _Header:
    """Which sheet holds the table, and where: its header row's number and names, padded as they stand.

    Without a header, `row` is 0 and `names` are numbers.
    """

    sheet: Sheet
    row: int
    names: tuple[str, ...]


class _Change(NamedTuple):
    """The new cells of one row, by column."""

    row: int
    cells: dict[int, NewCell]


class XlsxTable:
    """A worksheet of a workbook. Open one with `XlsxTable.open`.

    A cell that holds no text (a number, a date, a flag, a formula) is fixed: a number alone can become another.
    """

    def __init__(self, path: Path, name: str, book: Workbook, header: _Header) -> None:
        self._path, self._book, self._header = path, book, header
        self.columns = tuple(value.strip() for value in header.names)
        self.facts = FileFacts(
            name=name,
            format="xlsx",
            encoding="utf-8",
            has_bom=False,
            encoding_reason="a workbook",
            has_header=header.row > 0,
        )

    @classmethod
    def open(cls, path: Path, options: ReadOptions, score_header: HeaderScore) -> XlsxTable:
        """Return the table of the sheet whose header is known best, among its first ten rows that hold anything.

        A hidden sheet is taken only where no other has a row. Raises FileProblem for what is no workbook, is
        damaged, encrypted or of an older format.
        """
        name = options.name or path.name
        with open_package(path, name) as package:
            book = read_workbook(package)
            found = _find_header(package, book, score_header) if options.has_header else None
            header = found or _without_header(package, book)
            # Once through all of it, so that damage shows before anything is translated.
            for _ in checked(package.blocks(header.sheet.part), header.sheet.part, package.problem):
                pass
        return cls(path, name, book, header)

    def records(self) -> Iterator[Record]:
        """Yield every record from the first on, at each call. Rows with nothing in them are not records."""
        width = len(self.columns)
        what_is_wide = "the header has" if self._header.row else "the rows above have"
        with open_package(self._path, self.facts.name) as package:
            elements = _sheet_elements(package, self._header.sheet)
            reader = RowReader(self._book, elements.prefix, width, what_is_wide)
            number = 0
            for line, text in _numbered(elements, package):
                if line <= self._header.row:
                    continue
                values, fixed, problem = reader.read(text, line)
                if problem is None and not any(values):
                    continue
                number += 1
                if number % _RELEASE_ROWS == 0 and self._book.strings is not None:
                    self._book.strings.release()
                yield Record(number, line, tuple(values), fixed=fixed, problem=problem, raw=line)

    def write(
        self,
        out: BinaryIO,
        edits: Iterable[tuple[Record, Edit]],
        *,
        added: Sequence[AddedColumn] = (),
        appended: Sequence[AppendedColumn] = (),
        encoding: str | None = None,
    ) -> None:
        """Write the workbook with the records edited, and all else in it as it stood.

        A new text is put into its cell as text, whatever it begins with, in the style that the cell had. An added
        column stands right of the header's last; its cells take the style of the source's. Raises FileProblem for a
        text longer than a cell holds and for a new value where a formula stands.
        """
        _check_encoding(encoding)
        new: tuple[AddedColumn | AppendedColumn, ...] = (*added, *appended)
        if new:
            self._check_room(len(new))
        changes = self._changes(edits, new)
        first = next(changes, None)
        if first is None:
            with self._path.open("rb") as file:
                shutil.copyfileobj(file, out, BLOCK_BYTES)
            return
        with open_package(self._path, self.facts.name) as package:
            texts = self._spliced(package, chain([first], changes), len(new))
            package.rewrite(out, self._header.sheet.part, texts)

    def _check_room(self, added: int) -> None:
        """Raise FileProblem if new columns do not fit, before anything is translated for them."""
        width = len(self.columns)
        if width + added > MOST_COLUMNS:
            what = f"has {width:,} columns; a sheet holds {MOST_COLUMNS:,}"
            raise FileProblem(Where(self.facts.name), what, "Remove columns, or write another format.")
        for record in self.records():
            # What has no header would be taken for what the new one says.
            for at, value in enumerate(record.values[width : width + added], width):
                if value:
                    what = "is where a new column would stand, and holds something without a name in the header"
                    raise FileProblem(self._where(record.line, at), what, "Name its column in the header, or empty it.")

    def _changes(
        self, edits: Iterable[tuple[Record, Edit]], added: Sequence[AddedColumn | AppendedColumn]
    ) -> Iterator[_Change]:
        """Yield the rows that become others."""
        width = len(self.columns)
        if added and self._header.row:
            names = enumerate(added, width)
            yield _Change(self._header.row, {at: NewCell(new.name, like=self._like(new)) for at, new in names})
        for record, edit in edits:
            if not edit:
                continue
            if not isinstance(record.raw, int):
                raise TypeError(f"record {record.number} was not read from a workbook")
            refuse_edit(record, edit)
            cells = {
                at: NewCell(text, is_number=at in record.fixed)
                for at, text in edit.replaced.items()
                if text != record.values[at]
            }
            for at, new in enumerate(added, width):
                if (
                    text := edit.added.get(new.column, "")
                    if isinstance(new, AddedColumn)
                    else edit.appended.get(new.name)
                ):
                    cells[at] = NewCell(text, like=self._like(new))
            if cells:
                self._check_length(record, cells)
                yield _Change(record.line, cells)

    def _like(self, new: AddedColumn | AppendedColumn) -> int:
        """Return the column whose style a new one takes: that of its source, else the last."""
        return new.column if isinstance(new, AddedColumn) else len(self.columns) - 1

    def _check_length(self, record: Record, cells: dict[int, NewCell]) -> None:
        for at, cell in cells.items():
            if len(cell.text) * 2 > MOST_CELL_CHARACTERS and (length := utf16_length(cell.text)) > MOST_CELL_CHARACTERS:
                what = f"the new text has {length:,} characters; a cell holds {MOST_CELL_CHARACTERS:,}"
                raise FileProblem(self._where(record.line, at), what, "Shorten its source and run again.")

    def _where(self, row: int, column: int) -> Where:
        name = self.columns[column] if column < len(self.columns) else ""
        return Where(self.facts.name, row, name or column_letters(column))

    def _spliced(self, package: Package, changes: Iterator[_Change], added: int) -> Iterator[str]:
        """Yield the sheet's XML with its changed rows."""
        elements = Elements(package.blocks(self._header.sheet.part), self._header.sheet.part, package.problem)
        head = elements.head("worksheet", "sheetData", "row")
        yield widened(head, len(self.columns) + added - 1) if added else head
        change = next(changes, None)
        number = 0
        for before, text in elements.cut():
            yield before
            number = row_number(text, number)
            if change is None or number < change.row:
                yield text
                continue
            if number > change.row:
                break
            yield self._edited(text, elements.prefix, change)
            change = next(changes, None)
        if change is not None:
            raise FileProblem(Where(self.facts.name, change.row), "changed while it was read", "Run again.")
        yield from elements.rest()

    def _edited(self, text: str, prefix: str, change: _Change) -> str:
        try:
            return edited(text, prefix, change.row, change.cells)
        except FormulaCell as error:
            next_step = "Leave its column out with --keep, or replace the formulas by their values."
            what = "holds a formula, which is not replaced"
            raise FileProblem(self._where(change.row, error.column), what, next_step) from None


def _check_encoding(encoding: str | None) -> None:
    try:
        is_ours = encoding is None or codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        is_ours = False
    if not is_ours:
        raise UsageProblem(f'A workbook is always written in UTF-8. Leave out --output-encoding "{encoding}".')


def _sheet_elements(package: Package, sheet: Sheet, blocks: Iterable[bytes] | None = None) -> Elements:
    """Return the rows of a sheet, to be cut."""
    elements = Elements(package.blocks(sheet.part) if blocks is None else blocks, sheet.part, package.problem)
    elements.head("worksheet", "sheetData", "row")
    return elements


def _numbered(elements: Elements, package: Package) -> Iterator[tuple[int, str]]:
    """Yield (number, XML) of each row; raises FileProblem where the numbers do not rise."""
    number = 0
    for _, text in elements.cut():
        previous = number
        number = row_number(text, previous)
        if not previous < number <= MOST_ROWS:
            raise package.problem(f"is damaged: row {number:,} stands after row {previous:,}")
        yield number, text


def _rows(package: Package, book: Workbook, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Yield (number, cells up to the last with anything in it) of each row of a sheet that is not empty."""
    checked_blocks = checked(package.blocks(sheet.part), sheet.part, package.problem)
    elements = _sheet_elements(package, sheet, checked_blocks)
    reader = RowReader(book, elements.prefix, 0)
    for number, text in _numbered(elements, package):
        values = reader.read(text, number).values
        while values and not values[-1].strip():
            values.pop()
        if values:
            yield number, values


class _Candidate(NamedTuple):
    """The row of a sheet that may be the header."""

    row: HeaderRow
    header: _Header

    @property
    def rank(self) -> tuple[float, bool]:
        """Where no name is known, a sheet of notes has one column and a table more."""
        return self.row.known, self.row.filled > 1


def _find_header(package: Package, book: Workbook, score_header: HeaderScore) -> _Header:
    best: _Candidate | None = None
    for sheet in sorted(book.sheets, key=lambda sheet: sheet.is_hidden):
        if best is not None and sheet.is_hidden:
            break
        found = _best_row(sheet, _rows(package, book, sheet), score_header)
        if found and (best is None or found.rank > best.rank):
            best = found
    if best is None:
        raise FileProblem(Where(package.name), "is empty", "Give a workbook with a header row.")
    return best.header


def _best_row(sheet: Sheet, rows: Iterator[tuple[int, list[str]]], score_header: HeaderScore) -> _Candidate | None:
    first = list(islice(rows, FIRST_ROWS))
    if not first:
        return None
    weights = weighed((values for _, values in first), score_header)
    best = best_known(weights)
    if best is None:
        # Nobody knows the names: then what stands above the table is what is much narrower than it.
        widest = max(row.filled for row in weights)
        best = next(row for row in weights if row.filled * 2 > widest)
    number, values = first[best.at]
    return _Candidate(best, _Header(sheet, number, tuple(values)))


def _without_header(package: Package, book: Workbook) -> _Header:
    """Return the first sheet with anything in it, as wide as its widest row."""
    for sheet in sorted(book.sheets, key=lambda sheet: sheet.is_hidden):
        width = max((len(values) for _, values in _rows(package, book, sheet)), default=0)
        if width:
            return _Header(sheet, 0, tuple(str(index + 1) for index in range(width)))
    raise FileProblem(Where(package.name), "is empty", "Give a workbook with a row.")
