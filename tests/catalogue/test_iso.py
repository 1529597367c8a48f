"""ISO 19139 documents of a national catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from secims_qgis.catalogue.iso import metadata_element, parse_iso_record
from secims_qgis.model import BBox, Part
from secims_qgis.network.xml import parse_xml

DOCUMENTS = sorted((Path(__file__).parent.parent / "data/iso").glob("*.xml"))
URL = "https://secims.example/csw?service=CSW&request=GetRecordById&id=a"


def _record(number):
    body = DOCUMENTS[number].read_bytes()
    return parse_iso_record(metadata_element(parse_xml(body, URL)), URL)


@pytest.mark.parametrize("number", range(len(DOCUMENTS)), ids=lambda number: DOCUMENTS[number].stem)
def test_every_document_is_a_record(number):
    record = _record(number)
    assert record.id.startswith("lca")
    assert record.title
    assert record.detailed


def test_what_only_iso_tells():
    record = _record(0)
    assert [item.size_bytes for item in record.distributions[:2]] == [12_400_000, 9_100_000]
    assert record.crs[0].authid == "EPSG:4326"
    assert record.distributions[0].crs.authid == "EPSG:4326"
    assert record.distributions[2].crs is None
    assert record.lineage.startswith("Digitised from 1:25,")
    assert record.scale_denominator == 25_000
    assert record.license == "CC BY 4.0"
    assert record.organisation == "Department of Physical Planning"
    assert {"coast", "habitat"} <= set(record.keywords)


def test_parts_have_their_own_sizes():
    parts = [(item.part, item.size_bytes) for item in _record(2).distributions if item.part]
    assert parts == [(Part(1, 3), 49_800_000), (Part(2, 3), 49_100_000), (Part(3, 3), 20_500_000)]


def test_one_size_for_several_links_is_a_total():
    assert {(item.size_bytes, item.size_is_total) for item in _record(4).distributions} == {
        (31_700_000, True)
    }


def test_a_document_with_thousands_of_links_is_cut_and_says_so():
    body = DOCUMENTS[0].read_text("utf-8")
    start, end = body.index("<gmd:transferOptions>"), body.rindex("</gmd:transferOptions>")
    body = (
        body[:end]
        + "</gmd:transferOptions>"
        + 700 * f"{body[start:end]}</gmd:transferOptions>"
        + body[end + len("</gmd:transferOptions>") :]
    )
    record = parse_iso_record(metadata_element(parse_xml(body.encode(), URL)), URL)
    links = 701 * body[start:end].count("<gmd:onLine>")
    assert 990 < len(record.distributions) <= 1_000
    assert record.links_left_out == links - 1_000


def test_an_anchor_is_a_protocol_too():
    assert [item.kind.value for item in _record(7).distributions] == ["WMS", "COLLECTION"]


@pytest.mark.parametrize(
    ("number", "bbox"),
    [(27, BBox(-61.08, 13.7, -60.87, 14.11)), (28, None), (29, BBox(170, -20, -170, -10))],
)
def test_odd_extents(number, bbox):
    assert _record(number).bbox == bbox


def test_a_crs_without_code_stays_text():
    (crs,) = _record(25).crs
    assert (crs.authid, crs.label) == (None, "British West Indies Grid, Saint Lucia 1955")


def _changed(number, *changes):
    body = DOCUMENTS[number].read_text("utf-8")
    for old, new in changes:
        assert old in body, old
        body = body.replace(old, new)
    return parse_iso_record(metadata_element(parse_xml(body.encode(), URL)), URL)


ANCHOR = (
    '<gmx:Anchor xmlns:gmx="http://www.isotc211.org/2005/gmx" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xlink:href="{href}">{text}</gmx:Anchor>'
)
STRING = "<gco:CharacterString>{}</gco:CharacterString>"


def test_a_reference_system_may_be_an_anchor_or_in_an_md_identifier():
    link = ANCHOR.format(href="http://www.opengis.net/def/crs/EPSG/0/2006", text="BWI Grid")
    record = _changed(2, (STRING.format("2006"), link), ("gmd:RS_Identifier>", "gmd:MD_Identifier>"))
    assert (record.crs[0].authid, record.crs[0].text) == ("EPSG:2006", "BWI Grid")


def test_a_size_with_a_decimal_comma():
    record = _changed(0, ("<gco:Real>12.4</gco:Real>", "<gco:Real>12,4</gco:Real>"))
    assert record.distributions[0].size_bytes == 12_400_000


def test_a_service_without_links_has_the_address_of_its_operations():
    body = """<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd"
      xmlns:gco="http://www.isotc211.org/2005/gco" xmlns:srv="http://www.isotc211.org/2005/srv">
      <gmd:fileIdentifier><gco:CharacterString>s</gco:CharacterString></gmd:fileIdentifier>
      <gmd:identificationInfo><srv:SV_ServiceIdentification><srv:containsOperations><srv:SV_OperationMetadata>
      <srv:connectPoint><gmd:CI_OnlineResource><gmd:linkage>
      <gmd:URL>https://x.lc/ows?service=WMS&amp;request=GetCapabilities</gmd:URL></gmd:linkage>
      </gmd:CI_OnlineResource></srv:connectPoint></srv:SV_OperationMetadata></srv:containsOperations>
      </srv:SV_ServiceIdentification></gmd:identificationInfo></gmd:MD_Metadata>"""
    record = parse_iso_record(metadata_element(parse_xml(body.encode(), URL)), URL)
    assert [item.kind.value for item in record.distributions] == ["WMS"]


def test_a_document_of_iso_19115_2():
    body = DOCUMENTS[0].read_text("utf-8")
    body = body.replace("gmd:MD_Metadata", "gmi:MI_Metadata").replace(
        "<gmi:MI_Metadata", '<gmi:MI_Metadata xmlns:gmi="http://www.isotc211.org/2005/gmi"', 1
    )
    record = parse_iso_record(metadata_element(parse_xml(body.encode(), URL)), URL)
    assert record == _record(0)


INSTANT = "<gml:{0}><gml:TimeInstant><gml:timePosition>{1}</gml:timePosition></gml:TimeInstant></gml:{0}>"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (INSTANT.format("begin", "2001") + INSTANT.format("end", "2003-05"), ("2001", "2003-05")),
        (INSTANT.format("begin", "2001") + "<gml:endPosition/>", ("2001", "")),
        (
            '<gml:beginPosition>2001</gml:beginPosition><gml:endPosition indeterminatePosition="now"/>',
            ("2001", ""),
        ),
    ],
)
def test_periods_in_other_ways_of_gml(period, expected):
    usual = "<gml:beginPosition>2018-01-01</gml:beginPosition><gml:endPosition>2019-12-31</gml:endPosition>"
    record = _changed(0, (usual, period))
    assert (record.time_start, record.time_end) == expected
