"""What counts as a term that holds, a duplicate, a broken word."""

from __future__ import annotations

import pytest

from catalog_cli.evaluation.term_metrics import (
    KnownWords,
    Verdict,
    Wanted,
    broken_words,
    judge,
    occurrences,
    wanted_terms,
    words,
)
from catalog_cli.segment import TermHit

OCCURRENCES = [
    # (text, form, exact; how often it stands there)
    ("", "gola", False, 0),
    ("Gola careca", "gola careca", False, 1),
    ("gola\u00a0 careca", "gola careca", False, 1),  # any white space
    ("gola\ncareca", "gola careca", False, 1),
    ("subgola careca", "gola careca", False, 0),
    ("AIRFLOW 3 e AirFlow 3", "AirFlow 3", True, 1),
    ("AirFlow 30", "AirFlow 3", True, 0),
    ("007 e 1007", "007", True, 1),
    ("NA, Nadar", "NA", False, 1),
    ("C++ e C++.", "C++", False, 2),  # a form that ends in a sign needs no word boundary there
    ("½ xícara", "½ xícara", False, 1),
    ("Nike™ 🎉", "Nike™", False, 1),
    ("🎉🎉", "🎉", False, 2),
    ("綿のシャツとシャツ", "シャツ", False, 2),  # written without spaces
    ("قميص قطني", "قميص", False, 1),
    ("חולצה", "חולצ", False, 0),
    ("кроссовки", "Кроссовки", False, 1),
]


@pytest.mark.parametrize(("text", "form", "exact", "count"), OCCURRENCES)
def test_occurrences(text: str, form: str, exact: bool, count: int) -> None:
    assert len(occurrences(text, form, exact=exact)) == count


BAG = Wanted("bag", ("bolsa", "bolsas"))
TWO_BAGS = BAG._replace(times=2)
ADDRESS = Wanted("address", ("endereço", "endereços"))
EMAIL_ADDRESS = Wanted("email address", ("endereço de e-mail",))
ORDER, BUY = Wanted("order", ("pedido",)), Wanted("purchase order", ("pedido", "pedido de compra"))

VERDICTS = [
    # (target, what its source wants; wanted, met, given, extra, missed)
    ("", [], Verdict()),
    ("Qualquer texto", [], Verdict()),
    ("", [BAG], Verdict(1, 0, 0, 0, ("bag",))),
    ("Bolsa azul", [BAG], Verdict(1, 1, 1, 0)),
    ("Bolsas azuis", [BAG], Verdict(1, 1, 0, 0)),  # allowed, but not the form given
    ("Uma bolsa", [TWO_BAGS], Verdict(2, 1, 1, 0, ("bag",))),  # said twice, wanted twice
    ("Bolsa e bolsas", [TWO_BAGS], Verdict(2, 2, 1, 0)),
    ("Bolsa, bolsa, bolsa", [BAG], Verdict(1, 1, 1, 2)),  # two more than the source has
    ("endereço de e-mail", [ADDRESS, EMAIL_ADDRESS], Verdict(2, 1, 1, 0, ("address",))),
    ("endereço de e-mail e endereços", [ADDRESS, EMAIL_ADDRESS], Verdict(2, 2, 1, 0)),
    # Both may take "pedido": the term with the fewer places takes it, the other has one left.
    ("pedido de compra, pedido", [BUY, ORDER], Verdict(2, 2, 1, 0)),
    ("pedido, pedido", [BUY, ORDER], Verdict(2, 2, 2, 0)),
    ("Cafe\u0301 da manhã", [Wanted("breakfast", ("café da manhã",))], Verdict(1, 1, 1, 0)),  # decomposed
    ("airflow 3", [Wanted("AirFlow 3", ("AirFlow 3",), exact=True)], Verdict(1, 0, 0, 0, ("AirFlow 3",))),
]


@pytest.mark.parametrize(("target", "wanted", "expected"), VERDICTS)
def test_judge(target: str, wanted: list[Wanted], expected: Verdict) -> None:
    assert judge(target, wanted) == expected


def test_an_own_term_that_no_hit_covers_is_wanted_all_the_same() -> None:
    hits = [TermHit(0, 3, "bag", ("bolsa",)), TermHit(4, 7, "bag", ("bolsa",)), TermHit(8, 12, "crew", ())]
    own = [("tote", ("sacola",)), ("bag tote", ("bolsa sacola",)), ("hat", ("chapéu",))]
    found = wanted_terms("bag bag crew tote", hits, own)
    assert found == [Wanted("bag", ("bolsa",), times=2), Wanted("tote", ("sacola",))]


def test_an_own_term_longer_than_the_hit_in_it_is_wanted() -> None:
    found = wanted_terms("crew neck", [TermHit(5, 9, "neck", ("pescoço",))], [("crew neck", ("gola careca",))])
    assert [term.source_term for term in found] == ["neck", "crew neck"]


WORDS = [
    ("", []),
    ("Camisa azul.", ["camisa", "azul"]),
    ("2,5 kg, IP67, 30x40, X1_b ½ 🎉", ["kg"]),  # what is glued to a number is no word
    ("guarda-chuva", ["guarda", "chuva"]),
    ("d'água copo d’água", ["d'água", "copo", "d’água"]),
    ("Кроссовки СИНИЕ", ["кроссовки", "синие"]),
    ("NA", ["na"]),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


BROKEN = [
    # (target, allowed texts; what is broken in it)
    ("", [], []),
    ("camisa azul", [], []),
    ("Camisa azuis", [], []),  # another form of a word that is known
    ("Acessar os carrinhoho de HDI", ["Access the HDI cart"], ["carrinhoho"]),
    ("Hoodie cinza", ["A hoodie", "moletom cinza"], []),  # the source's own word, a free hypothesis's
    ("Tempotamp tempotamp", [], ["tempotamp"]),  # named once
]


@pytest.mark.parametrize(("target", "allowed", "expected"), BROKEN)
def test_broken_words(target: str, allowed: list[str], expected: list[str]) -> None:
    known = KnownWords(
        {"camisa", "acessar", "de"},
        {"azul", "os"}.__contains__,
        lambda word: ("azul",) if word == "azuis" else (),
    )
    assert broken_words(target, allowed, known) == expected
