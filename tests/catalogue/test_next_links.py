"""Servers that do not know ``offset``: by another name, or by a token in the link to the next page."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from secims_qgis.catalogue import catalogue_for
from secims_qgis.catalogue.next_link import Paging, paging_of
from secims_qgis.model import Connection, Flavour, SearchQuery
from tests.catalogue.replay import COLLECTION, numbered_records
from tests.fault_server import Behaviour, fault_server

ITEMS = f"{COLLECTION}/items"
URL = f"https://secims.example{ITEMS}"
SENT = {"f", "q", "limit", "offset"}


@pytest.mark.parametrize(
    ("href", "paging"),
    [
        (f"{URL}?limit=20&offset=20", Paging("offset")),
        ("items?f=json&startindex=20&limit=20", Paging("startindex")),
        ("?startIndex=20", Paging("startIndex")),
        ("./items?token=abc&limit=20", Paging(cursor="token=abc&limit=20")),
        (f"{ITEMS}?page=2", Paging(cursor="page=2")),
        ("?limit=20&q=reef", Paging()),
        ("https://evil.example/items?token=abc", Paging()),
        ("/elsewhere?token=abc", Paging()),
        ("http://secims.example" + ITEMS + "?token=abc", Paging()),
        ("//[", Paging()),
        ("javascript:alert(1)", Paging()),
        (f"?token={'a' * 9000}", Paging()),
        (None, Paging()),
    ],
)
def test_what_a_next_link_tells(href, paging):
    answer = {"links": [None, {"rel": "self", "href": URL}, {"rel": "next", "href": href}]}
    assert paging_of(answer, URL, SENT) == paging


def serve(server, next_query, start_of, *, strict=(), status=400):
    """Serve 50 records; ``next_query`` gives the query of a next link, ``start_of`` reads where to begin."""
    records = numbered_records(50)

    def behaviour(path):
        parts = urlsplit(path)
        asked = dict(parse_qsl(parts.query))
        if parts.path != ITEMS or any(name in asked for name in strict):
            return Behaviour(b'{"description": "unknown parameter"}', status, "application/json")
        start = start_of(asked)
        page = records[start : start + 10]
        links = []
        if start + 10 < len(records):
            kept = {name: value for name, value in asked.items() if name == "q"}
            links = [{"rel": "next", "href": f"items?{urlencode({**kept, **next_query(start + 10)})}"}]
        body = {"type": "FeatureCollection", "features": page, "links": links}
        return Behaviour(json.dumps(body).encode(), 200, "application/geo+json", etag="", last_modified="")

    server.behaviour = behaviour


def known(server):
    return catalogue_for(Connection("", server.url(COLLECTION), flavour=Flavour.OGC_API_RECORDS))


def ids_of(server, query):
    """Follow a query to its end, each page by a catalogue object of its own, as in the dock."""
    ids = []
    for _page in range(30):
        page = known(server).search(query)
        ids += [record.id for record in page.records]
        if page.next is None:
            return ids
        query = page.next
    pytest.fail("the list never ends")


EVERYTHING = [f"r{number}" for number in range(50)]


@pytest.mark.parametrize("strict", [(), ("offset",)])
@pytest.mark.parametrize(
    ("next_query", "start_of"),
    [
        (lambda start: {"startindex": start}, lambda asked: int(asked.get("startindex", 0))),
        (lambda start: {"startIndex": start}, lambda asked: int(asked.get("startIndex", 0))),
        (lambda start: {"token": f"t{start}"}, lambda asked: int(asked.get("token", "t0")[1:])),
        (lambda start: {"page": start // 10 + 1}, lambda asked: (int(asked.get("page", 1)) - 1) * 10),
    ],
    ids=["startindex", "startIndex", "token", "page"],
)
def test_all_records_are_found(next_query, start_of, strict):
    with fault_server() as server:
        serve(server, next_query, start_of, strict=strict)
        assert ids_of(server, SearchQuery(limit=20)) == EVERYTHING
        # What is sifted here takes several pages of the server for one of ours.
        assert ids_of(server, SearchQuery(limit=20, organisation="Nobody")) == []
        assert ids_of(server, SearchQuery(text="record", limit=7)) == EVERYTHING


def test_a_token_that_goes_round_ends_the_list():
    with fault_server() as server:
        tokens = {"": "a", "a": "b", "b": "a"}
        records = numbered_records(30)

        def behaviour(path):
            token = dict(parse_qsl(urlsplit(path).query)).get("token", "")
            start = {"": 0, "a": 10, "b": 20}[token]
            links = [{"rel": "next", "href": f"?token={tokens[token]}"}]
            body = {"type": "FeatureCollection", "features": records[start : start + 10], "links": links}
            return Behaviour(json.dumps(body).encode(), 200, "application/geo+json")

        server.behaviour = behaviour
        page = known(server).search(SearchQuery(limit=100))
        assert [record.id for record in page.records] == EVERYTHING[:30]
        assert page.next is None


def test_a_token_server_that_breaks_on_a_parameter_is_asked_without_it():
    with fault_server() as server:
        start_of = lambda asked: int(asked.get("token", "t0")[1:])  # noqa: E731
        serve(server, lambda start: {"token": f"t{start}"}, start_of, strict=("sortby",), status=500)
        assert ids_of(server, SearchQuery(sort="title", limit=20)) == EVERYTHING
