"""New files from a header and rows: CSV, TSV, JSON, JSON Lines, XLSX and Parquet, written a row at a time.

Every value is text and reads back as the same text from every one of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from json.encoder import encode_basestring
from typing import Any, BinaryIO, NamedTuple, Protocol

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.cells import quoted
from catalog_cli.formats.encoding import TextEncoding, output_encoding

_BUFFER_BYTES = 1 << 18
# What a reader could take for the end of a cell, also one that guesses another delimiter; what it may trim; and a
# mark at the very start that it would take for the file's own.
_SPECIAL = re.compile(r'[",;\t|\r\n\0]|\A[\s\ufeff]|\s\Z')
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SPELLINGS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
# A Parquet row group is held until it has this many bytes as Arrow stores it, or this many rows.
_GROUP_BYTES = 32 << 20
_GROUP_ROWS = 1 << 20
_BATCH_ROWS = 2_048
_BATCH_CHARACTERS = 4 << 20


class WriteOptions(NamedTuple):
    """How a new file is written; what does not concern its format is passed over.

    `delimiter` is one character or "tab", None for what the format has. `newline` ends each row of CSV and TSV,
    `quotes_all` puts every cell of them between quotes. `encoding` is a Python codec; "utf-8-sig" and "utf-16" begin
    with a mark. `name` is what messages call the file.
    """

    delimiter: str | None = None
    newline: str = "\n"
    encoding: str = "utf-8"
    quotes_all: bool = False
    name: str = "the output"


class RowWriter(Protocol):
    """A new file that grows by rows."""

    def add(self, values: Sequence[str]) -> None:
        """Write the next row, one value for each column.

        Raises FileProblem for a value that the file cannot hold, ValueError for a row of another length.
        """
        ...

    def close(self) -> None:
        """Write what is left. The stream stays open; without this the file is not whole."""
        ...


def create_table(out: BinaryIO, container: str, columns: Sequence[str], options: WriteOptions) -> RowWriter:
    r"""Return a writer of a new file, its header written where the format has one.

    `container` is a name in `CREATED`. Names of columns are the keys of JSON objects as they are, "variants[].title"
    too, and are read back as such. Raises UsageProblem for a format, encoding or delimiter that cannot be written,
    FileProblem for columns that the format cannot hold.

    >>> from io import BytesIO
    >>> out = BytesIO()
    >>> rows = create_table(out, "csv", ["sku", "title"], WriteOptions())
    >>> rows.add(["007", 'Red, "big" bag'])
    >>> rows.close()
    >>> out.getvalue()
    b'sku,title\n007,"Red, ""big"" bag"\n'
    """
    make = CREATED.get(container)
    if make is None:
        raise UsageProblem(f'"{container}" cannot be written. Choose one of: {", ".join(CREATED)}.')
    if not columns:
        raise FileProblem(Where(options.name), "would have no columns", "Give a table that has some.")
    return make(out, tuple(columns), options)


class _Text:
    """What is encoded and gathered before it is written."""

    def __init__(self, out: BinaryIO, options: WriteOptions) -> None:
        self._out = out
        self.encoding = output_encoding(options.encoding, TextEncoding("utf-8", "chosen"))
        self._held: list[bytes] = [self.encoding.mark]
        self._size = 0

    def write(self, text: str) -> None:
        """Write a text; raises UnicodeEncodeError for one that the encoding cannot hold."""
        content = text.encode(self.encoding.codec)
        self._held.append(content)
        self._size += len(content)
        if self._size > _BUFFER_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        self._out.write(b"".join(self._held))
        self._held, self._size = [], 0


class DelimitedWriter:
    """Writes CSV or TSV."""

    def __init__(self, out: BinaryIO, columns: Sequence[str], options: WriteOptions, delimiter: str = ",") -> None:
        self._delimiter = _delimiter(options.delimiter) or delimiter
        if self._delimiter not in ",;\t|":
            self._special = re.compile(f"{_SPECIAL.pattern}|{re.escape(self._delimiter)}")
        else:
            self._special = _SPECIAL
        self._columns, self._options = columns, options
        self._text = _Text(out, options)
        self.add(columns)

    def add(self, values: Sequence[str]) -> None:
        """Write the next row."""
        _check_length(values, self._columns)
        if self._options.quotes_all:
            cells = [quoted(value) for value in values]
        else:
            special = self._special.search
            cells = [quoted(value) if special(value) else value for value in values]
        row = self._delimiter.join(cells)
        if "\0" in row:
            raise self._problem(values, "\0", "holds a NUL character, which no delimited file can hold", "Remove it.")
        try:
            # A row of one empty cell would read back as a blank line.
            self._text.write((row or '""') + self._options.newline)
        except UnicodeEncodeError as error:
            bad = error.object[error.start]
            if "\ud800" <= bad <= "\udfff":
                what = f"holds half of a character (U+{ord(bad):04X}), which is no text"
                raise self._problem(values, bad, what, "Correct it.") from None
            what = f'"{bad}" (U+{ord(bad):04X}) cannot be written in {self._text.encoding.name}'
            raise self._problem(values, bad, what, "Write with --output-encoding utf-8.") from None

    def close(self) -> None:
        """Write what is left."""
        self._text.flush()

    def _problem(self, values: Sequence[str], bad: str, what: str, next_step: str) -> FileProblem:
        column = next((name for name, value in zip(self._columns, values, strict=True) if bad in value), None)
        return FileProblem(Where(self._options.name, column=column), what, next_step)


class JsonWriter:
    """Writes objects: one to a line, or in one array."""

    def __init__(self, out: BinaryIO, columns: Sequence[str], options: WriteOptions, *, is_array: bool) -> None:
        _check_names(columns, "JSON", options)
        self._columns, self._is_array = columns, is_array
        self._keys = [encode_basestring(name) + ": " for name in columns]
        self._text = _Text(out, options)
        self._rows = 0

    def add(self, values: Sequence[str]) -> None:
        """Write the next row as an object of strings."""
        _check_length(values, self._columns)
        members = [key + encode_basestring(value) for key, value in zip(self._keys, values, strict=True)]
        self.add_object("{" + ", ".join(members) + "}")

    def add_object(self, text: str) -> None:
        """Write the next row as an object that is JSON already, on one line."""
        before, after = (",\n" if self._rows else "[\n", "") if self._is_array else ("", "\n")
        try:
            self._text.write(f"{before}{text}{after}")
        except UnicodeEncodeError:
            # What the encoding cannot hold stands in strings only, where it can be escaped.
            self._text.write(f"{before}{_BEYOND_ASCII.sub(_escaped, text)}{after}")
        self._rows += 1

    def close(self) -> None:
        """Write what is left."""
        if self._is_array:
            self._text.write("\n]\n" if self._rows else "[]\n")
        self._text.flush()


class ParquetRows:
    """Writes Parquet: every column is text, in row groups of at most 32 MB."""

    def __init__(self, out: BinaryIO, columns: Sequence[str], options: WriteOptions) -> None:
        from catalog_cli.formats.parquet_files import Sink, parquet

        library = parquet(options.name)
        _check_names(columns, "Parquet", options)
        import pyarrow

        self._columns, self._options = columns, options
        self._schema = pyarrow.schema([pyarrow.field(name, pyarrow.string()) for name in columns])
        self._writer = library.ParquetWriter(Sink(out), self._schema)
        self._rows: list[Sequence[str]] = []
        self._characters = self._group_rows = self._group_bytes = 0
        self._batches: list[Any] = []

    def add(self, values: Sequence[str]) -> None:
        """Write the next row."""
        _check_length(values, self._columns)
        try:
            self._characters += len("".join(values).encode())
        except UnicodeEncodeError as error:
            bad = error.object[error.start]
            column = next(name for name, value in zip(self._columns, values, strict=True) if bad in value)
            what = f"holds half of a character (U+{ord(bad):04X}), which is no text"
            raise FileProblem(Where(self._options.name, column=column), what, "Correct it.") from None
        self._rows.append(values)
        if len(self._rows) >= _BATCH_ROWS or self._characters >= _BATCH_CHARACTERS:
            self._gather()

    def close(self) -> None:
        """Write what is left, and where everything stands."""
        self._gather()
        self._write_group()
        self._writer.close()

    def _gather(self) -> None:
        """Hold the rows as Arrow does, which is a fraction of what they are as Python's strings."""
        from pyarrow import RecordBatch, array

        if not self._rows:
            return
        arrays = [
            array(column, type=field.type)
            for column, field in zip(zip(*self._rows, strict=True), self._schema, strict=True)
        ]
        batch = RecordBatch.from_arrays(arrays, schema=self._schema)
        self._batches.append(batch)
        self._group_rows += batch.num_rows
        self._group_bytes += batch.nbytes
        self._rows, self._characters = [], 0
        if self._group_bytes >= _GROUP_BYTES or self._group_rows >= _GROUP_ROWS:
            self._write_group()

    def _write_group(self) -> None:
        from pyarrow import Table

        if self._batches:
            self._writer.write_table(Table.from_batches(self._batches), row_group_size=self._group_rows)
        self._batches, self._group_rows, self._group_bytes = [], 0, 0


def _xlsx(out: BinaryIO, columns: Sequence[str], options: WriteOptions) -> RowWriter:
    from catalog_cli.formats.xlsx_writing import XlsxWriter

    del options
    return XlsxWriter(out, columns)


def _tsv(out: BinaryIO, columns: Sequence[str], options: WriteOptions) -> RowWriter:
    return DelimitedWriter(out, columns, options, "\t")


def _json(out: BinaryIO, columns: Sequence[str], options: WriteOptions) -> RowWriter:
    return JsonWriter(out, columns, options, is_array=True)


def _json_lines(out: BinaryIO, columns: Sequence[str], options: WriteOptions) -> RowWriter:
    return JsonWriter(out, columns, options, is_array=False)


CREATED: dict[str, Callable[[BinaryIO, Sequence[str], WriteOptions], RowWriter]] = {
    "csv": DelimitedWriter,
    "tsv": _tsv,
    "jsonl": _json_lines,
    "json": _json,
    "xlsx": _xlsx,
    "parquet": ParquetRows,
}
"""The formats of which a new file can be made."""


def _check_length(values: Sequence[str], columns: Sequence[str]) -> None:
    if len(values) != len(columns):
        raise ValueError(f"a row of {len(values)} values in a table of {len(columns)} columns")


def _check_names(columns: Sequence[str], what: str, options: WriteOptions) -> None:
    """Raise FileProblem if two columns have one name, where a name is all that tells them apart."""
    seen: set[str] = set()
    for name in columns:
        if name in seen:
            problem = f'two columns are called "{name}", which {what} cannot hold'
            raise FileProblem(Where(options.name), problem, "Give one of them another name.")
        seen.add(name)


def _delimiter(requested: str | None) -> str | None:
    if requested is None:
        return None
    delimiter = _SPELLINGS.get(requested.lower(), requested)
    if len(delimiter) != 1 or delimiter in '" \r\n\0':
        raise UsageProblem(f'"{requested}" cannot be a delimiter. Give one character, such as ";", or "tab".')
    return delimiter


def _escaped(character: re.Match[str]) -> str:
    return json.dumps(character[0])[1:-1]
