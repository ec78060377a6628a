"""What a run did, added up: totals for the terminal, and the same as JSON for `--report`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog_cli.ledger import How, LedgerKind, Outcome, Tally
from catalog_cli.reporting.stretches import Stretch
from catalog_cli.segment import Finding, Origin, Place, Segment, Severity

# Findings are counted without limit and listed up to this many, so that memory does not depend on the file.
MOST_LISTED = 1_000


@dataclass(slots=True)
class Totals:
    """Running totals of one run. `words` counts source words of all segments; `kept_cells` a person's cells.

    `ledger` counts what became of terms, of names that are kept, and of the like. `found` counts findings by check,
    severity and column ("" for none); of each such sort the first is among `findings`. `slowest` are the stretches that
    took longest.

    `finished_products` are those that an earlier run translated in the input itself. `handles` are those that changed.
    """

    products: int = 0
    segments: int = 0
    words: int = 0
    kept_cells: int = 0
    finished_products: int = 0
    handles: int = 0
    origins: Counter[Origin] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    ledger: Tally = field(default_factory=Counter)
    found: Counter[tuple[str, Severity, str]] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    slowest: tuple[Stretch, ...] = ()

    def add_finding(self, finding: Finding) -> None:
        """Count a finding, and list it if there is room or if it is the first of its sort."""
        sort = (finding.check, finding.severity, finding.place.column or "")
        self.found[sort] += 1
        self.severities[finding.severity] += 1
        self.checks[finding.check] += 1
        if len(self.findings) < MOST_LISTED or self.found[sort] == 1:
            self.findings.append(finding)

    def add_known(self, segments: int, words: int, copied: int, repeated: int = 0) -> None:
        """Count the segments of products that the memory knew whole.

        `copied` of them are not language; `repeated` others are of products that this run itself made earlier.
        """
        if not segments:
            return
        self.segments += segments
        self.words += words
        self.origins[Origin.COPIED] += copied
        if repeated:
            self.origins[Origin.REPETITION] += repeated
        self.origins[Origin.MEMORY_EXACT] += segments - copied - repeated

    def fails(self, fail_on: Severity | None) -> bool:
        """Return whether there is a finding at or above a severity."""
        if fail_on is None:
            return False
        return any(count for severity, count in self.severities.items() if severity.rank <= fail_on.rank)

    @property
    def terms(self) -> Counter[How]:
        """The terms of the glossary, and names that are kept, by how they came into the target."""
        by_how: Counter[How] = Counter()
        for (kind, _, how), number in self.ledger.items():
            if kind is LedgerKind.TERM:
                by_how[how] += number
        return by_how

    @property
    def term_adherence(self) -> float:
        """The share of terms (and names to keep) that the targets hold, 0..1; 1 if there is none.

        What was left out on purpose, with its part of a text that was too long, is neither held nor lost.
        """
        wanted = self.terms.total() - self.terms[How.DROPPED]
        return 1 - self.terms[How.FAILED] / wanted if wanted else 1.0

    def translated(self) -> int:
        """Return how many segments have a translation, whoever made it."""
        untouched = self.origins[Origin.COPIED] + self.origins[Origin.UNTRANSLATED] + self.origins[Origin.NONE]
        return self.segments - untouched

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Totals:
        """Return the totals that `as_json` told of; runs of earlier versions told less."""
        findings = [finding_from_json(row) for row in facts["listed"]]
        by_sort = facts.get("found")
        return cls(
            products=facts["products"],
            segments=facts["segments"],
            words=facts["words"],
            kept_cells=facts["kept_cells"],
            handles=facts.get("handles", 0),
            finished_products=facts.get("finished_products", 0),
            origins=Counter({Origin(name): count for name, count in facts["origins"].items()}),
            severities=Counter({Severity(name): count for name, count in facts["findings"].items()}),
            checks=Counter(facts["checks"]),
            ledger=Counter(
                {
                    (LedgerKind(row["kind"]), Outcome(row["outcome"]), How(row["how"])): row["count"]
                    for row in facts.get("ledger", ())
                }
            ),
            found=Counter((one.check, one.severity, one.place.column or "") for one in findings)
            if by_sort is None
            else Counter({(row["check"], Severity(row["severity"]), row["column"]): row["count"] for row in by_sort}),
            findings=findings,
            slowest=tuple(Stretch(**row) for row in facts.get("slowest", ())),
        )

    def as_json(self) -> dict[str, object]:
        """Return the totals as JSON values."""
        return {
            "products": self.products,
            "segments": self.segments,
            "words": self.words,
            "kept_cells": self.kept_cells,
            "handles": self.handles,
            "finished_products": self.finished_products,
            "origins": {str(origin): self.origins[origin] for origin in Origin if self.origins[origin]},
            "findings": {str(severity): self.severities[severity] for severity in Severity},
            "checks": dict(sorted(self.checks.items())),
            "term_adherence": self.term_adherence,
            "ledger": [
                {"kind": kind, "outcome": outcome, "how": how, "count": number}
                for (kind, outcome, how), number in sorted(self.ledger.items())
            ],
            "found": [
                {"check": check, "severity": str(severity), "column": column, "count": number}
                for (check, severity, column), number in sorted(self.found.items())
            ],
            "slowest": [stretch._asdict() for stretch in self.slowest],
            "listed": [finding_json(finding) for finding in self.findings],
        }


def finding_json(finding: Finding) -> dict[str, object]:
    """Return a finding as JSON values."""
    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "message": finding.message,
        "file": finding.place.file,
        "row": finding.place.row,
        "column": finding.place.column,
    }


def finding_from_json(row: Mapping[str, Any]) -> Finding:
    """Return the finding that `finding_json` told of."""
    place = Place(row["file"], row["row"], row["column"])
    return Finding(row["check"], Severity(row["severity"]), row["message"], place)


def count(segments: Iterable[Segment], totals: Totals) -> Iterator[Segment]:
    """Add up the segments that pass."""
    for segment in segments:
        totals.segments += 1
        totals.words += segment.words
        totals.origins[segment.origin] += 1
        for finding in segment.findings:
            totals.add_finding(finding)
        yield segment
