"""Shoe and clothing sizes: found so that they stay, converted only by a chart that the merchant supplies.

No exact conversion between systems exists (ISO 19407:2023 calls its own tables a guideline), so none is built in:

    [[chart]]
    kind = "shoes"
    gender = "women"
    systems = ["UK", "EU", "BR"]
    rows = [["4", "37", "35"], ["4.5", "37.5", "35.5"]]

A converted size names both systems: "UK 8 (BR 40)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from catalog_cli.conventions.number_reading import has_number
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.rates import read_toml
from catalog_cli.errors import FileProblem, UsageProblem, Where
from catalog_cli.ledger import LedgerKind

# The values of Google Merchant Center's size_system, and the short forms that listings write.
SYSTEMS = frozenset("AR AU BR CHN CN DE ES EU EUR FR IT JP JPN KR MX RU UK US USA".split())
_ALIASES = {"AUS": "AU", "CHN": "CN", "EUR": "EU", "JPN": "JP", "USA": "US"}
# A currency and two words elsewhere ("EUR 42", "JOGO DE 12 PEÇAS"): a system only behind a word for size.
_NEEDS_SIZE_WORD = frozenset({"EUR", "DE", "ES"})
_SIZE_WORD = re.compile(
    r"(?i)\b(?:sizes?|sz|größen?|gr|tamanhos?|tam|numera[cç][aã]o|tallas?|tailles?|pointures?|taglia|maat|rozmiar)\W{0,3}$"
)
_LONGEST_SIZE_WORD = 16
# By the first letter of what stands between system and size: "Men's", "W", "Y".
_GENDERS = {"m": "men", "w": "women", "k": "kids", "y": "kids"}
_KEYS = frozenset({"kind", "gender", "systems", "rows"})
_HALF = r"(?:[.,]5|½|[ \u00a0]1/2)"
_SYSTEM_FIRST = (
    # "MX340" is a printer: written together, only the systems of shoes with two digits.
    r"(?P<system>(?:EU|UK|US|BR)(?=\d{1,2}(?!\d))|[A-Z]{2,3}(?!\d))"
    r"(?P<gender>[ \u00a0](?:Men|Women|Kids|M|W|Y)(?:['’]?s)?)?[ \u00a0]?"
    rf"(?P<size>(?P<number>\d{{1,3}})(?P<half>{_HALF})?"
    r"(?:[-–/](?P<last>\d{1,2}(?:[.,]5)?))?(?:[ ]?(?:B|D|EEE?|M|N|W))?)"
    # A measure, a sum or a count is no size: "US 12 fl oz", "UK 3 million", "EU 5 %".
    r"(?![\w%$€£]|[.,:/]\d|[ \u00a0](?:%|(?:fl|oz|lbs?|cm|mm|m|in|ft|kg|g|ml|l|V|W|Hz|million|billion|thousand)\b)"
    # "UK 3-pin plug", "US 2 prong"
    r"|-[a-z]|[ \u00a0](?:pin|prong|plug|star|year|day)s?\b)"
)
# "43 EU", but "10 EU countries".
_SIZE_FIRST = (
    rf"(?P<size2>(?P<number2>\d{{1,2}})(?P<half2>{_HALF})?(?: (?:B|D|EEE?|M|N|W))?)[ \u00a0](?P<system2>EU|UK|US|BR)"
    r"(?=[ \u00a0]?(?:$|[\n,;()/|\"]))"
)
_ALSO = re.compile(r" (?:or|ou|o|oder|and|e|y|und|=) | ?[/|=] ?|, ")
_SYSTEM = re.compile(r"[A-Z]{2}")


@cache
def _size() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£-])(?<!\d[.,/])(?:{_SYSTEM_FIRST}|{_SIZE_FIRST})")


def find_sizes(text: str) -> list[Quantity]:
    """Return the sizes of a text that name their system, in order; the unit is "size-" and the system.

    They are the same in every locale: nothing of them is translated, regrouped or converted.

    >>> [(one.text, one.unit) for one in find_sizes("EU 42, UK 8½ or US Men's 9.5; US 12 oz")]
    [('EU 42', 'size-EU'), ('UK 8½', 'size-UK'), ("US Men's 9.5", 'size-US')]
    """
    if not _SYSTEM.search(text) or not has_number(text):
        return []
    found: list[Quantity] = []
    for match in _size().finditer(text):
        is_listed = bool(found) and _system(match) in SYSTEMS and _ALSO.fullmatch(text, found[-1].end, match.start())
        if is_listed or _is_size(match, text):
            found.append(_quantity(match))
    return found


class SizeTable(NamedTuple):
    """Rows of equal sizes: one column per system. `kind` ("shoes") and `gender` ("women") may be ""."""

    kind: str
    gender: str
    systems: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def equal(self, system: str, size: str, target_system: str) -> tuple[str, ...]:
        """Return the sizes of the target system in the rows that hold this size, in order, each once."""
        source, target = self.systems.index(system), self.systems.index(target_system)
        wanted = _normal(size)
        return tuple(dict.fromkeys(row[target] for row in self.rows if _normal(row[source]) == wanted and row[target]))


class SizeChart(NamedTuple):
    """The tables of one file."""

    file: str
    tables: tuple[SizeTable, ...]


def write_size(text: str, chart: SizeChart, target_system: str, gender: str = "", kind: str = "") -> str | None:
    """Return a size with the target system's in brackets; None where the chart has no single row for it.

    `kind` is needed where a gender has several tables. A size that is in the target system stays. A size that
    stands in several rows names the first and last of the target's: "UK 8 (BR 39-40)". Raises UsageProblem if the
    text is no size with its system, or the chart has no table for the gender and the two systems.

    >>> table = SizeTable("shoes", "men", ("UK", "EU", "BR"), (("8", "42", "40"), ("8.5", "42.5", "40.5")))
    >>> chart = SizeChart("sizes.toml", (table,))
    >>> write_size("UK 8", chart, "BR", "men"), write_size("UK 15", chart, "BR", "men")
    ('UK 8 (BR 40)', None)
    """
    match = _size().fullmatch(text)
    if match is None or not _is_system(match):
        raise UsageProblem(f'"{text}" is no size with its system. Write it as a system and a size, such as UK 8.')
    system, wanted = _canonical(_system(match)), _canonical(target_system)
    if system == wanted:
        return text
    tables = [
        table
        for table in chart.tables
        if table.gender == gender and kind in ("", table.kind) and {system, wanted} <= set(table.systems)
    ]
    if not tables:
        raise UsageProblem(_missing(chart, system, wanted, gender, kind))
    found = {table.equal(system, match["size"] or match["size2"], wanted) for table in tables} - {()}
    if len(found) != 1:
        return None
    sizes = found.pop()
    shown = sizes[0] if len(sizes) == 1 else f"{sizes[0]}-{sizes[-1]}"
    return f"{text} ({wanted} {shown})"


def label_size(text: str, chart: SizeChart, systems: Sequence[str]) -> str | None:
    """Return the equal of a size in the first of some systems that has one; None if none has, or tables disagree.

    A gender that stands in the size ("US Men's 9.5") leaves the tables of the others out.

    >>> men = SizeTable("shoes", "men", ("UK", "BR"), (("8", "40"),))
    >>> women = SizeTable("shoes", "women", ("UK", "BR"), (("8", "39"), ("3", "34")))
    >>> [label_size(text, SizeChart("", (men, women)), ("BR",)) for text in ("UK 8", "UK Men 8", "UK 3")]
    [None, 'BR 40', 'BR 34']
    """
    match = _size().fullmatch(text)
    if match is None:
        return None
    system, size = _canonical(_system(match)), match["size"] or match["size2"]
    gender = _GENDERS.get((match["gender"] or " ").strip().casefold()[:1], "")
    for wanted in systems:
        if wanted == system:
            return None
        tables = [one for one in chart.tables if {system, wanted} <= set(one.systems)]
        tables = [one for one in tables if not gender or one.gender in ("", gender)]
        found = {one.equal(system, size, wanted) for one in tables} - {()}
        if len(found) > 1:
            return None
        if found:
            sizes = found.pop()
            return f"{wanted} {sizes[0] if len(sizes) == 1 else f'{sizes[0]}-{sizes[-1]}'}"
    return None


def read_chart(path: Path) -> SizeChart:
    """Return the chart of a TOML file; raises FileProblem that names the chart and the row."""
    content = read_toml(path)
    entries = content.get("chart")
    if not isinstance(entries, list) or not entries or set(content) != {"chart"}:
        raise FileProblem(Where(str(path)), "holds other things than [[chart]] entries", "Write each table as one.")
    tables: list[SizeTable] = []
    for index, entry in enumerate(entries, 1):
        problem = next(_problems(entry), None)
        if problem is not None:
            raise FileProblem(Where(str(path)), f"chart {index}: {problem[0]}", problem[1])
        table = _table(entry)
        if any((table.kind, table.gender, table.systems) == (one.kind, one.gender, one.systems) for one in tables):
            what = f"chart {index} has the kind, gender and systems of an earlier one"
            raise FileProblem(Where(str(path)), what, "Put the rows into one chart.")
        tables.append(table)
    return SizeChart(str(path), tuple(tables))


def follows_size_word(text: str, start: int) -> bool:
    """Return whether a word for size stands before a place: "EUR 42" is a price, but a size in "Size EUR 42".

    >>> follows_size_word("Size: EUR 42", 6), follows_size_word("for EUR 42", 4)
    (True, False)
    """
    return _SIZE_WORD.search(text[max(0, start - _LONGEST_SIZE_WORD) : start]) is not None


def _is_system(match: re.Match[str]) -> bool:
    return _system(match) in SYSTEMS or _system(match) in _ALIASES


def _system(match: re.Match[str]) -> str:
    return match["system"] or match["system2"]


def _is_size(match: re.Match[str], text: str) -> bool:
    if _system(match) in _NEEDS_SIZE_WORD:
        return follows_size_word(text, match.start())
    return _is_system(match)


def _quantity(match: re.Match[str]) -> Quantity:
    order = "" if match["system"] else "2"
    value, decimals, end = Decimal(match["number" + order]), 0, match.end("number" + order)
    if match["half" + order]:
        value, decimals, end = value + Decimal("0.5"), 1, match.end("half" + order)
    numbers = [Number(match.start("number" + order), end, value, decimals)]
    if match["last"]:
        last = Decimal(match["last"].replace(",", "."))
        numbers.append(Number(*match.span("last"), last, max(0, -int(last.as_tuple().exponent))))
    form = Form.RANGE if len(numbers) > 1 else Form.SINGLE
    unit = f"size-{_canonical(_system(match))}"
    return Quantity(LedgerKind.NUMBER, match.start(), match.end(), match[0], tuple(numbers), form, unit)


def _canonical(system: str) -> str:
    upper = system.upper()
    return _ALIASES.get(upper, upper)


def _normal(size: str) -> str:
    """Return a size as it is compared: "8½", "8 1/2", "8,5" and "8.5" are one."""
    plain = re.sub(r"[ \u00a0]?(?:½|1/2)", ".5", size.strip().upper()).replace(",", ".").replace("–", "-")
    return plain.removesuffix(".0")


def _table(entry: Mapping[str, Sequence[object]]) -> SizeTable:
    rows = tuple(tuple(str(cell).strip() for cell in row) for row in entry["rows"] if isinstance(row, list))
    systems = tuple(_canonical(str(system)) for system in entry["systems"])
    return SizeTable(str(entry.get("kind", "")), str(entry.get("gender", "")), systems, rows)


def _problems(entry: object) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a chart, and what to do."""
    if not isinstance(entry, Mapping):
        yield "is no table", "Write it as [[chart]]."
        return
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        yield f'has an unknown key "{unknown[0]}"', f"Known are {', '.join(sorted(_KEYS))}."
    for key in ("kind", "gender"):
        if not isinstance(entry.get(key, ""), str):
            yield f"{key} is no text", f'Write it in quotes, such as {key} = "women".'
    systems = entry.get("systems")
    if not isinstance(systems, list) or len(systems) < 2 or not all(isinstance(name, str) for name in systems):
        yield "systems is no list of at least two names", 'Write it as systems = ["UK", "EU"].'
        return
    strange = [name for name in systems if _canonical(name) not in SYSTEMS]
    if strange:
        yield f'"{strange[0]}" is no size system', f"Known are {', '.join(sorted(SYSTEMS - set(_ALIASES)))}."
    if len({_canonical(name) for name in systems}) < len(systems):
        yield "systems names one twice", "Keep one column per system."
    yield from _row_problems(entry.get("rows"), len(systems))


def _row_problems(rows: object, columns: int) -> Iterator[tuple[str, str]]:
    if not isinstance(rows, list) or not rows:
        yield "rows is empty", 'Write it as rows = [["8", "42"], ["9", "43"]].'
        return
    seen: set[tuple[str, ...]] = set()
    for index, row in enumerate(rows, 1):
        if not isinstance(row, list) or len(row) != columns:
            count = len(row) if isinstance(row, list) else 0
            yield f"row {index} has {count} sizes for {columns} systems", 'Write "" where a system has no size.'
            continue
        if any(isinstance(cell, bool) or not isinstance(cell, str | int | Decimal) for cell in row):
            yield f"row {index} holds what is no size", 'Write sizes as text, such as "8.5".'
        cells = tuple(_normal(str(cell)) for cell in row)
        if cells in seen:
            yield f"row {index} stands there twice", "Remove one."
        seen.add(cells)


def _missing(chart: SizeChart, system: str, wanted: str, gender: str, kind: str) -> str:
    have = "; ".join(
        f"{' '.join(part for part in (table.gender, table.kind) if part) or 'any'}: {', '.join(table.systems)}"
        for table in chart.tables
    )
    what = " ".join(part for part in (gender, kind) if part) or "no gender"
    return f"{chart.file} has no chart with {system} and {wanted} for {what}. It has {have}. Add a [[chart]]."
