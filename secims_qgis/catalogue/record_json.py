"""Records of OGC API Records (OGC 20-004), in the shapes that pycsw and pygeoapi give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urljoin

from secims_qgis.distributions import classify
from secims_qgis.model import BBox, Contact, CrsRef, Distribution, DistributionKind, Record

from .responsible import organisation_of, shared_contact
from .texts import (
    bbox_of_bounds,
    bbox_of_geometry,
    date,
    first_line,
    first_of,
    items,
    line,
    mapping,
    text,
    unique,
)

MAX_LINKS = 1_000
MAX_KEYWORDS = 500
MAX_CONTACTS = 100
_PARENT_PROPERTIES = ("parentIdentifier", "parentidentifier", "parent_identifier", "parentId", "isPartOf")


def parse_record(feature: Mapping[str, Any], url: str) -> Record:
    """Return the record of a GeoJSON feature; ``url`` is its own address.

    Raises:
        ValueError: the feature has no id, so that nobody could ask for it again.
    """
    properties = mapping(feature.get("properties"))
    record_id = first_line(feature.get("id"), properties.get("identifier"))
    if not record_id:
        raise ValueError("the record has no id")
    given = items(feature.get("links"))
    links = [link for link in given[:MAX_LINKS] if isinstance(link, Mapping)]
    found = [classify(link, url) for link in links]
    contacts = _contacts(properties)
    start, end = _interval(feature, properties)
    return Record(
        id=record_id,
        title=first_line(properties.get("title"), record_id),
        description=text(first_of(properties.get("description"))),
        type=first_line(properties.get("type")),
        keywords=_keywords(properties),
        themes=_themes(properties),
        organisation=organisation_of(contacts),
        contacts=contacts,
        created=date(properties.get("created") or properties.get("recordCreated")),
        updated=date(properties.get("updated") or properties.get("recordUpdated")),
        time_start=start,
        time_end=end,
        license=first_line(properties.get("license")),
        rights=first_line(properties.get("rights")),
        language=first_line(properties.get("language")),
        parent_id=_parent_id(properties, links),
        bbox=_bbox(feature, properties),
        crs=_crs(feature, properties),
        thumbnail_url=next((item.url for item in found if item.kind is DistributionKind.THUMBNAIL), ""),
        url=url,
        iso_url=_iso_url(links, url),
        distributions=data_links(found),
        links_left_out=max(0, len(given) - MAX_LINKS),
    )


def data_links(found: list[Distribution]) -> tuple[Distribution, ...]:
    """Return the links that lead to data, pages or pictures: those of navigation left out."""
    return tuple(item for item in found if item.kind is not DistributionKind.NAVIGATION)


def _keywords(properties: Mapping[str, Any]) -> tuple[str, ...]:
    words = [line(first_of(word)) for word in items(properties.get("keywords"))[:MAX_KEYWORDS]]
    if not words:  # pygeoapi's loader puts them all into themes
        words = list(_themes(properties))
    return unique(words)


def _themes(properties: Mapping[str, Any]) -> tuple[str, ...]:
    themes = map(mapping, items(properties.get("themes"))[:MAX_KEYWORDS])
    return unique(line(first_of(concept)) for theme in themes for concept in items(theme.get("concepts")))


def _contacts(properties: Mapping[str, Any]) -> tuple[Contact, ...]:
    given = items(properties.get("contacts")) or items(properties.get("providers"))
    contacts = (_contact(mapping(entry)) for entry in given[:MAX_CONTACTS])
    return tuple(dict.fromkeys(c for c in contacts if c.organisation or c.name or c.email))


def _contact(entry: Mapping[str, Any]) -> Contact:
    texts = (
        first_line(entry.get("organization"), entry.get("organisation")),
        first_line(entry.get("name")),
        first_line(entry.get("position")),
        first_line(entry.get("emails"), entry.get("email")),
        first_line(entry.get("phones"), entry.get("phone")),
    )
    return shared_contact(texts, unique(line(first_of(role)) for role in items(entry.get("roles"))))


def _interval(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> tuple[str, str]:
    time = feature.get("time", properties.get("time"))
    if isinstance(time, str):
        return date(time), date(time)
    given = mapping(time)
    interval = items(given.get("interval")) or items(mapping(properties.get("extent")).get("temporal"))
    if len(interval) >= 2:
        return date(interval[0]), date(interval[1])
    instant = date(given.get("date") or given.get("timestamp"))
    return instant, instant


def _bbox(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> BBox | None:
    found = bbox_of_geometry(feature.get("geometry"))
    if found is None and isinstance(feature.get("bbox"), list):
        found = bbox_of_bounds(feature["bbox"])
    if found is None:
        spatial = mapping(mapping(properties.get("extent")).get("spatial"))
        boxes = items(spatial.get("bbox"))
        found = bbox_of_bounds(boxes[0]) if boxes and isinstance(boxes[0], list) else None
    return found


def _crs(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> tuple[CrsRef, ...]:
    given = properties.get("crs", feature.get("crs"))
    entries = given if isinstance(given, list) else [given]
    references = (CrsRef.from_text(line(first_of(entry))) for entry in entries[:20])
    return tuple(reference for reference in references if reference is not None)


def _parent_id(properties: Mapping[str, Any], links: list[Mapping[str, Any]]) -> str:
    """Return the id of the record that this one is part of, empty where none is named."""
    named = first_line(*(properties.get(name) for name in _PARENT_PROPERTIES))
    return named or next(filter(None, (_record_id(link) for link in links if _leads_up(link))), "")


def _leads_up(link: Mapping[str, Any]) -> bool:
    """Return whether a link leads to the whole; pycsw 3 calls that a "related record"."""
    rel, name = line(link.get("rel")), line(link.get("name"))
    return rel in {"up", "parent"} or (rel == "related" and name == "related record")


def _record_id(link: Mapping[str, Any]) -> str:
    path = line(link.get("href")).partition("?")[0].partition("#")[0]
    return line(unquote(path.rpartition("/items/")[2].rstrip("/"))) if "/items/" in path else ""


def _iso_url(links: list[Mapping[str, Any]], base_url: str) -> str:
    """Return the address of the record's XML document, where a link gives one."""
    for link in links:
        if line(link.get("rel")) == "alternate" and "xml" in line(link.get("type")):
            href = line(link.get("href")).replace(" ", "%20")  # servers put ids in as they are
            try:
                return urljoin(base_url, href) if href else ""
            except ValueError:
                return ""
    return ""
