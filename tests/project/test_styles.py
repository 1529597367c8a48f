"""The first look of layers that bring none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import QgsVectorLayer

from secims_qgis.project.palette import colour_for
from secims_qgis.project.styles import apply_default_style


def colour(layer) -> str:
    return layer.renderer().symbol().color().name()


@pytest.mark.parametrize("kind", ["Point", "LineString", "Polygon"])
def test_a_layer_gets_the_colour_of_its_subject(vector, record, kind):
    layer = vector(kind)
    apply_default_style(layer, record)
    assert colour(layer) == "#3f88c5"


@pytest.mark.parametrize(
    ("layer_name", "title", "same_as"),
    [
        ("rivers", "Forest", "water"),
        ("x", "Forest cover 2010", "forest"),
        ("flood_zones", "Rivers", "hazard"),
        ("tbl_1", "Road centre lines", "road"),
    ],
)
def test_the_name_of_the_layer_counts_before_the_title(record, layer_name, title, same_as):
    bare = replace(record, title=title, keywords=(), themes=())
    assert colour_for(layer_name, bare) == colour_for(same_as, bare)


def test_words_inside_words_do_not_count(record):
    other = replace(record, title="Broadband masts", keywords=(), themes=())
    assert colour_for("tower", other) != colour_for("road", other)


def test_a_style_beside_the_file_stays(vector, record):
    first = vector("Polygon", "styled")
    first.renderer().symbol().setColor(first.renderer().symbol().color().fromRgb(1, 2, 3))
    first.saveNamedStyle(first.styleURI())
    layer = QgsVectorLayer(first.source(), "styled", "ogr")
    apply_default_style(layer, record)
    assert colour(layer) == "#010203"


def test_a_style_in_the_geopackage_stays(vector, record):
    first = vector("Polygon", "styled")
    first.renderer().symbol().setColor(first.renderer().symbol().color().fromRgb(1, 2, 3))
    assert first.saveStyleToDatabase("mine", "", True, "") == ""
    layer = QgsVectorLayer(first.source(), "styled", "ogr")
    apply_default_style(layer, record)
    assert colour(layer) == "#010203"


def test_one_band_is_coloured_over_its_range(raster, record):
    layer = raster("elevation")
    apply_default_style(layer, record)
    renderer = layer.renderer()
    assert renderer.type() == "singlebandpseudocolor"
    assert renderer.classificationMax() > renderer.classificationMin() >= 0
    function = renderer.shader().rasterShaderFunction()
    values = [item.value for item in function.colorRampItemList()]
    assert len(values) == 5
    assert (values[0], values[-1]) == (renderer.classificationMin(), renderer.classificationMax())
    assert layer.dataProvider().isValid()


@pytest.mark.parametrize(("name", "bands"), [("hillshade", 1), ("orthophoto", 3)])
def test_shaded_reliefs_and_photos_stay_as_they_are(raster, record, name, bands):
    layer = raster(name, bands)
    before = layer.renderer().type()
    apply_default_style(layer, record)
    assert layer.renderer().type() == before


def test_a_table_needs_no_style(record):
    apply_default_style(QgsVectorLayer("NoGeometry?field=a:int", "table", "memory"), record)
