"""ISO 19139 documents: OWSLib reads what it knows; sizes, CRS and link groups we read ourselves.

OWSLib (0.27 to 0.36) has neither ``transferSize`` nor a second reference system, flattens the
transfer options that say which size belongs to which link, and loses ``gmx:Anchor`` texts.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from owslib.iso import MD_Metadata

from secims_qgis.model import Contact, Record

from .iso_distribution import distributions_of, reference_systems_of
from .record_json import data_links
from .responsible import organisation_of
from .texts import bbox_of_bounds, date, first_line, items, line, text, unique

if TYPE_CHECKING:
    from lxml.etree import _Element

    from secims_qgis.model import BBox

# OWSLib 0.27 announces its next interface with every keyword; both are read below.
warnings.filterwarnings("ignore", category=FutureWarning, module=r"owslib\.iso")

GMD = "http://www.isotc211.org/2005/gmd"
MAX_KEYWORDS = 500


def metadata_element(root: _Element) -> _Element | None:
    """Return the gmd:MD_Metadata (or gmi:MI_Metadata) element of a document, or None."""
    for element in root.iter(f"{{{GMD}}}MD_Metadata", "{*}MI_Metadata"):
        return element
    return None


def parse_iso_record(element: _Element, url: str) -> Record:
    """Return the record of a gmd:MD_Metadata element; ``url`` is the address it came from.

    Raises:
        ValueError: the document has no file identifier.
    """
    metadata = MD_Metadata(element)
    record_id = line(metadata.identifier)
    if not record_id:
        raise ValueError("the ISO document has no file identifier")
    identification = _first(metadata.identification) or _first(metadata.serviceidentification)
    systems = reference_systems_of(element)
    found = distributions_of(element, url, systems)
    contacts = _contacts(identification, metadata)
    dates = _dates(identification)
    return Record(
        id=record_id,
        title=first_line(_get(identification, "title"), record_id),
        description=text(_get(identification, "abstract")),
        type=line(metadata.hierarchy),
        keywords=_keywords(identification),
        themes=unique(line(topic) for topic in items(_get(identification, "topiccategory"))),
        organisation=organisation_of(contacts),
        contacts=contacts,
        created=dates.get("creation", ""),
        updated=dates.get("revision") or dates.get("publication") or date(metadata.datestamp),
        time_start=date(_get(identification, "temporalextent_start")),
        time_end=date(_get(identification, "temporalextent_end")),
        license=_license(identification),
        rights=first_line(_get(identification, "uselimitation")),
        constraints=_constraints(identification),
        lineage=text(_get(metadata.dataquality, "lineage")),
        language=line(metadata.languagecode) or line(metadata.language),
        scale_denominator=_scale(identification),
        parent_id=line(metadata.parentidentifier),
        bbox=_bbox(identification),
        crs=systems,
        thumbnail_url=_thumbnail(element, found),
        url=url,
        iso_url=url,
        distributions=data_links(found),
        detailed=True,
    )


def _first(value: object) -> Any:
    """Return the object itself or, since OWSLib 0.29, the first of a list of them."""
    if isinstance(value, list):
        return value[0] if value else None
    return value


def _get(owner: object, name: str) -> Any:
    return getattr(owner, name, None) if owner is not None else None


def _dates(identification: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in items(_get(identification, "date")):
        found.setdefault(line(_get(entry, "type")), date(_get(entry, "date")))
    return found


def _keywords(identification: object) -> tuple[str, ...]:
    words: list[str] = []
    for group in items(_get(identification, "keywords2")) or items(_get(identification, "keywords")):
        given = group.get("keywords") if isinstance(group, dict) else _get(group, "keywords")
        words += [line(getattr(word, "name", word)) for word in items(given)[:MAX_KEYWORDS]]
    return unique(words[:MAX_KEYWORDS])


def _contacts(identification: object, metadata: object) -> tuple[Contact, ...]:
    given = items(_get(identification, "contact")) + items(_get(metadata, "contact"))
    contacts = (
        Contact(
            organisation=line(_get(entry, "organization")),
            name=line(_get(entry, "name")),
            position=line(_get(entry, "position")),
            email=line(_get(entry, "email")),
            phone=line(_get(entry, "phone")),
            roles=unique([line(_get(entry, "role"))]),
        )
        for entry in given[:100]
    )
    return tuple(dict.fromkeys(c for c in contacts if c.organisation or c.name or c.email))


def _license(identification: object) -> str:
    """Return the licence: the free text of constraints whose code says "license"."""
    codes = {line(code) for code in items(_get(identification, "useconstraints"))}
    other = unique(line(entry) for entry in items(_get(identification, "otherconstraints")))
    return other[0] if other and (not codes or codes & {"license", "otherRestrictions"}) else ""


def _constraints(identification: object) -> tuple[str, ...]:
    names = ("uselimitation", "accessconstraints", "useconstraints", "otherconstraints")
    return unique(line(entry) for name in names for entry in items(_get(identification, name)))


def _scale(identification: object) -> int | None:
    scales = [line(value) for value in items(_get(identification, "denominators"))]
    digits = (scale for scale in scales if scale.isascii() and scale.isdigit() and len(scale) < 12)
    return next(map(int, digits), None)


def _bbox(identification: object) -> BBox | None:
    box = _get(identification, "bbox") or _get(_get(identification, "extent"), "boundingBox")
    if box is None:
        return None
    return bbox_of_bounds([_get(box, name) for name in ("minx", "miny", "maxx", "maxy")])


def _thumbnail(element: _Element, found: list[Any]) -> str:
    linked = next((item.url for item in found if item.kind.value == "THUMBNAIL"), "")
    path = f".//{{{GMD}}}graphicOverview//{{{GMD}}}fileName/*"
    return linked or next((line(node.text) for node in element.iterfind(path) if node.text), "")
