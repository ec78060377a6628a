"""A trained tagger <-> its folder: `manifest.json`, `lexicon.json`, and `fields.zip` with the weights.

Nothing in it is run when it is read: JSON, and NumPy's arrays without pickle. The manifest holds the SHA-256 of the
other files; a file that has another is refused. The same tagger gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from catalog_cli.attributes.tagger.calibration import calibration_from_json
from catalog_cli.attributes.tagger.fields import FieldWeights
from catalog_cli.attributes.tagger.learned_tagger import LearnedTagger, TaggerParts
from catalog_cli.attributes.tagger.lexicon import lexicon_from_json
from catalog_cli.errors import FileProblem, ModelDamaged, UsageProblem, Where

MANIFEST, LEXICON, FIELDS = "manifest.json", "lexicon.json", "fields.zip"
_KIND, _FORMAT = "catalog-tagger", 1
# A group's members of the archive.
_FEATURES, _ARRAYS = "features.json", ("weights", "joint", "single")
_TRAIN_AGAIN = "Train it again: catalog train tagger EXAMPLES.jsonl -o FOLDER"
# The first moment that a ZIP archive can name, so that the same tagger gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def is_tagger(folder: Path) -> bool:
    """Return whether a folder holds a tagger, of whatever state."""
    try:
        return bool(json.loads((folder / MANIFEST).read_bytes()).get("kind") == _KIND)
    except (OSError, ValueError, AttributeError, RecursionError):
        return False


def write_tagger(tagger: LearnedTagger, folder: Path, facts: Mapping[str, object] | None = None) -> None:
    """Write a tagger into a folder that is new, empty, or holds a tagger, which it takes the place of as a whole.

    `facts` are kept in the manifest for people to read. Raises FileProblem if the folder holds anything else, or
    cannot be written.
    """
    folder = Path(os.path.realpath(folder))
    if folder.exists() and not is_tagger(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise FileProblem(Where(str(folder)), "holds something else than a tagger", "Name a new folder with -o.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as made:
            new, old = Path(made, "new"), Path(made, "old")
            new.mkdir()
            for name, content in _files(tagger, facts or {}).items():
                _write(new / name, content)
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileProblem(
            Where(str(folder)), f"cannot be written ({reason})", "Name another folder with -o."
        ) from error


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _files(tagger: LearnedTagger, facts: Mapping[str, object]) -> dict[str, bytes]:
    """Return the files by name, the manifest last: it vouches for the others."""
    parts = tagger.parts
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for number, fields in enumerate(parts.fields.values()):
            for name, content in _members(fields):
                out.writestr(zipfile.ZipInfo(f"{number}/{name}", _EPOCH), content, zipfile.ZIP_DEFLATED, 6)
    files = {FIELDS: archive.getvalue(), LEXICON: _json(parts.lexicon.as_json())}
    manifest = {
        "kind": _KIND,
        "format": _FORMAT,
        "name": tagger.name,
        "facts": dict(facts),
        "groups": dict(parts.groups),
        "fields": {group: list(fields.attributes) for group, fields in parts.fields.items()},
        "cuts": {word: list(places) for word, places in parts.cuts.items()},
        "calibration": parts.calibration.as_json(),
        "minimum_confidence": dict(parts.minimum_confidence),
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    return {**files, MANIFEST: _json(manifest)}


def _members(fields: FieldWeights) -> Iterator[tuple[str, bytes]]:
    import numpy as np

    yield _FEATURES, _json(fields.features)
    for name in _ARRAYS:
        content = io.BytesIO()
        np.save(content, getattr(fields, name), allow_pickle=False)
        yield f"{name}.npy", content.getvalue()


def _json(value: object) -> bytes:
    # Escaped: an example may hold half a surrogate pair, which UTF-8 cannot write.
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"


def load_tagger(folder: Path) -> LearnedTagger:
    """Return the tagger of a folder.

    Raises UsageProblem if it is no tagger's folder, ModelDamaged if a file is missing or not what was written.
    """
    if not is_tagger(folder):
        raise UsageProblem(f"{folder} holds no tagger. {_TRAIN_AGAIN}")
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if manifest["format"] != _FORMAT:
            raise ModelDamaged(str(folder), f"its format is {manifest['format']}, not {_FORMAT}", _TRAIN_AGAIN)
        files = {name: (folder / name).read_bytes() for name in (FIELDS, LEXICON)}
        for name, content in files.items():
            if hashlib.sha256(content).hexdigest() != manifest["sha256"][name]:
                raise ModelDamaged(str(folder), f"{name} is not what was written", _TRAIN_AGAIN)
        return LearnedTagger(f"{manifest['name']}@{manifest['sha256'][FIELDS][:12]}", _parts(manifest, files))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise ModelDamaged(str(folder), str(error) or type(error).__name__, _TRAIN_AGAIN) from error


def _parts(manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> TaggerParts:
    with zipfile.ZipFile(io.BytesIO(files[FIELDS])) as archive:
        fields = {
            group: _fields(archive, number, tuple(attributes))
            for number, (group, attributes) in enumerate(manifest["fields"].items())
        }
    return TaggerParts(
        {word: tuple(places) for word, places in manifest["cuts"].items()},
        lexicon_from_json(json.loads(files[LEXICON])),
        fields,
        {category: group for category, group in manifest["groups"].items() if group in fields},
        calibration_from_json(manifest["calibration"]),
        {asked: float(own) for asked, own in manifest["minimum_confidence"].items()},
    )


def _fields(archive: zipfile.ZipFile, number: int, attributes: tuple[str, ...]) -> FieldWeights:
    import numpy as np

    arrays = (io.BytesIO(archive.read(f"{number}/{name}.npy")) for name in _ARRAYS)
    weights, joint, single = (np.load(array, allow_pickle=False) for array in arrays)
    features = tuple(json.loads(archive.read(f"{number}/{_FEATURES}")))
    return FieldWeights(attributes, features, weights, joint, single).check()
