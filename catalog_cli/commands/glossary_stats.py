"""catalog glossary stats: what a term base does for a catalog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.options import Argument, Locales, Option, Reading, Shared
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import Console, plural, table

if TYPE_CHECKING:
    from catalog_cli.evaluation.coverage import Coverage

# Enough to see what kind of entries they are; --verbose and --json list all.
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Files:
    """Files."""

    glossary: Annotated[str, Argument(metavar="FILE", help="A term base (.csv, .tsv, .tbx) or the name of a starter.")]
    catalog: Annotated[str, Argument(metavar="CATALOG", help="The catalog, or - for standard input.")]


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON, with every entry.")] = False


def stats(files: Files, locales: Locales, reading: Reading, reports: Reports) -> int:
    """Show which terms of a term base a catalog holds, how often, and which it never does.

    \b
    Examples:
      catalog glossary stats apparel shopify.csv --to pt-BR
      catalog glossary stats terms.csv shopify.csv --to pt-BR --json | jq .never_found
    """
    from catalog_cli.catalog import read_catalog
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.commands.results import no_text
    from catalog_cli.evaluation.coverage import term_coverage
    from catalog_cli.glossary.term_base import read_term_base

    console = reports.console()
    settings = options.load(locales, reading)
    if len(settings.target_locales) != 1:
        raise UsageProblem("A term base is for one target locale: name one with --to, such as --to pt-BR.")
    job = settings.job(settings.target_locales[0])
    base = read_term_base([files.glossary], job.source_locale, job.target_locale)
    with opened_inputs([files.catalog]) as (source,):
        catalog = read_catalog(source.path, job, name=source.name)
        coverage = term_coverage(catalog, base, job.target_locale)
    if not catalog.schema.translated:
        console.say(no_text(catalog))
    if reports.json:
        console.print_json({"glossary": files.glossary, "catalog": catalog.name, **coverage.as_json()})
    else:
        _print(f"{files.glossary} in {catalog.name}", coverage, console)
    return 0


def _print(title: str, coverage: Coverage, console: Console) -> None:
    """Write a coverage to standard output."""
    found, never, hits = coverage.found, coverage.never_found, sum(coverage.hits.values())
    console.print(f"{title}: {len(found):,} of {plural(len(coverage.hits), 'term')} found, {plural(hits, 'hit')}")
    console.print(f"  in {coverage.segments_with_hits:,} of {plural(coverage.segments, 'segment')}")
    console.print(f"  in {coverage.products_with_hits:,} of {plural(coverage.products, 'product')}")
    shown = found if console.is_verbose else found[:_MOST_SHOWN]
    if shown:
        console.print()
        for line in table([("term", "hits"), *((source, f"{count:,}") for source, count in shown)], "  "):
            console.print(line)
    if len(shown) < len(found):
        console.print(f"  … and {len(found) - len(shown):,} more")
    if never:
        names = never if console.is_verbose else never[:_MOST_SHOWN]
        more = f", … and {len(never) - len(names):,} more" if len(names) < len(never) else ""
        console.print()
        console.print(f"  never: {', '.join(names)}{more}")
