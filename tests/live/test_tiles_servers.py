"""Tile servers of every sort, good and bad: what they write is read, what they lack is said."""

from __future__ import annotations

import gzip
import zlib

import pytest
from qgis.core import QgsDataSourceUri, QgsRasterLayer, QgsVectorTileLayer

from secims_qgis.live import open_layer
from secims_qgis.live.gateway import stop_gateway
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import (
    HttpError,
    LiveLayerError,
    LoginNeededError,
    NetworkError,
    SecimsError,
    TimedOutError,
    open_session,
)
from tests.fault_server import LOGIN_PAGE, Fault, fault_server
from tests.live.painted import painted
from tests.live.tile_server import VECTOR_TYPE, picture_tile, serve_json, serve_tiles, vector_tile

STYLE = "application/vnd.mapbox.style+json"
KINDS = DistributionKind
OGC = "http://www.opengis.net/def/rel/ogc/1.0"


@pytest.fixture
def server():
    with fault_server() as running:
        yield running


def _open(url, kind=KINDS.TILES, session=None, crs=None, **more):
    return open_layer(
        Distribution(kind, url, title="Tiles", **more), session or open_session(timeout_s=5), crs
    )


def _template_in(layer):
    uri = QgsDataSourceUri()
    uri.setEncodedUri(layer.source())
    return uri.param("url")


@pytest.mark.parametrize(
    "placeholders",
    [
        "{z}/{x}/{y}",
        "{z}/{y}/{x}",
        "{tileMatrix}/{tileRow}/{tileCol}",
        "{TileMatrix}/{TileCol}/{TileRow}",
        "%7Bz%7D/%7Bx%7D/%7By%7D",
    ],
)
def test_placeholders_in_every_style_and_order(server, placeholders):
    plain = (
        placeholders.replace("%7B", "{")
        .replace("%7D", "}")
        .lower()
        .replace("tilematrix", "z")
        .replace("tilerow", "y")
        .replace("tilecol", "x")
    )
    serve_tiles(server, picture_tile(), form=f"/t/{plain}.png")
    layer = _open(server.url(f"/t/{placeholders}.png"))
    assert _template_in(layer) == server.url(f"/t/{plain}.png")
    assert painted(layer).any()


@pytest.mark.parametrize("query", ["f=png&key=1", "url=https%3A%2F%2Fx.example%2Fa.tif", "key=a%26b%3Dc&x=1"])
@pytest.mark.parametrize("body", [picture_tile, vector_tile])
def test_queries_of_a_template_survive(server, query, body):
    serve_tiles(server, body())
    try:
        layer = _open(server.url("/t/{z}/{x}/{y}?") + query)
        server.requests.clear()
        assert painted(layer).any()
    finally:
        stop_gateway()
    assert {seen.path.partition("?")[2] for seen in server.requests} == {query}


def test_a_tileset_with_titiler_s_habits(server):
    """Relation ``tile``, encoded braces, no media type, limits, bounding box."""
    serve_tiles(server, picture_tile(), levels=range(9, 12), form="/cog/tiles/WebMercatorQuad/{z}/{x}/{y}")
    template = server.url("/cog/tiles/WebMercatorQuad/%7Bz%7D/%7Bx%7D/%7By%7D")
    serve_json(
        server,
        "/cog/tiles/WebMercatorQuad",
        {
            "title": "A picture",
            "dataType": "map",
            "crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
            "tileMatrixSetURI": "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
            "links": [{"rel": "tile", "href": template}],
            "boundingBox": {
                "lowerLeft": [-61.1, 13.7],
                "upperRight": [-60.85, 14.1],
                "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            },
            "tileMatrixSetLimits": [
                {
                    "tileMatrix": str(level),
                    "minTileRow": 0,
                    "maxTileRow": 2**level - 1,
                    "minTileCol": 0,
                    "maxTileCol": 2**level - 1,
                }
                for level in (9, 10, 11)
            ],
        },
    )
    layer = _open(server.url("/cog/tiles/WebMercatorQuad"))
    assert layer.name() == "A picture"
    assert "zmin=9" in layer.source()
    assert "zmax=11" in layer.source()
    assert layer.extent().width() == pytest.approx(27_830, rel=0.01)


def test_a_data_type_that_lies(server):
    """pygeoapi says vector of its pictures, and writes type_ for type."""
    serve_tiles(server, picture_tile(), form="/tiles/WebMercatorQuad/{z}/{y}/{x}")
    serve_json(
        server,
        "/tiles/WebMercatorQuad",
        {
            "dataType": "vector",
            "tileMatrixSetURI": "http://x.example/WebMercatorQuad",
            "links": [
                {
                    "rel": "item",
                    "type_": "image/png",
                    "href": server.url("/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}?f=png"),
                }
            ],
        },
    )
    assert isinstance(_open(server.url("/tiles/WebMercatorQuad")), QgsRasterLayer)


def test_a_template_that_names_pictures_and_sends_vectors(server):
    template = serve_tiles(server, vector_tile(), form="/t/{z}/{x}/{y}.png")
    assert isinstance(_open(template, KINDS.RASTER_TILES), QgsVectorTileLayer)


def test_a_tilejson_of_rows_from_the_bottom(server):
    serve_json(
        server,
        "/t.json",
        {
            "tilejson": "3.0.0",
            "scheme": "tms",
            "minzoom": 9,
            "maxzoom": 10,
            "tiles": [server.url("/t/{z}/{x}/{y}.png")],
            "name": "Upside down",
            "bounds": [-61.1, 13.7, -60.85, 14.1],
        },
    )
    for level in (9, 10):
        for column in range(160, 360):
            for row in range(460, 480) if level == 10 else range(230, 240):
                server.serve(f"/t/{level}/{column}/{2**level - 1 - row}.png", picture_tile())
    layer = _open(server.url("/t.json"), KINDS.RASTER_TILES)
    assert _template_in(layer).endswith("{z}/{x}/{-y}.png")
    assert painted(layer).any()


def _grid_of_the_island():
    return {
        "id": "bwi",
        "crs": "http://www.opengis.net/def/crs/EPSG/0/2006",
        "orderedAxes": ["E", "N"],
        "tileMatrices": [
            {
                "id": str(level),
                "cellSize": 400 / 2**level,
                "pointOfOrigin": [480_000, 1_580_000],
                "matrixWidth": 2**level,
                "matrixHeight": 2**level,
                "cornerOfOrigin": "topLeft",
                "tileWidth": 256,
                "tileHeight": 256,
            }
            for level in range(6)
        ],
    }


@pytest.mark.parametrize(("body", "media_type"), [(picture_tile, "image/png"), (vector_tile, VECTOR_TYPE)])
def test_a_tile_matrix_set_that_the_server_defines(server, body, media_type):
    serve_json(server, "/tms/bwi", _grid_of_the_island())
    serve_json(
        server,
        "/tiles/bwi",
        {
            "tileMatrixSetURI": server.url("/tms/bwi"),
            "crs": "http://www.opengis.net/def/crs/EPSG/0/2006",
            "links": [
                {"rel": f"{OGC}/tiling-scheme", "href": server.url("/tms/bwi"), "type": "application/json"},
                {
                    "rel": "item",
                    "type": media_type,
                    "href": server.url("/tiles/bwi/{tileMatrix}/{tileRow}/{tileCol}"),
                },
            ],
        },
    )
    for level in range(4):
        for row in range(2**level):
            for column in range(2**level):
                server.serve(f"/tiles/bwi/{level}/{row}/{column}", body())
    layer = _open(server.url("/tiles/bwi"))
    assert layer.crs().authid() == "EPSG:2006"
    assert painted(layer).any()


def test_a_tile_matrix_set_that_is_no_quadtree_is_said(server):
    grid = _grid_of_the_island()
    grid["tileMatrices"][1]["cellSize"] = 333
    serve_json(server, "/tms/bwi", grid)
    serve_json(
        server,
        "/tiles/bwi",
        {
            "tileMatrixSetURI": server.url("/tms/bwi"),
            "links": [
                {"rel": f"{OGC}/tiling-scheme", "href": server.url("/tms/bwi")},
                {"rel": "item", "type": "image/png", "href": server.url("/tiles/bwi/{z}/{y}/{x}")},
            ],
        },
    )
    with pytest.raises(LiveLayerError, match="quadtree"):
        _open(server.url("/tiles/bwi"))


def test_the_server_s_own_style_is_used(server):
    template = serve_tiles(server, vector_tile(), form="/collections/a/tiles/WebMercatorQuad/{z}/{y}/{x}")
    style = {
        "version": 8,
        "sources": {"s": {"type": "vector"}},
        "layers": [
            {
                "id": "red",
                "type": "fill",
                "source": "s",
                "source-layer": "coastal_habitats",
                "paint": {"fill-color": "#ff0000"},
            }
        ],
    }
    serve_json(server, "/style", style)
    serve_json(
        server,
        "/collections/a",
        {"id": "a", "links": [{"rel": "stylesheet", "type": STYLE, "href": server.url("/style")}]},
    )
    layer = _open(template)
    (own,) = layer.renderer().styles()
    assert own.styleName() == "red"
    assert own.symbol().color().name() == "#ff0000"


def test_a_style_that_is_none_gives_way_to_our_own(server):
    template = serve_tiles(server, vector_tile(), form="/collections/a/tiles/WebMercatorQuad/{z}/{y}/{x}")
    server.serve("/style", LOGIN_PAGE, content_type="text/html")
    serve_json(
        server,
        "/collections/a",
        {"id": "a", "links": [{"rel": "stylesheet", "type": STYLE, "href": server.url("/style")}]},
    )
    layer = _open(template)
    assert [style.layerName() for style in layer.renderer().styles()] == ["coastal_habitats"]
    assert "style" not in layer.source()


def test_packed_tiles_that_do_not_say_so_go_through_the_gateway(server):
    template = serve_tiles(server, gzip.compress(vector_tile()), content_type=VECTOR_TYPE)
    try:
        layer = _open(template, KINDS.VECTOR_TILES)
        assert painted(layer).any()
    finally:
        stop_gateway()


def test_packed_tiles_that_say_so_need_none(server):
    template = serve_tiles(server, vector_tile(), fault=Fault.GZIP)
    layer = _open(template, KINDS.VECTOR_TILES)
    assert _template_in(layer) == template
    assert painted(layer).any()


def test_zoom_levels_that_are_claimed_but_not_there(server):
    serve_tiles(server, vector_tile(), form="/t/{z}/{x}/{y}", levels=range(8, 11))
    serve_json(
        server,
        "/t.json",
        {
            "tilejson": "3.0.0",
            "tiles": server.url("/t/{z}/{x}/{y}"),
            "minzoom": 8,
            "maxzoom": "18",
            "vector_layers": [{"id": "coastal_habitats"}],
            "bounds": "-61.1,13.69,-60.85,14.13",
        },
    )
    layer = _open(server.url("/t.json"), KINDS.VECTOR_TILES)
    assert layer.sourceMaxZoom() == 10


# --- bad input ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (LOGIN_PAGE, "a web page instead of tiles"),
        (b'{"type": "FeatureCollection"}', "JSON instead of tiles"),
        (b"<?xml version='1.0'?><ServiceException/>", "XML instead of tiles"),
        (b"\x00\x01\x02 nothing known", "no tile instead of tiles"),
        (gzip.compress(b"x")[:12] + b"xxxxxxxxxxxxx", "damaged"),
        (gzip.compress(picture_tile()), "packed"),
    ],
    ids=["page", "json", "xml", "noise", "damaged", "packed picture"],
)
def test_what_is_no_tile_is_said(server, body, why):
    template = serve_tiles(server, body, content_type=VECTOR_TYPE)
    with pytest.raises(LiveLayerError, match=why):
        _open(template, KINDS.VECTOR_TILES)


def test_a_tile_that_unpacks_to_gigabytes(server):
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join([*(packing.compress(bytes(1 << 20)) for _ in range(64)), packing.flush()])
    template = serve_tiles(server, body)
    with pytest.raises(LiveLayerError, match="more than 20000000 bytes"):
        _open(template, KINDS.VECTOR_TILES)


@pytest.mark.parametrize("status", [204, 404, 400])
def test_a_server_without_any_tiles(server, status):
    template = serve_tiles(server, b"", levels=range(16), status=status)
    with pytest.raises(LiveLayerError, match="has anything in it"):
        _open(template, KINDS.VECTOR_TILES)
    assert len(server.requests) < 70


def test_errors_of_the_server_are_passed_on(server):
    template = serve_tiles(server, b'{"description": "out of order"}', levels=range(16), status=500)
    with pytest.raises(HttpError) as caught:
        _open(template, KINDS.RASTER_TILES)
    assert (caught.value.status, caught.value.server_words) == (500, "out of order")


def test_a_server_that_wants_a_login(server):
    template = serve_tiles(server, b"", status=401)
    with pytest.raises(LoginNeededError):
        _open(template, KINDS.RASTER_TILES)


def test_a_tilejson_with_an_error_500_is_done_without(server):
    template = serve_tiles(server, vector_tile(), form="/collections/a/tiles/WebMercatorQuad/{z}/{y}/{x}")
    server.serve("/collections/a/tiles/WebMercatorQuad/metadata", b"sorry", status=500)
    layer = _open(template)
    assert (layer.sourceMinZoom(), layer.sourceMaxZoom()) == (8, 10)


def test_tiles_that_hang_run_into_the_time_out(server):
    template = serve_tiles(server, b"", levels=range(16), fault=Fault.SILENT)
    with pytest.raises(TimedOutError):
        _open(template, KINDS.RASTER_TILES, open_session(timeout_s=0.5))


def test_nobody_there():
    with pytest.raises(NetworkError):
        _open("http://127.0.0.1:1/collections/a/tiles/WebMercatorQuad/{z}/{y}/{x}")


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"tilesets": []},
        {"tilesets": "all"},
        {"tilejson": "3.0.0"},
        {"tiles": 5},
        {"tiles": ["x"]},
        {"links": [{"rel": "item", "href": "javascript:alert(1)//{z}/{x}/{y}"}]},
        {"links": [{"rel": "item", "type": "image/png", "href": "file:///etc/{z}/{x}/{y}"}]},
    ],
)
def test_documents_without_tiles(server, document):
    serve_json(server, "/tiles", document)
    with pytest.raises(SecimsError):
        _open(server.url("/tiles"))


@pytest.mark.parametrize(
    "document",
    [
        {"tileMatrixSetLimits": [{"tileMatrix": "99999999999", "minTileRow": 0}]},
        {"boundingBox": [1, 2]},
        {"boundingBox": {"lowerLeft": ["x"], "upperRight": None}},
        {"bounds": "nan,nan,nan,nan"},
        {"links": {}},
        {"bounds": [1e400, 0, 0, 0]},
        {"vector_layers": [{"id": 5}, None, {"id": "a", "fields": []}]},
        {"tileMatrixSetURI": 5},
        {"crs": {"uri": 7}},
        {"minzoom": -1, "maxzoom": 10**30},
    ],
)
def test_documents_that_make_no_sense_are_passed_over(server, document):
    template = serve_tiles(server, vector_tile(), form="/collections/a/tiles/WebMercatorQuad/{z}/{y}/{x}")
    path = "/collections/a/tiles/WebMercatorQuad"
    for name in (path, f"{path}/metadata", "/collections/a"):
        serve_json(server, name, {"tilejson": "3.0.0", **document} if name.endswith("data") else document)
    assert _open(template).isValid()


def test_credentials_stay_with_their_origin(server):
    template = serve_tiles(server, picture_tile())
    session = open_session(authcfg="abc1234", timeout_s=5)
    session.bind_credentials("https://elsewhere.example/")
    assert "authcfg" not in _open(template, session=session).source()
