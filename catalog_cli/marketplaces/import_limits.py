"""Rules that an importer has too: taken from the feed's table, so that each stands in one place."""

from __future__ import annotations

from dataclasses import replace

from catalog_cli.feeds.table import FeedTable, ImportLimit, feed_table, matches
from catalog_cli.marketplaces.fields import ListingField, RuleSource
from catalog_cli.segment import Limit

_VALUES = "values"


def with_import_rules(field: ListingField, feed: str, document: str, date: str) -> ListingField:
    """Return a field with the limit, the number of texts and the need of its column in a feed's table.

    Of several limits of one column the latest holds; the ones before it are named in the source's note. `date` is when
    `document` was read, and stands where the table has no date of its own. Raises LookupError for a column of which
    the table has no rule.

    >>> from catalog_cli.marketplaces.fields import FieldKind
    >>> tags = with_import_rules(ListingField("tags", FieldKind.TAGS, most=0), "etsy", "API reference", "2026-11-21")
    >>> tags.limit, tags.most, [source.rules for source in tags.sources]
    (Limit(most=20, unit='characters'), 13, [('limit',), ('most',)])
    """
    table = feed_table(feed)
    changed = field
    fitting = [limit for limit in table.import_rules.limits if matches(limit.headers, field.name)]
    texts = [limit for limit in fitting if limit.unit != _VALUES]
    # A list's cell may be limited too ("color": 100 characters); what a listing's texts must keep to is their own.
    texts = [limit for limit in texts if limit.is_each] or texts if field.is_list else texts
    if texts:
        latest = max(texts, key=lambda limit: limit.since)
        former = [limit for limit in texts if limit.since < latest.since]
        note = "; ".join(f"{limit.most} {limit.unit} before {latest.since}" for limit in former)
        source = _source("limit", latest, document, date, note)
        changed = replace(changed, limit=Limit(latest.most, latest.unit), sources=(*changed.sources, source))
    for limit in fitting:
        if limit.unit == _VALUES:
            source = _source("most", limit, document, date)
            changed = replace(changed, most=limit.most, sources=(*changed.sources, source))
    if _is_needed(table, field.name):
        needed = RuleSource(("is_required",), document, date)
        changed = replace(changed, is_required=True, sources=(*changed.sources, needed))
    if changed == field:
        raise LookupError(f"the table of {feed} has no import rule for {field.name}")
    return changed


def _source(rule: str, limit: ImportLimit, document: str, date: str, note: str = "") -> RuleSource:
    return RuleSource((rule,), document, limit.since or date, limit.is_advice, limit.is_proven, note)


def _is_needed(table: FeedTable, name: str) -> bool:
    rules = table.import_rules
    return any(matches(headers, name) for headers in (rules.filled, *rules.required))
