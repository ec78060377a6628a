"""catalog plan: what a run would touch, and how much work it would be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.grouping import command_app
from catalog_cli.commands.options import Argument, Locales, Making, Option, Reading, Shared
from catalog_cli.commands.understanding import column_lines, feed_line, file_line
from catalog_cli.reporting.console import Console, plural

if TYPE_CHECKING:
    from catalog_cli.planning import Plan, Work
    from catalog_cli.product import Column


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files."""

    inputs: Annotated[list[str], Argument(metavar="INPUT...", help="Catalogs, or - for standard input.")]


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print the plans as JSON.")] = False


def plan(inputs: Inputs, locales: Locales, reading: Reading, making: Making, reports: Reports) -> int:
    """Show what a run would touch and how much work it is; nothing is written.

    \b
    Examples:
      catalog plan shopify.csv --to pt-BR
      catalog plan shopify.csv --to pt-BR --json | jq .work
    """
    from catalog_cli.catalog import read_catalog
    from catalog_cli.commands.inputs import opened_inputs
    from catalog_cli.commands.results import no_text
    from catalog_cli.engines import load_engine
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.pipeline import term_matcher
    from catalog_cli.planning import plan_catalog

    console = reports.console()
    jobs = options.target_jobs(options.load(locales, reading, making), console)
    plans = []
    with opened_inputs(inputs.inputs) as sources:
        for job in jobs:
            engine = load_engine(job.source_locale, job.target_locale, model=job.model, pivot=job.pivot)
            terms = term_matcher(job, engine)
            for source in sources:
                opened = (
                    TranslationMemory.read_only(job.memory) if job.memory else TranslationMemory.in_temporary_file()
                )
                with opened as memory:
                    catalog = read_catalog(source.path, job, name=source.name)
                    plans.append(plan_catalog(catalog, job, engine=engine, memory=memory, terms=terms))
                if not catalog.schema.translated:
                    console.say(no_text(catalog))
                if not reports.json:
                    print_plan(plans.pop(), console)
    if reports.json:
        documents = [found.as_json() for found in plans]
        console.print_json(documents[0] if len(documents) == 1 else documents)
    return 0


def print_plan(plan: Plan, console: Console) -> None:
    """Write a plan to standard output."""
    schema, survey = plan.catalog.schema, plan.survey
    console.print(plan.catalog.name)
    console.print(file_line(plan.catalog))
    console.print(feed_line(plan.catalog, plan.detections, is_forced=not plan.detections))
    console.print(f"  Content   {plural(survey.records, 'row')}, {plural(survey.products, 'product')}")
    console.print()

    def counted(column: Column) -> tuple[str, str]:
        count = survey.counts.get(column.index)
        return (f"{count.filled:,}", count.samples[0]) if count else ("-", "")

    def why(column: Column) -> str:
        target = f' -> "{schema.columns[column.target].name}"' if column.target is not None else ""
        return column.reason + target

    for line in column_lines(schema.columns, ("filled", "sample"), counted, why):
        console.print(line)
    console.print()
    for where, problem in survey.problems[: None if console.is_verbose else 5]:
        console.print(f"  Problem   {where.file}:{where.row}: {problem}: passes through unchanged")
    if survey.problem_count > 5 and not console.is_verbose:
        console.print(f"  Problem   {plural(survey.problem_count, 'row')} in all pass through unchanged")
    console.print(f"  Work      {plan.job.source_locale} -> {plan.job.target_locale} with {plan.engine}")
    for line in _work_lines(plan.work):
        console.print(f"            {line}")
    if plan.starters:
        listed = ", ".join(f"--glossary {name} ({plural(number, 'term')})" for name, number in plan.starters.items())
        console.print(f"  Words     starter glossaries know some of its terms: {listed}")


def _work_lines(work: Work) -> list[str]:
    return [
        f"{plural(work.segments, 'segment')}, {plural(work.words, 'word')}",
        f"{work.new:,} to translate ({plural(work.new_words, 'word')})",
        f"{work.repeated:,} repeated, {work.known:,} known from the memory, {work.copied:,} not language",
        *([plural(work.phrases, "standing phrase")] if work.phrases else []),
        *([f"{plural(work.terms, 'term')} of the glossary"] if work.terms else []),
    ]


app = command_app("plan", plan)
