"""pycsw 3 by its recorded answers, served by a small replay server."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from secims_qgis.catalogue import catalogue_for, open_catalogue
from secims_qgis.model import BBox, Connection, Flavour, SearchQuery
from secims_qgis.network import AnswerError, NotACatalogueError, RecordNotFoundError
from tests.fault_server import fault_server

SAMPLES = Path(__file__).parent.parent / "data/samples"
COLLECTION = "/records/collections/metadata:main"


@pytest.fixture
def pycsw():
    with fault_server() as server:
        for path, name in (
            ("/records/", "pycsw_master_landing.json"),
            ("/records/collections", "pycsw_master_collections.json"),
            (COLLECTION, "pycsw_master_collection.json"),
            (f"{COLLECTION}/items", "pycsw_master_items_limit2.json"),
            (f"{COLLECTION}/items/lca-coastal-habitats", "pycsw_master_record_coastal.json"),
        ):
            server.serve(path, (SAMPLES / name).read_bytes(), content_type="application/json")
        yield server


ADDRESSES = ["/records/", "/records", COLLECTION, f"{COLLECTION}/", f"{COLLECTION}/items"]


@pytest.mark.parametrize(
    "path", [*ADDRESSES, f"{COLLECTION}/items/", f"{COLLECTION}/items/lca-coastal-habitats?f=html"]
)
def test_every_address_leads_to_the_catalogue(pycsw, path):
    pycsw.serve(
        "/records", (SAMPLES / "pycsw_master_landing.json").read_bytes(), content_type="application/json"
    )
    catalogue = open_catalogue(pycsw.url(path))
    assert catalogue.flavour is Flavour.OGC_API_RECORDS
    assert catalogue.url == pycsw.url(COLLECTION)
    later = catalogue_for(Connection("", pycsw.url(path), flavour=catalogue.flavour))
    assert later.url == catalogue.url


def _asked(server, path):
    return [parse_qs(urlsplit(seen.path).query) for seen in server.seen(path)]


def test_a_search_is_one_request_with_known_parameters_only(pycsw):
    catalogue = open_catalogue(pycsw.url(COLLECTION))
    page = catalogue.search(SearchQuery(text="reef,", bbox=BBox(-61.1, 13.7, -60.8, 14.2), limit=2))
    assert [record.id for record in page.records] == ["lca-coastal-habitats", "lca-dem-10m"]
    assert page.matched
    (asked,) = _asked(pycsw, f"{COLLECTION}/items")
    assert asked["q"] == ["reef"]
    assert asked["bbox"] == ["-61.1,13.7,-60.8,14.2"]
    assert set(asked) <= {"f", "q", "bbox", "type", "sortby", "offset", "limit"}


def test_no_such_record(pycsw):
    missing = (SAMPLES / "pycsw_master_err_404.json").read_bytes()
    pycsw.serve(f"{COLLECTION}/items/nope", missing, status=404)
    with pytest.raises(RecordNotFoundError):
        open_catalogue(pycsw.url(COLLECTION)).record("nope")


def test_the_iso_document_adds_sizes_and_crs(pycsw):
    path = f"{COLLECTION}/items/lca-coastal-habitats"
    catalogue = open_catalogue(pycsw.url(COLLECTION))
    feature = json.loads((SAMPLES / "pycsw_master_record_coastal.json").read_bytes())
    iso = "/iso.xml"
    feature["links"].append({"rel": "alternate", "type": "application/xml", "href": pycsw.url(iso)})
    pycsw.serve(path, json.dumps(feature).encode(), content_type="application/json")
    pycsw.serve(iso, (SAMPLES.parent / "iso/000.xml").read_bytes(), content_type="application/xml")
    record = catalogue.record("lca-coastal-habitats")
    assert record.detailed
    assert record.distributions[0].size_bytes == 12_400_000
    assert record.distributions[0].crs.authid == "EPSG:4326"
    assert record.lineage


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"<!DOCTYPE html><html>Welcome</html>", "text/html"),
        (b'{"hello": "world"}', "application/json"),
        (b"[]", "application/json"),
        (b"", "text/plain"),
        (b'{"collections": [{"id": "roads", "itemType": "feature"}]}', "application/json"),
    ],
)
def test_what_is_no_catalogue_says_so(body, content_type):
    with fault_server() as server:
        server.serve("/here", body, content_type=content_type)
        with pytest.raises(NotACatalogueError):
            open_catalogue(server.url("/here"))


def test_a_page_that_is_no_page(pycsw):
    catalogue = open_catalogue(pycsw.url(COLLECTION))
    pycsw.serve(f"{COLLECTION}/items", b'{"features": "none"}', content_type="application/json")
    with pytest.raises(AnswerError):
        catalogue.search(SearchQuery())


def test_an_empty_catalogue_is_an_empty_page(pycsw):
    catalogue = open_catalogue(pycsw.url(COLLECTION))
    pycsw.serve(f"{COLLECTION}/items", b'{"type": "FeatureCollection", "features": [], "numberMatched": 0}')
    page = catalogue.search(SearchQuery())
    assert (page.records, page.matched, page.next) == ((), 0, None)


def test_one_odd_record_does_not_hide_the_others(pycsw):
    catalogue = open_catalogue(pycsw.url(COLLECTION))
    good = json.loads((SAMPLES / "pycsw_master_record_coastal.json").read_bytes())
    features = [None, {"properties": {}}, good, 7]
    pycsw.serve(f"{COLLECTION}/items", json.dumps({"features": features, "numberMatched": 4}).encode())
    page = catalogue.search(SearchQuery())
    assert [record.id for record in page.records] == ["lca-coastal-habitats"]
    assert len(page.problems) == 3
