"""The facts of a product of a catalog: its title, its maker, its tags and its texts."""

from __future__ import annotations

from catalog_cli import locales
from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.descriptions.places import is_meta
from catalog_cli.product import Field, Product, Role
from catalog_cli.product_facts import ProductFacts

# A description of a hundred thousand characters is none: the rest of such a cell is not read.
_LONGEST_CELL = 100_000


def facts_of(product: Product, source_locale: str, locale: str, minimum_confidence: float = 0.0) -> ProductFacts:
    """Return what is known of a tagged product; its title in `locale` where the catalog has that, else as it stands.

    Tags below `minimum_confidence` are left out. The first tag of a brand is the brand.
    """
    tags = tuple(tag for tag in product.tags if tag.confidence >= minimum_confidence)
    title, title_locale = _title(product, source_locale, locale)
    texts = (
        read_cell(field.value[:_LONGEST_CELL]).text
        for _, field in product.all_fields()
        if field.column.is_translated and field.value.strip()
    )
    brand = next((tag.literal for tag in tags if tag.attribute == "brand" and tag.literal), "")
    return ProductFacts(product.key, title, brand, tags, tuple(dict.fromkeys(texts)), title_locale)


def _title(product: Product, source_locale: str, locale: str) -> tuple[str, str]:
    titles = [field for field in product.fields if field.column.role is Role.TITLE and not is_meta(field.column)]
    if not titles:
        return "", source_locale
    first = titles[0]
    same = locales.language(locale) == locales.language(source_locale)
    translated = "" if same else _translated(first)
    return (translated, locale) if translated else (read_cell(first.value).text.strip(), source_locale)


def _translated(field: Field) -> str:
    return read_cell(field.target or field.existing or "").text.strip()
