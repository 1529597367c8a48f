"""Looks behind links of servers that answer badly end soon: with an error of ours, or what is sound."""

from __future__ import annotations

import json
import time

import pytest

from secims_qgis.distributions import look_behind
from secims_qgis.distributions import look_up as look_up_module
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import (
    AnswerError,
    AnswerTooLargeError,
    BrokenOffError,
    CancelledError,
    HttpError,
    LinkRefusedError,
    SecimsError,
    TimedOutError,
    UnreachableError,
)
from tests.fault_server import LOGIN_PAGE, Fault

KINDS = DistributionKind
RELS = "http://www.opengis.net/def/rel/ogc/1.0"
COLLECTION = {
    "id": "reefs",
    "title": "Coral reefs",
    "itemType": "feature",
    "links": [{"rel": "items", "type": "application/geo+json", "href": "/collections/reefs/items"}],
}


@pytest.fixture
def look(faults, session, catalogue_url):
    """Look behind a path of the server."""

    def behind(path, kind=KINDS.COLLECTION):
        return look_behind(Distribution(kind, faults.url(path)), session, catalogue_url)

    return behind


ALL_KINDS = [KINDS.COLLECTION, KINDS.LANDING_PAGE, KINDS.SERVICE_DESCRIPTION, KINDS.TILES, KINDS.OWS]


@pytest.mark.parametrize("kind", ALL_KINDS, ids=str)
@pytest.mark.parametrize(
    ("body", "how", "error"),
    [
        (LOGIN_PAGE, {"content_type": "text/html"}, AnswerError),
        (b'{"description": "database is down"}', {"status": 500}, HttpError),
        (b"<html>no</html>", {"status": 401}, HttpError),
        (b'{"id": "reefs", "li', {}, AnswerError),
        (b"", {}, AnswerError),
        (b"[1, 2]", {}, AnswerError),
        (b'"text"', {}, AnswerError),
        (b"[" * 100_000, {}, AnswerError),
        (json.dumps(COLLECTION).encode(), {"fault": Fault.HALF}, BrokenOffError),
        (b"", {"fault": Fault.NO_CONNECTION}, (UnreachableError, BrokenOffError)),
    ],
    ids=[
        "login page",
        "500",
        "401",
        "cut JSON",
        "nothing",
        "a list",
        "a text",
        "too deep",
        "half",
        "no answer",
    ],
)
def test_a_bad_answer_is_an_error(faults, look, kind, body, how, error):
    faults.serve("/collections/reefs", body, **how)
    with pytest.raises(error):
        look("/collections/reefs", kind)
    assert len(faults.requests) <= 4


def test_an_endless_answer_ends(faults, look, monkeypatch):
    monkeypatch.setattr(look_up_module, "MAX_DOCUMENT_BYTES", 300_000)
    faults.serve("/collections/reefs", fault=Fault.ENDLESS)
    with pytest.raises(AnswerTooLargeError):
        look("/collections/reefs")


@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.STALL, Fault.TRICKLE], ids=lambda fault: fault.name)
def test_a_slow_answer_times_out(faults, session, catalogue_url, fault):
    faults.serve("/collections/reefs", json.dumps(COLLECTION) + " " * 20_000, fault=fault)
    look = look_up_module.LookUp(session, catalogue_url, bidden=False, silence_s=0.4, total_s=1.0)
    start = time.monotonic()
    with pytest.raises(TimedOutError):
        look.json(faults.url("/collections/reefs"))
    assert time.monotonic() - start < 15


def test_a_cancelled_look_asks_nobody(faults, session, look):
    session.cancel()
    with pytest.raises(CancelledError):
        look("/collections/reefs")
    assert not faults.requests


@pytest.mark.parametrize(
    "document",
    [
        {"links": "none"},
        {"links": [None, 7, [], {}, {"rel": 5, "href": {}}, {"rel": "items"}]},
        {"links": [{"rel": "items", "href": "javascript:alert(1)"}]},
        {"links": [{"rel": "items", "href": "file:///etc/passwd"}]},
        {"title": {"en": "x"}, "crs": "EPSG:2006", "storageCrs": ["a"], "links": None},
        {"collections": "none"},
        {"collections": [None, 3, "x", {"id": 5}, {"links": {}}]},
        {"openapi": 3, "paths": []},
        {"tilesets": [None, 1, {"links": "x"}, {"tileMatrixSetURI": 9}]},
        {"tilejson": 3, "tiles": {"a": 1}},
        {"tilejson": "3", "tiles": ["https://tiles.example/no/template.pbf"]},
    ],
    ids=lambda document: json.dumps(document)[:50],
)
@pytest.mark.parametrize("kind", [KINDS.COLLECTION, KINDS.TILES], ids=str)
def test_wrong_types_are_nothing_to_use(faults, look, kind, document):
    faults.serve("/collections/reefs", json.dumps(document))
    found = look("/collections/reefs", kind)
    assert found == (Distribution(kind, faults.url("/collections/reefs")),)


def test_odd_texts_do_not_reach_the_result(faults, look):
    odd = {**COLLECTION, "title": "Reefs\u202e\x00\nfpg.exe", "description": ["x"], "id": "r\u200beefs"}
    faults.serve("/collections/reefs", json.dumps(odd))
    (found,) = look("/collections/reefs")
    assert found.title == "Reefs fpg.exe"
    assert found.description == ""


def test_a_web_page_is_asked_for_json_once_more(faults, look):
    faults.serve("/collections/reefs", LOGIN_PAGE, content_type="text/html")
    faults.serve("/collections/reefs?f=json", json.dumps(COLLECTION))
    assert look("/collections/reefs")[0].kind is KINDS.FEATURES


def test_links_that_lead_to_themselves_end(faults, look):
    loop = {"rel": "data", "type": "application/json", "href": "/api"}
    faults.serve("/api", json.dumps({"links": [loop, {"rel": "conformance", "href": "/conf"}]}))
    assert look("/api", KINDS.LANDING_PAGE)[0].kind is KINDS.LANDING_PAGE
    again = {"rel": "next", "href": "/collections"}
    faults.serve("/collections", json.dumps({"collections": [COLLECTION], "links": [again]}))
    assert len(look("/collections", KINDS.LANDING_PAGE)) == 1
    self_link = {"rel": "self", "href": "/tiles", "type": "application/json"}
    faults.serve("/tiles", json.dumps({"tilesets": [{"links": [self_link]}] * 50, "links": [self_link]}))
    assert look("/tiles", KINDS.TILES)[0].kind is KINDS.TILES
    assert len(faults.requests) < 15


def test_pages_of_collections_are_read_and_bounded(faults, look):
    def page(number):
        entries = [
            {
                **COLLECTION,
                "id": f"c{number}-{n}",
                "links": [{"rel": "items", "href": f"/collections/c{number}-{n}/items"}],
            }
            for n in range(60)
        ]
        return json.dumps(
            {"collections": entries, "links": [{"rel": "next", "href": f"/collections?page={number + 1}"}]}
        )

    faults.serve("/collections", page(0))
    for number in range(1, 9):
        faults.serve(f"/collections?page={number}", page(number))
    found = look("/collections", KINDS.LANDING_PAGE)
    assert len(found) == 200
    assert len({item.collection_id for item in found}) == 200
    assert len(faults.requests) == 4


def test_many_equal_links_are_one(faults, look):
    links = COLLECTION["links"] * 5000
    faults.serve("/collections/reefs", json.dumps({**COLLECTION, "links": links}))
    assert len(look("/collections/reefs")) == 1


def test_only_the_web_page_of_items_is_enough(faults, look):
    links = [{"rel": "items", "type": "text/html", "href": "/collections/reefs/items?f=html"}]
    faults.serve("/collections/reefs", json.dumps({**COLLECTION, "links": links}))
    assert look("/collections/reefs")[0].url == faults.url("/collections/reefs/items")


def test_redirects_end_and_stay_on_the_host(faults, look):
    faults.redirect("/collections/reefs", "/collections/reefs")
    with pytest.raises(AnswerError):
        look("/collections/reefs")
    assert len(faults.requests) <= 12
    faults.redirect("/collections/reefs", "https://tracker.example/collections/reefs")
    with pytest.raises(LinkRefusedError):
        look("/collections/reefs")


def test_a_moved_collection_is_followed(faults, look):
    faults.redirect("/old/collections/reefs", "/collections/reefs")
    faults.serve("/collections/reefs", json.dumps(COLLECTION))
    assert look("/old/collections/reefs")[0].kind is KINDS.FEATURES


def test_a_service_without_a_list_is_known_by_its_description(faults, look):
    paths = {"/": {}, "/collections": {}, "/collections/{id}/items": {}, "/collections/a%20b/items": {}}
    paths.update(
        {"/collections/reefs": {}, "/collections/reefs/items": {}, "/collections/dem/coverage": {}, 7: {}}
    )
    servers = [{"url": "https://{host}/x"}, {"url": "https://elsewhere.example/"}, {"url": "/api"}]
    faults.serve("/api/openapi", json.dumps({"openapi": "3.0.2", "paths": paths, "servers": servers}))
    found = look("/api/openapi", KINDS.SERVICE_DESCRIPTION)
    assert [(item.kind.value, item.collection_id) for item in found] == [
        ("FEATURES", "a b"),
        ("FEATURES", "reefs"),
        ("COVERAGE", "dem"),
    ]
    assert found[1].url == faults.url("/api/collections/reefs/items")


def test_another_openapi_is_nothing_to_use(faults, look):
    faults.serve("/openapi", json.dumps({"openapi": "3.0.2", "paths": {"/pets": {}}}))
    assert look("/openapi", KINDS.SERVICE_DESCRIPTION)[0].kind is KINDS.SERVICE_DESCRIPTION
    assert len(faults.requests) == 1


def test_collections_without_links_can_be_looked_behind_in_turn(faults, look):
    faults.serve("/collections", json.dumps({"collections": [{"id": "a/b", "title": "Ab"}]}))
    (found,) = look("/collections", KINDS.LANDING_PAGE)
    assert (found.kind, found.url, found.title) == (KINDS.COLLECTION, faults.url("/collections/a%2Fb"), "Ab")


def test_a_collection_of_records_is_a_catalogue(faults, look):
    faults.serve("/collections/md", json.dumps({**COLLECTION, "id": "md", "itemType": "record"}))
    assert look("/collections/md")[0].kind is KINDS.CATALOGUE_SERVICE


def test_every_crs_by_reference(faults, look):
    entry = {**COLLECTION, "crs": ["#/crs"]}
    crs = ["http://www.opengis.net/def/crs/EPSG/0/2006"]
    faults.serve("/collections", json.dumps({"collections": [entry], "crs": crs}))
    assert look("/collections", KINDS.LANDING_PAGE)[0].crs.authid == "EPSG:2006"


def test_all_errors_are_of_one_tree():
    assert all(issubclass(error, SecimsError) for error in (AnswerError, HttpError, LinkRefusedError))
