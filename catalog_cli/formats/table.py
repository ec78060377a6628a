"""What every format offers: how a file is asked for, what is known of it, and the table of its records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple, Protocol

from catalog_cli.product import Edit, Record

HeaderScore = Callable[[Sequence[str]], float]
"""How well a list of header names is known, 0 for not at all; the caller knows the feeds."""

MOST_CHARACTERS = 32 * 1024 * 1024
"""The longest line, cell, JSON value or XML record that is read, in characters. A missing closing quote would
otherwise take the rest of the file into memory, and `csv` ten bytes for each character of it; a catalog's own cells
stay a thousand times below (Excel holds 32,767)."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read one file. None means: find out.

    `format` is a name in `FORMATS`; `encoding` a Python codec; `delimiter` one character, or "tab". `name` is what
    messages call the file. `source_locale` suggests the code page of a file that is not Unicode.
    """

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    has_header: bool = True
    source_locale: str = "en"
    name: str | None = None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What was found out about one file, which is also how it is written back.

    `encoding` is a Python codec ("utf-8-sig" for UTF-8 with a byte order mark; the others name no mark: see
    `has_bom`), `encoding_reason` a phrase saying how it is known. `newline` is how the first line ends, "" if the
    file is one line. `delimiter` is "" in JSON. `has_header` is whether the columns have names.
    """

    name: str
    format: str
    encoding: str
    has_bom: bool
    encoding_reason: str
    newline: str = ""
    delimiter: str = ""
    skips_initial_space: bool = False
    has_header: bool = True


class AddedColumn(NamedTuple):
    """A column called `name` that the layout adds for the text of column index `column`.

    In a delimited file it stands at the end of each row. In JSON it is a member right after its source member:
    where `name` begins with the path of the column, the member is called as the path's last part and the rest of
    `name` ("variants[].title [pt-BR]" adds "title [pt-BR]" to each variant), otherwise as `name` says. For an array
    of scalars ("tags[]") it is one array beside the array, holding the added texts in order and what has none as it
    stands. A `name` that differs from the path in the part before the last ("translations.pt.title" for
    "translations.en.title") is a member of the object beside the source's, which is made where it is not there.
    """

    column: int
    name: str


class AppendedColumn(NamedTuple):
    """A column called `name` behind all others, for what belongs to no column of the source.

    In JSON it is the last member of each record that has a text for it; with `is_json` the text is the member's value
    as JSON, otherwise it is a string. In XML it is an item's last element.
    """

    name: str
    is_json: bool = False


class Table(Protocol):
    """A file as records, and the one way to write it back."""

    @property
    def facts(self) -> FileFacts:
        """What was found out about the file."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """The column names without padding: header cells, "1", "2", … without a header, paths in JSON."""
        ...

    def records(self) -> Iterator[Record]:
        """Yield every record from the first on, at each call; memory does not depend on the size of the file."""
        ...

    def write(
        self,
        out: BinaryIO,
        edits: Iterable[tuple[Record, Edit]],
        *,
        added: Sequence[AddedColumn] = (),
        appended: Sequence[AppendedColumn] = (),
        encoding: str | None = None,
    ) -> None:
        """Write the file with its records edited, and everything around them as it stood.

        `edits` are this table's records in order. `encoding` is another codec to write in, None for the file's own.
        A record with a problem is written as it stood, byte for byte. Raises FileProblem for text that the encoding
        cannot hold, ValueError for an edit of a record with a problem or of a fixed position;
        a JSON number alone may become another number.
        """
        ...


def cell_name(columns: Sequence[str], record: Record, position: int) -> str:
    """Return the name of the column that a cell stands in, for messages.

    >>> cell_name(("sku", "tags[]"), Record(1, 1, ("7", "a", "b"), columns=(0, 1, 1)), 2)
    'tags[]'
    """
    column = position if record.columns is None else record.columns[position]
    return columns[column] if column < len(columns) else str(column + 1)


_JSON_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def is_number(text: str) -> bool:
    """Return whether a text is a number as JSON writes it: of the fixed values only such a one may replace another.

    >>> is_number("49.00"), is_number("049"), is_number("true")
    (True, False, False)
    """
    return _JSON_NUMBER.fullmatch(text) is not None


def refuse_edit(record: Record, edit: Edit) -> None:
    """Raise ValueError if the record cannot take the edit: a bug of the caller, never of the file."""
    if record.problem is not None:
        raise ValueError(f"record {record.number} has a problem and passes through: {record.problem}")
    for position in (*edit.replaced, *edit.added):
        if not 0 <= position < len(record.values):
            raise ValueError(f"record {record.number} has no cell at position {position}")
    fixed = record.fixed.intersection(edit.replaced)
    if not all(is_number(record.values[at]) and is_number(edit.replaced[at]) for at in fixed):
        raise ValueError(f"record {record.number}: an edit of a value that cannot be written")
