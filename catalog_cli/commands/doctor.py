"""catalog doctor: what this installation is made of, and where each setting came from."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from catalog_cli.commands import options
from catalog_cli.commands.grouping import command_app
from catalog_cli.commands.model_facts import pairs_text
from catalog_cli.commands.options import Locales, Making, Option, Reading, Shared
from catalog_cli.engines import installed_models
from catalog_cli.engines.machine import AS_SAVED, this_machine
from catalog_cli.errors import CatalogError
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.reporting.console import Console, plural, table
from catalog_cli.signature import babel_version, catalog_version, installed_version


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print everything as JSON.")] = False


def doctor(locales: Locales, reading: Reading, making: Making, reports: Reports) -> int:
    """Show the versions, the models, the memory, and where each setting came from.

    \b
    Examples:
      catalog doctor
      CATALOG_TO=pt-BR catalog doctor --json
    """
    console = reports.console()
    settings = options.load(locales, reading, making)
    facts: dict[str, object] = {
        "versions": _versions(),
        "machine": _machine(settings.threads),
        "models": {model.name: pairs_text(model) for model in installed_models()},
        "memory": {str(settings.memory or "none"): _memory_state(settings.memory)},
        "settings files": {str(path): "read" if path.exists() else "not there" for path in settings.files},
    }
    found = [(key.name, _shown(setting.value), setting.origin) for key, setting in settings]
    if reports.json:
        rows = [{"name": name, "value": value, "from": origin} for name, value, origin in found]
        console.print_json({**facts, "settings": rows})
        return 0
    for heading, rows_by_name in facts.items():
        console.print(heading)
        _print_rows(rows_by_name, console)
    console.print("settings")
    for line in table([("name", "value", "from"), *found], "  "):
        console.print(line)
    return 0


def _print_rows(rows: object, console: Console) -> None:
    if isinstance(rows, dict) and rows:
        width = max(map(len, rows))
        for name, value in rows.items():
            console.print(f"  {name:{width}}  {value}")


def _versions() -> dict[str, str]:
    from babel.core import get_cldr_version

    return {
        "catalog-cli": catalog_version(),
        "Python": platform.python_version(),
        "CTranslate2": installed_version("ctranslate2"),
        "SentencePiece": installed_version("sentencepiece"),
        "Babel": babel_version(),
        "CLDR": get_cldr_version(),
    }


def _machine(threads: int) -> dict[str, str]:
    machine = this_machine(threads=threads)
    weights = f"in {machine.compute_type}"
    if machine.compute_type == AS_SAVED:
        weights = "as the model was saved"
    elif machine.device == "cpu":
        weights = f"{weights}: this processor cuts sums of 8-bit products"
    return {"runs on": machine.device, "threads": str(machine.all_threads), "weights": weights}


def _memory_state(path: Path | None) -> str:
    """Return what the memory holds; one that cannot be opened is told, since that is what a doctor is for."""
    if path is None:
        return "no memory is used"
    if not path.exists():
        return "not there yet: the first run makes it"
    try:
        with TranslationMemory.read_only(path) as memory:
            return f"{plural(memory.count(), 'entry', 'entries')}, {plural(len(memory.runs()), 'run')}"
    except CatalogError as error:
        return str(error)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join("=".join(map(str, item)) if isinstance(item, tuple) else str(item) for item in value) or "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)


app = command_app("doctor", doctor)
