"""Tiles of an extent as MBTiles: all of them, once, in a file that QGIS opens by itself."""

from __future__ import annotations

import gzip
import json
import sqlite3

import pytest
from qgis.core import QgsFeedback, QgsProcessingFeedback, QgsRasterLayer, QgsRectangle, QgsVectorTileLayer

from secims_qgis.download.extract_tiles import estimate_tiles, extract_tiles
from secims_qgis.download.extract_tiles_jobs import THREADS
from secims_qgis.download.patience import Patience
from secims_qgis.live.tiles_source import SourceLayer
from secims_qgis.live.vector_tile_style import renderer_for
from secims_qgis.model import BBox, CrsRef, Distribution, DistributionKind
from secims_qgis.network import HttpError, LiveLayerError, NetworkError, open_session
from secims_qgis.network.errors import (
    CancelledError,
    DownloadError,
    FileExistsAlreadyError,
    NoRangeError,
)
from tests.archive_server import archive, archive_server
from tests.fault_server import LOGIN_PAGE, fault_server
from tests.live.painted import ISLAND, areas_of_file, overlap, painted, picture_of_file
from tests.live.tile_server import VECTOR_TYPE, picture_tile, serve_json, serve_tiles, vector_tile

KINDS = DistributionKind
CASTRIES = QgsRectangle(-61.02, 13.97, -60.96, 14.05)
CORNER = "12/1352/1885"
"""A tile that no sample is taken from."""
TILE = bytes.fromhex("1a0a0a04646f74737802280a")  # a layer "dots" without features


@pytest.fixture
def site():
    with archive_server() as server:
        yield server


@pytest.fixture
def server():
    with fault_server() as running:
        yield running


def _pmtiles(url):
    return Distribution(KINDS.PMTILES, url, title="A title")


def _tiles(url, kind=KINDS.VECTOR_TILES):
    return Distribution(kind, url, title="A title")


def _rows(path):
    with sqlite3.connect(path) as file:
        tiles = {
            (z, x, 2**z - 1 - y): bytes(data)
            for z, x, y, data in file.execute("SELECT * FROM tiles").fetchall()
        }
        facts = dict(file.execute("SELECT name, value FROM metadata").fetchall())
        tables = {row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    file.close()
    assert tables == {"tiles", "metadata"}
    return tiles, facts


def _layer(path, facts):
    if facts["format"] != "pbf":
        return QgsRasterLayer(f"type=mbtiles&url={path}", "saved", "wms")
    layer = QgsVectorTileLayer(f"type=mbtiles&url={path}", "saved")
    names = [entry["id"] for entry in json.loads(facts["json"])["vector_layers"]]
    layer.setRenderer(renderer_for(tuple(SourceLayer(name) for name in names)))
    return layer


def _place(text):
    return tuple(map(int, text.split("/")))


def _left(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.demo
class TestDemo:
    def test_a_whole_archive_of_vector_tiles(self, demo, tmp_path):
        target = tmp_path / "habitats.mbtiles"
        feedback = QgsProcessingFeedback()
        item = _pmtiles(f"{demo.pmtiles}coastal_habitats.pmtiles")
        result = extract_tiles(item, target, feedback=feedback)
        assert (result.files, result.bytes, result.resumed_from) == ((target,), target.stat().st_size, 0)
        tiles, facts = _rows(target)
        assert (facts["format"], facts["minzoom"], facts["maxzoom"]) == ("pbf", "7", "14")
        assert feedback.textLog().strip().startswith(f"{len(tiles):,} tiles (zoom levels 7 to 14), ")
        assert feedback.progress() == 100
        (named,) = json.loads(facts["json"])["vector_layers"]
        assert (named["id"], named["fields"]["class"]) == ("coastal_habitats", "String")
        layer = _layer(target, facts)
        assert layer.isValid()
        for view in (ISLAND, CASTRIES):
            assert (
                overlap(painted(layer, view), painted(areas_of_file("coastal_habitats.gpkg"), view)) >= 0.97
            )
        assert _left(tmp_path) == ["habitats.mbtiles"]

    def test_pictures_of_a_town_and_two_levels(self, demo, tmp_path):
        item = _pmtiles(f"{demo.pmtiles}orthophoto_2022.pmtiles")
        extract_tiles(item, tmp_path / "a.mbtiles", CASTRIES, "EPSG:4326", zooms=(12, 13))
        tiles, facts = _rows(tmp_path / "a.mbtiles")
        assert {place[0] for place in tiles} == {12, 13}
        assert facts["format"] == "png"
        layer = _layer(tmp_path / "a.mbtiles", facts)
        seen = painted(layer, CASTRIES)
        assert overlap(seen, painted(picture_of_file("orthophoto_2022_cog.tif"), CASTRIES)) >= 0.97

    @pytest.mark.parametrize("name", ["coastal_habitats", "roads"])
    def test_tiles_of_an_ogc_api(self, demo, tmp_path, name):
        item = Distribution(KINDS.TILES, f"{demo.base}/pygeoapi/collections/{name}/tiles", title=name)
        extent = QgsRectangle(500_000, 1_540_000, 520_000, 1_556_000)
        extract_tiles(item, tmp_path / "a.mbtiles", extent, "EPSG:2006", zooms=range(8, 13))
        tiles, facts = _rows(tmp_path / "a.mbtiles")
        assert {place[0] for place in tiles} == set(range(8, 13))
        west, south, east, north = map(float, facts["bounds"].split(","))
        assert BBox(west, south, east, north).west == pytest.approx(-61.07, abs=0.02)
        (named,) = json.loads(facts["json"])["vector_layers"]
        assert named["id"] == name
        assert named["fields"]["fid"] == "Number"
        assert painted(_layer(tmp_path / "a.mbtiles", facts), QgsRectangle(west, south, east, north)).any()

    def test_pictures_of_a_folder(self, demo, tmp_path):
        item = _tiles(f"{demo.base}/files/tiles/orthophoto_2022/{{z}}/{{x}}/{{y}}.png", KINDS.RASTER_TILES)
        feedback = QgsProcessingFeedback()
        extract_tiles(item, tmp_path / "a.mbtiles", zooms=range(9, 12), feedback=feedback)
        tiles, facts = _rows(tmp_path / "a.mbtiles")
        assert {place[0] for place in tiles} == {9, 10, 11}
        assert "about " in feedback.textLog()
        seen = QgsRectangle(-61.08, 13.70, -60.86, 14.12)
        expected = painted(picture_of_file("orthophoto_2022_bwi.tif"), seen)
        assert overlap(painted(_layer(tmp_path / "a.mbtiles", facts), seen), expected) >= 0.97

    def test_degrees_do_not_fit_into_mbtiles(self, demo, tmp_path):
        item = Distribution(KINDS.TILES, f"{demo.base}/pygeoapi/collections/districts/tiles")
        with pytest.raises(DownloadError, match="WorldCRS84Quad; MBTiles hold those of WebMercatorQuad"):
            extract_tiles(item, tmp_path / "a.mbtiles")
        assert _left(tmp_path) == []


class TestArchives:
    def test_each_tile_comes_once_and_neighbours_together(self, site, tmp_path):
        tiles = {(6, x, y): TILE + b"%d-%d" % (x, y) * 30 for x in range(20, 40) for y in range(20, 40)}
        site.add("/a", archive(tiles, leaf_size=50))
        estimate = estimate_tiles(_pmtiles(site.url("/a")))
        assert (estimate.tiles, estimate.size_bytes) == (400, sum(map(len, tiles.values())))
        assert estimate.is_exact
        site.requests.clear()
        extract_tiles(_pmtiles(site.url("/a")), tmp_path / "a.mbtiles")
        found, _facts = _rows(tmp_path / "a.mbtiles")
        assert {place: gzip.decompress(body) for place, body in found.items()} == tiles
        assert len(site.requests) < 10

    def test_gzip_stays_as_it_is(self, site, tmp_path):
        body = gzip.compress(TILE)
        site.add("/a", archive({(0, 0, 0): body}, tiles_packed=2))
        extract_tiles(_pmtiles(site.url("/a")), tmp_path / "a.mbtiles")
        assert _rows(tmp_path / "a.mbtiles")[0] == {(0, 0, 0): body}

    def test_the_metadata_of_the_archive_goes_along(self, site, tmp_path):
        layers = [{"id": "dots", "fields": {"depth": "Number"}}]
        said = {"name": "Dots", "attribution": "© SLU", "vector_layers": layers}
        site.add("/a", archive({(0, 0, 0): TILE}, said))
        extract_tiles(_pmtiles(site.url("/a")), tmp_path / "a.mbtiles")
        _found, facts = _rows(tmp_path / "a.mbtiles")
        assert (facts["name"], facts["attribution"]) == ("Dots", "© SLU")
        assert json.loads(facts["json"]) == {"vector_layers": layers}

    def test_no_ranges(self, site, tmp_path):
        site.knows_ranges = False
        with pytest.raises(NoRangeError):
            extract_tiles(_pmtiles(site.add("/a", archive({(0, 0, 0): TILE}))), tmp_path / "a.mbtiles")
        assert _left(tmp_path) == []

    def test_an_archive_that_is_replaced_meanwhile_is_begun_anew(self, site, tmp_path):
        tiles = {(6, x, y): TILE + bytes([x, y]) * 9_000 for x in range(20, 40) for y in range(20, 40)}
        site.add("/a", archive(tiles, gap=20_000))

        class Replacing(QgsFeedback):
            def setProgress(self, _percent):
                site.etag = '"v2"'

        with pytest.raises(LiveLayerError, match="replaced"):
            extract_tiles(_pmtiles(site.url("/a")), tmp_path / "a.mbtiles", feedback=Replacing())
        assert _left(tmp_path) == ["a.mbtiles.part"]
        result = extract_tiles(_pmtiles(site.url("/a")), tmp_path / "a.mbtiles")
        assert result.resumed_from == 0
        assert len(_rows(tmp_path / "a.mbtiles")[0]) == 400


class TestServices:
    def _tilejson(self, server, levels=(8, 12), **more):
        document = {
            "tilejson": "3.0.0",
            "tiles": [server.url("/t/{z}/{x}/{y}")],
            "minzoom": levels[0],
            "maxzoom": levels[1],
            "bounds": [-61.1, 13.69, -60.85, 14.13],
            "vector_layers": [{"id": "coastal_habitats", "fields": {"class": ""}}],
        }
        serve_json(server, "/t.json", {**document, **more})
        return _tiles(server.url("/t.json"))

    def test_missing_tiles_are_no_error_and_few_are_asked_for_at_once(self, server, tmp_path):
        item = self._tilejson(server)
        serve_tiles(server, vector_tile(), levels=(8, 12), content_type=VECTOR_TYPE)
        extract_tiles(item, tmp_path / "a.mbtiles")
        tiles, facts = _rows(tmp_path / "a.mbtiles")
        assert {place[0] for place in tiles} == {8, 12}
        assert {gzip.decompress(body) for body in tiles.values()} == {vector_tile()}
        fields = json.loads(facts["json"])["vector_layers"][0]["fields"]
        assert (fields["class"], fields["fid"]) == ("String", "Number")
        assert THREADS <= 4

    def test_a_server_that_is_busy_is_asked_again(self, server, tmp_path, monkeypatch):
        item = self._tilejson(server)
        serve_tiles(server, vector_tile(), levels=range(8, 13), content_type=VECTOR_TYPE)
        busy = server.serve(f"/t/{CORNER}", vector_tile(), status=503)

        class Waking(Patience):
            def pause_s(self, failures, asked_s=None):
                busy.status = 200
                return 0.01

        monkeypatch.setattr("secims_qgis.download.extract_tiles_jobs.BRIEF", Waking())
        extract_tiles(item, tmp_path / "a.mbtiles")
        asked = [seen.path for seen in server.requests]
        assert asked.count(f"/t/{CORNER}") == 2
        assert _place(CORNER) in _rows(tmp_path / "a.mbtiles")[0]

    def test_a_server_that_stays_busy_is_given_up(self, server, tmp_path, monkeypatch):
        monkeypatch.setattr(
            "secims_qgis.download.extract_tiles_jobs.BRIEF", Patience(attempts=2, first_s=0.01)
        )
        item = self._tilejson(server)
        serve_tiles(server, vector_tile(), levels=range(8, 13), content_type=VECTOR_TYPE)
        server.serve(f"/t/{CORNER}", b"", status=503)
        with pytest.raises(HttpError) as caught:
            extract_tiles(item, tmp_path / "a.mbtiles")
        assert caught.value.status == 503
        assert _left(tmp_path) == ["a.mbtiles.part"]

    def test_after_an_error_it_goes_on_where_it_was(self, server, tmp_path):
        item = self._tilejson(server)
        serve_tiles(server, vector_tile(), levels=range(8, 13), content_type=VECTOR_TYPE)
        broken = server.serve(f"/t/{CORNER}", b"", status=200)
        broken.status, broken.body, broken.content_type = 200, LOGIN_PAGE, "text/html"
        with pytest.raises(LiveLayerError, match="web page"):
            extract_tiles(item, tmp_path / "a.mbtiles")
        assert _left(tmp_path) == ["a.mbtiles.part"]
        server.serve(f"/t/{CORNER}", vector_tile())
        server.requests.clear()
        result = extract_tiles(item, tmp_path / "a.mbtiles")
        assert result.resumed_from > 0
        asked = [seen.path for seen in server.requests if seen.path.startswith("/t/")]
        tiles, _facts = _rows(tmp_path / "a.mbtiles")
        assert _place(CORNER) in tiles
        assert _left(tmp_path) == ["a.mbtiles"]
        assert len(asked) < len(tiles) + 20

    def test_other_levels_begin_anew(self, server, tmp_path):
        item = self._tilejson(server)
        serve_tiles(server, vector_tile(), levels=range(8, 13), content_type=VECTOR_TYPE)
        server.serve(f"/t/{CORNER}", LOGIN_PAGE, content_type="text/html")
        with pytest.raises(LiveLayerError):
            extract_tiles(item, tmp_path / "a.mbtiles")
        result = extract_tiles(item, tmp_path / "a.mbtiles", zooms=(8, 9))
        assert result.resumed_from == 0
        assert {place[0] for place in _rows(tmp_path / "a.mbtiles")[0]} == {8, 9}

    def test_a_cancel_leaves_nothing(self, server, tmp_path):
        item = self._tilejson(server)
        serve_tiles(server, vector_tile(), levels=range(8, 13), content_type=VECTOR_TYPE)

        class Impatient(QgsFeedback):
            def setProgress(self, _percent):
                self.cancel()

        with pytest.raises(CancelledError):
            extract_tiles(item, tmp_path / "new" / "a.mbtiles", feedback=Impatient())
        assert _left(tmp_path) == []

    def test_a_session_that_is_cancelled(self, server, tmp_path):
        session = open_session()
        session.cancel()
        with pytest.raises(CancelledError):
            extract_tiles(self._tilejson(server), tmp_path / "a.mbtiles", session=session)
        assert _left(tmp_path) == []

    def test_too_many_tiles_are_said_before_the_first(self, server, tmp_path):
        item = self._tilejson(server, bounds=[-180, -85, 180, 85])
        document, tile = server.behaviour("/t.json"), server.serve("/tile", vector_tile())
        server.behaviour = lambda path: document if path == "/t.json" else tile
        with pytest.raises(DownloadError, match="tiles here, more than 20,000; choose a smaller extent"):
            extract_tiles(item, tmp_path / "a.mbtiles")
        with pytest.raises(DownloadError, match="more than 20,000; zoom levels 8 to 9 are fewer"):
            extract_tiles(item, tmp_path / "a.mbtiles", QgsRectangle(-40, -40, 40, 40))
        assert len(server.requests) < 200
        assert _left(tmp_path) == []

    @pytest.mark.parametrize(
        ("extent", "crs", "why"),
        [
            (QgsRectangle(10, 10, 11, 11), None, "no tiles in this extent"),
            (QgsRectangle(), None, "empty"),
            ((-61, 13.8, -60.9, float("nan")), None, "extent"),
            ("everything", None, "cannot be used"),
            (QgsRectangle(-61, 13.8, -60.9, 13.9), "EPSG:0", "CRS is not known"),
        ],
    )
    def test_extents_that_are_none(self, server, tmp_path, extent, crs, why):
        item = self._tilejson(server)
        serve_tiles(server, vector_tile(), levels=range(8, 13), content_type=VECTOR_TYPE)
        with pytest.raises(DownloadError, match=why):
            extract_tiles(item, tmp_path / "a.mbtiles", extent, crs)

    @pytest.mark.parametrize("extent", [BBox(-61, 13.8, -60.9, 13.9), [-61, 13.8, -60.9, 13.9]])
    def test_extents_in_every_form(self, server, tmp_path, extent):
        item = self._tilejson(server)
        serve_tiles(server, vector_tile(), levels=range(8, 13), content_type=VECTOR_TYPE)
        extract_tiles(item, tmp_path / "a.mbtiles", extent, CrsRef.from_text("EPSG:4326"), zooms=[10])
        assert {place[0] for place in _rows(tmp_path / "a.mbtiles")[0]} == {10}

    def test_levels_that_there_are_not(self, server, tmp_path):
        serve_tiles(server, vector_tile(), levels=range(8, 13), content_type=VECTOR_TYPE)
        with pytest.raises(DownloadError, match="zoom levels 8 to 12 only"):
            extract_tiles(self._tilejson(server), tmp_path / "a.mbtiles", zooms=[14])

    def test_pictures_that_turn_into_something_else(self, server, tmp_path):
        item = self._tilejson(server)
        serve_tiles(server, vector_tile(), levels=range(8, 13), content_type=VECTOR_TYPE)
        server.serve(f"/t/{CORNER}", picture_tile())
        with pytest.raises(DownloadError, match="not vector"):
            extract_tiles(item, tmp_path / "a.mbtiles")
        assert _left(tmp_path) == []

    def test_nothing_is_overwritten(self, server, tmp_path):
        (tmp_path / "a.mbtiles").write_text("mine")
        with pytest.raises(FileExistsAlreadyError):
            extract_tiles(self._tilejson(server), tmp_path / "a.mbtiles")
        assert (tmp_path / "a.mbtiles").read_text() == "mine"
        assert server.requests == []

    def test_only_mbtiles(self, server, tmp_path):
        with pytest.raises(DownloadError, match=r"saved as \.mbtiles"):
            extract_tiles(self._tilejson(server), tmp_path / "a.gpkg")

    def test_other_kinds_have_no_tiles(self, server, tmp_path):
        with pytest.raises(DownloadError, match="FEATURES has no tiles"):
            extract_tiles(_tiles(server.url("/"), KINDS.FEATURES), tmp_path / "a.mbtiles")

    def test_nobody_there(self, tmp_path):
        with pytest.raises(NetworkError):
            extract_tiles(_pmtiles("http://127.0.0.1:1/a.pmtiles"), tmp_path / "a.mbtiles")
