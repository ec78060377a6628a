"""Words that say nothing of their own about a product: a generated text may hold them beside the words of its facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from catalog_cli.claims.words import WORD, stem, stems
from catalog_cli.locales import language
from catalog_cli.product_facts import ProductFacts

_FILE = "plain_words.toml"
LONGEST_TEXT = 20_000
_PHRASE_END = re.compile(r"[|,;:(\[]|\s[-–—]+\s|\s(?:with|for|w/)\s", re.IGNORECASE)
# What may be said to be a thing of any kind.
ANY_THING = frozenset(stem(word) for word in "product item piece model version produto item peça modelo versão".split())


class PlainWords(NamedTuple):
    """Stems: `links` hold sentences together, `plain` are verbs, pronouns and nouns for any thing."""

    links: frozenset[str]
    plain: frozenset[str]


@lru_cache(maxsize=8)
def plain_words(locale: str) -> PlainWords:
    """Return the stems that any text in a language may hold; none for a language that the table lacks."""
    lists = _table().get(language(locale), {})
    links, plain = (
        frozenset(one for word in lists.get(name, "").split() for one in stems(word)) for name in PlainWords._fields
    )
    return PlainWords(links, plain)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, str]]:
    import tomllib

    return tomllib.loads((resources.files("catalog_cli") / "generation" / _FILE).read_text(encoding="utf-8"))


def thing_nouns(facts: ProductFacts, locale: str) -> frozenset[str]:
    """Return the stems of what a product is called: its type's words, and the noun of its title.

    The first phrase of an English title ends with it, those of others begin with it; model numbers are none.
    """
    first = next((part for part in _PHRASE_END.split(facts.title) if part.strip()), "")
    title = [word for word in WORD.findall(first) if not any(letter.isdigit() for letter in word)]
    end = title[-1:] if language(locale) == "en" else title[:1]
    return frozenset(
        one for text in (*(tag.text for tag in facts.tags_of("product_type")), *end) for one in stems(text)
    )
