"""What the pipeline asks of an engine: the protocols, and the values that go in and out.

All calls are batched: one result per input, order kept. Tokens in, `Hypothesis` out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

Tokens = Sequence[str]


@dataclass(frozen=True, slots=True)
class DecodingOptions:
    """How to decode. `length_penalty` is CTranslate2's exponent; `max_batch_tokens` bounds one batch.
    None of the `suppressed` runs of pieces may come out; one with a piece that the vocabulary lacks cannot.
    A generator's text ends before any of the `stops`, which are pieces too.

    Defaults are the measured best of the embedded model (its card): greedy, vocabulary map on, 512 tokens.
    """

    beam_size: int = 1
    hypotheses: int = 1
    length_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    repetition_penalty: float = 1.0
    max_target_tokens: int = 256
    use_vocabulary_map: bool = True
    max_batch_tokens: int = 512
    suppressed: tuple[tuple[str, ...], ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """An engine's candidate: target pieces, and per target piece the source piece it attended to most.

    `attended[i]` is an index into the source pieces, or -1 if unknown. `score` is the decoder's mean
    log-probability per token (at most 0); comparable only between hypotheses of one unforced decode:
    use `Translator.score` to rank candidates of different kinds.
    """

    tokens: tuple[str, ...]
    score: float | None = None
    attended: tuple[int, ...] = ()


class Pending(Protocol):
    """Decoding that was submitted and goes on while the caller does other work."""

    def result(self) -> list[list[Hypothesis]]:
        """Wait and return the hypotheses per source, best first."""
        ...


@runtime_checkable
class Tokenizer(Protocol):
    """Text <-> pieces, with the place of each piece in the text."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text."""
        ...

    def encode_targets(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text as the model writes it: some models read other pieces than they write."""
        ...

    def decode(self, pieces: Sequence[Tokens]) -> list[str]:
        """Return the text of each sequence of pieces."""
        ...

    def spans(self, pieces: Tokens, text: str) -> list[tuple[int, int]]:
        """Return [start, end) in `text`, in code points and without white space, of each piece."""
        ...


@runtime_checkable
class Translator(Protocol):
    """An engine that translates one pair of locales."""

    @property
    def name(self) -> str:
        """The model's name and revision: part of every memory key and signature."""
        ...

    @property
    def source_locale(self) -> str: ...

    @property
    def target_locale(self) -> str: ...

    @property
    def max_source_tokens(self) -> int:
        """The longest source, in pieces, that the model translates well."""
        ...

    @property
    def tokenizer(self) -> Tokenizer: ...

    @property
    def decoding(self) -> DecodingOptions:
        """How the model decodes best where nothing else is asked for."""
        ...

    def submit(
        self, sources: Sequence[Tokens], options: DecodingOptions, *, scored: Collection[int] | None = None
    ) -> Pending:
        """Start translating and return at once.

        `scored` are the indices of the sources whose hypotheses need their score, None for all: others may have none.
        """
        ...

    def translate(self, sources: Sequence[Tokens], options: DecodingOptions) -> list[list[Hypothesis]]:
        """Return `options.hypotheses` hypotheses per source, best first."""
        ...

    def continue_from(
        self, sources: Sequence[Tokens], prefixes: Sequence[Tokens], options: DecodingOptions
    ) -> list[list[Hypothesis]]:
        """Return hypotheses that begin with the given prefix; it is part of the result."""
        ...

    def next_logits(
        self, sources: Sequence[Tokens], hypotheses: Sequence[Tokens], pieces: Sequence[Sequence[str]]
    ) -> list[list[list[float]]]:
        """Return, per source, position of the hypothesis and wanted piece, its log-probability as next piece."""
        ...

    def score(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[float]:
        """Return the mean log-probability per token of each target, end token included."""
        ...

    def align(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[tuple[int, ...]]:
        """Return per target piece the index of the source piece it attends to most."""
        ...

    def close(self) -> None:
        """Free the model. Needed before the process ends."""
        ...


@runtime_checkable
class Generator(Protocol):
    """An engine that writes text from a prompt."""

    @property
    def name(self) -> str: ...

    def generate(
        self, prompts: Sequence[Tokens], options: DecodingOptions, *, static_prompt: Tokens = ()
    ) -> list[list[Hypothesis]]:
        """Return hypotheses per prompt, without the prompt; `static_prompt` stands before each and is read once."""
        ...


@runtime_checkable
class Encoder(Protocol):
    """An engine that turns text into vectors of `width` floats."""

    @property
    def width(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one unit-length vector per text."""
        ...
