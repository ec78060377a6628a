"""How many findings there are of which kind, in bounded memory, and the lines that tell a person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from catalog_cli.reporting.console import plural, shortened
from catalog_cli.reporting.findings.reported import fails
from catalog_cli.segment import Finding, Severity

# Enough to see what is wrong; whoever wants every place asks for all.
MOST_SHOWN = 20
# Messages that quote a value differ from each other; so many kinds are told apart, the rest are counted.
_MOST_GROUPS = 2_000
_MOST_MESSAGE_COLUMNS = 200


@dataclass(slots=True)
class FindingGroup:
    """Findings that say the same of the same column: the first, and how many there are."""

    first: Finding
    count: int = 0


@dataclass(slots=True)
class Tally:
    """What was found in all files."""

    severities: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))
    groups: dict[tuple[str, Severity, str, str | None], FindingGroup] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        """Count a finding."""
        self.severities[finding.severity] += 1
        key = (finding.place.file, finding.severity, finding.message, finding.place.column)
        group = self.groups.get(key)
        if group is None:
            if len(self.groups) >= _MOST_GROUPS:
                return
            group = self.groups[key] = FindingGroup(finding)
        group.count += 1

    @property
    def total(self) -> int:
        """How many findings there are."""
        return sum(self.severities.values())

    def fails(self, fail_on: Severity | None) -> bool:
        """Return whether any finding is at or above the severity that fails a run; None fails none."""
        return any(count and fails(severity, fail_on) for severity, count in self.severities.items())

    def counts(self) -> str:
        """Return how many there are of each severity, "" without any.

        >>> tally = Tally()
        >>> tally.severities[Severity.MAJOR] = 1_200
        >>> tally.counts()
        '1,200 major findings'
        """
        if not self.total:
            return ""
        named = ", ".join(f"{count:,} {severity}" for severity, count in self.severities.items() if count)
        return f"{named} finding{'s' if self.total != 1 else ''}"

    def lines(self) -> Iterator[str]:
        """Yield a line for each of the first groups, the worst first."""
        groups = sorted(self.groups.values(), key=lambda group: group.first.severity.rank)
        for group in groups[:MOST_SHOWN]:
            yield finding_line(group.first, group.count)
        if len(groups) > MOST_SHOWN:
            yield f"… and {len(groups) - MOST_SHOWN:,} more of other kinds: --verbose and --json list all"


def finding_line(finding: Finding, count: int = 1) -> str:
    """Return a finding, or several alike, in one line: where it is first, how bad, and what.

    >>> from catalog_cli.errors import Where
    >>> finding_line(Finding("term", Severity.MAJOR, "No mug.", Where("a.csv", 7, "Title")), 3)
    '3 places from a.csv:7: [major] No mug. (Title)'
    """
    place = finding.place
    where = place.file if place.row is None else f"{place.file}:{place.row}"
    column = f" ({shortened(place.column)})" if place.column else ""
    text = f"{where}: [{finding.severity}] {shortened(finding.message, _MOST_MESSAGE_COLUMNS)}{column}"
    return text if count <= 1 else f"{plural(count, 'place')} from {text}"


def finding_json(finding: Finding, more: Mapping[str, object] | None = None) -> str:
    """Return a finding, and `more` that is known of it, as a JSON object in one line."""
    place = finding.place
    known = {
        "check": finding.check,
        "severity": str(finding.severity),
        "message": finding.message,
        "file": place.file,
        "row": place.row,
        "column": place.column,
    }
    return json.dumps({**known, **(more or {})}, ensure_ascii=False)
