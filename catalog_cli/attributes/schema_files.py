"""Attribute schemas on disk: a folder with `attributes.toml` and `values/<attribute>.csv`, or one such CSV file.

Ours lies beside this module. A merchant's own is laid over it: an attribute or a value of the same id replaces it.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from catalog_cli import locales
from catalog_cli.attributes.schema import CATEGORIES, Attribute, AttributeSchema, Form, Kind, Value
from catalog_cli.errors import FileProblem, Where

BUILTIN = Path(__file__).parent / "builtin"
ATTRIBUTES = "attributes.toml"
VALUES = "values"

_ATTRIBUTE_KEYS = frozenset("kind values dimensions only never labels headers counts".split())
_VALUE_COLUMNS = frozenset("id parent not_in only never category".split())
_FORMS = "forms_"
_GENDER = "_gender"
_GENDERS = frozenset({"m", "f", "mp", "fp"})
_DIMENSIONS = frozenset("volume mass length data rotation frequency pixels power voltage charge time grammage".split())


def read_schema(path: Path, base: AttributeSchema | None = None, *, lazily: bool = False) -> AttributeSchema:
    """Return the schema of a folder or of one CSV file of values, laid over `base`; FileProblem names what is wrong.

    With `lazily` an attribute's values are read when they are first asked for: a check of colours needs no countries.
    """
    found = dict(base.attributes) if base else {}
    if path.is_dir():
        listed = path / ATTRIBUTES
        if listed.is_file():
            found |= _attributes(listed)
        tables = sorted((path / VALUES).glob("*.csv"))
        if not tables and not listed.is_file():
            raise FileProblem(
                Where(str(path)), f"holds neither {ATTRIBUTES} nor {VALUES}/*.csv", "Name another folder."
            )
    elif path.is_file():
        tables = [path]
    else:
        raise FileProblem(Where(str(path)), "does not exist", "Name a folder or a CSV file of values.")
    for table in tables:
        _add_values(found, table, lazily=lazily)
    return AttributeSchema(_shared(found, path))


def _attributes(path: Path) -> dict[str, Attribute]:
    try:
        with path.open("rb") as file:
            tables = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise FileProblem(Where(str(path)), f"is not TOML ({problem})", "Correct it.") from problem
    return {name: _attribute(name, table, path) for name, table in tables.items()}


def _attribute(name: str, table: Any, path: Path) -> Attribute:
    if not isinstance(table, dict) or not table.keys() <= _ATTRIBUTE_KEYS:
        odd = ", ".join(sorted(table.keys() - _ATTRIBUTE_KEYS)) if isinstance(table, dict) else "a value"
        known = ", ".join(sorted(_ATTRIBUTE_KEYS))
        raise FileProblem(Where(str(path)), f"[{name}] has {odd}, which no attribute has", f"Known are {known}.")
    kinds = ", ".join(Kind)
    if table.get("kind") not in list(Kind):
        raise FileProblem(Where(str(path)), f"[{name}] has no known kind", f"Give it one of {kinds}.")
    labels = table.get("labels", {})
    if not labels:
        raise FileProblem(Where(str(path)), f"[{name}] has no labels", 'Give it at least labels = { en = "…" }.')
    dimensions = tuple(table.get("dimensions", ()))
    if not set(dimensions) <= _DIMENSIONS or (table["kind"] == Kind.MEASURE) != bool(dimensions):
        known = ", ".join(sorted(_DIMENSIONS))
        raise FileProblem(Where(str(path)), f"[{name}] needs dimensions if it is a measure", f"Known are {known}.")
    return Attribute(
        id=name,
        kind=Kind(table["kind"]),
        labels=labels,
        dimensions=dimensions,
        only=_categories(table.get("only", ()), Where(str(path), column=name)),
        never=_categories(table.get("never", ()), Where(str(path), column=name)),
        headers=tuple(table.get("headers", ())),
        values_of=table.get("values", ""),
        counts=table.get("counts", ""),
    )


def _categories(names: Sequence[str], where: Where) -> frozenset[str]:
    if not names:
        return frozenset()
    odd = [name for name in names if name not in CATEGORIES]
    if odd:
        raise FileProblem(where, f'"{odd[0]}" is no category', f"Known are {', '.join(CATEGORIES)}.")
    return frozenset(names)


class _LateValues(Mapping[str, Value]):
    """The values of a file, read when they are first asked for."""

    def __init__(self, path: Path, before: Mapping[str, Value]) -> None:
        self._path, self._before = path, before

    @cached_property
    def _values(self) -> Mapping[str, Value]:
        return _values(self._path, self._before)

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _add_values(found: dict[str, Attribute], path: Path, *, lazily: bool) -> None:
    attribute = found.get(path.stem)
    if attribute is None:
        raise FileProblem(
            Where(str(path)), f'"{path.stem}" is no attribute', f"Name it in {ATTRIBUTES} beside it first."
        )
    values = _LateValues(path, attribute.values) if lazily else _values(path, attribute.values)
    found[path.stem] = replace(attribute, values=values)


def _values(path: Path, before: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values of a file, laid over those that were known before."""
    values = dict(before)
    written: set[str] = set()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            columns = _columns(next(reader, []))
            for row in reader:
                if not row:
                    continue
                where = Where(str(path), row=reader.line_num)
                value = _value(row, columns, where)
                if value.id in written:
                    raise FileProblem(where, f'"{value.id}" stands there twice', "Remove one.")
                written.add(value.id)
                values[value.id] = value
    except (csv.Error, UnicodeDecodeError) as problem:
        raise FileProblem(Where(str(path)), f"is not CSV in UTF-8 ({problem})", "Correct it.") from problem
    _check_parents(values, path)
    return values


class _Columns(NamedTuple):
    """What the columns of a file of values hold: the name of each, and those of labels, forms and genders."""

    names: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    """Locales, with the language of those that forms are read in, else ""."""
    forms: tuple[tuple[str, str], ...]
    """Columns of forms, with their language."""
    genders: tuple[str, ...]


def _columns(names: Sequence[str]) -> _Columns:
    forms = {name: name.removeprefix(_FORMS) for name in names if name.startswith(_FORMS)}
    named = {name: locales.language(name) for name in names if _is_label(name)}
    labels = tuple((name, own if own in forms.values() else "") for name, own in named.items())
    return _Columns(tuple(names), labels, tuple(forms.items()), tuple(name for name in names if name.endswith(_GENDER)))


def _value(row: Sequence[str], columns: _Columns, where: Where) -> Value:
    if len(row) != len(columns.names):
        raise FileProblem(where, "has another number of cells than the header", "Quote cells that hold a comma.")
    cells = {name: cell.strip() for name, cell in zip(columns.names, row, strict=True)}
    if not cells.get("id"):
        raise FileProblem(where, "has no id", "Every value needs one.")
    labels = {name: label for name, _ in columns.labels if (label := cells[name])}
    if not labels:
        raise FileProblem(where, "has no label", "Fill at least one column that is named as a locale is, such as en.")
    genders = {name.removesuffix(_GENDER): cell for name in columns.genders if (cell := cells[name])}
    if genders and not set(genders.values()) <= _GENDERS:
        raise FileProblem(where, "has an unknown gender", f"Known are {', '.join(sorted(_GENDERS))}.")
    return Value(
        id=cells["id"],
        parent=cells.get("parent", ""),
        labels=labels,
        forms=_forms(cells, columns),
        not_in=_listed(cells.get("not_in", "")),
        only=_categories(_listed(cells.get("only", "")), where),
        never=_categories(_listed(cells.get("never", "")), where),
        category=next(iter(_categories(_listed(cells.get("category", "")), where)), ""),
        genders=genders,
    )


def _is_label(name: str) -> bool:
    return name not in _VALUE_COLUMNS and "_" not in name and locales.is_locale(name)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple([part.strip() for part in cell.split("|") if part.strip()]) if cell else ()


def _forms(cells: Mapping[str, str], columns: _Columns) -> tuple[Form, ...]:
    """Return the forms that are written out, then the labels of languages that forms are read in."""
    found: dict[tuple[str, str], Form] = {}
    for name, language in columns.forms:
        for text in _listed(cells[name]):
            bare = text.lstrip("~=")
            marks = text[: len(text) - len(bare)]
            key = bare.casefold(), language
            if key not in found:
                found[key] = Form(bare, language, "~" in marks, "=" in marks)
    for locale, language in columns.labels:
        if language and (label := cells[locale]):
            found.setdefault((label.casefold(), language), Form(label, language))
    return tuple(found.values())


def _check_parents(values: Mapping[str, Value], path: Path) -> None:
    for value in values.values():
        if value.parent and (value.parent not in values or value.parent == value.id):
            raise FileProblem(
                Where(str(path)), f'the parent "{value.parent}" of "{value.id}" is not in it', "Correct the parent."
            )


def _shared(found: Mapping[str, Attribute], path: Path) -> dict[str, Attribute]:
    """Return the attributes in their order, those that share a list holding its values."""
    for one in found.values():
        if one.values_of and one.values_of not in found:
            raise FileProblem(
                Where(str(path)), f'"{one.values_of}", whose values "{one.id}" has, is no attribute', "Correct it."
            )
    return {
        name: replace(one, values=found[one.values_of].values) if one.values_of else one for name, one in found.items()
    }
