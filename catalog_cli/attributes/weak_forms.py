"""When a weak form of a value is sure: beside its attribute's name, or where such values are said of products."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from catalog_cli.attributes.context import TextContext
from catalog_cli.attributes.gazetteer import Mention, fold
from catalog_cli.attributes.mention_places import Place, is_had, is_word_of_type
from catalog_cli.attributes.product_text import TITLE_TEXT
from catalog_cli.attributes.schema import Attribute

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

PURPOSES = frozenset({"activity", "occasion", "room", "season"})
"""Said of a product in sentences with "for", or beside its noun: books go to school in any bag."""

_MATERIAL, _COLOR, _STRAP, _FLAVOR, _GEMSTONE = "material", "color", "strap_type", "flavor", "gemstone"
_FEATURE, _CONDITION, _CLOSURE = "feature", "condition", "closure"
# As whole items between commas their weak forms are sure: "Range, gas, 60 in".
_ITEMS = frozenset({"power_source", "mounting", "assembly", _CLOSURE, "finish", "style", "texture", _FEATURE})
# So are these in a title: "Popcorn, Butter, 22/Box", "Folder, Natural, 25/Box".
_TITLE_ITEMS = frozenset({_COLOR, _FLAVOR})
# Before the product's noun their weak forms are sure too: a modern chair; a peach shirt, but no peach tea.
_ADJECTIVES = frozenset({"style", "texture", "pattern", "shape", _FEATURE, "activity"})
# The words of a type's own name say nothing else: "digital" of a digital camera, "coffee" of coffee creamer.
_NEVER_OF_TYPE = frozenset({_FEATURE, _FLAVOR, "shape"})
# Those of all others are sure beside the attribute's name alone.
_ELSEWHERE = _ITEMS | _ADJECTIVES | PURPOSES | {_MATERIAL, _STRAP, _GEMSTONE}
_ELSEWHERE_IN_TITLES = _ELSEWHERE | _TITLE_ITEMS | {_CONDITION}

_JEWELRY, _FOOD = frozenset({"jewelry"}), frozenset({"food"})
_TASTED = frozenset({"food", "beauty", "health"})
_WORN = frozenset({"apparel", "footwear", "bags"})
# "HP New 583718-001": behind "new" stands a number, not what is new about it.
_NUMBER_OR_END = re.compile(r"\s+\S*\d|\s*(?:$|[-–|,(]\s)")
_HAVING = frozenset({"with", "has", "features", "com", "tem", "possui"})
# Said of a product that has it, a closure needs no name: "with zip".
_NAMELESS = frozenset({_CLOSURE})


class WeakForms:
    """Judges the weak forms of the values of some attributes."""

    def __init__(self, attributes: Iterable[Attribute]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._names = {one.id: _names(one) for one in attributes}
        named_by: dict[str, frozenset[str]] = {}
        for attribute, names in self._names.items():
            for name in names - {""}:
                word = max(name.split(), key=len)  # the whole name is read where it counts, beside a value
                named_by[word] = named_by.get(word, _NAMELESS) | {attribute}
        self._named_by = list(named_by.values())
        self._automaton: AhoCorasick = AhoCorasick(
            [f" {word} " for word in named_by], matchkind=MatchKind.Standard, store_patterns=False
        )

    def named_in(self, context: TextContext) -> frozenset[str]:
        """Return the attributes that a text may name, and those that need no name: of no other `is_named` is true."""
        matches = self._automaton.find_matches_as_indexes(context.folded, overlapping=True)
        return _NAMELESS.union(*[self._named_by[index] for index, _, _ in matches]) if matches else _NAMELESS

    def is_named(self, mention: Mention, place: Place) -> bool:
        """Return whether the attribute's own name stands right before or behind a weak form."""
        attribute, context = mention.attribute, place.context
        if attribute not in place.named:
            return False
        names = self._names[attribute]
        if context.leads_to(mention.end, names):
            return True
        left = context.before(mention.start)
        if attribute == _CLOSURE and left and left[-1] in _HAVING:
            return True
        return context.follows(mention.start, names)

    def is_clear(self, mention: Mention, place: Place, *, is_clashing: bool) -> bool:
        """Return whether a weak form is sure here: beside its attribute's name, or an adjective of the product.

        `is_clashing`: the words name a value of another attribute too.
        """
        attribute, context, is_title = mention.attribute, place.context, place.kind is TITLE_TEXT
        if attribute in place.named and self.is_named(mention, place):
            return True
        if attribute not in (_ELSEWHERE_IN_TITLES if is_title else _ELSEWHERE):
            return False
        if attribute == _MATERIAL:  # a gold ring is of gold
            return is_clashing and place.own == _JEWELRY
        if attribute == _CONDITION:
            return _NUMBER_OR_END.match(context.text, mention.end) is not None
        if attribute in PURPOSES and context.is_purpose(mention.start):
            return True
        is_item = attribute in _ITEMS or (is_title and attribute in _TITLE_ITEMS)
        if is_item and context.is_alone(mention.start, mention.end):
            return True
        if attribute in _NEVER_OF_TYPE and is_word_of_type(mention, place):
            return False
        if attribute == _FEATURE and is_had(mention, context):
            return True
        if attribute == _STRAP:  # "padded, adjustable shoulder straps"
            return context.is_of_noun(mention, _sure(_STRAP, place.mentions))
        return _is_adjective(attribute, place.own, is_title=is_title) and context.is_of_noun(mention, place.nouns)


def _is_adjective(attribute: str, own: frozenset[str], *, is_title: bool) -> bool:
    """Return whether a weak form before the noun of a product of some categories says its attribute."""
    if attribute == _FEATURE:
        return True
    if attribute == _COLOR:
        return is_title and bool(own) and own <= _WORN
    if attribute == _FLAVOR:  # "Raspberry Tea"
        return is_title and own == _FOOD
    if attribute == _GEMSTONE:
        return own == _JEWELRY
    return attribute in _ADJECTIVES and own.isdisjoint(_TASTED)


def _sure(attribute: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in mentions if one.attribute == attribute and not one.is_weak]


def _names(attribute: Attribute) -> frozenset[str]:
    """Return the names of an attribute that may stand beside a value: "in the colour almond", "almond scent"."""
    names = {" ".join(fold(name).split()) for name in attribute.names}
    return frozenset(names | {f"{name}s" for name in names})
