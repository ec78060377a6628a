"""catalog feeds: the platforms whose columns are known, and what one makes of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from catalog_cli.commands.feeds_check import check
from catalog_cli.commands.feeds_explain import explain
from catalog_cli.commands.feeds_show import show_feed
from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.options import Option, Shared
from catalog_cli.feeds import FEEDS, feed_table
from catalog_cli.reporting.console import table

_UNPROVEN = "*"


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


def list_feeds(reports: Reports) -> int:
    """List the feeds: each platform's file, the version of its table, and where texts go by default.

    \b
    Examples:
      catalog feeds list
      catalog feeds list --json | jq '.[].name'
    """
    console = reports.console()
    tables = [feed_table(name) for name in FEEDS]
    if reports.json:
        console.print_json(
            [
                {
                    "name": found.name,
                    "title": found.title,
                    "version": found.version,
                    "layout": str(found.layouts[0]),
                    "source": found.source_of_truth,
                    "unproven": found.unproven,
                }
                for found in tables
            ]
        )
        return 0
    rows = [("feed", "file", "version", "layout", "source")]
    for found in tables:
        mark = _UNPROVEN if found.unproven else ""
        title = found.title or "any table with English headers"
        rows.append((found.name + mark, title, found.version, str(found.layouts[0]), found.source_of_truth))
    for line in table(rows):
        console.print(line)
    if any(found.unproven for found in tables):
        console.say(f"{_UNPROVEN} not all of it is in the platform's own documents: catalog feeds show NAME")
    return 0


app = group_app(
    "The platforms whose columns are known, and what one makes of a file.\n\n\b\nExamples:\n"
    "  catalog feeds list\n"
    "  catalog feeds show shopify\n"
    "  catalog feeds explain shopify.csv --to pt-BR\n"
    "  catalog feeds check localized.csv"
)
add_command(app, "list", list_feeds)
add_command(app, "show", show_feed)
add_command(app, "explain", explain)
add_command(app, "check", check)
