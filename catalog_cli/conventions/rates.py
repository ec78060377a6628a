"""Exchange rates that the merchant supplies, each with its date; none is built in.

A CSV with the header `from,to,rate,date`, or TOML with one [[rate]] per entry and the same keys:

    from,to,rate,date
    USD,BRL,5.41,2026-03-02

One unit of `from` is `rate` units of `to`; the decimal symbol is a point in every locale; the date is ISO 8601.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from catalog_cli.conventions.currencies import CODES
from catalog_cli.errors import FileProblem, UsageProblem, Where

_COLUMNS = ("from", "to", "rate", "date")
_RATE = re.compile(r"\d+(?:\.\d+)?")
_NEXT_STEP = "Write one rate per row as from,to,rate,date, such as USD,BRL,5.41,2026-03-02."


class Rate(NamedTuple):
    """One unit of `source` is `rate` units of `target`, on a day; `row` is the entry's line, or its count in TOML."""

    source: str
    target: str
    rate: Decimal
    day: date
    row: int


class RateTable(NamedTuple):
    """The rates of one file. `on` sets the day to convert at: a later rate is not used; None takes the newest.

    Inverse rates (1 / rate) and cross rates (through one third currency) serve only where they are asked for, for
    a merchant may have agreed on other ones.
    """

    file: str
    rates: tuple[Rate, ...]
    on: date | None = None
    uses_inverse: bool = False
    uses_cross: bool = False

    def convert(self, amount: Decimal, source: str, target: str) -> Decimal:
        """Return the amount in another currency, not rounded; raises UsageProblem if no rate serves."""
        if source == target:
            return amount
        for rate in self.path(source, target):
            # An inverse is divided by, not multiplied: 1 / 3 has no exact decimal.
            amount = amount * rate.rate if rate.source == source else amount / rate.rate
            source = rate.target if rate.source == source else rate.source
        return amount

    def path(self, source: str, target: str) -> tuple[Rate, ...]:
        """Return the rates that lead from one currency to another: one, or two of a cross rate; with their days.

        Raises UsageProblem that names the file and the pairs it has.
        """
        direct = self._newest(source, target)
        if direct is not None:
            return (direct,)
        crosses = self._crosses(source, target) if self.uses_cross else []
        if not crosses:
            raise UsageProblem(self._missing(source, target))
        # The cross whose older leg is the newest; by name if several are as new.
        return max(crosses, key=lambda legs: (min(leg.day for leg in legs), legs[0].target, legs[0].source))

    def _crosses(self, source: str, target: str) -> list[tuple[Rate, ...]]:
        known = sorted({rate.source for rate in self.rates} | {rate.target for rate in self.rates})
        legs = [(self._newest(source, third), self._newest(third, target)) for third in known]
        return [(first, second) for first, second in legs if first is not None and second is not None]

    def _newest(self, source: str, target: str) -> Rate | None:
        usable = [rate for rate in self.rates if self.on is None or rate.day <= self.on]
        found = [rate for rate in usable if (rate.source, rate.target) == (source, target)]
        if not found and self.uses_inverse:
            found = [rate for rate in usable if (rate.source, rate.target) == (target, source)]
        return max(found, key=lambda rate: rate.day, default=None)

    def _missing(self, source: str, target: str) -> str:
        pairs = ", ".join(sorted({f"{rate.source} -> {rate.target}" for rate in self.rates}))
        until = f" up to {self.on.isoformat()}" if self.on is not None else ""
        advice = f"Add a row {source},{target},RATE,DATE"
        if any((rate.source, rate.target) == (target, source) for rate in self.rates) and not self.uses_inverse:
            advice += " or allow inverse rates"
        return f"{self.file} holds no rate {source} -> {target}{until}. It has: {pairs}. {advice}."


def read_rates(
    path: Path, *, on: date | None = None, uses_inverse: bool = False, uses_cross: bool = False
) -> RateTable:
    """Return the rates of a CSV or TOML file; raises FileProblem with file, row and column.

    A pair may occur once per day. In TOML the row counts the entries.
    """
    rows = _toml_rows(path) if path.suffix.lower() == ".toml" else _csv_rows(path)
    rates: list[Rate] = []
    seen: dict[tuple[str, str, date], int] = {}
    for row, cells in rows:
        rate = _rate(cells, str(path), row)
        key = (rate.source, rate.target, rate.day)
        if key in seen:
            what = f"{rate.source} -> {rate.target} of {rate.day.isoformat()} stands in row {seen[key]} already"
            raise FileProblem(Where(str(path), row), what, "Keep one of the two.")
        seen[key] = row
        rates.append(rate)
    if not rates:
        raise FileProblem(Where(str(path)), "holds no rate", _NEXT_STEP)
    return RateTable(str(path), tuple(rates), on, uses_inverse, uses_cross)


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file's content, with decimal numbers exact; raises FileProblem with the line of a mistake."""
    try:
        return tomllib.loads(_text(path), parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"\(at line (\d+)", str(problem))
        row = int(line[1]) if line else None
        what = f"is not valid TOML: {re.sub(r' [(]at .*', '', str(problem)).lower()}"
        raise FileProblem(Where(str(path), row), what, "Correct it and run again.") from problem


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        what = f"cannot be read: {problem.strerror or problem}"
        raise FileProblem(Where(str(path)), what, "Check the path and its permissions.") from problem
    except UnicodeDecodeError as problem:
        raise FileProblem(Where(str(path)), "is not UTF-8", "Save it as UTF-8 and run again.") from problem


def _csv_rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the line and the cells of each row that is not blank."""
    reader = csv.reader(io.StringIO(_text(path), newline=""))
    header: Sequence[str] | None = None
    for cells in reader:
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        if header is None:
            header = [cell.lower() for cell in stripped]
            _check_names(header, Where(str(path), reader.line_num))
        elif len(stripped) > len(header):
            what = f"has {len(stripped)} cells, the header {len(header)}"
            raise FileProblem(Where(str(path), reader.line_num), what, "Write the rate with a decimal point.")
        else:
            yield reader.line_num, dict(zip(header, stripped, strict=False))


def _toml_rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    entries = read_toml(path).get("rate", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise FileProblem(Where(str(path)), "holds no [[rate]] entries", "Write each rate as one.")
    for row, entry in enumerate(entries, 1):
        _check_names(entry, Where(str(path), row))
        yield row, {name: str(value) for name, value in entry.items()}


def _check_names(names: Iterable[str], where: Where) -> None:
    have = list(names)
    missing = [name for name in _COLUMNS if name not in have]
    unknown = [name for name in have if name not in _COLUMNS]
    if missing or unknown:
        what = f"lacks {', '.join(missing)}" if missing else f'has an unknown column "{unknown[0]}"'
        raise FileProblem(where, what, _NEXT_STEP)


def _rate(cells: Mapping[str, str], file: str, row: int) -> Rate:
    for column in ("from", "to"):
        if cells.get(column, "") not in CODES:
            what = f'"{cells.get(column, "")}" is no currency'
            raise FileProblem(Where(file, row, column), what, "Write an ISO 4217 code in capitals, such as USD.")
    if cells["from"] == cells["to"]:
        raise FileProblem(Where(file, row, "to"), "is the same currency as from", "Remove the row.")
    written = cells.get("rate", "")
    if not _RATE.fullmatch(written) or not written.isascii() or not Decimal(written):
        what = f'"{written}" is no rate'
        step = "Write a number above 0 with a decimal point and no group symbol, such as 5.41."
        raise FileProblem(Where(file, row, "rate"), what, step)
    return Rate(
        cells["from"], cells["to"], Decimal(written), _day(cells.get("date", ""), Where(file, row, "date")), row
    )


def _day(written: str, where: Where) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise FileProblem(where, f'"{written}" is no date', "Write it as year-month-day, such as 2026-03-02.")
