"""Layers of ArcGIS servers: which one is meant, and what the server says is wrong."""

from __future__ import annotations

import pytest

from secims_qgis.live import open_layer
from secims_qgis.live.arcgis import find_layer
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import AnswerError, HttpError, LiveLayerError, TimedOutError, open_session
from tests.fault_server import LOGIN_PAGE, Fault, fault_server
from tests.live.painted import painted
from tests.live.tile_server import picture_tile, serve_json

KINDS = DistributionKind
EXTENT = {"xmin": -61.1, "ymin": 13.69, "xmax": -60.85, "ymax": 14.13, "spatialReference": {"wkid": 4326}}
LAYER = {
    "currentVersion": 10.81,
    "id": 0,
    "name": "Schools",
    "type": "Feature Layer",
    "extent": EXTENT,
    "geometryType": "esriGeometryPoint",
    "objectIdField": "OBJECTID",
    "capabilities": "Map,Query,Data",
    "maxRecordCount": 1000,
    "supportedQueryFormats": "JSON",
    "fields": [
        {"name": "OBJECTID", "type": "esriFieldTypeOID", "alias": "OBJECTID"},
        {"name": "name", "type": "esriFieldTypeString", "alias": "name", "length": 50},
    ],
}
FEATURES = {
    "objectIdFieldName": "OBJECTID",
    "objectIds": [1],
    "geometryType": "esriGeometryPoint",
    "spatialReference": {"wkid": 4326},
    "fields": LAYER["fields"],
    "features": [{"attributes": {"OBJECTID": 1, "name": "A school"}, "geometry": {"x": -61.0, "y": 14.0}}],
}
SERVICE = {
    "currentVersion": 10.81,
    "mapName": "Layers",
    "capabilities": "Map,Query,Data",
    "fullExtent": EXTENT,
    "initialExtent": EXTENT,
    "spatialReference": {"wkid": 4326},
    "supportedImageFormatTypes": "PNG32,PNG",
    "layers": [{"id": 0, "name": "Schools", "subLayerIds": None}],
}


@pytest.fixture
def server():
    with fault_server() as running:
        for kind in ("FeatureServer", "MapServer"):
            serve_json(running, f"/arcgis/rest/services/S/{kind}", SERVICE)
            serve_json(running, f"/arcgis/rest/services/S/{kind}/0", LAYER)
            serve_json(running, f"/arcgis/rest/services/S/{kind}/0/query", FEATURES)
        running.serve("/arcgis/rest/services/S/MapServer/export", picture_tile(), content_type="image/png")
        yield running


def _at(server, path, kind=KINDS.ARCGIS_FEATURES, **more):
    return Distribution(kind, server.url(f"/arcgis/rest/services/S/{path}"), title="Title", **more)


@pytest.mark.parametrize(
    "path",
    [
        "FeatureServer/0",
        "FeatureServer/0/",
        "FeatureServer",
        "FeatureServer?f=html",
        "MapServer/0",
        "FeatureServer/0/query?where=1%3D1",
    ],
)
def test_the_layer_of_an_address(server, path):
    found = find_layer(open_session(), _at(server, path))
    assert (found.id, found.title, found.authid) == ("0", "Schools", "EPSG:4326")


def test_features_are_read(server):
    layer = open_layer(_at(server, "FeatureServer/0"))
    assert (layer.providerType(), layer.crs().authid(), layer.name()) == (
        "arcgisfeatureserver",
        "EPSG:4326",
        "Schools",
    )
    assert [feature["name"] for feature in layer.getFeatures()] == ["A school"]


def test_a_map_is_drawn(server):
    layer = open_layer(_at(server, "MapServer", KINDS.ARCGIS_MAP))
    assert layer.providerType() == "arcgismapserver"
    assert painted(layer).any()
    assert any("/export?" in seen.path for seen in server.requests)


def _several(server):
    layers = [
        {"id": number, "name": name, "subLayerIds": [1, 2] if number == 0 else None}
        for number, name in enumerate(("Group", "Schools", "Roads"))
    ]
    serve_json(server, "/arcgis/rest/services/S/MapServer", {**SERVICE, "layers": layers})
    serve_json(server, "/arcgis/rest/services/S/MapServer/2", {**LAYER, "id": 2, "name": "Roads"})


def test_a_layer_by_its_name(server):
    _several(server)
    found = find_layer(open_session(), _at(server, "MapServer", layer_name="roads"))
    assert found.url.endswith("/MapServer/2")


def test_several_layers_are_listed(server):
    _several(server)
    with pytest.raises(LiveLayerError, match=r"several layers.*Schools, Roads"):
        open_layer(_at(server, "MapServer", KINDS.ARCGIS_MAP))


def test_an_error_with_status_200_is_one(server):
    serve_json(
        server,
        "/arcgis/rest/services/S/FeatureServer/0",
        {"error": {"code": 499, "message": "Token Required"}},
    )
    with pytest.raises(LiveLayerError) as caught:
        open_layer(_at(server, "FeatureServer/0"))
    assert (caught.value.status, caught.value.server_words) == (499, "Token Required")


@pytest.mark.parametrize("body", [LOGIN_PAGE, b"[]", b"{}"])
def test_what_is_no_arcgis_server(server, body):
    server.serve("/arcgis/rest/services/S/FeatureServer/0", body)
    with pytest.raises(AnswerError):
        open_layer(_at(server, "FeatureServer/0"))


def test_an_address_that_is_no_service(server):
    with pytest.raises(LiveLayerError, match="none of a feature or map service"):
        open_layer(_at(server, "GPServer/0"))


def test_errors_keep_their_status(server):
    with pytest.raises(HttpError) as caught:
        open_layer(_at(server, "FeatureServer/9"))
    assert caught.value.status == 404


def test_a_server_that_hangs_runs_into_the_time_out(server):
    server.serve("/arcgis/rest/services/S/FeatureServer/0", b"", fault=Fault.SILENT)
    with pytest.raises(TimedOutError):
        open_layer(_at(server, "FeatureServer/0"), open_session(timeout_s=0.5))


@pytest.mark.parametrize(
    ("reference", "authid"),
    [
        ({"wkid": 102100, "latestWkid": 3857}, "EPSG:3857"),
        ({"wkid": 102100}, "EPSG:3857"),
        ({"wkid": 2006}, "EPSG:2006"),
        ({"wkt": "LOCAL"}, "EPSG:4326"),
        ({"wkid": 10**12}, "EPSG:4326"),
    ],
)
def test_reference_systems_of_layers(server, reference, authid):
    document = {**LAYER, "extent": {**EXTENT, "spatialReference": reference}}
    serve_json(server, "/arcgis/rest/services/S/FeatureServer/0", document)
    assert find_layer(open_session(), _at(server, "FeatureServer/0")).authid == authid
