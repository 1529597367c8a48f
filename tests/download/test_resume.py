"""A broken download goes on where it stopped, if the file is still the same."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from secims_qgis.download import download
from secims_qgis.download.partial import claim_part
from secims_qgis.download.patience import NONE
from secims_qgis.download.terms import Terms
from secims_qgis.network.errors import BrokenOffError, DownloadError, HttpError
from tests.download.conftest import names_in
from tests.fault_server import Fault

ROOT = Path(__file__).resolve().parents[2]
ONCE = Terms(patience=NONE)
OTHER = b"name,lon,lat\n" + b"Sulphur Springs,-61.05,13.84\n" * 20_000


@pytest.fixture
def broken(server, offer, geopackage, tmp_path):
    """The distribution of a file of which half is there."""
    server.serve("/a.gpkg", geopackage.read_bytes(), fault=Fault.HALF)
    wanted = offer("/a.gpkg")
    with pytest.raises(BrokenOffError):
        download(wanted, tmp_path, terms=ONCE)
    assert names_in(tmp_path) == ["a.gpkg.part", "a.gpkg.part.json"]
    server.requests.clear()
    return wanted


def _is_whole(result, body: bytes) -> bool:
    return result.files[0].read_bytes() == body and result.sha256 == (hashlib.sha256(body).hexdigest(),)


def test_the_next_call_asks_for_the_rest_only(server, broken, geopackage, tmp_path):
    body = geopackage.read_bytes()
    server.serve("/a.gpkg", body)
    result = download(broken, tmp_path)
    assert result.resumed_from == len(body) // 2
    assert _is_whole(result, body)
    assert names_in(tmp_path) == ["a.gpkg"]
    (request,) = server.seen("/a.gpkg")
    assert request.headers["range"] == f"bytes={len(body) // 2}-"
    assert request.headers["if-range"] == '"v1"'


def test_it_may_break_again_and_again(server, broken, geopackage, tmp_path):
    body = geopackage.read_bytes()
    for _attempt in range(2):
        with pytest.raises(BrokenOffError):
            download(broken, tmp_path, terms=ONCE)
    server.serve("/a.gpkg", body)
    result = download(broken, tmp_path)
    assert result.resumed_from == len(body) - len(body) // 8
    assert _is_whole(result, body)


def test_what_is_noted_beside_the_bytes(server, broken, geopackage, tmp_path):
    assert json.loads((tmp_path / "a.gpkg.part.json").read_text()) == {
        "url": server.url("/a.gpkg"),
        "validator": '"v1"',
        "total": geopackage.stat().st_size,
        "checksum": "",
    }


@pytest.mark.parametrize(
    ("etag", "fault"),
    [
        ('"v2"', Fault.NONE),
        ('"v2"', Fault.IGNORE_IF_RANGE),
        ('"v1"', Fault.IGNORE_RANGE),
        ('"v1"', Fault.WRONG_RANGE),
        ('"v1"', Fault.RANGE_REFUSED),
    ],
)
def test_what_does_not_fit_is_fetched_anew(server, broken, zipped_shapefile, geotiff, tmp_path, etag, fault):
    body = geotiff.read_bytes()
    server.serve("/a.gpkg", body, etag=etag, fault=fault)
    result = download(replace(broken, format="tif"), tmp_path)
    assert result.resumed_from == 0
    assert _is_whole(result, body)


def test_a_shrunken_file_is_fetched_anew(server, broken, zipped_shapefile, tmp_path):
    body = zipped_shapefile.read_bytes()
    assert len(body) < (tmp_path / "a.gpkg.part").stat().st_size
    server.serve("/a.gpkg", body, fault=Fault.IGNORE_IF_RANGE)
    result = download(replace(broken, format="zip"), tmp_path)
    assert _is_whole(result, body)


@pytest.mark.parametrize(
    ("etag", "modified", "if_range"),
    [('W/"1"', "Mon, 06 Jan 2025 10:00:00 GMT", "Mon, 06 Jan 2025 10:00:00 GMT"), ('"v9"', "", '"v9"')],
)
def test_the_validator_is_a_strong_etag_or_a_date(
    server, offer, geopackage, tmp_path, etag, modified, if_range
):
    server.serve("/a.gpkg", geopackage.read_bytes(), fault=Fault.HALF, etag=etag, last_modified=modified)
    with pytest.raises(BrokenOffError):
        download(offer("/a.gpkg"), tmp_path, terms=ONCE)
    server.behaviour("/a.gpkg").fault = Fault.NONE
    assert download(offer("/a.gpkg"), tmp_path).resumed_from > 0
    assert server.seen("/a.gpkg")[-1].headers["if-range"] == if_range


@pytest.mark.parametrize(
    "how", [{"etag": 'W/"1"', "last_modified": ""}, {"headers": {"Accept-Ranges": "none"}}]
)
def test_bytes_that_cannot_be_continued_are_not_kept(server, offer, geopackage, tmp_path, how):
    server.serve("/a.gpkg", geopackage.read_bytes(), fault=Fault.HALF, **how)
    with pytest.raises(BrokenOffError):
        download(offer("/a.gpkg"), tmp_path)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(("status", "kept"), [(503, True), (500, True), (401, True), (404, False)])
def test_a_refusal_keeps_the_bytes_unless_the_file_is_gone(server, broken, tmp_path, status, kept):
    server.serve("/a.gpkg", b"no", status=status)
    with pytest.raises(HttpError):
        download(broken, tmp_path)
    assert ("a.gpkg.part" in names_in(tmp_path)) is kept


def test_a_file_that_was_never_verified_costs_one_byte(server, broken, geopackage, tmp_path):
    body = geopackage.read_bytes()
    (tmp_path / "a.gpkg.part").write_bytes(body)
    server.serve("/a.gpkg", body)
    result = download(broken, tmp_path)
    assert result.resumed_from == len(body) - 1
    assert _is_whole(result, body)


@pytest.mark.parametrize("note", ["", "{", "[]", '{"url": 3, "validator": "x", "total": null}'])
def test_a_broken_note_means_a_new_start(server, broken, geopackage, tmp_path, note):
    (tmp_path / "a.gpkg.part.json").write_text(note)
    server.serve("/a.gpkg", geopackage.read_bytes())
    result = download(broken, tmp_path)
    assert result.resumed_from == 0
    assert _is_whole(result, geopackage.read_bytes())


def test_bytes_that_were_changed_meanwhile_are_found_and_fetched_anew(server, broken, geopackage, tmp_path):
    part = tmp_path / "a.gpkg.part"
    part.write_bytes(bytes(part.stat().st_size))
    server.serve("/a.gpkg", geopackage.read_bytes())
    result = download(broken, tmp_path)
    assert result.resumed_from == 0
    assert _is_whole(result, geopackage.read_bytes())


def test_what_stays_damaged_is_fetched_anew_once_only(server, broken, geopackage, tmp_path):
    server.serve("/a.gpkg", bytes(geopackage.stat().st_size))
    with pytest.raises(DownloadError):
        download(broken, tmp_path)
    assert ["range" in request.headers for request in server.seen("/a.gpkg")] == [True, False]
    assert names_in(tmp_path) == []


def test_a_length_that_says_too_much_is_set_right_by_the_server(server, offer, geopackage, tmp_path):
    body = geopackage.read_bytes()
    server.serve("/a.gpkg", body, fault=Fault.LONG_LENGTH)
    assert _is_whole(download(offer("/a.gpkg"), tmp_path), body)


def test_files_of_the_same_name_from_two_places_do_not_mix(server, broken, offer, tmp_path):
    server.serve("/other/a.gpkg", (tmp_path / "a.gpkg.part").read_bytes(), fault=Fault.HALF)
    other = offer("/other/a.gpkg")
    with pytest.raises(BrokenOffError):
        download(other, tmp_path)
    notes = [json.loads(path.read_text())["url"] for path in sorted(tmp_path.glob("*.part.json"))]
    assert notes == [broken.url, other.url]


def test_two_downloads_of_one_file_do_not_write_the_same_bytes(server, offer, tmp_path):
    server.serve("/a.csv", OTHER)
    part = claim_part(tmp_path, "a.csv", server.url("/a.csv"))
    try:
        with pytest.raises(DownloadError, match="already being downloaded"):
            download(offer("/a.csv", "csv"), tmp_path)
    finally:
        part.release()
    assert download(offer("/a.csv", "csv"), tmp_path).files[0].read_bytes() == OTHER


def test_it_goes_on_after_the_program_was_killed(server, offer, geopackage, tmp_path):
    body = geopackage.read_bytes()
    server.serve("/a.gpkg", body, fault=Fault.STALL)
    program = (
        "import sys; from qgis.core import QgsApplication; app = QgsApplication([], False); app.initQgis();"
        "from secims_qgis.download import download; from secims_qgis.model import *;"
        "download(Distribution(DistributionKind.FILE, sys.argv[1], format='gpkg'), sys.argv[2])"
    )
    command = [sys.executable, "-c", program, server.url("/a.gpkg"), str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT) as other:
        part = tmp_path / "a.gpkg.part"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not (part.exists() and part.stat().st_size >= len(body) // 2):
            time.sleep(0.05)
        other.kill()
    assert "a.gpkg.part.lock" in names_in(tmp_path)
    server.behaviour("/a.gpkg").fault = Fault.NONE
    result = download(offer("/a.gpkg"), tmp_path)
    assert result.resumed_from == len(body) // 2
    assert _is_whole(result, body)
    assert names_in(tmp_path) == ["a.gpkg"]
