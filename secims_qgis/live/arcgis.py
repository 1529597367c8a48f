"""Layers of ArcGIS servers by QGIS's providers: feature layers, and layers of map services as pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from secims_qgis.live.ows import MAX_NAME, authcfg_for, choose_layer
from secims_qgis.model import CrsRef
from secims_qgis.network import AnswerError, LiveLayerError, fetch_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests
    from qgis.core import QgsDataSourceUri, QgsRasterLayer, QgsVectorLayer

    from secims_qgis.model import Distribution

MAX_DOCUMENT_BYTES = 10_000_000
_ADDRESS = re.compile(
    r"^(?P<service>.*/(?:FeatureServer|MapServer))(?:/(?:layers/)?(?P<id>\d{1,6}))?/?", re.IGNORECASE
)
_FRESH = {"Cache-Control": "no-cache"}
_WEB_MERCATOR = frozenset({102100, 102113, 900913})


class ArcGisLayer(NamedTuple):
    """A layer of a service: where both are, what it is called, and in which CRS it is stored."""

    service_url: str
    id: str
    title: str
    authid: str

    @property
    def url(self) -> str:
        """The address of the layer."""
        return f"{self.service_url}/{self.id}"


def build_features(
    distribution: Distribution, session: requests.Session, authid: str | None
) -> QgsVectorLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from qgis.core import QgsVectorLayer

    found = find_layer(session, distribution)
    uri = _uri(session, found.url)
    uri.setParam("crs", authid or found.authid)
    layer = QgsVectorLayer(str(uri.uri(False)), found.title[:MAX_NAME], "arcgisfeatureserver")
    if not layer.isValid():
        raise LiveLayerError("QGIS refused the layer; the log messages say why", url=found.url)
    return layer


def build_map(distribution: Distribution, session: requests.Session, authid: str | None) -> QgsRasterLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from qgis.core import QgsRasterLayer

    found = find_layer(session, distribution)
    uri = _uri(session, found.service_url)
    uri.setParam("crs", authid or found.authid)
    uri.setParam("format", "PNG32")
    uri.setParam("layer", found.id)
    layer = QgsRasterLayer(str(uri.uri(False)), found.title[:MAX_NAME], "arcgismapserver")
    if not layer.isValid():
        raise LiveLayerError("QGIS refused the layer; the log messages say why", url=found.url)
    return layer


def find_layer(session: requests.Session, distribution: Distribution) -> ArcGisLayer:
    """Return the layer that a link leads to; that of a service by its name, or the only one.

    Raises:
        LiveLayerError: no such layer, several, or the server says that something is wrong.
        NetworkError, AnswerError: no answer, or none of an ArcGIS server.
    """
    parts = urlsplit(distribution.url)
    match = _ADDRESS.match(parts.path)
    if match is None:
        raise LiveLayerError("the address is none of a feature or map service", url=distribution.url)
    service_url = parts._replace(path=match["service"], query="", fragment="").geturl()
    layer_id = match["id"] or _only_layer(session, service_url, distribution)
    document = _document(session, f"{service_url}/{layer_id}")
    title = str(document.get("name") or distribution.title or layer_id)
    return ArcGisLayer(service_url, layer_id, title, _crs(document))


def _only_layer(session: requests.Session, service_url: str, distribution: Distribution) -> str:
    entries = _document(session, service_url).get("layers")
    titles = {
        str(entry["id"]): str(entry.get("name") or "")
        for entry in (entries if isinstance(entries, list) else ())
        # A group has no data of its own.
        if isinstance(entry, dict) and isinstance(entry.get("id"), int) and not entry.get("subLayerIds")
    }
    named = {name: number for number, name in titles.items()}
    return named[choose_layer({name: name for name in named}, distribution)]


def _document(session: requests.Session, url: str) -> Mapping[str, Any]:
    """Return a document; these servers send errors with status 200."""
    document = fetch_json(session, url, params={"f": "json"}, headers=_FRESH, max_bytes=MAX_DOCUMENT_BYTES)
    if not isinstance(document, dict):
        raise AnswerError("not the document of an ArcGIS server", url=url)
    error = document.get("error")
    if isinstance(error, dict):
        words = str(error.get("message") or "")
        code = error.get("code")
        status = code if isinstance(code, int) and 400 <= code < 600 else None
        raise LiveLayerError("the server reports an error", url=url, status=status, server_words=words)
    if "currentVersion" not in document and "layers" not in document and "type" not in document:
        raise AnswerError("not the document of an ArcGIS server", url=url)
    return document


def _crs(document: Mapping[str, Any]) -> str:
    """Return the CRS of a layer; its extent's, and longitude, latitude where none is known."""
    extent = document.get("extent")
    reference = extent.get("spatialReference") if isinstance(extent, dict) else None
    reference = reference or document.get("sourceSpatialReference")
    if not isinstance(reference, dict):
        return "EPSG:4326"
    code = reference.get("latestWkid") or reference.get("wkid")
    if code in _WEB_MERCATOR:
        return "EPSG:3857"
    from qgis.core import QgsCoordinateReferenceSystem

    found = CrsRef.from_text(str(code)) if isinstance(code, int) else None
    authid = (found.authid or "") if found is not None else ""
    return authid if authid and QgsCoordinateReferenceSystem(authid).isValid() else "EPSG:4326"


def _uri(session: requests.Session, url: str) -> QgsDataSourceUri:
    from qgis.core import QgsDataSourceUri

    uri = QgsDataSourceUri()
    uri.setParam("url", url)
    authcfg = authcfg_for(session, url)
    if authcfg:
        uri.setAuthConfigId(authcfg)
    return uri
