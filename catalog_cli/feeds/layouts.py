"""Where a feed's targets go: which layouts it has, and what the column for a target is called."""

from __future__ import annotations

import re

from catalog_cli.errors import UsageProblem
from catalog_cli.feeds.table import FeedTable, feed_table
from catalog_cli.job import Layout
from catalog_cli.product import Column, Schema


def layout(schema: Schema, wanted: Layout | None) -> Layout:
    """Return the layout asked for, or the feed's own; raises UsageProblem if the feed has no such layout.

    >>> layout(Schema("plain", "1", ()), None).value
    'replace'
    >>> layout(Schema("plain", "1", ()), Layout.ROWS)
    Traceback (most recent call last):
    ...
    catalog_cli.errors.UsageProblem: The feed "plain" has no rows layout. Choose one with --layout: replace, columns.
    """
    table = feed_table(schema.feed)
    if wanted is None:
        return table.layouts[0]
    if wanted not in table.layouts:
        there = ", ".join(table.layouts)
        raise UsageProblem(f'The feed "{table.name}" has no {wanted} layout. Choose one with --layout: {there}.')
    return wanted


def on_import(schema: Schema, chosen: Layout) -> str:
    """Return what importing an output in a layout does to the texts of the shop's primary language, "" if unknown."""
    return dict(feed_table(schema.feed).on_import).get(chosen, "")


def target_header(column: Column, target_locale: str, table: FeedTable) -> str:
    """Return the name of a column's own column for the target locale.

    >>> from catalog_cli.product import Role
    >>> target_header(Column(0, "name:en", "name", Role.TITLE, "", "en"), "pt-BR", feed_table("plain"))
    'name:pt-BR'
    """
    found = re.fullmatch(table.locale_header, column.name) if table.locale_header else None
    if found is None:
        return f"{column.base}:{target_locale}"
    style = target_locale.replace("-", "_") if "_" in found["locale"] else target_locale
    return column.name[: found.start("locale")] + style + column.name[found.end("locale") :]
