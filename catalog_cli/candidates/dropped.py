"""What the shortening of a cell takes with it: the ledger says so of every term, number and name that is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalog_cli.candidates.marked_words import occurrences
from catalog_cli.ledger import How, LedgerEntry, LedgerKind, Outcome
from catalog_cli.segment import Finding, Segment, Severity

CHECK = "term-dropped"
_STANDING = frozenset({Outcome.MISSING, Outcome.DROPPED, Outcome.ADDED})


def with_losses(
    segments: Sequence[Segment], left: Sequence[str | None], short: Sequence[tuple[str, str]] = ()
) -> list[Segment]:
    """Return the segments of a cell with what its shortening took told in their ledgers.

    `left` is for each segment the text in which what is left of it stands, None where nothing is, "" where all of it
    is; `short` are the words with their short forms. A term that is gone is a minor finding.
    """
    if len(left) != len(segments):
        return list(segments)
    return [
        segment if text == "" else _with_losses(segment, text, short)
        for segment, text in zip(segments, left, strict=True)
    ]


def _with_losses(segment: Segment, left: str | None, short: Sequence[tuple[str, str]]) -> Segment:
    gone = [one for one in segment.ledger if _is_gone(one, left, short)]
    if not gone:
        return segment
    ledger = tuple(
        replace(one, outcome=Outcome.DROPPED, target="", how=How.DROPPED) if one in gone else one
        for one in segment.ledger
    )
    terms = dict.fromkeys(one.target for one in gone if one.kind is LedgerKind.TERM)
    named = ", ".join(f'"{term}"' for term in terms)
    message = f"left out with the part that it stood in, for the limit of the text: {named}"
    findings = [Finding(CHECK, Severity.MINOR, message, segment.place)] if terms else []
    return segment._replace(ledger=ledger, findings=(*segment.findings, *findings))


def _is_gone(entry: LedgerEntry, left: str | None, short: Sequence[tuple[str, str]]) -> bool:
    if entry.kind is LedgerKind.LENGTH or entry.outcome in _STANDING or not entry.target.strip():
        return False
    if left is None:
        return True
    written = entry.target
    for word, form in short:
        written = written.replace(word, form)
    return not any(True for said in (entry.target, written) for _ in occurrences(left, said))
