"""What a run of `catalog localize` reports: a few lines for a person, and JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from catalog_cli import feeds
from catalog_cli.catalog import Catalog
from catalog_cli.file_run import Result
from catalog_cli.job import Job, Layout
from catalog_cli.replacement import replacing
from catalog_cli.reporting.console import Console, plural
from catalog_cli.reporting.summary_text import (
    amounts,
    finding_lines,
    length_amounts,
    number_amounts,
    origins,
    term_amounts,
)


def no_text(catalog: Catalog) -> str:
    """Return what to do about a catalog of which no column is translated."""
    if catalog.table.facts.format.startswith("json"):
        return "No member is known to hold text. Say which do, such as --column name=title."
    return (
        "No column is known to hold text. Say which do, such as --column Name=title, "
        "or add --no-header if the first row is a product already."
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """One input in one locale: the result, the job that made it, and the seconds it took."""

    result: Result
    job: Job
    seconds: float

    @property
    def fails(self) -> bool:
        """Whether the run must not count as a success: bad findings, too few terms, something new under `--frozen`."""
        totals = self.result.totals
        return totals.fails(self.job.fail_on) or self.lacks_terms or (self.job.frozen and totals.checks["frozen"] > 0)

    @property
    def lacks_terms(self) -> bool:
        """Whether fewer terms are held than were asked for."""
        least = self.job.min_term_adherence
        return least is not None and self.result.totals.term_adherence < least

    def as_json(self) -> dict[str, object]:
        """Return the outcome as JSON values."""
        return {**self.result.as_json(), "seconds": round(self.seconds, 3), "fails": self.fails}


def say_outcome(outcome: Outcome, console: Console) -> None:
    """Write the summary of one output to standard error."""
    result, job, totals = outcome.result, outcome.job, outcome.result.totals
    feed = result.catalog.schema.feed
    target = result.output or "standard output"
    console.say(f"{result.input} -> {target} ({job.source_locale} -> {job.target_locale}, {feed} feed)", "bold")
    if result.is_unchanged:
        console.say("  is up to date: nothing to do")
    else:
        console.say(f"  {amounts(totals, outcome.seconds)}")
        console.say(f"  {origins(totals)}")
    if totals.handles:
        console.say(f"  {plural(totals.handles, 'address', 'addresses')} changed")
    for told in filter(None, (number_amounts(totals), length_amounts(totals))):
        console.say(f"  {told}")
    if totals.terms:
        console.say(f"  {term_amounts(totals)}")
    elif job.glossaries or job.do_not_translate:
        console.say("  no term of the glossary and no name to keep is in the text")
    if outcome.lacks_terms:
        console.say(f"  fewer terms than --min-term-adherence {job.min_term_adherence:g} asks for", "red")
    if not result.catalog.schema.translated:
        console.say(f"  {no_text(result.catalog)}")
    for line in finding_lines(totals, console):
        console.say_styled(f"  {line}")
    facts = result.catalog.table.facts
    console.explain(f"  {facts.format}, {facts.encoding} ({facts.encoding_reason}); made by {result.signature}")
    for line in _layout_lines(result, job):
        console.say(f"  {line}")


def _layout_lines(result: Result, job: Job) -> Iterator[str]:
    """Yield where the texts went, if the user did not say it, and what importing them does to the shop."""
    schema = result.catalog.schema
    layout = feeds.layout(schema, job.layout)
    if schema.translated and all(column.target is not None for column in schema.translated):
        return  # into the file's own columns for the target locale
    if job.layout is None and layout is not Layout.REPLACE:
        reason = feeds.feed_table(schema.feed).layout_reason
        yield f"layout {layout}{f', because {reason}' if reason else ''}"
    if hint := feeds.on_import(schema, layout):
        yield hint.format(locale=job.target_locale)


@contextmanager
def writing_report(path: str | None, console: Console | None) -> Iterator[list[Outcome]]:
    """Give the list that outcomes are added to; at the end all of them are written as JSON.

    To a file, whose place is taken at once so that it fails before hours of work, and to a console if one is given.
    """
    outcomes: list[Outcome] = []
    with nullcontext() if path is None else replacing(Path(path)) as out:
        yield outcomes
        document = {"results": [outcome.as_json() for outcome in outcomes]}
        if out is not None:
            out.write((json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace"))
    if console is not None:
        console.print_json(document)
