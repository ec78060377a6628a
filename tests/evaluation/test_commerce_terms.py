"""Terms mined from shops' own translations, where they lie beside the checkout: what the search must reach on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_cli.engine import Translator
from catalog_cli.evaluation.term_evaluation import RANDOM, evaluate_terms
from catalog_cli.evaluation.term_runs import Way
from catalog_cli.evaluation.test_sets import read_test_set

TEST_SET = Path(__file__).parents[3] / "shared" / "data" / "terminology" / "commerce.en-pt.dev.jsonl"
LEAST_MET = 0.98  # of the occurrences in an allowed form: the project's own bound
# Measured: 0.985. A form of its own makes the sentence agree, so the form given is not the aim.
LEAST_GIVEN = 0.96


@pytest.mark.skipif(not TEST_SET.exists(), reason="the test set is not beside the checkout")
def test_terms_hold_and_quality_does_not_suffer(engine: Translator) -> None:
    evaluation = evaluate_terms(read_test_set(TEST_SET, "en", "pt-BR"), engine)
    free, search, random = (evaluation.scores[name] for name in (Way.FREE, Way.INSERTION, RANDOM))
    print(f"met {search.met}/{search.wanted}, given {search.given}, chrF {free.chrf:.2f} -> {search.chrf:.2f}")
    assert search.wanted > 400
    assert search.met >= LEAST_MET * search.wanted
    assert search.given >= LEAST_GIVEN * search.wanted
    assert search.chrf >= free.chrf
    assert (search.broken, search.added, search.untranslated) == ((), 0, 0)
    # A glossary of any words whatever must do no harm either.
    assert random.met >= LEAST_MET * random.wanted
    assert random.chrf >= free.chrf
    assert random.added == 0
