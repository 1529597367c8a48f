"""What layers of the plugin need when a project is saved, and opened again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from qgis.core import QgsVectorTileLayer

from secims_qgis.live.extent import hold_extent, restore_extent

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer
    from qgis.PyQt.QtXml import QDomDocument, QDomElement


def reopened(layer: QgsMapLayer, _element: QDomElement | None = None) -> None:
    """Make a layer that was just read whole again; connected to ``QgsProject.readMapLayer``."""
    point_to_gateway(layer)
    restore_extent(layer)


def added(layer: QgsMapLayer) -> None:
    """See to a layer that has joined the project; connected to ``QgsProject.layerWasAdded``.

    It may come from a layer definition file or the clipboard, or be a copy of another. Costs no request.
    """
    point_to_gateway(layer)
    restore_extent(layer)
    hold_extent(layer)
    project = layer.project()
    if isinstance(layer, QgsVectorTileLayer) and project is not None:
        from secims_qgis.live.tiles_copy import complete_copy

        complete_copy(layer, project.mapLayers().values())


def point_to_gateway(layer: QgsMapLayer) -> None:
    """Let a layer of tiles that come through the gateway find the one of this run; costs no request."""
    if _may_be_at_gateway(layer.source()):
        from secims_qgis.live.gateway_layers import point_to_gateway as point

        point(layer)


def written(layer: QgsMapLayer, element: QDomElement, document: QDomDocument) -> None:
    """Keep what is of this run only out of the file; connected to ``QgsProject.writeMapLayer``."""
    if _may_be_at_gateway(layer.source()):
        from secims_qgis.live.gateway_layers import make_neutral

        make_neutral(element, document)


def tree_written(document: QDomDocument) -> None:
    """Do so where the file repeats the sources of layers; connected to ``QgsProject.writeProject``."""
    if "secims_qgis.live.gateway" in sys.modules:
        from secims_qgis.live.gateway_layers import make_mentions_neutral

        make_mentions_neutral(document)


def close_gateway() -> None:
    """Stop the gateway, if this run has needed one."""
    loaded = sys.modules.get("secims_qgis.live.gateway")
    if loaded is not None:
        loaded.stop_gateway()


def _may_be_at_gateway(source: str) -> bool:
    """Return quickly, with nothing loaded, for almost every layer of other people."""
    return "pmtiles.secims.invalid" in source or "http://127.0.0.1:" in source
