"""Which mentions in running text become tags: one rule for each kind of attribute."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from catalog_cli.attributes.categories import PRODUCT_TYPE, Categories
from catalog_cli.attributes.clashes import attributes_of, clashes, is_likelier, without_nested
from catalog_cli.attributes.context_cues import MINOR
from catalog_cli.attributes.enumerations import JOINT, enumerated
from catalog_cli.attributes.evidence import Evidence
from catalog_cli.attributes.gazetteer import Mention
from catalog_cli.attributes.mention_places import (
    Place,
    Product,
    Reading,
    brand_names,
    is_in_title,
    is_piece,
    phrase_start,
)
from catalog_cli.attributes.product_text import BODY_TEXT, LIST_TEXT, TITLE_TEXT
from catalog_cli.attributes.product_types import first_phrase, title_heads
from catalog_cli.attributes.schema import Attribute, AttributeSchema
from catalog_cli.attributes.weak_forms import PURPOSES, WeakForms

MATERIAL, COLOR, GEMSTONE = "material", "color", "gemstone"
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
_DISPLAY = re.compile(r" *(?:[\w']+ +)?(?:displays?|screens?|tvs?|televisions?|monitors?|visor|tela|telas|monitor) ")
# Their weak forms say nothing alone: "espresso" among a coffee machine's tags is no colour.
_AMBIGUOUS = frozenset({"color", "material", "flavor", "scent", "compatibility", "theme", "gemstone"})
_JEWELRY = frozenset({"jewelry"})
# What words say of jewelry rather than this: a gold ring is of gold, a bracelet of quartz has its stones.
_OF_JEWELRY = {COLOR: MATERIAL, MATERIAL: GEMSTONE}
# Of works, a title and a summary tell the story, not the thing.
_WORKS = frozenset({"books", "media"})
_SAID_OF_WORKS = frozenset({"product_type", "book_format", "language", "condition"})
# What stands last in a title behind "|" or "by" is who sells or makes it.
_SHOP = re.compile(r"(?:\s\||\sby)\s[^|]*$")
_ITEM = re.compile(r"[^,;|\n>•]+")
_ITEM_LABEL = re.compile(r"^\s*[\w ]{1,30}[:=]\s*")

# "Applicable Material: Glass; Metal": what a product is used on, up to the next label.
_USED_ON_HINTS = ("aterial", "urface", "abric", "pplication")
# So is what a glue sticks to: "adheres to many surfaces, including metal and glass".
_USED_ON = re.compile(
    r"[AaSsRr](?:pplicable|uitable|ecommended) (?:[Mm]aterial|[Ss]urface|[Ff]abric)s?\s*:[^:.\n]*"
    r"|Application\s*:[^:;.\n]*|surfaces,? (?:including|such as|like) [^.;\n]*"
)
# Kept of categories, and of types and products.
_MOST_KEPT = 256
_MOST_TYPES = 4_096
_NOTHING = (-1, "")

TITLE, BODY, LIST = 0.96, 0.92, 0.93


class MentionRules:
    """Judges the mentions of one text after another."""

    def __init__(self, schema: AttributeSchema) -> None:
        self._attributes = schema.attributes
        self._named = schema.named
        self._allowed: dict[Categories, _Allowed] = {}
        self._weak = WeakForms(one for one in schema.attributes.values() if one.values and not one.values_of)
        self.is_kin = lru_cache(maxsize=_MOST_TYPES)(self._is_kin)
        self._is_known = lru_cache(maxsize=_MOST_TYPES)(self._is_known_type)
        # How values are said of the whole product; of other attributes, they are wherever they stand.
        self._said: dict[str, Callable[[Mention, Place], bool]] = {
            **dict.fromkeys(_APPEARANCE, self._is_appearance),
            **dict.fromkeys(PURPOSES, _is_purpose),
            "feature": _is_no_noun,
            "texture": _is_of_no_part,
            "light_source": _is_no_display,
        }

    def place(self, reading: Reading, product: Product) -> Place | None:
        """Return a text without a name, ready to be judged; None if it names nothing that such a product can be.

        The text is a title, a description or a list.
        """
        applies = self._allowed.get(product.categories)
        if applies is None:
            if len(self._allowed) >= _MOST_KEPT:
                self._allowed.clear()
            applies = self._allowed[product.categories] = _Allowed(self._attributes, product.categories)
        allowed = [one for one in reading.mentions if applies[one[2:4]]]  # by its attribute and value
        if not allowed:
            return None
        if reading.text.kind is LIST_TEXT:
            return Place(reading.text, LIST_TEXT, reading.context, product, product.categories.own, allowed)
        return self._running_place(reading, without_nested(allowed), product)

    def evidence(self, place: Place) -> list[Evidence]:
        """Return what a text says of its product."""
        return self._listed(place) if place.kind is LIST_TEXT else self._running(place)

    def _running(self, place: Place) -> list[Evidence]:
        """Return what running text says; of values joined by "and", the others follow the one that is judged."""
        text, written, clashing = place.text, place.text.text, clashes(place.mentions)
        confidence = TITLE if place.kind is TITLE_TEXT else BODY
        found: list[Evidence] = []
        last: dict[str, tuple[int, str]] = {}
        waiting: dict[str, list[Mention]] = {}
        said: set[tuple[str, str]] = set()
        for mention in place.mentions:
            start, end, name, value, is_weak, _ = mention
            if (name, value) in said and name != MATERIAL:
                last[name] = end, name
                continue
            rivals = clashing.get((start, end)) if clashing else None
            if rivals and not self._wins(mention, rivals, place):
                continue
            stop, attribute = last.pop(name, _NOTHING)
            if not attribute or name in _EACH or not JOINT.fullmatch(written, stop, start):  # "in red and blue"
                attribute = self._judge(mention, place, is_clashing=rivals is not None)
            before = waiting.pop(name, None) if waiting else None
            is_joined = before and JOINT.fullmatch(written, before[-1].end, start)  # "black, green and herbal teas"
            if attribute:
                if before and is_joined:
                    found += [Evidence.found(text, attribute, one, confidence) for one in before]
                found.append(Evidence.found(text, attribute, mention, confidence))
                said.add((attribute, value))
                last[name] = end, attribute
            elif is_weak:
                waiting[name] = [*before, mention] if before and is_joined else [mention]
        return found

    def _running_place(self, reading: Reading, mentions: Sequence[Mention], product: Product) -> Place:
        text, context, _, heads = reading
        written, kind, types = text.text, text.kind, [one for one in mentions if one.attribute == PRODUCT_TYPE]
        nouns = [(one.start, one.end) for one in types if not product.types or self.is_kin(one.value, product.types)]
        taken = [*brand_names(context, product.brands), *_used_on(written)]
        shop = _SHOP.search(written) if kind is TITLE_TEXT else None
        stop = shop.start() if shop else len(written)
        if kind is TITLE_TEXT and len(mentions) < len(reading.mentions):
            heads = title_heads(context, mentions)
        listed, named = enumerated(written, mentions), self._weak.named_in(context)
        return Place(
            text,
            kind,
            context,
            product,
            product.categories.own,
            mentions,
            types,
            nouns,
            stop,
            taken,
            heads,
            listed,
            named,
        )

    def _is_kin(self, value: str, types: frozenset[str]) -> bool:
        """Return whether a type is one of the product's, or above or below one of them."""
        if self._is_known_type(value, types):
            return True
        families = self._attributes[PRODUCT_TYPE].families
        return any(value in families(one) for one in types)

    def _is_known_type(self, value: str, types: frozenset[str]) -> bool:
        """Return whether a type is one of the product's, or below one of them."""
        return value in types or not types.isdisjoint(self._attributes[PRODUCT_TYPE].families(value))

    def _listed(self, place: Place) -> list[Evidence]:
        """Return the values that are whole items of a list."""
        text, types, items = place.text, place.product.types, set()
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
            for one in place.mentions
            if one[:2] in items  # where it stands
            and (one.attribute != PRODUCT_TYPE or one.value in types)
            and not (one.is_weak and one.attribute in _AMBIGUOUS)
        ]
        clashing = clashes(chosen)
        return [Evidence.found(text, one.attribute, one, LIST, "list") for one in chosen if one[:2] not in clashing]

    def _judge(self, mention: Mention, place: Place, *, is_clashing: bool) -> str:
        """Return the attribute that a mention is a tag of, "" if it says nothing of the product."""
        start, _, attribute, _, is_weak, _ = mention
        if attribute == PRODUCT_TYPE:
            return attribute if self._is_own_type(mention, place) else ""
        is_sure = not is_weak or (start, attribute) in place.listed
        if not is_sure and not self._weak.is_clear(mention, place, is_clashing=is_clashing):
            return ""
        if is_piece(mention, place):
            return ""
        if place.own and place.own <= _WORKS and attribute not in _SAID_OF_WORKS:
            return ""
        context = place.context
        if (context.frees and context.is_freed(mention)) or context.is_denied_or_foreign(mention):
            return ""
        if attribute == MATERIAL:
            return self._material(mention, place)
        return attribute if self._is_said(mention, place) else self._otherwise(mention)

    def _is_own_type(self, mention: Mention, place: Place) -> bool:
        """Return whether a text names the product's own type."""
        value, types = mention.value, place.product.types
        if place.kind is TITLE_TEXT:
            is_own = value in types and mention in place.heads
        else:
            is_own = self._is_known(value, types) and not place.context.is_denied_or_foreign(mention)
        return is_own and not is_piece(mention, place)

    def _is_said(self, mention: Mention, place: Place) -> bool:
        """Return whether a value that is not denied is said of the whole product."""
        if mention.value in _OF_PARTS:
            return not place.context.is_of_part(mention) and self._is_appearance(mention, place)
        is_said = self._said.get(mention.attribute)
        return is_said is None or is_said(mention, place)

    def _otherwise(self, mention: Mention) -> str:
        """Return the attribute that a mention says instead: the light of an LED display is how the display works."""
        other = self._attributes.get("display_technology")
        if mention.attribute == "light_source" and other is not None and mention.value in other.values:
            return other.id
        return ""

    def _material(self, mention: Mention, place: Place) -> str:
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
        return part if place.product.categories.allow(attribute.only, attribute.never) else MATERIAL

    def _is_appearance(self, mention: Mention, place: Place) -> bool:
        context = place.context
        if mention.value in _OF_PAGES:
            return True
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
        return not place.product.types and mention.end <= first_phrase(context.text)

    def _wins(self, mention: Mention, rivals: Sequence[Mention], place: Place) -> bool:
        """Return whether a mention stands where `rivals`, itself among them, name values with the same words."""
        attribute = mention.attribute
        if place.own == _JEWELRY and _OF_JEWELRY.get(attribute) in attributes_of(rivals):
            return False
        if mention.is_weak:
            return True
        sure: set[str] = set()
        for one in rivals:
            if one is mention:
                continue
            if not one.is_weak:
                sure.add(one.attribute)
            elif self._weak.is_named(one, place):
                return False
        return not sure or self._weak.is_named(mention, place) or is_likelier(attribute, sure, place.own)


class _Allowed(dict[tuple[str, str], bool]):
    """Whether a value of an attribute can be said of products of some categories, worked out when it is first asked."""

    def __init__(self, attributes: Mapping[str, Attribute], categories: Categories) -> None:
        super().__init__()
        self._attributes = attributes
        self._categories = categories

    def __missing__(self, named: tuple[str, str]) -> bool:
        attribute, allow = self._attributes[named[0]], self._categories.allow
        value = attribute.values[named[1]]
        # A material may turn out to be that of a lining, which has bounds of its own.
        only = frozenset[str]() if attribute.id in (MATERIAL, PRODUCT_TYPE) else attribute.only
        found = self[named] = allow(only, attribute.never) and allow(value.only, value.never)
        return found


def _is_purpose(mention: Mention, place: Place) -> bool:
    """Return whether a description says what the product is for; a title does."""
    if place.kind is not BODY_TEXT:
        return True
    context = place.context
    if context.is_purpose(mention.start) or context.is_of_noun(mention, place.nouns):
        return True
    return context.is_alone(mention.start, mention.end)


def _is_no_noun(mention: Mention, place: Place) -> bool:
    """Return whether a feature is not the product itself: the pocket of a file pocket."""
    return not [start for start, end in place.nouns if start < mention.start and end == mention.end]


def _is_of_no_part(mention: Mention, place: Place) -> bool:
    """Return whether a texture is not that of a part: "nonskid rubber base"."""
    return place.context.part(mention, place.nouns) is None


def _is_no_display(mention: Mention, place: Place) -> bool:
    return not _DISPLAY.match(place.context.low, mention.end)


def _used_on(text: str) -> list[tuple[int, int]]:
    """Return where a text says what the product is used on."""
    if ":" not in text and "urface" not in text:
        return []
    if not any(hint in text for hint in _USED_ON_HINTS):
        return []
    return [found.span() for found in _USED_ON.finditer(text)]


def _holds_name(attribute: Attribute, words: str) -> bool:
    return not attribute.names.isdisjoint(words.split())
