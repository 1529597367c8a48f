"""Searches by text on pycsw 3, which reads ``q`` as patterns and breaks on apostrophes."""

from __future__ import annotations

import json

import pytest

from secims_qgis.catalogue import open_catalogue
from secims_qgis.model import SearchQuery
from tests.catalogue.replay import COLLECTION, numbered_records, replayed_pycsw
from tests.fault_server import fault_server


def _titled(*titles):
    records = numbered_records(len(titles))
    for record, title in zip(records, titles):
        record["properties"]["title"] = title
    return records


TITLES = (
    "Rivers of L'Anse la Raye",
    "Roads of L\u2019Anse la Raye",
    "\u00c9tang, ponds",
    "Mustangs",
    "Cover 50%",
    "Cover 500",
    "part_a",
    "part a",
    "50% cover, part_a",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L'Anse", {0, 1}),
        ("L\u2019Anse la Raye", {0, 1}),
        ("raye, rivers", {0}),
        ("rivers raye", {0}),
        ("\u00c9tang", {2}),
        ("\u00c9tang ponds", {2}),
        ("50%", {4, 8}),
        ("part_a", {6, 8}),
        ("part_a 50%", {8}),
        ("%", {4, 8}),
        ('"cover"', {4, 5, 8}),
        ("  ,  ", set(range(9))),
        ("no such thing", set()),
    ],
)
def test_text(text, found, every_page):
    with replayed_pycsw(_titled(*TITLES)) as server:
        catalogue = open_catalogue(server.url(COLLECTION))
        pages = every_page(catalogue, SearchQuery(text=text, limit=4))
        ids = [record.id for page in pages for record in page.records]
        assert sorted(ids) == sorted(f"r{n}" for n in found)
        assert pages[0].matched in {None, len(found)}
        assert all("'" not in asked.get("q", "") for asked in server.asked())
        assert all(asked.get("q") != "" for asked in server.asked())


def test_the_number_is_not_told_where_the_server_counts_too_much():
    with replayed_pycsw(_titled(*["50% cover"] * 30, *["500 covers"] * 30)) as server:
        page = open_catalogue(server.url(COLLECTION)).search(SearchQuery(text="50%", limit=10))
    assert len(page.records) == 10
    assert page.matched is None


def test_an_apostrophe_is_one_request_and_an_exact_number():
    with replayed_pycsw(_titled(*["L'Anse"] * 30)) as server:
        page = open_catalogue(server.url(COLLECTION)).search(SearchQuery(text="l'anse", limit=10))
        assert page.matched == 30
        assert [asked["q"] for asked in server.asked()] == ["l_anse"]


def test_several_words_are_one_request():
    with replayed_pycsw(_titled(*["coral reef"] * 30)) as server:
        page = open_catalogue(server.url(COLLECTION)).search(SearchQuery(text="reef coral", limit=10))
        assert page.matched == 30
        assert [asked["q"] for asked in server.asked()] == ["reef coral"]


def test_a_server_that_reads_words_in_another_way_is_asked_for_one(every_page):
    """pygeoapi takes several words for a phrase; its answers are told by what they lack."""
    records = _titled("monitoring of reefs", "reef monitoring", "monitoring of rivers")
    page = {"type": "FeatureCollection", "features": records, "numberMatched": 3}
    with fault_server() as server:
        server.serve("/collections/main", json.dumps({"itemType": "record"}))
        server.serve("/collections/main/items", json.dumps(page))
        catalogue = open_catalogue(server.url("/collections/main"))
        pages = every_page(catalogue, SearchQuery(text="reef monitoring"))
        asked = [seen.path for seen in server.seen("/collections/main/items")]
    assert [record.title for page in pages for record in page.records] == [
        "monitoring of reefs",
        "reef monitoring",
    ]
    assert ["q=reef+monitoring" in path for path in asked] == [True, False]
