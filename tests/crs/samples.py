"""Saint Lucia's coast as files that are in one CRS and say another."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal, ogr, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from secims_qgis.model import BBox

COAST = Path(__file__).resolve().parent.parent / "data/saint-lucia-land.geojson"
RECORD_EXTENT = BBox(-61.09, 13.70, -60.86, 14.12)
WGS84 = QgsCoordinateReferenceSystem("EPSG:4326")


@dataclass(frozen=True)
class Sample:
    """A vector layer, and where each of its points truly lies (lon, lat)."""

    layer: QgsVectorLayer
    truth: list[QgsPointXY]

    def largest_error_m(self) -> float:
        """Return how far the worst point is drawn from where it truly lies, metres."""
        to_degrees = QgsCoordinateTransform(self.layer.crs(), WGS84, QgsCoordinateTransformContext())
        drawn = [to_degrees.transform(QgsPointXY(f.geometry().asPoint())) for f in self.layer.getFeatures()]
        return max(metres_apart(one, two) for one, two in zip(drawn, self.truth))


def metres_apart(one: QgsPointXY, two: QgsPointXY) -> float:
    """Return the metres between two places in longitude and latitude."""
    metres = from_degrees(32620)
    return metres.transform(one).distance(metres.transform(two))


def coast_points() -> list[QgsPointXY]:
    ring = json.loads(COAST.read_text(encoding="utf-8"))["geometry"]["coordinates"][0]
    return [QgsPointXY(*point) for point in ring]


def reference(epsg: int | None) -> osr.SpatialReference | None:
    if epsg is None:
        return None
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(epsg)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


def write_points(path: Path, points: list[tuple[float, float]], says: int | None) -> QgsVectorLayer:
    driver = {".gpkg": "GPKG", ".shp": "ESRI Shapefile"}[path.suffix]
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    table = source.CreateLayer(path.stem, reference(says), ogr.wkbPoint)
    for x, y in points:
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT({x!r} {y!r})"))
        table.CreateFeature(feature)
    del table, source
    return QgsVectorLayer(str(path), path.stem, "ogr")


def from_degrees(epsg: int) -> QgsCoordinateTransform:
    return QgsCoordinateTransform(
        WGS84, QgsCoordinateReferenceSystem(f"EPSG:{epsg}"), QgsCoordinateTransformContext()
    )


def make_sample(folder: Path, really: int, says: int | None, *, swapped: bool, suffix: str) -> Sample:
    truth = coast_points()
    points = [from_degrees(really).transform(point) for point in truth]
    pairs = [(p.y(), p.x()) if swapped else (p.x(), p.y()) for p in points]
    path = folder / f"coast_{really}_{says}_{swapped}{suffix}"
    return Sample(write_points(path, pairs, says), truth)


def make_raster(folder: Path, really: int, says: int | None) -> QgsRasterLayer:
    box = from_degrees(really).transformBoundingBox(QgsRectangle(-61.08, 13.71, -60.87, 14.11))
    path = folder / f"height_{really}_{says}.tif"
    image = gdal.GetDriverByName("GTiff").Create(str(path), 8, 8, 1, gdal.GDT_Float32)
    image.SetGeoTransform((box.xMinimum(), box.width() / 8, 0, box.yMaximum(), 0, -box.height() / 8))
    if says is not None:
        image.SetProjection(reference(says).ExportToWkt())
    image.GetRasterBand(1).Fill(300)
    del image
    return QgsRasterLayer(str(path), path.stem, "gdal")
