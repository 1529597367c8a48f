"""Catalogues that are within their standards, and still not like pycsw or pygeoapi."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from secims_qgis.catalogue import Acquaintances, catalogue_for, open_catalogue
from secims_qgis.model import Connection, Flavour, PageNote, SearchQuery
from secims_qgis.network import AnswerError, HttpError
from tests.catalogue.replay import numbered_records
from tests.fault_server import Behaviour, fault_server

ISO = Path(__file__).parent.parent / "data/iso"
CSW = "http://www.opengis.net/cat/csw/2.0.2"


@pytest.fixture
def server():
    with fault_server() as running:
        yield running


def as_json(document, status=200):
    return Behaviour(json.dumps(document).encode(), status, "application/json", etag="", last_modified="")


def as_xml(text, status=200):
    return Behaviour(text.encode(), status, "text/xml", etag="", last_modified="")


def page_of(records):
    return {"type": "FeatureCollection", "features": records, "links": []}


def records_api(server, root, *, collection, conformance, refuses=()):
    """Serve an OGC API Records with three records below a path; 400 to parameters that are refused."""
    records = numbered_records(3)
    documents = {
        root: {"links": [{"rel": "data", "href": f"{root}/collections"}]},
        f"{root}/collections": {"collections": [collection]},
        f"{root}/collections/main": collection,
        f"{root}/conformance": {"conformsTo": conformance},
        f"{root}/collections/main/items/r1": records[1],
    }

    def behaviour(path):
        parts = urlsplit(path)
        asked = dict(parse_qsl(parts.query))
        if not set(asked).isdisjoint(refuses):
            return as_json({"description": "unknown parameter"}, 400)
        place = parts.path.rstrip("/")
        if place == f"{root}/collections/main/items":
            start = int(asked.get("offset", 0))
            return as_json(page_of(records[start : start + int(asked.get("limit", 10))]))
        return as_json(documents[place]) if place in documents else as_json({}, 404)

    server.behaviour = behaviour


COLLECTION = {"id": "main", "title": "Main", "links": [{"rel": "items", "href": "items"}]}
RECORDS_CORE = ["http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/core"]


@pytest.mark.parametrize("address", ["/api", "/api/collections", "/api/collections/main"])
@pytest.mark.parametrize(
    ("collection", "conformance"),
    [
        ({**COLLECTION, "itemType": "record"}, []),
        ({**COLLECTION, "itemType": ["feature", "record"]}, []),
        (COLLECTION, RECORDS_CORE),
    ],
    ids=["record", "list", "conformance"],
)
def test_a_record_collection_is_known_by_its_items_or_by_conformance(
    server, address, collection, conformance
):
    records_api(server, "/api", collection=collection, conformance=conformance)
    catalogue = open_catalogue(server.url(address))
    assert catalogue.url == server.url("/api/collections/main")
    assert [record.id for record in catalogue.search(SearchQuery()).records] == ["r0", "r1", "r2"]


def test_a_record_collection_on_a_later_page_of_the_list_is_found(server):
    records_api(server, "/api", collection={**COLLECTION, "itemType": "record"}, conformance=[])
    usual, data = server.behaviour, {"id": "roads", "itemType": "feature"}

    def behaviour(path):
        if urlsplit(path).path == "/api/collections" and "page=2" not in path:
            return as_json({"collections": [data], "links": [{"rel": "next", "href": "collections?page=2"}]})
        return usual(path)

    server.behaviour = behaviour
    assert open_catalogue(server.url("/api")).url == server.url("/api/collections/main")


def test_a_server_that_refuses_every_parameter_of_ours_is_read_all_the_same(server):
    refuses = ("f", "offset", "sortby", "type", "bbox")
    records_api(
        server, "/api", collection={**COLLECTION, "itemType": "record"}, conformance=[], refuses=refuses
    )
    catalogue = open_catalogue(server.url("/api"))
    page = catalogue.search(SearchQuery(type="dataset", sort="title"))
    assert [record.id for record in page.records] == ["r0", "r1", "r2"]
    assert page.notes == (PageNote.NOT_SORTED, PageNote.SIFTED_HERE)
    assert catalogue.record("r1").title == "Record 00001"


def csw_response(documents, matched):
    bodies = "".join(text.partition("?>")[2] if text.startswith("<?xml") else text for text in documents)
    return (
        f'<csw:GetRecordsResponse xmlns:csw="{CSW}"><csw:SearchResults numberOfRecordsMatched="{matched}" '
        f'numberOfRecordsReturned="{len(documents)}" nextRecord="0">{bodies}</csw:SearchResults>'
        "</csw:GetRecordsResponse>"
    )


CAPABILITIES = f'<csw:Capabilities xmlns:csw="{CSW}" version="2.0.2"/>'
EXCEPTION = (
    '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="1.1.0"><ows:Exception '
    'exceptionCode="NoApplicableCode"><ows:ExceptionText>Cannot sort</ows:ExceptionText></ows:Exception>'
    "</ows:ExceptionReport>"
)
DOCUMENTS = [path.read_text("utf-8") for path in sorted(ISO.glob("00[0-2].xml"))]


@pytest.mark.parametrize("endpoint", ["/catalog/csw202", "/CSWStartup.aspx", "/pycsw/csw.py", "/srv/eng/csw"])
def test_a_csw_is_found_whatever_its_address_looks_like(server, endpoint):
    def behaviour(path):
        parts = urlsplit(path)
        asked = {name.lower() for name, _value in parse_qsl(parts.query)}
        if parts.path != endpoint:
            return as_json({}, 404)
        return as_xml(CAPABILITIES) if "request" in asked else as_xml(EXCEPTION)

    server.behaviour = behaviour
    catalogue = open_catalogue(server.url(endpoint))
    assert (catalogue.flavour, catalogue.url) == (Flavour.CSW, server.url(endpoint))


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("request=GetRecordById&id=r1&outputSchema=http://www.isotc211.org/2005/gmd&elementsetname=full", ""),
        ("map=/srv/a.map&service=CSW&request=GetRecords&typeNames=csw:Record", "?map=%2Fsrv%2Fa.map"),
        ("id=portal", "?id=portal"),
    ],
)
def test_the_address_of_a_request_leads_to_the_endpoint(server, query, kept):
    server.serve("/csw", CAPABILITIES.encode(), content_type="text/xml")
    assert open_catalogue(server.url(f"/csw?{query}")).url == server.url(f"/csw{kept}")


def test_a_csw_below_the_address_of_the_site_is_asked_where_it_is_also_the_next_time(server):
    """The flavour is remembered with the connection, the address stays the one that the user gave."""
    server.serve("/csw", csw_response(DOCUMENTS, 3).encode(), content_type="text/xml")
    answers = {"GET": CAPABILITIES, "POST": csw_response(DOCUMENTS, 3)}

    def behaviour(path):
        if urlsplit(path).path != "/csw":
            return as_json({}, 404)
        is_capabilities = "GetCapabilities" in path
        return as_xml(answers["GET" if is_capabilities else "POST"])

    server.behaviour = behaviour
    first = Connection("Site", server.url("/"))
    known = Acquaintances()
    assert len(catalogue_for(first, acquaintance=known.of(first)).search(SearchQuery()).records) == 3
    later = Connection("Site", server.url("/"), flavour=Flavour.CSW)
    for acquaintance in (known.of(first), Acquaintances().of(later)):
        assert len(catalogue_for(later, acquaintance=acquaintance).search(SearchQuery()).records) == 3


def test_a_csw_that_cannot_sort_gives_its_own_order_and_says_so(server):
    answers = iter([EXCEPTION, csw_response(DOCUMENTS, 3), EXCEPTION, EXCEPTION])
    server.behaviour = lambda _path: as_xml(next(answers))
    catalogue = catalogue_for(Connection("", server.url("/csw"), flavour=Flavour.CSW))
    page = catalogue.search(SearchQuery(sort="-updated"))
    assert len(page.records) == 3
    assert page.notes == (PageNote.NOT_SORTED,)
    with pytest.raises(AnswerError, match="reports an error"):
        catalogue.search(SearchQuery())


@pytest.mark.parametrize(
    ("change", "matched"),
    [
        (('nextRecord="0"', ""), 3),
        (('nextRecord="0"', 'nextRecord=""'), 3),
        (('numberOfRecordsReturned="3"', ""), 3),
        (('numberOfRecordsMatched="3"', ""), None),
        (('numberOfRecordsMatched="3"', 'numberOfRecordsMatched="0"'), None),
    ],
)
def test_a_csw_that_leaves_numbers_out_is_read(server, change, matched):
    server.behaviour = lambda _path: as_xml(csw_response(DOCUMENTS, 3).replace(*change))
    page = catalogue_for(Connection("", server.url("/csw"), flavour=Flavour.CSW)).search(SearchQuery(limit=3))
    assert (len(page.records), page.matched) == (3, matched)


def test_a_csw_that_counts_its_page_only_is_read_to_the_end(server, every_page):
    documents = [path.read_text("utf-8") for path in sorted(ISO.glob("*.xml"))[:25]]

    def behaviour(_path):
        start = int(re.search('startPosition="(\\d+)"', server.requests[-1].body.decode()).group(1))
        page = documents[start - 1 : start + 9]
        following = start + 10 if start + 10 <= len(documents) else 0
        return as_xml(csw_response(page, len(page)).replace('nextRecord="0"', f'nextRecord="{following}"'))

    server.behaviour = behaviour
    catalogue = catalogue_for(Connection("", server.url("/csw"), flavour=Flavour.CSW))
    pages = every_page(catalogue, SearchQuery(limit=10))
    assert [len(page.records) for page in pages] == [10, 10, 5]
    assert [page.matched for page in pages] == [None, None, None]


def test_a_record_that_is_no_xml_does_not_hide_the_others(server):
    """A character that XML forbids, pasted into an abstract, spoils every page that the record is on."""
    documents = [path.read_text("utf-8") for path in sorted(ISO.glob("0*.xml"))[:12]]
    documents[7] = documents[7].replace("</gmd:abstract>", "<!-- \x0b --></gmd:abstract>", 1)

    def behaviour(_path):
        asked = server.requests[-1].body.decode()
        start, count = (
            int(re.search(f'{name}="(\\d+)"', asked).group(1)) for name in ("startPosition", "maxRecords")
        )
        return as_xml(csw_response(documents[start - 1 : start - 1 + count], len(documents)))

    server.behaviour = behaviour
    page = catalogue_for(Connection("", server.url("/csw"), flavour=Flavour.CSW)).search(SearchQuery())
    assert len(page.records) == 11
    assert [problem.reason for problem in page.problems] == ["record 8 of the list: no XML"]


def test_control_characters_in_json_are_read(server):
    records_api(server, "/api", collection={**COLLECTION, "itemType": "record"}, conformance=[])
    usual = server.behaviour

    def behaviour(path):
        answer = usual(path)
        return replace(answer, body=answer.body.replace(b"Record 00001", b"Record\t\x0b00001"))

    server.behaviour = behaviour
    page = open_catalogue(server.url("/api")).search(SearchQuery())
    assert [record.title for record in page.records] == ["Record 00000", "Record 00001", "Record 00002"]


def test_a_server_that_is_overloaded_is_asked_once(server):
    server.behaviour = lambda _path: Behaviour(b"", 503)
    address = server.url("/collections/main")
    catalogue = catalogue_for(Connection("", address, flavour=Flavour.OGC_API_RECORDS))
    with pytest.raises(HttpError):
        catalogue.search(SearchQuery("coral reef", type="dataset", sort="title"))
    assert len(server.seen("/collections/main/items")) == 1
