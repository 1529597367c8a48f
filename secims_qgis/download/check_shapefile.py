"""Is a shapefile complete? Its files say how long they are, and have to agree (ESRI, July 1998)."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Callable

from secims_qgis.download.archive import check_archive, members_of

if TYPE_CHECKING:
    from pathlib import Path

NEEDED = (".shx", ".dbf")
_HEADER_BYTES = 100
_MAGIC = 9994


def check_archive_of_data(path: Path, check: Callable[[], None]) -> None:
    """Read every member of an archive against its checksum; every shapefile in it has to be complete.

    Raises:
        ValueError: the archive is not as it should be, or a part of a shapefile is missing or cut.
    """
    check_archive(path, check)
    members = {_key(info.filename): info for info in members_of(path)}
    shapes = [key for key in members if key.endswith(".shp") and not _is_hidden(key)]
    with zipfile.ZipFile(path) as archive:
        for shape in shapes:
            _check_parts(archive, members, shape)


def _check_header(head: bytes, size: int, name: str) -> None:
    """Compare the length in the header of a .shp or .shx with that of the file.

    Raises:
        ValueError: it is no such file, or cut.
    """
    if len(head) < _HEADER_BYTES or struct.unpack(">i", head[:4])[0] != _MAGIC:
        raise ValueError(f"{name} is no part of a shapefile")
    said = 2 * struct.unpack(">i", head[24:28])[0]  # in words of 16 bits
    if said > size:
        raise ValueError(f"{name} is cut: {size} of {said} bytes")


def _check_parts(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], shape: str) -> None:
    name = PurePosixPath(members[shape].filename).name[:100]
    index, table = (members.get(shape[: -len(".shp")] + suffix) for suffix in NEEDED)
    if index is None or table is None:
        raise ValueError(f"the shapefile {name} has no {NEEDED[0] if index is None else NEEDED[1]}")
    for info in (members[shape], index):
        _check_header(_head(archive, info), info.file_size, info.filename[:100])
    rows, row_bytes, header_bytes = _table_shape(_head(archive, table), table.filename[:100])
    if header_bytes + rows * row_bytes > table.file_size:
        raise ValueError(f"{table.filename[:100]} is cut: it has not all of its {rows} rows")


def _table_shape(head: bytes, name: str) -> tuple[int, int, int]:
    """Return rows, bytes of a row and of the header of a dBase table."""
    if len(head) < 32:
        raise ValueError(f"{name} is no table")
    rows, header_bytes, row_bytes = struct.unpack("<IHH", head[4:12])
    return rows, row_bytes, header_bytes


def _head(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as member:
            return member.read(_HEADER_BYTES)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise ValueError(f"{info.filename[:100]} cannot be unpacked: {error}") from error


def _key(name: str) -> str:
    return name.replace("\\", "/").lower()


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__macosx")) for part in PurePosixPath(name).parts)
