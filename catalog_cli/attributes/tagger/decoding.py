"""Weights of fields -> how likely each label is at each token: forward and backward, many texts at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalog_cli.attributes.tagger.fields import FieldWeights
from catalog_cli.attributes.tagger.spans import Chances, best_run

# Below this no value is looked for: far below every confidence that is of use.
_LEAST_CHANCE = 0.01


@dataclass(frozen=True, slots=True)
class ScoredRun:
    """The best run of tokens for an attribute, `start` to before `end`, and its score (0 to 1)."""

    attribute: str
    start: int
    end: int
    score: float


class FieldDecoder:
    """The fields of a group, ready to read texts."""

    def __init__(self, fields: FieldWeights) -> None:
        import numpy as np

        self.attributes = fields.attributes
        self._rows = {feature: number for number, feature in enumerate(fields.features)}
        # The last row stands for a token without any known feature.
        nothing = np.zeros((1, fields.weights.shape[1]), dtype=np.float32)
        self._weights = np.concatenate([fields.weights.astype(np.float32), nothing])
        self._joint = np.exp(fields.joint.astype(np.float32))
        self._single = np.exp(fields.single.astype(np.float32))

    def runs(self, texts: Sequence[Sequence[Sequence[str]]]) -> list[list[ScoredRun]]:
        """Return, for the features of each text's tokens, the best run of each attribute that may be there."""
        import numpy as np

        if not texts or not self.attributes:
            return [[] for _ in texts]
        lengths = np.array([len(text) for text in texts])
        count, labels = len(self.attributes), 1 + 2 * len(self.attributes)
        scores = self._scores(texts, int(lengths.max(initial=1)))
        shape = scores.shape[:2]
        joint = _marginals(scores[:, :, : 2 * labels].reshape(*shape, 2, labels), self._joint, lengths)
        single = _marginals(scores[:, :, 2 * labels :].reshape(*shape, count, 3), self._single, lengths)
        both = (joint[..., 1:].sum(axis=2).reshape(*shape, count, 2) + single[..., 1:]) / 3
        may_be = both[..., 0].max(axis=1) >= _LEAST_CHANCE
        found: list[list[ScoredRun]] = [[] for _ in texts]
        for text, number in zip(*np.nonzero(may_be), strict=True):
            begins, goes_on = both[text, : lengths[text], number].T.tolist()
            best = best_run(Chances(begins, goes_on))
            if best is not None and best[0] >= _LEAST_CHANCE:
                found[text].append(ScoredRun(self.attributes[number], *best[1], best[0]))
        return found

    def _scores(self, texts: Sequence[Sequence[Sequence[str]]], width: int) -> Any:
        """Return the sum of the weights of each token's features, texts padded to the same width."""
        import numpy as np

        rows, nothing = self._rows, len(self._rows)
        numbers: list[int] = []
        starts: list[int] = []
        places: list[int] = []
        for number, text in enumerate(texts):
            for at, features in enumerate(text):
                starts.append(len(numbers))
                places.append(number * width + at)
                known = {rows[feature] for feature in features if feature in rows}
                numbers += sorted(known) or [nothing]
        scores = np.zeros((len(texts) * width, self._weights.shape[1]), dtype=np.float32)
        if numbers:
            scores[places] = np.add.reduceat(self._weights[numbers], starts, axis=0)
        return scores.reshape(len(texts), width, -1)


def _marginals(scores: Any, transitions: Any, lengths: Any) -> Any:
    """Return the probability of each label: scores by text, token, field and label; transitions by field.

    Rabiner 1989's forward and backward passes, each step scaled to sum to one so that nothing underflows.
    """
    import numpy as np

    chances = np.exp(scores - scores.max(axis=-1, keepdims=True))
    width = scores.shape[1]
    forward = np.empty_like(chances)
    backward = np.ones_like(chances)
    forward[:, 0] = _scaled(chances[:, 0])
    for at in range(1, width):
        forward[:, at] = _scaled(np.einsum("pfa,fab->pfb", forward[:, at - 1], transitions) * chances[:, at])
    for at in range(width - 2, -1, -1):
        step = _scaled(np.einsum("pfb,fab->pfa", chances[:, at + 1] * backward[:, at + 1], transitions))
        backward[:, at] = np.where((at + 1 < lengths)[:, None, None], step, 1.0)
    return _scaled(forward * backward)


def _scaled(values: Any) -> Any:
    # The floor is for padding behind a text's end, where all may be nothing.
    return values / values.sum(axis=-1, keepdims=True).clip(1e-30)
