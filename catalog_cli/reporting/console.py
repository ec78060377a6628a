"""The two streams of a terminal: results on standard output, everything else on standard error.

Colour is decided for each stream on its own; control characters of a catalog never reach the terminal.
"""

from __future__ import annotations

import errno
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, BinaryIO, TextIO, cast

from catalog_cli.errors import FileProblem, Where
from catalog_cli.segment import Severity

# Everything that could move the cursor or recolour the screen; line feed and tab are layout.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SGR = {"red": "31", "yellow": "33", "green": "32", "bold": "1", "dim": "2"}
_OF_SEVERITY = {Severity.CRITICAL: "red", Severity.MAJOR: "yellow", Severity.MINOR: "dim"}
# Widest cell of a table: a sample is to be recognised, not read.
_MOST_CELL_COLUMNS = 48


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command prints. `is_quiet` leaves only errors, `is_verbose` adds what explains the run."""

    out: TextIO | None
    err: TextIO | None
    colours_out: bool = False
    colours_err: bool = False
    is_quiet: bool = False
    is_verbose: bool = False
    is_animated: bool = False
    """Whether standard error is a terminal that can move its cursor."""

    def print(self, text: str = "") -> None:
        """Write a line of the command's result to standard output."""
        self._write(self.out, printable(text))

    def print_json(self, value: object) -> None:
        """Write the command's result as one JSON document to standard output, in UTF-8 whatever the locale."""
        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        data = standard_output(self.out)
        data.write(text.encode("utf-8", "backslashreplace"))
        data.flush()

    def say(self, text: str = "", style: str = "") -> None:
        """Write a message to standard error, unless quiet."""
        if not self.is_quiet:
            self._write(self.err, self.styled(printable(text), style))

    def explain(self, text: str) -> None:
        """Write a message that only `--verbose` asks for."""
        if self.is_verbose:
            self.say(text, "dim")

    def fail(self, text: str) -> None:
        """Write an error to standard error, quiet or not."""
        self._write(self.err, f"{self.styled('error:', 'red')} {printable(text)}")

    def styled(self, text: str, style: str) -> str:
        """Return a text in colour, where standard error has colours."""
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if self.colours_err and style else text

    def severity(self, severity: Severity) -> str:
        """Return the name of a severity in its colour."""
        return self.styled(str(severity), _OF_SEVERITY[severity])

    def say_styled(self, text: str) -> None:
        """Write a message whose parts are printable and styled already."""
        if not self.is_quiet:
            self._write(self.err, text)

    def _write(self, stream: TextIO | None, text: str) -> None:
        if stream is None:  # the process was started without it
            if stream is self.out:
                raise _closed()
            return
        try:
            stream.write(text + "\n")
            stream.flush()
        except OSError as error:
            raise _unwritable(error) from error


def open_console(
    environment: Mapping[str, str], *, no_color: bool = False, is_quiet: bool = False, is_verbose: bool = False
) -> Console:
    """Return the console of this process; each stream has colours if it is a terminal that wants them."""

    def has_colours(stream: IO[str]) -> bool:
        refused = no_color or environment.get("NO_COLOR") or environment.get("CATALOG_NO_COLOR")
        return is_terminal(stream) and not refused and environment.get("TERM") != "dumb"

    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets a stand-in, never a crash.
        # Once: it writes what is left, which a closed pipe does not take.
        if hasattr(stream, "reconfigure") and stream.errors != "backslashreplace":
            stream.reconfigure(errors="backslashreplace")
    return Console(
        sys.stdout,
        sys.stderr,
        has_colours(sys.stdout),
        has_colours(sys.stderr),
        is_quiet,
        is_verbose,
        is_terminal(sys.stderr) and environment.get("TERM") != "dumb",
    )


def is_terminal(stream: IO[str] | None) -> bool:
    """Return whether a person sees the stream."""
    return stream is not None and not stream.closed and stream.isatty()


def printable(text: str) -> str:
    """Return a text with its control characters as visible escapes.

    >>> printable("Red\\x1b[31m bag")
    'Red\\\\x1b[31m bag'
    """
    return _CONTROLS.sub(lambda match: repr(match[0])[1:-1], text)


def shortened(text: str, most: int = _MOST_CELL_COLUMNS) -> str:
    """Return a text on one line and at most `most` columns wide.

    >>> shortened("one\\ntwo"), shortened("abcdef", 4)
    ('one two', 'abc…')
    """
    line = " ".join(text[: most * 4].split())
    if _width(line) <= most and len(text) <= most * 4:
        return line
    while _width(line) >= most:
        line = line[:-1]
    return line + "…"


def table(rows: Sequence[Sequence[str]], indent: str = "") -> Iterable[str]:
    """Yield rows as lines with aligned columns; the last column is not padded.

    >>> list(table([("a", "bb", "c"), ("dddd", "e", "")]))
    ['a     bb  c', 'dddd  e']
    """
    cells = [[shortened(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield (indent + "  ".join(padded)).rstrip()


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide letter, none for a combining mark."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun.

    >>> plural(1, "product"), plural(1234, "product"), plural(0, "person", "people")
    ('1 product', '1,234 products', '0 people')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


class _StandardOutput:
    """Standard output for bytes, whose failures are named; a closed pipe stays a BrokenPipeError."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes) -> int:
        left = memoryview(data).cast("B")
        try:
            # With PYTHONUNBUFFERED a pipe takes what it has room for, and says only to the next call that it is closed.
            while left:
                left = left[self._stream.write(left) :]
        except OSError as error:
            raise _unwritable(error) from error
        return len(data)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            raise _unwritable(error) from error


def standard_output(out: TextIO | None) -> BinaryIO:
    """Return standard output as a stream of bytes; raises FileProblem if it is closed."""
    if out is None:
        raise _closed()
    return cast(BinaryIO, _StandardOutput(out.buffer))


def _closed() -> FileProblem:
    return FileProblem(Where("standard output"), "is closed", "Leave it open, or name a file with -o.")


def _unwritable(error: OSError) -> OSError | FileProblem:
    if error.errno == errno.EPIPE:
        return error
    reason = (error.strerror or str(error)).lower()
    return FileProblem(Where("standard output"), f"cannot be written ({reason})", "Name another file with -o.")
