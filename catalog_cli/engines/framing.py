"""What a model is told besides the text: language tokens, prefixes and ends, put on before it and taken off after.

Who calls the engine sees the text's own pieces alone. No model is given more than it has positions for: CTranslate2
would cut a source at 1,024 pieces without a word (its default), and fails beyond the last position of a target.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from catalog_cli.engine import Tokenizer, Tokens
from catalog_cli.model_manifest import Manifest

_SPACE = "\u2581"
_LANGUAGE = "{token}"
# Source: language, text, end. Target: language, text (the models' cards; mBART-25 has its source language at the end).
_TOLD_BY_TOKENS = frozenset(("m2m100", "nllb", "mbart", "mbart50"))

Ask = Callable[[list[list[str]], list[list[str]] | None], list[Any]]
"""(sources, target prefixes) -> CTranslate2's pending results."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Tokens around every source, and before every target; `most_source` and `most_target` count the text's own pieces.

    0 is no limit. An empty text stays empty: CTranslate2 does not decode it. `gives_start` if the first token before
    the target is what the decoder starts from (mBART-25): CTranslate2 leaves that one out of its results.

    >>> frame = Frame(("__en__",), ("</s>",), ("__de__",), most_source=4)
    >>> frame.sources([["▁Red"], []]), frame.targets([["▁Rot"], []])
    ([['__en__', '▁Red', '</s>'], []], [['__de__', '▁Rot'], ['__de__']])
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    target_before: tuple[str, ...] = ()
    gives_start: bool = False
    most_source: int = 0
    most_target: int = 0

    @property
    def begun(self) -> int:
        """How many pieces of CTranslate2's results are the frame's."""
        return len(self.target_before) - self.gives_start

    def sources(self, sources: Iterable[Tokens]) -> list[list[str]]:
        """Return the sources with what stands around them."""
        return [[*self.before, *tokens, *self.after] if tokens else [] for tokens in sources]

    def targets(self, targets: Iterable[Tokens]) -> list[list[str]]:
        """Return the targets with what stands before them."""
        return [[*self.target_before, *tokens] for tokens in targets]

    def fits(self, source: Tokens, target: Tokens = ()) -> bool:
        """Whether the model has positions for a source, and for a target that is given."""
        return (not self.most_source or len(source) <= self.most_source) and (
            not self.most_target or len(target) < self.most_target
        )

    def fitting(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> tuple[list[list[str]], list[list[str]]]:
        """Return sources and given targets in their frames; where they do not fit, an empty source and target."""
        fits = [self.fits(*both) for both in zip(sources, targets, strict=True)]
        return (
            self.sources(tokens if fit else () for tokens, fit in zip(sources, fits, strict=True)),
            self.targets(tokens if fit else () for tokens, fit in zip(targets, fits, strict=True)),
        )

    def longest_target(self, wanted: int) -> int:
        """Return how many pieces may be decoded, the frame's included, for `wanted` of the text's own."""
        most = min(wanted, self.most_target) if self.most_target else wanted
        return most + self.begun

    def request(self, ask: Ask, sources: Sequence[Tokens], prefixes: Sequence[Tokens] | None) -> list[Any]:
        """Return a pending result per source, of the text's own pieces.

        A source that is too long is cut between words and its targets are joined; with a prefix, which only one part
        could begin with, it has no hypothesis.
        """
        if self == Frame():
            return ask(list(map(list, sources)), None if prefixes is None else list(map(list, prefixes)))
        if prefixes is not None:
            refused = [not self.fits(*both) for both in zip(sources, prefixes, strict=True)]
            results = ask(*self.fitting(sources, prefixes))
            own = zip(results, sources, refused, strict=True)
            return [_Refused() if no else _Unframed(result, self, len(tokens)) for result, tokens, no in own]
        parts = [cut(tokens, self.most_source) for tokens in sources]
        flat = [part for own in parts for part in own]
        begun = self.targets([()] * len(flat)) if self.target_before else None
        flat_results = iter(ask(self.sources(flat), begun))
        answers: list[Any] = []
        for own_parts in parts:
            pending = [_Unframed(next(flat_results), self, len(part)) for part in own_parts]
            answers.append(pending[0] if len(pending) == 1 else _Joined(pending, [len(part) for part in own_parts]))
        return answers


def cut(tokens: Tokens, most: int) -> list[Tokens]:
    """Return a source in parts of at most `most` pieces (0: any number), cut before a word where there is one.

    >>> cut(["▁a", "b", "▁c", "d", "e"], 3)
    [['▁a', 'b'], ['▁c', 'd', 'e']]
    """
    parts = []
    while most and len(tokens) > most:
        end = next((at for at in range(most, most // 2, -1) if tokens[at].startswith(_SPACE)), most)
        parts.append(tokens[:end])
        tokens = tokens[end:]
    return [*parts, tokens]


class _Unframed:
    """A pending result, and the result itself once it is there, without the frame; attention is read when asked for."""

    def __init__(self, pending: Any, frame: Frame, source_length: int) -> None:
        self._pending, self._frame, self._length = pending, frame, source_length

    def done(self) -> bool:
        return bool(self._pending.done())

    def result(self) -> _Unframed:
        return self

    @cached_property
    def _result(self) -> Any:
        return self._pending.result()

    @property
    def hypotheses(self) -> list[list[str]]:
        begun = self._frame.begun
        return [self._result.hypotheses[index][begun:] for _, index in self._ranking]

    @property
    def scores(self) -> list[float]:
        return [score for score, _ in self._ranking] if self._result.scores else []

    @cached_property
    def _ranking(self) -> list[tuple[float, int]]:
        """The mean over the text's own pieces and the end, best first: CTranslate2's length counts forced ones too.

        What was decoded without scores has one hypothesis.
        """
        begun = self._frame.begun
        if not self._result.scores:
            return [(0.0, index) for index in range(len(self._result.hypotheses))]
        own = zip(self._result.scores, self._result.hypotheses, strict=True)
        scores = [score * (len(tokens) + 1) / max(1, len(tokens) + 1 - begun) for score, tokens in own]
        return sorted(((score, index) for index, score in enumerate(scores)), key=lambda pair: -pair[0])

    @property
    def attention(self) -> list[list[list[float]]]:
        rows = self._result.attention
        return [own_attention(rows[index], self._frame, self._length) for _, index in self._ranking]


def own_attention(rows: list[list[float]], frame: Frame, source_length: int) -> list[list[float]]:
    """Return the attention of the target's own pieces to the source's own, without what looks at the frame."""
    start = len(frame.before)
    return [row[start : start + source_length] for row in rows[frame.begun :]]


class _Joined:
    """The results of the parts of one source, as that of the whole: one hypothesis, the best of each part."""

    def __init__(self, parts: list[_Unframed], lengths: list[int]) -> None:
        self._parts, self._lengths = parts, lengths

    def done(self) -> bool:
        return all(part.done() for part in self._parts)

    def result(self) -> _Joined:
        return self

    @property
    def hypotheses(self) -> list[list[str]]:
        return [[token for part in self._parts for token in part.hypotheses[0]]]

    @property
    def scores(self) -> list[float]:
        if not all(part.scores for part in self._parts):
            return []
        counts = [len(part.hypotheses[0]) + 1 for part in self._parts]
        total = sum(part.scores[0] * count for part, count in zip(self._parts, counts, strict=True))
        return [total / sum(counts)]

    @property
    def attention(self) -> list[list[list[float]]]:
        rows: list[list[float]] = []
        start = 0
        for part, length in zip(self._parts, self._lengths, strict=True):
            rows += [[0.0] * start + row for row in part.attention[0]]
            start += length
        return [rows]


class _Refused:
    """The result of what the model has no positions for."""

    hypotheses: tuple[()] = ()
    scores: tuple[()] = ()
    attention: tuple[()] = ()

    def done(self) -> bool:
        return True

    def result(self) -> _Refused:
        return self


def frame_of(manifest: Manifest, pair: tuple[str, str], config: dict[str, Any], tokenizer: Tokenizer) -> Frame:
    """Return the frame that a model asks for when it translates a pair of its own tags.

    `config` is CTranslate2's: what it adds by itself is not added here. Raises ValueError for a language that has no
    token.
    """
    end = config.get("eos_token") or "</s>"
    starts_itself = config.get("decoder_start_token")
    own, target = (manifest.language_tokens.get(tag) for tag in pair)
    before: tuple[str, ...] = ()
    after = (end,) if manifest.add_source_eos and not config.get("add_source_eos") else ()
    begun = [token.replace(_LANGUAGE, target or "") for token in manifest.decoder_start]
    target_before = [token for token in begun if token and token != starts_itself]
    if manifest.architecture in _TOLD_BY_TOKENS and manifest.language_tokens:
        if own is None or target is None:
            raise ValueError(f"it has no language token for {pair[0] if own is None else pair[1]}")
        if manifest.architecture == "mbart" and starts_itself is None:
            after = (*after, own)
        else:
            before = (own,)
        if target not in target_before:
            target_before.append(target)
    if manifest.source_prefix:
        if _LANGUAGE in manifest.source_prefix and manifest.language_tokens and target is None:
            raise ValueError(f"it has no language token for {pair[1]}")
        before = (*before, *_prefix_pieces(manifest.source_prefix.replace(_LANGUAGE, target or ""), tokenizer))
    most = 0 if manifest.source in ("", "embedded") else manifest.max_input_tokens
    return Frame(
        before,
        after,
        tuple(target_before),
        bool(target_before) and config.get("decoder_start_token", "") is None,
        # One piece less than positions: the end, which the decoder and some encoders add themselves.
        max(1, most - len(before) - len(after) - 1) if most else 0,
        max(1, most - len(target_before) - 1) if most else 0,
    )


def _prefix_pieces(text: str, tokenizer: Tokenizer) -> list[str]:
    """Return the pieces of a prefix: a token by itself ("<2de>", ">>de<<") or words ("translate to German: ")."""
    alone = text.strip()
    if not alone:
        return []
    if alone[0] in "<>_[" and " " not in alone:
        return [alone]
    return tokenizer.encode([alone])[0]
