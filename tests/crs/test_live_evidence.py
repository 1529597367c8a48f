"""Features services that do not deliver what they say: found by their first answer."""

from __future__ import annotations

import json

import pytest

from secims_qgis.crs import check_crs
from secims_qgis.live import open_layer
from secims_qgis.live.delivered import bounds_of, delivered_of
from secims_qgis.model import BBox, CrsRef, CrsVerdict, Distribution, DistributionKind
from secims_qgis.network import open_session
from tests.crs.samples import RECORD_EXTENT
from tests.fault_server import fault_server

URI = "http://www.opengis.net/def/crs/{}"
GRID, LON_LAT, LAT_LON = URI.format("EPSG/0/2006"), URI.format("OGC/1.3/CRS84"), URI.format("EPSG/0/4326")
ON_THE_GRID = [510000.0, 1540000.0]
IN_DEGREES = [-60.98, 13.93]


def serve(server, *, storage: str, position: list[float], header: str = "") -> Distribution:
    """Serve a collection in a storage CRS whose items lie at this position, whatever is asked for."""

    def link(rel, path):
        return {"rel": rel, "href": server.url(path), "type": "application/json"}

    documents = {
        "/api/": {
            "links": [
                link("data", "/api/collections"),
                link("service-desc", "/api/openapi"),
                link("conformance", "/api/conformance"),
            ]
        },
        "/api/conformance": {
            "conformsTo": [
                "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
                "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
                "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
            ]
        },
        "/api/openapi": {"openapi": "3.0.2", "paths": {}, "components": {}},
        "/api/collections/a": {
            "id": "a",
            "title": "Roads",
            "crs": [storage, LON_LAT],
            "storageCrs": storage,
            "extent": {"spatial": {"bbox": [[-61.09, 13.70, -60.86, 14.12]]}},
            "links": [link("items", "/api/collections/a/items")],
        },
    }
    for path, document in documents.items():
        server.serve(path, json.dumps(document), content_type="application/json")
    features = [
        {
            "type": "Feature",
            "id": number,
            "properties": {"n": number},
            "geometry": {"type": "Point", "coordinates": position},
        }
        for number in range(3)
    ]
    page = {"type": "FeatureCollection", "features": features, "numberMatched": 3, "links": []}
    headers = {"Content-Crs": f"<{header}>"} if header else {}
    server.serve(
        "/api/collections/a/items", json.dumps(page), content_type="application/geo+json", headers=headers
    )
    return Distribution(DistributionKind.FEATURES, server.url("/api/collections/a/items"), collection_id="a")


def opened(server, **how):
    return open_layer(serve(server, **how), open_session())


@pytest.fixture
def server():
    with fault_server() as running:
        yield running


def checked(layer):
    return check_crs(layer, CrsRef.from_text("EPSG:2006"), RECORD_EXTENT, "EPSG:4326")


def test_an_honest_service(server):
    layer = opened(server, storage=GRID, position=ON_THE_GRID, header=GRID)
    assert delivered_of(layer).is_as_asked
    report = checked(layer)
    assert report.verdict is CrsVerdict.OK, report
    assert ("Delivered", "EPSG:2006, as asked") in [(fact.name, fact.value) for fact in report.facts]


@pytest.mark.parametrize("header", [LON_LAT, ""])
def test_degrees_for_who_asked_for_the_grid(server, header):
    layer = opened(server, storage=GRID, position=IN_DEGREES, header=header)
    assert layer.crs().authid() == "EPSG:2006"
    report = checked(layer)
    assert report.verdict is CrsVerdict.WRONG_BUT_KNOWN, report
    assert report.remedies[0].authid == "EPSG:4326"
    assert ("sends OGC:CRS84" in report.explanation) == bool(header)


def test_features_without_coordinates_tell_nothing():
    features = [{"geometry": {"coordinates": place}} for place in ([0, 0], IN_DEGREES, [0.0, 0.0])]
    assert bounds_of({"features": features}, is_yx=False) == (*IN_DEGREES, *IN_DEGREES)


def test_a_wide_extent_hides_no_wrong_answer(server):
    layer = opened(server, storage=GRID, position=IN_DEGREES)
    report = check_crs(layer, CrsRef.from_text("EPSG:2006"), BBox(-85, 9, -59, 23), "EPSG:2006")
    assert (report.verdict, report.remedies[0].authid) == (CrsVerdict.WRONG_BUT_KNOWN, "EPSG:4326")


def test_longitude_first_where_latitude_belongs(server):
    """EPSG:4326 is latitude before longitude (OGC 18-058, clause 6.2.2); QGIS exchanges them."""
    layer = opened(server, storage=LAT_LON, position=IN_DEGREES, header=LAT_LON)
    if layer.crs().authid() != "EPSG:4326":
        layer = open_layer(serve(server, storage=LAT_LON, position=IN_DEGREES), open_session(), "EPSG:4326")
    report = checked(layer)
    assert report.verdict is CrsVerdict.SWAPPED_AXES, report


def test_a_service_that_does_not_answer_is_no_reason_to_refuse_the_layer(server):
    layer = opened(server, storage=GRID, position=ON_THE_GRID)
    layer.setCustomProperty("secims/delivered", "{")
    assert delivered_of(layer) is None
    assert checked(layer).verdict is CrsVerdict.OK
