"""OGC API Features into a GeoPackage: all that is wanted, each feature once, nothing changed on the way.

Why not ``ogr2ogr`` or QGIS's own writer: the first turns 15.5 into 15 where a column began with whole
numbers, the second calls 4,000 of 20,000 features a success where one page has failed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Callable

from osgeo import gdal, ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
)

from secims_qgis.download.dataset import quiet_gdal
from secims_qgis.download.double_ids import DoubleIdError, noticed_double_ids
from secims_qgis.download.extract_area import LON_LAT, Area, Selection, same_place, selections, transformation
from secims_qgis.download.extract_features_pages import FeaturePages, LoadedPage, load_page
from secims_qgis.download.extract_features_request import ItemsAddress
from secims_qgis.download.folder import check_room, folder_error
from secims_qgis.download.table_schema import Ids, TableSchema, schema_of
from secims_qgis.download.table_writer import Alter, TableWriter
from secims_qgis.live.coverage_request import crs_uri
from secims_qgis.live.features import address_of
from secims_qgis.live.features_service import FeaturesService, read_collection
from secims_qgis.network.errors import AnswerError, DamagedFileError, DiskFullError, DownloadError

if TYPE_CHECKING:
    from pathlib import Path

    import requests

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
    table = _Table(path, _table_name(address.collection_id), target, distribution.url)
    try:
        for selection in selections(wish.area, wire, wish.context, storage if storage.isValid() else wire):
            parameters = {"bbox": selection.bbox} if selection.bbox else {}
            if wire.authid() != LON_LAT:
                parameters["crs"] = crs_uri(wire.authid())
            items = ItemsAddress.of(distribution.url, parameters)
            pages = FeaturePages(items, session, path.parent, check)
            alter = _Alteration(selection, wire, target, wish.context)
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
    envelope = _first_envelope(loaded.layer)
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


class _Alteration:
    """What is done to each geometry: left out where it is not wanted, and brought into the target's CRS."""

    def __init__(
        self,
        selection: Selection,
        wire: QgsCoordinateReferenceSystem,
        target: QgsCoordinateReferenceSystem,
        context: QgsCoordinateTransformContext,
    ) -> None:
        self.selection = selection
        self._transform = None if same_place(wire, target) else transformation(wire, target, context)

    @property
    def alter(self) -> Alter | None:
        return None if self._transform is None and not self.selection.without else self._altered

    def _altered(self, geometry: Any) -> Any:
        if any(shape.Intersects(geometry) for shape in self.selection.without):
            return None
        if self._transform is None:
            return geometry
        moved = QgsGeometry()
        moved.fromWkb(bytes(geometry.ExportToIsoWkb()))
        try:
            moved.transform(self._transform)
        except QgsCsException as error:
            raise ValueError(f"a feature cannot be transformed: {error}") from error
        return ogr.CreateGeometryFromWkb(bytes(moved.asWkb()))


class _Table:
    """The table in the making: written as pages come, and anew where one shows that it must be wider."""

    def __init__(self, path: Path, name: str, crs: QgsCoordinateReferenceSystem, url: str) -> None:
        self._path, self._name, self._crs, self._url = path, name, crs, url
        self._schema = TableSchema()
        self._writer: TableWriter | None = None
        self._taken: list[tuple[LoadedPage, _Alteration]] = []
        self._is_put_off = False
        self.count = 0

    def take(self, loaded: LoadedPage, alteration: _Alteration, check: Callable[[], None]) -> None:
        """Add a page; its file stays, for the case that all must be written anew."""
        check_room(self._path.parent, 2 * loaded.page.size_bytes, self._url)
        with _told(self._url), noticed_double_ids(matter=loaded.page.ids is not Ids.NONE):
            schema = schema_of(loaded.layer, loaded.page.ids)
        self._schema = self._schema.joined(schema)
        if not self._is_put_off:
            self._write_now(loaded, alteration, check)
        self._taken.append((LoadedPage(loaded.page, None, None, loaded.count), alteration))

    def _write_now(self, loaded: LoadedPage, alteration: _Alteration, check: Callable[[], None]) -> None:
        with _told(self._url):
            if self._writer is None:
                self._writer = self._new_writer()
            if self._writer.fits(self._schema) and not self._schema.dates_as_text:
                self._append(self._writer, loaded, alteration, check)
            else:
                self._is_put_off = True
                self.close()

    def finish(self, check: Callable[[], None]) -> int:
        """Complete the file and return how many rows it has."""
        with _told(self._url):
            if self._writer is None:
                self.count = 0
                self._writer = self._new_writer()
                for taken, alteration in self._taken:
                    loaded = load_page(taken.page, dates_as_text=self._schema.dates_as_text)
                    self._append(self._writer, loaded, alteration, check)
            self._writer.finish()
        return self.count

    def close(self) -> None:
        """Let the file go."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _append(
        self, writer: TableWriter, loaded: LoadedPage, alteration: _Alteration, check: Callable[[], None]
    ) -> None:
        if alteration.selection.shape is not None:
            loaded.layer.SetSpatialFilter(alteration.selection.shape)
        self.count += writer.append(loaded.layer, self._schema, alter=alteration.alter, check=check)

    def _new_writer(self) -> TableWriter:
        self._path.unlink(missing_ok=True)
        return TableWriter(self._path, self._name, self._schema, self._crs)


class _told:  # noqa: N801 - used as a context manager
    """Turn what the writer complains of into errors of the plugin."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, DoubleIdError):
            raise DamagedFileError(
                f"the server sent the feature {error} twice: its data changed meanwhile, or it does not keep "
                "the order of its pages",
                url=self._url,
            ) from error
        if isinstance(error, ValueError):
            kind = DiskFullError if "disk is full" in str(error) else DownloadError
            raise kind(f"the GeoPackage cannot be written: {error}", url=self._url) from error
        if isinstance(error, OSError):
            raise folder_error(error, _path_of(error), self._url) from error


def _path_of(error: OSError) -> Path:
    from pathlib import Path

    return Path(error.filename or ".")


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
