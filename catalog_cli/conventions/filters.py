"""The conventions as filters of Jinja2 templates: plain functions, bound to a source and a target locale.

    environment.filters.update(filters("en-US", "pt-BR", currency="USD"))
    {{ product.price | price }} · {{ product.depth | measure }} · {{ sizes | list("or") }}

What cannot be read one way only is never guessed: a price without a currency and a number in another locale's spelling
raise UsageProblem; an ambiguous date and a text without a measure stay as they are. Nothing and "" become "".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from catalog_cli.conventions.currencies import CODES
from catalog_cli.conventions.dates import find_dates, write_date
from catalog_cli.conventions.edits import Edit, edited
from catalog_cli.conventions.enumerations import find_enumerations, is_two_sizes, with_semicolons, written_members
from catalog_cli.conventions.measures import (
    convert_measure,
    find_measures,
    is_convertible_here,
    write_both,
    write_measure,
)
from catalog_cli.conventions.number_format import read_number, write_number
from catalog_cli.conventions.prices import find_prices, write_amount, write_price
from catalog_cli.conventions.quantities import find_quantities, write_quantity
from catalog_cli.conventions.quantity import Quantity
from catalog_cli.conventions.typography import join_list, plain_spaces
from catalog_cli.errors import UsageProblem
from catalog_cli.job import Measures, Spaces

_MACHINE = re.compile(r"-?\d+(?:\.\d+)?")
LONG, NUMERIC = "long", "numeric"


def filters(
    source: str,
    target: str,
    *,
    currency: str = "",
    measures: Measures = Measures.KEEP,
    spaces: Spaces = Spaces.LOCALE,
) -> dict[str, Callable[..., str]]:
    """Return the filters "price", "measure", "number", "date" and "list" that read one locale and write another.

    `currency` is that of amounts that do not name theirs. Raises UsageProblem for an unknown currency.

    >>> own = filters("en-US", "pt-BR", currency="USD")
    >>> own["price"]("1299.50"), own["measure"]("12.5 in wide"), own["number"](1234.5), own["date"]("March 4, 2026")
    ('US$\\xa01.299,50', '12,5 pol wide', '1.234,5', '4 de março de 2026')
    >>> own["list"](["P", "M", "G"], "or")
    'P, M ou G'
    """
    if currency and currency not in CODES:
        raise UsageProblem(f'"{currency}" is no currency. Name it by its ISO 4217 code, such as BRL.')
    own = _Filters(source, target, currency, measures, spaces)
    return {"price": own.price, "measure": own.measure, "number": own.number, "date": own.date, "list": own.list}


@dataclass(frozen=True, slots=True)
class _Filters:
    """The filters of one pair of locales; values are text, numbers, dates or None."""

    source: str
    target: str
    currency: str
    measures: Measures
    spaces: Spaces

    def price(self, value: object, currency: str = "") -> str:
        """Return an amount ("1299.50", "$1,299.50", "49.00 EUR") as the target locale writes it, in its own currency.

        `currency` is the ISO code of an amount that names none.
        """
        text = _text(value)
        if not text:
            return ""
        found = find_prices(text, self.source)
        if found:
            return self._rewritten(text, found, lambda one: write_price(one, self.target))
        code = currency or self.currency
        if code not in CODES:
            raise UsageProblem(
                f'Nothing says what currency "{text}" is in. Name it in the template, such as price("USD").'
            )
        return self._spaced(write_amount(self._value(text), code, self.target))

    def measure(self, value: object, unit: str = "") -> str:
        """Return a text with its measures as the target locale writes them, converted if that was asked for.

        `unit` is that of a bare number, as the source writes it: `weight | measure("kg")`.
        """
        text = _text(value)
        if unit and text and not find_measures(text, self.source):
            text = f"{write_number(self._value(text), self.source)} {unit}"
        found = find_measures(text, self.source)
        if self.measures is Measures.KEEP:
            return self._rewritten(text, found, lambda one: write_measure(one, self.target))
        own, edits = self._lists(text)
        return self._rewritten(
            text, [one for one in found if one.start not in own], partial(self._measure, text), edits
        )

    def number(self, value: object, decimals: int | None = None) -> str:
        """Return a number as the target locale writes it, with so many decimals or those that it has."""
        text = _text(value)
        return self._spaced(write_number(self._value(text), self.target, decimals=decimals)) if text else ""

    def date(self, value: object, style: str = "") -> str:
        """Return a text with its dates and times as the target locale writes them; "long" names the month."""
        if style not in ("", LONG, NUMERIC):
            raise UsageProblem(f'"{style}" is no style of a date. Write date, date("{LONG}") or date("{NUMERIC}").')
        text = value.isoformat() if isinstance(value, datetime.date) else _text(value)
        if isinstance(value, datetime.datetime):
            text = value.date().isoformat()
        return self._rewritten(text, find_dates(text, self.source), lambda one: self._date(one, style))

    def list(self, value: object, style: str = "standard") -> str:
        """Return items joined as the target locale does: "standard" (and), "or" or "unit" (no word)."""
        if style not in ("standard", "or", "unit"):
            raise UsageProblem(f'"{style}" is no style of a list. Write list, list("or") or list("unit").')
        if isinstance(value, str) or not isinstance(value, Iterable):
            return _text(value)
        return self._spaced(join_list([item for item in map(_text, value) if item], self.target, style=style))

    def _lists(self, text: str) -> tuple[set[int], Sequence[Edit]]:
        """Return where measures begin that share their unit with a list, and the edits of these lists."""
        own: set[int] = set()
        edits: list[Edit] = []
        for one in find_enumerations(text, find_quantities(text, self.source)):
            if not one.is_shared:
                continue
            own.update(member.start for member in one.members)
            done = written_members(one, text, self.target) if self.measures is Measures.CONVERT else ()
            written = [part for _, part in done] or [
                write_quantity(part, self.target) or part.text for part in one.members
            ]
            edits += [(part.start, part.end, self._spaced(new)) for part, new in zip(one.members, written, strict=True)]
            edits += with_semicolons(one.members, written, text)
        return own, edits

    def _measure(self, text: str, one: Quantity) -> str:
        if is_two_sizes(one) or not is_convertible_here(text, one):
            return write_measure(one, self.target)
        if self.measures is Measures.BOTH:
            return write_both(one, self.target)
        return write_measure(convert_measure(one, self.target) or one, self.target)

    def _date(self, one: Quantity, style: str) -> str:
        is_day = set(one.unit) == set("dmy")
        if style and is_day:
            parts = zip(one.numbers, one.unit, strict=True)
            numbers = tuple(number._replace(is_word=style == LONG and part == "m") for number, part in parts)
            one = one._replace(numbers=numbers)
        return write_date(one, self.target) or one.text

    def _value(self, text: str) -> Decimal:
        """Return what a number is worth: as the source locale writes it, else as machines do ("1299.5")."""
        try:
            return read_number(text, self.source)
        except ValueError as problem:
            if _MACHINE.fullmatch(text):
                return Decimal(text)
            raise UsageProblem(str(problem)) from None

    def _rewritten(
        self, text: str, found: Iterable[Quantity], write: Callable[[Quantity], str], edits: Iterable[Edit] = ()
    ) -> str:
        """Return a text with what was found written anew, and with other edits."""
        own: list[Edit] = [(one.start, one.end, self._spaced(write(one))) for one in found]
        return edited(text, sorted((*own, *edits)))

    def _spaced(self, text: str) -> str:
        return text if self.spaces is Spaces.LOCALE else plain_spaces(text)


def _text(value: object) -> str:
    """Return a value as text; a float in full digits, never as "1e+16"."""
    if value is None:
        return ""
    if isinstance(value, float):
        return format(Decimal(str(value)), "f")
    return format(value, "f") if isinstance(value, Decimal) else str(value).strip()
