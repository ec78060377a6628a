"""Import rules in words: what a pattern of headers stands for, and what each rule of a table asks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_cli.feeds.table import FeedTable, ImportLimit
from catalog_cli.fitting.measure import UNIT_NAMES

_OPTIONAL = re.compile(r" ?\(\?:[^()]*\)\?(?: (?=$))?")
# Of the spellings of a column in many languages, the first few are shown.
_MOST_SPELLINGS = 4


def readable(pattern: str) -> str:
    r"""Return a name that a header pattern fits.

    >>> readable("(?:g )?id"), readable(r"option [123] name"), readable(r"attribute\ \d+\ name|attribute")
    ('id', 'option 1 name', 'attribute 1 name')
    >>> readable(r"(?:item name)(?: marketplace id=[a-z0-9]+(?: [a-z0-9]+)*?)?(?: \d+)?(?: value)?(?: \d+)?")
    'item name'
    >>> readable("(?:g )?colou?r"), readable("sub ?title")
    ('color', 'subtitle')
    """
    while (plain := _OPTIONAL.sub("", re.sub(r"\(\?: [^()]*\)[*+]\??", "", pattern))) != pattern:
        pattern = plain
    plain = plain.replace("(?:", "").replace(")", "").partition("|")[0]
    plain = re.sub(r"\[(.)[^\]]*\][+*]?", r"\1", plain.replace(r"\d+", "1").replace(r"\S+", "…"))
    return " ".join(re.sub(r"\.[*+]|.\?|[\\*]", "", plain).split())


def shown(patterns: tuple[str, ...]) -> str:
    """Return the names that a few patterns stand for, the first ones where they are many.

    >>> shown(("(?:g )?title", "(?:g )?item group title")), shown(tuple("abcdef"))
    ('title, item group title', 'a, b, c, d, …')
    """
    names = list(dict.fromkeys(filter(None, map(readable, patterns))))
    return ", ".join(names[:_MOST_SPELLINGS]) + (", …" if len(names) > _MOST_SPELLINGS else "")


def rule_rows(table: FeedTable) -> Iterator[tuple[str, str, bool]]:
    """Yield (what is asked, of which columns, whether it is proven) for each import rule of a feed.

    >>> from catalog_cli.feeds import feed_table
    >>> next(rule_rows(feed_table("etsy")))
    ('column needed', 'title', True)
    """
    rules = table.import_rules
    for group in rules.required:
        yield "column needed" if len(group) == 1 else "one of these needed", shown(group), True
    if rules.filled:
        yield "filled in a product's first row", shown(rules.filled), True
    if rules.unique:
        yield "unique", shown(rules.unique), True
    for limit in rules.limits:
        yield limit_name(limit), shown(limit.headers), limit.is_proven
    for allowed in rules.allowed:
        yield f"one of {', '.join(sorted(allowed.values))}", shown(allowed.headers), allowed.is_proven


def limit_name(limit: ImportLimit) -> str:
    """Return a limit in words.

    >>> limit_name(ImportLimit(("tags",), 20, is_each=True)), limit_name(ImportLimit(("t",), 75, since="2026-07-27"))
    ('at most 20 characters, each value', 'at most 75 characters, from 2026-07-27 on')
    """
    each = ", each value" if limit.is_each else ""
    since = f", from {limit.since} on" if limit.since else ""
    return f"{'better ' if limit.is_advice else ''}at most {limit.most:,} {UNIT_NAMES[limit.unit]}{each}{since}"
