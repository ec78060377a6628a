"""The stage that tells what became of the quantities of a translation that was given, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from catalog_cli.conventions.edits import Span
from catalog_cli.conventions.localization import is_fixed, without_terms
from catalog_cli.conventions.number_format import has_number
from catalog_cli.conventions.reconciliation import Conventions, reconcile
from catalog_cli.job import Measures
from catalog_cli.ledger import LedgerEntry, LedgerKind, Outcome
from catalog_cli.segment import Segment

_LOST = frozenset({Outcome.CHANGED, Outcome.MISSING, Outcome.REPAIRED})


def judge_quantities(segments: Iterable[Segment], pair: tuple[str, str]) -> Iterator[Segment]:
    """Yield each segment with a ledger entry for each quantity of its source and target, as they stand.

    `pair` is the source and the target locale. A measure may stand in its own unit, or in one that the target locale
    uses. An entry whose target is not written as that locale writes it has the form that is in `required`.
    """
    for segment in segments:
        target = segment.target or ""
        if target and (has_number(segment.source) or has_number(target)):
            fixed = tuple((code.start, code.end) for code in segment.target_codes if is_fixed(code))
            segment = segment._replace(ledger=(*segment.ledger, *_judged(without_terms(segment), pair, fixed)))
        yield segment


def _judged(texts: tuple[str, str], pair: tuple[str, str], fixed: Sequence[Span]) -> tuple[LedgerEntry, ...]:
    entries = _as_they_stand(texts, pair, fixed, Conventions())
    if any(entry.outcome in _LOST and entry.kind is LedgerKind.MEASURE for entry in entries):
        converted = _as_they_stand(texts, pair, fixed, Conventions(Measures.CONVERT))
        if _lost(converted) < _lost(entries):
            return converted
    return entries


def _lost(entries: Sequence[LedgerEntry]) -> int:
    return sum(entry.outcome in _LOST or entry.outcome is Outcome.ADDED for entry in entries)


def _as_they_stand(
    texts: tuple[str, str], pair: tuple[str, str], fixed: Sequence[Span], conventions: Conventions
) -> tuple[LedgerEntry, ...]:
    done = reconcile(*texts, pair, fixed, conventions=conventions)
    return tuple(_entry(entry, stood) for entry, stood in zip(done.entries, done.stood, strict=True))


def _entry(entry: LedgerEntry, stood: str) -> LedgerEntry:
    """Return what a run would enter, of a target that nobody writes anew."""
    if stood == entry.target:
        return entry
    if entry.outcome is Outcome.CONVERTED:  # a run would, nobody did: the source's own unit is right as well
        return replace(entry, outcome=Outcome.KEPT, target=stood)
    outcome = Outcome.CHANGED if entry.outcome is Outcome.REPAIRED else Outcome.KEPT
    return replace(entry, outcome=outcome, target=stood, required=(entry.target,))
