"""Layers of the gateway when a project is saved and read again; main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.live.gateway_address import NEUTRAL, upstream_in, with_base
from secims_qgis.network import SecimsError
from secims_qgis.network.proxy import note_proxy

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer
    from qgis.PyQt.QtXml import QDomDocument, QDomElement

_MENTIONS = ("layer-tree-layer", "Layer")
"""Elements whose attribute ``source`` repeats that of a layer."""


def point_to_gateway(layer: QgsMapLayer) -> bool:
    """Point a layer at the gateway of this run; return False for one that never was at a gateway.

    Costs no request: style, custom properties, zoom levels and extent are those that were saved.
    """
    source = layer.source()
    upstream = upstream_in(source)
    if upstream is None:
        return False
    from secims_qgis.live.gateway import running_gateway

    note_proxy()
    try:
        gateway = running_gateway()
    except SecimsError as error:
        from secims_qgis.live.gateway_tiles import log

        log(str(error))
        return True
    gateway.template(upstream)
    current = with_base(source, gateway.base)
    if current != source:
        from secims_qgis.live.tiles_copy import set_source

        set_source(layer, current)
    return True


def make_mentions_neutral(document: QDomDocument) -> None:
    """Do the same where a project names the sources of its layers again: layer tree and layouts."""
    for tag in _MENTIONS:
        places = document.elementsByTagName(tag)
        for number in range(places.count()):
            element = places.at(number).toElement()
            source = element.attribute("source")
            if upstream_in(source) is not None:
                element.setAttribute("source", with_base(source, NEUTRAL))


def make_neutral(element: QDomElement, document: QDomDocument) -> bool:
    """Take port and path token of this run out of a layer's element in a project file.

    Returns False for a layer that is none of the gateway's.
    """
    place = element.firstChildElement("datasource")
    source = place.text()
    if upstream_in(source) is None:
        return False
    while not place.firstChild().isNull():
        place.removeChild(place.firstChild())
    place.appendChild(document.createTextNode(with_base(source, NEUTRAL)))
    return True
