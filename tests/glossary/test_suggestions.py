"""Which phrases are found, how they are counted in bounded memory, ranked and written."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.glossary.function_words import function_words
from catalog_cli.glossary.suggestions import (
    Example,
    ExampleFinder,
    PhraseCounter,
    phrase_key,
    phrases,
    without_title_case,
)

GRAMMAR = function_words("en")

PHRASES = [
    # (text; its phrases)
    ("", []),
    ("the of and", []),
    ("Crew neck", ["Crew", "Crew neck", "neck"]),
    ("neck is ribbed", ["neck", "ribbed"]),  # nothing goes over a function word
    ("red, blue", ["red", "blue"]),  # nor over a sign
    ("red\nblue", ["red", "blue"]),
    ("15 inch laptop", ["inch", "inch laptop", "laptop"]),
    ("X1 hub 4K", ["hub"]),
    ("size M", ["size"]),  # a letter names nothing
    ("T-shirt Crew’s", ["T-shirt", "T-shirt Crew’s", "Crew’s"]),
    ("Nike™ 🎉 ½ cotton", ["Nike", "cotton"]),
    ("Cafe\u0301  au\u00a0lait", ["Café", "Café au", "Café au lait", "au", "au lait", "lait"]),
    ("a b c d e f", []),
    ("aa bb cc dd ee", ["aa", "aa bb", "aa bb cc", "aa bb cc dd"]),  # four words at most (the first four of them)
    ("кожаная сумка", ["кожаная", "кожаная сумка", "сумка"]),
    ("حقيبة جلدية", ["حقيبة", "حقيبة جلدية", "جلدية"]),
    ("NA 007", ["NA"]),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_phrases(text: str, expected: list[str]) -> None:
    assert list(phrases(text, GRAMMAR))[: len(expected) or 1] == expected


def test_a_very_long_text_takes_linear_time() -> None:
    assert sum(1 for _ in phrases("cotton crew neck " * 30_000, GRAMMAR)) == 4 * 90_000 - 6


KEYS = [
    ("Crew Neck", "crew neck"),
    ("two-way zippers", "two way zipper"),
    ("dresses", "dress"),
    ("glass", "glass"),
    ("accessories", "accessory"),
    ("tie", "tie"),
    ("canvas", "canvas"),
    ("sofas", "sofa"),
    ("boxes", "box"),
    ("women's", "women's"),
    ("", ""),
]


@pytest.mark.parametrize(("phrase", "key"), KEYS)
def test_phrase_keys(phrase: str, key: str) -> None:
    assert phrase_key(phrase, "en") == key


def _counted(products: list[list[str]], **options: int) -> PhraseCounter:
    counter = PhraseCounter("en", **options)
    for texts in products:
        counter.add(texts)
    return counter


def test_a_product_counts_once_however_often_it_says_a_phrase() -> None:
    counter = _counted([["Crew neck", "crew necks", "A CREW-NECK."], ["crew neck"]])
    assert [(phrase.text, phrase.products) for phrase in counter.phrases(9)] == [("crew neck", 2)]


def test_a_phrase_that_is_only_ever_part_of_a_longer_one_is_left_out() -> None:
    counter = _counted([["shut off valve"], ["shut off valves"], ["a wide leg pant"], ["wide leg pants", "wide leg"]])
    # "leg pant" and "wide leg" are in two products, and so is the phrase that holds them.
    assert [phrase.text for phrase in counter.phrases(9)] == ["wide leg pant"]


def test_longer_and_more_frequent_phrases_come_first() -> None:
    counter = _counted([["throw pillow", "matte black finish"]] * 3 + [["throw pillow"]] * 3)
    found = counter.phrases(9)
    assert [phrase.text for phrase in found] == ["throw pillow", "matte black finish"]
    assert counter.phrases(1) == found[:1]
    assert counter.phrases(9, least_products=4) == found[:1]
    assert counter.phrases(0) == []


def test_a_single_word_is_a_term_only_if_products_and_longer_phrases_are_called_so() -> None:
    counter = PhraseCounter("en")
    for colour in ("zip", "fleece"):
        for _ in range(2):
            counter.add([f"{colour} hoodie", "high quality", "best quality", "quality"], head="Hoodies")
    found = {phrase.text for phrase in counter.phrases(9)}
    assert "hoodie" not in found  # only ever inside the two longer ones
    for _ in range(2):
        counter.add(["This hoodie is warm."], head="hoodie")
    found = {phrase.text for phrase in counter.phrases(9)}
    assert "hoodie" in found
    assert "quality" not in found  # no product is called so


SPELLINGS = [
    (["Crew Neck", "crew necks"], "crew necks"),  # lower case before the singular
    (["CREW NECK", "CREW NECK"], "crew neck"),
    (["SLR Cameras", "SLR Camera"], "SLR camera"),
    (["Color-Blocked", "Color Blocked"], "color-blocked"),
    (["iPhone case", "iPhone Case"], "iPhone case"),
]


@pytest.mark.parametrize(("texts", "expected"), SPELLINGS)
def test_the_spelling_of_an_entry(texts: list[str], expected: str) -> None:
    assert [phrase.text for phrase in _counted([[text] for text in texts]).phrases(1)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("Água Fria", "água fria"), ("LED", "LED"), ("СУМКА Кожаная", "СУМКА кожаная"), ("綿", "綿")],
)
def test_without_title_case(text: str, expected: str) -> None:
    assert without_title_case(text) == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcdefghijklmnop"), max_size=6), max_size=80), st.integers(4, 12))
def test_bounded_counts_never_exceed_the_truth_and_lack_at_most_the_floor(
    products: list[list[str]], bound: int
) -> None:
    texts = [[f"{letter}{letter} zz{letter}" for letter in own] for own in products]
    truth = Counter(key for own in texts for key in {p.lower() for text in own for p in phrases(text)})
    counter = _counted(texts, most_phrases=bound)
    counted = {key: weight - counter._lacking.get(key, 0) for key, weight in counter._weight.items()}
    assert len(counted) <= bound
    assert all(truth[key] - counter.floor <= count <= truth[key] for key, count in counted.items())
    assert all(key in counted for key, count in truth.items() if count > counter.floor)


def test_frequent_phrases_survive_a_million_rare_ones() -> None:
    draw = random.Random(1)
    counter = PhraseCounter("en", most_phrases=2_000)
    for number in range(2_000):
        rare = " ".join("".join(draw.choices("bcdfghjklm", k=7)) for _ in range(8))
        counter.add([rare, "crew neck"] if number % 10 == 0 else [rare])
    assert len(counter._weight) <= 2_000
    assert counter.floor < 200
    best = counter.phrases(1)[0]
    assert best.text == "crew neck"
    assert 200 - counter.floor <= best.products <= 200


def test_examples_are_different_texts_that_say_more_than_the_phrase() -> None:
    finder = ExampleFinder(["crew neck", "zip"], "en", most=2)
    for text in (
        "Crew neck",
        "A ribbed crew neck.",
        "A ribbed crew neck.",
        "Two crew  necks",
        "Crew-neck tee",
        "x" * 999,
    ):
        finder.add(text)
    assert finder.examples["crew neck"] == [Example("A ribbed crew neck.", 9, 18), Example("Two crew  necks", 4, 15)]
    assert not finder.is_complete
    finder.add("zip one")
    finder.add("zip two")
    assert finder.is_complete
    assert ExampleFinder([], "en").is_complete
