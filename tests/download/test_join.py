"""The parts of a dataset, made one again."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest
from osgeo import gdal, ogr, osr
from qgis.core import QgsFeedback, QgsVectorLayer

from secims_qgis.download import download, join
from secims_qgis.download.join import base_name
from secims_qgis.download.join_kept import NAME
from secims_qgis.download.join_rasters import is_mosaic
from secims_qgis.download.loadable import build_file_layers
from secims_qgis.network import errors
from tests.download.conftest import names_in
from tests.gdal_exceptions import gdal_exceptions


def table(path, count: int, epsg: int = 2006, value=1, name: str = "parcels", driver: str = "GPKG"):
    """Write points with a value of any type."""
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(epsg)
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    layer = source.CreateLayer(name, srs, ogr.wkbPoint)
    kinds = {int: ogr.OFTInteger, float: ogr.OFTReal, str: ogr.OFTString}
    layer.CreateField(ogr.FieldDefn("value", kinds[type(value)]))
    for number in range(count):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("value", value)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({500_000 + number} 1540000)"))
        layer.CreateFeature(feature)
    layer = source = None
    return path


def picture(path, column: int, epsg: int = 2006, bands: int = 1):
    """Write 600 by 700 pixels that tell their column in the whole."""
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(epsg)
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 600, 700, bands, gdal.GDT_Int16)
    dataset.SetGeoTransform((500_000 + column * 10, 10, 0, 1_540_000, 0, -10))
    dataset.SetSpatialRef(srs)
    for band in range(1, bands + 1):
        dataset.GetRasterBand(band).WriteArray(np.tile(np.arange(600, dtype=np.int16) + column, (700, 1)))
    dataset = None
    return path


@pytest.fixture
def parts(server, offer):
    """Offer files as the parts of a dataset, in the names and texts of a catalogue."""

    def make(files, format_="gpkg"):
        found = []
        for number, file in enumerate(files, 1):
            server.serve(f"/{file.name}", file.read_bytes())
            found.append(offer(f"/{file.name}", format_, title=f"Parcels (part {number} of {len(files)})"))
        return found

    return make


def test_geopackages_become_one_with_all_features(parts, tmp_path):
    files = [table(tmp_path / f"parcels_part{number}.gpkg", 10 * number) for number in (1, 2, 3)]
    result = download(parts(files), tmp_path / "to")
    assert names_in(tmp_path / "to") == ["parcels.gpkg"]
    assert result.files == (tmp_path / "to" / "parcels.gpkg",)
    assert result.notes == ()
    (layer,) = build_file_layers(result.files[0])
    assert layer.featureCount() == 60
    assert layer.crs().authid() == "EPSG:2006"
    assert result.bytes == result.files[0].stat().st_size
    assert len(result.sha256) == 1


def test_a_part_that_was_there_before_stays(parts, tmp_path):
    offers = parts([table(tmp_path / f"parcels_part{number}.gpkg", 3) for number in (1, 2)])
    alone = download(offers[0], tmp_path / "to").files[0]
    result = download(offers, tmp_path / "to")
    assert result.files == (tmp_path / "to" / "parcels.gpkg",)
    assert names_in(tmp_path / "to") == ["parcels.gpkg", alone.name]


def test_types_are_widened_over_the_parts(parts, tmp_path):
    values = (7, 15.5, "A18")
    files = [
        table(tmp_path / f"a_p{number}of3.gpkg", 2, value=value) for number, value in enumerate(values, 1)
    ]
    result = download(parts(files), tmp_path / "to")
    source = ogr.Open(str(result.files[0]))
    assert [feature.GetField("value") for feature in source.GetLayer(0)] == [
        "7",
        "7",
        "15.5",
        "15.5",
        "A18",
        "A18",
    ]


def test_dates_among_texts_stay_in_the_way_dates_are_written(parts, tmp_path):
    files = [table(tmp_path / f"visits_part{number}.gpkg", 1, value="unknown") for number in (1, 2, 3)]
    for path, kind, value in zip(
        files, (ogr.OFTDate, ogr.OFTDateTime), ("2024/01/15", "2024/01/15 10:30:00")
    ):
        source = ogr.Open(str(path), update=True)
        layer = source.GetLayer(0)
        layer.DeleteField(0)
        layer.CreateField(ogr.FieldDefn("value", kind))
        feature = layer.GetNextFeature()
        feature.SetField("value", value)
        layer.SetFeature(feature)
        layer = feature = source = None
    result = download(parts(files), tmp_path / "to")
    (layer,) = build_file_layers(result.files[0])
    values = [feature["value"] for feature in layer.getFeatures()]
    assert [values[0], values[1][:19], values[2]] == ["2024-01-15", "2024-01-15T10:30:00", "unknown"]


@pytest.mark.parametrize(
    ("driver", "ending"), [("GeoJSON", "geojson"), ("FlatGeobuf", "fgb"), ("KML", "kml")]
)
def test_other_vector_parts(parts, tmp_path, driver, ending):
    epsg = 4326
    files = []
    for number in (1, 2):
        path = table(tmp_path / f"sites_{number}.{ending}", 0, epsg, "x", driver=driver)
        source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
        srs = osr.SpatialReference()
        srs.ImportFromEPSG(epsg)
        layer = source.CreateLayer("sites", srs, ogr.wkbPoint)
        layer.CreateField(ogr.FieldDefn("value", ogr.OFTString))
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT (-61 {13 + number})"))
        layer.CreateFeature(feature)
        layer = source = None
        files.append(path)
    result = download(parts(files, ending), tmp_path / "to")
    assert [path.name for path in result.files] == ["sites.gpkg"], result.notes
    assert build_file_layers(result.files[0])[0].featureCount() == 2


def zipped(shapes, path):
    """Pack a shapefile, which lies in a folder of its own."""
    with zipfile.ZipFile(path, "w") as archive:
        for member in sorted(shapes.parent.iterdir()):
            archive.write(member, f"data/{member.name}")
    return path


def test_zipped_shapefiles(parts, tmp_path):
    files = []
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        shapes = table(folder / f"roads_{number}.shp", 5, name=f"roads_{number}", driver="ESRI Shapefile")
        files.append(zipped(shapes, tmp_path / f"roads_part{number}.shp.zip"))
    result = download(parts(files, "shp.zip"), tmp_path / "to")
    assert [path.name for path in result.files] == ["roads.gpkg"], result.notes
    assert build_file_layers(result.files[0])[0].featureCount() == 10


@pytest.mark.parametrize(("encoding", "page"), [("cp1252", "CP1252"), ("cp1252", ""), ("utf-8", "")])
def test_accents_of_shapefiles_survive_what_qgis_tells_gdal(parts, tmp_path, encoding, page):
    """QGIS sets SHAPE_ENCODING for the whole process when it opens its first layer."""
    files = []
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        shapes = table(folder / "towns.shp", 1, value="Soufri?re__", name="towns", driver="ESRI Shapefile")
        rows = shapes.with_suffix(".dbf")
        body = bytearray(rows.read_bytes().replace(b"Soufri?re__", "Soufrière".encode(encoding).ljust(11)))
        body[29] = 0  # the code page of the table itself
        rows.write_bytes(body)
        shapes.with_suffix(".cpg").unlink(missing_ok=True)
        if page:
            shapes.with_suffix(".cpg").write_text(page)
        QgsVectorLayer(str(shapes), "", "ogr")
        files.append(zipped(shapes, tmp_path / f"towns_part{number}.shp.zip"))
    result = download(parts(files, "shp.zip"), tmp_path / "to")
    (layer,) = build_file_layers(result.files[0])
    assert [feature["value"] for feature in layer.getFeatures()] == ["Soufrière"] * 2


def test_parts_of_different_crs_stay_apart_and_it_is_said(parts, tmp_path):
    files = [table(tmp_path / "a_part1.gpkg", 3, 2006), table(tmp_path / "a_part2.gpkg", 3, 32620)]
    result = download(parts(files), tmp_path / "to")
    assert names_in(tmp_path / "to") == ["a_part1.gpkg", "a_part2.gpkg"]
    assert "EPSG:2006" in result.notes[0]
    assert "EPSG:32620" in result.notes[0]


def test_rasters_become_a_mosaic_with_overviews(parts, tmp_path):
    files = [picture(tmp_path / f"dem_{number}.tif", 600 * (number - 1)) for number in (1, 2, 3)]
    result = download(parts(files, "tif"), tmp_path / "to")
    names = ["dem.vrt", "dem.vrt.ovr", "dem_1.tif", "dem_2.tif", "dem_3.tif"]
    assert names_in(tmp_path / "to") == names
    assert result.files[0].name == "dem.vrt"
    dataset = gdal.Open(str(result.files[0]))
    assert (dataset.RasterXSize, dataset.RasterYSize) == (1800, 700)
    assert np.array_equal(dataset.ReadAsArray()[0], np.arange(1800))
    assert dataset.GetRasterBand(1).GetOverviewCount() >= 1
    (layer,) = build_file_layers(result.files[0])
    assert layer.isValid()
    assert layer.crs().authid() == "EPSG:2006"
    (tmp_path / "to").rename(tmp_path / "moved")
    assert gdal.Open(str(tmp_path / "moved" / "dem.vrt")).ReadAsArray()[0, -1] == 1799


def test_rasters_that_differ_stay_apart(parts, tmp_path):
    files = [picture(tmp_path / "dem_1.tif", 0), picture(tmp_path / "dem_2.tif", 600, bands=3)]
    result = download(parts(files, "tif"), tmp_path / "to")
    assert names_in(tmp_path / "to") == ["dem_1.tif", "dem_2.tif"]
    assert "bands" in result.notes[0]


@pytest.mark.parametrize(
    "place", [None, (506_000, 10, 0, 1_533_000, 0, 10), (506_000, 10, 1, 1_540_000, 1, -10)]
)
def test_rasters_that_gdal_would_leave_out_of_a_mosaic(parts, tmp_path, place):
    """Without a place, with the south up, turned: a warning, and a mosaic with a hole."""
    files = [picture(tmp_path / "dem_1.tif", 0), picture(tmp_path / "dem_2.tif", 600)]
    dataset = gdal.Open(str(files[1]), gdal.GA_Update)
    dataset.SetGeoTransform(place or (0, 1, 0, 0, 0, 1))
    dataset = None
    result = download(parts(files, "tif"), tmp_path / "to")
    assert names_in(tmp_path / "to") == ["dem_1.tif", "dem_2.tif"]
    assert "dem_2.tif does not lie on the grid" in result.notes[0]


def test_rasters_of_one_place_do_not_hide_each_other(parts, tmp_path):
    files = [picture(tmp_path / "flood_1.tif", 0), picture(tmp_path / "flood_2.tif", 0)]
    result = download(parts(files, "tif"), tmp_path / "to")
    assert names_in(tmp_path / "to") == ["flood_1.tif", "flood_2.tif"]
    assert "very same place" in result.notes[0]


def test_a_value_that_is_nodata_in_one_part_only_stays_a_value(parts, tmp_path):
    files = [picture(tmp_path / "dem_1.tif", 0), picture(tmp_path / "dem_2.tif", 600)]
    dataset = gdal.Open(str(files[0]), gdal.GA_Update)
    dataset.GetRasterBand(1).SetNoDataValue(700)
    dataset = None
    result = download(parts(files, "tif"), tmp_path / "to")
    assert names_in(tmp_path / "to") == ["dem_1.tif", "dem_2.tif"]
    assert "nodata" in result.notes[0]


def test_other_files_stay_a_group(parts, tmp_path):
    for number in (1, 2):
        (tmp_path / f"report_part{number}.csv").write_text("a,b\n1,2\n")
    files = [tmp_path / "report_part1.csv", tmp_path / "report_part2.csv"]
    result = download(parts(files, "csv"), tmp_path / "to")
    assert names_in(tmp_path / "to") == ["report_part1.csv", "report_part2.csv"]
    assert "not joined" in result.notes[0]


@pytest.mark.parametrize("are_on", [True, False])
def test_with_and_without_gdals_exceptions(parts, tmp_path, are_on):
    vectors = parts([table(tmp_path / f"a_part{number}.gpkg", 2) for number in (1, 2)])
    rasters = parts([picture(tmp_path / f"dem_{number}.tif", 600 * (number - 1)) for number in (1, 2)], "tif")
    with gdal_exceptions(are_on=are_on):
        assert download(vectors, tmp_path / "to").files[0].name == "a.gpkg"
        assert download(rasters, tmp_path / "to").files[0].name == "dem.vrt"


def test_a_missing_part_is_said(parts, tmp_path):
    files = [table(tmp_path / f"a_part{number}.gpkg", 2) for number in (1, 2, 3)]
    result = download(parts(files)[::2], tmp_path / "to")
    assert "part 2 of 3 is missing" in result.notes
    assert build_file_layers(result.files[0])[0].featureCount() == 4


def test_a_failed_part_keeps_the_good_ones(parts, server, tmp_path):
    files = [table(tmp_path / f"a_part{number}.gpkg", 2) for number in (1, 2, 3)]
    wanted = parts(files)
    server.serve("/a_part2.gpkg", b"not here", status=404)
    with pytest.raises(errors.HttpError):
        download(wanted, tmp_path / "to")
    assert names_in(tmp_path / "to") == [NAME, "a_part1.gpkg", "a_part3.gpkg"]
    asked = len(server.seen("/a_part1.gpkg"))
    server.serve("/a_part2.gpkg", files[1].read_bytes())
    result = download(wanted, tmp_path / "to")
    assert len(server.seen("/a_part1.gpkg")) == asked, "a part that was there was fetched again"
    assert result.resumed_from >= files[0].stat().st_size
    assert build_file_layers(result.files[0])[0].featureCount() == 6
    assert names_in(tmp_path / "to") == ["a.gpkg"]


@pytest.mark.parametrize("format_", ["gpkg", "tif"])
def test_a_stop_while_the_parts_are_joined_keeps_them_for_the_next_attempt(
    parts, server, tmp_path, monkeypatch, format_
):
    make = {"gpkg": lambda path, _place: table(path, 2), "tif": picture}[format_]
    files = [make(tmp_path / f"a_{number}.{format_}", 600 * number) for number in (1, 2)]
    offers, feedback = parts(files, format_), QgsFeedback()

    def stop(*_arguments: object) -> None:
        feedback.cancel()

    with monkeypatch.context() as patch:
        patch.setattr(join, "base_name", lambda files: stop() or "a")
        with pytest.raises(errors.CancelledError):
            download(offers, tmp_path / "to", feedback=feedback)
    assert names_in(tmp_path / "to") == [NAME, f"a_1.{format_}", f"a_2.{format_}"]
    server.requests.clear()
    download(offers, tmp_path / "to")
    assert server.requests == []
    assert NAME not in names_in(tmp_path / "to")


def test_a_kept_part_that_was_changed_is_fetched_again(parts, server, tmp_path):
    files = [table(tmp_path / f"a_part{number}.gpkg", 2) for number in (1, 2)]
    wanted = parts(files)
    server.serve("/a_part2.gpkg", b"not here", status=404)
    with pytest.raises(errors.HttpError):
        download(wanted, tmp_path / "to")
    (tmp_path / "to" / "a_part1.gpkg").write_bytes(b"somebody else's")
    server.serve("/a_part2.gpkg", files[1].read_bytes())
    result = download(wanted, tmp_path / "to")
    assert build_file_layers(result.files[0])[0].featureCount() == 4
    assert (tmp_path / "to" / "a_part1.gpkg").read_bytes() == b"somebody else's"


def test_files_that_are_no_parts_are_left_alone(server, offer, tmp_path):
    for name in ("roads.gpkg", "reefs.gpkg"):
        server.serve(f"/{name}", table(tmp_path / name, 2).read_bytes())
    download([offer("/roads.gpkg"), offer("/reefs.gpkg")], tmp_path / "to")
    assert names_in(tmp_path / "to") == ["reefs.gpkg", "roads.gpkg"]


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("buildings_part1.gpkg", "buildings"),
        ("dem_1.tif", "dem"),
        ("roads part 1 of 3.shp.zip", "roads"),
        ("plain.gpkg", "plain_joined"),
    ],
)
def test_names_of_the_whole(tmp_path, name, base):
    assert base_name([tmp_path / name]) == base


@pytest.mark.parametrize(
    "change",
    [
        ("dem_1.tif", "/etc/passwd"),
        ("dem_1.tif", "../dem_1.tif"),
        ("dem_1.tif", "/vsicurl/http://other.example/a.tif"),
        ("dem_1.tif", "gone.tif"),
        ('relativeToVRT="1"', 'relativeToVRT="0"'),
        ("<VRTDataset ", '<VRTDataset subClass="VRTWarpedDataset" '),
    ],
    ids=lambda change: change[1],
)
def test_a_virtual_raster_of_somebody_else_is_not_opened(parts, tmp_path, change):
    """It could read any file, or the network."""
    files = [picture(tmp_path / f"dem_{number}.tif", 600 * (number - 1)) for number in (1, 2)]
    path = download(parts(files, "tif"), tmp_path / "to").files[0]
    assert is_mosaic(path)
    path.write_text(path.read_text().replace(*change))
    assert not is_mosaic(path)
