"""Which words of a text must stay as they are, and which name values of attributes: what fitting has to know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog_cli.attributes.context import TextContext, cue_words
from catalog_cli.attributes.gazetteer import gazetteer
from catalog_cli.attributes.product_types import title_heads
from catalog_cli.attributes.schema import builtin
from catalog_cli.conventions.localization import is_fixed
from catalog_cli.fitting import Named
from catalog_cli.ledger import LedgerKind
from catalog_cli.segment import Segment

Span = tuple[int, int]
_PRODUCT_TYPE = "product_type"


class Marks(NamedTuple):
    """Spans of a text that stay letter by letter, and the values of attributes that it names."""

    kept: tuple[Span, ...]
    named: tuple[Named, ...]


class Marker:
    """Marks texts of one locale; the words of the built-in attributes are read when the first text comes."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._gazetteer = gazetteer(builtin(), locale)
        self._cues = cue_words(locale)

    def marks(self, text: str, segments: Sequence[Segment]) -> Marks:
        """Return the marks of a text that was put together from finished segments.

        Kept are the product's brand, the terms of the glossary, codes and placeholders; the product types that are what
        the title is of are named as such.
        """
        kept: list[Span] = []
        for said in dict.fromkeys(_fixed(segments)):
            kept += occurrences(text, said)
        mentions = self._gazetteer.mentions(text)
        heads = title_heads(TextContext(text, self._cues), mentions)
        if not heads:  # a title that begins with the maker's name says it later
            heads = [one for one in mentions if one.attribute == _PRODUCT_TYPE and not one.is_weak][:1]
        named = [Named(one.start, one.end, one.attribute, one.value) for one in heads]
        named += [
            Named(one.start, one.end, one.attribute, one.value)
            for one in mentions
            if not one.is_weak and one.attribute != _PRODUCT_TYPE
        ]
        return Marks(tuple(kept), tuple(dict.fromkeys(named)))


def _fixed(segments: Sequence[Segment]) -> Iterator[str]:
    for segment in segments:
        target = segment.target or ""
        yield from (target[code.start : code.end] for code in segment.target_codes if is_fixed(code))
        yield from (entry.target for entry in segment.ledger if entry.kind is LedgerKind.TERM)


def occurrences(text: str, said: str) -> Iterator[Span]:
    """Yield where a text holds another one as whole words."""
    start = text.find(said) if said.strip() else -1
    while start >= 0:
        end = start + len(said)
        if not (text[start - 1 : start].isalnum() and said[0].isalnum()) and not (
            text[end : end + 1].isalnum() and said[-1].isalnum()
        ):
            yield start, end
        start = text.find(said, end)
