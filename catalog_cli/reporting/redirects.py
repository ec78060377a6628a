"""The map of addresses that changed, as CSV: what a shop redirects, so that links to it go on working."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from catalog_cli.replacement import replacing

# The header that Shopify's own import of redirects asks for (help page "Bulk imports of URL redirects"); others have
# plugins that take any two columns.
_HEADER = ("Redirect from", "Redirect to")


class RedirectFile:
    """Where redirects are written as they come, each once."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._write(_HEADER)

    def write(self, before: str, after: str) -> None:
        """Add a row.

        >>> out = io.BytesIO()
        >>> RedirectFile(out).write("/products/mug", "/products/caneca")
        >>> out.getvalue().decode().splitlines()
        ['Redirect from,Redirect to', '/products/mug,/products/caneca']
        """
        self._write((before, after))

    def _write(self, row: tuple[str, str]) -> None:
        text = io.StringIO(newline="")
        # A handle may begin as a formula does, and people open such a file in a spreadsheet.
        csv.writer(text, lineterminator="\n").writerow([f"'{cell}" if cell[:1] in _FORMULA else cell for cell in row])
        self._out.write(text.getvalue().encode("utf-8", "backslashreplace"))


_FORMULA = frozenset("=+-@\t\r")


@contextmanager
def writing_redirects(path: Path | None) -> Iterator[RedirectFile | None]:
    """Give the map of a command, None if no file is asked for; it takes its place when all runs are done."""
    if path is None:
        yield None
        return
    with replacing(path) as out:
        yield RedirectFile(out)
