"""A choice among phrasings that is the same in every run and different from product to product."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")


class Chooser(NamedTuple):
    """Chooses by a product's key; each `slot` of its text is another throw.

    >>> Chooser("sku-1").choose(["a", "b", "c"], "opening") == Chooser("sku-1").choose(["a", "b", "c"], "opening")
    True
    """

    key: str

    def number(self, slot: str, below: int) -> int:
        """Return a number from 0 to below `below`."""
        digest = hashlib.blake2b(f"{self.key}\x00{slot}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") % below

    def choose(self, items: Sequence[Item], slot: str) -> Item:
        """Return one of the items."""
        return items[self.number(slot, len(items))]
