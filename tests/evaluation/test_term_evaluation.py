"""A whole evaluation: the three ways of saying terms, the random glossary, and what is the same on every machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from catalog_cli.engine import Translator
from catalog_cli.engines import load_engine
from catalog_cli.evaluation.random_terms import random_terms
from catalog_cli.evaluation.term_evaluation import RANDOM, TermEvaluation, evaluate_terms, known_words
from catalog_cli.evaluation.term_runs import Way, run_terms
from catalog_cli.evaluation.test_sets import TermLine, TermTestSet, read_test_set
from catalog_cli.glossary.matching import TermMatcher
from catalog_cli.glossary.term import Term
from catalog_cli.glossary.term_base import TermBase
from catalog_cli.product import Role
from catalog_cli.segment import Origin

DATA = Path(__file__).parents[1] / "data" / "terms.jsonl"


@pytest.fixture(scope="module")
def engine() -> Iterator[Translator]:
    loaded = load_engine("en", "pt-BR")
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def material() -> TermTestSet:
    return read_test_set(DATA, "en", "pt-BR")


@pytest.fixture(scope="module")
def evaluation(material: TermTestSet, engine: Translator) -> TermEvaluation:
    seconds = count()
    return evaluate_terms(material, engine, clock=lambda: float(next(seconds)))


def test_the_search_holds_what_the_free_translation_does_not(evaluation: TermEvaluation) -> None:
    free, search = evaluation.scores[Way.FREE], evaluation.scores[Way.INSERTION]
    assert free.met < free.wanted == search.met == 5
    assert search.whole == search.with_terms == 4
    assert (search.duplicated, search.broken, search.missed) == (0, (), ())
    assert search.chrf > free.chrf
    assert search.log_probability < free.log_probability == free.log_probability - free.log_probability_change
    assert free.hows == {}
    assert sum(search.hows.values()) == 5
    assert "failed" not in search.hows


def test_a_random_glossary_does_no_damage(evaluation: TermEvaluation) -> None:
    free, found = evaluation.scores[Way.FREE], evaluation.scores[RANDOM]
    assert found.wanted >= 3
    assert found.met == found.wanted
    assert found.chrf >= free.chrf
    assert (found.broken, found.added, found.untranslated) == ((), 0, 0)


def test_what_was_dropped_and_what_the_references_hold(evaluation: TermEvaluation) -> None:
    assert sorted(evaluation.test_set.dropped) == ["from", "ribbed"]
    assert evaluation.references[:2] == (5, 5)


def test_json_has_every_figure_by_name(evaluation: TermEvaluation) -> None:
    document = json.loads(json.dumps(evaluation.as_json()))
    assert list(document["scores"]) == ["free", "placeholder", "insertion", "random"]
    own = document["scores"]["insertion"]
    assert own["success_any_allowed_form"] == own["all_terms_in_line"] == 1.0
    assert own["segments_per_second"] == 6.0  # six segments; each run took one tick of the clock
    assert document["dropped"] == {"from": 1, "ribbed": 1}
    assert "nc:6" in document["chrf_signature"]


def test_a_glossary_takes_the_place_of_the_lines_own_terms(material: TermTestSet, engine: Translator) -> None:
    base = TermBase.of([Term("warehouse", "armazém"), Term("wash", "lavar", part_of_speech="verb")])
    found = evaluate_terms(material, engine, base=base)
    assert found.scores[Way.INSERTION].wanted == 2
    assert found.references.met < found.references.wanted  # the reference says "depósito"


def _lines(*sources: str) -> list[TermLine]:
    return [TermLine(row, source, "Uma referência.") for row, source in enumerate(sources, start=1)]


def _matcher(*pairs: tuple[str, str]) -> TermMatcher:
    return TermMatcher(TermBase.of([Term(*pair) for pair in pairs]), "en", "pt-BR")


PLACEHOLDERS = [
    # (source; what its target holds where its terms were hidden)
    ("Crew neck", "Gola careca"),  # nothing but its term
    ("CREW NECK", "GOLA CARECA"),
    ("See https://a.b/c for the crew neck.", "gola careca"),
    ("The <b>crew neck</b> is soft.", "<b>gola careca</b>"),
    ("Crew neck. Another crew neck.", "gola careca"),
]


@pytest.mark.parametrize(("source", "held"), PLACEHOLDERS)
def test_placeholders_become_the_form_given(source: str, held: str, engine: Translator) -> None:
    run = run_terms(_lines(source), [_matcher(("crew neck", "gola careca"))], engine, Way.PLACEHOLDER)
    assert held in run.targets[0] or held in run.targets[0].lower()
    assert "https://a.b/c" in run.targets[0] or "https" not in source
    assert "crew" not in run.targets[0].lower()


def test_lines_have_their_own_terms_and_stay_in_order(engine: Translator) -> None:
    lines = _lines("The bag is red.", "The bag is red.", "", "007")
    matchers = [_matcher(("bag", "bolsa")), _matcher(("bag", "sacola")), None, None]
    run = run_terms(lines, matchers, engine, Way.INSERTION)
    assert "bolsa" in run.targets[0].lower()
    assert "sacola" in run.targets[1].lower()
    assert run.targets[2:] == ("", "007")
    assert [len(segments) for segments in run.segments] == [1, 1, 0, 1]
    assert run.segments[3][0].origin is Origin.COPIED
    assert run.segments[0][0].term_hits[0].target_forms[0] == "bolsa"


def test_a_title_is_translated_as_a_title(engine: Translator) -> None:
    line = TermLine(1, "Red Cotton Hoodie", "Moletom de Algodão Vermelho", role=Role.TITLE)
    run = run_terms([line], [_matcher(("hoodie", "moletom"))], engine, Way.INSERTION)
    assert run.segments[0][0].role is Role.TITLE
    assert "Moletom" in run.targets[0]


def test_nothing_to_translate(engine: Translator) -> None:
    run = run_terms([], [], engine, Way.FREE)
    assert (run.targets, run.segment_count, run.untranslated) == ((), 0, 0)


def test_random_terms_are_drawn_by_the_seed_alone(engine: Translator) -> None:
    lines = [
        TermLine(1, "The delivery address was not found.", "O endereço de entrega não foi encontrado."),
        TermLine(2, "2 x SKU-1", "2 x SKU-1"),
        TermLine(3, "A wish list", "Uma lista de desejos"),
    ]
    taken: list[list[tuple[int, int]]] = [[], [], [(2, 6)]]
    drawn = random_terms(lines, [5, 5, 1], taken, engine, seed=1)
    assert drawn == random_terms(lines, [5, 5, 1], taken, engine, seed=1)
    # "found" is a participle, "the" and "was" and "not" are function words, "wish" is taken.
    assert {term.source for term in drawn[0]} <= {"delivery", "address"}
    assert {(term.source, term.target) for term in drawn[0]} & {("address", "endereço"), ("delivery", "entrega")}
    assert drawn[1] == ()
    assert [term.source for term in drawn[2]] in ([], ["list"])
    assert random_terms(lines, [0, 0, 0], taken, engine, seed=1) == [(), (), ()]


def test_the_seed_decides_which_words_are_drawn(engine: Translator) -> None:
    line = TermLine(1, "The store saves the address of the customer.", "A loja salva o endereço do cliente.")
    drawn = {random_terms([line], [1], [[]], engine, seed=seed)[0] for seed in range(6)}
    assert len({terms[0].source for terms in drawn}) > 1


def test_known_words_are_those_seen_their_forms_and_the_models_pieces(engine: Translator) -> None:
    known = known_words([TermLine(1, "x", "Um moletom canelado")], ["capuz"], engine)
    assert "moletom" in known
    assert "moletons" in known  # a form of it
    assert "capuz" in known
    assert "umas" in known  # a function word
    assert "caneladas" in known
    assert "expirada" in known  # "expira" is one piece
    assert "casa" in known  # one piece of the model's vocabulary
    assert "carrinhoho" not in known
    assert "tempotamp" not in known
