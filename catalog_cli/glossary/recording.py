"""The stage that enters into the ledger what became of each term and each name that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog_cli.glossary.constraints import term_entries
from catalog_cli.ledger import How, LedgerEntry, LedgerKind, Outcome
from catalog_cli.segment import CodeKind, Segment

BRAND = "brand"
"""The name of the codes around a product's own brand."""


def record_terms(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield each finished segment with a ledger entry for each of its terms, and for each mention of its brand."""
    for segment in segments:
        if segment.target is None or not (segment.term_hits or segment.codes):
            yield segment
            continue
        entries = (*term_entries(segment), *_brand_entries(segment))
        yield segment._replace(ledger=(*segment.ledger, *entries)) if entries else segment


def _brand_entries(segment: Segment) -> Iterator[LedgerEntry]:
    """Yield an entry for each mention of the brand: where its code stands in the target, letter by letter."""
    target = segment.target or ""
    found = [target[code.start : code.end] for code in segment.target_codes if _is_brand(code.kind, code.name)]
    for code in segment.codes:
        if not _is_brand(code.kind, code.name):
            continue
        name = segment.source[code.start : code.end]
        is_there = name in found
        if is_there:
            found.remove(name)
        outcome, how = (Outcome.KEPT, How.KEPT) if is_there else (Outcome.MISSING, How.FAILED)
        yield LedgerEntry(LedgerKind.TERM, outcome, name, name if is_there else "", (name,), how)


def _is_brand(kind: CodeKind, name: str) -> bool:
    return kind is CodeKind.VERBATIM and name == BRAND
