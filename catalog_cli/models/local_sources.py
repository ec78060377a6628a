"""Models that need no conversion: a folder of CTranslate2 files, and an Argos package (.argosmodel, a zip of one).

Only files of the names that such a model has are taken, into one flat folder; a name in a zip never becomes a path.
"""

from __future__ import annotations

import json
import re
import shutil
import stat
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any

from catalog_cli import locales
from catalog_cli.engines.weights import read_outline, read_vocabulary
from catalog_cli.errors import FileProblem, ModelDamaged, UsageProblem, Where
from catalog_cli.model_manifest import FILE_NAME, WEIGHTS, Manifest, TokenizerFiles, read_manifest
from catalog_cli.models.language_codes import language_tokens
from catalog_cli.models.licences import forbids_commercial_use, spdx
from catalog_cli.models.store import check_files

ARGOS_SUFFIX = ".argosmodel"
_CONFIG = "config.json"
_METADATA = "metadata.json"
_VOCABULARY = re.compile(r"(shared_|source_|target_)?vocabulary\.(json|txt)")
# Names that converters, Argos and the hub give to SentencePiece models, for both sides or one.
_BOTH = ("source.spm", "sentencepiece.model", "sentencepiece.bpe.model", "spiece.model", "tokenizer.model")
_TARGET = "target.spm"
_HUGGING_FACE = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "generation_config.json")
_KEPT = frozenset(
    {
        WEIGHTS,
        _CONFIG,
        "vmap.txt",
        _TARGET,
        "LICENSE",
        "LICENSE.txt",
        "MODEL_CARD.md",
        "README.md",
        "chat_template.jinja",
    }
    | {*_BOTH, *_HUGGING_FACE}
)
# What CTranslate2 takes where an older model has no config.json (its documentation of the model's files).
_DEFAULT_CONFIG = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "decoder_start_token": "<s>"}
# What tells the family of a multilingual model: the shape of its language tokens (their tokenizers' documentation).
_FAMILIES = {
    "m2m100": re.compile(r"__[a-z]{2,3}__"),
    "nllb": re.compile(r"[a-z]{3}_[A-Z][a-z]{3}"),
    "mbart50": re.compile(r"[a-z]{2}_[A-Z]{2}"),
    "t5": re.compile(r"<2[A-Za-z_]+>"),
}
# A family has dozens of languages, and a bilingual vocabulary can hold a piece or two of the shape.
_FEWEST_LANGUAGES = 5
# How argostranslate names languages where it does not use their ISO 639-1 code.
_ARGOS_LOCALES = {"pb": "pt-BR", "zt": "zh-Hant"}
_MOST_FILES = 10_000
_MOST_METADATA_BYTES = 1_000_000
# Weights hardly get smaller by compression: more than this is no model.
_MOST_RATIO = 50
_NEXT_STEP = "Get it again from where it came from."


@dataclass(frozen=True, slots=True)
class Facts:
    """What the user says of a model that does not say it itself: its locales, its licence."""

    source_locales: tuple[str, ...] = ()
    target_locales: tuple[str, ...] = ()
    licence: str = ""

    def applied(self, manifest: Manifest) -> Manifest:
        """Return a manifest with what the user says in place of its own, but for a licence that is non-commercial."""
        counts = self.licence and not forbids_commercial_use(manifest)
        return replace(
            manifest,
            source_locales=self.source_locales or manifest.source_locales,
            target_locales=self.target_locales or manifest.target_locales,
            licence=spdx(self.licence) if counts else manifest.licence,
        )


def is_ct2_folder(path: Path) -> bool:
    """Return whether a folder holds a model in CTranslate2's form: its weights, or what is left of one without."""
    return (path / WEIGHTS).is_file() or any(path.glob("*[de]_vocabulary.*"))


def is_argos_package(path: Path) -> bool:
    """Return whether a file is an Argos package, by its name or, if it is a zip, by what is in it."""
    if not path.is_file():
        return False
    if path.suffix == ARGOS_SUFFIX:
        return True
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as package:
        return any(PurePosixPath(name).name == _METADATA for name in package.namelist())


def suggested_name(path: Path) -> str:
    """Return a name for the model of a path: that of the file or folder, with "-" for what a name cannot hold.

    >>> suggested_name(Path("translate-en_de-1_9.argosmodel")), suggested_name(Path("models/My model (2)"))
    ('translate-en_de-1_9', 'My-model-2')
    """
    name = path.resolve().name.removesuffix(ARGOS_SUFFIX)
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-._") or "model"


def take_folder(path: Path, into: Path, facts: Facts) -> Manifest:
    """Return the manifest of a CTranslate2 folder whose files were copied; a manifest of ours in it is believed.

    Raises UsageProblem (exit 2) for a model whose locales nobody says, ModelDamaged (exit 4) for one that lacks files.
    """
    for file in sorted(path.iterdir()):
        if file.is_file() and (file.name in _KEPT or _VOCABULARY.fullmatch(file.name)):
            shutil.copyfile(file, into / file.name)
    if (path / FILE_NAME).exists():
        manifest = read_manifest(path)
        check_files(path, manifest)
        return facts.applied(replace(manifest, source=f"path:{path.name}"))
    return _described(into, replace(facts.applied(Manifest(suggested_name(path))), source=f"path:{path.name}"))


def take_argos_package(path: Path, into: Path, facts: Facts) -> Manifest:
    """Return the manifest of an Argos package whose files were unpacked; its metadata says the pair and the version.

    Raises FileProblem (exit 3) for a file that is no such package, ModelDamaged (exit 4) for one that lacks files.
    """
    try:
        with zipfile.ZipFile(path) as package:
            members = _argos_members(package, path)
            metadata = _argos_metadata(package, members, path)
            for name, member in members.items():
                if name != _METADATA:
                    with package.open(member) as content, (into / name).open("xb") as file:
                        _copy(content, file, member.file_size)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        # RuntimeError is how zipfile tells an encrypted member, NotImplementedError an unknown compression.
        raise FileProblem(Where(str(path)), f"is no Argos package ({error})", _NEXT_STEP) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileProblem(Where(str(path)), f"cannot be read ({reason})", "Check the path and run again.") from error
    version = str(metadata.get("package_version", ""))
    manifest = Manifest(
        suggested_name(path),
        source_locales=(_argos_locale(metadata, "from_code", path),),
        target_locales=(_argos_locale(metadata, "to_code", path),),
        source=f"argos:{path.name}",
        licence=spdx(str(metadata.get("license", ""))),
        decoder_start=tuple(filter(None, [str(metadata.get("target_prefix", ""))])),
        unknown={"argos": {name: metadata[name] for name in ("package_version", "argos_version") if name in metadata}},
        source_revision=version,
    )
    return _described(into, facts.applied(manifest))


def _argos_members(package: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    """Return the members to take, by the name that each gets."""
    infos = package.infolist()
    if len(infos) > _MOST_FILES:
        raise FileProblem(Where(str(path)), "holds too many files for an Argos package", _NEXT_STEP)
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        parts = PurePosixPath(info.filename).parts
        if info.is_dir() or not parts:
            continue
        if parts[0] == "/" or ".." in parts or "\\" in info.filename or stat.S_ISLNK(info.external_attr >> 16):
            raise FileProblem(Where(str(path)), f"holds {info.filename!r}, which leads out of it", _NEXT_STEP)
        name = _taken_name(parts)
        if name is not None and found.setdefault(name, info) is not info:
            raise FileProblem(Where(str(path)), f"holds {name} twice", _NEXT_STEP)
    size = sum(info.file_size for info in found.values())
    if size > _MOST_RATIO * path.stat().st_size:
        raise FileProblem(Where(str(path)), f"would unpack to {size:,} bytes, too many for a model", _NEXT_STEP)
    return found


def _taken_name(parts: Sequence[str]) -> str | None:
    """Return how a member of an Argos package is called in a model's folder, None if it is not needed there.

    >>> _taken_name(("pkg", "model", "model.bin")), _taken_name(("pkg", "stanza", "en", "model.bin"))
    ('model.bin', None)
    """
    folder, name = (parts[-2] if len(parts) > 1 else ""), parts[-1]
    if folder == "model" and "stanza" not in parts:
        return name if name in _KEPT or _VOCABULARY.fullmatch(name) else None
    if len(parts) <= 2 and name in (_METADATA, "sentencepiece.model", "bpe.model", "LICENSE", "README.md"):
        return name
    return None


def _argos_metadata(package: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], path: Path) -> dict[str, Any]:
    if _METADATA not in members:
        raise FileProblem(Where(str(path)), f"is no Argos package: it has no {_METADATA}", _NEXT_STEP)
    with package.open(members[_METADATA]) as content:
        try:
            metadata = json.loads(content.read(_MOST_METADATA_BYTES))
        except (ValueError, RecursionError) as error:
            raise FileProblem(Where(str(path)), f"has a damaged {_METADATA} ({error})", _NEXT_STEP) from error
    if not isinstance(metadata, dict):
        raise FileProblem(Where(str(path)), f"has a {_METADATA} that is no object", _NEXT_STEP)
    if metadata.get("type", "translate") != "translate":
        raise FileProblem(Where(str(path)), "is an Argos package that does not translate", "Choose one that does.")
    if "bpe.model" in members:
        raise FileProblem(
            Where(str(path)),
            "is an Argos package with a BPE tokenizer, which is not supported",
            "Choose one with a sentencepiece.model, or the model that it was made from.",
        )
    return metadata


def _argos_locale(metadata: Mapping[str, Any], key: str, path: Path) -> str:
    code = metadata.get(key)
    tag = _ARGOS_LOCALES.get(code, code) if isinstance(code, str) else ""
    if not isinstance(tag, str) or not locales.is_locale(tag):
        raise FileProblem(Where(str(path)), f'has no locale as "{key}" in its {_METADATA}', _NEXT_STEP)
    return locales.parse(tag)


def _copy(content: IO[bytes], file: IO[bytes], most: int) -> None:
    left = most
    while chunk := content.read(1 << 20):
        left -= len(chunk)
        if left < 0:
            raise zipfile.BadZipFile("a file is larger than it says")
        file.write(chunk)


def _described(folder: Path, manifest: Manifest) -> Manifest:
    """Return the manifest with what the files themselves say: kind, languages, tokenizer, numbers of the weights."""
    try:
        _modernize(folder)
        outline = read_outline(folder)
        settings = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        if not isinstance(settings, dict):
            raise ValueError(f"{_CONFIG} is no object")
        found = replace(manifest, kind=outline.kind, quantization=outline.quantization, tokenizer=_tokenizer(folder))
        found = replace(_with_languages(folder, found), add_source_eos=bool(settings.get("add_source_eos", False)))
    except FileNotFoundError as error:
        raise ModelDamaged(manifest.name, f"{Path(str(error.filename)).name} is missing", _NEXT_STEP) from error
    except ValueError as error:
        raise ModelDamaged(manifest.name, str(error), _NEXT_STEP) from error
    if found.kind == "translator" and not (found.source_locales and found.target_locales):
        raise UsageProblem("The model does not say which languages it is for: name them with --from and --to.")
    return found


def _modernize(folder: Path) -> None:
    """Write what older models have in another form: the vocabulary as lines of text, no config.json."""
    for path in sorted(folder.glob("*vocabulary.txt")):
        pieces = json.dumps(read_vocabulary(path), ensure_ascii=False)
        path.with_suffix(".json").write_text(pieces, encoding="utf-8")
        path.unlink()
    if not (folder / _CONFIG).exists():
        (folder / _CONFIG).write_text(json.dumps(_DEFAULT_CONFIG), encoding="utf-8")


def _with_languages(folder: Path, manifest: Manifest) -> Manifest:
    """Return the manifest of a multilingual model with its family and languages, as its vocabulary names them."""
    path = next((p for name in ("shared", "target") if (p := folder / f"{name}_vocabulary.json").exists()), None)
    if manifest.kind != "translator" or path is None:
        return manifest
    pieces = read_vocabulary(path)
    for family, shape in _FAMILIES.items():
        named = [piece for piece in pieces if shape.fullmatch(piece)]
        tokens = language_tokens(named) if len(named) >= _FEWEST_LANGUAGES else {}
        if len(tokens) >= _FEWEST_LANGUAGES:
            return replace(
                manifest,
                architecture=family,
                language_tokens=_with_given(tokens, (*manifest.source_locales, *manifest.target_locales)),
                source_locales=manifest.source_locales or tuple(tokens),
                target_locales=manifest.target_locales or tuple(tokens),
                source_prefix="{token} " if family == "t5" else "",
                add_source_eos=True,
            )
    return manifest


def _with_given(tokens: Mapping[str, str], given: Sequence[str]) -> dict[str, str]:
    """Return the tokens also by the locales that the user gave: "pt-BR" for a model that knows "pt"."""
    found = dict(tokens)
    for tag in given:
        serving = next((own for own in tokens if locales.covers(own, tag)), None)
        if serving is not None:
            found.setdefault(tag, tokens[serving])
    return found


def _tokenizer(folder: Path) -> TokenizerFiles:
    """Return the tokenizer of a folder, having given a SentencePiece model the name that all of ours have."""
    source = next((name for name in _BOTH if (folder / name).exists()), None)
    if source is not None:
        (folder / source).replace(folder / _BOTH[0])
        if (folder / _TARGET).exists():
            return TokenizerFiles("sentencepiece-pair", _BOTH[0], _TARGET)
        return TokenizerFiles("sentencepiece", _BOTH[0], _BOTH[0])
    if (folder / _HUGGING_FACE[0]).exists():
        return TokenizerFiles("huggingface", _HUGGING_FACE[0], _HUGGING_FACE[0])
    raise ValueError(f"its tokenizer is missing: one of {', '.join((*_BOTH, _HUGGING_FACE[0]))}")
