"""Files that are not what they should be."""

from __future__ import annotations

import json
import struct
import zipfile

import pytest

from secims_qgis.download.verify import check_stated_size, verify
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network.errors import CancelledError, DamagedFileError
from tests.fault_server import LOGIN_PAGE


def _verify(path, format_, check=lambda: None):
    wanted = Distribution(DistributionKind.FILE, "https://secims.example/x", format=format_)
    return verify(path, wanted, format_, check)


def _refusal(path, format_) -> DamagedFileError:
    with pytest.raises(DamagedFileError) as caught:
        _verify(path, format_)
    return caught.value


def _pmtiles(size: int) -> bytes:
    header = struct.pack("<7sB8Q", b"PMTiles", 3, 127, 10, 137, 10, 0, 0, 147, 1000)
    return (header + bytes(2000))[:size]


@pytest.fixture
def good_files(tmp_path, geopackage, geotiff, zipped_shapefile):
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"n": n},
                "geometry": {"type": "Point", "coordinates": [-61, 14]},
            }
            for n in range(200)
        ],
    }
    written = {
        "geojson": json.dumps(collection).encode(),
        "csv": b"name,lon,lat\nPitons,-61.07,13.81\n",
        "pdf": b"%PDF-1.4\n1 0 obj\nendobj\ntrailer\n%%EOF\n",
        "kml": b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document></Document></kml>',
        "pmtiles": _pmtiles(1147),
    }
    files = {"gpkg": geopackage, "tif": geotiff, "shp.zip": zipped_shapefile}
    for format_, body in written.items():
        files[format_] = tmp_path / f"good.{format_}"
        files[format_].write_bytes(body)
    return files


FORMATS = ["gpkg", "tif", "shp.zip", "geojson", "csv", "pdf", "kml", "pmtiles"]


@pytest.mark.parametrize("format_", FORMATS)
def test_whole_files_pass(good_files, format_):
    assert _verify(good_files[format_], format_) is (format_ != "csv")


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "csv"])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.97])
def test_cut_files_are_found_without_knowing_their_length(good_files, tmp_path, format_, share):
    body = good_files[format_].read_bytes()
    cut = tmp_path / "cut"
    cut.write_bytes(body[: int(len(body) * share)])
    assert _refusal(cut, format_).cause


@pytest.mark.parametrize("format_", [*FORMATS, "docx", None])
def test_login_pages_are_recognised(tmp_path, format_):
    page = tmp_path / "a"
    page.write_bytes(LOGIN_PAGE)
    error = _refusal(page, format_)
    assert error.cause == "the server sent a web page, not data"
    assert error.server_words == "Sign in Please sign in to the portal"


@pytest.mark.parametrize(
    ("body", "format_", "cause"),
    [
        (b"", "gpkg", "the server sent an empty file"),
        (b'{"code": "NotFound", "description": "no such file"}', "gpkg", "the server sent JSON"),
        (b'{"code": "NotFound", "description": "no such file"}', "geojson", "the file is damaged"),
        (b'<?xml version="1.0"?><ows:ExceptionReport/>', "zip", "the server sent an error report"),
        (b'<?xml version="1.0"?>\n<!-- x --><html xmlns="a">', "kml", "the server sent a web page"),
        (b'{"code": "NotFound"}', "csv", "the server sent JSON"),
        (b"\xef\xbb\xbf  \n<!DOCTYPE HTML>", "csv", "the server sent a web page"),
        (b"<VRTDataset><SourceFilename>/etc/passwd", "tif", "the server sent XML"),
        (b"Not Found", "tif", "the server sent plain text"),
        (b"SQLite format 3\x00" + bytes(5000), "gpkg", "the file is damaged"),
        (b"a,b\n1\x002", "csv", "the server sent binary data"),
        (b'{"code": "NotFound"}', "nc", "the server sent JSON"),
        (b"SQLite format 3\x00" + bytes(5000), "mbtiles", "the file is damaged"),
    ],
)
def test_the_cause_says_what_came_instead(tmp_path, body, format_, cause):
    path = tmp_path / "a"
    path.write_bytes(body)
    assert _refusal(path, format_).cause.startswith(cause)


@pytest.mark.parametrize(
    "end", ["<a><b>1</b>", "<a><b>1</b><b/>", "<a", "<!-- <a></a> -->", "<a><!-- </a> -->"]
)
def test_xml_that_ends_after_an_inner_element_is_cut(tmp_path, end):
    path = tmp_path / "a.kml"
    path.write_text(f'<?xml version="1.0"?>{end}')
    assert _refusal(path, "kml").cause


@pytest.mark.parametrize(
    "text",
    ["<a/>", "<!-- <b> --><a></a>", "<a b='1' />", "<k:a x='1'><b/></k:a>\n", "<a></a ><!-- made by x -->"],
)
def test_whole_xml_passes(tmp_path, text):
    path = tmp_path / "a.kml"
    path.write_text(f'<?xml version="1.0"?>\n{text}')
    assert _verify(path, "kml")


def test_the_words_of_a_json_error_are_kept(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b'{"code": "NotFound", "description": "no such file"}')
    assert _refusal(path, "gpkg").server_words == "no such file"


def test_an_overwritten_page_of_a_geopackage_is_found(geopackage, tmp_path):
    broken = tmp_path / "a.gpkg"
    body = bytearray(geopackage.read_bytes())
    body[len(body) // 2 : len(body) // 2 + 4096] = b"\xff" * 4096
    broken.write_bytes(body)
    assert _refusal(broken, "gpkg").cause.startswith("the file is damaged")


def test_an_sqlite_file_without_geopackage_tables_is_refused(tmp_path):
    import sqlite3

    path = tmp_path / "a.gpkg"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE a (b)")
    connection.commit()
    connection.close()
    assert "no GeoPackage" in _refusal(path, "gpkg").cause


def test_nothing_is_written_beside_a_geopackage(geopackage, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(geopackage.read_bytes())
    _verify(path, "gpkg")
    assert [item.name for item in tmp_path.iterdir()] == ["a.gpkg"]


def test_a_changed_byte_in_a_zip_is_found(zipped_shapefile, tmp_path):
    body = bytearray(zipped_shapefile.read_bytes())
    body[80] ^= 0xFF
    path = tmp_path / "a.zip"
    path.write_bytes(body)
    assert "cannot be unpacked" in _refusal(path, "zip").cause


def test_zip_bombs_are_refused_before_they_unpack(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.tif", bytes(80_000_000))
    assert "times its size" in _refusal(path, "zip").cause


@pytest.mark.parametrize("name", ["../../evil.py", "/etc/cron.d/x", "C:\\x.shp", "a/..\\..\\b.shp"])
def test_members_with_paths_outside_are_refused(tmp_path, name):
    path = tmp_path / "slip.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, b"x")
    assert "path outside" in _refusal(path, "zip").cause


@pytest.mark.parametrize("format_", ["gpkg", "tif", "shp.zip", "geojson"])
def test_verification_can_be_cancelled(good_files, format_):
    def stop():
        raise CancelledError("cancelled")

    with pytest.raises(CancelledError):
        _verify(good_files[format_], format_, stop)


@pytest.mark.parametrize(
    ("stated", "is_total", "passes"),
    [(1000, False, True), (1040, False, True), (2000, False, False), (2000, True, True), (None, False, True)],
)
def test_the_size_in_the_record_counts_within_rounding(stated, is_total, passes):
    wanted = Distribution(
        DistributionKind.FILE, "https://secims.example/a.csv", size_bytes=stated, size_is_total=is_total
    )
    if passes:
        check_stated_size(1000, wanted)
        return
    with pytest.raises(DamagedFileError, match="1000 of about 2000"):
        check_stated_size(1000, wanted)
