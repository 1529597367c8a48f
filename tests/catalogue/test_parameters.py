"""Which parameters are sent: only those that the server says it knows, and asking costs nothing before."""

from __future__ import annotations

import json

import pytest

from secims_qgis.catalogue import Acquaintances, catalogue_for
from secims_qgis.catalogue.parameters import parameter_names
from secims_qgis.model import BBox, Connection, Flavour, SearchQuery
from tests.catalogue.replay import COLLECTION, PARAMETERS, numbered_records, replayed_pycsw

STANDARD = {"f", "q", "bbox", "type", "sortby", "limit", "offset"}
SAINT_LUCIA = BBox(-61.1, 13.7, -60.8, 14.2)


def _known(server):
    return catalogue_for(Connection("", server.url(COLLECTION), flavour=Flavour.OGC_API_RECORDS))


@pytest.mark.parametrize(
    "query",
    [
        SearchQuery(),
        SearchQuery(text="coastal habitat", bbox=SAINT_LUCIA, type="dataset", sort="title"),
        SearchQuery(text="l'eau", sort="-updated"),
        SearchQuery(keywords=("coast",), organisation="Department of Physical Planning"),
        SearchQuery(format="gpkg", live=True, download=True, limit=1),
    ],
)
def test_a_first_search_is_one_request_of_known_parameters(pycsw3, query):
    _known(pycsw3).search(query)
    assert len(pycsw3.requests) == 1
    assert set(pycsw3.asked()[0]) <= STANDARD


def test_what_the_server_says_is_read_once_and_only_for_what_needs_it(pycsw3):
    catalogue = _known(pycsw3)
    page = catalogue.search(SearchQuery(start="1991", end="1993"))
    assert {"lca-imagery-1992"} <= {record.id for record in page.records}
    paths = [path.rpartition("/")[2] for path, _parameters in pycsw3.requests]
    assert paths == ["openapi", "queryables", "items"]
    catalogue.search(SearchQuery(start="2010", facets=True))
    paths = [path.rpartition("/")[2] for path, _parameters in pycsw3.requests]
    assert paths == ["openapi", "queryables", "items", "items"]


def test_a_time_interval_means_overlap_also_for_the_server(pycsw3):
    _known(pycsw3).search(SearchQuery(start="2003-05-01", end="2005-06"))
    (asked,) = pycsw3.asked()
    assert asked["filter"] == (
        "(time_begin IS NULL OR time_begin < '2006') AND (time_end IS NULL OR time_end >= '2003')"
    )
    assert "datetime" not in asked  # that would mean "within"


def test_further_pages_need_no_second_look(every_page):
    records = numbered_records(90)
    with replayed_pycsw(records) as server:
        query = SearchQuery(start="2018", limit=20)
        first = _known(server).search(query)
        server.requests.clear()
        pages = every_page(_known(server), first.next)  # another object, as in another task
        assert {path.rpartition("/")[2] for path, _ in server.requests} == {"items"}
        assert all("filter" in asked for asked in server.asked())
    assert sum(len(page.records) for page in pages) == 70


def test_a_server_that_says_nothing_of_itself_is_sent_no_filter():
    with replayed_pycsw() as server:
        for silent in ("/records/openapi", "/records/conformance"):
            server.answer = _without(server.answer, silent)
        page = _known(server).search(SearchQuery(start="1991", end="1993", facets=True))
        assert {"lca-imagery-1992"} <= {record.id for record in page.records}
        assert all(set(asked) <= STANDARD for asked in server.asked())


def test_where_openapi_is_missing_conformance_tells():
    with replayed_pycsw() as server:
        server.answer = _without(server.answer, "/records/openapi")
        page = _known(server).search(SearchQuery(start="1991", end="1993", facets=True))
        assert {"lca-imagery-1992"} <= {record.id for record in page.records}
        assert [set(asked) - STANDARD for asked in server.asked()] == [{"filter"}]


def test_the_landing_page_tells_where_the_openapi_document_is():
    with replayed_pycsw() as server:
        described = server.answer("/records/openapi", {})
        landing = {"links": [{"rel": "service-desc", "href": "http://inside:1/records/v3/api-docs?x=1"}]}
        answers = {
            "/records/openapi": (404, "text/html", b""),
            "/records/": (200, "application/json", json.dumps(landing).encode()),
            "/records/v3/api-docs": described,
        }
        usual = server.answer
        server.answer = lambda path, given: answers.get(path) or usual(path, given)
        _known(server).search(SearchQuery(facets=True))
        assert server.asked()[0]["facets"] == "true"


def test_several_types_are_one_filter_where_the_server_has_one(pycsw3):
    catalogue = _known(pycsw3)
    page = catalogue.search(SearchQuery(type=["dataset", "document"], start="1900", limit=100))
    (asked,) = pycsw3.asked()
    assert asked["filter"].startswith("(type = 'dataset' OR type = 'document') AND (time_end IS NULL")
    assert "type" not in asked
    assert {record.type for record in page.records} == {"dataset", "document"}


@pytest.mark.parametrize(
    "silent", [("/records/openapi", "/records/conformance"), (f"{COLLECTION}/queryables",)]
)
def test_several_types_are_decided_here_where_the_server_has_no_filter(silent, every_page):
    with replayed_pycsw() as server:
        for path in silent:
            server.answer = _without(server.answer, path)
        pages = every_page(_known(server), SearchQuery(type=("service", "document"), limit=4))
        assert all(set(asked) <= STANDARD - {"type"} for asked in server.asked())
    types = [record.type for page in pages for record in page.records]
    assert set(types) == {"service", "document"}


def test_a_type_that_is_no_plain_word_is_never_written_into_a_filter(pycsw3):
    _known(pycsw3).search(SearchQuery(type=("dataset", "x' OR 1=1 --")))
    assert "filter" not in pycsw3.asked()[0]


def test_what_one_search_learned_the_next_need_not_ask(pycsw3):
    """Each search of the dock is a task with a catalogue object of its own."""
    connection = Connection("", pycsw3.url("/records"))
    known = Acquaintances()
    for start in ("1991", "2010"):
        query = SearchQuery(start=start, facets=True)
        catalogue_for(connection, acquaintance=known.of(connection)).search(query)
    paths = [path.rpartition("/")[2] for path, _parameters in pycsw3.requests]
    assert paths == ["records", "collections", "openapi", "queryables", "items", "items"]
    known.forget(connection)
    catalogue_for(connection, acquaintance=known.of(connection))
    assert len(pycsw3.requests) == len(paths) + 2


def _without(answer, missing):
    return lambda path, parameters: (
        (404, "text/html", b"<html></html>") if path == missing else answer(path, parameters)
    )


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/collections/{collectionId}/items", [{"$ref": "#/components/parameters/q"}]),
        ("/collections/metadata:main/items", [{"name": "q", "in": "query"}, {"name": "x", "in": "path"}]),
        (
            "/collections/{id}/items",
            [{"$ref": "https://schemas.example/records.yaml#/parameters/q"}, None, 7],
        ),
        ("/collections/roads/items", [{"name": "q", "in": "query"}]),
    ],
)
def test_parameters_of_openapi_documents(path, parameters):
    document = {
        "paths": {path: {"get": {"parameters": parameters}}},
        "components": {"parameters": {"q": {"name": "q", "in": "query"}}},
    }
    expected = set() if "roads" in path else {"q"}
    assert parameter_names(document, "metadata:main") == expected


@pytest.mark.parametrize("document", [{}, {"paths": []}, {"paths": {"/collections/{a}/items": 7}}])
def test_odd_openapi_documents(document):
    assert parameter_names(document, "metadata:main") == frozenset()


def test_the_replay_refuses_what_the_real_server_refuses(pycsw3):
    for name in ("lang", "profile", "bbox-crs", "externalId"):
        status, _kind, _body = pycsw3.answer(f"{COLLECTION}/items", {name: "x"})
        assert status == 400
    assert pycsw3.answer(f"{COLLECTION}/items", {"q": "l'eau"})[0] == 400
    assert "externalId" in PARAMETERS
