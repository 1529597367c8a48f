"""secims:checkcrs"""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsVectorLayer

SAINT_LUCIA = "-61.09,-60.86,13.70,14.12 [EPSG:4326]"
ON_THE_GRID = "Polygon ((500000 1516000, 520000 1516000, 520000 1558000, 500000 1558000, 500000 1516000))"


@pytest.fixture
def layer(project):
    """Make a layer with an area of the island on the BWI grid, said to be in this CRS."""

    def make(authid: str, wkt: str = ON_THE_GRID) -> QgsVectorLayer:
        made = QgsVectorLayer(f"Polygon?crs={authid}", "area", "memory")
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        made.dataProvider().addFeature(feature)
        made.updateExtents()
        project.addMapLayer(made)
        return made

    return make


def test_a_layer_that_is_right_needs_no_remedy(run, layer):
    outcome = run("checkcrs", INPUT=layer("EPSG:2006"), DECLARED="EPSG:2006", EXPECTED_EXTENT=SAINT_LUCIA)
    assert outcome["VERDICT"] == "ok"
    assert outcome["EXPLANATION"]


def test_a_layer_in_the_wrong_place_gets_a_remedy(run, layer):
    outcome = run("checkcrs", INPUT=layer("EPSG:32620"), DECLARED="EPSG:2006", EXPECTED_EXTENT=SAINT_LUCIA)
    assert outcome["VERDICT"] in {"differs", "wrong_but_known"}
    assert "km" in outcome["EXPLANATION"] or "EPSG:2006" in outcome["EXPLANATION"]
    assert "EPSG:2006" in outcome["REMEDY"]


def test_the_expected_extent_may_be_in_another_crs(run, layer):
    extent = "498000,523500,1514000,1561000 [EPSG:2006]"
    assert run("checkcrs", INPUT=layer("EPSG:2006"), EXPECTED_EXTENT=extent)["VERDICT"] == "ok"


def test_a_layer_of_the_plugin_is_compared_with_its_record(run, demo, project):
    import processing

    found = processing.runAndLoadResults(
        "secims:addlive", {"CATALOGUE": demo.records, "RECORD": "lca-parcels", "DISTRIBUTION": "FEATURES"}
    )
    added = project.mapLayer(found["LAYER"])
    outcome = run("checkcrs", INPUT=added)
    assert outcome["VERDICT"] == "ok"
    assert "Record: BWI grid, EPSG:2006" in outcome.log


def test_a_file_is_checked_as_well(run, demo, tmp_path):
    (path,) = run("download", CATALOGUE=demo.records, RECORD="lca-roads-utm", FOLDER=str(tmp_path))["FILES"]
    outcome = run("checkcrs", INPUT=path, DECLARED="EPSG:2006", EXPECTED_EXTENT=SAINT_LUCIA)
    assert outcome["VERDICT"] == "wrong_but_known"
    assert "EPSG:2006" in outcome["EXPLANATION"]


def test_metres_without_a_crs_are_refused_with_advice(run, layer):
    with pytest.raises(QgsProcessingException, match=r"no extent in longitude and latitude.*\[EPSG:2006\]"):
        run("checkcrs", INPUT=layer("EPSG:2006"), EXPECTED_EXTENT="498000,523500,1514000,1561000")


def test_a_layer_that_is_not_there_is_told(run, tmp_path):
    with pytest.raises(QgsProcessingException):
        run("checkcrs", INPUT=str(tmp_path / "nothing.gpkg"))
