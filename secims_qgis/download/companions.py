"""The files that make a shapefile of a .shp: where a link names that one alone, the others lie beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Callable
from urllib.parse import urlsplit, urlunsplit

from secims_qgis.network.errors import DamagedFileError, FileExistsAlreadyError, HttpError

if TYPE_CHECKING:
    from secims_qgis.download.fetch import FetchedFile
    from secims_qgis.model import Distribution

NEEDED = (".shx", ".dbf")
WELCOME = (".prj", ".cpg", ".qml", ".sld")
_SHAPES = ".shp"


def fetch_with_companions(
    fetch: Callable[[Distribution], FetchedFile], distribution: Distribution
) -> list[FetchedFile]:
    """Fetch a file; of a shapefile all of its files, the .shp first in the list, or none of use.

    Raises:
        DamagedFileError: a file that a shapefile needs is not there.
        FileExistsAlreadyError: other files of these names are in the folder.
        As ``fetch`` does.
    """
    if not _is_lone_shape(distribution.url):
        return [fetch(distribution)]
    needed = [_companion(fetch, distribution, suffix) for suffix in NEEDED]
    for suffix, file in zip(NEEDED, needed):
        if file is None:
            cause = f"the shapefile is not complete: there is no {suffix} beside it"
            raise DamagedFileError(cause, url=distribution.url)
    shape = fetch(distribution)
    found = [*needed, *(_companion(fetch, distribution, suffix) for suffix in WELCOME)]
    files = [file for file in found if file is not None]
    for file in files:
        if file.path.stem != shape.path.stem:
            raise FileExistsAlreadyError(f"{shape.path.parent} has another {shape.path.stem}")
    return [shape, *files]


def _is_lone_shape(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and PurePosixPath(parts.path).suffix.lower() == _SHAPES


def _companion(
    fetch: Callable[[Distribution], FetchedFile], distribution: Distribution, suffix: str
) -> FetchedFile | None:
    """Return a file beside the .shp, None where there is none."""
    parts = urlsplit(distribution.url)
    own = PurePosixPath(parts.path).suffix
    ending = suffix.upper() if own.isupper() else suffix
    address = urlunsplit(parts._replace(path=parts.path[: -len(own)] + ending))
    wanted = replace(
        distribution, url=address, format=suffix[1:], size_bytes=None, checksum="", media_type=""
    )
    try:
        return fetch(wanted)
    except HttpError:
        return None  # what is busy has been waited for; this one is not there
    except DamagedFileError:
        if suffix in NEEDED:
            raise
        return None  # some servers have a page for what is not there
