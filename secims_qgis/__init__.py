"""SEC-IMS: the spatial data of Saint Lucia in QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from secims_qgis.plugin import SecimsPlugin


def classFactory(iface: QgisInterface) -> SecimsPlugin:
    """Return the plugin; called by QGIS."""
    from secims_qgis.plugin import SecimsPlugin

    return SecimsPlugin(iface)
