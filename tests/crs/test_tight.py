"""An extent that was computed from the data, to the metre, tells apart what a rounded one cannot."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

from secims_qgis.crs import apply_remedy, check_crs
from secims_qgis.crs.tight import is_exact
from secims_qgis.model import BBox, CrsRef, CrsVerdict, RemedyAction
from tests.crs.samples import RECORD_EXTENT, coast_points


def exact_extent(digits: int) -> BBox:
    points = coast_points()
    xs, ys = [point.x() for point in points], [point.y() for point in points]
    return BBox(*(round(bound, digits) for bound in (min(xs), min(ys), max(xs), max(ys))))


@pytest.mark.parametrize("suffix", [".gpkg", ".shp"])
@pytest.mark.parametrize(("really", "says"), [(2005, 2006), (2007, 2006), (4606, 4326), (2006, 2005)])
def test_another_datum_is_found(sample, project, really, says, suffix):
    made = sample(really, says, suffix=suffix)
    report = check_crs(made.layer, None, exact_extent(5), "EPSG:4326")
    assert report.verdict is CrsVerdict.WRONG_BUT_KNOWN, report
    assert report.remedies[0].authid == f"EPSG:{really}"
    apply_remedy(made.layer, report.remedies[0], project)
    assert made.largest_error_m() < 0.05
    assert check_crs(made.layer, None, exact_extent(5), "EPSG:4326").verdict is CrsVerdict.OK


@pytest.mark.parametrize("code", [4326, 2006, 32620, 3857, 4606])
def test_what_is_right_stays_right(sample, code):
    report = check_crs(
        sample(code, code).layer, CrsRef.from_text(f"EPSG:{code}"), exact_extent(5), "EPSG:4326"
    )
    assert report.verdict is CrsVerdict.OK, report


def test_it_decides_where_record_and_file_contradict_each_other(sample):
    report = check_crs(sample(4606, 4326).layer, CrsRef.from_text("EPSG:4606"), exact_extent(6), "EPSG:4326")
    assert (report.verdict, report.remedies[0].authid) == (CrsVerdict.WRONG_BUT_KNOWN, "EPSG:4606")


def test_a_catalogue_that_left_the_shift_out_explains_it_as_well(sample):
    report = check_crs(sample(4326, 4606).layer, None, exact_extent(5), "EPSG:4326")
    assert report.verdict is CrsVerdict.DIFFERS
    assert "Or the catalogue left the datum shift out" in report.explanation
    assert [item.action for item in report.remedies] == [RemedyAction.LEAVE, RemedyAction.SET_LAYER_CRS]


def test_a_rounded_extent_decides_nothing(sample):
    assert not is_exact(RECORD_EXTENT)
    assert not is_exact(exact_extent(2))
    assert is_exact(exact_extent(5))
    report = check_crs(sample(2005, 2006).layer, None, exact_extent(2), "EPSG:4326")
    assert report.verdict is CrsVerdict.OK
    assert "Not verifiable from its extent" in report.explanation


def test_a_geometry_that_is_too_large_is_not_taken_apart(monkeypatch):
    """A million vertices as Python objects would hold up the window for seconds."""
    coast = QgsVectorLayer("Polygon?crs=EPSG:4606", "coast", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromPolygonXY([coast_points()]))
    coast.dataProvider().addFeature(feature)
    coast.updateExtents()
    assert check_crs(coast, None, exact_extent(5), "EPSG:4326").verdict is CrsVerdict.DIFFERS
    monkeypatch.setattr("secims_qgis.crs.tight.VERTICES_MAX", 100)
    monkeypatch.setattr(QgsGeometry, "vertices", lambda _geometry: pytest.fail("taken apart"))
    assert check_crs(coast, None, exact_extent(5), "EPSG:4326").verdict is CrsVerdict.OK


def test_the_extent_of_another_layer_decides_nothing(sample):
    other = BBox(-61.07123, 13.71234, -60.88456, 14.10567)
    assert check_crs(sample(2006, 2006).layer, None, other, "EPSG:4326").verdict is CrsVerdict.OK
