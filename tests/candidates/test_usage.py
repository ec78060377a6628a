"""Words of both varieties that mean something else in Brazil are replaced where the source shows what is meant."""

from __future__ import annotations

import pytest

from catalog_cli.candidates import Candidate, Case
from catalog_cli.candidates.usage import BrazilianUsage
from catalog_cli.segment import Alignment, TermHit
from tests.candidates.scripted import ScriptedEngine, segment

ROWS = [
    # source, draft, what it becomes ("": it stands)
    ("Our wool sweater is warm.", "Nossa camisola de lã é quente.", "Nossa blusa de lã é quente."),
    ("SWEATSHIRTS", "Camisolas", "Blusas"),
    ("A silk nightgown.", "Uma camisola de seda.", ""),
    ("A sweatshirt and a nightgown.", "Uma camisola e uma camisola.", ""),  # which is which?
    ("A swimsuit for kids", "Um fato de banho para crianças", "Um traje de banho para crianças"),
    ("A fact about bathing", "Um fato de banho", "Um traje de banho"),
    ("A fact", "Um fato", ""),
    ("Soft underwear", "Roupa interior macia", "Roupa íntima macia"),
    ("Swim trunks", "Calções de banho", "Shorts de banho"),
    ("A bathrobe", "Um manto", "Um roupão"),
    ("A king's robe", "Um manto do rei", ""),
    ("A clay planter", "Um plantador de barro", "Um vaso de barro"),
    ("A tent for two", "Uma tenda para dois", "Uma barraca para dois"),
    ("A party tent", "Uma tenda de festa", ""),
    ("Vitamin C serum", "Soro de vitamina C", "Sérum de vitamina C"),
    ("Saline", "Soro fisiológico", ""),
    ("Two speakers", "Dois oradores", "Dois alto-falantes"),
    ("Keeps the cooler cold", "Mantém o refrigerador frio", "Mantém o cooler frio"),
    ("Wireless Optical Mouse", "Rato óptico sem fio", "Mouse óptico sem fio"),
    ("Mice and keyboards: every keyboard", "Ratos e teclados", "Mouses e teclados"),
    ("A plush mouse", "Um rato de pelúcia", ""),
    ("Brown throw pillows", "Almofadas castanhas", "Almofadas marrons"),
    ("Brown Brazil nuts", "Castanhas marrons", ""),
    ("Bathroom", "Casa de banho", "Banheiro"),
    ("The bathroom", "A casa de banho", ""),  # "o banheiro"
    ("A tent", "Uma contendas-tenda", ""),  # part of another word
    ("", "", ""),
    ("テント", "Uma tenda", ""),
]


@pytest.mark.parametrize(("source", "draft", "expected"), ROWS)
def test_texts(source: str, draft: str, expected: str) -> None:
    case = Case(segment(source), ((Candidate(draft, Alignment(()), "free"), ""),))
    refiner = BrazilianUsage("usage")
    found = refiner.propose([case], ScriptedEngine())[0] if refiner.wants(case) else []
    assert [one.draft for one in found] == ([expected] if expected else [])


def test_what_a_glossary_asks_for_stays() -> None:
    one = segment("A sweater", term_hits=(TermHit(2, 9, "sweater", ("camisola",)),))
    assert not BrazilianUsage("usage").wants(Case(one, ((Candidate("Uma camisola", None, "free"), ""),)))
