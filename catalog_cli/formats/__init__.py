"""Bytes <-> records: each file container as a table of records that can be written back byte for byte.

Knows nothing of products. `FORMATS` is the list of what can be read; a class is imported when it is used.
"""

from __future__ import annotations

import weakref
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.encoding import unwritable
from catalog_cli.formats.table import AddedColumn, AppendedColumn, FileFacts, HeaderScore, ReadOptions, Table, cell_name

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "AddedColumn",
    "AppendedColumn",
    "FileFacts",
    "HeaderScore",
    "ReadOptions",
    "Table",
    "cell_name",
    "open_table",
    "unwritable",
]

FORMATS = {
    "csv": "catalog_cli.formats.delimited:DelimitedTable",
    "tsv": "catalog_cli.formats.delimited:DelimitedTable",
    "json": "catalog_cli.formats.json_text:JsonArrayTable",
    "jsonl": "catalog_cli.formats.json_text:JsonLinesTable",
    "xlsx": "catalog_cli.formats.xlsx:XlsxTable",
    "xml": "catalog_cli.formats.feed_xml:XmlTable",
    "parquet": "catalog_cli.formats.parquet:ParquetTable",
}
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    # Not read: the error says how to save them as what is.
    ".xls": "xlsx",
    ".xlsb": "xlsx",
    ".ods": "xlsx",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".parquet": "parquet",
    ".pq": "parquet",
}


class _TableClass(Protocol):
    def open(self, path: Path, options: ReadOptions, score_header: HeaderScore) -> Table: ...


def open_table(path: Path, options: ReadOptions, score_header: HeaderScore) -> Table:
    """Return the table of a file in the format that the options, its suffix or its content name.

    `score_header` says how well a list of header names is known (0: not at all). Raises FileProblem for a file that
    cannot be read, UsageProblem for a format, encoding or delimiter that does not exist. A compressed file is read as
    what is in it, whose format its name without .gz or .zst says; it lies unpacked for as long as the table is kept.
    """
    from catalog_cli.formats.compression import unpacked

    try:
        spool = unpacked(path, options.name or path.name)
        if spool is None:
            return _open_plain(path, options, score_header)
        try:
            table = _open_plain(spool.path, replace(options, name=options.name or path.name), score_header)
        except BaseException:
            spool.remove()
            raise
        # The table reads what was unpacked again and again, until nobody has the table any more.
        weakref.finalize(table, spool.remove)
        return table
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        where = Where(options.name or str(path))
        raise FileProblem(where, f"cannot be read: {reason}", "Give the path of a readable file.") from error


def _open_plain(path: Path, options: ReadOptions, score_header: HeaderScore) -> Table:
    name = _format_of(path, options)
    module, _, table = FORMATS[name].partition(":")
    table_class: _TableClass = getattr(import_module(module), table)
    return table_class.open(path, replace(options, format=name), score_header)


def _format_of(path: Path, options: ReadOptions) -> str:
    if options.format is not None:
        if options.format not in FORMATS:
            raise UsageProblem(f'"{options.format}" is not a format. Choose one of: {", ".join(FORMATS)}.')
        return options.format
    by_suffix = SUFFIXES.get(path.suffix.lower())
    if by_suffix is None and _begins_with(path, b"PAR1"):
        return "parquet"
    if by_suffix is None and (_begins_with(path, b"PK\3\4") or _begins_with(path, b"\xd0\xcf\x11\xe0")):
        return "xlsx"
    # JSON Lines is often called .json, and only its second line shows it.
    if by_suffix in (None, "json"):
        from catalog_cli.formats.content import format_of_content

        by_content = format_of_content(path, options.encoding)
        return by_content if by_suffix is None or by_content == "jsonl" else by_suffix
    if by_suffix in ("csv", "tsv"):
        _refuse_other_text(path, options)
    return by_suffix


def _refuse_other_text(path: Path, options: ReadOptions) -> None:
    """Raise FileProblem for a file that is named as a table of cells and begins as JSON or XML does."""
    from catalog_cli.formats.content import not_delimited

    found = not_delimited(path, options.encoding)
    if found is None:
        return
    name = {"json": "JSON", "jsonl": "JSON Lines", "xml": "XML"}[found]
    raise FileProblem(
        Where(options.name or path.name),
        f"is named {path.suffix} and looks like {name}",
        f"Read it with --input-format {found}, or give it the suffix of its format.",
    )


def _begins_with(path: Path, magic: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(magic)) == magic
