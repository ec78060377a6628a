"""Prices in another currency, by the merchant's rates and price endings: in running text and in price cells."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal

from catalog_cli.conventions.currencies import CODES, retail_digits
from catalog_cli.conventions.price_endings import EndingRule, end_price
from catalog_cli.conventions.prices import round_half_up
from catalog_cli.conventions.quantity import Quantity
from catalog_cli.conventions.rates import RateTable


# Hashed by identity: it is part of the keys of caches, and a table may be long.
@dataclass(frozen=True, slots=True, eq=False)
class Conversion:
    """Prices in `currency`, by the merchant's rates; `endings` are applied last. Nothing here is built in."""

    currency: str
    rates: RateTable
    endings: tuple[EndingRule, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The currencies that the table leads from, by name."""
        return tuple(sorted({rate.source for rate in self.rates.rates if rate.target == self.currency}))

    @property
    def digest(self) -> str:
        """Hex of everything that decides a price; the order of rows, their places and the file's name do not."""
        rates = sorted((rate.source, rate.target, str(rate.rate), rate.day.isoformat()) for rate in self.rates.rates)
        how = (str(self.rates.on), self.rates.uses_inverse, self.rates.uses_cross)
        return hashlib.sha256(repr((self.currency, rates, how, self.endings)).encode()).hexdigest()


def convert_amount(
    amount: Decimal,
    source_currency: str,
    conversion: Conversion,
    *,
    compare_at: Decimal | None = None,
    cost: Decimal | None = None,
) -> Decimal:
    """Return an amount in the conversion's currency, with price endings; both bounds are in that currency.

    Nothing stays nothing, and an amount that is in the currency already stays as it is.
    Raises UsageProblem if the table holds no rate, ValueError if the cost exceeds compare-at.
    """
    if source_currency == conversion.currency or not amount:
        return amount
    converted = conversion.rates.convert(amount, source_currency, conversion.currency)
    return end_price(converted, conversion.currency, conversion.endings, compare_at=compare_at, cost=cost)


def convert_price(quantity: Quantity, conversion: Conversion) -> Quantity:
    """Return a price in the conversion's currency, for `write_price`; one that can be read two ways stays.

    Cents are shown if the source shows them or the amount needs them.
    """
    if quantity.unit == conversion.currency or any(number.readings for number in quantity.numbers):
        return quantity
    numbers = []
    for number in quantity.numbers:
        value = convert_amount(number.value, quantity.unit, conversion)
        digits = retail_digits(conversion.currency)
        is_whole = number.decimals == 0 and value == value.to_integral_value()
        numbers.append(number._replace(value=value, decimals=0 if is_whole else digits))
    return quantity._replace(numbers=tuple(numbers), unit=conversion.currency)


# A cell of a price column: digits with at most one kind of group and a decimal symbol; a feed's code behind or before.
_CELL = re.compile(
    r"(?P<lead>\s*)(?:(?P<before>[A-Z]{3})(?P<gap1> ?))?"
    r"(?P<number>\d+(?:[.,]\d+)?|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:[.,]\d{3}){2,})"
    r"(?:(?P<gap2> ?)(?P<behind>[A-Z]{3}))?(?P<tail>\s*)"
)


def convert_price_cell(
    text: str,
    source_currency: str,
    conversion: Conversion,
    *,
    compare_at: Decimal | None = None,
    cost: Decimal | None = None,
) -> str | None:
    """Return a price column's cell in another currency, in the cell's own machine spelling; None if it is no price.

    Decimal symbol, grouping, number of decimals, spaces and the place of an ISO code stay ("49.00 USD" becomes
    "265.09 BRL"); a whole number gets decimals only if the amount needs them. A code in the cell wins over
    `source_currency`. "1,299" and "1.299" can be read two ways: None.
    """
    match = _CELL.fullmatch(text)
    value = cell_value(text)
    if match is None or value is None:
        return None
    code = match["before"] or match["behind"] or source_currency
    if code == conversion.currency:
        return text
    converted = convert_amount(value, code, conversion, compare_at=compare_at, cost=cost)
    number = _machine_spelling(converted, match["number"], retail_digits(conversion.currency))
    before = conversion.currency + match["gap1"] if match["before"] else ""
    behind = match["gap2"] + conversion.currency if match["behind"] else ""
    return match["lead"] + before + number + behind + match["tail"]


def cell_value(text: str) -> Decimal | None:
    """Return what a price column's cell is worth; None if it is no price, or one that can be read two ways.

    >>> cell_value("1299.50"), cell_value("1.299,50 EUR"), cell_value("1,299"), cell_value("call us")
    (Decimal('1299.50'), Decimal('1299.50'), None, None)
    """
    match = _CELL.fullmatch(text)
    if match is None or any(code and code not in CODES for code in (match["before"], match["behind"])):
        return None
    number = match["number"]
    separators = [char for char in number if char in ".,"]
    if len(separators) == 1 and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", number):
        return None
    if len(separators) > 1 and len(set(separators)) == 1:
        return Decimal(re.sub(r"[.,]", "", number))
    if not separators:
        return Decimal(number)
    whole, _, decimals = number.rpartition(separators[-1])
    return Decimal(re.sub(r"[.,]", "", whole) + "." + decimals)


def _machine_spelling(value: Decimal, like: str, digits: int) -> str:
    """Return a value with the decimal symbol, the grouping and the number of decimals of another cell."""
    separators = [char for char in like if char in ".,"]
    is_all_groups = len(separators) > 1 and len(set(separators)) == 1
    decimal = "." if not separators else separators[-1]
    group = separators[0] if len(separators) > 1 else ""
    if is_all_groups:
        decimal = "," if group == "." else "."
    shown = 0 if not separators or is_all_groups else len(like.rpartition(decimal)[2])
    if shown or value != value.to_integral_value():
        shown = max(shown, digits)
    whole, _, rest = f"{round_half_up(value, shown):,f}".partition(".")
    return whole.replace(",", group) + (decimal + rest if rest else "")
