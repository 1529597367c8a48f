"""Features far from all others do not hide where the rest lies."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsVectorLayer

from secims_qgis.crs import check_crs
from secims_qgis.model import CrsRef, CrsVerdict
from tests.crs.samples import RECORD_EXTENT

BWI = CrsRef.from_text("EPSG:2006")
NULL_ISLAND, A_DIGIT_LOST = (0, 0), (51_000, 1_540_000)


def points(authid: str | None, *strays: tuple[float, float], count: int = 12) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Point?crs={authid or ''}", "points", "memory")
    if authid is None:
        layer.setCrs(QgsCoordinateReferenceSystem())
    features = []
    for x, y in [*((505_000 + 700 * number, 1_530_000 + 900 * number) for number in range(count)), *strays]:
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(f"Point({x} {y})"))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


@pytest.mark.parametrize("stray", [NULL_ISLAND, A_DIGIT_LOST], ids=["0, 0", "a digit lost"])
@pytest.mark.parametrize(
    ("says", "verdict"),
    [
        ("EPSG:2006", CrsVerdict.OK),
        ("EPSG:32620", CrsVerdict.WRONG_BUT_KNOWN),
        ("EPSG:32621", CrsVerdict.WRONG_BUT_KNOWN),
        ("EPSG:2007", CrsVerdict.DIFFERS),
        (None, CrsVerdict.MISSING),
    ],
)
def test_most_of_the_features_decide(stray, says, verdict):
    report = check_crs(points(says, stray), BWI, RECORD_EXTENT, "EPSG:2006")
    assert report.verdict is verdict, report
    assert "left out of account: 1 of 13 that were read" in report.explanation
    if verdict is not CrsVerdict.OK:
        assert report.remedies[0].authid == "EPSG:2006"


def test_two_places_are_not_one_with_strays():
    others = [(51_000 + 100 * number, 940_000) for number in range(6)]
    report = check_crs(points("EPSG:32620", *others), None, RECORD_EXTENT, "EPSG:2006")
    assert report.verdict is CrsVerdict.WRONG_PLACE
    assert "left out of account" not in report.explanation


def test_what_fits_as_a_whole_is_not_looked_into():
    report = check_crs(points("EPSG:2006"), BWI, RECORD_EXTENT, "EPSG:2006")
    assert report.verdict is CrsVerdict.OK
    assert "left out of account" not in report.explanation


def test_a_layer_of_other_people_has_no_record_with_strays_either():
    layer = points("EPSG:32620", NULL_ISLAND)
    report = check_crs(layer, None, RECORD_EXTENT, "EPSG:2006", compared_with="Saint Lucia")
    assert "Record" not in [fact.name for fact in report.facts]
    assert report.verdict is CrsVerdict.WRONG_BUT_KNOWN
