"""A link to a .shp alone brings the whole shapefile."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

import pytest

from secims_qgis.download import download
from secims_qgis.download.loadable import open_file_layers
from secims_qgis.network.errors import DamagedFileError, FileExistsAlreadyError
from tests.download.conftest import names_in


@pytest.fixture
def shapefile(server, zipped_shapefile):
    """Serve the files of a shapefile one by one; return them by their endings."""
    with zipfile.ZipFile(zipped_shapefile) as archive:
        files = {PurePosixPath(name).suffix: archive.read(name) for name in archive.namelist()}
    for suffix, body in files.items():
        server.serve(f"/roads{suffix}", body)
    return files


def test_all_files_of_a_shapefile_come(shapefile, offer, tmp_path):
    result = download(offer("/roads.shp", "shp"), tmp_path)
    assert result.files[0] == tmp_path / "roads.shp"
    assert names_in(tmp_path) == sorted(f"roads{suffix}" for suffix in shapefile)
    assert result.bytes == sum(len(body) for body in shapefile.values())
    (layer,) = open_file_layers(result.files[0])
    assert layer.featureCount() == 50
    assert layer.crs().isValid()


@pytest.mark.parametrize("missing", [".shx", ".dbf"])
def test_without_one_that_is_needed_there_is_no_shapefile(shapefile, server, offer, tmp_path, missing):
    server.serve(f"/roads{missing}", b"gone", status=404)
    with pytest.raises(DamagedFileError, match=f"there is no {missing} beside it"):
        download(offer("/roads.shp", "shp"), tmp_path)
    assert "roads.shp" not in names_in(tmp_path)


def test_a_page_in_place_of_what_is_only_welcome_does_no_harm(shapefile, server, offer, tmp_path):
    server.serve("/roads.qml", b"<!DOCTYPE html><html>Not found</html>", content_type="text/html")
    download(offer("/roads.shp", "shp"), tmp_path)
    assert "roads.qml" not in names_in(tmp_path)


def test_files_of_another_shapefile_are_not_mixed_with_it(shapefile, offer, tmp_path):
    (tmp_path / "roads.dbf").write_bytes(b"of another one")
    with pytest.raises(FileExistsAlreadyError):
        download(offer("/roads.shp", "shp"), tmp_path)
    assert (tmp_path / "roads.dbf").read_bytes() == b"of another one"


def test_in_capitals(server, zipped_shapefile, offer, tmp_path):
    with zipfile.ZipFile(zipped_shapefile) as archive:
        for name in archive.namelist():
            server.serve(f"/ROADS{PurePosixPath(name).suffix.upper()}", archive.read(name))
    result = download(offer("/ROADS.SHP", "shp"), tmp_path)
    assert [path.suffix for path in result.files][:3] == [".SHP", ".SHX", ".DBF"]
