"""OGC API Maps as layers: of a real pygeoapi, and of services that are not what they should be."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsPointXY, QgsRectangle
from qgis.PyQt.QtCore import QBuffer, QIODevice
from qgis.PyQt.QtGui import QColor, QImage

from secims_qgis.crs import check_crs
from secims_qgis.live import LiveLayerError, open_layer
from secims_qgis.live.coverage import refresh, view_state
from secims_qgis.live.coverage_state import View
from secims_qgis.live.map_layer import legend_of_style, show_style, styles_of
from secims_qgis.live.map_source import MapSource, MapStyle, read_map_source
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


def _service(
    server, links: list[dict[str, str]] | None = None, box=(-61.1, 13.7, -60.85, 13.95)
) -> Distribution:
    base = server.url("/api/collections/a")
    given = [{"rel": "map", "type": "image/png", "href": f"{base}/map?f=png"}]
    document = {
        "id": "a",
        "title": "A map",
        "links": given if links is None else links,
        "extent": {"spatial": {"bbox": [list(box)]}},
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

    @pytest.mark.parametrize("wanted", [None, "EPSG:2006"])
    def test_pictures_that_come_in_another_crs_unasked_are_asked_for_in_it(self, wanted):
        with fault_server() as server:
            distribution = _service(server)
            headers = {"Content-Crs": "[EPSG:2006]"}
            server.serve("/api/collections/a/map", _png(32, 32), content_type="image/png", headers=headers)
            layer = open_layer(distribution, crs=wanted)
            assert layer.crs().authid() == "EPSG:2006"
            assert "bbox-crs=http" in server.seen("/api/collections/a/map")[-1].path
            with pytest.raises(LiveLayerError, match="no pictures in EPSG:4326, only in EPSG:2006"):
                open_layer(distribution, crs="EPSG:4326")

    def test_the_poles_are_no_part_of_web_mercator(self):
        with fault_server() as server:
            distribution = _service(server, box=(-180, -90, 180, 90))
            headers = {"Content-Crs": "<http://www.opengis.net/def/crs/EPSG/0/3857>"}
            server.serve("/api/collections/a/map", _png(32, 32), content_type="image/png", headers=headers)
            extent = open_layer(distribution).extent()
            assert 19_900_000 < extent.yMaximum() < 20_100_000

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


def styled_service(server) -> Distribution:
    base = server.url("/api/collections/a")
    relation = "http://www.opengis.net/def/rel/ogc/1.0"
    links = [
        {"rel": f"{relation}/map", "type": "image/png", "href": f"{base}/map?f=png"},
        {"rel": f"{relation}/styles", "type": "application/json", "href": f"{base}/styles?f=json"},
        {"rel": "legend", "type": "image/png", "href": f"{base}/key.png"},
    ]  # fmt: skip
    styles = [
        {"id": "night", "title": "At night", "links": [
            {"rel": f"{relation}/map", "type": "image/png", "href": f"{base}/dark?f=png"},
            {"rel": "legend", "type": "image/png", "href": "night.png"},
        ]},
        {"id": "by day"},
        {"id": "away", "links": [{"rel": "map", "type": "image/png", "href": "http://other.example/map"}]},
        {"title": "without a name"},
    ]  # fmt: skip
    distribution = _service(server, links)
    server.serve("/api/collections/a/styles", json.dumps({"styles": styles}), content_type="application/json")
    for path, side in (("dark", 32), ("key.png", 20), ("night.png", 21), ("styles/by%20day/map", 32)):
        server.serve(f"/api/collections/a/{path}", _png(side, side), content_type="image/png")
    return distribution


def _legend(layer) -> QImage:
    text = layer.legendPlaceholderImage()
    assert text.startswith("base64:")
    return QImage.fromData(base64.b64decode(text[7:]))


class TestStyles:
    def test_the_styles_of_a_service_are_offered(self):
        with fault_server() as server:
            layer = open_layer(styled_service(server))
            styles, chosen = styles_of(layer)
            assert [(style.key, style.title) for style in styles] == [("night", "At night"), ("by day", "")]
            assert chosen == ""
            assert _legend(layer).width() == 20

    def test_another_style_has_its_own_pictures_and_legend(self):
        with fault_server() as server:
            layer = open_layer(styled_service(server))
            draw(layer, VIEW, 100)
            show_style(layer, *legend_of_style(layer.source(), "night"))
            assert _legend(layer).width() == 21
            server.serve("/api/collections/a/dark", _png(100, 100, "#ff102030"), content_type="image/png")
            image, errors = draw(layer, VIEW, 100)
            assert (errors, image.pixelColor(50, 50).name()) == ([], "#102030")
            assert "f=png&bbox=" in server.seen("/api/collections/a/dark")[-1].path
            with pytest.raises(LiveLayerError, match="no style 'x'; it has: night, by day"):
                legend_of_style(layer.source(), "x")

    def test_a_style_can_be_asked_for_by_name_or_title(self):
        with fault_server() as server:
            distribution = styled_service(server)
            for wanted in ("night", "At Night"):
                layer = open_layer(distribution, style=wanted)
                assert styles_of(layer)[1] == "night"
                assert _legend(layer).width() == 21
            with pytest.raises(LiveLayerError, match="no style x; there are night, by day"):
                open_layer(distribution, style="x")

    def test_an_address_can_name_the_style(self):
        with fault_server() as server:
            distribution = styled_service(server)
            styled = replace(distribution, url=server.url("/api/collections/a/styles/by%20day/map?f=png"))
            layer = open_layer(styled)
            assert styles_of(layer)[1] == "by day"
            assert len(server.seen("/api/collections/a/styles/by%20day/map")) == 1
            assert server.seen("/api/collections/a/map") == []

    def test_a_project_keeps_legend_and_style_without_the_server(self, project, tmp_path):
        with fault_server() as server:
            layer = open_layer(styled_service(server))
            show_style(layer, *legend_of_style(layer.source(), "night"))
            project.addMapLayer(layer)
            assert project.write(str(tmp_path / "styled.qgz"))
        project.clear()
        assert project.read(str(tmp_path / "styled.qgz"))
        (layer,) = project.mapLayers().values()
        assert styles_of(layer)[1] == "night"
        assert _legend(layer).width() == 21

    @pytest.mark.parametrize(
        "answer",
        [
            {"body": LOGIN_PAGE, "content_type": "text/html"},
            {"body": b"nothing", "status": 500},
            {"body": bytes(600_000), "content_type": "image/png"},
            {"body": b"<svg onload='x'/>", "content_type": "image/svg+xml"},
        ],
    )
    def test_what_is_no_legend_is_left_out(self, answer):
        with fault_server() as server:
            distribution = styled_service(server)
            server.serve("/api/collections/a/key.png", **answer)
            layer = open_layer(distribution)
            assert layer.isValid()
            assert layer.legendPlaceholderImage() == ""

    def test_a_list_of_styles_that_is_none_leaves_the_map(self):
        with fault_server() as server:
            distribution = styled_service(server)
            for body in (b"[]", LOGIN_PAGE, b'{"styles": {"a": 1}}', b'{"styles": [1, null, {"id": 4}]}'):
                server.serve("/api/collections/a/styles", body, content_type="application/json")
                layer = open_layer(distribution)
                assert (layer.isValid(), styles_of(layer)) == (True, ((), ""))

    def test_a_legend_beside_the_map_is_found(self):
        with fault_server() as server:
            distribution = _service(server)
            server.serve("/api/collections/a/map/legend", _png(23, 9), content_type="image/png")
            assert _legend(open_layer(distribution)).width() == 23


def test_a_source_is_read_as_it_was_written():
    source = MapSource(
        "https://x.example/map?f=png&k=a'b\\c", "EPSG:2006", (1.5, 2.0, 3.0, 4.0), True, "abc1234", "É ' \""
    )
    assert read_map_source(source.uri()) == source
    styled = replace(
        source, styles=(MapStyle("n", "É '", "https://x.example/n", "https://x.example/l"),), style="n"
    )
    assert read_map_source(styled.uri()) == styled
    with pytest.raises(LiveLayerError, match="damaged"):
        read_map_source(source.uri().replace("1.5", "1e999"))
