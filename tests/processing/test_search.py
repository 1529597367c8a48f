"""secims:search"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
)

from secims_qgis.gui.settings import PluginSettings
from secims_qgis.model import BBox, Connection, Record
from secims_qgis.processing import search
from secims_qgis.processing.footprints import footprints

REEFS = {"lca-coral-reefs", "lca-reefs-bwi", "lca-reef-monitoring", "lca-reef-report-2024"}


def found(outcome) -> dict:
    return json.loads(Path(outcome["OUTPUT"]).read_text(encoding="utf-8"))


def ids(outcome) -> list[str]:
    return [record["id"] for record in found(outcome)["records"]]


@pytest.mark.parametrize("flavour", ["records", "csw"])
def test_it_finds_the_reefs_in_both_catalogues(run, demo, flavour, tmp_path):
    target = tmp_path / "r.json"
    outcome = run("search", CATALOGUE=getattr(demo, flavour), TEXT="reef", OUTPUT=str(target))
    assert outcome["OUTPUT"] == str(target)
    document = json.loads(target.read_text(encoding="utf-8"))
    assert {record["id"] for record in document["records"]} >= REEFS
    assert document["matched"] == outcome["MATCHED"] == outcome["RETURNED"] == document["returned"]
    assert document["problems"] == []
    assert list(tmp_path.iterdir()) == [target], "something else was left in the folder"


def test_a_record_is_written_with_its_distributions(run, demo):
    outcome = run("search", CATALOGUE=demo.records, TEXT="coral reefs")
    record = next(item for item in found(outcome)["records"] if item["id"] == "lca-coral-reefs")
    assert record["title"] == "Coral reefs of Saint Lucia"
    west, south, east, north = record["bbox"]
    assert -61.2 < west < east < -60.8 < 13.6 < south < north < 14.2
    features, geopackage = record["distributions"][:2]
    assert (features["index"], features["kind"]) == (0, "FEATURES")
    assert features["url"].endswith("/collections/reefs/items")
    assert (geopackage["index"], geopackage["kind"], geopackage["format"]) == (1, "FILE", "gpkg")


def test_more_records_than_a_page_has_are_collected(run, demo, monkeypatch):
    everything = ids(run("search", CATALOGUE=demo.records, LIMIT=500))
    monkeypatch.setattr(search, "PAGE_SIZE", 10)
    outcome = run("search", CATALOGUE=demo.records, LIMIT=25)
    assert outcome["RETURNED"] == 25
    assert outcome["MATCHED"] == len(everything) > 60
    assert len(set(ids(outcome))) == 25
    assert sorted(ids(run("search", CATALOGUE=demo.records, LIMIT=500))) == sorted(everything)


@pytest.mark.parametrize(
    "extent",
    [
        "-61.07,-61.05,13.81,13.86 [EPSG:4326]",
        "-61.07,-61.05,13.81,13.86",
        QgsReferencedRectangle(
            QgsRectangle(500_000, 1_527_000, 503_000, 1_533_000), QgsCoordinateReferenceSystem("EPSG:2006")
        ),
        "500000,503000,1527000,1533000 [EPSG:2006]",
    ],
    ids=["degrees", "no CRS", "rectangle on the BWI grid", "BWI grid"],
)
def test_the_extent_may_be_in_any_crs(run, demo, extent):
    outcome = run("search", CATALOGUE=demo.csw, TEXT="marine management areas", EXTENT=extent)
    assert "lca-marine-areas" in ids(outcome)


def test_an_extent_elsewhere_finds_nothing(run, demo):
    outcome = run("search", CATALOGUE=demo.csw, TEXT="reef", EXTENT="5,6,50,51 [EPSG:4326]")
    assert (outcome["MATCHED"], outcome["RETURNED"], ids(outcome)) == (0, 0, [])


def test_only_records_of_the_time_are_found(run, demo):
    outcome = run("search", CATALOGUE=demo.records, START="1991-06-01", END="1993-01-01")
    assert "lca-aerial-1992" in ids(outcome)
    assert "lca-rainfall" in ids(outcome), "1981 to 2010 overlaps"
    assert "lca-census-2022" not in ids(outcome)


def test_footprints_are_polygons_of_the_records(run, demo):
    outcome = run("search", CATALOGUE=demo.records, TEXT="reef", FOOTPRINTS="memory:")
    layer = outcome.context.temporaryLayerStore().mapLayer(outcome["FOOTPRINTS"])
    assert layer.crs().authid() == "EPSG:4326"
    assert layer.fields().names() == ["id", "title", "organisation", "updated", "live", "download"]
    rows = {feature["id"]: feature for feature in layer.getFeatures()}
    assert rows.keys() >= REEFS
    reefs = rows["lca-coral-reefs"]
    assert (reefs["live"], reefs["download"]) == (True, True)
    assert rows["lca-reefs-bwi"]["live"] is False
    record = next(item for item in found(outcome)["records"] if item["id"] == "lca-coral-reefs")
    box = reefs.geometry().boundingBox()
    sides = [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()]
    assert sides == pytest.approx(record["bbox"])


def test_footprints_go_to_a_file(run, demo, tmp_path):
    target = tmp_path / "footprints.gpkg"
    run("search", CATALOGUE=demo.records, TEXT="reef", FOOTPRINTS=str(target))
    assert target.stat().st_size > 0


def test_a_footprint_across_the_antimeridian_has_two_parts():
    (feature,) = footprints([Record("fiji", bbox=BBox(177.0, -19.0, -178.0, -16.0)), Record("nowhere")])
    wanted = QgsGeometry.fromWkt(
        "MultiPolygon (((177 -19, 180 -19, 180 -16, 177 -16, 177 -19)),"
        "((-180 -19, -178 -19, -178 -16, -180 -16, -180 -19)))"
    )
    assert feature.geometry().equals(wanted)


@pytest.mark.parametrize("name", ["My catalogue", "my CATALOGUE"])
def test_a_catalogue_is_known_by_the_name_of_its_connection(run, demo, name):
    settings = PluginSettings()
    settings.save_connection(Connection("My catalogue", demo.csw))
    try:
        assert set(ids(run("search", CATALOGUE=name, TEXT="reef"))) >= REEFS
    finally:
        settings.remove_connection("My catalogue")


def test_the_default_catalogue_is_sec_ims(provider):
    default = provider.algorithm("search").parameterDefinition("CATALOGUE").defaultValue()
    assert default == "SEC-IMS Saint Lucia"
    from secims_qgis.processing.connections import connection_of

    assert connection_of(default).url == "https://secims.govt.lc/records/collections/metadata:main"


def test_it_works_in_the_background(run_in_background, demo):
    outcome = run_in_background("search", CATALOGUE=demo.records, TEXT="reef", FOOTPRINTS="memory:")
    assert set(ids(outcome)) >= REEFS
    layer = outcome.context.temporaryLayerStore().mapLayer(outcome["FOOTPRINTS"])
    assert layer.thread() == QgsProject.instance().thread()


def test_types_keywords_organisations_and_formats_may_be_several(run, demo):
    """A list, as Python and JSON give it, or one text with semicolons, as models do."""
    everything = found(run("search", CATALOGUE=demo.records, LIMIT=500))["records"]
    wanted = {record["id"] for record in everything if record["type"] in {"document", "service"}}
    for types in ("document; service", ["document", "service"]):
        assert set(ids(run("search", CATALOGUE=demo.records, LIMIT=500, TYPES=types))) == wanted
        assert set(ids(run("search", CATALOGUE=demo.csw, LIMIT=500, TYPES=types))) == wanted
    both = found(run("search", CATALOGUE=demo.csw, TEXT="reef", FORMATS="pdf;geojson", KEYWORDS=["Reef"]))
    assert both["records"]
    for record in both["records"]:
        assert "reef" in {word.lower() for word in record["keywords"]}
        assert {"pdf", "geojson"} & {item["format"] for item in record["distributions"]}


def test_an_organisation_may_have_a_comma_in_its_name(run, demo):
    fisheries = run(
        "search", CATALOGUE=demo.records, ORGANISATIONS=["Department of Fisheries", "Nobody, Ltd"]
    )
    assert fisheries["RETURNED"] > 0
    assert {record["organisation"] for record in found(fisheries)["records"]} >= {"Department of Fisheries"}
    assert run("search", CATALOGUE=demo.records, ORGANISATIONS="Nobody, Ltd")["RETURNED"] == 0
