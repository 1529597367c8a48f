"""Coverages of servers of all kinds: exact values, few requests, and a clear word when it goes wrong."""

from __future__ import annotations

import time

import numpy as np
import pytest
from osgeo import osr
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
    QgsTask,
)

from secims_qgis.live import LiveLayerError, open_layer
from secims_qgis.live.coverage import refresh, set_view_budget, view_budget_mb, view_state
from secims_qgis.live.coverage_source import Scaling, read_source
from secims_qgis.live.coverage_state import View
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import AnswerError, HttpError, SecimsError, open_session
from tests.live.coverage_server import Coverage, coverage_server, heights
from tests.live.drawing import draw

BWI_BOX = (-61.05, 14.05, -61.0, 14.08)
BWI = {"epsg": 2006, "left": 500_000.0, "top": 1_560_000.0, "pixel": 15.0, "bbox": BWI_BOX}
TYPES = {
    Qgis.DataType.Float32: np.float32, Qgis.DataType.Byte: np.uint8, Qgis.DataType.Int16: np.int16,
    Qgis.DataType.UInt16: np.uint16, Qgis.DataType.Int32: np.int32, Qgis.DataType.UInt32: np.uint32,
    Qgis.DataType.Float64: np.float64,
}  # fmt: skip


def _distribution(server) -> Distribution:
    return Distribution(DistributionKind.COVERAGE, f"{server.url}/coverage?f=tiff", title="A title")


def _opened(server) -> QgsRasterLayer:
    return open_layer(_distribution(server))


def _window(coverage: Coverage, column: int, row: int, columns: int, rows: int) -> QgsRectangle:
    left, top = coverage.left + column * coverage.pixel, coverage.top - row * coverage.pixel
    return QgsRectangle(left, top - rows * coverage.pixel, left + columns * coverage.pixel, top)


def _values(
    layer: QgsRasterLayer, extent: QgsRectangle, columns: int, rows: int, band: int = 1
) -> np.ndarray:
    block = layer.dataProvider().block(band, extent, columns, rows)
    return np.frombuffer(bytes(block.data()), TYPES[block.dataType()]).reshape(rows, columns)


def _is_empty(layer: QgsRasterLayer, extent: QgsRectangle, columns: int, rows: int) -> bool:
    block = layer.dataProvider().block(1, extent, columns, rows)
    return all(block.isNoData(row, column) for row in range(0, rows, 7) for column in range(0, columns, 7))


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"form": "subset", "axes": ("Long", "Lat")},
        {"south_up": True},
        {"one_more": True},
        {"scaling": "scale-size"},
        {"scaling": "scale-factor"},
        {**BWI, "form": "bbox-number"},
        {**BWI, "form": "bbox-uri"},
        {**BWI, "form": "bbox-uri-yx"},
        {**BWI, "form": "subset", "axes": ("E", "N")},
        {**BWI, "form": "subset", "axes": ("Easting", "Northing")},
        {**BWI, "form": "bbox-number", "scaling": "scale-size", "axes": ("x", "y")},
        {"form": "subset", "axes": ("lon", "lat")},
        {**BWI, "form": "bbox-curie"},
        {**BWI, "form": "bbox-code"},
        {**BWI, "form": "subset-uri", "axes": ("E", "N")},
        {"form": "subset", "axes": ("Lon", "Lat"), "takes_degrees": False},
        {"form": "subset", "axes": ("longitude", "latitude"), "takes_degrees": False},
        {**BWI, "form": "subset", "axes": ("E", "N"), "takes_degrees": False, "storage_crs": True},
        {**BWI, "form": "bbox-uri", "takes_degrees": False, "storage_crs": True},
        {"is_strict": True},
        {"is_strict": True, "left": -180.0, "top": 90.0, "pixel": 0.36},
        {"is_strict": True, "left": -180.0, "top": 80.1, "pixel": 0.3},
        {"left": 179.8, "bbox": (179.8, 13.7, -179.6, 14.2)},
        {"left": -180.2, "bbox": (179.8, 13.7, -179.6, 14.2)},
        {"epsg": 3857, "left": -20_037_508.0, "top": 16_000_000.0, "pixel": 66_000.0, "form": "bbox-number",
         "bbox": (-180.0, -81.0, 180.0, 81.0)},
        {"takes_f": False},
        {"takes_centres": True},
        {"takes_centres": True, "left": -61.10037},
        {"media_type": ""},
        {"relation": "[ogc-rel:coverage]"},
        {"relation": "http://www.opengis.net/def/rel/ogc/1.0/coverage"},
        {"scaling": "scale-size", "axes": ("i", "j")},
        {"values": heights().astype(np.uint16), "nodata": 65535},
        {"values": heights().astype(np.int32), "nodata": -2147483648},
        {"values": heights().astype(np.float64), "nodata": -1.7e308},
        {"nodata": -3.4028234663852886e38},
        {"nodata": float("nan")},
        {"nodata": None},
        {"values": heights(bands=20)},
        {"values": heights().astype(np.int16), "nodata": -32768},
        {"values": (heights() % 250).astype(np.uint8), "nodata": None},
        {"bbox": (-61.0, 14.0, -60.9, 14.05)},
    ],
)  # fmt: skip
def test_values_are_those_of_the_coverage(how):
    with coverage_server(**how) as server:
        layer = _opened(server)
        coverage = server.coverage
        assert layer.crs().authid() == f"EPSG:{coverage.epsg}"
        assert (layer.width(), layer.height(), layer.bandCount()) == (600, 500, len(coverage.values))
        assert layer.extent().xMinimum() == pytest.approx(coverage.left, abs=1e-9)
        assert layer.extent().yMaximum() == pytest.approx(coverage.top, abs=1e-9)
        before = len(server.requests)
        for band in {1, len(coverage.values)}:
            found = _values(layer, _window(coverage, 101, 53, 300, 200), 300, 200, band)
            assert np.array_equal(found, coverage.values[band - 1, 53:253, 101:401])
        assert len(server.requests) == before + 1


@pytest.mark.parametrize(
    ("how", "data_type"),
    [
        ({"values": (heights() % 200 - 100).astype(np.int8), "nodata": None}, Qgis.DataType.Int16),
        ({"values": heights().astype(np.int64) * 1_000_000, "nodata": None}, Qgis.DataType.Float64),
    ],
)
def test_types_that_not_each_qgis_knows_become_wider_ones(how, data_type):
    with coverage_server(**how) as server:
        layer = _opened(server)
        assert layer.dataProvider().dataType(1) == data_type
        found = _values(layer, _window(server.coverage, 101, 53, 300, 200), 300, 200)
        assert np.array_equal(found, server.coverage.values[0, 53:253, 101:401])


def test_packed_numbers_are_the_values_that_qgis_shows_for_a_file():
    values = heights().astype(np.int16)
    values[0, 53, 101] = -9999
    with coverage_server(values=values, packing=(0.1, 5.0)) as server:
        layer = _opened(server)
        found = _values(layer, _window(server.coverage, 101, 53, 300, 200), 300, 200)
        truth = (values[0, 53:253, 101:401] * 0.1 + 5.0).astype(np.float32)
        truth[0, 0] = np.nan
        assert np.array_equal(found, truth, equal_nan=True)
        assert layer.dataProvider().block(1, _window(server.coverage, 101, 53, 1, 1), 1, 1).isNoData(0, 0)


@pytest.mark.parametrize("crs", ["ESRI:54009", "EPSG:4326+5773", "+proj=longlat +ellps=clrk80"])
def test_a_crs_without_a_plain_code_is_kept_as_it_was_told(crs):
    told = osr.SpatialReference()
    told.SetFromUserInput(crs)
    with coverage_server(crs=crs, form="subset", axes=("x", "y")) as server:
        layer = _opened(server)
        assert layer.crs().isValid()
        assert layer.crs().toProj() == QgsCoordinateReferenceSystem.fromWkt(told.ExportToWkt()).toProj()
        assert QgsRasterLayer(layer.source(), "again", layer.providerType()).crs() == layer.crs()
        found = _values(layer, _window(server.coverage, 10, 20, 30, 40), 30, 40)
        assert np.array_equal(found, server.coverage.values[0, 20:60, 10:40])


def test_boxes_in_the_order_of_the_axes():
    # EPSG:32661 has northing first.
    how = {"epsg": 32661, "left": 2_000_000.0, "top": 1_600_000.0, "pixel": 100.0, "form": "bbox-uri-yx"}
    with coverage_server(**how, bbox=(1, 86.0, 6, 86.3)) as server:
        layer = _opened(server)
        found = _values(layer, _window(server.coverage, 10, 20, 30, 40), 30, 40)
        assert np.array_equal(found, server.coverage.values[0, 20:60, 10:40])


def test_longitude_and_latitude_may_be_asked_for_by_either_name():
    with coverage_server() as server:
        assert open_layer(_distribution(server), crs="OGC:CRS84").crs().authid() == "EPSG:4326"
        with pytest.raises(LiveLayerError, match="does not offer EPSG:32620"):
            open_layer(_distribution(server), crs="EPSG:32620")


def test_bands_have_the_names_and_units_of_the_schema():
    with coverage_server(values=heights(bands=2)) as server:
        layer = _opened(server)
        assert layer.bandName(2).startswith("Band 2")
        assert [band.unit for band in read_source(layer.source()).bands] == ["m", "m"]


def test_the_time_that_an_address_names_is_asked_for():
    with coverage_server() as server:
        address = f"{server.url}/coverage?f=tiff&datetime=2024-02-01"
        layer = open_layer(Distribution(DistributionKind.COVERAGE, address))
        _values(layer, _window(server.coverage, 0, 0, 50, 50), 50, 50)
        assert all("datetime=2024-02-01" in request for request in server.windows)


class TestFirstLook:
    def test_classes_that_neither_the_middle_row_nor_column_meets_are_drawn(self):
        values = np.ones((1, 500, 600), np.uint8)
        values[0, 430:] = 9
        with coverage_server(values=values, nodata=None) as server:
            layer = _opened(server)
            assert [shown.value for shown in layer.renderer().classes()] == list(range(1, 10))
            image, errors = draw(layer, layer.extent(), 100)
            assert (errors, image.pixelColor(50, 85).alpha()) == ([], 255)

    def test_a_mask_is_drawn_where_it_is_set(self):
        values = np.zeros((1, 500, 600), np.uint8)
        values[0, 200, 100] = 1
        with coverage_server(values=values, nodata=None) as server:
            layer = _opened(server)
            assert [shown.value for shown in layer.renderer().classes()] == [0, 1, 255]

    def test_values_are_looked_for_where_the_middle_has_none(self):
        values = np.full((1, 500, 600), -9999.0, np.float32)
        values[0, 50:70] = np.linspace(100, 900, 600)
        with coverage_server(values=values) as server:
            layer = _opened(server)
            statistics = layer.dataProvider().bandStatistics(1)
            assert (statistics.minimumValue, statistics.maximumValue) == (100.0, 900.0)


class TestRequests:
    def test_opening_asks_for_little_and_reopening_for_nothing(self):
        with coverage_server(values=heights(4000, 3000)) as server:
            layer = _opened(server)
            assert len(server.requests) <= 14
            assert server.bytes_sent < 100_000
            before = len(server.requests)
            again = QgsRasterLayer(layer.source(), "again", layer.providerType())
            assert again.isValid()
            assert again.crs() == layer.crs()
            assert again.dataProvider().cumulativeCut(1, 0.02, 0.98)[1] > 1000
            assert again.dataProvider().bandStatistics(1).maximumValue > 3900
            assert len(server.requests) == before

    def test_a_view_is_one_request_and_a_move_only_the_new_part(self):
        with coverage_server(values=heights(3000, 3000)) as server:
            layer = _opened(server)
            del server.requests[:]
            draw(layer, _window(server.coverage, 1000, 1000, 700, 700), 700)
            assert len(server.windows) == 1
            sent = server.bytes_sent
            draw(layer, _window(server.coverage, 1350, 1000, 700, 700), 700)
            assert len(server.windows) == 2
            assert server.bytes_sent - sent < 0.65 * 700 * 700 * 4
            draw(layer, _window(server.coverage, 1100, 1000, 700, 700), 700)
            assert len(server.windows) == 2

    def test_a_diagonal_move_does_not_fetch_the_old_part_again(self):
        with coverage_server(values=heights(3000, 3000)) as server:
            layer = _opened(server)
            draw(layer, _window(server.coverage, 1000, 1000, 700, 700), 700)
            sent = server.bytes_sent
            draw(layer, _window(server.coverage, 1350, 1350, 700, 700), 700)
            assert server.bytes_sent - sent < 0.95 * 700 * 700 * 4

    def test_all_bands_come_with_one_request(self):
        with coverage_server(values=(heights(bands=3) % 250).astype(np.uint8), nodata=None) as server:
            layer = _opened(server)
            assert layer.renderer().type() == "multibandcolor"
            del server.requests[:]
            draw(layer, layer.extent(), 300)
            assert len(server.windows) == 1

    def test_refresh_asks_again(self):
        with coverage_server() as server:
            layer = _opened(server)
            extent = _window(server.coverage, 0, 0, 50, 50)
            _values(layer, extent, 50, 50)
            server.coverage.values = server.coverage.values + 1
            assert _values(layer, extent, 50, 50)[3, 3] == np.float32(3.003)
            refresh(layer)
            assert _values(layer, extent, 50, 50)[3, 3] == pytest.approx(4.003)


class TestOverviews:
    @pytest.mark.parametrize("way", ["scale-size", "scale-factor"])
    def test_a_wide_view_comes_with_about_as_many_pixels_as_it_shows(self, way):
        with coverage_server(values=heights(5000, 4001), scaling=way) as server:
            layer = _opened(server)
            assert read_source(layer.source()).scaling is Scaling(way)
            sent = server.bytes_sent
            image, errors = draw(layer, layer.extent(), 500)
            assert errors == []
            assert server.bytes_sent - sent < 4.5 * 500 * 500 * 4
            assert view_state(layer).view is View.FULL
            # Each pixel is one of those that lie below it: the value tells column and row.
            values = _values(layer, layer.extent(), 500, 400)
            columns, rows = np.floor(values), (values - np.floor(values)) * 1000
            assert np.abs(columns - (np.arange(500) + 0.5) * 10).max() <= 10
            assert image.pixelColor(250, 250).alpha() == 255
            assert rows.max() <= 1000

    def test_a_name_of_axes_that_nobody_knows_is_found(self):
        with coverage_server(scaling="scale-size", axes=("Long", "Lat")) as server:
            source = read_source(_opened(server).source())
            assert (source.scaling, source.axes) == (Scaling.SIZE, ("Long", "Lat"))

    def test_without_scaling_a_wide_view_is_a_preview_of_rows(self):
        with coverage_server(values=heights(3000, 3000)) as server:
            layer = _opened(server)
            sent = server.bytes_sent
            image, errors = draw(layer, layer.extent(), 500)
            assert errors == []
            state = view_state(layer)
            assert state.view is View.PREVIEW
            assert "zoom in for full detail" in state.text
            assert server.bytes_sent - sent < 128 * 3000 * 4.2
            assert image.pixelColor(250, 250).alpha() == 255
            requests = len(server.requests)
            draw(layer, layer.extent(), 500)
            assert len(server.requests) == requests

    def test_the_budget_decides_and_is_kept_with_the_layer(self):
        with coverage_server(values=heights(3000, 3000)) as server:
            layer = _opened(server)
            renderer = layer.renderer().type()
            assert view_budget_mb(layer) == 16
            set_view_budget(layer, 50)
            assert (view_budget_mb(layer), layer.renderer().type()) == (50, renderer)
            draw(layer, layer.extent(), 500)
            assert view_state(layer).view is View.FULL

    def test_a_calculation_never_gets_a_preview(self):
        with coverage_server(values=heights(2000, 1500)) as server:
            layer = _opened(server)
            values = _values(layer, layer.extent(), 400, 300)
            assert np.array_equal(values, server.coverage.values[0, 2::5, 2::5])
            set_view_budget(layer, 1)
            assert _is_empty(layer, layer.extent(), 300, 300)

    def test_a_huge_coverage_is_neither_read_nor_refused(self):
        with coverage_server(
            values=np.broadcast_to(np.float32(7), (1, 40_000, 40_000)), pixel=1e-5
        ) as server:
            layer = _opened(server)
            assert (layer.width(), layer.height()) == (40_000, 40_000)
            assert server.bytes_sent < 1_000_000
            draw(layer, layer.extent(), 300)
            assert server.bytes_sent < 20_000_000
            sent = server.bytes_sent
            # As the layer properties ask for it.
            counts = layer.dataProvider().histogram(1, 0, None, None, QgsRectangle(), 250_000)
            assert sum(counts.histogramVector) == 0
            assert server.bytes_sent == sent
            values = _values(layer, _window(server.coverage, 39_900, 39_900, 100, 100), 100, 100)
            assert (values == 7).all()


class TestBadAnswers:
    @pytest.mark.parametrize(
        ("fault", "word"),
        [
            ("500", "query error"),
            ("html", "web page"),
            ("json", "JSON instead"),
            ("empty", "empty answer"),
            ("truncated", "damaged"),
            ("elsewhere", "another window"),
            ("other-size", "another window"),
            ("unplaced", "without a place"),
            ("whole", "more"),
        ],
    )
    def test_a_bad_window_is_an_error_and_no_values(self, fault, word):
        with coverage_server() as server:
            layer = _opened(server)
            server.coverage.fault = fault
            extent = _window(server.coverage, 100, 100, 120, 120)
            assert _is_empty(layer, extent, 120, 120)
            image, errors = draw(layer, extent, 120)
            assert errors
            assert word in errors[0]
            assert image.pixelColor(60, 60).alpha() == 0
            assert view_state(layer).view is View.FAILED
            found = layer.dataProvider().identify(extent.center(), Qgis.RasterIdentifyFormat.Value)
            assert not found.isValid()
            assert word in found.error().message()
            server.coverage.fault = ""
            assert np.array_equal(
                _values(layer, extent, 120, 120), server.coverage.values[0, 100:220, 100:220]
            )

    @pytest.mark.parametrize("fault", ["half", "closed", "endless", "login", "busy", "away", "gzip"])
    def test_a_broken_transport_is_an_error_and_no_values(self, fault, monkeypatch):
        monkeypatch.setattr("secims_qgis.live.raster_wish.DRAW_TIMEOUT_S", 5.0)
        with coverage_server() as server:
            layer = _opened(server)
            server.coverage.fault = fault
            extent = _window(server.coverage, 100, 100, 120, 120)
            image, errors = draw(layer, extent, 120)
            assert errors
            assert image.pixelColor(60, 60).alpha() == 0
            assert view_state(layer).view in {View.FAILED, View.OFFLINE}
            assert _is_empty(layer, extent, 120, 120)
            server.coverage.fault = ""
            refresh(layer)
            values = server.coverage.values[0, 100:220, 100:220]
            assert np.array_equal(_values(layer, extent, 120, 120), values)

    def test_the_error_stands_in_the_layer_and_in_the_log(self, qgis_app):
        seen = []
        log = qgis_app.messageLog()
        note = lambda text, tag, _level: seen.append((tag, text))  # noqa: E731
        log.messageReceived.connect(note)
        with coverage_server() as server:
            layer = _opened(server)
            server.coverage.fault = "500"
            draw(layer, layer.extent(), 50)
            assert "query error" in layer.dataProvider().lastError()
            qgis_app.processEvents()
        log.messageReceived.disconnect(note)
        assert any(tag == "SEC-IMS" and "query error" in text for tag, text in seen)

    def test_a_reading_that_is_no_drawing_leaves_its_error_too(self):
        with coverage_server() as server:
            layer = _opened(server)
            provider, extent = layer.dataProvider(), _window(server.coverage, 0, 0, 50, 50)
            server.coverage.fault = "500"
            assert _is_empty(layer, extent, 50, 50)
            assert "query error" in provider.lastError()
            assert "query error" in provider.error().message()
            server.coverage.fault = ""
            assert _values(layer, extent, 50, 50)[3, 3] == np.float32(3.003)
            assert provider.lastError() == ""
            assert provider.error().isEmpty()

    def test_holes_in_what_a_task_calculates_are_told(self, qtbot):
        def read(_task: QgsTask) -> None:
            seen.append(interface.block(1, extent, 50, 50).isNoData(0, 0))

        with coverage_server() as server:
            layer = _opened(server)
            extent, interface = layer.extent(), layer.dataProvider().clone()
            server.coverage.fault = "500"
            seen: list[bool] = []
            task = QgsTask.fromFunction("read", read)
            QgsApplication.taskManager().addTask(task)
            qtbot.waitUntil(lambda: seen == [True], timeout=20_000)
            assert view_state(layer).view is View.INCOMPLETE
            assert "query error" in view_state(layer).text
            server.coverage.fault = ""
            draw(layer, layer.extent(), 50)
            assert view_state(layer).view is View.FULL

    @pytest.mark.parametrize(
        ("how", "word"),
        [
            ({"media_type": "application/prs.coverage+json"}, "not offered as GeoTIFF or NetCDF"),
            ({"fault": "500"}, "no part"),
            ({"fault": "html"}, "web page"),
            ({"fault": "json"}, "JSON"),
            ({"fault": "whole", "values": heights(2000, 2000)}, "whole coverage"),
            ({"fault": "unplaced"}, "without a place"),
            ({"fault": "elsewhere"}, "no part"),
            ({**BWI, "form": "subset", "axes": ("Q", "R")}, "no part"),
        ],
    )
    def test_a_service_that_cannot_be_used_is_refused_with_the_reason(self, how, word):
        with coverage_server(**how) as server, pytest.raises((LiveLayerError, AnswerError), match=word):
            _opened(server)

    @pytest.mark.parametrize(("fault", "status"), [("busy", 503), ("login", 401)])
    def test_a_service_that_refuses_is_not_asked_in_other_ways(self, fault, status):
        with coverage_server(fault=fault) as server:
            with pytest.raises(HttpError) as caught:
                _opened(server)
            assert (caught.value.status, len(server.windows)) == (status, 1)

    def test_swapped_axes_never_give_wrong_values(self):
        with coverage_server(fault="swapped") as server, pytest.raises(SecimsError):
            _opened(server)

    def test_a_server_that_hangs_lets_go_when_the_map_moves_on(self):
        with coverage_server() as server:
            layer = _opened(server)
            server.coverage.fault = "hang"
            started = time.monotonic()
            draw(layer, layer.extent(), 200, cancel_after_s=0.5)
            assert time.monotonic() - started < 15

    def test_a_server_that_hangs_runs_into_the_time_out(self, monkeypatch):
        monkeypatch.setattr("secims_qgis.live.raster_wish.DRAW_TIMEOUT_S", 3)
        with coverage_server(values=(heights(bands=3) % 250).astype(np.uint8), nodata=None) as server:
            layer = _opened(server)
            server.coverage.fault = "hang"
            started = time.monotonic()
            _image, errors = draw(layer, layer.extent(), 200)
            assert errors
            # Three bands, but one time-out.
            assert time.monotonic() - started < 8

    def test_describing_runs_into_the_time_out(self):
        with coverage_server(fault="hang") as server, pytest.raises(SecimsError):
            open_layer(_distribution(server), open_session(timeout_s=0.5))


class TestOffline:
    def test_what_was_seen_is_drawn_and_the_rest_said(self):
        for how in ({}, {"values": (heights(bands=3) % 250).astype(np.uint8), "nodata": None}):
            with coverage_server(**how) as server:
                layer = _opened(server)
                draw(layer, _window(server.coverage, 0, 0, 256, 256), 256)
                server.stop()
                image, errors = draw(layer, _window(server.coverage, 128, 128, 256, 256), 256)
                assert errors
                assert view_state(layer).view is View.OFFLINE
                assert image.pixelColor(30, 30).alpha() == 255
                assert image.pixelColor(200, 200).alpha() == 0
                server.start()

    def test_identify_says_that_the_server_is_down(self):
        with coverage_server() as server:
            layer = _opened(server)
            server.stop()
            point = _window(server.coverage, 300, 300, 1, 1).center()
            found = layer.dataProvider().identify(point, Qgis.RasterIdentifyFormat.Value)
            assert not found.isValid()
            assert found.results() == {}
            assert layer.dataProvider().sample(point, 1)[1] is False
            server.start()
            refresh(layer)
            found = layer.dataProvider().identify(point, Qgis.RasterIdentifyFormat.Value)
            assert found.results() == {1: pytest.approx(300.3)}

    def test_the_tool_of_qgis_shows_the_error_and_no_number(self):
        from qgis.gui import QgsMapCanvas, QgsMapToolIdentify

        with coverage_server() as server:
            layer, canvas = _opened(server), QgsMapCanvas()
            canvas.setDestinationCrs(layer.crs())
            canvas.resize(200, 200)
            canvas.setExtent(layer.extent())
            server.stop()
            tool, mode = QgsMapToolIdentify(canvas), QgsMapToolIdentify.IdentifyMode.DefaultQgsSetting
            (found,) = tool.identify(100, 100, [layer], mode)
            (words,) = found.mAttributes.values()
            assert "refused" in words
            server.start()

    def test_identify_beside_the_coverage_and_on_no_data(self):
        values = heights()
        values[0, :10, :10] = -9999
        with coverage_server(values=values) as server:
            layer = _opened(server)
            for point in (QgsPointXY(0, 0), _window(server.coverage, 3, 3, 1, 1).center()):
                found = layer.dataProvider().identify(point, Qgis.RasterIdentifyFormat.Value)
                assert found.isValid()
                assert found.results() == {1: None}

    def test_a_project_opens_without_the_server(self, project, tmp_path):
        with coverage_server() as server:
            layer = _opened(server)
            set_view_budget(layer, 20)
            project.addMapLayer(layer)
            path = str(tmp_path / "project.qgz")
            assert project.write(path)
            project.clear()
            server.stop()
            requests = len(server.requests)
            assert project.read(path)
            (layer,) = project.mapLayers().values()
            assert layer.isValid()
            assert view_budget_mb(layer) == 20
            assert layer.renderer().type() == "singlebandpseudocolor"
            _image, errors = draw(layer, layer.extent(), 100)
            assert any("refused" in error for error in errors)
            assert len(server.requests) == requests
            server.start()
            refresh(layer)
            image, errors = draw(layer, layer.extent(), 100)
            assert errors == []
            assert image.pixelColor(50, 50).alpha() == 255


@pytest.mark.parametrize("name", ["grid", "size", "bands", "dataType", "url", "origin", "resolution"])
def test_a_damaged_source_is_an_invalid_layer(name):
    with coverage_server() as server:
        source = _opened(server).source()
    broken = source.replace(f"{name}='", f"{name}='x").replace("url='x", "link='")
    if broken != source:
        assert not QgsRasterLayer(broken, "broken", "secims_coverage").isValid()
