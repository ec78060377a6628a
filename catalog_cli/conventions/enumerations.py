"""Enumerations of measures: "8, 12 and 16 oz" are three measures of one unit, converted together or not at all.

A bare number that counts something else ("pack of 2, 16 oz", "iPhone 14 and 6 ft cable") is none of them. What only a
reader could tell is doubtful, and keeps its unit: half of a list converted states what is not so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from math import gcd
from typing import NamedTuple

from catalog_cli.conventions.edits import FILLER, Edit, Span
from catalog_cli.conventions.measures import convert_measure, is_convertible_here, write_measure
from catalog_cli.conventions.number_format import write_number
from catalog_cli.conventions.quantity import Form, Quantity
from catalog_cli.conventions.quantity_pairs import Pair, Sign
from catalog_cli.ledger import LedgerKind

_S = "[ \u00a0\u202f]"
# The words of English, Portuguese and Spanish, German, French and Italian.
_LAST_WORD = "and|or|e|ou|y|o|u|und|oder|et|ed"
# The hyphen of "10-, 12- and 14-inch" stands for the unit.
_HYPHEN = "[-‐‑]?"
_LAST = re.compile(rf"{_HYPHEN}(?:,?{_S}(?:{_LAST_WORD}|&|and/or|e/ou|y/o){_S}|{_S}?&{_S}?)")
_LISTED = re.compile(rf"{_HYPHEN}{_S}?[,;]{_S}|{_S}?/{_S}?|[、，]")
_COMMA = re.compile(rf"{_S}?,{_S}")
_LONGEST_JOINT = 10  # "-, and/or "
# What may stand before a list: where a clause begins, or a word that no name ends with.
_BEGINS = re.compile(r"(?:^|[.:;!?(\[|•,\n\t]|(?<!\S)[-–—*=])\s*$")
_INTRODUCED = re.compile(
    r"(?i)(?<!\w)(?:in|of|at|from|for|to|with|by|are|is|either|both|choose|the|our|holds?|fits?|measur(?:es|ing)"
    r"|(?:about|approximately|around|approx\.?)|sizes?|lengths?|widths?|heights?|depths?|diameters?|weights?"
    r"|capacit(?:y|ies)|volumes?"
    r"|em|de|com|para|tamanhos?|comprimentos?|larguras?|alturas?|diâmetros?|pesos?|capacidades?"
    r"|en|con|tamaños?|tallas?|longitud(?:es)?|anchos?|alturas?|diámetros?"
    r"|von|mit|für|à|größen?|längen?|breiten?|höhen?|gewichte?|durchmesser|stärken?|tailles?|longueurs?)\s+$"
)
# Behind these a number counts or names something that has no unit.
_COUNTED = re.compile(
    r"(?i)(?<!\w)(?:packs?|sets?|box(?:es)?|cases?|lots?|bundles?|pairs?|kits?|bags?|rolls?|cartons?|packages?|count"
    r"|series|total|quantity|qty|pacotes?|conjuntos?|caixas?|jogos?|kits?|paquetes?|juegos?|cajas?|sets?|packung(?:en)?"
    r"|lots?|boîtes?)\s+(?:of|de|com|con|mit|von|with|à)\s+$"
)
# A filler may have been a number.
_NUMBER_BEFORE = re.compile(rf"(?:\d\S{{0,3}}|{FILLER})\s*(?:[-–—~x×X*/,;]|\s\w{{1,3}})\s*$")
# The same list in another unit, before or behind: "8 and 12 oz (230 and 340 g)".
_SAME_BEFORE = re.compile(r"\d[^(\[\d]{0,12}[(\[/|=≈]\s*$")
_SAME_BEHIND = re.compile(r"\s*[(\[/|=≈]([^)\]]{1,60})")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_FAR = 32  # characters
# Pairs of these have the number where a conversion can be written.
_KEPT = frozenset({Sign.VALUE, Sign.COPY, Sign.READING})
_WRITABLE = _KEPT | {Sign.DIGITS, Sign.UNIT, Sign.LAST}


class Enumeration(NamedTuple):
    """Neighbours of a text in its order, the last of them a measure; the others of its unit, or bare numbers.

    With `is_doubtful` a bare number among them may be of something else.
    """

    members: tuple[Quantity, ...]
    is_doubtful: bool = False

    @property
    def is_shared(self) -> bool:
        """Whether the last one's unit is that of bare numbers, too."""
        return not all(one.unit for one in self.members)


def find_enumerations(text: str, quantities: Sequence[Quantity]) -> Iterator[Enumeration]:
    """Yield the enumerations of a text whose quantities are given, from the last to the first.

    >>> from catalog_cli.conventions.quantities import find_quantities
    >>> for text in ("Jars in 8, 12 and 16 oz", "Pack of 2, 16 oz", "For iPhone 14 and 6 ft cable"):
    ...     found = find_enumerations(text, find_quantities(text, "en"))
    ...     [([member.text for member in one.members], one.is_doubtful) for one in found]
    [(['8', '12', '16 oz'], False)]
    []
    [(['14', '6 ft'], True)]
    """
    last = len(quantities) - 1
    while last > 0:
        first = last
        if quantities[last].kind is LedgerKind.MEASURE:
            while first > 0 and _belongs(quantities[first - 1], quantities[first], quantities[last].unit, text):
                first -= 1
        if first < last:
            members = tuple(quantities[first : last + 1])
            yield from _enumeration(members, text)
        last = first - 1


def _belongs(one: Quantity, following: Quantity, unit: str, text: str) -> bool:
    """Return whether a quantity is joined to the following as an item of a list of a unit is."""
    if not 0 < following.start - one.end <= _LONGEST_JOINT or len(one.numbers) != 1:
        return False
    is_bare = one.kind is LedgerKind.NUMBER and not one.unit
    if not is_bare and (one.kind is not LedgerKind.MEASURE or one.unit != unit):
        return False
    joint = text[one.end : following.start]
    return _LAST.fullmatch(joint) is not None or _LISTED.fullmatch(joint) is not None


def _enumeration(members: tuple[Quantity, ...], text: str) -> Iterator[Enumeration]:
    if members[0].unit:
        if all(one.unit for one in members) or len(members) > 2:
            yield Enumeration(members, is_doubtful=not all(one.unit for one in members))
        return
    before = text[max(0, members[0].start - _FAR) : members[0].start]
    is_introduced = _is_introduced(before)
    if members[1].unit and _COMMA.fullmatch(text, members[0].end, members[1].start) and not is_introduced:
        if len(members) > 2:  # "Formula 409, 32 oz, 64 oz": the first number is no measure
            yield from _enumeration(members[1:], text)
        return
    joints = [text[one.end : other.start] for one, other in pairwise(members)]
    is_list = not any(one.unit for one in members[:-1]) and members[-1].form is Form.SINGLE
    is_list = is_list and not any(_LAST.fullmatch(joint) for joint in joints[:-1])
    # Two numbers with a comma between are as often a count and a measure.
    is_list = is_list and (len(members) > 2 or not _COMMA.fullmatch(joints[0]))
    yield Enumeration(members, is_doubtful=not (is_list and is_introduced))


def _is_introduced(before: str) -> bool:
    """Return whether what stands before a number lets it begin a list."""
    if _COUNTED.search(before) or _NUMBER_BEFORE.search(before):
        return False
    return _BEGINS.search(before) is not None or _INTRODUCED.search(before) is not None


_TWO_NUMBERS = re.compile(r"(\d+)/(\d+)(?!\d)")


def is_two_sizes(quantity: Quantity) -> bool:
    """Return whether a measure reads as a fraction that nobody would write so: 8 or 12 oz rather than two thirds.

    >>> from catalog_cli.conventions.quantities import find_quantities
    >>> [is_two_sizes(find_quantities(text, "en")[0]) for text in ("8/12 oz", "3/4 in", "8 oz")]
    [True, False, False]
    """
    if "/" not in quantity.text:
        return False
    parts = _TWO_NUMBERS.match(quantity.text)
    return parts is not None and quantity.numbers[0].is_fraction and gcd(int(parts[1]), int(parts[2])) > 1


def written_members(enumeration: Enumeration, text: str, locale: str) -> tuple[tuple[Quantity, str], ...]:
    """Return each member with what it becomes in a locale's unit, the last with that unit; () if they all stay.

    >>> from catalog_cli.conventions.quantities import find_quantities
    >>> (found,) = find_enumerations(text := "25, 50 or 100 ft", find_quantities(text, "en"))
    >>> [written for _, written in written_members(found, text, "pt-BR")]
    ['7,6', '15,2', '30,5 m']
    """
    last = enumeration.members[-1]
    numbers = tuple(number for one in enumeration.members for number in one.numbers)
    first = enumeration.members[0].start
    whole = last._replace(start=first, text=text[first : last.end], numbers=numbers)
    if enumeration.is_doubtful or _is_given_twice(whole, text) or not is_convertible_here(text, whole):
        return ()
    converted = convert_measure(whole, locale)
    if converted is None:
        return ()
    *bare, own = converted.numbers
    written = [write_number(one.value, locale, decimals=one.decimals, grouping=True) for one in bare]
    written.append(write_measure(last._replace(numbers=(own,), unit=converted.unit), locale))
    return tuple(zip(enumeration.members, written, strict=True))


def _is_given_twice(whole: Quantity, text: str) -> bool:
    if _SAME_BEFORE.search(text[max(0, whole.start - _FAR) : whole.start]):
        return True
    behind = _SAME_BEHIND.match(text, whole.end)
    return behind is not None and len(_DIGITS.findall(behind[1])) == len(whole.numbers)


def broken_members(
    enumerations: Sequence[Enumeration],
    pairs: Sequence[Pair],
    written: Collection[Quantity],
    target: str,
    fixed: Sequence[Span],
) -> set[Quantity]:
    """Return the members of the enumerations that a target does not hold whole: none of these is to be converted.

    `written` are the quantities that would be, `fixed` the spans of the target that stay.
    """
    owners: dict[Quantity, Pair] = {}
    for pair in pairs:
        if pair.sign is Sign.CONVERTED or pair.source not in owners:
            owners[pair.source] = pair
    broken: set[Quantity] = set()
    for one in enumerations:
        members = [member for member in one.members if member in written]
        found = [owners[member] for member in members if member in owners]
        if not all(pair.sign is Sign.CONVERTED for pair in found) or len(found) < len(members):
            is_free = not any(pair.targets[0].start < b and a < pair.targets[0].end for pair in found for a, b in fixed)
            if len(found) < len(members) or not is_free or not _is_whole(one, found, target):
                broken.update(members)
    return broken


def _is_whole(enumeration: Enumeration, found: Sequence[Pair], target: str) -> bool:
    if not enumeration.is_shared:
        return all(pair.sign in _WRITABLE for pair in found)
    if any(pair.sign not in _KEPT or len(pair.targets) != 1 for pair in found):
        return False
    placed = [pair.targets[0] for pair in found]
    joints = [target[one.end : other.start] for one, other in pairwise(placed)]
    return all(_LAST.fullmatch(joint) or _LISTED.fullmatch(joint) for joint in joints)


def stranded_members(enumerations: Sequence[Enumeration], converted: Collection[Quantity]) -> set[Quantity]:
    """Return the bare numbers whose unit a target has converted, and not them: "8, 12 e 450 g" states 8 g.

    `converted` are the quantities that a target states in another unit already.
    """
    halves = [one.members for one in enumerations if one.is_shared and one.members[-1] in converted]
    return {member for members in halves for member in members if member not in converted}


def separating_edits(
    enumerations: Sequence[Enumeration], pairs: Sequence[Pair], written: Mapping[Quantity, str], target: str
) -> Iterator[Edit]:
    """Yield the edits that put semicolons between the items of a target's enumerations, as `with_semicolons` does."""
    places = {pair.source: pair.targets[0] for pair in pairs if pair.sign is not Sign.CONVERTED}
    for one in enumerations:
        members = [member for member in one.members if member in written and member in places]
        if one.is_shared:
            items = [places[member] for member in members]
            yield from with_semicolons(items, [written[member] for member in members], target)


def with_semicolons(items: Sequence[Quantity], written: Sequence[str], text: str) -> Iterator[Edit]:
    """Yield the edits that part the items of a text with semicolons, where what is written for one holds a comma.

    >>> from catalog_cli.conventions.quantities import find_quantities
    >>> list(with_semicolons(find_quantities("25, 50 e 100 ft", "pt-BR"), ["7,6", "15,2", "30,5 m"], "25, 50 e 100 ft"))
    [(2, 3, ';')]
    """
    if not any("," in one for one in written):
        return
    for one, other in pairwise(items):
        if _COMMA.fullmatch(text, one.end, other.start):
            at = text.index(",", one.end)
            yield at, at + 1, ";"
