"""What can be said of products: attributes, their values, and how each is written and called in a language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from typing import NamedTuple

from catalog_cli import locales

CATEGORIES = (
    "accessories apparel baby bags beauty books computers electronics food footwear furniture garden health home "
    "jewelry kitchen media music office pets sports tools toys"
).split()
BUILTIN_LOCALES = ("en", "pt-BR", "es", "de", "fr")


class Kind(StrEnum):
    """What the values of an attribute are."""

    CHOICE = "choice"
    """One of a list."""
    COUNT = "count"
    """A whole number."""
    MEASURE = "measure"
    """A number with a unit of one of the attribute's dimensions."""
    DIMENSIONS = "dimensions"
    """Two or three lengths joined by ×."""
    TEXT = "text"
    """As it stands."""


class Form(NamedTuple):
    """One way to write a value in a language; a weak one counts only beside the attribute's name."""

    text: str
    language: str
    is_weak: bool = False
    is_exact_case: bool = False


class Value(NamedTuple):
    """One value of an attribute.

    `parent` is the id of the family it belongs to, "" if none. `labels` are by locale. `not_in` are phrases that
    contain one of its forms and mean something else. `only` and `never` are categories. `category` and `genders`
    (language -> "m", "f", "mp" or "fp") are known of product types alone. `gid` is its global id on Shopify, if known.
    """

    id: str
    parent: str
    labels: Mapping[str, str]
    forms: tuple[Form, ...]
    not_in: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    category: str = ""
    genders: Mapping[str, str] = {}
    gid: str = ""


@dataclass(frozen=True)
class Attribute:
    """One thing that can be said of a product.

    `dimensions` are those of its measures ("volume", "mass"). `only` and `never` are the categories that it applies
    to and does not; empty: no bound. `headers` are names of columns that hold it, beside its labels. `values_of` is
    the id of the attribute whose values it shares, "" for its own. `counts` says in a sentence what counts as it.
    `gid` is its global id on Shopify, "" if unknown.
    """

    id: str
    kind: Kind
    labels: Mapping[str, str]
    values: Mapping[str, Value] = field(default_factory=dict)
    dimensions: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    headers: tuple[str, ...] = ()
    values_of: str = ""
    counts: str = ""
    gid: str = ""

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name of the attribute in any language, casefolded: labels, headers and the id."""
        return frozenset(name.casefold() for name in (*self.labels.values(), *self.headers, self.id.replace("_", " ")))

    @cached_property
    def _by_name(self) -> dict[str, dict[str, str]]:
        """By language ("" for all) and name, casefolded, the id of the first value that is called so."""
        found: dict[str, dict[str, str]] = {"": {}}
        for value in self.values.values():
            named = [("", value.id)]
            named += [(locales.language(locale), label) for locale, label in value.labels.items()]
            named += [(form.language, form.text) for form in value.forms]
            for language, name in named:
                found.setdefault(language, {}).setdefault(name.casefold(), value.id)
                found[""].setdefault(name.casefold(), value.id)
        return found

    def value_named(self, name: str, language: str = "en") -> Value | None:
        """Return the value that a name, a label or a form means: in a language, else in any; None if there is none.

        >>> product_type = builtin().attributes["product_type"]
        >>> product_type.value_named("Notebook").id, product_type.value_named("Notebook", "pt").id
        ('paper-notebook', 'laptop')
        """
        folded = name.strip().casefold()
        found = self._by_name.get(language, {}).get(folded) or self._by_name[""].get(folded)
        return None if found is None else self.values[found]

    def families(self, value: str) -> tuple[str, ...]:
        """Return the ids of the families a value belongs to, the nearest first."""
        found = self._families.get(value)
        if found is None:
            found = self._families[value] = tuple(self._parents(value))
        return found

    @cached_property
    def _families(self) -> dict[str, tuple[str, ...]]:
        """What was asked of `families` before."""
        return {}

    def _parents(self, value: str) -> Iterator[str]:
        seen = {value}
        own = self.values.get(value)
        while own is not None and own.parent and own.parent not in seen:
            seen.add(own.parent)
            yield own.parent
            own = self.values.get(own.parent)


@dataclass(frozen=True, eq=False)
class AttributeSchema:
    """The attributes that products are tagged with, by id. Equal to itself alone, so that it can be a key."""

    attributes: Mapping[str, Attribute]

    @property
    def value_count(self) -> int:
        """How many values all attributes have together; shared lists count once."""
        return sum(len(one.values) for one in self.attributes.values() if not one.values_of)

    @cached_property
    def named(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the attributes that each name means, casefolded, in the schema's order.

        >>> builtin().named["cor"], builtin().named["comprimento"]
        (('color',), ('garment_length', 'length'))
        """
        found: dict[str, tuple[str, ...]] = {}
        for attribute in self.attributes.values():
            for name in sorted(attribute.names):
                found[name] = (*found.get(name, ()), attribute.id)
        return found

    @cached_property
    def digest(self) -> str:
        """The first 12 hex digits of the SHA-256 of all that the schema says, for signatures."""
        text = repr([(one.id, one.kind, sorted(one.labels.items()), _plain(one)) for one in self.attributes.values()])
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def label(self, attribute: str, value: str, locale: str) -> str:
        """Return what a value is called in a locale; a value without a label there has its English one, else its id.

        >>> builtin().label("material", "cotton", "pt-BR"), builtin().label("material", "cotton", "es-MX")
        ('Algodão', 'Algodón')
        """
        found = self.attributes[attribute].values[value]
        return label_in(found.labels, locale) or value

    def attribute_label(self, attribute: str, locale: str) -> str:
        """Return what an attribute is called in a locale, else in English, else its id."""
        return label_in(self.attributes[attribute].labels, locale) or attribute


def label_in(labels: Mapping[str, str], locale: str) -> str:
    """Return the label for a locale: its own, else one of its language, else the English one, else "".

    >>> label_in({"en": "Red", "pt-BR": "Vermelho"}, "pt-PT"), label_in({"en": "Red"}, "de")
    ('Vermelho', 'Red')
    """
    if locale in labels:
        return labels[locale]
    language = locales.language(locale)
    near = (text for have, text in labels.items() if locales.language(have) == language)
    return next(near, labels.get("en", ""))


def _plain(one: Attribute) -> object:
    values = [
        (
            value.id,
            value.parent,
            sorted(value.labels.items()),
            value.forms,
            value.not_in,
            sorted(value.only),
            sorted(value.never),
        )
        for value in one.values.values()
    ]
    return (one.headers, one.dimensions, sorted(one.only), sorted(one.never), one.values_of, values)


@cache
def builtin() -> AttributeSchema:
    """Return the schema that ships with the program."""
    from catalog_cli.attributes.schema_files import BUILTIN, read_schema

    return read_schema(BUILTIN, lazily=True)
