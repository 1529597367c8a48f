"""The CRS that a file says, written and given back; no coordinate is touched.

A shapefile says it in its .prj, a GeoPackage in its table of geometry columns (OGC 12-128r18, clause
2.1.5). Not so for rasters: while a layer has one open, GDAL may write its side file anew at any time.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from osgeo import gdal, ogr, osr
from qgis.core import Qgis, QgsProviderRegistry

from secims_qgis.crs.means import means_of
from secims_qgis.network.errors import CrsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer

NOTHING = "\0"
"""Stands for a side file that was not there."""


def write_file_crs(layer: QgsMapLayer, crs: QgsCoordinateReferenceSystem) -> str:
    """Let the file of a layer say this CRS; return what it said before, for :func:`restore_file_crs`.

    Raises:
        CrsError: the file cannot be written.
    """
    means = means_of(layer)
    path = means.path
    if path is None or not means.is_labelled:
        raise CrsError("the CRS cannot be written to this file")
    with _told(path):
        if path.suffix.lower() == ".gpkg":
            return _write_table(path, _table_of(layer, path), _reference(crs))
        side = path.with_suffix(".prj")
        before = side.read_text(encoding="utf-8", errors="surrogateescape") if side.exists() else NOTHING
        part = side.with_suffix(".prj.part")
        part.write_text(crs.toWkt(Qgis.CrsWktVariant.Wkt1Esri), encoding="utf-8")
        part.replace(side)
    return before


def restore_file_crs(layer: QgsMapLayer, before: str) -> None:
    """Let the file say again what it said.

    Raises:
        CrsError: the file cannot be written.
    """
    path = means_of(layer).path
    if path is None:
        raise CrsError("the file is gone")
    with _told(path):
        if path.suffix.lower() == ".gpkg":
            reference = None if before == NOTHING else osr.SpatialReference()
            if reference is not None:
                reference.ImportFromWkt(before)
            _write_table(path, _table_of(layer, path), reference)
            return
        side = path.with_suffix(".prj")
        if before == NOTHING:
            side.unlink()
        else:
            side.write_text(before, encoding="utf-8", errors="surrogateescape")


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the disk or GDAL says into the plugin's error."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise CrsError(f"{path.name} cannot be written: {error}") from error


def _reference(crs: QgsCoordinateReferenceSystem) -> osr.SpatialReference:
    reference = osr.SpatialReference()
    reference.ImportFromWkt(crs.toWkt(Qgis.CrsWktVariant.PreferredGdal))
    return reference


def _table_of(layer: QgsMapLayer, path: Path) -> str:
    """Return the name of the table; an address without one means the first."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    name = parts.get("layerName")
    if name:
        return str(name)
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    table = source.GetLayer(0) if source is not None else None
    if table is None:
        raise CrsError(f"{path.name} has no table")
    return str(table.GetName())


def _write_table(path: Path, name: str, reference: osr.SpatialReference | None) -> str:
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    table = source.GetLayerByName(name) if source is not None else None
    if table is None:
        raise CrsError(f"{path.name} cannot be opened for writing")
    before = table.GetSpatialRef()
    said = before.ExportToWkt(["FORMAT=WKT2_2019"]) if before is not None else NOTHING
    column = ogr.GeomFieldDefn(table.GetGeometryColumn(), table.GetGeomType())
    column.SetSpatialRef(reference)
    failed = table.AlterGeomFieldDefn(0, column, ogr.ALTER_GEOM_FIELD_DEFN_SRS_FLAG)
    del table, source
    if failed:
        raise CrsError(f"{path.name} cannot be written: {gdal.GetLastErrorMsg()}")
    return said
