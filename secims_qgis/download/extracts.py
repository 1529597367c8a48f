"""Extracts of live data: what is wanted of a service, as a file of one's own."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from qgis.core import QgsCoordinateTransformContext

from secims_qgis.download.extract_area import Area, area_of, crs_from
from secims_qgis.download.extract_target import check_target, put_in_place, work_folder
from secims_qgis.download.extract_tiles import MBTILES, TILE_KINDS, extract_tiles
from secims_qgis.download.folder import sha256_of
from secims_qgis.model import DistributionKind
from secims_qgis.model.download import ExtractResult
from secims_qgis.network import check_link
from secims_qgis.network.errors import CancelledError, DamagedFileError, DownloadError

if TYPE_CHECKING:
    import os

    import requests
    from qgis.core import QgsCoordinateReferenceSystem

    from secims_qgis.model import Distribution

SUFFIXES: Mapping[DistributionKind, tuple[str, ...]] = {
    DistributionKind.FEATURES: (".gpkg",),
    DistributionKind.COVERAGE: (".tif", ".tiff"),
    **dict.fromkeys(TILE_KINDS, (MBTILES,)),
}
"""What can be extracted, and how the name of its file ends."""
TILE_CRS = "EPSG:3857"


@dataclass(frozen=True)
class ExtractWish:
    """What to take, and how; see ``secims_qgis.download.extract``."""

    extent: Any
    extent_crs: Any
    area: Area
    crs: QgsCoordinateReferenceSystem | None
    where: str
    resolution: tuple[float, float] | None
    zooms: tuple[int, ...] | None
    context: QgsCoordinateTransformContext
    overwrite: bool


def run_extract(
    distribution: Distribution,
    target_file: str | os.PathLike[str],
    wish: ExtractWish,
    session: requests.Session,
    feedback: Any,
) -> ExtractResult:
    """Do what ``secims_qgis.download.extract`` says."""
    from secims_qgis.download.watch import cancelled_by

    check_link(distribution.url)
    if not distribution.usable:
        raise DownloadError(distribution.reason or "it cannot be used", url=distribution.url)
    suffixes = SUFFIXES.get(distribution.kind)
    if suffixes is None:
        kind = str(distribution.kind).replace("_", " ").lower()
        raise DownloadError(f"no extract can be made of {kind}", url=distribution.url)
    target = Path(target_file).absolute()
    check_target(target, suffixes, overwrite=wish.overwrite)

    def check() -> None:
        if feedback is not None and feedback.isCanceled():
            raise CancelledError("cancelled")

    def tell(share: float) -> None:
        if hasattr(feedback, "setProgress"):
            feedback.setProgress(100.0 * share)

    if distribution.kind in TILE_KINDS:
        return _tiles(distribution, target, wish, session, feedback)
    with cancelled_by(feedback, session):
        check()
        with work_folder(target) as folder:
            part = folder / f"extract{suffixes[0]}"
            counted = _MAKERS[distribution.kind](distribution, part, wish, session, check, tell)
            check()
            result = ExtractResult(
                files=(target,),
                sha256=(sha256_of(part, check=check),),
                bytes=part.stat().st_size,
                features=counted.get("features"),
                pixels=counted.get("pixels"),
            )
            put_in_place(part, target, overwrite=wish.overwrite)
    tell(1.0)
    return result


def _features(  # noqa: PLR0913, PLR0917 - as extract_features
    distribution: Distribution,
    part: Path,
    wish: ExtractWish,
    session: requests.Session,
    check: Callable[[], None],
    tell: Callable[[float], None],
) -> dict[str, int]:
    from secims_qgis.download.checks import check_geopackage
    from secims_qgis.download.extract_features import FeatureWish, extract_features

    if wish.resolution is not None:
        raise DownloadError("features have no resolution", url=distribution.url)
    features = FeatureWish(wish.area, wish.crs, wish.where, wish.context)
    count = extract_features(distribution, part, features, session, check, tell)
    try:
        check_geopackage(part, check)
        found = _rows(part)
    except ValueError as error:
        raise DamagedFileError(f"the GeoPackage came out damaged: {error}", url=distribution.url) from error
    if found != count:
        raise DamagedFileError(f"{found} of {count} features are in the GeoPackage", url=distribution.url)
    return {"features": count}


def _coverage(  # noqa: PLR0913, PLR0917 - as extract_coverage
    distribution: Distribution,
    part: Path,
    wish: ExtractWish,
    session: requests.Session,
    check: Callable[[], None],
    tell: Callable[[float], None],
) -> dict[str, int]:
    from secims_qgis.download.extract_coverage import CoverageWish, extract_coverage

    if wish.where.strip():
        raise DownloadError("a coverage has no attributes to filter by", url=distribution.url)
    pixels = CoverageWish(wish.area, wish.crs, wish.resolution, wish.context)
    columns, rows = extract_coverage(distribution, part, pixels, session, check, tell)
    return {"pixels": columns * rows}


def _tiles(
    distribution: Distribution, target: Path, wish: ExtractWish, session: requests.Session, feedback: Any
) -> ExtractResult:
    """Save tiles as they are: they have their own CRS, and no attributes that could be asked for."""
    if wish.crs is not None and wish.crs.authid() != TILE_CRS:
        raise DownloadError(f"tiles are saved as they are, in {TILE_CRS}", url=distribution.url)
    if wish.where.strip() or wish.resolution is not None or wish.area.polygon is not None:
        raise DownloadError("tiles are taken by extent and zoom levels only", url=distribution.url)
    # The one that is there goes when the new one is whole.
    fresh = target.with_name(f"{target.stem}.new{MBTILES}") if target.is_file() else target
    made = extract_tiles(
        distribution, fresh, wish.extent, wish.extent_crs, wish.zooms, session=session, feedback=feedback
    )
    count = _tile_count(fresh)
    if fresh != target:
        put_in_place(fresh, target, overwrite=wish.overwrite)
    return ExtractResult((target,), made.sha256, made.bytes, made.resumed_from, tiles=count)


def _tile_count(path: Path) -> int:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM tiles").fetchone()[0])
    finally:
        connection.close()


_MAKERS: Mapping[DistributionKind, Callable[..., dict[str, int]]] = {
    DistributionKind.FEATURES: _features,
    DistributionKind.COVERAGE: _coverage,
}


def _rows(path: Path) -> int:
    """Return how many rows the tables of a GeoPackage have; raises ValueError where it has none."""
    from osgeo import gdal

    from secims_qgis.download.dataset import open_dataset, quiet_gdal

    with quiet_gdal() as told:
        dataset = open_dataset(path, gdal.OF_VECTOR, ("GPKG",))
        if dataset is None:
            raise ValueError("; ".join(told) or "it cannot be opened")
        return sum(dataset.GetLayer(index).GetFeatureCount() for index in range(dataset.GetLayerCount()))


def wish_of(  # noqa: PLR0913 - the choices that there are
    *,
    extent: Any,
    extent_crs: Any,
    crs: Any,
    polygon: Any,
    where: str,
    resolution: Any,
    zooms: Any,
    transform_context: QgsCoordinateTransformContext | None,
    overwrite: bool,
) -> ExtractWish:
    """Read what ``extract`` was given.

    Raises:
        DownloadError: something is not what it should be.
    """
    return ExtractWish(
        extent=extent,
        extent_crs=extent_crs,
        area=area_of(extent, extent_crs, polygon),
        crs=crs_from(crs) if crs else None,
        where=where,
        resolution=_resolution(resolution),
        zooms=None if zooms is None else tuple(int(zoom) for zoom in zooms),
        context=transform_context or QgsCoordinateTransformContext(),
        overwrite=overwrite,
    )


def _resolution(given: Any) -> tuple[float, float] | None:
    if given is None:
        return None
    sides = tuple(float(side) for side in given) if isinstance(given, (tuple, list)) else (float(given),) * 2
    if len(sides) != 2 or not all(math.isfinite(side) and side > 0 for side in sides):
        raise DownloadError("the resolution is no size of a pixel")
    return sides[0], sides[1]
