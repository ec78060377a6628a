"""A new workbook from rows of text, written a row at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.xlsx_cells import MOST_CELL_CHARACTERS, MOST_COLUMNS, MOST_ROWS, utf16_length

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NEXT_STEP = "Write another format: CSV has no such limit."
# A workbook says when it was made; ours says the same each time, so that equal rows make an equal file.
_MADE = datetime(2000, 1, 1)


class XlsxWriter:
    """Writes one sheet: a header row, then what `add` gives. Every value stays the text that it is."""

    def __init__(self, out: BinaryIO, columns: Sequence[str]) -> None:
        try:
            from xlsxwriter import Workbook
        except ImportError:
            raise UsageProblem(
                "Writing .xlsx needs a package that is not installed. Install it with: pip install 'catalog-cli[xlsx]'"
            ) from None
        if len(columns) > MOST_COLUMNS:
            raise FileProblem(Where("the workbook"), f"would have {len(columns):,} columns", _NEXT_STEP)
        self._columns = tuple(columns)
        # Removed with this object also where `close` is never called.
        self._folder = tempfile.TemporaryDirectory(prefix="catalog-")
        self._book = Workbook(out, {**_OPTIONS, "tmpdir": self._folder.name})
        self._book.set_properties({"created": _MADE})
        self._sheet = self._book.add_worksheet("Catalog")
        self._row = 0
        self.add(columns)

    def add(self, values: Sequence[str]) -> None:
        """Write the next row, one value for each column.

        Raises FileProblem, naming the row, for one that a sheet cannot hold; ValueError for one of another length.
        """
        row = self._row
        if len(values) != len(self._columns):
            raise ValueError(f"row {row + 1} has {len(values)} values for {len(self._columns)} columns")
        if row >= MOST_ROWS:
            what = f"a sheet ends at row {MOST_ROWS:,}, and there are more"
            raise FileProblem(Where("the workbook", row + 1), what, _NEXT_STEP)
        for column, value in enumerate(values):
            if not value:
                continue
            if len(value) * 2 > MOST_CELL_CHARACTERS and utf16_length(value) > MOST_CELL_CHARACTERS:
                what = f"a text has {utf16_length(value):,} characters; a cell holds {MOST_CELL_CHARACTERS:,}"
                raise FileProblem(Where("the workbook", row + 1, self._columns[column]), what, _NEXT_STEP)
            self._sheet.write_string(row, column, value)
        self._row = row + 1

    def close(self) -> None:
        """Finish the workbook; what is written without it cannot be opened."""
        self._book.close()
        self._folder.cleanup()
