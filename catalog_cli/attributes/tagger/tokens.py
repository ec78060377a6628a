"""Text <-> tokens with character offsets; values of examples <-> runs of tokens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from catalog_cli.attributes.tagger.examples import Example

# Letters, digits and each other sign apart: values begin and end between a number and its unit ("12oz", "B-100").
# A letter keeps its combining marks, without which Indic and Arabic words fall to pieces.
_TOKEN = re.compile(r"(?:[^\W\d_][\u0300-\u036f\u064b-\u065f\u093a-\u094f\u200c\u200d]*)+|\d+|[^\w\s]|_")
# Scripts without spaces: every sign is a token, as no dictionary is at hand.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# A cut inside a word ("Men|s") is believed when examples show it twice; one may be a slip.
_LEAST_CUTS = 2
# Titles have 10 to 60 tokens; longer texts are read in pieces, so that time and memory stay in proportion.
MOST_TOKENS = 96
_PIECE = re.compile(r"[^\n\r]+")

Cuts = Mapping[str, Sequence[int]]


class Token(NamedTuple):
    """A token: where it begins and ends in the text, in characters, and its lower-cased form."""

    start: int
    end: int
    lower: str


def tokenize(text: str, cuts: Cuts, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of a part of a text. `cuts` says for a lower-cased word before which characters it is cut.

    >>> [text[t.start : t.end] for text in ["Mens 12oz"] for t in tokenize(text, {"mens": (3,)})]
    ['Men', 's', '12', 'oz']
    """
    tokens = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        word = match.group()
        lower = word.lower()
        inner: Iterable[int] = cuts.get(lower, ())
        if _UNSPACED.search(word):
            inner = range(1, len(word))
        edges = [first, *(first + at for at in inner if at < last - first), last]
        tokens += [Token(a, b, text[a:b].lower()) for a, b in pairwise(edges)]
    return tokens


def token_pieces(text: str, cuts: Cuts) -> Iterator[list[Token]]:
    """Yield the tokens of each line of a text, long lines in pieces of at most MOST_TOKENS.

    >>> [[t.lower for t in piece] for piece in token_pieces("Red cup\\n\\n12 oz", {})]
    [['red', 'cup'], ['12', 'oz']]
    """
    for line in _PIECE.finditer(text):
        piece: list[Token] = []
        # A line may be the whole of a 10 MB cell.
        for part in _parts(text, *line.span()):
            piece += tokenize(text, cuts, *part)
            while len(piece) >= MOST_TOKENS:
                yield piece[:MOST_TOKENS]
                piece = piece[MOST_TOKENS:]
        if piece:
            yield piece


def _parts(text: str, start: int, end: int, size: int = 4_096) -> Iterator[tuple[int, int]]:
    """Yield parts of a line that end at a space; a run without any space is cut where the size ends."""
    while end - start > size:
        space = text.rfind(" ", start + 1, start + size)
        middle = start + size if space < 0 else space
        yield start, middle
        start = middle
    yield start, end


def token_runs(value: str, text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return each place where a value stands in a text, as the first token and the one after the last, in order.

    Only where it begins and ends with a token: "Men" does not stand in "Mens" unless a cut says so.

    >>> token_runs("red", "red, reddish red", tokenize("red, reddish red", {}))
    [(0, 1), (3, 4)]
    """
    starts = {token.start: number for number, token in enumerate(tokens)}
    ends = {token.end: number + 1 for number, token in enumerate(tokens)}
    value = value.strip()
    if not value or not tokens:
        return []
    within = re.compile(re.escape(value)).finditer(text, tokens[0].start, tokens[-1].end)
    places = (match.start() for match in within)
    return [(starts[at], ends[at + len(value)]) for at in places if at in starts and at + len(value) in ends]


def learned_cuts(examples: Iterable[Example]) -> dict[str, tuple[int, ...]]:
    """Return where words are cut, because values of at least two examples begin or end inside them.

    >>> twice = [Example(n, "Mens shirt", "", {"Gender": ("Men",)}) for n in (1, 2)]
    >>> learned_cuts(twice), learned_cuts(twice[:1])
    ({'mens': (3,)}, {})
    """
    found: Counter[tuple[str, int]] = Counter()
    for example in examples:
        tokens = tokenize(example.text, {})
        for values in example.values.values():
            for value in values:
                if not token_runs(value, example.text, tokens):
                    found.update(_inner_edges(value, example.text, tokens))
    cuts: dict[str, list[int]] = {}
    for (word, at), count in sorted(found.items()):
        if count >= _LEAST_CUTS:
            cuts.setdefault(word, []).append(at)
    return {word: tuple(places) for word, places in cuts.items()}


def _inner_edges(value: str, text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    start = text.find(value)
    for edge in (start, start + len(value)) if start >= 0 else ():
        inside = next((token for token in tokens if token.start < edge < token.end), None)
        if inside is not None:
            yield inside.lower, edge - inside.start
