"""The air gap: nothing but adding a model from a hub may open a connection, and `--offline` forbids that too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from catalog_cli.errors import UsageProblem

# How hubs name a repository: owner and name.
_HUB_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*")


OFFLINE_VARIABLE = "CATALOG_OFFLINE"


def is_offline(flag: bool | None, environment: Mapping[str, str]) -> bool:
    """Return whether the network is forbidden: as the option says, else as CATALOG_OFFLINE does.

    >>> is_offline(None, {"CATALOG_OFFLINE": "1"}), is_offline(False, {"CATALOG_OFFLINE": "1"}), is_offline(None, {})
    (True, False, False)
    """
    # Whatever it is set to but a plain no: who forbids the network is not to be misunderstood.
    said = environment.get(OFFLINE_VARIABLE, "").strip().lower()
    return said not in ("", "0", "false", "no", "off") if flag is None else flag


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
