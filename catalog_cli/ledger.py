"""What became of one number, measure, price, date, term or code: the answer to "can I trust this?"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LedgerKind(StrEnum):
    """What the entry is about."""

    NUMBER = "number"
    MEASURE = "measure"
    PRICE = "price"
    DATE = "date"
    TERM = "term"
    CODE = "code"


class Outcome(StrEnum):
    """What happened to it between source and target."""

    KEPT = "kept"
    REFORMATTED = "reformatted"
    CONVERTED = "converted"
    SPELLED = "spelled"
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One thing that must survive: its text in the source, its text in the target ("" if missing or added)."""

    kind: LedgerKind
    outcome: Outcome
    source: str
    target: str
