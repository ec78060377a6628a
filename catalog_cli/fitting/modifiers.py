"""Words that describe what others name: adjectives by their form, "de folha solta", words said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from catalog_cli.fitting.atoms import Span, overlaps
from catalog_cli.fitting.parts import WORD, Kind, Part, around, phrases
from catalog_cli.fitting.wording import Wording

_LEAST_BEFORE = 2  # words before a phrase that says of what: "Jarra de vidro de café" can do without the second
_LEAST_WITHOUT_ANOTHER = 3  # where it is the first such phrase: "Camiseta manga longa de malha"
_LEAST_DOUBLED = 3  # letters of a word that stands twice by mistake: "no no" may be a name


def modifiers(text: str, held: Sequence[Span], wording: Wording) -> Iterator[Part]:
    """Yield the words that describe others, in the languages whose tables say how; none covers a `held` span.

    >>> from catalog_cli.fitting.wording import wording
    >>> title = "Escova de dentes recarregável de viagem"
    >>> [(part.kind.value, title[part.start : part.end]) for part in modifiers(title, [], wording("pt-BR"))]
    [('description', 'recarregável '), ('of', ' de viagem')]
    """
    for _, start, end in phrases(text):
        words = [match for match in WORD.finditer(text, start, end) if not overlaps(match.span(), held)]
        for part in (
            *_doubled(text, words),
            *_descriptions(text, words, wording),
            *_of(text, (start, end), held, wording),
        ):
            if not overlaps(part[1:], held):
                yield part


def _doubled(text: str, words: Sequence[re.Match[str]]) -> Iterator[Part]:
    for first, second in pairwise(words):
        is_next = text[first.end() : second.start()].isspace()
        if is_next and first[0].casefold() == second[0].casefold() and len(first[0]) >= _LEAST_DOUBLED:
            yield Part(Kind.DUPLICATE, first.end(), second.end())


def _descriptions(text: str, words: Sequence[re.Match[str]], wording: Wording) -> Iterator[Part]:
    """Yield the adjectives beside their noun: before it in English, behind it in the Romance languages."""
    if wording.descriptive is None:
        return
    pairs = [(words[at], words[at + 1], words[at]) for at in range(len(words) - 1)]
    if not wording.noun_is_last:
        pairs = [(own, before, before) for before, own in pairwise(words)]
    for own, noun, first in pairs:
        between = text[first.end() : max(own, noun, key=re.Match.start).start()]
        is_noun = noun[0].casefold() not in wording.function_words and not noun[0].isdigit()
        if between.isspace() and is_noun and wording.descriptive.fullmatch(own[0].casefold()):
            yield Part(Kind.DESCRIPTION, *around(text, own.span(), wording))


def _of(text: str, bounds: Span, held: Sequence[Span], wording: Wording) -> Iterator[Part]:
    """Yield each phrase that says of what, to the end of its phrase or to the first number or bracket."""
    start, end = bounds
    said = 0
    has_another = False
    for match in WORD.finditer(text, start, end):
        word = match[0].casefold()
        if word not in wording.function_words:
            said += 1
        if word not in wording.prepositions or start == match.start():
            continue
        least = _LEAST_BEFORE if has_another else _LEAST_WITHOUT_ANOTHER
        has_another = True
        if said < least:
            continue
        stop = min((at for at, _ in held if match.end() <= at < end and text[at].isdigit()), default=end)
        bracket = text.find("(", match.end(), stop)
        stop = bracket if bracket >= 0 else stop
        own = WORD.findall(text[match.end() : stop])
        if own and own[-1].casefold() not in wording.function_words:
            opening = start + len(text[start : match.start()].rstrip())
            yield Part(Kind.MODIFIER, opening, match.start() + len(text[match.start() : stop].rstrip()))
