"""Catalogues without end, with the same page again, and with next links that lead elsewhere."""

from __future__ import annotations

import itertools
import json
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from secims_qgis.catalogue import open_catalogue
from secims_qgis.gui.results_page import Face
from secims_qgis.model import SearchQuery
from secims_qgis.processing.search import _collect
from tests.fault_server import Behaviour
from tests.hostile.cases import payload
from tests.hostile.test_xml import iso_record
from tests.hostile.world import COLLECTION, ITEMS, feature, page

XML = "application/xml"
MAX_REQUESTS = 70
"""More than this for a search that nobody scrolls would be a crawl."""


def answer_items(world, respond):
    """Answer the collection's items by a function of offset and limit."""
    others = world.server.behaviour

    def behaviour(path):
        if urlsplit(path).path != ITEMS:
            return others(path)
        asked = dict(parse_qsl(urlsplit(path).query))
        status, body = respond(int(asked.get("offset", 0)), int(asked.get("limit", 10)), asked.get("q", ""))
        return Behaviour(body, status, "application/json", etag="", last_modified="")

    world.server.behaviour = behaviour


def next_link(href):
    return [{"rel": "next", "href": href, "type": "application/geo+json"}]


def numbered(start, count):
    return [feature(f"r{number}", f"Record {number}") for number in range(start, start + count)]


def endless_catalogue_is_not_crawled(world, _payload):
    """Fresh records for ever, and the same ones for ever: a page each time that is scrolled for one."""
    fresh = itertools.count()

    def always_new(_offset, limit, _words):
        token = next(fresh)
        features = numbered(token * limit, limit)
        return 200, page(*features, matched=None, links=next_link(f"{world.server.url(ITEMS)}?token={token}"))

    answer_items(world, always_new)
    body = world.search()
    world.fixture("qtbot").wait(500)
    assert len(world.server.seen(ITEMS)) < 12
    assert body.results.model.rowCount() < 250

    def always_the_same(_offset, limit, _words):
        return 200, page(*numbered(0, limit), matched=None, links=next_link(world.server.url(ITEMS)))

    world.server.requests.clear()
    answer_items(world, always_the_same)
    body = world.search()
    world.fixture("qtbot").wait(300)
    for _time in range(10):
        body.results.list.scrollToBottom()
        body.results.model.fetchMore(body.results.list.rootIndex())
        world.fixture("qtbot").waitUntil(lambda: not body.results.busy.is_busy, timeout=10_000)
    assert body.results.model.rowCount() == 20
    assert len(world.server.seen(ITEMS)) < 6
    assert body.results.model.is_complete


def csw_that_begins_again_ends(world, _payload):
    """Past its end the real server says that the next record is the first."""
    world.say("/csw", capabilities(), content_type=XML)
    catalogue = open_catalogue(world.server.url("/csw"))
    world.say("/csw", csw_page(["a", "b"], matched=2, following=1), content_type=XML)
    first = catalogue.search(SearchQuery(limit=2))
    assert [record.id for record in first.records] == ["a", "b"]
    assert first.next is None
    beyond = catalogue.search(SearchQuery(limit=2, offset=40))
    assert beyond.records == ()
    assert beyond.next is None
    world.say("/csw", csw_page([], matched=50, following=1), content_type=XML)
    empty = catalogue.search(SearchQuery(limit=2))
    assert empty.next is None


def capabilities():
    return (
        '<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" version="2.0.2">'
        "</csw:Capabilities>"
    )


def csw_page(ids, *, matched, following):
    records = "".join(
        iso_record()
        .partition("?>")[2]
        .replace("<gco:CharacterString>a<", f"<gco:CharacterString>{record_id}<")
        for record_id in ids
    )
    return (
        '<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">'
        '<csw:SearchStatus timestamp="2024-01-01T00:00:00Z"/>'
        f'<csw:SearchResults numberOfRecordsMatched="{matched}" numberOfRecordsReturned="{len(ids)}" '
        f'nextRecord="{following}" elementSet="full">{records}'
        "</csw:SearchResults></csw:GetRecordsResponse>"
    )


def next_is_asked_of_the_catalogue(world, _payload):
    """However the next page is called, it is fetched from the collection by offset."""

    def two_pages(offset, limit, _words):
        features = numbered(offset, min(limit, 40 - offset))
        links = next_link(world.elsewhere.url("/items?offset=20"))
        return 200, page(*features, matched=40, links=links)

    answer_items(world, two_pages)
    body = world.search()
    body.results.model.fetchMore(body.results.list.rootIndex())
    world.fixture("qtbot").waitUntil(lambda: body.results.model.rowCount() == 40, timeout=10_000)
    offsets = {parse_qs(urlsplit(seen.path).query)["offset"][0] for seen in world.server.seen(ITEMS)}
    assert {"0", "20"} <= offsets


def doubles_are_left_out(world, _payload):
    """A server that is one off gives the last record of a page again as the first of the next."""

    def one_off(offset, limit, _words):
        start = max(0, offset - 1)
        return 200, page(*numbered(start, min(limit, 30 - start)), matched=30)

    answer_items(world, one_off)
    body = world.search()
    body.results.model.fetchMore(body.results.list.rootIndex())
    world.fixture("qtbot").waitUntil(lambda: body.results.model.is_complete, timeout=10_000)
    ids = [record.id for record in body.results.model.records]
    assert len(ids) == len(set(ids))
    assert ids[:21] == [f"r{number}" for number in range(21)]


def apostrophes_find_something(world, text):
    """The server answers 400 to them, with its own filter language in the message."""

    def refuse_apostrophes(_offset, _limit, words):
        if "'" in words or "\u2019" in words:
            why = f"CQL: csw:AnyText ilike '%{words}%'"
            return 400, json.dumps({"code": "InvalidParameterValue", "description": why}).encode()
        return 200, page(feature("a", "L'eau of O'Brien near Anse d'Or"))

    answer_items(world, refuse_apostrophes)
    for words in [*text.split(", "), "l\u2019eau"]:
        body = world.search(text=words)
        assert body.results.model.rowCount() == 1, words
        assert body.results.bar.line.text() == words
        assert "CQL" not in body.results.message.text


def wild_cards_do_no_harm(world, text):
    """They mean themselves, whatever the server makes of them."""
    for words in text.split(", "):
        others = [feature("b", "About 1000 aXb"), feature("c", "Other")]
        world.say(ITEMS, page(feature("a", f"About {words} of it"), *others))
        body = world.search(Face.LIST, words)
        assert [record.id for record in body.results.model.records] == ["a"]
        assert body.results.bar.line.text() == words


CHECKS = {
    "endless_next": endless_catalogue_is_not_crawled,
    "csw_nextrecord_1": csw_that_begins_again_ends,
    "next_other_origin": next_is_asked_of_the_catalogue,
    "next_wrong_base": next_is_asked_of_the_catalogue,
    "duplicate_ids": doubles_are_left_out,
    "q_apostrophe": apostrophes_find_something,
    "q_percent": wild_cards_do_no_harm,
}


@pytest.mark.parametrize("name", CHECKS)
def test_paging(world, name):
    CHECKS[name](world, payload(name))


def test_an_algorithm_does_not_go_round_for_ever(world):
    """The same page again and again, in a catalogue that does not say how much it has."""
    from qgis.core import QgsProcessingFeedback

    answer_items(
        world, lambda _offset, limit, _words: (200, page(*numbered(0, min(20, limit)), matched=None))
    )
    catalogue = open_catalogue(world.server.url(COLLECTION))
    found = _collect(catalogue, SearchQuery(limit=100), 1_000, QgsProcessingFeedback())
    assert len(found.records) == 20
    assert len(world.server.seen(ITEMS)) <= MAX_REQUESTS


def test_one_page_of_one_record_for_ever_is_bounded(world):
    answer_items(world, lambda _offset, _limit, _words: (200, page(feature("a"), matched=None)))
    page_ = open_catalogue(world.server.url(COLLECTION)).search(SearchQuery(limit=20))
    assert [record.id for record in page_.records] == ["a"]
    assert len(world.server.seen(ITEMS)) <= MAX_REQUESTS
