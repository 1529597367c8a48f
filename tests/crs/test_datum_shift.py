"""Datum shifts: the one in use, the better one, and one whose grid file is missing."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDatumTransform,
    QgsPointXY,
)

from secims_qgis.crs.datum_shift import _datum_steps, datum_shift, missing_note

CASTRIES = QgsPointXY(-60.99, 14.01)


def crs(code: int) -> QgsCoordinateReferenceSystem:
    return QgsCoordinateReferenceSystem(f"EPSG:{code}")


def pinned(source, target, operation) -> QgsCoordinateTransformContext:
    context = QgsCoordinateTransformContext()
    context.addCoordinateOperation(source, target, operation.proj, True)
    return context


def test_the_better_one_is_taken_without_being_asked():
    shift = datum_shift(crs(2006), crs(4326), QgsCoordinateTransformContext(), CASTRIES)
    assert (shift.accuracy_m, shift.better, shift.warning) == (2, "", "")


def test_the_worse_one_is_named_with_the_better_and_the_metres_between():
    operations = QgsDatumTransform.operations(crs(2006), crs(4326))
    worse = max(operations, key=lambda item: item.accuracy)
    shift = datum_shift(crs(2006), crs(4326), pinned(crs(2006), crs(4326), worse), CASTRIES)
    assert shift.accuracy_m == 10
    assert shift.apart_m == pytest.approx(18.56, abs=0.05)
    assert shift.better == min(operations, key=lambda item: item.accuracy).proj
    assert "±2 m" in shift.better_text


def test_a_shift_that_the_project_leaves_out_is_refused_and_another_offered():
    operations = QgsDatumTransform.operations(crs(2003), crs(4326))
    ballpark = next(item for item in operations if "ballpark" in item.name.lower())
    shift = datum_shift(crs(2003), crs(4326), pinned(crs(2003), crs(4326), ballpark), QgsPointXY(-61.7, 12.1))
    assert shift.accuracy_m is None
    assert "would leave the datum shift out" in shift.warning
    assert shift.better
    assert "ballpark" not in shift.better_text.lower()


def missing_operation(url: str) -> QgsDatumTransform.TransformDetails:
    """Make an operation as QGIS describes one whose grid file is not there."""
    grid = QgsDatumTransform.GridDetails()
    grid.shortName, grid.url, grid.isAvailable = "us_noaa_conus.tif", url, False
    made = QgsDatumTransform.TransformDetails()
    made.name, made.accuracy, made.isAvailable, made.grids = "NAD27 to NAD83 (1)", 0.15, False, [grid]
    return made


def test_a_missing_grid_is_said_with_how_to_get_it():
    note = missing_note([missing_operation("https://cdn.proj.org/us_noaa_conus.tif")], None)
    assert "NAD27 to NAD83 (1), ±0.15 m, needs the grid us_noaa_conus.tif" in note
    assert "Get it from https://cdn.proj.org/us_noaa_conus.tif" in note
    assert "start QGIS again" in note


def test_a_grid_without_an_address_is_asked_for():
    assert "ask the mapping agency" in missing_note([missing_operation("")], 10.0)


def test_a_missing_grid_of_another_place_is_not_mentioned():
    shift = datum_shift(crs(4267), crs(4269), QgsCoordinateTransformContext(), CASTRIES)
    assert "grid" not in shift.warning


def test_a_missing_grid_that_would_not_be_better_is_not_mentioned():
    assert missing_note([missing_operation("https://cdn.proj.org/us_noaa_conus.tif")], 0.1) == ""


def test_no_note_where_nothing_is_missing():
    assert missing_note(QgsDatumTransform.operations(crs(2006), crs(4326)), 2.0) == ""


def test_what_newer_versions_of_proj_add_to_a_name_is_left_out():
    name = (
        "Inverse of British West Indies Grid + "
        "St. Lucia 1955 to WGS 84 (2) (with axis order normalized for visualization)"
    )
    assert _datum_steps(name) == "St. Lucia 1955 to WGS 84 (2)"
