"""Tiles of an extent and of some zoom levels into one MBTiles file, for work without a network."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secims_qgis.download.extract_tiles_file import TilesFile
from secims_qgis.download.extract_tiles_plan import Check, TilesEstimate, TilesPlan, Wanted
from secims_qgis.download.folder import check_room, place, prepare_folder, remove_empty, sha256_of
from secims_qgis.download.watch import cancelled_by
from secims_qgis.model import DistributionKind, DownloadResult
from secims_qgis.network import open_session
from secims_qgis.network.errors import (
    AnswerError,
    CancelledError,
    DownloadError,
    FileExistsAlreadyError,
    LiveLayerError,
    NetworkError,
)

if TYPE_CHECKING:
    import requests

    from secims_qgis.model import Distribution

TILE_KINDS = frozenset(
    {
        DistributionKind.PMTILES,
        DistributionKind.TILES,
        DistributionKind.RASTER_TILES,
        DistributionKind.VECTOR_TILES,
    }
)
"""What ``extract_tiles`` can save."""
MBTILES = ".mbtiles"
LOOKED_AT = 30
"""Tiles from which the fields of vector tiles are told, where the server does not."""


def estimate_tiles(  # noqa: PLR0913, PLR0917 - the arguments of extract_tiles
    distribution: Distribution,
    extent: object = None,
    extent_crs: object = None,
    zooms: Iterable[int] | None = None,
    session: requests.Session | None = None,
    feedback: Any = None,
) -> TilesEstimate:
    """Return how many tiles an extract would have, and how large it would be; arguments as there.

    Exact for an archive, whose directories are read; for a service a few tiles of each level are looked at.
    """
    session = session or open_session()
    with cancelled_by(feedback, session):
        return _plan(
            distribution, session, _wanted(extent, extent_crs, zooms), _check(feedback, session)
        ).estimate


def _wanted(extent: object, extent_crs: object, zooms: Iterable[int] | None) -> Wanted:
    return Wanted(extent, extent_crs, None if zooms is None else tuple(zooms))


def extract_tiles(  # noqa: PLR0913, PLR0917 - those of download.extract, and the zoom levels
    distribution: Distribution,
    target_file: str | os.PathLike[str],
    extent: object = None,
    extent_crs: object = None,
    zooms: Iterable[int] | None = None,
    session: requests.Session | None = None,
    feedback: Any = None,
) -> DownloadResult:
    """Save tiles as MBTiles (1.3), which QGIS opens without the plugin; several are fetched at once.

    Blocks; call it in a task. The file is written as ``<target>.part`` and gets its name when it is whole
    and sound. After an error the part stays, and the same call goes on with it; after a cancel it does not.

    Args:
        distribution: of a kind in ``TILE_KINDS``.
        target_file: ends in ``.mbtiles``.
        extent: QgsRectangle, BBox or xmin, ymin, xmax, ymax (x before y); None for all there is.
        extent_crs: of the extent; None for longitude and latitude.
        zooms: wanted zoom levels, of which the first and the last count; None for all there are.
        session: for credentials; its cancel stops the extract, too.
        feedback: a QgsFeedback; one with ``pushInfo`` is told beforehand how many tiles and bytes it will be.

    Raises:
        DownloadError: no tiles there, too many, or tiles that MBTiles cannot hold;
            FileExistsAlreadyError, FolderError, DiskFullError.
        NoRangeError: the server sends an archive only as a whole.
        LiveLayerError, AnswerError: what the server sends are no tiles.
        NetworkError: they do not arrive; CancelledError.
    """
    target = Path(target_file).absolute()
    if target.suffix.lower() != MBTILES:
        raise DownloadError(
            f"tiles are saved as {MBTILES}, not as {target.suffix or 'a file without ending'}"
        )
    if os.path.lexists(target):
        raise FileExistsAlreadyError(f"{target.name} is already in {target.parent}", url=distribution.url)
    made = prepare_folder(target.parent)
    session = session or open_session()
    check = _check(feedback, session)
    try:
        with cancelled_by(feedback, session):
            plan = _plan(distribution, session, _wanted(extent, extent_crs, zooms), check)
            if hasattr(feedback, "pushInfo"):
                feedback.pushInfo(str(plan.estimate))
            return _saved(target, plan, distribution.url, check, feedback)
    finally:
        remove_empty(made)


def _plan(distribution: Distribution, session: requests.Session, wanted: Wanted, check: Check) -> TilesPlan:
    from secims_qgis.download.extract_tiles_archive import plan_archive
    from secims_qgis.download.extract_tiles_service import plan_service

    if distribution.kind not in TILE_KINDS:
        raise DownloadError(f"{distribution.kind} has no tiles", url=distribution.url)
    plan = plan_archive if distribution.kind is DistributionKind.PMTILES else plan_service
    return plan(session, distribution, wanted, check)


def _saved(target: Path, plan: TilesPlan, url: str, check: Check, feedback: Any) -> DownloadResult:
    check_room(target.parent, plan.estimate.size_bytes, url)
    file = TilesFile(target, plan.fingerprint)
    keep = False
    try:
        _write(plan, file, check, feedback)
        if not file.count():
            raise DownloadError("there are no tiles in this extent", url=url)
        file.finish(plan.metadata(file.some(LOOKED_AT)))
        sha256 = sha256_of(file.path, check=check)
        path = place(file.path, target.parent, target.name, sha256)
    except CancelledError:
        raise
    except (NetworkError, AnswerError, LiveLayerError):
        keep = True
        raise
    finally:
        file.close(keep=keep)
    return DownloadResult((path,), (sha256,), path.stat().st_size, file.resumed_bytes)


def _write(plan: TilesPlan, file: TilesFile, check: Check, feedback: Any) -> None:
    count, total = len(file.done), max(plan.estimate.tiles, 1)
    for tiles in plan.fetched(file.done, check):
        for where, tile in tiles:
            file.put(where, tile)
        count += len(tiles)
        if hasattr(feedback, "setProgress"):
            feedback.setProgress(100.0 * min(count / total, 1.0))


def _check(feedback: Any, session: requests.Session) -> Check:
    def check() -> None:
        is_cancelled = feedback is not None and feedback.isCanceled()
        if is_cancelled or getattr(session, "is_cancelled", False):
            raise CancelledError("cancelled")

    return check
