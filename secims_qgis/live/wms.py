"""WMS layers (OGC 06-042) by QGIS's provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from secims_qgis.live.layer_choice import NO_CHOICE, LayerChoice, chosen
from secims_qgis.live.ows import (
    MAX_NAME,
    authcfg_for,
    best_format,
    capabilities_address,
    choose_crs,
    choose_layer,
    encoded_source,
    fetch_capabilities,
    read_by_owslib,
    service_address,
)
from secims_qgis.network import AnswerError, LiveLayerError, is_private_host, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import requests
    from qgis.core import QgsRasterLayer

    from secims_qgis.model import Distribution

_ROOTS = ("WMS_Capabilities", "WMT_MS_Capabilities")
_VERSIONS = frozenset({"1.1.1", "1.3.0"})
_CRS = ("EPSG:4326", "EPSG:3857", "OGC:CRS84")
_NAMES = {"OGC:CRS84": "CRS:84"}
"""As requests have to say it (OGC 06-042, annex B.3); servers refuse the other."""
FORMATS = ("image/png", "image/png;mode=8bit", "image/png8", "image/webp", "image/jpeg")


def build(
    distribution: Distribution,
    session: requests.Session,
    authid: str | None,
    choice: LayerChoice = NO_CHOICE,
) -> QgsRasterLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from owslib.wms import WebMapService
    from qgis.core import QgsRasterLayer

    url = service_address(distribution.url)
    address = capabilities_address(distribution.url, SERVICE="WMS", REQUEST="GetCapabilities")
    body, version = fetch_capabilities(session, address, _ROOTS)
    if version not in _VERSIONS:
        raise AnswerError(f"WMS {version}, which is not supported", url=address)
    service = read_by_owslib(lambda: WebMapService(url, version, xml=body), address)
    contents = {name: item for name, item in service.contents.items() if name}
    name = choose_layer({key: item.title or "" for key, item in contents.items()}, distribution)
    operation = read_by_owslib(lambda: service.getOperationByName("GetMap"), address)
    crs = choose_crs(contents[name].crsOptions, _CRS, authid, distribution.url)
    parameters = {
        "url": url,
        "layers": name,
        "styles": _style(contents[name].styles, choice.style, distribution.url),
        "format": best_format(operation.formatOptions, FORMATS),
        "crs": _NAMES.get(crs, crs),
        "dpiMode": "7",
        "contextualWMSLegend": "0",
        **address_options(operation.methods, url),
    }
    label = (contents[name].title or distribution.title or name)[:MAX_NAME]
    layer = QgsRasterLayer(encoded_source(parameters, authcfg_for(session, address)), label, "wms")
    if not layer.isValid():
        raise LiveLayerError(f"QGIS refused the layer: {layer.error().summary()}", url=distribution.url)
    return layer


def _style(styles: Mapping[str, Any], wanted: str, url: str) -> str:
    """Return the style to ask for; an empty one is the service's default (OGC 06-042, 7.3.3.4)."""
    if not wanted:
        return ""
    titles = [(name, str(facts.get("title") or "")) for name, facts in styles.items()]
    return chosen(wanted, titles, "style", url)


def address_options(methods: Iterable[Mapping[str, Any]], url: str) -> dict[str, str]:
    """Return what makes QGIS ask at the service's own address, not at the one its capabilities give.

    That is where these lead from the web into a private network, or from https to http: both come of
    servers that do not know the proxy in front of them, and of worse.
    """
    given = [str(method.get("url") or "") for method in methods if str(method.get("type")).lower() == "get"]
    is_worse = any(
        (is_private_host(address) and not is_private_host(url))
        or (urlsplit(url).scheme == "https" and urlsplit(address).scheme == "http")
        for address in given
        if address and not refusal(address)
    )
    return {"IgnoreGetMapUrl": "1", "IgnoreGetFeatureInfoUrl": "1"} if is_worse else {}
