"""A checkpoint -> a CTranslate2 model and its manifest: from a folder, a file, or a hub.

Nothing of a checkpoint is run: no program code of its own (`trust_remote_code` is never used), and no pickle unless
that was allowed. A conversion works in a folder of its own; only a whole model is moved to its place.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from catalog_cli.errors import CatalogError, FileProblem, ModelDamaged, UsageProblem, Where
from catalog_cli.model_manifest import Manifest
from catalog_cli.models import checkpoints, hub, language_codes, packaged
from catalog_cli.models.air_gap import is_hub_name, require_network
from catalog_cli.models.checkpoints import Checkpoint, Form
from catalog_cli.models.conversion_manifest import Origin, manifest_of
from catalog_cli.models.local_sources import Facts, take_folder
from catalog_cli.models.marian_checkpoints import from_marian
from catalog_cli.models.transformers_checkpoints import Converted, from_gguf, from_transformers

Progress = Callable[[str, int, int], None]
"""(what, done, total): bytes of a download, or 0 of 0 where a step begins whose length is not known."""

# CTranslate2 4.8's names for what weights are stored in.
QUANTIZATIONS = (
    "int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32",
)  # fmt: skip
_EXTRA = "pip install 'catalog-cli[convert]'"
_NEXT_STEP = "Get the checkpoint again, whole, or choose another model."
# A zip of the largest OPUS-MT model, "big" as Marian calls it, unpacks to about 1 GB.
_MOST_UNPACKED_BYTES = 20_000_000_000
_DOWNLOADS = ".downloads"
_MAKING = ".making-"
# Modules of the extra that a form needs; their import takes seconds, so it is not tried here.
_NEEDED = {
    Form.TRANSFORMERS: ("torch", "transformers"),
    Form.GGUF: ("torch", "transformers", "gguf", "accelerate"),
    Form.OPUS_MT: ("yaml",),
    Form.MARIAN: ("yaml",),
}
_CONVERSIONS: dict[Form, Callable[[Checkpoint, Path, str], Converted]] = {
    Form.TRANSFORMERS: from_transformers,
    Form.GGUF: from_gguf,
    Form.OPUS_MT: from_marian,
    Form.MARIAN: from_marian,
}


def convert(
    source: str,
    into: Path,
    *,
    revision: str | None = None,
    quantization: str = "int8",
    allow_pickle: bool = False,
    offline: bool = False,
    progress: Progress | None = None,
    licensed: hub.Licensed | None = None,
) -> Manifest:
    """Return the manifest of the model that a source became; its files are then in `into`, the manifest is not.

    `source` is a folder, a file (.gguf, .npz, .zip), a hub's name ("owner/name") or that of a packaged checkpoint.
    `licensed` hears the licence of a hub's model before it is fetched.
    Raises UsageProblem (exit 2) for what is no checkpoint, needs a pickle or lacks an extra, FileProblem (exit 3) for
    what cannot be read, written or fetched, ModelDamaged (exit 4) for weights or a vocabulary that do not fit. `into`
    stays as it was then.
    """
    if quantization not in QUANTIZATIONS:
        raise UsageProblem(f'"{quantization}" is no quantization: choose one of {", ".join(QUANTIZATIONS)}.')
    require_network(source, is_offline=offline)
    tell = progress or _silent
    fetched = None
    path = Path(source.removeprefix("path:"))
    if packaged.is_packaged(source):
        _require_extra(Form.GGUF)
        package = packaged.PACKAGES[source]
        origin = Origin(f"package:{package.distribution}", source, licence=package.licence)
    elif is_hub_name(source):
        name = source.removeprefix("hub:")
        _require_extra(Form.TRANSFORMERS)  # before gigabytes are fetched
        downloads = into.parent / _DOWNLOADS
        fetched = hub.download(
            name, downloads, revision=revision, allow_pickle=allow_pickle, progress=tell, licensed=licensed
        )
        path, origin = fetched.folder, Origin(f"hub:{name}", name, fetched.revision)
    else:
        origin = Origin(f"path:{path}", path.resolve().name if path.is_dir() else path.stem)
    with _working_folder(into) as work:
        if packaged.is_packaged(source):
            tell("unpacking", 0, 0)
            path = packaged.assemble(source, work / "unpacked")
        if path.is_file() and path.suffix == ".zip":
            tell("unpacking", 0, 0)
            path = checkpoints.unpack(path, work / "unpacked", most_bytes=_MOST_UNPACKED_BYTES)
        checkpoint = checkpoints.recognise(path)
        checkpoints.refuse_pickles(checkpoint, allow_pickle=allow_pickle)
        tell("converting", 0, 0)
        manifest = _made(checkpoint, work / "model", quantization, origin)
        into.mkdir(parents=True, exist_ok=True)
        _move(work / "model", into)
    if fetched is not None:
        shutil.rmtree(fetched.folder, ignore_errors=True)
    return manifest


def _silent(what: str, done: int, total: int) -> None:
    return None


def _made(checkpoint: Checkpoint, made: Path, quantization: str, origin: Origin) -> Manifest:
    """Return the manifest of a checkpoint that was converted into a new folder."""
    if checkpoint.form is Form.CTRANSLATE2:
        return _taken(checkpoint, made, origin)
    if checkpoint.form not in _CONVERSIONS:
        raise UsageProblem(f"{checkpoint.path} cannot be converted: it is of the form {checkpoint.form}.")
    _require_extra(checkpoint.form)
    with _problems_named(checkpoint):
        converted = _CONVERSIONS[checkpoint.form](checkpoint, made, quantization)
        return replace(manifest_of(checkpoint, converted, made, origin), quantization=quantization)


def _taken(checkpoint: Checkpoint, made: Path, origin: Origin) -> Manifest:
    """Return the manifest of what a hub, or a zip, has in CTranslate2's form already."""
    pair = language_codes.pair_of_name(origin.name)
    card = checkpoints.read_card(checkpoint.folder)
    named = str(card.get("license") or "")
    facts = Facts((pair[0],), (pair[1],), named) if pair else Facts(licence=named)
    made.mkdir()
    manifest = take_folder(checkpoint.folder, made, facts)
    return replace(manifest, source=origin.source, source_revision=origin.revision)


@contextmanager
def _working_folder(into: Path) -> Iterator[Path]:
    """Yield a folder on the same disk as `into`, so that moving is renaming; it is gone afterwards."""
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        folder = tempfile.mkdtemp(prefix=_MAKING, dir=into.parent)
    except OSError as error:
        where = Where(str(into.parent))
        raise FileProblem(where, f"cannot be written ({error.strerror})", "Check the disk.") from error
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _require_extra(form: Form) -> None:
    for module in _NEEDED[form]:
        if find_spec(module) is None:
            raise UsageProblem(f"Converting a checkpoint needs {module}, which is not installed: {_EXTRA}.")


@contextmanager
def _problems_named(checkpoint: Checkpoint) -> Iterator[None]:
    """Turn what the libraries raise for files that they cannot read into one sentence."""
    try:
        yield
    except CatalogError:
        raise
    except ImportError as error:
        raise UsageProblem(f"Converting {checkpoint.path.name} needs {error.name or error}: {_EXTRA}.") from error
    except MemoryError as error:
        next_step = "Convert it on a machine with more memory, then export and import it."
        raise FileProblem(Where(str(checkpoint.path)), "there is not enough memory to load it", next_step) from error
    except OSError as error:
        if error.filename or error.errno:
            where, next_step = Where(str(error.filename or checkpoint.path)), "Check the disk and the permissions."
            raise FileProblem(where, f"cannot be read or written ({error.strerror})", next_step) from error
        raise ModelDamaged(checkpoint.path.name, _sentence(error), _NEXT_STEP) from error
    except Exception as error:  # safetensors, torch and transformers share no narrower kind
        raise ModelDamaged(checkpoint.path.name, _sentence(error), _NEXT_STEP) from error


def _sentence(error: Exception) -> str:
    return next((line.strip().rstrip(".") for line in str(error).splitlines() if line.strip()), type(error).__name__)


def _move(made: Path, into: Path) -> None:
    """Rename every file of a whole model into its place; it is on the same disk."""
    for path in sorted(made.iterdir()):
        path.replace(into / path.name)
