"""What commands share that write a copy of a catalog with something in it: where to, and in which locale."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO

from catalog_cli.commands.options import Argument, Measures, Option
from catalog_cli.errors import FileProblem, Where
from catalog_cli.reporting.console import Console, standard_output


@dataclass(frozen=True, slots=True)
class Copies:
    """Files."""

    inputs: Annotated[list[str], Argument(metavar="INPUT...", help="Catalogs, or - for standard input.")]
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="A file, a folder, or a pattern: 'out/{stem}.{locale}{suffix}'."),
    ] = None
    force: Annotated[bool, Option("--force", "-f", help="Replace an output that is there already.")] = False
    limit: Annotated[
        int | None,
        Option("--limit", metavar="N", min=1, help="The first N products; others stay as they are."),
    ] = None


@dataclass(frozen=True, slots=True)
class OneLocale:
    """Locales."""

    to: Annotated[
        str | None,
        Option("--to", metavar="LOCALE", help="The locale of what is written [default: that of the catalog]."),
    ] = None
    from_: Annotated[
        str | None, Option("--from", metavar="LOCALE", help="The locale of the catalog [default: en].")
    ] = None


@dataclass(frozen=True, slots=True)
class Conventions:
    """Conventions."""

    measures: Measures = None


# Not named as the setting is: that says what the translation is in as it stands.
NewEncoding = Annotated[
    str | None,
    Option("--output-encoding", metavar="NAME", help="Write the translation in another encoding than it is in."),
]


def check_output(output: Path | None, source: Path, *, is_forced: bool) -> None:
    """Raise FileProblem if what stands at the output would be lost: the input, or another file without `is_forced`.

    A device or a pipe may be written to.
    """
    if output is None or not output.exists():
        return
    where = Where(str(output))
    if output.is_dir():
        raise FileProblem(where, "is a folder", "Name a file in it.")
    if source.exists() and output.samefile(source):
        raise FileProblem(where, "is the input, which would be lost", "Choose another -o.")
    if output.is_file() and not is_forced:
        raise FileProblem(where, "is there already", "Choose another -o, or replace it with --force.")


@contextmanager
def opened_output(output: Path | None, console: Console) -> Iterator[BinaryIO]:
    """Give where to write: standard output, a file that is put in place when it is whole, or a device or pipe."""
    from catalog_cli.replacement import replacing

    if output is None:
        out = standard_output(console.out)
        yield out
        out.flush()
    elif output.exists() and not output.is_file():
        with output.open("wb") as stream:
            yield stream
    else:
        with replacing(output) as out:
            yield out
