"""ISO 19139 documents that want to read files, fill the memory, or hide their texts."""

from __future__ import annotations

import json

import pytest

from secims_qgis.catalogue import open_catalogue
from secims_qgis.network import AnswerError, NotACatalogueError, fetch_xml, open_session
from tests.hostile.cases import payload
from tests.hostile.world import COLLECTION, ITEMS, feature

XML = "application/xml"
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    + "]>"
)
READS_FILE = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
TEXT = "<gco:CharacterString>Reefs</gco:CharacterString>"
NAMESPACES = (
    'xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco" '
    'xmlns:gmx="http://www.isotc211.org/2005/gmx" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def iso_record(*, title=TEXT, codes=(), protocol=TEXT, before=""):
    """An ISO document with one link; title, codes and protocol are XML."""
    systems = "".join(
        "<gmd:referenceSystemInfo><gmd:MD_ReferenceSystem><gmd:referenceSystemIdentifier><gmd:RS_Identifier>"
        f"<gmd:code>{code}</gmd:code></gmd:RS_Identifier></gmd:referenceSystemIdentifier>"
        "</gmd:MD_ReferenceSystem></gmd:referenceSystemInfo>"
        for code in codes
    )
    return (
        f'<?xml version="1.0"?>{before}<gmd:MD_Metadata {NAMESPACES}>'
        f"<gmd:fileIdentifier><gco:CharacterString>a</gco:CharacterString></gmd:fileIdentifier>{systems}"
        "<gmd:identificationInfo><gmd:MD_DataIdentification><gmd:citation><gmd:CI_Citation>"
        f"<gmd:title>{title}</gmd:title></gmd:CI_Citation></gmd:citation></gmd:MD_DataIdentification>"
        "</gmd:identificationInfo><gmd:dataQualityInfo><gmd:DQ_DataQuality><gmd:lineage><gmd:LI_Lineage>"
        f"<gmd:statement>{title}</gmd:statement></gmd:LI_Lineage></gmd:lineage></gmd:DQ_DataQuality>"
        "</gmd:dataQualityInfo><gmd:distributionInfo><gmd:MD_Distribution><gmd:transferOptions>"
        "<gmd:MD_DigitalTransferOptions><gmd:onLine><gmd:CI_OnlineResource><gmd:linkage>"
        f"<gmd:URL>https://x.example/ows</gmd:URL></gmd:linkage><gmd:protocol>{protocol}</gmd:protocol>"
        "</gmd:CI_OnlineResource></gmd:onLine></gmd:MD_DigitalTransferOptions></gmd:transferOptions>"
        "</gmd:MD_Distribution></gmd:distributionInfo></gmd:MD_Metadata>"
    )


def serve_record_with_iso(world, iso):
    """A record of the catalogue whose ISO document is this text."""
    link = {"rel": "alternate", "type": XML, "href": world.server.url("/iso.xml")}
    world.say(f"{ITEMS}/a", json.dumps(feature(title="From JSON", links=[link])))
    world.say("/iso.xml", iso, content_type=XML)
    return link


def detailed(world, iso):
    """The record with what its ISO document adds."""
    serve_record_with_iso(world, iso)
    return open_catalogue(world.server.url(COLLECTION)).record("a")


def document_type_is_refused(world, doctype, entity):
    iso = iso_record(title=f"<gco:CharacterString>&{entity};</gco:CharacterString>", before=doctype)
    record = detailed(world, iso)
    assert world.server.seen("/iso.xml")
    assert (record.title, record.detailed, record.lineage) == ("From JSON", False, "")
    with pytest.raises(AnswerError, match="document type"):
        fetch_xml(open_session(), world.server.url("/iso.xml"))
    world.say("/csw", f'<?xml version="1.0"?>{doctype}<Capabilities/>', content_type=XML)
    with pytest.raises(NotACatalogueError):
        open_catalogue(world.server.url("/csw"))


def laughs_are_refused(world, _payload):
    document_type_is_refused(world, LAUGHS, "a8")


def files_are_not_read(world, _payload):
    document_type_is_refused(world, READS_FILE, "e")
    document_type_is_refused(
        world, READS_FILE.replace("file:///etc/passwd", world.elsewhere.url("/a.dtd")), "e"
    )


def texts_of_any_element_are_read(world, _payload):
    anchor = '<gmx:Anchor xlink:href="http://www.opengis.net/def/crs/EPSG/0/2006">EPSG:2006</gmx:Anchor>'
    protocol = '<gmx:Anchor xlink:href="javascript:alert(1)">OGC:WMS</gmx:Anchor>'
    record = detailed(world, iso_record(codes=[anchor], protocol=protocol))
    assert record.detailed
    assert [crs.authid for crs in record.crs] == ["EPSG:2006"]
    assert [str(item.kind) for item in record.distributions] == ["WMS"]
    assert not any("javascript" in item.url for item in record.distributions)
    for empty in ("", "<gco:CharacterString/>", "<gmx:Anchor/>", "<!-- nothing -->"):
        record = detailed(world, iso_record(codes=[empty, anchor], protocol=empty, title=empty))
        assert [crs.authid for crs in record.crs] == ["EPSG:2006"]
    nil = iso_record().replace(
        "<gmd:protocol>", '<gmd:protocol xmlns:n="http://www.isotc211.org/2005/gco" n:nilReason="missing">'
    )
    assert detailed(world, nil).detailed


CHECKS = {
    "xml_billion_laughs": laughs_are_refused,
    "xml_xxe_file": files_are_not_read,
    "xml_anchor": texts_of_any_element_are_read,
}


@pytest.mark.parametrize("name", CHECKS)
def test_xml(world, name):
    CHECKS[name](world, payload(name))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-7", "cp037"])
def test_a_document_type_in_another_encoding_is_refused_too(world, encoding):
    declared = {"cp037": "IBM037", "utf-16-le": "UTF-16"}.get(encoding, encoding.upper())
    text = f'<?xml version="1.0" encoding="{declared}"?><!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'
    body = text.encode(encoding)
    if encoding == "utf-7":  # the declaration itself stays readable
        head, tail = text.split("?>", 1)
        body = f"{head}?>".encode("ascii") + tail.replace("<", "+ADw-").replace("!", "+ACE-").encode("ascii")
    world.say("/a.xml", body, content_type=XML)
    with pytest.raises(AnswerError):
        fetch_xml(open_session(), world.server.url("/a.xml"))


def test_elements_in_elements_end_somewhere(world):
    world.say("/a.xml", "<a>" * 100_000, content_type=XML)
    with pytest.raises(AnswerError):
        fetch_xml(open_session(), world.server.url("/a.xml"))
