"""What the engine calls a phrase: alone, and in the sentences of a catalog."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog_cli import locales
from catalog_cli.engine import Translator
from catalog_cli.evaluation.stages import localized
from catalog_cli.glossary.function_words import function_words
from catalog_cli.glossary.inflection import target_inflections
from catalog_cli.glossary.suggestions import Example, without_title_case
from catalog_cli.glossary.term import Term
from catalog_cli.product import Role
from catalog_cli.segment import CodeKind, InlineCode, Origin, Place, Segment, SegmentId

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Renderings:
    """What a phrase is called, the most frequent first: (text, how often); `alone` is what it is called by itself.

    Number and gender make no other rendering, as far as the inflection rules of the target language tell.
    """

    alone: str
    counts: tuple[tuple[str, int], ...]

    @property
    def instability(self) -> int:
        """How many different renderings there are."""
        return len(self.counts)


def renderings(examples: Mapping[str, Sequence[Example]], engine: Translator) -> dict[str, Renderings]:
    """Return what the engine calls each phrase, alone and in its examples; "" alone where it says nothing of it.

    In an example the phrase stands between tags, and what stands between them in the target is its rendering: the
    same alignment that moves a shop's bold print.
    """
    segments = [segment for phrase, own in examples.items() for segment in _segments(phrase, own)]
    said: dict[str, list[str]] = {phrase: [] for phrase in examples}
    alone = dict.fromkeys(examples, "")
    language = locales.language(engine.target_locale)
    for segment in localized(segments, engine):
        phrase = segment.id.product_key
        text = _rendering(segment, language)
        if not segment.id.index:
            alone[phrase] = text
        if text:
            said[phrase].append(text)
    return {
        phrase: Renderings(alone[phrase], _counts(phrase, alone[phrase], said[phrase], language)) for phrase in examples
    }


def _segments(phrase: str, examples: Sequence[Example]) -> list[Segment]:
    texts = [(phrase, ()), *((own.text, (_tag(own),)) for own in examples)]
    return [
        # Alone, it is read as a tag of a product is: as a name, not as a sentence.
        Segment(
            id=SegmentId("", phrase, "", "", 0, index),
            place=Place(""),
            role=Role.TEXT if codes else Role.LIST,
            source=text,
            codes=codes,
        )
        for index, (text, codes) in enumerate(texts)
    ]


def _tag(example: Example) -> InlineCode:
    return InlineCode(CodeKind.PAIR, example.start, example.end, "b", "<b>", "</b>")


def _rendering(segment: Segment, language: str) -> str:
    """Return what stands for the phrase in a target, without what is around it: articles, signs, a title's capitals."""
    if segment.target is None or segment.origin is Origin.UNTRANSLATED:
        return ""
    text = segment.target
    if segment.codes:
        tag = next((code for code in segment.target_codes if code.kind is CodeKind.PAIR), None)
        text = text[tag.start : tag.end] if tag is not None else ""
    words = [_EDGES.sub("", word) for word in _WORD.findall(text)]
    grammar = function_words(language)
    while words and (not words[0] or words[0].lower() in grammar):
        del words[0]
    while words and (not words[-1] or words[-1].lower() in grammar):
        del words[-1]
    # With a number in it the words of a neighbour came along, since no phrase has one.
    return "" if any(char.isdigit() for word in words for char in word) else without_title_case(" ".join(words))


def _counts(phrase: str, alone: str, said: Sequence[str], language: str) -> tuple[tuple[str, int], ...]:
    """Return the different renderings with how often each was said; forms of one another are one.

    Of two that are said as often, the phrase itself, left as it was, comes last.
    """
    spellings = Counter(said)
    # The phrase alone is in the form that a glossary gives; then the more frequent stands for the others.
    ordered = sorted(spellings, key=lambda text: (text != alone, -spellings[text], text))
    merged: dict[str, int] = {}
    owner: dict[str, str] = {}
    for text in ordered:
        first = owner.get(text)
        if first is None:
            first = text
            for form in target_inflections(Term(text, text), language):
                owner.setdefault(form, text)
        merged[first] = merged.get(first, 0) + spellings[text]
    return tuple(sorted(merged.items(), key=lambda pair: (-pair[1], pair[0].lower() == phrase.lower())))
