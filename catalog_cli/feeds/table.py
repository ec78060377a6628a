"""A platform's columns as data: which headers mean what, what gives the platform away, and what joins rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import NamedTuple

from catalog_cli.errors import UsageProblem
from catalog_cli.feeds import FEEDS
from catalog_cli.feeds.headers import MOST_CHARACTERS, Spelling, spellings
from catalog_cli.job import Layout
from catalog_cli.product import Notation, Role

# A shop's files repeat a few hundred headers: what was found for these is remembered.
_MOST_KNOWN = 2048


class ColumnRule(NamedTuple):
    """What headers of one meaning are: `headers` are patterns that match all of `headers.words(header)`.

    The other fields are those of `product.Column`; `role` is None for a column that is known to stay as it is, and
    `holds_names` says that a column holds makers' names, which texts keep.
    """

    role: Role | None
    reason: str
    headers: tuple[str, ...]
    separators: tuple[str, ...] = ()
    reserved: frozenset[str] = frozenset()
    in_variant: bool = False
    notation: Notation = Notation.PLAIN
    holds_names: bool = False


class Anchors(NamedTuple):
    """The headers that give one dialect away: all of `required`, at least two of `strong`, none of `negative`."""

    required: tuple[str, ...]
    strong: tuple[str, ...]
    negative: tuple[str, ...] = ()


class Sentinel(NamedTuple):
    """A name that means nothing where another column of the record holds the value ("Title", "Default Title").

    The case of letters does not count in either.
    """

    name_header: str
    name: str
    value_header: str
    value: str


class RowRoles(NamedTuple):
    """A feed whose every row holds one text, with its translation into one locale beside it.

    `text`, `target`, `kind` and `locale` are the headers of the text, of its translation, of what the text is
    ("body_html") and of the locale of the row. Of `roles`, pairs of a pattern of all of the kind's words and a role
    (None: the text stays), the first match wins; no match is a role of `otherwise`. Where `owner` is the header of what
    the text belongs to ("PRODUCT"), its words stand before the kind's. Rows whose cell under a header of
    `skipped` matches its pattern stay as they are. Texts whose status (`status`, a header) is `outdated` are
    translated anew.
    """

    text: str
    target: str
    kind: str
    locale: str
    roles: tuple[tuple[str, Role | None], ...]
    otherwise: Role | None = None
    skipped: tuple[tuple[str, str], ...] = ()
    status: str = ""
    outdated: str = ""
    owner: str = ""


class LocaleRows(NamedTuple):
    """A feed with a row for each language of a product: the header of what names the language ("store view code",
    empty for the shop's default), and the patterns of headers that every such row repeats. `source` is the header of
    the language that a row was translated from, where the source's own rows name theirs too."""

    view: str
    repeated: tuple[str, ...]
    source: str = ""


class ImportLimit(NamedTuple):
    """The most that cells of some headers may hold on import: `unit` is "characters" (code points), "utf16",
    "bytes" (UTF-8) or "values" of a list. `since` is the date from which it holds ("2026-07-27"), "" if it always has.
    `is_each`: it holds for each value of a list, not for the cell.
    `is_advice`: a longer text is imported and shown cut, or not recommended. `is_proven` is False where only
    secondary sources say so.
    """

    headers: tuple[str, ...]
    most: int
    unit: str = "characters"
    since: str = ""
    is_advice: bool = False
    is_proven: bool = True
    is_each: bool = False


class AllowedValues(NamedTuple):
    """The values that cells of some headers may hold, without regard to case; an empty cell is allowed."""

    headers: tuple[str, ...]
    values: frozenset[str]
    is_proven: bool = True


@dataclass(frozen=True, slots=True)
class ImportRules:
    """What a platform's importer asks for.

    `required` are groups of header patterns, of each of which the file needs one column; `filled` are headers whose
    cell may not be empty in a product's first row. `unique` are headers whose cells no two products share.
    """

    required: tuple[tuple[str, ...], ...] = ()
    filled: tuple[str, ...] = ()
    limits: tuple[ImportLimit, ...] = ()
    allowed: tuple[AllowedValues, ...] = ()
    unique: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedTable:
    """One platform's column dialect.

    `version` changes with any row; `source_of_truth` is where the rows can be checked. Of `rules` the first
    match wins. `grouping`, `identifiers`, `parents` and `skus` are header patterns, best first: what joins rows,
    what names a product, what names the product a row belongs to, what names a variant. `reads_samples` says
    that headers alone do not settle a role (`samples.refine`).

    `title` is the platform's file as a merchant calls it, `address` the path of a product's page, with
    {} for its handle. Of `layouts` the first is the default, for the reason
    `layout_reason`; `on_import` says, by layout, what importing the output does to the texts of the shop's primary
    language. `unproven` says what of the table is not proven by the vendor's own documents. `locale_header` is a
    pattern for headers with a locale in them, with the groups base, locale and, where there is one, scope;
    `localized_role` is the role of such a column that no rule knows; with `only_localized` the others hold one value
    for all locales, and stay. `keys` are the headers of what names a product
    in a file of translations alone. `row_locale` is the header of the locale that each row is for, in a file of such
    rows alone; those for another than the target stay.
    """

    name: str
    version: str
    source_of_truth: str
    rules: tuple[ColumnRule, ...]
    anchors: tuple[Anchors, ...] = ()
    grouping: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    sentinels: tuple[Sentinel, ...] = ()
    reads_samples: bool = False
    title: str = ""
    address: str = "{}"
    layouts: tuple[Layout, ...] = (Layout.REPLACE, Layout.COLUMNS)
    layout_reason: str = ""
    on_import: tuple[tuple[Layout, str], ...] = ()
    unproven: str = ""
    row_roles: RowRoles | None = None
    locale_rows: LocaleRows | None = None
    locale_header: str = ""
    localized_role: Role | None = None
    only_localized: bool = False
    keys: tuple[str, ...] = ()
    row_locale: str = ""
    import_rules: ImportRules = ImportRules()
    # What `rule` found: a header is asked for several times in a run, and up to sixty patterns are tried on it.
    _known: dict[str, tuple[ColumnRule, bool] | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def rule(self, header: str) -> tuple[ColumnRule, bool] | None:
        """Return the first rule for a header and whether its cells belong to a variant, None if no rule fits.

        >>> rule, in_variant = feed_table("plain").rule("variants[].sku")
        >>> rule.role.value, in_variant
        ('identifier', True)
        >>> feed_table("plain").rule("frobnication") is None
        True
        """
        found = spellings(header)
        if not found:
            return None
        if header not in self._known:
            if len(self._known) == _MOST_KNOWN:
                self._known.clear()
            self._known[header] = self._first_rule(found)
        return self._known[header]

    def _first_rule(self, found: tuple[Spelling, ...]) -> tuple[ColumnRule, bool] | None:
        for spelling in found:
            for rule in self.rules:
                if _pattern(rule.headers).fullmatch(spelling.words):
                    return rule, rule.in_variant or spelling.in_variant
        return None


def positional_names(feed: str, columns: Sequence[str]) -> tuple[str, ...] | None:
    """Return the feed's own names of columns that stand in its fixed order under headers of another language.

    None where they do not, or where a feed has no fixed order: its module then has no function `by_position`.

    >>> positional_names("woocommerce", ["ID", "Name"]) is None, positional_names("plain", ["name"]) is None
    (True, True)
    """
    find = getattr(import_module(FEEDS[feed]), "by_position", None)
    found: tuple[str, ...] | None = None if find is None else find(columns)
    return found


def matches(patterns: tuple[str, ...], header: str) -> bool:
    """Return whether a header, read in any of its spellings, is one of the patterns.

    >>> matches(("url key", "slug"), " Slug "), matches(("slug",), "sluggish")
    (True, False)
    """
    return len(header) <= MOST_CHARACTERS and bool(patterns) and _matches(patterns, header)


@lru_cache(maxsize=4 * _MOST_KNOWN)
def _matches(patterns: tuple[str, ...], header: str) -> bool:
    return any(_pattern(patterns).fullmatch(spelling.words) for spelling in spellings(header))


@lru_cache(maxsize=512)
def _pattern(headers: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(headers))


@lru_cache(maxsize=64)
def feed_table(name: str) -> FeedTable:
    """Return a feed's table; raises UsageProblem for a feed that does not exist.

    >>> feed_table("shopify").name
    'shopify'
    """
    if name not in FEEDS:
        raise UsageProblem(f'There is no feed "{name}". Choose one with --feed: {", ".join(FEEDS)}.')
    table = import_module(FEEDS[name]).TABLE
    if not isinstance(table, FeedTable):
        raise TypeError(f"{FEEDS[name]}.TABLE is not a FeedTable")
    return table
