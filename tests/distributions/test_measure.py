"""Sizes, counts and CRS that records do not state, asked for with few bytes."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from demo.paths import data_folder
from secims_qgis.distributions import (
    Details,
    details_of,
    feature_count,
    is_measurable,
    service_crs,
    size_of,
    with_details,
    zoom_range,
)
from secims_qgis.distributions import measure as measure_module
from secims_qgis.model import CrsRef, Distribution, DistributionKind
from secims_qgis.network import CancelledError, NetworkError
from tests.fault_server import LOGIN_PAGE, Fault

KINDS = DistributionKind
BWI = CrsRef.from_text("EPSG:2006")


def _file(url):
    return Distribution(KINDS.FILE, url, format="gpkg")


@pytest.mark.demo
class TestDemo:
    """Real servers."""

    def test_the_size_of_a_file(self, demo, session):
        size = (data_folder() / "files" / "reefs.gpkg").stat().st_size  # depends on GDAL's version
        assert size_of(_file(f"{demo.files}reefs.gpkg"), session, demo.records) == size

    def test_a_dead_link_has_no_size(self, demo, session):
        assert size_of(_file(f"{demo.files}coastal_habitats_2009.gpkg"), session, demo.records) is None

    def test_features_are_counted_without_fetching_them(self, demo, session):
        buildings = Distribution(KINDS.FEATURES, f"{demo.pygeoapi}collections/buildings/items?f=html")
        assert feature_count(buildings, session) == 50_000
        assert feature_count(buildings, session, demo.records) == 50_000

    def test_the_crs_of_storage_comes_first(self, demo, session):
        parcels = Distribution(KINDS.FEATURES, f"{demo.pygeoapi}collections/parcels/items")
        assert [item.authid for item in service_crs(parcels, session)] == [
            "EPSG:2006",
            "OGC:CRS84",
            "EPSG:4326",
            "EPSG:32620",
        ]

    def test_how_big_a_coverage_is(self, demo, session):
        dem = Distribution(KINDS.COVERAGE, f"{demo.pygeoapi}collections/dem/coverage?f=GTiff")
        found = details_of(dem, session, demo.records)
        assert found.size_bytes == 1908 * 3240 * 4
        assert found.size_is_estimate
        photo = Distribution(KINDS.COVERAGE, f"{demo.pygeoapi}collections/orthophoto/coverage")
        assert details_of(photo, session, demo.records).size_bytes == 1960 * 3420 * 3

    def test_the_zoom_range_of_tiles(self, demo, session):
        for path in ("tiles", "tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}?f=mvt"):
            roads = Distribution(KINDS.VECTOR_TILES, f"{demo.pygeoapi}collections/roads/{path}")
            assert zoom_range(roads, session) == (8, 14)

    def test_all_that_is_known_of_features(self, demo, session):
        parcels = Distribution(KINDS.FEATURES, f"{demo.pygeoapi}collections/parcels/items")
        found = details_of(parcels, session, demo.records)
        assert (found.features, found.crs[0].authid) == (4996, "EPSG:2006")
        assert with_details(parcels, found).crs.authid == "EPSG:2006"

    def test_details_of_another_catalogue_host_are_not_asked_for(self, demo, session):
        session.cancel()  # any request would raise
        for kind in KINDS:
            other = Distribution(kind, f"{demo.pygeoapi}collections/parcels/items", format="gpkg")
            assert details_of(other, session, "https://secims.example/records") == Details()


def test_head_is_enough(faults, session, catalogue_url):
    faults.serve("/a.gpkg", bytes(70_000))
    assert size_of(_file(faults.url("/a.gpkg")), session, catalogue_url) == 70_000
    assert [request.method for request in faults.requests] == ["HEAD"]
    assert faults.requests[0].headers["accept-encoding"] == "identity"


class _NoHead(BaseHTTPRequestHandler):
    """A server that refuses HEAD, and answers a range as ``how`` says."""

    protocol_version = "HTTP/1.1"
    how = "range"
    head_length: str | None = None
    sent = 0

    def log_message(self, *_args):
        """Stay quiet."""

    def do_HEAD(self):
        self.send_response(200 if self.head_length is not None else 405)
        self.send_header("Content-Length", self.head_length or "0")
        self.end_headers()

    def do_GET(self):
        self.close_connection = True
        if self.how == "range" and self.headers.get("Range") == "bytes=0-0":
            self.send_response(206)
            self.send_header("Content-Range", "bytes 0-0/5000000000")
            self.send_header("Content-Length", "1")
            self.end_headers()
            self.wfile.write(b"x")
            return
        if self.how == "unknown":
            self.send_response(206)
            self.send_header("Content-Range", "bytes 0-0/*")
            self.send_header("Content-Length", "1")
            self.end_headers()
            self.wfile.write(b"x")
            return
        self.send_response(200)
        self.send_header("Content-Length", "3000000000")
        self.end_headers()
        try:
            for _ in range(3000):
                self.wfile.write(bytes(1_000_000))
                type(self).sent += 1_000_000
        except OSError:
            return


@pytest.fixture
def no_head():
    """Run the server; returns its address and its handler class, to change what it does."""
    handler = type("Handler", (_NoHead,), {"sent": 0})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/a.gpkg", handler
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("head_length", [None, "0"], ids=["405", "length 0"])
def test_without_head_one_byte_tells_the_size(no_head, session, head_length):
    url, handler = no_head
    handler.head_length = head_length
    assert size_of(_file(url), session, url) == 5_000_000_000


def test_a_range_of_unknown_total_tells_nothing(no_head, session):
    url, handler = no_head
    handler.how = "unknown"
    assert size_of(_file(url), session, url) is None


def test_a_server_without_ranges_is_cut_short(no_head, session):
    url, handler = no_head
    handler.how = "everything"
    start = time.monotonic()
    assert size_of(_file(url), session, url) == 3_000_000_000
    assert time.monotonic() - start < 15
    time.sleep(0.3)
    assert handler.sent < 100_000_000


@pytest.mark.parametrize(
    ("how", "size"),
    [
        ({"status": 404}, None),
        ({"status": 500}, None),
        ({"status": 403}, None),
        ({"content_type": "text/html"}, None),
        ({"fault": Fault.GZIP}, None),
        ({"fault": Fault.ENDLESS}, None),
        ({"fault": Fault.NO_LENGTH}, None),
        ({"fault": Fault.IGNORE_RANGE}, len(LOGIN_PAGE)),
    ],
    ids=str,
)
def test_what_is_no_file_has_no_size(faults, session, catalogue_url, how, size):
    faults.serve("/a.gpkg", LOGIN_PAGE, **how)
    assert size_of(_file(faults.url("/a.gpkg")), session, catalogue_url) == size
    assert len(faults.requests) <= 2


def test_a_size_behind_a_redirect(faults, session, catalogue_url):
    faults.redirect("/a.gpkg", "/b.gpkg")
    faults.serve("/b.gpkg", bytes(9))
    assert size_of(_file(faults.url("/a.gpkg")), session, catalogue_url) == 9
    faults.redirect("/b.gpkg", "/a.gpkg")
    assert size_of(_file(faults.url("/a.gpkg")), session, catalogue_url) is None
    faults.redirect("/b.gpkg", "https://tracker.example/b.gpkg")
    assert size_of(_file(faults.url("/a.gpkg")), session, catalogue_url) is None


def test_a_silent_server_is_given_up_soon(faults, session, catalogue_url, monkeypatch):
    monkeypatch.setattr(measure_module, "SILENCE_S", 0.4)
    faults.serve("/a.gpkg", fault=Fault.SILENT)
    start = time.monotonic()
    with pytest.raises(NetworkError):
        size_of(_file(faults.url("/a.gpkg")), session, catalogue_url)
    assert time.monotonic() - start < 15


def test_a_cancelled_session_ends_it(faults, session, catalogue_url):
    faults.serve("/a.gpkg", fault=Fault.SILENT)
    threading.Timer(0.3, session.cancel).start()
    start = time.monotonic()
    with pytest.raises(CancelledError):
        size_of(_file(faults.url("/a.gpkg")), session, catalogue_url)
    assert time.monotonic() - start < 15


@pytest.mark.parametrize(
    "item",
    [
        Distribution(KINDS.FEATURES, "http://127.0.0.1:1/collections/a/items"),
        Distribution(KINDS.COVERAGE, "http://127.0.0.1:1/collections/a/coverage"),
        Distribution(KINDS.WMS, "http://127.0.0.1:1/ows"),
        Distribution(KINDS.FILE, "http://127.0.0.1:1/ows?SERVICE=WFS&request=GetFeature&outputFormat=csv"),
        Distribution(KINDS.FILE, "http://127.0.0.1:1/collections/a/items/1", format="geojson"),
        Distribution(KINDS.UNSAFE, "javascript:1", usable=False),
        Distribution(KINDS.FILE, "https://elsewhere.example/a.gpkg"),
    ],
    ids=lambda item: f"{item.kind} {item.url[-20:]}",
)
def test_live_services_and_other_hosts_are_not_asked_for_a_size(session, item):
    session.cancel()  # any request would raise
    assert size_of(item, session, "http://127.0.0.1:1/records") is None


def test_what_can_be_measured():
    assert is_measurable(Distribution(KINDS.PMTILES, "https://x.example/a.pmtiles"))
    assert is_measurable(Distribution(KINDS.COG, "https://x.example/a.tif"))
    assert not is_measurable(Distribution(KINDS.MAP, "https://x.example/a"))


@pytest.mark.parametrize(
    ("document", "count"),
    [
        ({"numberMatched": 7}, 7),
        ({"numberMatched": 0}, 0),
        ({"numberMatched": "7"}, None),
        ({"numberMatched": True}, None),
        ({"numberMatched": -1}, None),
        ({"features": []}, None),
    ],
    ids=str,
)
def test_counts_that_servers_give(faults, session, document, count):
    faults.serve("/collections/a/items", json.dumps(document))
    item = Distribution(KINDS.FEATURES, faults.url("/collections/a/items?f=html&limit=99&key=k"))
    assert feature_count(item, session) == count
    assert faults.requests[0].path == "/collections/a/items?key=k&f=json&limit=1&resulttype=hits"


def test_a_server_that_knows_no_hits_is_asked_for_one_feature(faults, session):
    faults.serve("/collections/a/items?f=json&limit=1&resulttype=hits", b"{}", status=400)
    faults.serve("/collections/a/items?f=json&limit=1", json.dumps({"numberMatched": 12, "features": [{}]}))
    assert feature_count(Distribution(KINDS.FEATURES, faults.url("/collections/a/items")), session) == 12


@pytest.mark.parametrize(("body", "how"), [(LOGIN_PAGE, {}), (b"{", {}), (b"{}", {"status": 500})])
def test_details_of_a_broken_service_are_nothing(faults, session, catalogue_url, body, how):
    faults.serve("/collections/a", body, **how)
    faults.serve("/collections/a/items", body, **how)
    faults.serve("/collections/a/tiles", body, **how)
    for kind, path in (
        (KINDS.FEATURES, "items"),
        (KINDS.COVERAGE, "coverage"),
        (KINDS.VECTOR_TILES, "tiles"),
    ):
        item = Distribution(kind, faults.url(f"/collections/a/{path}"))
        assert details_of(item, session, catalogue_url) == Details()


@pytest.mark.parametrize(
    ("grid", "schema", "size"),
    [
        ([{"cellsCount": 10}, {"cellsCount": 20}], {"1": {"type": "number"}}, 800),
        ([{"cellsCount": 10}, {"cellsCount": 20}], {"1": {"type": "uint8"}, "2": {"type": "uint16"}}, 600),
        ([{"cellsCount": 10}, {"cellsCount": 20}], {"1": {"type": "string"}}, None),
        ([{"cellsCount": 10}, {"cellsCount": 20}], "none", None),
        ([{"cellsCount": 10}, {"cellsCount": "x"}], {"1": {"type": "number"}}, None),
        ([{"cellsCount": 10}], {"1": {"type": "number"}}, None),
        ("none", {}, None),
    ],
    ids=str,
)
def test_the_size_of_a_coverage(faults, session, catalogue_url, grid, schema, size):
    faults.serve("/collections/a", json.dumps({"extent": {"spatial": {"grid": grid}}}))
    faults.serve("/collections/a/schema", json.dumps({"properties": schema}))
    item = Distribution(KINDS.COVERAGE, faults.url("/collections/a/coverage"))
    assert details_of(item, session, catalogue_url).size_bytes == size


def test_details_fill_gaps_only():
    item = Distribution(KINDS.FILE, "https://x.example/a.gpkg", size_bytes=5, crs=BWI)
    other = CrsRef.from_text("EPSG:4326")
    assert with_details(item, Details(size_bytes=7, crs=(other,))) == item
    total = Distribution(KINDS.FILE, "https://x.example/a.gpkg", size_bytes=5, size_is_total=True)
    filled = with_details(total, Details(size_bytes=3, crs=(other, BWI)))
    assert (filled.size_bytes, filled.size_is_total, filled.crs) == (3, False, other)
    coverage = Distribution(KINDS.COVERAGE, "https://x.example/collections/a/coverage")
    assert with_details(coverage, Details(size_bytes=9, size_is_estimate=True)).size_bytes is None
