"""What a benchmark found best for a model whose own folder is not written to: the one inside the package.

Settings of any other model are in its manifest. These lie in the store of the models, in a folder that no model's name
can have, and count for the weights that they were measured with.
"""

from __future__ import annotations

import json
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
