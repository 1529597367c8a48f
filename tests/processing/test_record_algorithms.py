"""secims:describe, secims:addlive, secims:download"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import QgsApplication, QgsProcessingException, QgsVectorLayer

from secims_qgis.project import read_provenance

REEFS = "lca-coral-reefs"


def digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def test_a_record_is_described_with_its_distributions(run, demo, tmp_path):
    target = tmp_path / "d.json"
    run("describe", CATALOGUE=demo.records, RECORD=REEFS, OUTPUT=str(target))
    document = json.loads(target.read_text(encoding="utf-8"))
    assert document["record"]["title"] == "Coral reefs of Saint Lucia"
    assert document["record"]["detailed"] is True
    assert [row["index"] for row in document["distributions"]] == list(range(len(document["distributions"])))
    assert next(iter(document["distributions"][0])) == "index"
    geopackage = document["distributions"][1]
    assert geopackage["format"] == "gpkg"
    assert geopackage["size_bytes"] > 10_000, "the size is in the ISO document"


def test_links_that_were_not_read_are_counted(run, server, tmp_path):
    path, target = "/collections/metadata:main", tmp_path / "d.json"
    links = [{"href": f"https://x.example/{number}.gpkg", "type": "WWW:DOWNLOAD"} for number in range(1_234)]
    record = {"type": "Feature", "id": "a", "geometry": None, "properties": {}, "links": links}
    collection = {"id": "metadata:main", "itemType": "record", "links": []}
    for where, document in ((path, collection), (f"{path}/items/a", record)):
        server.serve(where, json.dumps(document).encode(), content_type="application/json")
    outcome = run("describe", CATALOGUE=server.url(path), RECORD="a", OUTPUT=str(target))
    document = json.loads(target.read_text(encoding="utf-8"))
    assert len(document["distributions"]) == 1_000
    assert document["record"]["links_left_out"] == 234
    assert "234 further links" in outcome.log


def test_accents_stay_readable(run, demo, tmp_path):
    target = tmp_path / "d.json"
    run("describe", CATALOGUE=demo.csw, RECORD="lca-odd-commas", OUTPUT=str(target))
    assert "d'érosion" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("wanted", ["FEATURES", "features", "0"])
def test_a_live_layer_is_handed_to_the_project(run_in_background, demo, project, wanted):
    outcome = run_in_background("addlive", CATALOGUE=demo.records, RECORD=REEFS, DISTRIBUTION=wanted)
    assert outcome["PROVIDER"] == "OAPIF", outcome.log
    (layer_id, details), *others = outcome.context.layersToLoadOnCompletion().items()
    assert not others
    assert layer_id == outcome["LAYER"]
    assert details.outputName == "LAYER"
    assert details.name == details.groupName == "Coral reefs of Saint Lucia"
    layer = outcome.context.temporaryLayerStore().mapLayer(layer_id)
    assert layer.isValid()
    assert layer.thread() == QgsApplication.instance().thread()
    assert layer.source() == outcome["SOURCE"]
    assert len(list(layer.getFeatures())) > 10


def test_a_live_layer_carries_its_record(run, demo):
    outcome = run("addlive", CATALOGUE=demo.records, RECORD=REEFS, DISTRIBUTION="FEATURES")
    layer = outcome.context.temporaryLayerStore().mapLayer(outcome["LAYER"])
    assert layer.name() == "Coral reefs of Saint Lucia"
    assert "fringing" in layer.metadata().abstract()
    provenance = read_provenance(layer)
    assert (provenance.record_id, provenance.catalogue) == (REEFS, demo.records)
    assert provenance.crs_verdict == "ok"
    assert "CRS: ok" in outcome.log


def test_a_variable_of_a_coverage_follows_a_colon(run, demo):
    outcome = run(
        "addlive", CATALOGUE=demo.records, RECORD="lca-sea-climate", DISTRIBUTION="COVERAGE:chlorophyll"
    )
    layer = outcome.context.temporaryLayerStore().mapLayer(outcome["LAYER"])
    assert layer.isValid()
    assert "properties=chlorophyll" in read_provenance(layer).distribution_url
    assert "Chlorophyll" in layer.bandName(1)
    with pytest.raises(QgsProcessingException, match="Only coverages have variables"):
        run("addlive", CATALOGUE=demo.records, RECORD=REEFS, DISTRIBUTION="FEATURES:x")


def test_the_toolbox_puts_a_live_layer_into_the_project(demo, project, provider):
    import processing

    results = processing.runAndLoadResults(
        "secims:addlive", {"CATALOGUE": demo.records, "RECORD": "lca-parcels", "DISTRIBUTION": "FEATURES"}
    )
    layer = project.mapLayer(results["LAYER"])
    assert layer is not None
    assert layer.crs().authid() == "EPSG:2006"
    node = project.layerTreeRoot().findLayer(layer)
    assert node.parent().name() == "Cadastral parcels"


def test_without_a_choice_the_recommended_file_is_downloaded(run, demo, tmp_path):
    outcome = run("download", CATALOGUE=demo.records, RECORD=REEFS, FOLDER=str(tmp_path / "new"))
    (path,) = outcome["FILES"]
    assert Path(path) == tmp_path / "new" / "reefs.gpkg"
    assert outcome["BYTES"] == Path(path).stat().st_size
    assert outcome["SHA256"] == [digest(path)]
    assert outcome["CRS_VERDICT"] == "ok"
    assert QgsVectorLayer(path, "reefs", "ogr").featureCount() > 10


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("1", "reef_sites.csv"), ("geojson", "reef_sites.geojson"), ("FILE", "reef_sites.csv")],
)
def test_a_file_is_chosen_by_number_format_or_kind(run, demo, tmp_path, wanted, name):
    outcome = run(
        "download",
        CATALOGUE=demo.records,
        RECORD="lca-reef-monitoring",
        DISTRIBUTION=wanted,
        FOLDER=str(tmp_path),
    )
    assert [Path(path).name for path in outcome["FILES"]] == [name]


def test_all_parts_of_a_dataset_come_with_its_first(run_in_background, demo, tmp_path):
    outcome = run_in_background(
        "download", CATALOGUE=demo.records, RECORD="lca-elevation-parts", FOLDER=str(tmp_path)
    )
    names = [Path(path).name for path in outcome["FILES"]]
    assert names == ["elevation.vrt", "elevation_part1.tif", "elevation_part2.tif", "elevation_part3.tif"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".ovr") == names
    assert outcome["BYTES"] == sum(Path(path).stat().st_size for path in outcome["FILES"])
    assert outcome["SHA256"] == [digest(path) for path in outcome["FILES"]]


def test_vector_parts_become_one_layer(run, demo, tmp_path):
    outcome = run(
        "download",
        CATALOGUE=demo.records,
        RECORD="lca-buildings-parts",
        DISTRIBUTION="0",
        FOLDER=str(tmp_path),
    )
    assert [path.name for path in tmp_path.iterdir()] == ["buildings.gpkg"]
    source = ogr.Open(outcome["FILES"][0])
    assert source.GetLayerCount() == 1
    assert source.GetLayer(0).GetFeatureCount() == 50_000
    assert outcome["CRS_VERDICT"] == "ok"


def test_another_part_comes_alone(run, demo, tmp_path):
    outcome = run(
        "download",
        CATALOGUE=demo.records,
        RECORD="lca-elevation-parts",
        DISTRIBUTION="1",
        FOLDER=str(tmp_path),
    )
    assert [Path(path).name for path in outcome["FILES"]] == ["elevation_part2.tif"]


@pytest.mark.parametrize(
    ("record", "verdicts"),
    [
        ("lca-reefs-bwi", {"ok"}),
        ("lca-roads-utm", {"wrong_but_known", "wrong_place"}),
        ("lca-reef-report-2024", {""}),
    ],
    ids=["right", "wrong CRS", "document"],
)
def test_the_verdict_is_that_of_the_crs_check(run, demo, tmp_path, record, verdicts):
    outcome = run("download", CATALOGUE=demo.records, RECORD=record, FOLDER=str(tmp_path))
    assert outcome["CRS_VERDICT"] in verdicts, outcome.log


def test_what_is_not_there_is_told_with_what_there_is(run, demo, tmp_path):
    with pytest.raises(QgsProcessingException, match=r"no distribution “WMS”.*0: FEATURES.*1: FILE gpkg"):
        run("addlive", CATALOGUE=demo.records, RECORD=REEFS, DISTRIBUTION="WMS")
    with pytest.raises(QgsProcessingException, match="no distribution “99”"):
        run("download", CATALOGUE=demo.records, RECORD=REEFS, DISTRIBUTION="99", FOLDER=str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_record_without_files_says_so(run, demo, tmp_path):
    with pytest.raises(QgsProcessingException, match=r"no file to download. It has none at all"):
        run("download", CATALOGUE=demo.records, RECORD="lca-odd-nolinks", FOLDER=str(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_add_live_takes_a_tile_matrix_set_and_a_style(run, demo):
    wanted = {"CATALOGUE": demo.records, "RECORD": "lca-svc-ows", "DISTRIBUTION": "WMTS"}
    outcome = run("addlive", **wanted, TILE_MATRIX_SET="WorldCRS84Quad", STYLE="default")
    assert "tileMatrixSet=WorldCRS84Quad" in outcome["SOURCE"]
    with pytest.raises(QgsProcessingException, match="no tile matrix set Moon"):
        run("addlive", **wanted, TILE_MATRIX_SET="Moon")
