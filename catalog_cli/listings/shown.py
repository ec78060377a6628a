"""An item -> what templates see of it: texts and labels, and the parts of its title in the marketplace's order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape

from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.attributes.literals import quantity_literal, same_measure
from catalog_cli.conventions.measures import find_measures
from catalog_cli.fitting.wording import wording
from catalog_cli.listings.agreement import agreeing_color
from catalog_cli.listings.item import Item, Offer, Part, Shown
from catalog_cli.listings.labels import Labels
from catalog_cli.tag import Tag

NAME = "name"
# A title says only what is all but certain: between the two, tags are for filters.
_LEAST_CONFIDENCE = 0.8
# What may stand behind a title that the merchant wrote: facts of one word that need no agreement. The others are said
# by the title itself or in the text.
_ADDED = frozenset(
    "brand model material color size capacity net_content pack_quantity screen_size storage_capacity".split()
)
# Running text says these of a part as well: "a cream sofa with a wooden base".
_OF_PARTS = frozenset({"material", "color", "model"})
_PRODUCT_TYPE = "product_type"
_LEAST_LETTERS = 4
_OPTION = "option "
_WORD = re.compile(r"[^\W_]+")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_ITEMS = re.compile(r"\s*(?:</li>\s*)?<li\b[^<>]*>\s*", re.IGNORECASE)
_MANY_BREAKS = re.compile(r"\n\s*\n\s*")


def shown(item: Item, offer: Offer | None, labels: Labels) -> Shown:
    """Return what templates see: of one offer, or of the whole product where `offer` is None."""
    facts = item.facts._replace(tags=tuple(tags_of(item, offer)))
    first = offer or item.offers[0]
    text = plain_text(item.description, is_html=item.is_html)
    return Shown(
        name=item.name,
        brand=item.brand,
        kind=item.kind,
        description=text,
        html=item.description if item.is_html else as_html(text),
        short_description=item.short_description,
        bullets=item.bullets,
        keywords=item.keywords,
        meta_title=item.meta_title,
        meta_description=item.meta_description,
        category=item.category,
        options=first.options if offer is not None else (),
        sku=first.sku,
        gtin=first.gtin,
        mpn=first.mpn,
        price=first.price,
        currency=first.currency,
        handle=item.handle,
        details=labels.details(facts),
    )


def tags_of(item: Item, offer: Offer | None) -> Iterator[Tag]:
    """Yield the tags that hold for an offer: its own, and the product's of attributes that it has none of."""
    if offer is None or not offer.key:
        yield from item.facts.tags
        return
    own = {tag.attribute for tag in item.facts.tags if tag.variant == offer.key}
    others = {tag.attribute for tag in item.facts.tags if tag.variant}
    for tag in item.facts.tags:
        # What tells the other variants apart is not said of this one: "Black" of a product is its black variant's.
        if tag.variant == offer.key or (not tag.variant and tag.attribute not in own and tag.attribute not in others):
            yield tag


def title_parts(item: Item, offer: Offer | None, order: Sequence[str], labels: Labels) -> tuple[Part, ...]:
    """Return the parts of a title in order: the product's own title, and around it what that does not say.

    Of an attribute with several values nothing is said. What tells an offer from the others is always among them.
    """
    tags = list(tags_of(item, offer))
    options = {} if offer is None else {one.attribute or _OPTION + one.name: one.value for one in offer.options}
    core = item.name or item.kind
    said = _words(core)
    found: list[Part] = []
    for attribute in _with_core(order):
        if attribute == NAME:
            text = core
        elif attribute in options:
            text = _unless_said(options.pop(attribute), said)
        elif attribute == "brand":
            text = _unless_said(item.brand, said)
        elif attribute in _ADDED:
            text = _unless_said(_one_value(item, attribute, tags, labels), said)
        else:
            continue
        if text:
            text = agreeing_color(text, item, labels) if attribute == "color" else text
            found.append(Part(attribute, text))
    found += [Part(name, text) for name, value in options.items() if (text := _option_text(name, value, said))]
    return tuple(found)


def _option_text(name: str, value: str, said: str) -> str:
    """Return what an option without a place in the order says: "No" says nothing without what is not there."""
    if name == _OPTION + "SKU":
        return ""  # nothing that a buyer reads
    is_bare = len(value) < _LEAST_LETTERS or value.isdigit()
    if is_bare and name.startswith(_OPTION):
        return f"{name.removeprefix(_OPTION)}: {value}"
    return _unless_said(value, said)


def _with_core(order: Sequence[str]) -> list[str]:
    """Return an order of attributes with the product's own title in the place of its type."""
    listed = [NAME if attribute == _PRODUCT_TYPE else attribute for attribute in order]
    if NAME not in listed:
        listed.insert(0, NAME)
    at = listed.index(NAME)
    # A title that a person wrote is not opened with an attribute: only its brand and its model go before it.
    early = [one for one in listed[:at] if one in ("brand", "model")]
    return [*early, NAME, *(one for one in listed if one not in early and one != NAME)]


def _one_value(item: Item, attribute: str, tags: Sequence[Tag], labels: Labels) -> str:
    said = _words(item.name)
    own = [tag for tag in tags if tag.attribute == attribute]
    if attribute in _OF_PARTS and any(tag.field in item.body_fields for tag in own):
        return ""
    if any(tag.field in item.title_fields or tag.confidence < _LEAST_CONFIDENCE for tag in own):
        return ""
    if any(same_measure(tag.literal, one) for tag in own if tag.literal for one in _measures(item.name, labels.locale)):
        return ""  # "1.5 L" where the title says "1.5L"
    values = labels.values(own)
    if len(values) != 1:
        return ""
    # "Wool Jumper" says enough of a blend of wool.
    small = wording(labels.locale).function_words
    is_half_said = any(word not in small and word in said.split() for word in _words(values[0]).split())
    return "" if is_half_said else values[0]


@lru_cache(maxsize=256)
def _measures(text: str, locale: str) -> tuple[str, ...]:
    return tuple(quantity_literal(one) for one in find_measures(text, locale))


def _unless_said(text: str, said: str) -> str:
    words = _words(text)
    return "" if not words or f" {words} " in f" {said} " else text


def _words(text: str) -> str:
    """Return a text as words without case and accents, one space between."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_WORD.findall("".join(char for char in bare if not unicodedata.combining(char))))


def plain_text(text: str, *, is_html: bool) -> str:
    """Return a description as paragraphs of plain text, an empty line between.

    >>> plain_text("<p>Soft &amp; warm</p><ul><li>Red</li></ul>", is_html=True)
    'Soft & warm\\n\\n- Red'
    """
    seen = read_cell(_ITEMS.sub("<br>- ", text)).text if is_html else text
    lines = (_BLANKS.sub(" ", line).strip() for line in seen.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def as_html(text: str) -> str:
    """Return paragraphs of plain text as HTML; what stands in them stays text.

    >>> as_html("Fish & chips\\n\\n<b> is no tag")
    '<p>Fish &amp; chips</p>\\n<p>&lt;b&gt; is no tag</p>'
    """
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    return "\n".join("<p>" + escape(part, quote=False).replace("\n", "<br>") + "</p>" for part in paragraphs)
