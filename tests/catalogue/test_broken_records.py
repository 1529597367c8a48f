"""pycsw 3 answers 500 to every page that holds a record with an impossible extent."""

from __future__ import annotations

import pytest

from secims_qgis.catalogue import open_catalogue
from secims_qgis.model import Flavour, PageNote, SearchQuery
from secims_qgis.network import AnswerError, HttpError
from tests.catalogue.replay import COLLECTION, numbered_records, replayed_pycsw


@pytest.fixture
def server():
    with replayed_pycsw(numbered_records(100)) as running:
        running.csw.is_there = False
        yield running


def _ids(pages):
    return [record.id for page in pages for record in page.records]


def _reasons(pages):
    return [problem.reason for page in pages for problem in page.problems]


def test_a_third_page_that_breaks_on_one_record_lists_all_the_others(server, every_page):
    server.broken = {"r47"}
    pages = every_page(open_catalogue(server.url(COLLECTION)), SearchQuery(limit=20))
    assert _ids(pages) == [f"r{n}" for n in range(100) if n != 47]
    assert _reasons(pages) == ["record 48 of the list: HTTP 500 Internal Server Error"]
    assert len(server.asked()) <= 5 + 12


def test_each_task_may_have_its_own_catalogue(server):
    """The dock opens one for every page."""
    server.broken = {"r47", "r48", "r90"}
    query, pages = SearchQuery(limit=20, text="record", sort="title"), []
    while query is not None:
        pages.append(open_catalogue(server.url(COLLECTION)).search(query))
        query = pages[-1].next
    assert _ids(pages) == [f"r{n}" for n in range(100) if n not in {47, 48, 90}]
    assert len(_reasons(pages)) == 3


def test_a_small_maximum_of_the_server_loses_nothing(server, every_page):
    server.max_records = 7
    server.broken = {"r47"}
    pages = every_page(open_catalogue(server.url(COLLECTION)), SearchQuery(limit=20))
    assert _ids(pages) == [f"r{n}" for n in range(100) if n != 47]


def test_a_server_that_is_down_is_an_error_after_few_requests(server):
    server.all_broken = True
    query = SearchQuery(text="coast", sort="updated", limit=20)
    catalogue = open_catalogue(server.url(COLLECTION))
    with pytest.raises(HttpError):
        catalogue.search(query)
    assert len(server.asked()) <= 12


CSW_RECORDS = 38


def test_csw_answers_where_records_cannot(server, every_page):
    server.all_broken, server.csw.is_there = True, True
    pages = every_page(open_catalogue(server.url(COLLECTION)), SearchQuery(limit=10))
    assert len(set(_ids(pages))) == len(_ids(pages)) == CSW_RECORDS
    assert _reasons(pages) == [], "no record is missing"
    assert pages[0].notes == (PageNote.CSW_ANSWERED,)
    assert all(page.next.route.flavour is Flavour.CSW for page in pages[:-1])


@pytest.mark.parametrize("body", [b"<html>Internal error</html>", b'{"features": [', b'{"hits": {}}'])
def test_csw_answers_where_records_gives_something_else(server, body):
    server.csw.is_there = True
    usual = server.answer
    server.answer = lambda path, parameters: (
        (200, "application/json", body) if "/items" in path else usual(path, parameters)
    )
    catalogue = open_catalogue(server.url(COLLECTION))
    assert catalogue.search(SearchQuery(limit=10)).notes == (PageNote.CSW_ANSWERED,)
    assert catalogue.record("lca-parcels").detailed
    server.csw.is_there = False
    with pytest.raises(AnswerError):
        open_catalogue(server.url(COLLECTION)).search(SearchQuery())


def test_csw_is_found_again_by_the_next_task(server):
    server.all_broken, server.csw.is_there = True, True
    query, ids = SearchQuery(limit=10), []
    while query is not None:
        page = open_catalogue(server.url(COLLECTION)).search(query)
        ids += [record.id for record in page.records]
        query = page.next
    assert len(set(ids)) == len(ids) == CSW_RECORDS


def test_a_list_that_breaks_in_the_middle_begins_again_by_csw(server, every_page):
    server.csw.is_there = True
    catalogue = open_catalogue(server.url(COLLECTION))
    first = catalogue.search(SearchQuery(limit=20))
    server.all_broken = True
    pages = every_page(catalogue, first.next)
    assert len(set(_ids(pages))) == CSW_RECORDS


def test_csw_is_not_looked_for_without_need(server):
    server.csw.is_there = True
    open_catalogue(server.url(COLLECTION)).search(SearchQuery(text="record"))
    assert server.csw.requests == 0
    assert [path for path, _ in server.requests if path in {"/records/", "/records"}] == []


def test_a_record_that_breaks_records_is_read_by_csw(server):
    server.csw.is_there = True
    server.records = server.records[:3]
    server.records[1] = {**server.records[1], "id": "lca-nanbbox"}
    server.broken = {"lca-nanbbox"}
    record = open_catalogue(server.url(COLLECTION)).record("lca-nanbbox")
    assert record.id == "lca-nanbbox"
    assert record.detailed


def test_a_bad_request_is_not_csws_business(server):
    server.csw.is_there = True
    catalogue = open_catalogue(server.url(COLLECTION))
    server.answer = lambda _path, _parameters: (400, "application/json", b'{"description": "no"}')
    with pytest.raises(HttpError):
        catalogue.search(SearchQuery())
    assert server.csw.requests == 0
