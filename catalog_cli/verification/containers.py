"""Workbooks and Parquet files beside those that should be there: what their cells hold besides the text they read as.

Their bytes say nothing: another release of a library compresses the same content otherwise.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from catalog_cli.errors import Where
from catalog_cli.verification.differences import Difference, Kind

_BLOCK_BYTES = 1 << 18
_BATCH_ROWS = 2_048
# Enough to hold the cell that a byte stands in: a cell has at most 32,767 characters, each of them escaped.
_CONTEXT_BYTES = 1 << 20
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d+)["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["'](\d+)["']""")

# A file of translations alone is made of no workbook of the source's.
_MODELS = {False: "the source's", True: "those that a run writes"}
_SAVED_ELSEWHERE = (
    "another program has saved it, and may have changed types and styles. "
    "catalog localize with --force writes it anew and keeps edited cells"
)


def workbook_differences(
    expected: Path, found: Path, name: str, columns: tuple[str, ...], *, is_new: bool = False
) -> Iterator[Difference]:
    """Yield the first place where each part of a workbook is not the one that should be there.

    `columns` are the names of the sheet's columns, for messages that call the workbook `name`. `is_new` tells that a
    run makes it anew, and not of the source.
    """
    with zipfile.ZipFile(expected) as wanted, zipfile.ZipFile(found) as there:
        parts, others = wanted.namelist(), there.namelist()
        if parts != others:
            odd = next((part for part in [*parts, *others] if parts.count(part) != others.count(part)), "their order")
            message = f"its values are in order, and its parts are not {_MODELS[is_new]} ({odd}): {_SAVED_ELSEWHERE}"
            yield Difference(Kind.BYTES, Where(name), message=message)
            return
        for part in parts:
            offset = _first_difference(wanted, there, part)
            if offset is None:
                continue
            row, letters = _place(there, part, offset)
            if row is None:
                message = f"the part {part} differs, of which nothing may"
                yield Difference(Kind.BYTES, Where(name), message=message)
                continue
            message = f"the values are equal and the cell is not: its type or style differs ({part}, {letters}{row})"
            yield Difference(Kind.BYTES, Where(name, row, _column_name(letters, columns)), message=message)


def _first_difference(wanted: zipfile.ZipFile, there: zipfile.ZipFile, part: str) -> int | None:
    offset = 0
    with wanted.open(part) as one, there.open(part) as other:
        while True:
            first, second = one.read(_BLOCK_BYTES), other.read(_BLOCK_BYTES)
            if first != second:
                pairs = enumerate(zip(first, second, strict=False))
                return offset + next((at for at, (a, b) in pairs if a != b), min(len(first), len(second)))
            if not first:
                return None
            offset += len(first)


def _place(archive: zipfile.ZipFile, part: str, offset: int) -> tuple[int | None, str]:
    """Return the row and the column's letters that a byte of a sheet stands in, None for what is no cell."""
    context = b""
    with archive.open(part) as stream:
        left = offset
        while left and (block := stream.read(min(left, _BLOCK_BYTES))):
            context = (context + block)[-_CONTEXT_BYTES:]
            left -= len(block)
        # The tag that the byte stands in ends behind it.
        context += stream.read(_BLOCK_BYTES).partition(b">")[0] + b">"
    row = max(_ROW.finditer(context), key=lambda match: match.start(), default=None)
    cell = max(_CELL.finditer(context), key=lambda match: match.start(), default=None)
    if cell is not None and (row is None or cell.start() > row.start()):
        return int(cell[2]), cell[1].decode()
    return (int(row[1]), "") if row is not None else (None, "")


def _column_name(letters: str, columns: tuple[str, ...]) -> str | None:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return columns[index - 1] if 0 < index <= len(columns) else letters or None


def parquet_differences(expected: Path, found: Path, name: str) -> Iterator[Difference]:
    """Yield where a Parquet file holds other types, or other values that read as the same text, such as null."""
    from pyarrow.parquet import ParquetFile

    with ParquetFile(expected) as wanted, ParquetFile(found) as there:
        if problem := _schema_problem(wanted.schema_arrow, there.schema_arrow):
            yield Difference(Kind.BYTES, Where(name), message=problem)
            return
        row = 0
        for one, other in zip_longest(_batches(wanted), _batches(there)):
            if one is None or other is None or one.num_rows != other.num_rows:
                yield Difference(Kind.BYTES, Where(name), message="it has another number of rows")
                return
            for index, field in enumerate(wanted.schema_arrow):
                at = _first_other(one.column(index), other.column(index))
                if at is not None:
                    before, after = (_shown(batch.column(index)[at]) for batch in (one, other))
                    message = f"the texts are equal and the values are not: {before} became {after}"
                    yield Difference(Kind.BYTES, Where(name, row + at + 1, field.name), message=message)
            row += one.num_rows


def _schema_problem(wanted: Any, there: Any) -> str | None:
    for one, other in zip_longest(wanted, there):
        if one is None or other is None or not one.equals(other, check_metadata=True):
            return f"its columns are of other types: {other} was {one}"
    return None if wanted.equals(there, check_metadata=True) else "the notes in its schema differ"


def _batches(file: Any) -> Iterator[Any]:
    """Yield the rows in batches of one size, however they are grouped in the file."""
    from pyarrow import Table

    held = None
    for batch in file.iter_batches(batch_size=_BATCH_ROWS, use_threads=False):
        piece = Table.from_batches([batch])
        if held is not None:
            from pyarrow import concat_tables

            piece = concat_tables([held, piece])
        while piece.num_rows >= _BATCH_ROWS:
            yield piece.slice(0, _BATCH_ROWS)
            piece = piece.slice(_BATCH_ROWS)
        held = piece
    if held is not None and held.num_rows:
        yield held


def _first_other(one: Any, other: Any) -> int | None:
    if one.equals(other):
        return None
    # What is not a number equals nothing, and dictionaries may hold the same values in another order.
    pairs = enumerate(zip(one.to_pylist(), other.to_pylist(), strict=True))
    return next((at for at, (a, b) in pairs if repr(a) != repr(b)), None)


def _shown(value: Any) -> str:
    found = value.as_py()
    return "null" if found is None else f"{found!r:.80}"
