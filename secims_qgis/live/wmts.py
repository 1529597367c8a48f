"""WMTS layers (OGC 07-057r7) by QGIS's provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from secims_qgis.live.layer_choice import NO_CHOICE, LayerChoice, chosen
from secims_qgis.live.ows import (
    MAX_NAME,
    authcfg_for,
    authid_of,
    best_format,
    capabilities_address,
    choose_crs,
    choose_layer,
    encoded_source,
    fetch_capabilities,
    read_by_owslib,
)
from secims_qgis.live.wms import FORMATS
from secims_qgis.network import LiveLayerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests
    from qgis.core import QgsRasterLayer

    from secims_qgis.model import Distribution

_CRS = ("EPSG:3857", "EPSG:4326", "OGC:CRS84")


def build(
    distribution: Distribution,
    session: requests.Session,
    authid: str | None,
    choice: LayerChoice = NO_CHOICE,
) -> QgsRasterLayer:
    """Return a valid layer on the calling thread; see ``secims_qgis.live.open_layer``."""
    from owslib.wmts import WebMapTileService
    from qgis.core import QgsRasterLayer

    address = _address(distribution.url)
    body, version = fetch_capabilities(session, address, ("wmts:Capabilities",))
    service = read_by_owslib(lambda: WebMapTileService(address, version or "1.0.0", xml=body), address)
    name = choose_layer({key: item.title or "" for key, item in service.contents.items()}, distribution)
    item = service.contents[name]
    matrix_sets = {
        key: authid_of(service.tilematrixsets[key].crs)
        for key in item.tilematrixsetlinks
        if key in service.tilematrixsets
    }
    if choice.tile_matrix_set:
        pairs = [(key, "") for key in matrix_sets]
        key = chosen(choice.tile_matrix_set, pairs, "tile matrix set", distribution.url)
        matrix_sets = {key: matrix_sets[key]}
    crs = choose_crs(matrix_sets.values(), _CRS, authid, distribution.url)
    parameters = {
        "url": address,
        "layers": name,
        "styles": _style(item.styles, choice.style, distribution.url),
        "format": best_format(item.formats, FORMATS),
        "tileMatrixSet": next(key for key, own in matrix_sets.items() if own == crs),
        "crs": crs,
    }
    label = (item.title or distribution.title or name)[:MAX_NAME]
    layer = QgsRasterLayer(encoded_source(parameters, authcfg_for(session, address)), label, "wms")
    if not layer.isValid():
        raise LiveLayerError(f"QGIS refused the layer: {layer.error().summary()}", url=distribution.url)
    return layer


def _address(url: str) -> str:
    """Return the address of the capabilities; a document that lies there as a file is itself."""
    if urlsplit(url).path.lower().endswith(".xml"):
        return url
    return capabilities_address(url, SERVICE="WMTS", REQUEST="GetCapabilities")


def _style(styles: Mapping[str | None, Any], wanted: str, url: str) -> str:
    """Return the style that is wanted, else the default, else the first; WMTS has no layers without."""
    # GeoServer leaves the identifier of a layer's default style empty, which OWSLib reads as None.
    if wanted:
        titles = [(name or "", str(facts.get("title") or "")) for name, facts in styles.items()]
        return chosen(wanted, titles, "style", url)
    default = [name for name, facts in styles.items() if facts.get("isDefault")]
    return next(iter(default or styles), None) or ""
