"""catalog tag: what the texts of products say of them, as canonical values with evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.copies import Copies, OneLocale, check_output
from catalog_cli.commands.grouping import command_app
from catalog_cli.commands.options import Option, Reading, Shared
from catalog_cli.commands.outputs import output_paths, refuse_overwriting
from catalog_cli.commands.tagging import Tagging, writing_evidence
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import Console, plural, standard_output

if TYPE_CHECKING:
    from catalog_cli.tag_run import TagResult

# How many attributes the summary names.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Learned:
    """A tagger of your own."""

    model: Annotated[
        str | None,
        Option("--model", metavar="FOLDER", help="A tagger that `catalog train tagger` made, for what no rule finds."),
    ] = None


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Reports and messages."""

    json: Annotated[bool, Option("--json", help="Print the results as JSON; the catalog goes to -o.")] = False


def tag(
    files: Copies, chosen: OneLocale, reading: Reading, tagging: Tagging, learned: Learned, reports: Reports
) -> int:
    """Tag products from their texts.

    Colour, material, size, capacity and much more, each with the place in the text that says so.

    Nothing is guessed and nothing else changes: the catalog comes back with columns for the tags.

    \b
    Examples:
      catalog tag shopify.csv -o tagged.csv
      catalog tag shopify.csv --to pt-BR --as shopify -o tagged.csv
      catalog tag products.jsonl --attributes color,material --evidence tags.jsonl -o tagged.jsonl
    """
    from catalog_cli import locales
    from catalog_cli.commands.inputs import opened_inputs, output_names
    from catalog_cli.tag_run import tag_file

    console = reports.console()
    settings = options.load(reading, chosen)
    labels = locales.parse(chosen.to) if chosen.to else settings.source_locale
    job = settings.job(labels, limit=files.limit)
    work = tagging.work(learned.model)
    results = []
    with opened_inputs(files.inputs) as sources:
        names = output_names(files.inputs, sources)
        paths = output_paths(names, [labels], files.output)
        evidence = Path(tagging.evidence) if tagging.evidence else None
        refuse_overwriting({"--evidence": evidence}, files.inputs, paths.values())
        if reports.json and None in paths.values():
            raise UsageProblem("--json prints the results on standard output: name a file for the catalog with -o.")
        with writing_evidence(evidence) as told:
            for name, source in zip(names, sources, strict=True):
                output = paths[name, labels]
                check_output(output, source.path, is_forced=files.force)
                out = standard_output(console.out) if output is None else output
                result = tag_file((source.path, source.name), out, job, replace(work, evidence=told))
                results.append(result)
                _say(result, console)
    if reports.json:
        documents = [result.as_json() for result in results]
        console.print_json(documents[0] if len(documents) == 1 else documents)
    return 0


def _say(result: TagResult, console: Console) -> None:
    total = sum(result.counts.values())
    shown = f"{result.input} -> {result.output or 'standard output'}"
    share = f"{result.tagged_products:,} of {plural(result.products, 'product')}"
    console.say(f"{shown}: {plural(total, 'tag')} on {share}")
    if result.counts:
        first = list(result.counts.items())[:_SHOWN]
        more = f" and {len(result.counts) - _SHOWN} more" if len(result.counts) > _SHOWN else ""
        console.say("  " + ", ".join(f"{name} {count:,}" for name, count in first) + more)


app = command_app("tag", tag)
