"""The gateway: who gets tiles and who nothing, how few requests they cost, and that nothing stays behind."""

from __future__ import annotations

import gc
import gzip
import http.client
import os
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from qgis.core import QgsSettings

from secims_qgis.live import gateway_tiles
from secims_qgis.live.gateway import running_gateway, stop_gateway
from secims_qgis.live.gateway_address import (
    NEUTRAL,
    PMTILES,
    UNPACKED,
    Upstream,
    upstream_in,
    upstream_of,
    with_base,
)
from secims_qgis.live.gateway_cache import ByteCache
from secims_qgis.live.pmtiles_archive import open_archive
from secims_qgis.network import open_session
from tests.archive_server import archive, archive_server, directory, header

TILES = {(3, column, row): b"%d-%d " % (column, row) * 500 for column in range(8) for row in range(8)}


@pytest.fixture
def gateway():
    stop_gateway()
    yield running_gateway()
    stop_gateway()


@pytest.fixture
def site():
    with archive_server() as server:
        yield server


def ask(url, method="GET", **headers):
    """Return status, headers and body of one request, sent as it is."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    try:
        connection.request(method, parts.path, headers=headers)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def place(template, zoom, column, row):
    return template.replace("{z}", str(zoom)).replace("{x}", str(column)).replace("{y}", str(row))


def ask_all(template, places):
    """Ask for tiles at the same moment, as QGIS does."""
    with ThreadPoolExecutor(len(places)) as pool:
        return dict(zip(places, pool.map(lambda each: ask(place(template, *each)), places)))


@pytest.fixture
def template(gateway, site):
    """An archive on the site, 2 KB of nothing between its tiles."""
    return gateway.template(Upstream(PMTILES, site.add("/a.pmtiles", archive(TILES, gap=2_000))))


class TestWhoGetsTiles:
    def test_a_layer_of_this_qgis(self, template):
        status, headers, body = ask(place(template, 3, 1, 2))
        assert (status, body) == (200, TILES[3, 1, 2])
        assert headers["content-type"] == "application/vnd.mapbox-vector-tile"
        assert headers["cache-control"] == "private, max-age=600"
        assert headers["content-length"] == str(len(body))
        assert not [name for name in headers if name.startswith("access-control")]

    def test_head_has_no_body(self, template):
        status, headers, body = ask(place(template, 3, 1, 2), "HEAD")
        assert (status, headers["content-length"], body) == (200, str(len(TILES[3, 1, 2])), b"")

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "PATCH"])
    def test_other_methods_are_refused(self, template, method):
        status, headers, _body = ask(place(template, 3, 1, 2), method)
        assert (status, headers["allow"]) == (405, "GET, HEAD")

    def test_the_first_part_of_the_path_must_be_right(self, gateway, template, site):
        first = urlsplit(gateway.base).path[1:]
        assert len(first) == 43
        other = first[:-1] + ("A" if first[-1] != "A" else "B")
        for wrong in ("x" * 43, other, first[:-1], "", "%C3%A9" * 43):
            status, headers, _body = ask(place(template, 3, 1, 2).replace(first, wrong))
            assert (status, headers["cache-control"]) == (404, "no-store")
        assert site.requests == []

    @pytest.mark.parametrize("host", ["secims.example", "localhost:1", "127.0.0.1", "127.0.0.1:80", ""])
    def test_another_host_name_is_refused(self, template, host, site):
        assert ask(place(template, 3, 1, 2), Host=host)[0] == 403
        assert site.requests == []

    def test_two_hosts_are_refused(self, gateway, template):
        path = urlsplit(place(template, 3, 1, 2)).path
        host = f"Host: 127.0.0.1:{gateway.port}\r\n"
        assert _raw(gateway.port, f"GET {path} HTTP/1.1\r\n{host}Host: x\r\n\r\n").startswith(b"HTTP/1.1 403")
        assert _raw(gateway.port, f"GET {path} HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 403")

    @pytest.mark.parametrize(
        "tail",
        ["/3/1", "/3/1/2/5", "/3/1/2?x=1", "/3/-1/2", "/3/a/2", "/99/1/2", "/3/16/0", "/3/0/8", "/3/1/2.pbf",
         "/../../etc/passwd", "/3/1/..%2f2", "//3/1/2", "", "/3/٣/2"],
    )  # fmt: skip
    def test_paths_are_tiles_or_nothing(self, gateway, template, tail):
        path = urlsplit(template).path.partition("/{z}")[0] + tail
        said = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{gateway.port}\r\n\r\n"
        assert _raw(gateway.port, said).split(b" ")[1] in {b"404", b"400"}

    def test_only_what_a_layer_was_made_from_is_fetched(self, gateway, template, site):
        other = Upstream(PMTILES, site.add("/b.pmtiles", archive(TILES)))
        known = template.rsplit("/", 4)[1]
        assert ask(place(template, 3, 1, 2).replace(known, other.key))[0] == 404
        assert site.requests == []

    @pytest.mark.parametrize(
        "said",
        [b"", b"\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01" * 50 + b"\r\n\r\n", b"GET / SMTP\r\n\r\n",
         b"GET / HTTP/1.1\r\nX: " + b"x" * 100_000],
    )  # fmt: skip
    def test_what_is_no_http_does_no_harm(self, gateway, template, said):
        _raw(gateway.port, said)
        assert ask(place(template, 3, 1, 2))[0] == 200

    def test_it_listens_on_loopback_only(self, gateway):
        port = f":{gateway.port:04X}"
        files = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
        lines = [line for file in files if file.exists() for line in file.read_text().splitlines()]
        listening = [line.split()[1] for line in lines if line.split()[3] == "0A"]
        assert [each for each in listening if each.endswith(port)] == [f"0100007F{port}"]

    def test_each_run_has_another_address(self, gateway):
        before = gateway.base
        stop_gateway()
        assert running_gateway().base.rpartition("/")[2] != before.rpartition("/")[2]


def _raw(port, said):
    data = said.encode() if isinstance(said, str) else said
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        received = b""
        try:
            connection.sendall(data)
            if not data.endswith(b"\r\n\r\n"):
                connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65_536):
                received += chunk
        except OSError:
            pass
        return received


class TestAddresses:
    URL = "https://x.example/a b?sig=1&x={2}".replace(" ", "%20")

    @pytest.mark.parametrize("upstream", [Upstream(PMTILES, URL), Upstream(UNPACKED, URL, "abc1234")])
    def test_a_source_goes_to_the_file_and_back(self, gateway, upstream):
        source = f"type=xyz&url={gateway.template(upstream)}&zmin=0"
        saved = with_base(source, NEUTRAL)
        assert str(gateway.port) not in saved
        assert gateway.base.rpartition("/")[2] not in saved
        assert upstream_in(saved) == upstream
        assert with_base(saved, gateway.base) == source

    @pytest.mark.parametrize(
        "source",
        ["type=xyz&url=http://127.0.0.1:80/{z}/{x}/{y}", "", NEUTRAL, f"{NEUTRAL}/other/abc/",
         f"{NEUTRAL}/pmtiles/!!/", "https://x.example/"],
    )  # fmt: skip
    def test_other_sources_are_left_alone(self, source):
        assert upstream_in(source) is None
        assert with_base(source, "http://elsewhere") == source

    @pytest.mark.parametrize(
        "url",
        ["file:///etc/passwd", "/vsicurl/http://x", "ftp://x.example/", "http://user:word@x.example/",
         "http://x.example/\r\nX: 1", ""],
    )  # fmt: skip
    def test_a_project_cannot_name_what_the_link_policy_refuses(self, url):
        assert upstream_of(PMTILES, Upstream(PMTILES, url).key) is None


class TestRequests:
    def test_header_and_directories_are_read_once(self, gateway, site):
        body = archive(TILES, leaf_size=16, gap=2_000, metadata={"pad": os.urandom(20_000).hex()})
        template = gateway.template(Upstream(PMTILES, site.add("/a", body)))
        places = list(TILES)[::5]
        for each in places:
            assert ask(place(template, *each))[2] == TILES[each]
        assert len(site.requests) <= 1 + 4 + len(places)
        before = len(site.requests)
        for each in places:
            assert ask(place(template, *each))[0] == 200
        assert len(site.requests) == before

    def test_what_a_task_has_read_is_not_read_again(self, gateway, site):
        url = site.add("/a", archive(TILES, gap=2_000))
        opened = open_archive(open_session(), url)
        template = gateway.template(Upstream(PMTILES, url), opened)
        assert ask(place(template, 3, 7, 0))[2] == TILES[3, 7, 0]
        assert len(site.requests) == 2

    def test_neighbours_come_in_one_request(self, gateway, site):
        url = site.add("/a", archive(TILES, metadata={"pad": os.urandom(20_000).hex()}))
        template = gateway.template(Upstream(PMTILES, url), open_archive(open_session(), url))
        site.requests.clear()
        wanted = [(3, column, row) for column in (0, 1) for row in (0, 1)]
        answers = ask_all(template, wanted)
        assert {each: answer[2] for each, answer in answers.items()} == {each: TILES[each] for each in wanted}
        # Two on a quiet machine; on a busy one the four may not be there at the same moment.
        assert len(site.requests) < len(wanted)

    def test_what_lies_apart_comes_at_the_same_time(self, gateway, site):
        url = site.add("/a", archive(TILES, gap=20_000))
        template = gateway.template(Upstream(PMTILES, url), open_archive(open_session(), url))
        site.requests.clear()
        site.delay_s = 2
        started = time.monotonic()
        wanted = [(3, 7, 0), (3, 7, 7), (3, 0, 7), (3, 4, 4), (3, 2, 5)]
        answers = ask_all(template, wanted)
        assert all(answers[each][2] == TILES[each] for each in wanted)
        assert time.monotonic() - started < 8  # one after the other they would take ten
        assert site.most_at_once >= 4
        assert len(site.requests) == len(wanted)

    def test_one_tile_for_many_is_fetched_once(self, gateway, site):
        url = site.add("/a", archive(TILES, gap=20_000))
        template = gateway.template(Upstream(PMTILES, url))
        site.delay_s = 0.1
        with ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda _n: ask(place(template, 3, 7, 7)), range(10)))
        assert {answer[2] for answer in answers} == {TILES[3, 7, 7]}
        assert len(site.requests) == 2  # header, tile

    def test_no_request_for_a_tile_that_is_not_there(self, gateway, site, template):
        assert ask(place(template, 3, 0, 0))[0] == 200
        before = len(site.requests)
        assert [ask(place(template, *each))[0] for each in ((2, 0, 0), (4, 9, 9), (3, 8, 0))] == [404] * 3
        assert len(site.requests) == before

    def test_a_tile_that_nobody_waits_for_is_not_fetched_on(self, gateway, site):
        url = site.add("/a", archive(TILES, gap=20_000))
        template = gateway.template(Upstream(PMTILES, url), open_archive(open_session(), url))
        site.delay_s = 20
        with socket.create_connection(("127.0.0.1", gateway.port)) as connection:
            path = urlsplit(place(template, 3, 7, 7)).path
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{gateway.port}\r\n\r\n".encode())
            time.sleep(0.3)
        time.sleep(0.5)
        site.delay_s = 0
        started = time.monotonic()  # all the threads are free again
        assert all(answer[0] == 200 for answer in ask_all(template, list(TILES)[:12]).values())
        assert time.monotonic() - started < 15

    def test_pictures_have_their_type_also_where_the_header_does_not_say(self, gateway, site):
        tile = b"\x89PNG\r\n\x1a\n" + bytes(50)
        url = site.add("/a", archive({(0, 0, 0): tile}, tile_type=0))
        status, headers, body = ask(place(gateway.template(Upstream(PMTILES, url)), 0, 0, 0))
        assert (status, headers["content-type"], body) == (200, "image/png", tile)

    def test_packed_tiles_arrive_unpacked(self, gateway, site):
        url = site.add("/a", archive({(0, 0, 0): gzip.compress(b"tile")}, tiles_packed=2))
        assert ask(place(gateway.template(Upstream(PMTILES, url)), 0, 0, 0))[2] == b"tile"


class TestFailures:
    @pytest.fixture(autouse=True)
    def messages(self, qgis_app):
        told = []
        log = qgis_app.messageLog()

        def note(text, tag, _level):
            if tag == "SEC-IMS":
                told.append(text)

        log.messageReceived.connect(note)
        yield told
        log.messageReceived.disconnect(note)

    def test_a_dead_archive_is_asked_once_and_told_once(self, gateway, site, messages, qtbot):
        site.status = 500
        template = gateway.template(Upstream(PMTILES, site.url("/a")))
        answers = [ask(place(template, 3, column, 0)) for column in range(8)]
        assert {answer[0] for answer in answers} == {502}
        assert {answer[1]["cache-control"] for answer in answers} == {"no-store"}
        assert len(site.requests) == 1
        qtbot.waitUntil(lambda: len(messages) == 1, timeout=3_000)

    def test_a_dead_archive_comes_to_life_again(self, gateway, site, monkeypatch):
        monkeypatch.setattr(gateway_tiles, "DEAD_S", 0.2)
        template = gateway.template(Upstream(PMTILES, site.url("/a")))
        assert ask(place(template, 3, 0, 0))[0] == 502
        site.add("/a", archive(TILES))
        time.sleep(0.3)
        assert ask(place(template, 3, 0, 0))[2] == TILES[3, 0, 0]

    def test_a_silent_archive_does_not_hold_up_another(self, gateway, site):
        with archive_server() as silent:
            silent.delay_s = 30
            slow = gateway.template(Upstream(PMTILES, silent.add("/a", archive(TILES))))
            good = gateway.template(Upstream(PMTILES, site.add("/a", archive(TILES))))
            with ThreadPoolExecutor(20) as pool:
                waiting = [pool.submit(ask, place(slow, *each)) for each in list(TILES)[:20]]
                time.sleep(0.3)
                started = time.monotonic()
                assert ask(place(good, 3, 0, 0))[0] == 200
                assert time.monotonic() - started < 4
                assert {each.result()[0] for each in waiting} == {502}
                assert time.monotonic() - started < 9.5  # five seconds of silence, once
            assert len(silent.requests) == 1

    def test_no_ranges(self, gateway, site):
        site.knows_ranges = False
        template = gateway.template(Upstream(PMTILES, site.add("/a", archive(TILES))))
        status, _headers, body = ask(place(template, 3, 0, 0))
        assert (status, b"download it instead" in body) == (502, True)

    def test_an_archive_that_is_replaced_is_opened_again(self, gateway, site, template):
        assert ask(place(template, 3, 7, 7))[2] == TILES[3, 7, 7]
        newer = {each: b"newer " + tile for each, tile in TILES.items()}
        site.add("/a.pmtiles", archive(newer, gap=3_000))
        site.etag = '"v2"'
        site.requests.clear()
        wanted = [(3, 0, 7), (3, 7, 0), (3, 4, 4), (3, 5, 1)]
        answers = ask_all(template, wanted)
        assert {each: answer[2] for each, answer in answers.items()} == {each: newer[each] for each in wanted}
        assert [asked for _path, asked in site.requests].count("bytes=0-16383") == 1
        assert ask(place(template, 3, 7, 7))[2] == newer[3, 7, 7]

    def test_a_tile_that_claims_4_gigabytes_costs_nothing(self, gateway, site):
        root = gzip.compress(directory([(0, 0, 2**32 - 1, 1)]))
        said = header(root_offset=127, root_length=len(root), tiles_offset=500, tiles_length=2**33)
        site.headers["Content-Range"] = f"bytes 0-16383/{2**34}"
        template = gateway.template(Upstream(PMTILES, site.add("/a", said + root + bytes(20_000))))
        assert ask(place(template, 0, 0, 0))[0] == 502
        assert len(site.requests) == 1

    def test_one_bad_tile_leaves_the_others_and_is_told(self, gateway, site, messages, qtbot):
        tiles = {(1, 0, 0): b"\x1f\x8bbad", (1, 1, 1): gzip.compress(b"good")}
        template = gateway.template(Upstream(PMTILES, site.add("/a", archive(tiles, tiles_packed=2))))
        assert ask(place(template, 1, 0, 0))[0] == 502
        assert ask(place(template, 1, 1, 1))[2] == b"good"
        assert ask(place(template, 1, 0, 0))[0] == 502
        qtbot.waitUntil(lambda: bool(messages), timeout=3_000)
        (told,) = messages
        assert "damaged" in told


class TestUnpacked:
    TILE = b"\x1a\x05layer"  # it begins as a vector tile does

    def test_gzip_that_nobody_declared(self, gateway, site):
        site.content_type = "application/vnd.mapbox-vector-tile"
        site.add("/1/0/1.pbf", gzip.compress(self.TILE + b"packed"))
        site.add("/1/1/1.pbf", self.TILE)
        site.add("/1/2/1.pbf", self.TILE + b"3")  # the world in degrees is two tiles wide
        template = gateway.template(Upstream(UNPACKED, site.url("/{z}/{x}/{y}.pbf")))
        assert ask(place(template, 1, 0, 1))[2] == self.TILE + b"packed"
        assert ask(place(template, 1, 1, 1))[2] == self.TILE
        assert ask(place(template, 1, 2, 1))[2] == self.TILE + b"3"
        assert ask(place(template, 1, 0, 0))[0] == 404

    def test_rows_from_the_south(self, gateway, site):
        site.add("/2/1/3.pbf", self.TILE)
        template = gateway.template(Upstream(UNPACKED, site.url("/{z}/{x}/{-y}.pbf")))
        assert ask(place(template, 2, 1, 0))[2] == self.TILE

    @pytest.mark.parametrize("body", [b"<html>sign in", b"\x89PNG\r\n\x1a\n", b"{}", b"\x00noise"])
    def test_what_is_no_vector_tile_is_not_kept(self, gateway, site, body):
        site.add("/1/0/1.pbf", body)
        template = gateway.template(Upstream(UNPACKED, site.url("/{z}/{x}/{y}.pbf")))
        assert ask(place(template, 1, 0, 1))[0] == 502
        site.add("/1/0/1.pbf", self.TILE)
        assert ask(place(template, 1, 0, 1))[2] == self.TILE

    def test_a_dead_server_is_asked_once(self, gateway):
        template = gateway.template(Upstream(UNPACKED, "http://127.0.0.1:1/{z}/{x}/{y}"))
        started = time.monotonic()
        assert {ask(place(template, 3, n, 0))[0] for n in range(5)} == {502}
        assert time.monotonic() - started < 10


class TestNothingStaysBehind:
    def _mine(self):
        return [each.name for each in threading.enumerate() if each.name.startswith("secims-gateway")]

    def _sockets(self):
        gc.collect()
        links = Path("/proc/self/fd").iterdir()
        return sum("socket" in str(link.readlink()) for link in links if link.is_symlink())

    def test_it_starts_with_the_first_layer_and_ends_without_a_trace(self, site):
        stop_gateway()
        before = self._sockets()
        for _ in range(5):
            gateway = running_gateway()
            template = gateway.template(Upstream(PMTILES, site.add("/a", archive(TILES, gap=20_000))))
            assert all(answer[0] == 200 for answer in ask_all(template, list(TILES)[:10]).values())
            assert self._mine()
            started = time.monotonic()
            stop_gateway()
            assert time.monotonic() - started < 10
            assert self._mine() == []
            with pytest.raises(OSError, match="refused"):
                socket.create_connection(("127.0.0.1", gateway.port), timeout=2)
        time.sleep(0.3)
        assert self._sockets() <= before + 2  # the site's own listening to the last of its clients

    def test_it_stops_in_the_middle_of_a_request(self, site):
        site.delay_s = 30
        template = running_gateway().template(Upstream(PMTILES, site.add("/a", archive(TILES))))
        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(ask, place(template, 3, n, 0)) for n in range(4)]
            time.sleep(0.5)
            started = time.monotonic()
            stop_gateway()
            assert time.monotonic() - started < 15
            assert self._mine() == []
            for each in asked:
                with pytest.raises((http.client.HTTPException, OSError)):
                    each.result(timeout=5)

    def test_a_thousand_requests_take_no_memory(self, gateway, site, qgis_app):
        tiles = {(5, column, row): os.urandom(30_000) for column in range(32) for row in range(32)}
        template = gateway.template(Upstream(PMTILES, site.add("/a", archive(tiles))))
        grown = []
        for _round in range(2):
            before = _resident_mb()
            for each in tiles:
                assert ask(place(template, *each))[0] == 200
                qgis_app.processEvents()  # what network managers tell the main thread would pile up
            grown.append(_resident_mb() - before)
        assert grown[0] < 40  # the cache has filled up
        assert grown[1] < 3
        assert len(self._mine()) <= 1 + 6

    def test_the_cache_is_bounded(self):
        cache = ByteCache(1_000)
        for number in range(100):
            cache.put(number, number, 100)
        assert cache.size_bytes == 1_000
        assert cache.get(0) is None
        assert cache.get(99) == 99
        cache.put("large", 1, 251)
        assert cache.get("large") is None


def _resident_mb():
    gc.collect()
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in text.splitlines() if line.startswith("VmRSS"))) / 1_000


def test_it_passes_by_the_proxy_of_the_settings():
    stop_gateway()
    settings = QgsSettings()
    settings.setValue("proxy/proxyEnabled", True)
    settings.setValue("proxy/noProxyUrls", ["http://other.example"])
    try:
        gateway = running_gateway()
        assert QgsSettings().value("proxy/noProxyUrls") == [
            "http://other.example",
            f"http://127.0.0.1:{gateway.port}/",
        ]
        stop_gateway()
        assert QgsSettings().value("proxy/noProxyUrls") in (["http://other.example"], "http://other.example")
    finally:
        settings.remove("proxy")
