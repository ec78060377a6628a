"""What a report tells of a run, whatever it is written as: a page, Markdown, or JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog_cli.ledger import How, LedgerKind, Outcome
from catalog_cli.reporting.summary import Totals
from catalog_cli.segment import Finding, Origin, Place, Severity

# Of each sort of finding: one shows what it is, and two more whether they are all alike.
_EXAMPLES = 3
# By who supplied the target, as translators' tools count leverage; "kept" is what is not language, or stayed as it was.
_LEVERAGE = (
    ("exact", "from the memory", (Origin.MEMORY_EXACT,)),
    ("fuzzy", "nearly as in the memory", (Origin.MEMORY_FUZZY,)),
    ("repetition", "repeated in the run", (Origin.REPETITION,)),
    ("human", "a person's", (Origin.HUMAN,)),
    ("phrase", "standing phrases", (Origin.PHRASE,)),
    ("engine", "translated", (Origin.ENGINE,)),
    ("conventions", "numbers written anew", (Origin.CONVENTIONS,)),
    ("copied", "left as it was", (Origin.COPIED, Origin.NONE)),
    ("untranslated", "not translated", (Origin.UNTRANSLATED,)),
)


class Share(NamedTuple):
    """How many are of a kind, and their share of all, from 0 to 1; `key` is for programs, `name` for people."""

    key: str
    name: str
    number: int
    share: float


class FindingSort(NamedTuple):
    """Findings of one check and severity in one column ("" for none), with the first few of them."""

    check: str
    severity: Severity
    column: str
    number: int
    examples: tuple[Finding, ...]

    @property
    def told(self) -> list[tuple[str, list[Place]]]:
        """What the examples say, each message once with its places."""
        messages: dict[str, list[Place]] = {}
        for finding in self.examples:
            messages.setdefault(finding.message, []).append(finding.place)
        return list(messages.items())


class Cost(NamedTuple):
    """What a run took: seconds of the clock, of all processors, both per 1,000 products, and how much came out."""

    seconds: float
    cpu_seconds: float
    seconds_per_1000: float | None
    cpu_seconds_per_1000: float | None
    segments_per_second: float | None


@dataclass(frozen=True, slots=True)
class RunFacts:
    """One input in one locale, and what became of it.

    `reasons` say why the run failed; none if it did not. `options` are those that were not left at their default. If
    `is_unchanged`, nothing was done: `totals` tell of the run that wrote the output.
    """

    input: str
    output: str | None
    source_locale: str
    target_locale: str
    feed: str
    records: int
    signature: str
    totals: Totals
    seconds: float
    cpu_seconds: float
    is_unchanged: bool = False
    reasons: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def leverage(self) -> list[Share]:
        """Who supplied the targets, of all segments; kinds that do not occur are left out."""
        by, total = self.totals.origins, self.totals.segments
        counts = ((key, name, sum(by[origin] for origin in origins)) for key, name, origins in _LEVERAGE)
        return [Share(key, name, count, count / total if total else 0.0) for key, name, count in counts if count]

    @property
    def severities(self) -> list[Share]:
        """The findings by severity, worst first; all three, also where there is none."""
        by = self.totals.severities
        return _shares({str(severity): by[severity] for severity in Severity})

    @property
    def columns(self) -> list[tuple[str, Counter[Severity]]]:
        """The findings of each column by severity, most first."""
        columns: dict[str, Counter[Severity]] = {}
        for (_, severity, column), count in self.totals.found.items():
            columns.setdefault(column, Counter())[severity] += count
        return sorted(columns.items(), key=lambda item: (-item[1].total(), item[0]))

    @property
    def finding_sorts(self) -> list[FindingSort]:
        """The findings by check, severity and column: worst first, and of equals the most frequent."""
        examples: dict[tuple[str, Severity, str], list[Finding]] = {}
        for finding in self.totals.findings:
            own = examples.setdefault((finding.check, finding.severity, finding.place.column or ""), [])
            if len(own) < _EXAMPLES:
                own.append(finding)
        sorts = [FindingSort(*sort, count, tuple(examples.get(sort, ()))) for sort, count in self.totals.found.items()]
        return sorted(sorts, key=lambda one: (one.severity.rank, -one.number, one.check, one.column))

    @property
    def ledger(self) -> list[tuple[LedgerKind, Counter[Outcome]]]:
        """What became of numbers, measures, terms and the like: for each kind, how many ended how."""
        kinds: dict[LedgerKind, Counter[Outcome]] = {}
        for (kind, outcome, _), count in self.totals.ledger.items():
            kinds.setdefault(kind, Counter())[outcome] += count
        return [(kind, kinds[kind]) for kind in LedgerKind if kind in kinds]

    @property
    def terms(self) -> list[Share]:
        """The terms by how they came into the targets."""
        by = self.totals.terms
        return [share for share in _shares({str(how): by[how] for how in How}) if share.number]

    @property
    def cost(self) -> Cost:
        """What the run took. Rates are None where there is nothing to divide by, and for a run that did nothing."""
        totals, seconds = self.totals, self.seconds
        thousands = 0 if self.is_unchanged else totals.products / 1000
        return Cost(
            seconds,
            self.cpu_seconds,
            seconds / thousands if thousands else None,
            self.cpu_seconds / thousands if thousands else None,
            totals.segments / seconds if seconds > 0 and not self.is_unchanged else None,
        )

    @property
    def made_by(self) -> list[tuple[str, str]]:
        """The signature as names and values."""
        parts = (part.partition(":") for part in self.signature.split("|"))
        return [(name, value) if value else ("locales", name) for name, _, value in parts]

    def as_json(self) -> dict[str, object]:
        """Return, as JSON values, what the totals do not tell by themselves.

        Seconds are of the clock, cpu_seconds of all processors; rates are null where there is nothing to divide by.
        `leverage` has segments and their share (0..1) by exact, fuzzy, repetition, human, engine, conventions, copied
        and untranslated, and in `human_cells` the cells kept as a person wrote them. `options` are those not left at
        their default; `reasons` say why the run `fails`. Keys are added, never renamed.
        """
        return {
            "seconds": round(self.seconds, 3),
            "cpu_seconds": round(self.cpu_seconds, 3),
            "seconds_per_1000_products": _rounded(self.cost.seconds_per_1000),
            "cpu_seconds_per_1000_products": _rounded(self.cost.cpu_seconds_per_1000),
            "segments_per_second": _rounded(self.cost.segments_per_second),
            "leverage": {
                **{share.key: {"segments": share.number, "share": round(share.share, 4)} for share in self.leverage},
                "human_cells": self.totals.kept_cells,
            },
            "options": dict(self.options),
            "fails": bool(self.reasons),
            "reasons": list(self.reasons),
        }


def _shares(counts: Mapping[str, int]) -> list[Share]:
    total = sum(counts.values())
    return [Share(name, name, count, count / total if total else 0.0) for name, count in counts.items()]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
