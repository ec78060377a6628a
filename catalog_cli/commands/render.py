"""catalog render: the listings of a marketplace, in the columns of its own files and within its limits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.copies import Conventions
from catalog_cli.commands.grouping import command_app
from catalog_cli.commands.listings import (
    Link,
    Templates,
    checked_currency,
    checked_link,
    container_of,
    keyword_terms,
)
from catalog_cli.commands.options import Argument, FailOn, Glossary, Option, Reading, Shared
from catalog_cli.commands.outputs import STANDARD
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.reporting.console import Console, plural, shortened, standard_output
from catalog_cli.reporting.console import table as columns_of
from catalog_cli.segment import Finding, Severity

if TYPE_CHECKING:
    from catalog_cli.rendering import RenderResult, RenderWork

# Enough to see what is wrong; --verbose lists every place and --json up to a thousand.
_MOST_SHOWN = 12
_MOST_MESSAGE_COLUMNS = 160


def _marketplaces(incomplete: str) -> list[str]:
    from catalog_cli.marketplaces import MARKETPLACES

    return [name for name in MARKETPLACES if name.startswith(incomplete)]


@dataclass(frozen=True, slots=True)
class Files:
    """Files."""

    input: Annotated[str, Argument(metavar="INPUT", help="A catalog, best a localized one, or - for standard input.")]
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="Its ending says what is written; without, standard output."),
    ] = None
    output_format: Annotated[
        str | None, Option("--output-format", metavar="NAME", help="csv, tsv, json, jsonl, xlsx or parquet.")
    ] = None
    output_encoding: Annotated[
        str | None, Option("--output-encoding", metavar="NAME", help="Of text files [default: utf-8].")
    ] = None
    force: Annotated[bool, Option("--force", "-f", help="Replace an output that is there already.")] = False
    limit: Annotated[int | None, Option("--limit", metavar="N", min=1, help="Render the first N products.")] = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Listings."""

    marketplace: Annotated[
        str | None,
        Option(
            "--marketplace",
            metavar="NAME_OR_FILE",
            help="One of `catalog marketplaces list`, or your own rules in TOML.",
            autocompletion=_marketplaces,
        ),
    ] = None
    to: Annotated[str | None, Option("--to", metavar="LOCALE", help="The locale of the listings, such as pt-BR.")] = (
        None
    )
    from_: Annotated[
        str | None, Option("--from", metavar="LOCALE", help="The locale of the catalog [default: that of --to].")
    ] = None
    templates: Templates = None
    schema: Annotated[
        list[str] | None,
        Option("--schema", metavar="PATH", help="Attributes and values of your own. May be repeated."),
    ] = None
    glossary: Glossary = None
    currency: Annotated[
        str | None, Option("--currency", metavar="CODE", help="The currency of prices that name none, such as BRL.")
    ] = None
    link: Link = None


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Reports and messages."""

    fail_on: FailOn = None
    json: Annotated[bool, Option("--json", help="Print the result as JSON; the listings go to -o.")] = False


def render(files: Files, wanted: Wanted, reading: Reading, own: Conventions, reports: Reports) -> int:
    """Fill a marketplace's fields by templates, within its limits, in the columns of its own files.

    Too long a title loses what matters least before anything is cut; what breaks a rule all the same is a finding.
    Nothing is translated: render the localized catalog.

    \b
    Examples:
      catalog render localized.csv --marketplace amazon --to pt-BR -o amazon.csv
      catalog render shop.csv --marketplace etsy --to en --currency USD -o etsy.csv
      catalog render localized.csv --marketplace my-shop.toml --templates my-templates --to pt-BR -o out.jsonl
    """
    from catalog_cli import locales
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.render_run import localized, render_file

    console = reports.console()
    if wanted.marketplace is None:
        raise UsageProblem(
            "No marketplace is given. Name one with --marketplace; `catalog marketplaces list` lists them."
        )
    settings = options.load(reading, own, reports)
    targets = (locales.parse(wanted.to),) if wanted.to else settings.target_locales
    if len(targets) != 1:
        raise UsageProblem("Name the locale of the listings with --to, such as --to pt-BR.")
    target = locales.parse(targets[0])
    source = locales.parse(wanted.from_) if wanted.from_ else target
    job = localized(settings.job(target, limit=files.limit), source)
    work = _work(files, wanted, settings.by_name["glossary"].value if wanted.glossary is None else None, target)
    output = None if files.output in (None, STANDARD) else Path(str(files.output))
    if output is None and reports.json:
        raise UsageProblem("--json prints the result on standard output: name a file for the listings with -o.")
    _check_output(output, files)
    with opened_inputs([files.input]) as [given]:
        out = standard_output(console.out) if output is None else output
        result = render_file((given.path, given.name), out, job, work)
    if reports.json:
        console.print_json({**result.as_json(), "fails": result.fails(job.fail_on)})
    _say(result, console)
    return int(result.fails(job.fail_on))


def _work(files: Files, wanted: Wanted, configured: object, locale: str) -> RenderWork:
    """Return what the options ask for, templates found and term bases read."""
    from catalog_cli.listings.folders import templates
    from catalog_cli.marketplaces import chosen
    from catalog_cli.rendering import RenderWork
    from catalog_cli.tagging import TagRequest

    names = tuple(wanted.glossary or (configured if isinstance(configured, tuple) else ()))
    return RenderWork(
        marketplace=chosen(str(wanted.marketplace)),
        templates=templates([Path(folder) for folder in wanted.templates or ()]),
        schema=TagRequest(schemas=tuple(wanted.schema or ())).schema(),
        container=container_of(files.output, files.output_format),
        encoding=files.output_encoding or "utf-8",
        terms=tuple(keyword_terms(tuple(map(str, names)), wanted.from_ or "", locale)),
        link=checked_link(wanted.link),
        currency=checked_currency(wanted.currency),
    )


def _check_output(output: Path | None, files: Files) -> None:
    """Raise a problem if what stands at the output would be lost."""
    if output is None or not output.exists():
        return
    where = Where(str(output))
    if output.is_dir():
        raise FileProblem(where, "is a folder", "Name a file in it.")
    if files.input != STANDARD and Path(files.input).exists() and output.samefile(files.input):
        raise FileProblem(where, "is the input, which would be lost", "Choose another -o.")
    if not files.force:
        raise FileProblem(where, "is there already", "Choose another -o, or replace it with --force.")


def _say(result: RenderResult, console: Console) -> None:
    from catalog_cli.rendering import HOWS

    shown = f"{result.input} -> {result.output or 'standard output'}"
    console.say(f"{shown} ({result.marketplace.title}, {result.locale})", "bold")
    console.say(f"  {plural(result.products, 'product')}, {plural(result.listings, 'listing')}")
    rows = [("field", *HOWS.values(), "empty", "against a rule")]
    for name, counts in result.hows.items():
        amounts = (*(counts[how] for how in HOWS), result.empty[name], result.broken[name])
        rows.append((name, *(f"{amount:,}" if amount else "-" for amount in amounts)))
    for line in columns_of(rows, "  "):
        console.say(line)
    for note in result.notes:
        console.say(f"  {note}", "yellow")
    named = ", ".join(f"{result.severities[one]:,} {one}" for one in Severity if result.severities[one])
    console.say(f"  {named} finding{'s' if result.severities.total() != 1 else ''}" if named else "  no findings")
    for line in _finding_lines(result, is_verbose=console.is_verbose):
        console.say(f"  {line}")


def _finding_lines(result: RenderResult, *, is_verbose: bool) -> list[str]:
    """Return a line for each kind of finding, the worst first; with `is_verbose` one for each."""
    if is_verbose:
        return [_line(finding, 1) for finding in result.findings]
    groups: dict[tuple[str, str | None], list[Finding]] = {}
    for finding in sorted(result.findings, key=lambda one: one.severity.rank):
        groups.setdefault((finding.check, finding.place.column), []).append(finding)
    lines = [_line(found[0], len(found)) for found in list(groups.values())[:_MOST_SHOWN]]
    more = len(groups) - _MOST_SHOWN
    return [*lines, f"… and {more:,} more kinds: --verbose and --json list all"] if more > 0 else lines


def _line(finding: Finding, count: int) -> str:
    place = finding.place
    where = place.file if place.row is None else f"{place.file}:{place.row}"
    text = f"{where}: [{finding.severity}] {shortened(finding.message, _MOST_MESSAGE_COLUMNS)}"
    return text if count == 1 else f"{plural(count, 'place')} from {text}"


app = command_app("render", render)
