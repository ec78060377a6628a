"""The stage that names the target country's size behind each size of a text, by the merchant's chart: "UK 8 (BR 40)".

The size itself stays: what is sold is a UK 8, whatever a chart says.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.conventions.edits import Edit, edited
from catalog_cli.conventions.localization import changed, is_fixed
from catalog_cli.conventions.reconciliation import Reconciled
from catalog_cli.conventions.sizes import SizeChart, find_sizes, label_size
from catalog_cli.errors import UsageProblem
from catalog_cli.ledger import LedgerEntry, LedgerKind, Outcome
from catalog_cli.segment import Origin, Segment

# Countries where shops show European sizes beside their own; all that have no system of their own do.
_EUROPEAN_TOO = frozenset({"DE", "ES", "FR", "IT"})
_OWN = frozenset({"AR", "AU", "BR", "CN", "JP", "KR", "MX", "RU", "UK", "US"}) | _EUROPEAN_TOO
_NO_LABELS = frozenset({Origin.HUMAN, Origin.UNTRANSLATED})
_NEXT = re.compile(r"[ \u00a0]?[(/]")


# Hashed by identity: a chart may be long.
class SizeLabels(NamedTuple):
    """A chart and the size systems of the target's buyers, the country's own first."""

    chart: SizeChart
    systems: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Hex of everything that decides a label."""
        return hashlib.sha256(repr((self.chart.tables, self.systems)).encode()).hexdigest()


def size_labels(chart: SizeChart, target_locale: str) -> SizeLabels:
    """Return the labels for a locale; raises UsageProblem if the chart has no column for its country."""
    territory = locales.territory(target_locale)
    own = "UK" if territory == "GB" else territory
    systems = (own, "EU") if own in _EUROPEAN_TOO else (own,) if own in _OWN else ("EU",)
    have = {system for table in chart.tables for system in table.systems}
    if have.isdisjoint(systems):
        wanted = " or ".join(systems)
        raise UsageProblem(
            f"{chart.file} has no sizes of the system {wanted}, which {target_locale} needs. It has "
            f"{', '.join(sorted(have))}. Add a column to its systems and rows."
        )
    return SizeLabels(chart, systems)


def name_sizes(segments: Iterable[Segment], labels: SizeLabels | None) -> Iterator[Segment]:
    """Yield each finished segment with the target system's size behind each size that the source names."""
    for segment in segments:
        if labels is None or segment.target is None or segment.origin in _NO_LABELS:
            yield segment
            continue
        found = _labels(segment.source, segment.target, labels)
        yield _labelled(segment, found) if found else segment


@lru_cache(maxsize=8_192)
def _labels(source: str, target: str, labels: SizeLabels) -> tuple[tuple[int, str, str], ...]:
    """Return (end, size, label) of the target's sizes that get one, in order."""
    sizes = find_sizes(target)
    named = {one.text for one in find_sizes(source)} if sizes else set()
    # Where a text names the system itself ("EU 42 / BR 40"), the merchant has said it already.
    if not named or any(one.unit.removeprefix("size-") in labels.systems[:1] for one in sizes):
        return ()
    found = []
    for one in sizes:
        label = label_size(one.text, labels.chart, labels.systems) if one.text in named else None
        if label is not None and not _NEXT.match(target, one.end):
            found.append((one.end, one.text, label))
    return tuple(found)


def _labelled(segment: Segment, found: Iterable[tuple[int, str, str]]) -> Segment:
    fixed = [code for code in segment.target_codes if is_fixed(code)]
    copied = segment.origin is Origin.COPIED
    if copied and any(is_fixed(code) for code in segment.codes):
        return segment
    edits: list[Edit] = []
    entries: list[LedgerEntry] = []
    for end, size, label in found:
        if not any(code.start < end and end - len(size) < code.end for code in fixed):
            edits.append((end, end, f" ({label})"))
            entries.append(LedgerEntry(LedgerKind.NUMBER, Outcome.CONVERTED, size, f"{size} ({label})"))
    done = Reconciled(edited(segment.target or "", edits), tuple(edits), tuple(entries))
    if not copied:
        return changed(segment, done)
    ledger = (*segment.ledger, *done.entries)
    return segment._replace(target=done.target, codes=(), target_codes=(), origin=Origin.CONVENTIONS, ledger=ledger)
