"""The quantities of a translation brought into the target locale's spelling, and what became of each.

The engine copies "1,299.50" or damages it: what is certain is repaired in place, what is not is told in the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from catalog_cli.conventions.dates import CLOCK, TIME
from catalog_cli.conventions.edits import FILLER, Edit, Span, blotted, edited
from catalog_cli.conventions.enumerations import (
    Enumeration,
    broken_members,
    find_enumerations,
    is_two_sizes,
    separating_edits,
    stranded_members,
    written_members,
)
from catalog_cli.conventions.measures import convert_measure, is_convertible_here, write_both, write_measure
from catalog_cli.conventions.number_format import has_number
from catalog_cli.conventions.pair_writing import kept_quantity, spaced, with_unit, writing_edits
from catalog_cli.conventions.price_conversion import Conversion, convert_price
from catalog_cli.conventions.prices import write_price
from catalog_cli.conventions.quantities import find_quantities
from catalog_cli.conventions.quantity import Number, Quantity
from catalog_cli.conventions.quantity_pairs import (
    Link,
    Pair,
    Pairs,
    Sign,
    crossed,
    pair_quantities,
    plain_text,
)
from catalog_cli.conventions.unit_repair import bare_values, lost_unit, strayed_units, with_place_for_unit
from catalog_cli.conventions.unit_spellings import unit_after
from catalog_cli.conventions.units import units
from catalog_cli.job import Measures, Spaces
from catalog_cli.ledger import LedgerEntry, LedgerKind, Outcome


class Conventions(NamedTuple):
    """What the merchant wants of quantities."""

    measures: Measures = Measures.KEEP
    spaces: Spaces = Spaces.LOCALE
    prices: Conversion | None = None


DEFAULT = Conventions()


class Reconciled(NamedTuple):
    """The target after `edits` (start, end, text) of it, what became of each quantity, and what was left undecided.

    `stood` are the texts of the entries' targets before the edits, "" where there was none.
    `ambiguous` holds the source's dates and prices that can be read two ways, which stand as they were. With
    `has_crossed`, two of one unit stand in another order than in the source, which an alignment could explain.
    """

    target: str
    edits: tuple[Edit, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()
    ambiguous: tuple[str, ...] = ()
    has_crossed: bool = False
    stood: tuple[str, ...] = ()


def reconcile(
    source: str,
    target: str,
    pair: tuple[str, str],
    fixed: Sequence[Span] = (),
    alignment: Sequence[Link] | None = None,
    *,
    conventions: Conventions = DEFAULT,
) -> Reconciled:
    """Return the target with its quantities as its locale writes them, and a ledger entry for each quantity.

    `pair` is the source and the target locale, `fixed` are spans of the target that stay: placeholders, product
    codes, kept names; where they come from the source, their digits are no quantities of it either. `alignment` links
    (target start, target end, source start, source end). Doing it twice changes nothing more.

    >>> done = reconcile("Holds 1,299.5 kg in 2 bags", "Leva 1,299.5 kg em duas bolsas", ("en", "pt-BR"))
    >>> done.target.replace("\\u00a0", " "), [entry.outcome.value for entry in done.entries]
    ('Leva 1.299,5 kg em duas bolsas', ['reformatted', 'spelled'])
    """
    if not has_number(source) and not has_number(target):
        return Reconciled(target)
    if (entries_kept := _plainly_kept(source, target, pair)) is not None:
        return Reconciled(target, (), entries_kept, stood=tuple(entry.target for entry in entries_kept))
    texts = _without_fixed(source, target, fixed) if fixed else (source, target)
    conversions, lists = _conversions(texts[0], pair, conventions)
    found = pair_quantities(texts, pair, [(own, twin) for own, _, twin in conversions], alignment or ())
    written = {own: text for own, text, _ in conversions}
    for broken in broken_members(lists, found.pairs, written, texts[1], fixed) if lists else ():
        del written[broken]
    swapped = _swapped(found.pairs, alignment or (), texts)
    already = {one.source for one in found.pairs if one.sign is Sign.CONVERTED}
    stranded = stranded_members(lists, already)
    edits: list[Edit] = []
    entries: list[tuple[int, LedgerEntry, str]] = []
    for paired in found.pairs:
        one = with_unit(paired, texts[1], pair[1]) if paired.sign is Sign.DIGITS else paired
        if paired.sign is Sign.PARTS and lost_unit(paired, texts[1]) and _is_certain(paired, found):
            one = with_place_for_unit(paired, texts, pair[1])
        made = writing_edits(one, pair, conventions.spaces, None if one.source in already else written.get(one.source))
        is_stranded = paired.source in stranded
        if is_stranded or any(start < last and first < end for start, end, _ in made for first, last in fixed):
            made = []
        edits += _set_apart(made, one, texts[1])
        outcome = _outcome(one, made, converted=one.source in written)
        if paired in swapped or is_stranded or lost_unit(one, texts[1]):
            outcome = Outcome.CHANGED
        entries.append((_place(one), _entry(one, outcome, made, texts), _written(one, (), texts[1])))
    entries += ((lost.start, LedgerEntry(lost.kind, Outcome.MISSING, lost.text, ""), "") for lost in found.missing)
    entries += ((len(source), LedgerEntry(new.kind, Outcome.ADDED, "", new.text), new.text) for new in found.added)
    edits += separating_edits(lists, found.pairs, written, texts[1]) if lists else ()
    edits.sort()
    if edits and source.endswith(".") and target.endswith(".") and edits[-1][1] == len(target):
        start, end, last = edits[-1]
        edits[-1] = (start, end, last if last.endswith(".") else last + ".")  # the point of "6 p.m." ended the sentence
    ambiguous = tuple(one.source.text for one in found.pairs if _is_ambiguous(one.source, pair))
    entries.sort(key=_first)
    ordered, stood = tuple(entry for _, entry, _ in entries), tuple(text for _, _, text in entries)
    return Reconciled(edited(target, edits), tuple(edits), ordered, ambiguous, bool(swapped), stood)


# Small whole numbers before a word or at the end, behind a word: nothing that any locale writes otherwise.
_PLAIN = re.compile(r"(?:^|(?<=[a-zà-ÿ] )|(?<=[a-zà-ÿ][,;:.] ))(\d{1,3})(?=[ -][a-zà-ÿ]{4}|[.,;!]?$)")
_DIGITS = re.compile(r"[\d²³¹⁰-₉¼-¾⅐-⅞①-⓿]+")


def _plainly_kept(source: str, target: str, pair: tuple[str, str]) -> tuple[LedgerEntry, ...] | None:
    """Return the entries of texts that hold the same small whole numbers without units in the same order, else None.

    Such texts ("8 presets and 3 speeds") need none of the finders.
    """
    numbers = _DIGITS.findall(source)
    if numbers != _DIGITS.findall(target):
        return None
    for text, locale in ((source, pair[0]), (target, pair[1])):
        found = [match.span() for match in _PLAIN.finditer(text)]
        if len(found) != len(numbers):
            return None
        if any(unit_after(text, Number(start, end, _ONE), locale) is not None for start, end in found):
            return None
    return tuple(LedgerEntry(LedgerKind.NUMBER, Outcome.KEPT, number, number) for number in numbers)


_ONE = Decimal(1)


def _first(entry: tuple[int, LedgerEntry, str]) -> int:
    return entry[0]


def _without_fixed(source: str, target: str, fixed: Sequence[Span]) -> tuple[str, str]:
    """Return both texts with what is fixed in the target and stands in the source as well blotted out.

    >>> [text.replace(FILLER, "#") for text in _without_fixed("A4 and A4", "A4 e B5", [(0, 2), (5, 7)])]
    ['## and A4', '## e B5']
    """
    places = _Places(source, min((len(target[start:end]) for start, end in fixed), default=0))
    taken = bytearray(len(target))
    spans: list[Span] = []
    for start, end in fixed:
        text = target[start:end]
        if taken.find(1, start, end) >= 0:  # spans that overlap: what is blotted out already belongs to the text
            text = "".join(FILLER if held else char for held, char in zip(taken[start:end], text, strict=True))
        if text and places.take(text):
            taken[start:end] = b"\1" * len(text)
            spans.append((start, start + len(text)))
    return blotted(source, places.taken), blotted(target, spans)


class _Places:
    """Where words of at least a length stand in a text that nothing took yet: the first place, which is then taken."""

    def __init__(self, text: str, shortest: int) -> None:
        self.taken: list[Span] = []
        self._shortest = shortest
        self._free = 0
        self._text = text
        self._is_taken = bytearray(len(text))
        # Places are only ever taken, so that words are never free again where they were not.
        self._reached: dict[str, int] = {}

    def take(self, words: str) -> bool:
        """Return whether words stand anywhere, and take the place."""
        at = blotted(self._text, self.taken).find(words) if FILLER in words else self._next(words)
        if at < 0:
            return False
        self._is_taken[at : at + len(words)] = b"\1" * len(words)
        self.taken.append((at, at + len(words)))
        return True

    def _next(self, words: str) -> int:
        at = self._text.find(words, max(self._reached.get(words, 0), self._first_free()))
        while at >= 0 and (last := self._is_taken.rfind(1, at, at + len(words))) >= 0:
            at = self._text.find(words, last + 1)
        self._reached[words] = len(self._text) if at < 0 else at + len(words)
        return at

    def _first_free(self) -> int:
        """Return a place before which no word fits between what is taken: codes mostly keep their order."""
        while (taken := self._is_taken.find(1, self._free)) >= 0 and taken - self._free < self._shortest:
            free = self._is_taken.find(0, taken)
            self._free = len(self._text) if free < 0 else free
        return self._free


_Written = tuple[Quantity, str, Quantity]
"""A quantity of the source, how it is written in other units, and how that reads."""


def _conversions(
    source: str, pair: tuple[str, str], conventions: Conventions
) -> tuple[list[_Written], Sequence[Enumeration]]:
    """Return each measure and price of the source to convert, and the enumerations that are converted as a whole."""
    if conventions.measures is Measures.KEEP and conventions.prices is None:
        return [], ()
    found: list[_Written] = []
    quantities = find_quantities(source, pair[0])
    lists = () if conventions.measures is Measures.KEEP else tuple(find_enumerations(source, quantities))
    shared = {member for one in lists if one.is_shared for member in one.members}
    for own in quantities:
        if own.kind is LedgerKind.PRICE and conventions.prices is not None:
            found += _price_conversion(own, pair[1], conventions)
        elif own.kind is LedgerKind.MEASURE and conventions.measures is not Measures.KEEP and own not in shared:
            found += _measure_conversion(own, source, pair[1], conventions)
    # Both systems of a whole list make no readable text: it stays.
    for one in lists if conventions.measures is Measures.CONVERT else ():
        if one.is_shared and one.members[-1].unit in units():
            found += _list_conversion(one, source, pair[1], conventions.spaces)
    return found, lists


def _measure_conversion(own: Quantity, source: str, locale: str, conventions: Conventions) -> Iterator[_Written]:
    """Yield a measure, how it is written in the locale's unit and how that reads, unless it stays."""
    # A percentage and a size are measures that no unit of the table is.
    if own.unit not in units() or not is_convertible_here(source, own) or is_two_sizes(own):
        return
    converted = convert_measure(own, locale)
    if converted is None:
        return
    written = spaced(write_measure(converted, locale), conventions.spaces)
    twins = find_quantities(written, locale)
    if len(twins) == 1:
        both = spaced(write_both(own, locale), conventions.spaces)
        yield own, both if conventions.measures is Measures.BOTH else written, twins[0]


def _list_conversion(one: Enumeration, source: str, locale: str, spaces: Spaces) -> list[_Written]:
    """Return what becomes of each member of a list that shares its unit; nothing if one of them stays."""
    written = [(own, spaced(text, spaces)) for own, text in written_members(one, source, locale)]
    read = [find_quantities(text, locale) for _, text in written]
    if any(len(twins) != 1 for twins in read):
        return []
    return [(own, text, twins[0]) for (own, text), twins in zip(written, read, strict=True)]


_SIDE = re.compile(r"(?<=[\"”″'’′])[A-Za-z]")


def _set_apart(made: list[Edit], pair: Pair, target: str) -> list[Edit]:
    """Return the edits of a pair, with a space where a unit in letters comes before a side: 36"L is 91 cm L."""
    last = pair.targets[-1].end
    if not made or made[-1][1] != last or not made[-1][2][-1:].isalpha() or not _SIDE.match(target, last):
        return made
    return [*made[:-1], (made[-1][0], last, made[-1][2] + " ")]


def _price_conversion(own: Quantity, locale: str, conventions: Conventions) -> Iterator[tuple[Quantity, str, Quantity]]:
    """Yield a price, how it is written in the other currency and how that reads, unless it stays."""
    converted = own if conventions.prices is None else convert_price(own, conventions.prices)
    if converted.unit == own.unit:
        return
    written = spaced(write_price(converted, locale), conventions.spaces)
    twins = find_quantities(written, locale)
    if len(twins) == 1:
        yield own, written, twins[0]


def _outcome(pair: Pair, made: Sequence[Edit], *, converted: bool) -> Outcome:
    if pair.sign is Sign.WORD:
        return Outcome.SPELLED
    if pair.sign is Sign.CONVERTED or (converted and made):
        return Outcome.CONVERTED
    if made:
        is_other = pair.sign in (Sign.DIGITS, Sign.UNIT, Sign.LAST) and not (_is_same_time(pair) or _is_copy(pair))
        return Outcome.REPAIRED if is_other else Outcome.REFORMATTED
    if pair.sign in (Sign.DIGITS, Sign.LAST, Sign.UNIT):
        return Outcome.CHANGED
    return Outcome.KEPT if _same_text(pair) else Outcome.REFORMATTED


def _is_copy(pair: Pair) -> bool:
    """Return whether a target stands as in the source, words and all: "Apr 17, 2026"."""
    return _same_text(pair) and any(char.isalpha() for char in pair.source.text)


def _is_same_time(pair: Pair) -> bool:
    """Return whether hours that a target counts from midnight are those of the source: "20 horas" for 8 pm."""
    minutes = [value if one.unit in (TIME, CLOCK) else value * 60 for one in pair.targets for value in one.values]
    return pair.source.unit == TIME and minutes == list(pair.source.values)


def _same_text(pair: Pair) -> bool:
    return len(pair.targets) == 1 and plain_text(pair.source) == plain_text(pair.targets[0])


def _place(pair: Pair) -> int:
    return pair.source.start


def _entry(pair: Pair, outcome: Outcome, made: Sequence[Edit], texts: tuple[str, str]) -> LedgerEntry:
    """Return the entry of a pair; its target as it stands after the edits."""
    text = _written(pair, made, texts[1])
    kind = pair.targets[0].kind if pair.sign is Sign.WORD and pair.source.numbers[0].is_word else pair.source.kind
    return LedgerEntry(kind, outcome, pair.source.text, text)


def _written(pair: Pair, made: Sequence[Edit], target: str) -> str:
    """Return a pair's part of the target after edits, "" if it has none."""
    first, last = pair.targets[0].start, pair.targets[-1].end
    inside = [(start - first, end - first, text) for start, end, text in sorted(made)]
    return edited(target[first:last], inside) if first >= 0 else ""


def _is_ambiguous(source: Quantity, locales: tuple[str, str]) -> bool:
    if source.kind is LedgerKind.PRICE:
        return any(number.readings for number in source.numbers)
    return source.kind is LedgerKind.DATE and kept_quantity(source, locales[1]) is None


def _is_certain(pair: Pair, found: Pairs) -> bool:
    """Return whether nothing else may own a pair's bare number, or have taken its unit."""
    return pair.source.unit not in strayed_units(found) and pair.source.values not in bare_values(found)


def _swapped(pairs: Sequence[Pair], links: Sequence[Link], texts: tuple[str, str]) -> set[Pair]:
    """Return the pairs whose order is turned round, unless something says that they moved with their nouns.

    That is the alignment, or a noun that was copied. Of 342 real pairs of texts with numbers, none turned two of one
    unit round.
    """
    found: set[Pair] = set()
    for first, second in crossed(pairs):
        words = [_word_behind(one.source, texts[0]) for one in (first, second)]
        # Where one of two is beside its own noun, they have not been swapped.
        is_beside = [
            word and word == _word_behind(one.targets[0], texts[1])
            for word, one in zip(words, (first, second), strict=True)
        ]
        if words[0] != words[1] and any(is_beside):
            continue
        if not (_moved(first, second, links) and _moved(second, first, links)):
            found.update((first, second))
    return found


_WORD = re.compile(r"[ \u00a0-]?([^\W\d_]{3,})")


def _word_behind(one: Quantity, text: str) -> str:
    """Return the word behind a quantity, "" if there is none."""
    found = _WORD.match(text, one.end)
    return found[1].casefold() if found else ""


_BEHIND = 20  # characters
_MOST_WORDS = 3


def _moved(pair: Pair, other: Pair, links: Sequence[Link]) -> bool:
    """Return whether a number of the target and the words behind it come from where the source has it.

    The number alone tells nothing: swapped or moved, it attends to its equal.
    """
    source, target = pair.source, pair.targets[0]
    if not any(a < target.end and target.start < b and c < source.end and source.start < d for a, b, c, d in links):
        return False
    after = other.targets[0].start
    end = min(target.end + _BEHIND, after if after >= target.end else target.end + _BEHIND)
    behind = [start for at, _, start, _ in links if target.end <= at < end][:_MOST_WORDS]
    own = sum(abs(start - source.end) < abs(start - other.source.end) for start in behind)
    return own * 2 > len(behind)
