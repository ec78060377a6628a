"""The fields of one category: one that labels all its attributes at once, and one for each attribute alone.

The joint field knows that a brand is no model name; the single ones find values that overlap and attributes whose
values lie in unlabelled text of other products. The mean of both is better than either (see the report of training).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog_cli.attributes.tagger.crf import Crf, CrfOptions, Features, trained_crf
from catalog_cli.attributes.tagger.spans import BEGIN, INSIDE, Chances, best_run, labels_of, mixed

JOINT = ""
# An attribute whose field is this sure of its absence is not looked at: 0.01 is below every useful confidence.
_LEAST_PRESENT = 0.01
_JOINT_OPTIONS = CrfOptions(c2=0.05)
_SINGLE_OPTIONS = CrfOptions(c2=0.4)


@dataclass(frozen=True, slots=True)
class LabelledText:
    """The features of an example's tokens and where its values stand.

    `unclear` names attributes whose value is not a span of the text: they are not learned from this example.
    """

    features: Features
    length: int
    runs: Mapping[str, tuple[int, int]]
    unclear: frozenset[str] = frozenset()


def trained_fields(texts: Sequence[LabelledText], attributes: Iterable[str]) -> dict[str, bytes]:
    """Return a category's fields by attribute, JOINT first; an attribute without any value has none."""
    joint = ((text.features, labels_of(text.runs.items(), text.length)) for text in texts)
    models = {JOINT: trained_crf(joint, _JOINT_OPTIONS)}
    for name in attributes:
        own = [(text.features, _labels(text, name)) for text in texts if name not in text.unclear]
        if any(name in text.runs for text in texts):
            models[name] = trained_crf(own, _SINGLE_OPTIONS)
    return models


def _labels(text: LabelledText, name: str) -> list[str]:
    run = text.runs.get(name)
    return [label[0] for label in labels_of([(name, run)] if run is not None else [], text.length)]


class CategoryFields:
    """The loaded fields of one category."""

    def __init__(self, models: Mapping[str, bytes]) -> None:
        self._joint = Crf(models[JOINT])
        self._single = {name: Crf(model) for name, model in models.items() if name != JOINT}
        self.attributes = tuple(self._single)

    def runs(self, features: Features, length: int) -> dict[str, tuple[float, tuple[int, int]]]:
        """Return the best run of each attribute and its score (0 to 1), of attributes that may be there at all."""
        self._joint.read(features, length)
        found = {}
        for name, field in self._single.items():
            single = None
            if 1.0 - field.read(features, length) >= _LEAST_PRESENT:
                single = _chances(field, BEGIN, INSIDE, length)
            begin = f"{BEGIN}-{name}"
            joint = None
            if begin in self._joint.labels:
                joint = _chances(self._joint, begin, f"{INSIDE}-{name}", length)
            both = mixed(joint, single or _never(length))
            best = best_run(both) if both is not None else None
            if best is not None and best[0] >= _LEAST_PRESENT:
                found[name] = best
        return found


def _chances(field: Crf, begin: str, inside: str, length: int) -> Chances:
    return Chances(field.marginals(begin, length), field.marginals(inside, length))


def _never(length: int) -> Chances:
    return Chances([0.0] * length, [0.0] * length)
