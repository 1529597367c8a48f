"""Files, their names and their contents, that want to be somewhere else or something else."""

from __future__ import annotations

import gzip
import io
import sqlite3
import zipfile

import pytest
from osgeo import gdal, ogr, osr

from secims_qgis.download import download, loadable
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network.errors import DamagedFileError, SecimsError
from tests.fault_server import LOGIN_PAGE
from tests.hostile.cases import payload

TABLE = b"lon,lat\n-61,14\n"


def zipped(**members):
    """An archive as bytes; ``members`` are names, with their contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def name_stays_in_the_folder(world, name):
    ways = {
        "/by/header": {"headers": {"Content-Disposition": f'attachment; filename="{name}"'}},
        "/by/title": {},
        f"/by/path/{name.replace('/', '%2F')}": {},
    }
    for path, how in ways.items():
        world.server.serve(path, TABLE, **how)
        (file,) = world.fetch(path, title=name)
        assert file.resolve().parent == (world.folder / "files").resolve()
        assert file.read_bytes() == TABLE
        assert all(name.startswith("files/") for name in world.names_below())
    assert not any(name.endswith(".py") and "startup" not in name for name in world.names_below())


def nothing_is_overwritten(world, name):
    name_stays_in_the_folder(world, name)
    kept = world.folder / "files/startup.py"
    kept.write_bytes(b"mine")
    world.server.serve("/by/header", TABLE, headers={"Content-Disposition": f'attachment; filename="{name}"'})
    (file,) = world.fetch("/by/header", format=None)
    assert kept.read_bytes() == b"mine"
    assert file != kept


def names_are_safe(world, names):
    reserved = {"con", "nul", "prn", "aux"}
    contents = {"gpkg": world.fixture("geopackage"), "tif": world.fixture("geotiff")}
    for number, name in enumerate(names.split(", ")):
        path = f"/get/{number}"
        file = contents.get(name.rpartition(".")[2])
        body = file.read_bytes() if file else TABLE
        world.server.serve(path, body, headers={"Content-Disposition": f'inline; filename="{name}"'})
        for title in (name, ""):
            (file,) = world.fetch(path, title=title)
            assert file.name.partition(".")[0].lower() not in reserved
            assert not set(file.name) & set(':?"<>|*')
            assert not file.name.startswith(".")
            assert not file.name.endswith((".", " "))


def nothing_leaves_the_archive(world, _payload):
    members = (
        "../../evil.py",
        "/etc/evil.py",
        "..\\..\\evil.py",
        "C:\\evil.py",
        "a/../../evil.py",
        "\\\\evil.example\\share\\a.py",
    )
    for number, member in enumerate(members):
        world.server.serve(f"/{number}.zip", zipped(**{member: b"x", "a.geojson": b"{}"}))
        with pytest.raises(DamagedFileError):
            world.fetch(f"/{number}.zip", format="zip")
    assert world.names_below() == []


def bomb_is_refused(world, _payload):
    world.server.serve("/bomb.zip", zipped(**{"a.tif": bytes(200_000_000)}))
    with pytest.raises(DamagedFileError, match="times its size"):
        world.fetch("/bomb.zip", format="zip")
    inner = zipped(**{"a.tif": bytes(60_000_000)})
    world.server.serve("/nested.zip", zipped(**{f"{number}.zip": inner for number in range(16)}))
    (nested,) = world.fetch("/nested.zip", format="zip")  # nobody looks into archives of archives
    assert loadable.open_file_layers(nested) == []
    assert world.names_below() == ["files/nested.zip"]


def web_page_is_refused(world, _payload):
    for path, kind in (("/a.gpkg", "application/geopackage+sqlite3"), ("/b.gpkg", "text/html")):
        world.server.serve(path, LOGIN_PAGE, content_type=kind)
        with pytest.raises(DamagedFileError, match="a web page") as caught:
            world.fetch(path, format="gpkg")
        assert "sign in" in caught.value.server_words.lower()
    assert world.names_below() == []


def layer_name_is_no_option(world, name):
    """In a GeoPackage of features, in one of pictures, and as the name of a file in an archive."""
    for hostile in (name, "a authcfg='abc1234'", "a|layerid=1|subset=1=1"):
        path = world.folder / "vector.gpkg"
        path.unlink(missing_ok=True)
        _features(path, hostile)
        (layer,) = loadable.open_file_layers(path)
        assert layer.featureCount() == 1
        assert hostile not in layer.source()
        rasters = world.folder / "raster.gpkg"
        rasters.unlink(missing_ok=True)
        _pictures(rasters, hostile)
        for layer in loadable.open_file_layers(rasters):
            assert "|option" not in layer.source()
            assert "authcfg" not in layer.source()
        archive = world.folder / "a.zip"
        archive.write_bytes(zipped(**{f"{hostile}.gpkg": path.read_bytes(), "b.gpkg": path.read_bytes()}))
        if ":" in hostile:  # not every system can write it, and so none does
            with pytest.raises(DamagedFileError):
                loadable.open_file_layers(archive)
        else:
            assert [hostile in layer.source() for layer in loadable.open_file_layers(archive)] == [False]


def _features(path, name):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(4326)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer(name, crs, ogr.wkbPoint)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (-61 14)"))
    layer.CreateFeature(feature)
    source = None


def _pictures(path, name):
    """Two tables of tiles, of which one has the name."""
    picture = gdal.GetDriverByName("MEM").Create("", 256, 256, 3)
    picture.SetGeoTransform((-61, 0.01, 0, 14, 0, -0.01))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(4326)
    picture.SetProjection(crs.ExportToWkt())
    for table in ("plain", "other"):
        gdal.GetDriverByName("GPKG").CreateCopy(
            str(path), picture, options=[f"RASTER_TABLE={table}", "APPEND_SUBDATASET=YES"]
        )
    with sqlite3.connect(path) as database:
        for table, column in (
            ("gpkg_contents", "table_name"),
            ("gpkg_tile_matrix", "table_name"),
            ("gpkg_tile_matrix_set", "table_name"),
        ):
            database.execute("PRAGMA foreign_keys = OFF")
            database.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = 'other'", (name,))
        quoted = name.replace('"', '""')
        database.execute(f'ALTER TABLE other RENAME TO "{quoted}"')
    database.close()


CHECKS = {
    "filename_traversal": nothing_is_overwritten,
    "filename_reserved": names_are_safe,
    "zip_slip": nothing_leaves_the_archive,
    "zip_bomb": bomb_is_refused,
    "content_mismatch": web_page_is_refused,
    "gpkg_layername_pipe": layer_name_is_no_option,
}


@pytest.mark.parametrize("name", CHECKS)
def test_download(world, name):
    CHECKS[name](world, payload(name))


def test_a_compressed_answer_that_unpacks_to_a_thousand_times_its_size(world):
    packed = gzip.compress(bytes(200_000_000))
    world.server.serve("/a.tif", packed, headers={"Content-Encoding": "gzip"})
    with pytest.raises(DamagedFileError, match="times its size"):
        world.fetch("/a.tif", format="tif")
    assert world.names_below() == []


@pytest.mark.parametrize("length", ["9" * 5000, "9" * 400, "-1", "1e9", "٣"])
def test_a_length_that_is_no_number_of_bytes(world, length):
    """Qt may refuse such an answer; whatever happens is an error of the plugin, or the file."""
    world.server.serve("/a.csv", TABLE, headers={"Content-Length": length.encode().decode("latin-1")})
    try:
        (file,) = world.fetch("/a.csv", format="csv")
    except SecimsError:
        return
    assert file.read_bytes() == TABLE


def test_a_file_that_points_to_other_files_is_not_opened(world):
    virtual = b'<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1">'
    virtual += b"<SimpleSource><SourceFilename>/etc/passwd</SourceFilename></SimpleSource>"
    virtual += b"</VRTRasterBand></VRTDataset>"
    for path in ("/a.tif", "/a.gpkg", "/a.geojson"):
        world.server.serve(path, virtual)
        with pytest.raises(DamagedFileError):
            world.fetch(path, format=path.rpartition(".")[2])
    assert world.names_below() == []


def test_a_service_is_not_fetched_as_a_file(world):
    for kind in set(DistributionKind) - {
        DistributionKind.FILE,
        DistributionKind.COG,
        DistributionKind.PMTILES,
    }:
        with pytest.raises(SecimsError):
            download(Distribution(kind, world.elsewhere.url("/a")), world.folder / "files")
