"""catalog memory: what the translation memory holds, what comes into it, and what leaves it."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from catalog_cli.commands import options
from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.memory_exchange import export, import_
from catalog_cli.commands.memory_prune import prune
from catalog_cli.commands.options import Option, Shared
from catalog_cli.memory.entries import Run
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.memory.upkeep import Amount, amounts
from catalog_cli.reporting.console import plural, table

_MOST_RUNS = 10


@dataclass(frozen=True, slots=True)
class Where:
    """Memory."""

    memory: Annotated[
        str | None,
        Option("--memory", metavar="FILE", help="The translation memory [default: .catalog/catalog.sqlite]."),
    ] = None


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


def stats(where: Where, reports: Reports) -> int:
    """Show how much the memory holds, who made it, and which runs it remembers.

    \b
    Examples:
      catalog memory stats
      catalog memory stats --memory shared.sqlite --json
    """
    console = reports.console()
    path = options.load(where).memory
    made: list[Amount] = []
    if path is None or not path.exists():
        entries, runs, size = 0, list[Run](), 0
        console.say(f"There is no memory at {path} yet: the first run of catalog localize makes it.")
    else:
        with TranslationMemory.read_only(path) as memory:
            entries, runs, size, made = memory.count(), memory.runs(), path.stat().st_size, amounts(memory)
    if reports.json:
        document = {
            "path": str(path),
            "entries": entries,
            "bytes": size,
            "made_by": [asdict(amount) for amount in made],
            "runs": [_run_json(run) for run in runs],
        }
        console.print_json(document)
        return 0
    if made:
        amounts_of = [(f"{one.source_locale} -> {one.target_locale}", one.made_by, f"{one.entries:,}") for one in made]
        for line in table([("locales", "made by", "entries"), *amounts_of], "  "):
            console.print(line)
    finished = sum(run.finished_at is not None for run in runs)
    console.print(f"{path}: {plural(entries, 'entry', 'entries')}, {size:,} bytes")
    console.print(f"{plural(len(runs), 'run')}, {finished:,} of them wrote a file to its end")
    rows = [
        (str(run.id), run.started_at[:19], f"{run.source_locale} -> {run.target_locale}", _shown(path, run))
        for run in runs[-_MOST_RUNS:]
    ]
    if rows:
        for line in table([("run", "started (UTC)", "locales", "output"), *rows], "  "):
            console.print(line)
    return 0


def _shown(memory: Path | None, run: Run) -> str:
    """Return an output as it is called from here; the memory names it from its own folder."""
    if run.output is None or memory is None:
        return "-"
    return os.path.relpath(memory.resolve().parent / run.output)


def _run_json(run: Run) -> dict[str, object]:
    names = ("id", "source_locale", "target_locale", "started_at", "finished_at", "output", "signature")
    return {name: getattr(run, name) for name in names}


app = group_app(
    """The translation memory.

    \b
    Examples:
      catalog memory stats
      catalog memory import memoq.tmx --to pt-BR
      catalog memory export -o memory.tmx
    """
)
add_command(app, "stats", stats)
add_command(app, "import", import_)
add_command(app, "export", export)
add_command(app, "prune", prune)
