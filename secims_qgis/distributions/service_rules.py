"""Rules for OGC web services (WMS, WMTS, WFS, WCS, CSW) and ArcGIS servers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secims_qgis.model import Distribution, DistributionKind

from .formats import format_of_name

if TYPE_CHECKING:
    from .link import Link

_KIND_OF_SERVICE = {
    "wms": DistributionKind.WMS,
    "wmts": DistributionKind.WMTS,
    "wfs": DistributionKind.WFS,
    "wcs": DistributionKind.WCS,
    "csw": DistributionKind.CATALOGUE_SERVICE,
}
_PROTOCOLS = (
    (re.compile(r"\bWMTS\b|web map tile service", re.IGNORECASE), DistributionKind.WMTS),
    (re.compile(r"\bWMS\b|web map service|ogc\.wms", re.IGNORECASE), DistributionKind.WMS),
    (re.compile(r"\bWFS\b|web feature service|ogc\.wfs", re.IGNORECASE), DistributionKind.WFS),
    (re.compile(r"\bWCS\b|web coverage service|ogc\.wcs", re.IGNORECASE), DistributionKind.WCS),
    (re.compile(r"\bCSW\b|catalogue service", re.IGNORECASE), DistributionKind.CATALOGUE_SERVICE),
)
_SERVICE_MEDIA_TYPE = re.compile(r"vnd\.ogc\.(?:wms|wfs|wcs|wmts)_xml", re.IGNORECASE)
_GEOSERVER = re.compile(r"/geoserver/.*?\b(?P<service>wms|wfs|wcs|wmts|ows|csw)/?$", re.IGNORECASE)
_LAYER_PARAMETERS = ("typenames", "typename", "layers", "layer", "coverageid", "coverage")


def by_kvp(link: Link) -> Distribution | None:
    """Know a service by its ``service`` parameter; a WFS request for a format is a file."""
    parameters = link.parameters
    service = parameters.get("service", "").lower()
    kind = _KIND_OF_SERVICE.get(service)
    if kind is None:
        return None
    layer = next((parameters[name] for name in _LAYER_PARAMETERS if parameters.get(name)), "")
    if service == "wfs" and parameters.get("request", "").lower() == "getfeature":
        wanted = parameters.get("outputformat")
        if wanted:
            return Distribution(
                DistributionKind.FILE, link.url, format=format_of_name(wanted), layer_name=layer
            )
    return Distribution(kind, link.url, layer_name=layer)


def by_protocol(link: Link) -> Distribution | None:
    """Know a service by the words of its protocol."""
    if link.media_type and not _SERVICE_MEDIA_TYPE.search(link.media_type):
        return None
    for words, kind in _PROTOCOLS:
        if words.search(link.protocol.replace("_", " ")):
            return Distribution(kind, link.url)
    return None


def by_arcgis(link: Link) -> Distribution | None:
    """Know the REST services of an ArcGIS server by path or protocol."""
    tells = f"{link.path} {link.protocol}".lower()
    if "/featureserver" in tells or "featureserver" in link.protocol.lower():
        return Distribution(DistributionKind.ARCGIS_FEATURES, link.url)
    if re.search(r"/(?:map|image)server\b", link.path.lower()) and "arcgis" in tells:
        return Distribution(DistributionKind.ARCGIS_MAP, link.url)
    if link.protocol.lower().startswith("esri"):
        is_map = "map service" in tells or "mapserver" in tells
        kind = DistributionKind.ARCGIS_MAP if is_map else DistributionKind.ARCGIS_FEATURES
        return Distribution(kind, link.url)
    return None


def by_geoserver_path(link: Link) -> Distribution | None:
    """Know a WMTS by the name of its document, and a GeoServer endpoint.

    There, ``ows`` may be several services: its capabilities tell.
    """
    if link.path.lower().endswith("/wmtscapabilities.xml"):  # OGC 07-057r7, clause 11: its place in REST
        return Distribution(DistributionKind.WMTS, link.url)
    match = _GEOSERVER.search(link.path)
    if match is None:
        return None
    service = match.group("service").lower()
    return Distribution(_KIND_OF_SERVICE.get(service, DistributionKind.OWS), link.url)
