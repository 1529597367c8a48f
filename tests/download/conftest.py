"""Files as a catalogue offers them, and a server that may misbehave."""

from __future__ import annotations

import random
import zipfile

import pytest
from osgeo import gdal, ogr, osr

from secims_qgis.download.patience import Patience
from secims_qgis.model import Distribution, DistributionKind
from tests.fault_server import fault_server

REAL_PAUSE_S = Patience.pause_s
TABLE: list[tuple[str, ...]] = []
"""What came of each bad case: its name, the outcome, requests, bytes that are kept, the cause."""


def pytest_terminal_summary(terminalreporter):
    if not TABLE:
        return
    terminalreporter.section("bad cases of downloads")
    rows = [("case", "outcome", "requests", "kept", "what is said"), *TABLE]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        terminalreporter.line("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    """Try again at once; how long the pauses are is the matter of test_patience."""
    monkeypatch.setattr(Patience, "pause_s", _pause_s)


def _pause_s(self, failures, asked_s=None):
    return None if REAL_PAUSE_S(self, failures, asked_s) is None else 0.0


@pytest.fixture
def server():
    with fault_server() as running:
        yield running


@pytest.fixture
def offer(server):
    """Make a distribution of a path on the server."""

    def make(path: str, format_: str | None = "gpkg", kind=DistributionKind.FILE, **more) -> Distribution:
        return Distribution(kind, server.url(path), format=format_, **more)

    return make


@pytest.fixture(scope="session")
def geopackage(tmp_path_factory):
    """A GeoPackage on the BWI grid with two layers, some 600 kB."""
    path = tmp_path_factory.mktemp("gpkg") / "reefs.gpkg"
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    for name in ("reefs", "moorings"):
        _add_points(source, name, 3000)
    source = None
    return path


@pytest.fixture(scope="session")
def geotiff(tmp_path_factory):
    """A compressed elevation model, 500 by 400 pixels."""
    path = tmp_path_factory.mktemp("tif") / "dem.tif"
    options = ["TILED=YES", "COMPRESS=DEFLATE", "BLOCKXSIZE=128", "BLOCKYSIZE=128"]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 500, 400, 1, gdal.GDT_Float32, options)
    dataset.SetGeoTransform((-61.08, 0.0005, 0, 14.1, 0, -0.0005))
    dataset.SetProjection(_crs(4326).ExportToWkt())
    noise = random.Random(7).randbytes(500 * 400)
    dataset.GetRasterBand(1).WriteRaster(0, 0, 500, 400, noise, buf_type=gdal.GDT_Byte)
    dataset = None
    return path


@pytest.fixture(scope="session")
def zipped_shapefile(tmp_path_factory):
    """A shapefile in a folder of an archive."""
    folder = tmp_path_factory.mktemp("shp")
    source = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(folder / "roads.shp"))
    _add_points(source, "roads", 50)
    source = None
    path = folder / "roads.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in sorted(folder.glob("roads.*")):
            if member != path:
                archive.write(member, f"data/{member.name}")
    return path


def _add_points(source, name: str, count: int) -> None:
    layer = source.CreateLayer(name, _crs(2006), ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("name", ogr.OFTString))
    layer.StartTransaction()
    for number in range(count):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("name", f"{name} {number}")
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({500000 + number} {1540000 + number})"))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def _crs(code: int) -> osr.SpatialReference:
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(code)
    return crs


def names_in(folder) -> list[str]:
    """Return the names of everything in a folder, none where it does not exist."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
