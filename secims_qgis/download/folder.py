"""The folder that files go into, and the room in it."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Callable

from secims_qgis.download.names import numbered
from secims_qgis.network.errors import DiskFullError, DownloadError, FolderError

MAX_RESERVE_BYTES = 200_000_000
RESERVE_SHARE = 0.05
"""A disk is never filled to the last byte: QGIS and the system need room to go on."""
CHUNK_BYTES = 1024 * 1024
_NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_MAX_NUMBER = 10_000


def prepare_folder(folder: Path) -> list[Path]:
    """Make the folder where it is missing and see that it can be written into.

    Returns the folders that were made, the innermost first, for ``remove_empty``.

    Raises:
        FolderError: it is a file, cannot be made, or nothing can be written.
        DiskFullError: not even an empty file has room.
    """
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The only honest test: permission bits say nothing about root, ACLs or read-only mounts.
        with tempfile.TemporaryFile(dir=folder, prefix=".secims-"):
            pass
    except OSError as error:
        remove_empty(made)
        raise folder_error(error, folder) from error
    return made


def remove_empty(folders: list[Path]) -> None:
    """Take back folders that were made for files that did not come."""
    for path in folders:
        with contextlib.suppress(OSError):  # not empty, or gone already
            path.rmdir()


def folder_error(error: OSError, path: Path, url: str = "") -> DownloadError:
    """Return the error of the plugin for one of the file system."""
    if error.errno in _NO_ROOM:
        return DiskFullError(f"the disk of {path} is full: {error.strerror}", url=url)
    return FolderError(f"{path} cannot be written: {error.strerror or error}", url=url)


def check_room(folder: Path, needed_bytes: int, url: str = "") -> None:
    """See that so many more bytes fit, with some room left for everything else.

    Raises:
        DiskFullError: they do not; the cause says how many are needed and how many are free.
    """
    usage = shutil.disk_usage(folder)
    reserve = min(MAX_RESERVE_BYTES, int(usage.total * RESERVE_SHARE))
    if needed_bytes + reserve > usage.free:
        raise DiskFullError(
            f"{_megabytes(needed_bytes)} needed, {_megabytes(usage.free)} free in {folder}", url=url
        )


def place(part: Path, folder: Path, name: str, sha256: str) -> Path:
    """Give a whole file its final name and return it; nothing is overwritten.

    Where a file of that name has the same content already, that one stays and is returned;
    otherwise the next free name is taken (``reefs_2.gpkg``).

    Raises:
        FolderError: the file system refuses.
    """
    try:
        for number in range(1, _MAX_NUMBER):
            target = folder / (name if number == 1 else numbered(name, number))
            if _is_same(target, part, sha256):
                part.unlink()
                return target
            if not os.path.lexists(target) and _renamed(part, target):
                return target
    except OSError as error:
        raise folder_error(error, folder) from error
    raise FolderError(f"{folder} has {_MAX_NUMBER} files called {name}")


def sha256_of(path: Path, *, check: Callable[[], None] | None = None) -> str:
    """Return the hex digest of a file; ``check`` is called for every MB and may raise."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(CHUNK_BYTES), b""):
            digest.update(chunk)
            if check:
                check()
    return digest.hexdigest()


def _is_same(target: Path, part: Path, sha256: str) -> bool:
    if not target.is_file() or target.stat().st_size != part.stat().st_size:
        return False
    return sha256_of(target) == sha256


def _renamed(part: Path, target: Path) -> bool:
    """Rename without overwriting; False where somebody else took the name in the meantime.

    A rename overwrites on POSIX and does not on Windows; a hard link never does, but not every
    file system has them.
    """
    try:
        if os.name == "nt":
            part.rename(target)
            return True
        os.link(part, target)
    except FileExistsError:
        return False
    except OSError:
        part.replace(target)
        return True
    part.unlink()
    return True


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
