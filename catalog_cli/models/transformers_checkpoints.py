"""A checkpoint that transformers reads -> CTranslate2's files: from its own folder, or from a GGUF file."""

from __future__ import annotations

import shutil
from contextlib import redirect_stderr
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

from catalog_cli.errors import ModelDamaged
from catalog_cli.model_manifest import TokenizerFiles
from catalog_cli.models import checkpoints
from catalog_cli.models.checkpoints import Checkpoint
from catalog_cli.models.token_lists import TokenList, sentencepiece_file, sentencepiece_pieces, token_list

_NEXT_STEP = "Get the checkpoint again, whole, or choose another model."
# NLLB's card: trained on at most 512 tokens. T5's positions are endless; it and MADLAD-400 were trained on 512.
_MOST_INPUT_TOKENS = {"nllb": 512, "t5": 512}


@dataclass(frozen=True, slots=True)
class Converted:
    """What a conversion knows: the architecture, CTranslate2's own files beside, the tokens, the tokenizer's files."""

    architecture: str
    kind: str
    tokens: TokenList
    tokenizer: TokenizerFiles
    max_input_tokens: int


def from_transformers(checkpoint: Checkpoint, made: Path, quantization: str) -> Converted:
    for path in checkpoint.weights:
        if path.suffix == ".safetensors":
            checkpoints.check_safetensors(path)
    model = _load(checkpoint)
    return _converted(checkpoint, model, made, quantization)


def _load(checkpoint: Checkpoint) -> Any:
    """Return the checkpoint's model as transformers loads it, from its own files alone."""
    transformers: Any = import_module("transformers")

    from catalog_cli.models.specifications import model_class

    _quiet(transformers)
    config = transformers.AutoConfig.from_pretrained(checkpoint.folder, local_files_only=True, trust_remote_code=False)
    loaded, problems = getattr(transformers, model_class(config.model_type)).from_pretrained(
        checkpoint.folder,
        config=config,
        local_files_only=True,
        use_safetensors=not checkpoint.is_pickle,
        output_loading_info=True,
    )
    missing = sorted(name for name in problems["missing_keys"] if "pooler" not in name)
    mismatched = problems.get("mismatched_keys")
    if missing or mismatched:
        names = ", ".join([*missing, *(str(entry[0]) for entry in mismatched or ())][:3])
        raise ModelDamaged(checkpoint.folder.name, f"its weights lack or do not fit {names}", _NEXT_STEP)
    loaded.eval()
    return loaded


def _quiet(transformers: Any) -> None:
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()


def _converted(checkpoint: Checkpoint, model: Any, made: Path, quantization: str) -> Converted:
    torch: Any = import_module("torch")
    from ctranslate2.converters.converter import Converter

    from catalog_cli.models.specifications import specification

    config = model.config
    rows = (_rows(model, "encoder"), _rows(model, "decoder"))
    limit = _most_input(checkpoint.architecture, config)
    tokens = token_list(checkpoint, rows)
    with torch.no_grad():
        spec = specification(model, config.model_type, tokens)

    class Prepared(Converter):  # type: ignore[misc]  # ctranslate2 has no types
        def _load(self) -> Any:
            return spec

    Prepared().convert(str(made), quantization=quantization)
    tokenizer = _keep_tokenizer(checkpoint, made)
    return Converted(checkpoint.architecture, checkpoint.kind, tokens, tokenizer, limit)


def _rows(model: Any, side: str) -> int:
    own = getattr(getattr(model, "model", None), side, None)
    embeddings = getattr(own, "embed_tokens", None) or model.get_input_embeddings()
    return int(embeddings.weight.shape[0])


def _most_input(architecture: str, config: Any) -> int:
    """Return how many tokens a model has positions for, or was trained with where those are fewer or endless."""
    text = getattr(config, "text_config", config)
    positions = getattr(text, "max_position_embeddings", None) or getattr(text, "n_positions", None) or 512
    if architecture in ("roberta", "xlm-roberta", "camembert"):
        positions -= 2  # the first two are for padding
    # CTranslate2 4.8.5 cannot score what is longer than the window of Gemma's and Mistral's sliding attention.
    window = getattr(text, "sliding_window", None) or positions
    return min(int(positions), int(window), _MOST_INPUT_TOKENS.get(architecture, int(positions)))


def _keep_tokenizer(checkpoint: Checkpoint, made: Path) -> TokenizerFiles:
    """Copy the tokenizer's files into the model; write a tokenizer.json where only an older form is there."""
    folder = checkpoint.folder
    if (folder / "source.spm").exists():
        for name in ("source.spm", "target.spm"):
            sentencepiece_pieces(folder / name)  # raises for a file that is none
            shutil.copyfile(folder / name, made / name)
        return TokenizerFiles("sentencepiece-pair", "source.spm", "target.spm")
    path = sentencepiece_file(folder)
    if checkpoint.kind == "translator" and path is not None:
        shutil.copyfile(path, made / path.name)
        return TokenizerFiles("sentencepiece", path.name, path.name)
    if not (folder / "tokenizer.json").exists():
        transformers: Any = import_module("transformers")

        tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        tokenizer.backend_tokenizer.save(str(made / "tokenizer.json"))
    else:
        shutil.copyfile(folder / "tokenizer.json", made / "tokenizer.json")
    return TokenizerFiles("huggingface", "tokenizer.json", "tokenizer.json")


def from_gguf(checkpoint: Checkpoint, made: Path, quantization: str) -> Converted:
    """Convert a GGUF file: transformers dequantizes it and writes a checkpoint, converted as any other."""
    transformers: Any = import_module("transformers")

    _quiet(transformers)
    folder = made.with_name(f"dequantized-{checkpoint.path.stem}")
    options = {"gguf_file": checkpoint.path.name, "local_files_only": True, "trust_remote_code": False}
    tokenizer = transformers.AutoTokenizer.from_pretrained(checkpoint.folder, **options)
    tokenizer.save_pretrained(folder)
    with redirect_stderr(StringIO()):  # a progress bar that knows no switch
        model = transformers.AutoModelForCausalLM.from_pretrained(checkpoint.folder, dtype="float32", **options)
    model.hf_quantizer = None  # else what is saved claims to be quantized
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.save_pretrained(folder)
    del model
    converted = from_transformers(checkpoints.recognise(folder), made, quantization)
    for name in ("tokenizer_config.json", "generation_config.json", "chat_template.jinja"):
        if (folder / name).exists():
            shutil.copyfile(folder / name, made / name)
    return converted
