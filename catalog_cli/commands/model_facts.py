"""What the commands about models say of one: what it translates, its size, its licence."""

from __future__ import annotations

from collections.abc import Collection

from catalog_cli.engines import InstalledModel, damaged_models, installed_models
from catalog_cli.errors import UsageProblem
from catalog_cli.setting_values import did_you_mean

_MOST_NAMED_LOCALES = 4
_BYTES = (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000))


def named_model(name: str) -> InstalledModel:
    """Return an installed model; UsageProblem for a name that is none, ModelDamaged for one that cannot be read."""
    models, damaged = installed_models(), damaged_models()
    for model in models:
        if model.name == name:
            return model
    if name in damaged:
        raise damaged[name]
    names = [*(model.name for model in models), *damaged]
    hint = did_you_mean(name, names) or f" Installed: {', '.join(names)}."
    raise UsageProblem(f'There is no model "{name}".{hint}')


def pairs_text(model: InstalledModel) -> str:
    """Return what a model translates in a few words: "en -> pt-BR", "100 locales -> 100 locales"."""
    if model.manifest.kind != "translator":
        return {"generator": "writes text", "encoder": "compares texts"}[model.manifest.kind]
    return " -> ".join(map(locales_text, (model.manifest.source_locales, model.manifest.target_locales)))


def locales_text(tags: Collection[str]) -> str:
    """Return a few locales by name, many by their number.

    >>> locales_text(["de", "fr"]), locales_text("abcdefghij")
    ('de, fr', '10 locales')
    """
    return ", ".join(tags) if len(tags) <= _MOST_NAMED_LOCALES else f"{len(tags)} locales"


def licence_text(model: InstalledModel) -> str:
    """Return a model's licence, and that it does not allow commercial use if so."""
    from catalog_cli.models.licences import forbids_commercial_use

    return f"{model.licence} (not for commercial use)" if forbids_commercial_use(model.manifest) else model.licence


def size_of(model: InstalledModel) -> int:
    """Return how many bytes a model takes on disk."""
    try:
        return model.manifest.size_bytes or sum(path.stat().st_size for path in model.path.iterdir())
    except OSError:
        return 0


def size_text(size_bytes: int) -> str:
    """Return a size as people say it, in decimal units.

    >>> size_text(29_934_557), size_text(900)
    ('29.9 MB', '900 B')
    """
    return next(
        (f"{size_bytes / factor:.1f} {unit}" for unit, factor in _BYTES if size_bytes >= factor), f"{size_bytes} B"
    )
