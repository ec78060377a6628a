"""Words around a placed term: what is made to agree, and what is left alone."""

from __future__ import annotations

import pytest

from catalog_cli.candidates.agreement import edited, repaired
from catalog_cli.candidates.decoding import Candidate
from catalog_cli.product import Role
from catalog_cli.segment import Alignment, Place, Segment, SegmentId, TermHit


def segment(source: str, *hits: TermHit) -> Segment:
    return Segment(
        SegmentId("c", "1", "", "text", 0, 0), Place("c"), Role.TEXT, source, prepared=source, term_hits=hits
    )


def hit(source: str, found: str, forms: str, gender: str, part: str = "noun") -> TermHit:
    start = source.index(found)
    own = tuple(forms.split("|"))
    return TermHit(start, start + len(found), found, own, gender=gender, part_of_speech=part)


ROWS = [
    # source, what of it is the term, its forms, gender, draft, what it becomes
    ("The waistband is elastic", "waistband", "cós", "m", "A cós é elástica", "O cós é elástico"),
    ("The lamp is new", "lamp", "abajur|abajures", "m", "A abajur é nova.", "O abajur é novo."),
    ("Both bags are new", "bags", "nécessaire|nécessaires", "f", "Ambos as nécessaires", "Ambas as nécessaires"),
    ("in the cauldron", "cauldron", "caldeirão", "m", "na caldeirão", "no caldeirão"),
    ("a white monitor", "monitor", "babá eletrônica", "f", "um babá eletrônica branco", "uma babá eletrônica branca"),
    ("a soft throw", "throw", "manta decorativa", "f", "Uma manta decorativa macio", "Uma manta decorativa macia"),
    ("The pillows are new", "pillows", "almofada|almofadas", "f", "As almofadas são novos", "As almofadas são novas"),
    ("a small anklet", "anklet", "tornozeleira", "f", "um pequeno tornozeleira", "uma pequena tornozeleira"),
    ("light and compact iron", "iron", "chapinha", "f", "a chapinha é leve e compacto", "a chapinha é leve e compacta"),
    ("The player is new", "player", "toca-discos", "m", "Os toca-discos são novos", "O toca-discos é novo"),
    ("Two players", "players", "toca-discos", "m", "Duas toca-discos pretas", "Dois toca-discos pretos"),
    ("BLACK BAG", "BAG", "bolsa", "f", "Bolsa Preto", "Bolsa Preta"),
    # What may belong to another word is left alone.
    ("crew neck top", "crew neck", "gola careca", "f", "top de gola careca macio", "top de gola careca macio"),
    ("cuff of the shirt", "shirt", "camisa", "f", "punho da camisa preto", "punho da camisa preto"),
    ("plated in gold", "gold", "ouro", "m", "folheado a ouro", "folheado a ouro"),  # "a" is "in" here
    ("shirt in cotton", "shirt", "camisa", "f", "camisa tecido", "camisa tecido"),  # no participle
    ("The bag and shoe are new", "bag", "bolsa", "f", "A bolsa e o sapato são novos", "A bolsa e o sapato são novos"),
    ("The zipper of the bag is new", "bag", "bolsa", "f", "O zíper da bolsa é novo", "O zíper da bolsa é novo"),
    ("The case is beige", "case", "capa", "f", "A capa é bege", "A capa é bege"),
    ("the chart", "chart", "tabela|guia", "f", "o guia", "o guia"),  # another word, whose gender is not known
    ("new thing", "thing", "treco", "", "a treco nova", "o treco novo"),  # its ending tells
    ("new thing", "thing", "cabide", "", "a cabide nova", "a cabide nova"),  # nothing tells
    ("The polish dries", "polish", "esmalte", "m", "O esmalte seca em um minuto", "O esmalte seca em um minuto"),
    ("a sole", "sole", "solado|sola", "m", "uma sola macia", "uma sola macia"),  # another word, of another gender
    ("All top coats", "top coats", "top coat|top coats", "m", "Todos os top coats", "Todos os top coats"),
    ("", "", "bolsa", "f", "", ""),
    ("赤いバッグ", "バッグ", "bolsa", "f", "o bolsa 👕", "a bolsa 👕"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "found", "forms", "gender", "draft", "expected"), ROWS)
def test_repaired(source: str, found: str, forms: str, gender: str, draft: str, expected: str) -> None:
    own = segment(source, hit(source, found, forms, gender))
    assert repaired(own, Candidate(draft, None, "inserted"), (0,), "pt").draft == expected


def test_only_portuguese_and_only_nouns() -> None:
    draft = Candidate("o bolsa", None, "inserted")
    own = segment("the bag", hit("the bag", "bag", "bolsa", "f"))
    assert repaired(own, draft, (0,), "es") is draft
    assert repaired(own, draft, (), "pt") is draft
    phrase = segment("the bag", hit("the bag", "bag", "bolsa", "f", "phrase"))
    assert repaired(phrase, draft, (0,), "pt") is draft


def test_another_term_keeps_its_form() -> None:
    source = "quilted bag"
    bag = hit(source, "bag", "bolsa", "f")
    for forms, expected in (("acolchoado", "bolsa acolchoado"), ("acolchoado|acolchoada", "bolsa acolchoada")):
        own = segment(source, hit(source, "quilted", forms, "", "adjective"), bag)
        assert repaired(own, Candidate("bolsa acolchoado", None, "inserted"), (1,), "pt").draft == expected


def test_the_alignment_moves_along() -> None:
    links = ((0, 2, 0, 1), (3, 8, 8, 11), (9, 15, 2, 7))
    candidate = Candidate("um bolsa branco", Alignment(links), "inserted", score=-0.5)
    own = segment("a white bag", hit("a white bag", "bag", "bolsa", "f"))
    changed = repaired(own, candidate, (0,), "pt")
    assert changed.draft == "uma bolsa branca"
    assert changed.score is None
    assert changed.alignment == Alignment(((0, 3, 0, 1), (4, 9, 8, 11), (10, 16, 2, 7)))


def test_words_that_go_lose_their_links() -> None:
    candidate = Candidate("fato de banho", Alignment(((0, 4, 0, 1), (5, 7, 1, 2), (8, 13, 2, 3))), "n-best")
    assert edited(candidate, [(4, 13, "")]) == Candidate("fato", Alignment(((0, 4, 0, 1),)), "n-best")
