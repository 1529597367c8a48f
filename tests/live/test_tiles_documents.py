"""Documents of tilesets as servers that are not in the demo write them."""

from __future__ import annotations

import math

import pytest

from secims_qgis.live import open_layer
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import open_session
from tests.fault_server import fault_server
from tests.live.painted import painted
from tests.live.tile_server import VECTOR_TYPE, picture_tile, serve_json, serve_tiles, vector_tile

OGC = "http://www.opengis.net/def/rel/ogc/1.0"
HALF = math.pi * 6_378_137
WEB_MERCATOR_QUAD = {
    "tileMatrixSetURI": "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
    "crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
}


@pytest.fixture
def server():
    with fault_server() as running:
        yield running


def _open(server, path, **more):
    crs, how = more.pop("crs", None), {"title": "Tiles", **more}
    return open_layer(
        Distribution(DistributionKind.TILES, server.url(path), **how), open_session(timeout_s=5), crs
    )


def _tile(content_type, href):
    return {"rel": "item", "type": content_type, "href": href}


def _matrix_set(name, crs, origin, span, columns=1, levels=range(12)):
    """As GeoServer writes them: no size of cells, no order of axes."""
    metres = 111_319.4907932736 if "4326" in crs or "CRS84" in crs else 1
    return {
        "id": name,
        "supportedCRS": crs,
        "tileMatrices": [
            {
                "id": f"{name}:{level}",
                "scaleDenominator": span / 256 / 2**level * metres / 0.00028,
                "pointOfOrigin": origin,
                "tileWidth": 256,
                "tileHeight": 256,
                "matrixWidth": columns * 2**level,
                "matrixHeight": 2**level,
            }
            for level in levels
        ],
    }


SETS = {
    "EPSG:900913": ("http://www.opengis.net/def/crs/EPSG/0/900913", [-HALF, HALF], 2 * HALF, 1),
    "EPSG:4326": ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", [90, -180], 180, 2),
}


@pytest.fixture
def geoserver(server):
    """Two tilesets whose matrix sets lie behind their own address, a TileJSON behind a link."""
    base = "/ogc/tiles/v1"
    tiles = f"{base}/collections/slu:reefs/tiles"
    entries = []
    for name, (crs, origin, span, columns) in SETS.items():
        quoted = name.replace(":", "%3A")
        definition = server.url(f"{base}/tileMatrixSets/{quoted}")
        named = {"tileMatrixSetURI": definition, "tileMatrixSetDefinition": definition, "dataType": "vector"}
        address = f"{tiles}/{quoted}?f=application%2Fjson"
        described = server.url(f"{tiles}/{name}/metadata?f=application%2Fjson")
        serve_json(server, f"{base}/tileMatrixSets/{quoted}", _matrix_set(name, crs, origin, span, columns))
        entries.append({**named, "links": [{"rel": "self", "href": server.url(address)}]})
        links = [
            _tile(form, server.url(f"{tiles}/{name}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}?f={form}"))
            for form in ("application/json;type=geojson", VECTOR_TYPE)
        ]
        links.append({"rel": "describedBy", "type": "application/json", "href": described})
        for path in (f"{tiles}/{quoted}", f"{tiles}/{name}"):
            serve_json(server, path, {**named, "links": links})
        layers = [{"id": "coastal_habitats", "fields": {"class": "string"}}, {"id": "wrecks", "fields": {}}]
        tilejson = {"tiles": [], "bounds": [-61.1, 13.69, -60.85, 14.13], "vector_layers": layers}
        serve_json(server, f"{tiles}/{name}/metadata?f=application%2Fjson", tilejson)
    serve_json(server, tiles, {"tilesets": entries})
    serve_tiles(server, vector_tile(), form=f"{tiles}/EPSG:900913/EPSG:900913:{{z}}/{{y}}/{{x}}")
    for level in range(8, 11):
        for column in range(int(118.9 / 180 * 2**level), int(119.2 / 180 * 2**level) + 1):
            for row in range(int(75.8 / 180 * 2**level), int(76.4 / 180 * 2**level) + 1):
                server.serve(f"{tiles}/EPSG:4326/EPSG:4326:{level}/{row}/{column}", vector_tile())
    return tiles


@pytest.mark.parametrize(
    ("crs", "authid", "degrees"), [(None, "EPSG:3857", False), ("OGC:CRS84", "OGC:CRS84", True)]
)
def test_a_tileset_with_geoserver_s_habits(server, geoserver, crs, authid, degrees):
    path = f"{geoserver}/EPSG%3A4326" if degrees else geoserver
    layer = _open(server, path, crs=crs)
    assert layer.crs().authid() == authid
    assert layer.extent().width() == pytest.approx(0.25 if degrees else 27_830, rel=0.01)
    assert {style.layerName() for style in layer.renderer().styles()} == {"coastal_habitats", "wrecks"}
    assert painted(layer).any()


def test_the_crs_asked_for_picks_the_tileset_also_by_its_name(server):
    href = server.url("/t/{tileMatrix}/{tileRow}/{tileCol}")
    quad = {"tileMatrixSetId": "WebMercatorQuad", "links": [_tile("image/png", href.replace("/t/", "/m/"))]}
    degrees = {"tileMatrixSetId": "WorldCRS84Quad", "links": [_tile("image/png", href)]}
    serve_json(server, "/tiles", {"tilesets": [quad, degrees]})
    for level in range(6):
        for column in range(2 ** (level + 1)):
            for row in range(2**level):
                server.serve(f"/t/{level}/{row}/{column}", picture_tile())
    assert _open(server, "/tiles", crs="OGC:CRS84").source().count("/t/") == 1


def test_the_layers_of_a_tileset_are_all_styled(server):
    """OGC 17-083r4, clause 10.1; no tile that is looked at need have them all."""
    serve_tiles(server, vector_tile(), form="/tiles/WebMercatorQuad/{z}/{y}/{x}")
    layers = [
        {"id": "coastal_habitats", "dataType": "vector", "geometryDimension": 2},
        {
            "id": "rivers",
            "geometryDimension": 1,
            "propertiesSchema": {"properties": {"name": {"type": "string"}}},
        },
        {"id": "photo", "dataType": "map"},
        {"id": "wells", "geometryDimension": 0},
        {"id": "odd", "geometryDimension": "2", "propertiesSchema": []},
        {"id": 5},
        None,
    ]
    link = _tile(VECTOR_TYPE, server.url("/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}"))
    serve_json(server, "/tiles/WebMercatorQuad", {**WEB_MERCATOR_QUAD, "layers": layers, "links": [link]})
    layer = _open(server, "/tiles/WebMercatorQuad")
    styles = [style.styleName() for style in layer.renderer().styles() if style.layerName() != "odd"]
    assert styles == ["coastal_habitats (polygon)", "rivers (line)", "wells (point)"]
    assert len([style for style in layer.renderer().styles() if style.layerName() == "odd"]) == 3
    assert [style.layerName() for style in layer.labeling().styles()] == ["rivers"]


def test_tiles_of_a_whole_dataset_have_the_styles_of_its_landing_page(server):
    serve_tiles(server, vector_tile(), form="/slu/tiles/WebMercatorQuad/{z}/{y}/{x}")
    link = _tile(VECTOR_TYPE, server.url("/slu/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}"))
    serve_json(server, "/slu/tiles/WebMercatorQuad", {**WEB_MERCATOR_QUAD, "links": [link]})
    styles = {"rel": f"{OGC}/styles", "type": "application/json", "href": server.url("/slu/styles")}
    serve_json(server, "/slu/", {"links": [styles]})
    sheet = {"rel": "stylesheet", "type": "application/vnd.mapbox.style+json", "href": server.url("/red")}
    serve_json(server, "/slu/styles", {"styles": [{"id": "red", "links": [sheet]}]})
    paint = {"id": "all", "type": "fill", "source": "s", "source-layer": "coastal_habitats"}
    serve_json(server, "/red", {"version": 8, "layers": [{**paint, "paint": {"fill-color": "#ff0000"}}]})
    (style,) = _open(server, "/slu/tiles/WebMercatorQuad").renderer().styles()
    assert style.symbol().color().name() == "#ff0000"


def test_without_an_extent_it_is_that_of_the_set_in_its_own_units(server):
    href = server.url("/tiles/x/{tileMatrix}/{tileRow}/{tileCol}")
    matrices = _matrix_set("x", "http://www.opengis.net/def/crs/EPSG/0/2006", [480_000, 1_580_000], 131_072)
    for matrix in matrices["tileMatrices"]:
        matrix["id"] = matrix["id"].rpartition(":")[2]
    limits = [
        {"tileMatrix": str(level), "minTileRow": 0, "maxTileRow": 0, "minTileCol": 0, "maxTileCol": "all"}
        for level in range(3)
    ]
    document = {"tileMatrixSet": matrices, "tileMatrixSetId": "x", "links": [_tile(VECTOR_TYPE, href)]}
    serve_json(server, "/tiles/x", {**document, "tileMatrixSetLimits": limits})
    for level in range(3):
        for row in range(2**level):
            for column in range(2**level):
                server.serve(f"/tiles/x/{level}/{row}/{column}", vector_tile())
    extent = _open(server, "/tiles/x").extent()
    assert (extent.xMinimum(), extent.yMaximum()) == (480_000, 1_580_000)
    assert extent.width() == pytest.approx(131_072)


@pytest.mark.parametrize("href", ["http://[bad", 5, "javascript:alert(1)"])
def test_links_that_are_none_are_passed_over(server, href):
    serve_tiles(server, picture_tile(), form="/tiles/WebMercatorQuad/{z}/{y}/{x}")
    links = [
        {"rel": f"{OGC}/tiling-scheme", "href": href},
        {"rel": "describedby", "type": "application/json", "href": href},
        {"rel": f"{OGC}/styles", "href": href},
        _tile("image/png", server.url("/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}")),
    ]
    serve_json(server, "/tiles/WebMercatorQuad", {**WEB_MERCATOR_QUAD, "links": links})
    assert _open(server, "/tiles/WebMercatorQuad").isValid()
