"""How a catalog is understood, as lines of a terminal: what `plan` and `feeds explain` both print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from catalog_cli.reporting.console import table

if TYPE_CHECKING:
    from catalog_cli.catalog import Catalog
    from catalog_cli.feeds import Detection
    from catalog_cli.product import Column


def file_line(catalog: Catalog) -> str:
    """Return the line on the file: its format, encoding and delimiter."""
    facts = catalog.table.facts
    mark = " with a byte order mark" if facts.has_bom else ""
    delimiter = {"": "", "\t": ", delimiter tab"}.get(facts.delimiter, f', delimiter "{facts.delimiter}"')
    return f"  File      {facts.format}, {facts.encoding}{mark} ({facts.encoding_reason}){delimiter}"


def feed_line(catalog: Catalog, detections: Sequence[Detection], *, is_forced: bool) -> str:
    """Return the line on the feed, and how it is known."""
    feed = catalog.schema.feed
    found = None if is_forced else next((d for d in detections if d.feed == feed), None)
    has_header = catalog.table.facts.has_header
    why = f"score {found.score:g}: {found.reason}" if found else "as --feed says" if has_header else "no header"
    return f"  Feed      {feed} ({why})"


def column_lines(
    columns: Sequence[Column],
    heads: Sequence[str],
    cells: Callable[[Column], Sequence[str]],
    why: Callable[[Column], str],
) -> Iterator[str]:
    """Yield a table with a line for each column: its name, its role, the cells under `heads`, and why."""
    rows: list[Sequence[str]] = [("column", "role", *heads, "why")]
    for column in columns:
        role = "-" if column.role is None else str(column.role)
        rows.append(
            (column.name, f"{role} (translated)" if column.is_translated else role, *cells(column), why(column))
        )
    yield from table(rows, "  ")
