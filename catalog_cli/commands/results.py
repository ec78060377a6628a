"""What became of a run of `catalog localize`: a few lines for a person, and what its reports tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from catalog_cli import feeds
from catalog_cli.catalog import Catalog
from catalog_cli.commands.listings import copy_and_listings_lines
from catalog_cli.file_run import Result
from catalog_cli.formats import Table
from catalog_cli.job import Job, Layout, Reading
from catalog_cli.reporting.console import Console, plural
from catalog_cli.reporting.run_facts import RunFacts
from catalog_cli.reporting.summary_text import (
    amounts,
    finding_lines,
    length_amounts,
    number_amounts,
    origins,
    term_amounts,
)
from catalog_cli.segment import Severity


def no_text(catalog: Catalog) -> str:
    """Return what to do about a catalog of which no column is translated."""
    if catalog.table.facts.format.startswith("json"):
        return "No member is known to hold text. Say which do, such as --column name=title."
    if (hint := _delimiter_hint(catalog.table)) is not None:
        return hint
    return (
        "No column is known to hold text. Say which do, such as --column Name=title, "
        "or add --no-header if the first row is a product already."
    )


def _delimiter_hint(table: Table) -> str | None:
    """Return what to do about a table of one column whose header holds another delimiter, None for any other."""
    if not table.facts.delimiter or len(table.columns) != 1:
        return None
    number, mark = max((table.columns[0].count(mark), mark) for mark in _DELIMITERS)
    if not number:
        return None
    return (
        f"It has one column, and its header holds {plural(number, _DELIMITERS[mark])}: "
        f'name its delimiter, such as --delimiter "{_SPELLINGS.get(mark, mark)}".'
    )


_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SPELLINGS = {"\t": "tab"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One input in one locale: the result, the job that made it, and the seconds it took, of the processors too."""

    result: Result
    job: Job
    seconds: float
    cpu_seconds: float = 0.0

    @property
    def fails(self) -> bool:
        """Whether the run must not count as a success: bad findings, too few terms, something new under `--frozen`."""
        return bool(self.reasons)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the run must not count as a success, in words; empty if it does."""
        job, totals = self.job, self.result.totals
        changes = totals.checks["frozen"] if job.frozen else 0
        bad = {one: totals.severities[one] for one in Severity if totals.severities[one] and self._is_bad(one)}
        named = " and ".join(f"{count:,} {severity}" for severity, count in bad.items())
        noun = "finding" if sum(bad.values()) == 1 else "findings"
        found = (
            f"{named} {noun}, with --fail-on {job.fail_on}" if bad else None,
            f"fewer terms than --min-term-adherence {job.min_term_adherence:g} asks for" if self.lacks_terms else None,
            f"{plural(changes, 'place')} that --frozen leaves as it is" if changes else None,
        )
        return tuple(filter(None, found))

    def _is_bad(self, severity: Severity) -> bool:
        return self.job.fail_on is not None and severity.rank <= self.job.fail_on.rank

    @property
    def lacks_terms(self) -> bool:
        """Whether fewer terms are held than were asked for."""
        least = self.job.min_term_adherence
        return least is not None and self.result.totals.term_adherence < least

    @property
    def facts(self) -> RunFacts:
        """What a report tells of it."""
        result = self.result
        return RunFacts(
            result.input,
            result.output,
            result.catalog.source_locale,
            result.target_locale,
            result.catalog.schema.feed,
            result.survey.records,
            result.signature,
            result.totals,
            self.seconds,
            self.cpu_seconds,
            result.is_unchanged,
            self.reasons,
            given_options(self.job),
        )

    def as_json(self) -> dict[str, object]:
        """Return the outcome as JSON values."""
        return {**self.result.as_json(), **self.facts.as_json()}


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
    made = (number_amounts(totals), length_amounts(totals), *copy_and_listings_lines(result.more))
    for told in filter(None, made):
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


def given_options(job: Job) -> dict[str, object]:
    """Return, as JSON values, the options of a job that are not left at their default; not the locales.

    >>> given_options(Job("pt-BR", glossaries=("apparel",), reading=Reading(keep=("SKU",))))
    {'keep': ['SKU'], 'glossaries': ['apparel']}
    """
    reading = [(one.name, getattr(job.reading, one.name), one.default) for one in fields(Reading)]
    rest = [
        (one.name, getattr(job, one.name), one.default)
        for one in fields(Job)
        if one.name not in ("target_locale", "source_locale", "reading")
    ]
    return {name: _plain(value) for name, value, default in (*reading, *rest) if value != default}


def _plain(value: object) -> object:
    """Return a value of a job as JSON values."""
    if isinstance(value, tuple):
        return ["=".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in value]
    return value if isinstance(value, (bool, int, float)) or value is None else str(value)
