"""Entries that contradict each other, say the same, or that the model cannot write."""

from __future__ import annotations

import math

import pytest

from catalog_cli.engine import Translator
from catalog_cli.errors import Where
from catalog_cli.glossary.conflicts import contradictions, kept_otherwise, unwritable, weaknesses
from catalog_cli.glossary.term import Term, TermCase, TermStatus

ADMITTED, DEPRECATED = TermStatus.ADMITTED, TermStatus.DEPRECATED
SAME = TermCase.SAME


def kept(name: str, file: str = "brands.txt") -> Term:
    return Term(name, name, case=SAME, exact=True, place=Where(file, 1))


@pytest.mark.parametrize(
    ("terms", "columns"),
    [
        ([], []),
        ([Term("bag", "bolsa")], []),
        ([Term("bag", "bolsa"), Term("bags", "bolsas")], []),
        # One source, two preferred targets.
        ([Term("bag", "bolsa"), Term("bag", "sacola")], ["target"]),
        ([Term("bag", "bolsa"), Term("Bag", "sacola")], ["target"]),
        ([Term("crew neck", "gola careca"), Term("crew-neck", "gola redonda")], ["target"]),
        ([Term("café", "x"), Term("cafe\u0301", "y")], ["target"]),  # composed and decomposed
        ([Term("STRASSE", "x"), Term("straße", "y")], ["target"]),
        ([Term("包", "bolsa"), Term("包", "sacola")], ["target"]),
        ([Term("תיק", "bolsa"), Term("תיק", "sacola")], ["target"]),
        ([Term("bag", "bolsa"), Term("bag", "sacola"), Term("bag", "saco")], ["target", "target"]),
        # The same target twice is no contradiction, and neither is an admitted one.
        ([Term("bag", "bolsa"), Term("bag", "bolsa")], []),
        ([Term("bag", "bolsa"), Term("bag", "sacola", status=ADMITTED)], []),
        ([Term("bag", "bolsa", status=ADMITTED), Term("bag", "sacola")], []),
        ([Term("bag", "bolsa", status=ADMITTED), Term("bag", "sacola", status=ADMITTED)], []),
        # What is said is told apart by case only where an entry says so.
        ([Term("Polo", "Polo", case=SAME), Term("polo", "camisa polo")], []),
        ([Term("Polo", "Polo", case=SAME), Term("polo", "camisa polo", case=SAME)], []),
        ([Term("Polo", "Polo", case=SAME), Term("Polo", "camisa polo", case=SAME)], ["target"]),
        ([Term("R-2", "a", exact=True), Term("R 2", "b", exact=True)], []),
        # Source forms are sources.
        ([Term("sneakers", "tênis", ("trainers",)), Term("trainers", "treinadores")], ["source_forms"]),
        ([Term("trainers", "treinadores"), Term("sneakers", "tênis", ("trainers",))], ["source_forms"]),
        ([Term("a", "x", ("c",)), Term("b", "y", ("C",))], ["source_forms"]),
        ([Term("sneakers", "tênis", ("trainers",)), Term("trainers", "tênis")], []),
        ([Term("sneakers", "tênis", ("trainers",)), Term("trainers", "sapato", status=ADMITTED)], []),
        # Allowed and deprecated at once.
        ([Term("bag", "bolsa"), Term("bag", "bolsa", status=DEPRECATED)], ["status"]),
        ([Term("bag", "bolsa", status=DEPRECATED), Term("bag", "bolsa", status=ADMITTED)], ["status"]),
        ([Term("bag", "bolsa", (), ("bolsas",)), Term("bag", "bolsas", status=DEPRECATED)], ["status"]),
        ([Term("bag", "saco", (), ("bolsa",), status=DEPRECATED), Term("bag", "bolsa")], ["status"]),
        ([Term("bag", "bolsa"), Term("bag", "saco", status=DEPRECATED)], []),
        ([Term("bag", "bolsa"), Term("purse", "bolsa", status=DEPRECATED)], []),
        # A source that is kept, and an exact target for it.
        ([kept("Apple"), Term("Apple", "Maçã", case=SAME, exact=True)], ["target"]),
        ([Term("Apple", "Maçã", case=SAME, exact=True), kept("Apple")], ["target"]),
        ([Term("Apple", "Maçã", case=SAME, exact=True, status=ADMITTED), kept("Apple")], ["target"]),
        ([kept("Apple"), Term("apple", "maçã", exact=True)], ["target"]),
        ([kept("Apple"), Term("apple", "maçã", case=SAME, exact=True)], []),
        ([kept("Apple"), Term("apple", "maçã")], []),
    ],
)
def test_contradictions(terms: list[Term], columns: list[str]) -> None:
    found = contradictions(terms)
    assert [problem.where.column for problem in found] == columns


def test_a_contradiction_names_both_places_and_what_to_do() -> None:
    terms = [
        Term("crew neck", "gola careca", place=Where("a.csv", 3)),
        Term("crew neck", "gola redonda", place=Where("a.csv", 9)),
        Term("crew neck", "gola careca", status=DEPRECATED, place=Where("b.csv", 2)),
    ]
    assert [str(problem.error()) for problem in contradictions(terms)] == [
        'a.csv, row 9, column "target": "crew neck" is "gola redonda" here and "gola careca" in row 3. '
        "Keep one of them, or give one the status admitted.",
        'b.csv, row 2, column "status": "gola careca" for "crew neck" is deprecated here and allowed in a.csv, row 3. '
        "Remove one of the two entries.",
    ]


@pytest.mark.parametrize(
    ("term", "is_told"),
    [
        (Term("Apple", "Maçã", exact=True), True),
        (Term("APPLE", "Maçã", exact=True), True),  # takes any case
        (Term("Apple", "Maçã", case=SAME, exact=True), True),
        (Term("APPLE", "Maçã", case=SAME, exact=True), False),
        (Term("Apple", "Maçã"), False),  # the kept name is the narrower entry: a choice
        (Term("Apple", "Apple", exact=True), False),
        (Term("Apple", "Maçã", exact=True, status=DEPRECATED), False),
        (Term("Nike", "Náique", exact=True), False),
    ],
)
def test_names_that_another_file_keeps(term: Term, is_told: bool) -> None:
    found = kept_otherwise([kept("Apple")], [term])
    assert bool(found) is is_told
    if found:
        assert found[0].what == f'"{term.source}" is "Maçã" here and not translated in brands.txt, row 1'


@pytest.mark.parametrize(
    ("terms", "kinds"),
    [
        ([Term("bag", "bolsa"), Term("Bag", "bolsa")], ["repetition"]),
        ([Term("bag", "bolsa"), Term("bag", "sacola")], []),
        ([Term("bag", "bolsa"), Term("Bag", "bolsa", case=SAME)], []),
        ([Term("&", "e"), Term("™", "TM")], ["unfindable", "unfindable"]),
        ([Term("½", "meio"), Term("包", "bolsa"), Term("3", "três")], []),
    ],
)
def test_weaknesses(terms: list[Term], kinds: list[str]) -> None:
    found = weaknesses(terms)
    assert [str(problem.kind) for problem in found] == kinds


@pytest.mark.parametrize(
    ("term", "what"),
    [
        (Term("crew neck", "gola careca", (), ("golas carecas", "Gola Careca")), []),
        (Term("bag", "10 cm"), []),
        (Term("n", "Ñandú"), [("target", 'has no "Ñ", so it cannot write "Ñandú"')]),
        (Term("tea", "чай"), [("target", 'has no "чай", so it cannot write "чай"')]),
        (Term("tea", "茶 🎉"), [("target", 'has no "茶", so it cannot write "茶 🎉"')]),
        (Term("a", "bom", (), ("bom", "10 €")), [("target_forms", 'has no "€", so it cannot write "10 €"')]),
        (Term("AirFlow", "AirFlow™"), [("target", 'writes "AirFlow™" as "AirFlowTM"')]),
        (Term("half", "½ xícara"), [("target", 'has no "⁄", so it cannot write "½ xícara"')]),
        (Term("10 cm", "10\u00a0cm"), [("target", 'writes "10\u00a0cm" as "10 cm"')]),
        # A name that is kept never reaches the model, and what is deprecated is not to be written.
        (Term("Ñandú™", "Ñandú™", exact=True), []),
        (Term("tea", "чай", status=DEPRECATED), []),
    ],
)
def test_what_the_embedded_model_cannot_write(engine: Translator, term: Term, what: list[tuple[str, str]]) -> None:
    found = unwritable([term], engine)
    assert [(problem.where.column, problem.what.removeprefix(f"the model {engine.name} ")) for problem in found] == what


def test_every_engine_can_be_asked(echo: Translator, engine: Translator) -> None:
    assert unwritable([Term("tea", "чай 茶 🎉 ™")], echo) == []
    assert unwritable([], engine) == []
    # The contract it rests on: a piece of the vocabulary always has a probability, and no other has.
    pieces = sorted({piece for tokens in engine.tokenizer.encode(["gola careca", "Ñ"]) for piece in tokens})
    [[first, *_]] = engine.next_logits(engine.tokenizer.encode(["a"]), [()], [pieces])
    assert [piece for piece, value in zip(pieces, first, strict=True) if value == -math.inf] == ["Ñ"]


def test_20_000_entries_of_one_source_take_no_longer() -> None:
    terms = [Term("bag", f"bolsa {number}", status=ADMITTED) for number in range(20_000)]
    assert contradictions(terms) == weaknesses(terms) == []
    assert len(contradictions([Term("bag", term.target) for term in terms])) == 19_999
