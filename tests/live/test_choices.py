"""Where a service has several styles or tile matrix sets, one can be named, and the others stay at hand."""

from __future__ import annotations

import pytest
from qgis.core import QgsDataSourceUri

from secims_qgis.live import open_layer
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import LiveLayerError, open_session
from tests.fault_server import LOGIN_PAGE, fault_server
from tests.live.tile_server import VECTOR_TYPE, serve_json, serve_tiles, vector_tile

KINDS = DistributionKind
SHEET = "application/vnd.mapbox.style+json"
PATH = "/collections/a/tiles/WebMercatorQuad/{z}/{y}/{x}"
COLOURS = {"night": "#102030", "day": "#ffe080", "plain": "#808080"}


@pytest.fixture
def server():
    with fault_server() as running:
        yield running


def _sheet(colour):
    layer = {
        "id": "areas",
        "type": "fill",
        "source": "s",
        "source-layer": "coastal_habitats",
        "paint": {"fill-color": colour},
    }
    return {"version": 8, "sources": {"s": {"type": "vector"}}, "layers": [layer]}


@pytest.fixture
def styled(server):
    """Tiles with three styles, of which "day" is the default one."""
    template = serve_tiles(server, vector_tile(), form=PATH, content_type=VECTOR_TYPE)
    entries = []
    for name, colour in COLOURS.items():
        serve_json(server, f"/styles/{name}", _sheet(colour))
        link = {"rel": "stylesheet", "type": SHEET, "href": server.url(f"/styles/{name}")}
        entries.append({"id": name, "title": name.title(), "links": [link]})
    serve_json(server, "/styles", {"default": "day", "styles": entries})
    rel = "http://www.opengis.net/def/rel/ogc/1.0/styles"
    links = [{"rel": rel, "type": "application/json", "href": server.url("/styles")}]
    serve_json(server, "/collections/a", {"id": "a", "links": links})
    return Distribution(KINDS.VECTOR_TILES, template, title="Tiles")


def _open(distribution, **choice):
    return open_layer(distribution, open_session(timeout_s=5), **choice)


def _colour(layer):
    (style,) = layer.renderer().styles()
    return style.symbol().color().name()


def test_the_default_style_comes_first_and_the_others_are_a_click_away(styled):
    layer = _open(styled)
    assert _colour(layer) == COLOURS["day"]
    manager = layer.styleManager()
    assert manager.currentStyle() == "Day"
    assert set(manager.styles()) == {"Day", "Night", "Plain"}
    assert manager.setCurrentStyle("Night")
    assert _colour(layer) == COLOURS["night"]
    assert manager.setCurrentStyle("Day")
    assert _colour(layer) == COLOURS["day"]


@pytest.mark.parametrize("wanted", ["night", "NIGHT", "Night"])
def test_a_style_can_be_named(styled, wanted):
    layer = _open(styled, style=wanted)
    assert _colour(layer) == COLOURS["night"]
    assert layer.styleManager().currentStyle() == "Night"
    assert len(layer.styleManager().styles()) == 3


def test_the_project_keeps_them_all(styled, project, tmp_path):
    project.addMapLayer(_open(styled, style="night"))
    assert project.write(str(tmp_path / "a.qgs"))
    project.clear()
    assert project.read(str(tmp_path / "a.qgs"))
    (again,) = project.mapLayers().values()
    assert _colour(again) == COLOURS["night"]
    assert again.styleManager().setCurrentStyle("Plain")
    assert _colour(again) == COLOURS["plain"]


def test_a_style_that_there_is_not(styled):
    with pytest.raises(LiveLayerError, match="no style dusk; there are day, night, plain"):
        _open(styled, style="dusk")


def test_a_style_that_cannot_be_read(styled, server):
    server.serve("/styles/night", LOGIN_PAGE, content_type="text/html")
    assert set(_open(styled).styleManager().styles()) == {"Day", "Plain"}
    with pytest.raises(LiveLayerError, match="none that QGIS can read"):
        _open(styled, style="night")


def test_other_kinds_have_no_choice(server):
    with pytest.raises(LiveLayerError, match="PMTILES has no choice"):
        _open(Distribution(KINDS.PMTILES, server.url("/a.pmtiles")), style="night")


def _tilesets(server):
    names = {"WebMercatorQuad": "EPSG/0/3857", "WorldCRS84Quad": "OGC/1.3/CRS84"}
    entries = []
    for name, crs in names.items():
        serve_tiles(server, vector_tile(), form=f"/collections/a/tiles/{name}/{{z}}/{{y}}/{{x}}")
        href = server.url(f"/collections/a/tiles/{name}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}")
        entries.append(
            {
                "tileMatrixSetURI": f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{name}",
                "crs": f"http://www.opengis.net/def/crs/{crs}",
                "links": [{"rel": "item", "type": VECTOR_TYPE, "href": href}],
            }
        )
    serve_json(server, "/collections/a/tiles", {"tilesets": entries})
    return Distribution(KINDS.TILES, server.url("/collections/a/tiles"))


def test_a_tile_matrix_set_can_be_named(server):
    item = _tilesets(server)
    assert _open(item).crs().authid() == "EPSG:3857"
    # The same tiles stand at every address, so those in degrees are looked for where they lie in metres.
    with pytest.raises(LiveLayerError, match="no tile matrix set Moon; there are WebMercatorQuad, WorldCRS"):
        _open(item, tile_matrix_set="Moon")
    assert _open(item, tile_matrix_set="webmercatorquad").crs().authid() == "EPSG:3857"


@pytest.mark.demo
class TestDemo:
    def test_tiles_in_degrees_by_name(self, demo):
        item = Distribution(KINDS.TILES, f"{demo.base}/pygeoapi/collections/districts/tiles")
        assert open_layer(item, tile_matrix_set="WorldCRS84Quad").crs().authid() == "OGC:CRS84"
        with pytest.raises(LiveLayerError, match="there are WorldCRS84Quad"):
            open_layer(item, tile_matrix_set="WebMercatorQuad")

    @pytest.mark.parametrize(
        ("name", "is_in_degrees"), [("WorldCRS84Quad", True), ("WebMercatorQuad", False)]
    )
    def test_wmts(self, demo, name, is_in_degrees):
        item = Distribution(KINDS.WMTS, f"{demo.base}/wmts", layer_name="orthophoto_2022")
        layer = open_layer(item, tile_matrix_set=name, style="default")
        uri = QgsDataSourceUri()
        uri.setEncodedUri(layer.source())
        assert (uri.param("tileMatrixSet"), uri.param("styles")) == (name, "default")
        assert layer.crs().isGeographic() is is_in_degrees
        with pytest.raises(LiveLayerError, match="no style x; there are default"):
            open_layer(item, style="x")

    def test_wms(self, demo):
        item = Distribution(KINDS.WMS, f"{demo.base}/ows", layer_name="districts")
        assert "styles=default" in open_layer(item, style="default").source()
        with pytest.raises(LiveLayerError, match="no style x"):
            open_layer(item, style="x")
