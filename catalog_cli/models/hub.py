"""A checkpoint from a hub: the files that a conversion needs, of one commit, each checked against the hub's digest.

Through huggingface_hub, which knows the addresses, the user's token (HF_TOKEN, or its own login) and HF_ENDPOINT. What
was fetched before a connection was cut stays, and the next run goes on from there: the library's own downloads begin
anew in every process (2.4).
"""

from __future__ import annotations

import errno
import fnmatch
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any

from catalog_cli.errors import CatalogError, FileProblem, UsageProblem, Where
from catalog_cli.model_manifest import is_file_name
from catalog_cli.models.licences import spdx

Progress = Callable[[str, int, int], None]
Licensed = Callable[[str], None]
"""Hears a licence (SPDX id or "unknown") before anything is fetched; what it raises ends the download."""

_EXTRA = "pip install 'catalog-cli[convert]'"
# Tokenizers, settings, licences and Marian's own files; no weights, and no program code.
_WANTED = (
    "*.json", "*.spm", "*.model", "*.jinja", "vocab.txt", "merges.txt", "*.yml", "LICENSE*", "NOTICE*", "README.md",
)  # fmt: skip
_POOLING = "1_Pooling/config.json"
# The first of these that a repository has files for is fetched; the last only where pickles are allowed.
_WEIGHTS = (
    ("model*.safetensors",),
    ("*.npz",),
    ("model.bin", "*vocabulary.json", "*vocabulary.txt", "vmap.txt"),
    ("pytorch_model*.bin",),
)
# Between requests nothing is lost; a hub that says nothing for so long has gone.
_METADATA_TIMEOUT_S = 30.0
_COMMIT = re.compile(r"[0-9a-f]{40}")
_LOGIN = "Log in with `hf auth login`, or set HF_TOKEN, and run again."
_AGAIN = "Run the same command again: it goes on from where it was."


@dataclass(frozen=True, slots=True)
class Fetched:
    """A checkpoint's folder and the commit (40 hexadecimal digits) that its files are of."""

    folder: Path
    revision: str


@dataclass(frozen=True, slots=True)
class _Remote:
    """A file as the hub lists it: its name, its size in bytes, and its SHA-256, or git's digest of it, or neither."""

    name: str
    size: int
    sha256: str
    git_sha1: str


def download(
    name: str,
    store: Path,
    *,
    revision: str | None = None,
    allow_pickle: bool = False,
    progress: Progress | None = None,
    licensed: Licensed | None = None,
) -> Fetched:
    """Return the folder, below `store`, with a hub's checkpoint `name` ("owner/name") at a revision.

    A branch (by default the repository's own) or tag is resolved to a commit first, and everything is of that commit.
    `licensed` hears what the model's card says of its licence before anything is fetched, `progress` hears (file, bytes
    done, bytes in all). Raises UsageProblem (exit 2) for a name, a revision or a right to
    read that is not there, and FileProblem (exit 3) for a cut connection, a file that is not the one listed, or a full
    disk.
    """
    try:
        library: Any = import_module("huggingface_hub")
    except ImportError as error:
        raise UsageProblem(f"Fetching a model needs huggingface_hub, which is not installed: {_EXTRA}.") from error
    library.utils.logging.set_verbosity_error()  # a cut connection is told once, by us
    api = library.HfApi(endpoint=os.environ.get("HF_ENDPOINT") or None)
    try:
        info = api.model_info(name, revision=revision, files_metadata=True, timeout=_METADATA_TIMEOUT_S)
        commit = str(info.sha or "")
        if not _COMMIT.fullmatch(commit):
            raise UsageProblem(f"The hub does not say which commit of {name} it has: give one with --revision.")
        if licensed is not None:
            licensed(_licence(info))
        files = _chosen(name, [_remote(sibling) for sibling in info.siblings or ()], allow_pickle=allow_pickle)
        folder = store / f"{name.replace('/', '--')}@{commit}"
        _make_room(folder, files)
        _fetch_all(api, (name, commit), files, folder, progress or _silent)
    except CatalogError:
        raise
    except Exception as error:  # the library's own, those of its HTTP client, and OSError
        raise _explained(error, name, revision) from error
    return Fetched(folder, commit)


def _licence(info: Any) -> str:
    """Return the licence that a model's card names (its "license", "license_name", or the hub's tag of it)."""
    card = info.card_data or {}
    named = card.get("license")
    if isinstance(named, list):  # of several that hold together
        named = " AND ".join(map(str, named))
    if not named:
        named = next((tag.removeprefix("license:") for tag in info.tags or () if tag.startswith("license:")), "")
    if named == "other":
        named = card.get("license_name") or named
    return spdx(str(named))


def _silent(name: str, done: int, total: int) -> None:
    return None


def _remote(sibling: Any) -> _Remote:
    lfs = sibling.lfs
    digest = str(getattr(lfs, "sha256", None) or (lfs.get("sha256") if isinstance(lfs, dict) else "") or "")
    size = getattr(lfs, "size", None) or sibling.size or 0
    return _Remote(str(sibling.rfilename), int(size), digest, "" if digest else str(sibling.blob_id or ""))


def _chosen(name: str, listed: Sequence[_Remote], *, allow_pickle: bool) -> list[_Remote]:
    """Return the files that a conversion needs; UsageProblem where the weights are pickles, or not there at all."""
    plain = [file for file in listed if is_file_name(file.name)]
    files = [file for file in plain if _matches(file.name, _WANTED)]
    files += [file for file in listed if file.name == _POOLING]
    for patterns in _WEIGHTS:
        weights = [file for file in plain if _matches(file.name, patterns)]
        if not weights:
            continue
        if patterns == _WEIGHTS[-1] and not allow_pickle:
            raise UsageProblem(
                f"{name} has its weights only as {weights[0].name}, a pickle, which can run any program when it is "
                "opened: name a revision with model.safetensors (--revision), or trust it with --allow-pickle."
            )
        return [*files, *weights]
    if any(file.name.endswith(".gguf") for file in plain):
        raise UsageProblem(f"{name} has GGUF files only: fetch one of them yourself and name the file.")
    raise UsageProblem(f"{name} has no weights that can be converted (model.safetensors, *.npz).")


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def _make_room(folder: Path, files: Sequence[_Remote]) -> None:
    """Make the folder; raise FileProblem if the disk has no room for what is still to come."""
    folder.mkdir(parents=True, exist_ok=True)
    here = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    missing = sum(file.size for file in files) - here
    free = shutil.disk_usage(folder).free
    if missing > free:
        what = f"the disk has {free:,} bytes free, and the model needs {missing:,} more"
        raise FileProblem(Where(str(folder.parent)), what, "Make room, or name another disk with CATALOG_MODELS.")


def _fetch_all(api: Any, source: tuple[str, str], files: Sequence[_Remote], folder: Path, progress: Progress) -> None:
    for file in files:
        path = folder / file.name
        if path.exists():
            continue  # checked when it was put there
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        _fetch(api, source, file, part, progress)
        _check_digest(part, file)
        part.replace(path)


def _fetch(api: Any, source: tuple[str, str], file: _Remote, part: Path, progress: Progress) -> None:
    """Fetch the rest of a file into `part`, which keeps what came if the connection is cut."""
    library: Any = import_module("huggingface_hub")
    http_get = import_module("huggingface_hub.file_download").http_get
    name, commit = source
    with part.open("ab") as target:
        there = target.tell()
        if there > file.size:
            target.truncate(0)
            there = 0

        class Bar(_Bar):
            tell = staticmethod(progress)
            name = file.name
            whole = file.size

        http_get(
            library.hf_hub_url(name, file.name, revision=commit, endpoint=api.endpoint),
            target,
            resume_size=there,
            # The size of what is compressed on the way is not that of the file.
            headers={**library.utils.build_hf_headers(token=api.token), "Accept-Encoding": "identity"},
            expected_size=file.size,
            tqdm_class=Bar,
        )


class _Bar:
    """What huggingface_hub takes for a progress bar: it tells a function instead of drawing."""

    tell: Progress = staticmethod(_silent)
    name = ""
    whole = 0

    def __init__(self, *_: object, initial: int = 0, **__: object) -> None:
        self.n = initial

    def update(self, count: float = 1) -> None:
        self.n += int(count)
        type(self).tell(self.name, self.n, self.whole)

    def close(self) -> None:
        return None

    def __enter__(self) -> _Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        return None


def _check_digest(part: Path, file: _Remote) -> None:
    """Raise FileProblem, and forget what came, if it is not the file that the hub lists."""
    with part.open("rb") as opened:
        if file.sha256:
            is_right = hashlib.file_digest(opened, "sha256").hexdigest() == file.sha256
        elif file.git_sha1:
            digest = hashlib.sha1(b"blob %d\0" % part.stat().st_size, usedforsecurity=False)
            for block in iter(lambda: opened.read(1 << 20), b""):
                digest.update(block)
            is_right = digest.hexdigest() == file.git_sha1
        else:
            is_right = part.stat().st_size == file.size
    if not is_right:
        part.unlink()
        what = "what came is not the file that the hub lists (its digest is another)"
        raise FileProblem(Where(file.name), what, "Run the same command again; if it stays so, take another revision.")


def _explained(error: Exception, name: str, revision: str | None) -> CatalogError:
    """Return what went wrong with a hub in one sentence, and what to do."""
    errors: Any = import_module("huggingface_hub.errors")
    status = getattr(getattr(error, "response", None), "status_code", 0)
    hidden = "The hub has no {name}, or does not show it: check the name. If it is private: {login}"
    missing = "The hub has no model {name}: check the name, which is owner/name."
    # The first that fits: a gated repository is also one that is not found.
    sentences: list[tuple[bool, str]] = [
        (isinstance(error, errors.GatedRepoError), "{name} is given only to those who accepted its terms on its page: "
         "do so there. {login}"),
        (isinstance(error, errors.RevisionNotFoundError), '{name} has no revision "{revision}": name a branch, a tag '
         "or a commit that is there."),
        (isinstance(error, errors.RepositoryNotFoundError), hidden if status == 401 else missing),
        (isinstance(error, errors.HFValidationError), '"{name}" is no name of a model on a hub: it is owner/name.'),
        (isinstance(error, errors.OfflineModeIsEnabled), "{name} is on a hub, and HF_HUB_OFFLINE forbids the network: "
         "name a folder or a file."),
        (status in (401, 403), "The hub does not let you read {name} (status {status}). {login}"),
    ]  # fmt: skip
    for fits, sentence in sentences:
        if fits:
            return UsageProblem(sentence.format(name=name, revision=revision, status=status, login=_LOGIN))
    return _failed(error, name, status)


def _failed(error: Exception, name: str, status: int) -> FileProblem:
    where = Where(name)
    if status == 404:
        return FileProblem(where, "a file of it is no longer on the hub", "Name another revision.")
    if status:
        return FileProblem(where, f"the hub answers with an error (status {status})", "Run again later.")
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return FileProblem(where, "the disk is full", f"Make room. {_AGAIN}")
    reason = (str(error) or type(error).__name__).splitlines()[0]
    return FileProblem(where, f"the connection to the hub failed or was cut ({reason})", _AGAIN)
