"""A model's folder as the engines open it: manifest, tokenizer, vocabularies, and what is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol

from catalog_cli.engines import loaded, vocabularies, weights
from catalog_cli.engines.machine import Machine, this_machine
from catalog_cli.engines.tokenization import ModelTokenizer, open_tokenizer
from catalog_cli.errors import ModelDamaged
from catalog_cli.model_manifest import FILE_NAME, WEIGHTS, Manifest, read_manifest

# Of int8 weights: NLLB 600M has 600 MB, OPUS-MT 75 MB, the embedded model 20 MB.
_MOST_LOADED_TWICE_BYTES = 200_000_000
_KINDS = {"translator": "a translator", "generator": "a generator", "encoder": "an encoder"}


class NamedModel(Protocol):
    """What names a model on disk."""

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str: ...


class ModelFolder:
    """The files of one model, each read when it is first wanted; what does not load raises ModelDamaged (exit 4)."""

    def __init__(
        self,
        path: Path,
        model: NamedModel,
        *,
        threads: int = 0,
        device: str = "auto",
        settings: Mapping[str, object] | None = None,
    ) -> None:
        self.path, self.name, self.full_name = path, model.name, f"{model.name}@{model.revision}"
        self._threads, self._device, self._settings = threads, device, settings
        self._verified: set[str] = set()

    @property
    def has_manifest(self) -> bool:
        """Whether the folder says itself what it holds."""
        return (self.path / FILE_NAME).exists()

    @cached_property
    def manifest(self) -> Manifest:
        """What is known of the model; a folder without a manifest is as the embedded model's is.

        Settings that were given count in place of the folder's own.
        """
        try:
            manifest = read_manifest(self.path) if self.has_manifest else Manifest(self.name)
        except ModelDamaged as error:
            raise self._damage(error.reason) from error
        return manifest if self._settings is None else replace(manifest, settings=self._settings)

    @cached_property
    def config(self) -> dict[str, Any]:
        """CTranslate2's own configuration of the model."""
        digests = self.manifest.sha256
        with self.damage_named():
            self._verify_digests({"config.json"} & {*digests})
            return vocabularies.read_config(self.path)

    @cached_property
    def tokenizer(self) -> ModelTokenizer:
        """What the model's own tokenizer files make of text."""
        manifest = self.manifest
        with self.damage_named():
            self._verify_digests({manifest.tokenizer.source, manifest.tokenizer.target})
            return open_tokenizer(self.path, manifest)

    @cached_property
    def is_large(self) -> bool:
        """Whether the model should not be loaded twice to answer sooner."""
        return (self.path / WEIGHTS).stat().st_size > _MOST_LOADED_TWICE_BYTES

    def machine(self, *, threads: int | None = None) -> Machine:
        """Return what the model runs on: as asked for, as a benchmark found, or as the machine is."""
        wanted = self._threads if threads is None else threads
        with self.damage_named():
            saved_as = self._outline.quantization
        return this_machine(self.manifest.settings, threads=wanted, device=self._device, saved_as=saved_as)

    @cached_property
    def _outline(self) -> weights.Outline:
        return weights.read_outline(self.path)

    def load(self, kind: str, machine: Machine, told: Mapping[str, Sequence[str]]) -> Any:
        """Return CTranslate2's object of a kind ("Translator", …), its files verified; `unload` it afterwards.

        `told` holds by side ("source", "target", or "" for a model of one vocabulary) the tokens that the model is
        told something with. Engines of one folder and machine share the object.
        """
        import ctranslate2

        with self.damage_named():
            self._verify(kind.lower())
            if self.manifest.source not in ("", "embedded"):  # the digests say so of that one
                for side, tokens in told.items():
                    self._verify_vocabulary(side, tokens)
            options = {"max_queued_batches": -1, **machine.options()}
            key = (kind, str(self.path.resolve()), self._stamp, repr(options))
            return loaded.acquire(key, partial(getattr(ctranslate2, kind), str(self.path), **options))

    def unload(self, model: Any) -> None:
        """Give back what `load` gave."""
        loaded.release(model)

    @cached_property
    def _stamp(self) -> tuple[int, ...]:
        """What tells one file of weights from another that was put in its place."""
        found = (self.path / WEIGHTS).stat()
        return found.st_ino, found.st_size, found.st_mtime_ns

    def _verify(self, kind: str) -> None:
        """Raise ValueError for files that CTranslate2 would crash on, or make garbage of: it trusts what it opens.

        By their digests where the manifest has them, the weights too (20 MB take 25 ms, and what was read is in the
        system's cache then), else by their structure.
        """
        if kind in self._verified:
            return
        outline = self._outline
        if outline.kind != kind:
            raise ValueError(f"its weights are those of {_KINDS[outline.kind]}, not of {_KINDS[kind]}")
        names = vocabularies.files_of(self.path)
        if not self.manifest.sha256:
            weights.check_vocabularies(self.path, outline)
        elif strange := [name for name in names if name not in self.manifest.sha256]:
            raise ValueError(f"{strange[0]} is not among the files that {FILE_NAME} names")
        else:
            self._verify_digests([*names, WEIGHTS])
        self._verified.add(kind)

    def _verify_vocabulary(self, side: str, told: Sequence[str]) -> None:
        """Raise ValueError if the tokenizer or a token is of another model than the vocabulary is."""
        vocabulary = set(vocabularies.read_vocabulary(self.path, side))
        if lacking := [token for token in told if token not in vocabulary]:
            raise ValueError(f'its {side or "only"} vocabulary has no "{lacking[0]}"')
        files = self.manifest.tokenizer
        name = files.target if side == "target" else files.source
        vocabularies.verify_pieces(self.tokenizer.pieces(side), vocabulary, name)

    def _verify_digests(self, names: Iterable[str]) -> None:
        """Compare files with the manifest: all of the embedded model's but the weights take 9 ms.

        A cut source.spm loads with fewer pieces, a cut vmap.txt with fewer candidates, and an empty vmap.txt ends the
        process with a segmentation fault (sentencepiece 0.2.3, CTranslate2 4.8.5).
        """
        for name in names:
            digest = self.manifest.sha256.get(name)
            if digest is None:
                continue
            with (self.path / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != digest:
                raise ValueError(f"{name} is not the file that {FILE_NAME} names")

    @contextmanager
    def damage_named(self) -> Iterator[None]:
        """Turn what a library says of the model's files into ModelDamaged."""
        try:
            yield
        except (RuntimeError, OSError, ValueError, KeyError, TypeError) as error:
            reason = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
            raise self._damage(reason) from error

    def _damage(self, reason: str) -> ModelDamaged:
        source = self.__dict__["manifest"].source if "manifest" in self.__dict__ else ""
        again = "install catalog-cli again" if source in ("", "embedded") else f"remove it and add it again ({source})"
        return ModelDamaged(self.name, reason, f"Its files are incomplete or changed: {again}.")
