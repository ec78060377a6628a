"""What is measured of a translation: how it compares with what the engine would write of the same source."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from catalog_cli.engine import DecodingOptions, Hypothesis, Tokenizer, Translator

# As many as a beam of four gives; of two the agreement ranks worse, of eight no better.
_HYPOTHESES = 4
# Between the best hypothesis and the last of them lies rarely more (mean log-probability per token).
_MOST_LEAD = 4.0


class Features(NamedTuple):
    """Of one segment and its translation.

    `agreement` is the mean likeness, 0 to 1, of the translation with the engine's hypotheses, letter by letter without
    case (Levenshtein, normalised by both lengths). `lead` is how far the best of these is before the last, in mean
    log-probability per token: an engine that is sure has no second of like kind. `length_difference` is the absolute
    logarithm of the ratio of the pieces of both texts. `is_copy` is 1 for a translation that is its source, else 0.
    """

    agreement: float
    lead: float
    length_difference: float
    is_copy: float


def features(sources: Sequence[str], targets: Sequence[str], engine: Translator) -> list[Features]:
    """Return the features of pairs of texts; the engine decodes each source once, and nothing of that is written.

    >>> from catalog_cli.engines import load_engine
    >>> features(["Red bag"], ["Réd bág"], load_engine("en", "de", model="echo"))
    [Features(agreement=1.0, lead=0.0, length_difference=0.0, is_copy=0.0)]
    """
    if not sources:
        return []
    tokenizer = engine.tokenizer
    pieces = [own[: engine.max_source_tokens] for own in tokenizer.encode(sources)]
    options = DecodingOptions(
        beam_size=_HYPOTHESES, hypotheses=_HYPOTHESES, max_batch_tokens=engine.decoding.max_batch_tokens
    )
    found = engine.translate(pieces, options)
    lengths = map(len, tokenizer.encode_targets(targets))
    return [
        Features(
            _agreement(target, hypotheses, tokenizer),
            _lead(hypotheses),
            abs(math.log((length + 1) / (len(own) + 1))),
            float(source.strip().casefold() == target.strip().casefold()),
        )
        for source, target, own, length, hypotheses in zip(sources, targets, pieces, lengths, found, strict=True)
    ]


def _agreement(target: str, hypotheses: Sequence[Hypothesis], tokenizer: Tokenizer) -> float:
    from rapidfuzz.fuzz import ratio

    texts = tokenizer.decode([hypothesis.tokens for hypothesis in hypotheses])
    said = target.lower()
    return sum(ratio(said, text.lower()) for text in texts) / (100 * max(1, len(texts)))


def _lead(hypotheses: Sequence[Hypothesis]) -> float:
    scores = [hypothesis.score for hypothesis in hypotheses if hypothesis.score is not None]
    return min(_MOST_LEAD, max(scores) - min(scores)) if scores else 0.0
