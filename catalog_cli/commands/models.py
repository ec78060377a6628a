"""catalog models: what is installed to translate with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from catalog_cli.commands.grouping import add_command, group_app
from catalog_cli.commands.options import Argument, Option, Shared
from catalog_cli.engines import InstalledModel, installed_models
from catalog_cli.errors import UsageProblem
from catalog_cli.reporting.console import table
from catalog_cli.setting_values import did_you_mean


@dataclass(frozen=True, slots=True)
class Reports(Shared):
    """Messages."""

    json: Annotated[bool, Option("--json", help="Print as JSON.")] = False


@dataclass(frozen=True, slots=True)
class Model:
    """Model."""

    name: Annotated[str, Argument(metavar="NAME", help="A model, such as en-pt-BR.")]


def list_models(reports: Reports) -> int:
    """List the installed models: the pair, the revision of the weights, the licence.

    \b
    Example:
      catalog models list
    """
    console = reports.console()
    models = installed_models()
    if reports.json:
        console.print_json([_as_json(model) for model in models])
        return 0
    rows = [(m.name, m.source_locale, m.target_locale, m.revision, m.licence) for m in models]
    for line in table([("model", "from", "to", "revision", "licence"), *rows]):
        console.print(line)
    return 0


def show_model(model: Model, reports: Reports) -> int:
    """Show a model and its card: where it comes from, what it is good at, its licence.

    \b
    Example:
      catalog models show en-pt-BR
    """
    console = reports.console()
    names = [found.name for found in installed_models()]
    if model.name not in names:
        hint = did_you_mean(model.name, names) or f" Installed: {', '.join(names)}."
        raise UsageProblem(f'There is no model "{model.name}".{hint}')
    found = installed_models()[names.index(model.name)]
    if reports.json:
        console.print_json(_as_json(found))
        return 0
    for name, value in _as_json(found).items():
        console.print(f"{name:8}  {value}")
    card = found.path / "MODEL_CARD.md"
    if card.exists():
        console.print()
        console.print(card.read_text(encoding="utf-8").rstrip())
    return 0


def _as_json(model: InstalledModel) -> dict[str, str]:
    return {
        "name": model.name,
        "from": model.source_locale,
        "to": model.target_locale,
        "revision": model.revision,
        "licence": model.licence,
        "path": str(model.path),
    }


app = group_app("The models that translate.\n\n\b\nExamples:\n  catalog models list\n  catalog models show en-pt-BR")
add_command(app, "list", list_models)
add_command(app, "show", show_model)
