"""Extents that a provider does not know: set by us, and kept with the layer.

QGIS reads the extent of a layer from its provider each time a project is opened. Where the provider
is wrong (OAPIF in a projected CRS) or knows none (tiles), the right one is kept as a custom
property and put back by ``restore_extent``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from qgis.core import QgsRectangle

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

EXTENT = "secims/extent"
"""Custom property: xmin, ymin, xmax, ymax in the units of the layer's CRS, x before y."""


def keep_extent(layer: QgsMapLayer, extent: QgsRectangle) -> None:
    """Set the extent of a layer, in its own CRS, and keep it with the layer."""
    bounds = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
    layer.setCustomProperty(EXTENT, ",".join(repr(bound) for bound in bounds))
    layer.setExtent(extent)


def restore_extent(layer: QgsMapLayer) -> None:
    """Give a layer that was read from a project the extent that was kept with it, if there is one."""
    try:
        bounds = [float(text) for text in str(layer.customProperty(EXTENT, "")).split(",")]
    except ValueError:
        return
    if len(bounds) == 4 and all(map(math.isfinite, bounds)):
        layer.setExtent(QgsRectangle(*bounds))
