"""Unpacks an archive into a folder beside it: listed and judged first, then written, then named."""

from __future__ import annotations

import contextlib
import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Callable

from secims_qgis.download.archive import members_of
from secims_qgis.download.folder import check_room, folder_error
from secims_qgis.download.names import split_suffix
from secims_qgis.network.errors import DamagedFileError, FolderError

_READ_BYTES = 1024 * 1024
_UNFINISHED = ".unpacking"
_MAX_NUMBER = 1000


def unpack(archive: Path, check: Callable[[], None]) -> Path:
    """Unpack a ZIP archive and return the folder: ``reefs.zip`` into ``reefs``.

    Every member is looked at before the first byte is written. The folder appears under its name when
    all of it is there. Where a folder of that name holds the same files already, that one is returned;
    otherwise the next free name is taken. ``check`` is called for every MB and may raise.

    Raises:
        DamagedFileError: no readable archive, or one that must not be unpacked; nothing was written.
        DiskFullError, FolderError: it cannot be written.
    """
    try:
        members = members_of(archive)
    except ValueError as error:
        raise DamagedFileError(f"{archive.name} is not unpacked: {error}") from error
    stem = split_suffix(archive.name)[0]
    for number in range(1, _MAX_NUMBER):
        folder = archive.parent / (stem if number == 1 else f"{stem}_{number}")
        if _is_unpacked(folder, members):
            return folder
        if not folder.exists() and not folder.is_symlink():
            _unpack_into(folder, archive, members, check)
            return folder
    raise FolderError(f"{archive.parent} has {_MAX_NUMBER} folders called {stem}")


def _is_unpacked(folder: Path, members: list[zipfile.ZipInfo]) -> bool:
    """Return whether a folder is that of the archive: every member is there, with its length."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    for info in members:
        path = _place(folder, info)
        if path.is_symlink() or not path.is_file() or path.stat().st_size != info.file_size:
            return False
    return True


def _unpack_into(
    folder: Path, archive: Path, members: list[zipfile.ZipInfo], check: Callable[[], None]
) -> None:
    unfinished = folder.with_name(folder.name + _UNFINISHED)
    try:
        shutil.rmtree(unfinished, ignore_errors=True)  # of one that was killed
        check_room(archive.parent, sum(info.file_size for info in members))
        unfinished.mkdir()
        with zipfile.ZipFile(archive) as source:
            for info in members:
                _unpack_member(source, info, _place(unfinished, info), check)
        unfinished.rename(folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise DamagedFileError(f"{archive.name} cannot be unpacked: {error}") from error
    except OSError as error:
        raise folder_error(error, folder) from error
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(unfinished, ignore_errors=True)


def _place(folder: Path, info: zipfile.ZipInfo) -> Path:
    return folder.joinpath(*PurePosixPath(info.filename.replace("\\", "/")).parts)


def _unpack_member(
    source: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, check: Callable[[], None]
) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    left = info.file_size
    with source.open(info) as member, target.open("xb") as file:
        for chunk in iter(lambda: member.read(_READ_BYTES), b""):
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile(f"{info.filename[:100]} is longer than the archive says")
            file.write(chunk)
            check()
    if left:
        raise zipfile.BadZipFile(f"{info.filename[:100]} is shorter than the archive says")
