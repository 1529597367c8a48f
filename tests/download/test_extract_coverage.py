"""Extracts of coverages: the pixels of the server, exactly, where they belong."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsFeedback

from secims_qgis.download import extract, extract_coverage
from secims_qgis.download.extract_area import Area
from secims_qgis.download.extract_coverage import CoveragePlan, CoverageWish
from secims_qgis.download.extract_coverage_file import PixelFile, finish_raster
from secims_qgis.live.coverage_source import Band, CoverageSource
from secims_qgis.live.raster_grid import Grid
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import errors
from tests.download.conftest import names_in
from tests.gdal_exceptions import gdal_exceptions
from tests.live.coverage_server import coverage_server, heights

BWI_BOX = (-61.05, 14.05, -61.0, 14.08)
BWI = {"epsg": 2006, "left": 500_000.0, "top": 1_560_000.0, "pixel": 15.0, "bbox": BWI_BOX}


@pytest.fixture(autouse=True)
def small_and_quick(monkeypatch):
    """Several windows also for a small coverage."""
    monkeypatch.setattr(extract_coverage, "REQUEST_BYTES", 100_000)
    monkeypatch.setattr(extract_coverage, "BLOCK", 128)


def distribution(server) -> Distribution:
    return Distribution(DistributionKind.COVERAGE, f"{server.url}/coverage?f=tiff")


def read(path) -> tuple[np.ndarray, tuple]:
    dataset = gdal.Open(str(path))
    pixels = dataset.ReadAsArray()
    return pixels.reshape(-1, *pixels.shape[-2:]), dataset.GetGeoTransform()


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"values": heights(bands=3)},
        {"south_up": True},
        {"one_more": True},
        {"form": "subset", "axes": ("Long", "Lat")},
        {**BWI, "form": "bbox-number"},
        {"values": heights().astype(np.int16), "nodata": None},
    ],
    ids=["plain", "three bands", "south up", "one more", "subset", "EPSG:2006", "int16"],
)
def test_all_pixels_arrive_as_they_are(tmp_path, how):
    with coverage_server(**how) as server:
        result = extract(distribution(server), tmp_path / "new" / "a.tif")
        whole = server.coverage
        told = len(server.windows)
    pixels, transform = read(result.files[0])
    assert np.array_equal(pixels, whole.values)
    assert pixels.dtype == whole.values.dtype
    assert transform == pytest.approx((whole.left, whole.pixel, 0, whole.top, 0, -whole.pixel))
    assert result.pixels == whole.values[0].size
    assert told > 12
    assert names_in(tmp_path / "new") == ["a.tif"]
    dataset = gdal.Open(str(result.files[0]))
    assert dataset.GetRasterBand(1).GetNoDataValue() == whole.nodata
    assert dataset.GetRasterBand(1).GetDescription() == "Band 1"
    assert dataset.GetRasterBand(1).GetUnitType() == "m"
    assert dataset.GetSpatialRef().GetAuthorityCode(None) == str(whole.epsg)


def test_signed_bytes_are_kept_where_gdal_has_no_type_for_them_too(tmp_path):
    values = np.array([[[-128, -1], [0, 127]]], np.int8)
    grid, bwi = Grid(500_000, 1_560_000, 15, 15, 2, 2), QgsCoordinateReferenceSystem("EPSG:2006")
    source = CoverageSource("http://example.org/", "EPSG:2006", grid, (Band(),), "int8")
    plan = CoveragePlan(source, 0, (grid.whole,), bwi, bwi)
    with PixelFile(tmp_path / "raw.tif", plan) as file:
        file.write(values, 0, 0)
    finish_raster(tmp_path / "raw.tif", tmp_path / "a.tif", plan, CoverageWish(Area((), bwi)), lambda: None)
    assert np.array_equal(read(tmp_path / "a.tif")[0], values)


def test_it_is_tiled_compressed_and_has_overviews(tmp_path):
    with coverage_server(values=heights(1200, 1100)) as server:
        extract(distribution(server), tmp_path / "a.tif")
    dataset = gdal.Open(str(tmp_path / "a.tif"))
    assert dataset.GetMetadata("IMAGE_STRUCTURE")["COMPRESSION"] == "DEFLATE"
    assert dataset.GetMetadata("IMAGE_STRUCTURE").get("LAYOUT", "COG") == "COG"
    assert dataset.GetRasterBand(1).GetBlockSize() == [512, 512]
    assert dataset.GetRasterBand(1).GetOverviewCount() >= 1


def test_an_extent_takes_the_pixels_it_touches(tmp_path):
    with coverage_server() as server:
        box = (-61.1 + 0.0105, 14.2 - 0.0205, -61.1 + 0.0199, 14.2 - 0.01)
        extract(distribution(server), tmp_path / "a.tif", box, "EPSG:4326")
        whole = server.coverage.values
    pixels, transform = read(tmp_path / "a.tif")
    assert np.array_equal(pixels, whole[:, 10:21, 10:20])
    assert (transform[0], transform[3]) == pytest.approx((-61.09, 14.19))


def test_an_extent_of_another_crs(tmp_path):
    with coverage_server(**BWI, form="bbox-number") as server:
        extract(distribution(server), tmp_path / "a.tif", (-61.05, 14.05, -61.04, 14.06))
    pixels, transform = read(tmp_path / "a.tif")
    assert transform[1] == 15.0
    assert 50 < pixels.shape[1] < 90


def test_another_crs_has_no_new_values_and_the_right_place(tmp_path):
    """Nearest neighbour, with the transformation of QGIS: no value that the server does not have."""
    with coverage_server() as server:
        extract(distribution(server), tmp_path / "a.tif", (-61.05, 14.0, -61.0, 14.05), crs="EPSG:2006")
        values = set(server.coverage.values.ravel().tolist()) | {-9999.0}
    dataset = gdal.Open(str(tmp_path / "a.tif"))
    assert dataset.GetSpatialRef().GetAuthorityCode(None) == "2006"
    pixels, transform = read(tmp_path / "a.tif")
    assert set(pixels.ravel().tolist()) <= values

    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsCoordinateTransformContext,
    )

    back = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:2006"),
        QgsCoordinateReferenceSystem("EPSG:4326"),
        QgsCoordinateTransformContext(),
    )
    row, column = pixels.shape[1] // 2, pixels.shape[2] // 2
    place = back.transform(
        transform[0] + (column + 0.5) * transform[1], transform[3] + (row + 0.5) * transform[5]
    )
    value = float(pixels[0, row, column])
    assert int(value) == pytest.approx((place.x() + 61.1) / 0.001, abs=1.5)
    assert (value - int(value)) * 1000 == pytest.approx((14.2 - place.y()) / 0.001, abs=1.5)


def test_a_resolution(tmp_path):
    with coverage_server() as server:
        extract(distribution(server), tmp_path / "a.tif", resolution=0.004)
    pixels, transform = read(tmp_path / "a.tif")
    assert pixels.shape == (1, 125, 150)
    assert transform[1] == 0.004


def test_a_server_that_scales_sends_fewer_pixels(tmp_path):
    with coverage_server(values=heights(1200, 1000), scaling="scale-size") as server:
        before = len(server.windows)
        extract(distribution(server), tmp_path / "a.tif", resolution=0.004)
        assert any("scale-size" in window for window in server.windows[before:])
    assert read(tmp_path / "a.tif")[0].shape == (1, 250, 300)


def test_a_polygon_leaves_nodata_outside(tmp_path):
    with coverage_server() as server:
        extract(
            distribution(server),
            tmp_path / "a.tif",
            polygon="POLYGON((-61.05 14.1, -61.0 14.1, -61.05 14.15, -61.05 14.1))",
        )
    pixels, _ = read(tmp_path / "a.tif")
    share = float((pixels == -9999).mean())
    assert 0.4 < share < 0.55


@pytest.mark.parametrize("fault", ["500", "html", "json", "empty", "truncated", "elsewhere", "other-size"])
def test_a_bad_window_leaves_nothing(tmp_path, fault):
    with coverage_server() as server:
        wanted = extract_coverage.describe_coverage

        def describe(url, session):
            source = wanted(url, session)
            server.coverage.fault = fault
            return source

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(extract_coverage, "describe_coverage", describe)
            with pytest.raises(errors.SecimsError):
                extract(distribution(server), tmp_path / "sub" / "a.tif")
    assert names_in(tmp_path) == []


def test_beside_the_coverage(tmp_path):
    with coverage_server() as server, pytest.raises(errors.DownloadError, match="beside"):
        extract(distribution(server), tmp_path / "a.tif", (0, 0, 1, 1))
    assert names_in(tmp_path) == []


def test_a_cancel_leaves_nothing(tmp_path):
    feedback = QgsFeedback()
    feedback.progressChanged.connect(lambda share: feedback.cancel() if share > 20 else None)
    with coverage_server() as server, pytest.raises(errors.CancelledError):
        extract(distribution(server), tmp_path / "a.tif", feedback=feedback)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("uses_exceptions", [True, False])
def test_with_and_without_gdals_exceptions(tmp_path, uses_exceptions):
    with gdal_exceptions(are_on=uses_exceptions), coverage_server() as server:
        extract(distribution(server), tmp_path / "a.tif", resolution=0.002)
        assert read(tmp_path / "a.tif")[0].shape == (1, 250, 300)


def test_of_the_demo_exactly(demo, tmp_path):
    """A real pygeoapi: the pixels are those of its file."""
    from demo.paths import data_folder

    url = f"{demo.pygeoapi}collections/dem_bwi/coverage?f=GTiff"
    box = (505_000, 1_530_000, 512_345, 1_541_234)
    extract(Distribution(DistributionKind.COVERAGE, url), tmp_path / "a.tif", box, "EPSG:2006", "EPSG:2006")
    pixels, transform = read(tmp_path / "a.tif")
    source = gdal.Open(str(data_folder() / "files" / "elevation_bwi.tif"))
    left, side, _, top, _, _ = source.GetGeoTransform()
    column, row = round((transform[0] - left) / side), round((top - transform[3]) / side)
    wanted = source.ReadAsArray(column, row, pixels.shape[2], pixels.shape[1])
    assert np.array_equal(pixels[0], wanted)
    assert transform[0] <= 505_000
    assert transform[0] + pixels.shape[2] * side >= 512_345
