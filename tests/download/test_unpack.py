"""Archives: judged before they are unpacked, and opened with all that belongs to their layers."""

from __future__ import annotations

import json
import shutil
import stat
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from osgeo import ogr

from secims_qgis.download import download
from secims_qgis.download.archive import MAX_MEMBERS
from secims_qgis.download.unpack import unpack
from secims_qgis.download.unpacked import open_download
from secims_qgis.network.errors import CancelledError, DamagedFileError
from tests.download.conftest import names_in

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer

QML = """<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.40"{more}>{inside}<renderer-v2 type="singleSymbol" symbollevels="0"><symbols>
<symbol type="{kind}" name="0" alpha="1"><layer class="{layer}" enabled="1"><Option type="Map">
<Option name="color" value="12,200,34,255" type="QString"/>
<Option name="line_color" value="12,200,34,255" type="QString"/></Option></layer></symbol></symbols>
</renderer-v2></qgis>"""
SLD = """<?xml version="1.0"?><StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"
 xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc"><NamedLayer><se:Name>a</se:Name>
<UserStyle><se:FeatureTypeStyle><se:Rule>{more}<se:PointSymbolizer
 uom="http://www.opengeospatial.org/se/units/metre"><se:Graphic><se:Mark>
<se:WellKnownName>square</se:WellKnownName><se:Fill><se:SvgParameter name="fill">#0cc822</se:SvgParameter>
</se:Fill></se:Mark><se:Size>9</se:Size></se:Graphic></se:PointSymbolizer></se:Rule></se:FeatureTypeStyle>
</UserStyle></NamedLayer></StyledLayerDescriptor>"""
GREEN = "#0cc822"


def _go_on() -> None:
    """Do not stop."""


def _archive(path: Path, **members: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return path


def _colour(layer: QgsVectorLayer) -> str:
    return layer.renderer().symbol().color().name()


@pytest.fixture
def archive_of(tmp_path):
    """Make an archive of members, given as names with contents or as ZipInfo."""

    def make(*members) -> Path:
        path = tmp_path / "data.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("good.csv", "lon,lat\n1,2\n")
            for member, body in members:
                archive.writestr(member, body)
        return path

    return make


def _link(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (mode | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../outside.csv", "outside of it"),
        ("a/../../outside.csv", "outside of it"),
        ("..\\outside.csv", "outside of it"),
        ("/etc/passwd", "outside of it"),
        ("\\windows\\win.ini", "outside of it"),
        ("C:/windows/win.ini", "outside of it"),
        ("c:win.ini", "outside of it"),
        ("a\nb.csv", "outside of it"),
        ("CON", "name of a device"),
        ("data/nul.csv", "name of a device"),
        ("LPT1.shp/a.csv", "name of a device"),
        ("com¹.txt", "name of a device"),
        ("reefs.csv:hidden", "name of a device"),
        ("reefs.csv.", "not every system"),
        ("data /reefs.csv", "not every system"),
        ("x" * 300 + ".csv", "name that is too long"),
        ("/".join("y" * 200 for _ in range(6)), "path that is too long"),
        ("/".join("z" for _ in range(40)), "path that is too long"),
        ("GOOD.CSV", "two members in one place"),
        ("good.csv/inside.csv", "two members in one place"),
    ],
)
def test_names_that_are_refused_before_anything_is_written(archive_of, tmp_path, name, why):
    path = archive_of((name, "x"))
    with pytest.raises(DamagedFileError, match=why):
        unpack(path, _go_on)
    assert names_in(tmp_path) == ["data.zip"]


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_links_and_special_files_are_refused(archive_of, tmp_path, mode):
    with pytest.raises(DamagedFileError, match="link or another special file"):
        unpack(archive_of((_link("reefs.csv", mode), "/etc/passwd")), _go_on)
    assert names_in(tmp_path) == ["data.zip"]


def test_a_member_through_a_link_is_refused_with_the_link(archive_of, tmp_path):
    members = (_link("data", stat.S_IFLNK), "/tmp"), ("data/a.csv", "x")
    with pytest.raises(DamagedFileError):
        unpack(archive_of(*members), _go_on)


def test_too_many_members(tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(MAX_MEMBERS + 1):
            archive.writestr(f"{number}", b"")
    with pytest.raises(DamagedFileError, match=f"more than {MAX_MEMBERS} members"):
        unpack(path, _go_on)


def test_one_member_that_unpacks_to_more_than_data_ever_do(archive_of, tmp_path):
    with pytest.raises(DamagedFileError, match="times its size"):
        unpack(archive_of(("zeros.tif", bytes(120_000_000))), _go_on)
    assert names_in(tmp_path) == ["data.zip"]


def test_members_that_share_their_bytes(tmp_path):
    path = _archive(tmp_path / "data.zip", **{"a.csv": "lon,lat\n", "b.csv": "lon,lat\n"})
    body = bytearray(path.read_bytes())
    place = body.rindex(b"PK\x01\x02")
    body[place + 42 : place + 46] = struct.pack("<I", 3)  # the second begins inside of the first
    path.write_bytes(body)
    with pytest.raises(DamagedFileError, match="overlap"):
        unpack(path, _go_on)


def test_a_password_is_said(zipped_shapefile, tmp_path):
    body = bytearray(zipped_shapefile.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = body.index(mark)
        body[place + offset] |= 1
    path = tmp_path / "data.zip"
    path.write_bytes(body)
    with pytest.raises(DamagedFileError, match="needs a password"):
        unpack(path, _go_on)


def test_a_damaged_member_leaves_nothing(archive_of, tmp_path):
    path = archive_of(("a.bin", bytes(range(256)) * 100))
    body = bytearray(path.read_bytes())
    body[body.rindex(b"PK\x03\x04") + 60] ^= 0xFF
    path.write_bytes(body)
    with pytest.raises(DamagedFileError):
        unpack(path, _go_on)
    assert names_in(tmp_path) == ["data.zip"]


def test_a_stop_leaves_nothing(archive_of, tmp_path):
    def stop() -> None:
        raise CancelledError("stop")

    with pytest.raises(CancelledError):
        unpack(archive_of(), stop)
    assert names_in(tmp_path) == ["data.zip"]


def test_unpacked_twice_is_one_folder_and_another_one_is_not_overwritten(archive_of, tmp_path):
    path = archive_of(("sub/b.csv", "lon,lat\n"))
    assert unpack(path, _go_on) == tmp_path / "data"
    assert unpack(path, _go_on) == tmp_path / "data"
    (tmp_path / "data" / "good.csv").write_text("changed by its user")
    assert unpack(path, _go_on) == tmp_path / "data_2"
    assert (tmp_path / "data" / "good.csv").read_text() == "changed by its user"


def test_what_a_killed_qgis_left_is_cleared(archive_of, tmp_path):
    (tmp_path / "data.unpacking").mkdir()
    (tmp_path / "data.unpacking" / "half").write_text("half")
    unpack(archive_of(), _go_on)
    assert names_in(tmp_path) == ["data", "data.zip"]
    assert names_in(tmp_path / "data") == ["good.csv"]


def test_the_refusals_hold_for_a_download_too(server, offer, archive_of, tmp_path):
    server.serve("/a.zip", archive_of((_link("l", stat.S_IFLNK), "/etc/passwd")).read_bytes())
    with pytest.raises(DamagedFileError, match="link"):
        download(offer("/a.zip", "zip"), tmp_path / "new")
    assert names_in(tmp_path / "new") == []


def test_every_kind_of_layer_inside_is_found(geopackage, geotiff, zipped_shapefile, tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(zipped_shapefile) as shapes, zipfile.ZipFile(path, "w") as archive:
        for info in shapes.infolist():
            archive.writestr(info.filename, shapes.read(info))
        archive.write(geopackage, "deep/er/reefs.gpkg")
        archive.write(geotiff, "dem.tif")
        archive.writestr("points.csv", "name,lon,lat\nSoufrière,-61.06,13.85\n")
        archive.writestr("a.geojson", _geojson())
        archive.writestr("b.json", _geojson())
        archive.writestr("metadata.json", '{"title": "no data"}')
        archive.writestr("c.kml", _written("KML", tmp_path / "c.kml"))
        archive.writestr("d.gml", _written("GML", tmp_path / "d.gml"))
        archive.writestr("__MACOSX/._points.csv", "lon,lat\n")
        archive.writestr("readme.txt", "hello")
    layers = open_download(path, "All", _go_on)
    names = sorted(layer.name().split(" - ")[0] for layer in layers)
    assert names == ["a", "b", "c", "d", "dem", "points", "reefs", "reefs", "roads"]
    assert all(layer.isValid() for layer in layers)
    assert all("/vsi" not in layer.source() for layer in layers)
    (points,) = [layer for layer in layers if layer.name() == "points"]
    assert next(points.getFeatures())["name"] == "Soufrière"
    assert points.crs().authid() == "EPSG:4326"


def _geojson() -> str:
    geometry = {"type": "Point", "coordinates": [1, 2]}
    feature = {"type": "Feature", "properties": {"n": 1}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def _written(driver: str, path: Path) -> bytes:
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    layer = source.CreateLayer("places", None, ogr.wkbPoint)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (1 2)"))
    layer.CreateFeature(feature)
    source = layer = None
    return path.read_bytes()


@pytest.fixture
def with_style(zipped_shapefile, tmp_path):
    """Open the points of a shapefile that has other files beside it."""

    def open_it(**beside: str) -> QgsVectorLayer:
        path = tmp_path / "roads.zip"
        shutil.copy(zipped_shapefile, path)
        with zipfile.ZipFile(path, "a") as archive:
            for suffix, text in beside.items():
                archive.writestr(f"data/roads.{suffix}", text)
        (layer,) = open_download(path, "Roads", _go_on)
        return layer

    return open_it


def _qml(inside: str = "", more: str = "") -> str:
    return QML.format(inside=inside, more=more, kind="marker", layer="SimpleMarker")


def test_the_qml_beside_a_shapefile_is_its_style(with_style):
    assert _colour(with_style(qml=_qml())) == GREEN


def test_the_sld_beside_a_shapefile_is_its_style_unless_there_is_a_qml(with_style):
    layer = with_style(sld=SLD.format(more=""))
    assert _colour(layer) == GREEN
    assert layer.renderer().symbol().symbolLayer(0).properties()["name"] == "square"


def test_the_qml_counts_before_the_sld(with_style):
    layer = with_style(sld=SLD.format(more="").replace("0cc822", "ff0000"), qml=_qml())
    assert _colour(layer) == GREEN


@pytest.mark.parametrize(
    "address", ["http://spy.example/a.svg", "https://spy.example", "file:///etc/passwd", "/vsicurl/x"]
)
def test_a_style_that_would_fetch_something_is_left_out(with_style, address):
    inside = f'<Option name="imageFile" value="{address}" type="QString"/>'
    assert _colour(with_style(qml=_qml(inside))) != GREEN


def test_an_sld_that_would_fetch_something_is_left_out(with_style):
    more = '<OnlineResource xlink:href="http://spy.example/a.svg"/>'
    assert _colour(with_style(sld=SLD.format(more=more))) != GREEN


def test_python_and_actions_in_a_style_do_not_come_along(with_style):
    inside = (
        "<editforminitcodesource>2</editforminitcodesource><editforminit>f</editforminit>"
        "<editforminitcode>print(1)</editforminitcode><attributeactions><actionsetting type='1' "
        "name='x' action='print(1)' id='{1}' capture='0' icon='' shortTitle='' notificationMessage='' "
        "isEnabledOnlyWhenEditable='0'><actionScope id='Canvas'/></actionsetting></attributeactions>"
    )
    layer = with_style(qml=_qml(inside))
    assert _colour(layer) == GREEN
    assert layer.actions().actions() == []
    assert layer.editFormConfig().initCode() == ""


def test_the_code_page_and_the_crs_beside_a_shapefile_count(tmp_path):
    folder = tmp_path / "made"
    folder.mkdir()
    source = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(folder / "a.shp"))
    layer = source.CreateLayer("a", None, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("name", ogr.OFTString))
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetField("name", "Soufri_re")
    feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (500000 1540000)"))
    layer.CreateFeature(feature)
    source = layer = None
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for member in folder.iterdir():
            if member.suffix != ".cpg":
                archive.writestr(member.name, member.read_bytes().replace(b"Soufri_re", b"Soufri\xe8re"))
        archive.writestr("a.cpg", "1252")
        archive.writestr("a.prj", _wkt_2006())
    (opened,) = open_download(path, "A", _go_on)
    assert next(opened.getFeatures())["name"] == "Soufrière"
    assert "St. Lucia" in opened.crs().description()


def _wkt_2006() -> str:
    from osgeo import osr

    crs = osr.SpatialReference()
    crs.ImportFromEPSG(2006)
    crs.MorphToESRI()
    return crs.ExportToWkt()


def test_an_archive_of_documents_stays_packed(tmp_path):
    path = _archive(tmp_path / "docs.zip", **{"report.pdf": "%PDF", "readme.txt": "hello"})
    assert open_download(path, "Docs", _go_on) == []
    assert names_in(tmp_path) == ["docs.zip"]


def test_without_room_an_archive_is_read_in_place(zipped_shapefile, tmp_path, monkeypatch):
    from secims_qgis.network.errors import DiskFullError

    def full(*_args):
        raise DiskFullError("full")

    monkeypatch.setattr("secims_qgis.download.unpack.check_room", full)
    path = tmp_path / "roads.zip"
    shutil.copy(zipped_shapefile, path)
    (layer,) = open_download(path, "Roads", _go_on)
    assert layer.source().startswith("/vsizip/")
    assert names_in(tmp_path) == ["roads.zip"]
