"""What an unpacked archive holds that QGIS can open, and the layers of an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Callable

from secims_qgis.download.archive import members_of
from secims_qgis.download.formats import HEAD_BYTES, content_of, looks_like_geojson
from secims_qgis.download.sources import Source, holds_layers
from secims_qgis.download.unpack import unpack
from secims_qgis.network.errors import DamagedFileError, DiskFullError, FolderError

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

MAX_SOURCES = 50
"""Files of one archive that are opened; more would bury the project."""


def open_download(path: Path, name: str, check: Callable[[], None]) -> list[QgsMapLayer]:
    """Return the layers of a downloaded file; an archive is unpacked beside it first.

    Unpacked, the layers can be edited, find their styles, and are read several times faster. Where
    there is no room for that, an archive is read in place. Blocks; the layers belong to the main thread
    afterwards. ``check`` may raise to stop.

    Raises:
        DamagedFileError: the file should have layers, and cannot be read.
    """
    from secims_qgis.download.loadable import open_file_layers

    if path.suffix.lower() != ".zip" or not _has_layers(path):
        return open_file_layers(path, name)
    try:
        folder = unpack(path, check)
    except (DiskFullError, FolderError):
        return open_file_layers(path, name)
    return open_file_layers(folder, name)


def sources_in_folder(folder: Path, name: str) -> list[Source]:
    """Return the files of an unpacked archive that hold layers, in the order of their paths."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    inside = [path for path in files if holds_layers(path.relative_to(folder).as_posix())]
    found = [source for source in map(_source, inside) if source is not None][:MAX_SOURCES]
    if len(found) != 1:
        return found
    (only,) = found
    return [Source(only.location, only.suffix, name or only.name, only.content)]


def _source(path: Path) -> Source | None:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    suffix, content = path.suffix.lower(), content_of(head)
    # What is called .json is metadata as often as data.
    if suffix == ".json" and not looks_like_geojson(head):
        return None
    return Source(str(path), suffix, path.stem, content)


def _has_layers(archive: Path) -> bool:
    try:
        return any(holds_layers(info.filename) for info in members_of(archive))
    except ValueError as error:
        raise DamagedFileError(f"{archive.name} cannot be opened: {error}") from error
