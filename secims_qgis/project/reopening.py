"""What layers of the plugin need when a project is opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.live.extent import restore_extent

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer
    from qgis.PyQt.QtXml import QDomElement


def reopened(layer: QgsMapLayer, _element: QDomElement | None = None) -> None:
    """Make a layer that was just read whole again; connected to ``QgsProject.readMapLayer``."""
    restore_extent(layer)
