"""Servers that go bad after a layer was added: blank tiles, and QGIS goes on as before."""

from __future__ import annotations

import gzip
import zlib

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsVectorTileLayer

from secims_qgis.live import open_layer
from secims_qgis.live.gateway import stop_gateway
from secims_qgis.live.tile_matrix import WORLD_CRS84_QUAD
from secims_qgis.live.tiles_extent import HOME, in_matrix_set
from secims_qgis.model import CrsRef, Distribution, DistributionKind
from secims_qgis.network import open_session
from tests.archive_server import archive, archive_server
from tests.fault_server import LOGIN_PAGE, Fault, fault_server
from tests.live.drawing import draw
from tests.live.tile_server import VECTOR_TYPE, picture_tile, serve_tiles, vector_tile

KINDS = DistributionKind
ISLAND = QgsRectangle(-6_803_000, 1_537_000, -6_771_000, 1_591_000)
NEAR = QgsRectangle(-6_795_000, 1_560_000, -6_790_000, 1_565_000)
LEVELS = range(8, 11)
FRESH = {"Cache-Control": "no-store"}
"""What the look before adding has seen must not be drawn from QGIS's cache."""


def _bomb():
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(packing.compress(bytes(1 << 20)) for _ in range(64)), packing.flush()])


BAD = {
    "a web page": {"body": LOGIN_PAGE, "content_type": "text/html"},
    "204": {"status": 204},
    "404": {"status": 404},
    "500": {"status": 500, "body": b"sorry"},
    "noise": {"body": b"\x00\x01\x02" * 500},
    "nothing": {"body": b""},
    "cut off": {"body": gzip.compress(bytes(range(256)) * 50)[:200]},
    "a bomb": {"body": _bomb()},
    "no connection": {"fault": Fault.NO_CONNECTION},
    "half": {"body": bytes(50_000), "fault": Fault.HALF},
}


@pytest.fixture
def mercator(qgis_app):
    return QgsCoordinateReferenceSystem("EPSG:3857")


@pytest.fixture
def server():
    with fault_server() as running:
        yield running
    stop_gateway()


def _degrees(server, body):
    """Serve pictures in degrees, which GDAL draws."""
    for level in LEVELS:
        columns, rows = WORLD_CRS84_QUAD.block(in_matrix_set(HOME, WORLD_CRS84_QUAD), level)
        for column in columns:
            for row in rows:
                server.serve(f"/d/{level}/{column}/{row}", body, headers=FRESH)
    return server.url("/d/{z}/{x}/{y}")


def _layer(server, kind):
    crs = None
    if kind == "degrees":
        template, crs = _degrees(server, picture_tile()), CrsRef.from_text("OGC:CRS84")
    elif kind == "pictures":
        template = serve_tiles(server, picture_tile(), levels=LEVELS, headers=FRESH)
    else:
        body = gzip.compress(vector_tile()) if kind == "packed" else vector_tile()
        template = serve_tiles(server, body, levels=LEVELS, content_type=VECTOR_TYPE, headers=FRESH)
    distribution = Distribution(KINDS.RASTER_TILES, template, title="Tiles", crs=crs)
    layer = open_layer(distribution, open_session(timeout_s=5))
    if isinstance(layer, QgsVectorTileLayer):
        layer.setLabelsEnabled(False)
    return layer


def _painted(picture):
    return any(
        picture.pixelColor(x, y).alpha() > 20 for x in range(0, picture.width(), 8) for y in range(0, 300, 8)
    )


@pytest.mark.demo
@pytest.mark.parametrize("kind", ["vectors", "packed", "pictures", "degrees"])
@pytest.mark.parametrize("name", BAD)
def test_bad_tiles_are_blank(server, demo, mercator, kind, name):
    layer = _layer(server, kind)
    bad = server.serve("/bad", headers=FRESH, **BAD[name])
    good, server.behaviour = server.behaviour, lambda _path: bad
    picture, _errors = draw(layer, ISLAND, 300, crs=mercator)
    assert not _painted(picture)
    server.behaviour = good
    if kind == "degrees" or (kind == "packed" and name == "no connection"):
        return  # GDAL keeps what it has read, the gateway leaves a dead server alone for 30 s
    picture, _errors = draw(layer, ISLAND, 300, crs=mercator)
    assert _painted(picture)


@pytest.mark.demo
@pytest.mark.parametrize("kind", ["vectors", "packed", "pictures"])
def test_a_silent_server_does_not_keep_a_frame_that_is_given_up(server, demo, mercator, kind):
    layer = _layer(server, kind)
    silent = server.serve("/silent", fault=Fault.SILENT)
    server.behaviour = lambda _path: silent
    picture, _errors = draw(layer, ISLAND, 300, crs=mercator, cancel_after_s=0.3)
    assert not _painted(picture)


@pytest.mark.demo
@pytest.mark.parametrize("kind", ["vectors", "packed", "pictures", "degrees"])
def test_beyond_the_last_level_its_tiles_are_drawn_larger(server, demo, mercator, kind):
    layer = _layer(server, kind)
    assert "zmax=10" in layer.source() or "<TileLevel>10<" in layer.source()
    server.requests.clear()
    draw(layer, NEAR, 300, crs=mercator)
    asked = {seen.path.split("/")[2] for seen in server.requests if seen.path[:3] in {"/t/", "/d/"}}
    assert asked <= {"10"}


@pytest.mark.parametrize("how", ["status", "truncated", "other"])
def test_an_archive_that_goes_bad(mercator, how):
    tiles = {(8, x, y): picture_like(x, y) for x in range(80, 90) for y in range(112, 122)}
    whole = archive(tiles, tile_type=2, gap=3_000)
    with archive_server() as site:
        layer = open_layer(Distribution(KINDS.PMTILES, site.add("/a", whole)))
        if how == "status":
            site.status = 500
        elif how == "truncated":
            site.add("/a", whole[:20_000])
        else:
            site.add("/a", LOGIN_PAGE)
        picture, _errors = draw(layer, ISLAND, 300, crs=mercator)
        assert not _painted(picture)
        stop_gateway()


def picture_like(x, y):
    return b"\x89PNG\r\n\x1a\n" + bytes([x, y]) * 500
