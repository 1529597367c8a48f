"""A first look for coverages, from the values that were seen when they were described."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING

from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsPalettedRasterRenderer,
    QgsRasterRenderer,
    QgsSingleBandGrayRenderer,
)
from qgis.PyQt.QtGui import QColor

from secims_qgis.live.coverage_estimate import ESTIMATE_NOTE, band_statistics, class_range
from secims_qgis.live.raster_block import qgis_type
from secims_qgis.live.raster_colours import coloured_values

if TYPE_CHECKING:
    from qgis.core import QgsRasterLayer

    from secims_qgis.live.coverage_source import CoverageSource

ESTIMATE_PROPERTY = "secims/valueRange"
"""Property of a layer that says how its range of values was found."""
_PICTURE_BANDS = (3, 4)
_MASK_VALUES = (0, 1, 255)


def style_coverage(layer: QgsRasterLayer, source: CoverageSource) -> None:
    """Give a layer its first renderer: a picture, classes, or values; and say that it is an estimate."""
    layer.setRenderer(_renderer(layer, source))
    layer.setCustomProperty(ESTIMATE_PROPERTY, ESTIMATE_NOTE)


def _renderer(layer: QgsRasterLayer, source: CoverageSource) -> QgsRasterRenderer:
    provider = layer.dataProvider()
    if source.data_type == "uint8" and len(source.bands) in _PICTURE_BANDS:
        picture = QgsMultiBandColorRenderer(provider, 1, 2, 3)
        if source.has_alpha:
            picture.setAlphaBand(len(source.bands))
        return picture
    classes = _classes(source)
    if classes:
        return QgsPalettedRasterRenderer(provider, 1, classes)
    statistics = band_statistics(source, 1)
    low, high = statistics.minimumValue, statistics.maximumValue
    if low < high and (len(source.bands) == 1 or source.cube is not None):
        return coloured_values(
            provider, low, high, f"{source.title} {source.bands[0].name}".replace("_", " ")
        )
    grey = QgsSingleBandGrayRenderer(provider, 1)
    stretch = QgsContrastEnhancement(qgis_type(source.data_type))
    stretch.setMinimumValue(low)
    stretch.setMaximumValue(max(high, low + 1))
    stretch.setContrastEnhancementAlgorithm(
        QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
    )
    grey.setContrastEnhancement(stretch)
    return grey


def _classes(source: CoverageSource) -> list[QgsPalettedRasterRenderer.Class]:
    """Return a class for each whole number of a short range; a few pixels show the range, not each class.

    What has no class is not drawn: a mask, whose few pixels hardly anybody meets, gets all usual ones.
    """
    values = class_range(source)
    if values is None:
        return []
    mask = _MASK_VALUES if source.data_type == "uint8" and len(values) <= len(_MASK_VALUES) else ()
    return [
        QgsPalettedRasterRenderer.Class(value, _colour(index), str(value))
        for index, value in enumerate(sorted({*values, *mask}))
    ]


def _colour(index: int) -> QColor:
    """Return colours that lie far apart, one after the other, of about the same strength."""
    hue = (index * 0.61803398875) % 1.0
    red, green, blue = colorsys.hls_to_rgb(hue, 0.45 + 0.15 * (index % 3), 0.5)
    return QColor.fromRgbF(red, green, blue)
