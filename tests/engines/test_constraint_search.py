"""The constraint search on every engine: what it says of a term is true of the text, whatever the model is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog_cli.candidates import TermPlacer, translate
from catalog_cli.engine import DecodingOptions, Translator
from catalog_cli.glossary import constraints
from catalog_cli.ledger import How
from catalog_cli.product import Role
from catalog_cli.segment import Place, Segment, SegmentId, TermHit
from tests.engines.tiny_models import TINY

ARCHITECTURES = tuple(f"{name}_engine" for name in TINY)
ENGINES = ("engine", "tiny_engine", "echo", "pivot_engine", *ARCHITECTURES)  # names of fixtures
WITH_VOCABULARY = ("engine", "tiny_engine", "pivot_engine", *ARCHITECTURES)
FORMS = ("bolsa", "couro", "blue wool hat", "™", "赤い", "شنطة")  # words of no model's language among them
SOURCES = ("The bag is red.", "A soft leather bag with a strap", "bag", "Wash the bag at 30 degrees.")


@pytest.fixture(params=ENGINES)
def translator(request: pytest.FixtureRequest) -> Translator:
    return request.getfixturevalue(request.param)


@pytest.fixture(params=WITH_VOCABULARY)
def model(request: pytest.FixtureRequest) -> Translator:
    return request.getfixturevalue(request.param)


def with_hit(source: str, row: int, **hit: tuple[str, ...]) -> Segment:
    start = source.index("bag")
    return Segment(
        SegmentId("c", str(row), "", "t", 0, 0),
        Place("c", row, "t"),
        Role.TEXT,
        source,
        prepared=source,
        term_hits=(TermHit(start, start + 3, "bag", hit.get("forms", ()), forbidden=hit.get("forbidden", ())),),
    )


def test_every_term_is_in_the_text_or_named_as_failed(translator: Translator) -> None:
    segments = [with_hit(source, row, forms=(form,)) for row, source in enumerate(SOURCES) for form in FORMS]
    found = list(translate(segments, translator, (), (), placer=TermPlacer("en", "pt-BR")))
    assert [one.source for one in found] == [one.source for one in segments]
    placed = 0
    for one in found:
        holds = not constraints.unmet(one.term_hits, one.draft or "")
        assert holds is (How.FAILED not in one.hows), (one.draft, one.hows)
        placed += holds
    assert placed  # noise as long as the tiny model's is no draft that a term could go into


def test_a_search_gives_the_same_twice(translator: Translator) -> None:
    segments = [with_hit(source, row, forms=("bolsa de couro", "bolsas")) for row, source in enumerate(SOURCES)]
    runs = [list(translate(segments, translator, (), (), placer=TermPlacer("en", "pt-BR"))) for _ in range(2)]
    assert [(one.draft, one.hows) for one in runs[0]] == [(one.draft, one.hows) for one in runs[1]]


def test_suppressed_pieces_do_not_come_out(model: Translator) -> None:
    options = DecodingOptions(max_target_tokens=32, use_vocabulary_map=False)
    sources = model.tokenizer.encode(SOURCES)
    own = [answers[0].tokens for answers in model.translate(sources, options)]
    banned = replace(options, suppressed=((own[0][0],), ("no such piece", own[0][0]), ()))
    answers = model.translate(sources, banned)
    assert all(own[0][0] not in answer[0].tokens for answer in answers)
