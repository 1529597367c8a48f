"""Records of CSW servers that have, or give, Dublin Core only."""

from __future__ import annotations

import re

import pytest

from secims_qgis.catalogue import catalogue_for
from secims_qgis.catalogue.dublin_core import parse_dublin_core
from secims_qgis.model import BBox, Connection, Contact, Flavour, SearchQuery
from secims_qgis.network import AnswerError, RecordNotFoundError
from secims_qgis.network.xml import parse_xml
from tests.fault_server import Behaviour, fault_server

URL = "https://catalogue.example/csw?request=GetRecordById&id=r1"
NAMESPACES = (
    'xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dct="http://purl.org/dc/terms/" xmlns:ows="http://www.opengis.net/ows"'
)
LINKS = """<dct:references scheme="OGC:WMS">https://x.example/wms?service=WMS</dct:references>
<dct:references scheme="None">https://x.example/reefs.tif</dct:references>
<dc:URI protocol="WWW:DOWNLOAD" name="reefs.gpkg" description="All">https://x.example/get?id=1</dc:URI>"""
RECORD = f"""<csw:Record {NAMESPACES}><dc:identifier>r1</dc:identifier><dc:title>Récifs</dc:title>
<dc:type>dataset</dc:type><dc:subject>récif</dc:subject><dct:abstract>Étude</dct:abstract>
<dc:creator>Ministère</dc:creator><dct:modified>2023-01-02</dct:modified><dc:language>fre</dc:language>
<dct:isPartOf>s1</dct:isPartOf><dct:spatial>Castries</dct:spatial>
<dct:spatial>urn:ogc:def:crs:EPSG::2006</dct:spatial>{LINKS}</csw:Record>"""


def _record(text):
    return parse_dublin_core(parse_xml(text.encode(), URL), URL)


def test_what_dublin_core_tells():
    record = _record(RECORD)
    assert (record.id, record.parent_id, record.type) == ("r1", "s1", "dataset")
    assert (record.title, record.description, record.language) == ("Récifs", "Étude", "fre")
    assert (record.keywords, record.updated) == (("récif",), "2023-01-02")
    assert (record.organisation, record.contacts) == ("Ministère", (Contact("Ministère", roles=("author",)),))
    assert [system.authid for system in record.crs] == ["EPSG:2006"]
    assert [item.kind.value for item in record.distributions] == ["WMS", "FILE", "FILE"]
    assert [item.format for item in record.distributions] == [None, "tif", "gpkg"]


@pytest.mark.parametrize(
    ("tag", "crs", "lower", "upper"),
    [
        ("BoundingBox", "urn:x-ogc:def:crs:EPSG:6.11:4326", "13.7 -61.1", "14.2 -60.8"),
        ("BoundingBox", "urn:ogc:def:crs:EPSG::4326", "13.7 -61.1", "14.2 -60.8"),
        ("BoundingBox", "urn:ogc:def:crs:OGC:1.3:CRS84", "-61.1 13.7", "-60.8 14.2"),
        ("BoundingBox", "EPSG:4326", "-61.1 13.7", "-60.8 14.2"),
        ("WGS84BoundingBox", "", "-61.1 13.7", "-60.8 14.2"),
    ],
)
def test_extents_in_either_order_of_axes(tag, crs, lower, upper):
    box = (
        f'<ows:{tag} crs="{crs}"><ows:LowerCorner>{lower}</ows:LowerCorner>'
        f"<ows:UpperCorner>{upper}</ows:UpperCorner></ows:{tag}>"
    )
    record = _record(RECORD.replace(LINKS, box))
    assert record.bbox == BBox(-61.1, 13.7, -60.8, 14.2)


@pytest.mark.parametrize("box", ["", "<ows:BoundingBox/>", "<ows:BoundingBox>1 2</ows:BoundingBox>"])
def test_without_an_extent(box):
    assert _record(RECORD.replace(LINKS, box)).bbox is None


def test_a_record_without_identifier_is_refused():
    with pytest.raises(ValueError, match="no identifier"):
        _record(RECORD.replace("dc:identifier", "dc:source"))


REFUSAL = (
    '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows"><ows:Exception locator="outputSchema" '
    'exceptionCode="InvalidParameterValue"/></ows:ExceptionReport>'
)
_ISO = re.compile(r"outputSchema=[^&]*isotc211", re.IGNORECASE)


def _answer(body, matched=1):
    return (
        f'<csw:GetRecordsResponse {NAMESPACES}><csw:SearchResults numberOfRecordsMatched="{matched}" '
        f'numberOfRecordsReturned="1" nextRecord="0">{body}</csw:SearchResults></csw:GetRecordsResponse>'
    )


@pytest.fixture
def catalogue():
    """A function that returns the catalogue of a server with these answers, and the server."""
    with fault_server() as server:

        def of(answers):
            def behaviour(path):
                asked = f"{path} {server.requests[-1].body.decode()}"
                return Behaviour(answers(asked).encode(), 200, "text/xml", etag="", last_modified="")

            server.behaviour = behaviour
            return catalogue_for(Connection("", server.url("/csw"), flavour=Flavour.CSW)), server

        yield of


@pytest.mark.parametrize(
    "refuses", [True, False], ids=["refuses ISO 19139", "gives Dublin Core all the same"]
)
def test_a_server_without_iso_19139_is_read(catalogue, refuses):
    asked, server = catalogue(lambda told: REFUSAL if refuses and _ISO.search(told) else _answer(RECORD))
    page = asked.search(SearchQuery())
    assert [(record.id, record.title) for record in page.records] == [("r1", "Récifs")]
    assert (page.matched, page.next) == (1, None)
    assert asked.record("r1").title == "Récifs"
    assert len(server.requests) == (3 if refuses else 2)


def test_other_refusals_are_told_as_they_are(catalogue):
    asked, server = catalogue(lambda _told: REFUSAL.replace("outputSchema", "typeNames"))
    with pytest.raises(AnswerError, match="typeNames"):
        asked.search(SearchQuery())
    assert len(server.requests) == 1


def test_records_in_a_form_that_nobody_knows_are_told_of(catalogue):
    asked, _server = catalogue(lambda _told: _answer('<rim:ExtrinsicObject xmlns:rim="urn:rim" id="a"/>'))
    page = asked.search(SearchQuery())
    assert not page.records
    assert ["ExtrinsicObject" in problem.reason for problem in page.problems] == [True]
    with pytest.raises(RecordNotFoundError):
        asked.record("a")


def test_what_is_asked_of_any_csw(catalogue):
    """Wild cards, case and axes as GeoNetwork, GeoServer and pycsw all understand them."""
    asked, server = catalogue(lambda _told: _answer(""))
    asked.search(SearchQuery("l'Étang", bbox=BBox(-61.1, 13.7, -60.8, 14.2)))
    sent = server.requests[-1].body.decode()
    assert "<ogc:Literal>*l??tang*</ogc:Literal>" in sent
    assert 'wildCard="*" singleChar="?"' in sent
    assert 'matchCase="false"' in sent
    assert 'srsName="urn:ogc:def:crs:OGC:1.3:CRS84"' in sent
    assert "<gml:lowerCorner>-61.1 13.7</gml:lowerCorner>" in sent
