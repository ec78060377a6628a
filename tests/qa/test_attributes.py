"""The attributes of source and target, compared by id: what passes and what is found."""

from __future__ import annotations

import pytest

from catalog_cli.product import Role
from catalog_cli.qa.attributes import attribute_changed
from catalog_cli.qa.registry import Pair
from catalog_cli.segment import Origin, Place, Segment, SegmentId

PASSES = [
    ("Cotton shirt", "Camisa de algodão"),
    ("Navy dress", "Vestido azul-marinho"),
    ("Navy dress", "Vestido azul"),  # the family
    ("Leather-free bag", "Bolsa sem couro"),
    ("Red and blue cap", "Boné azul e vermelho"),
    ("Red cap", "Boné"),  # left out: the length checks see more than a word
    ("Cap", "Boné vermelho"),
    ("Men's shirt", "Camisa masculina"),
    ("Striped rug", "Tapete listrado"),
    ("Wool, silk and linen", "Lã, seda e linho"),
    ("", ""),
    ("Caneca", "Caneca"),
]
FINDS = [
    ("Soft cotton", "Macio algodão-doce", 'the material "cotton" became "algodão-doce"'),
    ("Red mug", "Caneca azul", 'the color "Red" became "azul"'),
    ("Men's shirt", "Camisa feminina", 'the gender "Men\'s" became "feminina"'),
    ("Wool scarf", "Cachecol de seda", 'the material "Wool" became "seda"'),
    ("Striped rug", "Tapete floral", 'the pattern "Striped" became "floral"'),
    ("Steel table", "Mesa de vidro", 'the material "Steel" became "vidro"'),
    ("A summer dress", "Um vestido de inverno", 'the season "summer dress" became "inverno"'),
]


EN_PT = Pair("en", "pt-BR")


def messages(source: str, target: str, pair: Pair = EN_PT) -> list[str]:
    place = Place("bags.csv", 7, "Title")
    one = Segment(SegmentId("b", "1", "", "Title", 0, 0), place, Role.TEXT, source, target=target, origin=Origin.ENGINE)
    return list(attribute_changed(one, pair))


@pytest.mark.parametrize(("source", "target"), PASSES)
def test_passes(source: str, target: str) -> None:
    assert messages(source, target) == []


@pytest.mark.parametrize(("source", "target", "message"), FINDS)
def test_finds(source: str, target: str, message: str) -> None:
    (found,) = messages(source, target)
    assert found.startswith(message)


def test_a_language_with_labels_alone() -> None:
    assert messages("Red mug", "Rot", Pair("en", "de-DE")) == []
    assert len(messages("Red", "Blau", Pair("en", "de-DE"))) == 1
    assert messages("Red mug", "赤いマグ", Pair("en", "ja")) == []
