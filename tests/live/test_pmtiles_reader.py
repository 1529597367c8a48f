"""PMTiles archives, read over HTTP: sound ones in few requests, bad ones with a reason and in bounds."""

from __future__ import annotations

import gzip
import json
import random
import tracemalloc
import zlib

import pytest

from secims_qgis.live.pmtiles_archive import (
    MAX_DEPTH,
    ArchiveChangedError,
    first_tile,
    open_archive,
    read_section,
    type_of_tile,
)
from secims_qgis.live.pmtiles_directory import MAX_ENTRIES, Entry, parse_directory, tile_id
from secims_qgis.live.pmtiles_header import Compression, Section, TileType, parse_header
from secims_qgis.live.pmtiles_metadata import facts_of, parse_document, read_facts
from secims_qgis.live.pmtiles_source import NoRangeError, read_range
from secims_qgis.live.pmtiles_unpack import unpack
from secims_qgis.network import (
    BrokenOffError,
    HttpError,
    LiveLayerError,
    TimedOutError,
    UnreachableError,
    open_session,
)
from tests.archive_server import archive, archive_server, directory, header, varint

TILES = {(2, column, row): f"tile {column} {row}".encode() for column in range(4) for row in range(4)}


@pytest.fixture
def site():
    with archive_server() as server:
        yield server


@pytest.mark.parametrize(
    ("place", "number"),
    [((0, 0, 0), 0), ((1, 0, 0), 1), ((1, 0, 1), 2), ((1, 1, 1), 3), ((1, 1, 0), 4), ((2, 0, 0), 5),
     ((12, 3423, 1763), 19_078_479)],
)  # fmt: skip
def test_tile_ids_are_those_of_the_specification(place, number):
    assert tile_id(*place) == number


def test_tile_ids_of_a_level_are_all_different():
    ids = {tile_id(5, column, row) for column in range(32) for row in range(32)}
    assert ids == set(range(341, 341 + 1024))


def test_a_directory_knows_tiles_runs_and_leaves():
    found = parse_directory(directory([(3, 0, 10, 1), (5, 10, 20, 4), (12, 100, 30, 0)]))
    assert [found.find(number) for number in (2, 3, 4)] == [None, Entry(0, 10, 1), None]
    assert found.find(8) == Entry(10, 20, 4)
    assert found.find(9) is None
    assert found.find(1_000_000) == Entry(100, 30, 0)


def test_an_offset_of_zero_means_right_behind_the_one_before():
    ids, runs, lengths, places = [1, 1, 1, 1], [1, 1, 1, 1], [5, 6, 7, 8], [101, 0, 0, 51]
    found = parse_directory(b"".join(map(varint, [4, *ids, *runs, *lengths, *places])))
    assert [found.find(number).offset for number in (1, 2, 3, 4)] == [100, 105, 111, 50]


def test_a_large_directory_is_read_as_it_was_written():
    random.seed(1)
    entries, number, offset = [], 0, 0
    for _ in range(5_000):
        number += random.randrange(1, 2**40)
        length = random.randrange(1, 2**31)
        entries.append((number, offset, length, 1))
        offset += length + random.randrange(2)
    found = parse_directory(directory(entries))
    assert all(found.find(entry[0]) == Entry(*entry[1:]) for entry in entries)


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", varint(1), varint(3) + b"\x01" * 11, b"\xff" * 12 + b"\x01", varint(MAX_ENTRIES + 1),
     directory([(1, 0, 0, 1)]), directory([(5, 0, 1, 1), (5, 1, 1, 1)]), directory([(1, -1, 5, 1)]),
     directory([(1, 0, 2**33, 1)]), directory([(2**62, 0, 1, 1)]), directory([(1, 2**62, 1, 1)]),
     directory([(1, 0, 5, 1)])[:-1], directory([(1, 0, 5, 1)]) + b"\x01",
     directory([(1, 0, 5, 1)]) + b"\x81"],
)  # fmt: skip
def test_a_damaged_directory_is_refused(data):
    with pytest.raises(ValueError, match="director"):
        parse_directory(data)


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"magic": b"SQLite "}, "no PMTiles archive"), ({"version": 2}, "version 2"),
     ({"tiles_offset": 500, "tiles_length": 501}, "cut off: it has 1000 bytes, its header says 1001"),
     ({"leaves_offset": 2**63, "leaves_length": 5}, "cut off"), ({"root_length": 0}, "no root directory"),
     ({"root_offset": 5}, "no root directory"), ({"min_zoom": 5, "max_zoom": 4}, "zoom levels 5 to 4"),
     ({"max_zoom": 200}, "zoom levels 0 to 200"), ({"packed": 9}, "compression that is not known"),
     ({"tile_type": 77}, "tile type that is not known")],
)  # fmt: skip
def test_a_header_that_makes_no_sense_is_refused(fields, why):
    said = header(**{"root_offset": 127, "root_length": 10, **fields})
    with pytest.raises(ValueError, match=why):
        parse_header(said, 1000)


def test_a_header_that_is_too_short_is_refused():
    with pytest.raises(ValueError, match="within its header"):
        parse_header(header()[:100], 100)


@pytest.mark.parametrize(
    ("bounds", "read"),
    [((-61.1, 13.7, -60.8, 14.2), (-61.1, 13.7, -60.8, 14.2)), ((0, 0, 0, 0), None), ((10, 0, 5, 1), None),
     ((-200, 0, 5, 1), None)],
)  # fmt: skip
def test_bounds_are_degrees_or_nothing(bounds, read):
    numbers = dict(zip(("west", "south", "east", "north"), (round(b * 1e7) for b in bounds)))
    said = parse_header(header(root_offset=127, root_length=5, **numbers), None)
    assert said.bounds == (pytest.approx(read) if read else None)


class TestUnpack:
    def test_what_says_that_it_is_not_packed_and_is(self):
        assert unpack(gzip.compress(b"tile"), Compression.NONE, 100) == b"tile"
        assert unpack(b"tile", Compression.UNKNOWN, 100) == b"tile"

    def test_a_bomb_ends_at_the_limit(self):
        bomb = zlib.compressobj(9, wbits=31)
        data = b"".join(bomb.compress(bytes(1_000_000)) for _ in range(300)) + bomb.flush()
        tracemalloc.start()
        with pytest.raises(ValueError, match="more than 1000000 bytes"):
            unpack(data, Compression.GZIP, 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
        tracemalloc.stop()

    @pytest.mark.parametrize("data", [gzip.compress(b"tile" * 100)[:-20], b"no gzip", b""])
    def test_damaged_gzip(self, data):
        with pytest.raises(ValueError, match="damaged"):
            unpack(data, Compression.GZIP, 1_000)

    def test_brotli_where_python_can(self):
        brotli = pytest.importorskip("brotli")
        assert unpack(brotli.compress(b"tile" * 1_000), Compression.BROTLI, 10_000) == b"tile" * 1_000
        with pytest.raises(ValueError, match="more than 1000 bytes"):
            unpack(brotli.compress(bytes(50_000_000)), Compression.BROTLI, 1_000)
        with pytest.raises(ValueError, match="damaged"):
            unpack(b"\xff\xff\xff\xff", Compression.BROTLI, 1_000)
        with pytest.raises(ValueError, match="ends too early"):
            unpack(brotli.compress(random.Random(1).randbytes(900))[:-20], Compression.BROTLI, 1_000)

    def test_what_python_cannot_unpack_is_said(self, monkeypatch):
        import secims_qgis.live.pmtiles_unpack as module

        def nothing(name):
            raise ImportError(name)

        monkeypatch.setattr(module, "import_module", nothing)
        for compression, name in ((Compression.ZSTD, "Zstandard"), (Compression.BROTLI, "Brotli")):
            with pytest.raises(ValueError, match=f"packed with {name}, which the Python of this QGIS"):
                unpack(b"1234", compression, 1_000)


class TestMetadata:
    LAYERS = ({"id": "roads", "fields": {"name": "String"}}, {"id": "roads"}, {"no": "id"}, 5)

    @pytest.mark.parametrize("nest", [False, True])
    def test_layers_are_found_where_mbtiles_keep_them_too(self, nest):
        inner = {
            "vector_layers": self.LAYERS,
            "tilestats": {"layers": [{"layer": "roads", "geometry": "LineString"}]},
        }
        said = {"json": json.dumps(inner)} if nest else inner
        (layer,) = facts_of(json.loads(json.dumps(said))).layers
        assert (layer.name, layer.fields, layer.geometries) == ("roads", ("name",), frozenset({"Line"}))

    @pytest.mark.parametrize("odd", [{"vector_layers": "x"}, {"json": "{"}, {"json": 5}, {"bounds": [1]},
                                     {"bounds": "a,b"}, {"name": 5}, {"vector_layers": [{"id": 5}]},
                                     {"tilestats": {"layers": {}}}])  # fmt: skip
    def test_what_is_not_as_it_should_be_counts_as_absent(self, odd):
        facts = facts_of(odd)
        assert (facts.name, facts.layers, facts.bounds) == ("", (), None)

    @pytest.mark.parametrize("data", [b"", b"[]", b"{", b"[" * 100_000, b"5"])
    def test_no_metadata(self, data):
        with pytest.raises(ValueError, match="metadata"):
            parse_document(data)

    def test_bounds_as_text(self):
        assert facts_of({"bounds": "-61.1,13.7,-60.8,14.2"}).bounds == (-61.1, 13.7, -60.8, 14.2)


def _tile(session, opened, place):
    """What the gateway does, one request after the other."""
    found = opened.root
    for _level in range(MAX_DEPTH):
        entry = found.find(tile_id(*place))
        if entry is None:
            return None
        if entry.run:
            return opened.tile(read_section(session, opened, opened.tile_section(entry)))
        found = opened.directory(read_section(session, opened, opened.leaf_section(entry)))
    raise AssertionError("too deep")


@pytest.mark.parametrize("leaf_size", [0, 3])
def test_an_archive_is_open_after_one_request(site, leaf_size):
    session = open_session()
    url = site.add("/a.pmtiles", archive(TILES, {"name": "A"}, leaf_size))
    opened = open_archive(session, url)
    assert read_facts(session, opened).name == "A"
    assert site.requests == [("/a.pmtiles", "bytes=0-16383")]
    assert {place: _tile(session, opened, place) for place in TILES} == TILES
    assert first_tile(session, opened) == TILES[2, 0, 0]
    assert _tile(session, opened, (3, 0, 0)) is None


@pytest.mark.parametrize("packed", [1, 2])
def test_directories_packed_or_not(site, packed):
    pack = bytes if packed == 1 else gzip.compress
    opened = open_archive(open_session(), site.add("/a", archive(TILES, pack=pack, packed=packed)))
    assert len(opened.root) == len(TILES)


def test_a_root_directory_that_lies_further_back(site):
    body = archive(TILES)
    far = body + bytes(20_000)
    moved = header(root_offset=len(far), root_length=len(body) - 127, tiles_offset=200, tiles_length=10)
    root = gzip.compress(directory([(5, 0, 5, 1)]))
    moved = header(root_offset=len(far), root_length=len(root), tiles_offset=200, tiles_length=10)
    opened = open_archive(open_session(), site.add("/a", moved + far[127:] + root))
    assert len(opened.root) == 1
    assert len(site.requests) == 2


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"\x89PNG\r\n\x1a\n123", TileType.PNG), (b"\xff\xd8\xff\xe0", TileType.JPEG),
     (b"RIFF1234WEBPVP8 ", TileType.WEBP), (b"\x00\x00\x00\x1cftypavif", TileType.AVIF),
     (b"\x1a\x05hello", TileType.MVT)],
)  # fmt: skip
def test_the_type_of_a_tile_is_seen_by_its_start(start, kind):
    assert type_of_tile(start) is kind


class TestBadArchives:
    def _refused(self, site, body, why, error=LiveLayerError):
        with pytest.raises(error, match=why):
            open_archive(open_session(), site.add("/bad", body))
        assert site.sent_bytes <= 20_000

    def test_truncated(self, site):
        self._refused(site, archive(TILES)[:-5], "cut off")

    def test_truncated_in_its_header(self, site):
        self._refused(site, archive(TILES)[:60], "within its header")

    def test_empty(self, site):
        self._refused(site, b"", "empty")

    def test_empty_and_no_ranges(self, site):
        site.knows_ranges = False
        self._refused(site, b"", "empty")

    def test_something_else(self, site):
        self._refused(site, b"\x89PNG" + bytes(500), "no PMTiles archive")

    def test_a_web_page(self, site):
        self._refused(site, b"<!doctype html><p>Please sign in", "web page")

    def test_a_web_page_without_ranges(self, site):
        site.knows_ranges, site.content_type = False, "text/html"
        self._refused(site, b"<!doctype html><p>Please sign in", "web page")

    def test_a_root_directory_of_100_megabytes(self, site):
        said = header(root_offset=127, root_length=100_000_000)
        site.headers["Content-Range"] = "bytes 0-16383/200000000"
        self._refused(site, said + bytes(20_000), "claims 100000000 bytes")

    def test_a_root_directory_that_unpacks_to_100_megabytes(self, site):
        bomb = gzip.compress(bytes(100_000_000), 9)
        said = header(root_offset=127, root_length=len(bomb))
        with pytest.raises(LiveLayerError, match="more than 4000000 bytes"):
            open_archive(open_session(), site.add("/bad", said + bomb))

    def test_no_ranges_are_noticed_before_the_body(self, site):
        site.knows_ranges = False
        url = site.add("/large", archive(TILES) + bytes(60_000_000))
        with pytest.raises(NoRangeError, match="download it instead"):
            open_archive(open_session(), url)
        assert site.sent_bytes == 0  # the body is counted when all of it is out

    @pytest.mark.parametrize("status", [403, 404, 500])
    def test_errors_keep_their_status(self, site, status):
        site.status = status
        with pytest.raises(HttpError) as caught:
            open_archive(open_session(), site.url("/a"))
        assert caught.value.status == status

    def test_nobody_there(self):
        with pytest.raises(UnreachableError):
            open_archive(open_session(), "http://127.0.0.1:1/a.pmtiles")

    def test_a_silent_server(self, site):
        site.delay_s = 30
        with pytest.raises(TimedOutError):
            open_archive(open_session(), site.add("/a", archive(TILES)), 0.3)

    @pytest.mark.parametrize("said", ["bytes 5-16388/99999", "bytes */9", "", "bytes 0-99/99999"])
    def test_another_stretch_than_the_one_asked_for(self, site, said):
        site.headers["Content-Range"] = said
        with pytest.raises((BrokenOffError, LiveLayerError), match=r"another stretch|does not say which"):
            read_range(open_session(), site.add("/a", bytes(100)), 0, 16_384)

    def test_leaves_that_go_round_in_circles(self, site):
        loop = gzip.compress(directory([(0, 0, 30, 0)]))
        body = archive({(0, 0, 0): b"x"}, root_offset=127)
        said = header(root_offset=127, root_length=len(loop), leaves_offset=127, leaves_length=len(loop),
                      tiles_offset=127, tiles_length=1)  # fmt: skip
        loop = gzip.compress(directory([(0, 0, len(loop), 0)]))
        opened = open_archive(open_session(), site.add("/a", said + loop + body))
        with pytest.raises(LiveLayerError, match="round in circles"):
            first_tile(open_session(), opened)

    @pytest.mark.parametrize(("entry", "why"), [((0, 10**12, 5, 1), "outside"),
                                                ((0, 0, 2**32 - 1, 1), "outside"),
                                                ((0, 10**12, 5, 0), "outside")])  # fmt: skip
    def test_offsets_past_the_end(self, site, entry, why):
        root = gzip.compress(directory([entry]))
        said = header(root_offset=127, root_length=len(root), leaves_offset=127, leaves_length=10,
                      tiles_offset=127, tiles_length=10)  # fmt: skip
        opened = open_archive(open_session(), site.add("/a", said + root))
        with pytest.raises(LiveLayerError, match=why):
            first_tile(open_session(), opened)

    def test_a_tile_that_claims_4_gigabytes_of_an_archive_that_has_them(self, site):
        root = gzip.compress(directory([(0, 0, 2**32 - 1, 1)]))
        said = header(root_offset=127, root_length=len(root), tiles_offset=500, tiles_length=2**33)
        site.headers["Content-Range"] = f"bytes 0-16383/{2**34}"
        opened = open_archive(open_session(), site.add("/a", said + root + bytes(20_000)))
        with pytest.raises(LiveLayerError, match="claims 4294967295 bytes"):
            first_tile(open_session(), opened)
        assert len(site.requests) == 1

    def test_an_archive_that_is_replaced(self, site):
        url = site.add("/a", archive(TILES, gap=5_000))
        opened = open_archive(open_session(), url)
        site.etag = '"v2"'
        with pytest.raises(ArchiveChangedError):
            read_section(open_session(), opened, Section(20_000, 10))
        site.etag, site.status = '"v1"', 412
        with pytest.raises(ArchiveChangedError):
            read_section(open_session(), opened, Section(20_000, 10))
