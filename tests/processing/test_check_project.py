"""secims:checkproject"""

from __future__ import annotations

from qgis.core import QgsFeature, QgsGeometry, QgsProcessingUtils, QgsVectorLayer

ON_THE_GRID = "Polygon ((500000 1516000, 520000 1516000, 520000 1558000, 500000 1558000, 500000 1516000))"
IN_EUROPE = "Polygon ((5 45, 15 45, 15 55, 5 55, 5 45))"


def added(project, authid: str, name: str, wkt: str = ON_THE_GRID) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Polygon?crs={authid}", name, "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    project.addMapLayer(layer)
    return layer


def rows(outcome):
    table = QgsProcessingUtils.mapLayerFromString(outcome["OUTPUT"], outcome.context)
    return {row["layer"]: row for row in table.getFeatures()}


def test_every_layer_gets_a_line(run, project):
    added(project, "EPSG:2006", "right")
    added(project, "EPSG:32620", "wrong")
    added(project, "EPSG:4326", "Europe", IN_EUROPE)
    outcome = run("checkproject", OUTPUT="TEMPORARY_OUTPUT")
    assert (outcome["CHECKED"], outcome["DOUBTFUL"]) == (3, 1)
    found = rows(outcome)
    assert {name: row["verdict"] for name, row in found.items()} == {
        "right": "ok",
        "wrong": "wrong_but_known",
        "Europe": "no_extent",
    }
    assert "208 km" in found["wrong"]["explanation"]
    assert found["wrong"]["remedy"].startswith("Set layer CRS to EPSG:2006")


def test_only_the_chosen_layers(run, project):
    added(project, "EPSG:2006", "right")
    wrong = added(project, "EPSG:32620", "wrong")
    outcome = run("checkproject", OUTPUT="TEMPORARY_OUTPUT", LAYERS=[wrong.id()])
    assert list(rows(outcome)) == ["wrong"]


def test_an_area_tells_where_layers_without_a_record_belong(run, project):
    added(project, "EPSG:4326", "Europe", IN_EUROPE)
    outcome = run("checkproject", OUTPUT="TEMPORARY_OUTPUT", AREA="-61.09,-60.86,13.70,14.12 [EPSG:4326]")
    assert rows(outcome)["Europe"]["verdict"] == "wrong_place"


def test_an_empty_project_is_no_error(run, project):
    assert run("checkproject", OUTPUT="TEMPORARY_OUTPUT")["CHECKED"] == 0
