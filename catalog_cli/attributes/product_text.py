"""The texts of a product that tags are read from: which cell, where in it, and what the column says it is."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from catalog_cli.attributes.cell_text import CellText
from catalog_cli.tag import Tag


class TextKind(StrEnum):
    """How a text speaks of its product."""

    TITLE = "title"
    BODY = "body"
    """Running text: a description, bullets."""
    LIST = "list"
    """Short values without sentences: tags, collections."""
    NAMED = "named"
    """The value of an attribute that a column, an option's name or a label before it names."""


# Asked of every text, and a member of an enumeration is looked up slowly before Python 3.12.
TITLE_TEXT, BODY_TEXT, LIST_TEXT, NAMED_TEXT = TextKind.TITLE, TextKind.BODY, TextKind.LIST, TextKind.NAMED


class ProductText(NamedTuple):
    """One text of a product: `text` is what stands at `offset` of the visible text of a cell.

    `attributes` are the ids of the attributes that the column or label names (NAMED), the likeliest first. `unit` is
    the unit that the column gives a number ("kg"), "" if none. `field`, `record`, `occurrence` and `variant` say
    which cell it is, as in `Tag`.
    """

    kind: TextKind
    text: str
    cell: CellText
    field: str
    record: int = 0
    occurrence: int = 0
    variant: str = ""
    offset: int = 0
    attributes: tuple[str, ...] = ()
    unit: str = ""

    def tag(
        self,
        attribute: str,
        value: str,
        start: int,
        end: int,
        *,
        literal: str = "",
        confidence: float = 1.0,
        found_by: str = "gazetteer",
        share: Decimal | None = None,
    ) -> Tag:
        """Return a tag whose evidence is `text[start:end]`.

        >>> from catalog_cli.attributes.cell_text import read_cell
        >>> cell = read_cell("<b>Red</b> mug")
        >>> tag = ProductText(TextKind.TITLE, cell.text, cell, "Title").tag("color", "red", 1, 4, confidence=0.9)
        >>> tag.start, tag.end, tag.text
        (3, 6, 'Red')
        """
        begin, stop = self.cell.span(self.offset + start, self.offset + end)
        return Tag(
            attribute,
            value,
            literal,
            confidence,
            self.field,
            self.record,
            begin,
            stop,
            self.text[start:end],
            found_by,
            self.variant,
            share,
            self.occurrence,
        )
