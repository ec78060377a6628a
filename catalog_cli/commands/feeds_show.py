"""catalog feeds show: one platform's columns, layouts and import rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.errors import UsageProblem
from catalog_cli.feeds import FEEDS, FeedTable, feed_table
from catalog_cli.reporting.console import Console, table

_WITH_SCHEMA = "catalog_jsonl"
_UNPROVEN = "not proven"


def _complete(incomplete: str) -> list[str]:
    return [name for name in FEEDS if name.startswith(incomplete)]


@dataclass(frozen=True, slots=True)
class Feed:
    """Feed."""

    name: Annotated[str, Argument(metavar="NAME", help="A feed, such as shopify.", autocompletion=_complete)]


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False
    schema: Annotated[bool, Option("--schema", help=f"Print the JSON Schema of a line of {_WITH_SCHEMA}.")] = False


def show_feed(feed: Feed, reports: Reports) -> int:
    """Show a feed: its columns and their roles, its layouts, and what its platform asks of a file.

    \b
    Examples:
      catalog feeds show shopify
      catalog feeds show etsy --json | jq .import_rules
      catalog feeds show catalog_jsonl --schema > catalog.schema.json
    """
    console = reports.console()
    found = feed_table(feed.name)
    if reports.schema:
        _print_schema(feed.name, console)
    elif reports.json:
        console.print_json(_as_json(found))
    else:
        for line in _lines(found):
            console.print(line)
    return 0


def _print_schema(name: str, console: Console) -> None:
    import json

    from catalog_cli.feeds.catalog_jsonl import schema_text

    if name != _WITH_SCHEMA:
        raise UsageProblem(
            f'The feed "{name}" has no JSON Schema. The only one that has is {_WITH_SCHEMA}: '
            f"catalog feeds show {_WITH_SCHEMA} --schema"
        )
    console.print_json(json.loads(schema_text()))


def _lines(found: FeedTable) -> Iterator[str]:
    from catalog_cli.feeds.table import ImportRules
    from catalog_cli.import_checks.rule_names import rule_rows

    title = f" ({found.title})" if found.title else ""
    yield f"{found.name}{title}, version {found.version}: {found.source_of_truth}"
    rows = [("role", "columns (patterns)", "why")]
    rows += [(str(rule.role or "-"), ", ".join(rule.headers), rule.reason) for rule in found.rules]
    yield from table(rows, "  ")
    yield ""
    yield "Layouts"
    hints = dict(found.on_import)
    for number, layout in enumerate(found.layouts):
        why = f" (the default{', because ' + found.layout_reason if found.layout_reason else ''})" if not number else ""
        hint = hints.get(layout, "").format(locale="the target locale")
        yield f"  {layout}{why}{': ' + hint if hint else ''}"
    if found.import_rules != ImportRules():
        yield ""
        yield "Import rules (catalog feeds check)"
        asked = [(what, of, "" if is_proven else _UNPROVEN) for what, of, is_proven in rule_rows(found)]
        yield from table([("rule", "columns", ""), *asked], "  ")
    if found.unproven:
        yield ""
        yield "Not proven by the platform's own documents"
        yield f"  {found.unproven}"


def _as_json(found: FeedTable) -> dict[str, object]:
    rules = found.import_rules
    return {
        "name": found.name,
        "title": found.title,
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
        "layouts": [
            {"layout": str(layout), "on_import": dict(found.on_import).get(layout, "")} for layout in found.layouts
        ],
        "layout_reason": found.layout_reason,
        "import_rules": {
            "required": [list(group) for group in rules.required],
            "filled": list(rules.filled),
            "unique": list(rules.unique),
            "limits": [
                {
                    "headers": list(limit.headers),
                    "most": limit.most,
                    "unit": limit.unit,
                    "since": limit.since or None,
                    "is_each": limit.is_each,
                    "is_advice": limit.is_advice,
                    "is_proven": limit.is_proven,
                }
                for limit in rules.limits
            ],
            "allowed": [
                {"headers": list(each.headers), "values": sorted(each.values), "is_proven": each.is_proven}
                for each in rules.allowed
            ],
        },
        "unproven": found.unproven,
    }
