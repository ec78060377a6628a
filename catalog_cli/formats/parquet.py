"""Parquet as records: row groups read a piece at a time, and written back with only the edited cells changed.

Columns of text can be edited, and each text in a column of lists of text. Everything else (numbers, dates, nested
values) is read as text and stands fixed; a number may become another number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from catalog_cli.errors import CatalogError, FileProblem, UsageProblem, Where
from catalog_cli.formats.parquet_columns import (
    ELEMENTS,
    ColumnReader,
    added_cells,
    column_reader,
    edited_cells,
    grown_cells,
    text_cells,
    text_field,
)
from catalog_cli.formats.parquet_files import Sink, like, parquet
from catalog_cli.formats.table import AddedColumn, AppendedColumn, FileFacts, HeaderScore, ReadOptions, refuse_edit
from catalog_cli.product import Edit, Record

# What is held at a time, in bytes of the columns as they are unpacked: a piece while it is read, and a row group
# while it is written. A larger row group is written as several.
_PIECE_BYTES = 4 << 20
_GROUP_BYTES = 32 << 20
_MOST_ROWS = 2_048
_PROBED_ROWS = 16
_NOT_TEXT = "holds bytes that are not text"
_NEXT_STEP = "Check that the file is whole, or export it again."


class _Piece(NamedTuple):
    """Some rows of one row group, which has `group_rows` rows in all."""

    group: int
    group_rows: int
    batch: Any


class ParquetTable:
    """A Parquet file. Open one with `ParquetTable.open`."""

    def __init__(self, path: Path, name: str, readers: Sequence[ColumnReader]) -> None:
        self._path, self._name, self._readers = path, name, readers
        self.columns = tuple(reader.name for reader in readers)
        self.facts = FileFacts(
            name=name, format="parquet", encoding="utf-8", has_bom=False, encoding_reason="text in Parquet is UTF-8"
        )

    @classmethod
    def open(cls, path: Path, options: ReadOptions, score_header: HeaderScore) -> ParquetTable:
        """Return the table of a file, having read its schema; raises FileProblem if it is no Parquet file."""
        del score_header  # the schema names the columns
        name = options.name or path.name
        if options.encoding is not None:
            _refuse_encoding(options.encoding, "--encoding")
        if path.stat().st_size == 0:
            raise FileProblem(Where(name), "is empty", "Give a Parquet file with at least its schema.")
        with _opened(path, name) as file:
            return cls(path, name, [column_reader(field) for field in file.schema_arrow])

    def records(self) -> Iterator[Record]:
        """Yield every record from the first on, at each call; its line is its number."""
        with _opened(self._path, self._name) as file:
            number = 1
            for piece in _pieces(file):
                yield from self._records(piece.batch, number)
                number += piece.batch.num_rows

    def write(
        self,
        out: BinaryIO,
        edits: Iterable[tuple[Record, Edit]],
        *,
        added: Sequence[AddedColumn] = (),
        appended: Sequence[AppendedColumn] = (),
        encoding: str | None = None,
    ) -> None:
        """Write the file with its records edited: the same schema, metadata, compression and row groups.

        A row group of more than 32 MB of data becomes several, so that memory does not depend on its size. What is
        added to a column of lists that is there already makes its lists longer.
        """
        if encoding is not None:
            _refuse_encoding(encoding, "--output-encoding")
        with _opened(self._path, self._name) as file:
            schema = file.schema_arrow
            for column in (new for new in added if self._grown(new) is None):
                schema = schema.append(self._readers[column.column].beside(column.name))
            for last in appended:
                schema = schema.append(text_field(last.name))
            names = [last.name for last in appended]
            with like(file, Sink(out), schema) as writer:
                for tables in _grouped(self._edited(file, schema, iter(edits), added, names)):
                    writer.write_table(tables, row_group_size=max(1, tables.num_rows))

    def _records(self, batch: Any, number: int) -> Iterator[Record]:
        columns = [reader.cells(batch.column(i)) for i, reader in enumerate(self._readers)]
        bad = {row for column in columns for row in column.not_text}
        fixed = frozenset(i for i, reader in enumerate(self._readers) if reader.is_fixed)
        if any(reader.is_list for reader in self._readers):
            yield from self._repeated([column.values for column in columns], number, bad)
            return
        rows = zip(*[column.values for column in columns], strict=True) if columns else [()] * batch.num_rows
        for at, values in enumerate(rows):
            problem = _NOT_TEXT if at in bad else None
            yield Record(number + at, number + at, values, fixed=fixed, problem=problem)

    def _repeated(self, columns: Sequence[Sequence[Any]], number: int, bad: set[int]) -> Iterator[Record]:
        """Yield records of which a column of lists has several cells, or none."""
        for at, cells in enumerate(zip(*columns, strict=True)):
            values: list[str] = []
            owners: list[int] = []
            fixed: list[int] = []
            for column, (reader, cell) in enumerate(zip(self._readers, cells, strict=True)):
                if reader.is_list:
                    values += cell
                    owners += [column] * len(cell)
                    continue
                if reader.is_fixed:
                    fixed.append(len(values))
                values.append(cell)
                owners.append(column)
            yield Record(
                number + at,
                number + at,
                tuple(values),
                columns=tuple(owners),
                fixed=frozenset(fixed),
                problem=_NOT_TEXT if at in bad else None,
            )

    def _edited(
        self,
        file: Any,
        schema: Any,
        edits: Iterator[tuple[Record, Edit]],
        added: Sequence[AddedColumn],
        appended: Sequence[str],
    ) -> Iterator[_Piece]:
        """Yield the pieces of the file with their cells edited and the columns added."""
        from pyarrow import RecordBatch

        number = 1
        for piece in _pieces(file):
            rows = list(islice(edits, piece.batch.num_rows))
            if [record.number for record, _ in rows] != list(range(number, number + piece.batch.num_rows)):
                raise ValueError("the edits are not of this table's records in order")
            arrays = self._edited_arrays(piece.batch, rows, schema, added)
            arrays += [text_cells([edit.appended.get(name) for _, edit in rows]) for name in appended]
            yield piece._replace(batch=RecordBatch.from_arrays(arrays, schema=schema))
            number += piece.batch.num_rows

    def _edited_arrays(
        self, batch: Any, rows: Sequence[tuple[Record, Edit]], schema: Any, added: Sequence[AddedColumn]
    ) -> list[Any]:
        replaced: dict[int, dict[int, Mapping[int, str]]] = {}
        beside: dict[int, dict[int, Mapping[int, str]]] = {column.column: {} for column in added}
        for at, (record, edit) in enumerate(rows):
            if edit:
                refuse_edit(record, edit)
                for column, cells in _by_column(record, edit.replaced).items():
                    replaced.setdefault(column, {})[at] = cells
                for column, cells in _by_column(record, edit.added).items():
                    beside.setdefault(column, {})[at] = cells
        arrays = list(batch.columns)
        for column, edited in replaced.items():
            with self._naming(column, rows, edited):
                arrays[column] = edited_cells(batch.column(column), edited)
        for new in added:
            texts, grown = beside[new.column], self._grown(new)
            with self._naming(new.column if grown is None else grown, rows, texts):
                if grown is None:
                    kind = schema.field(len(arrays)).type
                    arrays.append(added_cells(batch.column(new.column), texts, kind))
                elif texts:
                    arrays[grown] = grown_cells(arrays[grown], batch.column(new.column), texts)
        return arrays

    def _grown(self, new: AddedColumn) -> int | None:
        """Return the index of the column of lists that an added one is called as, None if it is new."""
        name = new.name + ELEMENTS
        return self.columns.index(name) if name in self.columns else None

    @contextmanager
    def _naming(
        self, column: int, rows: Sequence[tuple[Record, Edit]], edited: Mapping[int, Mapping[int, str]]
    ) -> Iterator[None]:
        """Turn what a column cannot hold into a FileProblem that names the first row of such an edit."""
        try:
            yield
        except (ValueError, ArithmeticError, OverflowError) as error:
            reader = self._readers[column]
            for at, cells in edited.items():
                for text in cells.values():
                    if not reader.holds(text):
                        where = Where(self._name, rows[at][0].line, reader.name)
                        what = f'cannot hold "{text[:80]}": the column is of type {reader.type_name}'
                        said = what.encode("utf-8", "backslashreplace").decode()
                        raise FileProblem(where, said, "Keep the column as it is with --keep.") from error
            raise


def _by_column(record: Record, cells: Mapping[int, str]) -> dict[int, Mapping[int, str]]:
    """Return edited cells by column and, in the column, by their place among the record's cells of it."""
    if record.columns is None:
        return {position: {0: text} for position, text in cells.items()}
    first: dict[int, int] = {}
    for position, column in enumerate(record.columns):
        first.setdefault(column, position)
    found: dict[int, dict[int, str]] = {}
    for position, text in cells.items():
        column = record.columns[position]
        found.setdefault(column, {})[position - first[column]] = text
    return dict(found)


def _pieces(file: Any) -> Iterator[_Piece]:
    for group in range(file.num_row_groups):
        facts = file.metadata.row_group(group)
        size = max(1, min(_MOST_ROWS, _PIECE_BYTES // _row_bytes(file, group)))
        for batch in file.iter_batches(batch_size=size, row_groups=[group], use_threads=False):
            yield _Piece(group, facts.num_rows, batch)


def _row_bytes(file: Any, group: int) -> int:
    """Return about how large a row is, unpacked; a text that many rows share is stored once and read many times."""
    facts = file.metadata.row_group(group)
    stored = facts.total_byte_size // max(1, facts.num_rows)
    if facts.num_rows <= _PROBED_ROWS:
        return max(1, int(stored))
    probe = next(file.iter_batches(batch_size=_PROBED_ROWS, row_groups=[group], use_threads=False))
    return max(1, int(stored), int(probe.nbytes) // _PROBED_ROWS)


def _grouped(pieces: Iterator[_Piece]) -> Iterator[Any]:
    """Yield one table for each row group, or several where it is large."""
    from pyarrow import Table

    held: list[Any] = []
    size = rows = 0
    for piece in pieces:
        held.append(piece.batch)
        size += piece.batch.nbytes
        rows += piece.batch.num_rows
        if rows >= piece.group_rows or size >= _GROUP_BYTES:
            yield Table.from_batches(held).unify_dictionaries()
            held, size = [], 0
        if rows >= piece.group_rows:
            rows = 0


@contextmanager
def _opened(path: Path, name: str) -> Iterator[Any]:
    """Give an open file whose columns are read a buffer at a time; FileProblem for what pyarrow cannot read."""
    library = parquet(name)
    from pyarrow import ArrowException

    try:
        with _file(library, path, name) as file:
            yield file
    except CatalogError:
        raise
    except (ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise _unreadable(name, error) from error


def _file(library: Any, path: Path, name: str) -> Any:
    """Return an open file whose names are text, which a damaged footer may not hold."""
    try:
        file = library.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
        for index in range(len(file.schema)):
            _ = file.schema.column(index).path
    except UnicodeDecodeError as error:
        raise _unreadable(name, error) from error
    return file


def _unreadable(name: str, error: Exception) -> FileProblem:
    reason = " ".join(str(error).split())
    return FileProblem(Where(name), f"is no readable Parquet file ({reason[:200]})", _NEXT_STEP)


def _refuse_encoding(encoding: str, option: str) -> None:
    from catalog_cli.formats.encoding import find_codec

    if find_codec(encoding, option) != "utf-8":
        raise UsageProblem(f"Text in Parquet is always UTF-8: leave out {option} {encoding}.")
