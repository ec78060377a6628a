"""One finding as it is reported, and what is known of the checks."""

from __future__ import annotations

from typing import NamedTuple

from catalog_cli.segment import Finding, Place, Severity
from catalog_cli.unit import Unit


class Reported(NamedTuple):
    """A finding, the unit it is about, and why a person let it pass: None if nobody did."""

    finding: Finding
    unit: Unit | None = None
    reason: str | None = None

    @property
    def place(self) -> Place:
        """Where to look: at the translation, where there is one."""
        return self.finding.place if self.unit is None else self.unit.target_place or self.finding.place


class Rule(NamedTuple):
    """A check as reports describe it: its severity, its family, and what it means to a merchant."""

    name: str
    severity: Severity
    family: str
    help: str


def fails(severity: Severity, fail_on: Severity | None) -> bool:
    """Return whether a severity is at or above the one that fails a run; None fails none.

    >>> fails(Severity.MAJOR, Severity.MAJOR), fails(Severity.MINOR, Severity.MAJOR), fails(Severity.CRITICAL, None)
    (True, False, False)
    """
    return fail_on is not None and severity.rank <= fail_on.rank
