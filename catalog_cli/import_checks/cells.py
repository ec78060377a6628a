"""Cells against the limits and the allowed values of their column."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from catalog_cli import notations
from catalog_cli.errors import Where
from catalog_cli.feeds.table import AllowedValues, FeedTable, ImportLimit, matches
from catalog_cli.fitting.measure import UNIT_NAMES, measured
from catalog_cli.product import Column, Record, Role
from catalog_cli.segment import Finding, Severity

UNPROVEN = " (not confirmed by the platform's documents)"
# Feeds whose platform keeps the beginning of a text that is too long; the others refuse the product. Google's help on
# "Value too long" says so of texts.
_CUTTING = frozenset({"google_merchant"})
# A code point has four bytes in UTF-8 at most, and becomes at most three by NFC (Unicode, UAX 15, "Stable expansion").
_MOST_UNITS = 4
_MOST_KNOWN, _LONG_VALUE = 1_000, 200
_MOST_LISTED = 8
_MOST_QUOTED = 40


@dataclass(frozen=True, slots=True)
class _Bound:
    """A limit, with what is said of a cell that goes beyond it today."""

    limit: ImportLimit
    severity: Severity
    message: str

    def is_exceeded(self, text: str) -> bool:
        return measured(text, self.limit.unit) > self.limit.most


@dataclass(slots=True)
class _ColumnChecks:
    """What the cells of one column are checked for. Bounds of a group stand worst first; one is reported of each."""

    column: Column
    whole: Sequence[_Bound]
    each: Sequence[_Bound]
    counts: Sequence[_Bound]
    allowed: Sequence[AllowedValues]
    known: set[str]
    safe: int

    def needs_look(self, value: str) -> bool:
        """Whether a cell may break a rule; nearly all are told to be fine by their length, or were met before."""
        return len(value) > self.safe or (bool(self.allowed) and value not in self.known)

    def problems(self, value: str) -> Iterator[tuple[str, Severity, str]]:
        """Yield (check, severity, message) of each rule that one cell breaks."""
        text = notations.read(value, self.column.notation).strip()
        if bound := _first(self.whole, [text]):
            yield "limit", bound.severity, bound.message
        if self.each:
            for part in notations.values(value, self.column):
                if bound := _first(self.each, [part]):
                    yield "limit", bound.severity, f"{quoted(part)}: {bound.message}"
        if self.allowed and value not in self.known:
            broken = [allowed for allowed in self.allowed if text and text.casefold() not in allowed.values]
            for allowed in broken:
                yield "allowed", Severity.CRITICAL if allowed.is_proven else Severity.MAJOR, _not_allowed(text, allowed)
            if not broken and len(self.known) < _MOST_KNOWN and len(value) < _LONG_VALUE:
                self.known.add(value)

    def count_problem(self, cells: Iterable[str]) -> _Bound | None:
        """Return the bound that the number of values in the cells of one record exceeds."""
        number = sum(1 for value in cells for _ in notations.values(value, self.column))
        return next((bound for bound in self.counts if number > bound.limit.most), None)


class CellChecks:
    """The columns of a catalog that have limits or allowed values; `name` is the file's, for messages."""

    def __init__(self, columns: Sequence[Column], table: FeedTable, name: str, today: date) -> None:
        self._name = name
        found = (_column_checks(column, table, today) for column in columns)
        self._checks = [(checks.column.index, checks) for checks in found if checks is not None]
        self._by_index = dict(self._checks)
        self._counted = [(index, checks) for index, checks in self._checks if checks.counts]

    def findings(self, record: Record) -> list[Finding]:
        """Return what is wrong with the cells of a record.

        Tight, as every checked cell of a catalog passes here.
        """
        found: list[Finding] = []
        values = record.values
        if record.columns is None:
            width = len(values)
            for index, checks in self._checks:
                if index < width and (value := values[index]) and checks.needs_look(value):
                    self._add(found, record, checks, value)
        else:
            by_index = self._by_index
            for position, index in enumerate(record.columns):
                checks_of = by_index.get(index)
                if checks_of is not None and (value := values[position]) and checks_of.needs_look(value):
                    self._add(found, record, checks_of, value)
        for index, checks in self._counted:
            cells = [value for _, value in record.cells(index) if value]
            # Between two values stands at least one character.
            if sum(map(len, cells)) >= checks.counts[-1].limit.most and (bound := checks.count_problem(cells)):
                place = Where(self._name, record.line, checks.column.name)
                found.append(Finding("limit", bound.severity, bound.message, place))
        return found

    def _add(self, found: list[Finding], record: Record, checks: _ColumnChecks, value: str) -> None:
        for check, severity, message in checks.problems(value):
            found.append(Finding(check, severity, message, Where(self._name, record.line, checks.column.name)))


def _column_checks(column: Column, table: FeedTable, today: date) -> _ColumnChecks | None:
    rules = table.import_rules
    is_cut = table.name in _CUTTING and column.role is not Role.IDENTIFIER
    bounds = [_bound(limit, today, is_cut) for limit in rules.limits if matches(limit.headers, column.base)]
    allowed = [allowed for allowed in rules.allowed if matches(allowed.headers, column.base)]
    if not bounds and not allowed:
        return None
    # Of several that are exceeded the worst is told; among equals the one that asks for most first.
    bounds.sort(key=lambda bound: (bound.severity.rank, -bound.limit.most))
    counts = sorted((b for b in bounds if b.limit.unit == "values"), key=lambda bound: -bound.limit.most)
    texts = [bound for bound in bounds if bound.limit.unit != "values"]
    return _ColumnChecks(
        column,
        whole=[bound for bound in texts if not bound.limit.is_each],
        each=[bound for bound in texts if bound.limit.is_each],
        counts=counts,
        allowed=allowed,
        known=set(),
        safe=min((bound.limit.most // _MOST_UNITS for bound in texts), default=1 << 62),
    )


def _bound(limit: ImportLimit, today: date, is_cut: bool) -> _Bound:
    most = f"the {limit.most:,} {UNIT_NAMES[limit.unit]}"
    more = "more than" if limit.unit == "values" else "longer than"
    is_future = bool(limit.since) and date.fromisoformat(limit.since) > today
    if limit.is_advice:
        severity, tail = Severity.MINOR, "that are recommended"
    elif is_future:
        severity, tail = Severity.MINOR, f"that the import takes from {limit.since} on"
    elif is_cut:
        severity, tail = Severity.MAJOR, "that the platform keeps of it"
    else:
        severity, tail = Severity.CRITICAL if limit.is_proven else Severity.MAJOR, "that the import takes"
    return _Bound(limit, severity, f"is {more} {most} {tail}{'' if limit.is_proven else UNPROVEN}")


def _first(bounds: Sequence[_Bound], texts: Sequence[str]) -> _Bound | None:
    return next((bound for bound in bounds if any(bound.is_exceeded(text) for text in texts)), None)


def _not_allowed(text: str, allowed: AllowedValues) -> str:
    return f"{quoted(text)} is none of the values that the import takes: {_listed(allowed.values)}" + (
        "" if allowed.is_proven else UNPROVEN
    )


def _listed(values: Collection[str]) -> str:
    shown = sorted(values)[:_MOST_LISTED]
    return ", ".join(shown) + (f" and {len(values) - len(shown)} more" if len(values) > len(shown) else "")


def quoted(text: str) -> str:
    """Return a text in quotes for a message, its beginning where it is long.

    >>> quoted("Red"), quoted("x" * 50) == '"' + "x" * 39 + '…"'
    ('"Red"', True)
    """
    return f'"{text}"' if len(text) <= _MOST_QUOTED else f'"{text[: _MOST_QUOTED - 1]}…"'
