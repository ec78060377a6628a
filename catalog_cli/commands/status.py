"""catalog status: how far a translation is, without making any."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from catalog_cli.commands import options
from catalog_cli.commands.grouping import command_app
from catalog_cli.commands.options import Argument, Locales, Memory, NoMemory, Option, Reading, Shared
from catalog_cli.commands.outputs import output_paths
from catalog_cli.errors import ModelMissing, UsageProblem
from catalog_cli.reporting.console import Console, shortened
from catalog_cli.segment import UnitState

if TYPE_CHECKING:
    from catalog_cli.file_run import Source
    from catalog_cli.job import Job
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.reporting.status import ChangedCell, Status
    from catalog_cli.settings import Settings

# Enough to see what kind of change it is; --verbose and --json list all.
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """Files."""

    inputs: Annotated[list[str], Argument(metavar="INPUT...", help="Catalogs, or - for standard input.")]
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="Their translations, named as for catalog localize."),
    ] = None
    output_encoding: Annotated[
        str | None, Option("--output-encoding", metavar="NAME", help="What the output was written in, if changed.")
    ] = None
    layout: Annotated[
        str | None, Option("--layout", metavar="NAME", help="The layout of the output, where its columns fit several.")
    ] = None
    memory: Memory = None
    no_memory: NoMemory = False


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    fail_if: Annotated[
        str | None,
        Option("--fail-if", metavar="STATES", help="Exit 1 if any cell is in one of these: new,changed,outdated."),
    ] = None
    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


def status(pair: Pair, locales: Locales, reading: Reading, reports: Reports) -> int:
    """Show how far a translation is: what is new, changed, edited, outdated and current, column by column.

    New cells have no translation, changed ones have ours of another source. Edited ones a person wrote; they are
    outdated if their source changed since. Nothing is written, and no model is needed.

    \b
    Examples:
      catalog status shopify.csv --to pt-BR -o localized.csv
      catalog status shopify.csv --to pt-BR -o localized.csv --fail-if new,changed,outdated
      catalog status exports/*.csv --to pt-BR -o 'out/{stem}.{locale}{suffix}' --json
    """
    from catalog_cli.commands.inputs import opened_inputs, output_names
    from catalog_cli.memory.store import TranslationMemory

    console = reports.console()
    unwanted = _states(reports.fail_if)
    settings = options.load(pair, locales, reading)
    jobs = _jobs(settings, console)
    results: list[dict[str, object]] = []
    fails = False
    with opened_inputs(pair.inputs) as sources:
        names = output_names(pair.inputs, sources)
        if pair.output is None:
            paths: dict[tuple[str, str], Path | None] = {}
        else:
            paths = output_paths(names, [job.target_locale for job in jobs], pair.output)
        path = jobs[0].memory
        with TranslationMemory.in_temporary_file() if path is None else TranslationMemory.read_only(path) as memory:
            if path is None or not path.exists():
                console.say(f"There is no memory{'' if path is None else f' at {path}'}: who wrote what is not known.")
            for job in jobs:
                for name, source in zip(names, sources, strict=True):
                    there, found = _status_of(source, paths.get((name, job.target_locale)), job, memory)
                    states = found.states
                    is_bad = any(states[state] for state in unwanted)
                    fails = fails or is_bad
                    facts = {"input": source.name, "output": there, "target_locale": job.target_locale}
                    results.append({**facts, **found.as_json(), "fails": is_bad})
                    if not reports.json:
                        _print((source.name, there), job, found, console)
    if reports.json:
        console.print_json({"results": results})
    return int(fails)


def _jobs(settings: Settings, console: Console) -> list[Job]:
    """Return a job for each target locale: named as a run would name it, or as it is if no model translates to it."""
    try:
        return options.target_jobs(settings, console)
    except ModelMissing:
        return [settings.job(locale) for locale in settings.target_locales]


def _states(text: str | None) -> set[UnitState]:
    named = [name.strip().lower() for name in (text or "").split(",") if name.strip()]
    known = {str(state): state for state in UnitState}
    odd = next((name for name in named if name not in known), None)
    if odd is not None:
        raise UsageProblem(f'--fail-if does not know "{odd}". A state is one of: {", ".join(known)}.')
    return {known[name] for name in named}


def _status_of(source: Source, output: Path | None, job: Job, memory: TranslationMemory) -> tuple[str | None, Status]:
    """Return the output that the status is of, None if there is none, and the status."""
    from catalog_cli.bitext.opening import open_bitext
    from catalog_cli.catalog import read_catalog
    from catalog_cli.reporting.status import Status

    if output is None:
        # A catalog may hold its translations itself, in columns of the locale.
        columns = read_catalog(source.path, job, name=source.name).schema.translated
        output = source.path if any(column.target is not None for column in columns) else None
    there = output if output is not None and output.exists() else None
    target = None if there is None else (there, source.name if there == source.path else str(there))
    if there is None:
        job = replace(job, layout=None)
    bitext = open_bitext((source.path, source.name), target, job, target_locale=job.target_locale, memory=memory)
    found = Status()
    for unit in bitext.units():
        found.add(unit)
    return None if target is None else target[1], found


def _print(names: tuple[str, str | None], job: Job, found: Status, console: Console) -> None:
    source, there = names
    console.print(f"{source} -> {there or 'no output yet'} ({job.source_locale} -> {job.target_locale})")
    if not found.columns:
        console.print("  No cell holds language.")
        return
    for line in found.lines():
        console.print(line)
    shown = found.listed if console.is_verbose else found.listed[:_MOST_SHOWN]
    for cell in shown:
        console.print(f"  {_line(cell)}")
    states = found.states
    rest = states[UnitState.OUTDATED] + states[UnitState.CHANGED] - len(shown)
    if rest:
        console.print(f"  … and {rest:,} more: --verbose and --json list them")


def _line(cell: ChangedCell) -> str:
    place = cell.place
    was = "another text" if cell.was is None else f'"{cell.was}"'
    column = f" ({shortened(place.column)})" if place.column else ""
    return f'{place.file}:{place.row}{column}: {cell.state}: {was} is now "{cell.now}"'


app = command_app("status", status)
