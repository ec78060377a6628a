"""The fields of one group of products: two label all attributes at once, and one each attribute alone.

A joint field knows that a brand is no model name; the second one also sees the parts between a title's commas. The
single ones find values that overlap, and attributes that other examples left out. Their mean does better than any.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import Any

from catalog_cli.attributes.tagger.crf import CrfOptions, CrfWeights, as_items, trained_crf
from catalog_cli.attributes.tagger.features import BIAS
from catalog_cli.attributes.tagger.spans import joint_labels, single_labels

# Chosen on two of five folds of OA-Mine and AE-110k, among values from 0.02 to 0.4: F1 moves by less than a point.
_JOINT_OPTIONS = CrfOptions(c2=0.05)
_SINGLE_OPTIONS = CrfOptions(c2=0.4)
# A feature whose every weight is smaller moves no probability that a person would see.
_LEAST_WEIGHT = 0.01
# e to this power is as good as nothing, and far from underflow.
_NEVER = -30.0


@dataclass(frozen=True, slots=True)
class LabelledText:
    """The features of an example's tokens, those of its parts, and where its values stand.

    `unclear` names attributes whose value is not a span of the text: they are not learned from this example.
    """

    features: Sequence[Sequence[str]]
    parts: Sequence[Sequence[str]]
    runs: Mapping[str, tuple[int, int]]
    unclear: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class FieldWeights:
    """What the fields of a group learned, as arrays of 16-bit floats.

    `weights` has a row per feature; its columns are the labels of each joint field (O, then begin and inside of each
    attribute), then O, begin and inside of each single one. `joint` and `single` hold the weights of a label (second
    axis of labels) after another (first).
    """

    attributes: tuple[str, ...]
    features: tuple[str, ...]
    weights: Any
    joint: Any
    single: Any

    def check(self) -> FieldWeights:
        """Return itself; raises ValueError if the arrays do not fit together."""
        count = len(self.attributes)
        labels = 1 + 2 * count
        wanted = (len(self.features), 2 * labels + 3 * count), (2, labels, labels), (count, 3, 3)
        if (self.weights.shape, self.joint.shape, self.single.shape) != wanted:
            raise ValueError("its weights do not fit its attributes")
        return self


def trained_fields(texts: Sequence[LabelledText], attributes: Iterable[str]) -> FieldWeights:
    """Return what the fields of these attributes learn from texts; an attribute without any value is left out."""
    told = {name for text in texts for name in text.runs}
    names = tuple(name for name in attributes if name in told)
    numbers: dict[str, int] = {}
    seen = [[[numbers.setdefault(name, len(numbers)) for name in own] for own in text.features] for text in texts]
    items = [as_items(own) for own in seen]
    labels = [joint_labels(text.runs, names, len(text.features)) for text in texts]
    joint = [trained_crf(zip(items, labels, strict=True), _JOINT_OPTIONS)]
    more = [[[numbers.setdefault(name, len(numbers)) for name in own] for own in text.parts] for text in texts]
    both = (as_items(map(add, own, parts)) for own, parts in zip(seen, more, strict=True))
    joint.append(trained_crf(zip(both, labels, strict=True), _JOINT_OPTIONS))
    single = []
    for name in names:
        clear = [(own, text) for own, text in zip(items, texts, strict=True) if name not in text.unclear]
        pairs = ((own, single_labels(text.runs.get(name), len(text.features))) for own, text in clear)
        single.append(trained_crf(pairs, _SINGLE_OPTIONS))
    return _arrays(names, tuple(numbers), joint, single)


def _arrays(
    names: tuple[str, ...], features: tuple[str, ...], joint: Sequence[CrfWeights], single: Sequence[CrfWeights]
) -> FieldWeights:
    import numpy as np

    labels = 1 + 2 * len(names)
    first = 2 * labels
    weights = np.zeros((len(features), first + 3 * len(names)), dtype=np.float32)
    # A label that a field never saw stands for nothing; every token has this feature.
    weights[features.index(BIAS)] = _NEVER
    columns = [0, labels, *range(first, weights.shape[1], 3)]
    for column, field in zip(columns, [*joint, *single], strict=True):
        for (feature, label), weight in field.states.items():
            weights[feature, column + label] = weight
    between = np.stack([_transitions(field, 3) for field in single]) if single else np.zeros((0, 3, 3))
    kept = np.flatnonzero(np.abs(weights).max(axis=1, initial=0.0) >= _LEAST_WEIGHT)
    return FieldWeights(
        names,
        tuple(features[number] for number in kept),
        weights[kept].astype(np.float16),
        np.stack([_transitions(field, labels) for field in joint]).astype(np.float16),
        between.astype(np.float16),
    )


def _transitions(field: CrfWeights, count: int) -> Any:
    """Return the weights between labels; pairs that no example had are neither likely nor ruled out, as in CRFsuite."""
    import numpy as np

    found = np.zeros((count, count), dtype=np.float32)
    for (before, label), weight in field.transitions.items():
        found[before, label] = weight
    return found
