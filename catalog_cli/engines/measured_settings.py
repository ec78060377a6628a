"""What a benchmark found best for a model whose own folder is not written to: the one inside the package.

Settings of any other model are in its manifest. These lie in the store of the models, in a folder that no model's name
can have, and count for the weights that they were measured with.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

_FOLDER = ".settings"


def settings_file(store: Path, name: str) -> Path:
    """Return where the settings of an embedded model are, whether there are any or not.

    >>> settings_file(Path("models"), "en-pt-BR").as_posix()
    'models/.settings/en-pt-BR.json'
    """
    return store / _FOLDER / f"{name}.json"


def read_settings(store: Path, name: str, revision: str) -> Mapping[str, object]:
    """Return the settings that were measured with these weights, none if there are none or they do not read."""
    try:
        document = json.loads(settings_file(store, name).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):  # the defaults are good: nothing to stop for
        return {}
    settings = document.get("settings") if isinstance(document, dict) and document.get("revision") == revision else None
    return settings if isinstance(settings, dict) else {}


def write_settings(store: Path, model: tuple[str, str], settings: Mapping[str, object]) -> Path:
    """Write the settings of a model (name, revision) whole or not at all, or remove them if empty; return the file."""
    name, revision = model
    path = settings_file(store, name)
    if not settings:
        path.unlink(missing_ok=True)
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(json.dumps({"revision": revision, "settings": dict(settings)}, indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path
