"""JSON as records: an array of objects (bare, or in an object), a single object, and JSON Lines.

Strings are replaced by offset in the original text; numbers, escapes, key order, spacing, line ends and the byte
order mark stay as they were. A record is one object; its columns are the paths of its scalars.
"""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.encoding import TextEncoding, find_encoding, open_blocks, open_lines, output_encoding
from catalog_cli.formats.json_edits import (
    Addition,
    Appended,
    additions,
    appendings,
    container_name,
    member_name,
    replacements,
    spliced,
)
from catalog_cli.formats.json_values import ITEM, ColumnPaths, StringStyle, decoded, escapes_letters, scalar_spans
from catalog_cli.formats.json_window import Window, invalid, reason
from catalog_cli.formats.table import AddedColumn, AppendedColumn, FileFacts, HeaderScore, ReadOptions, refuse_edit
from catalog_cli.formats.writing import Piece, write_pieces
from catalog_cli.product import Edit, Record

_Names = dict[int, tuple[str, str | None]]
"""The member that each column's added text goes into, and the object it is in."""
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_STRAY_BYTES = re.compile("[\ud800-\udfff]")
_NO_POSITIONS: frozenset[int] = frozenset()
_NUL = "holds a NUL character"
_NOT_TEXT = "holds bytes that are not text in the file's encoding"


class RawObject(NamedTuple):
    """An object as it stands, and the text before and after it."""

    text: str
    before: str
    after: str = ""


class JsonTable(ABC):
    """What JSON arrays and JSON Lines share. Open one with `open` of a subclass.

    `outside` is the text before the first record and after the last.
    """

    def __init__(self, path: Path, encoding: TextEncoding, name: str) -> None:
        self._path, self._encoding, self._name = path, encoding, name
        self._paths = ColumnPaths()
        self._style = StringStyle()
        self._outside = ("", "")
        self.facts = FileFacts(
            name=name,
            format="json",
            encoding=encoding.name,
            has_bom=bool(encoding.mark),
            encoding_reason=encoding.reason,
        )

    @classmethod
    def open(cls, path: Path, options: ReadOptions, score_header: HeaderScore) -> Self:
        """Return the table of a file, having read it once; raises FileProblem where it is no JSON."""
        name = options.name or path.name
        table = cls(path, find_encoding(path, options.encoding, options.source_locale, name), name)
        table._survey(score_header)
        return table

    @property
    def columns(self) -> tuple[str, ...]:
        """The paths of all scalars in order of first appearance: `title`, `tags[]`, `variants[].price`."""
        return tuple(self._paths.names)

    @abstractmethod
    def records(self) -> Iterator[Record]:
        """Yield every record from the first on, at each call."""

    def write(
        self,
        out: BinaryIO,
        edits: Iterable[tuple[Record, Edit]],
        *,
        added: Sequence[AddedColumn] = (),
        appended: Sequence[AppendedColumn] = (),
        encoding: str | None = None,
    ) -> None:
        """Write the file with its records edited, and everything around them as it stood."""
        target = output_encoding(encoding, self._encoding)
        style = replace(self._style, holds=None if target.is_unicode else _holder(target.codec))
        write_pieces(out, self._pieces(edits, added, appended, style), target, self._name)

    @abstractmethod
    def _survey(self, score_header: HeaderScore) -> None:
        """Read the file once: find its columns, its style and what stands outside the records."""

    def _record(self, number: int, line: int, text: str, before: str, problem: str | None) -> Record:
        """Return the record of an object, or the one that passes through for its problem."""
        if problem is None and not self._encoding.is_clean:
            problem = _unclean(text)
        if problem is not None:
            return Record(number, line, (), columns=(), problem=problem, raw=RawObject(text, before))
        values, columns, fixed = self._paths.scalars(text)
        return Record(
            number,
            line,
            tuple(values),
            columns=tuple(columns),
            fixed=frozenset(fixed) if fixed else _NO_POSITIONS,
            raw=RawObject(text, before),
        )

    def _pieces(
        self,
        edits: Iterable[tuple[Record, Edit]],
        added: Sequence[AddedColumn],
        appended: Sequence[AppendedColumn],
        style: StringStyle,
    ) -> Iterator[Piece]:
        before, after = self._outside
        paths = self.columns
        names = {
            column.column: (member_name(column, paths[column.column]), container_name(column, paths[column.column]))
            for column in added
        }
        yield 1, before
        line = 1
        for record, edit in edits:
            raw = record.raw
            if not isinstance(raw, RawObject):
                raise TypeError(f"record {record.number} was not read from JSON")
            text = raw.text
            if edit.replaced or edit.added or edit.appended:
                refuse_edit(record, edit)
                text = _edited(record, raw, edit, names, style)
                last = [
                    Appended(new.name, edit.appended[new.name], new.is_json)
                    for new in appended
                    if new.name in edit.appended
                ]
                text = spliced(text, appendings(text, last, style)) if last else text
            line = record.line
            yield line, raw.before + text + raw.after
        yield line, after

    def _conclude(self, seen: _Seen) -> None:
        """Keep what the first reading showed; raise FileProblem if the file is no catalog."""
        bad = seen.first_bad
        # A stray record among good ones passes through; where the first or most are bad, the file is something else.
        if bad is not None and (bad.number == 1 or seen.bad * 2 > seen.records):
            next_step = "Give JSON objects, or name the file's format with --input-format."
            raise FileProblem(Where(self._name, bad.line), str(bad.problem), next_step)
        self._style = StringStyle(escapes_letters=seen.escapes and not seen.letters)
        self.facts = replace(self.facts, newline=seen.newline)


@dataclass(slots=True)
class _Seen:
    """What was read so far: how letters beyond ASCII are written, how the first line ends, how many records fail."""

    escapes: bool = False
    letters: bool = False
    newline: str = ""
    records: int = 0
    bad: int = 0
    first_bad: Record | None = None

    def count(self, record: Record) -> None:
        self.records += 1
        if isinstance(record.raw, RawObject):
            self.note(record.raw.before)
            self.note(record.raw.text)
        if record.problem not in (None, _NUL, _NOT_TEXT):
            self.bad += 1
            self.first_bad = self.first_bad or record

    def note(self, text: str) -> None:
        self.letters = self.letters or not text.isascii()
        if not self.letters and not self.escapes:
            self.escapes = escapes_letters(text)
        if not self.newline and "\n" in text:
            self.newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"


class JsonArrayTable(JsonTable):
    """A JSON array of objects, an object that holds one, or a single object."""

    _start = 0
    _is_single = False

    def records(self) -> Iterator[Record]:
        """Yield every record from the first on, at each call."""
        with self._window() as window:
            window.visible(self._start)
            window.take(self._start)
            yield from self._elements(window)

    @contextmanager
    def _window(self) -> Iterator[Window]:
        with open_blocks(self._path, self._encoding, self._name) as blocks:
            yield Window(blocks, self._name)

    def _survey(self, score_header: HeaderScore) -> None:
        with self._window() as window:
            self._find_start(window, score_header)
            head = window.take(self._start)
            seen = _Seen()
            seen.note(head)
            for record in self._elements(window):
                seen.count(record)
            while window.more():
                pass
            self._outside = (head, window.text[window.pos :])
            seen.note(self._outside[1])
            self._check_outside(window)
        self._conclude(seen)

    def _find_start(self, window: Window, score_header: HeaderScore) -> None:
        """Set where the first element may start: behind the array's bracket, or at the single object."""
        start = window.visible(0)
        opener = window.text[start : start + 1]
        if opener == "[":
            self._start = start + 1
        elif opener == "{":
            inside = window.array_of_objects(start)
            self._is_single = inside is None or not _is_wrapper(window, start, inside, score_header)
            self._start = start if inside is None or self._is_single else inside
        else:
            raise window.problem(start, "neither an array nor an object")

    def _check_outside(self, window: Window) -> None:
        """Raise FileProblem unless what stands around the elements is JSON with them."""
        head, tail = ("", "null" + self._outside[1]) if self._is_single else self._outside
        try:
            _DECODER.decode(head + tail)
        except RecursionError:
            return
        except json.JSONDecodeError as error:
            in_tail = error.pos - len(head)
            if in_tail < 0:
                raise invalid(self._name, error.lineno, error.colno, error.msg) from None
            offset = window.pos + max(0, in_tail - (4 if self._is_single else 0))
            raise window.problem(offset, error.msg) from None
        problem = None if self._encoding.is_clean else _unclean(head + tail)
        if problem is not None:
            raise FileProblem(
                Where(self._name), f"what stands around its records {problem}", "Correct it and run again."
            )

    def _elements(self, window: Window) -> Iterator[Record]:
        """Yield the elements of the array and stop before its closing bracket."""
        number = 0
        while True:
            start = window.visible(window.pos)
            mark = window.text[start : start + 1]
            if self._is_single:
                if number:
                    return
            elif mark == "]":
                return
            elif number and mark == ",":
                start = window.visible(start + 1)
            elif number:
                raise window.problem(start, "Expecting ',' delimiter" if mark else "the array is never closed")
            before = window.take(start)
            line = window.line
            number += 1
            end, value = window.value_end(window.pos)
            text = window.take(end)
            problem = None
            if not isinstance(value, dict):
                problem = "is nested too deeply" if value is None and text[0] in "{[" else "is not a JSON object"
            yield self._record(number, line, text, before, problem)


class JsonLinesTable(JsonTable):
    """JSON Lines: one object on each line. A line that is no object passes through."""

    def __init__(self, path: Path, encoding: TextEncoding, name: str) -> None:
        super().__init__(path, encoding, name)
        self.facts = replace(self.facts, format="jsonl")

    def records(self) -> Iterator[Record]:
        """Yield every record from the first on, at each call."""
        with open_lines(self._path, self._encoding, self._name, "\n") as lines:
            number = 0
            held: Record | None = None
            blanks: list[str] = []
            for line, text in enumerate(lines, 1):
                if text.isspace():
                    blanks.append(text)
                    continue
                before = "" if held is not None else "".join(blanks)
                if held is not None:
                    yield _followed_by(held, blanks)
                blanks = []
                number += 1
                held = self._record(number, line, text, before, _line_problem(text))
            if held is not None:
                yield _followed_by(held, blanks)

    def _survey(self, score_header: HeaderScore) -> None:
        del score_header
        seen = _Seen()
        for record in self.records():
            seen.count(record)
        if not seen.records:
            raise FileProblem(Where(self._name), "holds no records", "Give a file with one JSON object per line.")
        self._conclude(seen)


def _edited(record: Record, raw: RawObject, edit: Edit, names: _Names, style: StringStyle) -> str:
    spans = scalar_spans(raw.text)
    splices = replacements(raw.text, spans, edit.replaced, style)
    if edit.added:
        columns = record.columns or ()
        added: dict[int, Addition] = {}
        for position, text in edit.added.items():
            name, container = names[columns[position]]
            added[position] = Addition(name, text, container)
        splices += additions(raw.text, spans, added, style)
    return spliced(raw.text, splices)


def _line_problem(text: str) -> str | None:
    """Return why a line of JSON Lines is no record, None if it is one."""
    try:
        # Without its line end, which would be what is wrong with a string that is never closed.
        value = _DECODER.decode(text.rstrip("\r\n"))
    except json.JSONDecodeError as error:
        return f"is not valid JSON at character {error.pos + 1}: {reason(error.msg)}"
    except RecursionError:
        return "is nested too deeply"
    return None if isinstance(value, dict) else "is not a JSON object"


def _is_wrapper(window: Window, start: int, inside: int, score_header: HeaderScore) -> bool:
    """Return whether an object holds the catalog as an array, rather than being one product with variants.

    It does if the first element's names are better known than those that stand before the array.
    """
    own_names = _own_names(window.text[start:inside])
    own = score_header(own_names) if own_names else 0.0
    _, first = window.value_end(window.visible(inside))
    return own <= 0 or (isinstance(first, dict) and score_header(tuple(first)) > own)


def _own_names(text: str) -> list[str]:
    """Return the names of the scalar members of an object, of which only a beginning is given.

    >>> _own_names('{"title": "Bag", "seo": {"title": ""}, "price": 7, "variants": [')
    ['title', 'price']
    """
    names = []
    depth = 0
    for item in ITEM.finditer(text):
        name, part = item.groups()
        if part in ("{", "["):
            depth += 1
        elif part in ("}", "]"):
            depth -= 1
        elif name is not None and depth == 1:
            # What stands before the array is checked once the end of the file is known.
            with suppress(ValueError):
                names.append(decoded(name))
    return names


def _unclean(text: str) -> str | None:
    if "\0" in text:
        return _NUL
    if _STRAY_BYTES.search(text):
        return _NOT_TEXT
    return None


def _followed_by(record: Record, blanks: list[str]) -> Record:
    if not blanks or not isinstance(record.raw, RawObject):
        return record
    return record._replace(raw=record.raw._replace(after="".join(blanks)))


def _holder(codec: str) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        try:
            text.encode(codec)
        except UnicodeEncodeError:
            return False
        return True

    return holds
