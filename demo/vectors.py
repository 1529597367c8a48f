"""A vector layer in memory, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from osgeo import gdal, ogr

from demo.geography import GRID_EPSG, reproject, spatial_reference

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CREDIT = "Made-up demo data on the coastline of © OpenStreetMap contributors (ODbL)"
_FIELD_TYPES = {int: ogr.OFTInteger, float: ogr.OFTReal, str: ogr.OFTString}


@dataclass(frozen=True)
class VectorLayer:
    """Geometries (shapely, in `epsg`) with columns of equal length; the first column is the id."""

    name: str
    title: str
    geometries: np.ndarray
    columns: dict[str, list[Any]]
    epsg: int = GRID_EPSG

    def __len__(self) -> int:
        return len(self.geometries)

    def in_crs(self, epsg: int) -> VectorLayer:
        """Return the layer in another CRS."""
        return replace(self, geometries=reproject(self.geometries, self.epsg, epsg), epsg=epsg)

    def subset(self, chosen: Sequence[int], name: str) -> VectorLayer:
        """Return the rows at the indexes as a layer of that name."""
        rows = list(chosen)
        columns = {key: [values[i] for i in rows] for key, values in self.columns.items()}
        return replace(self, name=name, geometries=self.geometries[rows], columns=columns)


def build_layer(
    name: str, title: str, geometries: Sequence[Any], columns: dict[str, Sequence[Any]]
) -> VectorLayer:
    """Return a layer with plain Python values, an integer id `fid` first."""
    plain = {key: [_plain(value) for value in values] for key, values in columns.items()}
    array = np.empty(len(geometries), dtype=object)
    array[:] = list(geometries)
    return VectorLayer(name, title, array, {"fid": list(range(1, len(array) + 1)), **plain})


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def geometry_type(layer: VectorLayer) -> int:
    """Return the one OGR geometry type that fits all geometries."""
    types = set(shapely.get_type_id(layer.geometries).tolist())
    single = {0: ogr.wkbPoint, 1: ogr.wkbLineString, 3: ogr.wkbPolygon}
    if len(types) == 1 and next(iter(types)) in single:
        return single[next(iter(types))]
    return ogr.wkbMultiPolygon if types <= {3, 6} else ogr.wkbMultiLineString


def write_layer(
    layer: VectorLayer,
    path: Path,
    driver: str = "GPKG",
    layer_options: Sequence[str] = (),
    declared_epsg: int | None = None,
) -> Path:
    """Write the layer to a new file; `declared_epsg` 0 writes no CRS, another code a wrong one."""
    options = ["VERSION=1.2", "ADD_GPKG_OGR_CONTENTS=YES"] if driver == "GPKG" else []
    target = gdal.GetDriverByName(driver)
    dataset = target.Create(str(path), 0, 0, 0, gdal.GDT_Unknown, options=options)
    fill_dataset(layer, dataset, layer_options, declared_epsg)
    dataset = None
    return path


def fill_dataset(
    layer: VectorLayer,
    dataset: Any,
    layer_options: Sequence[str] = (),
    declared_epsg: int | None = None,
) -> None:
    """Add the layer as a table of an open OGR dataset."""
    driver = dataset.GetDriver().ShortName
    epsg = layer.epsg if declared_epsg is None else declared_epsg
    options = list(layer_options)
    if driver == "GPKG":
        options += [f"IDENTIFIER={layer.title}", f"DESCRIPTION={CREDIT}", "GEOMETRY_NAME=geom"]
    table = dataset.CreateLayer(
        layer.name, spatial_reference(epsg) if epsg else None, geometry_type(layer), options
    )
    # A GeoPackage has a key of its own for the id; elsewhere it is a field.
    names = [name for name in layer.columns if driver != "GPKG" or name != "fid"]
    for name in names:
        table.CreateField(ogr.FieldDefn(name[:10] if "Shape" in driver else name, _type_of(layer, name)))
    _add_features(layer, table, names)


def _type_of(layer: VectorLayer, name: str) -> int:
    first = next((value for value in layer.columns[name] if value is not None), "")
    return _FIELD_TYPES[type(first)]


def _add_features(layer: VectorLayer, table: Any, names: list[str]) -> None:
    multi = table.GetGeomType() in (ogr.wkbMultiPolygon, ogr.wkbMultiLineString)
    shapes = shapely.to_wkb(layer.geometries)
    rows = list(zip(*(layer.columns[name] for name in names)))
    definition = table.GetLayerDefn()
    table.StartTransaction()
    for number, (wkb, row) in enumerate(zip(shapes, rows)):
        feature = ogr.Feature(definition)
        if "fid" not in names:
            feature.SetFID(layer.columns["fid"][number])
        for index, value in enumerate(row):
            if value is not None:
                feature.SetField(index, value)
        geometry = ogr.CreateGeometryFromWkb(wkb)
        if multi:
            geometry = ogr.ForceTo(geometry, table.GetGeomType())
        feature.SetGeometryDirectly(geometry)
        table.CreateFeature(feature)
    table.CommitTransaction()


def fixed_gpkg_date() -> None:
    """Keep GeoPackages the same on every build: GDAL writes this date instead of now."""
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2024-06-01T00:00:00.000Z")
