"""Linear-chain conditional random fields, learned by CRFsuite (Okazaki 2007) through python-crfsuite; extra `learn`.

Only learning needs it: what comes out are plain weights, which decoding.py reads.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog_cli.errors import UsageProblem

_WEIGHT = re.compile(r"\(\d+\) (\d+) --> (\d+): (\S+)")
# The features of a text's tokens in CRFsuite's own form.
Items = Any


def require_crfsuite() -> None:
    """Raise UsageProblem (exit 2) if python-crfsuite, which the extra `learn` brings, is not installed."""
    try:
        import pycrfsuite  # noqa: F401  # only whether it is there
    except ImportError as error:
        raise UsageProblem(
            "Training a tagger needs python-crfsuite, which is not installed. "
            "Install it with: pip install 'catalog-cli[learn]'"
        ) from error


def as_items(features: Iterable[Iterable[int]]) -> Items:
    """Return the numbers of the features of a text's tokens as CRFsuite takes them, made once for all its fields."""
    import pycrfsuite

    # A feature that is named twice would count twice.
    return pycrfsuite.ItemSequence([[str(number) for number in dict.fromkeys(own)] for own in features])


@dataclass(frozen=True, slots=True)
class CrfOptions:
    """How a field learns: `c2` weighs the L2 norm of its weights; the iterations are those of L-BFGS."""

    c2: float
    most_iterations: int = 60


@dataclass(frozen=True, slots=True)
class CrfWeights:
    """What a field learned: the weight of a feature's number with a label's, and of a label's after another's."""

    states: Mapping[tuple[int, int], float]
    transitions: Mapping[tuple[int, int], float]


def trained_crf(sequences: Iterable[tuple[Items, Sequence[int]]], options: CrfOptions) -> CrfWeights:
    """Return a field's weights, learned from the features and the numbers of the labels of texts."""
    import pycrfsuite

    # `Trainer` reads every line that CRFsuite says of its progress with regular expressions: a tenth of the time.
    trainer = pycrfsuite.BaseTrainer(algorithm="lbfgs", verbose=False)
    for items, labels in sequences:
        trainer.append(items, [str(label) for label in labels])
    trainer.set_params({"c1": 0.0, "c2": options.c2, "max_iterations": options.most_iterations})
    tagger = pycrfsuite.Tagger()
    # CRFsuite writes to paths only.
    with tempfile.TemporaryDirectory(prefix="catalog-tagger-") as folder:
        path, dump = Path(folder, "model.crf"), Path(folder, "model.txt")
        trainer.train(str(path))
        tagger.open(str(path))
        tagger.dump(str(dump))
        tagger.close()
        between, _, states = dump.read_text(encoding="ascii").partition("STATE_FEATURES = {")
    return CrfWeights(_weights(states), _weights(between))


def _weights(dump: str) -> dict[tuple[int, int], float]:
    """Return the weights of a part of CRFsuite's dump: lines of "(0) 17 --> 2: 0.250000"."""
    return {(int(own), int(label)): float(weight) for own, label, weight in _WEIGHT.findall(dump)}
