"""What a token's features say, of the text and of the examples' values."""

from __future__ import annotations

import json

import pytest

from catalog_cli.attributes.tagger.features import BIAS, part_features, token_features
from catalog_cli.attributes.tagger.lexicon import LexiconEntry, lexicon_from_json, read_lexicon
from catalog_cli.attributes.tagger.tokens import tokenize

SEEN = [
    LexiconEntry("Tea", ("old", "quay", "tea"), {"Brand": (0, 2)}),
    LexiconEntry("Tea", ("old", "mint", "old", "quay"), {"Brand": (2, 4), "Flavor": (1, 2)}),
]


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ([], []),
        (["mint"], [["v:Flavor:S", "v:Flavor:S:1", "w:Flavor:3", "n:1"]]),
        (["new"], [["n:0"]]),
        # The value is longer than what is left of the text.
        (["old"], [["w:Brand:2", "n:2"]]),
        (
            ["old", "quay"],
            [["v:Brand:B", "v:Brand:B:2", "w:Brand:2", "n:2"], ["v:Brand:E", "v:Brand:E:2", "w:Brand:3", "n:2"]],
        ),
    ],
)
def test_what_the_lexicon_says(words: list[str], known: list[list[str]]) -> None:
    assert read_lexicon(SEEN).features("Tea", words) == known
    again = lexicon_from_json(json.loads(json.dumps(read_lexicon(SEEN).as_json())))
    assert again.features("Tea", words) == known
    assert all(own == ["n:0"] for own in again.features("Mugs", words))


def test_an_example_does_not_see_its_own_values() -> None:
    first, _ = SEEN
    assert read_lexicon([first]).features("Tea", first.words, first) == [["n:0"]] * 3
    # The other example has the brand too.
    assert "v:Brand:B:1" in read_lexicon(SEEN).features("Tea", first.words, first)[0]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("Tea", ["P:last=tea"]),
        ("Mint Tea, 50", ["P:last=tea", "P:last=tea", None, "P:last=50"]),
        # A hyphen inside a word parts nothing, one between spaces does.
        ("B-12 - Red", ["P:last=12"] * 3 + [None, "P:last=red"]),
        (",(", [None, None]),
        ("茶", ["P:last=茶"]),
    ],
)
def test_parts_of_a_title(text: str, parts: list[str | None]) -> None:
    tokens = tokenize(text, {})
    found = part_features(text, tokens)
    assert [next((f for f in own if f.startswith("P:last=")), None) for own in found] == parts
    own = token_features(text, tokens, [["known"]] * len(tokens))
    assert all(features[0] == BIAS and features[-1] == "known" for features in own)
