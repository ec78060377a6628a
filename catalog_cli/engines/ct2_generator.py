"""The CTranslate2 engine for decoder-only models: Gemma, Llama, Qwen, Mistral, Phi."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from catalog_cli.engine import DecodingOptions, Hypothesis, Tokens
from catalog_cli.engines import chat, vocabularies
from catalog_cli.engines.ct2_translator import waited_for
from catalog_cli.engines.machine import decoding_options
from catalog_cli.engines.model_folder import ModelFolder, NamedModel
from catalog_cli.engines.tokenization import ModelTokenizer


def open_generator(
    path: Path,
    model: NamedModel,
    *,
    threads: int = 0,
    device: str = "auto",
    settings: Mapping[str, object] | None = None,
) -> Ct2Generator:
    """Return the generator of a model folder. It loads when it is first asked to generate.

    `settings` are those that a benchmark measured, in place of the manifest's.
    """
    return Ct2Generator(ModelFolder(path, model, threads=threads, device=device, settings=settings))


class Ct2Generator:
    """One loaded decoder-only model. `close` it before the process ends."""

    def __init__(self, folder: ModelFolder) -> None:
        self._folder = folder
        self.name = self._folder.full_name

    @property
    def tokenizer(self) -> ModelTokenizer:
        """What the model's own tokenizer files make of text."""
        return self._folder.tokenizer

    @property
    def max_prompt_tokens(self) -> int:
        """How many tokens the model reads well, prompt and answer together.

        No more than a sliding window holds: beyond it CTranslate2 4.8.5 answers otherwise than transformers (a tiny
        Mistral with a window of 8, prompts of 12 tokens and more one at a time: none alike), and where a static prompt
        stands before it ends the process with a damaged heap (Mistral and Gemma 3, 25 requests).
        """
        manifest = self._folder.manifest
        window = manifest.unknown.get("sliding_window")
        return min(manifest.max_input_tokens, window) if isinstance(window, int) else manifest.max_input_tokens

    @property
    def begin(self) -> Tokens:
        """The tokens that any text begins with, before the first of its own."""
        return tuple(self._folder.manifest.decoder_start)

    @cached_property
    def decoding(self) -> DecodingOptions:
        """How the model decodes best where nothing else is asked for, as a benchmark found."""
        return decoding_options(self._folder.manifest.settings)

    @cached_property
    def _generator(self) -> Any:
        return self._folder.load("Generator", self._folder.machine(), {"": ()})

    @property
    def compute_type(self) -> str:
        """What the processor runs the weights in, such as "int8_float32"."""
        return str(self._generator.compute_type)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        with self._folder.damage_named():
            return frozenset(vocabularies.read_vocabulary(self._folder.path, ""))

    @cached_property
    def template(self) -> chat.ChatTemplate:
        """How the model is talked to; raises UsageProblem for a model that is not tuned to be."""
        return chat.template_for(self._folder.manifest.architecture, self._vocabulary)

    @cached_property
    def _stops(self) -> list[str]:
        """The tokens that end an answer: the model's own, and those of its turns."""
        template = chat.TEMPLATES.get(self._folder.manifest.architecture)
        own = self._folder.config.get("eos_token")
        wanted = [*([own] if isinstance(own, str) else []), *(template.stops if template else ())]
        return [token for token in dict.fromkeys(wanted) if token in self._vocabulary]

    def generate(
        self, prompts: Sequence[Tokens], options: DecodingOptions, *, static_prompt: Tokens = ()
    ) -> list[list[Hypothesis]]:
        """Return hypotheses per prompt, without the prompt; `static_prompt` stands before each and is read once.

        A prompt that leaves no position for an answer has none, and so has an empty one: nothing is ever cut.
        """
        room = self.max_prompt_tokens - len(static_prompt)
        possible = [index for index, prompt in enumerate(prompts) if 0 < len(prompt) < room]
        answers: list[list[Hypothesis]] = [[] for _ in prompts]
        if not possible:
            return answers
        stops = [*self._stops, *(token for token in options.stops if token in self._vocabulary)]
        results: list[tuple[int, Any]] = []
        for group in _alike(prompts, possible, stops):
            longest = max(len(prompts[index]) for index in group)
            pending = self._generator.generate_batch(
                [list(prompts[index]) for index in group],
                asynchronous=True,
                static_prompt=list(static_prompt) or None,
                include_prompt_in_result=False,
                end_token=stops or None,
                max_length=min(options.max_target_tokens, room - longest),
                beam_size=max(options.beam_size, options.hypotheses),
                num_hypotheses=options.hypotheses,
                length_penalty=options.length_penalty,
                repetition_penalty=options.repetition_penalty,
                no_repeat_ngram_size=options.no_repeat_ngram_size,
                suppress_sequences=self._possible(options.suppressed) or None,
                max_batch_size=max(options.max_batch_tokens, longest),
                batch_type="tokens",
                return_scores=True,
            )
            results += zip(group, pending, strict=True)
        for index, one in results:
            result = waited_for(one)
            own = zip(result.sequences, result.scores, strict=True)
            answers[index] = [Hypothesis(tuple(tokens), score) for tokens, score in own]
        return answers

    def answers(self, questions: Sequence[str], options: DecodingOptions, *, system: str = "") -> list[str]:
        """Return the best answer to each question, "" for one that is too long; `system` says what all are about."""
        prompts = [chat.prompt(self.template, question, self.tokenizer, system=system) for question in questions]
        if not prompts:
            return []
        results = self.generate([prompt.own for prompt in prompts], options, static_prompt=prompts[0].static)
        marks = self.template.marks
        texts = [[piece for piece in own[0].tokens if piece not in marks] if own else [] for own in results]
        return self.tokenizer.decode(texts)

    def _possible(self, runs: Sequence[Tokens]) -> list[list[str]]:
        return [list(run) for run in runs if run and all(piece in self._vocabulary for piece in run)]

    def close(self) -> None:
        """Free the model, if it was ever loaded; a second call does nothing."""
        model = self.__dict__.pop("_generator", None)
        if model is not None:
            self._folder.unload(model)


def _alike(prompts: Sequence[Tokens], possible: Sequence[int], stops: Sequence[str]) -> list[list[int]]:
    """Return the prompts that may be read together: all, or, where one holds a stop, those of one length.

    CTranslate2 4.8.5 reads a batch as far as its shortest prompt goes, and decodes the rest of the others by force: a
    stop in that rest, such as the end of a user's turn, ends the answer before it has begun.
    """
    marks = frozenset(stops)
    if not any(not marks.isdisjoint(prompts[index]) for index in possible):
        return [list(possible)]
    groups: dict[int, list[int]] = {}
    for index in possible:
        groups.setdefault(len(prompts[index]), []).append(index)
    return list(groups.values())
