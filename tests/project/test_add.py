"""Layers of a record in the project: group, order, names, provenance."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import pytest
from qgis.core import QgsProject, QgsVectorLayer

from secims_qgis.model import CrsReport, CrsVerdict
from secims_qgis.network.errors import SecimsError
from secims_qgis.project import Provenance, add_layers, read_provenance
from secims_qgis.project.add import describe_layer

CATALOGUE = "https://secims.example/records/collections/metadata:main"
HOSTILE = "\u202egnp.\u202c  Reefs\n\x00<img src=http://evil.example/a.png>" + "x" * 500


def names(group):
    return [child.layer().name() for child in group.children()]


def test_the_group_has_the_title_of_the_record_and_lies_on_top(project, vector, record, reefs):
    project.layerTreeRoot().addGroup("mine")
    group = add_layers(project, [vector()], record, reefs)
    assert group.name() == "Coral reefs of Saint Lucia"
    assert [child.name() for child in project.layerTreeRoot().children()] == [group.name(), "mine"]


def test_points_lie_over_lines_over_polygons_over_rasters_over_tables(project, vector, raster, record, reefs):
    table = QgsVectorLayer("NoGeometry?field=a:int", "table", "memory")
    layers = [
        raster("grid"),
        table,
        vector("Polygon", "areas"),
        vector("Point", "spots"),
        vector("LineString", "ways"),
    ]
    group = add_layers(project, layers, record, reefs)
    assert names(group) == ["spots", "ways", "areas", "grid", "table"]


def test_layers_of_one_kind_keep_their_order(project, vector, record, reefs):
    group = add_layers(project, [vector(name=name) for name in ("first", "second", "third")], record, reefs)
    assert names(group) == ["first", "second", "third"]


def test_a_record_has_one_group_however_it_is_called(project, vector, record, reefs):
    first = add_layers(project, [vector(name="a")], record, reefs, catalogue_url=CATALOGUE)
    first.setName("My reefs")
    project.layerTreeRoot().addGroup("outer")
    second = add_layers(project, [vector("Point", "b")], record, reefs, catalogue_url=CATALOGUE)
    assert second is first
    assert names(first) == ["b", "a"]
    other = add_layers(project, [vector(name="c")], record, reefs, catalogue_url="https://other.example/csw")
    assert other is not first


def test_a_group_that_processing_made_is_known_by_its_layers(project, vector, record, reefs):
    layer = vector(name="a")
    describe_layer(layer, record, reefs, catalogue_url=CATALOGUE)
    made = project.layerTreeRoot().addGroup("Anything")
    project.addMapLayer(layer, False)
    made.addLayer(layer)
    mixed = project.layerTreeRoot().insertGroup(0, "Mixed")
    mixed.addLayer(layer)
    other = vector(name="other")
    project.addMapLayer(other, False)
    mixed.addLayer(other)
    assert add_layers(project, [vector("Point", "b")], record, reefs, catalogue_url=CATALOGUE) is made


def test_an_invalid_layer_leaves_the_project_as_it_was(project, vector, record, reefs):
    broken = QgsVectorLayer("/nowhere/at/all.gpkg", "broken", "ogr")
    with pytest.raises(SecimsError, match="not valid"):
        add_layers(project, [vector(), broken], record, reefs)
    assert project.mapLayers() == {}
    assert project.layerTreeRoot().children() == []


def test_names_from_a_catalogue_are_made_harmless(project, vector, record, reefs):
    layer = vector()
    layer.setName(HOSTILE)
    group = add_layers(project, [layer], replace(record, title=HOSTILE), reefs)
    for name in (group.name(), layer.name()):
        assert name.startswith("gnp. Reefs ‹img")
        assert len(name) == 200
        assert name.isprintable()


@pytest.mark.parametrize(
    ("layer_name", "title", "expected"),
    [("", "Reef file", "Reef file"), ("\u200b", "", "Coral reefs of Saint Lucia")],
)
def test_a_layer_without_a_name_gets_one(project, vector, record, reefs, layer_name, title, expected):
    layer = vector()
    layer.setName(layer_name)
    add_layers(project, [layer], record, replace(reefs, title=title))
    assert layer.name() == expected


def test_the_provenance_survives_saving(project, vector, record, reefs, tmp_path):
    report = CrsReport(CrsVerdict.DIFFERS, "")
    before = datetime.now(timezone.utc).replace(microsecond=0)
    add_layers(
        project,
        [vector()],
        record,
        replace(reefs, url="https://me:word@secims.example/files/reefs.gpkg"),
        report=report,
        sha256=("ab" * 32, "cd" * 32),
        etag='"5f,1"',
        catalogue_url=CATALOGUE,
    )
    assert project.write(str(tmp_path / "saved.qgz"))
    other = QgsProject()
    assert other.read(str(tmp_path / "saved.qgz"))
    layer = next(iter(other.mapLayers().values()))
    found = read_provenance(layer)
    assert layer.customProperty("secims/record_id") == "lca-reefs"
    assert before <= datetime.fromisoformat(found.added) <= datetime.now(timezone.utc)
    assert replace(found, added="") == Provenance(
        catalogue=CATALOGUE,
        record_id="lca-reefs",
        record_title="Coral reefs of Saint Lucia",
        distribution_url="https://secims.example/files/reefs.gpkg",
        kind="FILE",
        record_updated="2023-11-30T10:00:00Z",
        sha256=("ab" * 32, "cd" * 32),
        etag='"5f,1"',
        crs_verdict="differs",
        declared_crs="EPSG:2006",
    )
    again = add_layers(other, [vector("Point", "later")], record, reefs, catalogue_url=CATALOGUE)
    assert names(again) == ["later", "coral_reefs"], "the group is found again in a reopened project"


def test_one_digest_may_come_as_text(project, vector, record, reefs):
    layer = vector()
    add_layers(project, [layer], record, reefs, sha256="ab" * 32)
    assert read_provenance(layer).sha256 == ("ab" * 32,)


def test_other_layers_have_no_provenance(vector):
    assert read_provenance(vector()) is None
