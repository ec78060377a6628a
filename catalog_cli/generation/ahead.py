"""A model's copy for a stream of products: a block is written ahead, so that one batch serves several products."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from catalog_cli.descriptions.composer import Copy
from catalog_cli.generation import Generated, ModelCopy
from catalog_cli.product import Product
from catalog_cli.product_facts import ProductFacts

# Products of one call: with five candidates each, the batches of a small model are full.
BLOCK = 16
# A writer may have read one product of the next block before it asks for the last one's copy.
_BLOCKS_KEPT = 2


class CopyAhead:
    """Copy by a model while products go by; `facts_of` and `rule` say what is known and what is said without it.

    A product that `wants` no description is not asked for: a model takes a second for each.
    """

    def __init__(
        self,
        model: ModelCopy,
        facts_of: Callable[[Product], ProductFacts],
        rule: Callable[[ProductFacts], Copy],
        wants: Callable[[Product], bool] = lambda product: True,
    ) -> None:
        self._model, self._facts_of, self._rule, self._wants = model, facts_of, rule, wants
        self._blocks: deque[dict[str, Generated]] = deque(maxlen=_BLOCKS_KEPT)
        self.accepted = self.by_rule = 0

    def products(self, products: Iterable[Product]) -> Iterator[Product]:
        """Yield the products, in order, a block behind what is read."""
        products = iter(products)
        while block := list(islice(products, BLOCK)):
            asked = [product for product in block if self._wants(product)]
            facts = [self._facts_of(product) for product in asked]
            found = self._model.copies(facts, [self._rule(one) for one in facts])
            self._blocks.append({product.key: own for product, own in zip(asked, found, strict=True)})
            accepted = sum(bool(own.mark) for own in found)
            self.accepted += accepted
            self.by_rule += len(found) - accepted
            yield from block

    def copy(self, product: Product) -> Generated:
        """Return the copy of a product that `products` has yielded a little before, by rule for any other."""
        for block in self._blocks:
            if product.key in block:
                return block[product.key]
        return Generated(self._rule(self._facts_of(product)))
