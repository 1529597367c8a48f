"""WFS layers (OGC 09-025r2 and its forerunners) by QGIS's provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secims_qgis.live.features import PAGE_SIZE
from secims_qgis.live.ows import (
    MAX_NAME,
    authcfg_for,
    capabilities_address,
    choose_crs,
    choose_layer,
    fetch_capabilities,
    service_address,
)
from secims_qgis.network import AnswerError, LiveLayerError

if TYPE_CHECKING:
    import requests
    from qgis.core import QgsVectorLayer

    from secims_qgis.model import Distribution

_VERSIONS = "2.0.0,1.1.0,1.0.0"
"""As QGIS asks for them; MapServer takes the first for the preferred one."""
_CRS = frozenset({"SRS", "DefaultSRS", "OtherSRS", "DefaultCRS", "OtherCRS"})
"""Elements of WFS 1.0, 1.1 and 2.0; the default one comes first."""


class FeatureType(NamedTuple):
    """A feature type: its title, empty without one, and its CRS as the service writes them."""

    title: str
    crs: tuple[str, ...]


def build(distribution: Distribution, session: requests.Session, authid: str | None) -> QgsVectorLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from qgis.core import QgsDataSourceUri, QgsVectorLayer

    url = service_address(distribution.url)
    address = capabilities_address(
        distribution.url, SERVICE="WFS", REQUEST="GetCapabilities", ACCEPTVERSIONS=_VERSIONS
    )
    body, version = fetch_capabilities(session, address, ("WFS_Capabilities",))
    if version not in _VERSIONS.split(","):
        raise AnswerError(f"WFS {version}, which is not supported", url=address)
    types = feature_types(body, address)
    name = choose_layer({key: item.title for key, item in types.items()}, distribution)
    item = types[name]
    uri = QgsDataSourceUri()
    uri.setParam("url", url)
    uri.setParam("typename", name)
    uri.setParam("srsname", choose_crs(item.crs, (), authid, distribution.url))
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


def feature_types(body: bytes, url: str) -> dict[str, FeatureType]:
    """Return the feature types by name.

    Not by OWSLib, which cannot do without elements that the standards leave to the server: keywords in
    version 1.0 (MapServer has none), titles in 2.0.
    """
    from secims_qgis.network.xml import parse_xml

    found = {}
    for element in parse_xml(body, url).iter("{*}FeatureType"):
        texts = [(str(child.tag).rpartition("}")[2], (child.text or "").strip()) for child in element]
        values: dict[str, str] = {}
        for tag, text in texts:
            values.setdefault(tag, text)
        if values.get("Name"):
            written = tuple(text for tag, text in texts if tag in _CRS and text)
            found[values["Name"]] = FeatureType(values.get("Title", ""), written)
    return found
