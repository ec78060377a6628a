"""Tokens and where values stand among them."""

from __future__ import annotations

import time

import pytest

from catalog_cli.attributes.tagger.tokens import MOST_TOKENS, token_pieces, token_runs, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("  \n ", []),
        ("Tea", ["tea"]),
        ("12oz B-100 007", ["12", "oz", "b", "-", "100", "007"]),
        ("Côte d'Azur", ["côte", "d", "'", "azur"]),
        # Decomposed letters stay one word.
        ("Co\u0302te", ["co\u0302te"]),
        ("شاي أخضر", ["شاي", "أخضر"]),
        ("हिन्दी", ["हिन्दी"]),
        ("緑茶100g", ["緑", "茶", "100", "g"]),
        ("tea🍵™", ["tea", "🍵", "™"]),
        ("Mens", ["men", "s"]),
        # Lower-casing makes this letter longer; the offsets are those of the text.
        ("İstanbul x", ["i̇stanbul", "x"]),
    ],
)
def test_tokens_and_their_offsets(text: str, tokens: list[str]) -> None:
    found = tokenize(text, {"mens": (3,)})
    assert [token.lower for token in found] == tokens
    assert [text[token.start : token.end].lower() for token in found] == tokens


@pytest.mark.parametrize(
    ("value", "text", "runs"),
    [
        ("Red", "Red, Reddish, Red", [(0, 1), (4, 5)]),
        ("Navy Blue", "in Navy Blue", [(1, 3)]),
        (" Red ", "Red", [(0, 1)]),
        ("Men", "Mens", []),
        ("red", "Red", []),
        ("", "Red", []),
        ("12 oz.", "12 oz.", [(0, 3)]),
        ("(a|b)*", "x (a|b)*", [(1, 7)]),
    ],
)
def test_where_a_value_stands(value: str, text: str, runs: list[tuple[int, int]]) -> None:
    assert token_runs(value, text, tokenize(text, {})) == runs


@pytest.mark.parametrize("text", ["word " * 400_000, "x" * 2_000_000, "é" * 10_000 + "\n" * 100_000, "- " * 300_000])
def test_a_long_cell_is_read_in_pieces_and_in_proportion(text: str) -> None:
    start, last = time.process_time(), 0
    for piece in token_pieces(text, {}):
        assert len(piece) <= MOST_TOKENS
        assert piece[0].start >= last
        last = piece[-1].end
    assert time.process_time() - start < 8
