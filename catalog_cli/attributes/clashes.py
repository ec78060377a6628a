"""Words that name values of several attributes: gold is a colour and a metal, orange a colour, a taste and a scent."""

from __future__ import annotations

from collections.abc import Sequence

from catalog_cli.attributes.categories import PRODUCT_TYPE
from catalog_cli.attributes.gazetteer import Mention

# Their values have names of several words, each of which may be a value elsewhere.
_WHOLE = frozenset({"material", "connector", "scent", "flavor"})
# What a metal is, and how pure, stand in one name: "18k gold".
_APART = frozenset({"product_type", "metal_purity", "feature"})
_COLOR, _MATERIAL, _GEMSTONE = "color", "material", "gemstone"
_WORN_STONES = frozenset({"jewelry"})
# Gold is the stuff of a ring, oak that of a table; of a dress or a lamp both are colours.
_OF_THEIR_STUFF = frozenset({"jewelry", "furniture"})


def clashes(mentions: Sequence[Mention]) -> dict[tuple[int, int], list[Mention]]:
    """Return the mentions of the same words, which name values of several attributes, by where they stand.

    `mentions` are in their order: such ones stand beside each other.
    """
    found: dict[tuple[int, int], list[Mention]] = {}
    before: Mention | None = None
    start = end = -1
    for one in mentions:
        if before is not None and one.start == start and one.end == end:
            found.setdefault((start, end), [before]).append(one)
        else:
            before, start, end = one, one.start, one.end
    return found


def without_nested(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that are no piece of a longer material, connector, scent or flavour: "solid" of "solid oak".

    A product type does say more than its name: a running shoe is for running.
    """
    kept: list[Mention] = []
    start = end = -1
    for one in mentions:
        begin, stop, attribute, _, is_weak, _ = one
        if attribute not in _APART:
            if stop < end or (stop == end and begin > start):
                continue
            if attribute in _WHOLE and not is_weak and stop > end:
                start, end = begin, stop
        kept.append(one)
    return kept


def attributes_of(mentions: Sequence[Mention]) -> set[str]:
    """Return the attributes whose values some mentions name."""
    return {one.attribute for one in mentions}


def is_likelier(attribute: str, rivals: set[str], own: frozenset[str]) -> bool:
    """Return whether words that name values of several attributes are said of one of them in some categories."""
    if attribute == _MATERIAL and PRODUCT_TYPE in rivals:  # "photo paper" is the thing itself
        return False
    if attribute == _MATERIAL and _GEMSTONE in rivals:  # quartz is a stone to wear and the top of a table
        return not own & _WORN_STONES
    if attribute == _GEMSTONE:
        return bool(own & _WORN_STONES)
    if attribute == _COLOR and _GEMSTONE in rivals and own & _WORN_STONES:
        return False
    if attribute == _MATERIAL and rivals == {_COLOR}:
        return bool(own & _OF_THEIR_STUFF)
    if attribute == _COLOR and rivals == {_MATERIAL}:
        return not own & _OF_THEIR_STUFF
    if attribute == _COLOR:
        return not own & {"food", "beauty", "health"} and rivals <= {"scent", "flavor"}
    if rivals == {_COLOR}:
        return bool(own & {"food"}) or attribute not in ("scent", "flavor")
    return True
