"""Products -> a file of translations alone: what names each product, and its texts in the target locale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog_cli.feeds.layouts import target_header
from catalog_cli.feeds.table import feed_table, matches
from catalog_cli.product import Column, Product, Schema


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """The columns of such a file: `keys` of the source, then the target of each of `texts`, called `header`."""

    keys: tuple[int, ...]
    texts: tuple[Column, ...]
    header: tuple[str, ...]

    def rows(self, product: Product) -> Iterator[list[str]]:
        """Yield a row for each record of a product that has targets.

        A text that stands in the source's own column for the locale is repeated: where the column is there, a shop
        reads an empty cell as no text.
        """
        found: dict[int, dict[int, str]] = {}
        is_new: set[int] = set()
        for _, own in product.all_fields():
            if own.target is not None:
                is_new.add(own.record)
            text = own.target if own.target is not None else own.existing
            if text and own.column.index in self._places:
                found.setdefault(own.record, {})[own.column.index] = text
        for number in sorted(is_new):
            record, texts = product.records[number], found.get(number, {})
            yield [
                *(record.value(key) for key in self.keys),
                *(texts.get(column.index, "") for column in self.texts),
            ]

    @property
    def _places(self) -> frozenset[int]:
        return frozenset(column.index for column in self.texts)


def translation_file(schema: Schema, texts: Sequence[Column], target_locale: str) -> TranslationFile | None:
    """Return the columns of a feed's file of translations, None if the feed has no such file, or rows of its own.

    `texts` are the columns whose targets it holds.

    >>> from catalog_cli.feeds.columns import schema as read
    >>> found = read(["sku", "name-en_US", "description-en_US-web", "price-EUR"], feed="akeneo", source_locale="en-US",
    ...              target_locale="pt-BR", roles={}, keep=(), has_header=True)
    >>> translation_file(found, found.translated, "pt-BR").header
    ('sku', 'name-pt_BR', 'description-pt_BR-web')
    """
    table = feed_table(schema.feed)
    if not table.keys or table.row_roles is not None:
        return None
    keys = tuple(column.index for column in schema.columns if matches(table.keys, column.base))
    names = [schema.columns[index].name for index in keys]
    for column in texts:
        if column.target is not None:
            names.append(schema.columns[column.target].name)
        else:
            # A file for one language calls its columns as the source's does.
            names.append(target_header(column, target_locale, table) if table.locale_header else column.name)
    return TranslationFile(keys, tuple(texts), tuple(names)) if keys else None
