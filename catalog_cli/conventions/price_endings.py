"""Price endings as the merchant's data: which amounts a shop likes to ask, per currency and price bracket.

    [[ending]]
    currency = "BRL"
    step = "1"            # amounts are a multiple of the step …
    endings = ["0.90"]    # … plus one of these; without endings, the multiples themselves
    direction = "nearest" # up, nearest or down
    from = "0"            # the bracket: at least this …
    to = "100"            # … and below this; both may be left out

Applied last, to the converted amount. Without a rule, the amount is rounded half up to the decimals shops show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from catalog_cli.conventions.currencies import CODES, retail_digits
from catalog_cli.conventions.rates import read_toml
from catalog_cli.errors import FileProblem, Where

_KEYS = ("currency", "step", "endings", "direction", "from", "to")


class Direction(StrEnum):
    """Where an amount goes that has not the wanted ending; of two equally near ones, `NEAREST` takes the higher."""

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"


class EndingRule(NamedTuple):
    """Amounts of a currency in [low, high) become a multiple of `step` plus one of `endings`, each in [0, step).

    `high` None has no upper end.
    """

    currency: str
    step: Decimal
    endings: tuple[Decimal, ...] = (Decimal(0),)
    direction: Direction = Direction.NEAREST
    low: Decimal = Decimal(0)
    high: Decimal | None = None

    def holds(self, amount: Decimal) -> bool:
        """Return whether the amount is in the bracket."""
        return self.low <= amount and (self.high is None or amount < self.high)


def end_price(
    amount: Decimal,
    currency: str,
    rules: Sequence[EndingRule],
    *,
    compare_at: Decimal | None = None,
    cost: Decimal | None = None,
) -> Decimal:
    """Return the amount with the ending its bracket's rule wants; never above compare-at, never below cost.

    An ending is never 0 or less. Where no ending lies between cost and compare-at, the amount is rounded half up to
    the decimals shops show and then held between the two. Raises ValueError if the cost exceeds compare-at.

    >>> rule = EndingRule("BRL", Decimal(1), (Decimal("0.90"),))
    >>> end_price(Decimal("265.09"), "BRL", [rule]), end_price(Decimal("265.09"), "USD", [rule])
    (Decimal('264.90'), Decimal('265.09'))
    >>> end_price(Decimal("265.80"), "BRL", [rule], compare_at=Decimal("265.85"))
    Decimal('264.90')
    """
    if cost is not None and compare_at is not None and cost > compare_at:
        raise ValueError(f"the cost {cost} exceeds the compare-at price {compare_at}")
    rule = next((rule for rule in rules if rule.currency == currency and rule.holds(amount)), None)
    if rule is not None:
        ended = _ended(amount, rule, compare_at, cost)
        if ended is not None:
            return ended
    rounded = amount.quantize(Decimal(1).scaleb(-retail_digits(currency)), rounding=ROUND_HALF_UP)
    if compare_at is not None:
        rounded = min(rounded, compare_at)
    return rounded if cost is None else max(rounded, cost)


def read_price_endings(path: Path) -> tuple[EndingRule, ...]:
    """Return the rules of a TOML file in their order; raises FileProblem that names the entry and the key.

    Of two rules with overlapping brackets, the first would always win: that is an error.
    """
    content = read_toml(path)
    entries = content.get("ending")
    if not isinstance(entries, list) or not entries or set(content) != {"ending"}:
        raise FileProblem(Where(str(path)), "holds other things than [[ending]] entries", "Write each rule as one.")
    rules = [_rule(entry, path, index) for index, entry in enumerate(entries, 1)]
    for index, rule in enumerate(rules):
        for other_index, other in enumerate(rules[:index]):
            if rule.currency == other.currency and _overlap(rule, other):
                what = f"ending {index + 1} and ending {other_index + 1} share a bracket of {rule.currency}"
                raise FileProblem(Where(str(path)), what, "Give each its own from and to.")
    return tuple(rules)


def _overlap(first: EndingRule, second: EndingRule) -> bool:
    return (second.high is None or first.low < second.high) and (first.high is None or second.low < first.high)


def _ended(amount: Decimal, rule: EndingRule, compare_at: Decimal | None, cost: Decimal | None) -> Decimal | None:
    """Return the wanted amount within the bounds; None if there is none."""
    lowest = cost if cost is not None and cost > 0 else None
    below = _neighbour(amount if compare_at is None else min(amount, compare_at), rule, ROUND_FLOOR)
    above = _neighbour(amount if lowest is None else max(amount, lowest), rule, ROUND_CEILING)
    is_below_fit = below > 0 and (lowest is None or below >= lowest)
    is_above_fit = compare_at is None or above <= compare_at
    if not is_below_fit or not is_above_fit:
        return below if is_below_fit else above if is_above_fit else None
    if rule.direction is Direction.NEAREST:
        return below if amount - below < above - amount else above
    return above if rule.direction is Direction.UP else below


def _neighbour(amount: Decimal, rule: EndingRule, rounding: str) -> Decimal:
    """Return the closest wanted amount at or below (floor), at or above (ceiling); above is never 0 or less."""
    candidates = [
        ((amount - ending) / rule.step).to_integral_value(rounding=rounding) * rule.step + ending
        for ending in rule.endings
    ]
    if rounding == ROUND_FLOOR:
        return max(candidates)
    return min(candidate if candidate > 0 else candidate + rule.step for candidate in candidates)


def _rule(entry: object, path: Path, index: int) -> EndingRule:
    if not isinstance(entry, Mapping):
        raise FileProblem(Where(str(path)), f"ending {index} is no table", "Write it as [[ending]].")
    problem = next(_problems(entry), None)
    if problem is not None:
        raise FileProblem(Where(str(path)), f"ending {index}: {problem[0]}", problem[1])
    high = entry.get("to")
    return EndingRule(
        entry["currency"],
        Decimal(str(entry["step"])),
        tuple(sorted({Decimal(str(ending)) for ending in entry.get("endings", ["0"])})),
        Direction(entry.get("direction", "nearest")),
        Decimal(str(entry.get("from", "0"))),
        None if high is None else Decimal(str(high)),
    )


def _problems(entry: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an entry, and what to do."""
    unknown = sorted(set(entry) - set(_KEYS))
    if unknown:
        yield f'has an unknown key "{unknown[0]}"', f"Known are {', '.join(_KEYS)}."
    if entry.get("currency") not in CODES:
        yield f'currency is "{entry.get("currency", "")}"', "Write an ISO 4217 code, such as BRL."
    step = _amount(entry.get("step"))
    if step is None or step <= 0:
        yield f'step is "{entry.get("step", "")}"', 'Write an amount above 0, such as "1" or "0.05".'
    endings = entry.get("endings", ["0"])
    if not isinstance(endings, list) or not endings:
        yield "endings is no list of amounts", 'Write them as endings = ["0.90", "0.99"].'
    else:
        for ending in endings:
            amount = _amount(ending)
            if amount is None or not 0 <= amount < (step or 0):
                yield f'the ending "{ending}" is not between 0 and the step', "Write each below the step."
    if entry.get("direction", "nearest") not in set(Direction):
        yield f'direction is "{entry["direction"]}"', "Write up, nearest or down."
    low, high = _amount(entry.get("from", "0")), _amount(entry.get("to", "1e9"))
    if low is None or high is None or not 0 <= low < high:
        yield "the bracket is empty", 'Write from and to as amounts, from below to, such as from = "0", to = "100".'


def _amount(value: object) -> Decimal | None:
    """Return a TOML amount; None for what is none. A float is read by its shortest spelling: 0.9 is 0.9."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
