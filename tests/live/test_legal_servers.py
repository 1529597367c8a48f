"""Services as the standards allow them, in forms that the demo does not have."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle

from secims_qgis.live import open_layer
from secims_qgis.live.ows import authid_of
from secims_qgis.live.wfs import feature_types
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import open_session
from tests.fault_server import fault_server
from tests.live.drawing import draw
from tests.live.painted import painted
from tests.live.tile_server import picture_tile, serve_json, serve_tiles, vector_tile

pytestmark = pytest.mark.demo
KINDS = DistributionKind
ISLAND = QgsRectangle(-61.10, 13.69, -60.85, 14.13)
MERCATOR = QgsRectangle(-6_803_000, 1_537_000, -6_771_000, 1_591_000)
HALF = 20037508.342789244


@pytest.fixture
def server(demo):
    with fault_server() as running:
        yield running


def _open(kind, url, **more):
    return open_layer(Distribution(kind, url, title="Service", **more), open_session(timeout_s=5))


def _is_painted(picture):
    side = range(0, picture.width(), 5)
    return any(picture.pixelColor(x, y).alpha() > 20 for x in side for y in side)


def _wmts(server, template, style="plain"):
    matrices = "".join(
        f"<TileMatrix><ows:Identifier>{level}</ows:Identifier>"
        f"<ScaleDenominator>{559082264.0287178 / 2**level!r}</ScaleDenominator>"
        f"<TopLeftCorner>{-HALF} {HALF}</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight>"
        f"<MatrixWidth>{2**level}</MatrixWidth><MatrixHeight>{2**level}</MatrixHeight></TileMatrix>"
        for level in range(8, 11)
    )
    return (
        '<?xml version="1.0"?><Capabilities xmlns="http://www.opengis.net/wmts/1.0" version="1.0.0" '
        'xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink"><Contents>'
        "<Layer><ows:Title>Air</ows:Title><ows:Identifier>air</ows:Identifier>"
        "<ows:WGS84BoundingBox><ows:LowerCorner>-61.1 13.69</ows:LowerCorner>"
        "<ows:UpperCorner>-60.85 14.13</ows:UpperCorner></ows:WGS84BoundingBox>"
        f'<Style isDefault="true"><ows:Identifier>{style}</ows:Identifier></Style><Format>image/png</Format>'
        "<TileMatrixSetLink><TileMatrixSet>web</TileMatrixSet></TileMatrixSetLink>"
        f'<ResourceURL format="image/png" resourceType="tile" template="{server.url(template)}"/></Layer>'
        "<TileMatrixSet><ows:Identifier>web</ows:Identifier>"
        f"<ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS>{matrices}</TileMatrixSet>"
        "</Contents></Capabilities>"
    )


def test_wmts_by_resources_only(server):
    """OGC 07-057r7, clause 10: no operations, a capabilities document at a path, templates for the tiles."""
    template = "/rest/air/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png"
    serve_tiles(server, picture_tile(), levels=range(8, 11), form="/rest/air/plain/web/{z}/{y}/{x}.png")
    address = "/rest/1.0.0/WMTSCapabilities.xml"
    server.serve(address, _wmts(server, template), content_type="application/xml")
    layer = _open(KINDS.WMTS, server.url(address), layer_name="air")
    picture, errors = draw(layer, MERCATOR, 300, crs=QgsCoordinateReferenceSystem("EPSG:3857"))
    assert errors == []
    assert _is_painted(picture)


def test_wmts_whose_default_style_has_an_empty_name(server):
    """GeoServer's layers without a style of their own."""
    capabilities = server.serve("/c", _wmts(server, "/no/{TileMatrix}", style=""), content_type="text/xml")
    drawn = server.serve("/p", picture_tile(), content_type="image/png")
    server.behaviour = lambda path: capabilities if "getcapabilities" in path.lower() else drawn
    layer = _open(KINDS.WMTS, server.url("/wmts"), layer_name="air")
    assert layer.isValid()
    assert layer.source().count("styles=&") == 1


def _wms_1_1_1(server):
    return (
        '<?xml version="1.0"?><!DOCTYPE WMT_MS_Capabilities SYSTEM "http://schemas.opengis.net/wms/1.1.1/a.dtd">'
        '<WMT_MS_Capabilities version="1.1.1"><Service><Name>OGC:WMS</Name><Title>Old</Title>'
        f'<OnlineResource xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{server.url("/wms?")}"/>'
        "</Service><Capability><Request><GetCapabilities><Format>application/vnd.ogc.wms_xml</Format>"
        f"{_dcp(server)}</GetCapabilities><GetMap><Format>image/png</Format>{_dcp(server)}</GetMap></Request>"
        "<Exception><Format>application/vnd.ogc.se_xml</Format></Exception><Layer><Title>All</Title>"
        "<SRS>EPSG:4326</SRS><SRS>EPSG:3857</SRS>"
        '<LatLonBoundingBox minx="-61.1" miny="13.69" maxx="-60.85" maxy="14.13"/>'
        "<Layer queryable='1'><Name>reefs</Name><Title>Reefs</Title><SRS>EPSG:4326</SRS>"
        '<LatLonBoundingBox minx="-61.1" miny="13.69" maxx="-60.85" maxy="14.13"/></Layer></Layer>'
        "</Capability></WMT_MS_Capabilities>"
    )


def _dcp(server):
    return (
        '<DCPType><HTTP><Get><OnlineResource xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xlink:href="{server.url("/wms?")}"/></Get></HTTP></DCPType>'
    )


def test_wms_1_1_1(server):
    """OGC 01-068r3: another root, a DTD, SRS for CRS, longitude before latitude in the request."""
    capabilities, picture = server.serve("/c", _wms_1_1_1(server), content_type="text/xml"), picture_tile()
    drawn = server.serve("/p", picture, content_type="image/png")
    server.behaviour = lambda path: capabilities if "getcapabilities" in path.lower() else drawn
    layer = _open(KINDS.WMS, server.url("/wms?"), layer_name="reefs")
    server.requests.clear()
    image, errors = draw(layer, ISLAND, 200, crs=QgsCoordinateReferenceSystem("EPSG:4326"))
    assert errors == []
    assert _is_painted(image)
    asked = [parse_qs(urlsplit(seen.path).query.upper()) for seen in server.requests]
    maps = [query for query in asked if query.get("REQUEST") == ["GETMAP"]]
    assert maps
    for query in maps:
        assert (query["VERSION"], query["SRS"]) == (["1.1.1"], ["EPSG:4326"])
        assert float(query["BBOX"][0].split(",")[0]) < -60


def test_wms_in_degrees_of_crs_84_only(server):
    """OGC 06-042, annex B.3: the CRS is called CRS:84 and nothing else."""
    written = _wms_1_1_1(server).replace("EPSG:4326", "CRS:84").replace("<SRS>EPSG:3857</SRS>", "")
    capabilities, picture = server.serve("/c", written, content_type="text/xml"), picture_tile()
    drawn = server.serve("/p", picture, content_type="image/png")
    server.behaviour = lambda path: capabilities if "getcapabilities" in path.lower() else drawn
    layer = _open(KINDS.WMS, server.url("/wms?"), layer_name="reefs", crs="OGC:CRS84")
    server.requests.clear()
    image, errors = draw(layer, ISLAND, 200, crs=QgsCoordinateReferenceSystem("EPSG:4326"))
    assert errors == []
    assert _is_painted(image)
    asked = [parse_qs(urlsplit(seen.path).query.upper()) for seen in server.requests]
    assert {query["SRS"][0] for query in asked if query.get("REQUEST") == ["GETMAP"]} == {"CRS:84"}


def _wfs_1_0_0(address):
    """Without keywords, as MapServer writes them."""
    operations = "".join(
        f'<{name}><DCPType><HTTP><Get onlineResource="{address}?"/></HTTP></DCPType></{name}>'
        for name in ("GetCapabilities", "DescribeFeatureType", "GetFeature")
    )
    return (
        '<WFS_Capabilities version="1.0.0" xmlns="http://www.opengis.net/wfs"><Service><Name>WFS</Name>'
        f"<Title>Old</Title><OnlineResource>{address}</OnlineResource></Service><Capability><Request>"
        f"{operations}</Request></Capability><FeatureTypeList><Operations><Query/></Operations><FeatureType>"
        "<Name>reefs</Name><Title>Reefs</Title><SRS>EPSG:4326</SRS>"
        '<LatLongBoundingBox minx="-61.1" miny="13.69" maxx="-60.85" maxy="14.13"/></FeatureType>'
        "</FeatureTypeList></WFS_Capabilities>"
    )


_WFS_SCHEMA = """<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml"
 xmlns:a="http://a.example/" targetNamespace="http://a.example/" elementFormDefault="qualified">
 <complexType name="t"><complexContent><extension base="gml:AbstractFeatureType"><sequence>
 <element name="name" type="string"/><element name="place" type="gml:PointPropertyType"/>
 </sequence></extension></complexContent></complexType>
 <element name="reefs" type="a:t" substitutionGroup="gml:_Feature"/></schema>"""
_WFS_FEATURES = """<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:a="http://a.example/"
 xmlns:gml="http://www.opengis.net/gml"><gml:boundedBy><gml:null>unknown</gml:null></gml:boundedBy>
 <gml:featureMember><a:reefs fid="reefs.1"><a:name>Anse</a:name><a:place><gml:Point srsName="EPSG:4326">
 <gml:coordinates>-61.05,13.82</gml:coordinates></gml:Point></a:place></a:reefs></gml:featureMember>
</wfs:FeatureCollection>"""


def test_wfs_1_0_0(server):
    """OGC 02-058: elements that later versions rename, and no keywords."""
    answers = {
        name: server.serve(f"/{name}", body, content_type="text/xml")
        for name, body in (
            ("getcapabilities", _wfs_1_0_0(server.url("/wfs"))),
            ("describefeaturetype", _WFS_SCHEMA),
            ("getfeature", _WFS_FEATURES),
        )
    }
    server.behaviour = lambda path: answers[parse_qs(urlsplit(path).query.lower())["request"][0]]
    layer = _open(KINDS.WFS, server.url("/wfs?service=WFS"), layer_name="reefs")
    (feature,) = list(layer.getFeatures())
    assert (layer.name(), feature["name"]) == ("Reefs", "Anse")
    assert feature.geometry().asPoint().x() == pytest.approx(-61.05)


@pytest.mark.parametrize(
    ("version", "crs"),
    [
        ("1.1.0", "<DefaultSRS>urn:x-ogc:def:crs:EPSG:2006</DefaultSRS><OtherSRS>EPSG:4326</OtherSRS>"),
        ("2.0.0", "<DefaultCRS>urn:ogc:def:crs:EPSG::2006</DefaultCRS><OtherCRS>EPSG:4326</OtherCRS>"),
    ],
)
def test_feature_types_without_what_may_be_left_out(version, crs):
    """OGC 09-025r2 has no title that must be there; GeoServer writes the first form in version 1.1."""
    space = "http://www.opengis.net/wfs/2.0" if version == "2.0.0" else "http://www.opengis.net/wfs"
    body = (
        f'<w:WFS_Capabilities version="{version}" xmlns:w="{space}"><w:FeatureTypeList xmlns="{space}">'
        f"<FeatureType><Name>a:reefs</Name>{crs}</FeatureType></w:FeatureTypeList></w:WFS_Capabilities>"
    )
    ((name, found),) = feature_types(body.encode(), "").items()
    assert (name, found.title) == ("a:reefs", "")
    assert [authid_of(written) for written in found.crs] == ["EPSG:2006", "EPSG:4326"]


def test_a_tileset_without_limits_or_extent(server):
    """Levels and place come from the tiles themselves."""
    serve_tiles(server, vector_tile(), levels=range(8, 11), form="/tiles/WebMercatorQuad/{z}/{y}/{x}")
    href = server.url("/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}")
    document = {
        "dataType": "vector",
        "tileMatrixSetURI": "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
        "links": [{"rel": "item", "type": "application/vnd.mapbox-vector-tile", "href": href}],
    }
    serve_json(server, "/tiles/WebMercatorQuad", document)
    layer = _open(KINDS.TILES, server.url("/tiles/WebMercatorQuad"))
    assert (layer.sourceMinZoom(), layer.sourceMaxZoom()) == (8, 10)
    assert layer.extent().width() < 1_000_000
    assert painted(layer).any()


def test_a_tilejson_alone(server):
    """Its address is all that a record gives, and its tiles lie somewhere else."""
    serve_tiles(server, vector_tile(), levels=range(8, 11), form="/elsewhere/{z}/{x}/{y}.pbf")
    document = {
        "tilejson": "2.2.0",
        "tiles": [server.url("/elsewhere/{z}/{x}/{y}.pbf")],
        "vector_layers": [{"id": "coastal_habitats", "fields": {"class": "String"}}],
        "center": [-61, 13.9, 9],
    }
    serve_json(server, "/data/v3.json", document)
    layer = _open(KINDS.VECTOR_TILES, server.url("/data/v3.json"))
    assert (layer.sourceMinZoom(), layer.sourceMaxZoom()) == (8, 10)
    assert painted(layer).any()


@pytest.mark.parametrize("prefix", ["EPSG:3857:", "level"])
def test_matrices_with_names_like_those_of_geoserver(server, prefix):
    """Names of tile matrices need not be numbers (OGC 17-083r4, clause 6.2); here they have a prefix."""
    grid = {
        "id": "EPSG:3857x",
        "crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
        "tileMatrices": [
            {
                "id": f"{prefix}{level}",
                "scaleDenominator": 559082264.0287178 / 2**level,
                "pointOfOrigin": [-HALF, HALF],
                "matrixWidth": 2**level,
                "matrixHeight": 2**level,
                "tileWidth": 256,
                "tileHeight": 256,
            }
            for level in range(12)
        ],
    }
    serve_tiles(server, picture_tile(), levels=range(8, 11), form=f"/tiles/x/{prefix}{{z}}/{{y}}/{{x}}")
    limits = [
        {
            "tileMatrix": f"{prefix}{level}",
            "minTileRow": 0,
            "maxTileRow": 2**level - 1,
            "minTileCol": 0,
            "maxTileCol": 2**level - 1,
        }
        for level in range(8, 11)
    ]
    href = server.url("/tiles/x/{tileMatrix}/{tileRow}/{tileCol}")
    serve_json(
        server,
        "/tiles/x",
        {
            "tileMatrixSet": grid,
            "tileMatrixSetId": "EPSG:3857x",
            "tileMatrixSetLimits": limits,
            "links": [{"rel": "item", "type": "image/png", "href": href}],
        },
    )
    layer = _open(KINDS.TILES, server.url("/tiles/x"))
    assert layer.crs().authid() == "EPSG:3857"
    assert len(server.requests) < 60, "QGIS reads all tiles of the first level when a layer is opened"
    assert layer.hasScaleBasedVisibility()
    assert painted(layer).any()
