"""Where a mention stands in a text: in a name, behind 'with', before others, in the head of a title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from catalog_cli.attributes.categories import Categories
from catalog_cli.attributes.context import SENTENCE_END, TextContext
from catalog_cli.attributes.gazetteer import Mention, fold
from catalog_cli.attributes.product_text import ProductText, TextKind
from catalog_cli.attributes.product_types import first_phrase

_TITLE_BREAK = re.compile(r"\s(?:with|w/|featuring|com|c/)\s", re.IGNORECASE)
# Behind a trade mark and a label.
_BEHIND = frozenset("®™:")
_NEAR = 12
# Before the rest of a number, or of a number of the model.
_INSIDE_NUMBERS = frozenset(".,-")
_CODE = re.compile(r"[A-Z]+\d+")
# "with buttons": a fastening that a product has is how it closes.
_HAVING_PARTS = frozenset("with w has have features featuring includes including com tem possui inclui".split())
_ARTICLES = frozenset("a an the its e um uma o os as".split())
# So far before a part may "with" stand.
_MOST_BEFORE_HAD = 7


class Product(NamedTuple):
    """What is known of a product before its mentions are judged."""

    categories: Categories = Categories()
    types: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()


class Reading(NamedTuple):
    """One text with its mentions. `heads` are the product types that a title is headed by."""

    text: ProductText
    context: TextContext
    mentions: Sequence[Mention]
    heads: Sequence[Mention] = ()


@dataclass(slots=True)  # frozen, it takes twice as long to build
class Place:
    """A text of a product with what is asked of it at every mention. `own` are the product's categories.

    `types` are all mentions of product types, `nouns` where those of the product's own stand, `heads` the ones that a
    title is headed by. At `stop` begins the shop's name behind a title; what stands at `taken` says nothing.
    None of these is asked of a list.
    """

    text: ProductText
    kind: TextKind
    context: TextContext
    product: Product
    own: frozenset[str]
    mentions: Sequence[Mention]
    types: Sequence[Mention] = ()
    nouns: Sequence[tuple[int, int]] = ()
    stop: int = 0
    taken: Sequence[tuple[int, int]] = ()
    heads: Sequence[Mention] = ()
    listed: frozenset[tuple[int, str]] = frozenset()
    """Where colours, flavours or scents stand that are enumerated."""
    named: frozenset[str] = frozenset()
    """The attributes that the text may name, as `WeakForms` reads it."""


def phrase_start(mention: Mention, place: Place) -> int:
    """Return where the values begin that stand right before a mention: at "matte" of "in matte black"."""
    start, text = mention.start, place.context.text
    index = bisect_left(place.mentions, start, key=_start_of)
    for other in reversed(place.mentions[max(0, index - _NEAR) : index]):
        if start - 2 <= other.end < start and not text[other.end : start].strip():
            start = other.start
    return start


def is_had(mention: Mention, context: TextContext) -> bool:
    """Return whether a text says that the product has what a mention names: "with a lid, a spout and two handles"."""
    begin = context.text.rfind(";", 0, mention.start) + 1
    for word in reversed(context.before(mention.start)[-_MOST_BEFORE_HAD:]):
        if word in _HAVING_PARTS:
            place = context.low.rfind(word, begin, mention.start)
            return place >= 0 and not SENTENCE_END.search(context.text, place, mention.start)
        if word in context.rules.function_words and word not in _ARTICLES:
            return False
    return False


def is_word_of_type(mention: Mention, place: Place) -> bool:
    """Return whether a mention is a word of a product type's name: "digital" of a digital camera."""
    start, end = mention.start, mention.end
    for one in place.types:
        if one.start > start:
            return False
        if end <= one.end:
            return True
    return False


def _start_of(mention: Mention) -> int:
    return mention.start


def is_piece(mention: Mention, place: Place) -> bool:
    """Return whether a mention is a piece of something else: of a brand, a trade mark, a number, a label.

    So are all in a shop's name behind a title.
    """
    text, start, end = place.context.text, mention.start, mention.end
    if place.taken and any(begin <= start and end <= stop for begin, stop in place.taken):
        return True
    if text[end : end + 1] in _BEHIND and (text[end] != ":" or "\n" in text[start:end]):
        return True  # "18 mm wide", "Color: natural": it takes in the label of the next line
    if text[start - 1 : start] in _INSIDE_NUMBERS and _is_inside_number(text, start, end):
        return True
    return start >= place.stop and not place.context.is_alone(start, end)


def _is_inside_number(text: str, start: int, end: int) -> bool:
    """Return whether what stands behind a dot, a comma or a hyphen is the rest of a number."""
    if start < 2:
        return False
    if text[start].isdigit() and text[start - 1] in ".," and text[start - 2].isdigit():
        return True  # the "5g" of "4.5g"
    # the "B22" of "295573-B22"
    return text[start - 1] == "-" and text[start - 2].isalnum() and _CODE.fullmatch(text, start, end) is not None


def is_in_title(mention: Mention, place: Place) -> bool:
    """Return whether a title says a colour or pattern of the product, not of what comes with it."""
    if mention.end <= first_phrase(place.context.text) or place.context.is_alone(mention.start, mention.end):
        return True
    return (
        not _TITLE_BREAK.search(place.context.text, 0, mention.start)
        and place.context.part(mention, place.nouns) is None
    )


def brand_names(context: TextContext, brands: frozenset[str]) -> list[tuple[int, int]]:
    """Return where a text names the product's brand."""
    found: list[tuple[int, int]] = []
    for brand in brands:
        first, pattern = _name_pattern(brand)
        if first in context.low:
            found += [one.span() for one in pattern.finditer(context.low)]
    return found


@lru_cache(maxsize=4096)
def _name_pattern(brand: str) -> tuple[str, re.Pattern[str]]:
    """Return the first word of a brand, and where the whole of it stands."""
    words = fold(brand).split()
    return words[0] if words else "", re.compile(r"\b" + " +".join(map(re.escape, words)) + r"\b" if words else r"(?!)")
