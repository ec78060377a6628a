"""A table in another container, its values unchanged.

Every value is written as the text that it reads as. From JSON to JSON an object stays the object it is, with its
numbers and what is nested in it; anywhere else an array is one cell that holds its JSON.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats import Table
from catalog_cli.formats.creation import JsonWriter, RowWriter, WriteOptions, create_table
from catalog_cli.formats.flat_objects import compact, flat_object
from catalog_cli.formats.json_text import RawObject
from catalog_cli.product import Record

_ELEMENTS = "[]"


@dataclass(frozen=True, slots=True)
class Converted:
    """What was written. `notes` say in words what the new container holds in another way than the old."""

    rows: int
    columns: tuple[str, ...]
    notes: tuple[str, ...] = ()


class _Layout(NamedTuple):
    """The columns of the new file, and which of them hold arrays as JSON."""

    columns: tuple[str, ...]
    arrays: tuple[str, ...] = ()


def convert_table(table: Table, out: BinaryIO, container: str, options: WriteOptions) -> Converted:
    """Write a table as a new file and return what was written; memory does not depend on its size.

    `container` is a name in `formats.creation.CREATED`. Raises FileProblem for a row that cannot be understood or that
    the new container cannot hold, so that none is ever lost; UsageProblem for what cannot be written at all.
    """
    is_json = table.facts.format in ("json", "jsonl")
    if is_json and container in ("json", "jsonl"):
        return _convert_objects(table, out, container, options)
    layout = _object_layout(table) if is_json else _cell_layout(table)
    if not layout.columns:
        raise FileProblem(Where(table.facts.name), "holds no columns", "Give a catalog with at least one row.")
    rows = _object_rows(table, layout) if is_json else _cell_rows(table, layout)
    writer = create_table(out, container, layout.columns, options)
    count = blank = 0
    for record, values in rows:
        try:
            writer.add(values)
        except FileProblem as problem:
            # The writer counts rows of its own; a person looks for the one in the source.
            where = Where(table.facts.name, record.line, problem.where.column)
            raise FileProblem(where, problem.what, problem.next_step) from problem
        count += 1
        blank += not any(values)
    writer.close()
    return Converted(count, layout.columns, tuple(_notes(table, layout, container, (count, blank))))


def _convert_objects(table: Table, out: BinaryIO, container: str, options: WriteOptions) -> Converted:
    writer: RowWriter = create_table(out, container, table.columns or ("",), options)
    if not isinstance(writer, JsonWriter):
        raise TypeError(f"{container} takes no objects")
    count = 0
    for record in _understood(table):
        text = _object_text(record)
        writer.add_object(compact(text) if "\n" in text or "\r" in text else text)
        count += 1
    writer.close()
    return Converted(count, table.columns)


def _understood(table: Table) -> Iterator[Record]:
    """Yield every record; raises FileProblem at one that cannot be understood."""
    for record in table.records():
        if record.problem is not None:
            where = Where(table.facts.name, record.line)
            next_step = "Correct or remove it: a row is neither guessed at nor left out."
            raise FileProblem(where, f"the row {record.problem}", next_step)
        yield record


def _object_text(record: Record) -> str:
    if not isinstance(record.raw, RawObject):
        raise TypeError("a record of JSON holds its object")
    return record.raw.text.strip()


def _flat(record: Record, name: str) -> dict[str, str]:
    try:
        return flat_object(_object_text(record))
    except ValueError as error:
        what = f'has two values for "{error}"'
        raise FileProblem(Where(name, record.line), what, "Keep one of them.") from None


def _object_layout(table: Table) -> _Layout:
    """Return the columns of JSON objects, having read all: which member is an array only the objects show."""
    columns: dict[str, None] = {}
    for record in _understood(table):
        columns.update(dict.fromkeys(_flat(record, table.facts.name)))
    arrays = {path.partition(_ELEMENTS)[0] for path in table.columns if _ELEMENTS in path}
    return _Layout(tuple(columns), tuple(name for name in columns if name in arrays))


def _object_rows(table: Table, layout: _Layout) -> Iterator[tuple[Record, Sequence[str]]]:
    for record in _understood(table):
        values = _flat(record, table.facts.name)
        yield record, [values.get(column, "") for column in layout.columns]


def _cell_layout(table: Table) -> _Layout:
    """Return the columns of a table of cells; one of which a record has several cells holds them as an array."""
    several = {index for index, name in enumerate(table.columns) if name.endswith(_ELEMENTS)}
    for record in _understood(table):
        if record.columns is None:
            # One cell to a column: "tags[]" is then no more than a name.
            return _Layout(table.columns)
        if len(set(record.columns)) < len(record.columns):
            several |= {column for column, count in Counter(record.columns).items() if count > 1}
    names = [name.removesuffix(_ELEMENTS) if at in several else name for at, name in enumerate(table.columns)]
    return _Layout(tuple(names), tuple(names[at] for at in sorted(several)))


def _cell_rows(table: Table, layout: _Layout) -> Iterator[tuple[Record, Sequence[str]]]:
    is_array = [name in layout.arrays for name in layout.columns]
    for record in _understood(table):
        if record.columns is None:
            yield record, record.values
            continue
        cells: list[list[str]] = [[] for _ in layout.columns]
        for column, value in zip(record.columns, record.values, strict=True):
            cells[column].append(value)
        yield (
            record,
            [
                (json.dumps(found, ensure_ascii=False) if has_several else found[0]) if found else ""
                for found, has_several in zip(cells, is_array, strict=True)
            ],
        )


def _notes(table: Table, layout: _Layout, container: str, counts: tuple[int, int]) -> Iterator[str]:
    if layout.arrays:
        names = ", ".join(f'"{name}"' for name in layout.arrays[:4]) + (", …" if len(layout.arrays) > 4 else "")
        yield f"{names}: each array is one cell that holds its JSON."
    rows, blank = counts
    if blank and container == "xlsx":
        yield f"{blank:,} of the rows have only empty cells: a sheet shows them as blank rows, which readers pass over."
    if not rows and container in ("json", "jsonl"):
        yield "There are no rows, and JSON names columns only in its rows: the names are not in the output."
    if table.facts.format == "parquet" and container != "parquet":
        yield "Null and an empty text are both written as an empty text."
