"""The texts of a product that tags are read from: which cell, where in it, and what the column says it is."""

from __future__ import annotations

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

    def tag(self, attribute: str, value: str, start: int, end: int, **more: object) -> Tag:
        """Return a tag whose evidence is `text[start:end]`; `more` are further fields of Tag.

        >>> from catalog_cli.attributes.cell_text import read_cell
        >>> cell = read_cell("<b>Red</b> mug")
        >>> tag = ProductText(TextKind.TITLE, cell.text, cell, "Title").tag("color", "red", 1, 4, confidence=0.9)
        >>> tag.start, tag.end, tag.text
        (3, 6, 'Red')
        """
        begin, stop = self.cell.span(self.offset + start, self.offset + end)
        values: dict[str, object] = {"literal": "", "confidence": 1.0, **more}
        return Tag(
            attribute=attribute,
            value=value,
            field=self.field,
            record=self.record,
            occurrence=self.occurrence,
            variant=self.variant,
            start=begin,
            end=stop,
            text=self.text[start:end],
            **values,  # type: ignore[arg-type]  # the caller's fields of Tag, by name
        )
