"""Download of files from good and bad servers."""

from __future__ import annotations

import hashlib

import pytest

from secims_qgis.download import download
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import open_session
from secims_qgis.network.errors import (
    DownloadError,
    HttpError,
    LinkRefusedError,
)
from tests.download.conftest import names_in
from tests.fault_server import Fault

CSV = b"name,lon,lat\n" + b"Pitons,-61.07,13.81\n" * 20_000


def test_a_file_arrives_whole_under_its_name(server, offer, geopackage, tmp_path):
    body = geopackage.read_bytes()
    server.serve("/files/reefs.gpkg", body)
    result = download(offer("/files/reefs.gpkg"), tmp_path / "new" / "folder")
    assert result.files == (tmp_path / "new" / "folder" / "reefs.gpkg",)
    assert result.files[0].read_bytes() == body
    assert result.sha256 == (hashlib.sha256(body).hexdigest(),)
    assert (result.bytes, result.resumed_from) == (len(body), 0)
    assert names_in(tmp_path / "new" / "folder") == ["reefs.gpkg"]


def test_several_files_come_one_after_the_other(server, offer, geopackage, geotiff, tmp_path):
    server.serve("/a.gpkg", geopackage.read_bytes())
    server.serve("/b.tif", geotiff.read_bytes())
    parts = (item for item in (offer("/a.gpkg"), offer("/b.tif", "tif", DistributionKind.COG)))
    result = download(parts, str(tmp_path))
    assert [path.name for path in result.files] == ["a.gpkg", "b.tif"]
    assert result.bytes == geopackage.stat().st_size + geotiff.stat().st_size
    files = [request.path for request in server.requests if request.path.endswith(("gpkg", "tif"))]
    assert files == ["/a.gpkg", "/b.tif"]


def test_geojson_that_the_record_calls_a_table_is_taken_for_what_it_is(server, offer, tmp_path):
    server.serve("/items", b'{"type": "FeatureCollection", "features": []}')
    result = download(offer("/items", "csv", title="Schools"), tmp_path)
    assert [path.name for path in result.files] == ["Schools.geojson"]


def test_files_before_a_bad_one_stay(server, offer, tmp_path):
    server.serve("/a.csv", CSV)
    with pytest.raises(HttpError):
        download([offer("/a.csv", "csv"), offer("/missing.csv", "csv")], tmp_path)
    assert names_in(tmp_path) == ["a.csv"]


def test_a_given_session_is_used_and_stays_usable(server, offer, tmp_path):
    server.serve("/a.csv", CSV)
    with open_session() as session:
        download(offer("/a.csv", "csv"), tmp_path, session=session)
        assert session.get(server.url("/a.csv")).content == CSV


@pytest.mark.parametrize("fault", [Fault.NO_LENGTH, Fault.GZIP, Fault.NONE])
def test_odd_but_honest_servers_are_fine(server, offer, geopackage, tmp_path, fault):
    server.serve("/a.gpkg", geopackage.read_bytes(), fault=fault)
    result = download(offer("/a.gpkg"), tmp_path)
    assert result.files[0].read_bytes() == geopackage.read_bytes()
    assert server.requests[0].headers["accept-encoding"] == "identity"


def test_a_wfs_answer_is_kept_under_the_layer_name(server, offer, zipped_shapefile, tmp_path):
    server.serve("/ows", zipped_shapefile.read_bytes(), content_type="application/zip")
    address = "/ows?service=WFS&request=GetFeature&typename=slu:roads&outputFormat=SHAPE-ZIP"
    result = download(offer(address, "shp.zip", layer_name="slu:roads"), tmp_path)
    assert result.files[0].name == "slu_roads.zip"
    assert server.requests[0].path == address


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="../../startup.gpkg"', "startup.gpkg"),
        ('attachment; filename="..\\..\\CON.gpkg"', "_CON.gpkg"),
        ("attachment; filename*=UTF-8''r%C3%A9cifs%3A1.gpkg", "récifs_1.gpkg"),
        ('attachment; filename="a.exe"', "x.gpkg"),
    ],
)
def test_names_of_servers_are_made_safe(server, offer, geopackage, tmp_path, header, name):
    server.serve("/x.gpkg", geopackage.read_bytes(), headers={"Content-Disposition": header})
    folder = tmp_path / "deep" / "folder"
    assert download(offer("/x.gpkg"), folder).files == (folder / name,)
    assert names_in(tmp_path) == ["deep"]


@pytest.mark.parametrize(
    ("headers", "content_type", "name"),
    [
        (
            {"Content-Disposition": 'attachment; filename="soils.zip"'},
            "application/octet-stream",
            "soils.zip",
        ),
        ({}, "application/zip", "Soils.zip"),
        ({}, "application/octet-stream", "Soils.zip"),
    ],
)
def test_a_file_of_unknown_format_gets_its_ending(
    server, offer, zipped_shapefile, tmp_path, headers, content_type, name
):
    server.serve("/8d0b2c", zipped_shapefile.read_bytes(), content_type=content_type, headers=headers)
    assert download(offer("/8d0b2c", None, title="Soils"), tmp_path).files[0].name == name


def test_a_zipped_geopackage_is_no_damage(server, offer, geopackage, tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "z", "w") as archive:
        archive.write(geopackage, "reefs.gpkg")
    disposition = {"Content-Disposition": "attachment; filename=reefs.gpkg.zip"}
    server.serve("/get", (tmp_path / "z").read_bytes(), headers=disposition)
    assert download(offer("/get", "gpkg"), tmp_path / "out").files[0].name == "reefs.gpkg.zip"


def test_nothing_is_overwritten(server, offer, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"my own work")
    (tmp_path / "a_2.csv").mkdir()
    server.serve("/a.csv", CSV)
    assert download(offer("/a.csv", "csv"), tmp_path).files[0].name == "a_3.csv"
    assert (tmp_path / "a.csv").read_bytes() == b"my own work"


def test_the_same_file_is_not_kept_twice(server, offer, tmp_path):
    server.serve("/a.csv", CSV)
    first = download(offer("/a.csv", "csv"), tmp_path)
    second = download(offer("/a.csv", "csv"), tmp_path)
    assert first == second
    assert names_in(tmp_path) == ["a.csv"]


def test_the_unfinished_file_of_another_program_is_left_alone(server, offer, tmp_path):
    (tmp_path / "a.csv.part").write_bytes(b"of a browser")
    server.serve("/a.csv", CSV)
    download(offer("/a.csv", "csv"), tmp_path)
    assert (tmp_path / "a.csv.part").read_bytes() == b"of a browser"
    assert names_in(tmp_path) == ["a.csv", "a.csv.part"]


def test_links_are_checked_before_anything_is_asked_or_made(server, offer, tmp_path):
    bad = Distribution(DistributionKind.FILE, "file:///etc/passwd", format="csv")
    with pytest.raises(LinkRefusedError):
        download([offer("/a.csv", "csv"), bad], tmp_path / "new")
    assert server.requests == []
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("kind", [DistributionKind.WEB_PAGE, DistributionKind.FEATURES])
def test_what_is_no_file_is_refused(server, offer, tmp_path, kind):
    with pytest.raises(DownloadError, match="is not a file"):
        download(offer("/a", None, kind), tmp_path)
    assert server.requests == []


def test_an_unusable_distribution_says_why(offer, tmp_path):
    with pytest.raises(DownloadError, match="on request only"):
        download(offer("/a.csv", "csv", usable=False, reason="on request only"), tmp_path)


def test_nothing_to_download_is_an_error(tmp_path):
    with pytest.raises(DownloadError):
        download([], tmp_path)
