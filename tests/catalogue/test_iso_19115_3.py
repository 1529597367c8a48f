"""A document of ISO 19115-3, the schema that GeoNetwork writes by itself."""

from __future__ import annotations

from secims_qgis.catalogue.iso import metadata_element, parse_iso_record
from secims_qgis.model import BBox, Contact
from secims_qgis.network.xml import parse_xml

URL = "https://catalogue.example/collections/main/items/m-1?f=xml"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://standards.iso.org/iso/19115/-3/{prefix}/{version}"'
    for prefix, version in {
        **dict.fromkeys(("mcc", "mri", "mrs", "mrd", "mrl", "lan", "gex", "gco", "mco"), "1.0"),
        **dict.fromkeys(("mdb", "cit"), "2.0"),
    }.items()
)
_TEXT = "<gco:CharacterString>{}</gco:CharacterString>"


def _text(tag, words):
    return f"<{tag}>{_TEXT.format(words)}</{tag}>"


def _code(tag, name, value):
    return f'<{tag}><{name} codeList="list" codeListValue="{value}"/></{tag}>'


def _identifier(words):
    return f"<mcc:MD_Identifier>{_text('mcc:code', words)}</mcc:MD_Identifier>"


CONTACT = (
    "<cit:CI_Responsibility>"
    + _code("cit:role", "cit:CI_RoleCode", "owner")
    + "<cit:party><cit:CI_Organisation>"
    + _text("cit:name", "Ministère de la mer")
    + "<cit:contactInfo><cit:CI_Contact><cit:phone><cit:CI_Telephone>"
    + _text("cit:number", "+1 758 1")
    + "</cit:CI_Telephone></cit:phone><cit:address><cit:CI_Address>"
    + _text("cit:electronicMailAddress", "mer@example.lc")
    + "</cit:CI_Address></cit:address></cit:CI_Contact></cit:contactInfo><cit:individual><cit:CI_Individual>"
    + _text("cit:name", "Anne")
    + _text("cit:positionName", "Directrice")
    + "</cit:CI_Individual></cit:individual></cit:CI_Organisation></cit:party></cit:CI_Responsibility>"
)
DATE = (
    "<cit:CI_Date><cit:date><gco:DateTime>2024-05-06T00:00:00</gco:DateTime></cit:date>"
    + _code("cit:dateType", "cit:CI_DateTypeCode", "revision")
    + "</cit:CI_Date>"
)
BOX = "".join(
    f"<gex:{name}><gco:Decimal>{bound}</gco:Decimal></gex:{name}>"
    for name, bound in {
        "westBoundLongitude": -61.1,
        "eastBoundLongitude": -60.8,
        "southBoundLatitude": 13.7,
        "northBoundLatitude": 14.2,
    }.items()
)
PARENT = (
    "<mdb:parentMetadata><cit:CI_Citation><cit:identifier>"
    + _identifier("series-1")
    + "</cit:identifier></cit:CI_Citation></mdb:parentMetadata>"
)
IDENTIFICATION = (
    "<mri:MD_DataIdentification><mri:citation><cit:CI_Citation>"
    + _text("cit:title", "Récifs coralliens")
    + f"<cit:date>{DATE}</cit:date></cit:CI_Citation></mri:citation>"
    + _text("mri:abstract", "Étude des récifs")
    + f"<mri:pointOfContact>{CONTACT}</mri:pointOfContact>"
    + "<mri:extent><gex:EX_Extent><gex:geographicElement><gex:EX_GeographicBoundingBox>"
    + BOX
    + "</gex:EX_GeographicBoundingBox></gex:geographicElement></gex:EX_Extent></mri:extent>"
    + f"<mri:descriptiveKeywords><mri:MD_Keywords>{_text('mri:keyword', 'récif')}</mri:MD_Keywords>"
    + "</mri:descriptiveKeywords></mri:MD_DataIdentification>"
)
LINK = (
    "<mrd:MD_DigitalTransferOptions><mrd:transferSize><gco:Real>12.4</gco:Real></mrd:transferSize>"
    "<mrd:onLine><cit:CI_OnlineResource>"
    + _text("cit:linkage", "https://catalogue.example/reefs.gpkg")
    + _text("cit:protocol", "WWW:DOWNLOAD-1.0-http--download")
    + _text("cit:name", "reefs.gpkg")
    + _code("cit:function", "cit:CI_OnLineFunctionCode", "download")
    + "</cit:CI_OnlineResource></mrd:onLine></mrd:MD_DigitalTransferOptions>"
)
DOCUMENT = (
    f"<mdb:MD_Metadata {_NAMESPACES}>"
    f"<mdb:metadataIdentifier>{_identifier('m-1')}</mdb:metadataIdentifier>"
    "<mdb:defaultLocale><lan:PT_Locale>"
    + _code("lan:language", "lan:LanguageCode", "fre")
    + "</lan:PT_Locale></mdb:defaultLocale>"
    + PARENT
    + "<mdb:metadataScope><mdb:MD_MetadataScope>"
    + _code("mdb:resourceScope", "mcc:MD_ScopeCode", "dataset")
    + "</mdb:MD_MetadataScope></mdb:metadataScope>"
    + "<mdb:referenceSystemInfo><mrs:MD_ReferenceSystem><mrs:referenceSystemIdentifier>"
    + _identifier("EPSG:2006")
    + "</mrs:referenceSystemIdentifier></mrs:MD_ReferenceSystem></mdb:referenceSystemInfo>"
    + f"<mdb:identificationInfo>{IDENTIFICATION}</mdb:identificationInfo>"
    + "<mdb:distributionInfo><mrd:MD_Distribution><mrd:transferOptions>"
    + LINK
    + "</mrd:transferOptions></mrd:MD_Distribution></mdb:distributionInfo>"
    + f"<mdb:resourceLineage><mrl:LI_Lineage>{_text('mrl:statement', 'Levés de 2023')}</mrl:LI_Lineage>"
    + "</mdb:resourceLineage></mdb:MD_Metadata>"
)


def test_it_tells_all_that_a_document_of_iso_19139_does():
    record = parse_iso_record(metadata_element(parse_xml(DOCUMENT.encode(), URL)), URL)
    assert (record.id, record.parent_id, record.type) == ("m-1", "series-1", "dataset")
    assert (record.title, record.description) == ("Récifs coralliens", "Étude des récifs")
    assert (record.language, record.updated, record.lineage) == (
        "fre",
        "2024-05-06T00:00:00",
        "Levés de 2023",
    )
    assert record.keywords == ("récif",)
    assert record.contacts == (
        Contact("Ministère de la mer", "Anne", "Directrice", "mer@example.lc", "+1 758 1", ("owner",)),
    )
    assert record.bbox == BBox(-61.1, 13.7, -60.8, 14.2)
    assert [system.authid for system in record.crs] == ["EPSG:2006"]
    (link,) = record.distributions
    assert (link.kind.value, link.format, link.size_bytes) == ("FILE", "gpkg", 12_400_000)
    assert link.crs.authid == "EPSG:2006"
