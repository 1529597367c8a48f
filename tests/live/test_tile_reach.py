"""How far tiles reach: both halves of the world, both origins of rows, and scales at which they are drawn."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import QgsRectangle

from secims_qgis.live import open_layer
from secims_qgis.live.gateway import stop_gateway
from secims_qgis.live.tile_matrix import WEB_MERCATOR_QUAD, WORLD_CRS84_QUAD
from secims_qgis.live.tile_scale import scale_of_level
from secims_qgis.live.tiles_extent import HOME, in_matrix_set
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import open_session
from secims_qgis.project.reopening import reopened
from tests.fault_server import fault_server
from tests.live.painted import painted
from tests.live.tile_server import VECTOR_TYPE, serve_json, serve_tiles, vector_tile

ROOT = Path(__file__).resolve().parents[2]
KINDS = DistributionKind
JAVA = (105.0, -9.0, 115.0, -5.0)
NAMED = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WorldCRS84Quad"


@pytest.fixture
def server():
    with fault_server() as running:
        yield running
    stop_gateway()


def _open(url, kind=KINDS.TILES):
    return open_layer(Distribution(kind, url, title="Tiles"), open_session(timeout_s=5))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_degrees_east_of_greenwich_are_drawn_also_through_the_gateway(server, pack):
    for level in range(5, 9):
        columns, rows = WORLD_CRS84_QUAD.block(JAVA, level)
        assert columns.start >= 2**level
        for column in columns:
            for row in rows:
                path = f"/tiles/WorldCRS84Quad/{level}/{row}/{column}"
                server.serve(path, pack(vector_tile()), content_type=VECTOR_TYPE)
    template = server.url("/tiles/WorldCRS84Quad/{tileMatrix}/{tileRow}/{tileCol}")
    box = {"lowerLeft": JAVA[:2], "upperRight": JAVA[2:]}
    document = {
        "tileMatrixSetURI": NAMED,
        "boundingBox": box,
        "links": [{"rel": "item", "type": VECTOR_TYPE, "href": template}],
    }
    serve_json(server, "/tiles/WorldCRS84Quad", document)
    layer = _open(server.url("/tiles/WorldCRS84Quad"))
    layer.setLabelsEnabled(False)
    assert ("/unpacked/" in layer.source()) is (pack is gzip.compress)
    assert painted(layer, QgsRectangle(*JAVA), height=400).any()
    stop_gateway()  # another run has another one
    earlier = layer.source()
    reopened(layer)
    assert (layer.source() == earlier) is (pack is bytes)
    assert layer.crs().authid() == "OGC:CRS84"
    assert painted(layer, QgsRectangle(*JAVA), height=400).any()


def test_packed_tiles_of_rows_from_the_south(server):
    tilejson = {
        "tilejson": "3.0.0",
        "scheme": "tms",
        "tiles": [server.url("/t/{z}/{x}/{y}.pbf")],
        "vector_layers": [{"id": "coastal_habitats"}],
        "minzoom": 8,
        "maxzoom": 10,
        "bounds": HOME.as_tuple(),
    }
    serve_json(server, "/t.json", tilejson)
    for level in range(8, 11):
        columns, rows = WEB_MERCATOR_QUAD.block(in_matrix_set(HOME, WEB_MERCATOR_QUAD), level)
        for column in columns:
            for row in rows:
                path = f"/t/{level}/{column}/{2**level - 1 - row}.pbf"
                server.serve(path, gzip.compress(vector_tile()), content_type=VECTOR_TYPE)
    layer = _open(server.url("/t.json"), KINDS.VECTOR_TILES)
    layer.setLabelsEnabled(False)
    assert "/unpacked/" in layer.source()
    assert painted(layer).any()


@pytest.mark.parametrize(
    ("matrix_set", "at_level_0"), [(WEB_MERCATOR_QUAD, 591_658_711), (WORLD_CRS84_QUAD, 295_829_355)]
)
def test_scales_are_those_of_a_screen(matrix_set, at_level_0):
    assert scale_of_level(matrix_set, 0) == pytest.approx(at_level_0)
    assert scale_of_level(matrix_set, 5) == pytest.approx(at_level_0 / 32)


def test_a_view_of_the_world_asks_for_nothing_where_the_first_level_is_a_deep_one(server):
    template = serve_tiles(server, vector_tile(), levels=range(9, 11))
    layer = _open(template, KINDS.VECTOR_TILES)
    assert layer.sourceMinZoom() == 9
    server.requests.clear()
    painted(layer, QgsRectangle(-20e6, -20e6, 20e6, 20e6), height=1000, crs="EPSG:3857")
    assert server.requests == []
    near = scale_of_level(WEB_MERCATOR_QUAD, 8)
    assert layer.isInScaleRange(near)
    assert not layer.isInScaleRange(near * 4)


def test_a_first_level_with_few_tiles_is_always_drawn(server):
    layer = _open(serve_tiles(server, vector_tile(), levels=range(4, 11)), KINDS.VECTOR_TILES)
    assert layer.sourceMinZoom() == 4
    assert not layer.hasScaleBasedVisibility()


def test_the_plugin_starts_without_numpy():
    """Loading it takes a tenth of the time that QGIS's start may cost; archives and coverages load it."""
    program = "import sys; sys.modules['numpy'] = None; import secims_qgis.live, secims_qgis.plugin"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)
