"""catalog convert: the same values in another kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands.copies import check_output, opened_output
from catalog_cli.commands.grouping import command_app
from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import plural

if TYPE_CHECKING:
    from catalog_cli.formats.creation import WriteOptions

STANDARD = "-"


@dataclass(frozen=True, slots=True)
class Files:
    """Files."""

    input: Annotated[str, Argument(metavar="INPUT", help="A catalog, or - for standard input.")]
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="Its ending says what is written; without, standard output."),
    ] = None
    force: Annotated[bool, Option("--force", "-f", help="Replace an output that is there already.")] = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How the catalog is read (found out where not given)."""

    input_format: Annotated[str | None, Option("--input-format", metavar="NAME", help="Such as csv or parquet.")] = None
    encoding: Annotated[str | None, Option("--encoding", metavar="NAME", help="Such as utf-8 or cp1252.")] = None
    delimiter: Annotated[str | None, Option("--delimiter", metavar="CHARACTER", help='One character, or "tab".')] = None


@dataclass(frozen=True, slots=True)
class Writing:
    """How the new file is written."""

    output_format: Annotated[
        str | None, Option("--output-format", metavar="NAME", help="csv, tsv, json, jsonl, xlsx or parquet.")
    ] = None
    output_encoding: Annotated[
        str | None, Option("--output-encoding", metavar="NAME", help="Of text files [default: utf-8].")
    ] = None
    output_delimiter: Annotated[
        str | None, Option("--output-delimiter", metavar="CHARACTER", help='Of csv and tsv: one character, or "tab".')
    ] = None


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print what was written as JSON; the catalog goes to -o.")] = False


def convert(files: Files, reading: Reading, writing: Writing, reports: Reports) -> int:
    """Write a catalog as another kind of file, its values unchanged: CSV, TSV, JSON, JSON Lines, XLSX or Parquet.

    Names may end in .gz or .zst: such files are read and written compressed. No value becomes a number or a date.

    \b
    Examples:
      catalog convert shop.xlsx -o shop.csv
      catalog convert shop.csv.gz -o shop.parquet
      catalog convert - --output-format jsonl < shop.csv > shop.jsonl
    """
    from catalog_cli import feeds, formats
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.conversion import convert_table

    console = reports.console()
    container = _container(files.output, writing.output_format)
    output = None if files.output in (None, STANDARD) else Path(str(files.output))
    if output is None and reports.json:
        raise UsageProblem("--json prints the result on standard output: name a file for the catalog with -o.")
    options = _write_options(container, writing, str(output or "standard output"))
    check_output(output, Path(files.input), is_forced=files.force)
    with opened_inputs([files.input]) as [source]:
        read = formats.ReadOptions(
            format=reading.input_format, encoding=reading.encoding, delimiter=reading.delimiter, name=source.name
        )
        table = formats.open_table(source.path, read, feeds.score_header)
        with opened_output(output, console) as out:
            made = convert_table(table, out, container, options)
    if reports.json:
        rows = {"input": source.name, "output": str(output), "format": container, "rows": made.rows}
        console.print_json({**rows, "columns": list(made.columns), "notes": list(made.notes)})
    shown = f"{source.name} -> {output or 'standard output'}"
    console.say(f"{shown}: {plural(made.rows, 'row')}, {plural(len(made.columns), 'column')}")
    for note in made.notes:
        console.say(f"  {note}")
    return 0


def _container(output: str | None, requested: str | None) -> str:
    """Return the format to write: what the option says, else the ending of the output's name."""
    from catalog_cli import formats
    from catalog_cli.formats.compression import inner_name
    from catalog_cli.formats.creation import CREATED

    choice = f"Choose one of: {', '.join(CREATED)}."
    if requested is not None:
        if requested not in CREATED:
            raise UsageProblem(f'"{requested}" cannot be written. {choice}')
        return requested
    if output in (None, STANDARD):
        raise UsageProblem(f"Say what to write on standard output with --output-format. {choice}")
    suffix = Path(inner_name(str(output))).suffix.lower()
    container = formats.SUFFIXES.get(suffix, "")
    # A workbook with another ending than its own would not open.
    if container not in CREATED or (container == "xlsx" and suffix != ".xlsx"):
        ending = f"The ending of {output} names nothing that can be written"
        raise UsageProblem(f"{ending}. Add --output-format. {choice}")
    return container


def _write_options(container: str, writing: Writing, name: str) -> WriteOptions:
    """Return how to write, having refused the options that the format has no use for."""
    from catalog_cli.formats.creation import WriteOptions

    if writing.output_encoding is not None and container in ("xlsx", "parquet"):
        raise UsageProblem(f"Text in {container} has one encoding: leave out --output-encoding.")
    if writing.output_delimiter is not None and container not in ("csv", "tsv"):
        raise UsageProblem(f"There are no delimiters in {container}: leave out --output-delimiter.")
    return WriteOptions(delimiter=writing.output_delimiter, encoding=writing.output_encoding or "utf-8", name=name)


app = command_app("convert", convert)
