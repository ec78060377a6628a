"""Bytes <-> records: each file container as a table of records that can be written back byte for byte.

Knows nothing of products. `FORMATS` is the list of what can be read; a class is imported when it is used.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol

from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.formats.encoding import unwritable
from catalog_cli.formats.table import AddedColumn, FileFacts, HeaderScore, ReadOptions, Table, cell_name

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "AddedColumn",
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
}
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


class _TableClass(Protocol):
    def open(self, path: Path, options: ReadOptions, score_header: HeaderScore) -> Table: ...


def open_table(path: Path, options: ReadOptions, score_header: HeaderScore) -> Table:
    """Return the table of a file in the format that the options, its suffix or its content name.

    `score_header` says how well a list of header names is known (0: not at all). Raises FileProblem for a file that
    cannot be read, UsageProblem for a format, encoding or delimiter that does not exist.
    """
    from dataclasses import replace

    try:
        name = _format_of(path, options)
        module, _, table = FORMATS[name].partition(":")
        table_class: _TableClass = getattr(import_module(module), table)
        return table_class.open(path, replace(options, format=name), score_header)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        where = Where(options.name or str(path))
        raise FileProblem(where, f"cannot be read: {reason}", "Give the path of a readable file.") from error


def _format_of(path: Path, options: ReadOptions) -> str:
    if options.format is not None:
        if options.format not in FORMATS:
            raise UsageProblem(f'"{options.format}" is not a format. Choose one of: {", ".join(FORMATS)}.')
        return options.format
    by_suffix = SUFFIXES.get(path.suffix.lower())
    # JSON Lines is often called .json, and only its second line shows it.
    if by_suffix in (None, "json"):
        from catalog_cli.formats.content import format_of_content

        by_content = format_of_content(path, options.encoding)
        return by_content if by_suffix is None or by_content == "jsonl" else by_suffix
    return by_suffix
