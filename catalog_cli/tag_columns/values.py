"""How tags are written into cells: as labels of a locale or as ids, joined, and never as a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog_cli.attributes.literals import literal_label
from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.job import Measures
from catalog_cli.product import Product
from catalog_cli.tag import Tag

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Values repeat over a catalog.
_MOST_KEPT = 16_384


@dataclass(frozen=True, slots=True)
class Writing:
    """How tags are written: `locale` is that of the labels; `ids` writes the schema's ids instead of them.

    `separator` joins several values in one cell. `overwrite` replaces what stands in a platform's own columns.
    `measures` says whether a measure keeps its unit.
    """

    locale: str
    ids: bool = False
    separator: str = "; "
    overwrite: bool = False
    measures: Measures = Measures.KEEP


def written(tag: Tag, schema: AttributeSchema, writing: Writing) -> str:
    """Return a tag's value as it is shown: its label, its measure as the locale writes it, or its own text.

    >>> from catalog_cli.attributes.schema import builtin
    >>> navy = Tag("color", "navy-blue", "", 1.0, "Title", 0, 0, 4, "navy")
    >>> written(navy, builtin(), Writing("pt-BR")), written(navy, builtin(), Writing("pt-BR", ids=True))
    ('Azul-marinho', 'navy-blue')
    >>> written(Tag("weight", "", "2.5 kg", 1.0, "Title", 0, 0, 4, "2.5kg"), builtin(), Writing("pt-BR"))
    '2,5 kg'
    """
    if writing.ids:
        return tag.value or tag.literal
    if tag.value:
        return _label(schema, tag.attribute, tag.value, writing.locale)
    return _literal(tag.literal, schema.attributes[tag.attribute].kind, writing.locale, writing.measures)


_literal = lru_cache(maxsize=_MOST_KEPT)(literal_label)


@lru_cache(maxsize=_MOST_KEPT)
def _label(schema: AttributeSchema, attribute: str, value: str, locale: str) -> str:
    return schema.label(attribute, value, locale)


def values_of(tags: Sequence[Tag], attribute: str, schema: AttributeSchema, writing: Writing) -> list[str]:
    """Return the values of one attribute, each once: the larger share first, else as they stand in the text."""
    return ordered([tag for tag in tags if tag.attribute == attribute], schema, writing)


def by_attribute(tags: Sequence[Tag]) -> dict[str, list[Tag]]:
    """Return the tags of each attribute, as they come."""
    found: dict[str, list[Tag]] = {}
    for tag in tags:
        found.setdefault(tag.attribute, []).append(tag)
    return found


def ordered(own: Sequence[Tag], schema: AttributeSchema, writing: Writing) -> list[str]:
    """Return the values of tags of one attribute, each once, in the order of `values_of`."""
    if len(own) == 1:
        return [written(own[0], schema, writing)]
    if any(tag.share for tag in own):
        own = sorted(own, key=lambda tag: -(tag.share or 0))
    return list(dict.fromkeys([written(tag, schema, writing) for tag in own]))


def by_record(product: Product) -> Iterator[tuple[int, list[Tag]]]:
    """Yield the index of each record that has tags, and those that belong there: the product's own with its first."""
    found: dict[int, list[Tag]] = {}
    for tag in product.tags:
        found.setdefault(tag.record if tag.variant else 0, []).append(tag)
    yield from sorted(found.items())


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("-20 °C"), guarded("Azul")
    ("'=1+1", "'-20 °C", 'Azul')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def free_name(name: str, taken: Sequence[str]) -> str:
    """Return a column name that no column has: the name itself, or with a number.

    >>> free_name("tags", ["sku", "Tags"]), free_name("tags", ["sku"])
    ('tags_2', 'tags')
    """
    low = {one.casefold().partition(".")[0].removesuffix("[]") for one in taken} | {one.casefold() for one in taken}
    number, found = 1, name
    while found.casefold() in low:
        number += 1
        found = f"{name}_{number}"
    return found
