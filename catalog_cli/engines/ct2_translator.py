"""The CTranslate2 engine: encoder-decoder models on CPU or GPU.

CTranslate2 sorts a request by length, cuts it into batches and spreads them over its threads; the order of the
results is the order of the sources. Neither `callback` nor `generate_tokens` is used: both can abort the process
at exit (measured on 4.8.5, see the project's notes on terminology).
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol

from catalog_cli.engine import DecodingOptions, Hypothesis, Tokens
from catalog_cli.engines import vocabularies
from catalog_cli.engines.framing import Frame, frame_of, own_attention
from catalog_cli.engines.machine import Machine, decoding_options
from catalog_cli.engines.model_folder import ModelFolder, NamedModel
from catalog_cli.engines.tokenization import ModelTokenizer, single_characters

# "At most about 90 pieces": the embedded model's card. Longer sentences are cut at clauses before they get here.
_MAX_SOURCE_TOKENS = 90
# A sentence takes 1 ms, a batch 20 ms and more: looking so soon at first, and so often later, delays neither.
_FIRST_LOOK_S = 0.0005
_LONGEST_PAUSE_S = 0.005
# Logits are float32 over the whole vocabulary: 32,000 x 4 bytes a position, so 64 segments of 30 positions are 245 MB.
_LOGIT_POSITIONS = 1_920
# Forced decoding of a known target: the batch size at which free decoding is fastest (card), spread over the threads.
_FORCED_BATCH_TOKENS = 512
# Scoring holds tokens x vocabulary floats: 250 targets of 13 tokens took 0.9 s of two processors' time in batches of
# 64 tokens (8 MB), 1.1 s in those of 128, 1.5 s in those of 512.
_SCORED_BATCH_TOKENS = 64


class ModelFacts(NamedModel, Protocol):
    """What names a model and the pair that it is opened for."""

    @property
    def source_locale(self) -> str: ...

    @property
    def target_locale(self) -> str: ...


def open_translator(
    path: Path,
    model: ModelFacts,
    *,
    threads: int = 0,
    device: str = "auto",
    settings: Mapping[str, object] | None = None,
) -> Ct2Translator:
    """Return the translator of a model folder, which says in its manifest how the model is asked.

    It loads when it is first asked to translate. Files that do not load raise ModelDamaged (exit 4) then.

    `settings` are those that a benchmark measured, in place of the manifest's.
    """
    return Ct2Translator(ModelFolder(path, model, threads=threads, device=device, settings=settings), model)


class PendingTranslation:
    """A request that decodes on CTranslate2's threads."""

    def __init__(self, results: list[Any]) -> None:
        self._results = results

    def result(self) -> list[list[Hypothesis]]:
        """Wait and return the hypotheses per source, best first."""
        return [_hypotheses(waited_for(pending)) for pending in self._results]


def waited_for(pending: Any) -> Any:
    """Return what CTranslate2 answers, as soon as it does."""
    # CTranslate2's own wait holds up Ctrl-C: Python hears a signal only between its own instructions.
    pause = _FIRST_LOOK_S
    while not pending.done():
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE_S)
    return pending.result()


class Ct2Translator:
    """One loaded CTranslate2 model. `close` it before the process ends."""

    def __init__(self, folder: ModelFolder, model: ModelFacts) -> None:
        self._folder = folder
        self.name = self._folder.full_name
        self.source_locale, self.target_locale = model.source_locale, model.target_locale
        self._has_vocabulary_map = (folder.path / "vmap.txt").exists()
        self._submitted: list[Any] = []

    @cached_property
    def max_source_tokens(self) -> int:
        """The longest source, in pieces, that the model translates well; what has more is cut."""
        if not self._folder.has_manifest:
            return _MAX_SOURCE_TOKENS
        return min(_MAX_SOURCE_TOKENS, self._folder.manifest.max_input_tokens)

    @cached_property
    def decoding(self) -> DecodingOptions:
        """How the model decodes best, as a benchmark found."""
        return decoding_options(self._folder.manifest.settings)

    @property
    def tokenizer(self) -> ModelTokenizer:
        """What the model's own tokenizer files make of text."""
        return self._folder.tokenizer

    @cached_property
    def characters(self) -> tuple[frozenset[str], frozenset[str]] | None:
        """The characters that the vocabularies spell by themselves, source and target; None for the embedded model.

        Empty where nothing can be told: a tokenizer of bytes spells everything.
        """
        if self._folder.manifest.source in ("", "embedded"):
            return None
        if self._folder.manifest.tokenizer.kind == "huggingface":
            return frozenset(), frozenset()
        with self._folder.damage_named():
            source, target = (single_characters(self.tokenizer.pieces(side)) for side in ("source", "target"))
        return source, target

    @cached_property
    def _frame(self) -> Frame:
        manifest, config, tokenizer = self._folder.manifest, self._folder.config, self.tokenizer
        with self._folder.damage_named():
            pair = manifest.pair(self.source_locale, self.target_locale)
            return frame_of(manifest, pair or (self.source_locale, self.target_locale), config, tokenizer)

    @cached_property
    def _translator(self) -> Any:
        """The loaded model. A run that finds everything in the memory never gets here."""
        return self._load(self._folder.machine())

    @cached_property
    def _second(self) -> Any:
        """The model once more, for what is wanted at once while the first has a window of work queued.

        CTranslate2 answers in the order of asking: seven retries behind 1,100 sentences waited 1.4 s, and all that
        time nothing was written and nothing new was read.
        """
        return self._load(self._folder.machine(threads=1).of_one_worker())

    def _load(self, machine: Machine) -> Any:
        frame = self._frame
        told = {"source": (*frame.before, *frame.after), "target": frame.target_before}
        return self._folder.load("Translator", machine, told)

    @property
    def _unoccupied(self) -> Any:
        if all(pending.done() for pending in self._submitted) or self._folder.is_large:
            return self._translator
        return self._second

    @property
    def compute_type(self) -> str:
        """What the processor runs the weights in, such as "int8_float32"."""
        return str(self._translator.compute_type)

    def submit(
        self, sources: Sequence[Tokens], options: DecodingOptions, *, scored: Collection[int] | None = None
    ) -> PendingTranslation:
        """Start translating and return at once.

        A greedy decoder needs no probabilities: those for the scores are a seventh of its work, so that only the
        hypotheses of the sources `scored` get one. Beam search has them in any case.
        """
        if not sources:
            self._submitted = []
        elif scored is None or options.beam_size > 1 or options.hypotheses > 1:
            self._submitted = self._request(self._translator, (sources, None), options)
        else:
            wanted = [index in scored for index in range(len(sources))]
            found: dict[int, Any] = {}
            for is_scored in (False, True):
                own = [index for index, wants in enumerate(wanted) if wants is is_scored]
                if own:
                    part = [sources[index] for index in own]
                    results = self._request(self._translator, (part, None), options, is_scored=is_scored)
                    found.update(zip(own, results, strict=True))
            self._submitted = [found[index] for index in range(len(sources))]
        return PendingTranslation(self._submitted)

    def translate(self, sources: Sequence[Tokens], options: DecodingOptions) -> list[list[Hypothesis]]:
        """Return `options.hypotheses` hypotheses per source, best first, ahead of what was submitted."""
        results = self._request(self._unoccupied, (sources, None), options) if sources else []
        return PendingTranslation(results).result()

    def continue_from(
        self, sources: Sequence[Tokens], prefixes: Sequence[Tokens], options: DecodingOptions
    ) -> list[list[Hypothesis]]:
        """Return hypotheses that begin with the given prefix; it is part of the result.

        The vocabulary map is off: it could lack a forced piece. Scores of forced decoding are not comparable
        (forced pieces add nothing to the sum but count in the length), so they are None: use `score`.
        """
        results = self._request(self._unoccupied, (sources, prefixes), options) if sources else []
        found = PendingTranslation(results).result()
        return [[Hypothesis(h.tokens, None, h.attended) for h in one] for one in found]

    def _request(
        self,
        translator: Any,
        tokens: tuple[Sequence[Tokens], Sequence[Tokens] | None],
        options: DecodingOptions,
        *,
        is_scored: bool = True,
    ) -> list[Any]:
        """Start decoding (sources, prefixes)."""
        sources, prefixes = tokens
        ask = partial(
            translator.translate_batch,
            asynchronous=True,
            beam_size=max(options.beam_size, options.hypotheses),
            num_hypotheses=options.hypotheses,
            length_penalty=options.length_penalty,
            no_repeat_ngram_size=options.no_repeat_ngram_size,
            repetition_penalty=options.repetition_penalty,
            max_input_length=0,
            max_decoding_length=self._frame.longest_target(options.max_target_tokens),
            suppress_sequences=self._possible(options.suppressed) or None,
            use_vmap=options.use_vocabulary_map and self._has_vocabulary_map and prefixes is None,
            max_batch_size=options.max_batch_tokens,
            batch_type="tokens",
            return_scores=is_scored,
            return_attention=True,
        )
        return self._frame.request(ask, sources, prefixes)

    def next_logits(
        self, sources: Sequence[Tokens], hypotheses: Sequence[Tokens], pieces: Sequence[Sequence[str]]
    ) -> list[list[list[float]]]:
        """Return, per source, position of the hypothesis and wanted piece, its log-probability as next piece.

        Position i is what could stand at hypothesis[i]; there is one more position than pieces in the hypothesis.
        A wanted piece that the vocabulary lacks has log-probability -inf, and so has any piece after an empty source,
        which CTranslate2 does not decode.
        """
        import numpy as np

        answer: list[list[list[float]]] = []
        begun = self._frame.begun
        for start, end in _bounded(hypotheses, _LOGIT_POSITIONS):
            framed, prefixes = self._frame.fitting(sources[start:end], hypotheses[start:end])
            longest = max(map(len, prefixes))
            results = self._unoccupied.translate_batch(
                framed,
                target_prefix=prefixes,
                beam_size=1,
                max_input_length=0,
                min_decoding_length=0,  # the default 1 would hide how likely the end is at the first position
                max_decoding_length=longest + 1,
                return_logits_vocab=True,
            )
            for result, tokens, wanted in zip(results, hypotheses[start:end], pieces[start:end], strict=True):
                if not result.logits:
                    answer.append([[-math.inf] * len(wanted) for _ in range(len(tokens) + 1)])
                    continue
                ids = [self._piece_id(piece) for piece in wanted]
                rows = []
                for raw in result.logits[0][begun : begun + len(tokens) + 1]:
                    logits = np.asarray(raw, dtype=np.float32).reshape(-1)
                    peak = float(logits.max())
                    total = peak + math.log(float(np.exp(logits - peak).sum()))
                    rows.append([-math.inf if i is None else float(logits[i]) - total for i in ids])
                answer.append(rows)
        return answer

    def _possible(self, runs: Sequence[Tokens]) -> list[list[str]]:
        """Return the runs that the vocabulary can write: CTranslate2 raises on the others."""
        return [list(run) for run in runs if run and all(self._piece_id(piece) is not None for piece in run)]

    def _piece_id(self, piece: str) -> int | None:
        return self._piece_ids.get(piece)

    @cached_property
    def _piece_ids(self) -> dict[str, int]:
        with self._folder.damage_named():
            vocabulary = vocabularies.read_vocabulary(self._folder.path, "target")
            return {entry: index for index, entry in enumerate(vocabulary)}

    def score(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[float]:
        """Return the mean log-probability per token of each target, end token included; -inf for one too long."""
        if not sources:
            return []
        begun = self._frame.begun
        framed, prefixes = self._frame.fitting(sources, targets)
        results = self._unoccupied.score_batch(
            framed, prefixes, max_input_length=0, max_batch_size=_SCORED_BATCH_TOKENS, batch_type="tokens"
        )
        return [
            _mean(result.log_probs[begun:]) if self._frame.fits(*both) else -math.inf
            for result, both in zip(results, zip(sources, targets, strict=True), strict=True)
        ]

    def align(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[tuple[int, ...]]:
        """Return per target piece the index of the source piece it attends to most, -1 where the model cannot say."""
        if not sources:
            return []
        framed, prefixes = self._frame.fitting(sources, targets)
        longest = max(map(len, prefixes))
        results = self._unoccupied.translate_batch(
            framed,
            target_prefix=prefixes,
            beam_size=1,
            max_input_length=0,
            max_decoding_length=longest + 1,
            max_batch_size=_FORCED_BATCH_TOKENS,
            batch_type="tokens",
            return_attention=True,
        )
        return [
            _padded(_most_attended(own_attention(result.attention[0], self._frame, len(source)))[: len(target)], target)
            for result, source, target in zip(results, sources, targets, strict=True)
        ]

    def close(self) -> None:
        """Free the model, if it was ever loaded; a second call does nothing."""
        self._submitted = []
        for name in ("_translator", "_second"):
            model = self.__dict__.pop(name, None)
            if model is not None:
                self._folder.unload(model)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


def _padded(indices: tuple[int, ...], target: Tokens) -> tuple[int, ...]:
    """Return one index per target piece: an empty source, or one that is too long, is not decoded."""
    return (*indices, *[-1] * (len(target) - len(indices)))


class _LateHypothesis(Hypothesis):
    """A hypothesis whose attention is looked at when it is asked for: most segments hold no tag, and it never is."""

    __slots__ = ("_source",)
    _source: tuple[Any, int]

    def __init__(self, tokens: tuple[str, ...], score: float, result: Any, index: int) -> None:
        object.__setattr__(self, "tokens", tokens)
        object.__setattr__(self, "score", score)
        object.__setattr__(self, "_source", (result, index))

    @property
    def attended(self) -> tuple[int, ...]:
        """Per target piece, the source piece it attended to most."""
        result, index = self._source
        return _most_attended(result.attention[index])


def _hypotheses(result: Any) -> list[Hypothesis]:
    scores = result.scores or [None] * len(result.hypotheses)
    return [
        _LateHypothesis(tuple(tokens), score, result, index)
        for index, (tokens, score) in enumerate(zip(result.hypotheses, scores, strict=True))
    ]


def _most_attended(rows: list[list[float]]) -> tuple[int, ...]:
    return tuple(row.index(max(row)) if row else -1 for row in rows)


def _bounded(hypotheses: Sequence[Tokens], most_positions: int) -> list[tuple[int, int]]:
    """Cut a request into [start, end) runs that decode at most so many positions (at least one hypothesis each).

    A run decodes as many positions for every hypothesis as for its longest.
    """
    runs = []
    start = longest = 0
    for index, tokens in enumerate(hypotheses):
        longest_with = max(longest, len(tokens) + 1)
        if index > start and (index - start + 1) * longest_with > most_positions:
            runs.append((start, index))
            start, longest_with = index, len(tokens) + 1
        longest = longest_with
    if start < len(hypotheses):
        runs.append((start, len(hypotheses)))
    return runs
