"""Every recorded answer, whichever it is, becomes records, or a clear error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from secims_qgis.catalogue import open_catalogue
from secims_qgis.catalogue.iso import metadata_element, parse_iso_record
from secims_qgis.catalogue.record_json import parse_record
from secims_qgis.model import Record, SearchQuery
from secims_qgis.network import AnswerError, CatalogueError, HttpError, SecimsError
from secims_qgis.network.xml import parse_xml
from tests.fault_server import fault_server

SAMPLES = sorted((Path(__file__).parent.parent / "data/samples").iterdir())
RECORD_PAGES = {
    "csw_master_getrecords_full_1.xml": 0,  # Dublin Core, which is never asked for
    "csw_262_getrecords_full_parcels_comma_bug.xml": 0,
    "csw_master_startposition_beyond.xml": 0,
    "pycsw_master_items_limit2.json": 2,
    "pygeoapi_items_limit2.json": 2,
    "pygeoapi_cswfacade_items.json": None,
    "pycsw_master_stac.json": 0,
}
"""Answers to a search, with the number of records in them (None: any)."""


def _named(path):
    return path.name


@pytest.fixture
def answers():
    with fault_server() as server:
        yield server


def _is_record(path):
    return "_record_" in path.name and path.suffix == ".json"


def _is_iso(path):
    return b"MD_Metadata" in path.read_bytes() and path.suffix == ".xml"


@pytest.mark.parametrize("path", [*filter(_is_record, SAMPLES)], ids=_named)
def test_a_record_is_a_record(path):
    record = parse_record(json.loads(path.read_bytes()), "https://secims.example/items/a")
    assert record.id
    assert record.title
    assert all(item.kind for item in record.distributions)


@pytest.mark.parametrize("path", [*filter(_is_iso, SAMPLES)], ids=_named)
def test_an_iso_document_is_a_record(path):
    url = "https://secims.example/csw"
    record = parse_iso_record(metadata_element(parse_xml(path.read_bytes(), url)), url)
    assert record.id
    assert record.title
    assert record.distributions


def _outcome(action, *arguments):
    """Return the value of a call, or the error that it ends in; any other error fails the test."""
    try:
        return action(*arguments), None
    except SecimsError as error:
        return None, error


@pytest.mark.parametrize("path", SAMPLES, ids=_named)
def test_as_the_address_of_a_catalogue(path, answers):
    """Landing pages and collections lead on; everything else is refused with a reason."""
    kind = {".json": "application/json", ".xml": "application/xml"}.get(path.suffix, "text/html")
    status = int(path.name.split("_err_")[1][:3]) if "_err_" in path.name else 200
    answers.serve("/here", path.read_bytes(), content_type=kind, status=status)
    catalogue, error = _outcome(open_catalogue, answers.url("/here"))
    assert str(error) if catalogue is None else catalogue.url.startswith(answers.url("/"))


@pytest.mark.parametrize("path", SAMPLES, ids=_named)
def test_as_a_page_of_records(path, answers):
    status = int(path.name.split("_err_")[1][:3]) if "_err_" in path.name else 200
    answers.serve("/collections/main", json.dumps({"id": "main", "itemType": "record"}))
    answers.serve("/collections/main/items", path.read_bytes(), status=status)
    catalogue = open_catalogue(answers.url("/collections/main"))
    page, error = _outcome(catalogue.search, SearchQuery(limit=50))
    expected = RECORD_PAGES.get(path.name, 0)
    if page is None:
        assert isinstance(error, (AnswerError, HttpError))
        assert expected in {0, None}
    else:
        assert all(isinstance(record, Record) and record.id for record in page.records)
        assert expected in {None, len(page.records)}


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.suffix == ".xml"], ids=_named)
def test_as_an_answer_of_csw(path, answers):
    """Records in ISO 19139 are read, and those in Dublin Core; all else gives an error or nothing."""
    capabilities = b'<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"/>'
    query = "/csw?service=CSW&version=2.0.2&request=GetCapabilities"
    answers.serve(query, capabilities, content_type="application/xml")
    answers.serve("/csw", path.read_bytes(), content_type="application/xml")
    catalogue = open_catalogue(answers.url("/csw"))
    record, error = _outcome(catalogue.record, "lca-any")
    if any(part in path.name for part in ("_gmd", "_iso", "_dc", "_full_")):
        assert record.title
        assert record.distributions
    else:
        assert isinstance(error, (AnswerError, CatalogueError))
    page, error = _outcome(catalogue.search, SearchQuery())
    if "_full_" in path.name:
        assert page.records[0].title == record.title
    else:
        assert isinstance(error, AnswerError) if page is None else not page.records
