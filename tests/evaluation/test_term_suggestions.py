"""What the engine calls a catalog's phrases, and the glossary and the coverage that come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalog_cli.catalog import Catalog, read_catalog
from catalog_cli.engine import Translator
from catalog_cli.engines import load_engine
from catalog_cli.evaluation.coverage import term_coverage
from catalog_cli.evaluation.renderings import Renderings, renderings
from catalog_cli.evaluation.term_suggestions import suggest_terms
from catalog_cli.glossary.conflicts import contradictions, weaknesses
from catalog_cli.glossary.suggestions import Example
from catalog_cli.glossary.term import Term
from catalog_cli.glossary.term_base import TermBase
from catalog_cli.job import Job

ROWS = """\
SKU,Title,Description,Vendor
1,Ribbed Crew Neck Tee,"The crew neck is soft. Machine washable.",Oak & Ember
2,Boxy Crew Neck Shirt,"A crew neck for cold days. See https://a.b/crew-neck for more.",Oak & Ember
3,Throw Pillow,"This throw pillow is filled with down. Machine washable.",Oak & Ember
4,Linen Throw Pillow,"Oak & Ember throw pillows in two sizes.",Oak & Ember
"""
Open = Callable[[str], Catalog]


@pytest.fixture(scope="module")
def engine() -> Iterator[Translator]:
    loaded = load_engine("en", "pt-BR")
    yield loaded
    loaded.close()


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    def read(text: str) -> Catalog:
        path = tmp_path / "catalog.csv"
        path.write_text(text, encoding="utf-8")
        return read_catalog(path, Job("pt-BR"))

    return read


def test_a_rendering_is_what_the_phrase_becomes_alone_and_in_its_sentences(engine: Translator) -> None:
    sentence = "Fill the water bottle and close the lid."
    found = renderings({"water bottle": [Example(sentence, 9, 21)], "lid": []}, engine)
    assert found["water bottle"].alone == "garrafa de água"
    assert found["water bottle"].counts == (("garrafa de água", 2),)
    assert found["lid"] == Renderings("tampa", (("tampa", 1),))


def test_forms_of_one_rendering_are_one(engine: Translator) -> None:
    sentence = "Two water bottles are included."
    found = renderings({"water bottle": [Example(sentence, 4, 17)]}, engine)["water bottle"]
    assert found.instability == 1
    assert found.counts == (("garrafa de água", 2),)


def test_no_phrases(engine: Translator) -> None:
    assert renderings({}, engine) == {}


def test_a_glossary_to_begin_with(opened: Open, engine: Translator) -> None:
    found = suggest_terms(opened(ROWS), engine, most=10)
    by_source = {suggestion.phrase.text: suggestion for suggestion in found}
    assert {"crew neck", "throw pillow"} <= set(by_source)
    assert by_source["crew neck"].phrase.products == 2
    assert not any("oak" in source.lower() for source in by_source)  # the brand is no term
    assert [s.rank for s in found] == sorted((s.rank for s in found), reverse=True)
    terms = [suggestion.term() for suggestion in found]
    assert (contradictions(terms), weaknesses(terms)) == ([], [])
    assert by_source["crew neck"].term().note.startswith("2 products")
    assert by_source["throw pillow"].target == by_source["throw pillow"].renderings.counts[0][0]
    assert suggest_terms(opened(ROWS), engine, most=1) == found[:1]
    assert suggest_terms(opened(ROWS), engine, most=10, least_products=3) == []


def test_a_catalog_without_products_suggests_nothing(opened: Open, engine: Translator) -> None:
    assert suggest_terms(opened("SKU,Title\n"), engine, most=10) == []


def test_coverage_counts_what_a_run_would_find(opened: Open) -> None:
    base = TermBase.of(
        [
            Term("crew neck", "gola careca"),
            Term("throw pillow", "almofada"),
            Term("pillow", "travesseiro"),  # only ever inside the longer one
            Term("oak", "carvalho"),  # only ever in the brand
            Term("hoodie", "moletom"),
        ]
    )
    found = term_coverage(opened(ROWS), base, "pt-BR")
    # The address is no language, so its "crew-neck" is none; the plural "throw pillows" is one.
    assert found.hits == {"crew neck": 4, "throw pillow": 4, "pillow": 0, "oak": 0, "hoodie": 0}
    assert sorted(found.never_found) == ["hoodie", "oak", "pillow"]
    assert (found.products, found.products_with_hits) == (4, 4)
    assert found.segments_with_hits == 8
    assert found.as_json()["terms_found"] == 2


def test_an_empty_term_base_covers_nothing(opened: Open) -> None:
    found = term_coverage(opened(ROWS), TermBase(), "pt-BR")
    assert (found.hits, found.found, found.segments_with_hits) == ({}, [], 0)
