"""The price cells of a product in another currency: each in its own machine spelling, all of them or none.

Half a product in one currency and half in another would sell it at the wrong price: where one cell cannot be read, the
whole product stays as it was, and the caller is told which cell it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from catalog_cli.conventions.currencies import CODES
from catalog_cli.conventions.price_conversion import (
    Conversion,
    cell_value,
    convert_amount,
    convert_price,
    convert_price_cell,
)
from catalog_cli.conventions.prices import find_prices, write_price
from catalog_cli.conventions.quantity import Quantity
from catalog_cli.errors import UsageProblem
from catalog_cli.ledger import LedgerEntry, LedgerKind, Outcome
from catalog_cli.product import Column, Field, Product, Role

Told = tuple[str, Field, LedgerEntry]
"""A ledger entry with the key of the variant and the field that it is about."""


class Priced(NamedTuple):
    """A product with the targets of its price cells; `left` is the cell for which all of them stayed, with why."""

    product: Product
    entries: tuple[Told, ...] = ()
    left: tuple[Field, str] | None = None


class _Cell(NamedTuple):
    """A price cell that was read; `shown` is a price as people write it ("$49.00"), None for a machine's number."""

    variant_key: str
    field: Field
    value: Decimal
    currency: str
    shown: Quantity | None


class _Unreadable(Exception):
    """A cell of digits that is no price, or can be read two ways."""


_LOWER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LETTERS = re.compile(r"[^a-z]+")
# Headers that say "price" of what is none: identifiers, shares, counts, dates.
_NO_AMOUNT = re.compile(
    r"\b(?:id|ids|code|type|group|tier|list id|rule|quantity|qty|count|percent|percentage|factor|dates?|from|to|unit)$"
)
# Shopify's own column for another market: its prices are in that market's currency already.
_OF_A_MARKET = re.compile(r"(?:compare[ -]at )?price / .+", re.IGNORECASE)
# Upper bounds first. What a header does not tell is an asking price.
_COST, _FIRST, _ASKED, _REDUCED = 0, 1, 2, 3
_KINDS = (
    (_COST, re.compile(r"\bcost\b")),
    (_FIRST, re.compile(r"\bcompare (?:at|to)\b|\bmsrp\b|\brrp\b|\b(?:list|was|old|original|retail) price\b")),
    (_REDUCED, re.compile(r"\b(?:sale|special|discount|discounted|offer|promo) price\b")),
)


def convert_product(
    product: Product, conversion: Conversion, pair: tuple[str, str], currencies: Sequence[Column] = ()
) -> Priced:
    """Return a product with its price cells, and the currency beside them, in another currency.

    `pair` is the source and the target locale, `currencies` the columns that name a price's currency. No
    price ends above its compare-at price or below its cost if the source's did not.
    Raises UsageProblem if the table holds no rate, or nothing tells the currency of a cell.
    """
    fields = list(product.all_fields())
    if not any(is_price(own.column) for _, own in fields):
        return Priced(product)
    beside = list(_currency_cells(product, currencies))
    targets: dict[int, str] = {}
    entries: list[Told] = []
    for group in _groups(fields):
        try:
            cells = list(_read(group, beside, conversion, pair[0]))
        except _Unreadable as problem:
            (own,) = problem.args
            return Priced(product, (), (own, f'"{own.value.strip()}" is no price, or can be read two ways'))
        for cell, text in _converted(cells, conversion, pair[1]):
            if text != cell.field.value:
                targets[id(cell.field)] = text
                entry = LedgerEntry(LedgerKind.PRICE, Outcome.CONVERTED, cell.field.value.strip(), text.strip())
                entries.append((cell.variant_key, cell.field, entry))
    names = tuple(own for own in beside if own.value.strip() != conversion.currency)
    if not targets and not names:
        return Priced(product)
    product = product.with_targets(targets)
    named = tuple(own._replace(target=conversion.currency) for own in names)
    return Priced(product._replace(fields=product.fields + named), tuple(entries))


def _currency_cells(product: Product, currencies: Sequence[Column]) -> Iterator[Field]:
    for number, record in enumerate(product.records):
        if record.problem is None:
            for column in currencies:
                for position, value in record.cells(column.index):
                    if value.strip().upper() in CODES:
                        yield Field(column, number, position, value)


def is_price(column: Column) -> bool:
    """Return whether a column's cells are amounts in the shop's currency."""
    return _kind(column.role, column.base) is not None


def is_currency(column: Column) -> bool:
    """Return whether a column's cells name the currency of the prices beside them."""
    return column.role in (Role.ENUM, Role.PRICE) and _words(column.base).endswith(("currency", "currency code"))


def currency_columns(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return the columns that name the currency of prices."""
    return tuple(column for column in columns if is_currency(column))


@lru_cache(maxsize=1_024)
def _words(name: str) -> str:
    return _NO_LETTERS.sub(" ", _LOWER.sub(" ", name).lower()).strip()


@lru_cache(maxsize=1_024)
def _kind(role: Role | None, name: str) -> int | None:
    words = _words(name)
    if role is not Role.PRICE or words.endswith(("currency", "currency code")):
        return None
    if _OF_A_MARKET.fullmatch(name.strip()) or _NO_AMOUNT.search(words):
        return None
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), _ASKED)


def _groups(fields: Iterable[tuple[str, Field]]) -> Iterable[Sequence[tuple[str, Field]]]:
    """Return the price cells that bound each other: those of one variant, in one record."""
    groups: dict[tuple[str, int], list[tuple[str, Field]]] = {}
    for variant_key, own in fields:
        if own.target is None and is_price(own.column):
            groups.setdefault((variant_key, own.record), []).append((variant_key, own))
    return groups.values()


def _read(
    group: Sequence[tuple[str, Field]], beside: Sequence[Field], conversion: Conversion, locale: str
) -> Iterator[_Cell]:
    for variant_key, own in group:
        text = own.value.strip()
        if not any(char.isdigit() for char in text):
            continue  # nothing, or words: "on request"
        value = cell_value(own.value)
        if value is not None:
            code = text[:3] if text[:3] in CODES else text[-3:] if text[-3:] in CODES else ""
            code = code or ("" if not value else _currency_beside(own, beside) or _only_source(own, conversion))
            yield _Cell(variant_key, own, value, code, None)
            continue
        found = find_prices(text, locale)
        if len(found) != 1 or found[0].text != text or any(number.readings for number in found[0].numbers):
            raise _Unreadable(own)
        yield _Cell(variant_key, own, found[0].values[0], found[0].unit, found[0])


def _currency_beside(own: Field, beside: Sequence[Field]) -> str:
    """Return the currency that a column names: of this record, else of the product, "" if none does."""
    here = [one for one in beside if one.record == own.record] or beside
    codes = {one.value.strip().upper() for one in here}
    if len(codes) > 1:
        raise _Unreadable(own)
    return codes.pop() if codes else ""


def _only_source(own: Field, conversion: Conversion) -> str:
    sources = conversion.sources
    if len(sources) == 1:
        return sources[0]
    raise UsageProblem(
        f'Nothing says what currency the prices of column "{own.column.name}" are in, and {conversion.rates.file} has '
        f"rates from {', '.join(sources)} to {conversion.currency}. Leave one of them, or add a column named Currency."
    )


def _converted(cells: Sequence[_Cell], conversion: Conversion, locale: str) -> Iterator[tuple[_Cell, str]]:
    """Yield each cell with its text in the other currency, the cells that bound others first."""
    done: list[tuple[int, _Cell, Decimal]] = []
    for kind, cell in sorted(((_kind_of(cell), cell) for cell in cells), key=lambda item: item[0]):
        bounds = _bounds(kind, cell, done)
        # A cost is what was paid: no ending makes it nicer.
        own = replace(conversion, endings=()) if kind == _COST else conversion
        done.append((kind, cell, convert_amount(cell.value, cell.currency or own.currency, own, **bounds)))
        yield cell, _text(cell, own, locale, bounds)


def _kind_of(cell: _Cell) -> int:
    kind = _kind(cell.field.column.role, cell.field.column.base)
    return _ASKED if kind is None else kind


def _bounds(kind: int, cell: _Cell, done: Iterable[tuple[int, _Cell, Decimal]]) -> Mapping[str, Decimal | None]:
    """Return what the amount may not go above and below; a source that breaks a bound itself has none."""
    above: list[Decimal] = []
    cost: Decimal | None = None
    for other_kind, other, amount in done:
        if other.currency != cell.currency:
            continue
        if other_kind == _COST and cell.value >= other.value > 0:
            cost = amount
        elif _COST < other_kind < kind and other.value >= cell.value:
            above.append(amount)
    most = min(above, default=None)
    if cost is not None and most is not None and cost > most:
        cost = most
    return {"compare_at": most, "cost": cost}


def _text(cell: _Cell, conversion: Conversion, locale: str, bounds: Mapping[str, Decimal | None]) -> str:
    own = cell.field.value
    if cell.shown is None:
        return convert_price_cell(own, cell.currency or conversion.currency, conversion, **bounds) or own
    quantity = convert_price(cell.shown, conversion)
    if len(quantity.numbers) == 1 and quantity.unit != cell.shown.unit:
        value = convert_amount(cell.value, cell.currency, conversion, **bounds)
        quantity = quantity._replace(numbers=(quantity.numbers[0]._replace(value=value),))
    return own.replace(cell.shown.text, write_price(quantity, locale))
