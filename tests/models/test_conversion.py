"""A converted model does what transformers does with the checkpoint: the same greedy tokens, the same vectors.

The checkpoints are tiny and their weights random: outputs are noise, but every weight and every token counts in them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

from models import tiny

from catalog_cli.model_manifest import Manifest

COUNT = 60
MOST_TOKENS = 16
pytestmark = pytest.mark.convert


@dataclass(frozen=True)
class Made:
    """A checkpoint, and the float32 model that it became."""

    checkpoint: Path
    model: Path
    manifest: Manifest

    @property
    def vocabulary(self) -> dict[str, int]:
        return {token: number for number, token in enumerate(vocabulary(self.model))}


def vocabulary(folder: Path, side: str = "source") -> list[str]:
    names = (f"{side}_vocabulary.json", "shared_vocabulary.json", "vocabulary.json")
    return json.loads(next(path for name in names if (path := folder / name).exists()).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """Return a function that makes a tiny checkpoint and converts it, once a session."""
    from catalog_cli.models.conversion import convert

    root = tmp_path_factory.mktemp("converted")
    known: dict[str, Made] = {}

    def get(name: str) -> Made:
        if name not in known:
            checkpoint = tiny.write(name, root / "checkpoints" / name)
            manifest = convert(str(checkpoint), root / name, quantization="float32")
            known[name] = Made(checkpoint, root / name, manifest)
        return known[name]

    return get


def loaded(made: Made) -> Any:
    """Return the checkpoint as transformers loads it."""
    import transformers

    from catalog_cli.models.specifications import model_class

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    kind = json.loads((made.checkpoint / "config.json").read_text(encoding="utf-8"))["model_type"]
    return getattr(transformers, model_class(kind)).from_pretrained(made.checkpoint).eval()


def framed(made: Made, pair: tuple[str, str]) -> tuple[list[list[str]], list[str]]:
    """Return the source tokens of generated lines as the architecture wants them, and the target's first tokens."""
    import sentencepiece

    manifest = made.manifest
    processor = sentencepiece.SentencePieceProcessor(model_file=str(made.model / manifest.tokenizer.source))
    sources = [processor.encode(line, return_type=str) for line in tiny.lines(COUNT, seed=99)]
    own, target = (manifest.language_tokens.get(locale, "") for locale in pair)
    if manifest.architecture == "mbart":
        return [[*tokens, "</s>", own] for tokens in sources], [target]
    if manifest.architecture in ("m2m100", "nllb", "mbart50"):
        return [[own, *tokens, "</s>"] for tokens in sources], [target]
    before = [target] if manifest.source_prefix and target in made.vocabulary else []
    return [[*before, *tokens, "</s>"] for tokens in sources], []


def padded(rows: Sequence[Sequence[int]], pad: int, *, left: bool = False) -> Any:
    import torch

    longest = max(map(len, rows))
    ids = [
        [pad] * (longest - len(row)) + list(row) if left else list(row) + [pad] * (longest - len(row)) for row in rows
    ]
    mask = [[0] * (longest - len(r)) + [1] * len(r) if left else [1] * len(r) + [0] * (longest - len(r)) for r in rows]
    return {"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(mask)}


def until_end(tokens: Sequence[int], end: int) -> list[int]:
    return list(tokens[: tokens.index(end)]) if end in tokens else list(tokens)


def reference(made: Made, sources: list[list[str]], prefix: list[str]) -> list[list[str]]:
    """Return transformers' greedy targets as tokens, without what every target begins with."""
    import torch

    model = loaded(made)
    numbers = made.vocabulary
    unknown = numbers["<unk>"]
    pad = model.config.pad_token_id
    rows = [[numbers.get(token, unknown) for token in tokens] for tokens in sources]
    # mBART-25 begins with the language, the others with one token and then the language.
    start = numbers[prefix[0]] if made.manifest.architecture == "mbart" else model.config.decoder_start_token_id
    after = [] if made.manifest.architecture == "mbart" else [numbers[token] for token in prefix]
    begun = torch.tensor([[start, *after]] * len(rows))
    forbidden = [[pad]] if made.manifest.architecture == "marian" else None
    found = model.generate(
        **padded(rows, pad), decoder_input_ids=begun, max_new_tokens=MOST_TOKENS, do_sample=False, num_beams=1,
        bad_words_ids=forbidden,
        decoder_start_token_id=start, forced_bos_token_id=None, forced_eos_token_id=None,
    )  # fmt: skip
    names = vocabulary(made.model, "target")
    end = names.index("</s>")
    return [[names[n] for n in until_end(row[begun.shape[1] :], end)] for row in found.tolist()]


def translated(folder: Path, sources: list[list[str]], prefix: list[str]) -> list[list[str]]:
    """Return CTranslate2's greedy targets, without the prefix.

    The first token of a prefix is not in the target where the model has no start of its own (mBART-25).
    """
    import ctranslate2

    translator = ctranslate2.Translator(str(folder), device="cpu", intra_threads=1)
    results = translator.translate_batch(
        sources, [prefix] * len(sources) if prefix else None, beam_size=1, min_decoding_length=0,
        max_decoding_length=MOST_TOKENS + len(prefix),
    )  # fmt: skip
    has_start = json.loads((folder / "config.json").read_text(encoding="utf-8"))["decoder_start_token"] is not None
    return [result.hypotheses[0][len(prefix) if has_start else 0 :][:MOST_TOKENS] for result in results]


PAIRS = {
    "marian": ("en", "de"),
    "marian_multilingual": ("en", "pt"),
    "marian_separate": ("en", "de"),
    "m2m100": ("en", "pt"),
    "nllb": ("en", "zh-Hant"),
    "mbart": ("en", "de"),
    "mbart50": ("en", "pt"),
    "t5": ("en", "de"),
    "madlad": ("en", "pt"),
}


@pytest.mark.parametrize("name", tiny.TRANSLATORS)
def test_a_translator_gives_the_tokens_of_transformers(name: str, made: Callable[[str], Made]) -> None:
    one = made(name)
    sources, prefix = framed(one, PAIRS[name])
    wanted = reference(one, sources, prefix)
    assert len({tuple(tokens) for tokens in wanted}) > COUNT / 2  # else the comparison says nothing
    assert translated(one.model, sources, prefix) == wanted


@pytest.mark.parametrize("name", tiny.DECODERS)
def test_a_generator_gives_the_tokens_of_transformers(name: str, made: Callable[[str], Made]) -> None:
    import ctranslate2
    import tokenizers

    one = made(name)
    tokenizer = tokenizers.Tokenizer.from_file(str(one.model / "tokenizer.json"))
    prompts = tokenizer.encode_batch(tiny.lines(COUNT, seed=99))
    wanted = loaded(one).generate(
        **padded([prompt.ids for prompt in prompts], 1, left=True), max_new_tokens=MOST_TOKENS, do_sample=False
    )  # fmt: skip
    longest = max(len(prompt.ids) for prompt in prompts)
    names = vocabulary(one.model)
    wanted = [[names[n] for n in until_end(row[longest:], names.index("<eos>"))] for row in wanted.tolist()]
    generator = ctranslate2.Generator(str(one.model), device="cpu", intra_threads=1)
    results = generator.generate_batch(
        [prompt.tokens for prompt in prompts], max_length=MOST_TOKENS, sampling_topk=1, include_prompt_in_result=False
    )
    assert len({tuple(tokens) for tokens in wanted}) > COUNT / 2
    assert [result.sequences[0] for result in results] == wanted


@pytest.mark.parametrize("name", tiny.ENCODERS)
def test_an_encoder_gives_the_vectors_of_transformers(name: str, made: Callable[[str], Made]) -> None:
    import ctranslate2
    import numpy as np
    import tokenizers
    import torch

    one = made(name)
    tokenizer = tokenizers.Tokenizer.from_file(str(one.model / "tokenizer.json"))
    texts = tokenizer.encode_batch(tiny.lines(COUNT, seed=99))
    encoder = ctranslate2.Encoder(str(one.model), device="cpu", intra_threads=1)
    found = np.asarray(encoder.forward_batch([text.tokens for text in texts]).last_hidden_state)
    with torch.no_grad():
        batch = padded([text.ids for text in texts], loaded(one).config.pad_token_id)
        wanted = loaded(one)(**batch).last_hidden_state.numpy()
    for row, (text, vectors) in enumerate(zip(texts, wanted, strict=True)):
        assert np.abs(found[row][: len(text.ids)] - vectors[: len(text.ids)]).max() < 1e-3
