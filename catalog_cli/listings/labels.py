"""What attributes and their values are called in one locale."""

from __future__ import annotations

from collections.abc import Iterable

from catalog_cli.attributes.schema import AttributeSchema, label_in
from catalog_cli.job import Measures
from catalog_cli.listings.item import Detail
from catalog_cli.product_facts import ProductFacts
from catalog_cli.tag import Tag
from catalog_cli.tag_columns.values import Writing, written

_PRODUCT_TYPE = "product_type"


class Labels:
    """Labels of a schema in a locale; `measures` says whether measures keep their units.

    >>> from catalog_cli.attributes.schema import builtin
    >>> labels = Labels(builtin(), "pt-BR")
    >>> labels.named("cotton", "material"), labels.named("material"), labels.named("unknown")
    ('Algodão', 'Material', 'unknown')
    """

    def __init__(self, schema: AttributeSchema, locale: str, measures: Measures = Measures.KEEP) -> None:
        self.schema, self.locale, self.measures = schema, locale, measures
        self._writing = Writing(locale, measures=measures)

    def of(self, tag: Tag) -> str:
        """Return what a tag's value is called; a measure is written as the locale writes it."""
        return written(tag, self.schema, self._writing)

    def values(self, tags: Iterable[Tag]) -> tuple[str, ...]:
        """Return the labels of tags, each once."""
        return tuple(dict.fromkeys(self.of(tag) for tag in tags))

    def named(self, name: str, attribute: str = "") -> str:
        """Return the label of an attribute, or of a value of one; the name itself where the schema has neither."""
        if attribute:
            known = self.schema.attributes.get(attribute)
            return self.schema.label(attribute, name, self.locale) if known and name in known.values else name
        return self.schema.attribute_label(name, self.locale) if name in self.schema.attributes else name

    def attribute_named(self, name: str) -> str:
        """Return the id of the attribute that a name means in any language, "" if none does."""
        return next(iter(self.schema.named.get(name.strip().casefold(), ())), "")

    def kind(self, facts: ProductFacts) -> str:
        """Return what kind of product it is, "" if that is not known."""
        return next(iter(self.values(facts.tags_of(_PRODUCT_TYPE))), "")

    def families(self, attribute: str, value: str) -> tuple[str, ...]:
        """Return what the families of a value are called, the nearest first; those without a label are left out."""
        known = self.schema.attributes[attribute]
        return tuple(
            label for family in known.families(value) if (label := label_in(known.values[family].labels, self.locale))
        )

    def details(self, facts: ProductFacts) -> tuple[Detail, ...]:
        """Return what is known, attribute by attribute."""
        return tuple(
            Detail(attribute, self.named(attribute), self.values(facts.tags_of(attribute)))
            for attribute in facts.attributes
            if attribute in self.schema.attributes
        )
