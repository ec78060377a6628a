"""Product-catalog localization: the public API, each name imported when it is first used.

>>> from catalog_cli import load_engine
>>> load_engine("en", "de", model="echo").name
'echo@1'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalog_cli.catalog import read_catalog, write_catalog
    from catalog_cli.engines import load_engine
    from catalog_cli.memory.store import TranslationMemory
    from catalog_cli.pipeline import localize
    from catalog_cli.product import Product
    from catalog_cli.segment import Segment

_EXPORTS = {
    "Product": "catalog_cli.product",
    "Segment": "catalog_cli.segment",
    "TranslationMemory": "catalog_cli.memory.store",
    "load_engine": "catalog_cli.engines",
    "localize": "catalog_cli.pipeline",
    "read_catalog": "catalog_cli.catalog",
    "write_catalog": "catalog_cli.catalog",
}

__all__ = [
    "Product",
    "Segment",
    "TranslationMemory",
    "load_engine",
    "localize",
    "read_catalog",
    "write_catalog",
]


def __getattr__(name: str) -> Any:
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_EXPORTS[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
