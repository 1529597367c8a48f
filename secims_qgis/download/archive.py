"""ZIP archives: looked at from the outside first, never trusted."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Callable

from secims_qgis.download.members import refuse_members

if TYPE_CHECKING:
    from pathlib import Path

MAX_MEMBERS = 10_000
MAX_UNPACKED_BYTES = 100_000_000_000
MAX_RATIO = 500
"""Unpacked to packed. Real data stay below; deflate reaches 1032 with nothing but zeros."""
RATIO_FROM_BYTES = 50_000_000
"""Archives that unpack to less than this do no harm, whatever their ratio."""
_READ_BYTES = 1024 * 1024
_READABLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})


def members_of(path: Path) -> list[zipfile.ZipInfo]:
    """Return the files of an archive; folders are left out.

    Raises:
        ValueError: no archive, a zip bomb, or a member that must not be unpacked.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise ValueError(f"no readable ZIP archive: {error}") from error
    _refuse_bomb(infos, path.stat().st_size)
    refuse_members(infos)
    return [info for info in infos if not info.is_dir()]


def check_archive(path: Path, check: Callable[[], None]) -> None:
    """Read every member against its checksum.

    Raises:
        ValueError: as ``members_of`` does, and for a broken member, or one with a password.
    """
    members = members_of(path)
    if not members:
        raise ValueError("the archive is empty")
    with zipfile.ZipFile(path) as archive:
        for info in members:
            if info.compress_type in _READABLE:  # GDAL reads more methods than Python does
                _read_through(archive, info, check)


def is_bomb(unpacked: int, packed: int) -> bool:
    """Return whether so many bytes out of so few are more than data ever are."""
    return unpacked > RATIO_FROM_BYTES and unpacked > MAX_RATIO * max(packed, 1)


def _refuse_bomb(infos: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS:
        raise ValueError(f"the archive has more than {MAX_MEMBERS} members")
    if unpacked > MAX_UNPACKED_BYTES:
        raise ValueError(f"the archive would unpack to more than {MAX_UNPACKED_BYTES // 10**9} GB")
    if is_bomb(unpacked, packed) or any(is_bomb(info.file_size, info.compress_size) for info in infos):
        raise ValueError(f"the archive would unpack to more than {MAX_RATIO} times its size")


def _read_through(archive: zipfile.ZipFile, info: zipfile.ZipInfo, check: Callable[[], None]) -> None:
    try:
        with archive.open(info) as member:
            while member.read(_READ_BYTES):
                check()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise ValueError(f"{info.filename[:100]} cannot be unpacked: {error}") from error
