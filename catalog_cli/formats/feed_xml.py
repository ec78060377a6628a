"""Product feeds in XML as records: RSS 2.0 and Atom with Google's elements, and any file of repeated elements.

A record is one `<item>`, `<entry>` or product element; its columns are the paths of the elements in it that hold text
(`title`, `g:shipping.g:price`), with prefixes as in the file. Text is replaced by offset in the original; comments,
namespaces, CDATA, spacing and the byte order mark stay as they were. No document type or entity is ever loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html.entities import name2codepoint
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.encoding import TextEncoding, open_blocks, output_encoding
from catalog_cli.formats.feed_xml_cells import ColumnElements, TooDeep, cell_spans
from catalog_cli.formats.feed_xml_edits import TextStyle, additions, appendings, illegal, replacements, with_references
from catalog_cli.formats.feed_xml_encoding import declared_as, xml_encoding
from catalog_cli.formats.feed_xml_items import Cutter
from catalog_cli.formats.feed_xml_markup import ILLEGAL, MOST_DEPTH, UnknownEntity, is_name
from catalog_cli.formats.feed_xml_outline import Element, number_columns, outline, record_element
from catalog_cli.formats.json_edits import spliced
from catalog_cli.formats.table import (
    AddedColumn,
    AppendedColumn,
    FileFacts,
    HeaderScore,
    ReadOptions,
    cell_name,
    refuse_edit,
)
from catalog_cli.formats.writing import Piece, write_pieces
from catalog_cli.product import Edit, Record

_PREFIX = re.compile(r"\sxmlns:([^\s=]++)\s*=")
_NO_POSITIONS: frozenset[int] = frozenset()


class RawItem(NamedTuple):
    """A record's element as it stands, and the text before it."""

    text: str
    before: str


class XmlTable:
    """An XML file as records. Open one with `open`."""

    def __init__(self, path: Path, encoding: TextEncoding, name: str, score_header: HeaderScore) -> None:
        self._path, self._encoding, self._name = path, encoding, name
        with open_blocks(path, encoding, name) as blocks:
            found = outline(blocks, name)
        record = record_element(found.root, score_header)
        self._record_path = record.path if record is not None else ()
        record = record or Element("")
        self._elements = ColumnElements(record, number_columns(record))
        self._is_clean = found.is_clean
        self._style = TextStyle("" if found.letters else found.references, found.newline)
        self._tail: str | None = None
        self.facts = FileFacts(
            name=name,
            format="xml",
            encoding=encoding.name,
            has_bom=bool(encoding.mark),
            encoding_reason=encoding.reason,
            newline=found.newline,
        )

    @classmethod
    def open(cls, path: Path, options: ReadOptions, score_header: HeaderScore) -> Self:
        """Return the table of a file, having read it once; raises FileProblem where it is no valid or safe XML."""
        name = options.name or path.name
        encoding = xml_encoding(path, options.encoding, options.source_locale, name)
        return cls(path, encoding, name, score_header)

    @property
    def columns(self) -> tuple[str, ...]:
        """The paths of all elements with text in order of first appearance: `title`, `g:shipping.g:price`."""
        return tuple(self._elements.names)

    def records(self) -> Iterator[Record]:
        """Yield every record from the first on, at each call."""
        with open_blocks(self._path, self._encoding, self._name) as blocks:
            cutter = Cutter(blocks, self._record_path, self._name)
            for number, (line, before, text) in enumerate(cutter.records(), 1):
                yield self._record(number, line, RawItem(text, before))
            self._tail = cutter.tail

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

        A character that the encoding cannot hold is written as a reference (&#8482;). Another encoding is named in
        the XML declaration. Raises UsageProblem for an added column that cannot be called so in XML.
        """
        target = output_encoding(encoding, self._encoding)
        pieces = self._pieces(edits, added, appended)
        if target.codec != self._encoding.codec:
            pieces = self._declared(pieces, target)
        if not target.is_unicode:
            pieces = _held(pieces, target)
        write_pieces(out, pieces, target, self._name)

    def _record(self, number: int, line: int, raw: RawItem) -> Record:
        problem = None if self._is_clean else _unclean(raw.text)
        if problem is None:
            try:
                values, columns, fixed = self._elements.cells(raw.text)
            except UnknownEntity as unknown:
                problem = _undefined(str(unknown))
            except TooDeep:
                problem = f"nests elements deeper than {MOST_DEPTH}"
        if problem is not None:
            return Record(number, line, (), columns=(), problem=problem, raw=raw)
        positions = frozenset(fixed) if fixed else _NO_POSITIONS
        return Record(number, line, tuple(values), columns=tuple(columns), fixed=positions, raw=raw)

    def _pieces(
        self,
        edits: Iterable[tuple[Record, Edit]],
        added: Sequence[AddedColumn],
        appended: Sequence[AppendedColumn],
    ) -> Iterator[Piece]:
        names = {column.column: self._element_name(column) for column in added}
        for last in appended:
            if not is_name(last.name):
                raise UsageProblem(f'XML has no element called "{last.name}": convert the feed (catalog convert).')
        prefixes: frozenset[str] | None = None
        line = 1
        for record, edit in edits:
            raw = record.raw
            if not isinstance(raw, RawItem):
                raise TypeError(f"record {record.number} was not read from XML")
            if prefixes is None:
                prefixes = frozenset(_PREFIX.findall(raw.before))
                self._check_prefixes(names, prefixes)
                for last in appended:
                    prefix, colon, _ = last.name.rpartition(":")
                    if colon and prefix not in prefixes:
                        raise UsageProblem(f'The feed does not declare "{prefix}:", which "{last.name}" begins with.')
            text = raw.text
            if edit.replaced or edit.added or edit.appended:
                refuse_edit(record, edit)
                self._check_text(record, edit)
                text = self._edited(record, text, edit, names)
                last_elements = [(new.name, edit.appended[new.name]) for new in appended if new.name in edit.appended]
                text = spliced(text, list(appendings(text, last_elements, self._style)))
            line = record.line
            yield line, raw.before + text
        yield line, self._after()

    def _edited(self, record: Record, text: str, edit: Edit, names: dict[int, str]) -> str:
        spans = cell_spans(text, {*edit.replaced, *edit.added})
        splices = list(replacements(text, spans, edit.replaced, self._style))
        columns = record.columns or ()
        beside = {position: (names[columns[position]], new) for position, new in edit.added.items()}
        splices += additions(text, spans, beside, self._style)
        return spliced(text, splices)

    def _after(self) -> str:
        """Return the text after the last record, cutting the file for it where no reading has come to its end yet."""
        if self._tail is None:
            with open_blocks(self._path, self._encoding, self._name) as blocks:
                cutter = Cutter(blocks, self._record_path, self._name)
                for _ in cutter.records():
                    pass
            self._tail = cutter.tail
        return self._tail

    def _declared(self, pieces: Iterator[Piece], target: TextEncoding) -> Iterator[Piece]:
        line, head = next(pieces)
        yield line, declared_as(head, target, self.facts.newline)
        yield from pieces

    def _element_name(self, column: AddedColumn) -> str:
        """Return what the element of an added column is called; raises UsageProblem if XML has no such name."""
        parent, dot, _ = self.columns[column.column].rpartition(".")
        name = column.name.removeprefix(parent + dot)
        if not is_name(name):
            raise _one_language(column.name)
        return name

    def _check_prefixes(self, names: dict[int, str], declared: frozenset[str]) -> None:
        for index, name in names.items():
            prefix, colon, _ = name.rpartition(":")
            own = self.columns[index].rpartition(".")[2].rpartition(":")[0]
            if colon and prefix not in declared and prefix != own:
                raise _one_language(name)

    def _check_text(self, record: Record, edit: Edit) -> None:
        last = len(record.values)
        appended = ((last, text) for text in edit.appended.values())
        for position, text in (*edit.replaced.items(), *edit.added.items(), *appended):
            if character := illegal(text):
                where = Where(self._name, record.line, cell_name(self.columns, record, position))
                what = f"the new text holds U+{ord(character):04X}, which no XML may hold"
                raise FileProblem(where, what, "Correct the text and run again.")


def _one_language(name: str) -> UsageProblem:
    return UsageProblem(
        f'XML has no element called "{name}": an XML feed holds one language. '
        "Write a feed for each language with --layout replace."
    )


def _unclean(text: str) -> str | None:
    found = ILLEGAL.search(text)
    if found is None:
        return None
    if "\ud800" <= found[0] <= "\udfff":
        return "holds bytes that are not text in the file's encoding"
    return "holds a NUL character" if found[0] == "\0" else f"holds U+{ord(found[0]):04X}, which no XML may hold"


def _undefined(name: str) -> str:
    number = name2codepoint.get(name)
    instead = f": write &#{number}; instead" if number is not None else ""
    return f"uses &{name};, which XML does not define{instead}"


def _held(pieces: Iterable[Piece], target: TextEncoding) -> Iterator[Piece]:
    """Yield the pieces with references for what the encoding cannot hold."""

    def holds(text: str) -> bool:
        try:
            text.encode(target.codec, target.errors)
        except UnicodeEncodeError:
            return False
        return True

    for line, text in pieces:
        yield line, text if text.isascii() or holds(text) else with_references(text, holds)
