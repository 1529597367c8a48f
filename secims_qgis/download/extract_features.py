"""OGC API Features into a GeoPackage: all that is wanted, each feature once, nothing changed on the way.

Why not ``ogr2ogr`` or QGIS's own writer: the first turns 15.5 into 15 where a column began with whole
numbers, the second calls 4,000 of 20,000 features a success where one page has failed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
)

from secims_qgis.download.dataset import quiet_gdal
from secims_qgis.download.double_ids import DoubleIdError, noticed_double_ids
from secims_qgis.download.extract_area import LON_LAT, Area, same_place, selections
from secims_qgis.download.extract_features_pages import FeaturePages
from secims_qgis.download.extract_features_request import ItemsAddress
from secims_qgis.download.extract_features_table import Alteration, PageTable
from secims_qgis.download.table_schema import Ids
from secims_qgis.live.coverage_request import crs_uri
from secims_qgis.live.features import address_of
from secims_qgis.live.features_service import FeaturesService, read_collection
from secims_qgis.network.errors import AnswerError, DownloadError

if TYPE_CHECKING:
    from pathlib import Path

    import requests

    from secims_qgis.download.extract_features_load import LoadedPage
    from secims_qgis.model import Distribution

_MAX_NAME = 60
_DEGREES = 180.0
_LOOKED_AT = 100
"""Features of a page in which a geometry is looked for."""


@dataclass(frozen=True)
class FeatureWish:
    """What is wanted of a collection, in which CRS, and with what condition on its attributes.

    ``crs`` None means that of storage. ``where`` is a condition as SQLite has it (``"levels" > 3``).
    """

    area: Area
    crs: QgsCoordinateReferenceSystem | None = None
    where: str = ""
    context: QgsCoordinateTransformContext = field(default_factory=QgsCoordinateTransformContext)


def extract_features(  # noqa: PLR0913, PLR0917 - what to take, where from, where to, and who is told
    distribution: Distribution,
    path: Path,
    wish: FeatureWish,
    session: requests.Session,
    check: Callable[[], None],
    tell: Callable[[float], None],
) -> int:
    """Write the features to a new GeoPackage at ``path`` and return how many there are.

    The pages are put into the folder of the path, which is the caller's to remove.

    Raises:
        NetworkError, AnswerError: a page does not come, or is none.
        DamagedFileError: not all features came, or some of them twice.
        DiskFullError, DownloadError: they cannot be written.
    """
    address = address_of(distribution.url)
    service = read_collection(session, address.landing_url, address.collection_id)
    wire = _wire_crs(service)
    target = wish.crs or (wire if wire.authid() != LON_LAT else QgsCoordinateReferenceSystem("EPSG:4326"))
    storage = QgsCoordinateReferenceSystem(service.storage_crs) if service.storage_crs else wire
    table = PageTable(path, _table_name(address.collection_id), target, distribution.url)
    try:
        for selection in selections(wish.area, wire, wish.context, storage if storage.isValid() else wire):
            parameters = {"bbox": selection.bbox} if selection.bbox else {}
            if wire.authid() != LON_LAT:
                parameters["crs"] = crs_uri(wire.authid())
            items = ItemsAddress.of(distribution.url, parameters)
            pages = FeaturePages(items, session, path.parent, check)
            alter = Alteration(selection, wire, target, wish.context)
            for loaded in pages:
                _check_crs(loaded, wire)
                table.take(loaded, alter, check)
                tell(min(1.0, pages.received / pages.matched) if pages.matched else 0.0)
        count = table.finish(check)
    finally:
        table.close()
    return _filtered(path, wish.where, check) if count and wish.where.strip() else count


def _wire_crs(service: FeaturesService) -> QgsCoordinateReferenceSystem:
    """Return the CRS to ask for: that of storage, so that the server need not transform.

    Not one whose axes are the other way round: servers do not agree on the order in which they then come.
    """
    lon_lat = QgsCoordinateReferenceSystem(LON_LAT)
    if not service.storage_crs or service.storage_crs not in service.crs:
        return lon_lat
    storage = QgsCoordinateReferenceSystem(service.storage_crs)
    is_usable = storage.isValid() and not storage.hasAxisInverted()
    return storage if is_usable and not same_place(storage, lon_lat) else lon_lat


def _check_crs(loaded: LoadedPage, wire: QgsCoordinateReferenceSystem) -> None:
    """See that metres are not degrees: a server may not have heeded what it was asked.

    Raises:
        AnswerError: it has not.
    """
    try:
        with noticed_double_ids(matter=loaded.page.ids is not Ids.NONE):
            envelope = _first_envelope(loaded.layer)
    except DoubleIdError as error:
        raise AnswerError("two features on a page have the same id", url=loaded.page.url) from error
    if envelope is None:
        return
    west, east, south, north = envelope
    is_degrees = max(abs(west), abs(east)) <= 2 * _DEGREES and max(abs(south), abs(north)) <= _DEGREES
    if not wire.isGeographic() and is_degrees:
        raise AnswerError(
            f"the coordinates are degrees, though {wire.authid()} was asked for", url=loaded.page.url
        )
    if wire.isGeographic() and not is_degrees:
        raise AnswerError("the coordinates are no longitudes and latitudes", url=loaded.page.url)


def _first_envelope(layer: Any) -> tuple[float, float, float, float] | None:
    """Return west, east, south, north of the first geometry; None where there is none near the start."""
    layer.ResetReading()
    for _ in range(_LOOKED_AT):
        feature = layer.GetNextFeature()
        geometry = feature.GetGeometryRef() if feature is not None else None
        if feature is None or (geometry is not None and not geometry.IsEmpty()):
            break
    found = geometry.GetEnvelope() if geometry is not None and not geometry.IsEmpty() else None
    layer.ResetReading()
    return found


def _filtered(path: Path, where: str, check: Callable[[], None]) -> int:
    """Keep the rows that meet a condition; a copy, since SQLite does not give room back by itself."""
    kept = path.with_name("filtered.gpkg")
    check()
    options = ["-f", "GPKG", "-where", where, "-preserve_fid"]
    with quiet_gdal() as told:
        try:
            copy = gdal.VectorTranslate(str(kept), str(path), options=options)
            layer = copy.GetLayer(0) if copy is not None else None
            count = layer.GetFeatureCount() if layer is not None else -1
            layer = copy = None
        except RuntimeError as error:  # somebody switched GDAL's exceptions on
            count = -1
            told.append(str(error))
    if count < 0:
        raise DownloadError(f"the condition on the attributes cannot be used: {'; '.join(told)}")
    kept.replace(path)
    return count


def _table_name(collection_id: str) -> str:
    """Return a name of a table that needs no quotes anywhere."""
    plain = "".join(char if char.isalnum() or char in "_-" else "_" for char in collection_id)
    return plain[:_MAX_NAME].strip("_-") or "features"
