"""WFS layers (OGC 09-025r2 and its forerunners) by QGIS's provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.live.features import PAGE_SIZE
from secims_qgis.live.ows import (
    MAX_NAME,
    authcfg_for,
    capabilities_address,
    choose_crs,
    choose_layer,
    fetch_capabilities,
    read_by_owslib,
    service_address,
)
from secims_qgis.network import AnswerError, LiveLayerError

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsVectorLayer

    from secims_qgis.model import Distribution

_VERSIONS = "2.0.0,1.1.0,1.0.0"
"""As QGIS asks for them; MapServer takes the first for the preferred one."""


def build(distribution: Distribution, session: requests.Session, authid: str | None) -> QgsVectorLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from owslib.wfs import WebFeatureService
    from qgis.core import QgsDataSourceUri, QgsVectorLayer

    url = service_address(distribution.url)
    address = capabilities_address(
        distribution.url, SERVICE="WFS", REQUEST="GetCapabilities", ACCEPTVERSIONS=_VERSIONS
    )
    body, version = fetch_capabilities(session, address, ("WFS_Capabilities",))
    if version not in _VERSIONS.split(","):
        raise AnswerError(f"WFS {version}, which is not supported", url=address)
    service = read_by_owslib(lambda: WebFeatureService(url, version, xml=body), address)
    name = choose_layer({key: item.title or "" for key, item in service.contents.items()}, distribution)
    item = service.contents[name]
    uri = QgsDataSourceUri()
    uri.setParam("url", url)
    uri.setParam("typename", name)
    uri.setParam("srsname", choose_crs(item.crsOptions, (), authid, distribution.url))
    uri.setParam("version", "auto")
    uri.setParam("pagingEnabled", "true")
    uri.setParam("pageSize", str(PAGE_SIZE))
    # Only what is in view is loaded.
    uri.setParam("restrictToRequestBBOX", "1")
    authcfg = authcfg_for(session, address)
    if authcfg:
        uri.setAuthConfigId(authcfg)
    label = (item.title or distribution.title or name)[:MAX_NAME]
    layer = QgsVectorLayer(str(uri.uri(False)), label, "WFS")
    if not layer.isValid():
        raise LiveLayerError("QGIS refused the layer; the log messages say why", url=distribution.url)
    return layer
