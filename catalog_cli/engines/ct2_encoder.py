"""The CTranslate2 engine for models that turn text into vectors: BERT, RoBERTa and their kin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from catalog_cli.engine import Tokens
from catalog_cli.engines import vocabularies
from catalog_cli.engines.framing import cut
from catalog_cli.engines.machine import decoding_options
from catalog_cli.engines.model_folder import ModelFolder, NamedModel
from catalog_cli.engines.tokenization import ModelTokenizer

# Vectors of a batch lie in memory for every token: 4,096 x 768 floats are 12 MB.
BATCH_TOKENS = 4_096
# What a text begins and ends with where the tokenizer's file does not say it (the models' cards).
_MARKS = {"bert": ("[CLS]", "[SEP]"), "distilbert": ("[CLS]", "[SEP]"), "roberta": ("<s>", "</s>")}


def open_encoder(
    path: Path,
    model: NamedModel,
    *,
    threads: int = 0,
    device: str = "auto",
    settings: Mapping[str, object] | None = None,
) -> Ct2Encoder:
    """Return the encoder of a model folder. It loads when it is first asked for a vector.

    `settings` are those that a benchmark measured, in place of the manifest's.
    """
    return Ct2Encoder(ModelFolder(path, model, threads=threads, device=device, settings=settings))


class Ct2Encoder:
    """One loaded encoder. `close` it before the process ends."""

    def __init__(self, folder: ModelFolder) -> None:
        self._folder = folder
        self.name = self._folder.full_name

    @property
    def tokenizer(self) -> ModelTokenizer:
        """What the model's own tokenizer files make of text."""
        return self._folder.tokenizer

    @cached_property
    def width(self) -> int:
        """How many floats a vector has."""
        return len(self.encode([""])[0])

    @cached_property
    def _encoder(self) -> Any:
        machine = self._folder.machine()
        before, after = self._around
        told = {"": (*before, *after)}
        # One batch is encoded at a time, so all cores work on it.
        return self._folder.load("Encoder", machine.of_one_worker(threads_each=machine.all_threads), told)

    @property
    def compute_type(self) -> str:
        """What the processor runs the weights in, such as "int8_float32"."""
        return str(self._encoder.compute_type)

    @cached_property
    def _batch_tokens(self) -> int:
        """How many tokens are encoded together at most, as a benchmark found."""
        return decoding_options({"batch_tokens": BATCH_TOKENS, **self._folder.manifest.settings}).max_batch_tokens

    @cached_property
    def _around(self) -> tuple[list[str], list[str]]:
        """The tokens before and after every text: what the tokenizer's file says, else those of the architecture."""
        around = getattr(self.tokenizer, "around", None)
        if around is not None:
            before, after = around()
            if before or after:
                return before, after
        start, end = _MARKS.get(self._folder.manifest.architecture, _MARKS["roberta"])
        with self._folder.damage_named():
            vocabulary = frozenset(vocabularies.read_vocabulary(self._folder.path, ""))
        return [start] if start in vocabulary else [], [end] if end in vocabulary else []

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one unit-length vector per text: the mean over its tokens.

        A text that is longer than the model reads is encoded in parts, each weighing as much as it has tokens.
        """
        import numpy as np

        if not texts:
            return []
        prefix = self._folder.manifest.source_prefix
        before, after = self._around
        most = max(1, self._folder.manifest.max_input_tokens - len(before) - len(after))
        pieces = self.tokenizer.encode([prefix + text for text in texts])
        parts = [(index, part) for index, own in enumerate(pieces) for part in cut(own, most)]
        sums: dict[int, Any] = {}
        with self._folder.damage_named():
            for numbers in _batches([len(part) + len(before) + len(after) for _, part in parts], self._batch_tokens):
                tokens = [self._framed(parts[number][1]) for number in numbers]
                hidden = self._hidden(tokens)
                for number, own, rows in zip(numbers, tokens, hidden, strict=True):
                    index = parts[number][0]
                    sums[index] = sums.get(index, 0) + rows[: len(own)].sum(axis=0, dtype=np.float64)
        vectors = (sums[index] for index in range(len(texts)))
        return [(vector / (np.linalg.norm(vector) or 1.0)).tolist() for vector in vectors]

    def _framed(self, part: Tokens) -> list[str]:
        before, after = self._around
        # Without any token there is nothing to encode: the empty text of a model without marks.
        return [*before, *part, *after] or [self._folder.config.get("unk_token") or "<unk>"]

    def _hidden(self, tokens: list[list[str]]) -> Any:
        import ctranslate2
        import numpy as np

        output = self._encoder.forward_batch(tokens).last_hidden_state
        if output.device != "cpu":
            output = output.to_device(ctranslate2.Device.cpu)
        return np.array(output.to(ctranslate2.DataType.float32))

    def close(self) -> None:
        """Free the model, if it was ever loaded; a second call does nothing."""
        model = self.__dict__.pop("_encoder", None)
        if model is not None:
            self._folder.unload(model)


def _batches(lengths: Sequence[int], most_tokens: int) -> Iterator[list[int]]:
    """Yield the numbers of texts that are encoded together, the longest first: a batch is as wide as its longest.

    >>> list(_batches([3, 4_000, 3], 4_096))
    [[1], [0, 2]]
    """
    batch: list[int] = []
    widest = 0
    for number in sorted(range(len(lengths)), key=lambda number: -lengths[number]):
        if batch and widest * (len(batch) + 1) > most_tokens:
            yield batch
            batch = []
        if not batch:
            widest = lengths[number]
        batch.append(number)
    if batch:
        yield batch
