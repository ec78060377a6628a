"""A number in a text with everything that belongs to it: unit, currency, the other end of a range."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from catalog_cli.ledger import LedgerKind


class Form(StrEnum):
    """How the numbers of a quantity stand together."""

    SINGLE = "single"
    RANGE = "range"
    """Two ends: "10-20 cm"."""
    PRODUCT = "product"
    """Factors: "30 x 40 x 2 cm"."""
    SUM = "sum"
    """Parts of one measure in two units: "5 ft 11 in"; `units` holds each."""


class Number(NamedTuple):
    """A number as it is written at [start, end) of a text: its value, and how many decimals it shows.

    `is_fraction` tells of "1/2" and "½", `is_word` of a number in words ("two"). `readings` are what else it could be
    worth where the spelling can be read two ways ("1,250" is 1250 or 1.25).
    """

    start: int
    end: int
    value: Decimal
    decimals: int = 0
    is_fraction: bool = False
    is_word: bool = False
    readings: tuple[Decimal, ...] = ()


class Quantity(NamedTuple):
    """Numbers, and the unit or currency that they are of, at [start, end) of a text in code points.

    `unit` is a CLDR unit ("length-centimeter"), "percent", an ISO 4217 code for a price, "" for a bare number; of a
    SUM, `unit` is the first one's and `units` holds one per number. `text` is what stands there. A date's numbers are
    its day, month and year in the order of the text, and its `unit` says which ("dmy", "mdy", "ymd", "my").
    """

    kind: LedgerKind
    start: int
    end: int
    text: str
    numbers: tuple[Number, ...]
    form: Form = Form.SINGLE
    unit: str = ""
    units: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[Decimal, ...]:
        """What each number is worth."""
        return tuple([number.value for number in self.numbers])
