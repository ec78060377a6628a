"""The store: one folder per model, put in place whole or not at all.

A model is made in a hidden folder beside its place, written through to the disk, and renamed. Whoever makes or removes
one holds the lock of its name meanwhile; the system lets go of it when a process ends, however it ends.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from catalog_cli import engines
from catalog_cli.engines.measured_settings import write_settings
from catalog_cli.engines.vocabularies import files_of
from catalog_cli.engines.weights import check_end, check_vocabularies, read_outline
from catalog_cli.errors import FileProblem, ModelDamaged, UsageProblem, Where
from catalog_cli.model_manifest import (
    FILE_NAME,
    WEIGHTS,
    Manifest,
    is_file_name,
    is_model_name,
    read_manifest,
    write_manifest,
)
from catalog_cli.models.garbage import require_sound
from catalog_cli.models.licences import forbids_commercial_use
from catalog_cli.models.self_test import likeness, run_self_test

_MAKING, _REMOVING, _LOCKS = ".making-", ".removing-", ".locks"
# Where a conversion keeps what it has fetched so far, to go on from there.
_DOWNLOADS = ".downloads"
# Nobody converts a model for a whole day.
_OLD_S = 24 * 3_600
_REVISION_CHARS = 12
_NEXT_STEP = "Remove the model and add it again from where it came from."


@dataclass(frozen=True, slots=True)
class ModelStore:
    """The models that were added, in a folder that is made when the first one comes."""

    folder: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> ModelStore:
        """Return the user's own store, or the one that CATALOG_MODELS names."""
        return cls(engines.store_folder(environment))

    def names(self) -> list[str]:
        """Return the names of the models, damaged ones among them."""
        found = engines.installed_models(self.folder)
        return sorted([*(m.name for m in found if not m.is_embedded), *engines.damaged_models(self.folder)])

    def path(self, name: str) -> Path:
        """Return the folder of a model of the store; UsageProblem (exit 2) if it has none of that name."""
        if is_model_name(name) and (self.folder / name).is_dir():
            return self.folder / name
        if any(model.name == name for model in engines.embedded_models()):
            raise UsageProblem(f"{name} ships inside catalog-cli: it cannot be changed or removed.")
        there = ", ".join(self.names()) or "none"
        raise UsageProblem(f'There is no model "{name}" in {self.folder}. Models there: {there}.')

    def add(self, name: str, make: Callable[[Path], Manifest]) -> Manifest:
        """Return the manifest of a new model, which `make` writes into the folder it is given.

        Its files are checked, it is run once in a process of its own, and only then is it put in place. Raises
        UsageProblem for a name that is taken or is none, ModelDamaged for a model that does not run; whatever `make`
        raises goes on. Nothing is left of a model that did not get there.
        """
        self._check_free(name)
        with self._lock(name):
            self._check_free(name)  # another process may have been faster
            self.sweep()
            making = self.folder / f"{_MAKING}{name}-{secrets.token_hex(4)}"
            try:
                with _disk_problems(self.folder):
                    making.mkdir()
                manifest = make(making)
                with _disk_problems(self.folder):
                    manifest = sealed(making, replace(manifest, name=name))
                    _write_through(making)
                    making.replace(self.folder / name)
                    _sync_folder(self.folder)
            finally:
                shutil.rmtree(making, ignore_errors=True)
        return manifest

    def remove(self, name: str) -> int:
        """Remove a model and return how many bytes that freed; UsageProblem for one that is not in the store."""
        path = self.path(name)
        with self._lock(name):
            removing = self.folder / f"{_REMOVING}{name}-{secrets.token_hex(4)}"
            with _disk_problems(path):
                freed = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
                path.replace(removing)  # gone at once for everyone, however long the rest takes
                shutil.rmtree(removing)
            self.sweep()
        return freed

    def keep_settings(self, model: engines.InstalledModel, settings: Mapping[str, object]) -> Path:
        """Write how a model runs best, all of it or nothing, and return the file; {} means as if never measured.

        It goes into the model's manifest, and for one inside the package, which is not written to, into the store.
        Raises FileProblem (exit 3) for what cannot be written.
        """
        if not model.is_embedded:
            path = self.path(model.name)
            with self._lock(model.name), _disk_problems(path):
                write_manifest(replace(read_manifest(path), settings=settings), path)
            return path / FILE_NAME
        with _disk_problems(self.folder):
            return write_settings(self.folder, (model.name, model.revision), settings)

    def sweep(self) -> None:
        """Remove what processes that were killed have left: nothing that somebody may still be working on."""
        for path in (
            p for shape in (f"{_MAKING}*", f"{_REMOVING}*", f"{_DOWNLOADS}/*") for p in self.folder.glob(shape)
        ):
            if time.time() - _last_change(path) > _OLD_S:
                shutil.rmtree(path, ignore_errors=True)

    def _check_free(self, name: str) -> None:
        if not is_model_name(name):
            raise UsageProblem(f'"{name}" cannot name a model: use letters, digits, ".", "_" and "-", such as en-de.')
        if name == "echo" or any(model.name == name for model in engines.embedded_models()):
            raise UsageProblem(f"{name} is the name of an engine inside catalog-cli: give another with --name.")
        if (self.folder / name).exists():
            raise UsageProblem(
                f"There is a model {name} already: give another name with --name, or remove it first with: "
                f"catalog models remove {name}"
            )

    @contextmanager
    def _lock(self, name: str) -> Iterator[None]:
        locks = self.folder / _LOCKS
        with _disk_problems(self.folder):
            locks.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(locks / name, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _locked(descriptor):
                where = Where(str(self.folder / name))
                raise FileProblem(where, "another process is at work on this model", "Run again when it has ended.")
            yield
        finally:
            os.close(descriptor)  # which also lets go of the lock


def _locked(descriptor: int) -> bool:
    """Return whether this process got the lock of an open file; it is gone with the process."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def sealed(folder: Path, manifest: Manifest) -> Manifest:
    """Return the manifest of a folder as it lies on disk, written there: digests, sizes and a self-test that ran.

    A self-test that it brings must give the same texts again. Raises ModelDamaged (exit 4) for files that are no model,
    or not the one that the manifest tells, and for a translator that translates nothing.
    """
    digests = file_digests(folder, manifest.name)
    if WEIGHTS not in digests:
        raise ModelDamaged(manifest.name, f"{WEIGHTS} is missing", _NEXT_STEP)
    complete = replace(
        manifest,
        sha256=digests,
        size_bytes=sum((folder / name).stat().st_size for name in digests),
        revision=digests[WEIGHTS][:_REVISION_CHARS],
        is_noncommercial=forbids_commercial_use(manifest),
        created_at=manifest.created_at or datetime.now(UTC).date().isoformat(),
    )
    check_structure(folder, complete)
    write_manifest(complete, folder)  # the engine asks the folder itself what model it is
    complete = replace(complete, self_test=run_self_test(folder, complete))
    require_sound(complete)
    write_manifest(complete, folder)
    return read_manifest(folder)


def file_digests(folder: Path, model: str) -> dict[str, str]:
    """Return the SHA-256 of each file of a model's folder but the manifest, by name."""
    digests = {}
    for path in sorted(folder.iterdir()):
        if path.name == FILE_NAME:
            continue
        if path.is_symlink() or not path.is_file() or not is_file_name(path.name):
            raise ModelDamaged(model, f"{path.name} is no file that a model may have", _NEXT_STEP)
        digests[path.name] = file_sha256(path)
    return digests


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raise ModelDamaged (exit 4) naming the first file that is missing or not the one that the manifest tells."""
    for name, digest in manifest.sha256.items():
        try:
            found = file_sha256(folder / name)
        except FileNotFoundError:
            raise ModelDamaged(manifest.name, f"{name} is missing", _NEXT_STEP) from None
        except OSError as error:
            raise ModelDamaged(manifest.name, f"{name}: {error.strerror}", _NEXT_STEP) from error
        if found != digest:
            raise ModelDamaged(manifest.name, f"{name} is not the file that {FILE_NAME} names", _NEXT_STEP)
    if manifest.sha256 and (strange := [name for name in files_of(folder) if name not in manifest.sha256]):
        reason = f"{strange[0]} is not among the files that {FILE_NAME} names"
        raise ModelDamaged(manifest.name, reason, _NEXT_STEP)


def check_structure(folder: Path, manifest: Manifest) -> None:
    """Raise ModelDamaged (exit 4) for weights that are cut, of another kind of model or of another vocabulary."""
    try:
        outline = read_outline(folder)
        if outline.kind != manifest.kind:
            raise ValueError(f"its weights are those of a model of another kind: {outline.kind}, not {manifest.kind}")
        check_vocabularies(folder, outline)
        check_end(folder, outline)
        for name in {manifest.tokenizer.source, manifest.tokenizer.target}:
            if not (folder / name).is_file():
                raise ValueError(f"its tokenizer {name} is missing")
    except FileNotFoundError as error:
        raise ModelDamaged(manifest.name, f"{Path(str(error.filename)).name} is missing", _NEXT_STEP) from error
    except (OSError, ValueError) as error:
        raise ModelDamaged(manifest.name, str(error), _NEXT_STEP) from error


def check_model(folder: Path, manifest: Manifest) -> float:
    """Return how alike (0.8 to 1) the self-test is to that of the day the model was added, having checked every file.

    Raises ModelDamaged (exit 4) for what is wrong first: a file, the weights, the vocabulary, the outputs.
    """
    check_files(folder, manifest)
    check_structure(folder, manifest)
    now = run_self_test(folder, manifest)
    return likeness(manifest.self_test.outputs or now.outputs, now.outputs)


def _last_change(path: Path) -> float:
    """Return when a folder or a file in it was last written; now, if it is going away."""
    try:
        return max(entry.stat().st_mtime for entry in (path, *path.rglob("*")))
    except OSError:
        return time.time()


def _write_through(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _disk_problems(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        where = Where(str(error.filename or path))
        next_step = "Check the disk and the permissions, and run again."
        raise FileProblem(where, f"cannot be written ({reason})", next_step) from error
