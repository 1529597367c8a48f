"""Files: fetched or made of live data, verified, and only then given their name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from secims_qgis.model import Distribution, DownloadResult
from secims_qgis.network.errors import DownloadError

if TYPE_CHECKING:
    import os

    import requests
    from qgis.core import QgsCoordinateTransformContext, QgsGeometry

    from secims_qgis.download.extract_area import Crs, Extent
    from secims_qgis.download.fetch import FetchedFile
    from secims_qgis.download.terms import Terms
    from secims_qgis.download.watch import Watch
    from secims_qgis.model import DownloadProgress
    from secims_qgis.model.download import ExtractResult

__all__ = ["download", "extract"]


def download(  # noqa: PLR0913 - five are the published interface
    distributions: Distribution | Iterable[Distribution],
    folder: str | os.PathLike[str],
    session: requests.Session | None = None,
    feedback: Any = None,
    on_progress: Callable[[DownloadProgress], None] | None = None,
    *,
    terms: Terms | None = None,
) -> DownloadResult:
    """Fetch files one after the other into a folder, which is made where it is missing.

    Blocks; call it in a task. ``feedback`` is a ``QgsFeedback``: it gets the progress in percent,
    and its cancel stops the download within half a second (a given session can then not be used any
    more). ``on_progress`` is called on this thread, at most ten times a second.

    A file appears under its name only when it is whole and verified, and never in place of another
    one: ``reefs.gpkg`` becomes ``reefs_2.gpkg``, unless the file that is there is the same, which
    then counts as the result. A line that breaks and a server that is busy are tried again after a
    pause, as long as the patience of ``terms`` lasts. What has arrived by then stays as ``.part`` and
    ``.part.json``, with which the next call goes on (RFC 9110, sections 13.1.5 and 14); nothing else is
    left behind.

    The parts of a dataset that is split over several files are joined when all of them are there:
    vector data to one GeoPackage in their place, rasters by a virtual raster beside them; ``notes`` of the
    result say why, where that cannot be. A part that fails does not keep the others from being fetched.

    Checksums are compared where there are any: that of the distribution, one in the server's header,
    or else ``<address>.sha256`` or ``.md5``.

    Raises:
        LinkRefusedError: the link policy forbids an address; nothing was requested.
        DownloadError: something is no file; FolderError, DiskFullError, DamagedFileError.
        NetworkError: UnreachableError, TimedOutError, BrokenOffError, CancelledError, HttpError,
            LoginNeededError.
    """
    from secims_qgis.download.fetch import refuse_what_is_no_file
    from secims_qgis.download.folder import prepare_folder, remove_empty
    from secims_qgis.download.watch import Watch, cancelled_by
    from secims_qgis.network import open_session

    wanted = [distributions] if isinstance(distributions, Distribution) else list(distributions)
    if not wanted:
        raise DownloadError("there is nothing to download")
    for distribution in wanted:
        refuse_what_is_no_file(distribution)
    target = Path(folder).absolute()
    made = prepare_folder(target)
    session = session or open_session()
    watch = Watch(feedback, on_progress, len(wanted))
    try:
        with cancelled_by(feedback, session):
            return _fetch_all(wanted, target, session, watch, terms)
    finally:
        remove_empty(made)


def _fetch_all(
    wanted: list[Distribution],
    folder: Path,
    session: requests.Session,
    watch: Watch,
    terms: Terms | None,
) -> DownloadResult:
    from secims_qgis.download.companions import fetch_with_companions
    from secims_qgis.download.fetch import fetch_file
    from secims_qgis.download.join import fetch_parts, joined, split_group
    from secims_qgis.download.join_kept import KeptParts

    group = split_group(wanted)

    def fetch(distribution: Distribution) -> FetchedFile:
        return fetch_file(distribution, folder, session, watch, terms)

    others = set(folder.iterdir()) - set(KeptParts(folder).paths)
    files = (
        fetch_parts(fetch, wanted, folder, watch.check)
        if group is not None
        else [file for item in wanted for file in fetch_with_companions(fetch, item)]
    )
    result = DownloadResult(
        files=tuple(file.path for file in files),
        sha256=tuple(file.sha256 for file in files),
        bytes=sum(file.size_bytes for file in files),
        resumed_from=sum(file.resumed_from for file in files),
    )
    return result if group is None else joined(result, group, folder, watch.check, others)


def extract(  # noqa: PLR0913, PLR0917 - six are the published interface
    distribution: Distribution,
    target_file: str | os.PathLike[str],
    extent: Extent | None = None,
    extent_crs: Crs | None = None,
    crs: Crs | None = None,
    feedback: Any = None,
    *,
    polygon: QgsGeometry | str | None = None,
    where: str = "",
    resolution: float | tuple[float, float] | None = None,
    zooms: Iterable[int] | None = None,
    session: requests.Session | None = None,
    transform_context: QgsCoordinateTransformContext | None = None,
    overwrite: bool = False,
) -> ExtractResult:
    """Make a file of live data: features to GeoPackage, coverages to GeoTIFF, tiles to MBTiles.

    Blocks; call it in a task. The file appears under its name when it is whole, or not at all; where
    one of that name is there, nothing is asked for. Memory does not grow with the data.

    Features that meet the extent, and the polygon, are taken whole, each once, with all attributes; the
    number is held against what the server says, the types of fields are widened over all of them. Of a
    coverage, the pixels that the extent touches, with their exact values, as long as neither CRS nor
    resolution makes it necessary to resample (then: nearest neighbour, so that no new values appear).

    Args:
        distribution: of the kind FEATURES, COVERAGE, TILES, RASTER_TILES, VECTOR_TILES or PMTILES.
        target_file: ends with ``.gpkg`` for features, with ``.tif`` for a coverage, ``.mbtiles`` for tiles.
        extent: a BBox, a QgsRectangle or xmin, ymin, xmax, ymax, x before y; None for everything. In
            degrees, xmin above xmax crosses the antimeridian (RFC 7946, section 5.2).
        extent_crs: CRS of the extent and the polygon, OGC:CRS84 where nothing is said.
        crs: CRS of the file, that of storage where nothing is said; longitude and latitude are written
            as EPSG:4326, x before y.
        feedback: a ``QgsFeedback``: gets the progress in percent, and its cancel stops the extract
            within half a second (a given session can then not be used any more).
        polygon: a geometry or WKT that features must meet; of a coverage, what lies outside is nodata.
        where: a condition on the attributes of features as SQLite has it, ``"levels" > 3``.
        resolution: size of a pixel, in units of the CRS of the file.
        zooms: zoom levels of tiles, of which the first and the last count; None for all.
        session: the session to use.
        transform_context: the datum shifts that the project prefers.
        overwrite: replace a file of that name, once the new one is whole.

    Raises:
        DownloadError: nothing can be extracted of this kind, or what was given is of no use;
            FileExistsAlreadyError, FolderError, DiskFullError; DamagedFileError: not all came.
        LiveLayerError, AnswerError: the service is not what it should be.
        NetworkError: UnreachableError, TimedOutError, BrokenOffError, CancelledError, HttpError.
        LinkRefusedError: the link policy forbids an address.
    """
    from secims_qgis.download.extracts import run_extract, wish_of
    from secims_qgis.network import open_session

    wish = wish_of(
        extent=extent,
        extent_crs=extent_crs,
        crs=crs,
        polygon=polygon,
        where=where,
        resolution=resolution,
        zooms=zooms,
        transform_context=transform_context,
        overwrite=overwrite,
    )
    return run_extract(distribution, target_file, wish, session or open_session(), feedback)
