"""What a manifest says of a converted model, read from the checkpoint: languages, licence, tokenizer, limits."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from catalog_cli.model_manifest import WEIGHTS, Manifest
from catalog_cli.models import checkpoints, language_codes
from catalog_cli.models.checkpoints import Checkpoint
from catalog_cli.models.licences import forbids_commercial_use, spdx
from catalog_cli.models.transformers_checkpoints import Converted

# What is worth keeping beside the weights, where a checkpoint has it; never its program code.
_KEPT = (
    "LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE", "generation_config.json", "tokenizer_config.json",
    "special_tokens_map.json", "chat_template.jinja",
)  # fmt: skip
_CARD = "MODEL_CARD.md"
# What T5 was trained to be asked (its paper, appendix D): from English to these.
_T5_TASKS = {
    "de": "translate English to German:",
    "fr": "translate English to French:",
    "ro": "translate English to Romanian:",
}
_PREFIXED = "{token} "
_REVISION_CHARS = 12


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a checkpoint came from: the manifest's "source", a name, the commit of a hub ("" of a path).

    `licence` is given where the checkpoint has no card that says it.
    """

    source: str
    name: str
    revision: str = ""
    licence: str = ""


def manifest_of(checkpoint: Checkpoint, converted: Converted, made: Path, origin: Origin) -> Manifest:
    """Return what is known of a converted model, having put the files beside it that are worth keeping."""
    card = checkpoints.read_card(checkpoint.folder)
    for name in _KEPT:
        if (checkpoint.folder / name).is_file() and not (made / name).exists():
            shutil.copyfile(checkpoint.folder / name, made / name)
    if (checkpoint.folder / "README.md").is_file():
        shutil.copyfile(checkpoint.folder / "README.md", made / _CARD)
    config = json.loads((made / "config.json").read_text(encoding="utf-8"))
    tokens, sources, targets = _languages(checkpoint, converted, origin.name, card)
    own_start = config.get("decoder_start_token") if converted.kind == "translator" else _begins(converted)
    named = str(card.get("license") or origin.licence)
    if named == "other":
        named = str(card.get("license_name") or "other")
    manifest = Manifest(
        name=_model_name(origin.name),
        kind=converted.kind,
        architecture=converted.architecture,
        source_locales=sources,
        target_locales=targets,
        language_tokens=tokens,
        source_prefix=_PREFIXED if tokens and converted.architecture in ("marian", "t5") else "",
        tokenizer=converted.tokenizer,
        add_source_eos=converted.kind == "translator",
        decoder_start=(own_start,) if own_start else (),
        max_input_tokens=converted.max_input_tokens,
        source=origin.source,
        source_revision=origin.revision,
        licence=spdx(named),
        size_bytes=sum(path.stat().st_size for path in made.iterdir()),
        revision=_digest(made / WEIGHTS)[:_REVISION_CHARS],
        unknown=_further(checkpoint),
    )
    return replace(manifest, is_noncommercial=forbids_commercial_use(manifest))


def _begins(converted: Converted) -> str:
    """Return the token that begins a generator's prompt."""
    return converted.tokens.special.get("bos_token", "") if converted.kind == "generator" else ""


def _languages(
    checkpoint: Checkpoint, converted: Converted, name: str, card: Mapping[str, object]
) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """Return the language tokens by locale, and the locales that a model reads and writes; () where nothing tells."""
    if converted.kind != "translator":
        return {}, (), ()
    tokens = language_codes.language_tokens(converted.tokens.language_tokens)
    if converted.architecture == "t5" and not tokens:
        return _T5_TASKS, ("en",), tuple(_T5_TASKS)
    if converted.architecture != "marian":
        return tokens, tuple(tokens), tuple(tokens)
    settings = checkpoint.settings
    named = [language_codes.locale_of(str(settings.get(key) or "")) for key in ("source_lang", "target_lang")]
    pair = (named[0], named[1]) if named[0] and named[1] else language_codes.pair_of_name(name)
    of_card = language_codes.locales_of_card(card)
    if tokens:
        sources = (named[0],) if named[0] else tuple(tag for tag in of_card if tag not in tokens)
        return tokens, sources, tuple(tokens)
    if pair is None and len(of_card) == 2:
        pair = (of_card[0], of_card[1])
    return {}, *(((pair[0],), (pair[1],)) if pair else ((), ()))


def _further(checkpoint: Checkpoint) -> dict[str, object]:
    """Return what the manifest has no key for: how an encoder's vectors are put together."""
    path = checkpoint.folder / "1_Pooling" / "config.json"
    if checkpoint.kind != "encoder" or not path.is_file():
        return {}
    modes = [
        key for key, value in checkpoints.read_json(path).items() if key.startswith("pooling_mode") and value is True
    ]
    return {"pooling": modes[0].removeprefix("pooling_mode_").removesuffix("_tokens")} if modes else {}


def _model_name(name: str) -> str:
    """Return a name for the model: the last part of where it came from, in letters that a folder's name may have.

    >>> _model_name("Helsinki-NLP/opus-mt-en-de"), _model_name("my model.gguf"), _model_name("…")
    ('opus-mt-en-de', 'my-model', 'model')
    """
    last = name.rstrip("/").rsplit("/", 1)[-1]
    for ending in (".gguf", ".npz", ".zip"):
        last = last.removesuffix(ending)
    kept = "".join(char if char.isascii() and (char.isalnum() or char in "._+-") else "-" for char in last)
    return kept.strip(".-_+")[:100] or "model"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
