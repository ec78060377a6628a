"""Engines by name, and the models that ship inside the package: which pairs can be translated right now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module, resources
from pathlib import Path
from typing import cast

from catalog_cli import locales
from catalog_cli.engine import Translator
from catalog_cli.errors import ModelDamaged, ModelMissing, UsageProblem

ENGINES = {
    "ct2": "catalog_cli.engines.ct2_translator:open_translator",
    "echo": "catalog_cli.engines.echo:open_translator",
}


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model on disk: the pair it translates, the revision of its weights and its licence (SPDX)."""

    name: str
    source_locale: str
    target_locale: str
    revision: str
    licence: str
    path: Path


@lru_cache(maxsize=1)
def installed_models() -> tuple[InstalledModel, ...]:
    """Return the models that ship inside the package, by name.

    >>> [(model.name, model.licence) for model in installed_models()]
    [('en-pt-BR', 'MPL-2.0')]
    """
    root = Path(str(resources.files("catalog_cli") / "embedded"))
    return tuple(_read_manifest(path) for path in sorted(root.glob("*/manifest.json")))


def _read_manifest(path: Path) -> InstalledModel:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return InstalledModel(
            name=facts["name"],
            source_locale=facts["source_locale"],
            target_locale=facts["target_locale"],
            revision=facts["revision"],
            licence=facts["licence"],
            path=path.parent,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelDamaged(path.parent.name, f"manifest.json: {error}", "Install catalog-cli again.") from error


def find_model(source_locale: str, target_locale: str) -> InstalledModel:
    """Return the installed model for a pair; raises ModelMissing naming the pairs that are there.

    >>> find_model("en-US", "pt-BR").name
    'en-pt-BR'
    """
    for model in installed_models():
        if locales.covers(model.source_locale, source_locale) and locales.covers(model.target_locale, target_locale):
            return model
    pairs = tuple((model.source_locale, model.target_locale) for model in installed_models())
    raise ModelMissing(source_locale, target_locale, pairs)


def target_locales(source_locale: str) -> tuple[str, ...]:
    """Return the locales that text in `source_locale` can be translated into.

    >>> target_locales("en-GB")
    ('pt-BR',)
    """
    return tuple(m.target_locale for m in installed_models() if locales.covers(m.source_locale, source_locale))


def load_engine(source_locale: str, target_locale: str, *, model: str | None = None, threads: int = 0) -> Translator:
    """Return an engine for a pair of locales; `threads` 0 means one per core this process may use.

    `model` "echo" is the pseudo-localizing engine, which serves every pair; None picks the installed model.
    Raises ModelMissing (exit 4) if no model translates the pair.
    """
    if model == "echo":
        return cast(Translator, _opener("echo")(source_locale, target_locale))
    found = find_model(source_locale, target_locale)
    if model is not None and model != found.name:
        names = ", ".join([*(m.name for m in installed_models()), "echo"])
        raise UsageProblem(f'No model "{model}" translates {source_locale} -> {target_locale}. Installed: {names}.')
    return cast(Translator, _opener("ct2")(found.path, found, threads=threads))


def _opener(engine: str):  # type: ignore[no-untyped-def]  # openers take what their engine needs
    module, _, name = ENGINES[engine].partition(":")
    return getattr(import_module(module), name)
