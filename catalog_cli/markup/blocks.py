"""The values of this package: HTML taken apart into blocks of text, and text with inline codes in it."""

from __future__ import annotations

from typing import NamedTuple

from catalog_cli.segment import InlineCode


class BlockTarget(NamedTuple):
    """What a block is replaced by: text without markup, and the inline codes placed in it, in source order."""

    text: str
    codes: tuple[InlineCode, ...] = ()


class Slot(NamedTuple):
    """Where, in one code's markup, attribute values stand that are blocks of their own.

    `places` holds (start, end, index of the attribute's block), by offsets into `markup`.
    """

    markup: str
    places: tuple[tuple[int, int, int], ...]


class Block(NamedTuple):
    """One run of running text, or one translatable attribute value, at html[start:end].

    `text` is what a reader sees: entities decoded, line ends within a sentence read as a space. PAIR codes stand
    around words; one whose `closing` is "" reaches to the end of the text, one whose `opening` is "" begins at its
    start, for their other tag stands in another block or nowhere. POINT codes stand between words. VERBATIM codes
    are spans that are not language; their markup, text included, is in `opening`.

    `attribute` is the attribute's name, "" for running text; `quote` the character around its value, "" for none.
    """

    start: int
    end: int
    text: str
    codes: tuple[InlineCode, ...] = ()
    attribute: str = ""
    quote: str = ""
    slots: tuple[Slot, ...] = ()


class Markup(NamedTuple):
    """HTML and its blocks, by start; an attribute of an inline tag lies inside the block of running text around it."""

    html: str
    blocks: tuple[Block, ...]
