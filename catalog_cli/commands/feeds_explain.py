"""catalog feeds explain: which feed a file was taken for and why, and what each of its columns gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.options import Argument, Locales, Option, Reading, Shared
from catalog_cli.commands.understanding import column_lines, feed_line, file_line
from catalog_cli.feeds import feed_table
from catalog_cli.reporting.console import Console

if TYPE_CHECKING:
    from catalog_cli.explanation import Explanation

# What one more header of a platform's own adds to its score (`feeds.detection`).
_CLOSE = 0.1


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files."""

    inputs: Annotated[list[str], Argument(metavar="FILE...", help="Catalogs, or - for standard input.")]


@dataclass(frozen=True, slots=True)
class Making:
    """Where texts go."""

    layout: Annotated[
        str | None, Option("--layout", metavar="NAME", help="As for localize [default: as the feed says].")
    ] = None
    handles: Annotated[str | None, Option("--handles", metavar="KIND", help="As for localize [default: keep].")] = None


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


def explain(inputs: Inputs, locales: Locales, reading: Reading, making: Making, reports: Reports) -> int:
    """Explain which feed a file was recognised as, and what each of its columns gets; no model is needed.

    \b
    Examples:
      catalog feeds explain shopify.csv --to pt-BR
      catalog feeds explain export.csv --feed woocommerce --to pt-BR
      catalog feeds explain magento.csv --to pt-BR --layout columns --json | jq '.columns[].outcome'
    """
    from catalog_cli.catalog import read_catalog
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.explanation import explain as explained

    console = reports.console()
    settings = options.load(locales, reading, making)
    targets: Sequence[str | None] = settings.target_locales or (None,)
    found = []
    with opened_inputs(inputs.inputs) as sources:
        for target in targets:
            job = settings.job(target or settings.source_locale)
            for source in sources:
                catalog = read_catalog(source.path, job, name=source.name)
                found.append(explained(catalog, job, target_locale=target))
                if not reports.json:
                    _print(found.pop(), console)
    if reports.json:
        documents = [explanation.as_json() for explanation in found]
        console.print_json(documents[0] if len(documents) == 1 else documents)
    elif None in targets:
        console.say("Name the target locale with --to, such as --to pt-BR, to see where the texts go.")
    return 0


def _print(explanation: Explanation, console: Console) -> None:
    catalog = explanation.catalog
    console.print(catalog.name)
    console.print(file_line(catalog))
    console.print(feed_line(catalog, explanation.detections, is_forced=explanation.is_forced))
    for line in _feed_lines(explanation):
        console.print(line)
    console.print()
    outcomes = {column.index: what for column, what in zip(catalog.schema.columns, explanation.outcomes, strict=True)}
    columns = catalog.schema.columns
    for line in column_lines(columns, ("gets",), lambda c: (outcomes[c.index],), lambda c: c.reason):
        console.print(line)
    console.print()


def _feed_lines(explanation: Explanation) -> Iterator[str]:
    """Yield what else is known of the feed: whose file it is, what else it could be, and where texts go."""
    table = feed_table(explanation.catalog.schema.feed)
    if table.title:
        yield f"            {table.title}, version {table.version}: {table.source_of_truth}"
    others = explanation.detections if explanation.is_forced else explanation.detections[1:]
    for number, other in enumerate(others):
        yield f"  {'' if number else 'Instead':<8}  {other.feed} (score {other.score:g}: {other.reason})"
    if explanation.margin is not None and not explanation.is_forced:
        hint = ": close, and --feed NAME settles it" if explanation.margin < _CLOSE else ""
        yield f"  Margin    {explanation.margin:g}{hint}"
    reason = f", because {explanation.layout_reason}" if explanation.layout_reason else ""
    yield f"  Layout    {explanation.layout}{reason}"
    if explanation.on_import:
        yield f"  Import    {explanation.on_import}"
    if table.unproven:
        yield f"  Unproven  {table.unproven}"
