"""Which column of a catalog holds what a listing needs: known by the words of its header, whatever the platform."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from catalog_cli import locales
from catalog_cli.feeds import feed_table
from catalog_cli.feeds.headers import words
from catalog_cli.feeds.table import matches
from catalog_cli.product import Column, Role, Schema

# By meaning: patterns of all words of a header, likelier ones first.
_HEADERS: Mapping[str, tuple[str, ...]] = {
    "short_description": ("short description|excerpt|summary",),
    "description": (r"(?:product |long |full |item )?description(?: html)?|body(?: html)?|(?:description )?content",),
    "bullets": (
        r"(?:g )?(?:bullet points?|(?:key )?product features?|product highlights?|features?)(?: \d+)?(?: value)?",
    ),
    "meta_title": (r"(?:seo|meta|page) title|meta (?:yoast wpseo|rank math) title",),
    "meta_description": (r"(?:seo|meta) description|meta (?:yoast wpseo metadesc|rank math description)",),
    "keywords": ("tags|(?:product )?keywords|meta keywords?|search terms|generic keywords?",),
    "category": (
        r"(?:product )?categor(?:y|ies)(?: ?1)?(?: path)?|(?:g )?product types?|custom product type",
        "collections?",
    ),
    "price": (
        r"(?:variant |regular |start |standard |unit |base )?price(?: usd| brl| eur)?|(?:g )?price",
        r"purchasable offer .+",
    ),
    "currency": ("(?:price )?currency(?: code)?",),
    "gtin": (
        r"(?:g )?(?:gtin|ean|upc|isbn|barcode)(?: ?1[34])?",
        "variant barcode|gtin upc ean or isbn|p (?:ean|upc|isbn)",
    ),
    "mpn": ("(?:g )?(?:google shopping / )?mpn|c mpn|manufacturer part number",),
    "quantity": (
        "(?:variant )?inventory (?:qty|quantity|count)|(?:g )?quantity|qty|available quantity",
        "stock(?: on hand| quantity)?",
    ),
    "images": (
        r"(?:product |variant |main |base )?image(?: ?1)?(?: (?:src|link|url))?|product image url|(?:g )?image link",
        r"images?(?: \d+)?(?: src)?|additional image links?|assets|(?:item photo|pic) url|gallery|pictures?",
    ),
    "link": ("(?:g )?link|(?:product |canonical )?url|permalink",),
    "condition": ("(?:g )?(?:google shopping / )?condition",),
}
_VARIANT_IMAGES = ("variant image(?: url)?|variant assets",)
_NAME_AND_VALUE = (
    (re.compile(r"option (\d+) name"), "option {} value"),
    (re.compile(r"option groups?()"), "option values?"),
    (re.compile(r"attribute (\d+) name"), r"attribute {} value s"),
    (re.compile(r"variation (\d+) name"), "variation {} values"),
)
# Titles that are none of the product itself.
_OTHER_TITLES = re.compile(r".*(?:seo|meta|sub ?title|alt|group|structured|brand|vendor|collection).*")


class OptionColumns(NamedTuple):
    """The columns of an option's name and of its values; without a column of names, what the values' column says."""

    name: int | None
    values: Column


class CatalogColumns(NamedTuple):
    """The columns of one catalog by meaning; `titles` are those of the product's own name."""

    titles: tuple[Column, ...]
    brands: tuple[Column, ...]
    skus: tuple[Column, ...]
    handles: tuple[Column, ...]
    by_meaning: Mapping[str, tuple[Column, ...]]
    variant_images: tuple[Column, ...]
    options: tuple[OptionColumns, ...]

    def of(self, meaning: str) -> tuple[Column, ...]:
        """Return the columns of a meaning, likelier ones first."""
        return self.by_meaning.get(meaning, ())


def catalog_columns(schema: Schema, locale: str) -> CatalogColumns:
    """Return the columns of a catalog whose texts are in `locale`; those of other locales are passed over."""
    language = locales.language(locale)
    spoken = [one for one in schema.columns if one.locale is None or locales.language(one.locale) == language]
    table = feed_table(schema.feed)
    found = {meaning: tuple(_matching(spoken, patterns)) for meaning, patterns in _HEADERS.items()}
    if not found["description"]:
        # The longest kind of text that a file has.
        found["description"] = tuple(one for role in (Role.HTML, Role.TEXT) for one in spoken if one.role is role)[:1]
    return CatalogColumns(
        titles=tuple(one for one in spoken if one.role is Role.TITLE and not _OTHER_TITLES.fullmatch(words(one.base))),
        brands=tuple(one for one in spoken if one.is_brand),
        skus=tuple(_matching(spoken, (*table.skus, "sku|item number|article number|stock ?code|product code"))),
        handles=tuple(one for one in spoken if one.role is Role.HANDLE),
        by_meaning=found,
        variant_images=tuple(_matching(spoken, _VARIANT_IMAGES)),
        options=tuple(_options(spoken)),
    )


def _matching(columns: Iterable[Column], patterns: tuple[str, ...]) -> Iterator[Column]:
    found: dict[int, Column] = {}
    listed = list(columns)
    for pattern in patterns:
        found.update({one.index: one for one in listed if one.index not in found and matches((pattern,), one.base)})
    return iter(found.values())


def _options(columns: Iterable[Column]) -> Iterator[OptionColumns]:
    """Yield the options that variants differ by: names beside values, and columns that are named for one."""
    listed = [(one, words(one.base)) for one in columns]
    taken: set[int] = set()
    for column, own in listed:
        for pattern, values in _NAME_AND_VALUE:
            if match := pattern.fullmatch(own):
                wanted = re.compile(values.format(match[1]))
                beside = next((other for other, name in listed if wanted.fullmatch(name)), None)
                if beside is not None:
                    taken |= {column.index, beside.index}
                    yield OptionColumns(column.index, beside)
    for column, own in listed:
        if column.role is Role.OPTION and column.in_variant and column.index not in taken and "name" not in own.split():
            yield OptionColumns(None, column)
