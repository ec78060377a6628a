"""A title that ends with a noun of ours is written with our word for it, and keeps what else its draft says."""

from __future__ import annotations

import pytest

from catalog_cli.candidates import Candidate, Case
from catalog_cli.candidates.known_heads import KnownHead
from catalog_cli.phrasebook.heads import Heads
from catalog_cli.product import Role
from catalog_cli.segment import Alignment, CodeKind, InlineCode, Segment, TermHit
from tests.candidates.scripted import ScriptedEngine, segment

FRAME = ("Product: ", ".")
HEADS = Heads(
    lambda: {
        "table runner": "caminho de mesa",
        "coasters": "porta-copos",
        "hammock": "rede",
        "bracelet": "pulseira",
        "watering can": "regador",
    }
)
PARTS = {
    "natural stone": "pedra natural",
    "linen": "roupa de cama",
    "gold plated": "banhado a ouro",
    "black": "preto",
    "rosehip": "Rosehip",
}


def case_of(source: str, draft: str, words: tuple[tuple[str, str], ...] = ()) -> Case:
    """Return a title and its draft; each pair of words is a link."""
    links = [(draft.index(b), draft.index(b) + len(b), source.index(a), source.index(a) + len(a)) for a, b in words]
    one = segment(source, role=Role.TITLE)._replace(frame=FRAME)
    return Case(one, ((Candidate(draft, Alignment(tuple(sorted(links))), "free", -0.2, "Produto: "), ""),))


def said_anew(case: Case, best: str = "", unless: str = "") -> list[Candidate]:
    """Return what is proposed if the engine finds `best` likeliest."""
    answers = {f"Product: {text}.": f"Produto: {said}." for text, said in PARTS.items()}
    answers |= {f"Type: {text}": f"Tipo: {said}" for text, said in PARTS.items()}
    refiner = KnownHead("known noun", ("en", "pt"), HEADS, unless=unless)
    engine = ScriptedEngine(answers=answers, scores={f"Produto: {best}.": -0.5})
    return refiner.propose([case], engine)[0] if refiner.wants(case) else []


ROWS = [
    # title, draft, the words of both that belong together, the likeliest start, the whole
    (
        "natural stone coasters",
        "montanhas de pedra",
        (),
        "porta-copos de pedra natural",
        "porta-copos de pedra natural",
    ),
    (
        "linen table runner",
        "corredor de mesa de linho",
        (("linen", "linho"), ("table", "mesa"), ("runner", "corredor")),
        "caminho de mesa de linho",  # as the draft says, where that is likelier
        "caminho de mesa de linho",
    ),
    ("gold plated bracelet", "bracelete banhado", (), "pulseira banhada a ouro", "pulseira banhada a ouro"),
    ("black hammock", "abeto preto", (), "rede preto", "rede preto"),  # a gender that its ending does not tell
    ("coasters", "montanhas", (), "", "porta-copos"),
    (
        "yellow watering can",
        "rega amarela",
        (("yellow", "amarela"), ("can", "rega")),
        "",
        "regador amarelo",  # as the noun now is
    ),
    (
        "rosehip hammock",  # alone it stays as it is
        "abeto de rosa",
        (("rosehip", "rosa"), ("hammock", "abeto")),
        "rede rosehip",
        "rede de rosa",
    ),
    (
        "linen hammock",
        "linho rede",
        (("linen", "linho"), ("hammock", "rede")),
        "rede de roupa de cama",
        "rede de roupa de cama",
    ),
    ("coasters (set of 4)", "montanhas (conjunto de 4)", (), "", "porta-copos (conjunto de 4)"),
    ("coasters, round", "montanhas, redondas", (), "", "porta-copos, redondas"),
    ("coasters - round", "montanhas - redondas", (), "", "porta-copos - redondas"),
    ("hammock for kids with net", "abeto para crianças com tela", (), "", "rede para crianças com tela"),
    ("hammock 2 m", "abeto 2 m", (), "", "rede 2 m"),
    ("hammock, 1.5 m", "abeto, 1,5 m", (), "", "rede, 1,5 m"),
    ("hammock for 2 kids, 2 m", "abeto para 2 crianças, 2 m", (), "", "rede para 2 crianças, 2 m"),
]


@pytest.mark.parametrize(("source", "draft", "words", "best", "whole"), ROWS)
def test_our_noun_is_said(source: str, draft: str, words: tuple[tuple[str, str], ...], best: str, whole: str) -> None:
    (found,) = said_anew(case_of(source, draft, words), best)
    assert found.draft == whole
    assert found.alignment is not None
    assert all(0 <= a < b <= len(whole) and 0 <= c < d <= len(source) for a, b, c, d in found.alignment.links)


LEFT = [
    ("new hammock", "nova rede"),  # an adjective may stand before it
    ("natural stone coasters", "porta-copos de pedra"),  # it is said
    ("coasters, round", "porta-copos, redondos"),
    ("road runner", "corredor"),  # not our noun
    ("hammock with net", "abeto e tela"),  # where does the rest begin?
    ("set of coasters", "conjunto de montanhas"),
    ("hammocks", "abetos"),
    ("2 in 1 hammock", "abeto 2 em 1"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "draft"), LEFT)
def test_other_drafts_stand(source: str, draft: str) -> None:
    assert said_anew(case_of(source, draft)) == []


CASE = case_of("coasters", "montanhas")


@pytest.mark.parametrize(
    "changed",
    [
        CASE.segment._replace(role=Role.TEXT),
        CASE.segment._replace(frame=("", "")),
        CASE.segment._replace(codes=(InlineCode(CodeKind.PAIR, 0, 8, "b", "<b>", "</b>"),)),
        CASE.segment._replace(term_hits=(TermHit(0, 8, "coasters", ("descansos",)),)),
    ],
)
def test_other_segments_are_left_alone(changed: Segment) -> None:
    assert said_anew(CASE)
    assert said_anew(Case(changed, CASE.rejected)) == []


def test_a_title_that_was_put_together_stays() -> None:
    assert said_anew(CASE, unless="free") == []


def test_what_the_echo_engine_says_stands() -> None:
    certain = CASE.rejected[0][0]._replace(score=0.0)
    assert said_anew(Case(CASE.segment, ((certain, ""),))) == []
