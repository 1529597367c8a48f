"""Tiles of the demo as layers: they cover what their source covers, also after the project was reopened."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsRectangle,
    QgsTask,
    QgsVectorTileLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapToolIdentify

from secims_qgis.crs import check_crs
from secims_qgis.live import open_layer
from secims_qgis.model import BBox, CrsRef, CrsVerdict, Distribution, DistributionKind
from secims_qgis.network import LiveLayerError, open_session
from secims_qgis.project.reopening import added, reopened
from tests.live.painted import ISLAND, areas_of_file, overlap, painted, picture_of_file

pytestmark = pytest.mark.demo
KINDS = DistributionKind
COLLECTIONS = "pygeoapi/collections"
TILE = "{tileMatrix}/{tileRow}/{tileCol}"
HOME = BBox(-61.10, 13.69, -60.85, 14.13)


def _open(demo, kind, path, **more):
    return open_layer(Distribution(kind, f"{demo.base}/{path}", title="Tiles", **more))


def _vector(demo, name="districts"):
    layer = _open(demo, KINDS.TILES, f"pygeoapi/collections/{name}/tiles")
    layer.setLabelsEnabled(False)
    return layer


CASES = {
    "vector, WebMercatorQuad": (
        KINDS.VECTOR_TILES,
        f"{COLLECTIONS}/coastal_habitats/tiles/WebMercatorQuad/{TILE}?f=mvt",
        "xyzvectortiles",
        "EPSG:3857",
        "coastal_habitats.gpkg",
    ),
    "vector, WorldCRS84Quad": (
        KINDS.TILES,
        "pygeoapi/collections/districts/tiles",
        "xyzvectortiles",
        "OGC:CRS84",
        "districts.gpkg",
    ),
    "pictures, WebMercatorQuad": (
        KINDS.RASTER_TILES,
        "files/tiles/orthophoto_2022/{z}/{x}/{y}.png",
        "wms",
        "EPSG:3857",
        "orthophoto_2022_bwi.tif",
    ),
    "pictures, WorldCRS84Quad": (
        KINDS.RASTER_TILES,
        f"{COLLECTIONS}/orthophoto/tiles/WorldCRS84Quad/{TILE}?f=png",
        "gdal",
        "EPSG:4326",
        "orthophoto_2022_bwi.tif",
    ),
}


@pytest.fixture(params=sorted(CASES))
def case(request, demo):
    kind, path, provider, crs, source = CASES[request.param]
    layer = _open(demo, kind, path)
    if isinstance(layer, QgsVectorTileLayer):
        layer.setLabelsEnabled(False)
    return layer, provider, crs, source


def _source(name):
    return areas_of_file(name) if name.endswith(".gpkg") else picture_of_file(name)


def _extent_in_degrees(layer, project):
    transform = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), project)
    return transform.transformBoundingBox(layer.extent()).intersect(ISLAND)


def test_a_layer_covers_what_its_source_covers_also_when_reopened(case, project, tmp_path):
    layer, provider, crs, source = case
    assert layer.isValid()
    assert (layer.providerType(), layer.crs().authid()) == (provider, crs)
    seen = _extent_in_degrees(layer, project)
    expected = painted(_source(source), seen)
    assert overlap(painted(layer, seen), expected) >= 0.97
    extent = QgsRectangle(layer.extent())
    project.addMapLayer(layer)
    assert project.write(str(tmp_path / "tiles.qgz"))
    project.clear()
    project.readMapLayer.connect(reopened)
    assert project.read(str(tmp_path / "tiles.qgz"))
    project.readMapLayer.disconnect(reopened)
    (again,) = project.mapLayers().values()
    assert again.isValid()
    assert again.extent() == extent
    assert overlap(painted(again, seen), expected) >= 0.97


def test_the_crs_check_is_content(case, project):
    layer, *_rest = case
    assert check_crs(layer, None, HOME, project.crs()).verdict is CrsVerdict.OK


def test_reopened_without_the_plugin_tiles_are_still_drawn(demo, project, tmp_path):
    layer = _vector(demo)
    project.addMapLayer(layer)
    assert project.write(str(tmp_path / "bare.qgz"))
    expected = painted(areas_of_file("districts.gpkg"))
    project.clear()
    assert project.read(str(tmp_path / "bare.qgz"))
    (again,) = project.mapLayers().values()
    assert overlap(painted(again), expected) >= 0.97


@pytest.mark.parametrize("name", ["districts", "coastal_habitats"])
def test_a_duplicate_is_drawn_as_its_original(demo, project, name):
    layer = _vector(demo, name)
    project.addMapLayer(layer)
    project.layerWasAdded.connect(added)
    copy = layer.clone()
    copy.setLabelsEnabled(False)
    project.addMapLayer(copy)
    project.layerWasAdded.disconnect(added)
    assert (copy.crs(), copy.extent()) == (layer.crs(), layer.extent())
    assert overlap(painted(copy), painted(layer)) == 1.0


def test_identify_returns_the_attributes_of_the_source(demo, project, qtbot):
    layer = _vector(demo)
    project.addMapLayer(layer)
    source = next(areas_of_file("districts.gpkg").getFeatures())
    place = source.geometry().pointOnSurface().asPoint()
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 700)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setLayers([layer])
    canvas.setExtent(ISLAND)
    pixel = canvas.getCoordinateTransform().transform(place)
    results = QgsMapToolIdentify(canvas).identify(
        int(pixel.x()), int(pixel.y()), [layer], QgsMapToolIdentify.IdentifyMode.DefaultQgsSetting
    )
    assert [found.mFeature["name"] for found in results] == [source["name"]]
    assert results[0].mFeature["fid"] == source["fid"]


def test_the_style_names_each_layer_and_labels_it(demo):
    layer = _open(demo, KINDS.TILES, "pygeoapi/collections/districts/tiles")
    (style,) = layer.renderer().styles()
    assert (style.layerName(), style.filterExpression()) == (
        "districts",
        "geometry_type(@geometry) = 'Polygon'",
    )
    (label,) = layer.labeling().styles()
    assert label.labelSettings().fieldName == "name"


def test_zoom_levels_come_from_the_tiles_where_nobody_tells(demo):
    layer = _open(demo, KINDS.RASTER_TILES, "files/tiles/orthophoto_2022/{z}/{x}/{y}.png")
    assert "zmin=9" in layer.source()
    assert "zmax=13" in layer.source()
    assert layer.extent().width() < 200_000


def test_zoom_levels_of_the_tilejson(demo):
    layer = _vector(demo, "roads")
    assert (layer.sourceMinZoom(), layer.sourceMaxZoom()) == (8, 14)


@pytest.mark.parametrize("kind", [KINDS.VECTOR_TILES, KINDS.RASTER_TILES])
def test_what_arrives_decides_not_what_was_said(demo, kind):
    degrees = CrsRef.from_text("OGC:CRS84")
    layer = _open(demo, kind, "files/tiles/districts_crs84/{z}/{x}/{y}.pbf", crs=degrees)
    assert isinstance(layer, QgsVectorTileLayer)
    picture = _open(demo, kind, "files/tiles/orthophoto_2022/{z}/{x}/{y}.png")
    assert picture.providerType() == "wms"


def test_a_crs_that_the_tiles_have_not(demo):
    distribution = Distribution(KINDS.TILES, f"{demo.pygeoapi}collections/districts/tiles")
    with pytest.raises(LiveLayerError, match="OGC:CRS84, not in EPSG:2006"):
        open_layer(distribution, crs="EPSG:2006")


def test_no_such_collection_keeps_the_status(demo):
    with pytest.raises(Exception, match="404") as caught:
        _open(demo, KINDS.TILES, "pygeoapi/collections/nope/tiles")
    assert caught.value.status == 404


def test_a_layer_of_a_task_belongs_to_the_main_thread(demo, qtbot, project):
    url = f"{demo.pygeoapi}collections/districts/tiles"
    task = _Opening(Distribution(KINDS.TILES, url))
    with qtbot.waitSignal(task.taskCompleted, timeout=30_000):
        QgsApplication.taskManager().addTask(task)
    assert task.layer.thread() == QgsApplication.instance().thread()
    project.addMapLayer(task.layer)
    assert painted(task.layer).any()


class _Opening(QgsTask):
    def __init__(self, distribution):
        super().__init__("opening")
        self.distribution, self.session, self.layer = distribution, open_session(), None

    def run(self):
        self.layer = open_layer(self.distribution, self.session)
        return True
