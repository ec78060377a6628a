"""The air gap: nothing but adding a model from a hub may open a connection, and `--offline` forbids that too."""

from __future__ import annotations

import re
from pathlib import Path

from catalog_cli.errors import UsageProblem

# How hubs name a repository: owner and name.
_HUB_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*")


def is_hub_name(source: str) -> bool:
    """Return whether a source is to be fetched: an owner and a name, and nothing on disk is called so.

    >>> is_hub_name("Helsinki-NLP/opus-mt-en-de"), is_hub_name("./model"), is_hub_name("/models/a")
    (True, False, False)
    """
    name = source.removeprefix("hub:")
    if _HUB_NAME.fullmatch(name) is None:
        return False
    return source != name or not Path(source).exists()


def require_network(source: str, *, is_offline: bool) -> None:
    """Raise UsageProblem (exit 2) where the network is needed and forbidden: before anything tries to connect."""
    if is_offline and is_hub_name(source):
        name = source.removeprefix("hub:")
        raise UsageProblem(
            f"{name} is on a hub, and --offline (or CATALOG_OFFLINE) forbids the network: name a folder or a file, or "
            "take a model from another machine with: catalog models export, catalog models import."
        )
