"""catalog memory prune: entries that are of no use any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from catalog_cli.commands import options
from catalog_cli.commands.memory_exchange import Reports, Stored
from catalog_cli.commands.options import Option
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import plural


@dataclass(frozen=True, slots=True)
class Which:
    """Which entries go: those that all of this holds for."""

    older_than: Annotated[
        int | None, Option("--older-than", metavar="DAYS", min=0, help="Made more than so many days ago.")
    ] = None
    unused: Annotated[
        int | None, Option("--unused", metavar="DAYS", min=7, help="Of no use to any run for so many days.")
    ] = None
    model: Annotated[
        str | None,
        Option("--model", metavar="NAME", help="Made by this model, with its revision or without; or unknown."),
    ] = None
    human: Annotated[bool, Option("--human", help="Also what people made or approved, which is kept otherwise.")] = (
        False
    )
    dry_run: Annotated[bool, Option("--dry-run", help="Only say how many there are.")] = False


def prune(which: Which, stored: Stored, reports: Reports) -> int:
    """Remove entries that are of no use any more; what people made or approved stays, unless --human.

    What is removed is translated again when it is needed. catalog memory stats names the models.

    \b
    Examples:
      catalog memory prune --unused 180
      catalog memory prune --model en-pt-BR@3f2a --dry-run
      catalog memory prune --human --older-than 0
    """
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.memory.upkeep import Pruning
    from catalog_cli.memory.upkeep import prune as prune_memory

    console = reports.console()
    pruning = Pruning(which.older_than, which.unused, which.model, which.human)
    if pruning == Pruning(human=which.human):
        raise UsageProblem("Say which entries are to go: --older-than DAYS, --unused DAYS or --model NAME.")
    path = options.load(stored).memory
    count, before, after = 0, 0, 0
    if path is None or not path.exists():
        console.say(f"There is no memory at {path} yet: the first run of catalog localize makes it.")
    else:
        before = path.stat().st_size
        with TranslationMemory.open(path) as memory:
            count = prune_memory(memory, pruning, dry_run=which.dry_run)
        after = path.stat().st_size
    if reports.json:
        console.print_json({"path": str(path), "entries": count, "dry_run": which.dry_run, "bytes": after})
    verb = "would be removed" if which.dry_run else "removed"
    console.say(f"{path}: {plural(count, 'entry', 'entries')} {verb}, {max(0, before - after):,} bytes freed")
    return 0
