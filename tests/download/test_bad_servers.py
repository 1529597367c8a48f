"""Servers that refuse, lie, break off or lead astray."""

from __future__ import annotations

import pytest

from secims_qgis.download import download
from secims_qgis.network import open_session
from secims_qgis.network.errors import (
    BrokenOffError,
    DamagedFileError,
    HttpError,
    LinkRefusedError,
    LoginNeededError,
    NetworkError,
    SecimsError,
    TimedOutError,
    UnreachableError,
)
from tests.download.conftest import names_in
from tests.fault_server import LOGIN_PAGE, Fault

CSV = b"name,lon,lat\n" + b"Pitons,-61.07,13.81\n" * 20_000


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, LoginNeededError),
        (403, LoginNeededError),
        (404, HttpError),
        (410, HttpError),
        (429, HttpError),
        (500, HttpError),
        (503, HttpError),
    ],
)
def test_the_status_and_words_of_a_refusal_are_told(server, offer, tmp_path, status, kind):
    page = b"<html><style>p{}</style><body><p>Backup   until <b>six</b></p></body></html>"
    server.serve("/a.gpkg", page, status=status, content_type="text/html")
    with pytest.raises(kind) as caught:
        download(offer("/a.gpkg"), tmp_path / "new")
    assert (caught.value.status, caught.value.server_words) == (status, "Backup until six")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (LOGIN_PAGE, "text/html", "Sign in Please sign in to the portal"),
        (LOGIN_PAGE, "application/geopackage+sqlite3", "Sign in Please sign in to the portal"),
    ],
)
def test_a_login_page_is_not_taken_for_data(server, offer, tmp_path, body, content_type, words):
    server.serve("/a.gpkg", body, content_type=content_type)
    with pytest.raises(DamagedFileError, match="the server sent a web page, not data") as caught:
        download(offer("/a.gpkg"), tmp_path / "new")
    assert caught.value.server_words == words
    assert names_in(tmp_path) == []


def test_a_web_page_without_end_is_refused_at_its_start(server, offer, tmp_path):
    server.serve("/a.gpkg", LOGIN_PAGE, fault=Fault.ENDLESS)
    with pytest.raises(DamagedFileError, match="web page"):
        download(offer("/a.gpkg"), tmp_path)


@pytest.mark.parametrize("fault", [Fault.NO_LENGTH_HALF, Fault.SHORT_LENGTH])
@pytest.mark.parametrize("format_", ["gpkg", "tif", "shp.zip"])
def test_cuts_that_http_cannot_show_are_found(
    server, offer, geopackage, geotiff, zipped_shapefile, tmp_path, fault, format_
):
    files = {"gpkg": geopackage, "tif": geotiff, "shp.zip": zipped_shapefile}
    server.serve("/a", files[format_].read_bytes(), fault=fault)
    with pytest.raises(DamagedFileError):
        download(offer("/a", format_), tmp_path / "new")
    assert names_in(tmp_path) == []


def test_a_cut_table_without_length_is_found_by_the_size_in_the_record(server, offer, tmp_path):
    server.serve("/a.csv", CSV, fault=Fault.NO_LENGTH_HALF)
    with pytest.raises(DamagedFileError, match="as the record has it"):
        download(offer("/a.csv", "csv", size_bytes=len(CSV)), tmp_path)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.NO_CONNECTION, (UnreachableError, BrokenOffError)),
        (Fault.HALF, BrokenOffError),
        (Fault.RESET_AT_HALF, BrokenOffError),
        (Fault.CHUNKED_HALF, BrokenOffError),
        (Fault.STALL, TimedOutError),
        (Fault.SILENT, TimedOutError),
    ],
)
def test_broken_lines_have_their_own_errors(server, offer, tmp_path, fault, kind):
    server.serve("/a.csv", CSV, fault=fault)
    with pytest.raises(kind) as caught:
        download(offer("/a.csv", "csv"), tmp_path, session=open_session(timeout_s=1))
    assert caught.value.url == server.url("/a.csv")
    assert "a.csv" not in names_in(tmp_path)


def test_a_server_that_is_not_there_is_unreachable(server, offer, tmp_path):
    wanted = offer("/a.csv", "csv")
    server.close()
    with pytest.raises(UnreachableError):
        download(wanted, tmp_path / "new")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://secims.example/a", "http://user:word@127.0.0.1/a", "gopher:a"]
)
def test_redirects_to_forbidden_links_are_not_followed(server, offer, tmp_path, target):
    server.redirect("/a.csv", target)
    with pytest.raises(SecimsError) as caught:
        download(offer("/a.csv", "csv"), tmp_path / "new")
    assert isinstance(caught.value, (LinkRefusedError, NetworkError))
    assert names_in(tmp_path) == []


def test_redirect_loops_end(server, offer, tmp_path):
    server.redirect("/a.csv", "/b.csv")
    server.redirect("/b.csv", "/a.csv")
    with pytest.raises(SecimsError, match="too many redirects"):
        download(offer("/a.csv", "csv"), tmp_path)
    assert len(server.requests) <= 7


def test_a_redirect_to_another_host_is_followed(server, offer, tmp_path):
    server.redirect("/a.csv", f"http://localhost:{server.port}/b.csv")
    server.serve("/b.csv", CSV)
    result = download(offer("/a.csv", "csv"), tmp_path)
    assert result.files[0].name == "a.csv"
    assert server.seen("/b.csv")[0].headers["host"] == f"localhost:{server.port}"
