"""What a folder or a file on disk is: which kind of checkpoint, of which architecture, and whether it is safe to open.

Reads names, small JSON files and the first bytes of weights; loads nothing.
"""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from catalog_cli.errors import FileProblem, ModelDamaged, UsageProblem, Where

# A checkpoint's JSON files beside the vocabularies: the largest are indexes of some 100 KB.
_MOST_JSON_BYTES = 50_000_000
_MOST_NPZ_HEADER_BYTES = 100_000
_PICKLES = ("pytorch_model*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "model*.bin")
_GGUF_MAGIC = b"GGUF"
_ZIP_MAGIC = b"PK\x03\x04"
# By transformers' "model_type": our architecture, which becomes the manifest's.
_ARCHITECTURES = {
    "marian": "marian",
    "m2m_100": "m2m100",
    "mbart": "mbart",
    "t5": "t5",
    "mt5": "t5",
    "umt5": "t5",
    "gemma3": "gemma3",
    "gemma3_text": "gemma3",
    "llama": "llama",
    "qwen2": "qwen2",
    "qwen3": "qwen3",
    "mistral": "mistral",
    "phi": "phi",
    "phi3": "phi3",
    "bert": "bert",
    "distilbert": "distilbert",
    "roberta": "roberta",
    "xlm-roberta": "xlm-roberta",
    "camembert": "camembert",
}
TRANSLATORS = frozenset(("marian", "m2m100", "nllb", "mbart", "mbart50", "t5"))
ENCODERS = frozenset(("bert", "distilbert", "roberta", "xlm-roberta", "camembert"))


class Form(StrEnum):
    """How a checkpoint is laid out on disk."""

    TRANSFORMERS = "transformers"
    OPUS_MT = "opus-mt"
    MARIAN = "marian"
    GGUF = "gguf"
    CTRANSLATE2 = "ctranslate2"
    ARGOS = "argos"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What lies at a path. `folder` holds its files; `weights` names the files of weights that will be opened.

    `architecture` is "" where only converting tells (GGUF) or nothing needs to be known (CTranslate2).
    """

    form: Form
    path: Path
    folder: Path
    architecture: str = ""
    weights: tuple[Path, ...] = ()
    is_pickle: bool = False
    config: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The manifest's kind: "translator", "encoder" or "generator"."""
        if self.architecture in TRANSLATORS:
            return "translator"
        return "encoder" if self.architecture in ENCODERS else "generator"


def recognise(path: Path) -> Checkpoint:
    """Return what lies at a path; raises UsageProblem (exit 2) for what is no checkpoint, or of an unknown kind."""
    if path.is_dir():
        return _recognise_folder(path)
    if not path.is_file():
        raise UsageProblem(
            f"There is no file or folder {path}: name a checkpoint's folder, a .gguf, .npz or .zip file."
        )
    with path.open("rb") as file:
        start = file.read(4)
    if path.suffix == ".argosmodel":
        return Checkpoint(Form.ARGOS, path, path.parent)
    if start == _GGUF_MAGIC:
        return Checkpoint(Form.GGUF, path, path.parent, weights=(path,))
    if path.suffix == ".npz":
        return Checkpoint(Form.MARIAN, path, path.parent, "marian", (path,))
    if start == _ZIP_MAGIC:
        return Checkpoint(Form.ARCHIVE, path, path.parent)
    raise UsageProblem(
        f"{path} is no checkpoint: name a checkpoint's folder, or a .gguf, .npz, .argosmodel or .zip file."
    )


def _recognise_folder(folder: Path) -> Checkpoint:
    names = {entry.name for entry in folder.iterdir()}
    if "model.bin" in names and any(name.endswith(("vocabulary.json", "vocabulary.txt")) for name in names):
        return Checkpoint(Form.CTRANSLATE2, folder, folder)
    if "metadata.json" in names and "model" in names:
        return Checkpoint(Form.ARGOS, folder, folder)
    if "decoder.yml" in names:
        return Checkpoint(Form.OPUS_MT, folder, folder, "marian", tuple(sorted(folder.glob("*.npz"))))
    if "config.json" in names:
        return _recognise_transformers(folder)
    for pattern, form in (("*.npz", Form.MARIAN), ("*.gguf", Form.GGUF)):
        found = sorted(folder.glob(pattern))
        if len(found) == 1:
            architecture = "marian" if form is Form.MARIAN else ""
            return Checkpoint(form, found[0], folder, architecture, (found[0],))
        if found:
            raise UsageProblem(f"{folder} has {len(found)} files {pattern}: name one of them, such as {found[0]}.")
    raise UsageProblem(f"{folder} is no checkpoint: it has none of config.json, decoder.yml, model.bin, *.npz, *.gguf.")


def _recognise_transformers(folder: Path) -> Checkpoint:
    config = read_json(folder / "config.json")
    settings = read_json(folder / "tokenizer_config.json") if (folder / "tokenizer_config.json").exists() else {}
    model_type = str(config.get("model_type", ""))
    if "auto_map" in config and model_type not in _ARCHITECTURES:
        raise UsageProblem(f"{folder.name} brings its own program code, which is never run: choose another model.")
    if model_type not in _ARCHITECTURES:
        known = ", ".join(sorted(_ARCHITECTURES))
        raise UsageProblem(f'{folder.name} is a model of the type "{model_type}", not one of these: {known}.')
    weights = _safetensors(folder)
    is_pickle = not weights
    if is_pickle:
        weights = tuple(sorted(path for pattern in _PICKLES for path in folder.glob(pattern)))
    if not weights:
        raise ModelDamaged(folder.name, "its weights (model.safetensors) are missing", "Get it again, whole.")
    architecture = _variety(_ARCHITECTURES[model_type], config, settings)
    return Checkpoint(Form.TRANSFORMERS, folder, folder, architecture, weights, is_pickle, config, settings)


def _safetensors(folder: Path) -> tuple[Path, ...]:
    """Return the safetensors files, those that an index names checked to be there and in the folder."""
    index = folder / "model.safetensors.index.json"
    if not index.exists():
        return tuple(sorted(folder.glob("model*.safetensors")))
    listed = read_json(index).get("weight_map")
    names = sorted({str(name) for name in listed.values()}) if isinstance(listed, dict) else []
    for name in names:
        if PurePosixPath(name).name != name or not (folder / name).is_file():
            raise ModelDamaged(folder.name, f"{name}, which {index.name} names, is missing", "Get it again, whole.")
    return tuple(folder / name for name in names)


def _variety(architecture: str, config: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    """Return "nllb" and "mbart50" where transformers has one class for two ways to tell the languages."""
    tokenizer = str(settings.get("tokenizer_class") or config.get("tokenizer_class") or "")
    if architecture == "m2m100" and tokenizer.startswith("Nllb"):
        return "nllb"
    if architecture == "mbart" and tokenizer.startswith("MBart50"):
        return "mbart50"
    return architecture


def refuse_pickles(checkpoint: Checkpoint, *, allow_pickle: bool) -> None:
    """Raise UsageProblem (exit 2) for weights that can run code when they are opened, unless that was allowed.

    An .npz with Python objects is refused always: Marian writes none.
    """
    if checkpoint.is_pickle and not allow_pickle:
        raise UsageProblem(
            f"{checkpoint.folder.name} has its weights as {checkpoint.weights[0].name}, a pickle, which can run any "
            "program when it is opened: take a revision with model.safetensors, or trust it with --allow-pickle."
        )
    for path in checkpoint.weights:
        if path.suffix == ".npz":
            _refuse_objects(path)


def _refuse_objects(path: Path) -> None:
    """Read the header of every array: a type with an object in it would be unpickled."""
    from numpy.lib import format as npy

    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                with archive.open(name) as file:
                    version = npy.read_magic(file)
                    read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
                    if read(file, max_header_size=_MOST_NPZ_HEADER_BYTES)[2].hasobject:
                        raise UsageProblem(f"{path} holds Python objects, which can run any program when it is opened.")
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
        raise ModelDamaged(path.name, f"it is no file of arrays ({error})", "Get it again, whole.") from error


def read_json(path: Path) -> dict[str, Any]:
    """Return a JSON object of a checkpoint; raises ModelDamaged (exit 4) for what is none."""
    try:
        if path.stat().st_size > _MOST_JSON_BYTES:
            raise ValueError("it is too large")
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelDamaged(path.parent.name, f"{path.name}: {error}", "Get it again, whole.") from error
    if not isinstance(document, dict):
        raise ModelDamaged(path.parent.name, f"{path.name} is no JSON object", "Get it again, whole.")
    return document


def read_card(folder: Path) -> dict[str, object]:
    """Return what the front matter of a checkpoint's README.md says ("license", "language", …); {} if there is none."""
    path = folder / "README.md"
    if not path.is_file() or path.stat().st_size > _MOST_JSON_BYTES:
        return {}
    text = path.read_text(encoding="utf-8", errors="replace")
    if not text.startswith("---"):
        return {}
    try:
        yaml: Any = import_module("yaml")
    except ImportError:  # comes with transformers
        return {}
    try:
        found = yaml.safe_load(text.split("\n---", 1)[0].removeprefix("---"))
    except (ValueError, RecursionError, yaml.YAMLError):
        return {}
    return found if isinstance(found, dict) else {}


def check_safetensors(path: Path) -> None:
    """Raise ModelDamaged (exit 4) if a safetensors file is cut: its header tells where its last tensor ends."""
    size = path.stat().st_size
    with path.open("rb") as file:
        raw = file.read(8)
        length = struct.unpack("<Q", raw)[0] if len(raw) == 8 else size
        header = file.read(length) if length <= min(size, _MOST_JSON_BYTES) else b""
    try:
        tensors = json.loads(header)
        ends = [entry["data_offsets"][1] for name, entry in tensors.items() if name != "__metadata__"]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise ModelDamaged(path.parent.name, f"{path.name} is damaged", "Get it again, whole.") from None
    if 8 + length + max(ends, default=0) != size:
        raise ModelDamaged(path.parent.name, f"{path.name} ends too early", "Get it again, whole.")


def unpack(archive: Path, into: Path, *, most_bytes: int) -> Path:
    """Write a zip's files into a folder and return the one that holds the checkpoint.

    Raises FileProblem (exit 3) for a zip that is damaged, leads out of the folder, or grows beyond `most_bytes`.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            if sum(member.file_size for member in members) > most_bytes:
                raise ValueError(f"what is in it needs more than {most_bytes:,} bytes")
            for member in members:
                # ZipFile.extract leaves out "..", drives and leading slashes; a name that had them is no checkpoint's.
                if ".." in PurePosixPath(member.filename).parts or PurePosixPath(member.filename).is_absolute():
                    raise ValueError(f"{member.filename!r} leads out of the folder")
                opened.extract(member, into)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, RuntimeError) as error:
        raise FileProblem(Where(str(archive)), f"it cannot be unpacked: {error}", "Get it again.") from error
    folders = [entry for entry in into.iterdir() if entry.is_dir()]
    has_files = any(entry.is_file() for entry in into.iterdir())
    return folders[0] if len(folders) == 1 and not has_files else into
