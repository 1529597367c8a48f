"""What an archive holds that QGIS can open in place."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from secims_qgis.download.archive import members_of
from secims_qgis.download.formats import HEAD_BYTES, content_of
from secims_qgis.download.sources import Source, holds_layers

MAX_SOURCES = 50
"""Layers of one archive that are opened; more would bury the project."""
_NOT_IN_PLACE = frozenset({".csv", ".kmz", ".json"})
"""Read by providers that know no archives, or (.json) as often metadata as data."""


def sources_in_archive(path: Path, name: str) -> list[Source]:
    """Return the members of a ZIP file that hold layers, by their paths in GDAL's /vsizip/.

    Raises:
        ValueError: the archive is not readable, a bomb, or has paths that lead outside.
    """
    wanted = [info for info in members_of(path) if _can_be_read_in_place(info.filename)][:MAX_SOURCES]
    only = name if len(wanted) == 1 else ""
    with zipfile.ZipFile(path) as archive:
        return [_source(path, archive, info, only) for info in wanted]


def _can_be_read_in_place(member: str) -> bool:
    return holds_layers(member) and PurePosixPath(member).suffix.lower() not in _NOT_IN_PLACE


def _source(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Source:
    try:
        with archive.open(info) as member:
            head = member.read(HEAD_BYTES)
    except (zipfile.BadZipFile, RuntimeError, EOFError) as error:
        raise ValueError(f"{info.filename[:100]} cannot be read: {error}") from error
    inside = PurePosixPath(info.filename.replace("\\", "/"))
    return Source(
        location=f"/vsizip/{path.as_posix()}/{inside}",
        suffix=inside.suffix.lower(),
        name=name or inside.stem,
        content=content_of(head),
    )
