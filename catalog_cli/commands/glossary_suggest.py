"""catalog glossary suggest: a glossary to begin with, from the phrases of a catalog."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Annotated

from catalog_cli.commands import options
from catalog_cli.commands.options import Argument, Locales, Option, Reading, Shared
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import plural, standard_output

_MOST = 50


@dataclass(frozen=True, slots=True)
class Files:
    """Files."""

    catalog: Annotated[str, Argument(metavar="CATALOG", help="The catalog, or - for standard input.")]
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="The glossary: .csv, .tsv or .tbx [default: standard output]."),
    ] = None
    force: Annotated[bool, Option("--force", "-f", help="Replace an output that is there.")] = False


@dataclass(frozen=True, slots=True)
class Suggesting:
    """What is suggested."""

    most: Annotated[int, Option("--most", metavar="N", min=1, help="At most so many entries.")] = _MOST
    least_products: Annotated[
        int, Option("--least-products", metavar="N", min=1, help="Only phrases that so many products have.")
    ] = 2
    model: Annotated[str | None, Option("--model", metavar="NAME", help="The model that translates.")] = None
    threads: Annotated[
        int | None, Option("--threads", metavar="N", min=0, help="Processor threads [default: one per core].")
    ] = None


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print the suggestions as JSON, with all renderings.")] = False


def suggest(files: Files, locales: Locales, reading: Reading, suggesting: Suggesting, reports: Reports) -> int:
    """Write a glossary to begin with: the phrases that a catalog uses most and the model is least sure of.

    Each entry has what the model says most often, and notes what else it says. Correct the targets, remove what is no
    term, and check the file with catalog glossary check.

    \b
    Examples:
      catalog glossary suggest shopify.csv --to pt-BR -o terms.csv
      catalog glossary suggest shopify.csv --to pt-BR --most 20 --json
    """
    from catalog_cli.catalog import read_catalog
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.commands.results import no_text
    from catalog_cli.commands.runs import opened_engine
    from catalog_cli.evaluation.term_suggestions import suggest_terms
    from catalog_cli.glossary.term_base import write_terms
    from catalog_cli.replacement import replacing

    console = reports.console()
    jobs = options.target_jobs(options.load(locales, reading, suggesting), console)
    if len(jobs) > 1:
        raise UsageProblem("A glossary is for one target locale: name one with --to.")
    (job,), output = jobs, None if files.output in (None, "-") else Path(str(files.output))
    if output is not None and output.exists() and not files.force:
        raise UsageProblem(f"{output} is there already. Name another file, or add --force to replace it.")
    with opened_inputs([files.catalog]) as (source,), opened_engine(job) as engine:
        catalog = read_catalog(source.path, job, name=source.name)
        found = suggest_terms(catalog, engine, most=suggesting.most, least_products=suggesting.least_products)
    if not catalog.schema.translated:
        console.say(no_text(catalog))
    terms, pair = [suggestion.term() for suggestion in found], (job.source_locale, job.target_locale)
    if output is not None:
        with replacing(output) as out:
            write_terms(terms, out, str(output), pair)
        told = f"{output}: {plural(len(terms), 'entry', 'entries')}"
        console.say(f"{told} to edit; then: catalog glossary check {output} --to {job.target_locale}")
    if reports.json:
        console.print_json([suggestion.as_json() for suggestion in found])
    elif output is None:
        table = BytesIO()
        write_terms(terms, table, "terms.csv", pair)
        standard_output(console.out).write(table.getvalue())
    return 0
