"""Which pictures a map service gives, and in which CRS: asked, where its documents do not tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsRectangle,
)

from secims_qgis.live.coverage_document import (
    absolute,
    authid,
    bbox_of,
    collection_url,
    linked,
    links_of,
    read_collection,
)
from secims_qgis.live.lon_lat import LON_LAT
from secims_qgis.live.map_pictures import decode_picture
from secims_qgis.live.map_source import MapSource
from secims_qgis.live.map_styles import style_in, with_styles
from secims_qgis.model import BBox
from secims_qgis.network import AnswerError, HttpError, LiveLayerError, translated_errors
from secims_qgis.network.fetch import read_body

if TYPE_CHECKING:
    import requests

MAX_NAME = 200
DEFAULT_CRS = "EPSG:4326"
_WORLD = BBox(-180, -90, 180, 90)
_SIDE = 32
_MAX_BYTES = 2_000_000
_HEADERS = {"Accept": "image/png, image/*;q=0.5", "Cache-Control": "no-store"}


def describe_map(url: str, session: requests.Session, wanted_crs: str | None = None) -> MapSource:
    """Return all that a layer of the map has to know; two to four requests.

    Pictures come as the server gives them unasked: in longitude and latitude, or in the CRS that its
    answer names (``Content-Crs``, OGC 20-058, clause 8.2.6). They come in ``wanted_crs`` (a code) if the
    answer says so.

    Raises:
        LiveLayerError: the collection has no map, or none in that CRS or style.
        AnswerError, NetworkError: the server answers with something else, or not at all.
    """
    address = collection_url(url)
    document = read_collection(session, address)
    offered = linked(links_of(document), "map")
    if not offered:
        raise LiveLayerError("the collection has no map", url=url)
    pictures = [href for media_type, href in offered if media_type == "image/png"]
    others = [
        href for media_type, href in offered if media_type.startswith("image/") and "svg" not in media_type
    ]
    chosen = next(iter((*pictures, *others)), None)
    if chosen is None:
        types = ", ".join(sorted({media_type or "?" for media_type, _ in offered}))
        raise LiveLayerError(f"the map is not offered as a picture, but as {types}", url=url)
    box = bbox_of(document) or _WORLD
    source = MapSource(
        url=absolute(chosen, address),
        crs=DEFAULT_CRS,
        bounds=(box.parts()[0].west, box.south, box.parts()[0].east, box.north),
        authcfg=getattr(session, "authcfg_for", lambda _url: "")(address),
        title=str(document.get("title") or document.get("id") or "")[:MAX_NAME],
    )
    source = with_styles(session, source, document, address, style_in(url))
    named = _look(session, source) or DEFAULT_CRS
    if {wanted_crs or named, named} <= LON_LAT:
        return source
    return _in_crs(session, source, wanted_crs or named, named)


def _look(session: requests.Session, source: MapSource) -> str:
    """Fetch a small picture of the whole and return the CRS that the server says it has."""
    url = source.picture_url(source.bounds, _SIDE, _SIDE)
    with translated_errors(url, session):
        response = session.get(url, headers=_HEADERS, stream=True)
        body = read_body(response, max_bytes=_MAX_BYTES)
    decode_picture(body, url, (_SIDE, _SIDE))
    return authid(response.headers.get("Content-Crs", "").strip("<>[] "))


def _in_crs(session: requests.Session, source: MapSource, wanted: str, offered: str) -> MapSource:
    crs = QgsCoordinateReferenceSystem(wanted)
    lon_lat = QgsCoordinateReferenceSystem("OGC:CRS84")
    transform = QgsCoordinateTransform(lon_lat, crs, QgsCoordinateTransformContext())
    try:
        # What lies beyond the area of a CRS may be anywhere in it: poles, in Web Mercator.
        bounds = transform.transformBoundingBox(QgsRectangle(*source.bounds).intersect(crs.bounds()))
        box = (bounds.xMinimum(), bounds.yMinimum(), bounds.xMaximum(), bounds.yMaximum())
        other = replace(source, crs=wanted, bounds=box, asks_for_crs=True)
        found = _look(session, other) if crs.isValid() and not bounds.isEmpty() else ""
        if found == wanted or {found, wanted} <= LON_LAT:
            return other
    except (QgsCsException, HttpError, AnswerError) as error:
        raise LiveLayerError(f"the service gives no pictures in {wanted}", url=source.url) from error
    raise LiveLayerError(f"the service gives no pictures in {wanted}, only in {offered}", url=source.url)
