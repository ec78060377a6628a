"""Two models in a row: source -> pivot (English, mostly) -> target, where no model translates the pair directly.

The first model's best translation is what the second one reads, so a target that is asked for by its beginning, its
pieces or its score is one of that pivot text; and the search for terms works as it does with one model. Which words
belong together is composed of both alignments.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from catalog_cli.engine import DecodingOptions, Hypothesis, Pending, Tokenizer, Tokens, Translator

Span = tuple[int, int]
# The search for terms asks for the same sources again and again: those of a window and its retries.
_MOST_KEPT = 16_384


class PivotTokenizer:
    """The source side of the first model and the target side of the second."""

    def __init__(self, first: Tokenizer, second: Tokenizer) -> None:
        self._first, self._second = first, second

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text as the first model reads it."""
        return self._first.encode(texts)

    def encode_targets(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text as the second model writes it."""
        return self._second.encode_targets(texts)

    def decode(self, pieces: Sequence[Tokens]) -> list[str]:
        """Return the text of each sequence of the second model's pieces."""
        return self._second.decode(pieces)

    def spans(self, pieces: Tokens, text: str) -> list[Span]:
        """Return [start, end) in `text` of each piece, whichever model it is of."""
        is_source = self._first.encode([text])[0] == list(pieces)
        return (self._first if is_source else self._second).spans(pieces, text)


@dataclass(frozen=True, slots=True)
class _Bridge:
    """The pivot text of one source: the second model's pieces, and the source piece that each came from (-1: none)."""

    pieces: tuple[str, ...]
    origins: tuple[int, ...]


class PivotTranslator:
    """A translator made of two, of which it owns both: closing it closes them."""

    def __init__(self, first: Translator, second: Translator) -> None:
        self._first, self._second = first, second
        self.name = f"{first.name}+{second.name}"
        self.source_locale, self.target_locale = first.source_locale, second.target_locale
        self.tokenizer = PivotTokenizer(first.tokenizer, second.tokenizer)
        self._known: OrderedDict[tuple[str, ...], _Bridge] = OrderedDict()

    @property
    def max_source_tokens(self) -> int:
        """The longest source, in pieces, that the first model translates well."""
        return self._first.max_source_tokens

    @property
    def decoding(self) -> DecodingOptions:
        """How the second model decodes best; the first one decodes by its own."""
        return self._second.decoding

    @property
    def compute_type(self) -> str:
        """What the processor runs the weights in, of both models."""
        types = (str(getattr(engine, "compute_type", "")) for engine in (self._first, self._second))
        return "+".join(dict.fromkeys(types))

    @property
    def characters(self) -> tuple[frozenset[str], frozenset[str]] | None:
        """The characters that the first model reads and the second one writes; None for the embedded model's."""
        first, second = (getattr(engine, "characters", None) for engine in (self._first, self._second))
        if first is None or second is None:  # the embedded model's own are the fewest
            return None if first is None else first
        return first[0], second[1]

    def submit(
        self, sources: Sequence[Tokens], options: DecodingOptions, *, scored: Collection[int] | None = None
    ) -> _PendingPivot:
        """Start translating into the pivot and return at once; the rest is done when the result is asked for."""
        del scored  # the second model, which scores, is asked later
        missing = self._missing(sources)
        first = self._first.submit(missing, self._first.decoding, scored=())
        return _PendingPivot(self, sources, options, missing, first)

    def translate(self, sources: Sequence[Tokens], options: DecodingOptions) -> list[list[Hypothesis]]:
        """Return `options.hypotheses` hypotheses per source, best first: those of its best pivot text."""
        bridges = self.bridges(sources)
        results = self._second.translate([bridge.pieces for bridge in bridges], options)
        return self.composed(results, bridges, sources)

    def continue_from(
        self, sources: Sequence[Tokens], prefixes: Sequence[Tokens], options: DecodingOptions
    ) -> list[list[Hypothesis]]:
        """Return hypotheses that begin with the given prefix; it is part of the result."""
        bridges = self.bridges(sources)
        results = self._second.continue_from([bridge.pieces for bridge in bridges], prefixes, options)
        return self.composed(results, bridges, sources)

    def next_logits(
        self, sources: Sequence[Tokens], hypotheses: Sequence[Tokens], pieces: Sequence[Sequence[str]]
    ) -> list[list[list[float]]]:
        """Return, per source, position of the hypothesis and wanted piece, its log-probability as next piece."""
        return self._second.next_logits([bridge.pieces for bridge in self.bridges(sources)], hypotheses, pieces)

    def score(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[float]:
        """Return the mean log-probability per token of each target, given the best pivot text of its source."""
        return self._second.score([bridge.pieces for bridge in self.bridges(sources)], targets)

    def align(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[tuple[int, ...]]:
        """Return per target piece the index of the source piece that it came from, -1 where that is not known."""
        bridges = self.bridges(sources)
        found = self._second.align([bridge.pieces for bridge in bridges], targets)
        return [_through(indices, bridge.origins) for indices, bridge in zip(found, bridges, strict=True)]

    def close(self) -> None:
        """Free both models."""
        self._first.close()
        self._second.close()

    def _missing(self, sources: Sequence[Tokens]) -> list[tuple[str, ...]]:
        return [own for own in dict.fromkeys(map(tuple, sources)) if own not in self._known]

    def bridges(self, sources: Sequence[Tokens]) -> list[_Bridge]:
        """Return the pivot text of each source; what is not known yet is translated."""
        missing = self._missing(sources)
        if missing:
            self.learn(missing, self._first.translate(missing, self._first.decoding))
        found = [self._known[tuple(source)] for source in sources]
        while len(self._known) > _MOST_KEPT:
            self._known.popitem(last=False)
        return found

    def learn(self, sources: Sequence[tuple[str, ...]], results: Sequence[Sequence[Hypothesis]]) -> None:
        """Keep the best pivot text of each source."""
        best = [own[0] if own else Hypothesis(()) for own in results]
        texts = self._first.tokenizer.decode([hypothesis.tokens for hypothesis in best])
        pieces = self._second.tokenizer.encode(texts)
        for source, hypothesis, text, own in zip(sources, best, texts, pieces, strict=True):
            origins = _origins(hypothesis, text, own, (self._first.tokenizer, self._second.tokenizer))
            self._known[source] = _Bridge(tuple(own), origins)

    def composed(
        self, results: Sequence[Sequence[Hypothesis]], bridges: Sequence[_Bridge], sources: Sequence[Tokens]
    ) -> list[list[Hypothesis]]:
        """Return the second model's hypotheses with the sources' pieces that they came from."""
        return [
            [replace_attended(hypothesis, bridge.origins) for hypothesis in own] if source else [Hypothesis((), 0.0)]
            for own, bridge, source in zip(results, bridges, sources, strict=True)
        ]


class _PendingPivot:
    """The first half decodes; the second begins when the result is asked for."""

    def __init__(
        self,
        engine: PivotTranslator,
        sources: Sequence[Tokens],
        options: DecodingOptions,
        missing: Sequence[tuple[str, ...]],
        pending: Pending,
    ) -> None:
        self._engine, self._sources, self._options = engine, sources, options
        self._missing, self._pending = missing, pending

    def result(self) -> list[list[Hypothesis]]:
        """Wait and return the hypotheses per source, best first."""
        if self._missing:
            self._engine.learn(self._missing, self._pending.result())
        return self._engine.translate(self._sources, self._options)


def replace_attended(hypothesis: Hypothesis, origins: tuple[int, ...]) -> Hypothesis:
    """Return a hypothesis of the pivot text as one of the source."""
    return Hypothesis(hypothesis.tokens, hypothesis.score, _through(hypothesis.attended, origins))


def _through(indices: Sequence[int], origins: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(origins[index] if 0 <= index < len(origins) else -1 for index in indices)


def _origins(
    hypothesis: Hypothesis, text: str, pieces: Sequence[str], tokenizers: tuple[Tokenizer, Tokenizer]
) -> tuple[int, ...]:
    """Return, per piece of the pivot text as the second model reads it, the source piece that the first one looked at.

    Where a piece has no letter of its own ("▁"), or none that the first one wrote, the nearest before it counts.
    """
    written = list(zip(tokenizers[0].spans(hypothesis.tokens, text), hypothesis.attended, strict=False))
    origins: list[int] = []
    at = 0
    for start, end in tokenizers[1].spans(pieces, text):
        while at + 1 < len(written) and written[at][0][1] <= start:
            at += 1
        touches = at < len(written) and written[at][0][0] < max(end, start + 1)
        if touches or (written and not origins):
            origins.append(written[at][1])
        else:
            origins.append(origins[-1] if origins else -1)
    return tuple(origins)
