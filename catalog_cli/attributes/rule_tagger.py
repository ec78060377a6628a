"""The tags of a product by rules: values that its texts name, judged by what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from catalog_cli.attributes.categories import PRODUCT_TYPE, Categories, product_categories
from catalog_cli.attributes.context import TextContext, cue_words
from catalog_cli.attributes.gazetteer import Gazetteer, Mention
from catalog_cli.attributes.measure_tags import measure_tags
from catalog_cli.attributes.mention_rules import MentionRules, Product, shop_name
from catalog_cli.attributes.named_values import NamedReader
from catalog_cli.attributes.product_text import ProductText, TextKind
from catalog_cli.attributes.product_types import named_types, title_heads, work_types
from catalog_cli.attributes.schema import AttributeSchema, Kind
from catalog_cli.tag import Tag

_NUMBERS = frozenset({Kind.COUNT, Kind.MEASURE, Kind.DIMENSIONS})
# Which evidence is shown where several texts say the same: a column says it outright, a title before a description.
_RANK = {TextKind.NAMED: 3, TextKind.TITLE: 2, TextKind.LIST: 1, TextKind.BODY: 0}


class _Read(NamedTuple):
    """One text with its mentions."""

    text: ProductText
    context: TextContext
    mentions: list[Mention]


class RuleTagger:
    """Finds tags in the texts of products, written in the language of `locale`. Keeps what it read of columns."""

    def __init__(self, schema: AttributeSchema, locale: str) -> None:
        self.schema = schema
        self.locale = locale
        self._gazetteer = Gazetteer(schema, locale)
        self._named = NamedReader(schema, self._gazetteer)
        self._words = cue_words(locale)
        self._rules = MentionRules(schema)

    def tags(self, texts: Sequence[ProductText]) -> list[Tag]:
        """Return what the texts of one product say of it, by attribute and position.

        >>> from catalog_cli.attributes.cell_text import read_cell
        >>> from catalog_cli.attributes.schema import builtin
        >>> cell = read_cell("Navy cotton shirt, goes with black jeans")
        >>> title = ProductText(TextKind.TITLE, cell.text, cell, "Title")
        >>> [(tag.attribute, tag.value) for tag in RuleTagger(builtin(), "en").tags([title])]
        [('color', 'navy-blue'), ('material', 'cotton'), ('product_type', 'shirt')]
        """
        running = [self._read(text) for text in texts if text.kind is not TextKind.NAMED]
        product = self._product(texts, running)
        found: list[tuple[int, Tag]] = []
        for text in texts:
            rank = _RANK[text.kind]
            found += ((rank, tag) for tag in self._numbers(text, product.categories))
            if text.kind is TextKind.NAMED:
                found += ((rank, tag) for tag in self._named_tags(text, product.categories))
        for read in running:
            rank = _RANK[read.text.kind]
            found += ((rank, tag) for tag in self._rules.tags(read.text, read.context, read.mentions, product))
        return sorted(self._without_parents(_best(found)), key=_place)

    def _read(self, text: ProductText) -> _Read:
        return _Read(text, TextContext(text.text, self._words), self._gazetteer.mentions(text.text))

    def _product(self, texts: Sequence[ProductText], running: Sequence[_Read]) -> Product:
        """Return what is known of the product before any mention is judged: its types, category and names."""
        titles = [read for read in running if read.text.kind is TextKind.TITLE]
        types = {one.value for read in titles for one in title_heads(read.context, read.mentions)}
        columns = [
            value.value
            for text in texts
            if text.kind is TextKind.NAMED and PRODUCT_TYPE in text.attributes
            for value in self._named.read(text.text, (PRODUCT_TYPE,))
        ]
        if not types and not columns:
            types = {one for read in running for one in work_types(read.text.text, read.mentions, self.schema)}
        if not types and not columns:
            bodies = [read for read in running if read.text.kind is TextKind.BODY]
            types = set(named_types(bodies[0].context, bodies[0].mentions)) if bodies else set()
        known = frozenset(types) | frozenset(columns)
        brands = {
            text.text.strip().casefold() for text in texts if text.kind is TextKind.NAMED and "brand" in text.attributes
        }
        shops = {name for read in titles if (name := shop_name(read.text.text))}
        return Product(product_categories(texts, known, self.schema), known, frozenset(brands | shops))

    def _numbers(self, text: ProductText, categories: Categories) -> Iterator[Tag]:
        for tag in measure_tags(text, self.schema, self.locale, categories.possible):
            attribute = self.schema.attributes[tag.attribute]
            if categories.allow(attribute.only, attribute.never):
                yield tag

    def _named_tags(self, text: ProductText, categories: Categories) -> Iterator[Tag]:
        values = self._named.read(text.text, text.attributes)
        if not values and PRODUCT_TYPE in text.attributes and (other := self._named.department(text.text)):
            values = (other,)
        for one in values:
            attribute = self.schema.attributes[one.attribute]
            if attribute.kind is Kind.CHOICE:
                value = attribute.values[one.value]
                if one.attribute not in text.attributes and not categories.allow(attribute.only, attribute.never):
                    continue
                if not categories.allow(value.only, value.never):
                    continue
            yield text.tag(
                one.attribute,
                one.value,
                one.start,
                one.end,
                literal=one.literal,
                confidence=one.confidence,
                found_by="column",
            )

    def _without_parents(self, tags: Iterable[tuple[int, Tag]]) -> list[Tag]:
        """Drop a family where a member of it is found, unless a column names the family outright."""
        kept = list(tags)
        families: set[tuple[str, str]] = set()
        for _, tag in kept:
            if tag.value:
                families.update(
                    (tag.attribute, one) for one in self.schema.attributes[tag.attribute].families(tag.value)
                )
        return [tag for rank, tag in kept if rank == _RANK[TextKind.NAMED] or tag.identity not in families]


def _best(found: Iterable[tuple[int, Tag]]) -> list[tuple[int, Tag]]:
    """Return one tag for what each part of the product is said to be: the one with the best evidence."""
    best: dict[tuple[str, str, str], tuple[int, Tag]] = {}
    for rank, tag in found:
        key = (*tag.identity, tag.variant)
        have = best.get(key)
        if have is None or (rank, tag.confidence) > (have[0], have[1].confidence):
            best[key] = (rank, tag)
    return list(best.values())


def _place(tag: Tag) -> tuple[str, int, int, str, str]:
    return tag.attribute, tag.record, tag.start, tag.value or tag.literal, tag.variant
