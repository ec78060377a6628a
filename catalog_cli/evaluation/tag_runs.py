"""Taggers on tagged products: trained and scored in folds, or a trained one on a file it has not seen.

Two ways to ask, both scored: "category" asks of each product every attribute that any example of its category has,
and expects none where the example does not list it; "listed" asks only the attributes that the example lists, which is
what the published figures of ExtractGPT do. The first is the stricter one and the headline.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from catalog_cli.attributes.tagger.calibration import expected_calibration_error
from catalog_cli.attributes.tagger.examples import Example, attributes_by_category
from catalog_cli.attributes.tagger.learned_tagger import LearnedTagger
from catalog_cli.attributes.tagger.spans import SpanTag
from catalog_cli.attributes.tagger.training import CATEGORY, LISTED, TrainingOptions, folds, train_tagger
from catalog_cli.errors import UsageProblem
from catalog_cli.evaluation.tag_metrics import Answer, TagScores, scored


@dataclass(frozen=True, slots=True)
class TagEvaluation:
    """What taggers did on examples: scores by way of asking, calibration error (0 to 1), and processor seconds."""

    examples: int
    scores: Mapping[str, TagScores]
    calibration_error: float
    training_s: float
    tagging_s: float
    minimum_confidence: Mapping[str, float] = field(default_factory=dict)

    @property
    def products_per_second(self) -> float:
        """How many products were tagged in a second of processor time."""
        return self.examples / self.tagging_s if self.tagging_s else 0.0

    def as_json(self) -> dict[str, object]:
        """Return the figures as JSON holds them."""
        return {
            "examples": self.examples,
            "asked": {asked: _json(scores) for asked, scores in self.scores.items()},
            "expected_calibration_error": round(self.calibration_error, 4),
            "minimum_confidence": {asked: round(own, 4) for asked, own in self.minimum_confidence.items()},
            "training_s": round(self.training_s, 1),
            "products_per_second": round(self.products_per_second),
        }


def _json(scores: TagScores) -> dict[str, object]:
    macro = dict(zip(("precision", "recall", "f1"), (round(value, 2) for value in scores.macro), strict=True))
    by_attribute = {name: counts.as_json() for name, counts in scores.merged().items()}
    return {"micro": scores.micro.as_json(), "macro": macro, "attributes": by_attribute}


@dataclass(frozen=True, slots=True)
class _Tagged:
    """A product, its tags at any confidence, and the least confidence by way of asking."""

    example: Example
    tags: tuple[SpanTag, ...]
    least: Mapping[str, float]


def cross_validated(
    examples: Sequence[Example],
    *,
    parts: int = 5,
    seed: int = 0,
    share: float = 1.0,
    options: TrainingOptions | None = None,
) -> TagEvaluation:
    """Return how taggers do on each part of the examples when trained on the others, or on a share (0 to 1) of these.

    Raises UsageProblem if there are fewer examples than parts, or the extra `learn` is not installed.
    """
    if len(examples) < parts:
        raise UsageProblem(f"{len(examples)} examples are too few for {parts} folds. Name fewer with --folds.")
    tagged: list[_Tagged] = []
    training_s = tagging_s = 0.0
    for number, held in enumerate(folds(len(examples), parts, seed)):
        out = set(held)
        seen = [example for at, example in enumerate(examples) if at not in out]
        if share < 1.0:
            seen = random.Random(seed + number).sample(seen, max(1, round(share * len(seen))))  # noqa: S311  # repeatable
        start = time.process_time()
        tagger = train_tagger(seen, options or TrainingOptions(seed=seed))
        middle = time.process_time()
        tagged += _tagged(tagger, [examples[at] for at in held])
        training_s += middle - start
        tagging_s += time.process_time() - middle
    return _evaluation(tagged, attributes_by_category(examples), training_s / parts, tagging_s)


def evaluated(tagger: LearnedTagger, examples: Sequence[Example]) -> TagEvaluation:
    """Return how a trained tagger does on examples; it should not have learned from them."""
    start = time.process_time()
    tagged = _tagged(tagger, examples)
    return _evaluation(tagged, attributes_by_category(examples), 0.0, time.process_time() - start)


def _tagged(tagger: LearnedTagger, examples: Sequence[Example]) -> list[_Tagged]:
    found = tagger.tag([(example.text, example.category) for example in examples], minimum_confidence=0.0)
    least = {asked: tagger.parts.minimum_confidence.get(asked, 0.5) for asked in (CATEGORY, LISTED)}
    return [_Tagged(example, tags, least) for example, tags in zip(examples, found, strict=True)]


def _evaluation(
    tagged: Sequence[_Tagged], asked_of: Mapping[str, Sequence[str]], training_s: float, tagging_s: float
) -> TagEvaluation:
    scores = {asked: scored(_answers(tagged, asked, asked_of)) for asked in (CATEGORY, LISTED)}
    sure = [
        (tag.confidence, own.example.text[tag.start : tag.end] in own.example.values.get(tag.attribute, ()))
        for own in tagged
        for tag in own.tags
    ]
    least = tagged[-1].least if tagged else {}
    return TagEvaluation(len(tagged), scores, expected_calibration_error(sure), training_s, tagging_s, least)


def _answers(tagged: Sequence[_Tagged], asked: str, asked_of: Mapping[str, Sequence[str]]) -> Iterator[Answer]:
    for own in tagged:
        example = own.example
        given = {
            tag.attribute: example.text[tag.start : tag.end] for tag in own.tags if tag.confidence >= own.least[asked]
        }
        for name in asked_of[example.category] if asked == CATEGORY else example.values:
            yield Answer(example.category, name, example.values.get(name, ()), given.get(name))
