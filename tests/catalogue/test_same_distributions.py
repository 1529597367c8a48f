"""The same ISO documents behind both catalogues give the same distributions."""

from __future__ import annotations

import json

import pytest

from demo.launch import running
from secims_qgis.catalogue import open_catalogue
from secims_qgis.catalogue.iso import metadata_element, parse_iso_record
from secims_qgis.catalogue.record_json import parse_record
from secims_qgis.model import SearchQuery
from secims_qgis.network.xml import parse_xml
from tests.catalogue.replay import DATA, SAMPLES, recorded_records

ISO = sorted((DATA / "iso").glob("*.xml"))
URL = "https://secims.example/records/collections/metadata:main/items/a"


def _iso_record(path, url=URL):
    return parse_iso_record(metadata_element(parse_xml(path.read_bytes(), url)), url)


DOCUMENTS = {_iso_record(path).id: path for path in ISO}


@pytest.fixture(scope="module")
def both():
    """pygeoapi and pycsw 2.6.2, each filled with the documents of ``tests/data/iso``."""
    with running(iso=DATA / "iso") as demo:
        yield open_catalogue(demo.records), open_catalogue(demo.csw)


@pytest.fixture(scope="module")
def listed(both):
    """The records of both lists by id."""
    pages = [catalogue.search(SearchQuery(limit=100)) for catalogue in both]
    assert [page.problems for page in pages] == [(), ()]
    return tuple({record.id: record for record in page.records} for page in pages)


def _facts(record):
    return [
        (item.kind, item.url, item.format, item.size_bytes, item.size_is_total, item.crs, item.part)
        for item in record.distributions
    ]


def _links(record):
    return {(item.kind, item.url) for item in record.distributions}


@pytest.mark.demo
@pytest.mark.parametrize("record_id", DOCUMENTS)
def test_an_opened_record_is_the_same_in_both(both, record_id):
    """No differences: the sizes, CRS and parts of both come from the ISO document."""
    records, csw = (catalogue.record(record_id) for catalogue in both)
    iso = _iso_record(DOCUMENTS[record_id], csw.url)
    assert records.detailed
    assert csw.detailed
    assert _facts(records) == _facts(csw) == _facts(iso)


@pytest.mark.demo
def test_lists_have_the_same_links(listed):
    by_records, by_csw = listed
    assert set(by_records) == set(by_csw) == set(DOCUMENTS)
    different = [name for name in DOCUMENTS if _links(by_records[name]) != _links(by_csw[name])]
    assert different == []


@pytest.mark.demo
def test_lists_of_records_have_no_sizes_and_no_crs(listed):
    """Why a record is opened: pygeoapi and pycsw drop both on the way to JSON; CSW has them at once."""
    by_records, by_csw = listed
    assert not any(item.size_bytes or item.crs for r in by_records.values() for item in r.distributions)
    assert any(item.size_bytes and item.crs for r in by_csw.values() for item in r.distributions)


MORE_IN_PYCSW_3 = {
    "lca-coastal-habitats": ("THUMBNAIL", "pycsw makes a link of the graphic overview"),
    "lca-svc-wms": ("WMS", "pycsw makes a link of the service's operation"),
}
"""Records of pycsw 3 whose JSON has one link more than the ISO document, its kind and the reason."""


@pytest.mark.parametrize("feature", recorded_records(), ids=lambda feature: feature["id"])
def test_json_of_pycsw_3_has_the_links_of_the_iso_document(feature):
    from_json = _links(parse_record(feature, URL))
    from_iso = _links(_iso_record(DOCUMENTS[feature["id"]]))
    more = [MORE_IN_PYCSW_3[feature["id"]][0]] if feature["id"] in MORE_IN_PYCSW_3 else []
    assert from_iso <= from_json
    assert [str(kind) for kind, _url in from_json - from_iso] == more


PYGEOAPI_SAMPLES = ("pygeoapi_record_coastal", "pygeoapi_record_nobbox", "pygeoapi_record_wms-wfs")


@pytest.mark.parametrize("name", PYGEOAPI_SAMPLES)
def test_json_of_pygeoapi_has_the_links_of_the_iso_document(name):
    record = parse_record(json.loads((SAMPLES / f"{name}.json").read_bytes()), URL)
    assert _links(record) == _links(_iso_record(DOCUMENTS[record.id]))
