"""catalog models export and remove: a model leaves the machine as one file, or for good."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from catalog_cli.commands.model_facts import named_model, size_text
from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.commands.outputs import STANDARD
from catalog_cli.engines import damaged_models, installed_models
from catalog_cli.errors import FileProblem, UsageProblem, Where


def completed(incomplete: str) -> list[str]:
    """Return the names of installed models that begin so."""
    names = [*(model.name for model in installed_models()), *damaged_models()]
    return [name for name in names if name.startswith(incomplete)]


@dataclass(frozen=True, slots=True)
class Exported:
    """Model."""

    name: Annotated[
        str, Argument(metavar="NAME", help="An installed model, such as en-pt-BR.", autocompletion=completed)
    ]
    output: Annotated[
        str | None, Option("--output", "-o", metavar="FILE", help="Where to write it [default: NAME.tar].")
    ] = None
    force: Annotated[bool, Option("--force", help="Replace a file that is there.")] = False


@dataclass(frozen=True, slots=True)
class Removed:
    """Models."""

    names: Annotated[list[str], Argument(metavar="NAME...", help="Models that were added.", autocompletion=completed)]


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


def export_model(model: Exported, reports: Reports) -> int:
    """Write a model into one file, for a machine without a network: see catalog models import.

    Every file of it is compared with its SHA-256 first.

    \b
    Examples:
      catalog models export en-pt-BR
      catalog models export opus-mt-en-de -o /media/stick/en-de.tar
    """
    from catalog_cli.models import archive

    console = reports.console()
    if model.output == STANDARD:
        raise UsageProblem("A model is written to a file: name one with -o, such as -o model.tar.")
    found = named_model(model.name)
    path = Path(model.output or f"{model.name}.tar")
    if path.is_dir():
        path = path / f"{model.name}.tar"
    if path.exists() and not model.force:
        raise UsageProblem(f"{path} is there already: name another file with -o, or replace it with --force.")
    if not path.parent.is_dir():
        raise FileProblem(Where(str(path)), "its folder does not exist", "Make it, or name another file with -o.")
    size = archive.export_model(found.path, found.manifest, path)
    if reports.json:
        console.print_json({"name": found.name, "path": str(path), "bytes": size})
    else:
        console.say(f"{found.name}: written to {path} ({size_text(size)}). Put it in place elsewhere with:")
        console.say(f"  catalog models import {path.name}")
    return 0


def remove_models(models: Removed, reports: Reports) -> int:
    """Remove models that were added, and free their space.

    \b
    Example:
      catalog models remove opus-mt-en-de
    """
    from catalog_cli.models.store import ModelStore

    console = reports.console()
    store = ModelStore.of(os.environ)
    names = list(dict.fromkeys(models.names))
    for name in names:
        store.path(name)  # all of them are there, or none is removed
    freed = {name: store.remove(name) for name in names}
    if reports.json:
        console.print_json([{"removed": name, "bytes": size} for name, size in freed.items()])
    for name, size in freed.items():
        if not reports.json:
            console.say(f"{name}: removed, {size_text(size)} freed.")
    return 0
