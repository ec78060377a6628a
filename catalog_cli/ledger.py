"""What became of one number, measure, price, date, term or code: the answer to "can I trust this?"."""

from __future__ import annotations

from collections import Counter
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
    LENGTH = "length"
    """A text that has a limit, whole."""


class Outcome(StrEnum):
    """What happened to it between source and target."""

    KEPT = "kept"
    REFORMATTED = "reformatted"
    REPAIRED = "repaired"
    """The engine wrote another value or unit, and what it was to be is certain."""
    CONVERTED = "converted"
    SPELLED = "spelled"
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    SHORTENED = "shortened"
    """Brought within its limit."""
    DROPPED = "dropped"
    """Left out on purpose with the part of the text that it stood in, so that a limit holds."""
    OVERLONG = "overlong"
    """Longer than its limit all the same."""


class How(StrEnum):
    """How a term came into the target, or a text within its limit."""

    FREE = "free"
    """The engine's first translation held it."""
    N_BEST = "n-best"
    """Another of its hypotheses did."""
    INSERTED = "inserted"
    """It was forced at a place, and the engine wrote on from there."""
    SPLICED = "spliced"
    """It was put in the place of the words aligned with the term."""
    KEPT = "kept"
    """A brand or name: hidden from the engine and put back."""
    DROPPED = "dropped"
    """Optional parts of the text were left out."""
    ABBREVIATED = "abbreviated"
    CUT = "cut"
    """Words were cut off its end."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One thing that must survive: its text in the source, its text in the target ("" if missing or added).

    For a term, `required` holds the forms of which one must be found, `how` who placed it, and `score_difference`
    what that cost: mean log-probability per token less that of the free translation (usually below 0; None unless
    it was computed).
    """

    kind: LedgerKind
    outcome: Outcome
    source: str
    target: str
    required: tuple[str, ...] = ()
    how: How = How.FREE
    score_difference: float | None = None

    @property
    def sort(self) -> Sort:
        """What totals count by."""
        return self.kind, self.outcome, self.how


Sort = tuple[LedgerKind, Outcome, How]
Tally = Counter[Sort]
"""How many ledger entries there are of each sort."""
