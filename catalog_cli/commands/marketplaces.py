"""catalog marketplaces: what each marketplace asks of a listing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.reporting.console import table

if TYPE_CHECKING:
    from catalog_cli.marketplaces import ListingField, Marketplace, RuleSource


def _complete(incomplete: str) -> list[str]:
    from catalog_cli.marketplaces import MARKETPLACES

    return [name for name in MARKETPLACES if name.startswith(incomplete)]


@dataclass(frozen=True, slots=True)
class Choice:
    """Marketplace."""

    name: Annotated[
        str,
        Argument(
            metavar="NAME", help="A marketplace, such as amazon, or a TOML file of your own.", autocompletion=_complete
        ),
    ]


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


def list_marketplaces(reports: Reports) -> int:
    """List the marketplaces: the date of their rules, their fields, and how long a title may be.

    \b
    Examples:
      catalog marketplaces list
      catalog marketplaces list --json | jq '.[].name'
    """
    from catalog_cli.marketplaces import marketplaces

    console = reports.console()
    found = marketplaces()
    if reports.json:
        console.print_json([_facts(one) for one in found])
        return 0
    rows = [("marketplace", "title", "rules of", "titles", "fields")]
    for one in found:
        mark = "!" if one.only_warns else "*" if one.unproven else ""
        rows.append((one.name + mark, one.title, one.version, _title_limit(one), ", ".join(_kinds(one))))
    for line in table(rows):
        console.print(line)
    console.say(
        "* not all of it is in the vendor's own documents; ! not researched, only warns: marketplaces show NAME"
    )
    return 0


def show_marketplace(choice: Choice, reports: Reports) -> int:
    """Show a marketplace: each field, what may stand in it, and where each rule is from.

    \b
    Examples:
      catalog marketplaces show amazon
      catalog marketplaces show etsy --json | jq '.fields[].name'
      catalog marketplaces show my-shop.toml
    """
    from catalog_cli.marketplaces import chosen
    from catalog_cli.marketplaces.rule_names import as_json

    console = reports.console()
    found = chosen(choice.name)
    if reports.json:
        fields: list[object] = [as_json(field) for field in found.fields]
        console.print_json(_facts(found) | {"fields": fields})
        return 0
    for line in _lines(found):
        console.print(line)
    return 0


def _lines(found: Marketplace) -> Iterator[str]:
    documents = list(dict.fromkeys(source.document for field in found.fields for source in field.sources))
    yield f"{found.name} ({found.title}), rules of {found.version}"
    if found.only_warns:
        yield "Not researched: nothing is refused, everything is a warning."
    for field in found.fields:
        yield ""
        yield f"{field.name} ({field.kind})"
        yield from _field_lines(field, documents)
    yield ""
    yield "Documents"
    for number, document in enumerate(documents, start=1):
        yield f"  [{number}] {document}"
    if found.unproven:
        yield ""
        yield "Not proven by the vendor's own documents"
        yield f"  {found.unproven}"


def _field_lines(field: ListingField, documents: list[str]) -> Iterator[str]:
    from catalog_cli.marketplaces.rule_names import rule_rows

    for words, source in rule_rows(field):
        yield f"  {words}  ({'our own' if source is None else _standing(source, documents)})"
    for source in field.sources:
        if source.note:
            yield f"  {', '.join(source.rules)}: {source.note}"


def _standing(source: RuleSource, documents: list[str]) -> str:
    parts = [f"[{documents.index(source.document) + 1}] {source.date}"]
    parts += ["advice"] if source.is_advice else []
    parts += [] if source.is_proven else ["not proven"]
    return ", ".join(parts)


def _facts(found: Marketplace) -> dict[str, object]:
    return {
        "name": found.name,
        "title": found.title,
        "version": found.version,
        "source": found.source_of_truth,
        "feed": found.feed or None,
        "fields": [field.name for field in found.fields],
        "only_warns": found.only_warns,
        "unproven": found.unproven,
    }


def _title_limit(found: Marketplace) -> str:
    field = found.of_kind("title")
    return "no limit" if field is None or field.limit is None else f"{field.limit.most} {field.limit.unit}"


def _kinds(found: Marketplace) -> list[str]:
    return [str(field.kind).replace("_", " ") for field in found.fields]


app = group_app(
    "What each marketplace asks of a listing: fields, limits, words that may not stand.\n\n\b\nExamples:\n"
    "  catalog marketplaces list\n"
    "  catalog marketplaces show amazon\n"
    "  catalog marketplaces show my-shop.toml --json"
)
add_command(app, "list", list_marketplaces)
add_command(app, "show", show_marketplace)
