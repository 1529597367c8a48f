"""Layers and records as a catalogue of Saint Lucia would have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from osgeo import gdal, ogr, osr
from qgis.core import QgsRasterLayer, QgsVectorLayer

from secims_qgis.model import BBox, Contact, CrsRef, Distribution, DistributionKind, Record

WKT = {
    "Point": "POINT(-60.98 14.01)",
    "LineString": "LINESTRING(-60.98 13.8,-60.95 14.0)",
    "Polygon": "POLYGON((-61 13.8,-60.9 13.8,-60.9 14,-61 13.8))",
}
_TYPES = {"Point": ogr.wkbPoint, "LineString": ogr.wkbLineString, "Polygon": ogr.wkbPolygon}


def reference() -> osr.SpatialReference:
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(4326)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


@pytest.fixture
def vector(tmp_path):
    """Make a GeoPackage with one feature."""

    def make(kind: str = "Polygon", name: str = "coral_reefs", folder: Path = tmp_path) -> QgsVectorLayer:
        path = folder / f"{name}_{kind}.gpkg"
        source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        table = source.CreateLayer(name, reference(), _TYPES[kind])
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(WKT[kind]))
        table.CreateFeature(feature)
        del feature, table, source
        return QgsVectorLayer(str(path), name, "ogr")

    return make


@pytest.fixture
def raster(tmp_path):
    """Make a GeoTIFF whose values run from 0 up."""

    def make(name: str = "elevation", bands: int = 1) -> QgsRasterLayer:
        path = tmp_path / f"{name}.tif"
        image = gdal.GetDriverByName("GTiff").Create(str(path), 16, 16, bands, gdal.GDT_Float32)
        image.SetGeoTransform((-61.0, 0.005, 0, 14.0, 0, -0.005))
        image.SetProjection(reference().ExportToWkt())
        for band in range(1, bands + 1):
            values = b"".join(_float(column * row) for row in range(16) for column in range(16))
            image.GetRasterBand(band).WriteRaster(0, 0, 16, 16, values)
        del image
        return QgsRasterLayer(str(path), name, "gdal")

    return make


def _float(value: float) -> bytes:
    import struct

    return struct.pack("<f", value)


@pytest.fixture
def reefs() -> Distribution:
    return Distribution(
        DistributionKind.FILE,
        "https://secims.example/files/reefs.gpkg",
        "Coral reefs, GeoPackage",
        "gpkg",
        crs=CrsRef.from_text("EPSG:2006"),
    )


@pytest.fixture
def record(reefs) -> Record:
    return Record(
        id="lca-reefs",
        title="Coral reefs of Saint Lucia",
        description="Reefs digitised from aerial photographs.",
        type="dataset",
        keywords=("coral", "reef"),
        themes=("oceans",),
        contacts=(
            Contact(
                "Department of Fisheries", "A. Officer", "Biologist", "a@example.lc", "+1 758", ("owner",)
            ),
        ),
        created="2019-05-02",
        updated="2023-11-30T10:00:00Z",
        time_start="2009-01-01",
        time_end="2011-12-31",
        license="CC BY 4.0",
        rights="Government of Saint Lucia",
        constraints=("Not for navigation",),
        lineage="Digitised at 1:10 000.",
        language="en",
        parent_id="lca-marine",
        bbox=BBox(-61.09, 13.70, -60.86, 14.12),
        crs=(CrsRef.from_text("EPSG:2006"),),
        url="https://secims.example/records/lca-reefs",
        distributions=(reefs,),
    )
