"""A title's first word that only survives with its capital is a name, if the engine is surer of that draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from catalog_cli.candidates import Candidate, Case
from catalog_cli.candidates.names import Named
from catalog_cli.engine import DecodingOptions, Hypothesis
from catalog_cli.engines.echo import WordTokenizer
from tests.candidates.scripted import ScriptedEngine, segment

FRAME = ("Product: ", ".")


class Pieces(WordTokenizer):
    """A tokenizer whose vocabulary lacks two words."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words as pieces; of the two, two pieces."""
        usual = super().encode(texts)
        return [["x", "y"] if text in ("luma", "skillet") else own for text, own in zip(texts, usual, strict=True)]


class Sure(ScriptedEngine):
    """Says -0.1 of every draft; -0.5 is what the case's own got."""

    def _hypotheses(self, text: str, way: str) -> list[Hypothesis]:
        return [replace(found, score=-0.1) for found in super()._hypotheses(text, way)]


def proposed(source: str, before: tuple[str, float | None], answer: str, frame: tuple[str, str] = FRAME) -> list[str]:
    """Return the drafts proposed for a title whose first draft and score is `before`."""
    engine = Sure(answers={f"{frame[0]}{source[:1] + source[1:].lower()}{frame[1]}": f"Produto: {answer}."})
    engine.tokenizer = Pieces()
    one = segment(source)._replace(source=source, prepared=source.lower(), frame=frame)
    case = Case(one, ((Candidate(before[0], None, "free", before[1]), ""),))
    named = Named("name")
    return [found.draft for found in named.propose([case], engine)[0]] if named.wants(case) else []


ROWS = [
    ("Luma Desk Lamp", ("lma lâmpada", -0.5), "Lâmpada Luma", ["Lâmpada Luma"]),
    ("Luma Desk Lamp", ("lma lâmpada", -0.15), "Lâmpada Luma", []),  # hardly likelier
    ("Luma Desk Lamp", ("lâmpada luma", -0.5), "Lâmpada Luma", []),  # it was kept
    ("Luma Desk Lamp", ("lma lâmpada", -0.5), "Lâmpada lumosa", []),  # lost either way
    ("Luma Desk Lamp", ("lma lâmpada", None), "Lâmpada Luma", []),  # not the engine's first draft
    ("Luma Desk Lamp", ("lma lâmpada", -0.05), "Lâmpada Luma", []),  # too sure to be bettered: not even asked
    ("Skillet Pan", ("frigideira", -0.15), "Skillet pan", []),
    ("Wooden Desk Lamp", ("lâmpada", -0.5), "Wooden lâmpada", []),  # a word of the vocabulary
    ("luma desk lamp", ("lma lâmpada", -0.5), "Lâmpada Luma", []),  # no capital to keep
    ("Luma", ("lma", -0.5), "Luma", []),  # one word
    ("", ("", -0.5), "", []),
    ("红色 灯", ("lâmpada", -0.5), "红色", []),
]


@pytest.mark.parametrize(("source", "before", "answer", "expected"), ROWS)
def test_a_name_is_kept(source: str, before: tuple[str, float | None], answer: str, expected: list[str]) -> None:
    assert proposed(source, before, answer) == expected


def test_running_text_is_left_alone() -> None:
    assert proposed("Luma Desk Lamp", ("lma lâmpada", -0.5), "Lâmpada Luma", ("", "")) == []


def test_options_reach_the_engine_as_they_are() -> None:
    assert DecodingOptions().beam_size == 1  # both drafts are decoded alike, else their scores do not compare
