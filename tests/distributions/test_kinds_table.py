"""Every kind of link, by each of the ways in which editors and servers have been seen to write it."""

from __future__ import annotations

import pytest

from secims_qgis.distributions import classify

BASE = "https://secims.example/records/collections/metadata:main/items/a"
API = "https://secims.example/api"
X = f"{API}/collections/x"
XYZ = "{tileMatrix}/{tileRow}/{tileCol}"
MVT = "application/vnd.mapbox-vector-tile"
OGC = "http://www.opengis.net/def/rel/ogc/1.0"
WMS = "https://geo.example/geoserver/ows"

FEATURES = [
    {"href": f"{X}/items", "protocol": "OGC API Features"},
    {"href": f"{X}/items", "protocol": "OGC - API Features"},
    {"href": f"{X}/items", "protocol": "http://www.opengis.net/def/interface/ogcapi-features"},
    {
        "href": f"{X}/items",
        "protocol": "https://inspire.ec.europa.eu/metadata-codelist/ProtocolValue/features",
    },
    {"href": f"{X}/items?limit=1000", "protocol": "WWW:DOWNLOAD"},
    {"href": f"{X}/items?f=html", "type": "text/html"},
    {"href": f"{X}/items/", "rel": None},
    {"href": f"{X}/items", "rel": "items", "type": "application/geo+json"},
    {"href": f"{X}/items", "rel": f"{OGC}/items", "type": "application/geo+json"},
    {"href": f"{X}/items", "title": "OGC API Features"},
]
COVERAGES = [
    {"href": f"{X}/coverage", "protocol": "OGC API Coverages"},
    {"href": f"{X}/coverage?f=GTiff", "type": "application/image+tiff", "rel": f"{OGC}/coverage"},
    {"href": f"{X}/coverage", "type": "image/tiff"},
    {"href": f"{X}/coverage?f=json", "type": "application/prs.coverage+json"},
    {"href": f"{API}/dem/data", "rel": f"{OGC}/coverage"},
]
VECTOR_TILES = [
    {"href": f"{X}/tiles/WebMercatorQuad/{XYZ}?f=mvt"},
    {"href": f"{X}/tiles/WebMercatorQuad/{XYZ}?f=pbf", "rel": "item"},
    {
        "href": f"{X}/tiles/W/{XYZ}",
        "type": MVT,
    },
    {"href": f"{X}/tiles?f=json", "rel": f"{OGC}/tilesets-vector", "type": "application/json"},
    {"href": "https://tiles.example/reefs/{z}/{x}/{y}.pbf", "protocol": "WWW:LINK"},
    {"href": "https://tiles.example/reefs/%7Bz%7D/%7Bx%7D/%7By%7D.mvt"},
]
RASTER_TILES = [
    {"href": f"{X}/tiles/WebMercatorQuad/{XYZ}?f=png"},
    {"href": f"{X}/tiles/WebMercatorQuad/{XYZ}?f=jpg"},
    {"href": f"{X}/map/tiles/WebMercatorQuad/{XYZ}"},
    {"href": f"{X}/styles/dark/map/tiles/WebMercatorQuad/{XYZ}"},
    {"href": f"{X}/map/tiles", "rel": f"{OGC}/tilesets-map"},
    {"href": f"{X}/tiles", "rel": f"{OGC}/tilesets-raster"},
    {"href": "https://tiles.example/base/{z}/{x}/{y}.png", "protocol": "OGC API Tiles"},
    {"href": "https://tiles.example/base/{z}/{y}/{x}", "protocol": "WWW:LINK"},
]
TILES = [
    {"href": f"{X}/tiles", "protocol": "OGC API Tiles"},
    {"href": f"{X}/tiles/WebMercatorQuad", "type": "application/json"},
    {"href": f"{X}/tiles/WebMercatorQuad/metadata"},
]
MAPS = [
    {"href": f"{X}/map", "protocol": "OGC API Maps"},
    {"href": f"{X}/map?f=png", "type": "image/png", "rel": f"{OGC}/map"},
    {"href": f"{X}/styles/dark/map"},
]
PMTILES = [
    {"href": "https://x.example/a.pmtiles", "protocol": "PMTiles"},
    {"href": "https://x.example/a.pmtiles", "type": "application/vnd.pmtiles"},
    {"href": "https://x.example/a.PMTILES?key=1", "protocol": "OGC:WMS"},
]
COLLECTIONS = [
    {"href": X},
    {"href": f"{X}/", "protocol": "OGC API Features"},
    {"href": f"{X}?f=html", "protocol": "WWW:LINK"},
]
DESCRIPTIONS = [
    {"href": f"{API}/openapi?f=json", "protocol": "OpenAPI"},
    {"href": f"{API}/openapi"},
    {"href": f"{API}/api", "rel": "service-desc", "type": "application/vnd.oai.openapi+json;version=3.0"},
]
LANDING_PAGES = [
    {"href": f"{API}/", "protocol": "OGC API"},
    {"href": API, "protocol": "OGC API Features"},
    {"href": API, "protocol": "OGC - API"},
]
WMS_LINKS = [
    {"href": WMS, "protocol": "OGC:WMS"},
    {"href": WMS, "protocol": "OGC:WMS-1.1.1-http-get-map", "rel": "service"},
    {"href": WMS, "protocol": "OGC Web Map Service", "rel": None},
    {"href": WMS, "protocol": "http://www.opengis.net/def/serviceType/ogc/wms"},
    {"href": WMS, "type": "application/vnd.ogc.wms_xml"},
    {"href": "https://x.example/maps?SERVICE=wms&Request=GetCapabilities", "protocol": "WWW:LINK"},
    {"href": "https://geo.example/geoserver/slu/wms"},
]
WFS_LINKS = [
    {"href": WMS, "protocol": "OGC:WFS"},
    {"href": WMS, "protocol": "OGC:WFS-1.1.0-http-get-capabilities"},
    {"href": WMS, "protocol": "http://www.opengis.net/def/serviceType/ogc/wfs"},
    {"href": f"{WMS}?service=WFS&request=GetFeature&typeNames=a", "protocol": "OGC:WMS"},
    {"href": "https://geo.example/geoserver/wfs", "protocol": "WWW:LINK"},
]
WMTS_LINKS = [
    {"href": "https://geo.example/geoserver/gwc/service/wmts", "protocol": "OGC:WMTS"},
    {"href": "https://geo.example/geoserver/gwc/service/wmts"},
    {"href": "https://geo.example/t?service=WMTS&request=GetCapabilities", "protocol": "None"},
]
WCS_LINKS = [
    {"href": WMS, "protocol": "OGC:WCS"},
    {"href": WMS, "protocol": "http://www.opengis.net/def/serviceType/ogc/wcs"},
    {"href": "https://geo.example/geoserver/wcs"},
]
SERVICES = "https://g.example/arcgis/rest/services"
PAGES = [
    {"href": f"{API}/", "protocol": "OGC API"},
    {"href": API, "protocol": "OGC API Features"},
    {"href": API, "protocol": "OGC - API"},
]
WMS_LINKS = [
    {"href": WMS, "protocol": "OGC:WMS"},
    {"href": WMS, "protocol": "OGC:WMS-1.1.1-http-get-map", "rel": "service"},
    {"href": WMS, "protocol": "OGC Web Map Service", "rel": None},
    {"href": WMS, "protocol": "http://www.opengis.net/def/serviceType/ogc/wms"},
    {"href": WMS, "type": "application/vnd.ogc.wms_xml"},
    {"href": "https://x.example/maps?SERVICE=wms&Request=GetCapabilities", "protocol": "WWW:LINK"},
    {"href": "https://geo.example/geoserver/slu/wms"},
]
WFS_LINKS = [
    {"href": WMS, "protocol": "OGC:WFS"},
    {"href": WMS, "protocol": "OGC:WFS-1.1.0-http-get-capabilities"},
    {"href": WMS, "protocol": "http://www.opengis.net/def/serviceType/ogc/wfs"},
    {"href": f"{WMS}?service=WFS&request=GetFeature&typeNames=a", "protocol": "OGC:WMS"},
    {"href": "https://geo.example/geoserver/wfs", "protocol": "WWW:LINK"},
]
WMTS_LINKS = [
    {"href": "https://geo.example/geoserver/gwc/service/wmts", "protocol": "OGC:WMTS"},
    {"href": "https://geo.example/geoserver/gwc/service/wmts"},
    {"href": "https://geo.example/t?service=WMTS&request=GetCapabilities", "protocol": "None"},
]
WCS_LINKS = [
    {"href": WMS, "protocol": "OGC:WCS"},
    {"href": WMS, "protocol": "http://www.opengis.net/def/serviceType/ogc/wcs"},
    {"href": "https://geo.example/geoserver/wcs"},
]
SERVICES = "https://g.example/arcgis/rest/services"
ARCGIS = [
    ({"href": f"{SERVICES}/A/FeatureServer/0"}, "ARCGIS_FEATURES"),
    ({"href": f"{SERVICES}/A/FeatureServer/0", "protocol": "ESRI:REST"},
     "ARCGIS_FEATURES"),
    ({"href": f"{SERVICES}/A/MapServer", "protocol": "urn:x-esri:serviceType:ArcGIS"},
     "ARCGIS_MAP"),
    ({"href": f"{SERVICES}/A/MapServer"}, "ARCGIS_MAP"),
]  # fmt: skip
PAGES = [
    {"href": "https://x.example/reefs", "protocol": "WWW:LINK-1.0-http--link"},
    {"href": "https://x.example/reefs.html", "protocol": "WWW:LINK", "type": "text/html"},
    {"href": "https://x.example/catalogue/layers/reefs:detail", "protocol": "WWW:LINK-1.0-http--link"},
    {"href": "https://x.example/viewer.php?map=1", "protocol": "WWW:LINK-1.0-http--related"},
]
LISTS = {
    "FEATURES": FEATURES,
    "COVERAGE": COVERAGES,
    "VECTOR_TILES": VECTOR_TILES,
    "RASTER_TILES": RASTER_TILES,
    "TILES": TILES,
    "MAP": MAPS,
    "PMTILES": PMTILES,
    "COLLECTION": COLLECTIONS,
    "SERVICE_DESCRIPTION": DESCRIPTIONS,
    "LANDING_PAGE": LANDING_PAGES,
    "WMS": WMS_LINKS,
    "WFS": WFS_LINKS,
    "WMTS": WMTS_LINKS,
    "WCS": WCS_LINKS,
    "WEB_PAGE": PAGES,
}
CASES = [(link, kind) for kind, links in LISTS.items() for link in links] + ARCGIS


def _name(value):
    if not isinstance(value, dict):
        return str(value)
    tells = next((value[key] for key in ("protocol", "type", "rel", "title") if value.get(key)), "nothing")
    return f"{tells} {value['href'][-45:]}"


@pytest.mark.parametrize(("link", "kind"), CASES, ids=_name)
def test_kind(link, kind):
    assert classify(link, BASE).kind.value == kind


@pytest.mark.parametrize(
    ("link", "kind", "file_format"),
    [
        ({"href": "https://x.example/a.gpkg", "protocol": "WWW:DOWNLOAD-1.0-http--download"}, "FILE", "gpkg"),
        ({"href": "https://x.example/a.gpkg", "protocol": "OGC:GPKG"}, "FILE", "gpkg"),
        ({"href": "https://x.example/a.gpkg", "rel": "enclosure"}, "FILE", "gpkg"),
        ({"href": "https://x.example/a.gpkg", "rel": "item", "title": "WWW:DOWNLOAD"}, "FILE", "gpkg"),
        ({"href": "https://x.example/d/1", "type": "application/geopackage+sqlite3"}, "FILE", "gpkg"),
        ({"href": "https://x.example/d/1", "protocol": "application/geopackage+sqlite3"}, "FILE", "gpkg"),
        ({"href": "https://x.example/a.geojson?download=1"}, "FILE", "geojson"),
        ({"href": "https://x.example/a.GML", "protocol": "OGC:GML"}, "FILE", "gml"),
        ({"href": "https://x.example/a.kmz"}, "FILE", "kmz"),
        ({"href": "https://x.example/trails.gpx", "protocol": "WWW:DOWNLOAD"}, "FILE", "gpx"),
        ({"href": "https://x.example/a.fgb"}, "FILE", "fgb"),
        ({"href": "https://x.example/a.nc", "type": "application/netcdf"}, "FILE", "nc"),
        ({"href": "https://x.example/roads_shp.zip"}, "FILE", "shp.zip"),
        ({"href": "https://x.example/roads.zip", "description": "Zipped Shapefile"}, "FILE", "shp.zip"),
        ({"href": "https://x.example/roads.zip", "description": "Everything"}, "FILE", "zip"),
        ({"href": f"{WMS}?service=WFS&request=GetFeature&outputFormat=SHAPE-ZIP"}, "FILE", "shp.zip"),
        ({"href": f"{WMS}?service=WFS&request=GetFeature&outputFormat=csv", "name": "a.csv"}, "FILE", "csv"),
        ({"href": "https://x.example/a.tif", "description": "Cloud optimized GeoTIFF"}, "COG", "tif"),
        ({"href": "https://x.example/a.tif", "description": "GeoTIFF"}, "FILE", "tif"),
        ({"href": "https://x.example/a.pdf", "protocol": "WWW:LINK-1.0-http--related"}, "FILE", "pdf"),
        ({"href": "https://x.example/a.docx", "protocol": "WWW:DOWNLOAD"}, "FILE", "docx"),
        ({"href": "https://x.example/d/1", "protocol": "WWW:DOWNLOAD"}, "FILE", None),
        ({"href": f"{X}/items/17"}, "FILE", "geojson"),
        ({"href": f"{X}/items/17.gpkg"}, "FILE", "gpkg"),
        ({"href": "https://x.example/resources.get?uuid=1&fname=a.zip"}, "FILE", "zip"),
    ],
    ids=_name,
)  # fmt: skip
def test_format(link, kind, file_format):
    found = classify(link, BASE)
    assert (found.kind.value, found.format) == (kind, file_format)


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ({"href": f"{BASE}?f=xml", "rel": "alternate", "type": "application/xml"}, "NAVIGATION"),
        ({"href": f"{X}/queryables"}, "NAVIGATION"),
        ({"href": f"{X}/schema?f=json"}, "NAVIGATION"),
        ({"href": "https://x.example/a.png", "rel": "icon"}, "THUMBNAIL"),
        ({"href": "https://x.example/csw", "protocol": "OGC:CSW"}, "CATALOGUE_SERVICE"),
        ({"href": f"{API}/collections/metadata:main/items"}, "CATALOGUE_SERVICE"),
        ({"href": "https://geo.example/geoserver/slu/ows"}, "OWS"),
    ],
    ids=_name,
)
def test_what_is_no_data(link, kind):
    assert classify(link, BASE).kind.value == kind


def test_type_with_an_underscore_is_read():
    link = {
        "href": f"{X}/tiles/W/{XYZ}",
        "type_": MVT,
    }
    assert classify(link, BASE).kind.value == "VECTOR_TILES"
