"""Engines by name, and the installed models: those inside the package and those of the store."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import import_module, resources
from pathlib import Path
from typing import TYPE_CHECKING, cast

from catalog_cli.engine import Translator
from catalog_cli.engines.measured_settings import read_settings
from catalog_cli.errors import ModelDamaged, ModelMissing, UsageProblem
from catalog_cli.model_manifest import FILE_NAME, Manifest, is_model_name, read_manifest, serving

if TYPE_CHECKING:
    from catalog_cli.engines.ct2_encoder import Ct2Encoder
    from catalog_cli.engines.ct2_generator import Ct2Generator

ENGINES = {
    "ct2": "catalog_cli.engines.ct2_translator:open_translator",
    "echo": "catalog_cli.engines.echo:open_translator",
    "encoder": "catalog_cli.engines.ct2_encoder:open_encoder",
    "generator": "catalog_cli.engines.ct2_generator:open_generator",
    "pivot": "catalog_cli.engines.pivot:PivotTranslator",
}
STORE_VARIABLE = "CATALOG_MODELS"
_WHAT_IT_DOES = {"translator": "translates", "generator": "writes text", "encoder": "turns text into vectors"}
# A multilingual model has thousands of pairs; a message names the nearest.
_MOST_NAMED_PAIRS = 12


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model on disk: the pair it is wanted for (its first, if none), the revision of its weights, its licence (SPDX).

    `manifest` holds everything else that is known of it.
    """

    name: str
    source_locale: str
    target_locale: str
    revision: str
    licence: str
    path: Path
    manifest: Manifest = field(default_factory=lambda: Manifest(""))
    is_embedded: bool = False

    def for_pair(self, source_locale: str, target_locale: str) -> InstalledModel | None:
        """Return the model with its own tags for a pair, None if it does not translate it."""
        if self.manifest.kind != "translator":
            return None
        pair = self.manifest.pair(source_locale, target_locale)
        return replace(self, source_locale=pair[0], target_locale=pair[1]) if pair else None


def store_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of the models that were added, whether it is there or not; CATALOG_MODELS names another.

    >>> store_folder({"CATALOG_MODELS": "models"}).name
    'models'
    """
    if named := environment.get(STORE_VARIABLE):
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("catalog-cli", appauthor=False)) / "models"


def installed_models(folder: Path | None = None) -> tuple[InstalledModel, ...]:
    """Return the models inside the package, then those of the store, by name; `folder` None is the user's own store.

    The settings of those inside the package are what a benchmark left in the store. A model of the store whose manifest
    does not read is left out: `damaged_models` has it.

    >>> [(model.name, model.licence) for model in installed_models(Path("no such folder"))]
    [('en-pt-BR', 'MPL-2.0')]
    """
    root = store_folder(os.environ) if folder is None else folder
    embedded = (_with_settings(model, root) for model in embedded_models())
    return (*embedded, *(model for model in _stored(root) if isinstance(model, InstalledModel)))


def _with_settings(model: InstalledModel, store: Path) -> InstalledModel:
    settings = read_settings(store, model.name, model.revision)
    return replace(model, manifest=replace(model.manifest, settings=settings)) if settings else model


def damaged_models(folder: Path | None = None) -> dict[str, ModelDamaged]:
    """Return what is wrong with each model of the store whose manifest does not read."""
    root = store_folder(os.environ) if folder is None else folder
    return {found.name: found for found in _stored(root) if isinstance(found, ModelDamaged)}


@lru_cache(maxsize=1)
def embedded_models() -> tuple[InstalledModel, ...]:
    """Return the models that ship inside the package, by name."""
    root = Path(str(resources.files("catalog_cli") / "embedded"))
    return tuple(_embedded(path.parent) for path in sorted(root.glob(f"*/{FILE_NAME}")))


def _embedded(folder: Path) -> InstalledModel:
    try:
        return installed_model(folder, read_manifest(folder), is_embedded=True)
    except ModelDamaged as error:
        raise ModelDamaged(error.name, error.reason, "Install catalog-cli again.") from error


def installed_model(folder: Path, manifest: Manifest, *, is_embedded: bool = False) -> InstalledModel:
    """Return the model of a folder, wanted for its first pair ("" and "" if it translates none)."""
    source, target = next(manifest.pairs(), ("", ""))
    return InstalledModel(
        manifest.name, source, target, manifest.revision, manifest.licence, folder, manifest, is_embedded
    )


def _stored(store: Path) -> Iterator[InstalledModel | ModelDamaged]:
    try:
        found = sorted(path for path in store.iterdir() if is_model_name(path.name) and path.is_dir())
    except OSError:  # nothing was ever added, or it may not be looked at
        return
    for path in found:
        try:
            # The folder decides the name: two models of one name cannot be.
            yield installed_model(path, replace(read_manifest(path), name=path.name))
        except ModelDamaged as error:
            yield error


def find_model(source_locale: str, target_locale: str, name: str | None = None) -> InstalledModel:
    """Return the installed model for a pair: the one of a name, else the embedded one, else one free to sell with.

    Raises ModelMissing naming the pairs that are there, UsageProblem for a name that does not translate the pair,
    ModelDamaged for one that cannot be read.

    >>> find_model("en-US", "pt-BR").name
    'en-pt-BR'
    """
    installed = installed_models()
    if name is not None:
        return _named(installed, name, (source_locale, target_locale))
    serving = [found for model in installed if (found := model.for_pair(source_locale, target_locale))]
    if not serving:
        raise ModelMissing(source_locale, target_locale, _nearest_pairs(installed, (source_locale, target_locale)))
    return min(serving, key=lambda model: (not model.is_embedded, model.manifest.is_noncommercial, _breadth(model)))


def _breadth(model: InstalledModel) -> int:
    """Return how many locales a model writes: one made for a pair is better at it and faster than one for many."""
    return len(model.manifest.target_locales)


def _named(installed: tuple[InstalledModel, ...], name: str, pair: tuple[str, str]) -> InstalledModel:
    for model in installed:
        if model.name == name and (found := model.for_pair(*pair)):
            return found
    if damage := damaged_models().get(name):
        raise damage
    for model in installed:
        if model.name == name:
            _require_kind(model, "translator")
    names = ", ".join([*(model.name for model in installed if model.manifest.kind == "translator"), "echo"])
    raise UsageProblem(f'No model "{name}" translates {pair[0]} -> {pair[1]}. Installed: {names}.')


def _nearest_pairs(installed: tuple[InstalledModel, ...], wanted: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = dict.fromkeys(
        pair for model in installed if model.manifest.kind == "translator" for pair in model.manifest.pairs()
    )
    ordered = sorted(pairs, key=lambda pair: (pair[0] != wanted[0]) + (pair[1] != wanted[1]))
    return tuple(ordered[:_MOST_NAMED_PAIRS])


def target_locales(source_locale: str) -> tuple[str, ...]:
    """Return the locales that text in `source_locale` can be translated into, each once.

    >>> target_locales("en-GB")[0]
    'pt-BR'
    """
    found: dict[str, None] = {}
    for manifest in (model.manifest for model in installed_models() if model.manifest.kind == "translator"):
        sources = serving(manifest.source_locales, source_locale)
        found |= {target: None for target in manifest.target_locales if any(target != source for source in sources)}
    return tuple(found)


def licence_of(engine_name: str) -> str:
    """Return the licence of the model that an engine's name (`Translator.name`) tells, "" if none is installed so.

    The licences of several models, "a@1+b@2", are joined in the same way.

    >>> licence_of(f"en-pt-BR@{embedded_models()[0].revision}"), licence_of("echo@1")
    ('MPL-2.0', '')
    """
    known = {f"{model.name}@{model.revision}": model.licence for model in installed_models()}
    return "+".join(known[name] for name in engine_name.split("+") if name in known)


def load_engine(
    source_locale: str,
    target_locale: str,
    *,
    model: str | None = None,
    threads: int = 0,
    device: str = "auto",
    pivot: str | None = None,
) -> Translator:
    """Return an engine for a pair of locales; `threads` 0 means one per core this process may use.

    `model` "echo" is the pseudo-localizing engine, which serves every pair; None picks the installed model. `device` is
    "auto", "cpu" or "cuda". Where no model translates the pair directly, two that go through the locale `pivot` do.
    Raises ModelMissing (exit 4) if no model translates the pair.
    """
    if model == "echo":
        return cast(Translator, _opener("echo")(source_locale, target_locale))
    found = find_models(source_locale, target_locale, model, pivot)
    opened = [open_model(each, threads=threads, device=device) for each in found]
    return opened[0] if len(opened) == 1 else cast(Translator, _opener("pivot")(*opened))


def find_models(
    source_locale: str, target_locale: str, name: str | None = None, pivot: str | None = None
) -> tuple[InstalledModel, ...]:
    """Return the model for a pair, or the two that go through `pivot` where none does directly; raises as `find_model`.

    >>> [model.name for model in find_models("en", "pt-BR", pivot="en")]
    ['en-pt-BR']
    """
    try:
        return (find_model(source_locale, target_locale, name),)
    except ModelMissing as missing:
        if pivot is None:
            raise
        try:
            return find_model(source_locale, pivot), find_model(pivot, target_locale)
        except ModelMissing:
            raise missing from None


def open_model(model: InstalledModel, *, threads: int = 0, device: str = "auto") -> Translator:
    """Return the engine of a model for the pair it is wanted for; ModelDamaged if files are missing or cut."""
    _check_sizes(model)
    wanted = {} if device == "auto" else {"device": device}
    settings = model.manifest.settings
    return cast(Translator, _opener("ct2")(model.path, model, threads=threads, settings=settings, **wanted))


def load_generator(name: str, *, threads: int = 0, device: str = "auto") -> Ct2Generator:
    """Return the engine of an installed model that writes text; it loads when it is first asked to.

    Raises UsageProblem for a name that is not installed, ModelDamaged (exit 4) for a model of another kind or one whose
    files are missing or cut.
    """
    return cast("Ct2Generator", _opened(name, "generator", threads, device))


def load_encoder(name: str, *, threads: int = 0, device: str = "auto") -> Ct2Encoder:
    """Return the engine of an installed model that turns text into vectors; raises as `load_generator` does."""
    return cast("Ct2Encoder", _opened(name, "encoder", threads, device))


def _opened(name: str, kind: str, threads: int, device: str) -> object:
    installed = installed_models()
    model = next((model for model in installed if model.name == name), None)
    if model is None:
        if damage := damaged_models().get(name):
            raise damage
        names = ", ".join(model.name for model in installed if model.manifest.kind == kind) or "none"
        raise UsageProblem(f'No {kind} "{name}" is installed. Installed: {names}. See: catalog models list')
    _require_kind(model, kind)
    _check_sizes(model)
    return _opener(kind)(model.path, model, threads=threads, device=device)


def _require_kind(model: InstalledModel, kind: str) -> None:
    """Raise ModelDamaged for a model that does something else than what is needed: the wrong one, if a whole one."""
    found = model.manifest.kind
    if found != kind:
        reason = f"a {kind} is needed, and it is one that {_WHAT_IT_DOES[found]}"
        raise ModelDamaged(model.name, reason, "Choose another; catalog models list shows those that are installed.")


def _check_sizes(model: InstalledModel) -> None:
    """Compare what can be compared without reading: a cut file is told before an engine opens it."""
    manifest = model.manifest
    if not manifest.size_bytes:  # the embedded model's does not say
        return
    next_step = "Remove it and add it again, or see what is wrong with: catalog models check " + model.name
    try:
        size = sum((model.path / name).stat().st_size for name in manifest.sha256)
    except OSError as error:
        lacking = Path(str(error.filename)).name
        raise ModelDamaged(model.name, f"{lacking} is missing", next_step) from error
    if size != manifest.size_bytes:
        reason = f"its files have {size:,} bytes instead of {manifest.size_bytes:,}"
        raise ModelDamaged(model.name, reason, next_step)


def _opener(engine: str):  # type: ignore[no-untyped-def]  # openers take what their engine needs
    module, _, name = ENGINES[engine].partition(":")
    return getattr(import_module(module), name)
