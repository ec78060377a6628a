"""A title's first word that only survives with its capital is a name, if the engine is surer of that draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from catalog_cli.candidates import Candidate, Case
from catalog_cli.candidates.names import Named, NameInFront, _set_behind
from catalog_cli.engine import DecodingOptions, Hypothesis
from catalog_cli.engines.echo import WordTokenizer
from catalog_cli.product import Role
from catalog_cli.segment import Alignment
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


def set_behind(source: str, before: str, answers: dict[str, str], proposer: str = "free") -> list[str]:
    """Return what is proposed for a title, which is a framed text in small letters, whose draft is `before`."""
    framed = {f"Product: {text}.": f"Produto: {said}." for text, said in answers.items()}
    engine = ScriptedEngine(answers=framed | {f"Type: {text}": f"Tipo: {said}" for text, said in answers.items()})
    one = segment(source)._replace(source=source, prepared=source.lower(), frame=FRAME, role=Role.TITLE)
    case = Case(one, ((Candidate(before, None, proposer, -0.2), ""),))
    refiner = NameInFront("name behind", ("en", "pt"), after="name")
    return [found.draft for found in refiner.propose([case], engine)[0]] if refiner.wants(case) else []


BEHIND = [
    # A verb that the engine took for an order.
    ("Hydrate Body Lotion", "hidratar a loção corporal", "body lotion", "loção corporal", "loção corporal Hydrate"),
    ("Relax Scented Candle", "relaxe a vela perfumada", "scented candle", "vela perfumada", "vela perfumada Relax"),
    ("Strive Shoulder Pack", "se esforçar no pacote", "shoulder pack", "mochila", "mochila Strive"),
    (
        "Nourish Cream for Hands",
        "nutrir o creme",
        "cream for hands",
        "creme para as mãos",
        "creme Nourish para as mãos",
    ),
    (
        "Explore Bag 30 L, Red",
        "explorar bolsa",
        "bag 30 l, red",
        "bolsa 30 l, vermelha",
        "bolsa Explore 30 l, vermelha",
    ),
    ("Grip Gloves", "luvas de aderência", "gloves", "luvas", ""),  # it was read as what it is
    ("Steam Iron 2400 W", "ferro a vapor", "iron 2400 w", "ferro 2400 w", ""),  # no article
    ("Protect Your Plants", "proteger suas plantas", "your plants", "suas plantas", ""),  # it is one
    ("Build Muscle From Home", "construir músculos", "muscle from home", "músculo", ""),
    ("Shop Women", "comprar mulheres", "women", "mulheres", ""),  # and so is this
    ("Necklace Set", "colar conjunto", "set", "conjunto", ""),  # no verb
    ("Hydrate Shampoo", "hidratar o xampu", "shampoo", "shampoo", ""),  # nothing was translated
    ("Strive 2", "se esforçar 2", "2", "2", ""),  # nothing that can stand alone
]


@pytest.mark.parametrize(("source", "before", "rest", "said", "expected"), BEHIND)
def test_a_name_is_set_behind(source: str, before: str, rest: str, said: str, expected: str) -> None:
    found = set_behind(source, before, {rest: said})
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Colgate extra escova", ["escova extra Colgate"]),
        ("escova extra da Colgate", []),  # the engine has placed it
        ("Colgate soft escova", []),  # who knows where the name ends
    ],
)
def test_a_name_that_was_found_is_set_behind(before: str, expected: list[str]) -> None:
    assert set_behind("Colgate Soft Brush", before, {"soft brush": "escova extra"}, proposer="name") == expected[:1]


@pytest.mark.parametrize(
    ("draft", "order", "expected"),
    [
        ("kestrel bicicleta de montanha", (0, 2, 1, 1), ["bicicleta de montanha Kestrel"]),
        ("bicicleta de montanha kestrel", (2, 1, 1, 0), []),
        ("kestrel montanha bicicleta", (0, 1, 2), ["bicicleta de montanha Kestrel"]),
        ("kestrel kestrel bicicleta", (0, 0, 2), []),  # what is what?
        ("kestrel de montanha", (0, 1, 1), []),
    ],
)
def test_a_word_left_before_the_noun_is_set_behind(draft: str, order: tuple[int, ...], expected: list[str]) -> None:
    spans, at = [(0, 7), (8, 16), (17, 21)], 0
    links = []
    for word, index in zip(draft.split(), order, strict=True):
        links.append((at, at + len(word), *spans[index]))
        at += len(word) + 1
    one = segment("Kestrel Mountain Bike", role=Role.TITLE)._replace(prepared="kestrel mountain bike", frame=FRAME)
    case = Case(one, ((Candidate(draft, Alignment(tuple(links)), "free", -0.2), ""),))
    engine = ScriptedEngine(answers={"Product: mountain bike.": "Produto: bicicleta de montanha."})
    refiner = NameInFront("name behind", ("en", "pt"), after="name")
    found = refiner.propose([case], engine)[0] if refiner.wants(case) else []
    assert [candidate.draft for candidate in found] == expected


def test_the_words_keep_their_alignment() -> None:
    links = ((0, 6, 0, 6), (7, 11, 7, 12), (12, 15, 13, 16))
    rest = Candidate("creme para mãos", Alignment(links), "name behind")
    behind = _set_behind(rest, "Nourish", 8)
    assert behind.draft == "creme Nourish para mãos"
    assert behind.alignment == Alignment(((0, 6, 8, 14), (6, 13, 0, 7), (15, 19, 15, 20), (20, 23, 21, 24)))
