"""Which platform a header row is from, and how well it is known at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from catalog_cli.feeds import FEEDS
from catalog_cli.feeds.headers import MOST_CHARACTERS, words
from catalog_cli.feeds.table import Anchors, feed_table, positional_names

# A platform needs this many strong anchors besides the required ones (open "source CSV" profiles do the same).
_LEAST_STRONG = 2
# Required and two strong anchors give 0.7, which no plain table reaches (0.1 + at most 0.4).
_REQUIRED_SCORE, _STRONG_SCORE, _NEGATIVE_SCORE = 0.5, 0.1, 0.25
# Above every plain table: twenty columns and their units stand as they must.
_POSITIONS_SCORE = 0.6
_MOST_SCORED = 1_000
_PLAIN_FLOOR, _PLAIN_SHARE = 0.1, 0.4
# An anchor says more about a row than a column that every shop has.
_ANCHOR_WEIGHT = 2


class Detection(NamedTuple):
    """A feed that a header row may be from: score 0..1, and why in a few words."""

    feed: str
    score: float
    reason: str


def detect(columns: Sequence[str]) -> list[Detection]:
    """Return every feed the header row may be from, best first; "plain" is always among them.

    >>> detect(["Handle", "Title", "Body (HTML)", "Variant SKU"])[0].feed
    'shopify'
    >>> [found.feed for found in detect(["name", "price"])]
    ['plain']
    """
    present = {words(column) for column in columns}
    found = [_plain(columns)]
    for name in FEEDS:
        dialects = (_anchored(name, anchors, present) for anchors in feed_table(name).anchors)
        best = max(dialects, key=lambda detection: detection.score, default=None)
        if best is not None and best.score > 0:
            found.append(best)
        elif positional_names(name, columns) is not None:
            found.append(Detection(name, _POSITIONS_SCORE, "its columns stand in this order, under other names"))
    return sorted(found, key=lambda detection: -detection.score)


def _plain(columns: Sequence[str]) -> Detection:
    filled = [column for column in columns if column.strip()]
    known = sum(1 for column in filled if feed_table("plain").rule(column))
    share = known / len(filled) if filled else 0.0
    reason = f"{known} of {len(filled)} columns are known by their English names"
    return Detection("plain", round(_PLAIN_FLOOR + _PLAIN_SHARE * share, 3), reason)


def _anchored(feed: str, anchors: Anchors, present: set[str]) -> Detection:
    strong = [header for header in anchors.strong if header in present]
    negative = [header for header in anchors.negative if header in present]
    if len(strong) < _LEAST_STRONG or not all(header in present for header in anchors.required):
        return Detection(feed, 0.0, "its columns are not there")
    score = min(1.0, _REQUIRED_SCORE + _STRONG_SCORE * len(strong)) - _NEGATIVE_SCORE * len(negative)
    shown = [f'"{header}"' for header in dict.fromkeys((*anchors.required, *strong))]
    rest = f" and {len(shown) - 4} more" if len(shown) > 4 else ""
    return Detection(feed, round(max(score, 0.0), 3), f"has {', '.join(shown[:4])}{rest}")


def score_header(columns: Sequence[str]) -> float:
    """Return 0..1: the share of the row's non-empty cells that some feed knows, a platform's anchors counting more.

    Compare it over the ways to split a line: a row split at the wrong delimiter is one unknown column, 0.

    >>> score_header(["title", "price"]), score_header(["title;price"]), score_header(["Book", "9780131103627"])
    (1.0, 0.0, 0.0)
    """
    # A row of data split at every comma of its text has thousands; the widest of real headers has some hundreds.
    filled = list(islice((column for column in columns if column.strip()), _MOST_SCORED))
    anchors = _strong_anchors()
    total = known = 0
    for column in filled:
        weight = _ANCHOR_WEIGHT if words(column) in anchors else 1
        total += weight
        if weight > 1 or (len(column) <= MOST_CHARACTERS and _is_known(column)):
            known += weight
    return known / total if total else 0.0


@lru_cache(maxsize=2048)  # a file's first rows are scored once for each way to split them
def _is_known(header: str) -> bool:
    return any(feed_table(name).rule(header) for name in FEEDS)


@cache
def _strong_anchors() -> frozenset[str]:
    return frozenset(header for name in FEEDS for anchors in feed_table(name).anchors for header in anchors.strong)
