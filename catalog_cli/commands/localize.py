"""catalog localize: the main job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

from catalog_cli.commands import options
from catalog_cli.commands.grouping import command_app
from catalog_cli.commands.listings import CopyAndListings
from catalog_cli.commands.options import Argument, FailOn, Locales, Making, Option, Reading, Shared
from catalog_cli.commands.outputs import output_paths, refuse_overwriting
from catalog_cli.commands.tagging import Tagging, writing_evidence
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import Console, is_terminal
from catalog_cli.reporting.progress import ProgressKind

if TYPE_CHECKING:
    from catalog_cli.commands.results import Outcome
    from catalog_cli.companions import Companions
    from catalog_cli.conventions.price_conversion import Conversion
    from catalog_cli.file_run import Source
    from catalog_cli.job import Job
    from catalog_cli.memory.store import TranslationMemory


@dataclass(frozen=True, slots=True)
class Files:
    """Files."""

    inputs: Annotated[list[str], Argument(metavar="INPUT...", help="Catalogs, or - for standard input.")]
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="A file, a folder, or a pattern: 'out/{stem}.{locale}{suffix}'."),
    ] = None
    output_encoding: Annotated[
        str | None, Option("--output-encoding", metavar="NAME", help="Write in another encoding than the input's.")
    ] = None
    force: Annotated[
        bool, Option("--force", "-f", help="Replace an output that is not ours, or was edited: edits are kept.")
    ] = False
    accept_outdated: Annotated[
        bool, Option("--accept-outdated", help="Take edits whose source changed since as made for it as it is now.")
    ] = False
    limit: Annotated[
        int | None, Option("--limit", metavar="N", min=1, help="Localize the first N products; without -o, show them.")
    ] = None


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Reports and messages."""

    fail_on: FailOn = None
    min_term_adherence: Annotated[
        float | None,
        Option("--min-term-adherence", metavar="SHARE", help="Fail if fewer terms are held, such as 0.98."),
    ] = None
    ledger: Annotated[
        str | None, Option("--ledger", metavar="FILE", help="Write what became of each term, as JSON Lines.")
    ] = None
    redirects: Annotated[
        str | None,
        Option("--redirects", metavar="FILE", help="Write the addresses that --handles translate changed, as CSV."),
    ] = None
    report: Annotated[
        list[str] | None,
        Option("--report", metavar="FILE", help="Tell what was done: .html, .md or .json. May be repeated."),
    ] = None
    json: Annotated[bool, Option("--json", help="Print the results as JSON; the catalog goes to -o.")] = False
    progress: Annotated[
        ProgressKind, Option("--progress", metavar="KIND", help="auto, json (events on standard error) or none.")
    ] = ProgressKind.AUTO


@dataclass(frozen=True, slots=True)
class Tags(Tagging):
    """Tags, with --tags."""

    tags: Annotated[
        bool, Option("--tags", help="Tag the products too (catalog tag), in the target locale's words.")
    ] = False
    tagger: Annotated[
        str | None, Option("--tagger", metavar="FOLDER", help="A tagger that `catalog train tagger` made.")
    ] = None


def localize(
    files: Files,
    locales: Locales,
    reading: Reading,
    making: Making,
    tags: Tags,
    extras: CopyAndListings,
    reports: Reports,
) -> int:
    """Localize catalogs: translate what is language, and keep everything else byte for byte.

    \b
    Examples:
      catalog localize shopify.csv --to pt-BR -o localized.csv
      catalog localize shopify.csv --to pt-BR --limit 5
      catalog localize shopify.csv --to pt-BR --tags --as shopify -o localized.csv
      catalog localize shop.csv --to pt-BR --describe --marketplace amazon --listings amazon.csv -o localized.csv
      catalog localize exports/*.csv --to pt-BR -o 'out/{stem}.{locale}{suffix}'
      catalog localize - --to pt-BR < products.jsonl > produtos.jsonl
    """
    # Imported here so that the help, which shells ask for while one types, does not wait for the pipeline.
    from catalog_cli.commands.inputs import opened_inputs, output_names
    from catalog_cli.commands.results import say_outcome
    from catalog_cli.commands.runs import Runs, opened_memory
    from catalog_cli.pipeline import price_conversion

    console = reports.console()
    settings = options.load(files, locales, reading, making, reports)
    jobs = options.target_jobs(settings, console, limit=files.limit, force=files.force)
    jobs = [replace(job, accept_outdated=files.accept_outdated) for job in jobs]
    extras.check(jobs[0])
    prices = price_conversion(jobs[0])
    marketplace_file = _marketplace_file(jobs[0])
    others = _Others.of(reports, tags, jobs)
    with opened_inputs(files.inputs) as sources:
        names = output_names(files.inputs, sources)
        paths = output_paths(names, [job.target_locale for job in jobs], files.output)
        listings = extras.paths(names, jobs)
        others.refuse_overwriting([*files.inputs, *marketplace_file], jobs[0], paths, listings)
        if reports.json and None in paths.values():
            raise UsageProblem("--json prints the results on standard output: name a file for the catalog with -o.")
        with opened_memory(jobs[0], (*paths.values(), *listings.values())) as memory:
            if files.limit and None in paths.values() and is_terminal(console.out):
                others.refuse_preview(is_described=extras.describe or bool(listings))
                return _preview(sources[0], jobs[0], (memory, prices), console)
            with others.opened(tags, console if reports.json else None) as (companions, outcomes):
                copy = extras.copy(jobs[0], tags.schema or ())
                companions = replace(companions, prices=prices, copy=copy)
                runs = Runs(dict(zip(names, sources, strict=True)), jobs, paths, reports.progress, companions)
                runs = replace(runs, listings=lambda job: extras.files(listings, job, tags.schema or ()))
                for outcome in runs.outcomes(memory, console):
                    say_outcome(outcome, console)
                    outcomes.append(outcome)
    return int(any(outcome.fails for outcome in outcomes))


@dataclass(frozen=True, slots=True)
class _Others:
    """The files that a run writes besides catalogs and listings."""

    ledger: Path | None
    redirects: Path | None
    evidence: Path | None
    reports: list[Path]

    @classmethod
    def of(cls, reports: Reports, tags: Tags, jobs: list[Job]) -> Self:
        """Return the files that are named; raises UsageProblem for one that is named in vain."""
        found = [Path(name) for name in reports.report or ()]
        if len({path.resolve() for path in found}) < len(found):
            raise UsageProblem("--report names one file twice. Name another, or leave one out.")
        ledger = Path(reports.ledger) if reports.ledger else None
        evidence = Path(tags.evidence) if tags.evidence else None
        return cls(ledger, _redirects(reports, jobs), evidence, found)

    @contextmanager
    def opened(self, tags: Tags, console: Console | None) -> Iterator[tuple[Companions, list[Outcome]]]:
        """Give what writes them as the run goes on, and the list of outcomes that the reports are made of.

        The reports go to a console too, if one is given.
        """
        from catalog_cli.commands.report_files import writing_reports
        from catalog_cli.companions import Companions
        from catalog_cli.reporting.ledger_file import writing_ledger
        from catalog_cli.reporting.redirects import writing_redirects

        with (
            writing_ledger(self.ledger) as entries,
            writing_redirects(self.redirects) as addresses,
            writing_evidence(self.evidence) as told,
            writing_reports(self.reports, console) as outcomes,
        ):
            work = replace(tags.work(tags.tagger), evidence=told) if tags.tags else None
            yield Companions(ledger=entries, redirects=addresses, tags=work), outcomes

    def refuse_overwriting(
        self,
        inputs: list[str],
        job: Job,
        paths: Mapping[tuple[str, str], Path | None],
        listings: Mapping[tuple[str, str], Path | None],
    ) -> None:
        """Raise UsageProblem if one of them, or of the listings, is another file of the run."""
        own = [str(path) for path in (job.rates, job.price_endings, job.sizes) if path is not None]
        read = [*inputs, *job.glossaries, *job.do_not_translate, *own]
        named = {
            "--memory": job.memory,
            "--ledger": self.ledger,
            "--redirects": self.redirects,
            "--evidence": self.evidence,
        }
        for report in self.reports or (None,):
            refuse_overwriting({**named, "--report": report}, read, (*paths.values(), *listings.values()))
        for path in listings.values():
            refuse_overwriting({"--listings": path}, read, paths.values())

    def refuse_preview(self, *, is_described: bool) -> None:
        """Raise UsageProblem where nothing is written that one of them could tell of."""
        if self.ledger is not None or self.reports or self.redirects is not None or is_described:
            raise UsageProblem(
                "--ledger, --redirects, --report, --describe and --listings need a catalog that is written: "
                "name its file with -o."
            )


def _redirects(reports: Reports, jobs: list[Job]) -> Path | None:
    """Return the file of redirects; raises UsageProblem where nothing would be redirected, or to two addresses."""
    from catalog_cli.job import HandlePolicy

    if reports.redirects is None:
        return None
    if jobs[0].handles is HandlePolicy.KEEP:
        raise UsageProblem("--redirects is for addresses that change: add --handles translate.")
    if len(jobs) > 1:
        raise UsageProblem("--redirects holds the addresses of one locale: localize into one --to at a time.")
    return Path(reports.redirects)


def _marketplace_file(job: Job) -> list[str]:
    """Return the file of the merchant's own marketplace, if any; raises UsageProblem for one that is unknown."""
    from catalog_cli.marketplaces import MARKETPLACES, chosen

    if job.marketplace is None:
        return []
    chosen(job.marketplace)
    return [] if job.marketplace in MARKETPLACES else [job.marketplace]


def _preview(source: Source, job: Job, tools: tuple[TranslationMemory, Conversion | None], console: Console) -> int:
    """Show the first products side by side instead of writing them."""
    from catalog_cli.commands.runs import opened_engine
    from catalog_cli.companions import Companions
    from catalog_cli.file_run import preview_file
    from catalog_cli.pipeline import size_namer, term_matcher
    from catalog_cli.reporting.preview import show_preview
    from catalog_cli.reporting.summary_text import term_amounts

    memory, prices = tools
    sizes = size_namer(job)
    with opened_engine(job) as engine:
        companions = Companions(terms=term_matcher(job, engine), prices=prices, sizes=sizes)
        products, totals = preview_file(source, job, engine=engine, memory=memory, companions=companions)
        show_preview(products, totals.findings, job.target_locale, console)
    if totals.terms:
        console.say(term_amounts(totals))
    console.say("Nothing is written. To write the catalog, name a file: -o FILE.")
    lacks_terms = job.min_term_adherence is not None and totals.term_adherence < job.min_term_adherence
    return int(totals.fails(job.fail_on) or lacks_terms)


app = command_app("localize", localize)
