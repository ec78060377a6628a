"""Files that take the place of another, whole or not at all."""

from __future__ import annotations

import glob
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from catalog_cli.errors import FileProblem, Where
from catalog_cli.formats.compression import compressing


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file that takes the place of `path` when the block ends well; otherwise `path` stays as it was.

    Until then its `name` is where it lies. Of a symbolic link, the file it leads to is replaced.
    Written beside it, synced and renamed, so that no reader ever sees half a file (POSIX rename is atomic). What a
    killed run left there is removed. For a name that ends in .gz or .zst, what is written is compressed; it is whole
    in the file at any time after a flush.
    """
    named, path = path, Path(os.path.realpath(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(path)
        temporary, lock = _temporary(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with temporary.open("wb") as raw:
            out = compressing(raw, named)
            yield out
            out.flush()
            os.fsync(raw.fileno())
        temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)
        if lock is not None:
            os.close(lock)


def _temporary(path: Path) -> tuple[Path, int | None]:
    """Return a new file beside `path`, and what holds its lock, which tells that a run still writes it."""
    while True:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        if not _lock(handle):
            os.close(handle)
            return Path(name), None
        if Path(name).exists():
            return Path(name), handle
        os.close(handle)  # another run took it for abandoned in between


def _remove_abandoned(path: Path) -> None:
    """Remove temporary files of runs that were killed: the system gave their locks back."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        # One that cannot be opened, locked or removed is another run's, or another user's.
        with suppress(OSError), left.open("rb") as there:
            if _lock(there.fileno(), wait=False):
                left.unlink()


def _lock(handle: int, *, wait: bool = True) -> bool:
    """Take the lock of an open file; return whether we have it. Windows and some network drives have none."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (ImportError, OSError):
        return False
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> FileProblem:
    return FileProblem(
        Where(str(path)), f"cannot be written ({error.strerror})", "Check the folder's permissions and free space."
    )
