"""A merchant's own marketplace, in TOML: fields and rules of its own, or changes to a built-in one.

    name = "my_shop"
    title = "My shop"
    version = "2026-11-01"
    source_of_truth = "Style guide, third edition"
    based_on = "amazon"

    [fields.item_name]
    limit = 60
    unit = "characters"
    banned_characters = "!"
    banned_phrases = { en = ["free shipping"], pt = ["frete grátis"] }
    part_order = ["brand", "product_type", "size"]

With `based_on` the fields of that marketplace stand, and a key of a field replaces its rule; without it each field
needs a `kind`. The keys are the names of the rules as `catalog marketplaces show NAME --json` prints them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from catalog_cli import locales
from catalog_cli.errors import FileProblem, Where
from catalog_cli.marketplaces import MARKETPLACES
from catalog_cli.marketplaces.fields import (
    Casing,
    FieldKind,
    ListingField,
    Marketplace,
    Markup,
    Phrases,
    RuleSource,
    marketplace,
)
from catalog_cli.segment import Limit

_SUFFIX = ".toml"
_TOP_KEYS = frozenset("name title version source_of_truth based_on fields feed".split())
_UNITS = ("characters", "utf16", "bytes")
_NUMBERS = frozenset("shortest least most max_repeats".split())
_SWITCHES = frozenset(
    "is_required is_unique bans_emoji bans_contacts bans_prices bans_names bans_function_words".split()
)
_CHARACTERS = frozenset("joined_by banned_characters allowed_characters once_characters decorative_characters".split())
_LISTS = frozenset("part_order drop_order allowed_categories".split())
_CHOICES = {"kind": FieldKind, "casing": Casing, "markup": Markup}
_FIELD_KEYS = _NUMBERS | _SWITCHES | _CHARACTERS | _LISTS | _CHOICES.keys() | {"limit", "unit", "banned_phrases"}


def chosen(name_or_path: str) -> Marketplace:
    """Return the built-in marketplace of a name, or a merchant's own where a TOML file is named.

    Raises UsageProblem for a name that there is not, FileProblem for a file that cannot be read.

    >>> chosen("ebay").title
    'eBay'
    """
    if name_or_path not in MARKETPLACES and name_or_path.lower().endswith(_SUFFIX):
        return read_marketplace(Path(name_or_path))
    return marketplace(name_or_path)


def read_marketplace(path: Path) -> Marketplace:
    """Return the marketplace that a TOML file describes; FileProblem names the key that is wrong."""
    file = _File(path)
    table = file.read()
    file.check_keys(table, _TOP_KEYS, "the file")
    base = file.base(table)
    version = file.text(table, "version")
    document = file.text(table, "source_of_truth", path.name)
    listed = table.get("fields", {})
    if not isinstance(listed, dict) or not (listed or base):
        raise file.problem("has no fields", "Add a table such as [fields.title].")
    found = {field.name: field for field in base.fields} if base else {}
    for name, rules in listed.items():
        found[name] = _field(file, name, rules, found.get(name), RuleSource((), document, version))
    return Marketplace(
        name=file.text(table, "name", path.stem),
        title=file.text(table, "title", path.stem),
        version=version,
        source_of_truth=document,
        fields=tuple(found.values()),
        feed=file.text(table, "feed", base.feed if base else ""),
        unproven=base.unproven if base else "",
        only_warns=base.only_warns if base else False,
    )


@dataclass(frozen=True, slots=True)
class _File:
    path: Path

    def problem(self, what: str, next_step: str, field: str = "") -> FileProblem:
        return FileProblem(Where(str(self.path)), f"[fields.{field}] {what}" if field else what, next_step)

    def read(self) -> dict[str, Any]:
        try:
            with self.path.open("rb") as file:
                return tomllib.load(file)
        except OSError as problem:
            raise self.problem(f"cannot be read ({problem.strerror})", "Name another file.") from problem
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise self.problem(f"is not TOML ({problem})", "Correct it.") from problem

    def check_keys(self, table: Mapping[str, Any], known: frozenset[str], what: str) -> None:
        odd = sorted(table.keys() - known)
        if odd:
            raise self.problem(f'"{odd[0]}" is no key of {what}', f"Known are {', '.join(sorted(known))}.")

    def text(self, table: Mapping[str, Any], key: str, default: str = "") -> str:
        value = table.get(key, default)
        # TOML has dates of its own: version = 2026-11-01.
        return value if isinstance(value, str) else str(value)

    def base(self, table: Mapping[str, Any]) -> Marketplace | None:
        name = self.text(table, "based_on")
        if name and name not in MARKETPLACES:
            raise self.problem(f'based_on names no marketplace ("{name}")', f"Known are {', '.join(MARKETPLACES)}.")
        return marketplace(name) if name else None


def _field(file: _File, name: str, rules: Any, base: ListingField | None, source: RuleSource) -> ListingField:
    if not isinstance(rules, dict):
        raise file.problem(f'"{name}" under fields is no table', f"Write [fields.{name}] and its rules below.")
    file.check_keys(rules, _FIELD_KEYS, f"[fields.{name}]")
    if base is None and "kind" not in rules:
        raise file.problem("has no kind", f"Give it one of {', '.join(FieldKind)}.", name)
    start = base or ListingField(name, FieldKind(FieldKind.TITLE))
    values = {key: _value(file, name, key, value) for key, value in rules.items() if key not in {"limit", "unit"}}
    if "limit" in rules or "unit" in rules:
        values["limit"] = _limit(file, name, rules, start.limit)
    least, most = (values.get(key, getattr(start, key)) for key in ("least", "most"))
    if 0 < most < least:
        raise file.problem("asks for more texts (least) than it allows (most)", "Correct one of them.", name)
    replaced = frozenset(values)
    kept = (replace(old, rules=tuple(rule for rule in old.rules if rule not in replaced)) for old in start.sources)
    own = replace(
        source, rules=tuple(field.name for field in fields(ListingField) if field.name in replaced - {"kind"})
    )
    return replace(start, **values, sources=(*(old for old in kept if old.rules), own))


def _limit(file: _File, name: str, rules: Mapping[str, Any], base: Limit | None) -> Limit | None:
    most = rules.get("limit", base.most if base else None)
    unit = rules.get("unit", base.unit if base else _UNITS[0])
    if not _is_count(most) or unit not in _UNITS:
        raise file.problem(
            "has no usable limit", f"Write limit = 60 (0 for none) and unit = one of {', '.join(_UNITS)}.", name
        )
    return Limit(most, unit) if most else None


def _value(file: _File, name: str, key: str, value: Any) -> Any:
    if key in _CHOICES:
        if value not in list(_CHOICES[key]):
            known = ", ".join(f'"{choice}"' for choice in _CHOICES[key])
            raise file.problem(f'{key} cannot be "{value}"', f"Known are {known}.", name)
        return _CHOICES[key](value)
    if key == "banned_phrases":
        return _phrases(file, name, value)
    wanted = {
        "a number from 0": key in _NUMBERS and _is_count(value),
        "true or false": key in _SWITCHES and isinstance(value, bool),
        "a text": key in _CHARACTERS and isinstance(value, str),
        "a list of texts": key in _LISTS and _is_texts(value),
    }
    if not any(wanted.values()):
        kinds = zip(wanted, (_NUMBERS, _SWITCHES, _CHARACTERS, _LISTS), strict=True)
        kind = next(what for what, keys in kinds if key in keys)
        raise file.problem(f"{key} is not {kind}", f"Write {kind}.", name)
    return tuple(value) if key in _LISTS else value


def _phrases(file: _File, name: str, value: Any) -> Phrases:
    if not isinstance(value, dict) or not all(_is_texts(listed) for listed in value.values()):
        raise file.problem(
            "banned_phrases is not lists by language", 'Write banned_phrases = { en = ["free shipping"] }.', name
        )
    for language, listed in value.items():
        if language and not (locales.is_locale(language) and locales.language(language) == language):
            raise file.problem(
                f'banned_phrases has "{language}", which is no language', 'Write "en", "pt"…, or "" for all.', name
            )
        if any(not any(char.isalnum() for char in phrase) for phrase in listed):
            raise file.problem(
                "banned_phrases has a phrase without a letter or digit", "Put characters under banned_characters.", name
            )
    return tuple((language, tuple(listed)) for language, listed in value.items())


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
