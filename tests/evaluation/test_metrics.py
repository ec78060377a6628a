"""chrF against figures that sacrebleu's own tests and the project's yardstick give."""

from __future__ import annotations

import sys

import pytest

from catalog_cli.errors import UsageProblem
from catalog_cli.evaluation.metrics import chrf

SCORES = [
    (["A bolsa é azul."], ["A bolsa é azul."], 100.0),
    (["abc"], ["xyz"], 0.0),
    (["綿のシャツ 🎉 ½"], ["綿のシャツ 🎉 ½"], 100.0),
    ([], [], 0.0),
    ([""], ["a"], 0.0),
]


@pytest.mark.parametrize(("hypotheses", "references", "expected"), SCORES)
def test_chrf(hypotheses: list[str], references: list[str], expected: float) -> None:
    assert chrf(hypotheses, references).value == pytest.approx(expected)


def test_the_signature_says_how_it_was_computed() -> None:
    signature = chrf(["a"], ["a"]).signature
    assert "nc:6" in signature
    assert "nw:0" in signature
    assert "version:" in signature


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="2 hypotheses for 1 references"):
        chrf(["a", "b"], ["a"])


def test_without_sacrebleu_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics.chrf", None)
    with pytest.raises(UsageProblem, match=r"catalog-cli\[eval\]"):
        chrf(["a"], ["a"])
