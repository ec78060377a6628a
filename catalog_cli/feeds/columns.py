"""A header row -> the schema: every column with its role, its locale and the reason for both."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TypeVar

from catalog_cli import locales
from catalog_cli.errors import UsageProblem
from catalog_cli.feeds.detection import detect
from catalog_cli.feeds.headers import is_inside_variant, split_locale, words
from catalog_cli.feeds.table import FeedTable, RowRoles, feed_table, matches, positional_names
from catalog_cli.product import Column, Role, Schema

# For a column that the user says is a list, and that the feed does not know.
_LIST_SEPARATORS = ("\n", " > ", ",", ";", "|")
# What Shopify and its imitators write for a product without options, as editors and scripts respell it; never
# language, whatever the feed.
_DEFAULT_TITLE = frozenset(
    f"{first} {second}" for first in ("Default", "default", "DEFAULT") for second in ("Title", "title", "TITLE")
)
# As spreadsheets, scripts and JSON write flags. "Yes" and "no" are shown to customers and stay language.
_FLAGS = frozenset({"TRUE", "FALSE", "True", "False", "true", "false"})
# A message lists this many columns, closest first; a Shopify header has 46 and more.
_MOST_LISTED = 12

T = TypeVar("T")

_KEPT = "--keep"
_BRAND = "--brand"
_LOCALIZED = "an attribute with a value for each locale"
_NOT_LOCALIZED = "an attribute with one value for all locales: use --column to translate it"
_UNKNOWN = "unknown header: use --column to translate it"
_NO_HEADER = "no header: use --column to translate it"


def schema(
    columns: Sequence[str],
    *,
    feed: str | None,
    source_locale: str,
    target_locale: str,
    roles: Mapping[str, Role],
    keep: Collection[str],
    has_header: bool,
    brands: Collection[str] = (),
    store_view: str | None = None,
) -> Schema:
    """Return what becomes of each column of a file; raises UsageProblem for a column or feed that is not there.

    `roles` and `keep` name columns by header (case and padding do not count), or by position from 1 where there
    is no header or none has that name. `keep` wins over `roles`, and both over the feed's own table. `brands` are
    columns whose values are names that their products' texts keep; they stay as they are, whatever else is said.
    `store_view` names the rows of the target locale in a feed that has such rows; by default the locale does.

    >>> found = schema(["name:en", "name:pt", "sku"], feed=None, source_locale="en", target_locale="pt-BR",
    ...                roles={}, keep=(), has_header=True)
    >>> [(column.base, column.role and column.role.value, column.target) for column in found.columns]
    [('name', 'title', 1), ('name', None, None), ('sku', 'identifier', None)]
    """
    names = [name.strip() for name in columns] if has_header else [str(i + 1) for i in range(len(columns))]
    table = feed_table(feed or (detect(names)[0].feed if has_header else "plain"))
    drafts = _drafts(names, table) if has_header else [_nameless(index, name) for index, name in enumerate(names)]
    drafts = _nested(drafts)
    chosen = _positions(roles, names)
    for index, role in chosen.items():
        drafts[index] = _with_role(drafts[index], role)
    for index in _positions(dict.fromkeys(keep), names):
        drafts[index] = replace(drafts[index], role=None, reason=_KEPT)
    drafts = _by_locale(drafts, frozenset(chosen), locales.parse(source_locale), locales.parse(target_locale))
    for index in _positions(dict.fromkeys(brands), names):
        column = replace(drafts[index], role=Role.IDENTIFIER, reason=_BRAND, holds_names=True)
        drafts[index] = replace(column, separators=(), target=None)
    if not has_header and not any(column.is_translated for column in drafts):
        raise UsageProblem(
            f"Without a header no column is known, and there are {len(names)}. "
            f"Say which to translate by position, such as --column {min(4, max(len(names), 1))}=title."
        )
    if table.row_roles is not None:
        drafts = _with_text_beside(drafts, table.row_roles)
    identifier, grouping = _keys(drafts, frozenset(chosen), table)
    has_views = table.locale_rows is not None or table.row_roles is not None or bool(table.row_locale)
    view = (store_view or target_locale.replace("-", "_").lower()) if has_views else ""
    return Schema(table.name, table.version, tuple(drafts), identifier, grouping, view)


def _drafts(names: Sequence[str], table: FeedTable) -> list[Column]:
    """Return each column as its header describes it, or its place where the headers are in an unknown language."""
    own = None if any(table.rule(name) for name in names[1:]) else positional_names(table.name, names)
    if own is None:
        return [_draft(index, name, table) for index, name in enumerate(names)]
    return [replace(_draft(index, known, table), name=names[index]) for index, known in enumerate(own)]


def _draft(index: int, name: str, table: FeedTable) -> Column:
    """Return a column as its header alone describes it."""

    def role_of(header: str) -> tuple[bool, Role | None]:
        found = table.rule(header)
        return found is not None, found[0].role if found else None

    base, locale = _scoped(name, table) or split_locale(name, role_of)
    found = table.rule(base)
    if found is None and locale is not None and table.localized_role is not None:
        return Column(index, name, base, table.localized_role, _LOCALIZED, locale)
    if found is None:
        return Column(index, name, base, None, _UNKNOWN if name else "no name", locale)
    rule, in_variant = found
    if locale is None and table.only_localized and rule.role is not None and rule.role.is_translated:
        return Column(index, name, base, None, _NOT_LOCALIZED)
    return Column(
        index,
        name,
        base,
        rule.role,
        rule.reason,
        locale,
        separators=rule.separators,
        reserved=_reserved(rule.reserved, rule.role),
        in_variant=in_variant,
        notation=rule.notation,
        holds_names=rule.holds_names,
    )


def _scoped(name: str, table: FeedTable) -> tuple[str, str] | None:
    """Return (base, locale) of a header in the feed's own way to write a locale, None if it has none.

    What stands behind the locale ("-ecommerce") belongs to the name: each scope is a text of its own.
    """
    found = re.fullmatch(table.locale_header, name) if table.locale_header else None
    if found is None or not locales.is_locale(found["locale"]):
        return None
    return found["base"] + (found.groupdict().get("scope") or ""), locales.parse(found["locale"])


def _with_text_beside(drafts: list[Column], rows: RowRoles) -> list[Column]:
    """Return the columns with the one of texts, whose translation stands in a column of its own."""
    text, target = (first_column(drafts, (header,)) for header in (rows.text, rows.target))
    if text is None or target is None:
        return drafts
    found = list(drafts)
    found[text] = replace(drafts[text], target=target)
    return found


def _nameless(index: int, name: str) -> Column:
    return Column(index, name, name, None, _NO_HEADER)


def _nested(drafts: list[Column]) -> list[Column]:
    """Return the columns of a JSON file with its array of variants, if it has one, as the only variants."""
    inside = [is_inside_variant(column.name) for column in drafts]
    if not any(inside):
        return drafts
    return [replace(column, in_variant=own) for column, own in zip(drafts, inside, strict=True)]


def _with_role(column: Column, role: Role) -> Column:
    """Return the column in the role the user gave it; what the feed knows of its separators stays."""
    separators = column.separators or (_LIST_SEPARATORS if role is Role.LIST else ())
    return replace(
        column,
        role=role,
        reason="--column",
        separators=separators if role.is_identity else (),
        reserved=_reserved(column.reserved, role),
    )


def _reserved(own: frozenset[str], role: Role | None) -> frozenset[str]:
    """Return what is never translated in a column of a role: what the feed says, and what no platform translates."""
    if role is Role.TITLE:
        return own | _DEFAULT_TITLE
    return own | _DEFAULT_TITLE | _FLAGS if role is not None and role.is_identity else own


def _positions(wanted: Mapping[str, T], names: Sequence[str]) -> dict[int, T]:
    """Return what is wanted by column index; raises UsageProblem for a column that does not exist."""
    by_name: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        by_name.setdefault(_on_one_line(name).casefold(), []).append(index)
    found: dict[int, T] = {}
    for asked, value in wanted.items():
        key = _on_one_line(asked).casefold()
        indices = by_name.get(key) if key else None
        if indices is None and key.isascii() and key.isdigit() and 1 <= int(key) <= len(names):
            indices = [int(key) - 1]
        if indices is None:
            raise UsageProblem(_no_column(asked, names))
        found.update(dict.fromkeys(indices, value))
    return found


def _on_one_line(name: str) -> str:
    """Return a name as messages show it and a person types it: headers of two lines have one space between them."""
    return " ".join(name.split())


def _no_column(asked: str, names: Sequence[str]) -> str:
    """Return the message for an unknown column: what there is, closest first."""
    wanted = words(asked)
    matcher = SequenceMatcher(b=wanted)

    def likeness(name: str) -> float:
        matcher.set_seq1(words(name)[:80])
        return -matcher.ratio()

    there = sorted(dict.fromkeys(name for name in names if name), key=likeness)
    shown = ", ".join(f'"{_on_one_line(name)}"' for name in there[:_MOST_LISTED])
    rest = f" and {len(there) - _MOST_LISTED} more" if len(there) > _MOST_LISTED else ""
    return f'There is no column "{asked.strip()}". The columns are {shown or "without names"}{rest}: name one of these.'


def _by_locale(drafts: list[Column], chosen: frozenset[int], source: str, target: str) -> list[Column]:
    """Return the columns with one source a name, the target column beside it, and no role in other languages."""
    groups: dict[str, list[Column]] = {}
    for column in drafts:
        if column.reason != _KEPT and words(column.base):
            groups.setdefault(words(column.base), []).append(column)
    resolved = list(drafts)
    for siblings in groups.values():
        if any(column.locale is not None for column in siblings):
            for column in _one_source(siblings, chosen, source, target):
                resolved[column.index] = column
    return resolved


def _one_source(siblings: list[Column], chosen: frozenset[int], source: str, target: str) -> Iterator[Column]:
    """Yield the columns of one name in several languages: one source with its target, the others without a role."""
    targets = sorted((c for c in siblings if _is_target(c, source, target)), key=lambda c: c.locale != target)
    sources = [c for c in siblings if c not in targets and _is_source(c, source)]
    best = min(sources, key=_closeness(source), default=None)
    free = next((c.index for c in targets if c.index not in chosen), None)
    for column in siblings:
        if column is best:
            yield replace(column, target=free) if column.is_translated else column
        elif column.index in chosen:
            yield column
        elif column.locale is not None and (column in targets or column not in sources or best is not None):
            yield replace(column, role=None, reason=f"is in {column.locale}")
        elif best is not None and best.locale is not None:
            yield replace(column, role=None, reason=f'"{best.name}" is the source')


def _is_target(column: Column, source: str, target: str) -> bool:
    return column.locale is not None and locales.covers(column.locale, target) and not _is_source_locale(column, source)


def _is_source(column: Column, source: str) -> bool:
    return column.locale is None or locales.language(column.locale) == locales.language(source)


def _is_source_locale(column: Column, source: str) -> bool:
    return column.locale is not None and locales.covers(column.locale, source)


def _closeness(source: str) -> Callable[[Column], int]:
    """Return how far a column's locale is from the source's: the same, one that covers it, none, another variety."""

    def distance(column: Column) -> int:
        if column.locale is None:
            return 2
        if column.locale == source:
            return 0
        return 1 if locales.covers(column.locale, source) else 3

    return distance


def _keys(drafts: Sequence[Column], chosen: frozenset[int], table: FeedTable) -> tuple[int | None, int | None]:
    """Return (identifier, grouping): a column the user calls an identifier or handle first, then the feed's."""
    given = [c for c in drafts if c.index in chosen and c.role in (Role.IDENTIFIER, Role.HANDLE)]
    grouping = first_column(drafts, table.grouping)
    if given:
        return given[0].index, grouping
    if grouping is not None:
        return grouping, grouping
    return first_column(drafts, table.identifiers), None


def first_column(columns: Sequence[Column], patterns: Sequence[str]) -> int | None:
    """Return the index of the first column that fits the earliest of the patterns, None if none does."""
    for pattern in patterns:
        for column in columns:
            if "[]" not in column.base and matches((pattern,), column.base):
                return column.index
    return None
