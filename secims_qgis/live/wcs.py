"""WCS layers by QGIS's provider, which speaks versions 1.0 (OGC 03-065r6) and 1.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.live.ows import (
    MAX_NAME,
    authcfg_for,
    capabilities_address,
    choose_layer,
    encoded_source,
    fetch_capabilities,
    read_by_owslib,
    service_address,
)
from secims_qgis.network import AnswerError, LiveLayerError

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsRasterLayer

    from secims_qgis.model import Distribution

_ROOTS = ("WCS_Capabilities", "wcs:Capabilities")
_VERSIONS = frozenset({"1.0.0", "1.1.0", "1.1.1"})


def build(distribution: Distribution, session: requests.Session, authid: str | None) -> QgsRasterLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from owslib.wcs import WebCoverageService
    from qgis.core import QgsRasterLayer

    url = service_address(distribution.url)
    address = capabilities_address(
        distribution.url, SERVICE="WCS", REQUEST="GetCapabilities", VERSION="1.0.0"
    )
    body, version = fetch_capabilities(session, address, _ROOTS)
    if version not in _VERSIONS:
        raise AnswerError(f"WCS {version}; QGIS reads 1.0 and 1.1 only", url=address)
    service = read_by_owslib(lambda: WebCoverageService(url, version, xml=body), address)
    name = choose_layer({key: item.title or "" for key, item in service.contents.items()}, distribution)
    parameters = {
        "url": url,
        "identifier": name,
        "version": version,
        "cache": "PreferNetwork",
    }
    if authid is not None:
        parameters["crs"] = authid
    label = (service.contents[name].title or distribution.title or name)[:MAX_NAME]
    layer = QgsRasterLayer(encoded_source(parameters, authcfg_for(session, address)), label, "wcs")
    if not layer.isValid():
        raise LiveLayerError(f"QGIS refused the layer: {layer.error().summary()}", url=distribution.url)
    return layer
