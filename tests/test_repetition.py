"""Texts that go round in a circle, and the many that only seem to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_cli.repetition import echoed_among, is_looped, looped_among, looped_word, repeated_phrase, says_again

# What a loop is, said once more without a shortcut.
WORD_THRICE = re.compile(r"(\b\w[\w'’-]*(?:[\s,]+\w[\w'’-]*){0,5}?)(?:[\s,]+\1\b){2,}", re.IGNORECASE)
PHRASE_TWICE = re.compile(r"(\b\w+(?:\s+\w+){2,7}?)[\s,]+\1\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("", False),
        ("bolsa", False),
        ("blá blá", False),  # a word may stand twice
        ("bom bom bom", True),
        ("Bom, bom, BOM", True),
        ("a bolsa a bolsa", False),
        ("a bolsa a bolsa a bolsa", True),
        ("uma bolsa azul uma bolsa azul", True),
        ("de couro e de linho e de lã", False),
        ("guarda-chuva guarda-chuva guarda-chuva", True),
        ("d'água d'água d'água", True),
        ("1 1 1", True),
        ("красная красная красная", True),
        ("سلة سلة سلة", True),
        ("赤い 赤い 赤い", True),
        ("🎁 🎁 🎁", False),  # no words
        ("bom\nbom\nbom", True),
    ],
)
def test_loops(draft: str, expected: bool) -> None:
    assert is_looped(draft, "") is expected


def test_what_the_source_repeats_may_be_repeated() -> None:
    assert not is_looped("muito muito muito bom", "very very very good")
    assert is_looped("muito muito muito bom", "very good")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*"abAB", "de", "d'a", "x-y", ",", "É", "é", "1", "ß", "\n", "."]), max_size=24))
def test_the_shortcut_loses_no_loop(words: list[str]) -> None:
    draft = " ".join(words)
    assert is_looped(draft, "") is bool(WORD_THRICE.search(draft) or PHRASE_TWICE.search(draft))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("torradeira, torradeira", None),
        ("de couro de couro", "de couro"),
        ("a, a, a", "a"),
        ("mesa, mesa de cozinha, mesa", None),  # a list may name a thing more than once
        ("12 12 12", None),  # numbers only
        ("bom. bom. bom.", "bom"),
    ],
)
def test_repeated_phrases(text: str, expected: str | None) -> None:
    assert repeated_phrase(text) == expected


def test_a_long_cell_takes_linear_time() -> None:
    assert repeated_phrase(" ".join(map(str, range(200_000)))) is None
    assert not is_looped(" ".join(map(str, range(200_000))), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("bolsa", None),
        ("feijão-a-coto-coto-ta-taça", "feijão-a-coto-coto-ta-taça"),
        ("um tatatata macio", "tatatata"),
        ("Nãooooooo!", "ooooooo"),
        ("corre-corre, chow-chow", None),  # words of two parts alike
        ("porta-guarda-chuva-sol", None),
        ("up-to-date-to-date", None),  # no part stands beside its like
        ("XXXXXL", None),  # a size: short
        ("Mississippi banana", None),
        ("blá-blá-blá-blá", "blá-blá-blá-blá"),
        ("ドキドキドキドキ", "ドキドキドキドキ"),
        ("柔らかい綿のバッグ", None),
        ("11111111", None),  # digits go on as they like
    ],
)
def test_looped_word(text: str, expected: str | None) -> None:
    assert looped_word(text) == expected
    assert looped_among(text.split()) == expected
    assert is_looped(text, "a soft bag") == (expected is not None)
    assert not is_looped(text, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("fatia", None),
        ("2 fatia de fatia.", "fatia de fatia"),
        ("bolsa de bolsa, nova", "bolsa de bolsa"),
        ("lado a lado", None),
        ("de cor a cor", None),
        ("cor de cor", None),  # three letters: too short to tell
        ("livro de livros", None),
        ("bolsa de couro", None),
        ("Tasche von Tasche", "Tasche von Tasche"),
        ("bolsa com zípe com zíper.", "com zípe com zíper"),
        ("com zíper com zípe", "com zíper com zípe"),
        ("bolsa com ziper com zíper", "com ziper com zíper"),
        ("roupa de bebê de bebes", "de bebê de bebes"),
        ("bolso com bolso", "bolso com bolso"),
        ("alça de ombro com alça de ombro,", "alça de ombro com alça de ombro"),
        ("couro preto sem couro preto", "couro preto sem couro preto"),
        ("com zíper, com zípes", None),  # a list
        ("kit de 2 com kit de 2", None),  # figures are the matter of others
        ("roupa de menino de menina", None),
        ("de pessoa para pessoa", None),
        ("de ponta a ponta", None),
        ("de porta em porta", None),
        ("arte > kits de arte > kits", None),
        ("mesa de centro para sala de centro", None),
        ("de", None),
        ("de de de", None),
        ("de bolsa de", None),
        ("红 de 红 de 红", None),
        ("сумка с сумка", None),  # not among the languages that are known
        ("🎁🎁🎁🎁 de 🎁🎁🎁🎁", None),
    ],
)
def test_echoed_among(text: str, expected: str | None) -> None:
    assert echoed_among(text.split()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("2-slice toaster", False),
        ("A slice of a slice.", True),
        ("Slice-by-slice", True),
        ("Zip pocket with zipper", True),
        ("A bag for the car and the dog", False),  # what joins words names nothing
        ("Car, care", True),  # who can tell
        ("Car cushion, carpeting", False),
    ],
)
def test_says_again(text: str, expected: bool) -> None:
    assert says_again(text) is expected
