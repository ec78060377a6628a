"""A title whose words stand in English order is said again: what it is, and behind it of what kind."""

from __future__ import annotations

import pytest

from catalog_cli.candidates import Candidate, Case
from catalog_cli.candidates.word_order import HeadFirst
from catalog_cli.product import Role
from catalog_cli.segment import Alignment, CodeKind, InlineCode, Segment, TermHit
from tests.candidates.scripted import ScriptedEngine, segment

FRAME = ("Product: ", ".")


def draft_of(source: str, draft: str, order: tuple[int, ...]) -> Case:
    """Return a title and its draft, the words of which come from those at `order` in the source."""
    spans = [(source.find(word), source.find(word) + len(word)) for word in source.split(" ")]
    own, at = [], 0
    for word in draft.split(" "):
        own.append((at, at + len(word)))
        at += len(word) + 1
    links = tuple((*target, *spans[index]) for target, index in zip(own, order, strict=True))
    one = segment(source, role=Role.TITLE)._replace(frame=FRAME)
    return Case(one, ((Candidate(draft, Alignment(links), "free", -0.2, "Produto: "), ""),))


def said_again(case: Case, head: str, kind: str, best: str = "") -> list[Candidate]:
    """Return what is proposed if both parts are said so and the engine finds one whole likeliest."""
    before, _, last = case.segment.prepared.rpartition(" ")
    answers = {f"Type: {last}": f"Tipo: {head}", f"Type: {before}": f"Tipo: {kind}"}
    answers[f"Product: {before}."] = f"Produto: {kind}."
    engine = ScriptedEngine(answers=answers, scores={f"Produto: {best}.": -0.5})
    refiner = HeadFirst("head first", ("en", "pt"))
    return refiner.propose([case], engine)[0] if refiner.wants(case) else []


@pytest.mark.parametrize(
    ("source", "draft", "head", "kind", "best"),
    [
        ("bicycle spokes", "bicicleta fala", "raios", "bicicleta", "raios de bicicleta"),
        ("oboe parts", "oboé peças", "peças", "oboé", "peças para oboé"),
        ("wireless mouse", "mouse sem", "mouse", "óptico", ""),  # "sem" joins words: it is no row of them
        ("writing pencils", "escrever lápis", "lápis", "escrevendo", "lápis de escrever"),
        ("hockey stick parts", "hóquei taco peças", "peças", "Taco de hóquei", "peças de taco de hóquei"),
        ("phone case", "telefone capa", "capa", "Telefônica", "capa telefônica"),
        ("kvm switches", "KVM switchs", "chaves", "KVM", "chaves KVM"),
        ("ultraboost shoes", "ultraboost sapato", "tênis", "Ultraboost", "tênis ultraboost"),  # a name
    ],
)
def test_the_likeliest_whole_is_proposed(source: str, draft: str, head: str, kind: str, best: str) -> None:
    found = said_again(draft_of(source, draft, tuple(range(len(draft.split())))), head, kind, best)
    assert [one.draft for one in found] == ([best] if best else [])


LEFT = [
    ("phone case", "capa telefônica", (1, 0)),  # in Portuguese order
    ("mini fridge", "mini geladeira", (0, 1)),  # an adjective that stands in front
    ("new shoes", "novos sapatos", (0, 1)),
    ("squash racquets", "squash racquets", (0, 1)),  # nothing was translated: a name?
    ("robot vacuum pro", "robô aspirador profissional", (0, 1, 2)),
    ("running shoes red", "correr sapatos vermelho", (0, 1, 2)),
    ("gift giving", "presente dando", (0, 1)),  # no thing
    ("set of pans", "conjunto panelas tampas", (0, 1, 2)),
    ("phone case 2", "telefone capa dois", (0, 1, 2)),
    ("case", "capa", (0,)),
    ("one two three four five", "um dois três quatro cinco", (0, 1, 2, 3, 4)),
]


@pytest.mark.parametrize(("source", "draft", "order"), LEFT)
def test_other_drafts_stand(source: str, draft: str, order: tuple[int, ...]) -> None:
    assert said_again(draft_of(source, draft, order), "coisa", "tipo", "coisa de tipo") == []


CASE = draft_of("bicycle spokes", "bicicleta fala", (0, 1))


@pytest.mark.parametrize(
    "changed",
    [
        CASE.segment._replace(role=Role.TEXT),
        CASE.segment._replace(role=Role.OPTION),  # values keep their identity
        CASE.segment._replace(frame=("", "")),  # a pair that was not measured
        CASE.segment._replace(codes=(InlineCode(CodeKind.VERBATIM, 0, 7, "brand"),)),
        CASE.segment._replace(term_hits=(TermHit(0, 7, "bicycle", ("bicicleta",)),)),
    ],
)
def test_other_segments_are_left_alone(changed: Segment) -> None:
    assert said_again(CASE, "raios", "bicicleta", "raios de bicicleta")
    assert said_again(Case(changed, CASE.rejected), "raios", "bicicleta", "raios de bicicleta") == []


def test_what_the_echo_engine_says_stands() -> None:
    certain = CASE.rejected[0][0]._replace(score=0.0)
    assert said_again(Case(CASE.segment, ((certain, ""),)), "raios", "bicicleta", "raios de bicicleta") == []


def test_a_part_without_a_draft_leaves_it() -> None:
    assert said_again(CASE, "", "bicicleta") == []


def test_the_parts_are_aligned() -> None:
    (found,) = said_again(CASE, "raios", "bicicleta", "raios de bicicleta")
    assert found.alignment == Alignment(((0, 5, 8, 14), (9, 18, 0, 7)))
