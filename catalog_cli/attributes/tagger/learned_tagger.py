"""A trained tagger: texts with their categories in, spans with confidences out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog_cli.attributes.tagger.calibration import Calibration
from catalog_cli.attributes.tagger.crf import as_items
from catalog_cli.attributes.tagger.features import token_features
from catalog_cli.attributes.tagger.fields import CategoryFields
from catalog_cli.attributes.tagger.lexicon import Lexicon
from catalog_cli.attributes.tagger.spans import SpanTag
from catalog_cli.attributes.tagger.tokens import Cuts, Token, token_pieces

# Where categories with few examples are learned together; also what a category that was never seen is tagged by.
POOL = ""


@dataclass(frozen=True, slots=True)
class TaggerParts:
    """All that a trained tagger is made of, as its folder holds it.

    `models` holds CRFsuite's files by group and attribute, `groups` the group of each category, `minimum_confidence`
    what served each way of scoring best on products that the models had not seen (see training.py).
    """

    cuts: Cuts
    lexicon: Lexicon
    models: Mapping[str, Mapping[str, bytes]]
    groups: Mapping[str, str]
    calibration: Calibration = field(default_factory=Calibration)
    minimum_confidence: Mapping[str, float] = field(default_factory=dict)


class LearnedTagger:
    """A loaded tagger. `name` says in a tag's provenance which one it was."""

    def __init__(self, name: str, parts: TaggerParts) -> None:
        self.name = name
        self.parts = parts
        self._fields = {group: CategoryFields(models) for group, models in parts.models.items()}
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
        if POOL in self._fields:
            return POOL
        return next(iter(self._fields)) if len(self._fields) == 1 else None

    def tag(
        self, texts: Sequence[tuple[str, str]], *, minimum_confidence: float | None = None
    ) -> list[tuple[SpanTag, ...]]:
        """Return for each text and category the tags that are sure enough, at most one per attribute, as they stand.

        Offsets count the characters of the text. Without `minimum_confidence`, that of training decides.
        """
        least = self.minimum_confidence if minimum_confidence is None else minimum_confidence
        probability = self.parts.calibration.probability
        found = []
        for text, category in texts:
            scored = (tag._replace(confidence=probability(tag.confidence)) for tag in self.scored(text, category))
            found.append(tuple(sorted((tag for tag in scored if tag.confidence >= least), key=lambda tag: tag[1:])))
        return found

    def scored(self, text: str, category: str) -> list[SpanTag]:
        """Return the best span of each attribute with the model's own score as its confidence, not yet calibrated."""
        group = self.group(category)
        if group is None:
            return []
        fields, best = self._fields[group], dict[str, SpanTag]()
        for tokens in token_pieces(text, self.parts.cuts):
            features = as_items(self._features(text, tokens, group))
            for name, (score, (start, end)) in fields.runs(features, len(tokens)).items():
                if name not in best or score > best[name].confidence:
                    best[name] = SpanTag(name, tokens[start].start, tokens[end - 1].end, score)
        return list(best.values())

    def _features(self, text: str, tokens: Sequence[Token], group: str) -> list[list[str]]:
        known = self.parts.lexicon.features(group, [token.lower for token in tokens])
        return token_features(text, tokens, known)
