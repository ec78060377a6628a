"""What an engine's vocabulary cannot spell is kept from it, and nothing else: each model by its own vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalog_cli import preparation
from catalog_cli.engine import Translator
from catalog_cli.engines.echo import open_translator as open_echo
from catalog_cli.product import Role
from catalog_cli.protection import ANY, EMBEDDED, Alphabet, alphabet_of, find_spans, is_stand_in, mask
from catalog_cli.segment import Place, Segment, SegmentId
from tests.engines.conftest import opened

ASCII = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
GERMAN, RUSSIAN = ASCII | frozenset("ÄÖÜäöüß"), ASCII | frozenset(map(chr, range(0x410, 0x450)))
SMALL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789äöüß")
CHINESE = ASCII | frozenset(map(chr, range(0x4E00, 0x5000)))


@pytest.mark.parametrize(
    ("characters", "text", "names"),
    [
        (GERMAN, "Größe 38 für Männer", []),
        (GERMAN, "Ein Café in Łódź, sehr naïf", ["Café", "Łódź"]),  # "ï" is read without its dots: no capital, no name
        (ASCII, "Größe 38 für Männer", ["Größe", "Männer"]),
        (RUSSIAN, "Красная сумка из кожи", []),
        (RUSSIAN, "Красная сумка 日本", ["日本"]),
        (ASCII, "Красная сумка", ["Красная", "сумка"]),
        (SMALL, "Größe 38 ÜBER", []),  # a vocabulary without capitals reads them as small letters
        (CHINESE, "红色的皮包龘", []),  # what looks like a word is a sentence
    ],
)
def test_words_that_a_vocabulary_cannot_spell_are_names(
    characters: frozenset[str], text: str, names: list[str]
) -> None:
    found = find_spans(text, alphabet_of(characters, characters))
    assert [text[code.start : code.end] for code in found if code.name == "name"] == names


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (ASCII, ASCII, "XQB"),
        (ASCII - {"Q"}, ASCII, "ZGA"),
        (ASCII, ASCII - {"Q", "N", "Z"}, "WFJ"),  # it must also be written
        (frozenset("ABC0123456789abc"), ASCII, "A1"),
        (frozenset("ABCabc023"), ASCII, "A2"),
        (frozenset("ABCabc"), ASCII, "A1"),  # no digit at all: nothing is right
        (SMALL, SMALL, "XQB"),
        (frozenset(), frozenset(), "XQB"),
    ],
)
def test_masks_are_of_what_both_vocabularies_spell(
    source: frozenset[str], target: frozenset[str], expected: str
) -> None:
    text = "Visit https://a.b/c today"
    read, masks = mask(text, find_spans(text), alphabet=alphabet_of(source, target))
    assert [stand_in for _, _, stand_in in masks] == [expected]
    assert read == f"Visit {expected} today"
    assert is_stand_in(expected)


def prepared(text: str, engine: Translator) -> Segment:
    segment = Segment(SegmentId("c", "p", "", "title", 0, 0), Place("shop.csv", 1, "title"), Role.TEXT, text)
    pair = engine.source_locale, engine.target_locale
    (ready,) = preparation.prepare([segment], *pair, alphabet=preparation.alphabet_of(engine))
    return ready


@pytest.mark.parametrize("name", ["marian", "m2m", "mbart", "t5"])
def test_a_tiny_model_gets_masks_that_it_can_read_and_write(
    architecture_folder: Callable[[str], Path], name: str
) -> None:
    """Its hundred pieces spell few capitals, and none of the embedded model's masks."""
    engine = opened(architecture_folder(name), name)
    ready = prepared("Ask info@shop.com or call 555-0100-77 about 24-MB01", engine)
    stand_ins = [stand_in for _, _, stand_in in ready.masks if stand_in]
    assert stand_ins
    spelled = preparation.alphabet_of(engine)
    assert all(spelled.lacking.isdisjoint(stand_in) for stand_in in stand_ins)
    tokenizer = engine.tokenizer
    assert tokenizer.decode(tokenizer.encode_targets(stand_ins)) == stand_ins
    vocabulary = {*tokenizer.pieces("source"), *tokenizer.pieces("target")}
    assert all(piece in vocabulary for pieces in tokenizer.encode(stand_ins) for piece in pieces)
    engine.close()


def test_whose_alphabet_is_which(
    engine: Translator, pivot_engine: Translator, architecture_folder: Callable[[str], Path]
) -> None:
    assert preparation.alphabet_of(engine) == EMBEDDED  # measured, and told without reading its vocabulary
    assert preparation.alphabet_of(open_echo("en", "de")) == EMBEDDED
    first = opened(architecture_folder("m2m"), "m2m", "de")
    alphabet = preparation.alphabet_of(pivot_engine)
    assert alphabet.letters == preparation.alphabet_of(first).letters
    assert isinstance(alphabet, Alphabet)
    first.close()


def test_a_tokenizer_json_may_spell_by_bytes(nllb_engine: Translator) -> None:
    assert preparation.alphabet_of(nllb_engine) == ANY


def test_the_embedded_vocabulary_spells_what_is_known_of_it(engine: Translator) -> None:
    from catalog_cli.engines.tokenization import single_characters

    pieces = engine.tokenizer.pieces("source")  # type: ignore[attr-defined]  # a ModelTokenizer
    assert alphabet_of(single_characters(pieces), single_characters(pieces)).letters == EMBEDDED.letters
