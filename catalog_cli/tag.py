"""A tag: one fact about a product that its text states, with the place where it does."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Tag(NamedTuple):
    """One value of one attribute, and its evidence.

    `attribute` and `value` are ids of the attribute schema; `value` is "" where the attribute has no list of values,
    and `literal` holds it then in the schema's own spelling ("350 ml", "3", "Nike"). `share` is the part of the whole
    in percent, over 0 to 100, where the text gives it ("80% cotton"). `confidence` is between 0 and 1: how often such
    a tag is right. The evidence is `text`, which stands at `start:end` (code points) of the cell of column `field` in
    record `record` of the product, the `occurrence`-th cell of that column there. `variant` is the key of the variant
    whose cell it is, "" for the product's own. `found_by` names the rule or the model.

    >>> Tag("color", "navy-blue", "", 0.98, "Title", 0, 0, 7, "Navy blue").end
    7
    """

    attribute: str
    value: str
    literal: str
    confidence: float
    field: str
    record: int
    start: int
    end: int
    text: str
    found_by: str = "gazetteer"
    variant: str = ""
    share: Decimal | None = None
    occurrence: int = 0

    @property
    def identity(self) -> tuple[str, str]:
        """What makes two tags say the same: the attribute, and the value or the literal."""
        return self.attribute, self.value or self.literal
