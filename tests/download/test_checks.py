"""Damage that only a look inside finds."""

from __future__ import annotations

import sqlite3
import struct
import zipfile

import pytest
from osgeo import gdal

from secims_qgis.download.verify import check_end, verify
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network.errors import DamagedFileError
from tests.gdal_exceptions import gdal_exceptions

WANTED = Distribution(DistributionKind.FILE, "https://secims.example/x")


def _verify(path, format_):
    return verify(path, WANTED, format_, lambda: None)


def _changed_zip(source, target, change):
    """Copy an archive; ``change`` gives each member's new bytes, None for none of it."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            body = change(info.filename, old.read(info))
            if body is not None:
                new.writestr(info.filename, body)
    return target


@pytest.mark.parametrize("with_exceptions", [False, True])
def test_a_geotiff_whose_middle_blocks_lie_behind_its_end(tmp_path, with_exceptions):
    path = tmp_path / "cog.tif"
    source = gdal.GetDriverByName("MEM").Create("", 2048, 2048, 1, gdal.GDT_Float32)
    source.GetRasterBand(1).WriteRaster(0, 0, 2048, 1, struct.pack("2048f", *range(2048)))
    options = ["COMPRESS=NONE", "BLOCKSIZE=256", "OVERVIEWS=AUTO"]
    gdal.GetDriverByName("COG").CreateCopy(str(path), source, options=options)
    with gdal_exceptions(are_on=with_exceptions):
        assert _verify(path, "tif")
        whole = path.read_bytes()
        for share in (0.3, 0.6, 0.9, 0.999):
            path.write_bytes(whole[: int(len(whole) * share)])
            with pytest.raises(DamagedFileError):
                _verify(path, "tif")


def test_a_sparse_geotiff_is_whole(tmp_path):
    path = tmp_path / "sparse.tif"
    options = ["SPARSE_OK=TRUE", "TILED=YES"]
    gdal.GetDriverByName("GTiff").Create(str(path), 1000, 1000, 1, gdal.GDT_Byte, options)
    assert _verify(path, "tif")


@pytest.mark.parametrize("missing", [".shx", ".dbf"])
def test_a_shapefile_without_one_of_its_files(zipped_shapefile, tmp_path, missing):
    bad = _changed_zip(
        zipped_shapefile, tmp_path / "a.zip", lambda name, body: None if name.endswith(missing) else body
    )
    with pytest.raises(DamagedFileError, match=f"has no {missing}"):
        _verify(bad, "shp.zip")


@pytest.mark.parametrize("cut", [".shp", ".shx", ".dbf"])
def test_a_shapefile_that_was_cut_before_it_was_packed(zipped_shapefile, tmp_path, cut):
    bad = _changed_zip(
        zipped_shapefile, tmp_path / "a.zip", lambda name, body: body[:-60] if name.endswith(cut) else body
    )
    with pytest.raises(DamagedFileError, match="cut"):
        _verify(bad, "zip")


def test_a_shapefile_in_capitals_is_complete(zipped_shapefile, tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(zipped_shapefile) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename.upper(), old.read(info))
    assert _verify(path, "shp.zip")


def test_a_geopackage_that_lists_a_layer_it_does_not_have(geopackage, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(geopackage.read_bytes())
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
            "VALUES ('lost', 'features', 'lost')"
        )
    with pytest.raises(DamagedFileError, match="lists a layer that it does not have: lost"):
        _verify(path, "gpkg")


@pytest.mark.parametrize(
    "text",
    [
        b"name,lon,lat\nPitons,-61.07,13.81\nCastries,-61.0,14.0",
        b"name,lon,lat\r\n" + b"Pitons,-61.07,13.81\r\n" * 20_000,
        b"name;lon;lat\nSoufri\xe8re;-61,07;13,81\n",
        b"name\nPitons\nCast",
        "\ufeffname\tx\ty\nÉ\t1\t2\n".encode("utf-16"),
        b'name,"lon",lat\n"a,b",1,2\n"c',
        b"a,b,c\n1,2\n1,2,3\n1",
    ],
)
def test_tables_that_are_whole_as_far_as_anyone_can_tell(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_bytes(text)
    assert _verify(path, "csv") is False
    check_end(path, WANTED, "csv")


@pytest.mark.parametrize(
    "text",
    [
        b"name,lon,lat\nPitons,-61.07,13.81\nCastries,-61",
        b"name,lon,lat\n" + b"Pitons,-61.07,13.81\n" * 20_000 + b"Pit",
    ],
)
def test_tables_that_were_cut_show_it_where_nobody_told_their_length(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_bytes(text)
    with pytest.raises(DamagedFileError, match="its last row is cut"):
        check_end(path, WANTED, "csv")


@pytest.mark.parametrize(("text", "why"), [(b"\n\n", "no header line"), (b"a,b\n1,\x002\n", "no")])
def test_what_is_no_table(tmp_path, text, why):
    path = tmp_path / "a.csv"
    path.write_bytes(text)
    with pytest.raises(DamagedFileError, match=why):
        _verify(path, "csv")
