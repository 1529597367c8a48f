"""Coverages of several variables, times and depths, as NetCDF, from a real pygeoapi: values of the file."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsDateTimeRange,
    QgsIdentifyContext,
    QgsPointXY,
    QgsRasterLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapToolIdentify
from qgis.PyQt.QtCore import QDateTime, Qt

from secims_qgis.crs import check_crs
from secims_qgis.live import LiveLayerError, open_layer
from secims_qgis.live.coverage import refresh, set_view_budget, source_key, view_budget_mb
from secims_qgis.live.coverage_choice import choices, describe_variable, show_source, show_step
from secims_qgis.live.coverage_source import read_source
from secims_qgis.live.raster_registry import shared_tiles
from secims_qgis.model import BBox, CrsRef, CrsVerdict, Distribution, DistributionKind
from secims_qgis.network import open_session
from tests.live.drawing import draw

pytestmark = pytest.mark.demo

FILE = Path(__file__).resolve().parents[2] / "build" / "demo-data" / "services" / "sea.nc"
TYPES = {Qgis.DataType.Float32: np.float32, Qgis.DataType.Float64: np.float64}


@pytest.fixture(scope="module")
def truth(tmp_path_factory, demo):
    """Variables of the source file as (times, [depths,] rows from the north, columns)."""
    copy = shutil.copy(FILE, tmp_path_factory.mktemp("sea"))
    group = gdal.OpenEx(str(copy), gdal.OF_MULTIDIM_RASTER).GetRootGroup()
    packed = group.OpenMDArray("chlorophyll").ReadAsArray()
    chlorophyll = np.where(packed == -999, np.nan, packed * 0.01)
    arrays = {name: group.OpenMDArray(name).ReadAsArray() for name in ("sst", "temperature")}
    return {name: values[..., ::-1, :] for name, values in {**arrays, "chlorophyll": chlorophyll}.items()}


def _sea(demo, variable: str = "") -> Distribution:
    query = f"&properties={variable}" if variable else ""
    url = f"{demo.pygeoapi}collections/sea/coverage?f=NetCDF{query}"
    return Distribution(DistributionKind.COVERAGE, url, title="A title", collection_id="sea")


@pytest.fixture(scope="module")
def layers(demo):
    return {name: open_layer(_sea(demo, name)) for name in ("sst", "chlorophyll", "temperature")}


@pytest.fixture
def sst(demo):
    return open_layer(_sea(demo, "sst"))


def _values(layer: QgsRasterLayer, band: int = 1) -> np.ndarray:
    block = layer.dataProvider().block(band, layer.extent(), layer.width(), layer.height())
    return np.frombuffer(bytes(block.data()), TYPES[block.dataType()]).reshape(layer.height(), layer.width())


def _range(begin: str, end: str) -> QgsDateTimeRange:
    return QgsDateTimeRange(*(QDateTime.fromString(text, Qt.DateFormat.ISODate) for text in (begin, end)))


def _colour(layer, value: float):
    _, red, green, blue, _ = layer.renderer().shader().shade(float(value))
    return red, green, blue


class TestValues:
    @pytest.mark.parametrize("name", ["sst", "chlorophyll", "temperature"])
    def test_the_grid_is_that_of_the_file(self, layers, truth, name):
        layer = layers[name]
        rows, columns = truth[name].shape[-2:]
        assert (layer.width(), layer.height()) == (columns, rows)
        assert layer.crs().authid() == "EPSG:4326"
        assert layer.extent().xMinimum() == pytest.approx(-61.3, abs=1e-6)
        assert layer.extent().yMaximum() == pytest.approx(14.25, abs=1e-6)
        report = check_crs(
            layer, CrsRef.from_text("EPSG:4326"), BBox(-61.3, 13.55, -60.7, 14.25), "EPSG:4326"
        )
        assert report.verdict is CrsVerdict.OK

    @pytest.mark.parametrize("name", ["sst", "chlorophyll"])
    def test_without_a_temporal_controller_the_last_month_is_shown(self, layers, truth, name):
        assert np.array_equal(_values(layers[name]), truth[name][-1], equal_nan=True)
        assert layers[name].dataProvider().sourceHasNoDataValue(1)

    def test_depths_are_bands(self, layers, truth):
        layer = layers["temperature"]
        assert [layer.bandName(band) for band in (1, 4)] == ["Band 1: depth 0 m", "Band 4: depth 75 m"]
        for band in range(1, 5):
            assert np.array_equal(_values(layer, band), truth["temperature"][-1, band - 1], equal_nan=True)
        assert layer.renderer().type() == "singlebandpseudocolor"

    def test_ten_cells_are_identified_as_in_the_file(self, layers, truth):
        chance, values = random.Random(4), truth["sst"][-1]
        layer = layers["sst"]
        for _ in range(10):
            column, row = chance.randrange(values.shape[1]), chance.randrange(values.shape[0])
            point = QgsPointXY(-61.3 + (column + 0.5) * 0.02, 14.25 - (row + 0.5) * 0.02)
            found = layer.dataProvider().identify(point, Qgis.RasterIdentifyFormat.Value).results()[1]
            known = values[row, column]
            assert found == (None if np.isnan(known) else float(known))

    def test_names_and_units(self, layers):
        assert layers["sst"].name() == "Sea, month by month: Sea surface temperature"
        assert "degC" in layers["sst"].dataProvider().displayBandName(1)
        assert [item.key for item in choices(layers["sst"]).variables] == [
            "sst",
            "chlorophyll",
            "temperature",
        ]
        assert "2020-01-16T12:00:00 to 2024-12-16T12:00:00" in layers["sst"].htmlMetadata()

    def test_the_range_of_values_is_that_of_the_times(self, layers, truth):
        statistics = layers["sst"].dataProvider().bandStatistics(1)
        assert statistics.maximumValue - statistics.minimumValue > 2.5
        assert np.nanmin(truth["sst"]) <= statistics.minimumValue
        assert statistics.maximumValue <= np.nanmax(truth["sst"])


class TestTimes:
    def test_qgis_is_told_the_times(self, layers):
        layer = layers["sst"]
        assert layer.temporalProperties().isActive()
        mode = Qgis.RasterTemporalMode.TemporalRangeFromDataProvider
        assert layer.temporalProperties().mode() == mode
        capabilities = layer.dataProvider().temporalCapabilities()
        assert len(capabilities.allAvailableTemporalRanges()) == 60
        first = capabilities.availableTemporalRange().begin()
        assert first.toString(Qt.DateFormat.ISODate) == "2020-01-16T12:00:00Z"

    @pytest.mark.parametrize(
        ("begin", "end", "month"),
        [
            ("2020-01-01T00:00:00Z", "2020-02-01T00:00:00Z", 0),
            ("2023-09-01T00:00:00Z", "2023-10-01T00:00:00Z", 44),
            ("2023-09-20T00:00:00Z", "2023-09-21T00:00:00Z", 44),
            ("2020-01-16T12:00:00Z", "2020-01-16T12:00:00Z", 0),
            ("2024-12-01T00:00:00Z", "2025-01-01T00:00:00Z", 59),
            ("2020-06-01T00:00:00Z", "2021-06-01T00:00:00Z", 5),
            ("2010-01-01T00:00:00Z", "2011-01-01T00:00:00Z", None),
            ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", None),
        ],
    )
    def test_a_frame_of_the_controller_draws_its_month(self, sst, truth, begin, end, month):
        image, errors = draw(sst, sst.extent(), 350, times=_range(begin, end))
        assert errors == []
        row, column = 17, 3
        beside = (350 - 300) // 2  # 10 x 10 pixels of the picture for a cell
        seen = image.pixelColor(beside + column * 10 + 5, row * 10 + 5)
        if month is None:
            assert seen.alpha() == 0
        else:
            assert seen.getRgb()[:3] == _colour(sst, truth["sst"][month, row, column])

    def test_identify_asks_for_the_time_of_the_map(self, sst, truth):
        canvas = QgsMapCanvas()
        canvas.setDestinationCrs(sst.crs())
        canvas.setLayers([sst])
        canvas.resize(300, 350)
        canvas.setExtent(sst.extent())
        tool, context = QgsMapToolIdentify(canvas), QgsIdentifyContext()
        context.setTemporalRange(_range("2021-03-01T00:00:00Z", "2021-04-01T00:00:00Z"))
        place = canvas.getCoordinateTransform().transform(QgsPointXY(-61.3 + 3.5 * 0.02, 14.25 - 17.5 * 0.02))
        mode = QgsMapToolIdentify.IdentifyMode.DefaultQgsSetting
        found = tool.identify(int(place.x()), int(place.y()), [sst], mode, context)
        value = next(iter(found[0].mAttributes.values()))
        assert float(value) == pytest.approx(float(truth["sst"][14, 17, 3]), abs=1e-5)

    def test_each_time_is_fetched_once(self, sst, monkeypatch):
        from secims_qgis.live import coverage_fetch

        asked, real = [], coverage_fetch.fetch_bytes
        monkeypatch.setattr(
            coverage_fetch, "fetch_bytes", lambda *a, **k: asked.append(a[1]) or real(*a, **k)
        )
        refresh(sst)
        frames = [
            ("2022-01-01T00:00:00Z", "2022-02-01T00:00:00Z"),
            ("2022-02-01T00:00:00Z", "2022-03-01T00:00:00Z"),
        ]
        for begin, end in (*frames, *frames):
            draw(sst, sst.extent(), 100, times=_range(begin, end))
        assert len(asked) == 2
        assert all("datetime=2022-0" in url and "properties=sst" in url for url in asked)
        refresh(sst)
        assert (
            shared_tiles().get([tile for tile in shared_tiles()._tiles if source_key(sst) in tile.source])
            == {}
        )
        draw(sst, sst.extent(), 100, times=_range(*frames[0]))
        assert len(asked) == 3

    def test_another_time_can_be_chosen(self, sst, truth):
        renderer = sst.renderer().type()
        show_step(sst, 7)
        assert np.array_equal(_values(sst), truth["sst"][7], equal_nan=True)
        assert (choices(sst).time_words, sst.renderer().type()) == ("2020-08-16T12:00:00", renderer)
        assert sst.temporalProperties().isActive()
        with pytest.raises(IndexError):
            show_step(sst, 60)


class TestVariables:
    def test_the_first_one_is_shown_unless_the_address_names_another(self, demo):
        assert choices(open_layer(_sea(demo))).variable == "sst"
        assert choices(open_layer(_sea(demo, "chlorophyll"))).variable == "chlorophyll"
        with pytest.raises(
            LiveLayerError, match="no variable 'salinity'; it has: sst, chlorophyll, temperature"
        ):
            open_layer(_sea(demo, "salinity"))

    def test_a_layer_can_show_another_one(self, sst, truth):
        set_view_budget(sst, 5)
        show_step(sst, 3)
        other = describe_variable(read_source(sst.source()), "chlorophyll", open_session())
        show_source(sst, other)
        assert sst.isValid()
        assert sst.name().endswith("Chlorophyll a")
        assert view_budget_mb(sst) == 5
        assert np.array_equal(_values(sst), truth["chlorophyll"][3], equal_nan=True)


def test_a_project_opens_again_without_a_request(sst, truth, project, tmp_path, monkeypatch):
    show_step(sst, 12)
    before = _values(sst)
    project.addMapLayer(sst)
    assert project.write(str(tmp_path / "sea.qgz"))
    project.clear()
    monkeypatch.setattr("secims_qgis.live.coverage_fetch.fetch_bytes", lambda *_a, **_k: pytest.fail("asked"))
    assert project.read(str(tmp_path / "sea.qgz"))
    (layer,) = project.mapLayers().values()
    assert layer.isValid()
    assert layer.temporalProperties().isActive()
    assert np.array_equal(_values(layer), before, equal_nan=True)  # out of the cache


def test_a_damaged_cube_is_an_invalid_layer(sst):
    source = read_source(sst.source())
    good = source.uri()
    for damaged in (
        good.replace('"step": 59', '"step": 60'),
        good.replace('"steps": [[', '"steps": [[-1e300, 0], ['),
        good.replace('"timeForm": "', '"timeForm": "x'),
        replace(source, cube=replace(source.cube, variable="")).uri(),
    ):
        assert damaged != good
        assert not QgsRasterLayer(damaged, "damaged", "secims_coverage").isValid()
