"""What a test of a connection says of the server, and what it leaves unsaid."""

from __future__ import annotations

import json

import pytest

from secims_qgis.catalogue import catalogue_for, open_catalogue
from secims_qgis.catalogue.server_words import server_words
from secims_qgis.model import Connection, Flavour
from secims_qgis.network import open_session
from tests.catalogue.replay import COLLECTION, replayed_pycsw
from tests.fault_server import fault_server


@pytest.mark.demo
@pytest.mark.parametrize(("flavour", "words"), [("records", "pygeoapi 0."), ("csw", "pycsw 2.6.")])
def test_real_servers_say_what_they_are(demo, flavour, words):
    assert server_words(open_catalogue(getattr(demo, flavour)), open_session()).startswith(words)


def test_the_edition_is_that_of_the_conformance_classes():
    with replayed_pycsw() as server:
        words = server_words(open_catalogue(server.url(COLLECTION)), open_session())
    assert words == "OGC API Records 1.0"


def _csw(server, start):
    body = f'{start}<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" version="2.0.2"/>'
    server.serve("/csw", body.encode(), content_type="text/xml")
    return catalogue_for(Connection("", server.url("/csw"), flavour=Flavour.CSW))


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("<!-- pycsw 2.6.2 -->", "pycsw 2.6.2"),
        ("<!-- pycsw 3.0-dev -->", "pycsw 3.0-dev"),
        ("<!-- You won 1000 dollars, go to evil.example now -->", ""),
        ("<!-- generated -->", ""),
        ("", ""),
    ],
)
def test_only_a_name_with_a_version_is_taken_from_a_comment(start, words):
    with fault_server() as server:
        assert server_words(_csw(server, start), open_session()) == words


def test_a_server_that_tells_nothing_or_breaks_is_no_error():
    with fault_server() as server:
        catalogue = catalogue_for(Connection("", server.url(COLLECTION), flavour=Flavour.OGC_API_RECORDS))
        assert server_words(catalogue, open_session()) == ""
        openapi = {"info": {"version": "3.0-dev"}}
        server.serve("/records/conformance", b'{"conformsTo": []}', content_type="application/json")
        server.serve("/records/openapi", json.dumps(openapi).encode(), content_type="application/json")
        assert server_words(catalogue, open_session()) == "version 3.0-dev"
