"""Texts of a model for products, kept in the memory: a run that goes on or comes again asks for none of them twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence

from catalog_cli.attributes.schema import AttributeSchema
from catalog_cli.descriptions.composer import Copy
from catalog_cli.generation import Generated, ModelCopy, TextGenerator
from catalog_cli.memory.entries import ProductEntry
from catalog_cli.memory.store import TranslationMemory
from catalog_cli.product_facts import ProductFacts


class GeneratedCopy:
    """Copy by a model in the language of the catalog; `rule` says what is said where the model fails.

    With `is_frozen` nothing new is written: what the memory lacks is None.
    """

    def __init__(
        self,
        generator: TextGenerator,
        schema: AttributeSchema,
        locale: str,
        memory: TranslationMemory,
        rule: Callable[[ProductFacts], Copy],
    ) -> None:
        self._model = ModelCopy(generator, schema, locale)
        self._made_by = (generator.name, schema.digest, locale, repr(self._model.template))
        self._memory, self._rule = memory, rule

    def copies(self, facts: Sequence[ProductFacts], run: int, *, is_frozen: bool = False) -> list[Generated | None]:
        """Return the copy of each product; what is new is remembered before it is given."""
        keys = [self._key(one) for one in facts]
        known = self._memory.products(keys)
        new = [index for index, key in enumerate(keys) if key not in known]
        found = {key: self._read(entry) for key, entry in known.items()}
        if new and not is_frozen:
            asked = [facts[index] for index in new]
            made = self._model.copies(asked, [self._rule(one) for one in asked])
            found |= {keys[index]: own for index, own in zip(new, made, strict=True)}
            self._memory.keep_products([_entry(keys[index], found[keys[index]], run) for index in new])
        return [found.get(key) for key in keys]

    def _key(self, facts: ProductFacts) -> bytes:
        text = json.dumps(["generated", *self._made_by, facts], ensure_ascii=True, default=str)
        return hashlib.sha256(text.encode()).digest()[:16]

    @staticmethod
    def _read(entry: ProductEntry) -> Generated:
        text, meta, mark, reason = (part or "" for part in entry.targets)
        return Generated(Copy((text,) if text else (), meta_description=meta), mark, reason)


def _entry(key: bytes, made: Generated, run: int) -> ProductEntry:
    # Of a text by rule nothing is kept: the rule writes it in the language that is wanted.
    text, meta = (made.copy.description[0], made.copy.meta_description) if made.mark else ("", "")
    return ProductEntry(key, (text, meta, made.mark, made.reason), run, 0, 0, 0)
