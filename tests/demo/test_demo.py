"""The demo SEC-IMS as a client sees it: two of them side by side, every route, clean stop."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from demo.launch import DemoUrls, running

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[2]
GMD = "http://www.isotc211.org/2005/gmd"


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, whatever its status."""

    status: int
    headers: Any
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def get(url: str, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
    """Ask directly, past any proxy of the environment."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, headers=headers or {}, method=method)
    try:
        with opener.open(request, timeout=30) as reply:
            return Answer(reply.status, reply.headers, reply.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


@pytest.fixture(scope="module")
def demos(demo: DemoUrls) -> Iterator[tuple[DemoUrls, DemoUrls]]:
    """The demo that all tests share and a second one at the same time."""
    with running() as second:
        yield demo, second


def all_records(demo: DemoUrls) -> list[dict[str, Any]]:
    """Return every record of the OGC API Records catalogue."""
    return get(f"{demo.records}/items?f=json&limit=1000").json()["features"]


def csw_ids(demo: DemoUrls, constraint: str = "") -> set[str]:
    """Return the identifiers of every record of the CSW, or of those that fit."""
    query = {
        "service": "CSW", "version": "2.0.2", "request": "GetRecords", "resulttype": "results",
        "typenames": "gmd:MD_Metadata", "elementsetname": "full", "outputschema": GMD, "maxrecords": "100",
    }  # fmt: skip
    if constraint:
        language = {"constraintlanguage": "CQL_TEXT", "constraint_language_version": "1.1.0"}
        query.update(language, constraint=constraint)
    text = get(f"{demo.csw}?{urllib.parse.urlencode(query)}").body.decode()
    return set(re.findall(r"fileIdentifier>\s*<gco:CharacterString>([^<]+)", text))


def iso_text(demo: DemoUrls, record_id: str) -> str:
    """Return the ISO document by the link that the OGC API record gives."""
    record = get(f"{demo.records}/items/{record_id}?f=json").json()
    link = next(one for one in record["links"] if one.get("title") == "ISO 19139 metadata")
    assert link["rel"] == "alternate"
    assert link["type"] == "application/xml"
    return get(link["href"]).body.decode()


def test_two_demos_run_side_by_side(demos: tuple[DemoUrls, DemoUrls]) -> None:
    first, second = demos
    assert first.base != second.base
    for demo in demos:
        landing = get(demo.pygeoapi + "?f=json").json()
        links = {link["rel"]: link["href"] for link in landing["links"]}
        for rel in ("self", "data", "conformance", "service-desc"):
            assert links[rel].startswith(demo.base + "/pygeoapi")
        assert demo.base + "/csw" in get(f"{demo.csw}?service=CSW&request=GetCapabilities").body.decode()


def test_front_page_lists_the_parts(demo: DemoUrls) -> None:
    page = get(demo.base + "/").body.decode()
    for address in (demo.records, demo.csw, demo.pygeoapi, demo.files, demo.pmtiles):
        assert f'href="{address}' in page
    assert "OpenStreetMap" in page


def test_both_catalogues_hold_the_same_records(demo: DemoUrls) -> None:
    ids = [record["id"] for record in all_records(demo)]
    assert len(ids) >= 60
    assert len(set(ids)) == len(ids)
    assert csw_ids(demo) == set(ids)


def test_reef_is_found_in_both_catalogues(demo: DemoUrls) -> None:
    found = {record["id"] for record in get(f"{demo.records}/items?f=json&q=reef").json()["features"]}
    assert len(found) >= 4
    assert "lca-coral-reefs" in found
    assert csw_ids(demo, "csw:AnyText like '%reef%'") == found


def test_extent_search_passes_over_records_without_extent(demo: DemoUrls) -> None:
    inside = get(f"{demo.records}/items?f=json&limit=1000&bbox=-61.1,13.7,-60.8,14.2").json()
    ids = {record["id"] for record in inside["features"]}
    assert "lca-coral-reefs" in ids
    assert "lca-odd-noextent" not in ids
    assert get(f"{demo.records}/items?f=json&bbox=-10,50,-9,51").json()["numberMatched"] == 0


def test_record_flavour_is_the_one_of_the_pygeoapi_loader(demo: DemoUrls) -> None:
    record = get(f"{demo.records}/items/lca-coral-reefs?f=json").json()
    link = next(one for one in record["links"] if one["href"].endswith("/collections/reefs/items"))
    assert (link["rel"], link["type"], link["title"]) == ("item", "OGC API Features", "reefs")
    assert record["geometry"]["type"] == "Polygon"


def test_sizes_and_reference_systems_are_in_the_iso_document(demo: DemoUrls) -> None:
    text = iso_text(demo, "lca-buildings-parts")
    sizes = [float(value) for value in re.findall(r"<gco:Real>([^<]+)", text)]
    for number, size in enumerate(sizes[:3], start=1):
        head = get(f"{demo.files}buildings_part{number}.gpkg", "HEAD")
        assert size == pytest.approx(int(head.headers["Content-Length"]) / 1e6, abs=0.001)
    assert "<gco:CharacterString>2006<" in iso_text(demo, "lca-parcels")
    spellings = {
        "lca-roads": "urn:ogc:def:crs:EPSG::4326",
        "lca-marine-areas": "http://www.opengis.net/def/crs/EPSG/0/4326",
        "lca-rivers": "EPSG:4326",
    }
    for record_id, spelling in spellings.items():
        assert f">{spelling}<" in iso_text(demo, record_id)


LINK_PATTERNS = {
    "FILE gpkg": r"\.gpkg$", "FILE shp.zip": r"_shp\.zip$", "FILE zip": r"bundle\.zip$",
    "FILE tif": r"\.tif$", "FILE csv": r"\.csv$", "FILE geojson": r"\.geojson$", "FILE pdf": r"\.pdf$",
    "FILE docx": r"\.docx$", "FILE xlsx": r"\.xlsx$", "COG": r"_cog\.tif$",
    "FEATURES": r"/collections/\w+/items$", "COVERAGE": r"/coverage$",
    "VECTOR_TILES": r"tileCol}\?f=mvt$", "RASTER_TILES": r"{z}/{x}/{y}\.png$", "TILES": r"/tiles$",
    "PMTILES": r"\.pmtiles$", "MAP": r"/map\?f=png$", "COLLECTION": r"/pygeoapi/collections/\w+$",
    "SERVICE_DESCRIPTION": r"/openapi\?f=json$", "LANDING_PAGE": r"/pygeoapi/$",
    "WMS": r"service=WMS", "WMTS": r"/wmts", "WFS": r"service=WFS", "WCS": r"service=WCS",
    "OWS": r"/ows$", "ARCGIS_FEATURES": r"/FeatureServer/0$", "ARCGIS_MAP": r"/MapServer$",
    "CATALOGUE_SERVICE": r"/csw\?service=CSW&version=2.0.2&request=GetCapabilities$",
    "WEB_PAGE": r"\.example/viewer$", "THUMBNAIL": r"/thumbs/\w+\.png$", "UNSAFE": r"^javascript:",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(LINK_PATTERNS))
def test_every_kind_of_distribution_appears(demo: DemoUrls, kind: str) -> None:
    links = [link["href"] for record in all_records(demo) for link in record["links"]]
    assert any(re.search(LINK_PATTERNS[kind], href) for href in links), kind


def test_every_link_to_the_demo_itself_answers(demo: DemoUrls) -> None:
    dead = {"coastal_habitats_2009"}  # the record with dead links
    broken = []
    for href in sorted(
        {link["href"] for record in all_records(demo) for link in record["links"] if link["rel"] == "item"}
    ):
        if not href.startswith(demo.base) or any(name in href for name in dead):
            continue
        url = href.replace("{tileMatrix}/{tileRow}/{tileCol}", "12/1887/1353")
        url = url.replace("{z}/{x}/{y}", "12/1354/1888")
        method = "HEAD" if "/files/" in url or "/pmtiles/" in url else "GET"
        url += "&limit=1" if url.endswith("f=html") else ""
        url += "?f=GTiff" if url.endswith("/coverage") else ""  # the default is 100 MB of JSON
        if get(url, method).status != 200:
            broken.append(url)
    assert broken == []
    assert get(f"{demo.files}coastal_habitats_2009.gpkg").status == 404


def test_features_page_filter_and_count(demo: DemoUrls) -> None:
    items = f"{demo.pygeoapi}collections/buildings/items?f=json"
    assert get(items + "&resulttype=hits").json()["numberMatched"] == 50_000
    page = get(items + "&limit=3&offset=49998").json()
    assert [feature["id"] for feature in page["features"]] == [49_999, 50_000]
    near = get(items + "&limit=10000&bbox=-61.0,14.0,-60.98,14.02").json()["features"]
    assert 0 < len(near) < 10_000
    for feature in near:
        longitudes, latitudes = zip(*feature["geometry"]["coordinates"][0])
        assert max(longitudes) >= -61.0
        assert min(latitudes) <= 14.02
    assert get(f"{demo.pygeoapi}collections/reef_sites/items?f=json&limit=1").json()["numberMatched"] == 200


def test_features_in_the_national_grid(demo: DemoUrls) -> None:
    uri = "http://www.opengis.net/def/crs/EPSG/0/2006"
    collection = get(f"{demo.pygeoapi}collections/parcels?f=json").json()
    assert collection["storageCrs"] == uri
    assert uri in collection["crs"]
    answer = get(f"{demo.pygeoapi}collections/parcels/items?f=json&limit=1&crs={uri}")
    assert uri in answer.headers["Content-Crs"]
    easting, northing = answer.json()["features"][0]["geometry"]["coordinates"][0][0]
    assert 499_000 < easting < 522_000
    assert 1_515_000 < northing < 1_560_000


def test_coverage_window_tile_and_map(demo: DemoUrls) -> None:
    for name in ("dem", "dem_bwi"):
        url = f"{demo.pygeoapi}collections/{name}/coverage?f=GTiff&bbox=-61.02,13.86,-61.0,13.88"
        answer = get(url)
        assert answer.status == 200
        assert answer.body[:4] == b"II*\0"
        assert len(answer.body) < 200_000
    tile = get(f"{demo.pygeoapi}collections/coastal_habitats/tiles/WebMercatorQuad/12/1887/1353?f=mvt")
    assert tile.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert b"coastal_habitats" in tile.body
    picture = get(
        f"{demo.pygeoapi}collections/districts/map?f=png&bbox=-61.1,13.7,-60.8,14.2&width=200&height=300"
    )
    assert picture.body[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(picture.body) > 2_000


def test_files_support_range_and_validators(demo: DemoUrls) -> None:
    url = f"{demo.files}roads.gpkg"
    head = get(url, "HEAD")
    size, tag = int(head.headers["Content-Length"]), head.headers["ETag"]
    assert head.body == b""
    assert head.headers["Accept-Ranges"] == "bytes"
    assert tag.startswith('"')
    whole = get(url).body
    assert len(whole) == size
    part = get(url, headers={"Range": "bytes=100-199"})
    assert (part.status, part.body) == (206, whole[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{size}"
    assert get(url, headers={"Range": f"bytes={size}-"}).status == 416
    assert get(url, headers={"Range": "bytes=0-9", "If-Range": tag}).status == 206
    date = head.headers["Last-Modified"]
    assert get(url, headers={"Range": "bytes=0-9", "If-Range": date}).status == 206
    assert get(url, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status == 200
    assert get(url, headers={"If-None-Match": tag}).status == 304
    assert get(f"{demo.files}../built.json").status == 404
    header = get(f"{demo.pmtiles}buildings.pmtiles", headers={"Range": "bytes=0-6"})
    assert (header.status, header.body) == (206, b"PMTiles")


def processes_of_session(session: int) -> list[str]:
    """Return the command lines of the living processes of a session (Linux)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended while we looked
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] != "Z":
                found.append((folder / "cmdline").read_text())
    return found


def wait_until_gone(session: int, seconds: float = 3.0) -> list[str]:
    """Return what is left of the session after at most so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and processes_of_session(session):
        time.sleep(0.05)
    return processes_of_session(session)


def test_stops_soon_and_leaves_nothing() -> None:
    with running() as demo:
        session = demo.process.pid
        assert len(processes_of_session(session)) >= 4  # supervisor, server, two workers
        demo.process.terminate()
        assert demo.process.wait(20) == 0
        assert processes_of_session(session) == []


def test_children_die_when_the_supervisor_is_killed() -> None:
    with running() as demo:
        demo.process.kill()
        demo.process.wait()
        assert wait_until_gone(demo.process.pid) == []


def test_kill_takes_everything_at_once() -> None:
    with running() as demo:
        demo.kill()
        assert wait_until_gone(demo.process.pid, 1.0) == []
        # Refused, or reset where the kernel had taken the connection already.
        with pytest.raises(OSError):  # noqa: PT011 - either is as good
            get(demo.base + "/")


def test_port_in_use_is_said(demo: DemoUrls) -> None:
    port = demo.base.rpartition(":")[2]
    python = PROJECT / "build" / "venv-demo" / "bin" / "python"
    outcome = subprocess.run(
        [str(python), "-m", "demo", "serve", "--port", port],
        cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False, env=dict(os.environ),
    )  # fmt: skip
    assert outcome.returncode != 0
    assert f"Port {port}" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_second_build_does_nothing() -> None:
    python = PROJECT / "build" / "venv-demo" / "bin" / "python"
    started = time.monotonic()
    outcome = subprocess.run(
        [str(python), "-m", "demo", "build"],
        cwd=PROJECT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert "up to date" in outcome.stderr
    assert time.monotonic() - started < 20  # a build takes a minute
