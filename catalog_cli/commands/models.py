"""catalog models: what is installed to translate with, and whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from catalog_cli.commands import models_add, models_bench, models_moves
from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.model_facts import licence_text, named_model, pairs_text, size_of, size_text
from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.engines import InstalledModel, damaged_models, installed_models
from catalog_cli.errors import ModelDamaged
from catalog_cli.reporting.console import Console, table


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


@dataclass(frozen=True, slots=True)
class Model:
    """Model."""

    name: Annotated[
        str, Argument(metavar="NAME", help="A model, such as en-pt-BR.", autocompletion=models_moves.completed)
    ]


@dataclass(frozen=True, slots=True)
class Models:
    """Models."""

    names: Annotated[
        list[str] | None,
        Argument(metavar="[NAME]...", help="Models; none means all.", autocompletion=models_moves.completed),
    ] = None


def list_models(reports: Reports) -> int:
    """List the installed models: what they translate, their architecture, licence, size and revision.

    \b
    Example:
      catalog models list
    """
    console = reports.console()
    models, damaged = installed_models(), damaged_models()
    if reports.json:
        console.print_json(
            [*map(_as_json, models), *({"name": name, "damage": error.reason} for name, error in damaged.items())]
        )
        return 0
    rows = [
        (m.name, pairs_text(m), m.manifest.architecture, licence_text(m), size_text(size_of(m)), m.revision)
        for m in models
    ]
    for line in table([("model", "translates", "architecture", "licence", "size", "revision"), *rows]):
        console.print(line)
    for error in damaged.values():
        console.say(str(error), "yellow")
    return 0


def show_model(model: Model, reports: Reports) -> int:
    """Show a model and its card: where it comes from, what it is good at, its licence.

    \b
    Example:
      catalog models show en-pt-BR
    """
    console = reports.console()
    found = named_model(model.name)
    if reports.json:
        console.print_json(_as_json(found))
        return 0
    facts = {**_as_json(found), "licence": licence_text(found), "size": size_text(size_of(found))}
    facts["settings"] = [f"{name} {value}" for name, value in found.manifest.settings.items() if name != "measured"]
    rows = {name: ", ".join(map(str, value)) if isinstance(value, list) else value for name, value in facts.items()}
    width = max(map(len, rows))
    for name, value in rows.items():
        console.print(f"{name:{width}}  {'-' if value in ('', None) else value}")
    card = found.path / "MODEL_CARD.md"
    if card.exists():
        console.print()
        console.print(card.read_text(encoding="utf-8", errors="replace").rstrip())
    return 0


def check_models(models: Models, reports: Reports) -> int:
    """Check models: every file by its SHA-256, the weights against the vocabulary, and the self-test once more.

    Exit code 4 if one of them is damaged.

    \b
    Examples:
      catalog models check
      catalog models check en-pt-BR
    """
    console = reports.console()
    names = models.names or [*(model.name for model in installed_models()), *damaged_models()]
    damage = {name: _damage(name, console, is_told=not reports.json) for name in dict.fromkeys(names)}
    if reports.json:
        console.print_json([{"name": name, "damage": None if e is None else e.reason} for name, e in damage.items()])
    return max((error.exit_code for error in damage.values() if error), default=0)


def _damage(name: str, console: Console, *, is_told: bool) -> ModelDamaged | None:
    """Return what is wrong with a model, None if nothing is; both are told."""
    from catalog_cli.models.store import check_model

    try:
        found = named_model(name)
        alike = check_model(found.path, found.manifest)
    except ModelDamaged as error:
        console.fail(str(error))
        return error
    if is_told:
        files = len(found.manifest.sha256)
        told = f"self-test {alike:.0%} as when it was added" if found.manifest.self_test.outputs else "it translates"
        console.print(f"{name}: {files} files as they were, {told}")
    return None


def _as_json(model: InstalledModel) -> dict[str, object]:
    manifest = model.manifest
    return {
        "name": model.name,
        "kind": manifest.kind,
        "architecture": manifest.architecture,
        "from": list(manifest.source_locales),
        "to": list(manifest.target_locales),
        "revision": model.revision,
        "licence": model.licence,
        "is_noncommercial": manifest.is_noncommercial,
        "quantization": manifest.quantization,
        "source": manifest.source,
        "source_revision": manifest.source_revision,
        "size_bytes": size_of(model),
        "settings": dict(manifest.settings),
        "created_at": manifest.created_at,
        "path": str(model.path),
    }


app = group_app(
    "The models that translate.\n\n\b\nExamples:\n  catalog models list\n"
    "  catalog models add Helsinki-NLP/opus-mt-en-de\n  catalog models check"
)
add_command(app, "list", list_models)
add_command(app, "show", show_model)
add_command(app, "add", models_add.add_model)
add_command(app, "check", check_models)
add_command(app, "bench", models_bench.bench_model)
add_command(app, "remove", models_moves.remove_models)
add_command(app, "export", models_moves.export_model)
add_command(app, "import", models_add.import_model)
