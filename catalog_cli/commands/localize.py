"""catalog localize: the main job."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from catalog_cli.commands import options
from catalog_cli.commands.grouping import command_app
from catalog_cli.commands.inputs import opened_inputs, output_names
from catalog_cli.commands.options import Argument, Locales, Making, Option, Reading, Shared
from catalog_cli.commands.outputs import output_paths
from catalog_cli.commands.results import Outcome, say_outcome, write_report
from catalog_cli.engine import Translator
from catalog_cli.errors import Stopped, UsageProblem
from catalog_cli.file_run import Source, localize_file
from catalog_cli.job import Job
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.reporting.console import Console, is_terminal, standard_output
from catalog_cli.reporting.progress import ProgressKind, showing_progress

KEPT = "What was finished is kept in the memory: run the same command again to go on."
NOT_KEPT = "Without a memory nothing is kept: run the same command again to start over."

Paths = Mapping[tuple[str, str], Path | None]


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
    limit: Annotated[
        int | None, Option("--limit", metavar="N", min=1, help="Localize the first N products; without -o, show them.")
    ] = None


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Reports and messages."""

    fail_on: Annotated[
        str | None,
        Option("--fail-on", metavar="SEVERITY", help="critical, major, minor or never [default: critical]."),
    ] = None
    report: Annotated[str | None, Option("--report", metavar="FILE", help="Write all results as JSON.")] = None
    json: Annotated[bool, Option("--json", help="Print the results as JSON; the catalog goes to -o.")] = False
    progress: Annotated[
        ProgressKind, Option("--progress", metavar="KIND", help="auto, json (events on standard error) or none.")
    ] = ProgressKind.AUTO


def localize(files: Files, locales: Locales, reading: Reading, making: Making, reports: Reports) -> int:
    """Localize catalogs: translate what is language, and keep everything else byte for byte.

    \b
    Examples:
      catalog localize shopify.csv --to pt-BR -o localized.csv
      catalog localize shopify.csv --to pt-BR --limit 5
      catalog localize exports/*.csv --to pt-BR -o 'out/{stem}.{locale}{suffix}'
      catalog localize - --to pt-BR < products.jsonl > produtos.jsonl
    """
    console = reports.console()
    settings = options.load(files, locales, reading, making, reports)
    jobs = options.target_jobs(settings, console, limit=files.limit, force=files.force)
    with opened_inputs(files.inputs) as sources:
        names = output_names(files.inputs, sources)
        paths = output_paths(names, [job.target_locale for job in jobs], files.output)
        if reports.json and None in paths.values():
            raise UsageProblem("--json prints the results on standard output: name a file for the catalog with -o.")
        with _memory(jobs[0]) as memory:
            if files.limit and None in paths.values() and is_terminal(console.out):
                return _preview(sources[0], jobs[0], memory, console)
            named = dict(zip(names, sources, strict=True))
            outcomes = [
                _say(outcome, console) for outcome in _outcomes(named, jobs, paths, memory, console, reports.progress)
            ]
    write_report(outcomes, reports.report, console if reports.json else None)
    return int(any(outcome.fails for outcome in outcomes))


def _outcomes(
    sources: Mapping[str, Source],
    jobs: Sequence[Job],
    paths: Paths,
    memory: TranslationMemory,
    console: Console,
    progress: ProgressKind,
) -> Iterator[Outcome]:
    """Yield what became of each input in each locale; an engine is loaded once for all inputs."""
    for job in jobs:
        with _engine(job) as engine:
            for name, source in sources.items():
                path = paths[name, job.target_locale]
                is_animated = is_terminal(console.err) and not (path is None and is_terminal(console.out))
                with showing_progress(
                    progress,
                    console.err,
                    label=str(path or source.name),
                    is_animated=is_animated and not console.is_quiet,
                    has_colours=console.colours_err,
                ) as update:
                    start = time.monotonic()
                    output = standard_output(console.out) if path is None else path
                    result = localize_file(source, output, job, engine=engine, memory=memory, progress=update)
                    seconds = time.monotonic() - start
                yield Outcome(result, job, seconds)


def _say(outcome: Outcome, console: Console) -> Outcome:
    say_outcome(outcome, console)
    return outcome


def _preview(source: Source, job: Job, memory: TranslationMemory, console: Console) -> int:
    from catalog_cli.file_run import preview_file
    from catalog_cli.reporting.preview import show_preview

    with _engine(job) as engine:
        products, totals = preview_file(source, job, engine=engine, memory=memory)
        show_preview(products, totals.findings, job.target_locale, console)
    return int(totals.fails(job.fail_on))


@contextmanager
def _memory(job: Job) -> Iterator[TranslationMemory]:
    """Give the memory of a run; whoever stops the run is told what is kept of it."""
    opened = TranslationMemory.in_temporary_file() if job.memory is None else TranslationMemory.open(job.memory)
    with opened as memory:
        try:
            yield memory
        except Stopped as stopped:
            stopped.add_note(NOT_KEPT if job.memory is None else KEPT)
            raise


@contextmanager
def _engine(job: Job) -> Iterator[Translator]:
    """Give the engine of a job. It is not closed after an error: closing waits for all that still decodes."""
    from catalog_cli.engines import load_engine

    engine = load_engine(job.source_locale, job.target_locale, model=job.model, threads=job.threads)
    yield engine
    engine.close()


app = command_app("localize", localize)
