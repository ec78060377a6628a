"""A random glossary: words of the sentences that are no terms, with what the references call them.

A glossary that helps must not be the only one that does no harm. This is the "random" mode of WMT 2023 and 2025
(terminology shared task): as many terms as the real glossary asks for, drawn from the same sentences, so that a
search which damages what it is told to change shows it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from catalog_cli import locales
from catalog_cli.engine import Tokenizer, Tokens, Translator
from catalog_cli.evaluation.test_sets import TermLine, names_something
from catalog_cli.glossary.function_words import function_words
from catalog_cli.glossary.term import Term

Span = tuple[int, int]

_WORD = re.compile(r"(?<![\w{}%$@#&/.-])[^\W\d_]{3,}(?![\w{}%@/]|\.\w)")
# What a reference calls one word is seldom longer: "wishlist" is "lista de desejos".
_MOST_TARGET_WORDS = 3


def random_terms(
    lines: Sequence[TermLine], counts: Sequence[int], taken: Sequence[Sequence[Span]], engine: Translator, *, seed: int
) -> list[tuple[Term, ...]]:
    """Return for each line at most `counts[i]` terms of one word each; fewer where the line has no more words.

    The words are drawn by the SHA-256 of seed, line and word: the same on every machine. None lies in one of the
    `taken` spans (the line's real terms, what is not language), and none is a function word or a participle. The
    target is the words of the reference that the engine, forced to say the reference, takes from that word.
    """
    sources = engine.tokenizer.encode([line.source for line in lines])
    references = engine.tokenizer.encode_targets([line.reference for line in lines])
    alignments = engine.align(sources, references)
    drawn = []
    for number, line in enumerate(lines):
        words = [span for span in _words(line.source, engine.source_locale) if not _overlaps(span, taken[number])]
        words.sort(
            key=lambda span: hashlib.sha256(f"{seed}\t{line.row}\t{line.source[slice(*span)]}".encode()).digest()
        )
        renderings = _Renderings(engine.tokenizer, (sources[number], references[number]), alignments[number], line)
        found: dict[str, Term] = {}
        for start, end in words:
            if len(found) >= counts[number]:
                break
            word = line.source[start:end]
            target = renderings.of((start, end), engine.target_locale)
            if target and word.lower() not in found:
                found[word.lower()] = Term(word, target)
        drawn.append(tuple(found.values()))
    return drawn


def _words(text: str, locale: str) -> Iterator[Span]:
    for match in _WORD.finditer(text):
        if not match[0].isupper() and names_something(match[0], locale):
            yield match.span()


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


class _Renderings:
    """What a reference calls the words of its source, by a forced alignment of their pieces."""

    def __init__(
        self, tokenizer: Tokenizer, pieces: tuple[Tokens, Tokens], alignment: Sequence[int], line: TermLine
    ) -> None:
        source_pieces, reference_pieces = pieces
        source_spans = tokenizer.spans(source_pieces, line.source)
        self._reference = line.reference
        self._words = [match.span() for match in re.finditer(r"\w+(?:[-'’]\w+)*", line.reference)]
        self._links = [
            (span, source_spans[attended])
            for span, attended in zip(tokenizer.spans(reference_pieces, line.reference), alignment, strict=False)
            if 0 <= attended < len(source_spans)
        ]

    def of(self, span: Span, target_locale: str) -> str:
        """Return the words of the reference taken from source[span], "" if they are none, not together, or too many.

        A word is taken from there if its first piece is: what follows in it looks back at what was said. Function
        words at the edges are not part of it.
        """
        chosen = [
            index
            for index, (start, end) in enumerate(self._words)
            if any(start <= a < end and _overlaps(source, [span]) for (a, b), source in self._first_links())
        ]
        grammar = function_words(locales.language(target_locale))
        while chosen and self._text(chosen[0]).lower() in grammar:
            del chosen[0]
        while chosen and self._text(chosen[-1]).lower() in grammar:
            del chosen[-1]
        if not chosen or len(chosen) > _MOST_TARGET_WORDS or chosen[-1] - chosen[0] != len(chosen) - 1:
            return ""
        if any(char.isdigit() for index in chosen for char in self._text(index)):
            return ""
        return self._reference[self._words[chosen[0]][0] : self._words[chosen[-1]][1]]

    def _first_links(self) -> Iterator[tuple[Span, Span]]:
        for start, end in self._words:
            first = next((link for link in self._links if start <= link[0][0] < end), None)
            if first is not None:
                yield first

    def _text(self, index: int) -> str:
        start, end = self._words[index]
        return self._reference[start:end]
