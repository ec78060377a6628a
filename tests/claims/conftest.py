"""The products of the tables beside, tagged as a catalog is."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest

from catalog_cli.attributes.cell_text import read_cell
from catalog_cli.attributes.product_text import ProductText, TextKind
from catalog_cli.attributes.rule_tagger import RuleTagger
from catalog_cli.attributes.schema import builtin
from catalog_cli.product_facts import ProductFacts

HERE = Path(__file__).parent


@lru_cache(maxsize=2)
def _tagger(locale: str) -> RuleTagger:
    return RuleTagger(builtin(), locale)


@lru_cache(maxsize=64)
def known(key: str) -> tuple[ProductFacts, str]:
    """Return the facts of a product of products.json, and the locale that it is written in."""
    product = json.loads((HERE / "products.json").read_text(encoding="utf-8"))[key]
    schema = builtin()
    texts = [
        _text(TextKind.TITLE, product["title"], "Title"),
        _text(TextKind.BODY, product["description"], "Description"),
        *(
            _text(TextKind.NAMED, value, name, tuple(schema.named.get(name.casefold(), ())))
            for name, value in product["attributes"].items()
        ),
    ]
    said = (product["title"], *(f"{name}: {value}" for name, value in product["attributes"].items()))
    tags = tuple(_tagger(product["locale"]).tags(texts))
    facts = ProductFacts(key, product["title"], product["brand"], tags, (*said, product["description"]))
    return facts, product["locale"]


def _text(kind: TextKind, text: str, field: str, attributes: tuple[str, ...] = ()) -> ProductText:
    return ProductText(kind, text, read_cell(text), field, attributes=attributes)


@pytest.fixture
def facts_of():
    return known
