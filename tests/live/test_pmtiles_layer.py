"""PMTiles layers: drawn as the source data, identified, saved without a port, reopened, abused."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsLayerDefinition,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRasterLayer,
    QgsRectangle,
    QgsTask,
    QgsVectorTileLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapToolIdentify
from qgis.PyQt.QtCore import QEventLoop, QSize, QThread, QTimer
from qgis.PyQt.QtGui import QColor, QImage

from secims_qgis.live import open_layer
from secims_qgis.live.gateway import running_gateway, stop_gateway
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import LiveLayerError, open_session
from secims_qgis.project.reopening import close_gateway, point_to_gateway, reopened, tree_written, written
from tests.archive_server import archive, archive_server
from tests.live.painted import ISLAND, areas_of_file, overlap, painted, picture_of_file

ROOT = Path(__file__).resolve().parents[2]
CASTRIES = QgsRectangle(-61.02, 13.97, -60.96, 14.05)
MERCATOR = QgsCoordinateReferenceSystem("EPSG:3857")


@pytest.fixture(autouse=True)
def no_gateway_left():
    yield
    stop_gateway()


@pytest.fixture
def site():
    with archive_server() as server:
        yield server


@pytest.fixture
def following(project):
    """The project, with what the plugin connects to it."""
    project.readMapLayer.connect(reopened)
    project.layerWasAdded.connect(point_to_gateway)
    project.writeMapLayer.connect(written)
    project.writeProject.connect(tree_written)
    yield project
    project.writeProject.disconnect(tree_written)
    project.writeMapLayer.disconnect(written)
    project.layerWasAdded.disconnect(point_to_gateway)
    project.readMapLayer.disconnect(reopened)


def _pmtiles(url):
    return Distribution(DistributionKind.PMTILES, url, title="A title")


def _settings(layer, extent, width=400, height=500):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(MERCATOR)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(width, height))
    settings.setBackgroundColor(QColor(0, 0, 0, 0))
    return settings


def _drawn(layer, extent):
    """Draw as the map canvas does."""
    job = QgsMapRendererParallelJob(_settings(layer, extent))
    job.start()
    _wait(job)
    return job.renderedImage()


def _wait(job):
    """Wait for the end of a drawing, and never for longer than 20 s."""
    if not job.isActive():
        return
    loop, late = QEventLoop(), QTimer()
    late.setSingleShot(True)
    late.timeout.connect(job.cancelWithoutBlocking)
    job.finished.connect(loop.quit)
    late.start(20_000)
    loop.exec()
    in_time = late.isActive()
    late.stop()
    assert in_time, "drawing did not come to an end"


def _painted(image):
    """Return which pixels are painted."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bits, np.uint8).reshape(image.height(), image.width(), 4)[:, :, 3] > 0


@pytest.mark.demo
class TestDemo:
    def test_vector_tiles_cover_what_the_source_covers(self, demo):
        layer = open_layer(_pmtiles(f"{demo.pmtiles}coastal_habitats.pmtiles"))
        assert isinstance(layer, QgsVectorTileLayer)
        assert (layer.isValid(), layer.crs().authid(), layer.name()) == (
            True,
            "EPSG:3857",
            "coastal_habitats",
        )
        assert (layer.sourceMinZoom(), layer.sourceMaxZoom()) == (7, 14)
        layer.setLabelsEnabled(False)
        source = areas_of_file("coastal_habitats.gpkg")
        for view in (ISLAND, CASTRIES):
            assert overlap(painted(layer, view), painted(source, view)) >= 0.97

    def test_pictures_cover_what_the_source_covers(self, demo):
        layer = open_layer(_pmtiles(f"{demo.pmtiles}orthophoto_2022.pmtiles"))
        assert isinstance(layer, QgsRasterLayer)
        assert (layer.isValid(), layer.providerType(), layer.crs().authid()) == (True, "wms", "EPSG:3857")
        source = picture_of_file("orthophoto_2022_cog.tif")
        for view in (ISLAND, CASTRIES):
            assert overlap(painted(layer, view), painted(source, view)) >= 0.97

    def test_identify_tells_the_attributes_of_the_source(self, demo, qtbot):
        layer = open_layer(_pmtiles(f"{demo.pmtiles}coastal_habitats.pmtiles"))
        found = _identified(layer, layer.extent(), qtbot)
        known = {
            feature["fid"]: feature["class"]
            for feature in areas_of_file("coastal_habitats.gpkg").getFeatures()
        }
        assert found
        assert all(known[int(each["fid"])] == each["class"] for each in found)

    def test_each_layer_within_has_its_style(self, demo):
        layer = open_layer(_pmtiles(f"{demo.pmtiles}base_map.pmtiles"))
        styles = [(style.layerName(), style.geometryType()) for style in layer.renderer().styles()]
        names = {name for name, _type in styles}
        assert {"roads"} < names
        assert len(styles) == len(names)  # one geometry type each, seen in a tile
        colours = {style.symbol().color().name() for style in layer.renderer().styles()}
        assert len(colours) == len(names)

    @pytest.mark.parametrize("with_plugin", [True, False])
    def test_a_project_is_opened_by_another_process(self, demo, following, tmp_path, with_plugin):
        drawn, places = {}, {}
        for name in ("coastal_habitats", "orthophoto_2022"):
            layer = open_layer(_pmtiles(f"{demo.pmtiles}{name}.pmtiles"))
            if isinstance(layer, QgsVectorTileLayer):
                layer.setLabelsEnabled(False)
            following.addMapLayer(layer)
            drawn[name] = int(_painted(_drawn(layer, layer.extent())).sum())
            extent = layer.extent()
            places[name] = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
        path = tmp_path / "map.qgz"
        assert following.write(str(path))
        gateway = running_gateway()
        text = zipfile.ZipFile(path).read("map.qgs").decode()
        assert str(gateway.port) not in text
        assert gateway.base.rpartition("/")[2] not in text
        assert "http://pmtiles.secims.invalid/pmtiles/" in text
        assert all(urls in text for urls in (f"{demo.pmtiles}{name}.pmtiles" for name in drawn))
        told = _opened_elsewhere(path, with_plugin, places)
        assert told["seconds"] < 10
        assert {each["name"]: each["valid"] for each in told["layers"]} == dict.fromkeys(drawn, True)
        for each in told["layers"]:
            assert each["archive"] == f"{demo.pmtiles}{each['name']}.pmtiles"
            if with_plugin:
                assert each["painted"] == pytest.approx(drawn[each["name"]], rel=0.01)
                assert each["extent"] == pytest.approx(
                    following.mapLayersByName(each["name"])[0].extent().width()
                )
            else:
                assert each["painted"] == 0


def _identified(layer, extent, qtbot):
    """Identify at a few places, as a click does."""
    canvas = QgsMapCanvas()
    canvas.resize(400, 500)
    canvas.setDestinationCrs(MERCATOR)
    canvas.setLayers([layer])
    canvas.setExtent(extent)
    with qtbot.waitSignal(canvas.mapCanvasRefreshed, timeout=20_000):
        canvas.refresh()
    tool = QgsMapToolIdentify(canvas)
    found = []
    for column in range(20, 400, 20):
        for row in range(20, 500, 20):
            hits = tool.identify(column, row, [layer], QgsMapToolIdentify.IdentifyMode.TopDownAll)
            found += [dict(zip(hit.mFields.names(), hit.mFeature.attributes())) for hit in hits]
        if len(found) > 5:
            break
    canvas.deleteLater()
    return found


_ELSEWHERE = """
import json, os, sys, time
from qgis.core import QgsProject, QgsRectangle
from demo.qgis_app import headless_qgis
from tests.live.test_pmtiles_layer import _drawn, _painted
from secims_qgis.project.reopening import point_to_gateway, reopened, tree_written, written

with headless_qgis():
    project = QgsProject.instance()
    if sys.argv[2] == "True":
        project.readMapLayer.connect(reopened)
        project.layerWasAdded.connect(point_to_gateway)
        project.writeMapLayer.connect(written)
        project.writeProject.connect(tree_written)
    # Not that of the layer: without the plugin it is the world, of which QGIS asks for all tiles.
    places = json.loads(sys.argv[3])
    started = time.perf_counter()
    project.read(sys.argv[1])
    seconds = time.perf_counter() - started
    layers = [{"name": layer.name(), "valid": layer.isValid(), "extent": layer.extent().width(),
               "archive": layer.customProperty("secims/archive"),
               "painted": int(_painted(_drawn(layer, QgsRectangle(*places[layer.name()]))).sum())}
              for layer in project.mapLayers().values()]
    print(json.dumps({"seconds": seconds, "layers": layers}), flush=True)
    os._exit(0)  # as tests/conftest.py does, for the same reason
"""


def _opened_elsewhere(path, with_plugin, places):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, str(path), str(with_plugin), json.dumps(places)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


TILE = bytes.fromhex("1a0a0a04646f74737802280a")  # a layer "dots" without features


def _pictures(zooms=(0, 1, 2, 3), size=3_000):
    """PNG tiles of noise: each is different, and has some bytes."""
    random.seed(5)
    tiles = {}
    for zoom in zooms:
        for column in range(2**zoom):
            for row in range(2**zoom):
                image = QImage(32, 32, QImage.Format.Format_RGB32)
                image.fill(QColor(random.randrange(256), random.randrange(256), random.randrange(256)))
                tiles[zoom, column, row] = _png(image) + random.randbytes(size)
    return tiles


def _png(image):
    from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data)


class TestOpening:
    def test_name_extent_zooms_and_attribution_are_those_of_the_archive(self, site):
        bounds = {"west": -611_000_000, "south": 137_000_000, "east": -608_000_000, "north": 142_000_000}
        said = {"name": "Habitats", "attribution": "© SLU", "vector_layers": [{"id": "dots", "fields": {}}]}
        body = archive({(4, 5, 7): TILE}, said, max_zoom=9, **bounds)
        layer = open_layer(_pmtiles(site.add("/a", body)))
        assert layer.name() == "Habitats"
        assert layer.serverProperties().attribution() == "© SLU"
        assert (layer.sourceMinZoom(), layer.sourceMaxZoom()) == (4, 9)
        assert layer.extent().xMinimum() == pytest.approx(-6_801_621, abs=1)
        assert layer.extent().yMaximum() == pytest.approx(1_597_981, abs=3_000)
        assert layer.customProperty("secims/archive") == site.url("/a")

    def test_it_is_hidden_where_qgis_would_ask_for_thousands_of_tiles(self, site):
        layer = open_layer(_pmtiles(site.add("/a", archive(dict.fromkeys([(9, 5, 7), (10, 3, 3)], TILE)))))
        site.requests.clear()
        world = QgsRectangle(-20e6, -20e6, 20e6, 20e6)
        _drawn(layer, world)
        assert site.requests == []
        assert layer.isInScaleRange(591_658_711 / 2**8)
        assert not layer.isInScaleRange(591_658_711 / 2**6)

    def test_without_bounds_the_extent_is_the_world(self, site):
        layer = open_layer(_pmtiles(site.add("/a", archive({(0, 0, 0): TILE}))))
        assert layer.extent().width() == pytest.approx(40_075_016.7, abs=1)
        assert layer.name() == "A title"

    def test_damaged_metadata_do_not_keep_it_from_being_drawn(self, site):
        layer = open_layer(_pmtiles(site.add("/a", archive({(0, 0, 0): TILE}, metadata=[1]))))
        assert layer.isValid()

    def test_pictures_whose_type_the_header_does_not_say(self, site):
        layer = open_layer(_pmtiles(site.add("/a", archive(_pictures((0, 1)), tile_type=0))))
        assert layer.providerType() == "wms"
        assert _painted(_drawn(layer, layer.extent())).any()

    def test_pictures_that_the_header_calls_vector_tiles(self, site):
        layer = open_layer(_pmtiles(site.add("/a", archive(_pictures((0, 1)), tile_type=1))))
        assert layer.providerType() == "wms"
        assert _painted(_drawn(layer, layer.extent())).any()

    @pytest.mark.parametrize("tile_type", [1, 2])
    def test_tiles_that_python_cannot_unpack_are_said(self, site, tile_type, monkeypatch):
        def nothing(name):
            raise ImportError(name)

        monkeypatch.setattr("secims_qgis.live.pmtiles_unpack.import_module", nothing)
        url = site.add("/a", archive({(0, 0, 0): TILE}, tiles_packed=4, tile_type=tile_type))
        with pytest.raises(LiveLayerError, match="packed with Zstandard"):
            open_layer(_pmtiles(url))

    def test_one_damaged_tile_does_not_keep_the_others_from_being_drawn(self, site):
        tiles = {(0, 0, 0): b"damaged", (1, 0, 0): gzip.compress(TILE), (1, 1, 1): gzip.compress(TILE)}
        layer = open_layer(_pmtiles(site.add("/a", archive(tiles, tiles_packed=2))))
        assert [style.layerName() for style in layer.renderer().styles()] == ["dots"] * 3

    @pytest.mark.parametrize(
        ("tile", "packed", "why"),
        [
            (TILE, 2, "damaged"),
            (gzip.compress(b"<!DOCTYPE html><html>sorry</html>"), 2, "a web page"),
            (b"noise", 1, "no tile"),
        ],
    )
    def test_tiles_that_are_none_are_said(self, site, tile, packed, why):
        tiles = dict.fromkeys([(0, 0, 0), (1, 0, 0), (1, 1, 1)], tile)
        with pytest.raises(LiveLayerError, match=why):
            open_layer(_pmtiles(site.add("/a", archive(tiles, tiles_packed=packed))))

    @pytest.mark.parametrize("tile_type", [5, 6])
    def test_tiles_that_qgis_cannot_draw_are_said(self, site, tile_type):
        with pytest.raises(LiveLayerError, match="QGIS cannot draw"):
            open_layer(_pmtiles(site.add("/a", archive({(0, 0, 0): TILE}, tile_type=tile_type))))

    def test_another_crs_is_refused(self, site):
        with pytest.raises(LiveLayerError, match="EPSG:3857 only"):
            open_layer(_pmtiles(site.add("/a", archive({(0, 0, 0): TILE}))), crs="EPSG:2006")
        assert site.requests == []

    def test_no_ranges_lead_to_the_download(self, site):
        site.knows_ranges = False
        with pytest.raises(LiveLayerError, match="download it instead"):
            open_layer(_pmtiles(site.add("/a", archive({(0, 0, 0): TILE}))))

    def test_a_failed_archive_starts_no_gateway(self, site):
        stop_gateway()
        with pytest.raises(LiveLayerError):
            open_layer(_pmtiles(site.add("/a", b"no archive")))
        assert not [each for each in threading.enumerate() if each.name == "secims-gateway"]

    def test_the_layer_of_a_task_belongs_to_the_main_thread(self, site, qtbot):
        task = _Opening(_pmtiles(site.add("/a", archive(_pictures((0, 1)), tile_type=2))))
        with qtbot.waitSignal(task.taskCompleted, timeout=20_000):
            QgsApplication.taskManager().addTask(task)
        assert task.layer.thread() == QThread.currentThread()
        assert _painted(_drawn(task.layer, task.layer.extent())).any()


class _Opening(QgsTask):
    def __init__(self, distribution):
        super().__init__("opening")
        self.distribution, self.session, self.layer = distribution, open_session(), None

    def run(self):
        self.layer = open_layer(self.distribution, self.session)
        return True


class TestProjects:
    @pytest.fixture
    def layer(self, site):
        return open_layer(_pmtiles(site.add("/a", archive(_pictures(), tile_type=2))))

    def _is_drawn(self, layer):
        return _painted(_drawn(layer, layer.extent())).mean() > 0.7

    def test_saving_leaves_the_open_layer_as_it_is(self, following, layer, tmp_path):
        following.addMapLayer(layer)
        source = layer.source()
        assert following.write(str(tmp_path / "map.qgs"))
        assert layer.source() == source
        assert self._is_drawn(layer)

    def test_a_project_of_another_run_asks_nothing_until_it_is_drawn(self, following, layer, tmp_path, site):
        following.addMapLayer(layer)
        layer.setOpacity(0.5)
        assert following.write(str(tmp_path / "map.qgs"))
        following.clear()
        stop_gateway()  # another run: another port, another token
        site.requests.clear()
        assert following.read(str(tmp_path / "map.qgs"))
        (again,) = following.mapLayers().values()
        assert site.requests == []
        assert f"url={running_gateway().base}/pmtiles/" in again.source()
        assert again.opacity() == 0.5
        assert self._is_drawn(again)

    def test_a_copy_is_saved_and_opened_too(self, following, site, tmp_path):
        layer = open_layer(_pmtiles(site.add("/v", archive({(0, 0, 0): TILE}))))
        following.addMapLayer(layer.clone())
        assert following.write(str(tmp_path / "map.qgs"))
        assert f":{running_gateway().port}/" not in (tmp_path / "map.qgs").read_text()
        stop_gateway()
        assert following.read(str(tmp_path / "map.qgs"))
        (again,) = following.mapLayers().values()
        assert running_gateway().base in again.source()

    def test_a_layer_definition_file_of_another_run(self, following, layer, tmp_path):
        following.addMapLayer(layer)
        path = str(tmp_path / "layer.qlr")
        done, _message = QgsLayerDefinition.exportLayerDefinition(path, following.layerTreeRoot().children())
        assert done
        following.clear()
        stop_gateway()
        QgsLayerDefinition.loadLayerDefinition(path, following, following.layerTreeRoot())
        (again,) = following.mapLayers().values()
        assert self._is_drawn(again)

    def test_without_the_plugin_the_project_opens_at_once_and_is_mended_later(self, project, site, tmp_path):
        layer = open_layer(_pmtiles(site.add("/a", archive(_pictures(), tile_type=2))))
        project.writeMapLayer.connect(written)
        project.writeProject.connect(tree_written)
        project.addMapLayer(layer)
        assert project.write(str(tmp_path / "map.qgs"))
        project.writeProject.disconnect(tree_written)
        project.writeMapLayer.disconnect(written)
        close_gateway()
        started = time.perf_counter()
        assert project.read(str(tmp_path / "map.qgs"))
        assert time.perf_counter() - started < 10
        (again,) = project.mapLayers().values()
        assert again.isValid()
        assert not _painted(_drawn(again, again.extent())).any()
        point_to_gateway(again)  # what the plugin does with the layers it finds
        assert self._is_drawn(again)

    def test_other_layers_are_left_alone(self, following, tmp_path):
        layer = QgsRasterLayer("type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}&zmax=3&zmin=0", "other", "wms")
        following.addMapLayer(layer)
        assert following.write(str(tmp_path / "map.qgs"))
        assert "http://127.0.0.1:9/{z}" in (tmp_path / "map.qgs").read_text()
        assert layer.source() == "type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}&zmax=3&zmin=0"


@pytest.mark.slow
def test_renders_that_are_cancelled_leave_nothing_behind(site, qgis_app):
    random.seed(11)
    pictures = open_layer(
        _pmtiles(site.add("/p", archive(_pictures((0, 1, 2, 3, 4)), leaf_size=20, tile_type=2)))
    )
    vectors = open_layer(_pmtiles(site.add("/v", archive(dict.fromkeys(_pictures((0, 1, 2, 3), 1), TILE)))))
    site.delay_s = 0.01
    threads = None
    for number in range(200):
        if number == 20:
            threads = threading.active_count()
        layer = random.choice((pictures, vectors))
        half = random.uniform(1_000_000, 20_000_000)
        x, y = random.uniform(-15e6, 15e6), random.uniform(-15e6, 15e6)
        extent = QgsRectangle(x - half, y - half, x + half, y + half)
        job = QgsMapRendererParallelJob(_settings(layer, extent, 300, 300))
        job.start()
        deadline = time.monotonic() + random.uniform(0, 0.15)
        while time.monotonic() < deadline:
            qgis_app.processEvents()
        if random.random() < 0.7:
            job.cancel()
        else:
            _wait(job)
    site.delay_s = 0
    assert _painted(_drawn(pictures, pictures.extent())).mean() > 0.7
    time.sleep(0.5)
    names = [each.name for each in threading.enumerate() if each.name.startswith("secims-gateway")]
    assert len(names) <= 7
    assert threading.active_count() <= (threads or 0) + 10
    stop_gateway()
    assert not [each for each in threading.enumerate() if each.name.startswith("secims-gateway")]
