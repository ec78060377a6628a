"""Examples -> a trained tagger: fields by category, calibrated on products that their models have not seen."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalog_cli.attributes.tagger.calibration import Calibration, isotonic
from catalog_cli.attributes.tagger.crf import require_crfsuite
from catalog_cli.attributes.tagger.examples import Example, attributes_by_category
from catalog_cli.attributes.tagger.features import part_features, token_features
from catalog_cli.attributes.tagger.fields import LabelledText, trained_fields
from catalog_cli.attributes.tagger.learned_tagger import POOL, LearnedTagger, TaggerParts
from catalog_cli.attributes.tagger.lexicon import LexiconEntry, read_lexicon
from catalog_cli.attributes.tagger.tokens import Cuts, Token, learned_cuts, token_pieces, token_runs

# Fewer examples of a category do not make a field of their own.
_LEAST_EXAMPLES = 12
# What is asked of a product: every attribute of its category, or those that its example lists.
CATEGORY, LISTED = "category", "listed"


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """How a tagger learns. `calibration_folds` many more are trained, each on the rest, for confidences to be true.

    With fewer than two folds, scores stay as they are. The same examples, options and seed give the same tagger.
    """

    calibration_folds: int = 3
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one score: was the value right, and was its attribute listed for the product?"""

    score: float
    is_right: bool
    is_listed: bool


def train_tagger(
    examples: Sequence[Example], options: TrainingOptions = TrainingOptions(), *, name: str = "tagger"
) -> LearnedTagger:
    """Return a tagger that learned from examples. Raises UsageProblem if the extra `learn` is not installed."""
    require_crfsuite()
    parts = _trained(examples)
    outcomes = list(_outcomes(examples, options))
    if outcomes:
        listed_values = sum(bool(values) for example in examples for values in example.values.values())
        calibration = isotonic([(own.score, own.is_right) for own in outcomes])
        minimum = _minimum_confidence(outcomes, calibration, listed_values)
        parts = replace(parts, calibration=calibration, minimum_confidence=minimum)
    return LearnedTagger(name, parts)


def _trained(examples: Sequence[Example]) -> TaggerParts:
    counts = Counter(example.category for example in examples)
    groups = {category: category if count >= _LEAST_EXAMPLES else POOL for category, count in counts.items()}
    grouped = [replace(example, category=groups[example.category]) for example in examples]
    cuts = learned_cuts(examples)
    pieces = [list(_labelled_pieces(example, cuts)) for example in grouped]
    entries = [
        [LexiconEntry(e.category, _words(tokens), runs) for tokens, runs in own]
        for e, own in zip(grouped, pieces, strict=True)
    ]
    lexicon = read_lexicon(entry for own in entries for entry in own)
    texts: dict[str, list[LabelledText]] = {}
    for example, own, told in zip(grouped, pieces, entries, strict=True):
        found = {name for _, runs in own for name in runs}
        unclear = frozenset(name for name, values in example.values.items() if values and name not in found)
        for (tokens, runs), entry in zip(own, told, strict=True):
            known = lexicon.features(example.category, entry.words, entry)
            features = token_features(example.text, tokens, known)
            texts.setdefault(example.category, []).append(
                LabelledText(features, part_features(example.text, tokens), runs, unclear)
            )
    attributes = attributes_by_category(grouped)
    # A group whose texts tell nothing has nothing to learn.
    telling = {group: own for group, own in texts.items() if any(text.runs for text in own)}
    fields = {group: trained_fields(own, attributes[group]) for group, own in telling.items()}
    return TaggerParts(cuts, lexicon, fields, {name: group for name, group in groups.items() if group in fields})


def _words(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.lower for token in tokens)


def _labelled_pieces(example: Example, cuts: Cuts) -> Iterator[tuple[list[Token], dict[str, tuple[int, int]]]]:
    """Yield the tokens of each piece of a text and where each attribute's first value in it stands."""
    for tokens in token_pieces(example.text, cuts):
        runs = {}
        for name, values in example.values.items():
            places = (place for value in values for place in token_runs(value, example.text, tokens))
            first = next(places, None)
            if first is not None:
                runs[name] = first
        yield tokens, runs


def folds(count: int, parts: int, seed: int) -> list[list[int]]:
    """Return the numbers 0 to `count` - 1 in so many parts of equal size, shuffled by the seed.

    >>> [len(part) for part in folds(7, 3, seed=0)]
    [3, 2, 2]
    """
    order = list(range(count))
    random.Random(seed).shuffle(order)  # noqa: S311  # a repeatable draw, not a secret
    return [order[part::parts] for part in range(parts)]


def _outcomes(examples: Sequence[Example], options: TrainingOptions) -> Iterator[Outcome]:
    if options.calibration_folds < 2 or len(examples) < options.calibration_folds:
        return
    for held in folds(len(examples), options.calibration_folds, options.seed):
        out = set(held)
        tagger = LearnedTagger("", _trained([own for at, own in enumerate(examples) if at not in out]))
        asked = [examples[at] for at in held]
        found = tagger.scored([(example.text, example.category) for example in asked])
        for example, tags in zip(asked, found, strict=True):
            for tag in tags:
                accepted = example.values.get(tag.attribute, ())
                is_right = example.text[tag.start : tag.end] in accepted
                yield Outcome(tag.confidence, is_right, tag.attribute in example.values)


def _minimum_confidence(outcomes: Sequence[Outcome], calibration: Calibration, values: int) -> dict[str, float]:
    """Return for each way of asking the confidence with the best micro-F1; `values` is how many could be found."""
    found = {}
    for asked in (CATEGORY, LISTED):
        own = sorted((o for o in outcomes if o.is_listed or asked == CATEGORY), key=lambda o: -o.score)
        best, least = 0.0, 0.5
        right = 0
        for count, outcome in enumerate(own, start=1):
            right += outcome.is_right
            # Equal scores stand or fall together.
            is_last = count == len(own) or own[count].score < outcome.score
            f1 = 2 * right / (count + values)
            if is_last and f1 > best:
                best, least = f1, outcome.score
        found[asked] = calibration.probability(least)
    return found


def unlearned_values(examples: Sequence[Example]) -> int:
    """Return how many values do not stand in their text as whole words, and so cannot be learned."""
    cuts = learned_cuts(examples)
    count = 0
    for example in examples:
        found = {name for _, runs in _labelled_pieces(example, cuts) for name in runs}
        count += sum(bool(values) and name not in found for name, values in example.values.items())
    return count
