"""The shape of Saint Lucia, and grids over it.

Everything is made up in EPSG:2006 (British West Indies grid, metres, easting then northing)
and brought to EPSG:4326 only when it is written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import shapely
from osgeo import gdal, ogr, osr
from shapely.geometry import Point, Polygon, shape

from demo.paths import COASTLINE_FILE

gdal.UseExceptions()

GRID_EPSG = 2006

# name, longitude, latitude (EPSG:4326 degrees), share of the population
TOWNS: tuple[tuple[str, float, float, float], ...] = (
    ("Castries", -60.990, 14.005, 0.30),
    ("Gros Islet", -60.945, 14.075, 0.17),
    ("Babonneau", -60.945, 14.010, 0.07),
    ("Bexon", -60.975, 13.955, 0.05),
    ("Anse La Raye", -61.036, 13.940, 0.04),
    ("Canaries", -61.063, 13.904, 0.02),
    ("Soufrière", -61.052, 13.852, 0.06),
    ("Choiseul", -61.045, 13.777, 0.04),
    ("Laborie", -60.990, 13.753, 0.05),
    ("Vieux Fort", -60.953, 13.730, 0.10),
    ("Micoud", -60.902, 13.822, 0.05),
    ("Dennery", -60.893, 13.910, 0.05),
)

# The eleven quarters. Borders in the demo are made up; the seeds only say roughly where.
QUARTERS: tuple[tuple[str, str, float, float], ...] = (
    ("LC-01", "Anse-la-Raye", -61.035, 13.925),
    ("LC-02", "Castries", -60.985, 13.990),
    ("LC-03", "Choiseul", -61.030, 13.785),
    ("LC-04", "Dauphin", -60.905, 14.035),
    ("LC-05", "Dennery", -60.920, 13.935),
    ("LC-06", "Gros-Islet", -60.945, 14.075),
    ("LC-07", "Laborie", -60.985, 13.770),
    ("LC-08", "Micoud", -60.930, 13.825),
    ("LC-09", "Praslin", -60.910, 13.880),
    ("LC-10", "Soufrière", -61.045, 13.850),
    ("LC-11", "Vieux-Fort", -60.950, 13.745),
)


@cache
def spatial_reference(epsg: int) -> osr.SpatialReference:
    """Return the CRS with x before y (traditional GIS order)."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


@cache
def transformation(source: int, target: int) -> osr.CoordinateTransformation:
    """Return the transformation between two EPSG codes, x before y on both sides.

    PROJ takes the most accurate operation: for EPSG:2006 to EPSG:4326 the one of 2 m.
    """
    return osr.CreateCoordinateTransformation(spatial_reference(source), spatial_reference(target))


def reproject(geometry: Any, source: int, target: int) -> Any:
    """Return shapely geometry (or an array of them) in the target CRS."""
    if source == target:
        return geometry
    change = transformation(source, target)

    def move(coordinates: np.ndarray) -> np.ndarray:
        return np.asarray(change.TransformPoints(coordinates.tolist()))[:, :2]

    return shapely.transform(geometry, move)


def to_grid(longitude: float, latitude: float) -> tuple[float, float]:
    """Return (easting, northing) in EPSG:2006 metres for degrees in EPSG:4326."""
    easting, northing, _ = transformation(4326, GRID_EPSG).TransformPoint(longitude, latitude)
    return easting, northing


@cache
def land() -> Polygon:
    """Return the land in EPSG:2006, with the pinholes of the outline closed."""
    document = json.loads(COASTLINE_FILE.read_text(encoding="utf-8"))
    outline = Polygon(shape(document["geometry"]).exterior)
    return reproject(outline, 4326, GRID_EPSG)


@cache
def town_points() -> tuple[tuple[str, Point, float], ...]:
    """Return the towns as (name, point in EPSG:2006, share of the population)."""
    return tuple((name, Point(to_grid(x, y)), share) for name, x, y, share in TOWNS)


@dataclass(frozen=True)
class Grid:
    """A north-up raster grid: CRS, top left corner and pixel size in CRS units."""

    epsg: int
    left: float
    top: float
    pixel: float
    columns: int
    rows: int

    @property
    def geotransform(self) -> tuple[float, float, float, float, float, float]:
        """GDAL's six numbers."""
        return (self.left, self.pixel, 0.0, self.top, 0.0, -self.pixel)

    def centres(self) -> tuple[np.ndarray, np.ndarray]:
        """Return x of the columns and y of the rows (pixel centres)."""
        x = self.left + (np.arange(self.columns) + 0.5) * self.pixel
        y = self.top - (np.arange(self.rows) + 0.5) * self.pixel
        return x, y

    def cells(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (row, column) of the cells that hold the points, clipped to the grid."""
        column = np.clip(((np.asarray(x) - self.left) / self.pixel).astype(int), 0, self.columns - 1)
        row = np.clip(((self.top - np.asarray(y)) / self.pixel).astype(int), 0, self.rows - 1)
        return row, column


# Land plus some 3 km of sea on every side. 15 m pixels.
BWI_GRID = Grid(GRID_EPSG, 496_500.0, 1_563_000.0, 15.0, 1_960, 3_420)
# Half an arc second.
WGS84_GRID = Grid(4326, -61.105, 14.13, 1 / 7200, 1_908, 3_240)


def memory_raster(grid: Grid, data_type: int = gdal.GDT_Byte) -> gdal.Dataset:
    """Return an empty one-band GDAL dataset in memory on the grid."""
    dataset = gdal.GetDriverByName("MEM").Create("", grid.columns, grid.rows, 1, data_type)
    dataset.SetGeoTransform(grid.geotransform)
    dataset.SetProjection(spatial_reference(grid.epsg).ExportToWkt())
    return dataset


def burn(geometry: Any, grid: Grid) -> np.ndarray:
    """Return a boolean array: which cells of the grid the geometry (grid CRS) covers."""
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("shapes", spatial_reference(grid.epsg))
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(shapely.to_wkb(geometry)))
    layer.CreateFeature(feature)
    raster = memory_raster(grid)
    gdal.RasterizeLayer(raster, [1], layer, burn_values=[1])
    return raster.ReadAsArray().astype(bool)


def distance_to(mask: np.ndarray, grid: Grid) -> np.ndarray:
    """Return the distance in metres (float32) from every cell to the nearest True cell."""
    source = memory_raster(grid)
    source.GetRasterBand(1).WriteArray(mask.astype(np.uint8))
    target = memory_raster(grid, gdal.GDT_Float32)
    gdal.ComputeProximity(source.GetRasterBand(1), target.GetRasterBand(1), ["VALUES=1"])
    return target.ReadAsArray() * grid.pixel
