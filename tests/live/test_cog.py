"""Cloud Optimised GeoTIFFs: read by parts, or a reason why not."""

from __future__ import annotations

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from qgis.core import QgsRectangle

from secims_qgis.crs import check_crs
from secims_qgis.gui.messages import MessageAction, explain
from secims_qgis.live import open_layer
from secims_qgis.model import BBox, CrsVerdict, Distribution, DistributionKind
from secims_qgis.network import (
    AnswerError,
    HttpError,
    LinkRefusedError,
    LiveLayerError,
    NetworkError,
    TimedOutError,
    open_session,
)
from secims_qgis.network.errors import NoLoginForPartsError
from tests.fault_server import LOGIN_PAGE, Fault, fault_server
from tests.live.painted import overlap, painted, picture_of_file

HOME = BBox(-61.10, 13.69, -60.85, 14.13)
FILE = Path(__file__).resolve().parents[2] / "build/demo-data/files/elevation_cog.tif"


def _cog(url):
    return Distribution(DistributionKind.COG, url, title="A picture")


@pytest.fixture
def server():
    with fault_server() as running:
        yield running


@pytest.mark.demo
@pytest.mark.parametrize("name", ["elevation_cog.tif", "bathymetry_cog.tif", "orthophoto_2022_cog.tif"])
def test_a_layer_covers_its_source_also_when_reopened(demo, project, tmp_path, name):
    layer = open_layer(_cog(f"{demo.files}{name}"))
    assert check_crs(layer, None, HOME, project.crs()).verdict is CrsVerdict.OK
    expected = painted(picture_of_file(name))
    assert overlap(painted(layer), expected) >= 0.97
    extent = QgsRectangle(layer.extent())
    project.addMapLayer(layer)
    assert project.write(str(tmp_path / "cog.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "cog.qgz"))
    (again,) = project.mapLayers().values()
    assert again.isValid()
    assert again.extent() == extent
    assert overlap(painted(again), expected) >= 0.97


@pytest.mark.demo
def test_values_are_those_of_the_file(demo):
    layer = open_layer(_cog(f"{demo.files}elevation_cog.tif"))
    source = picture_of_file("elevation_cog.tif")
    place = source.extent().center()
    assert layer.dataProvider().sample(place, 1) == source.dataProvider().sample(place, 1)


class _Ranges(BaseHTTPRequestHandler):
    """Sends what is asked for of one file, and counts the bytes."""

    sent = 0
    body = b""

    def log_message(self, *_args):
        """Stay quiet."""

    def do_HEAD(self):
        self._answer(with_body=False)

    def do_GET(self):
        self._answer(with_body=True)

    def _answer(self, *, with_body):
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        start = int(asked[1]) if asked else 0
        part = self.body[start : int(asked[2]) + 1 if asked and asked[2] else None]
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(part)))
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{start + len(part) - 1}/{len(self.body)}")
        self.end_headers()
        if with_body:
            self.wfile.write(part)
            type(self).sent += len(part)


def test_opening_reads_an_overview_not_the_file():
    """Statistics for the colours, too, come from what is small."""
    _Ranges.body, _Ranges.sent = FILE.read_bytes(), 0
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Ranges)
    threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True).start()
    try:
        layer = open_layer(_cog(f"http://127.0.0.1:{http.server_address[1]}/once.tif"))
        stretch = layer.renderer().contrastEnhancement()
    finally:
        http.shutdown()
        http.server_close()
    assert stretch.minimumValue() < stretch.maximumValue()
    assert 0 < _Ranges.sent < len(_Ranges.body) / 20


@pytest.mark.demo
def test_a_crs_that_the_file_has_not(demo):
    with pytest.raises(LiveLayerError, match="EPSG:4326, not in EPSG:2006"):
        open_layer(_cog(f"{demo.files}elevation_cog.tif"), crs="EPSG:2006")


def test_a_server_without_ranges_is_noticed_at_the_first_request(server):
    server.serve("/a.tif", FILE.read_bytes(), fault=Fault.IGNORE_RANGE)
    with pytest.raises(LiveLayerError, match="download it"):
        open_layer(_cog(server.url("/a.tif")))
    assert len(server.requests) == 1


def test_a_file_behind_a_login_is_downloaded(server):
    server.serve("/a.tif", FILE.read_bytes())
    session = open_session(authcfg="abc1234", timeout_s=5)
    session.bind_credentials(server.url("/a.tif"))
    with pytest.raises(NoLoginForPartsError):
        open_layer(_cog(server.url("/a.tif")), session)
    assert explain(NoLoginForPartsError("no")).actions[0] is MessageAction.DOWNLOAD


@pytest.mark.parametrize("body", [LOGIN_PAGE, b"", b"PK\x03\x04 a zip"])
def test_what_is_no_tiff(server, body):
    server.serve("/a.tif", body)
    with pytest.raises(AnswerError, match="instead of a picture"):
        open_layer(_cog(server.url("/a.tif")))


@pytest.mark.parametrize("status", [401, 404, 500])
def test_errors_keep_their_status(server, status):
    server.serve("/a.tif", b"sorry", status=status)
    with pytest.raises(HttpError) as caught:
        open_layer(_cog(server.url("/a.tif")))
    assert caught.value.status == status


def test_a_server_that_hangs_runs_into_the_time_out(server):
    server.serve("/a.tif", b"", fault=Fault.SILENT)
    with pytest.raises(TimedOutError):
        open_layer(_cog(server.url("/a.tif")), open_session(timeout_s=0.5))


def test_nobody_there():
    with pytest.raises(NetworkError):
        open_layer(_cog("http://127.0.0.1:1/a.tif"))


@pytest.mark.parametrize(
    "url",
    ["/vsicurl/https://x.example/a.tif", "file:///a.tif", "/vsizip//a.zip", "https://u:p@x.example/a.tif"],
)
def test_paths_of_gdal_are_no_links(url):
    with pytest.raises(LinkRefusedError):
        open_layer(_cog(url))


def test_an_address_with_a_query_stays_one_address(server):
    """What looks like an option of GDAL in it is part of the address."""
    server.serve("/a.tif", FILE.read_bytes()[:20_000])
    with pytest.raises(LiveLayerError):
        open_layer(_cog(server.url("/a.tif?x=1&url=file:///etc/passwd&use_head=no")))
    assert {seen.path for seen in server.requests} == {"/a.tif?x=1&url=file:///etc/passwd&use_head=no"}
