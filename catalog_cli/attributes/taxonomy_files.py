"""The distribution files of Shopify's product taxonomy (its folder `dist`): attributes and values in many languages.

A language has a folder of its own, named as its locale is, with attributes.json; attributes.txt and
attribute_values.txt say the same without handles. Source of the shapes: the repository Shopify/product-taxonomy, MIT.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from catalog_cli import locales
from catalog_cli.errors import FileProblem, Where

ATTRIBUTES = "attributes.json"
ATTRIBUTE_LINES = "attributes.txt"
VALUE_LINES = "attribute_values.txt"
SOURCE_LOCALE = "en"

_LINE = re.compile(r"(gid://\S+)\s*:\s(.*)")
_VALUE = re.compile(r"(.*) \[(.*)\]")
_EXPECTED = "Name the taxonomy's folder dist, one of its language folders, or an attributes.json."


class TaxonomyValue(NamedTuple):
    """A value as the taxonomy has it: `gid` is its global id there, `labels` are by locale."""

    gid: str
    handle: str
    labels: dict[str, str]


class TaxonomyAttribute(NamedTuple):
    """An attribute as the taxonomy has it, values by handle.

    `also` are its names where it is that of one sort of goods ("Bottle material" of "Accessory material").
    """

    gid: str
    handle: str
    labels: dict[str, str]
    also: dict[str, None]
    values: dict[str, TaxonomyValue]


def read_files(path: Path) -> dict[str, TaxonomyAttribute]:
    """Return the attributes by handle, named in every language whose folder lies in `dist`; English is read first.

    `path` is `dist`, one of its language folders (read with those beside it) or one JSON file of attributes.
    Raises FileProblem for what is none of these, or for a file of another shape.
    """
    found: dict[str, TaxonomyAttribute] = {}
    for locale, place in sorted(_places(path), key=lambda one: (one[0] != SOURCE_LOCALE, one)):
        if place.is_file():
            _add_json(found, place, locale)
        elif (place / ATTRIBUTES).is_file():
            _add_json(found, place / ATTRIBUTES, locale)
        else:
            _add_lines(found, place, locale)
    return found


def _places(path: Path) -> list[tuple[str, Path]]:
    """Return the locale and the folder, or the file, of each language."""
    if path.is_file():
        own = path.resolve().parent.name
        return [(locales.parse(own) if locales.is_locale(own) else SOURCE_LOCALE, path)]
    if not path.is_dir():
        raise FileProblem(Where(str(path)), "does not exist", _EXPECTED)
    resolved = path.resolve()
    around = resolved.parent if _is_language(resolved) else path
    found = [(locales.parse(one.name), one) for one in around.iterdir() if _is_language(one)]
    if not found and _holds_attributes(path):  # an early release, in English alone
        return [(SOURCE_LOCALE, path)]
    if not found:
        raise FileProblem(
            Where(str(path)), f"holds no {ATTRIBUTES}, and no folder of a language that holds one", _EXPECTED
        )
    return found


def _is_language(path: Path) -> bool:
    return path.is_dir() and locales.is_locale(path.name) and _holds_attributes(path)


def _holds_attributes(path: Path) -> bool:
    return (path / ATTRIBUTES).is_file() or (path / VALUE_LINES).is_file()


def _add_json(found: dict[str, TaxonomyAttribute], path: Path, locale: str) -> None:
    where = Where(str(path))
    try:
        read = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        what = "is a pointer of git LFS, not the file" if _is_pointer(path) else f"is not JSON ({problem})"
        raise FileProblem(where, what, "Fetch it again.") from problem
    listed = read.get("attributes") if isinstance(read, dict) else None
    if not isinstance(listed, list):
        raise FileProblem(where, 'has no list "attributes"', _EXPECTED)
    for number, one in enumerate(listed, 1):
        try:
            _add_attribute(found, one, locale)
        except (KeyError, TypeError, AttributeError) as problem:
            raise FileProblem(
                where,
                f"attribute {number} is not of the taxonomy's shape (id, name, handle and values)",
                "Fetch it again.",
            ) from problem


def _is_pointer(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(40).startswith(b"version https://git-lfs")


def _add_attribute(found: dict[str, TaxonomyAttribute], one: Any, locale: str) -> None:
    handle = one["handle"].strip()
    own = found.setdefault(handle, TaxonomyAttribute(one.get("id", ""), handle, {}, {}, {}))
    own.labels[locale] = one["name"].strip()
    own.also.update((also["name"].strip(), None) for also in one.get("extended_attributes", ()))
    values = own.values
    for value in one["values"]:
        name = value["handle"]
        have = values.get(name)
        if have is None:
            have = values[name] = TaxonomyValue(value.get("id", ""), name, {})
        have.labels[locale] = value["name"].strip()


def _add_lines(found: dict[str, TaxonomyAttribute], folder: Path, locale: str) -> None:
    """Add the text files of a language: what was not read before has a handle made from its name."""
    attributes = {one.gid: one for one in found.values()}
    by_name: dict[str, TaxonomyAttribute] = {}
    if (folder / ATTRIBUTE_LINES).is_file():
        for _, gid, name in _lines(folder / ATTRIBUTE_LINES):
            own = attributes.get(gid)
            if own is None:
                handle = slug(name)
                own = found.setdefault(handle, TaxonomyAttribute(gid, handle, {}, {}, {}))
            own.labels[locale] = name
            by_name[name] = own
    values = {value.gid: value for one in found.values() for value in one.values.values()}
    for row, gid, text in _lines(folder / VALUE_LINES):
        parts = _VALUE.fullmatch(text)
        if parts is None:
            raise FileProblem(
                Where(str(folder / VALUE_LINES), row=row), "names no attribute in brackets", "Fetch it again."
            )
        name, of = parts[1].strip(), parts[2].strip()
        known = values.get(gid)
        if known is None:
            own = by_name.get(of)
            if own is None:
                own = by_name[of] = found.setdefault(slug(of), TaxonomyAttribute("", slug(of), {locale: of}, {}, {}))
            handle = f"{own.handle}__{slug(name)}"
            known = own.values.setdefault(handle, TaxonomyValue(gid, handle, {}))
        known.labels[locale] = name


def _lines(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield the row, the global id and the text of each line that is no remark."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            for row, line in enumerate(file, 1):
                bare = line.strip()
                if not bare or bare.startswith("#"):
                    continue
                found = _LINE.fullmatch(bare)
                if found is None:
                    raise FileProblem(Where(str(path), row=row), 'is not "gid://… : name"', "Fetch it again.")
                yield row, found[1], found[2].strip()
    except UnicodeDecodeError as problem:
        raise FileProblem(Where(str(path)), "is not UTF-8", "Fetch it again.") from problem


def slug(name: str) -> str:
    """Return a handle for a name, as the taxonomy makes them.

    >>> slug("ATV/Off-road tire type")
    'atv-off-road-tire-type'
    """
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
