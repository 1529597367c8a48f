"""NetCDF coverages of servers of all kinds: exact values, and a clear word when it goes wrong."""

from __future__ import annotations

import re

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import Qgis, QgsDateTimeRange, QgsRasterLayer
from qgis.PyQt.QtCore import QDateTime, Qt

from secims_qgis.live import LiveLayerError, open_layer
from secims_qgis.live import coverage_times as times
from secims_qgis.live.coverage_choice import choices
from secims_qgis.live.coverage_cube import TimeForm
from secims_qgis.live.coverage_source import read_source
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import AnswerError, HttpError, SecimsError, open_session
from tests.live.cube_server import Cube, cube_server
from tests.live.drawing import draw

GLOBAL = {"x": np.arange(0.5, 360, 1.0), "y": np.arange(-20.5, 21, 1.0)}


def _opened(server, variable: str = "") -> QgsRasterLayer:
    query = f"&properties={variable}" if variable else ""
    return open_layer(
        Distribution(DistributionKind.COVERAGE, f"{server.url}/coverage?f=nc{query}", title="t")
    )


def _values(layer: QgsRasterLayer) -> np.ndarray:
    block = layer.dataProvider().block(1, layer.extent(), layer.width(), layer.height())
    return np.frombuffer(bytes(block.data()), np.float32).reshape(layer.height(), layer.width())


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"y": 14.1 - 0.1 * np.arange(7)},
        {"x": -60.8 - 0.1 * np.arange(6)},
        {"times": "bare"},
        {"times": "instant"},
        {"times": "none"},
        {"interval": False},
        {"interval": False, "times": "bare", "axes": ("longitude", "latitude")},
        {"days": None},
        {"days": None, "axes": ("Long", "Lat")},
        {"axes": ("q", "r")},
        {"days": np.array([0.0, 0.5, 0.75])},
        {"days": np.array([10.0])},
        {"calendar": "noleap", "days": np.array([0.0, 31.0, 45.0])},
        {"epsg": 32620, "axes": ("x", "y"), "units": ("m", "m"), "x": 7e5 + 100.0 * np.arange(6),
         "y": 1.54e6 + 100.0 * np.arange(7)},
        {"x": (-61.3 + 0.1 * np.arange(6)).astype("f4").astype(float)},
        {"format": "NC"},
        {"format": "NC", "days": None, "y": 14.1 - 0.1 * np.arange(7)},
    ],
)  # fmt: skip
def test_values_are_those_of_the_coverage(how):
    with cube_server(**how) as server:
        layer, cube = _opened(server), server.cube
        assert (layer.width(), layer.height()) == (len(cube.x), len(cube.y))
        assert layer.extent().center().x() == pytest.approx(float(cube.x.mean()), abs=1e-4)
        assert layer.extent().center().y() == pytest.approx(float(cube.y.mean()), abs=1e-4)
        assert layer.crs().authid() == f"EPSG:{cube.epsg or 4326}"
        truth = cube.values()[-1]
        truth = truth[::-1] if cube.y[0] < cube.y[-1] else truth
        truth = truth[:, ::-1] if cube.x[0] > cube.x[-1] else truth
        assert np.array_equal(_values(layer), truth)
        assert layer.temporalProperties().isActive() == (cube.days is not None)


@pytest.mark.parametrize("from_memory", [True, False])
def test_where_gdal_has_only_its_netcdf_driver_it_is_read_by_that(monkeypatch, from_memory):
    from secims_qgis.live import coverage_netcdf

    real = coverage_netcdf._open
    monkeypatch.setattr(coverage_netcdf, "_DRIVERS", {b"\x89": ("netCDF",), b"C": ("netCDF",)})
    monkeypatch.setattr(
        coverage_netcdf,
        "_open",
        lambda path, driver: real(path, driver) if from_memory or not path.startswith("/vsimem") else None,
    )
    with cube_server(epsg=32620, axes=("x", "y"), units=("m", "m")) as server:
        layer = _opened(server)
        assert layer.crs().authid() == "EPSG:32620"
        assert np.array_equal(_values(layer), server.cube.values()[-1][::-1])


def test_a_qgis_without_netcdf_says_so(monkeypatch):
    monkeypatch.setattr("secims_qgis.live.coverage_netcdf._DRIVERS", {b"\x89": ("no such driver",)})
    with cube_server() as server, pytest.raises(LiveLayerError, match="without NetCDF"):
        _opened(server)


def test_the_form_of_times_is_found():
    forms = {
        "z": TimeForm.INTERVAL_Z,
        "bare": TimeForm.INTERVAL,
        "instant": TimeForm.INSTANT_Z,
        "none": TimeForm.SUBSET,
    }
    for how, form in forms.items():
        with cube_server(times=how) as server:
            layer = _opened(server)
            assert choices(layer).time_form is form
            assert [times.iso(step)[:10] for step in choices(layer).steps] == [
                "2000-01-01", "2000-02-01", "2000-03-01",
            ]  # fmt: skip
            assert len(server.requests) <= 25


def test_longitudes_from_0_to_360_are_turned():
    with cube_server(**GLOBAL) as server:
        layer = _opened(server)
        assert (layer.extent().xMinimum(), layer.extent().xMaximum()) == (-180, 180)
        truth = np.roll(server.cube.values()[-1][::-1], 180, axis=1)
        asked = len(server.requests)
        assert np.array_equal(_values(layer), truth)
        assert len(server.requests) == asked + 2
        identified = layer.dataProvider().identify(layer.extent().center(), Qgis.RasterIdentifyFormat.Value)
        assert identified.isValid()


def test_a_part_of_the_west_counted_to_360_lies_in_the_west():
    with cube_server(x=298.7 + 0.1 * np.arange(6)) as server:
        layer = _opened(server)
        assert layer.extent().xMinimum() == pytest.approx(-61.35)
        assert np.array_equal(_values(layer), server.cube.values()[-1][::-1])


def test_variables_without_a_grid_are_passed_over():
    with cube_server(extra_variables=("crs", "time_bnds", "w")) as server:
        assert choices(_opened(server)).variable == "v"
        with pytest.raises(AnswerError, match="without a grid"):
            _opened(server, "w")


class TestBadAnswers:
    @pytest.mark.parametrize(
        ("fault", "word"),
        [
            ("500", "query error"),
            ("html", "web page instead of NetCDF"),
            ("json", "JSON instead of NetCDF"),
            ("empty", "empty answer"),
            ("truncated", "damaged"),
            ("elsewhere", "another window"),
            ("whole", "more than were asked for"),
            ("other-time", "another time"),
        ],
    )
    def test_a_bad_window_is_an_error_and_no_values(self, fault, word):
        with cube_server(**GLOBAL) as server:
            layer = _opened(server)
            server.cube.fault = fault
            extent = layer.extent()
            extent.scale(0.2)
            image, errors = draw(layer, extent, 60)
            assert errors
            assert word in errors[0]
            assert image.pixelColor(30, 30).alpha() == 0
            found = layer.dataProvider().identify(extent.center(), Qgis.RasterIdentifyFormat.Value)
            assert not found.isValid()
            assert word in found.error().message()
            server.cube.fault = ""
            assert draw(layer, extent, 60)[1] == []

    @pytest.mark.parametrize(
        ("how", "word"),
        [
            ({"fault": "500"}, "query error"),
            ({"fault": "html"}, "web page"),
            ({"fault": "json"}, "JSON"),
            ({"fault": "empty"}, "empty answer"),
            ({"fault": "truncated"}, "damaged"),
            ({"fault": "whole"}, "whole coverage"),
            ({"fault": "other-time"}, "another time|empty answer"),
            ({"x": np.array([1.0, 2.0, 4.0, 8.0])}, "cells of different sizes"),
            ({"calendar": "360_day"}, "calendar '360_day'"),
        ],
    )
    def test_a_service_that_cannot_be_used_is_refused_with_the_reason(self, how, word):
        with cube_server(**how) as server:
            with pytest.raises((LiveLayerError, AnswerError), match=word):
                _opened(server)
            assert len(server.requests) < 60

    def test_a_service_that_refuses_is_not_asked_in_other_ways(self):
        with cube_server(fault="503") as server:
            with pytest.raises(HttpError):
                _opened(server)
            assert len([request for request in server.requests if "/coverage?" in request]) == 1

    def test_a_server_that_hangs_runs_into_the_time_out(self):
        with cube_server(fault="hang") as server, pytest.raises(SecimsError):
            open_layer(
                Distribution(DistributionKind.COVERAGE, f"{server.url}/coverage?f=nc"),
                open_session(timeout_s=0.5),
            )


class TestSteps:
    STEPS = (0.0, 100.0, 200.0, 300.0)

    @pytest.mark.parametrize(
        ("wanted", "step"),
        [
            ((0.0, 100.0), 0), ((50.0, 150.0), 1), ((50.0, 90.0), 0), ((100.0, 100.0), 1),
            ((-50.0, 0.0), None), ((-50.0, 1.0), 0), ((390.0, 395.0), 3), ((500.0, 600.0), None),
            ((None, 250.0), 2), ((None, 0.0), None), ((250.0, None), 3), ((0.0, 1000.0), 0),
        ],
    )  # fmt: skip
    def test_which_step_a_range_stands_for(self, wanted, step):
        assert times.step_in(self.STEPS, wanted) == step

    @pytest.mark.parametrize(
        ("method", "step"),
        [
            (Qgis.TemporalIntervalMatchMethod.MatchUsingWholeRange, 2),
            (Qgis.TemporalIntervalMatchMethod.MatchExactUsingStartOfRange, None),
            (Qgis.TemporalIntervalMatchMethod.MatchExactUsingEndOfRange, 3),
            (Qgis.TemporalIntervalMatchMethod.FindClosestMatchToStartOfRange, 1),
            (Qgis.TemporalIntervalMatchMethod.FindClosestMatchToEndOfRange, 3),
        ],
    )
    def test_the_layer_properties_decide_how(self, method, step):
        from secims_qgis.live.coverage_temporal import step_for

        begin, end = (QDateTime.fromMSecsSinceEpoch(ms, Qt.TimeSpec.UTC) for ms in (140_000, 300_000))
        assert step_for(self.STEPS, QgsDateTimeRange(begin, end), method) == step

    @pytest.mark.parametrize(
        ("unit", "calendar", "value", "iso"),
        [
            ("days since 1800-1-1 00:00:00", "gregorian", 80000.5, "2019-01-13T12:00:00"),
            ("days since 1-1-1", "standard", 735599, "2014-12-31T00:00:00"),
            ("days since 0001-01-01", "proleptic_gregorian", 735599, "2015-01-02T00:00:00"),
            ("hours since 1900-01-01 00:00:0.0", "", 1_000_000, "2014-01-29T16:00:00"),
            ("seconds since 1970-01-01T00:00:00Z", "standard", 0.25, "1970-01-01T00:00:00.250"),
            ("days since 2000-01-01", "365_day", 365 * 4 + 59, "2004-03-01T00:00:00"),
            ("minutes since 1999-12-31 23:00", "standard", 90, "2000-01-01T00:30:00"),
        ],
    )
    def test_dates_of_the_conventions(self, unit, calendar, value, iso):
        assert times.iso(times.seconds_since_1970([value], unit, calendar)[0]) == iso

    @pytest.mark.parametrize(
        "unit", ["months since 2000-01-01", "days", "", "days since yesterday", "days since 2000-13-41"]
    )
    def test_times_that_no_date_can_be_told_from(self, unit):
        with pytest.raises(AnswerError, match="times in"):
            times.seconds_since_1970([1.0], unit, "standard")

    def test_steps_are_kept_in_few_numbers(self):
        daily = tuple(86400.0 * day for day in range(36_500))
        assert len(times.packed(daily)) == 2
        assert times.unpacked(times.packed(daily)) == daily
        for damaged in ([[0, 0], [1, 10**9]], [[0, 0], [-1, 2]], [[1e300, 0]], [[0, 0], [float("nan"), 1]]):
            with pytest.raises(ValueError, match="times"):
                times.unpacked(damaged)


def test_sources_without_a_cube_are_read_as_before():
    with cube_server(days=None) as server:
        source = read_source(_opened(server).source())
        assert source.cube.steps == ()
        assert source.tile_key == source.key
        assert Cube().values().shape == (3, 7, 6)


class TestWhatNumbersMean:
    def test_the_older_attribute_tells_what_is_missing(self):
        with cube_server(days=None, attributes={"missing_value": 203.0}) as server:
            layer = _opened(server)
            assert layer.dataProvider().sourceNoDataValue(1) == 203.0
            block = layer.dataProvider().block(1, layer.extent(), layer.width(), layer.height())
            empty = [(row, column) for row in range(7) for column in range(6) if block.isNoData(row, column)]
            assert empty == [(4, 3)]

    def test_numbers_without_sign_are_stored_with_one(self):
        # 600 is above what a byte holds, and the rows that are stored as negative come after it.
        with cube_server(days=None, kind=gdal.GDT_Int16, attributes={"_Unsigned": "true"}) as server:
            server.cube.values = lambda: (
                (np.arange(42).reshape(1, 7, 6) * 1500).astype(np.uint16).view(np.int16)
            )
            layer = _opened(server)
            block = layer.dataProvider().block(1, layer.extent(), layer.width(), layer.height())
            assert block.value(0, 5) == 41 * 1500

    def test_a_single_column_has_square_cells(self):
        with cube_server(x=np.array([-61.0])) as server:
            extent = _opened(server).extent()
            assert (extent.width(), extent.center().x()) == (pytest.approx(0.1), pytest.approx(-61.0))


def test_numbers_are_asked_for_in_digits_alone():
    with cube_server(x=0.25 * np.arange(-3, 3), y=0.25 * np.arange(-3, 4)) as server:
        assert np.array_equal(_values(_opened(server)), server.cube.values()[-1, ::-1])
        assert not [request for request in server.requests if re.search(r"\de[-+]?\d", request)]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("2000-02", "2000-02-01"),
        ("2000-01-15T00:00:00Z/2000-02-15T00:00:00Z", "2000-02-01"),
        ("../2000-02-15", "2000-01-01"),
        ("2000-02-02/..", "2000-03-01"),
        ("1999", "2000-03-01"),
        ("soon", "2000-03-01"),
    ],
)
def test_the_time_that_an_address_names_is_shown(asked, shown):
    with cube_server() as server:
        layer = open_layer(
            Distribution(DistributionKind.COVERAGE, f"{server.url}/coverage?f=nc&datetime={asked}")
        )
        assert choices(layer).time_words == f"{shown}T00:00:00"
