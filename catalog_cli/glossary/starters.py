"""The starter glossaries that ship with catalog-cli: `glossaries/<domain>.<source>-<target>.csv`.

They lie outside the package, at the top of a checkout; the wheel puts them into the package.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.errors import UsageProblem

_FOLDER = "glossaries"
_SUFFIX = ".csv"


class Starter(NamedTuple):
    """A starter glossary: its name, which is its domain, the pair it is for, and where it lies."""

    name: str
    source_locale: str
    target_locale: str
    path: Path

    def serves(self, source_locale: str, target_locale: str) -> bool:
        """Return whether it can be used for a pair: en -> pt-BR serves en-US -> pt-BR."""
        is_source = locales.covers(self.source_locale, source_locale)
        return is_source and locales.covers(self.target_locale, target_locale)


def pair_of(file_name: str) -> tuple[str, str] | None:
    """Return the pair that the name of a glossary file ends with; None if it has none.

    Only the canonical spelling counts, which tells en -> pt-BR from en-PT -> br.

    >>> pair_of("apparel.en-pt-BR.csv"), pair_of("zips.zh-Hans-pt.csv"), pair_of("my-terms.csv"), pair_of("a.b.csv")
    (('en', 'pt-BR'), ('zh-Hans', 'pt'), None, None)
    """
    parts = Path(file_name).name.split(".")
    subtags = parts[-2].split("-") if len(parts) > 2 else []
    for cut in range(1, len(subtags)):
        pair = "-".join(subtags[:cut]), "-".join(subtags[cut:])
        if all(locales.is_locale(tag) and locales.parse(tag) == tag for tag in pair):
            return pair
    return None


@lru_cache(maxsize=8)
def starters(folder: Path | None = None) -> tuple[Starter, ...]:
    """Return the starter glossaries by name and pair; those of another folder, if one is given."""
    found = []
    for path in sorted((folder or _folder()).glob(f"*{_SUFFIX}")):
        pair = pair_of(path.name)
        if pair is not None:
            found.append(Starter(path.name.partition(".")[0], *pair, path))
    return tuple(found)


def _folder() -> Path:
    package = Path(str(resources.files("catalog_cli")))
    inside = package / _FOLDER
    return inside if inside.is_dir() else package.parent / _FOLDER


def find_starter(name: str, source_locale: str, target_locale: str, among: Sequence[Starter] | None = None) -> Starter:
    """Return the starter glossary of a name for a pair; raises UsageProblem naming those that there are."""
    known = starters() if among is None else among
    serving = [starter for starter in known if starter.serves(source_locale, target_locale)]
    for starter in serving:
        if starter.name == name:
            return starter
    pair = f"{source_locale} -> {target_locale}"
    if serving:
        names = ", ".join(starter.name for starter in serving)
        raise UsageProblem(
            f'There is no starter glossary "{name}" for {pair}. There are: {names}. '
            "A file is named with its ending, such as terms.csv."
        )
    pairs = sorted({f"{starter.source_locale} -> {starter.target_locale}" for starter in known})
    raise UsageProblem(
        f'There is no starter glossary "{name}" for {pair}, nor any other. '
        f"There are some for: {', '.join(pairs) or 'no pair'}. Name a file of your own, such as terms.csv."
    )
