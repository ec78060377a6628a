"""The totals of a run in a few lines for a person: how much there was, who translated it, what to look at."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog_cli.ledger import How, LedgerKind, Outcome
from catalog_cli.reporting.console import Console, plural, printable, shortened
from catalog_cli.reporting.summary import MOST_LISTED, Totals
from catalog_cli.segment import Finding, Origin, Severity

# The worst few: whoever wants all of them asks for --report.
MOST_SHOWN = 5
# A message may quote the text it is about.
_MOST_MESSAGE_COLUMNS = 160


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings that say the same of the same column: the first of them, and the lines they stand in."""

    first: Finding
    rows: int


def amounts(totals: Totals, seconds: float) -> str:
    """Return how much there was and how fast it went."""
    parts = [
        plural(totals.products, "product"),
        plural(totals.segments, "segment"),
        plural(totals.words, "word"),
    ]
    rate = totals.segments / seconds if seconds > 0 else 0.0
    return f"{', '.join(parts)} in {seconds:.1f} s ({rate:,.0f} segments/s)"


def origins(totals: Totals) -> str:
    """Return who supplied the targets.

    >>> from collections import Counter
    >>> origins(Totals(segments=5, origins=Counter({Origin.ENGINE: 2, Origin.REPETITION: 2, Origin.COPIED: 1})))
    '2 translated, 2 repeated, 1 left as it was'
    >>> origins(Totals(kept_cells=1))
    '1 cell kept as a person wrote it'
    """
    by = totals.origins
    left = by[Origin.COPIED] + by[Origin.NONE]
    named = (
        (by[Origin.ENGINE], "translated"),
        (by[Origin.PHRASE], f"standing phrase{'s' if by[Origin.PHRASE] != 1 else ''}"),
        (by[Origin.MEMORY_EXACT] + by[Origin.MEMORY_FUZZY] + by[Origin.HUMAN], "from the memory"),
        (by[Origin.REPETITION], "repeated"),
        (by[Origin.CONVENTIONS], "numbers written anew"),
        (
            totals.kept_cells,
            "cells kept as a person wrote them" if totals.kept_cells != 1 else "cell kept as a person wrote it",
        ),
        (totals.finished_products, f"product{'s' if totals.finished_products != 1 else ''} translated already"),
        (left, f"left as {'they were' if left != 1 else 'it was'}"),
        (by[Origin.UNTRANSLATED], "not translated"),
    )
    return ", ".join(f"{count:,} {name}" for count, name in named if count) or "nothing to translate"


def term_amounts(totals: Totals) -> str:
    """Return how many terms the targets hold, and how they came there.

    >>> from collections import Counter
    >>> from catalog_cli.ledger import LedgerKind, Outcome
    >>> hows = {How.FREE: 60, How.INSERTED: 38, How.FAILED: 2}
    >>> term_amounts(Totals(ledger=Counter({(LedgerKind.TERM, Outcome.KEPT, how): hows[how] for how in hows})))
    '100 terms, 98 held (98.0%): 60 as translated, 38 inserted; 2 not held'
    """
    by, total = totals.terms, totals.terms.total()
    held = total - by[How.FAILED] - by[How.DROPPED]
    parts = ", ".join(f"{by[how]:,} {name}" for how, name in _HOW_NAMES.items() if by[how])
    lost = f"; {by[How.FAILED]:,} not held" if by[How.FAILED] else ""
    lost += f"; {by[How.DROPPED]:,} left out with text that was too long" if by[How.DROPPED] else ""
    # Never "100.0%" where one is lost.
    share = math.floor(totals.term_adherence * 1000) / 10
    return f"{plural(total, 'term')}, {held:,} held ({share:.1f}%){': ' if parts else ''}{parts}{lost}"


def number_amounts(totals: Totals) -> str:
    """Return what became of the numbers, measures, prices and dates; "" if there are none.

    >>> from collections import Counter
    >>> from catalog_cli.ledger import LedgerKind
    >>> kept, lost = (LedgerKind.NUMBER, Outcome.KEPT, How.FREE), (LedgerKind.PRICE, Outcome.MISSING, How.FREE)
    >>> number_amounts(Totals(ledger=Counter({kept: 1_200, lost: 1})))
    '1,201 numbers, measures and prices: 1,200 as they stood, 1 missing'
    """
    by: dict[Outcome, int] = {}
    for (kind, outcome, _), count in totals.ledger.items():
        if kind not in (LedgerKind.TERM, LedgerKind.CODE, LedgerKind.LENGTH):
            by[outcome] = by.get(outcome, 0) + count
    if not by:
        return ""
    parts = ", ".join(f"{by[outcome]:,} {name}" for outcome, name in _OUTCOME_NAMES.items() if by.get(outcome))
    total = sum(count for outcome, count in by.items() if outcome is not Outcome.ADDED)
    return f"{plural(total, 'number, measure or price', 'numbers, measures and prices')}: {parts}"


def length_amounts(totals: Totals) -> str:
    """Return how the texts that have a limit came to fit it; "" if none has one.

    >>> from collections import Counter
    >>> from catalog_cli.ledger import LedgerKind
    >>> kept, cut = (LedgerKind.LENGTH, Outcome.KEPT, How.FREE), (LedgerKind.LENGTH, Outcome.SHORTENED, How.CUT)
    >>> length_amounts(Totals(ledger=Counter({kept: 1_200, cut: 1})))
    '1,201 texts with a limit: 1,200 as they are, 1 cut'
    """
    by: dict[How, int] = {}
    for (kind, _, how), count in totals.ledger.items():
        if kind is LedgerKind.LENGTH:
            by[how] = by.get(how, 0) + count
    if not by:
        return ""
    parts = ", ".join(f"{by[how]:,} {name}" for how, name in _LENGTH_NAMES.items() if by.get(how))
    return f"{plural(sum(by.values()), 'text')} with a limit: {parts}"


_LENGTH_NAMES = {
    How.FREE: "as they are",
    How.N_BEST: "in a shorter hypothesis",
    How.DROPPED: "without optional parts",
    How.ABBREVIATED: "abbreviated",
    How.CUT: "cut",
    How.FAILED: "too long",
}
_OUTCOME_NAMES = {
    Outcome.KEPT: "as they stood",
    Outcome.REFORMATTED: "written anew",
    Outcome.REPAIRED: "repaired",
    Outcome.CONVERTED: "converted",
    Outcome.SPELLED: "in words",
    Outcome.CHANGED: "changed",
    Outcome.MISSING: "missing",
    Outcome.DROPPED: "left out with text that was too long",
    Outcome.ADDED: "added",
}
_HOW_NAMES = {
    How.FREE: "as translated",
    How.N_BEST: "in another hypothesis",
    How.INSERTED: "inserted",
    How.SPLICED: "spliced in",
    How.KEPT: "kept as they are",
}


def grouped(findings: Sequence[Finding]) -> list[FindingGroup]:
    """Return findings worst first, those that say the same of the same column as one group."""
    groups: dict[tuple[Severity, str, str | None], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.message, finding.place.column), []).append(finding)
    found = [FindingGroup(own[0], len({finding.place.row for finding in own})) for own in groups.values()]
    return sorted(found, key=lambda group: group.first.severity.rank)


def finding_lines(totals: Totals, console: Console) -> Iterator[str]:
    """Yield the findings by severity and the worst few of them, styled for the console."""
    counts = [(severity, totals.severities[severity]) for severity in Severity if totals.severities[severity]]
    if not counts:
        return
    total = sum(count for _, count in counts)
    named = ", ".join(f"{count:,} {console.severity(severity)}" for severity, count in counts)
    yield f"{named} finding{'s' if total != 1 else ''}"
    groups = grouped(totals.findings)
    shown = groups if console.is_verbose else groups[:MOST_SHOWN]
    for group in shown:
        yield f"  {_line(group, console)}"
    rest = len(groups) - len(shown)
    if rest or total > MOST_LISTED:
        more = f"{rest:,} more of other kinds" if rest else "more like these"
        yield f"  … and {more}: --report FILE lists {'all' if total <= MOST_LISTED else f'the first {MOST_LISTED:,}'}"


def _line(group: FindingGroup, console: Console) -> str:
    finding, place = group.first, group.first.place
    column = f" ({printable(shortened(place.column))})" if place.column else ""
    text = (
        f"[{console.severity(finding.severity)}] {printable(shortened(finding.message, _MOST_MESSAGE_COLUMNS))}{column}"
    )
    where = place.file if place.row is None else f"{place.file}:{place.row}"
    return f"{printable(where)}: {text}" if group.rows <= 1 else f"{group.rows:,} rows from {printable(where)}: {text}"
