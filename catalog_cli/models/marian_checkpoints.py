"""Marian's own files -> CTranslate2's: an .npz with its vocabularies, or what an OPUS-MT zip holds."""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

from catalog_cli.errors import ModelDamaged, UsageProblem
from catalog_cli.model_manifest import TokenizerFiles
from catalog_cli.models.checkpoints import Checkpoint, Form
from catalog_cli.models.token_lists import TokenList, sentencepiece_pieces
from catalog_cli.models.transformers_checkpoints import Converted

_NEXT_STEP = "Get the checkpoint again, whole, or choose another model."
# Marian's default for --max-length at training is 50 words, OPUS-MT's own 500 pieces; positions are sinusoidal.
_MOST_INPUT_TOKENS = 512


def from_marian(checkpoint: Checkpoint, made: Path, quantization: str) -> Converted:
    """Convert Marian's own files: an .npz, its vocabularies, its SentencePiece models."""
    from ctranslate2.converters import MarianConverter
    from ctranslate2.converters.marian import load_vocab

    weights, vocabularies = _marian_files(checkpoint)
    MarianConverter(str(weights), [str(path) for path in vocabularies]).convert(str(made), quantization=quantization)
    tokenizer = _keep_marian_tokenizer(checkpoint.folder, made)
    source, target = (tuple(load_vocab(str(path))) for path in (vocabularies[0], vocabularies[-1]))
    special = {"eos_token": "</s>", "unk_token": "<unk>"}
    languages = tuple(token for token in target + source if token.startswith(">>") and token.endswith("<<"))
    return Converted(
        "marian", "translator", TokenList(source, special, target, languages), tokenizer, _MOST_INPUT_TOKENS
    )


def _marian_files(checkpoint: Checkpoint) -> tuple[Path, list[Path]]:
    """Return the weights and the vocabularies that decoder.yml names, or that lie beside the .npz."""
    folder = checkpoint.folder
    settings = folder / "decoder.yml"
    if checkpoint.form is Form.OPUS_MT:
        yaml: Any = import_module("yaml")

        try:
            named = yaml.safe_load(settings.read_text(encoding="utf-8"))
            models, vocabularies = list(named["models"]), list(named["vocabs"])
        except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
            raise ModelDamaged(folder.name, "decoder.yml names no models and vocabs", _NEXT_STEP) from error
        if len(models) > 1:
            raise UsageProblem(f"{folder.name} is an ensemble of {len(models)} models: name one .npz of it.")
        files = [_inside(folder, str(name)) for name in (*models, *vocabularies)]
        return files[0], files[1:]
    found = sorted(path for pattern in ("*vocab*.yml", "*vocab*.yaml") for path in folder.glob(pattern))
    if not 1 <= len(found) <= 2:
        raise UsageProblem(f"{folder} has {len(found)} vocabularies (*vocab*.yml): one or two must be there.")
    is_target = [any(word in path.name for word in ("target", "trg", "tgt")) for path in found]
    return checkpoint.weights[0], [path for _, path in sorted(zip(is_target, found, strict=True))]


def _inside(folder: Path, name: str) -> Path:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise ModelDamaged(folder.name, f"{name}, which decoder.yml names, is missing", _NEXT_STEP)
    return path


def _keep_marian_tokenizer(folder: Path, made: Path) -> TokenizerFiles:
    spm = sorted(folder.glob("*.spm"))
    if not spm:
        raise UsageProblem(f"{folder.name} has no SentencePiece model (source.spm, target.spm): BPE codes do not work.")
    for path in spm:
        sentencepiece_pieces(path)
    source = next((path for path in spm if path.name == "source.spm"), spm[0])
    target = next((path for path in spm if path.name == "target.spm"), spm[-1])
    for path, name in ((source, "source.spm"), (target, "target.spm")):
        shutil.copyfile(path, made / name)
    return TokenizerFiles("sentencepiece-pair", "source.spm", "target.spm")
