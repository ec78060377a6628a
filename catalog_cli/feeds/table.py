"""A platform's columns as data: which headers mean what, what gives the platform away, and what joins rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from catalog_cli.errors import UsageProblem
from catalog_cli.feeds import FEEDS
from catalog_cli.feeds.headers import spellings
from catalog_cli.product import Role


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What headers of one meaning are: `headers` are patterns that match all of `headers.words(header)`.

    The other fields are those of `product.Column`; `role` is None for a column that is known to stay as it is.
    """

    role: Role | None
    reason: str
    headers: tuple[str, ...]
    separators: tuple[str, ...] = ()
    reserved: frozenset[str] = frozenset()
    in_variant: bool = False


@dataclass(frozen=True, slots=True)
class Anchors:
    """The headers that give one dialect away: all of `required`, at least two of `strong`, none of `negative`."""

    required: tuple[str, ...]
    strong: tuple[str, ...]
    negative: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentinel:
    """A name that means nothing where another column of the record holds the value ("Title", "Default Title")."""

    name_header: str
    name: str
    value_header: str
    value: str


@dataclass(frozen=True, slots=True)
class FeedTable:
    """One platform's column dialect.

    `version` changes with any row; `source_of_truth` is where the rows can be checked. Of `rules` the first
    match wins. `grouping`, `identifiers`, `parents` and `skus` are header patterns, best first: what joins rows,
    what names a product, what names the product a row belongs to, what names a variant. `reads_samples` says
    that headers alone do not settle a role (`samples.refine`).
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

    def rule(self, header: str) -> tuple[ColumnRule, bool] | None:
        """Return the first rule for a header and whether its cells belong to a variant, None if no rule fits.

        >>> rule, in_variant = feed_table("plain").rule("variants[].sku")
        >>> rule.role.value, in_variant
        ('identifier', True)
        >>> feed_table("plain").rule("frobnication") is None
        True
        """
        for spelling in spellings(header):
            for rule in self.rules:
                if _pattern(rule.headers).fullmatch(spelling.words):
                    return rule, rule.in_variant or spelling.in_variant
        return None


def matches(patterns: tuple[str, ...], header: str) -> bool:
    """Return whether a header, read in any of its spellings, is one of the patterns.

    >>> matches(("url key", "slug"), " Slug "), matches(("slug",), "sluggish")
    (True, False)
    """
    return bool(patterns) and any(_pattern(patterns).fullmatch(spelling.words) for spelling in spellings(header))


@lru_cache(maxsize=512)
def _pattern(headers: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{header})" for header in headers))


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
