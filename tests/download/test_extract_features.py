"""Extracts of features: all of them, each once, as they are."""

from __future__ import annotations

import hashlib
import json
import math
import threading

import pytest
from osgeo import ogr
from qgis.core import QgsCoordinateReferenceSystem, QgsFeedback, QgsRectangle

from secims_qgis.download import extract
from secims_qgis.model import BBox, CrsRef, Distribution, DistributionKind
from secims_qgis.network import errors, open_session
from tests.download.conftest import names_in
from tests.download.features_server import CRS84, features_server, point
from tests.fault_server import LOGIN_PAGE, Behaviour, Fault
from tests.gdal_exceptions import gdal_exceptions

BWI = "http://www.opengis.net/def/crs/EPSG/0/2006"


def points(count: int) -> list[dict]:
    return [point(number) for number in range(count)]


def rows(path) -> list[dict]:
    """Return the rows of the only table, with fid and WKT."""
    source = ogr.Open(str(path))
    assert source.GetLayerCount() == 1
    layer = source.GetLayer(0)
    found = []
    for feature in layer:
        values = {name: feature.GetField(name) for name in feature.keys()}  # noqa: SIM118 - OGR's
        geometry = feature.GetGeometryRef()
        values.setdefault("fid", feature.GetFID())
        values["wkt"] = geometry.ExportToIsoWkt() if geometry else None
        found.append(values)
    return found


def types(path) -> dict[str, str]:
    source = ogr.Open(str(path))
    definition = source.GetLayer(0).GetLayerDefn()
    fields = [definition.GetFieldDefn(index) for index in range(definition.GetFieldCount())]
    return {item.GetName(): item.GetTypeName() for item in fields}


def geometry_type(path) -> int:
    source = ogr.Open(str(path))
    return source.GetLayer(0).GetGeomType()


def test_every_feature_arrives_once_with_id_and_values(tmp_path):
    with features_server([point(number) for number in range(20_000)]) as server:
        result = extract(server.distribution, tmp_path / "new" / "things.gpkg")
    assert result.features == 20_000
    assert result.files == (tmp_path / "new" / "things.gpkg",)
    assert result.bytes == result.files[0].stat().st_size
    assert result.sha256 == (hashlib.sha256(result.files[0].read_bytes()).hexdigest(),)
    found = rows(result.files[0])
    assert [row["fid"] for row in found] == list(range(20_000))
    assert all(row["value"] == row["fid"] and row["name"] == f"n{row['fid']}" for row in found)
    assert names_in(tmp_path / "new") == ["things.gpkg"]


def test_ranges_follow_each_other_and_none_is_asked_for_twice(tmp_path):
    with features_server([point(number) for number in range(9_000)], cap=3_000) as server:
        extract(server.distribution, tmp_path / "a.gpkg")
        offsets = [int(query.get("offset", ["0"])[0]) for query in server.item_requests]
    assert offsets == sorted(offsets)
    assert offsets[0] == 0


def test_two_requests_are_under_way_at_once(tmp_path):
    """The third page is asked for while the second one is still held back."""
    with features_server([point(number) for number in range(9_000)], cap=1_000) as server:
        third, came = threading.Event(), []

        def hold(number, _server):
            if number == 2:
                came.append(third.wait(20))
            elif number == 3:
                third.set()

        server.change = hold
        assert extract(server.distribution, tmp_path / "a.gpkg").features == 9_000
    assert came == [True]


@pytest.mark.parametrize(
    "how",
    [
        {"cap": 100},
        {"cap": 50, "knows_hits": False},
        {"matched": None},
        {"matched": None, "uses_cursor": True, "cap": 300},
        {"has_next": False},
        {"has_next": False, "matched": None},
        {"has_next": False, "matched": None, "cap": 700},
        {"refuses_more": True},
        {"refuses_more": True, "cap": 100},
        {"refuses_more": True, "cap": 100, "matched": None},
    ],
    ids=str,
)
def test_servers_page_in_many_ways(tmp_path, how):
    with features_server([point(number) for number in range(4_000)], **how) as server:
        result = extract(server.distribution, tmp_path / "a.gpkg")
    assert result.features == 4_000
    assert sorted(row["fid"] for row in rows(tmp_path / "a.gpkg")) == list(range(4_000))


def test_a_server_without_paging_gives_everything_at_once(tmp_path):
    how = {"knows_offset": False, "has_next": False, "matched": None}
    with features_server([point(number) for number in range(300)], **how) as server:
        assert extract(server.distribution, tmp_path / "a.gpkg").features == 300


def test_types_are_widened_over_all_pages(tmp_path):
    """What is whole numbers on the first page is none later, and "A18" is no number at all."""
    features = [point(number) for number in range(3_000)]
    for feature in features:
        feature["properties"].update(height=14, code=17, since="2020-01-31", flag=True, empty=None)
    features[2_500]["properties"].update(height=15.5, code="A18", since="unknown", flag="maybe")
    features[2_700]["properties"].update(late=3, empty=7)
    features[2_800]["properties"].update(big=2**40)
    with features_server(features) as server:
        extract(server.distribution, tmp_path / "a.gpkg")
    found = {row["fid"]: row for row in rows(tmp_path / "a.gpkg")}
    assert types(tmp_path / "a.gpkg") == {
        "name": "String", "value": "Integer", "height": "Real", "code": "String", "since": "String",
        "flag": "String", "empty": "Integer", "late": "Integer", "big": "Integer64",
    }  # fmt: skip
    assert (found[0]["height"], found[0]["code"], found[0]["since"]) == (14.0, "17", "2020-01-31")
    assert (found[2_500]["height"], found[2_500]["code"]) == (15.5, "A18")
    assert (found[0]["flag"], found[2_500]["flag"]) == ("true", "maybe")
    assert (found[0]["empty"], found[2_700]["empty"], found[2_700]["late"]) == (None, 7, 3)
    assert found[2_800]["big"] == 2**40
    assert len(found) == 3_000


def test_lists_objects_and_names_that_differ_in_capitals_are_kept(tmp_path):
    extras = {"tags": ["a", "b"], "sizes": [1, 2], "more": {"x": 1}, "Name": "other", "fid": 99, "geom": "g"}
    with features_server([point(1, **extras)]) as server:
        extract(server.distribution, tmp_path / "a.gpkg")
    (row,) = rows(tmp_path / "a.gpkg")
    assert (row["tags"], row["sizes"]) == ('["a", "b"]', "[1, 2]")
    assert (row["name"], row["Name_2"], row["geom"]) == ("n1", "other", "g")
    assert '"x"' in row["more"].replace(" ", "")
    assert 99 in row.values()


def test_geometries_of_every_kind_share_a_table(tmp_path):
    square = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
    features = [point(number) for number in range(2_100)]
    features[0]["geometry"] = None
    features[1]["geometry"] = {"type": "Polygon", "coordinates": square}
    features[2_050]["geometry"] = {"type": "MultiPolygon", "coordinates": [square]}
    with features_server(features) as server:
        result = extract(server.distribution, tmp_path / "a.gpkg")
    found = rows(tmp_path / "a.gpkg")
    assert result.features == 2_100
    assert {row["wkt"].split(" ")[0] if row["wkt"] else None for row in found} == {
        None, "POINT", "POLYGON", "MULTIPOLYGON",
    }  # fmt: skip
    assert geometry_type(tmp_path / "a.gpkg") == ogr.wkbUnknown


def test_single_and_multiple_polygons_become_multiple_ones(tmp_path):
    square = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
    features = [point(number) for number in range(2_100)]
    for feature in features:
        feature["geometry"] = {"type": "Polygon", "coordinates": square}
    features[2_050]["geometry"] = {"type": "MultiPolygon", "coordinates": [square, square]}
    with features_server(features) as server:
        extract(server.distribution, tmp_path / "a.gpkg")
    assert geometry_type(tmp_path / "a.gpkg") == ogr.wkbMultiPolygon
    assert {row["wkt"].split(" ")[0] for row in rows(tmp_path / "a.gpkg")} == {"MULTIPOLYGON"}


def test_heights_stay(tmp_path):
    features = [point(number) for number in range(5)]
    for feature in features:
        feature["geometry"]["coordinates"].append(12.5)
    with features_server(features) as server:
        extract(server.distribution, tmp_path / "a.gpkg")
    assert geometry_type(tmp_path / "a.gpkg") == ogr.wkbPoint25D
    assert rows(tmp_path / "a.gpkg")[0]["wkt"].startswith("POINT Z (-61 13.9 12.5")


def test_texts_as_ids_are_kept_in_a_field(tmp_path):
    features = [{**point(number), "id": f"x-{number}"} for number in range(3_000)]
    features[2_999]["id"] = 12
    with features_server(features) as server:
        extract(server.distribution, tmp_path / "a.gpkg")
    assert [row["id"] for row in rows(tmp_path / "a.gpkg")][:2] == ["x-0", "x-1"]
    assert rows(tmp_path / "a.gpkg")[2_999]["id"] == "12"


def test_ids_that_are_properties_too(tmp_path):
    features = [point(number, id=number) for number in range(10)]
    with features_server(features) as server:
        extract(server.distribution, tmp_path / "a.gpkg")
        assert [row["id"] for row in rows(tmp_path / "a.gpkg")] == list(range(10))
        server.features = [point(number, id=7) for number in range(10)]
        extract(server.distribution, tmp_path / "b.gpkg")
        assert len(rows(tmp_path / "b.gpkg")) == 10


def test_features_without_ids(tmp_path):
    features = [point(number) for number in range(3_000)]
    for feature in features:
        del feature["id"]
    with features_server(features) as server:
        assert extract(server.distribution, tmp_path / "a.gpkg").features == 3_000


def test_an_empty_collection_is_an_empty_table(tmp_path):
    with features_server([]) as server:
        assert extract(server.distribution, tmp_path / "a.gpkg").features == 0
    assert rows(tmp_path / "a.gpkg") == []


def test_a_condition_on_attributes(tmp_path):
    with features_server(points(5_000)) as server:
        result = extract(
            server.distribution, tmp_path / "a.gpkg", where="\"value\" >= 4990 AND name <> 'n4995'"
        )
        assert result.features == 9
        assert [row["value"] for row in rows(tmp_path / "a.gpkg")][:2] == [4990, 4991]
        with pytest.raises(errors.DownloadError, match="condition"):
            extract(server.distribution, tmp_path / "b.gpkg", where="nonsense ((")
    assert names_in(tmp_path) == ["a.gpkg"]


class TestPlaces:
    """Extents, polygons and reference systems."""

    def test_only_what_meets_the_extent(self, tmp_path):
        features = [point(number, x=-61.0, y=13.9) for number in range(1_000)]
        with features_server(features) as server:
            result = extract(server.distribution, tmp_path / "a.gpkg", (-60.9995, 13.8, -60.9985, 14.0))
            (bbox,) = {query["bbox"][0] for query in server.item_requests}
        assert [row["fid"] for row in rows(tmp_path / "a.gpkg")] == list(range(50, 151))
        assert result.features == 101
        west, south, east, north = map(float, bbox.split(","))
        assert west < -60.9995 < -60.9985 < east
        assert south < 13.8
        assert north > 14.0

    @pytest.mark.parametrize(
        "extent",
        [BBox(-61.0, 13.0, -60.9985, 14.0), QgsRectangle(-61.0, 13.0, -60.9985, 14.0)],
        ids=["BBox", "QgsRectangle"],
    )
    def test_extents_in_many_forms(self, tmp_path, extent):
        with features_server([point(number) for number in range(1_000)]) as server:
            assert extract(server.distribution, tmp_path / "a.gpkg", extent).features == 151

    def test_a_polygon(self, tmp_path):
        with features_server([point(number) for number in range(1_000)]) as server:
            wkt = "POLYGON((-61 13.8, -60.999 13.9, -61 14, -61 13.8))"
            result = extract(server.distribution, tmp_path / "a.gpkg", polygon=wkt)
        assert result.features == 101

    def test_across_the_antimeridian_each_feature_comes_once(self, tmp_path):
        line = {"type": "LineString", "coordinates": [[-179.5, -17], [179.5, -17]]}
        features = [point(1, x=179.5), point(2, x=-179.5), {**point(3), "geometry": line}, point(4, x=0.0)]
        with features_server(features) as server:
            extract(server.distribution, tmp_path / "a.gpkg", (179.0, -20.0, -179.0, 20.0))
            boxes = [query["bbox"][0] for query in server.item_requests]
        assert [row["fid"] for row in rows(tmp_path / "a.gpkg")] == [1, 2, 3]
        assert len(boxes) == 2
        assert all(float(box.split(",")[0]) <= float(box.split(",")[2]) for box in boxes)

    def test_storage_crs_is_asked_for_and_transformed_here(self, tmp_path):
        features = [point(number, x=500_000.0 + number, y=1_540_000.0) for number in range(10)]
        how = {"crs": (CRS84, BWI), "storage_crs": BWI}
        with features_server(features, **how) as server:
            extract(server.distribution, tmp_path / "a.gpkg")
            extract(server.distribution, tmp_path / "b.gpkg", crs="EPSG:4326")
            extract(server.distribution, tmp_path / "c.gpkg", crs=CrsRef.from_text("EPSG:32620"))
            assert {query["crs"][0] for query in server.item_requests} == {BWI}
        for name, code, x in (("a", "2006", 500_000), ("b", "4326", -61.07), ("c", "32620", 708_000)):
            source = ogr.Open(str(tmp_path / f"{name}.gpkg"))
            layer = source.GetLayer(0)
            assert layer.GetSpatialRef().GetAuthorityCode(None) == code
            assert math.isclose(layer.GetExtent()[0], x, rel_tol=2e-3), name

    def test_an_extent_in_metres_selects_degrees(self, tmp_path):
        with features_server([point(number) for number in range(1_000)]) as server:
            bwi = QgsCoordinateReferenceSystem("EPSG:2006")
            box = (508_000, 1_536_000, 508_140, 1_537_000)
            result = extract(server.distribution, tmp_path / "a.gpkg", box, bwi)
        assert 0 < result.features < 1_000

    def test_degrees_in_place_of_metres_are_noticed(self, tmp_path):
        how = {"crs": (CRS84, BWI), "storage_crs": BWI}
        degrees = pytest.raises(errors.AnswerError, match="degrees")
        with features_server([point(1)], **how) as server, degrees:
            extract(server.distribution, tmp_path / "a.gpkg")
        assert names_in(tmp_path) == []

    @pytest.mark.parametrize(
        ("extent", "crs"),
        [((0, 1, 2), None), ((1, 5, 2, 4), None), ((9, 1, 2, 4), "EPSG:2006"), ((0, 1, 2, math.nan), None)],
    )
    def test_what_is_no_extent_is_refused(self, tmp_path, extent, crs):
        anything = Distribution(DistributionKind.FEATURES, "http://127.0.0.1:9/collections/c/items")
        with pytest.raises(errors.DownloadError):
            extract(anything, tmp_path / "a.gpkg", extent, crs)


HTML = Behaviour(LOGIN_PAGE, content_type="text/html")
BROKEN = Behaviour(
    b'{"type": "FeatureCollection", "features": [{"type": "Fea', content_type="application/json"
)
ERROR = Behaviour(b'{"description": "database is locked"}', 500, "application/json")


class TestFaults:
    """A server that fails now and then, or for good."""

    @pytest.mark.parametrize(
        "passing",
        [
            ERROR,
            Behaviour(status=503, headers={"Retry-After": "0"}),
            Behaviour(b"x" * 1000, fault=Fault.HALF),
            Behaviour(fault=Fault.NO_CONNECTION),
        ],
        ids=["500", "503", "half", "no connection"],
    )
    def test_what_passes_by_itself_is_tried_again(self, tmp_path, passing):
        with features_server(points(5_000)) as server:
            server.faults = {1: [passing], 3: [passing, passing]}
            assert extract(server.distribution, tmp_path / "a.gpkg").features == 5_000

    @pytest.mark.parametrize(
        ("lasting", "kind", "words"),
        [
            (ERROR, errors.HttpError, "database is locked"),
            (HTML, errors.AnswerError, "web page"),
            (BROKEN, errors.AnswerError, "collection of features|cut off"),
            (Behaviour(fault=Fault.NO_CONNECTION), errors.NetworkError, "127"),
        ],
        ids=["500", "html", "cut", "no connection"],
    )
    def test_what_lasts_leaves_nothing_behind(self, tmp_path, lasting, kind, words):
        with features_server(points(5_000)) as server:
            server.faults = {3: [lasting] * 20}
            with pytest.raises(kind, match=words):
                extract(server.distribution, tmp_path / "sub" / "a.gpkg")
        assert names_in(tmp_path) == []

    def test_pages_that_are_too_much_become_smaller(self, tmp_path):
        with features_server(points(5_000), cap=5_000) as server:
            server.faults = {2: [Behaviour(status=504)]}
            assert extract(server.distribution, tmp_path / "a.gpkg").features == 5_000
            limits = [int(query["limit"][0]) for query in server.item_requests]
        assert limits[-1] < max(limits)

    def test_a_short_page_is_no_end(self, tmp_path):
        def shorten(number, server):
            server.cap = 37 if number == 3 else 1_000

        with features_server(points(5_000), change=shorten) as server:
            assert extract(server.distribution, tmp_path / "a.gpkg").features == 5_000
        assert len({row["fid"] for row in rows(tmp_path / "a.gpkg")}) == 5_000

    @pytest.mark.parametrize("matched", [4_999, 5_001, 0])
    def test_a_number_that_is_wrong_is_said(self, tmp_path, matched):
        wrong = pytest.raises(errors.SecimsError, match=r"features arrived|already sent")
        with features_server(points(5_000), matched=matched) as server, wrong:
            extract(server.distribution, tmp_path / "a.gpkg")
        assert names_in(tmp_path) == []

    def test_a_line_that_is_down_for_a_while_does_not_cost_what_has_come(self, tmp_path):
        down = [Behaviour(b"{}" * 500, fault=Fault.RESET_AT_HALF) for _time in range(8)]
        with features_server(points(5_000), cap=1_000, faults={3: down}) as server:
            assert extract(server.distribution, tmp_path / "a.gpkg").features == 5_000
            assert down == []

    @pytest.mark.parametrize("has_next", [True, False])
    def test_pages_that_are_just_full_end_where_the_server_says(self, tmp_path, has_next):
        with features_server(points(3_000), cap=1_000, has_next=has_next) as server:
            assert extract(server.distribution, tmp_path / "a.gpkg").features == 3_000

    @pytest.mark.parametrize("matched", [2_000, 3_000])
    def test_more_than_the_number_of_all_is_noticed_behind_pages_that_are_just_full(self, tmp_path, matched):
        wrong = pytest.raises(errors.DamagedFileError, match="features arrived")
        with features_server(points(5_000), cap=1_000, matched=matched) as server, wrong:
            extract(server.distribution, tmp_path / "a.gpkg")
        assert names_in(tmp_path) == []

    def test_a_page_that_comes_again_is_noticed(self, tmp_path):
        again = pytest.raises(errors.AnswerError, match="already sent")
        with features_server(points(5_000), knows_offset=False) as server, again:
            extract(server.distribution, tmp_path / "a.gpkg")
        assert names_in(tmp_path) == []

    def test_rows_that_move_between_pages_are_noticed(self, tmp_path):
        def insert(number, server):
            if number == 3:
                server.features.insert(0, point(99_999))

        with features_server(points(5_000), change=insert) as server:
            server.matched = 5_000
            with pytest.raises(errors.DamagedFileError, match="twice"):
                extract(server.distribution, tmp_path / "a.gpkg")
        assert names_in(tmp_path) == []

    def test_text_ids_that_come_twice_are_noticed(self, tmp_path):
        features = [{**point(number), "id": f"x-{number % 2_900}"} for number in range(3_000)]
        with features_server(features) as server, pytest.raises(errors.DamagedFileError, match="twice"):
            extract(server.distribution, tmp_path / "a.gpkg")
        assert names_in(tmp_path) == []

    def test_two_of_an_id_on_a_page_are_noticed(self, tmp_path):
        twice = pytest.raises(errors.SecimsError, match=r"same id|twice")
        with features_server([point(1), point(2), {**point(3), "id": 1}]) as server, twice:
            extract(server.distribution, tmp_path / "a.gpkg")

    def test_links_to_another_host_are_not_followed(self, tmp_path):
        with features_server([point(number) for number in range(3_000)], matched=None) as server:
            server.http.url = lambda path="/": f"http://other.example{path}"  # type: ignore[method-assign]
            here = Distribution(
                DistributionKind.FEATURES, f"http://127.0.0.1:{server.http.port}/api/collections/c/items"
            )
            with pytest.raises(errors.AnswerError, match=r"other\.example"):
                extract(here, tmp_path / "a.gpkg")

    def test_links_with_the_port_behind_a_proxy_are_followed(self, tmp_path):
        with features_server(points(3_000), matched=None) as server:
            here = server.distribution
            server.http.url = lambda path="/": f"https://127.0.0.1:9{path}"  # type: ignore[method-assign]
            assert extract(here, tmp_path / "a.gpkg").features == 3_000

    def test_a_link_that_is_no_address(self, tmp_path):
        with features_server(points(3_000), matched=None) as server:
            here = server.distribution
            server.http.url = lambda path="/": f"http://[oops{path}"  # type: ignore[method-assign]
            with pytest.raises(errors.AnswerError, match="no address"):
                extract(here, tmp_path / "a.gpkg")

    def test_a_crs_that_is_to_be_fetched_is_refused_unasked(self, tmp_path):
        with features_server(points(10)) as server:
            plain = server._page
            link = {"type": "link", "properties": {"href": server.http.url("/crs")}}

            def with_crs(query):
                answer = plain(query)
                answer.body = json.dumps({**json.loads(answer.body), "crs": link}).encode()
                return answer

            server._page = with_crs  # type: ignore[method-assign]
            with pytest.raises(errors.AnswerError, match="CRS by a link"):
                extract(server.distribution, tmp_path / "a.gpkg")
            assert server.http.seen("/crs") == []

    def test_links_in_a_circle_end(self, tmp_path):
        with features_server([point(number) for number in range(3_000)], matched=None) as server:
            plain = server._page

            def first_again(query):
                answer = plain(query)
                answer.body = answer.body.replace(b"offset=2000", b"offset=0")
                return answer

            server._page = first_again  # type: ignore[method-assign]
            with pytest.raises(errors.AnswerError, match=r"circle|already sent"):
                extract(server.distribution, tmp_path / "a.gpkg")

    def test_a_server_that_stays_silent_times_out(self, tmp_path):
        with features_server([point(1)]) as server:
            server.faults = {1: [Behaviour(fault=Fault.SILENT)] * 50}
            with pytest.raises(errors.TimedOutError), open_session(timeout_s=0.3) as session:
                extract(server.distribution, tmp_path / "a.gpkg", session=session)
        assert names_in(tmp_path) == []

    def test_a_cancel_leaves_nothing(self, tmp_path):
        feedback = QgsFeedback()
        with features_server(points(5_000)) as server:
            server.change = lambda number, _server: feedback.cancel() if number == 3 else None
            with pytest.raises(errors.CancelledError):
                extract(server.distribution, tmp_path / "a.gpkg", feedback=feedback)
        assert names_in(tmp_path) == []

    def test_a_full_disk_is_said(self, tmp_path, monkeypatch):
        def full(folder, _needed, url=""):
            raise errors.DiskFullError("no room", url=url)

        monkeypatch.setattr("secims_qgis.download.extract_features_table.check_room", full)
        with features_server([point(1)]) as server, pytest.raises(errors.DiskFullError):
            extract(server.distribution, tmp_path / "a.gpkg")
        assert names_in(tmp_path) == []


class TestTarget:
    """The file and its name."""

    def test_a_file_that_is_there_stays(self, tmp_path):
        (tmp_path / "a.gpkg").write_text("mine")
        with features_server([point(1)]) as server:
            with pytest.raises(errors.FileExistsAlreadyError):
                extract(server.distribution, tmp_path / "a.gpkg")
            assert server.http.requests == []
            assert (tmp_path / "a.gpkg").read_text() == "mine"
            extract(server.distribution, tmp_path / "a.gpkg", overwrite=True)
        assert len(rows(tmp_path / "a.gpkg")) == 1

    def test_a_failed_extract_does_not_touch_the_old_file(self, tmp_path):
        (tmp_path / "a.gpkg").write_text("mine")
        with features_server([point(1)]) as server:
            server.faults = {1: [HTML] * 5}
            with pytest.raises(errors.AnswerError):
                extract(server.distribution, tmp_path / "a.gpkg", overwrite=True)
        assert (tmp_path / "a.gpkg").read_text() == "mine"

    @pytest.mark.parametrize("name", ["a.shp", "a", "a.tif"])
    def test_names_that_do_not_fit(self, tmp_path, name):
        anything = Distribution(DistributionKind.FEATURES, "http://127.0.0.1:9/collections/c/items")
        with pytest.raises(errors.DownloadError, match="gpkg"):
            extract(anything, tmp_path / name)

    def test_what_cannot_be_extracted(self, tmp_path):
        page = Distribution(DistributionKind.WEB_PAGE, "http://127.0.0.1:9/page")
        with pytest.raises(errors.DownloadError, match="web page"):
            extract(page, tmp_path / "a.gpkg")

    def test_what_a_killed_process_left_is_removed(self, tmp_path):
        left = tmp_path / ".a.gpkg.x1y2.part"
        left.mkdir()
        (left / "000001.json").write_text("{}")
        with features_server([point(1)]) as server:
            extract(server.distribution, tmp_path / "a.gpkg")
        assert names_in(tmp_path) == ["a.gpkg"]


@pytest.mark.parametrize("uses_exceptions", [True, False])
def test_with_and_without_gdals_exceptions(tmp_path, uses_exceptions):
    twice = [point(1), {**point(2), "id": 1}]
    with gdal_exceptions(are_on=uses_exceptions), features_server(twice) as server:
        with pytest.raises(errors.SecimsError):
            extract(server.distribution, tmp_path / "a.gpkg")
        server.features = [point(1), point(2)]
        assert extract(server.distribution, tmp_path / "b.gpkg").features == 2
