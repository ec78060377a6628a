"""How a quantity of a translation is brought into its locale's spelling: the edits of one pair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from catalog_cli.conventions.dates import TIME
from catalog_cli.conventions.edits import Edit, differences
from catalog_cli.conventions.number_format import in_digits_like
from catalog_cli.conventions.quantities import CODE, find_quantities, number_text, stays, write_numbers, write_quantity
from catalog_cli.conventions.quantity import Number, Quantity
from catalog_cli.conventions.quantity_pairs import Pair, Sign, key
from catalog_cli.conventions.typography import plain_spaces
from catalog_cli.job import Spaces
from catalog_cli.ledger import LedgerKind


def spaced(written: str, spaces: Spaces) -> str:
    """Return what was written with the spaces that the merchant wants.

    >>> spaced("12\u00a0cm", Spaces.ASCII)
    '12 cm'
    """
    return written if spaces is Spaces.LOCALE else plain_spaces(written)


def writing_edits(pair: Pair, locales: tuple[str, str], spaces: Spaces, converted: str | None = None) -> list[Edit]:
    """Return the edits that bring a pair's target into its locale's spelling; none where it is that already.

    `converted` is how the source's quantity stands in other units, if it is to.
    """
    source, sign = pair.source, pair.sign
    if sign in (Sign.WORD, Sign.DECADE, Sign.CONVERTED):
        return []
    if sign is Sign.PARTS:
        return [] if stays(source) else _edits_of_parts(pair, locales[1])
    (target,) = pair.targets
    text = converted or _written(source, target, sign, locales)
    if text is None:
        return []
    text = in_digits_like(spaced(text, spaces), target.text, locales[1])
    return list(differences(target.text, text, target.start))


_LONGEST_SIGN, _LONGEST_UNIT = 6, 24  # characters


def with_unit(pair: Pair, target: str, locale: str) -> Pair:
    """Return a pair whose damaged number ("1.299.50 kg") takes in the unit beside it, if it is the source's."""
    source, (there,) = pair.source, pair.targets
    if there.unit != CODE or source.unit in ("", CODE) or len(source.numbers) != 1:
        return pair
    number = write_quantity(_alone(source, source.numbers[0]), locale) or ""
    before = target[max(0, there.start - _LONGEST_SIGN) : there.start]
    found = find_quantities(before + number + target[there.end : there.end + _LONGEST_UNIT], locale)
    around = next((one for one in found if one.start <= len(before) < one.end), None)
    if around is None or key(around) != key(source):
        return pair
    start, end = there.start - len(before) + around.start, there.end + around.end - len(before) - len(number)
    whole = Quantity(
        source.kind,
        start,
        end,
        target[start:end],
        (source.numbers[0]._replace(start=there.start, end=there.end),),
        unit=source.unit,
    )
    return pair._replace(targets=(whole,))


def _written(source: Quantity, target: Quantity, sign: Sign, locales: tuple[str, str]) -> str | None:
    """Return how the quantity should stand in the target; None if as it does."""
    if stays(source):
        return source.text if sign is Sign.DIGITS or source.text.casefold() != target.text.casefold() else None
    if sign is Sign.UNIT:
        return kept_quantity(source, locales[1])
    is_copy = _around_numbers(source.text) == _around_numbers(target.text)
    if source.unit == TIME and sign is Sign.VALUE and target.unit == TIME and target.text.isdecimal():
        return None  # the 8 of "das 8 às 10 da noite"
    if source.unit == TIME and not is_copy:
        return kept_quantity(source, locales[1]) if _SPOKEN_BADLY.search(target.text) else None
    wanted = key(source)
    for text in _options(source, target, locales[1], is_copy=is_copy, keeps_value=sign is Sign.VALUE):
        if text is not None and (text == target.text or _reads_as(text, locales[1], wanted, source)):
            return text
    return None


def _options(
    source: Quantity, target: Quantity, locale: str, *, is_copy: bool, keeps_value: bool
) -> Iterator[str | None]:
    """Yield what may be written for a source's quantity, the best first; it must read as that one still."""
    if is_copy or (source.kind is LedgerKind.PRICE and not _holds_word(target)):
        yield kept_quantity(source, locale)
    if not is_copy or source.kind is LedgerKind.NUMBER:
        yield write_numbers(target, target if keeps_value else source, locale)
        if target.unit == CODE:
            yield kept_quantity(source, locale) if source.kind is not LedgerKind.MEASURE else None
            if len(source.numbers) == 1:
                yield write_quantity(_alone(source, source.numbers[0]), locale)


# "2 da manhãs", "6 da manhãs da manhã", and a half of the day in English
_SPOKEN_BADLY = re.compile(
    r"(?:manhã|madrugada|tarde|noite|mañana|noche)s|(?:\bd[aei]s?\b.*){2}|\d\s?[ap]\.?\s?m\b", re.I
)
_NUMERIC = re.compile(r"[\d.,'’\s\u00a0\u202f]+")


def _around_numbers(text: str) -> str:
    """Return what stands around the digits: the same in both texts, if the unit was copied."""
    return _NUMERIC.sub("#", text.casefold()).strip("#")


def _alone(quantity: Quantity, number: Number) -> Quantity:
    """Return one number of a quantity without its unit."""
    return Quantity(LedgerKind.NUMBER, number.start, number.end, number_text(quantity, number), (number,))


kept_quantity = lru_cache(maxsize=4_096)(write_quantity)
"""`write_quantity`, with what was written of the last ones kept."""


@lru_cache(maxsize=4_096)
def _only_quantity(text: str, locale: str) -> Quantity | None:
    found = find_quantities(text, locale)
    return found[0] if len(found) == 1 else None


def _reads_as(text: str, locale: str, wanted: object, source: Quantity) -> bool:
    """Return whether a text reads back as one quantity of the right value; else it is not written."""
    found = _only_quantity(text, locale)
    if found is None:
        return False
    return key(found) == wanted or (found.unit == "" and found.values == source.values)


def _holds_word(quantity: Quantity) -> bool:
    """Return whether a currency is named in words ("19,99 dólares")."""
    return any(len(word) > 3 for word in "".join(c if c.isalpha() else " " for c in quantity.text).split())


def _edits_of_parts(pair: Pair, locale: str) -> list[Edit]:
    """Return the edits of single numbers that stand apart; fractions and dates are written in many ways."""
    edits: list[Edit] = []
    for own, found in zip(pair.source.numbers, pair.numbers, strict=False):
        owner = next((one for one in pair.targets if one.start <= found.start and found.end <= one.end), None)
        if owner is not None and owner.unit == TIME and len(owner.numbers) == 1 and _SPOKEN_BADLY.search(owner.text):
            edits += differences(owner.text, kept_quantity(owner, locale) or owner.text, owner.start)
        if owner is None or found.is_fraction or own.is_fraction or owner.kind is LedgerKind.DATE:
            continue
        there = _alone(owner, found)
        wanted = there if found.value == own.value else _alone(pair.source, own)
        written = write_quantity(wanted, locale)
        if written is not None:
            edits += differences(there.text, in_digits_like(written, there.text, locale), there.start)
    return edits
