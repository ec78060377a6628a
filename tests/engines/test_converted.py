"""The engines on real checkpoints of each architecture, converted: what they tell a model is what it was told here."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

from catalog_cli import engines
from catalog_cli.engine import DecodingOptions
from catalog_cli.engines.ct2_encoder import open_encoder
from catalog_cli.engines.ct2_generator import open_generator
from catalog_cli.engines.ct2_translator import Ct2Translator
from catalog_cli.engines.tokenization import ModelTokenizer, open_tokenizer
from catalog_cli.engines.vocabularies import read_vocabulary
from catalog_cli.model_manifest import read_manifest, write_manifest
from tests.models import tiny

pytestmark = pytest.mark.convert
OPTIONS = DecodingOptions(max_target_tokens=16)
COUNT = 20
Opened = Callable[[str], Path]

# The tokens before and after a source and before a target, as the models' cards and tokenizers have them.
TOLD = [
    ("marian", ("en", "de"), [], ["</s>"], []),
    ("marian_multilingual", ("en", "pt"), [">>por<<"], ["</s>"], []),
    ("marian_separate", ("en", "de"), [], ["</s>"], []),
    ("m2m100", ("en", "pt"), ["__en__"], ["</s>"], ["__pt__"]),
    ("nllb", ("en", "zh-Hant"), ["eng_Latn"], ["</s>"], ["zho_Hant"]),
    ("mbart", ("en", "de"), [], ["</s>", "en_XX"], ["de_DE"]),
    ("mbart50", ("en", "pt"), ["en_XX"], ["</s>"], ["pt_XX"]),
    ("madlad", ("en", "pt"), ["<2pt>"], ["</s>"], []),
]


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """The folder of a tiny checkpoint, converted when it is first asked for."""
    from catalog_cli.models.conversion import convert

    gc.freeze()  # CTranslate2's converters collect garbage layer by layer, of all that the worker holds: 0.2 s each
    root = tmp_path_factory.mktemp("converted")

    def folder_of(name: str) -> Path:
        folder = root / name
        if not folder.exists():
            checkpoint = tiny.write(name, root / "checkpoints" / name)
            manifest = convert(str(checkpoint), folder, quantization="float32")
            write_manifest(replace(manifest, size_bytes=0), folder)  # a store would know all files' digests too
        return folder

    return folder_of


def translator_of(folder: Path, pair: tuple[str, str]) -> Ct2Translator:
    model = engines.installed_model(folder, read_manifest(folder)).for_pair(*pair)
    assert model is not None
    translator = engines.open_model(model, threads=1)
    assert isinstance(translator, Ct2Translator)
    return translator


@pytest.mark.parametrize(("name", "pair", "before", "after", "begun"), TOLD)
def test_a_model_gets_what_it_was_trained_with(
    converted: Opened, name: str, pair: tuple[str, str], before: list[str], after: list[str], begun: list[str]
) -> None:
    import ctranslate2

    folder = converted(name)
    translator = translator_of(folder, pair)
    sources = translator.tokenizer.encode(tiny.lines(COUNT, seed=99))
    found = translator.translate(sources, OPTIONS)
    plain = ctranslate2.Translator(str(folder), intra_threads=1).translate_batch(
        [[*before, *source, *after] for source in sources],
        target_prefix=[begun] * COUNT if begun else None,
        beam_size=1,
        max_decoding_length=16 + len(begun) - (name == "mbart"),
    )
    own = [result.hypotheses[0][len(begun) - (name == "mbart") :] for result in plain]
    assert [list(answers[0].tokens) for answers in found] == own
    assert len({answers[0].tokens for answers in found}) > COUNT / 2
    for source, [answer] in zip(sources, found, strict=True):
        assert len(answer.attended) == len(answer.tokens)
        assert all(0 <= index < len(source) for index in answer.attended)
    targets = [answers[0].tokens for answers in found]
    assert all(score < 0 for score in translator.score(sources, targets))
    again = translator.continue_from(sources, [tokens[:2] for tokens in targets], OPTIONS)
    assert [answers[0].tokens for answers in again] == targets
    assert [len(row) for row in translator.align(sources, targets)] == [len(tokens) for tokens in targets]
    translator.close()


@pytest.mark.parametrize("name", [name for name, *_ in TOLD])
def test_a_long_text_is_answered_whole(converted: Opened, name: str) -> None:
    pair = next(pair for own, pair, *_ in TOLD if own == name)
    translator = translator_of(converted(name), pair)
    [source] = translator.tokenizer.encode([" ".join(tiny.lines(COUNT * 10))])
    [[answer]] = translator.translate([source], OPTIONS)
    assert answer.tokens
    translator.close()


# Their windows of 8 tokens are shorter than any prompt (see `Ct2Generator.max_prompt_tokens`).
WINDOWED = ("mistral", "gemma3", "gemma3_large")


@pytest.mark.parametrize("name", [name for name in tiny.DECODERS if name not in WINDOWED])
def test_a_generator_opens_and_answers(converted: Opened, name: str) -> None:
    folder = converted(name)
    generator = open_generator(folder, _facts(folder), threads=1)
    prompts = generator.tokenizer.encode(tiny.lines(COUNT, seed=99))
    static, whole = prompts[0], [[*prompts[0], *prompt] for prompt in prompts]
    answers = generator.generate(prompts, OPTIONS, static_prompt=static)
    assert [own[0].tokens for own in answers] == [own[0].tokens for own in generator.generate(whole, OPTIONS)]
    assert generator.tokenizer.decode(prompts) == tiny.lines(COUNT, seed=99)
    generator.close()


@pytest.mark.parametrize("name", WINDOWED)
def test_a_sliding_window_is_kept_to(converted: Opened, name: str) -> None:
    folder = converted(name)
    generator = open_generator(folder, _facts(folder), threads=1)
    window = generator.max_prompt_tokens
    assert window == 8
    prompts = generator.tokenizer.encode(tiny.lines(COUNT, seed=99))
    heads = [prompt[:4] for prompt in prompts]
    answers = generator.generate([*heads, *prompts], OPTIONS, static_prompt=prompts[0][:2])
    assert [len(own) for own in answers] == [1] * COUNT + [int(len(prompt) < window - 2) for prompt in prompts]
    for own in answers[:COUNT]:
        assert len(own[0].tokens) <= 2
    wanted = [_greedy(folder, [*prompts[0][:2], *head], 2) for head in heads]
    assert [list(own[0].tokens) for own in answers[:COUNT]] == wanted
    generator.close()


@pytest.mark.xfail(strict=True, reason="CTranslate2 4.8.5: see Ct2Generator.max_prompt_tokens")
def test_beyond_its_window_ctranslate2_answers_as_transformers(converted: Opened) -> None:
    import ctranslate2

    folder = converted("mistral")
    prompts = [prompt for prompt in _tokenizer(folder).encode(tiny.lines(COUNT, seed=99)) if len(prompt) > 12]
    bare = ctranslate2.Generator(str(folder), intra_threads=1)
    for prompt in prompts:
        [result] = bare.generate_batch([prompt], max_length=8, include_prompt_in_result=False)
        assert result.sequences[0] == _greedy(folder, prompt, 8)


def _tokenizer(folder: Path) -> ModelTokenizer:
    return open_tokenizer(folder, read_manifest(folder))


def _greedy(folder: Path, prompt: list[str], most: int) -> list[str]:
    """Return what transformers goes on with, by the names of the converted model's vocabulary."""
    import torch
    import transformers

    names = read_vocabulary(folder, "")
    numbers = {piece: index for index, piece in enumerate(names)}
    model = _reference(folder.parent / "checkpoints" / folder.name, transformers)
    begun = torch.tensor([[numbers[piece] for piece in prompt]])
    found = model.generate(begun, max_new_tokens=most, do_sample=False)[0].tolist()[len(prompt) :]
    ended = [names[number] for number in found]
    return ended[: ended.index("<eos>")] if "<eos>" in ended else ended


@lru_cache(maxsize=4)
def _reference(checkpoint: Path, transformers: Any) -> Any:
    return transformers.AutoModelForCausalLM.from_pretrained(checkpoint).eval()


@pytest.mark.parametrize("name", tiny.ENCODERS)
def test_an_encoder_gives_the_mean_of_transformers(converted: Opened, name: str) -> None:
    import torch
    import transformers

    folder = converted(name)
    encoder = open_encoder(folder, _facts(folder), threads=1)
    text = tiny.lines(1, seed=99)[0]
    [found] = encoder.encode([text])
    before, after = encoder._around
    assert before
    assert after
    checkpoint = folder.parent / "checkpoints" / name
    pieces = [*before, *encoder.tokenizer.encode([text])[0], *after]
    numbers = {piece: index for index, piece in enumerate(read_vocabulary(folder, ""))}
    with torch.no_grad():
        model = transformers.AutoModel.from_pretrained(checkpoint).eval()
        mean = model(torch.tensor([[numbers[piece] for piece in pieces]])).last_hidden_state[0].mean(dim=0)
    assert found == pytest.approx((mean / mean.norm()).tolist(), abs=1e-4)
    encoder.close()


def _facts(folder: Path) -> engines.InstalledModel:
    return engines.installed_model(folder, read_manifest(folder))
