"""What is known of a model on disk: its manifest, read from and written to `manifest.json` in the model's folder.

Two forms are read: the small one of the model that ships inside the package (one pair, no "format"), and format 2.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from catalog_cli import locales
from catalog_cli.errors import ModelDamaged

FILE_NAME = "manifest.json"
WEIGHTS = "model.bin"
FORMAT = 2
KINDS = ("translator", "generator", "encoder")
TOKENIZERS = ("sentencepiece", "sentencepiece-pair", "huggingface")
UNKNOWN_LICENCE = "unknown"
# Folder names on every system, which options and addresses can hold too.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
# The embedded model's card: "at most about 90 pieces". Its manifest does not say it.
_EMBEDDED_INPUT_TOKENS = 90
_MOST_MANIFEST_BYTES = 4_000_000
_NEXT_STEP = "Remove the model and add it again."


@dataclass(frozen=True, slots=True)
class TokenizerFiles:
    """How text becomes pieces: the kind, and the files in the model's folder for the source and the target side."""

    kind: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What the model made of a few sentences when it was added.

    `chrf_to_float` (0 to 100) compares that with what float32 makes of them, where who made the model measured it. A
    conversion does not: float32 would have to be written, four times as large, loaded and run for this number alone.
    """

    sentences: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    chrf_to_float: float | None = None
    source_locale: str = ""
    target_locale: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything known of a model. `licence` is an SPDX id or "unknown"; `revision` begins the SHA-256 of the weights.

    `language_tokens` holds by locale the token that a multilingual model is told the language with. `source_prefix`
    stands before every source, "{token}" in it being the target's. `source` says where it came from ("hub:…", "path:…",
    "argos:…", "embedded"), `sha256` the digest of each file, `settings` what a benchmark found best. `unknown` keeps
    keys of the file that this version does not know.

    >>> m = Manifest("m", architecture="m2m100", source_locales=("en", "pt-BR"), target_locales=("en", "pt-BR"))
    >>> list(m.pairs()), m.pair("en-GB", "pt-BR"), m.pair("en", "en-GB")
    ([('en', 'pt-BR'), ('pt-BR', 'en')], ('en', 'pt-BR'), None)
    """

    name: str
    kind: str = "translator"
    architecture: str = "marian"
    source_locales: tuple[str, ...] = ()
    target_locales: tuple[str, ...] = ()
    language_tokens: Mapping[str, str] = field(default_factory=dict)
    source_prefix: str = ""
    tokenizer: TokenizerFiles = TokenizerFiles("sentencepiece", "source.spm", "source.spm")
    add_source_eos: bool = True
    decoder_start: tuple[str, ...] = ()
    max_input_tokens: int = 512
    source: str = ""
    source_revision: str = ""
    licence: str = UNKNOWN_LICENCE
    is_noncommercial: bool = False
    quantization: str = ""
    size_bytes: int = 0
    revision: str = ""
    sha256: Mapping[str, str] = field(default_factory=dict)
    self_test: SelfTest = SelfTest()
    settings: Mapping[str, object] = field(default_factory=dict)
    created_at: str = ""
    unknown: Mapping[str, object] = field(default_factory=dict)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield every pair of locales that the model translates."""
        return ((a, b) for a in self.source_locales for b in self.target_locales if a != b)

    def pair(self, source_locale: str, target_locale: str) -> tuple[str, str] | None:
        """Return the model's own tags for a pair that it translates, None if it does not."""
        sources, targets = serving(self.source_locales, source_locale), serving(self.target_locales, target_locale)
        return next(((a, b) for a in sources for b in targets if a != b), None)

    def as_json(self) -> dict[str, object]:
        """Return the manifest as it is written, format 2, unknown keys first."""
        known = {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "unknown"}
        return {**self.unknown, "format": FORMAT, **known}


def serving(tags: tuple[str, ...], wanted: str) -> list[str]:
    """Return the tags that serve a wanted locale, the very same one first."""
    return sorted((tag for tag in tags if locales.covers(tag, wanted)), key=lambda tag: tag != locales.parse(wanted))


def is_model_name(name: str) -> bool:
    """Return whether a model may be called so: the name is also the name of its folder.

    >>> [is_model_name(name) for name in ("opus-mt-en-de", "../x", ".hidden", "a/b", "", "m2m100_418M", "CON.")]
    [True, False, False, False, False, True, False]
    """
    return _NAME.fullmatch(name) is not None and not name.endswith(".")


def is_file_name(name: str) -> bool:
    """Return whether a model's file may be called so: one in its own folder, never elsewhere.

    >>> [is_file_name(name) for name in ("model.bin", "../model.bin", "a/b", "C:x", "")]
    [True, False, False, False, False]
    """
    return is_model_name(name)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a model's folder; raises ModelDamaged (exit 4) if it is missing or makes no sense."""
    path = folder / FILE_NAME
    try:
        if path.stat().st_size > _MOST_MANIFEST_BYTES:
            raise ValueError("it is too large")
        return manifest_of(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise ModelDamaged(folder.name, f"{FILE_NAME} is missing", _NEXT_STEP) from error
    except (OSError, ValueError, RecursionError) as error:
        raise ModelDamaged(folder.name, f"{FILE_NAME}: {error}", _NEXT_STEP) from error


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write `manifest.json` into a model's folder: all of it or, on a crash, what was there before."""
    path = folder / FILE_NAME
    temporary = folder / f".{FILE_NAME}.{os.getpid()}"
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(json.dumps(manifest.as_json(), ensure_ascii=False, indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def manifest_of(document: object) -> Manifest:
    """Return the manifest that a JSON document holds; raises ValueError naming the key that is wrong.

    >>> old = {"name": "x", "source_locale": "en", "target_locale": "de", "revision": "1", "licence": "MIT"}
    >>> manifest_of({**old, "sha256": {"model.bin": "0" * 64}}).target_locales
    ('de',)
    """
    if not isinstance(document, dict):
        raise ValueError("it is no JSON object")
    raw: dict[str, Any] = dict(document)
    if raw.pop("format", 1) == 1:
        raw = _first_format(raw)
    known = {f.name: f for f in fields(Manifest) if f.name != "unknown"}
    values = {name: _READERS[name](name, raw.pop(name)) for name in known if name in raw}
    if "name" not in values:
        raise ValueError('"name" is missing')
    manifest = Manifest(**values, unknown=raw)
    _check(manifest)
    return manifest


def _first_format(raw: dict[str, Any]) -> dict[str, Any]:
    """Return format 2 for what the embedded model's manifest says."""
    for name in ("name", "source_locale", "target_locale", "revision", "licence", "sha256"):
        if name not in raw:
            raise ValueError(f'"{name}" is missing')
    return {
        "source": "embedded",
        "quantization": "int8",
        "max_input_tokens": _EMBEDDED_INPUT_TOKENS,
        **{name: value for name, value in raw.items() if name not in ("source_locale", "target_locale")},
        "source_locales": [raw["source_locale"]],
        "target_locales": [raw["target_locale"]],
    }


def _check(manifest: Manifest) -> None:
    for tag in (*manifest.source_locales, *manifest.target_locales):
        if not locales.is_locale(tag):
            raise ValueError(f"{tag!r} is no locale")
    if not is_model_name(manifest.name):
        raise ValueError(f'"name" is no name of a model: {manifest.name!r}')
    if manifest.kind not in KINDS:
        raise ValueError(f'"kind" must be one of {", ".join(KINDS)}, not {manifest.kind!r}')
    if manifest.tokenizer.kind not in TOKENIZERS:
        raise ValueError(f'"tokenizer" must be one of {", ".join(TOKENIZERS)}, not {manifest.tokenizer.kind!r}')
    for name in (*manifest.sha256, manifest.tokenizer.source, manifest.tokenizer.target):
        if not is_file_name(name):
            raise ValueError(f"{name!r} is no name of a file in the model's folder")
    for name, digest in manifest.sha256.items():
        if not _SHA256.fullmatch(digest):
            raise ValueError(f'"sha256" of {name} is no SHA-256')


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f'"{name}" must be a text')
    return value


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f'"{name}" must be a list of texts')
    return tuple(value)


def _texts_by_name(name: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise ValueError(f'"{name}" must be an object of texts')
    return dict(value)


def _object(name: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f'"{name}" must be an object')
    return dict(value)


def _switch(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f'"{name}" must be true or false')
    return value


def _count(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f'"{name}" must be a whole number')
    return value


def _tokenizer(name: str, value: object) -> TokenizerFiles:
    files = _texts_by_name(name, value)
    if "kind" not in files or "source" not in files:
        raise ValueError(f'"{name}" needs "kind" and "source"')
    return TokenizerFiles(files["kind"], files["source"], files.get("target") or files["source"])


def _self_test(name: str, value: object) -> SelfTest:
    raw = _object(name, value)
    chrf = raw.get("chrf_to_float")
    if chrf is not None and not isinstance(chrf, int | float):
        raise ValueError(f'"{name}": "chrf_to_float" must be a number')
    return SelfTest(
        _texts(name, raw.get("sentences", [])),
        _texts(name, raw.get("outputs", [])),
        chrf,
        _text(name, raw.get("source_locale", "")),
        _text(name, raw.get("target_locale", "")),
    )


_READERS: Mapping[str, Any] = {
    **dict.fromkeys(("source_locales", "target_locales", "decoder_start"), _texts),
    **dict.fromkeys(("add_source_eos", "is_noncommercial"), _switch),
    **dict.fromkeys(("max_input_tokens", "size_bytes"), _count),
    **dict.fromkeys(("language_tokens", "sha256"), _texts_by_name),
    **dict.fromkeys(("name", "kind", "architecture", "source_prefix", "source", "source_revision"), _text),
    **dict.fromkeys(("licence", "quantization", "revision", "created_at"), _text),
    "tokenizer": _tokenizer,
    "self_test": _self_test,
    "settings": _object,
}


def _plain(value: object) -> object:
    """Return a value as JSON holds it."""
    if isinstance(value, TokenizerFiles | SelfTest):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
