"""Which quantity of the source became which of the target: by value and unit first, then by weaker signs.

Each sign is tried on what the stronger ones left over; among equals the order in the text decides.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from catalog_cli.conventions.dates import CLOCK, TIME
from catalog_cli.conventions.number_format import find_number_words, plain_digits
from catalog_cli.conventions.quantities import CODE, find_quantities
from catalog_cli.conventions.quantity import Form, Number, Quantity
from catalog_cli.conventions.quantity_parts import atoms_of, parts_of, without_atoms
from catalog_cli.conventions.unit_slips import clock_key, damaged_quantity, is_slip, value_key, with_clocks
from catalog_cli.ledger import LedgerKind
from catalog_cli.locales import language

Link = tuple[int, int, int, int]
"""(target start, target end, source start, source end), as in an Alignment."""


class Sign(StrEnum):
    """By what a pair was told."""

    VALUE = "value"
    """The target states the same value and unit, as its locale reads it."""
    COPY = "copy"
    """It is the source's text, or reads so in the source's locale."""
    READING = "reading"
    """It has the value in another reading of its spelling."""
    PARTS = "parts"
    """The same numbers stand apart ("30 cm x 40 cm"), or with a unit that is not told."""
    DIGITS = "digits"
    """It has the same digits, and separators that make another number of them."""
    WORD = "word"
    """One of the two is in words."""
    DECADE = "decade"
    """"1990s", and "90"."""
    CONVERTED = "converted"
    """It states the source's measure in another unit."""
    UNIT = "unit"
    """It has the value and another unit, or none that can be told: nothing else carries either of them."""
    LAST = "last"
    """Nothing else of its kind was left on either side, and the order agrees; the value is another."""


class Pair(NamedTuple):
    """A quantity of the source and what stands for it in the target; `numbers` of these, one per number of it."""

    source: Quantity
    targets: tuple[Quantity, ...]
    sign: Sign
    numbers: tuple[Number, ...] = ()


class Pairs(NamedTuple):
    """All pairs, and what has no other half."""

    pairs: tuple[Pair, ...]
    missing: tuple[Quantity, ...]
    added: tuple[Quantity, ...]


def pair_quantities(
    texts: tuple[str, str],
    locales: tuple[str, str],
    conversions: Sequence[tuple[Quantity, Quantity]] = (),
    links: Sequence[Link] = (),
) -> Pairs:
    """Return the pairs of the quantities of a source and a target text.

    `conversions` are measures of the source with what they become in the target's units.

    >>> found = pair_quantities(("2 bags of 12.5 cm", "duas bolsas de 12.5 cm"), ("en", "pt-BR"))
    >>> [(pair.source.text, pair.sign.value) for pair in found.pairs]
    [('2', 'word'), ('12.5 cm', 'value')]
    """
    sources, targets = (list(find_quantities(text, tag)) for text, tag in zip(texts, locales, strict=True))
    if any(one.unit == TIME for one in sources):
        targets = list(with_clocks(targets, texts[1], language(locales[1])))
    left = _Left(sources, targets)
    left.match(key, key, Sign.VALUE)
    if left.is_open:
        left.match_damaged(texts[1])
        left.match(_copied_key, _text_key, Sign.COPY)
        left.match(key, lambda one: _read_in(one, locales[0]), Sign.COPY)
        left.match(key, _other_reading, Sign.READING)
        left.match_parts(locales[0])
        left.match(_digits_key, _digits_key, Sign.DIGITS, _agree_in_unit)
    if conversions and left.targets:
        left.match_conversions(conversions)
    if left.sources or left.targets:
        left.match_words(texts, locales)
        left.match_decades()
    if left.is_open:
        left.match_units()
        left.match_last(links)
    return Pairs(
        tuple(sorted(left.pairs, key=lambda pair: pair.source.start)), tuple(left.sources), tuple(left.targets)
    )


def key(quantity: Quantity) -> Hashable:
    """Return what two quantities that state the same have in common.

    >>> from catalog_cli.conventions.quantities import find_quantities
    >>> key(find_quantities("1,250.5 kg", "en")[0]) == key(find_quantities("1.250,50 kg", "pt-BR")[0])
    True
    """
    if quantity.unit == CODE:
        return CODE, quantity.text.casefold()
    if quantity.kind is LedgerKind.DATE:
        if len(quantity.unit) == len(quantity.numbers):
            return "date", tuple(sorted(zip(quantity.unit, quantity.values, strict=True)))
        return "date", TIME if quantity.unit == CLOCK else quantity.unit, quantity.values
    return quantity.unit, quantity.units if quantity.form is Form.SUM else (), quantity.values


_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def plain_text(quantity: Quantity) -> str:
    """Return a quantity's text without regard to case and kind of space."""
    return _SPACES.sub(" ", quantity.text.casefold())


def _copied_key(quantity: Quantity) -> Hashable:
    """Return the text of a quantity; None for the 8 of "8 to 10 pm", whose text does not tell what it is."""
    return None if quantity.unit == TIME and quantity.text.isdecimal() else plain_text(quantity)


def _text_key(quantity: Quantity) -> Hashable:
    return plain_text(quantity)


def _read_in(quantity: Quantity, locale: str) -> Hashable:
    """Return the key of a target's quantity as text of the source's locale; None where it is none there."""
    if quantity.unit == CODE or not any(mark in quantity.text for mark in ".,$"):
        return None
    found = find_quantities(quantity.text, locale)
    return key(found[0]) if len(found) == 1 and found[0].unit != CODE else None


def _other_reading(quantity: Quantity) -> Hashable:
    if not any(number.readings for number in quantity.numbers):
        return None
    numbers = tuple(n._replace(value=n.readings[0]) if n.readings else n for n in quantity.numbers)
    return key(quantity._replace(numbers=numbers))


def _digits_key(quantity: Quantity) -> Hashable:
    digits = re.sub(r"\D", "", plain_digits(quantity.text))
    return digits if len(digits) > 1 else None


def _agree_in_unit(source: Quantity, target: Quantity) -> bool:
    """Return whether the units agree, or one has none."""
    if source.kind is LedgerKind.DATE or target.kind is LedgerKind.DATE:
        return False
    return source.unit == target.unit or any(unit in ("", CODE) for unit in (source.unit, target.unit))


class _Left:
    """What has no other half yet, and the pairs so far."""

    def __init__(self, sources: list[Quantity], targets: list[Quantity]) -> None:
        self.sources, self.targets = sources, targets
        self.pairs: list[Pair] = []

    @property
    def is_open(self) -> bool:
        return bool(self.sources and self.targets)

    def match(
        self,
        source_key: Callable[[Quantity], Hashable],
        target_key: Callable[[Quantity], Hashable],
        sign: Sign,
        agree: Callable[[Quantity, Quantity], bool] | None = None,
    ) -> None:
        """Pair what has the same key (None is no key), in order."""
        if not self.is_open:
            return
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for index, target in enumerate(self.targets):
            waiting[target_key(target)].append(index)
        taken: set[int] = set()
        rest = []
        for source in self.sources:
            wanted = source_key(source)
            found = waiting.get(wanted) if wanted is not None else None
            if found and (agree is None or agree(source, self.targets[found[0]])):
                index = found.popleft()
                taken.add(index)
                self.pairs.append(Pair(source, (self.targets[index],), sign, self.targets[index].numbers))
            else:
                rest.append(source)
        if taken:
            self.sources = rest
            self.targets = [target for index, target in enumerate(self.targets) if index not in taken]

    def match_parts(self, source_locale: str) -> None:
        """Pair quantities whose numbers all stand in the target, in order, whatever they stand in."""
        if not self.is_open:
            return
        atoms = [atom for index, target in enumerate(self.targets) for atom in atoms_of(index, target, source_locale)]
        by_value: dict[Decimal, list[int]] = defaultdict(list)
        for position, atom in enumerate(atoms):
            for value in atom.values:
                by_value[value].append(position)
        used: set[int] = set()
        rest = []
        for source in self.sources:
            found = parts_of(source, atoms, by_value, used)
            if found:
                used.update(found)
                targets = tuple(self.targets[i] for i in sorted({atoms[position].owner for position in found}))
                numbers = tuple(atoms[position].number for position in found)
                self.pairs.append(Pair(source, targets, Sign.PARTS, numbers))
            else:
                rest.append(source)
        if used:
            self.sources = rest
            self.targets = list(without_atoms(self.targets, atoms, used))

    def match_conversions(self, conversions: Sequence[tuple[Quantity, Quantity]]) -> None:
        """Pair measures with their conversions, also those whose own value stands in the target as well."""
        for source, converted in conversions:
            wanted = key(converted)
            found = next((target for target in self.targets if key(target) == wanted), None)
            if found is not None:
                self.targets.remove(found)
                self.pairs.append(Pair(source, (found,), Sign.CONVERTED, found.numbers))
                if source in self.sources:
                    self.sources.remove(source)

    def match_words(self, texts: tuple[str, str], locales: tuple[str, str]) -> None:
        """Pair numbers with words of the other text: each word serves once."""
        if self.sources:
            words = _words(texts[1], locales[1])
            for source in [one for one in self.sources if len(one.numbers) == 1]:
                word = _take(words, source.numbers[0].value)
                if word is not None:
                    self.sources.remove(source)
                    self.pairs.append(Pair(source, (_spelled(word, texts[1]),), Sign.WORD))
        if self.targets:
            words = _words(texts[0], locales[0])
            for target in [one for one in self.targets if len(one.numbers) == 1]:
                word = _take(words, target.numbers[0].value)
                if word is not None:
                    self.targets.remove(target)
                    self.pairs.append(Pair(_spelled(word, texts[0]), (target,), Sign.WORD))

    def match_decades(self) -> None:
        """Pair "1990s" with "90"."""
        if self.is_open:
            self.match(_decade, _decade, Sign.DECADE)

    def match_damaged(self, text: str) -> None:
        """Pair dates that were copied, or lost their month, and units that were taken apart ("g / m²")."""
        for source in list(self.sources):
            found = damaged_quantity(source, self.targets, text)
            if found is not None:
                self.sources.remove(source)
                self.targets = [one for one in self.targets if one.end <= found.start or found.end <= one.start]
                self.pairs.append(Pair(source, (found,), Sign.UNIT, found.numbers))

    def match_units(self) -> None:
        """Pair what carries the same value with another unit, where nothing else left has that value or that unit.

        Where the units were swapped, they are left: then the numbers may have been.
        """
        times = [one for one in self.sources if one.unit == TIME]
        for source in times:
            found = [one for one in self.targets if clock_key(one) == value_key(source)]
            if len(found) == 1 == sum(value_key(one) == value_key(source) for one in times):
                self._pair_unit(source, self._in_turn(source, found[0]))
        owned, others = {one.unit for one in self.sources}, {one.unit for one in self.targets}
        for source in [one for one in self.sources if one.unit not in ("", CODE, *others)]:
            values = value_key(source)
            found = [one for one in self.targets if values is not None and value_key(one) == values]
            is_only = len(found) == 1 == sum(value_key(one) == values for one in self.sources)
            if is_only and found[0].unit not in owned and is_slip(source, found[0]):
                self._pair_unit(source, found[0])

    def _in_turn(self, source: Quantity, target: Quantity) -> Quantity:
        """Return the number that stands for a time: of "7 to 11 am, 7 days" the first, whichever was left over."""
        for index, pair in enumerate(self.pairs):
            other = pair.targets[0]
            if pair.sign is not Sign.VALUE or pair.source.unit or target.unit or other.values != target.values:
                continue
            if (source.start < pair.source.start) != (target.start < other.start):
                self.pairs[index] = pair._replace(targets=(target,), numbers=target.numbers)
                self.targets[self.targets.index(target)] = other
                return other
        return target

    def _pair_unit(self, source: Quantity, target: Quantity) -> None:
        self.sources.remove(source)
        self.targets.remove(target)
        self.pairs.append(Pair(source, (target,), Sign.UNIT, target.numbers))

    def match_last(self, links: Sequence[Link]) -> None:
        """Pair what is the only one left of its unit on either side, where order and alignment do not speak against."""
        rivals, others = _by_likeness(self.sources), _by_likeness(self.targets)
        for likeness, sources in rivals.items():
            targets = others.get(likeness, [])
            if len(sources) == len(targets) == 1 and self._is_in_order(sources[0], targets[0], links):
                self.sources.remove(sources[0])
                self.targets.remove(targets[0])
                self.pairs.append(Pair(sources[0], (targets[0],), Sign.LAST, targets[0].numbers))

    def _is_in_order(self, source: Quantity, target: Quantity, links: Sequence[Link]) -> bool:
        linked = [link for link in links if link[0] < target.end and target.start < link[1]]
        if linked:
            return any(link[2] < source.end and source.start < link[3] for link in linked)
        # Units stand where their nouns do, and nouns may move: only what is alike must keep its order.
        return all(
            (pair.source.start < source.start) == (pair.targets[0].start < target.start)
            for pair in self.pairs
            if pair.source.unit == source.unit and pair.source.kind is source.kind
        )


def _by_likeness(quantities: Sequence[Quantity]) -> dict[Hashable, list[Quantity]]:
    """Return quantities by what one must share with another to be its spelling: unit, numbers, letters of a code."""
    found: dict[Hashable, list[Quantity]] = defaultdict(list)
    for one in quantities:
        found[one.kind, one.unit, len(one.numbers), _letters(one) if one.unit == CODE else ""].append(one)
    return found


def _letters(code: Quantity) -> str:
    return re.sub(r"\d", "", code.text.casefold())


def _words(text: str, locale: str) -> dict[Decimal, deque[Number]]:
    found: dict[Decimal, deque[Number]] = defaultdict(deque)
    for word in find_number_words(text, locale):
        found[word.value].append(word)
    return found


def _take(words: dict[Decimal, deque[Number]], value: Decimal) -> Number | None:
    found = words.get(value)
    return found.popleft() if found else None


def _spelled(word: Number, text: str) -> Quantity:
    return Quantity(LedgerKind.NUMBER, word.start, word.end, text[word.start : word.end], (word,))


def _decade(quantity: Quantity) -> Hashable:
    """Return the decade that a bare year or its last two digits name, None if neither ends in 0."""
    digits = re.fullmatch(r"(?:1[89]|20)?(\d0)", quantity.text) if quantity.kind is LedgerKind.NUMBER else None
    return digits[1] if digits else None


def crossed(pairs: Iterable[Pair]) -> list[tuple[Pair, Pair]]:
    """Return neighbours of one unit whose order the target turned round: moved with their nouns, or swapped."""
    by_unit: dict[tuple[LedgerKind, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.sign not in (Sign.WORD, Sign.CONVERTED) and len(pair.targets) == 1 and pair.source.unit != CODE:
            by_unit[pair.source.kind, pair.source.unit].append(pair)
    return [
        (first, second)
        for group in by_unit.values()
        for first, second in pairwise(group)
        if first.targets[0].start > second.targets[0].start and first.source.values != second.source.values
    ]
