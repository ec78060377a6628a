"""What sort of goods a product is, as far as its category columns and its product types tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from catalog_cli.attributes.product_text import LIST_TEXT, NAMED_TEXT, ProductText
from catalog_cli.attributes.schema import Attribute, AttributeSchema

PRODUCT_TYPE = "product_type"

# Words of shops' category paths and what is sold under them. A department that holds many things names them all.
_WORDS = {
    "apparel": "apparel clothing clothes fashion womenswear menswear outerwear tops bottoms dresses lingerie swimwear "
    "activewear knitwear roupa roupas vestuário moda blusas camisetas vestidos",
    "footwear": "footwear shoes shoe sneakers boots sandals calçado calçados sapatos tênis sandálias",
    "bags": "bags bag handbags luggage backpacks bolsas mochilas malas",
    "jewelry": "jewelry jewellery watches joia joias semijoias bijuteria bijuterias relógios",
    "accessories": "accessories acessórios eyewear sunglasses óculos",
    "baby": "baby babies infant bebê bebês",
    "beauty": "beauty cosmetics makeup skincare haircare fragrance fragrances perfumery beleza cosméticos maquiagem "
    "perfumaria perfumes",
    "health": "health wellness pharmacy supplements saúde farmácia suplementos",
    "books": "books book livros livro",
    "media": "media movies films dvd music vinyl games filmes música músicas",
    "music": "instruments instrumentos guitars",
    "computers": "computers computer computing laptops computadores informática notebooks",
    "electronics": "electronics electronic phones photo cameras audio video tv mobile eletrônicos celulares câmeras "
    "áudio",
    "food": "food foods grocery beverages drinks snacks coffee tea wine alimentos alimento mercearia bebidas café chá",
    "furniture": "furniture móveis",
    "garden": "garden outdoor patio plants jardim plantas",
    "home": "home household decor decoration bedding lighting bath casa lar decoração cama banho iluminação",
    "kitchen": "kitchen cookware kitchenware dining restaurant appliance appliances cozinha panelas eletrodomésticos",
    "office": "office stationery school escritório papelaria",
    "pets": "pet pets dog cat dogs cats animal animals",
    "sports": "sport sports sporting fitness esporte esportes esportivo",
    "tools": "tools tool hardware industrial automotive ferramentas ferragens",
    "toys": "toy toys games brinquedo brinquedos jogos",
}
# What a shelf of such a department can hold besides: no shop has a department for each.
_ALSO = {
    "home": ("furniture", "kitchen", "garden", "tools"),
    "garden": ("home", "tools"),
    "office": ("electronics", "computers"),
    "electronics": ("computers",),
    "computers": ("electronics", "accessories"),
    "sports": ("apparel", "footwear", "bags", "accessories"),
    "baby": ("apparel", "toys"),
    "beauty": ("health",),
    "health": ("beauty",),
    "kitchen": ("home",),
    "furniture": ("home",),
    "footwear": ("apparel",),
    "apparel": ("footwear", "accessories", "bags"),
    "bags": ("accessories",),
    "jewelry": ("accessories",),
    "media": ("music",),
}
_CATEGORY_OF = {word: category for category, words in _WORDS.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+")
_PATH = re.compile(r"\w\s*>\s*\w")
_CATEGORY_COLUMN = re.compile(
    r"categor|collection|department|departamento|product.?type|\btype\b|\btipo\b|facet|taxonomy|breadcrumb",
    re.IGNORECASE,
)


class Categories(NamedTuple):
    """Categories of a product: `own` are the ones it is in, `possible` those that it may be in as well.

    Both are empty if nothing is known.
    """

    own: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()

    def allow(self, only: frozenset[str], never: frozenset[str]) -> bool:
        """Return whether something bound to some categories, and barred from others, can be said of the product.

        >>> known = Categories(frozenset({"food"}), frozenset({"food"}))
        >>> known.allow(frozenset({"food", "beauty"}), frozenset()), known.allow(frozenset(), frozenset({"food"}))
        (True, False)
        """
        if self.own and never and self.own <= never:
            return False
        return not (only and self.possible and self.possible.isdisjoint(only))


@lru_cache(maxsize=4096)
def words_categories(text: str) -> frozenset[str]:
    """Return the categories that the words of a category path name.

    >>> sorted(words_categories("Clothing > Hoodies"))
    ['apparel']
    >>> sorted(words_categories("Computers And Accessories"))
    ['computers']
    """
    found = {_CATEGORY_OF[word] for word in _WORD.findall(text.casefold()) if word in _CATEGORY_OF}
    return frozenset(found - {"accessories"} if len(found) > 1 else found)


def types_categories(types: Iterable[str], attribute: Attribute | None) -> frozenset[str]:
    """Return the categories of product types."""
    if attribute is None:
        return frozenset()
    found = (attribute.values[one].category for one in types if one in attribute.values)
    return frozenset(one for one in found if one)


def product_categories(texts: Sequence[ProductText], types: Iterable[str], schema: AttributeSchema) -> Categories:
    """Return the categories of a product: by its types, else by its category columns."""
    typed = types_categories(types, schema.attributes.get(PRODUCT_TYPE))
    named: set[str] = set()
    for text in texts:
        if text.kind not in (LIST_TEXT, NAMED_TEXT):
            continue
        if _is_category_column(text.field) or (">" in text.text and _PATH.search(text.text)):
            named |= words_categories(text.text[:1000])
    return known_categories(typed, frozenset(named))


@lru_cache(maxsize=4096)
def known_categories(typed: frozenset[str], named: frozenset[str]) -> Categories:
    """Return what follows from the categories of product types and those of category columns."""
    possible = set(typed | named)
    for one in typed | named:
        possible.update(_ALSO.get(one, ()))
    return Categories(typed or named, frozenset(possible))


@lru_cache(maxsize=1024)
def _is_category_column(field: str) -> bool:
    return _CATEGORY_COLUMN.search(field) is not None
