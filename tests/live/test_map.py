"""OGC API Maps as layers: of a real pygeoapi, and of services that are not what they should be."""

from __future__ import annotations

import json

import pytest
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsPointXY, QgsRectangle
from qgis.PyQt.QtCore import QBuffer, QIODevice
from qgis.PyQt.QtGui import QColor, QImage

from secims_qgis.crs import check_crs
from secims_qgis.live import LiveLayerError, open_layer
from secims_qgis.live.coverage import refresh, view_state
from secims_qgis.live.coverage_state import View
from secims_qgis.live.map_source import MapSource, read_map_source
from secims_qgis.model import BBox, CrsRef, CrsVerdict, Distribution, DistributionKind
from secims_qgis.network import AnswerError, HttpError
from tests.fault_server import LOGIN_PAGE, Fault, fault_server
from tests.live.drawing import draw

LAND = QgsPointXY(-60.98, 13.9)
SEA = QgsPointXY(-61.075, 13.75)
VIEW = QgsRectangle(-61.1, 13.7, -60.85, 13.95)


def _map(url: str) -> Distribution:
    return Distribution(DistributionKind.MAP, url, title="A title")


def _colour(image: QImage, extent: QgsRectangle, point: QgsPointXY) -> QColor:
    x = (point.x() - extent.xMinimum()) / extent.width() * image.width()
    y = (extent.yMaximum() - point.y()) / extent.height() * image.height()
    return image.pixelColor(int(x), int(y))


@pytest.mark.demo
class TestDemo:
    @pytest.fixture(scope="class")
    def layer(self, demo):
        return open_layer(_map(f"{demo.pygeoapi}collections/districts/map?f=png"))

    def test_a_layer_is_valid_and_in_its_place(self, layer):
        assert (layer.isValid(), layer.providerType()) == (True, "secims_map")
        assert layer.crs().authid() == "EPSG:4326"
        declared = CrsRef.from_text("EPSG:4326")
        report = check_crs(layer, declared, BBox(-61.08, 13.7073, -60.8725, 14.1108), "EPSG:4326")
        assert report.verdict is CrsVerdict.OK

    def test_land_is_drawn_and_the_sea_is_transparent(self, layer):
        image, errors = draw(layer, VIEW, 400)
        assert errors == []
        assert _colour(image, VIEW, LAND).alpha() == 255
        assert _colour(image, VIEW, SEA).alpha() == 0

    def test_in_the_grid_of_the_island_it_lies_on_the_coast(self, layer):
        grid = QgsCoordinateReferenceSystem("EPSG:2006")
        extent = QgsRectangle(500_000, 1_515_000, 525_000, 1_540_000)
        image, errors = draw(layer, extent, 400, crs=grid)
        assert errors == []
        assert _colour(image, extent, QgsPointXY(510_500, 1_533_000)).alpha() == 255
        assert _colour(image, extent, QgsPointXY(501_000, 1_516_000)).alpha() == 0

    @pytest.mark.parametrize("side", [400, 800])
    def test_a_view_is_one_picture_of_its_own_size(self, layer, side, monkeypatch):
        asked = []
        real = MapSource.picture_url
        spied = lambda self, *arguments: asked.append(arguments) or real(self, *arguments)  # noqa: E731
        monkeypatch.setattr(MapSource, "picture_url", spied)
        draw(layer, QgsRectangle(-61.05, 13.75, -60.9, 13.9), side)
        assert [arguments[1:] for arguments in asked] == [(side, side)]

    def test_a_crs_that_the_server_takes_no_notice_of_is_refused(self, demo):
        with pytest.raises(LiveLayerError, match="no pictures in EPSG:2006, only in EPSG:4326"):
            open_layer(_map(f"{demo.pygeoapi}collections/districts/map?f=png"), crs="EPSG:2006")

    def test_a_collection_without_a_map(self, demo):
        with pytest.raises(LiveLayerError, match="no map"):
            open_layer(_map(f"{demo.pygeoapi}collections/parcels/map"))


def _png(width: int, height: int, colour: str = "#ff336699") -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data())


def _service(server, links: list[dict[str, str]] | None = None) -> Distribution:
    base = server.url("/api/collections/a")
    given = [{"rel": "map", "type": "image/png", "href": f"{base}/map?f=png"}]
    document = {
        "id": "a",
        "title": "A map",
        "links": given if links is None else links,
        "extent": {"spatial": {"bbox": [[-61.1, 13.7, -60.85, 13.95]]}},
    }
    server.serve("/api/collections/a", json.dumps(document), content_type="application/json")
    server.serve("/api/collections/a/map", _png(32, 32), content_type="image/png")
    return _map(f"{base}/map")


class TestServices:
    def test_the_box_is_longitude_and_latitude_without_a_crs(self):
        with fault_server() as server:
            open_layer(_service(server))
            (seen,) = server.seen("/api/collections/a/map")
            assert "bbox=-61.1,13.7,-60.85,13.95&width=32&height=32&transparent=true" in seen.path
            assert "crs" not in seen.path

    def test_a_server_that_says_so_gives_another_crs(self):
        with fault_server() as server:
            distribution = _service(server)
            headers = {"Content-Crs": "<http://www.opengis.net/def/crs/EPSG/0/2006>"}
            server.serve("/api/collections/a/map", _png(32, 32), content_type="image/png", headers=headers)
            layer = open_layer(distribution, crs="EPSG:2006")
            assert layer.crs().authid() == "EPSG:2006"
            assert 490_000 < layer.extent().xMinimum() < 530_000
            assert "bbox-crs=http" in server.seen("/api/collections/a/map")[-1].path

    def test_colours_and_transparency_arrive(self):
        with fault_server() as server:
            layer = open_layer(_service(server))
            server.serve("/api/collections/a/map", _png(100, 100, "#80336699"), content_type="image/png")
            block = layer.dataProvider().block(1, VIEW, 100, 100)
            assert block.dataType() == Qgis.DataType.ARGB32
            assert QColor.fromRgba(block.color(50, 50)).name(QColor.NameFormat.HexArgb) == "#80336699"

    def test_a_view_that_was_seen_is_drawn_without_the_server(self):
        with fault_server() as server:
            layer = open_layer(_service(server))
            server.serve("/api/collections/a/map", _png(100, 100), content_type="image/png")
            draw(layer, VIEW, 100)
            seen = len(server.requests)
            image, errors = draw(layer, VIEW, 100)
            assert (errors, len(server.requests)) == ([], seen)
            assert image.pixelColor(50, 50).alpha() == 255
            refresh(layer)
            draw(layer, VIEW, 100)
            assert len(server.requests) == seen + 1

    @pytest.mark.parametrize(
        ("answer", "word"),
        [
            ({"body": LOGIN_PAGE, "content_type": "text/html"}, "web page"),
            ({"body": b'{"description": "broken"}', "status": 500}, "broken"),
            ({"body": _png(50, 50)}, "50 x 50 instead of 100 x 100"),
            ({"body": _png(100, 100)[:60]}, "damaged"),
            ({"body": b""}, "no picture"),
            ({"body": _png(100, 100), "fault": Fault.HALF}, ""),
            (
                {"body": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "content_type": "image/svg+xml"},
                "no picture",
            ),
        ],
    )
    def test_what_is_no_picture_is_an_error_and_draws_nothing(self, answer, word):
        with fault_server() as server:
            layer = open_layer(_service(server))
            server.serve("/api/collections/a/map", **answer)
            image, errors = draw(layer, VIEW, 100)
            assert errors
            assert word in errors[0]
            assert image.pixelColor(50, 50).alpha() == 0
            assert view_state(layer).view is View.FAILED

    @pytest.mark.parametrize(
        ("links", "word"),
        [
            ([], "no map"),
            (
                [{"rel": "map", "type": "text/html", "href": "map"}],
                "not offered as a picture, but as text/html",
            ),
            ([{"rel": "map", "type": "image/png", "href": "http://pygeoapi:80/map"}], "lead to pygeoapi:80"),
        ],
    )
    def test_a_service_that_cannot_be_used_is_refused(self, links, word):
        with fault_server() as server, pytest.raises(LiveLayerError, match=word):
            open_layer(_service(server, links))

    def test_errors_of_the_first_look_keep_their_status(self):
        with fault_server() as server:
            distribution = _service(server)
            server.serve("/api/collections/a/map", b'{"description": "sorry"}', status=500)
            with pytest.raises(HttpError) as caught:
                open_layer(distribution)
            assert (caught.value.status, caught.value.server_words) == (500, "sorry")
            server.serve("/api/collections/a/map", LOGIN_PAGE, content_type="text/html")
            with pytest.raises(AnswerError, match="web page"):
                open_layer(distribution)

    def test_a_project_opens_without_the_server(self, project, tmp_path):
        with fault_server() as server:
            project.addMapLayer(open_layer(_service(server)))
            path = str(tmp_path / "maps.qgz")
            assert project.write(path)
            project.clear()
        assert project.read(path)
        (layer,) = project.mapLayers().values()
        assert layer.isValid()
        _image, errors = draw(layer, VIEW, 77)
        assert any("refused" in error for error in errors)


def test_a_source_is_read_as_it_was_written():
    source = MapSource(
        "https://x.example/map?f=png&k=a'b\\c", "EPSG:2006", (1.5, 2.0, 3.0, 4.0), True, "abc1234", "É ' \""
    )
    assert read_map_source(source.uri()) == source
    with pytest.raises(LiveLayerError, match="damaged"):
        read_map_source(source.uri().replace("1.5", "1e999"))
