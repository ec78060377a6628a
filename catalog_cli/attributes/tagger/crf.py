"""Linear-chain conditional random fields by CRFsuite (Okazaki 2007), through python-crfsuite; the extra `learn`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog_cli.errors import UsageProblem

# Features and labels of one text, as CRFsuite takes them.
Features = Any


def require_crfsuite() -> None:
    """Raise UsageProblem (exit 2) if python-crfsuite, which the extra `learn` brings, is not installed."""
    try:
        import pycrfsuite  # noqa: F401  # only whether it is there
    except ImportError as error:
        raise UsageProblem(
            "The learned tagger needs python-crfsuite, which is not installed. "
            "Install it with: pip install 'catalog-cli[learn]'"
        ) from error


def as_items(features: Sequence[Sequence[str]]) -> Features:
    """Return the features of a text's tokens in CRFsuite's own form, made once and asked many times."""
    import pycrfsuite

    # A feature that is named twice would count twice.
    return pycrfsuite.ItemSequence([list(dict.fromkeys(own)) for own in features])


@dataclass(frozen=True, slots=True)
class CrfOptions:
    """How a field learns. `c1` and `c2` weigh the L1 and the L2 norm; the rest is CRFsuite's L-BFGS.

    The defaults were chosen by inner folds of OA-Mine and AE-110k's training parts; both sets are flat around them.
    """

    c1: float = 0.0
    c2: float = 0.05
    most_iterations: int = 60


def trained_crf(sequences: Iterable[tuple[Features, Sequence[str]]], options: CrfOptions) -> bytes:
    """Return a field in CRFsuite's own file format, learned from features and labels."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for features, labels in sequences:
        trainer.append(features, labels)
    trainer.set_params({"c1": options.c1, "c2": options.c2, "max_iterations": options.most_iterations})
    # CRFsuite writes to a path only.
    with tempfile.TemporaryDirectory(prefix="catalog-tagger-") as folder:
        path = Path(folder, "model.crf")
        trainer.train(str(path))
        return path.read_bytes()


class Crf:
    """One loaded field."""

    def __init__(self, model: bytes) -> None:
        import pycrfsuite

        self._tagger = pycrfsuite.Tagger()
        # The tagger reads the bytes in place; they must outlive it.
        self._model = model
        self._tagger.open_inmemory(model)
        self.labels = frozenset(self._tagger.labels())

    def read(self, features: Features, length: int) -> float:
        """Take a text of so many tokens; return the probability (0 to 1) that every label of it is O."""
        self._tagger.set(features)
        return float(self._tagger.probability(["O"] * length)) if "O" in self.labels else 0.0

    def marginals(self, label: str, length: int) -> list[float]:
        """Return the probability (0 to 1) of a label at each token of the text that was read last."""
        if label not in self.labels:
            return [0.0] * length
        marginal = self._tagger.marginal
        return [marginal(label, at) for at in range(length)]
