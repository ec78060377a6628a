"""Whom a thing is for is said by an adjective in the gender of the thing, or by "para", never as its owner."""

from __future__ import annotations

import pytest

from catalog_cli.candidates import Candidate, Case
from catalog_cli.candidates.wearers import ForWhom
from catalog_cli.product import Role
from catalog_cli.segment import Alignment
from tests.candidates.scripted import ScriptedEngine, segment

FRAME = ("Product: ", ".")

ROWS = [
    # title, draft, what it becomes ("": it stands)
    ("men's steel watch", "relógio de aço dos homens", "relógio de aço masculino"),
    ("mens’ hiking boots", "botas de caminhada dos homens", "botas de caminhada masculinas"),
    ("men’s hiking boots", "botas de caminhada dos homens", "botas de caminhada masculinas"),
    ("women's silver necklace", "colar de prata das mulheres", "colar de prata para mulheres"),  # a gender not sure
    ("women's leggings", "leggings das mulheres", "leggings para mulheres"),
    ("ladies' wool coat", "casaco de lã das senhoras", "casaco de lã feminino"),
    ("boys' denim jacket", "jaqueta de jeans dos meninos", "jaqueta de jeans para meninos"),
    ("girl's dress", "vestido da garota", "vestido para meninas"),
    ("kids' rain boots", "botas de chuva das crianças", "botas de chuva infantis"),
    ("children's book", "livro das crianças", "livro infantil"),
    ("men's cotton t-shirt", "camiseta de algodão masculino", "camiseta de algodão masculina"),
    ("men's boxer briefs", "cuecas boxer masculinos", "cuecas boxer masculinas"),
    ("men's socks", "meias masculinas", ""),
    ("women's jeans", "jeans femininos", ""),  # of which gender nothing tells
    ("watch of the men", "relógio dos homens", ""),  # owners
    ("cat's toy", "brinquedo do gato", ""),
    ("father's day mug", "caneca do dia dos pais", ""),
    ("men's guide", "", ""),
    ("guide for men's health", "guia para saúde dos homens", ""),  # theirs
]


@pytest.mark.parametrize(("source", "draft", "expected"), ROWS)
def test_titles(source: str, draft: str, expected: str) -> None:
    one = segment(source, role=Role.TITLE)._replace(frame=FRAME)
    case = Case(one, ((Candidate(draft, Alignment(()), "free"), ""),))
    refiner = ForWhom("for whom")
    found = refiner.propose([case], ScriptedEngine())[0] if refiner.wants(case) else []
    assert [one.draft for one in found] == ([expected] if expected else [])


def test_running_text_is_left_alone() -> None:
    one = segment("The men's room is here.", role=Role.TEXT)
    assert not ForWhom("for whom").wants(Case(one, ((Candidate("O quarto dos homens é aqui.", None, "free"), ""),)))


def test_the_words_keep_their_alignment() -> None:
    one = segment("men's watch", role=Role.TITLE)._replace(frame=FRAME)
    draft = Candidate("relógio dos homens", Alignment(((0, 7, 6, 11), (12, 18, 0, 5))), "free")
    ((found,),) = ForWhom("for whom").propose([Case(one, ((draft, ""),))], ScriptedEngine())
    assert (found.draft, found.proposer) == ("relógio masculino", "for whom")
    assert found.alignment is not None
    assert found.alignment.links[0] == (0, 7, 6, 11)
    assert all(0 <= start < end <= len(found.draft) for start, end, _, _ in found.alignment.links)
