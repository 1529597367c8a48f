"""Records of OGC API Records (OGC 20-004), in the shapes that pycsw and pygeoapi give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from secims_qgis.distributions import classify
from secims_qgis.model import BBox, CrsRef, Distribution, DistributionKind, Record

from .record_contacts import contacts_of
from .record_links import iso_url, licence_of, links_of, parent_id, related_records
from .responsible import organisation_of
from .texts import (
    MAX_TEXT,
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

MAX_KEYWORDS = 500
_CRS_NAMES = ("crs", "projection", "coordinateReferenceSystem", "proj:code", "proj:epsg")
_LIST_MARKS = re.compile(r"[,;|\n]")


def parse_record(feature: Mapping[str, Any], url: str) -> Record:
    """Return the record of a GeoJSON feature; ``url`` is its own address.

    Raises:
        ValueError: the feature has no id, so that nobody could ask for it again.
    """
    properties = mapping(feature.get("properties"))
    record_id = first_line(feature.get("id"), properties.get("identifier"))
    if not record_id:
        raise ValueError("the record has no id")
    links, left_out = links_of(feature, properties)
    found = [classify(link, url) for link in links]
    contacts = contacts_of(properties)
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
        license=licence_of(properties, links),
        rights=first_line(properties.get("rights")),
        language=first_line(properties.get("language")),
        parent_id=parent_id(properties, links),
        bbox=_bbox(feature, properties),
        crs=_crs(feature, properties),
        thumbnail_url=next((item.url for item in found if item.kind is DistributionKind.THUMBNAIL), ""),
        url=url,
        iso_url=iso_url(links, url),
        distributions=data_links(found),
        links_left_out=left_out,
        related=related_records(links, url),
    )


def data_links(found: list[Distribution]) -> tuple[Distribution, ...]:
    """Return the links that lead to data, pages or pictures: those of navigation left out."""
    return tuple(item for item in found if item.kind is not DistributionKind.NAVIGATION)


def _keywords(properties: Mapping[str, Any]) -> tuple[str, ...]:
    given = properties.get("keywords")
    entries = _LIST_MARKS.split(given[:MAX_TEXT]) if isinstance(given, str) else items(given)
    words = [line(first_of(word)) for word in entries[:MAX_KEYWORDS]]
    if not words:  # pygeoapi's loader puts them all into themes
        words = list(_themes(properties))
    return unique(words)


def _themes(properties: Mapping[str, Any]) -> tuple[str, ...]:
    themes = map(mapping, items(properties.get("themes"))[:MAX_KEYWORDS])
    return unique(line(first_of(concept)) for theme in themes for concept in items(theme.get("concepts")))


def _interval(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> tuple[str, str]:
    """Return begin and end as OGC API Records, OGC API collections or STAC have them; an instant is both."""
    time = feature.get("time", properties.get("time"))
    if isinstance(time, str):
        begin, slash, end = time.partition("/")
        return date(begin), date(end if slash else begin)
    given, temporal = mapping(time), mapping(properties.get("extent")).get("temporal")
    interval = items(given.get("interval")) or items(mapping(temporal).get("interval")) or items(temporal)
    if interval and isinstance(interval[0], list):  # the whole comes first, then its pieces
        interval = interval[0]
    if not interval and (properties.get("start_datetime") or properties.get("end_datetime")):
        interval = [properties.get("start_datetime"), properties.get("end_datetime")]
    if len(interval) >= 2:
        return date(interval[0]), date(interval[1])
    instants = (*interval, given.get("date"), given.get("timestamp"), properties.get("datetime"))
    instant = next(filter(None, map(date, instants)), "")
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
    """Return all that is named; ``proj:code`` and ``proj:epsg`` are of STAC's projection extension."""
    given = next(
        (place[name] for place in (properties, feature) for name in _CRS_NAMES if place.get(name)), None
    )
    entries = given if isinstance(given, list) else [given]
    references = (CrsRef.from_text(line(_crs_text(entry))) for entry in entries[:20])
    return tuple(reference for reference in references if reference is not None)


def _crs_text(entry: object) -> object:
    """Return how a CRS is called; GeoJSON of 2008 has that in the properties of an object."""
    return first_of(mapping(entry).get("properties") or entry)
