"""The table of an extract, written as the pages come, and anew where one shows that it must be wider."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from osgeo import ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
)

from secims_qgis.download.double_ids import DoubleIdError, noticed_double_ids
from secims_qgis.download.extract_area import Selection, same_place, transformation
from secims_qgis.download.extract_features_load import LoadedPage, load_page
from secims_qgis.download.folder import check_room, folder_error
from secims_qgis.download.table_schema import Ids, TableSchema, schema_of
from secims_qgis.download.table_writer import TableWriter
from secims_qgis.network.errors import DamagedFileError, DiskFullError, DownloadError

if TYPE_CHECKING:
    from secims_qgis.download.table_values import Alter


class Alteration:
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


class PageTable:
    """The table in the making: written as pages come, and anew where one shows that it must be wider."""

    def __init__(self, path: Path, name: str, crs: QgsCoordinateReferenceSystem, url: str) -> None:
        self._path, self._name, self._crs, self._url = path, name, crs, url
        self._schema = TableSchema()
        self._writer: TableWriter | None = None
        self._taken: list[tuple[LoadedPage, Alteration]] = []
        self._is_put_off = False
        self.count = 0

    def take(self, loaded: LoadedPage, alteration: Alteration, check: Callable[[], None]) -> None:
        """Add a page; its file stays, for the case that all must be written anew."""
        check_room(self._path.parent, 2 * loaded.page.size_bytes, self._url)
        with _told(self._url), noticed_double_ids(matter=loaded.page.ids is not Ids.NONE):
            schema = schema_of(loaded.layer, loaded.page.ids)
        self._schema = self._schema.joined(schema)
        if not self._is_put_off:
            self._write_now(loaded, alteration, check)
        self._taken.append((LoadedPage(loaded.page, None, None, loaded.count), alteration))

    def _write_now(self, loaded: LoadedPage, alteration: Alteration, check: Callable[[], None]) -> None:
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
        self, writer: TableWriter, loaded: LoadedPage, alteration: Alteration, check: Callable[[], None]
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
