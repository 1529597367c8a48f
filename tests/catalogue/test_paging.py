"""Paging over servers that clip, repeat, break or do not filter."""

from __future__ import annotations

import pytest

from secims_qgis.catalogue.filter import keeper
from secims_qgis.catalogue.paging import Batch, Pager
from secims_qgis.model import BBox, Flavour, Record, RecordProblem, Route, SearchQuery
from secims_qgis.network import HttpError, TimedOutError

SAINT_LUCIA = BBox(-61.1, 13.7, -60.8, 14.2)


def _server(total, *, clip=100, broken=(), matched=True, bbox=None):
    """A server of numbered records; the asked ranges are kept in ``calls``."""
    calls = []

    def fetch(offset, limit):
        calls.append((offset, limit))
        numbers = range(offset, min(total, offset + min(limit, clip)))
        if any(number in broken for number in numbers):
            raise HttpError("HTTP 500", status=500)
        records = [Record(f"r{number}", title=str(number), bbox=bbox) for number in numbers]
        return Batch(records, total if matched else None)

    fetch.calls = calls
    return fetch


def _all(query, fetch, keep=None):
    pages = []
    while query is not None:
        page = Pager(query, fetch, keep).page()
        pages.append(page)
        query = page.next
    return pages


def test_a_page_is_one_request():
    fetch = _server(45)
    page = Pager(SearchQuery(limit=20), fetch).page()
    assert (len(page.records), page.matched, page.next.offset) == (20, 45, 20)
    assert fetch.calls == [(0, 20)]


@pytest.mark.parametrize("matched", [True, False])
@pytest.mark.parametrize("clip", [100, 7])
def test_all_pages_have_each_record_once(clip, matched):
    pages = _all(SearchQuery(limit=20), _server(45, clip=clip, matched=matched))
    ids = [record.id for page in pages for record in page.records]
    assert ids == [f"r{number}" for number in range(45)]


def test_a_broken_record_does_not_hide_the_others():
    pages = _all(SearchQuery(limit=20), _server(60, broken={27}))
    ids = [record.id for page in pages for record in page.records]
    assert ids == [f"r{number}" for number in range(60) if number != 27]
    problems = [problem for page in pages for problem in page.problems]
    assert [problem.reason.split(":")[0] for problem in problems] == ["record 28 of the list"]


def test_a_broken_record_costs_few_requests():
    fetch = _server(60, broken={27})
    _all(SearchQuery(limit=20), fetch)
    assert len(fetch.calls) <= 14


@pytest.mark.parametrize("broken", [{0}, {0, 1, 2}, {19, 20}, {5, 17}, {58, 59}, {0, 59}])
def test_every_broken_record_is_told_once_and_no_other_is_lost(broken):
    pages = _all(SearchQuery(limit=20), _server(60, broken=broken))
    ids = [record.id for page in pages for record in page.records]
    assert ids == [f"r{number}" for number in range(60) if number not in broken]
    told = [problem.reason.split(":")[0] for page in pages for problem in page.problems]
    assert told == [f"record {number + 1} of the list" for number in sorted(broken)]


def test_a_record_that_cannot_be_read_is_told_once_where_much_is_dropped():
    records = [Record(f"r{n}", type="dataset" if n % 3 else "map") for n in range(90)]
    records[31] = RecordProblem("r31", "odd")

    def fetch(offset, limit):
        return Batch(list(records[offset : offset + limit]), len(records))

    pages = _all(SearchQuery(limit=7, type="map"), fetch, lambda record: record.type == "map")
    assert sum(len(page.records) for page in pages) == 30
    assert [problem.record_id for page in pages for problem in page.problems] == ["r31"]


def test_twenty_thousand_records_take_a_request_a_page():
    fetch = _server(20_000)
    pages = _all(SearchQuery(limit=20), fetch)
    assert len(fetch.calls) == len(pages) == 1_000
    assert len({record.id for page in pages for record in page.records}) == 20_000


def test_a_broken_last_record_ends_the_list():
    pages = _all(SearchQuery(limit=20), _server(30, broken={29}))
    assert sum(len(page.records) for page in pages) == 29
    assert sum(len(page.problems) for page in pages) == 1


def test_a_server_that_is_down_is_an_error_after_few_requests():
    fetch = _server(60, broken=set(range(60)))
    with pytest.raises(HttpError):
        Pager(SearchQuery(limit=20), fetch).page()
    assert len(fetch.calls) < 10


def test_what_the_server_cannot_filter_is_filtered_here():
    here, there = SAINT_LUCIA, BBox(10, 10, 11, 11)
    records = [Record(f"r{n}", bbox=here if n % 10 == 0 else there) for n in range(250)]

    def fetch(offset, limit):
        return Batch(list(records[offset : offset + limit]), len(records))

    query = SearchQuery(bbox=SAINT_LUCIA, limit=10)
    keep = keeper(query, (), sifting=True)
    first = Pager(query, fetch, keep).page()
    assert [record.id for record in first.records] == [f"r{n}" for n in range(0, 100, 10)]
    ids = [record.id for page in _all(query, fetch, keep) for record in page.records]
    assert ids == [f"r{n}" for n in range(0, 250, 10)]
    whole = Pager(SearchQuery(bbox=SAINT_LUCIA, limit=100), fetch, keep).page()
    assert (whole.matched, whole.next) == (25, None)


def test_a_server_that_repeats_itself_ends():
    def fetch(offset, limit):
        return Batch([Record("same")] * min(limit, 5), 15)

    pages = _all(SearchQuery(limit=20), fetch)
    assert [record.id for page in pages for record in page.records] == ["same"]


def _fetch_of(total, told, *, has_next):
    """A server that tells ``told(offset, count)`` as the number of records that match."""

    def fetch(offset, limit):
        records = [Record(f"r{number}") for number in range(offset, min(total, offset + limit))]
        following = offset + len(records)
        return Batch(records, told(offset, len(records)), has_next=has_next and following < total)

    return fetch


@pytest.mark.parametrize(
    ("told", "has_next", "first"),
    [
        (lambda offset, count: 95 if offset < 60 else offset + count, False, 95),
        (lambda _offset, count: count, True, None),
        (lambda _offset, _count: 20, True, None),
        (lambda _offset, _count: 0, False, None),
        (lambda _offset, _count: 500, False, 500),
    ],
    ids=["pygeoapi with Elasticsearch", "of the page", "of the first page", "nothing", "too many"],
)
@pytest.mark.parametrize("limit", [20, 50])
def test_a_wrong_number_of_records_ends_no_list_too_early(told, has_next, first, limit):
    query = SearchQuery(limit=limit, route=Route(Flavour.OGC_API_RECORDS))
    pages = _all(query, _fetch_of(95, told, has_next=has_next))
    assert [record.id for page in pages for record in page.records] == [f"r{number}" for number in range(95)]
    assert pages[0].matched == first
    assert pages[-1].matched in {None, 95, first}


def test_a_link_to_a_next_page_that_is_empty_leaves_the_number_as_it_is():
    """As pygeoapi had it for years, where the last page is full."""

    def fetch(offset, limit):
        records = [Record(f"r{number}") for number in range(offset, min(40, offset + limit))]
        return Batch(records, 40, has_next=len(records) == limit)

    pages = _all(SearchQuery(limit=20), fetch)
    assert [(len(page.records), page.matched) for page in pages] == [(20, 40), (20, 40)]


@pytest.mark.parametrize("error", [TimedOutError("no answer"), HttpError("HTTP 404", status=404)])
def test_a_look_ahead_that_fails_does_not_cost_the_page(error):
    def fetch(offset, limit):
        if offset:
            raise error
        return Batch([Record(f"r{number}") for number in range(limit)], limit, has_next=True)

    page = Pager(SearchQuery(limit=20), fetch).page()
    assert len(page.records) == 20
    assert (page.next is None) == isinstance(error, HttpError)
