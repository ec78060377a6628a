"""How sure the engine is: what is measured, how it ranks, and where it is told."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from catalog_cli import engines
from catalog_cli.confidence.estimate import doubted, probability, with_confidence
from catalog_cli.confidence.features import Features, features
from catalog_cli.engine import Translator
from catalog_cli.errors import Where
from catalog_cli.product import Column, Role
from catalog_cli.segment import Finding, Origin, Segment, SegmentId, Severity
from catalog_cli.unit import Unit
from tests.quality.material import sentences

PARALLEL = Path(__file__).parents[3] / "shared" / "data" / "parallel"
PLACE = Where("a.csv", 2, "Title")
COLUMN = Column(0, "Title", "Title", Role.TITLE, "")


@pytest.fixture(scope="module")
def engine() -> Iterator[Translator]:
    loaded = engines.load_engine("en", "pt-BR")
    yield loaded
    loaded.close()


def segment(source: str, target: str | None, origin: Origin = Origin.ENGINE) -> Segment:
    return Segment(SegmentId("a", "1", "", "Title", 0, 0), PLACE, Role.TITLE, source, target=target, origin=origin)


def unit(*segments: Segment, findings: Sequence[Finding] = (), origin: Origin = Origin.NONE) -> Unit:
    source, target = (
        " ".join(filter(None, texts)) for texts in zip(*((s.source, s.target) for s in segments), strict=True)
    )
    return Unit(
        "0f", "1", "", COLUMN, PLACE, PLACE, source, target, segments=segments, findings=tuple(findings), origin=origin
    )


def confidence(own: Unit, engine: Translator) -> float | None:
    (found,) = with_confidence([own], engine)
    return found.confidence


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (Features(0.9, 0.5, 0.1, 0), Features(0.5, 0.5, 0.1, 0)),
        (Features(0.9, 0.5, 0.1, 0), Features(0.9, 0.1, 0.1, 0)),
        (Features(0.9, 0.5, 0.1, 0), Features(0.9, 0.5, 0.9, 0)),
        (Features(0.9, 0.5, 0.1, 0), Features(0.9, 0.5, 0.1, 1)),
    ],
)
def test_what_speaks_against_a_translation(better: Features, worse: Features) -> None:
    assert 1 > probability(better) > probability(worse) > 0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("Red leather bag", "Bolsa de couro vermelha"), ("Red leather bag", "Caneca de porcelana")),
        (("Red leather bag", "Bolsa de couro vermelha"), ("Red leather bag", "Red leather bag")),
        (("This bag is not waterproof.", "Esta bolsa não é à prova d'água."), ("This bag is not waterproof.", "Sim.")),
        (("Red mug", "Caneca vermelha"), ("Red mug", "赤いマグカップ")),
        (("Red mug", "Caneca vermelha"), ("Red mug", "Caneca vermelha " * 20)),
    ],
)
def test_a_right_translation_comes_before_a_wrong_one(
    engine: Translator, better: tuple[str, str], worse: tuple[str, str]
) -> None:
    first, second = (probability(features([source], [target], engine)[0]) for source, target in (better, worse))
    assert first > second


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (unit(segment("Red mug", "Caneca rubra", Origin.HUMAN), origin=Origin.HUMAN), 1.0),
        (unit(segment("007", "007", Origin.COPIED)), 1.0),
        (unit(segment("12.5 cm", "12,5 cm", Origin.CONVENTIONS)), 1.0),
        (unit(segment("Red mug", None)), None),
        (unit(segment("Red mug", "")), None),
    ],
)
def test_what_needs_no_engine(engine: Translator, own: Unit, expected: float | None) -> None:
    assert confidence(own, engine) == expected


def test_findings_lower_a_confidence_and_the_weakest_segment_decides(engine: Translator) -> None:
    good, bad = segment("Red leather bag", "Bolsa de couro vermelha"), segment("A blue cup.", "Sim.")
    alone = [confidence(unit(one), engine) or 0.0 for one in (good, bad)]
    # Which texts are decoded together moves the last digits (int8).
    assert confidence(unit(good, bad), engine) == pytest.approx(min(alone), rel=1e-3)
    told = [
        confidence(unit(good, findings=[Finding("x", severity, "", PLACE)]), engine) or 0.0 for severity in Severity
    ]
    assert [one / alone[0] for one in told] == pytest.approx([0.2, 0.5, 0.9], rel=1e-3)


def test_doubt_is_a_finding(engine: Translator) -> None:
    given = [segment("Red leather bag", "Bolsa de couro vermelha"), segment("A blue cup.", "Sim."), segment("x", None)]
    found = list(doubted(given, engine, 0.5))
    assert [[finding.check for finding in one.findings] for one in found] == [[], ["low-confidence"], []]
    assert list(doubted(given, engine, 0.0)) == given


def test_another_sentence_s_translation_is_told_from_the_own(engine: Translator) -> None:
    """Of our 300 sentences, every third: references beside those of another sentence."""
    own = sentences()[::3]
    sources = [one.source for one in own]
    references = [one.reference for one in own]
    right = [probability(one) for one in features(sources, references, engine)]
    wrong = [probability(one) for one in features(sources, references[7:] + references[:7], engine)]
    assert sum(a > b for a in right for b in wrong) / len(own) ** 2 > 0.97


@pytest.mark.skipif(not PARALLEL.exists(), reason="the parallel texts do not lie beside the checkout")
@pytest.mark.parametrize("name", ["saleor.en-pt-BR", "spree.en-pt-BR", "vendure.en-pt_BR"])
def test_it_ranks_as_a_metric_with_references_does(engine: Translator, name: str) -> None:
    """Every second row; over all rows rho is 0.39, 0.45 and 0.43 where the set was left out of the fit."""
    from sacrebleu.metrics.chrf import CHRF

    with (PARALLEL / f"{name}.dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[::2]
    sources = [row["en"] for row in rows]
    tokenizer = engine.tokenizer
    hypotheses = engine.translate(tokenizer.encode(sources), engine.decoding)
    made = tokenizer.decode([one[0].tokens for one in hypotheses])
    metric = CHRF()
    scores = [metric.sentence_score(text, [row["target"]]).score for text, row in zip(made, rows, strict=True)]
    assert spearman([probability(one) for one in features(sources, made, engine)], scores) > 0.3


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the rank correlation, ties by their mean rank."""
    first, second = ranks(one), ranks(other)
    mean = (len(one) - 1) / 2
    both = sum((a - mean) * (b - mean) for a, b in zip(first, second, strict=True))
    spread = [sum((a - mean) ** 2 for a in own) for own in (first, second)]
    return float(both / (spread[0] * spread[1]) ** 0.5)


def ranks(values: Sequence[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [sum(places[value]) / len(places[value]) for value in values]
