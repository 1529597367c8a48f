"""Servers that take no notice of a part of a query, and say nothing."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from secims_qgis.catalogue import Acquaintances, catalogue_for
from secims_qgis.model import BBox, Connection, Flavour, PageNote, SearchQuery
from tests.catalogue.replay import numbered_records
from tests.fault_server import Behaviour, fault_server

ISLAND = BBox(-61.1, 13.7, -60.8, 14.2)
ELSEWHERE = {"type": "Point", "coordinates": [10, 40]}


def _records():
    """Every third is a service elsewhere."""
    records = numbered_records(60)
    for record in records[::3]:
        record["geometry"] = ELSEWHERE
        record["properties"] = {**record["properties"], "type": "service"}
    return records


@pytest.fixture
def catalogue():
    """A function that makes a catalogue of records, of which a server finds those that ``finds`` says."""
    with fault_server() as server:

        def of(records, finds=lambda _record, _asked: True):
            def behaviour(path):
                asked = dict(parse_qsl(urlsplit(path).query))
                found = [record for record in records if finds(record, asked)]
                offset = int(asked["offset"])
                page = {
                    "type": "FeatureCollection",
                    "features": found[offset : offset + int(asked["limit"])],
                    "numberMatched": len(found),
                }
                return Behaviour(json.dumps(page).encode(), etag="", last_modified="")

            server.behaviour = behaviour
            connection = Connection("", server.url("/collections/c"), flavour=Flavour.OGC_API_RECORDS)
            known = Acquaintances()
            return (lambda: catalogue_for(connection, acquaintance=known.of(connection))), server

        yield of


def _ids(pages):
    return [record.id for page in pages for record in page.records]


@pytest.mark.parametrize("query", [SearchQuery(type="dataset"), SearchQuery(bbox=ISLAND)])
def test_what_a_server_does_not_filter_by_is_filtered_here(catalogue, every_page, query):
    fresh, server = catalogue(_records())
    wanted = [f"r{n}" for n in range(60) if n % 3]
    pages = every_page(fresh(), query)
    assert _ids(pages) == wanted
    assert pages[0].notes == (PageNote.SIFTED_HERE,)
    before = len(server.requests)
    assert _ids([fresh().search(query)]) == wanted[:20]
    assert not {"type", "bbox"} & set(dict(parse_qsl(urlsplit(server.requests[before].path).query)))


def test_a_server_that_filters_is_trusted_and_keeps_its_number(catalogue):
    fresh, server = catalogue(_records(), lambda record, _asked: record["properties"]["type"] == "dataset")
    page = fresh().search(SearchQuery(type="Dataset", bbox=ISLAND))
    assert (len(page.records), page.matched, page.notes) == (20, 40, ())
    assert len(server.requests) == 1


def _whole_word(record, asked):
    """As a search engine does: words of an index, without accents."""
    index = re.findall(r"\w+", record["properties"]["title"].lower().replace("\u00e9", "e"))
    return all(word in index for word in asked.get("q", "").lower().replace("\u00e9", "e").split())


def test_an_accent_does_not_make_a_word_too_short_for_an_index(catalogue, every_page):
    records = numbered_records(30)
    for record in records[::2]:
        record["properties"] = {**record["properties"], "title": "R\u00e9cif corallien"}
    fresh, server = catalogue(records, _whole_word)
    assert _ids(every_page(fresh(), SearchQuery("r\u00e9cif"))) == [f"r{n}" for n in range(0, 30, 2)]
    fresh().search(SearchQuery("r\u00e9cif"))
    asked = [dict(parse_qsl(urlsplit(seen.path).query)).get("q") for seen in server.requests]
    assert asked == ["r_cif", "cif", "r\u00e9cif", "r\u00e9cif"]
    assert not fresh().search(SearchQuery("l'\u00e9tang")).records
