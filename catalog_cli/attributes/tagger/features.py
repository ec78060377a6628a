"""Tokens -> the features that the sequence model sees: word, shape, affixes, neighbours, place, lexicon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog_cli.attributes.tagger.tokens import Token

_REPEATED = re.compile(r"(.)\1+")
_EDGE = "<>"
# What every token has: it tells how common a label is.
BIAS = "bias"
# What divides a title into parts; brands stand in the first, sizes in the last.
_DIVIDERS = frozenset(",-|(;:/")
_CLOSERS = frozenset(",|;:()[]–—-")


def word_shape(word: str) -> str:
    """Return how a word looks: X for capitals, x for small letters, a number's count of digits.

    >>> [word_shape(word) for word in ("Nike", "XL", "de", "1200", "(", "茶")]
    ['Xx', 'X', 'x', 'd4', '(', 'l']
    """
    if word.isdigit():
        return f"d{min(len(word), 5)}"
    signs = ("X" if c.isupper() else "x" if c.islower() else "l" if c.isalpha() else c for c in word[:20])
    return _REPEATED.sub(r"\1", "".join(signs))


def token_features(text: str, tokens: Sequence[Token], known: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the features of each token; `known` is what the lexicon says of it."""
    lower = [_EDGE, _EDGE, *(token.lower[:40] for token in tokens), _EDGE, _EDGE]
    shapes = [_EDGE, *(word_shape(text[token.start : token.end]) for token in tokens), _EDGE]
    features = []
    part, last = 0, len(tokens) - 1
    for at, token in enumerate(tokens):
        before2, before, word, after, after2 = lower[at : at + 5]
        shape_before, shape, shape_after = shapes[at : at + 3]
        part += token.lower in _DIVIDERS
        glued = f"{_touches(text, token.start - 1)}{_touches(text, token.end)}"
        own = [
            BIAS,
            f"={word}",
            f"s={shape}",
            f"p3={word[:3]}",
            f"x2={word[-2:]}",
            f"x3={word[-3:]}",
            f"-1={before}",
            f"+1={after}",
            f"-2={before2}",
            f"+2={after2}",
            f"-1,0={before}|{word}",
            f"0,+1={word}|{after}",
            f"-1,+1={before}|{after}",
            f"-2,-1={before2}|{before}",
            f"+1,+2={after}|{after2}",
            f"s-={shape_before}",
            f"s+={shape_after}",
            f"s-,s={shape_before}|{shape}",
            f"glued={glued}",
            f"from-start={min(at, 6)}",
            f"from-end={min(last - at, 4)}",
            f"part={min(part, 5)}",
        ]
        features.append([*own, *known[at]])
    return features


def part_features(text: str, tokens: Sequence[Token]) -> list[list[str]]:
    """Return of each token where it stands in its part of the text, and the part's first and last words.

    Parts lie between commas, brackets and free-standing dashes; values often fill one, and its last word says what it
    is ("Coffee", "Tablets").
    """
    parts: list[list[int]] = [[]]
    for at, token in enumerate(tokens):
        is_hyphen = token.lower == "-" and _touches(text, token.start - 1) and _touches(text, token.end)
        if token.lower in _CLOSERS and not is_hyphen:
            parts.append([])
        else:
            parts[-1].append(at)
    features: list[list[str]] = [[] for _ in tokens]
    parts = [part for part in parts if part]
    for number, part in enumerate(parts):
        first, last = tokens[part[0]].lower[:40], tokens[part[-1]].lower[:40]
        place = f"P:n={min(number, 4)}:{min(len(parts) - 1 - number, 3)}"
        ending = [f"P:end={tokens[part[-2]].lower[:40]}|{last}"] if len(part) > 1 else []
        for at, index in enumerate(part):
            left = len(part) - 1 - at
            features[index] = [
                place,
                f"P:length={min(len(part), 6)}",
                f"P:from={min(at, 4)}",
                f"P:to={min(left, 4)}",
                f"P:from,to={min(at, 2)},{min(left, 2)}",
                f"P:first={first}",
                f"P:last={last}",
                *ending,
            ]
    return features


def _touches(text: str, at: int) -> int:
    return int(0 <= at < len(text) and not text[at].isspace())
