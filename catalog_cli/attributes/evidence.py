"""What a place of a text says of its product: a tag, before it is known whether better evidence says the same."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from catalog_cli.attributes.gazetteer import Mention
from catalog_cli.attributes.product_text import ProductText
from catalog_cli.tag import Tag


class Evidence(NamedTuple):
    """A value of an attribute, said by `text.text[start:end]`; the rest as in `Tag`."""

    text: ProductText
    attribute: str
    value: str
    start: int
    end: int
    confidence: float
    found_by: str = "gazetteer"
    literal: str = ""
    share: Decimal | None = None

    @classmethod
    def found(
        cls, text: ProductText, attribute: str, mention: Mention, confidence: float, found_by: str = "gazetteer"
    ) -> Evidence:
        """Return what a mention says of an attribute."""
        start, end, _, value, _, _ = mention
        said = text, attribute, value, start, end, confidence, found_by, "", None
        return tuple.__new__(cls, said)  # half the time of calling Evidence

    @property
    def tag(self) -> Tag:
        """The tag that this is evidence of."""
        text, attribute, value, start, end, confidence, by, literal, share = self
        _, written, cell, field, record, occurrence, variant, offset, _, _ = text
        begin, stop = cell.span(offset + start, offset + end) if cell.marks else (offset + start, offset + end)
        said = written[start:end]
        tag = attribute, value, literal, confidence, field, record, begin, stop, said, by, variant, share, occurrence
        return tuple.__new__(Tag, tag)  # half the time of calling Tag: a product has dozens

    def of(self, text: ProductText) -> Evidence:
        """Return the same, said at the same place of an equal text of another cell."""
        return tuple.__new__(Evidence, (text, *self[1:]))
