"""OGC API Features, live from real pygeoapi and from services that are not what they should be."""

from __future__ import annotations

import json

import pytest
from qgis.core import Qgis, QgsApplication, QgsDataSourceUri, QgsFeatureRequest, QgsRectangle, QgsTask

from secims_qgis.live import SUPPORTED_KINDS, open_layer
from secims_qgis.live.features import address_of
from secims_qgis.model import CrsRef, Distribution, DistributionKind
from secims_qgis.network import (
    AnswerError,
    HttpError,
    LiveLayerError,
    NetworkError,
    TimedOutError,
    open_session,
)
from secims_qgis.project.reopening import added, reopened
from tests.fault_server import LOGIN_PAGE, Fault, fault_server

CASTRIES = QgsRectangle(-61.005, 14.005, -60.99, 14.015)
# Features are read to their end here: an iterator of the provider that is dropped sooner is deleted
# while the thread that downloads wakes it, now and then (QGIS 3.40 to 3.44).


def _features(url, collection_id="a"):
    return Distribution(DistributionKind.FEATURES, url, title="A title", collection_id=collection_id)


@pytest.mark.parametrize(
    ("url", "landing", "collection_id"),
    [
        ("https://x.example/api/collections/roads/items", "https://x.example/api/", "roads"),
        ("https://x.example/collections/roads/items?f=html&limit=5", "https://x.example/", "roads"),
        ("https://x.example/api/collections/a%2Fb", "https://x.example/api/", "a/b"),
        ("https://x.example/api/collections/a/items?key=1&f=json", "https://x.example/api/?key=1", "a"),
    ],
)
def test_the_provider_wants_landing_page_and_id(url, landing, collection_id):
    assert address_of(url) == (landing, collection_id)


def test_an_address_without_collection_is_refused():
    with pytest.raises(LiveLayerError):
        address_of("https://x.example/api/roads.geojson")


@pytest.mark.demo
class TestDemo:
    def test_a_layer_is_valid_and_described(self, demo, project):
        layer = open_layer(_features(f"{demo.pygeoapi}collections/coastal_habitats/items"))
        assert layer.isValid()
        assert layer.providerType() == "OAPIF"
        assert layer.crs().authid() == "OGC:CRS84"
        assert layer.name()
        assert layer.extent().intersects(QgsRectangle(-61.09, 13.7, -60.86, 14.12))
        project.addMapLayer(layer)
        assert sum(1 for _ in layer.getFeatures()) > 100

    def test_only_what_is_in_view_is_asked_for(self, demo):
        layer = open_layer(_features(f"{demo.pygeoapi}collections/buildings/items"))
        # Without this the provider fetches all of them, and sifts here.
        assert QgsDataSourceUri(layer.source()).param("restrictToRequestBBOX") == "1"
        seen = list(layer.getFeatures(QgsFeatureRequest().setFilterRect(CASTRIES)))
        assert seen
        assert all(feature.geometry().boundingBox().intersects(CASTRIES) for feature in seen)

    @pytest.mark.parametrize(("crs", "authid"), [(None, "EPSG:2006"), ("EPSG:32620", "EPSG:32620"),
                                                 (CrsRef.from_text("OGC:CRS84"), "OGC:CRS84")])  # fmt: skip
    def test_the_crs_is_that_of_storage_or_the_one_asked_for(self, demo, crs, authid, qtbot):
        layer = open_layer(_features(f"{demo.pygeoapi}collections/parcels/items"), crs=crs)
        assert layer.crs().authid() == authid
        with qtbot.waitSignal(layer.dataProvider().fullExtentCalculated, timeout=20_000):
            features = list(layer.getFeatures())
        assert all(layer.extent().intersects(each.geometry().boundingBox()) for each in features)

    def test_a_projected_layer_keeps_its_extent_in_a_project(self, demo, project, tmp_path, qtbot):
        layer = open_layer(_features(f"{demo.pygeoapi}collections/parcels/items"))
        extent = QgsRectangle(layer.extent())
        assert extent.xMinimum() > 490_000
        project.addMapLayer(layer)
        assert project.write(str(tmp_path / "parcels.qgz"))
        project.clear()
        project.readMapLayer.connect(reopened)
        project.layerWasAdded.connect(added)
        assert project.read(str(tmp_path / "parcels.qgz"))
        project.layerWasAdded.disconnect(added)
        project.readMapLayer.disconnect(reopened)
        (again,) = project.mapLayers().values()
        assert again.isValid()
        assert again.extent() == extent
        with qtbot.waitSignal(again.dataProvider().fullExtentCalculated, timeout=20_000):
            assert list(again.getFeatures())
        assert again.extent() == extent

    def test_a_crs_that_is_not_offered_is_refused(self, demo):
        with pytest.raises(LiveLayerError, match="does not offer EPSG:3857, but EPSG:2006"):
            open_layer(_features(f"{demo.pygeoapi}collections/parcels/items"), crs="EPSG:3857")

    def test_no_such_collection(self, demo):
        with pytest.raises(LiveLayerError, match="no collection nope"):
            open_layer(_features(f"{demo.pygeoapi}collections/nope/items"))

    def test_a_layer_of_a_task_belongs_to_the_main_thread(self, demo, qtbot, project):
        task = _Opening(_features(f"{demo.pygeoapi}collections/districts/items"))
        with qtbot.waitSignal(task.taskCompleted, timeout=30_000):
            QgsApplication.taskManager().addTask(task)
        assert task.layer.thread() == QgsApplication.instance().thread()
        project.addMapLayer(task.layer)
        assert task.layer.geometryType() == Qgis.GeometryType.Polygon
        assert sum(1 for _ in task.layer.getFeatures()) >= 10


class _Opening(QgsTask):
    def __init__(self, distribution):
        super().__init__("opening")
        self.distribution, self.session, self.layer = distribution, open_session(), None

    def run(self):
        self.layer = open_layer(self.distribution, self.session)
        return True


def _service(server, **changes):
    """A small service on the fault server; ``changes`` replace documents by path."""
    base = server.url("/api/").rstrip("/")
    documents = {
        "/api/": {"links": [
            {"rel": "data", "href": f"{base}/collections", "type": "application/json"},
            {"rel": "service-desc", "href": f"{base}/openapi",
             "type": "application/vnd.oai.openapi+json;version=3.0"},
            {"rel": "conformance", "href": f"{base}/conformance", "type": "application/json"}]},
        "/api/collections/a": {"id": "a", "title": "A", "links": [
            {"rel": "items", "href": f"{base}/collections/a/items", "type": "application/geo+json"}],
            "extent": {"spatial": {"bbox": [[-61.1, 13.7, -60.8, 14.2]]}}},
        "/api/conformance": {"conformsTo": [
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson"]},
        "/api/openapi": {"openapi": "3.0.2", "paths": {"/collections/a/items": {"get": {"parameters": [
            {"$ref": "#/components/parameters/limit"}]}}},
            "components": {"parameters": {"limit": {"name": "limit", "schema": {"maximum": 500}}}}},
        "/api/collections/a/items": {"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": 1, "properties": {"name": "x"},
             "geometry": {"type": "Point", "coordinates": [-61.0, 14.0]}}], "links": []},
    }  # fmt: skip
    for path, document in {**documents, **changes}.items():
        server.serve(path, json.dumps(document).encode(), content_type="application/json")
    return _features(f"{base}/collections/a/items")


def test_the_largest_page_of_the_server_is_respected():
    with fault_server() as server:
        layer = open_layer(_service(server))
        assert "pageSize='500'" in layer.source()


def test_a_landing_page_without_a_slash_at_its_end():
    with fault_server() as server:
        distribution = _service(server)
        landing = server.behaviour("/api/").body
        server.serve("/api/", b"", status=404)
        server.serve("/api", landing, content_type="application/json")
        layer = open_layer(distribution)
        assert layer.isValid()
        assert f"url='{server.url('/api')}'" in layer.source()


def test_features_without_geometry_are_a_table():
    with fault_server() as server:
        feature = {"type": "Feature", "id": 1, "properties": {"name": "x"}, "geometry": None}
        items = {"type": "FeatureCollection", "features": [feature], "links": []}
        layer = open_layer(_service(server, **{"/api/collections/a/items": items}))
        assert not layer.isSpatial()
        assert [found["name"] for found in layer.getFeatures()] == ["x"]


def test_links_to_another_host_are_said():
    with fault_server() as server:
        inner = {"links": [{"rel": "data", "href": "http://pygeoapi:80/collections"}]}
        with pytest.raises(LiveLayerError, match="lead to pygeoapi:80"):
            open_layer(_service(server, **{"/api/": inner}))


@pytest.mark.parametrize("path", ["/api/", "/api/openapi", "/api/collections/a"])
def test_a_login_page_is_said_whatever_the_cache_holds(path):
    with fault_server() as server:
        distribution = _service(server)
        assert open_layer(distribution).isValid()
        server.serve(path, LOGIN_PAGE, content_type="text/html")
        with pytest.raises(AnswerError, match="web page"):
            open_layer(distribution)
        # The page must not stay in the cache that QGIS's provider reads.
        assert open_layer(_service(server)).isValid()


@pytest.mark.parametrize("path", ["/api/", "/api/openapi", "/api/collections/a"])
@pytest.mark.parametrize("status", [401, 404, 500])
def test_errors_keep_their_status(path, status):
    with fault_server() as server:
        distribution = _service(server)
        server.serve(path, b'{"description": "sorry"}', status=status)
        with pytest.raises((HttpError, LiveLayerError)) as caught:
            open_layer(distribution)
        assert caught.value.status == status
        assert caught.value.server_words == "sorry"


def test_a_service_that_hangs_runs_into_the_time_out():
    with fault_server() as server:
        distribution = _service(server)
        server.serve("/api/collections/a", b"{}", fault=Fault.SILENT)
        with pytest.raises(TimedOutError):
            open_layer(distribution, open_session(timeout_s=0.5))


def test_nobody_there():
    with pytest.raises(NetworkError):
        open_layer(_features("http://127.0.0.1:1/collections/a/items"))


@pytest.mark.parametrize("kind", sorted(set(DistributionKind) - SUPPORTED_KINDS))
def test_other_kinds_say_that_they_cannot(kind):
    with pytest.raises(LiveLayerError, match="cannot be opened live"):
        open_layer(Distribution(kind, "https://x.example/"))
