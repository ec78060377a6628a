"""The tags of a product by rules: values that its texts name, judged by what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from catalog_cli.attributes.categories import PRODUCT_TYPE, Categories, product_categories
from catalog_cli.attributes.cell_text import CellText
from catalog_cli.attributes.composition import composition
from catalog_cli.attributes.context import TextContext, cue_words
from catalog_cli.attributes.evidence import Evidence
from catalog_cli.attributes.gazetteer import Mention, gazetteer
from catalog_cli.attributes.measure_tags import measured
from catalog_cli.attributes.mention_places import Place, Product, Reading
from catalog_cli.attributes.mention_rules import MentionRules
from catalog_cli.attributes.named_values import NamedReader
from catalog_cli.attributes.product_text import BODY_TEXT, LIST_TEXT, NAMED_TEXT, TITLE_TEXT, ProductText, TextKind
from catalog_cli.attributes.product_types import named_types, shop_name, title_heads, work_types
from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.tag import Tag

# Which evidence is shown where several texts say the same: a column says it outright, a title before a description.
_RANK = {NAMED_TEXT: 3, TITLE_TEXT: 2, LIST_TEXT: 1, BODY_TEXT: 0}
_NAMED_RANK = _RANK[NAMED_TEXT]
# Cells of columns and lists up to this length repeat over a catalog: what was read of them is kept.
_LONGEST_KEPT = 160
_MOST_KEPT = 16_384
# Lists are kept with their mentions: 3 KB each.
_MOST_LISTS = 1_024


# Products that each step is done for before the next: a processor keeps the code of one step at hand, not that of
# all. It saves a sixth of the time; of more products, memory would hold too many mentions.
_AT_ONCE = 32

# What one text says, and how it speaks.
_Said = tuple[TextKind, Sequence[Evidence]]
# What is said, and what makes its evidence good: a share (more than the bare material), where, how sure.
_Best = tuple[bool, int, float, Evidence]


class RuleTagger:
    """Finds tags in the texts of products, written in the language of `locale`. Keeps what it read of columns."""

    def __init__(self, schema: AttributeSchema, locale: str) -> None:
        self.schema = schema
        self.locale = locale
        self._gazetteer = gazetteer(schema, locale)
        self._named = NamedReader(schema, self._gazetteer)
        self._words = cue_words(locale)
        self._rules = MentionRules(schema)
        self._families = _Families(schema)
        self._list_read = lru_cache(maxsize=_MOST_LISTS)(self._read_text)
        self._said_before = lru_cache(maxsize=_MOST_KEPT)(self._said_by)

    def tags(self, texts: Sequence[ProductText]) -> list[Tag]:
        """Return what the texts of one product say of it, by attribute and position.

        >>> from catalog_cli.attributes.cell_text import read_cell
        >>> from catalog_cli.attributes.schema import builtin
        >>> cell = read_cell("Navy cotton shirt, goes with black jeans")
        >>> title = ProductText(TextKind.TITLE, cell.text, cell, "Title")
        >>> [(tag.attribute, tag.value) for tag in RuleTagger(builtin(), "en").tags([title])]
        [('color', 'navy-blue'), ('material', 'cotton'), ('product_type', 'shirt')]
        """
        return self._tags_of([texts])[0]

    def tags_of(self, products: Sequence[Sequence[ProductText]]) -> list[list[Tag]]:
        """Return what the texts of each product say of it, as `tags` does."""
        groups = (products[begin : begin + _AT_ONCE] for begin in range(0, len(products), _AT_ONCE))
        return [tags for group in groups for tags in self._tags_of(group)]

    def _tags_of(self, group: Sequence[Sequence[ProductText]]) -> list[list[Tag]]:
        running = [[self._read(text) for text in texts if text.kind is not NAMED_TEXT] for texts in group]
        products = [self._product(*both) for both in zip(group, running, strict=True)]
        in_cells = [self._said_in_cells(*both) for both in zip(group, products, strict=True)]
        places = [self._places(*both) for both in zip(running, products, strict=True)]
        in_text = [[(place.kind, self._rules.evidence(place)) for place in own] for own in places]
        return [self._chosen([*cells, *text]) for cells, text in zip(in_cells, in_text, strict=True)]

    def _said_in_cells(self, texts: Sequence[ProductText], product: Product) -> list[_Said]:
        """Return what each text says of itself: its numbers, and the values of a named one."""
        said: list[_Said] = []
        for text in texts:
            if found := self._read_cell(text, product.categories):
                if PRODUCT_TYPE in text.attributes and product.types:
                    found = [one for one in found if one.attribute != PRODUCT_TYPE or one.value in product.types]
                said.append((text.kind, found))
        return said

    def _places(self, running: Sequence[Reading], product: Product) -> list[Place]:
        """Return the texts whose mentions may say something."""
        return [place for read in running if read.mentions and (place := self._rules.place(read, product))]

    def _chosen(self, said: Iterable[_Said]) -> list[Tag]:
        """Return the tags of what is said, by attribute and position; of two that say the same the better."""
        best: dict[tuple[str, str, str], _Best] = {}
        for kind, found in said:
            if found:
                _keep(best, kind, found)
        return sorted(self._without_parents(best.values()), key=_PLACE)

    def _read(self, text: ProductText) -> Reading:
        is_kept = text.kind is LIST_TEXT and len(text.text) <= _LONGEST_KEPT
        context, mentions = (self._list_read if is_kept else self._read_text)(text.text)
        return Reading(text, context, mentions, title_heads(context, mentions) if text.kind is TITLE_TEXT else ())

    def _read_text(self, text: str) -> tuple[TextContext, list[Mention]]:
        context = TextContext(text, self._words)
        return context, self._gazetteer.mentions_in(text, context.folded)

    def _product(self, texts: Sequence[ProductText], running: Sequence[Reading]) -> Product:
        """Return what is known of the product before any mention is judged: its types, category and names."""
        titles = [read for read in running if read.text.kind is TITLE_TEXT]
        # A book may be called anything.
        types = {one for read in running for one in work_types(read.text.text, read.mentions, self.schema)}
        types = types or {one.value for read in titles for one in read.heads}
        columns = [
            value.value
            for text in texts
            if text.kind is NAMED_TEXT and PRODUCT_TYPE in text.attributes
            for value in self._named.read(text.text, (PRODUCT_TYPE,))
        ]
        if not types and not columns:
            bodies = [read for read in running if read.text.kind is BODY_TEXT]
            spoken = named_types(bodies[0].context, bodies[0].mentions) if bodies else []
            # The first is the product, any other one its own kind or something that it comes with.
            types = {one for one in spoken if self._rules.is_kin(one, frozenset(spoken[:1]))}
        if types:  # the noun of the title says more than the shop's department
            columns = [one for one in columns if self._rules.is_kin(one, frozenset(types))]
        known = frozenset(types) | frozenset(columns)
        brands = {
            text.text.strip().casefold() for text in texts if text.kind is NAMED_TEXT and "brand" in text.attributes
        }
        shops = {name for read in titles if (name := shop_name(read.text.text))}
        return Product(product_categories(texts, known, self.schema), known, frozenset(brands | shops))

    def _read_cell(self, text: ProductText, categories: Categories) -> Sequence[Evidence]:
        """Return what a text says of itself: its numbers, and the values of a named one."""
        kind = text.kind
        if kind is TITLE_TEXT or kind is BODY_TEXT or len(text.text) > _LONGEST_KEPT:
            return self._said_in(text, categories)
        found = self._said_before(text.text, kind, text.attributes, text.unit, categories)
        return [one.of(text) for one in found] if found else found

    def _said_by(
        self, text: str, kind: TextKind, attributes: tuple[str, ...], unit: str, categories: Categories
    ) -> tuple[Evidence, ...]:
        """Return what a cell of its own says, wherever it stands."""
        cell = ProductText(kind, text, CellText(text), "", attributes=attributes, unit=unit)
        return tuple(self._said_in(cell, categories))

    def _said_in(self, text: ProductText, categories: Categories) -> list[Evidence]:
        found = self._numbers_in(text, categories)
        return [*found, *self._named_evidence(text, categories)] if text.kind is NAMED_TEXT else found

    def _numbers_in(self, text: ProductText, categories: Categories) -> list[Evidence]:
        said = measured(text, self.schema, self.locale, categories.possible)
        said += composition(text, self.schema, self._gazetteer)
        return [one for one in said if self._is_allowed(one, categories)]

    def _is_allowed(self, one: Evidence, categories: Categories) -> bool:
        if one.text.kind is NAMED_TEXT and one.attribute in one.text.attributes:
            return True  # what a column is named for needs no leave
        attribute = self.schema.attributes[one.attribute]
        return categories.allow(attribute.only, attribute.never)

    def _named_evidence(self, text: ProductText, categories: Categories) -> Iterator[Evidence]:
        values = self._named.read(text.text, text.attributes)
        if not values and PRODUCT_TYPE in text.attributes and (other := self._named.department(text.text)):
            values = (other,)
        for one in values:
            attribute = self.schema.attributes[one.attribute]
            if one.attribute not in text.attributes and not categories.allow(attribute.only, attribute.never):
                continue  # what a column is named for needs no leave
            yield Evidence(text, one.attribute, one.value, one.start, one.end, one.confidence, "column", one.literal)

    def _without_parents(self, found: Iterable[_Best]) -> list[Tag]:
        """Return the tags, without a family that a member of is found, unless a column names the family outright."""
        kept = list(found)
        families: set[tuple[str, str]] = set()
        for _, _, _, said in kept:
            if above := self._families[said[1:3]]:  # of its attribute and value
                families |= above
        if families:
            kept = [one for one in kept if one[1] == _NAMED_RANK or one[3][1:3] not in families]
        return [said.tag for _, _, _, said in kept]


class _Families(dict[tuple[str, str], frozenset[tuple[str, str]]]):
    """The families above a value of an attribute, found when they are first asked for; a literal has none."""

    def __init__(self, schema: AttributeSchema) -> None:
        super().__init__()
        self._schema = schema

    def __missing__(self, named: tuple[str, str]) -> frozenset[tuple[str, str]]:
        attribute, value = named
        families = self._schema.attributes[attribute].families(value) if value else ()
        found = self[named] = frozenset((attribute, family) for family in families)
        return found


def _keep(best: dict[tuple[str, str, str], _Best], kind: TextKind, found: Iterable[Evidence]) -> None:
    """Keep the better of two that say the same."""
    rank = _RANK[kind]
    for one in found:
        text, attribute, value, _, _, confidence, _, literal, share = one
        key = attribute, value or literal, text.variant
        have = best.get(key)
        new = share is not None, rank, confidence, one
        if have is None or new[:3] > have[:3]:
            best[key] = new


# A tag has a value or a literal.
_PLACE = itemgetter(*map(Tag._fields.index, ("attribute", "record", "start", "value", "literal", "variant")))
