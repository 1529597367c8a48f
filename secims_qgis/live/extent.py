"""Extents that a provider does not know: set by us, and kept with the layer.

QGIS reads the extent of a layer from its provider each time a project is opened. Where the provider
is wrong (OAPIF in a projected CRS) or knows none (tiles), the right one is kept as a custom
property and put back: by ``restore_extent`` when the project is opened, by ``hold_extent`` whenever the
provider comes up with its own again.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsRectangle

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

EXTENT = "secims/extent"
"""Custom property: xmin, ymin, xmax, ymax in the units of the layer's CRS, x before y."""
_HELD = "secims_extent_held"


def keep_extent(layer: QgsMapLayer, extent: QgsRectangle) -> None:
    """Set the extent of a layer, in its own CRS, and keep it with the layer."""
    bounds = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
    layer.setCustomProperty(EXTENT, ",".join(repr(bound) for bound in bounds))
    layer.setExtent(extent)


def hold_extent(layer: QgsMapLayer) -> None:
    """Put the kept extent back each time the provider has announced another one.

    On the thread that owns the layer. Calling it twice does no harm.
    """
    provider = layer.dataProvider()
    if provider is None or not layer.customProperty(EXTENT) or provider.property(_HELD):
        return
    provider.setProperty(_HELD, True)
    # After QGIS's own slot, which was connected first and takes the extent of the provider.
    provider.fullExtentCalculated.connect(partial(restore_extent, layer))


def kept_extent(layer: QgsMapLayer) -> QgsRectangle | None:
    """Return the extent that is kept with a layer, None where the provider's own is as good."""
    try:
        bounds = [float(text) for text in str(layer.customProperty(EXTENT, "")).split(",")]
    except ValueError:
        return None
    return QgsRectangle(*bounds) if len(bounds) == 4 and all(map(math.isfinite, bounds)) else None


def restore_extent(layer: QgsMapLayer) -> None:
    """Give a layer that was read from a project the extent that was kept with it, if there is one."""
    extent = kept_extent(layer)
    if extent is not None:
        layer.setExtent(extent)
