"""catalog describe: descriptions, bullets and meta texts composed from what is known of each product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.copies import Conventions, Copies, OneLocale, check_output
from catalog_cli.commands.grouping import command_app
from catalog_cli.commands.listings import Fields, named_fields
from catalog_cli.commands.options import AttributeSchemas, Option, Reading, Shared
from catalog_cli.commands.outputs import output_paths
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import Console, plural, standard_output

if TYPE_CHECKING:
    from catalog_cli.describe_run import DescribeResult
    from catalog_cli.describing.request import DescribeRequest


# Why a rule wrote instead of the model, of the first products.
_SHOWN_REASONS = 3


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written."""

    fields: Fields = None
    overwrite: Annotated[bool, Option("--overwrite", help="Also replace texts that are there already.")] = False
    min_confidence: Annotated[
        float | None,
        Option("--min-confidence", metavar="SHARE", min=0, max=1, help="Say only what is as sure [default: 0.8]."),
    ] = None
    schema: AttributeSchemas = None

    model: Annotated[
        str | None,
        Option("--model", metavar="NAME", help="A generation model writes; a claim that no fact supports is refused."),
    ] = None

    def request(self) -> DescribeRequest:
        """Return what these options ask for."""
        from catalog_cli.describing.request import MINIMUM_CONFIDENCE, DescribeRequest

        return DescribeRequest(
            fields=named_fields(self.fields),
            overwrite=self.overwrite,
            minimum_confidence=MINIMUM_CONFIDENCE if self.min_confidence is None else self.min_confidence,
            schemas=tuple(self.schema or ()),
            model=self.model,
        )


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Reports and messages."""

    json: Annotated[bool, Option("--json", help="Print the results as JSON; the catalog goes to -o.")] = False


def describe(
    files: Copies, language: OneLocale, reading: Reading, writing: Writing, own: Conventions, reports: Reports
) -> int:
    """Write descriptions, bullets and meta texts from what is known of each product: its title, brand and attributes.

    Only empty cells are filled, and nothing is said that the product's own texts do not say.

    \b
    Examples:
      catalog describe shop.csv -o described.csv
      catalog describe shop.csv --to pt-BR --fields description,meta_description -o described.csv
    """
    from catalog_cli import locales
    from catalog_cli.commands.inputs import opened_inputs, output_names
    from catalog_cli.describe_run import describe_file

    console = reports.console()
    settings = options.load(reading, language, own)
    locale = locales.parse(language.to) if language.to else settings.source_locale
    job = settings.job(locale, limit=files.limit)
    request = writing.request()
    results = []
    with opened_inputs(files.inputs) as sources:
        names = output_names(files.inputs, sources)
        paths = output_paths(names, [locale], files.output)
        if reports.json and None in paths.values():
            raise UsageProblem("--json prints the results on standard output: name a file for the catalog with -o.")
        for name, source in zip(names, sources, strict=True):
            output = paths[name, locale]
            check_output(output, source.path, is_forced=files.force)
            out = standard_output(console.out) if output is None else output
            result = describe_file((source.path, source.name), out, job, request)
            results.append(result)
            _say(result, console)
    if reports.json:
        documents = [result.as_json() for result in results]
        console.print_json(documents[0] if len(documents) == 1 else documents)
    return 0


def _say(result: DescribeResult, console: Console) -> None:
    shown = f"{result.input} -> {result.output or 'standard output'}"
    console.say(f"{shown}: {result.described_products:,} of {plural(result.products, 'product')} described")
    if result.by_model or result.by_rule:
        console.say(f"  by the model: {result.by_model:,}; by rule instead: {result.by_rule:,}")
        for key, reason in list(result.refused.items())[: None if console.is_verbose else _SHOWN_REASONS]:
            console.say(f"    {key}: [minor] {reason}")
    for title, counts in (("written", result.written), ("kept as they were", result.kept)):
        if counts:
            console.say(f"  {title}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items()))


app = command_app("describe", describe)
