"""Source and target side by side on a terminal: what a run would write, before it writes anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from catalog_cli.product import Product
from catalog_cli.reporting.console import Console, printable
from catalog_cli.segment import Finding, Severity

# A description of a thousand words would push every other row off the screen.
_MOST_CHARACTERS = 240
_STYLES = {Severity.CRITICAL: "red", Severity.MAJOR: "yellow", Severity.MINOR: "dim"}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One cell: the line it stands in, its column, what was there, and what would be written (None: no change)."""

    row: int
    column: str
    source: str
    target: str | None


def preview_rows(products: Iterable[Product]) -> Iterator[PreviewRow]:
    """Yield every translated cell of the products, in the order of the file."""
    for product in products:
        fields = sorted((own for _, own in product.all_fields()), key=lambda own: (own.record, own.position))
        for own in fields:
            if own.column.is_translated and own.value.strip():
                yield PreviewRow(product.records[own.record].line, own.column.name, own.value, own.target)


def show_preview(
    products: Iterable[Product], findings: Sequence[Finding], target_locale: str, console: Console
) -> None:
    """Write a table of source, target and findings to standard output."""
    from rich.console import Console as RichConsole
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    for heading in ("row", "column"):
        table.add_column(heading, style="dim")
    for heading in ("source", target_locale, "findings"):
        table.add_column(heading, overflow="fold", ratio=1 if heading == "findings" else 2)
    told: dict[tuple[int | None, str | None], list[Finding]] = {}
    for finding in findings:
        told.setdefault((finding.place.row, finding.place.column), []).append(finding)
    for row in preview_rows(products):
        notes = Text()
        for finding in dict.fromkeys(told.get((row.row, row.column), ())):
            notes.append(f"{finding.severity}: {printable(finding.message)}\n", _STYLES[finding.severity])
        notes.rstrip()
        target = Text("as it is", "dim") if row.target is None else Text(_cut(row.target))
        table.add_row(str(row.row), printable(row.column), Text(_cut(row.source)), target, notes)
    rich = RichConsole(file=console.out, color_system="auto" if console.colours_out else None, highlight=False)
    rich.print(table)


def _cut(text: str) -> str:
    text = printable(text.strip())
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + "…"
