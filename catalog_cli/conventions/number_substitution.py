"""A translation that serves for another text because the two differ in numbers alone: the numbers are exchanged.

That is done only where nothing else in the translation can depend on the number: it stands there once, verified, with
its unit, no letters are joined to it, and the target locale puts words into the same form for both (CLDR plural
categories): what was made of "1 year" is nothing for "2 years".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from catalog_cli.conventions.number_format import has_number, in_digits_like, plural_form, rewrite_number
from catalog_cli.conventions.quantities import find_quantities, number_text, stays
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.quantity_pairs import Pair, Sign, key, pair_quantities
from catalog_cli.ledger import LedgerKind

_EXCHANGED = frozenset({LedgerKind.NUMBER, LedgerKind.MEASURE, LedgerKind.PRICE})
_CERTAIN = frozenset({Sign.VALUE, Sign.COPY})
_GAP = "\0"
# What hangs on a number and may change with it: "l'8" but "il 9", "2'nin", "10:n", "2-х" but "5-ти".
_BEFORE = re.compile(r"[^\W\d_]['’]\Z")
_BEHIND = re.compile(r"['’:][^\W\d_]|-[^\W\d_]{1,2}(?!\w)|[A-Za-z\u00aa-\u2dff]")
# Korean particles, whose form goes by the sound before them: "3을", "2를".
_PARTICLE = re.compile(r"(?:을|를|은|는|이|가|과|와|으로|로)(?!\w)")


def substituted(source: str, stored: tuple[str, str], pair: tuple[str, str]) -> str | None:
    """Return the stored target with the numbers of `source`, None unless that is certainly its translation.

    `stored` is (source, target) of the memory, `pair` the source and the target locale.

    >>> substituted("Bag, 12.5 cm, 3 pockets", ("Bag, 9 cm, 4 pockets", "Bolsa, 9 cm, 4 bolsos"), ("en", "pt-BR"))
    'Bolsa, 12,5 cm, 3 bolsos'
    >>> substituted("2 year warranty", ("1 year warranty", "1 ano de garantia"), ("en", "pt-BR")) is None
    True
    """
    if not has_number(source) or not has_number(stored[0]):
        return None
    ours, theirs = find_quantities(source, pair[0]), find_quantities(stored[0], pair[0])
    if len(ours) != len(theirs) or _around(source, ours) != _around(stored[0], theirs):
        return None
    changes = [(old, new) for old, new in zip(theirs, ours, strict=True) if _texts(old) != _texts(new)]
    if not changes:
        return None
    found = pair_quantities(stored, pair)
    if found.missing or found.added:
        return None
    edits = []
    for old, new in changes:
        (twin, *others) = [one for one in found.pairs if key(one.source) == key(old)]
        if others or not _may_change(old, new, twin, stored[1], pair[1]):
            return None
        edits += _edits(new, twin.targets[0], pair)
    target = stored[1]
    for start, end, text in sorted(edits, reverse=True):
        target = target[:start] + text + target[end:]
    return target if _is_verified(source, target, pair) else None


def _around(text: str, quantities: Sequence[Quantity]) -> str:
    """Return a text with a gap in the place of each number that may be exchanged."""
    parts: list[str] = []
    reached = 0
    for one in quantities:
        if one.kind in _EXCHANGED and not stays(one):
            for number in one.numbers:
                parts += (text[reached : number.start], _GAP)
                reached = number.end
    return "".join((*parts, text[reached:]))


def _texts(quantity: Quantity) -> list[str]:
    return [number_text(quantity, number) for number in quantity.numbers]


def _may_change(old: Quantity, new: Quantity, twin: Pair, target: str, locale: str) -> bool:
    if twin.sign not in _CERTAIN or len(twin.targets) != 1 or old.form is Form.SUM:
        return False
    there = twin.targets[0]
    if (there.unit, there.form, there.values) != (old.unit, old.form, old.values) or (new.unit, new.form) != (
        old.unit,
        old.form,
    ):
        return False
    if any(number.readings for one in (old, new, there) for number in one.numbers):
        return False
    if _BEFORE.search(target[: there.start]) or _BEHIND.match(target, there.end):
        return False
    if _PARTICLE.match(target, there.end):
        return False
    return all(
        plural_form(_shown(was), locale) == plural_form(_shown(now), locale)
        for was, now in zip(old.numbers, new.numbers, strict=True)
    )


def _shown(number: Number) -> Decimal:
    """Return a number with as many decimals as it shows: plural rules look at them."""
    return number.value.quantize(Decimal(1).scaleb(-number.decimals)) if not number.is_fraction else number.value


def _edits(new: Quantity, there: Quantity, pair: tuple[str, str]) -> list[tuple[int, int, str]]:
    found = []
    for number, own in zip(new.numbers, there.numbers, strict=True):
        written = rewrite_number(number_text(new, number), number, *pair)
        found.append((own.start, own.end, in_digits_like(written, number_text(there, own), pair[1])))
    return found


def _is_verified(source: str, target: str, pair: tuple[str, str]) -> bool:
    found = pair_quantities((source, target), pair)
    return not found.missing and not found.added and all(one.sign in _CERTAIN for one in found.pairs)
