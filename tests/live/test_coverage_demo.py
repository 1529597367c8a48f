"""Coverages of a real pygeoapi: the values of the file, exactly, and QGIS's tools on the layer."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.analysis import QgsRasterCalculator, QgsRasterCalculatorEntry, QgsZonalStatistics
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRasterFileWriter,
    QgsRasterLayer,
    QgsRasterPipe,
    QgsRectangle,
    QgsTask,
    QgsVectorLayer,
)

from secims_qgis.crs import check_crs
from secims_qgis.live import open_layer
from secims_qgis.live.coverage import view_state
from secims_qgis.live.coverage_state import View
from secims_qgis.model import BBox, CrsRef, CrsVerdict, Distribution, DistributionKind
from secims_qgis.network import LiveLayerError, open_session
from tests.live.drawing import draw

pytestmark = pytest.mark.demo

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = {
    "dem": "elevation_wgs84.tif",
    "dem_bwi": "elevation_bwi.tif",
    "rainfall": "rainfall_mean.tif",
    "orthophoto": "orthophoto_2022_bwi.tif",
}
JPEG_ROUNDING = 8
"""The orthophoto is a JPEG inside; the library of the server decodes it a little differently from ours."""
SAINT_LUCIA = BBox(-61.105, 13.68, -60.84, 14.13)
SOUFRIERE = QgsRectangle(-61.07, 13.82, -61.00, 13.89)


@pytest.fixture(scope="module")
def files(tmp_path_factory, demo):
    """Copies of the source files: GDAL writes statistics beside those it opens."""
    folder = tmp_path_factory.mktemp("sources")
    for name in FILES.values():
        shutil.copy(ROOT / "build" / "demo-data" / "files" / name, folder)
    return folder


def _distribution(demo, name: str) -> Distribution:
    url = f"{demo.pygeoapi}collections/{name}/coverage?f=GTiff"
    return Distribution(DistributionKind.COVERAGE, url, title="A title", collection_id=name)


@pytest.fixture(scope="module")
def layers(demo):
    return {name: open_layer(_distribution(demo, name)) for name in FILES}


@pytest.mark.parametrize("name", FILES)
class TestValues:
    def test_the_grid_is_that_of_the_file(self, layers, files, name):
        layer, dataset = layers[name], gdal.Open(str(files / FILES[name]))
        left, pixel_width, _, top, _, pixel_height = dataset.GetGeoTransform()
        assert (layer.width(), layer.height()) == (dataset.RasterXSize, dataset.RasterYSize)
        assert layer.bandCount() == dataset.RasterCount
        assert layer.extent().xMinimum() == pytest.approx(left, abs=pixel_width / 1000)
        assert layer.extent().yMaximum() == pytest.approx(top, abs=pixel_width / 1000)
        assert layer.rasterUnitsPerPixelY() == pytest.approx(-pixel_height)
        nodata = dataset.GetRasterBand(1).GetNoDataValue()
        assert layer.dataProvider().sourceHasNoDataValue(1) == (nodata is not None)

    def test_ten_pixels_are_identified_as_in_the_file(self, layers, files, name):
        layer, dataset = layers[name], gdal.Open(str(files / FILES[name]))
        left, width, _, top, _, height = dataset.GetGeoTransform()
        values = dataset.ReadAsArray().reshape(dataset.RasterCount, dataset.RasterYSize, -1)
        nodata = dataset.GetRasterBand(1).GetNoDataValue()
        chance = random.Random(name)
        for _ in range(10):
            column, row = chance.randrange(dataset.RasterXSize), chance.randrange(dataset.RasterYSize)
            point = QgsPointXY(left + (column + 0.5) * width, top + (row + 0.5) * height)
            found = layer.dataProvider().identify(point, Qgis.RasterIdentifyFormat.Value).results()
            truth = {number + 1: float(band[row, column]) for number, band in enumerate(values)}
            known = {band: None if value == nodata else value for band, value in truth.items()}
            assert found == (pytest.approx(known, abs=JPEG_ROUNDING) if name == "orthophoto" else known)

    def test_a_block_is_that_of_the_file(self, layers, files, name):
        layer, dataset = layers[name], gdal.Open(str(files / FILES[name]))
        columns, rows = min(500, layer.width()), min(300, layer.height())
        column, row = (layer.width() - columns) // 2, (layer.height() - rows) // 2
        left, top = layer.extent().xMinimum(), layer.extent().yMaximum()
        x, y = layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()
        extent = QgsRectangle(
            left + column * x, top - (row + rows) * y, left + (column + columns) * x, top - row * y
        )
        for band in range(1, layer.bandCount() + 1):
            truth = dataset.GetRasterBand(band).ReadAsArray(column, row, columns, rows)
            block = layer.dataProvider().block(band, extent, columns, rows)
            found = np.frombuffer(bytes(block.data()), truth.dtype).reshape(rows, columns)
            if name == "orthophoto":
                difference = np.abs(found.astype(int) - truth)
                assert (difference.max() <= JPEG_ROUNDING, difference.mean() < 0.5) == (True, True)
            else:
                assert np.array_equal(found, truth)

    def test_the_layer_lies_where_its_record_says(self, layers, name):
        layer = layers[name]
        declared = CrsRef.from_text(layer.crs().authid())
        report = check_crs(layer, declared, SAINT_LUCIA, "EPSG:4326")
        assert report.verdict is CrsVerdict.OK
        assert any(fact.name == "Service" for fact in report.facts)


def test_the_first_look(layers):
    assert {name: layer.renderer().type() for name, layer in layers.items()} == {
        "dem": "singlebandpseudocolor",
        "dem_bwi": "singlebandpseudocolor",
        "rainfall": "singlebandpseudocolor",
        "orthophoto": "multibandcolor",
    }
    assert "estimate" in layers["dem"].customProperty("secims/valueRange")
    assert "estimate" in layers["dem"].htmlMetadata()
    assert layers["orthophoto"].renderer().redBand() == 1


def test_another_crs_than_its_own_is_refused(demo):
    with pytest.raises(LiveLayerError, match="does not offer EPSG:4326, but EPSG:2006"):
        open_layer(_distribution(demo, "dem_bwi"), crs="EPSG:4326")
    with pytest.raises(LiveLayerError, match="no coverage"):
        open_layer(_distribution(demo, "districts"))


def test_a_layer_of_a_task_belongs_to_the_main_thread(demo, qtbot, project):
    class Opening(QgsTask):
        def run(self):
            self.layer = open_layer(_distribution(demo, "rainfall"), self.session)
            return True

    task = Opening("opening")
    task.session = open_session()
    with qtbot.waitSignal(task.taskCompleted, timeout=30_000):
        QgsApplication.taskManager().addTask(task)
    assert task.layer.thread() == QgsApplication.instance().thread()
    assert task.layer.dataProvider().thread() == QgsApplication.instance().thread()
    project.addMapLayer(task.layer)
    image, errors = draw(task.layer, task.layer.extent(), 100)
    assert (errors, image.isNull()) == ([], False)


@pytest.mark.parametrize("name", ["dem", "dem_bwi"])
def test_the_picture_is_that_of_the_file(layers, files, name):
    local = QgsRasterLayer(str(files / FILES[name]), "local")
    live = layers[name]
    local.setRenderer(live.renderer().clone())
    one, errors = draw(live, SOUFRIERE, 500, crs=QgsCoordinateReferenceSystem("EPSG:4326"))
    two, _ = draw(local, SOUFRIERE, 500, crs=QgsCoordinateReferenceSystem("EPSG:4326"))
    assert errors == []
    assert view_state(live).view is View.FULL
    differ = sum(
        max(abs(a - b) for a, b in zip(one.pixelColor(x, y).getRgb(), two.pixelColor(x, y).getRgb())) > 3
        for x in range(0, 500, 5)
        for y in range(0, 500, 5)
    )
    assert differ <= 20  # of 10,000


class TestTools:
    def test_raster_calculator(self, layers, files, tmp_path):
        layer, path = layers["rainfall"], str(tmp_path / "twice.tif")
        entry = QgsRasterCalculatorEntry()
        entry.raster, entry.bandNumber, entry.ref = layer, 1, "rain@1"
        calculator = QgsRasterCalculator(
            "rain@1 * 2", path, "GTiff", layer.extent(), layer.crs(), layer.width(), layer.height(), [entry],
            QgsProject.instance().transformContext(),
        )  # fmt: skip
        assert calculator.processCalculation() == QgsRasterCalculator.Result.Success
        truth = gdal.Open(str(files / FILES["rainfall"])).ReadAsArray()
        found = gdal.Open(path).ReadAsArray()
        known = truth != -9999
        assert known.any()
        assert np.array_equal(found[known], truth[known] * 2)

    def test_export(self, layers, files, tmp_path):
        layer, path = layers["dem"], str(tmp_path / "copy.tif")
        pipe = QgsRasterPipe()
        assert pipe.set(layer.dataProvider().clone())
        writer = QgsRasterFileWriter(path)
        outcome = writer.writeRaster(
            pipe, layer.width(), layer.height(), layer.extent(), layer.crs(),
            QgsProject.instance().transformContext(),
        )  # fmt: skip
        assert outcome == Qgis.RasterFileWriterResult.Success
        truth = gdal.Open(str(files / FILES["dem"])).ReadAsArray()
        assert np.array_equal(gdal.Open(path).ReadAsArray(), truth)

    def test_zonal_statistics(self, layers, files):
        results = []
        for raster in (layers["dem"], QgsRasterLayer(str(files / FILES["dem"]), "local")):
            zones = QgsVectorLayer("Polygon?crs=EPSG:4326", "zones", "memory")
            zone = QgsFeature()
            zone.setGeometry(QgsGeometry.fromRect(QgsRectangle(-61.0, 13.85, -60.98, 13.87)))
            zones.dataProvider().addFeatures([zone])
            wanted = Qgis.ZonalStatistic.Count | Qgis.ZonalStatistic.Sum | Qgis.ZonalStatistic.Max
            statistics = QgsZonalStatistics(zones, raster, "z_", 1, Qgis.ZonalStatistics(wanted))
            assert statistics.calculateStatistics(None) == QgsZonalStatistics.Result.Success
            results.append(next(zones.getFeatures()).attributes())
        assert results[0][0] > 1000
        assert results[0] == pytest.approx(results[1])


def test_statistics_and_reopening_ask_for_nothing(demo, layers, project, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "secims_qgis.live.coverage_fetch.fetch_bytes", lambda *_a, **_k: asked.append(1) or b""
    )
    for layer in layers.values():
        project.addMapLayer(layer.clone())
    assert project.write(str(tmp_path / "coverages.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "coverages.qgz"))
    assert len(project.mapLayers()) == len(layers)
    for layer in project.mapLayers().values():
        assert layer.isValid()
        assert layer.crs().isValid()
        statistics = layer.dataProvider().bandStatistics(1)
        assert statistics.minimumValue < statistics.maximumValue
        layer.setDefaultContrastEnhancement()
    assert asked == []


@pytest.mark.slow
def test_a_restless_user_leaves_nothing_behind(demo):
    """Drawings given up, clones, values between, the plugin reloaded; and the process ends well."""
    base = f"{demo.pygeoapi}collections"
    urls = [f"{base}/dem/coverage", f"{base}/orthophoto/coverage", f"{base}/districts/map"]
    arguments = [item for url in urls for item in ("--url", url)]
    command = [
        sys.executable,
        "-m",
        "benchmarks.coverage_stress",
        "--draws",
        "60",
        "--cancels",
        "40",
        *arguments,
    ]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=170)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "60 drawings, 40 given up" in outcome.stdout
    assert " 0 errors, 0 threads left" in outcome.stdout
