"""A model as one file, a plain tar: how it goes to a machine without a network.

It holds one folder, named for the model, with the manifest first. Equal models give equal archives. What comes in is
not trusted: only plain files of the names that the manifest lists, each with its digest, are put in place.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from catalog_cli.errors import FileProblem, Where
from catalog_cli.model_manifest import FILE_NAME, Manifest, is_file_name, manifest_of
from catalog_cli.models.store import ModelStore, check_files

_CHUNK_BYTES = 1 << 20
_MOST_MANIFEST_BYTES = 4_000_000
_MOST_FILES = 100
_NEXT_STEP = "Export the model again, copy it whole, and check what it was copied from."
_MODE = 0o644


def export_model(folder: Path, manifest: Manifest, path: Path) -> int:
    """Write a model's folder into one file and return its size in bytes; it is there whole or not at all.

    Raises ModelDamaged (exit 4) if a file is not the one that the manifest tells, FileProblem (exit 3) for the disk.
    """
    check_files(folder, manifest)
    sizes = {name: (folder / name).stat().st_size for name in manifest.sha256}
    complete = replace(manifest, size_bytes=sum(sizes.values()))
    document = json.dumps(complete.as_json(), ensure_ascii=False, indent=2).encode()
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                archive.addfile(_member(manifest.name, FILE_NAME, len(document)), io.BytesIO(document))
                for name, size in sorted(sizes.items()):
                    with (folder / name).open("rb") as content:
                        archive.addfile(_member(manifest.name, name, size), content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileProblem(Where(str(path)), f"cannot be written ({reason})", "Name another file with -o.") from error
    finally:
        temporary.unlink(missing_ok=True)
    return path.stat().st_size


def _member(model: str, name: str, size: int) -> tarfile.TarInfo:
    """Return the head of a file in the archive, without what differs between machines."""
    member = tarfile.TarInfo(f"{model}/{name}")
    member.size, member.mode = size, _MODE
    return member


def read_archive_manifest(path: Path) -> Manifest:
    """Return the manifest of an archive, which is its first file; FileProblem (exit 3) if it is no archive of ours."""
    with _opened(path) as archive:
        return _manifest(archive, path)


def import_model(path: Path, store: ModelStore, name: str | None = None) -> Manifest:
    """Return the manifest of a model that was put into the store from an archive, under its own name or another.

    Raises FileProblem (exit 3) for an archive that is cut, altered or not ours, ModelDamaged (exit 4) for a model that
    does not run, UsageProblem for a name that is taken.
    """
    wanted = name or read_archive_manifest(path).name

    def make(folder: Path) -> Manifest:
        return unpack(path, folder)

    return store.add(wanted, make)


def unpack(path: Path, folder: Path) -> Manifest:
    """Write the files of an archive into an empty folder, every digest compared, and return its manifest."""
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        _check_room(path, folder, manifest)
        lacking = dict(manifest.sha256)
        while (member := archive.next()) is not None:
            file_name = _file_name(member, path)
            if file_name not in lacking:
                raise _wrong(path, f"holds {file_name}, which its manifest does not name, or twice")
            _extract(archive, member, folder / file_name, _Expected(path, lacking.pop(file_name)))
        if lacking:
            raise _wrong(path, f"lacks {min(lacking)}")
    return manifest


class _Expected:
    """What a file in an archive has to be."""

    def __init__(self, path: Path, digest: str) -> None:
        self.path, self.digest = path, digest


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path, expected: _Expected) -> None:
    digest = hashlib.sha256()
    with _content(archive, member, expected.path) as content, target.open("xb") as file:
        for chunk in _chunks(content.read):
            digest.update(chunk)
            file.write(chunk)
    if digest.hexdigest() != expected.digest:
        raise _wrong(expected.path, f"holds a {target.name} that is not the file which its manifest names")


def _chunks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while chunk := read(_CHUNK_BYTES):
        yield chunk


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> IO[bytes]:
    content = archive.extractfile(member)
    if content is None:
        raise _wrong(path, f"holds {member.name!r}, which is no plain file")
    return content


def _manifest(archive: tarfile.TarFile, path: Path) -> Manifest:
    member = archive.next()
    if member is None or _file_name(member, path) != FILE_NAME or member.size > _MOST_MANIFEST_BYTES:
        raise _wrong(path, f"is no exported model: {FILE_NAME} does not come first")
    with _content(archive, member, path) as content:
        try:
            manifest = manifest_of(json.loads(content.read(_MOST_MANIFEST_BYTES)))
        except (ValueError, RecursionError) as error:
            raise _wrong(path, f"has a {FILE_NAME} that cannot be read: {error}") from error
    if not manifest.sha256 or len(manifest.sha256) > _MOST_FILES or FILE_NAME in manifest.sha256:
        raise _wrong(path, f"has a {FILE_NAME} that does not name its files")
    return manifest


def _file_name(member: tarfile.TarInfo, path: Path) -> str:
    """Return the name of a file in the archive's one folder; everything else that a tar can hold is refused."""
    folder, _, name = member.name.partition("/")
    # A sparse file of some bytes could be written as one of terabytes.
    if not member.isreg() or member.issparse() or not is_file_name(folder) or not is_file_name(name):
        raise _wrong(path, f"holds {member.name!r}, which is no plain file of a model's folder")
    return name


def _check_room(path: Path, folder: Path, manifest: Manifest) -> None:
    """Compare the sizes told with the archive's own, which is not compressed, and with the room on the disk."""
    if manifest.size_bytes > path.stat().st_size:
        raise _wrong(path, "is smaller than the model that its manifest tells: it is cut")
    if path.stat().st_size > shutil.disk_usage(folder).free:
        raise FileProblem(Where(str(folder.parent)), "the disk has not enough room for the model", "Free some.")


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        # "r:" reads no compressed archive: none of ours is, and one could grow without end.
        with tarfile.open(path, "r:") as archive:
            yield archive
    except tarfile.TarError as error:
        raise _wrong(path, f"is no exported model, or it is cut ({error})") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileProblem(Where(str(path)), f"cannot be read ({reason})", "Check the path and run again.") from error


def _wrong(path: Path, what: str) -> FileProblem:
    return FileProblem(Where(str(path)), what, _NEXT_STEP)
