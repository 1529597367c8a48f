"""OGC API Features as layers of QGIS's OAPIF provider.

The provider builds an empty or invalid layer without a word when the service is not what it
expects, and reads the service's description from the cache, however old. So everything it will
rely on is fetched first, past the cache, and checked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDataSourceUri,
    QgsRectangle,
    QgsVectorLayer,
)

from secims_qgis.network import LiveLayerError

from .delivered import note_delivered
from .extent import keep_extent
from .features_service import FeaturesService, read_service

if TYPE_CHECKING:
    import requests

    from secims_qgis.model import BBox, Distribution

MAX_NAME = 200
PAGE_SIZE = 2_000
"""Features asked for at once, where the server allows: larger pages save little and time out first."""
_ITEMS = re.compile(r"^(?P<landing>.*)/collections/(?P<id>[^/]+)(?:/items)?/?$")
_LON_LAT = frozenset({"OGC:CRS84", "EPSG:4326"})


class FeaturesAddress(NamedTuple):
    """Where the provider wants to be pointed: at the landing page, with the collection's id."""

    landing_url: str
    collection_id: str


def address_of(url: str) -> FeaturesAddress:
    """Split ``.../collections/{id}/items`` (OGC 17-069r4, clause 7.15).

    Raises:
        LiveLayerError: the address is none of a collection.
    """
    parts = urlsplit(url)
    match = _ITEMS.match(parts.path)
    if match is None:
        raise LiveLayerError("the address is none of a collection's items", url=url)
    # What else stands in the query, a key perhaps, the provider adds to each of its requests.
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in _ITEMS_PARAMETERS]
    landing = parts._replace(path=f"{match.group('landing')}/", query=urlencode(kept), fragment="")
    return FeaturesAddress(landing.geturl(), unquote(match.group("id")))


_ITEMS_PARAMETERS = frozenset({"f", "limit", "offset", "bbox", "datetime", "crs", "bbox-crs", "resulttype"})


def build(distribution: Distribution, session: requests.Session, authid: str | None) -> QgsVectorLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    address = address_of(distribution.url)
    service = read_service(session, address.landing_url, address.collection_id)
    layer_crs = choose_crs(service, authid, distribution.url)
    uri = provider_uri(address.collection_id, service, layer_crs, _authcfg(session, service.landing_url))
    name = (service.title or distribution.title or address.collection_id)[:MAX_NAME]
    layer = QgsVectorLayer(uri, name, "OAPIF")
    if not layer.isValid():
        raise LiveLayerError(
            "QGIS refused the layer; the log messages under OAPIF say why", url=distribution.url
        )
    if layer.isSpatial() and not layer.crs().isValid():
        raise LiveLayerError(f"QGIS does not know the CRS {layer_crs}", url=distribution.url)
    if service.bbox is not None and not layer.crs().isGeographic():
        _set_extent(layer, service.bbox)
    note_delivered(layer, session, (service.landing_url, address.collection_id))
    return layer


def _set_extent(layer: QgsVectorLayer, bbox: BBox) -> None:
    """Give a projected layer its extent: QGIS 3.40 takes the collection's degrees for its own units."""
    lon_lat = QgsCoordinateReferenceSystem("OGC:CRS84")
    transform = QgsCoordinateTransform(lon_lat, layer.crs(), QgsCoordinateTransformContext())
    parts = [QgsRectangle(*part.as_tuple()) for part in bbox.parts()]
    try:
        extents = [transform.transformBoundingBox(part) for part in parts]
    except QgsCsException:
        return  # the extent lies outside of what the CRS can show; QGIS finds it out as it draws
    whole = extents[0]
    for extent in extents[1:]:
        whole.combineExtentWith(extent)
    keep_extent(layer, whole)


def choose_crs(service: FeaturesService, authid: str | None, url: str) -> str:
    """Return the CRS to ask for: the given one, else that of storage, else longitude, latitude.

    Data stored in degrees is asked for as OGC:CRS84: EPSG:4326 would make the server swap the axes
    of each vertex, and QGIS swap them back.

    Raises:
        LiveLayerError: the collection does not offer the CRS; QGIS would show an empty layer.
    """
    if authid is not None:
        offered = service.crs or frozenset({"OGC:CRS84"})
        if authid not in offered:
            raise LiveLayerError(
                f"the service does not offer {authid}, but {', '.join(sorted(offered))}", url=url
            )
        return authid
    storage = service.storage_crs
    if storage and storage not in _LON_LAT and storage in service.crs:
        return storage
    return "OGC:CRS84"


def provider_uri(collection_id: str, service: FeaturesService, layer_crs: str, authcfg: str) -> str:
    """Return the source of an OAPIF layer; QGIS encodes each value, nothing is joined by hand."""
    uri = QgsDataSourceUri()
    uri.setParam("url", service.landing_url)
    uri.setParam("typename", collection_id)
    uri.setParam("srsname", layer_crs)
    uri.setParam("pageSize", str(min(PAGE_SIZE, service.max_limit or PAGE_SIZE)))
    # Only what is in view is loaded.
    uri.setParam("restrictToRequestBBOX", "1")
    if authcfg:
        uri.setAuthConfigId(authcfg)
    return str(uri.uri(False))


def _authcfg(session: requests.Session, url: str) -> str:
    """Return the credentials that the session has for this origin."""
    authcfg_for = getattr(session, "authcfg_for", None)
    return authcfg_for(url) if authcfg_for is not None else ""
