"""The tags of whole products: rules first, and what they leave open from a model that a merchant trained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from catalog_cli import locales
from catalog_cli.attributes.product_reading import ProductReader
from catalog_cli.attributes.product_text import ProductText, TextKind
from catalog_cli.attributes.rule_tagger import RuleTagger
from catalog_cli.attributes.schema import Attribute, AttributeSchema, Kind
from catalog_cli.product import Product, Schema
from catalog_cli.tag import Tag

if TYPE_CHECKING:
    from catalog_cli.attributes.tagger.learned_tagger import LearnedTagger

# Products that a model reads at once: arrays pay, and memory stays flat.
_BLOCK = 256
_PRODUCT_TYPE = "product_type"


class ProductTagger:
    """Tags the products of one catalog, whose columns are `columns`, written in the language of `locale`.

    `attributes` are the ids of those that are looked for, all by default. A tag below `minimum_confidence` is left
    out; `learned` finds attributes in titles, those of its own that the schema lacks included.
    """

    def __init__(
        self,
        columns: Schema,
        schema: AttributeSchema,
        locale: str,
        *,
        attributes: Sequence[str] = (),
        minimum_confidence: float = 0.0,
        learned: LearnedTagger | None = None,
    ) -> None:
        self._learned = learned
        self._ids = {} if learned is None else _learned_ids(learned, schema)
        self.schema = schema if learned is None else _with_open(schema, self._ids)
        self._reader = ProductReader(columns, self.schema, locale)
        self._rules = RuleTagger(self.schema, locale)
        self._attributes = frozenset(attributes)
        self._language = locales.language(locale)
        self._minimum = minimum_confidence

    def tagged(self, products: Iterable[Product]) -> Iterator[Product]:
        """Yield the products, in order, with their tags; a block of them is held at a time."""
        products = iter(products)
        while block := list(islice(products, _BLOCK)):
            texts = [self._reader.texts(product) for product in block]
            found = self._rules.tags_of(texts)
            if self._learned is not None:
                found = self._completed(texts, found)
            for product, tags in zip(block, found, strict=True):
                yield product._replace(tags=self._wanted(tags))

    def _wanted(self, tags: Sequence[Tag]) -> tuple[Tag, ...]:
        minimum, attributes = self._minimum, self._attributes
        return tuple(
            [tag for tag in tags if tag.confidence >= minimum and (not attributes or tag.attribute in attributes)]
        )

    def _completed(self, texts: Sequence[Sequence[ProductText]], found: Sequence[list[Tag]]) -> list[list[Tag]]:
        """Return the tags with those of the model for attributes that no rule found."""
        learned = self._learned
        if learned is None:
            return list(found)
        titles = [next((text for text in own if text.kind is TextKind.TITLE), None) for own in texts]
        read = [("" if title is None else title.text, _category(own)) for title, own in zip(titles, texts, strict=True)]
        completed = []
        for tags, title, spans in zip(found, titles, learned.tag(read), strict=True):
            known = {tag.attribute for tag in tags}
            new = [] if title is None else [self._learned_tag(title, *span) for span in spans]
            completed.append([*tags, *(tag for tag in new if tag.attribute not in known)])
        return completed

    def _learned_tag(self, title: ProductText, name: str, start: int, end: int, confidence: float) -> Tag:
        attribute = self.schema.attributes[self._ids[name]]
        text = title.text[start:end]
        value = attribute.value_named(text, self._language)
        found_by = f"model:{self._learned.name}" if self._learned is not None else ""
        return title.tag(
            attribute.id,
            "" if value is None else value.id,
            start,
            end,
            literal=text if value is None else "",
            confidence=confidence,
            found_by=found_by,
        )


def _category(texts: Sequence[ProductText]) -> str:
    """Return what a product's column of types, or its first list, says that it is; "" if nothing does."""
    named = next((text.text for text in texts if _PRODUCT_TYPE in text.attributes), "")
    return named or next((text.text for text in texts if text.kind is TextKind.LIST), "")


def _learned_ids(learned: LearnedTagger, schema: AttributeSchema) -> dict[str, str]:
    """Return the attribute's id for each name that a model knows: the schema's where it has such a name."""
    found: dict[str, str] = {}
    names = dict.fromkeys(name for fields in learned.parts.fields.values() for name in fields.attributes)
    for name in names:
        known = schema.named.get(name.casefold())
        found[name] = known[0] if known else re.sub(r"\W+", "_", name.casefold()).strip("_")
    return found


def _with_open(schema: AttributeSchema, ids: dict[str, str]) -> AttributeSchema:
    """Return the schema with an attribute of open text for each id that it lacks."""
    new = {own: Attribute(own, Kind.TEXT, {"en": name}) for name, own in ids.items() if own not in schema.attributes}
    return AttributeSchema({**schema.attributes, **new}) if new else schema
