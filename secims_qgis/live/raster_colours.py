"""Colour ramps for rasters of one band, by what they show."""

from __future__ import annotations

import re

from qgis.core import (
    QgsColorRampShader,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsRasterDataProvider,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

_HEIGHTS = re.compile(r"elevation|terrain|height|\bde?[mt]m\b|\bdsm\b|topograph", re.IGNORECASE)
_DEPTHS = re.compile(r"bathymetr|depth", re.IGNORECASE)
_HEIGHT_RAMP = ("#5d9c59", "#b9c978", "#e6d8a3", "#b08d5f", "#f4f1ec")
_DEPTH_RAMP = ("#1f3f6e", "#2f6ea5", "#5ba3cf", "#a6d3e6", "#e3f2f5")
_VALUE_RAMP = ("#44306e", "#3b628c", "#2d918c", "#70bf67", "#f2e34c")


def coloured_values(
    provider: QgsRasterDataProvider, low: float, high: float, subject: str
) -> QgsSingleBandPseudoColorRenderer:
    """Return a renderer for band 1 from ``low`` to ``high``; ``subject`` is text that says what it shows."""
    function = QgsColorRampShader(low, high, _ramp(subject))
    function.classifyColorRamp()
    shader = QgsRasterShader(low, high)
    shader.setRasterShaderFunction(function)
    renderer = QgsSingleBandPseudoColorRenderer(provider, 1, shader)
    renderer.setClassificationMin(low)
    renderer.setClassificationMax(high)
    return renderer


def _ramp(subject: str) -> QgsGradientColorRamp:
    colours = _VALUE_RAMP
    if _DEPTHS.search(subject):
        colours = _DEPTH_RAMP
    elif _HEIGHTS.search(subject):
        colours = _HEIGHT_RAMP
    step = 1 / (len(colours) - 1)
    stops = [QgsGradientStop(step * index, QColor(colours[index])) for index in range(1, len(colours) - 1)]
    return QgsGradientColorRamp(QColor(colours[0]), QColor(colours[-1]), False, stops)
