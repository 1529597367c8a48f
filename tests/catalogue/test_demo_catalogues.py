"""Real pygeoapi and real pycsw with the same records."""

from __future__ import annotations

import pytest

from secims_qgis.catalogue import catalogue_for, open_catalogue
from secims_qgis.model import BBox, Connection, Flavour, SearchQuery
from secims_qgis.network import RecordNotFoundError

SAINT_LUCIA = BBox(-61.1, 13.7, -60.8, 14.2)
pytestmark = pytest.mark.demo


@pytest.fixture(params=["records", "csw"])
def catalogue(request, demo):
    return open_catalogue(getattr(demo, request.param))


def _all(catalogue, query):
    records, pages = [], 0
    while query is not None:
        page = catalogue.search(query)
        records += page.records
        pages += 1
        query = page.next
    return records


def test_a_word_finds_the_reefs(catalogue):
    page = catalogue.search(SearchQuery(text="reef", limit=50))
    assert len(page.records) >= 4
    assert page.matched == len(page.records)
    assert all("reef" in f"{r.title} {r.description} {r.keywords}".lower() for r in page.records)


def test_all_words_must_be_there(catalogue):
    one = {record.id for record in _all(catalogue, SearchQuery(text="reef"))}
    both = {record.id for record in _all(catalogue, SearchQuery(text="reef monitoring"))}
    assert both < one


def test_paging_finds_each_record_once(catalogue):
    records = _all(catalogue, SearchQuery(limit=20))
    assert len(records) >= 60
    assert len({record.id for record in records}) == len(records)


def test_an_extent_leaves_out_what_lies_elsewhere(catalogue):
    here = {record.id for record in _all(catalogue, SearchQuery(bbox=SAINT_LUCIA, limit=100))}
    everything = {record.id for record in _all(catalogue, SearchQuery(limit=100))}
    assert len(here) > 40
    assert here < everything
    assert not _all(catalogue, SearchQuery(bbox=BBox(100, -10, 101, -9), limit=100, text="reef"))


def test_the_apostrophe_of_a_place_name(catalogue):
    assert any("Anse" in record.title for record in _all(catalogue, SearchQuery(text="L'Anse")))


def test_no_such_record(catalogue):
    with pytest.raises(RecordNotFoundError):
        catalogue.record("no-such-record")


def test_nothing_found_is_an_empty_page(catalogue):
    page = catalogue.search(SearchQuery(text="reeeeef"))
    assert (page.records, page.matched, page.next) == ((), 0, None)


def test_both_catalogues_give_the_same_distributions(demo):
    by_records, by_csw = open_catalogue(demo.records), open_catalogue(demo.csw)
    for found in _all(by_csw, SearchQuery(limit=50)):
        here, there = by_records.record(found.id), by_csw.record(found.id)
        assert here.detailed
        assert [_facts(item) for item in here.distributions] == [_facts(i) for i in there.distributions]


def _facts(item):
    return (item.kind, item.url, item.format, item.size_bytes, item.crs, item.part, item.usable)


@pytest.mark.parametrize(("name", "flavour"), [("records", Flavour.OGC_API_RECORDS), ("csw", Flavour.CSW)])
def test_a_known_connection_needs_no_discovery(demo, name, flavour):
    connection = Connection("demo", getattr(demo, name), flavour=flavour)
    assert catalogue_for(connection).search(SearchQuery(text="reef")).records
