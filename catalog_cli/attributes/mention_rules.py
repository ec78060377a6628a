"""Which mentions in running text become tags: one rule for each kind of attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog_cli.attributes.categories import PRODUCT_TYPE, Categories
from catalog_cli.attributes.clashes import attributes_of, clashes, is_likelier, without_nested
from catalog_cli.attributes.context import TextContext
from catalog_cli.attributes.context_cues import MINOR
from catalog_cli.attributes.enumerations import JOINT, enumerated
from catalog_cli.attributes.evidence import Evidence
from catalog_cli.attributes.gazetteer import Mention, fold
from catalog_cli.attributes.mention_places import (
    Place,
    brand_names,
    is_broken,
    is_had,
    is_in_a_name,
    is_in_title,
    is_word_of_type,
    phrase_start,
)
from catalog_cli.attributes.product_text import BODY_TEXT, LIST_TEXT, TITLE_TEXT, ProductText
from catalog_cli.attributes.product_types import first_phrase, title_heads
from catalog_cli.attributes.schema import Attribute, AttributeSchema

MATERIAL, COLOR, STRAP, FLAVOR, GEMSTONE = "material", "color", "strap_type", "flavor", "gemstone"
# Joined by "and", each of them still is judged for itself.
_EACH = frozenset({"feature", "product_type"})
# Said of the product only beside its noun: any part or picture has a colour too.
_APPEARANCE = frozenset({"color", "pattern", "shape"})
# Only pages are so.
_OF_PAGES = frozenset({"ruled", "quad-ruled"})
# Words that are said of straps and legs as often as of the whole.
_OF_PARTS = frozenset(
    "adjustable padded swivel detachable reversible extendable height-adjustable double-sided".split()
)
# Said of a product in sentences with "for", or beside its noun: books go to school in any bag.
_PURPOSES = frozenset({"activity", "occasion", "room", "season"})
# As whole items between commas their weak forms are sure: "Range, gas, 60 in".
_ITEMS = frozenset({"power_source", "mounting", "assembly", "closure", "finish", "style", "texture", "feature"})
# So are these in a title: "Popcorn, Butter, 22/Box", "Folder, Natural, 25/Box".
_TITLE_ITEMS = frozenset({"color", "flavor"})
_DISPLAY = re.compile(r" *(?:[\w']+ +)?(?:displays?|screens?|tvs?|televisions?|monitors?|visor|tela|telas|monitor) ")
# Their weak forms say nothing alone: "espresso" among a coffee machine's tags is no colour.
_AMBIGUOUS = frozenset({"color", "material", "flavor", "scent", "compatibility", "theme", "gemstone"})
# "HP New 583718-001": behind "new" stands a number, not what is new about it.
_NUMBER_OR_END = re.compile(r"\s+\S*\d|\s*(?:$|[-–|,(]\s)")
# Before the product's noun their weak forms are sure too: a modern chair; a peach shirt, but no peach tea.
_ADJECTIVES = frozenset({"style", "texture", "pattern", "shape", "feature", "activity"})
_JEWELRY, _FOOD = frozenset({"jewelry"}), frozenset({"food"})
# The words of a type's own name say nothing else: "digital" of a digital camera, "coffee" of coffee creamer.
_NEVER_OF_TYPE = frozenset({"feature", "flavor", "shape"})
_TASTED = frozenset({"food", "beauty", "health"})
_WORN = frozenset({"apparel", "footwear", "bags"})
# Of works, a title and a summary tell the story, not the thing.
_WORKS = frozenset({"books", "media"})
_SAID_OF_WORKS = frozenset({"product_type", "book_format", "language", "condition"})
# What stands last in a title behind "|" or "by" is who sells or makes it.
_SHOP = re.compile(r"(?:\s\||\sby)\s[^|]*$")
_ITEM = re.compile(r"[^,;|\n>•]+")
_ITEM_LABEL = re.compile(r"^\s*[\w ]{1,30}[:=]\s*")

_HAVING = frozenset({"with", "has", "features", "com", "tem", "possui"})

# "Applicable Material: Glass; Metal": what a product is used on, up to the next label.
_USED_ON_HINTS = ("aterial", "urface", "abric", "pplication")
# So is what a glue sticks to: "adheres to many surfaces, including metal and glass".
_USED_ON = re.compile(
    r"[AaSsRr](?:pplicable|uitable|ecommended) (?:[Mm]aterial|[Ss]urface|[Ff]abric)s?\s*:[^:.\n]*"
    r"|Application\s*:[^:;.\n]*|surfaces,? (?:including|such as|like) [^.;\n]*"
)


_MOST_KEPT = 256

TITLE, BODY, LIST = 0.96, 0.92, 0.93


class Product(NamedTuple):
    """What is known of a product before its mentions are judged."""

    categories: Categories = Categories()
    types: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()


class MentionRules:
    """Judges the mentions of one text after another."""

    def __init__(self, schema: AttributeSchema) -> None:
        self._attributes = schema.attributes
        self._named = schema.named
        self._allowed: dict[Categories, dict[tuple[str, str], bool]] = {}
        self._beside = {one.id: _beside(one) for one in schema.attributes.values() if one.values and not one.values_of}

    def evidence(
        self, text: ProductText, context: TextContext, mentions: Sequence[Mention], product: Product
    ) -> list[Evidence]:
        """Return what a text without a name says: a title, a description, a list."""
        if len(self._allowed) > _MOST_KEPT:
            self._allowed.clear()
        allowed_before = self._allowed.setdefault(product.categories, {})
        allowed = []
        for one in mentions:
            is_allowed = allowed_before.get((one.attribute, one.value))
            if is_allowed or (is_allowed is None and self._applies(one, product.categories, allowed_before)):
                allowed.append(one)
        if not allowed:
            return []
        if text.kind is LIST_TEXT:
            return list(self._listed(text, allowed, product))
        return list(self._running(self._place(text, context, without_nested(allowed), product), product))

    def _running(self, place: Place, product: Product) -> Iterator[Evidence]:
        """Yield what running text says; of values joined by "and", the others follow the one that is judged."""
        text, clashing = place.text, clashes(place.mentions)
        confidence = TITLE if text.kind is TITLE_TEXT else BODY
        last: dict[str, tuple[int, str]] = {}
        waiting: dict[str, list[Mention]] = {}
        said: set[tuple[str, str]] = set()
        new = tuple.__new__  # half the time of calling Evidence
        for mention in place.mentions:
            name = mention.attribute
            if name != MATERIAL and (name, mention.value) in said:
                last[name] = mention.end, name
                continue
            others = clashing.get(mention) if clashing else None
            if others and not self._wins(mention, others, place.context, product):
                continue
            end, attribute = last.get(name, (-1, ""))
            if (
                not attribute or name in _EACH or not JOINT.fullmatch(text.text, end, mention.start)
            ):  # "in red and blue"
                attribute = self._judge(mention, place, product, is_clashing=bool(others))
            before = waiting.pop(name, [])
            is_joined = bool(before) and JOINT.fullmatch(text.text, before[-1].end, mention.start) is not None
            if attribute and is_joined:  # "black, green and herbal teas"
                for one in before:
                    yield Evidence(text, attribute, one.value, one.start, one.end, confidence)
            elif not attribute and mention.is_weak:
                waiting[name] = [*before, mention] if is_joined else [mention]
            last[name] = mention.end, attribute
            if attribute:
                said.add((attribute, mention.value))
                yield new(
                    Evidence,
                    (text, attribute, mention.value, mention.start, mention.end, confidence, "gazetteer", "", None),
                )

    def _place(self, text: ProductText, context: TextContext, mentions: Sequence[Mention], product: Product) -> Place:
        nouns = [
            (one.start, one.end)
            for one in mentions
            if one.attribute == PRODUCT_TYPE and (not product.types or self.is_kin(one.value, product.types))
        ]
        is_title = text.kind is TITLE_TEXT
        shop = _SHOP.search(text.text) if is_title else None
        stop = shop.start() if shop else len(text.text)
        taken = brand_names(context, product.brands)
        if any(hint in text.text for hint in _USED_ON_HINTS):
            taken += [found.span() for found in _USED_ON.finditer(text.text)]
        heads = title_heads(context, mentions) if is_title else []
        return Place(text, text.kind, context, mentions, nouns, stop, taken, heads, enumerated(text.text, mentions))

    def is_kin(self, value: str, types: frozenset[str]) -> bool:
        """Return whether a type is one of the product's, or above or below one of them."""
        if value in types:
            return True
        families = self._attributes[PRODUCT_TYPE].families
        return not types.isdisjoint(families(value)) or any(value in families(one) for one in types)

    def _applies(self, mention: Mention, categories: Categories, known: dict[tuple[str, str], bool]) -> bool:
        """Return whether a value can be said of products of some categories; `known` keeps what was found."""
        attribute = self._attributes[mention.attribute]
        value = attribute.values[mention.value]
        # A material may turn out to be that of a lining, which has bounds of its own.
        only = frozenset[str]() if mention.attribute in (MATERIAL, PRODUCT_TYPE) else attribute.only
        found = categories.allow(only, attribute.never) and categories.allow(value.only, value.never)
        known[mention.attribute, mention.value] = found
        return found

    def _listed(self, text: ProductText, mentions: Sequence[Mention], product: Product) -> Iterator[Evidence]:
        """Yield the values that are whole items of a list."""
        items = set()
        has_labels = ":" in text.text or "=" in text.text
        for found in _ITEM.finditer(text.text):
            item = found[0].rstrip(" -")
            label = _ITEM_LABEL.match(item) if has_labels else None
            if label and label[0].strip(" :=").casefold() in self._named:
                continue  # it was read under its name
            start = found.start() + (label.end() if label else len(item) - len(item.lstrip(" -")))
            items.add((start, found.start() + len(item)))
        chosen = [
            one
            for one in mentions
            if (one.start, one.end) in items
            and (one.attribute != PRODUCT_TYPE or one.value in product.types)
            and not (one.is_weak and one.attribute in _AMBIGUOUS)
        ]
        clashing = clashes(chosen)
        for one in chosen:
            if one not in clashing:
                yield Evidence(text, one.attribute, one.value, one.start, one.end, LIST, "list")

    def _judge(self, mention: Mention, place: Place, product: Product, *, is_clashing: bool) -> str:
        """Return the attribute that a mention is a tag of, "" if it says nothing of the product."""
        attribute = mention.attribute
        is_sure = not mention.is_weak or attribute == PRODUCT_TYPE or (mention.start, attribute) in place.listed
        if not is_sure and not self._is_clear(mention, place, product, is_clashing):
            return ""
        if is_in_a_name(mention, place) or is_broken(mention, place.context.text):
            return ""
        if attribute == PRODUCT_TYPE:
            return self._type(mention, place, product)
        if product.categories.own and product.categories.own <= _WORKS and attribute not in _SAID_OF_WORKS:
            return ""
        if place.context.is_freed(mention) or place.context.is_denied_or_foreign(mention):
            return ""
        if attribute == MATERIAL:
            return self._material(mention, place, product)
        return attribute if self._is_said(mention, place, product) else self._otherwise(mention, place)

    def _is_said(self, mention: Mention, place: Place, product: Product) -> bool:
        """Return whether a value that is not denied is said of the whole product."""
        attribute, context = mention.attribute, place.context
        if mention.value in _OF_PARTS:
            return not context.is_of_part(mention) and self._is_appearance(mention, place, product)
        if attribute in _APPEARANCE and mention.value not in _OF_PAGES:
            return self._is_appearance(mention, place, product)
        if attribute == "feature" and any(a < mention.start and mention.end == b for a, b in place.nouns):
            return False  # the pocket of a file pocket is the product
        if attribute == "texture" and context.part(mention, place.nouns) is not None:
            return False  # "nonskid rubber base"
        if attribute in _PURPOSES and place.kind is BODY_TEXT:
            return self._is_purpose(mention, place)
        return attribute != "light_source" or not _DISPLAY.match(context.low, mention.end)

    def _otherwise(self, mention: Mention, place: Place) -> str:
        """Return the attribute that a mention says instead: the light of an LED display is how the display works."""
        other = self._attributes.get("display_technology")
        if mention.attribute == "light_source" and other is not None and mention.value in other.values:
            return other.id
        return ""

    def _is_purpose(self, mention: Mention, place: Place) -> bool:
        """Return whether a description says what the product is for."""
        context = place.context
        if context.is_purpose(mention.start) or context.is_of_noun(mention, place.nouns):
            return True
        return context.is_alone(mention.start, mention.end)

    def _is_clear(self, mention: Mention, place: Place, product: Product, is_clashing: bool) -> bool:
        """Return whether a weak form is sure here: beside its attribute's name, or an adjective of the product."""
        if self._is_named_beside(mention, place.context):
            return True
        own = product.categories.own
        if mention.attribute == MATERIAL and own == _JEWELRY and is_clashing:  # a gold ring is of gold
            return True
        if mention.attribute == "condition" and place.kind is TITLE_TEXT:
            return _NUMBER_OR_END.match(place.context.text, mention.end) is not None
        if mention.attribute in _PURPOSES and place.context.is_purpose(mention.start):
            return True
        is_item = mention.attribute in _ITEMS or (place.kind is TITLE_TEXT and mention.attribute in _TITLE_ITEMS)
        if is_item and place.context.is_alone(mention.start, mention.end):
            return True
        if mention.attribute in _NEVER_OF_TYPE and is_word_of_type(mention, place):
            return False
        if mention.attribute == "feature" and is_had(mention, place.context):
            return True
        if mention.attribute == STRAP and place.context.is_of_noun(mention, _sure(STRAP, place.mentions)):
            return True  # "padded, adjustable shoulder straps"
        is_worn = place.kind is TITLE_TEXT and own and own <= _WORN
        is_eaten = place.kind is TITLE_TEXT and own == _FOOD  # "Raspberry Tea"
        adjectives = {
            "feature": True,
            COLOR: bool(is_worn),
            FLAVOR: is_eaten,
            GEMSTONE: own == _JEWELRY,
        }
        is_adjective = adjectives.get(mention.attribute, mention.attribute in _ADJECTIVES and own.isdisjoint(_TASTED))
        return is_adjective and place.context.is_of_noun(mention, place.nouns)

    def _is_named_beside(self, mention: Mention, context: TextContext) -> bool:
        """Return whether the attribute's own name stands right before or behind a weak form."""
        names = self._beside[mention.attribute]
        if context.leads_to(mention.end, names):
            return True
        left = context.before(mention.start)
        if mention.attribute == "closure" and left and left[-1] in _HAVING:
            return True
        return context.follows(mention.start, names)

    def _type(self, mention: Mention, place: Place, product: Product) -> str:
        context = place.context
        if place.kind is TITLE_TEXT:
            return PRODUCT_TYPE if mention in place.heads and mention.value in product.types else ""
        if context.is_denied_or_foreign(mention):
            return ""
        families = self._attributes[PRODUCT_TYPE].families(mention.value)
        is_known = mention.value in product.types or not product.types.isdisjoint(families)
        return PRODUCT_TYPE if is_known else ""

    def _material(self, mention: Mention, place: Place, product: Product) -> str:
        context = place.context
        if context.is_imitated(mention, place.nouns):
            return ""
        part = context.part(mention, place.nouns)
        if part is None:
            return MATERIAL
        if part == MINOR:
            return ""
        attribute = self._attributes.get(part)
        if attribute is None:
            return ""
        # A fridge has no lining: its steel interior is what it is made of.
        return part if product.categories.allow(attribute.only, attribute.never) else MATERIAL

    def _is_appearance(self, mention: Mention, place: Place, product: Product) -> bool:
        context = place.context
        if place.kind is TITLE_TEXT:
            return is_in_title(mention, place)
        if (mention.start, mention.attribute) in place.listed:
            return True
        if context.is_of_noun(mention, place.nouns) or context.is_alone(phrase_start(mention, place), mention.end):
            return True
        if _holds_name(self._attributes[mention.attribute], context.low[mention.start : mention.end]):
            return True  # "in assorted colors"
        if context.part(mention, place.nouns) is not None or context.is_name(mention):
            return False
        if context.is_stated(phrase_start(mention, place)):
            return True
        return not product.types and mention.end <= first_phrase(context.text)

    def _wins(self, mention: Mention, others: Sequence[Mention], context: TextContext, product: Product) -> bool:
        """Return whether a mention stands where others name other attributes with the same words."""
        if mention.attribute == COLOR and product.categories.own == _JEWELRY and MATERIAL in attributes_of(others):
            return False
        if mention.attribute == MATERIAL and product.categories.own == _JEWELRY and GEMSTONE in attributes_of(others):
            return False  # a bracelet of quartz
        if mention.is_weak:
            return True
        if any(other.is_weak and self._is_named_beside(other, context) for other in others):
            return False
        rivals = attributes_of([other for other in others if not other.is_weak])
        if not rivals or self._is_named_beside(mention, context):
            return True
        return is_likelier(mention.attribute, rivals, product.categories.own)


def _holds_name(attribute: Attribute, words: str) -> bool:
    return not attribute.names.isdisjoint(words.split())


def _sure(attribute: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in mentions if one.attribute == attribute and not one.is_weak]


def _beside(attribute: Attribute) -> frozenset[str]:
    """Return the names of an attribute that may stand beside a value: "in the colour almond", "almond scent"."""
    names = {" ".join(fold(name).split()) for name in attribute.names}
    return frozenset(names | {f"{name}s" for name in names})
