"""What a collection's own documents tell of its coverage; little, on the servers of today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from secims_qgis.distributions.api_collection import last_word
from secims_qgis.live.coverage_cube import MAX_VARIABLES, Variable
from secims_qgis.live.coverage_request import with_parameters
from secims_qgis.model import BBox, CrsRef
from secims_qgis.network import AnswerError, HttpError, LiveLayerError, fetch_json, same_origin

if TYPE_CHECKING:
    import requests

MAX_DOCUMENT_BYTES = 5_000_000
MAX_NAME = 200
_REFUSED = frozenset({400, 406, 415})
_FRESH = {"Cache-Control": "no-cache", "Accept": "application/json"}
_COLLECTION = re.compile(r"^(?P<collection>.*/collections/[^/]+)(?:/(?:coverage|map|schema|styles).*)?/?$")
_TIFF = re.compile(r"tiff", re.IGNORECASE)
_NETCDF = re.compile(r"netcdf|x-nc\b|hdf5?\b", re.IGNORECASE)
_UNSAID = re.compile(r"^$")
"""Of a link without a type: what comes is then agreed upon by the request's headers."""


@dataclass(frozen=True)
class CollectionDocument:
    """``url`` is the address of the coverage or the map in the form that can be read.

    ``resolution`` is the pixel's width and height in the coverage's own units, None where the server
    does not say. ``axes`` are names of axes it mentions.
    """

    url: str
    title: str
    bbox: BBox | None
    storage_crs: str
    resolution: tuple[float, float] | None
    axes: tuple[str, str] | None
    band_names: tuple[tuple[str, str], ...]
    is_netcdf: bool = False
    parameters: tuple[Variable, ...] = ()
    interval: tuple[str, str] | None = None
    """First and last time, as the server writes them."""


def collection_url(url: str) -> str:
    """Return the address of the collection that an address of a coverage or a map belongs to.

    Raises:
        LiveLayerError: there is no collection in it.
    """
    parts = urlsplit(url)
    match = _COLLECTION.match(parts.path)
    if match is None:
        raise LiveLayerError("the address is none of a collection", url=url)
    bare = parts._replace(path=match.group("collection"), query=_without_format(url), fragment="").geturl()
    return with_parameters(bare, [("f", "json")])


def _without_format(url: str) -> str:
    """Keep what else stands in the query, a key perhaps."""
    drop = {"f", "bbox", "bbox-crs", "subset", "properties", "datetime", "width", "height", "crs"}
    pairs = [pair for pair in urlsplit(url).query.split("&") if pair and pair.partition("=")[0] not in drop]
    return "&".join(pairs)


def read_collection(session: requests.Session, url: str) -> dict[str, Any]:
    """Fetch the document of a collection, past the cache.

    ``f`` is no parameter of the standard, and a server may refuse those that it does not know
    (OGC 17-069r4, clause 7.11.1): it is asked again without.

    Raises:
        AnswerError: it is none.
        NetworkError: it does not arrive.
    """
    try:
        document = _fetch_document(session, url)
    except HttpError as error:
        plain = url.replace("?f=json", "?").replace("&f=json", "").rstrip("?")
        if error.status not in _REFUSED or plain == url:
            raise
        document = _fetch_document(session, plain)
    if not isinstance(document, dict):
        raise AnswerError("not the document of a collection", url=url)
    return document


def _fetch_document(session: requests.Session, url: str) -> Any:
    return fetch_json(session, url, headers=_FRESH, max_bytes=MAX_DOCUMENT_BYTES)


def read_coverage(session: requests.Session, url: str) -> CollectionDocument:
    """Return what the server tells of a coverage.

    Raises:
        LiveLayerError: the coverage is offered neither as GeoTIFF nor as NetCDF, or by another host.
        AnswerError, NetworkError: as ``read_collection``.
    """
    address = collection_url(url)
    document = read_collection(session, address)
    links = links_of(document)
    coverage, is_netcdf = _coverage_url(links, address)
    parameters = _parameters(session, links, address)
    return CollectionDocument(
        url=coverage,
        title=str(document.get("title") or document.get("id") or "")[:MAX_NAME],
        bbox=bbox_of(document),
        storage_crs=authid(document.get("storageCrs")),
        resolution=_resolution(document),
        axes=_axes(document),
        band_names=tuple((item.title or item.key, item.unit) for item in parameters),
        is_netcdf=is_netcdf,
        parameters=parameters,
        interval=_interval(document),
    )


def links_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the links of a document."""
    links = document.get("links")
    return [link for link in links if isinstance(link, dict)] if isinstance(links, list) else []


def linked(links: list[dict[str, Any]], relation: str) -> list[tuple[str, str]]:
    """Return type and address of all links of a relation, given by the last part of its name."""
    return [
        (str(link.get("type") or ""), link["href"])
        for link in links
        if last_word(str(link.get("rel") or "").rstrip("/")) == relation and isinstance(link.get("href"), str)
    ]


def absolute(href: str, base: str) -> str:
    """Return an absolute address of the same host.

    Raises:
        LiveLayerError: it leads to another one.
    """
    target = urljoin(base, href)
    if not same_origin(target, base):
        host = urlsplit(target).netloc.rpartition("@")[2]
        raise LiveLayerError(
            f"the links of the service lead to {host}, not to the address it was asked at; "
            "its operator has to set its own address right",
            url=base,
        )
    return target


def _coverage_url(links: list[dict[str, Any]], base: str) -> tuple[str, bool]:
    """Return the address, and whether NetCDF comes from it; GeoTIFF is preferred."""
    offered = linked(links, "coverage")
    for pattern in (_TIFF, _NETCDF, _UNSAID):
        for media_type, href in offered:
            if pattern.search(media_type):
                return absolute(href, base), pattern is _NETCDF
    if not offered:
        raise LiveLayerError("the collection has no coverage", url=base)
    types = ", ".join(sorted({media_type or "?" for media_type, _ in offered}))
    raise LiveLayerError(f"the coverage is not offered as GeoTIFF or NetCDF, but as {types}", url=base)


def bbox_of(document: dict[str, Any]) -> BBox | None:
    """Return the first, overall extent (OGC 17-069r4, clause 7.13), longitude first."""
    boxes = _mapping(_mapping(document.get("extent")).get("spatial")).get("bbox")
    box = boxes[0] if isinstance(boxes, list) and boxes else None
    numbers = [number for number in box if isinstance(number, (int, float))] if isinstance(box, list) else []
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    try:
        return BBox(*numbers)
    except (TypeError, ValueError):
        return None


def authid(text: Any) -> str:
    """Return the code of a CRS's URI; empty where it has none."""
    ref = CrsRef.from_text(text) if isinstance(text, str) else None
    return (ref.authid if ref else None) or ""


def _resolution(document: dict[str, Any]) -> tuple[float, float] | None:
    grid = _mapping(_mapping(document.get("extent")).get("spatial")).get("grid")
    axes = [_mapping(axis).get("resolution") for axis in grid[:2]] if isinstance(grid, list) else []
    sides = [abs(float(side)) for side in axes if isinstance(side, (int, float)) and 0 < abs(side) < 1e12]
    return (sides[0], sides[1]) if len(sides) == 2 else None


def _axes(document: dict[str, Any]) -> tuple[str, str] | None:
    """Return the axis names of a CIS 1.1 domain set (OGC 09-146r8), x before y, where there is one."""
    labels = _mapping(_mapping(document.get("domainset")).get("generalGrid")).get("axisLabels")
    if not isinstance(labels, list) or len(labels) < 2:
        return None
    names = [str(label) for label in labels[:2]]
    if names[0].lower().startswith(("lat", "y", "n")):
        names.reverse()
    return names[0], names[1]


def _interval(document: dict[str, Any]) -> tuple[str, str] | None:
    """Return the first, overall interval (OGC 17-069r4, clause 7.13); None where an end is open."""
    intervals = _mapping(_mapping(document.get("extent")).get("temporal")).get("interval")
    first = intervals[0] if isinstance(intervals, list) and intervals else None
    if not isinstance(first, list) or len(first) != 2 or not all(isinstance(end, str) for end in first):
        return None
    return first[0], first[1]


def _parameters(session: requests.Session, links: list[dict[str, Any]], base: str) -> tuple[Variable, ...]:
    """Return each property of the schema, in its order; none without a schema."""
    addresses = [href for media_type, href in linked(links, "schema") if "json" in media_type]
    if not addresses:
        return ()
    try:
        schema = read_collection(session, absolute(addresses[0], base))
    except (HttpError, AnswerError):
        return ()
    properties = _mapping(schema.get("properties"))
    return tuple(
        Variable(
            str(key)[:MAX_NAME], str(_mapping(about).get("title") or "")[:MAX_NAME], _unit(_mapping(about))
        )
        for key, about in list(properties.items())[:MAX_VARIABLES]
    )


def _unit(about: dict[str, Any]) -> str:
    unit = about.get("x-ogc-unit") or about.get("unit") or ""
    return unit[:MAX_NAME] if isinstance(unit, str) else ""


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
