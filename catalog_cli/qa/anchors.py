"""Anchors: what two texts of different languages share if they speak of one product.

Values of attributes by their ids (a material, a colour, a kind of product: tens of thousands of words), numbers by
their value, and words that look alike in both languages, as names and many words of Latin and Greek do.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from catalog_cli.attributes.gazetteer import Gazetteer, gazetteer
from catalog_cli.attributes.schema import builtin
from catalog_cli.conventions.number_words import find_number_words
from catalog_cli.conventions.numbers import number_values
from catalog_cli.glossary.function_words import function_words
from catalog_cli.locales import language
from catalog_cli.qa.wording import words

_LEAST_LETTERS = 4
_STEM = 5  # letters by which two words of two languages are taken for one: "perfume", "resistente"


@lru_cache(maxsize=64)
def anchors(text: str, locale: str) -> frozenset[str]:
    """Return what a text is recognized by in any language.

    >>> sorted(anchors("Cotton, 12 cm", "en") & anchors("Algodão, 12 cm", "pt-BR"))
    ['#12', 'material:cotton']
    """
    found: set[str] = set()
    for one in _gazetteer(locale).mentions(text):
        if not one.is_weak:
            families = builtin().attributes[one.attribute].families(one.value)
            found |= {f"{one.attribute}:{value}" for value in (one.value, *families)}
    found |= {f"#{value.normalize():f}" for value in number_values(text, locale)}
    found |= {f"#{word.value.normalize():f}" for word in find_number_words(text, locale)}
    small = function_words(language(locale))
    for word in words(text):
        if len(word) >= _LEAST_LETTERS and word not in small and not word.isdigit():
            found.add("~" + _plain(word)[:_STEM])
    return frozenset(found)


@lru_cache(maxsize=8)
def _gazetteer(locale: str) -> Gazetteer:
    return gazetteer(builtin(), locale, None)


def _plain(word: str) -> str:
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
