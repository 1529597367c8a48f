"""Styles of a server, with their sprites, good and bad: none of them holds a layer up."""

from __future__ import annotations

import time

import pytest
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice
from qgis.PyQt.QtGui import QColor, QImage

from secims_qgis.live import open_layer
from secims_qgis.live.vector_tile_published import PublishedStyles
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import CancelledError, open_session
from tests.fault_server import Fault, fault_server
from tests.live.tile_server import VECTOR_TYPE, serve_json, serve_tiles, vector_tile

SHEET = "application/vnd.mapbox.style+json"


@pytest.fixture
def server():
    with fault_server() as running:
        yield running


def _style(sprite=None, **paint):
    layer = {"id": "areas", "type": "fill", "source": "s", "source-layer": "coastal_habitats", "paint": paint}
    style = {"version": 8, "sources": {"s": {"type": "vector"}}, "layers": [layer]}
    return {**style, "sprite": sprite} if sprite is not None else style


def _png(width=32, height=32):
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor("#c02020"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data)


def _published(timeout_s=5):
    return PublishedStyles(open_session(timeout_s=timeout_s))


def _symbol(converter):
    """Return a copy: the styles own what they show."""
    (style,) = converter.renderer().styles()
    return style.symbol().clone()


@pytest.mark.parametrize("density", ["@2x", ""])
@pytest.mark.parametrize("form", [lambda url: url, lambda url: [{"id": "default", "url": url}]])
def test_sprites_become_symbols(server, density, form):
    serve_json(server, "/style", _style(form(server.url("/s/sprite?key=1")), **{"fill-pattern": "sand"}))
    serve_json(server, f"/s/sprite{density}.json", {"sand": {"x": 0, "y": 0, "width": 32, "height": 32}})
    server.serve(f"/s/sprite{density}.png", _png(), content_type="image/png")
    converter = _published().converted(server.url("/style"))
    symbol = _symbol(converter)
    assert "RasterFill" in [each.layerType() for each in symbol.symbolLayers()]
    assert all(seen.path.endswith("?key=1") for seen in server.requests if "/s/" in seen.path)


def test_sizes_are_the_same_on_screen_and_paper(server):
    """As QGIS converts them: pixels of 1/96 inch as millimetres."""
    layer = {"id": "a", "type": "line", "source": "s", "source-layer": "a", "paint": {"line-width": 4}}
    serve_json(server, "/style", {**_style(), "layers": [layer]})
    line = _symbol(_published().converted(server.url("/style")))
    assert line.width() == pytest.approx(4 * 25.4 / 96)


def test_silent_sprites_are_waited_for_once(server):
    """QGIS by itself asks for each of them for a minute."""
    template = serve_tiles(
        server,
        vector_tile(),
        form="/collections/a/tiles/WebMercatorQuad/{z}/{y}/{x}",
        content_type=VECTOR_TYPE,
    )
    for name in ("day", "night"):
        serve_json(server, f"/{name}", _style(server.url(f"/s/{name}"), **{"fill-color": "#102030"}))
        for density in ("@2x", ""):
            server.serve(f"/s/{name}{density}.json", fault=Fault.SILENT)
    links = [
        {"rel": "stylesheet", "type": SHEET, "title": name, "href": server.url(f"/{name}")}
        for name in ("day", "night")
    ]
    serve_json(server, "/collections/a", {"id": "a", "links": links})
    started = time.monotonic()
    layer = open_layer(Distribution(DistributionKind.TILES, template), open_session(timeout_s=1))
    assert time.monotonic() - started < 20
    assert len([seen for seen in server.requests if seen.path.startswith("/s/")]) == 1
    assert set(layer.styleManager().styles()) == {"day", "night"}
    (style,) = layer.renderer().styles()
    assert style.symbol().color().name() == "#102030"


@pytest.mark.parametrize(
    "sprite",
    [
        "",
        5,
        [],
        [5],
        {"url": "x"},
        "http://[bad",
        "file:///etc/passwd",
        "javascript:1",
        "http://127.0.0.1:1/s",
    ],
)
def test_a_style_is_read_whatever_it_says_of_sprites(server, sprite):
    serve_json(server, "/style", _style(sprite, **{"fill-color": "#102030"}))
    assert _symbol(_published().converted(server.url("/style"))).color().name() == "#102030"


@pytest.mark.parametrize("picture", [b"", b"no picture", _png(8193, 1)], ids=["none", "other", "too large"])
def test_a_style_is_read_without_its_sprites(server, picture):
    serve_json(server, "/style", _style(server.url("/s"), **{"fill-color": "#102030"}))
    serve_json(server, "/s@2x.json", {"sand": {"x": 0, "y": 0, "width": 32, "height": 32}})
    server.serve("/s@2x.png", picture)
    assert _published().converted(server.url("/style")) is not None


def test_a_public_style_leads_into_no_private_network(monkeypatch):
    asked = []

    def answer(_session, url, **_more):
        import json

        asked.append(url)
        return json.dumps(_style("http://127.0.0.1:8080/sprite", **{"fill-color": "#102030"})).encode()

    monkeypatch.setattr("secims_qgis.live.vector_tile_published.fetch_bytes", answer)
    assert _published().converted("https://tiles.example/style") is not None
    assert asked == ["https://tiles.example/style"]


def test_cancelling_ends_it(server):
    serve_json(server, "/style", _style(server.url("/s"), **{"fill-color": "#102030"}))
    server.serve("/s@2x.json", fault=Fault.SILENT)
    session = open_session(timeout_s=60)
    session.cancel_when(lambda: bool(server.seen("/s@2x.json")))
    with pytest.raises(CancelledError):
        PublishedStyles(session).converted(server.url("/style"))
