"""Dublin Core records of CSW (csw:Record, OGC 07-006r1, clause 10.2.5).

For servers that have nothing better: sizes, names of layers and formats are not in there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secims_qgis.distributions import classify
from secims_qgis.model import BBox, Contact, CrsRef, DistributionKind, Record

from .record_json import data_links
from .responsible import organisation_of
from .texts import bbox_of_bounds, date, line, text, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

CSW = "http://www.opengis.net/cat/csw/2.0.2"
RECORD_TAGS = tuple(f"{{{CSW}}}{name}" for name in ("Record", "SummaryRecord", "BriefRecord"))
MAX_VALUES = 1_000
_LAT_LON = re.compile(r"urn:(?:x-)?ogc:def:crs:EPSG:[\d.]*:4326$", re.IGNORECASE)
_ROLES = {"creator": "author", "publisher": "publisher", "contributor": "resourceProvider"}


def parse_dublin_core(element: _Element, url: str) -> Record:
    """Return the record of a csw:Record element; ``url`` is the address it can be had from.

    Raises:
        ValueError: the record has no identifier.
    """
    record_id = _first(element, "identifier")
    if not record_id:
        raise ValueError("the Dublin Core record has no identifier")
    found = [classify(link, url) for link in _links(element)]
    contacts = tuple(
        Contact(name, roles=(role,)) for tag, role in _ROLES.items() for name in _all(element, tag)
    )
    crs = (CrsRef.from_text(words) for words in _all(element, "spatial"))
    return Record(
        id=record_id,
        title=_first(element, "title") or record_id,
        description=_abstract(element),
        type=_first(element, "type"),
        keywords=unique(_all(element, "subject")),
        organisation=organisation_of(contacts),
        contacts=contacts,
        created=date(_first(element, "created")),
        updated=date(_first(element, "modified", "date")),
        license=_first(element, "license"),
        rights=_first(element, "rights", "accessRights"),
        language=_first(element, "language"),
        parent_id=_first(element, "isPartOf"),
        bbox=_bbox(element),
        # Names of places stand there as well.
        crs=tuple(reference for reference in crs if reference is not None and reference.authid),
        thumbnail_url=next((item.url for item in found if item.kind is DistributionKind.THUMBNAIL), ""),
        url=url,
        distributions=data_links(found),
        detailed=True,
    )


def _all(element: _Element, name: str) -> Iterator[str]:
    for number, node in enumerate(element.iterchildren(f"{{*}}{name}")):
        if number == MAX_VALUES:
            return
        words = line(node.text)
        if words:
            yield words


def _first(element: _Element, *names: str) -> str:
    return next((words for name in names for words in _all(element, name)), "")


def _abstract(element: _Element) -> str:
    nodes = element.iterchildren("{*}abstract", "{*}description")
    return next(filter(None, (text(node.text) for node in nodes)), "")


def _links(element: _Element) -> list[dict[str, str]]:
    """Return dct:references, and the dc:URI that GeoNetwork and others write."""
    nodes = list(element.iterchildren("{*}references", "{*}URI"))[:MAX_VALUES]
    return [
        {
            "href": (node.text or "").strip(),
            "protocol": _protocol(node),
            "name": line(node.get("name")),
            "description": line(node.get("description")),
        }
        for node in nodes
    ]


def _protocol(node: _Element) -> str:
    """Return the protocol; pycsw 2.6 writes the word None where it has none."""
    words = line(node.get("scheme") or node.get("protocol"))
    return "" if words == "None" else words


def _bbox(element: _Element) -> BBox | None:
    """Return the extent; with the URN of EPSG:4326 it is in latitude, longitude (OGC 06-121r3, 10.2.1)."""
    for node in element.iterchildren("{*}WGS84BoundingBox", "{*}BoundingBox"):
        corners = " ".join(_first(node, name) for name in ("LowerCorner", "UpperCorner")).split()
        if len(corners) == 4 and _LAT_LON.match(line(node.get("crs"))):
            corners = [corners[1], corners[0], corners[3], corners[2]]
        found = bbox_of_bounds(corners)
        if found is not None:
            return found
    return None
