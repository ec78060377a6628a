"""A real CTranslate2 model, small enough to build in a test: one layer a side, 16 wide, 50 pieces.

Its weights are seeded noise and so is its output, but it decodes, attends and scores as any model does. It keeps the
contract suite from testing the embedded model's habits.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog_cli.engine import Translator
from catalog_cli.engines import InstalledModel
from catalog_cli.engines.ct2_translator import open_translator

_WIDTH = 16
_END = 2  # SentencePiece numbers <unk>, <s> and </s> 0, 1 and 2
_LINES = (
    "The bag is red.",
    "A soft leather strap, adjustable and strong.",
    "Cotton shirt with long sleeves",
    "The small pocket holds a phone or 2 keys.",
    "Wash at 30 degrees and dry in the shade.",
    "Blue wool hat for cold days, one size.",
)


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    build_tiny_model(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_engine(tiny_folder: Path) -> Iterator[Translator]:
    model = InstalledModel("tiny", "en", "pt-BR", "0" * 12, "Apache-2.0", tiny_folder)
    translator = open_translator(tiny_folder, model)
    yield translator
    translator.close()


def build_tiny_model(folder: Path, *, seed: int = 4) -> None:
    """Write model.bin, config.json, shared_vocabulary.json and source.spm; the same seed gives the same model."""
    import ctranslate2

    pieces = _train_tokenizer(folder / "source.spm")
    spec = ctranslate2.specs.TransformerSpec.from_config((1, 1), 2, pre_norm=True)
    _fill(spec, len(pieces), seed)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    spec.validate()
    spec.optimize("int8")
    spec.save(str(folder))


def _train_tokenizer(path: Path) -> list[str]:
    import sentencepiece

    with path.open("wb") as writer:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(_LINES),
            model_writer=writer,
            vocab_size=96,
            hard_vocab_limit=False,
            minloglevel=2,
            num_threads=1,
        )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(index) for index in range(processor.get_piece_size())]


def _fill(spec: object, vocabulary_size: int, seed: int) -> None:
    """Give every weight of a specification seeded values of the shape that its name asks for."""
    import numpy as np

    generator = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return generator.normal(0, 1, shape).astype(np.float32)

    def linear(layer: object, outputs: int, inputs: int) -> None:
        layer.weight, layer.bias = draw(outputs, inputs), draw(outputs)

    def norm(layer: object) -> None:
        layer.gamma, layer.beta = np.ones(_WIDTH, np.float32), np.zeros(_WIDTH, np.float32)

    def attention(layer: object, *widths: int) -> None:
        norm(layer.layer_norm)
        for part, outputs in zip(layer.linear, widths, strict=True):
            linear(part, outputs, _WIDTH)

    spec.encoder.embeddings[0].weight = draw(vocabulary_size, _WIDTH)
    spec.decoder.embeddings.weight = draw(vocabulary_size, _WIDTH)
    linear(spec.decoder.projection, vocabulary_size, _WIDTH)
    spec.decoder.projection.bias[_END] += 6  # noise seldom ends by itself
    for side in (spec.encoder, spec.decoder):
        norm(side.layer_norm)
        for layer in side.layer:
            attention(layer.self_attention, 3 * _WIDTH, _WIDTH)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, 2 * _WIDTH, _WIDTH)
            linear(layer.ffn.linear_1, _WIDTH, 2 * _WIDTH)
    for layer in spec.decoder.layer:
        attention(layer.attention, _WIDTH, 2 * _WIDTH, _WIDTH)
