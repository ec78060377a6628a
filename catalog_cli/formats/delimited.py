"""CSV and TSV: a delimited file as records, each cell of which keeps how it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from catalog_cli.formats.dialects import Layout, find_layout
from catalog_cli.formats.encoding import TextEncoding, find_encoding, open_lines, output_encoding
from catalog_cli.formats.rows import RowReader, raw_row, row_text
from catalog_cli.formats.table import AddedColumn, AppendedColumn, FileFacts, HeaderScore, ReadOptions, refuse_edit
from catalog_cli.formats.writing import Piece, write_pieces
from catalog_cli.product import Edit, Record


@dataclass(frozen=True, slots=True)
class _NewColumns:
    """The columns that a writing adds: those beside others, then those behind all."""

    added: Sequence[AddedColumn]
    appended: Sequence[AppendedColumn]

    @property
    def count(self) -> int:
        return len(self.added) + len(self.appended)

    def names(self) -> Edit:
        """Return the edit of the header."""
        return Edit(
            added={column.column: column.name for column in self.added},
            appended={column.name: column.name for column in self.appended},
        )


class DelimitedTable:
    """A CSV or TSV file. Open one with `DelimitedTable.open`."""

    def __init__(self, path: Path, encoding: TextEncoding, facts: FileFacts, layout: Layout) -> None:
        self._path, self._encoding, self._layout = path, encoding, layout
        self._dialect = layout.dialect
        self.facts = facts
        names = [value.strip() for value in layout.header.values] if layout.header else None
        self.columns = tuple(names or (str(index + 1) for index in range(layout.width)))

    @classmethod
    def open(cls, path: Path, options: ReadOptions, score_header: HeaderScore) -> DelimitedTable:
        """Return the table of a file, having found its encoding and dialect; raises FileProblem if it has none."""
        name = options.name or path.name
        encoding = find_encoding(path, options.encoding, options.source_locale, name)
        with open_lines(path, encoding, name) as lines:
            layout = find_layout(lines, encoding, options, score_header, name)
        facts = FileFacts(
            name=name,
            format="tsv" if options.format == "tsv" else "csv",
            encoding=encoding.name,
            has_bom=bool(encoding.mark),
            encoding_reason=encoding.reason,
            newline=layout.newline,
            delimiter=layout.dialect.delimiter,
            skips_initial_space=layout.dialect.skips_initial_space,
            has_header=options.has_header,
        )
        return cls(path, encoding, facts, layout)

    def records(self) -> Iterator[Record]:
        """Yield every record from the first on, at each call."""
        wide = "the header has" if self.facts.has_header else "the rows above have"
        reader = RowReader(self._dialect, self.facts.name, self._layout.width, self._encoding.is_clean, wide)
        with open_lines(self._path, self._encoding, self.facts.name) as lines:
            rest = islice(lines, self._layout.first_line - 1, None)
            yield from reader.records(rest, self._layout.first_line)

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
        write_pieces(out, self._pieces(edits, _NewColumns(added, appended)), target, self.facts.name)

    def _pieces(self, edits: Iterable[tuple[Record, Edit]], new: _NewColumns) -> Iterator[Piece]:
        yield 1, self._layout.preamble
        header = self._layout.header
        if header is not None:
            yield header.line, self._edited(header, new.names(), new) if new.count else row_text(header)
        for record, edit in edits:
            raw = record.raw
            if edit.replaced or edit.added or edit.appended:
                refuse_edit(record, edit)
                yield record.line, self._edited(record, edit, new)
            elif new.count and record.problem is None:
                yield record.line, self._edited(record, edit, new)
            else:
                yield record.line, raw if type(raw) is str else row_text(record)
            for row in edit.rows:
                yield record.line, self._new_row(record, row, new.count)

    def _new_row(self, record: Record, row: Mapping[int, str], added: int) -> str:
        """Return the text of a row below a record: each cell in the style of the one above it, as is the line's end.

        Where the record is the file's last and its line does not end, the new line begins with the end instead.
        """
        text, known, before, after = raw_row(record)
        del before, after
        dialect = self._dialect
        old = known if known is not None else text.rstrip("\r\n").split(dialect.delimiter)
        empty = dialect.styled(old[0], "") if all(cell.startswith('"') for cell in old) else ""
        cells = [dialect.styled(old[index], row[index]) if row.get(index) else empty for index in range(len(old))]
        line = dialect.delimiter.join(cells + [empty] * added)
        end = text[len(text.rstrip("\r\n")) :]
        return line + end if end else (self.facts.newline or "\n") + line

    def _edited(self, record: Record, edit: Edit, new: _NewColumns) -> str:
        """Return the text of a record with its new cells, each in the style of the cell it replaces or stands by."""
        text, known, before, after = raw_row(record)
        dialect = self._dialect
        row = text.rstrip("\r\n")
        old = known if known is not None else row.split(dialect.delimiter)
        cells = list(old)
        for position, value in edit.replaced.items():
            cells[position] = dialect.styled(old[position], value)
        for column in new.added:
            value = edit.added.get(column.column, "")
            cells.append(dialect.beside(old[column.column], value) if value else "")
        for last in new.appended:
            value = edit.appended.get(last.name, "")
            cells.append(dialect.beside(old[-1], value) if value else "")
        joined = dialect.delimiter.join(cells)
        # A row of one empty cell would read back as a blank line.
        if not joined.strip(" "):
            joined = f'"{joined}"'
        return before + joined + text[len(row) :] + after
