"""Extents of records that cannot tell one place from another: too wide, or wrong themselves."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsDatumTransform

from secims_qgis.crs import check_crs, headline
from secims_qgis.model import BBox, Confidence, CrsRef, CrsVerdict, RemedyAction
from tests.crs.test_report import box_layer

WORLD, CARIBBEAN = BBox(-180, -90, 180, 90), BBox(-85, 9, -59, 23)
WIDE = pytest.mark.parametrize("wide", [WORLD, CARIBBEAN], ids=["world", "Caribbean"])
BWI = CrsRef.from_text("EPSG:2006")
ON_THE_GRID = (508_000, 1_540_000, 512_000, 1_548_000)
WEST_OF_SAINT_LUCIA = BBox(-63.0, 13.7, -62.8, 14.1)
"""Where a grid that is labelled as UTM is drawn."""


def first(report):
    return (report.remedies[0].action, report.remedies[0].authid)


@WIDE
@pytest.mark.parametrize("says", [32620, 32621, 3857, 4326, 2005])
@pytest.mark.parametrize("declared", ["really", "says", "nothing"])
def test_a_wide_extent_hides_no_wrong_crs(wide, says, declared):
    layer = box_layer(f"EPSG:{says}", *ON_THE_GRID)
    ref = {"really": BWI, "says": CrsRef.from_text(f"EPSG:{says}"), "nothing": None}[declared]
    report = check_crs(layer, ref, wide, "EPSG:2006")
    assert report.verdict in {CrsVerdict.WRONG_BUT_KNOWN, CrsVerdict.DIFFERS}, report
    assert first(report) == (RemedyAction.SET_LAYER_CRS, "EPSG:2006")
    assert "too wide to tell, so this was held against Saint Lucia" in report.explanation


@WIDE
def test_a_wide_extent_hides_no_swapped_axes(wide):
    report = check_crs(box_layer("EPSG:4326", 13.8, -61.0, 13.9, -60.9), None, wide, "EPSG:2006")
    assert (report.verdict, first(report)[0]) == (CrsVerdict.SWAPPED_AXES, RemedyAction.SWAP_AXES)


@WIDE
def test_the_other_islands_are_known_as_well(wide):
    layer = box_layer("EPSG:32620", 324_000, 1_908_000, 328_000, 1_914_000)  # the grid of St Kitts
    report = check_crs(layer, None, wide, "EPSG:4326")
    assert (report.verdict, first(report)[1]) == (CrsVerdict.WRONG_BUT_KNOWN, "EPSG:2005")


@WIDE
def test_what_is_right_stays_right_and_its_datum_shift_is_judged_where_it_lies(wide):
    source, target = QgsCoordinateReferenceSystem("EPSG:2006"), QgsCoordinateReferenceSystem("EPSG:4326")
    worse = max(QgsDatumTransform.operations(source, target), key=lambda item: item.accuracy)
    context = QgsCoordinateTransformContext()
    context.addCoordinateOperation(source, target, worse.proj, False)
    report = check_crs(box_layer("EPSG:2006", *ON_THE_GRID), BWI, wide, target, context)
    assert report.verdict is CrsVerdict.OK
    assert headline(report) == "18.5 m off by its datum shift"


def test_one_that_fits_two_islands_is_not_called_right():
    """The sea around St Vincent in UTM has the numbers of Barbados in its grid."""
    layer = box_layer("EPSG:32620", 668_000, 1_450_000, 672_000, 1_455_000)
    report = check_crs(layer, None, CARIBBEAN, "EPSG:4326")
    assert (report.verdict, report.remedies) == (CrsVerdict.NO_EXTENT, ())
    assert "too wide to tell" in report.explanation
    assert "the BWI grid of Barbados (EPSG:21291)" in report.explanation


def test_a_place_without_a_grid_of_its_own_is_told_where_nothing_else_fits():
    martinique = box_layer("EPSG:4326", -61.0, 14.5, -60.9, 14.6)
    assert check_crs(martinique, None, CARIBBEAN, "EPSG:4326").verdict is CrsVerdict.OK
    assert check_crs(martinique, None, WORLD, "EPSG:4326").verdict is CrsVerdict.NO_EXTENT


def test_a_layer_as_wide_as_its_extent_is_told():
    layer = box_layer("EPSG:4326", -84, 10, -60, 22)
    assert check_crs(layer, None, CARIBBEAN, "EPSG:4326").verdict is CrsVerdict.OK


@pytest.mark.parametrize("declared", ["EPSG:2006", "EPSG:32620", None])
def test_an_extent_that_was_computed_from_the_wrong_crs_confirms_nothing(declared):
    ref = CrsRef.from_text(declared) if declared else None
    layer = box_layer("EPSG:32620", *ON_THE_GRID)
    report = check_crs(layer, ref, WEST_OF_SAINT_LUCIA, "EPSG:2006")
    assert (report.verdict, first(report)[1]) == (CrsVerdict.WRONG_BUT_KNOWN, "EPSG:2006")
    assert headline(report) == "Drawn 208 km too far west"
    assert "computed from the same mistake" in report.explanation


def test_the_sea_beside_an_island_is_not_taken_for_another_island():
    """West of St Vincent, in UTM, it has the numbers of Barbados in its grid."""
    layer = box_layer("EPSG:32620", 648_000, 1_442_000, 654_000, 1_450_000)
    report = check_crs(layer, None, BBox(-61.64, 13.03, -61.57, 13.12), "EPSG:32620")
    assert report.verdict is CrsVerdict.OK


@pytest.mark.parametrize(
    "extent",
    [WEST_OF_SAINT_LUCIA, BBox(13.7, -61.1, 14.1, -60.8), BBox(60.8, 13.7, 61.1, 14.1), BBox(0, 0, 0, 0)],
    ids=["computed from a wrong CRS", "swapped", "without its sign", "zero"],
)
def test_a_wrong_record_moves_no_layer_that_lies_on_the_island(extent):
    report = check_crs(box_layer("EPSG:2006", *ON_THE_GRID), BWI, extent, "EPSG:2006")
    assert report.verdict is CrsVerdict.WRONG_PLACE
    assert [item.action for item in report.remedies] == [RemedyAction.LEAVE]
    assert report.confidence is Confidence.UNSURE
    assert "most likely the record is wrong" in report.explanation
    assert headline(report).endswith("km from where its record says")


def test_the_record_of_another_island_is_no_wrong_record():
    report = check_crs(box_layer("EPSG:2006", *ON_THE_GRID), BWI, BBox(-61.3, 13.1, -61.1, 13.4), None)
    assert report.verdict is CrsVerdict.WRONG_PLACE
    assert headline(report) == "Drawn 83 km too far north"


def test_without_an_extent_the_crs_of_the_record_counts():
    """Two witnesses, the record's CRS and the island, against the label of the file."""
    report = check_crs(box_layer("EPSG:32620", *ON_THE_GRID), BWI, None, "EPSG:2006")
    assert (report.verdict, first(report)[1]) == (CrsVerdict.WRONG_BUT_KNOWN, "EPSG:2006")
    assert "held against Saint Lucia only" in report.explanation
