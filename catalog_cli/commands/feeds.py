"""catalog feeds: the platforms whose columns are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.feeds import FEEDS, FeedTable, feed_table
from catalog_cli.reporting.console import table


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


@dataclass(frozen=True, slots=True)
class Feed:
    """Feed."""

    name: Annotated[str, Argument(metavar="NAME", help="A feed, such as shopify.")]


def list_feeds(reports: Reports) -> int:
    """List the feeds.

    \b
    Example:
      catalog feeds list
    """
    console = reports.console()
    tables = [feed_table(name) for name in FEEDS]
    if reports.json:
        console.print_json([{"name": found.name, "version": found.version} for found in tables])
        return 0
    for line in table([("feed", "version", "source"), *((t.name, t.version, t.source_of_truth) for t in tables)]):
        console.print(line)
    return 0


def show_feed(feed: Feed, reports: Reports) -> int:
    """Show which columns of a feed are known, and the role of each.

    \b
    Example:
      catalog feeds show shopify
    """
    console = reports.console()
    found = feed_table(feed.name)
    if reports.json:
        console.print_json(_as_json(found))
        return 0
    console.print(f"{found.name}, version {found.version}: {found.source_of_truth}")
    rows = [("role", "columns (patterns)", "why")]
    rows += [(str(rule.role or "-"), ", ".join(rule.headers), rule.reason) for rule in found.rules]
    for line in table(rows, "  "):
        console.print(line)
    return 0


def _as_json(found: FeedTable) -> dict[str, object]:
    return {
        "name": found.name,
        "version": found.version,
        "source": found.source_of_truth,
        "columns": [
            {
                "role": None if rule.role is None else str(rule.role),
                "is_translated": rule.role is not None and rule.role.is_translated,
                "headers": list(rule.headers),
                "reason": rule.reason,
                "reserved": sorted(rule.reserved),
            }
            for rule in found.rules
        ],
    }


app = group_app(
    "The platforms whose columns are known.\n\n\b\nExamples:\n  catalog feeds list\n  catalog feeds show shopify"
)
add_command(app, "list", list_feeds)
add_command(app, "show", show_feed)
