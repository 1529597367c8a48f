"""From how far layers of tiles are drawn.

QGIS draws a map of the world out of the first level there is, however many tiles that takes: half a
million where the first level is 10. So a layer is hidden where its tiles would be specks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsUnitTypes

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.live.tile_matrix import TileMatrixSet

LEVELS_OUT = 2
"""How far one may zoom out beyond the first level: a tile is then 64 pixels wide, a screen shows 500."""
HARMLESS_LEVEL = 4
"""A first level up to this one has 512 tiles at most, all over the world."""
_PIXELS = 256
_PIXELS_PER_METRE = 96 / 0.0254
"""As QGIS counts for a screen."""


def hide_from_afar(layer: QgsMapLayer, matrix_set: TileMatrixSet, first_level: int) -> None:
    """Hide a layer at scales where QGIS would ask for thousands of tiles; the project keeps it."""
    if first_level > HARMLESS_LEVEL:
        layer.setScaleBasedVisibility(True)
        layer.setMinimumScale(scale_of_level(matrix_set, first_level - LEVELS_OUT))


def scale_of_level(matrix_set: TileMatrixSet, level: int) -> float:
    """Return the scale denominator at which a tile is 256 pixels wide on a screen, at the equator."""
    units = QgsCoordinateReferenceSystem(matrix_set.authid).mapUnits()
    metres = QgsUnitTypes.fromUnitToUnitFactor(units, Qgis.DistanceUnit.Meters)
    return matrix_set.tile_span(level) * metres / _PIXELS * _PIXELS_PER_METRE
