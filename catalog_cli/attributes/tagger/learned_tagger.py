"""A trained tagger: texts with their categories in, spans with confidences out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import add
from typing import NamedTuple

from catalog_cli.attributes.tagger.calibration import Calibration
from catalog_cli.attributes.tagger.decoding import FieldDecoder
from catalog_cli.attributes.tagger.features import part_features, token_features
from catalog_cli.attributes.tagger.fields import FieldWeights
from catalog_cli.attributes.tagger.lexicon import Lexicon
from catalog_cli.attributes.tagger.spans import SpanTag
from catalog_cli.attributes.tagger.tokens import Cuts, Token, token_pieces

# Where categories with few examples are learned together; also what a category that was never seen is tagged by.
POOL = ""
# Texts that are read at once: enough that arrays pay, few enough that they stay in the cache.
_BATCH = 32


class _Piece(NamedTuple):
    """A piece of the text of this number, and the features of its tokens."""

    number: int
    tokens: list[Token]
    features: list[list[str]]


@dataclass(frozen=True, slots=True)
class TaggerParts:
    """All that a trained tagger is made of, as its folder holds it.

    `fields` holds the weights by group, `groups` the group of each category, `minimum_confidence`
    what served each way of scoring best on products that the models had not seen (see training.py).
    """

    cuts: Cuts
    lexicon: Lexicon
    fields: Mapping[str, FieldWeights]
    groups: Mapping[str, str]
    calibration: Calibration = field(default_factory=Calibration)
    minimum_confidence: Mapping[str, float] = field(default_factory=dict)


class LearnedTagger:
    """A loaded tagger. `name` says in a tag's provenance which one it was."""

    def __init__(self, name: str, parts: TaggerParts) -> None:
        self.name = name
        self.parts = parts
        self._decoders = {group: FieldDecoder(fields) for group, fields in parts.fields.items()}
        self._folded = {category.casefold(): group for category, group in parts.groups.items()}

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of its examples; others are tagged only if some of them had few examples (`POOL`)."""
        return tuple(self.parts.groups)

    @property
    def minimum_confidence(self) -> float:
        """The confidence (0 to 1) below which a tag is more likely to cost than to help, found in training."""
        return self.parts.minimum_confidence.get("category", 0.5)

    def group(self, category: str) -> str | None:
        """Return the group of a category as products name it, None if nothing was learned for it.

        The case does not count; of a path ("Home > Kitchen > Mugs"), the whole and then the last part is looked up. A
        tagger of one category takes it for every product.
        """
        folded = category.strip().casefold()
        for wanted in (folded, folded.rpartition(">")[2].strip()):
            if wanted in self._folded:
                return self._folded[wanted]
        if POOL in self._decoders:
            return POOL
        return next(iter(self._decoders)) if len(self._decoders) == 1 else None

    def tag(
        self, texts: Sequence[tuple[str, str]], *, minimum_confidence: float | None = None
    ) -> list[tuple[SpanTag, ...]]:
        """Return for each text and category the tags that are sure enough, at most one per attribute, as they stand.

        Offsets count the characters of the text. Without `minimum_confidence`, that of training decides.
        """
        least = self.minimum_confidence if minimum_confidence is None else minimum_confidence
        probability = self.parts.calibration.probability
        found = []
        for tags in self.scored(texts):
            scored = (tag._replace(confidence=probability(tag.confidence)) for tag in tags)
            found.append(tuple(sorted((tag for tag in scored if tag.confidence >= least), key=lambda tag: tag[1:])))
        return found

    def scored(self, texts: Sequence[tuple[str, str]]) -> list[list[SpanTag]]:
        """Return for each text the best span of each attribute, with the model's own score, not yet calibrated."""
        found: list[dict[str, SpanTag]] = [{} for _ in texts]
        waiting: dict[str, list[_Piece]] = {group: [] for group in self._decoders}
        for number, (text, category) in enumerate(texts):
            group = self.group(category)
            if group is None:
                continue
            for tokens in token_pieces(text, self.parts.cuts):
                known = self.parts.lexicon.features(group, [token.lower for token in tokens])
                features = map(add, token_features(text, tokens, known), part_features(text, tokens))
                waiting[group].append(_Piece(number, tokens, list(features)))
                # A 10 MB cell has many pieces, and features are far larger than text.
                if len(waiting[group]) == _BATCH:
                    self._read(group, waiting[group], found)
                    waiting[group] = []
        for group, pieces in waiting.items():
            self._read(group, pieces, found)
        return [list(own.values()) for own in found]

    def _read(self, group: str, pieces: list[_Piece], found: list[dict[str, SpanTag]]) -> None:
        for runs, (number, tokens, _) in zip(
            self._decoders[group].runs([piece.features for piece in pieces]), pieces, strict=True
        ):
            best = found[number]
            for run in runs:
                # Which texts are read together must not show, not even in the last digit.
                score = round(run.score, 5)
                if run.attribute not in best or score > best[run.attribute].confidence:
                    start, end = tokens[run.start].start, tokens[run.end - 1].end
                    best[run.attribute] = SpanTag(run.attribute, start, end, score)
