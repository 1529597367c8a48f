"""WMS, WMTS, WFS and WCS: the named layer, by its capabilities, and what is wrong is said."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from qgis.core import (
    QgsApplication,
    QgsDataSourceUri,
    QgsFeatureRequest,
    QgsRectangle,
    QgsTask,
)

from secims_qgis.crs import check_crs
from secims_qgis.live import open_layer
from secims_qgis.live.ows import (
    authid_of,
    best_format,
    capabilities_address,
    choose_crs,
    choose_layer,
    fetch_capabilities,
    service_address,
)
from secims_qgis.live.wms import address_options
from secims_qgis.model import BBox, CrsVerdict, Distribution, DistributionKind
from secims_qgis.network import (
    AnswerError,
    HttpError,
    LiveLayerError,
    NetworkError,
    SecimsError,
    TimedOutError,
    open_session,
)
from tests.fault_server import LOGIN_PAGE, Fault, fault_server
from tests.live.painted import areas_of_file, overlap, painted, picture_of_file

KINDS = DistributionKind
HOME = BBox(-61.10, 13.69, -60.85, 14.13)
SERVICES = (KINDS.WMS, KINDS.WMTS, KINDS.WFS, KINDS.WCS)
_PATH = {KINDS.WMTS: "wmts"}


def _open(demo, kind, layer_name="", query="", crs=None, **more):
    url = f"{demo.base}/{_PATH.get(kind, 'ows')}{query}"
    return open_layer(Distribution(kind, url, layer_name=layer_name, **more), crs=crs)


# --- addresses and choices -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://x.example/wms", "https://x.example/wms"),
        ("https://x.example/wms?", "https://x.example/wms"),
        ("https://x.example/wms?service=WMS&request=GetCapabilities&version=1.3.0", "https://x.example/wms"),
        ("https://x.example/cgi?MAP=/a.map&SERVICE=WMS&LAYERS=a", "https://x.example/cgi?MAP=%2Fa.map"),
        ("https://x.example/wfs?typeNames=a:b&count=5&key=1", "https://x.example/wfs?key=1"),
    ],
)
def test_an_address_with_and_without_its_query(url, address):
    assert service_address(url) == address


def test_the_capabilities_are_asked_for_where_qgis_asks():
    asked = capabilities_address(
        "https://x.example/cgi?map=a&request=GetMap", SERVICE="WMS", REQUEST="GetCapabilities"
    )
    assert asked == "https://x.example/cgi?map=a&SERVICE=WMS&REQUEST=GetCapabilities"


TITLES = {"secims:soils": "Soil map", "secims:forest": "Forest cover", "other:Roads": "Roads of 2022"}


@pytest.mark.parametrize(
    ("layer_name", "title", "found"),
    [
        ("secims:soils", "", "secims:soils"),
        ("soils", "", "secims:soils"),
        ("SECIMS:Soils", "", "secims:soils"),
        ("old:roads", "", "other:Roads"),
        ("secims__forest", "", "secims:forest"),
        ("Forest  cover", "", "secims:forest"),
        ("", "soil map", "secims:soils"),
    ],
)
def test_the_layer_that_a_link_means(layer_name, title, found):
    wanted = Distribution(KINDS.WMS, "https://x.example/", title=title, layer_name=layer_name)
    assert choose_layer(TITLES, wanted) == found


def test_the_only_layer_is_the_one():
    assert choose_layer({"a": ""}, Distribution(KINDS.WMS, "", layer_name="WMS of the roads")) == "a"


@pytest.mark.parametrize(("name", "why"), [("", "several layers"), ("rivers", "no layer rivers")])
def test_where_nothing_fits_the_names_are_listed(name, why):
    titles = {f"layer{number}": "" for number in range(20)}
    with pytest.raises(LiveLayerError, match=f"{why}.*layer0, layer1.*and 12 more"):
        choose_layer(titles, Distribution(KINDS.WMS, "", layer_name=name))


@pytest.mark.parametrize(
    ("written", "authid"),
    [
        ("EPSG:4326", "EPSG:4326"),
        ("CRS:84", "OGC:CRS84"),
        ("urn:ogc:def:crs:EPSG::2006", "EPSG:2006"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84"),
        (None, ""),
        ("AUTO2:42001", ""),
    ],
)
def test_reference_systems_as_services_write_them(written, authid):
    assert authid_of(written) == authid


def test_the_crs_asked_for_has_to_be_offered():
    assert choose_crs(["EPSG:3857", "EPSG:2006"], ("EPSG:4326", "EPSG:3857"), None, "") == "EPSG:3857"
    assert choose_crs(["EPSG:3857", "EPSG:2006"], (), "EPSG:2006", "") == "EPSG:2006"
    with pytest.raises(LiveLayerError, match="does not offer EPSG:32620, but EPSG:3857"):
        choose_crs(["EPSG:3857"], (), "EPSG:32620", "")
    with pytest.raises(LiveLayerError, match="no CRS"):
        choose_crs(["AUTO2:1"], (), None, "")


def test_png_before_jpeg():
    assert best_format(["image/jpeg", "image/PNG"], ("image/png", "image/jpeg")) == "image/PNG"
    assert best_format(["image/tiff"], ("image/png",)) == "image/tiff"


@pytest.mark.parametrize(
    ("service", "given", "is_used"),
    [
        ("https://x.example/wms", "https://x.example/wms?", True),
        ("https://x.example/wms", "https://maps.x.example/wms?", True),
        ("http://x.example/wms", "https://x.example/wms?", True),
        ("https://x.example/wms", "http://x.example/wms?", False),
        ("https://x.example/wms", "http://localhost:8080/geoserver/wms?", False),
        ("http://x.example/wms", "http://10.0.0.5:8080/geoserver/wms?", False),
        ("http://127.0.0.1:80/wms", "http://localhost:8080/geoserver/wms?", True),
        ("https://x.example/wms", "", True),
        ("https://x.example/wms", "http://[bad", True),
    ],
)
def test_the_address_of_the_capabilities_is_used_where_it_is_as_good(service, given, is_used):
    assert bool(address_options([{"type": "Get", "url": given}], service)) is not is_used


# --- the demo's services -------------------------------------------------------------------------------


@pytest.mark.demo
class TestDemo:
    @pytest.mark.parametrize("query", ["", "?", "?service=WMS&version=1.1.1&request=GetCapabilities"])
    def test_a_wms_layer_covers_its_source(self, demo, query):
        layer = _open(demo, KINDS.WMS, "districts", query)
        assert (layer.providerType(), layer.name()) == ("wms", "Quarters")
        assert "format=image/png" in layer.source()
        assert overlap(painted(layer), painted(areas_of_file("districts.gpkg"))) >= 0.97

    @pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:2006"])
    def test_every_crs_that_is_offered_shows_the_same(self, demo, crs):
        layer = _open(demo, KINDS.WMS, "Soil map", crs=crs)
        assert layer.crs().authid() == crs
        assert overlap(painted(layer), painted(areas_of_file("forest.gpkg"))) >= 0.97

    @pytest.mark.parametrize(("crs", "authid"), [(None, "EPSG:3857"), ("OGC:CRS84", "OGC:CRS84")])
    def test_a_wmts_layer_covers_its_source(self, demo, crs, authid):
        layer = _open(demo, KINDS.WMTS, "orthophoto_2022", "?service=WMTS", crs)
        assert layer.isValid()
        assert layer.crs().isGeographic() == (authid != "EPSG:3857")
        seen = QgsRectangle(-61.08, 13.70, -60.86, 14.12)
        assert (
            overlap(painted(layer, seen), painted(picture_of_file("orthophoto_2022_bwi.tif"), seen)) >= 0.97
        )

    def test_a_wfs_layer_has_the_features_of_its_source(self, demo):
        layer = _open(demo, KINDS.WFS, "districts", "?service=WFS&version=1.1.0&request=GetCapabilities")
        assert (layer.providerType(), layer.crs().authid()) == ("WFS", "EPSG:4326")
        names = {feature["name"] for feature in layer.getFeatures()}
        assert names == {feature["name"] for feature in areas_of_file("districts.gpkg").getFeatures()}
        source = areas_of_file("districts.gpkg")
        layer.setRenderer(source.renderer().clone())
        assert overlap(painted(layer), painted(source)) >= 0.97

    def test_only_what_is_in_view_is_asked_for(self, demo):
        layer = _open(demo, KINDS.WFS, "roads")
        castries = QgsRectangle(-61.0, 14.0, -60.98, 14.02)
        seen = list(layer.getFeatures(QgsFeatureRequest().setFilterRect(castries)))
        assert seen
        assert all(feature.geometry().boundingBox().intersects(castries) for feature in seen)

    def test_a_wcs_layer_has_the_values_of_its_source(self, demo):
        layer = _open(demo, KINDS.WCS, "elevation")
        assert (layer.providerType(), layer.crs().authid()) == ("wcs", "EPSG:2006")
        source = picture_of_file("elevation_bwi.tif")
        place = source.extent().center()
        value, is_there = layer.dataProvider().sample(place, 1)
        expected, _is_there = source.dataProvider().sample(place, 1)
        assert is_there
        assert value == pytest.approx(expected, abs=30)
        assert layer.extent() == source.extent()

    @pytest.mark.parametrize(
        ("kind", "name"),
        [
            (KINDS.WMS, "soils"),
            (KINDS.WMTS, "orthophoto_2022"),
            (KINDS.WFS, "districts"),
            (KINDS.WCS, "elevation"),
        ],
    )
    def test_saved_and_opened_again(self, demo, project, tmp_path, kind, name):
        layer = _open(demo, kind, name)
        assert check_crs(layer, None, HOME, project.crs()).verdict is CrsVerdict.OK
        before, extent = painted(layer), QgsRectangle(layer.extent())
        project.addMapLayer(layer)
        assert project.write(str(tmp_path / "ows.qgz"))
        project.clear()
        assert project.read(str(tmp_path / "ows.qgz"))
        (again,) = project.mapLayers().values()
        assert again.isValid()
        assert again.extent().toString(4) == extent.toString(4)
        assert overlap(painted(again), before) >= 0.97

    @pytest.mark.parametrize(
        ("kind", "count"), [(KINDS.WMS, "soils, forest"), (KINDS.WFS, "ms:soils, ms:forest")]
    )
    def test_several_layers_and_no_name(self, demo, kind, count):
        with pytest.raises(LiveLayerError, match=f"several layers.*{count}"):
            _open(demo, kind)

    @pytest.mark.parametrize("kind", [KINDS.WMS, KINDS.WFS, KINDS.WCS])
    def test_wmts_is_kept_apart(self, demo, kind):
        with pytest.raises(AnswerError, match="not the capabilities"):
            open_layer(Distribution(kind, f"{demo.base}/wmts", layer_name="orthophoto_2022"))

    @pytest.mark.parametrize("kind", SERVICES)
    def test_a_layer_of_a_task_belongs_to_the_main_thread(self, demo, qtbot, project, kind):
        name = {KINDS.WMTS: "orthophoto_2022", KINDS.WCS: "elevation"}.get(kind, "districts")
        task = _Opening(Distribution(kind, f"{demo.base}/{_PATH.get(kind, 'ows')}", layer_name=name))
        with qtbot.waitSignal(task.taskCompleted, timeout=30_000):
            QgsApplication.taskManager().addTask(task)
        assert task.layer.thread() == QgsApplication.instance().thread()
        project.addMapLayer(task.layer)
        assert painted(task.layer, height=200).any()


class _Opening(QgsTask):
    def __init__(self, distribution):
        super().__init__("opening")
        self.distribution, self.session, self.layer = distribution, open_session(), None

    def run(self):
        self.layer = open_layer(self.distribution, self.session)
        return True


# --- services that are not what they should be ---------------------------------------------------------


@pytest.fixture
def server():
    with fault_server() as running:
        yield running


def _at(server, kind, **more):
    return Distribution(kind, server.url("/ows"), layer_name="a", **more)


@pytest.mark.parametrize("kind", SERVICES)
@pytest.mark.parametrize(
    "body",
    [
        LOGIN_PAGE,
        b"",
        b"<a",
        b"<ServiceExceptionReport><ServiceException>no</ServiceException></ServiceExceptionReport>",
        b'<!DOCTYPE x [<!ENTITY e "e">]><WMS_Capabilities version="1.3.0"/>',
        b'{"error": 1}',
        b'<WMS_Capabilities xmlns="http://www.opengis.net/wms" version="1.3.0"/>',
        b'<WFS_Capabilities xmlns="http://www.opengis.net/wfs/2.0" version="2.0.0"/>',
        b'<WCS_Capabilities xmlns="http://www.opengis.net/wcs" version="1.0.0"/>',
        b'<Capabilities xmlns="http://www.opengis.net/wmts/1.0" version="1.0.0"/>',
        b'<WMS_Capabilities version="9.9"/>',
        b'<WFS_Capabilities version="9.9"/>',
    ],
)
def test_what_are_no_capabilities(server, kind, body):
    server.serve("/ows", body, content_type="text/xml")
    with pytest.raises(SecimsError):
        open_layer(_at(server, kind), open_session(timeout_s=5))


@pytest.mark.parametrize("kind", SERVICES)
@pytest.mark.parametrize("status", [401, 404, 500])
def test_errors_keep_their_status(server, kind, status):
    server.serve("/ows", b"<html><body>sorry</body></html>", status=status)
    with pytest.raises(HttpError) as caught:
        open_layer(_at(server, kind))
    assert (caught.value.status, caught.value.server_words) == (status, "sorry")


@pytest.mark.parametrize("kind", SERVICES)
def test_a_service_that_hangs_runs_into_the_time_out(server, kind):
    server.serve("/ows", b"", fault=Fault.SILENT)
    with pytest.raises(TimedOutError):
        open_layer(_at(server, kind), open_session(timeout_s=0.5))


@pytest.mark.parametrize("kind", SERVICES)
def test_nobody_there(kind):
    with pytest.raises(NetworkError):
        open_layer(Distribution(kind, "http://127.0.0.1:1/ows", layer_name="a"))


def test_the_dtd_of_wms_1_1_1_is_passed_over(server):
    server.serve(
        "/ows",
        b'<?xml version="1.0"?>\n<!DOCTYPE WMT_MS_Capabilities SYSTEM "http://x.example/a.dtd"\n'
        b'[ <!ELEMENT VendorSpecificCapabilities EMPTY> ]>\n<WMT_MS_Capabilities version="1.1.1"/>',
    )
    _body, version = fetch_capabilities(open_session(), server.url("/ows"), ("WMT_MS_Capabilities",))
    assert version == "1.1.1"


def test_capabilities_come_past_the_cache(server):
    body = b'<WMS_Capabilities version="1.3.0"/>'
    server.serve("/ows", body, headers={"Cache-Control": "max-age=3600"})
    for _time in range(2):
        fetch_capabilities(open_session(), server.url("/ows"), ("WMS_Capabilities",))
    assert len(server.requests) == 2


HOSTILE = [
    "x' url='http://evil.example",
    "x&url=http://evil.example",
    "a%26url=b",
    'x" sql="SELECT 1',
    "x=y z",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_the_name_of_a_layer_stays_one_value(server, name):
    body = (
        '<WMS_Capabilities xmlns="http://www.opengis.net/wms" version="1.3.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"><Service><Name>WMS</Name><Title>t</Title></Service>'
        "<Capability><Request><GetMap><Format>image/png</Format><DCPType><HTTP><Get>"
        f'<OnlineResource xlink:href="{server.url("/ows")}"/></Get></HTTP></DCPType></GetMap></Request>'
        f"<Layer><Title>t</Title><Layer><Name>{escape(name)}</Name><Title>t</Title><CRS>EPSG:4326</CRS>"
        "<EX_GeographicBoundingBox><westBoundLongitude>-61</westBoundLongitude>"
        "<eastBoundLongitude>-60</eastBoundLongitude><southBoundLatitude>13</southBoundLatitude>"
        "<northBoundLatitude>14</northBoundLatitude></EX_GeographicBoundingBox></Layer></Layer></Capability>"
        "</WMS_Capabilities>"
    )
    server.serve("/ows", body.encode(), content_type="text/xml")
    try:
        layer = open_layer(Distribution(KINDS.WMS, server.url("/ows"), layer_name=name))
    except LiveLayerError as error:
        assert "cannot keep" in error.cause  # noqa: PT017 - to refuse such a name is fine, too
        return
    uri = QgsDataSourceUri()
    uri.setEncodedUri(layer.source())
    assert (uri.params("url"), uri.params("layers")) == ([server.url("/ows")], [name])
