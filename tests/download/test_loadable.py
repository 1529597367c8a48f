"""Layers of downloaded files."""

from __future__ import annotations

import json
import shutil
import zipfile

import pytest
from osgeo import gdal, ogr
from qgis.core import Qgis, QgsApplication, QgsTask

from secims_qgis.download.loadable import open_file_layers
from secims_qgis.download.unpacked import open_download
from secims_qgis.download.verify import verify
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network.errors import DamagedFileError
from tests.fault_server import LOGIN_PAGE


def _geojson(*geometries: dict) -> str:
    features = [{"type": "Feature", "properties": {"a": 1}, "geometry": item} for item in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features})


POINT = {"type": "Point", "coordinates": [-61, 14]}
LINE = {"type": "LineString", "coordinates": [[-61, 14], [-60.9, 14]]}


def _zip(path, *files, **texts):
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, f"data/{file.name}")
        for name, text in texts.items():
            archive.writestr(name.replace("__", "."), text)
    return path


def test_all_layers_of_a_geopackage(geopackage):
    layers = open_file_layers(geopackage)
    assert [layer.name() for layer in layers] == ["reefs - reefs", "reefs - moorings"]
    assert all(layer.isValid() and layer.featureCount() == 3000 for layer in layers)
    assert layers[0].crs().authid() == "EPSG:2006"
    assert layers[1].source() == f"{geopackage}|layername=moorings"


def test_a_single_layer_gets_the_name_that_is_given(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(_geojson(POINT))
    assert [layer.name() for layer in open_file_layers(path, "Coral reefs")] == ["Coral reefs"]


def test_a_layer_name_cannot_become_an_option(tmp_path):
    path = tmp_path / "a.gpkg"
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    source.CreateLayer("x|option:QGIS_FORCE_WAL=OFF", None, ogr.wkbPoint)
    source = None
    source = ogr.Open(str(path), update=1)
    source.CreateLayer("plain", None, ogr.wkbPoint)
    source = None
    layers = open_file_layers(path)
    assert [layer.featureCount() for layer in layers] == [0, 0]
    assert layers[1].source() == f"{path}|layername=plain"
    assert "option" not in layers[0].source()


def test_style_tables_are_no_layers(geopackage, tmp_path):
    path = tmp_path / "styled.gpkg"
    shutil.copy(geopackage, path)
    (layer, *_more) = open_file_layers(path)
    layer.saveStyleToDatabase("mine", "", True, "")
    assert len(open_file_layers(path)) == 2


def test_a_raster_in_a_geopackage(geotiff, tmp_path):
    path = tmp_path / "photo.gpkg"
    gdal.Translate(str(path), str(geotiff), format="GPKG", outputType=gdal.GDT_Byte)
    (layer,) = open_file_layers(path)
    assert layer.type() == Qgis.LayerType.Raster
    assert (layer.width(), layer.height()) == (500, 400)


def test_a_geotiff_and_one_in_an_archive(geotiff, tmp_path):
    (layer,) = open_file_layers(geotiff)
    (zipped,) = open_file_layers(_zip(tmp_path / "dem.zip", geotiff), "Elevation")
    assert (layer.width(), zipped.width(), zipped.name()) == (500, 500, "Elevation")
    assert zipped.crs().authid() == "EPSG:4326"


def test_a_shapefile_in_an_archive_is_read_in_place(zipped_shapefile):
    (layer,) = open_file_layers(zipped_shapefile)
    assert layer.featureCount() == 50
    assert layer.crs().isValid()
    assert layer.source().startswith(f"/vsizip/{zipped_shapefile}/data/roads.shp")


def test_an_archive_of_several_things(zipped_shapefile, geotiff, geopackage, tmp_path):
    path = _zip(tmp_path / "all.zip", geotiff, geopackage, readme__txt="hello", metadata__xml="<a/>")
    assert sorted(layer.name() for layer in open_file_layers(path, "All")) == [
        "dem",
        "reefs - moorings",
        "reefs - reefs",
    ]


def test_mixed_geometries_become_one_layer_each(tmp_path):
    path = tmp_path / "mixed.geojson"
    path.write_text(_geojson(POINT, LINE, POINT))
    counts = sorted((layer.name(), layer.featureCount()) for layer in open_file_layers(path, "Walks"))
    assert counts == [("Walks - LineString", 1), ("Walks - Point", 2)]


@pytest.mark.parametrize(
    ("text", "encoding", "authid", "position"),
    [
        ("name,lon,lat\nPitons,-61.07,13.81\n", "utf-8", "EPSG:4326", (-61.07, 13.81)),
        ("Latitude;Longitude;Nom\n13,81;-61,07;Soufrière\n", "cp1252", "EPSG:4326", (-61.07, 13.81)),
        ("id\tEasting\tNorthing\n1\t510000\t1530000\n", "utf-8", "", (510000, 1530000)),
        ("id,Norte,Este\n1,1530000,510000\n", "utf-8", "", (510000, 1530000)),
        ("coord_x;coord_y\n510000;1530000\n", "utf-8", "", (510000, 1530000)),
        ("id;Latitud;Longitud\n1;13.9;-60.9\n", "utf-8", "EPSG:4326", (-60.9, 13.9)),
        ('\ufeffX,Y,"a,b&c"\n5,6,x\n', "utf-8", "", (5, 6)),
        ('"lon +/-","lon","lat"\n1,-61.07,13.81\n', "utf-8", "EPSG:4326", (-61.07, 13.81)),
        ("100%,X &#?+,Y\n1,5,6\n", "utf-8", "", (5, 6)),
        ("\n\nname, lon, lat\nPitons,-61.07,13.81\n", "utf-8", "EPSG:4326", (-61.07, 13.81)),
        ("lon,lat\n61°30'00\"W,13°45'00\"N\n", "utf-8", "EPSG:4326", (-61.5, 13.75)),
        ("lon,lat\n61 30 00 W,13 45 N\n", "utf-8", "EPSG:4326", (-61.5, 13.75)),
        ("lon,lat,height\n-61.5,13.75,6'2\"\n", "utf-8", "EPSG:4326", (-61.5, 13.75)),
    ],
)
def test_tables_with_coordinates_become_points(tmp_path, text, encoding, authid, position):
    path = tmp_path / "a table.csv"
    path.write_bytes(text.encode(encoding))
    (layer,) = open_file_layers(path)
    (feature,) = layer.getFeatures()
    point = feature.geometry().asPoint()
    assert (point.x(), point.y()) == position
    assert layer.crs().authid() == authid


def test_accents_of_old_tables_are_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("lat;lon;nom\n13,8;-61;Soufrière\n".encode("cp1252"))
    (layer,) = open_file_layers(path)
    assert next(layer.getFeatures())["nom"] == "Soufrière"


def test_rows_whose_coordinates_cannot_be_read_are_not_lost(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text("name,lon,lat\nPitons,-61.07,13.81\nunknown,n/a,n/a\nlater,,\n")
    points, table = open_file_layers(path, "Sites")
    assert (points.name(), points.featureCount()) == ("Sites - Point", 2)
    assert (table.isSpatial(), table.featureCount()) == (False, 3)
    path.write_text("name,lon,lat\nPitons,61.07W,13.81N\n")
    (table,) = open_file_layers(path, "Sites")
    assert (table.name(), table.isSpatial(), table.featureCount()) == ("Sites", False, 1)


def test_a_member_that_cannot_be_read_does_not_cost_the_others(tmp_path):
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("walks.geojson", _geojson(POINT))
        archive.writestr("notes.csv", "")
        archive.writestr("picture.tif", "none")
    told: list[str] = []

    def hear(text: str, _tag: str, _level: Qgis.MessageLevel) -> None:
        told.append(text)

    QgsApplication.messageLog().messageReceived.connect(hear)
    try:
        (layer,) = open_download(path, "Bundle", lambda: None)
    finally:
        QgsApplication.messageLog().messageReceived.disconnect(hear)
    assert layer.featureCount() == 1
    assert "notes.csv of bundle cannot be opened: it is an empty file" in told
    assert "picture.tif of bundle cannot be opened: it is plain text" in told


def test_features_without_geometry_are_a_table(tmp_path):
    path = tmp_path / "census.geojson"
    path.write_text(_geojson(None, None))
    (layer,) = open_file_layers(path)
    assert (layer.isSpatial(), layer.featureCount(), len(list(layer.getFeatures()))) == (False, 2, 2)


@pytest.mark.parametrize("header", ["district,people", "x%41,y"])
def test_tables_without_coordinates_stay_tables(tmp_path, header):
    path = tmp_path / "census.csv"
    path.write_text(f"{header}\nCastries,70000\nSoufriere,8500\n")
    (layer,) = open_file_layers(path)
    assert (layer.featureCount(), layer.isSpatial()) == (2, False)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "README", "a.pmtiles"])
def test_documents_have_no_layers(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.4 whatever")
    assert open_file_layers(path) == []


def test_kml_and_gml(tmp_path):
    for format_, suffix in (("KML", ".kml"), ("GML", ".gml")):
        path = tmp_path / f"a{suffix}"
        source = ogr.GetDriverByName(format_).CreateDataSource(str(path))
        layer = source.CreateLayer("a", None, ogr.wkbPoint)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (-61 14)"))
        layer.CreateFeature(feature)
        layer = feature = source = None
        before = sorted(tmp_path.iterdir())
        (opened,) = open_file_layers(path)
        assert opened.featureCount() == 1
        assert sorted(tmp_path.iterdir()) == before


def test_the_schema_of_a_gml_is_not_fetched(server, tmp_path):
    schema = server.url("/wfs?service=WFS&amp;request=DescribeFeatureType&amp;typeName=ms:roads")
    path = tmp_path / "a.gml"
    path.write_text(
        f"""<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs"
        xmlns:gml="http://www.opengis.net/gml" xmlns:ms="http://mapserver.gis.umn.edu/mapserver"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xsi:schemaLocation="http://mapserver.gis.umn.edu/mapserver {schema}">
        <gml:featureMember><ms:roads><ms:geom><gml:Point srsName="EPSG:4326"><gml:coordinates>-61,14
        </gml:coordinates></gml:Point></ms:geom><ms:name>Castries</ms:name></ms:roads></gml:featureMember>
        </wfs:FeatureCollection>"""
    )
    (layer,) = open_file_layers(path)
    assert layer.featureCount() == 1
    assert server.requests == []
    assert "option:DOWNLOAD_SCHEMA=NO" in layer.source()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.gpkg", LOGIN_PAGE),
        ("a.tif", b'<VRTDataset rasterXSize="1" rasterYSize="1"></VRTDataset>'),
        ("a.geojson", b"<OGRVRTDataSource></OGRVRTDataSource>"),
        ("a.tif", b"II*\x00" + bytes(50)),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [{'),
        ("a.csv", b""),
        ("a.zip", b"PK\x03\x04" + bytes(50)),
    ],
)
def test_files_that_are_not_what_they_say_are_damaged(tmp_path, name, body):
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(DamagedFileError) as caught:
        open_file_layers(path)
    assert caught.value.cause.startswith(name)


def test_a_vrt_in_an_archive_is_not_followed(tmp_path, geotiff):
    vrt = gdal.Translate("", str(geotiff), format="VRT").GetMetadata("xml:VRT")[0]
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("dem.tif", vrt)
    with pytest.raises(DamagedFileError, match="it is XML"):
        open_file_layers(path)


def test_an_archive_without_data_says_so(tmp_path):
    assert open_file_layers(_zip(tmp_path / "a.zip", readme__txt="hello")) == []


def test_an_archive_with_paths_outside_is_refused(tmp_path, geotiff):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(geotiff, "../../dem.tif")
    with pytest.raises(DamagedFileError, match="path outside"):
        open_file_layers(path)


def test_layers_made_in_a_task_belong_to_the_main_thread(geopackage, geotiff, qtbot):
    made = []
    task = QgsTask.fromFunction("open", lambda _task: made.extend(_open_two(geopackage, geotiff)))
    with qtbot.waitSignal(task.taskCompleted, timeout=10_000):
        QgsApplication.taskManager().addTask(task)
    assert len(made) == 3
    assert all(layer.thread() == QgsApplication.instance().thread() for layer in made)


def _open_two(geopackage, geotiff):
    return open_file_layers(geopackage) + open_file_layers(geotiff)


LINK = '"crs": {"type": "link", "properties": {"href": "%s"}}'


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", %s, "features": []}',
        '{"type": "FeatureCollection", "features": [], "more": "' + "x" * 2_000_000 + '", %s}',
        '{"type": "FeatureCollection", "features": [],' + " " * 3_000_000 + "%s}",
    ],
    ids=["first", "last", "far"],
)
@pytest.mark.parametrize(
    "link",
    [
        LINK,
        LINK.replace('"crs":', '"\\u0063r\\u0073" \n :').replace("link", "\\u006Cink"),
        LINK.replace("link", "URL").replace("href", "url"),
        LINK.replace(":", ":" + " " * 70_000, 1),
    ],
    ids=["plain", "escaped", "url", "spaces"],
)
def test_a_crs_that_is_to_be_fetched_is_refused_unasked(server, tmp_path, text, link):
    path = tmp_path / "bundle.zip"
    body = text % (link % server.url("/crs"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.geojson", body)
    with pytest.raises(DamagedFileError, match="CRS"):
        open_download(path, "Bundle", lambda: None)
    (tmp_path / "a.geojson").write_text(body)
    wanted = Distribution(DistributionKind.FILE, server.url("/a.geojson"), format="geojson")
    with pytest.raises(DamagedFileError, match="CRS"):
        verify(tmp_path / "a.geojson", wanted, "geojson", lambda: None)
    assert server.requests == []


def test_a_crs_by_its_name_and_attributes_called_crs_are_harmless(tmp_path):
    crs = '"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2006"}}'
    properties = '{"a": "crs", "crs": "EPSG:2006", "link": "http://127.0.0.1:9/"}'
    feature = f'{{"type": "Feature", "properties": {properties}, "geometry": {json.dumps(POINT)}}}'
    path = tmp_path / "a.geojson"
    path.write_text(f'{{"type": "FeatureCollection", {crs}, "features": [{feature}]}}')
    (layer,) = open_file_layers(path)
    assert (layer.crs().authid(), layer.featureCount()) == ("EPSG:2006", 1)


@pytest.mark.parametrize("ending", [".ovr", ".msk", ".aux.xml"])
def test_what_lies_beside_a_raster_in_an_archive_cannot_point_elsewhere(server, geotiff, tmp_path, ending):
    there = f"/vsicurl/{server.url('/there.tif')}"
    body = {
        ".aux.xml": f'<PAMDataset><Metadata domain="OVERVIEWS"><MDI key="OVERVIEW_FILE">{there}</MDI>'
        "</Metadata></PAMDataset>"
    }.get(
        ending,
        '<VRTDataset rasterXSize="2" rasterYSize="2"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
        f"<SourceFilename>{there}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>",
    )
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(geotiff, "dem.tif")
        archive.writestr(f"dem.tif{ending}", body)
    with pytest.raises(DamagedFileError, match=f"dem.tif{ending} points somewhere else"):
        open_download(path, "Bundle", lambda: None)
    assert server.requests == []


def test_overviews_beside_a_raster_in_an_archive_come_with_it(geotiff, tmp_path):
    raster = tmp_path / "dem.tif"
    shutil.copy(geotiff, raster)
    dataset = gdal.Open(str(raster))
    dataset.BuildOverviews("NEAREST", [2])
    dataset.GetRasterBand(1).GetStatistics(True, True)
    dataset = None
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in tmp_path.glob("dem.*"):
            archive.write(file, file.name)
    (layer,) = open_download(path, "Bundle", lambda: None)
    assert layer.isValid()
