"""ISO 19139 (gmd) documents of the records, as a national catalogue would write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree
from lxml.builder import ElementMaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demo.records import CatalogueRecord, Link

NAMESPACES = {
    "gmd": "http://www.isotc211.org/2005/gmd",
    "gco": "http://www.isotc211.org/2005/gco",
    "gmx": "http://www.isotc211.org/2005/gmx",
    "srv": "http://www.isotc211.org/2005/srv",
    "gml": "http://www.opengis.net/gml/3.2",
    "xlink": "http://www.w3.org/1999/xlink",
}
_CODES = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
GMD = ElementMaker(namespace=NAMESPACES["gmd"], nsmap=NAMESPACES)
GCO = ElementMaker(namespace=NAMESPACES["gco"], nsmap=NAMESPACES)
GML = ElementMaker(namespace=NAMESPACES["gml"], nsmap=NAMESPACES)
SRV = ElementMaker(namespace=NAMESPACES["srv"], nsmap=NAMESPACES)
Element = Any


def render(record: CatalogueRecord) -> bytes:
    """Return the ISO document of the record, UTF-8."""
    fields = record.fields
    root = GMD.MD_Metadata(
        text("fileIdentifier", record.id),
        GMD.language(code("LanguageCode", "eng")),
        GMD.characterSet(code("MD_CharacterSetCode", "utf8")),
    )
    if "parent" in fields:
        root.append(text("parentIdentifier", fields["parent"]))
    root.append(GMD.hierarchyLevel(code("MD_ScopeCode", fields["type"])))
    root.append(GMD.contact(party(record.organisations["secims"], "pointOfContact")))
    root.append(GMD.dateStamp(GCO.DateTime(fields["updated"])))
    root.append(text("metadataStandardName", "ISO 19115:2003/19139"))
    root.append(text("metadataStandardVersion", "1.0"))
    root.extend(reference_system(spelling) for spelling in fields.get("crs", ()))
    root.append(GMD.identificationInfo(identification(record)))
    if record.links:
        root.append(GMD.distributionInfo(distribution(record)))
    if fields.get("lineage"):
        root.append(quality(fields["lineage"], fields["type"]))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def text(name: str, value: str) -> Element:
    """Return <gmd:name><gco:CharacterString>value."""
    return GMD(name, GCO.CharacterString(value))


def code(name: str, value: str) -> Element:
    """Return an element of a code list."""
    return GMD(name, value, codeList=f"{_CODES}#{name}", codeListValue=value)


def party(organisation: dict[str, str], role: str) -> Element:
    """Return a responsible party."""
    contact = GMD.CI_Contact(
        GMD.phone(GMD.CI_Telephone(text("voice", organisation["phone"]))),
        GMD.address(
            GMD.CI_Address(
                text("deliveryPoint", organisation["street"]),
                text("city", organisation["city"]),
                text("country", "LCA"),
                text("electronicMailAddress", organisation["email"]),
            )
        ),
        GMD.onlineResource(GMD.CI_OnlineResource(GMD.linkage(GMD.URL(organisation["web"])))),
    )
    who = GMD.CI_ResponsibleParty()
    if "person" in organisation:
        who.append(text("individualName", organisation["person"]))
    who.append(text("organisationName", organisation["name"]))
    who.append(text("positionName", organisation["position"]))
    who.append(GMD.contactInfo(contact))
    who.append(GMD.role(code("CI_RoleCode", role)))
    return who


def reference_system(spelling: str) -> Element:
    """Return a reference system; `EPSG|2006` means code 2006 with code space EPSG."""
    space, bar, plain = spelling.rpartition("|")
    identifier = GMD.RS_Identifier(text("code", plain if bar else spelling))
    if bar:
        identifier.append(text("codeSpace", space))
    return GMD.referenceSystemInfo(GMD.MD_ReferenceSystem(GMD.referenceSystemIdentifier(identifier)))


def identification(record: CatalogueRecord) -> Element:
    """Return the identification section: data, or service for type service."""
    fields = record.fields
    service = fields["type"] == "service"
    root = SRV.SV_ServiceIdentification() if service else GMD.MD_DataIdentification()
    root.append(GMD.citation(citation(fields["title"], fields.get("dates", {}))))
    root.append(text("abstract", fields["abstract"].strip()))
    root.append(GMD.status(code("MD_ProgressCode", fields["status"])))
    owner = record.organisations[fields["org"]]
    root.append(GMD.pointOfContact(party(owner, "custodian")))
    publisher = record.organisations[fields.get("publisher", fields["org"])]
    root.append(GMD.pointOfContact(party(publisher, "publisher")))
    root.append(
        GMD.resourceMaintenance(
            GMD.MD_MaintenanceInformation(
                GMD.maintenanceAndUpdateFrequency(code("MD_MaintenanceFrequencyCode", fields["frequency"]))
            )
        )
    )
    if record.thumbnail:
        browse = GMD.MD_BrowseGraphic(
            text("fileName", record.thumbnail), text("fileDescription", "thumbnail")
        )
        root.append(GMD.graphicOverview(browse))
    root.extend(keywords(fields))
    root.append(GMD.resourceConstraints(constraints(fields)))
    if not service:
        root.extend(_data_details(fields))
    else:
        root.append(SRV.serviceType(GCO.LocalName(fields["service_type"])))
    extent = GMD.EX_Extent()
    _fill_extent(extent, record)
    if len(extent):
        root.append(SRV.extent(extent) if service else GMD.extent(extent))
    if service:
        root.append(SRV.couplingType(SRV.SV_CouplingType(codeList="", codeListValue="loose")))
    return root


def citation(title: str, dates: dict[str, str]) -> Element:
    """Return a citation with its dates; a text that is no date is written all the same."""
    root = GMD.CI_Citation(text("title", title))
    for kind, value in dates.items():
        when = GMD.CI_Date(GMD.date(GCO.Date(value)), GMD.dateType(code("CI_DateTypeCode", kind)))
        root.append(GMD.date(when))
    return root


def keywords(fields: dict[str, Any]) -> list[Element]:
    """Return the keyword groups: free ones, places, and GEMET themes."""
    groups = [("theme", fields.get("keywords", ()), None)]
    groups.append(("place", fields.get("places", ()), None))
    groups.append(("theme", fields.get("inspire", ()), "GEMET - INSPIRE themes, version 1.0"))
    elements = []
    for kind, words, thesaurus in groups:
        if not words:
            continue
        group = GMD.MD_Keywords(*(text("keyword", word) for word in words))
        group.append(GMD.type(code("MD_KeywordTypeCode", kind)))
        if thesaurus:
            group.append(GMD.thesaurusName(citation(thesaurus, {"publication": "2008-06-01"})))
        elements.append(GMD.descriptiveKeywords(group))
    return elements


def constraints(fields: dict[str, Any]) -> Element:
    """Return use limitation and licence."""
    root = GMD.MD_LegalConstraints()
    if fields.get("limitation"):
        root.append(text("useLimitation", fields["limitation"]))
    root.append(GMD.accessConstraints(code("MD_RestrictionCode", "otherRestrictions")))
    root.append(GMD.useConstraints(code("MD_RestrictionCode", "license")))
    root.append(text("otherConstraints", fields["licence"]))
    return root


def _data_details(fields: dict[str, Any]) -> list[Element]:
    elements = []
    if fields.get("representation"):
        kind = code("MD_SpatialRepresentationTypeCode", fields["representation"])
        elements.append(GMD.spatialRepresentationType(kind))
    if fields.get("scale"):
        fraction = GMD.MD_RepresentativeFraction(GMD.denominator(GCO.Integer(str(fields["scale"]))))
        elements.append(GMD.spatialResolution(GMD.MD_Resolution(GMD.equivalentScale(fraction))))
    if fields.get("pixel_m"):
        distance = GMD.distance(GCO.Distance(str(fields["pixel_m"]), uom="m"))
        elements.append(GMD.spatialResolution(GMD.MD_Resolution(distance)))
    elements.append(GMD.language(code("LanguageCode", fields["language"])))
    elements.append(GMD.characterSet(code("MD_CharacterSetCode", "utf8")))
    topics = (GMD.MD_TopicCategoryCode(topic) for topic in fields.get("topics", ()))
    return [*elements, *(GMD.topicCategory(topic) for topic in topics)]


def _fill_extent(extent: Element, record: CatalogueRecord) -> None:
    if record.bbox:
        west, south, east, north = record.bbox
        sides = (
            GMD.westBoundLongitude(GCO.Decimal(str(west))),
            GMD.eastBoundLongitude(GCO.Decimal(str(east))),
            GMD.southBoundLatitude(GCO.Decimal(str(south))),
            GMD.northBoundLatitude(GCO.Decimal(str(north))),
        )
        box = GMD.EX_GeographicBoundingBox(*sides)
        extent.append(GMD.geographicElement(box))
    period = record.fields.get("time")
    if period:
        extent.append(GMD.temporalElement(GMD.EX_TemporalExtent(GMD.extent(_period(period)))))


def _period(period: Sequence[str]) -> Element:
    """Return the period; an empty end means that it goes on."""
    start, end = period
    finish = GML.endPosition(end) if end else GML.endPosition(indeterminatePosition="now")
    element = GML.TimePeriod(GML.beginPosition(start), finish)
    element.set(f"{{{NAMESPACES['gml']}}}id", "period")
    return element


def distribution(record: CatalogueRecord) -> Element:
    """Return formats and links; a link with a size of its own has its own transfer options."""
    root = GMD.MD_Distribution()
    for name in dict.fromkeys(link.format for link in record.links if link.format):
        version = text("version", "1.2" if name == "GeoPackage" else "unknown")
        root.append(GMD.distributionFormat(GMD.MD_Format(text("name", name), version)))
    if record.fields.get("one_size"):
        root.append(GMD.transferOptions(transfer(record.links)))
        return root
    for link in record.links:
        root.append(GMD.transferOptions(transfer([link])))
    return root


def transfer(links: Sequence[Link]) -> Element:
    """Return transfer options with the sum of the sizes in megabytes (1 MB = 1,000,000 bytes)."""
    root = GMD.MD_DigitalTransferOptions()
    sizes = [link.size_bytes for link in links if link.size_bytes]
    if sizes:
        megabytes = max(0.001, round(sum(sizes) / 1e6, 3))
        root.append(GMD.transferSize(GCO.Real(str(megabytes))))
    for link in links:
        root.append(GMD.onLine(online(link)))
    return root


def online(link: Link) -> Element:
    """Return the online resource of a link; what it does not say is left out."""
    root = GMD.CI_OnlineResource(GMD.linkage(GMD.URL(link.url)))
    for name, value in (("protocol", link.protocol), ("name", link.name)):
        _append_text(root, name, value)
    _append_text(root, "description", link.description)
    if link.function:
        root.append(GMD.function(code("CI_OnLineFunctionCode", link.function)))
    return root


def _append_text(root: Element, name: str, value: str | None) -> None:
    if value:
        root.append(text(name, value))


def quality(statement: str, level: str) -> Element:
    """Return the lineage."""
    scope = GMD.DQ_Scope(GMD.level(code("MD_ScopeCode", level)))
    lineage = GMD.LI_Lineage(text("statement", statement.strip()))
    return GMD.dataQualityInfo(GMD.DQ_DataQuality(GMD.scope(scope), GMD.lineage(lineage)))
