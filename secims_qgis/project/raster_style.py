"""Colours for rasters of one band."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from qgis.core import (
    QgsColorRampShader,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsRasterLayer,
    QgsRasterShader,
    QgsSingleBandGrayRenderer,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

if TYPE_CHECKING:
    from secims_qgis.model import Record

_STAYS_GREY = re.compile(r"hill.?shade|shaded|ortho|aerial|photo|panchrom|satellite", re.IGNORECASE)
_HEIGHTS = re.compile(r"elevation|terrain|height|\bde?[mt]m\b|\bdsm\b|topograph", re.IGNORECASE)
_DEPTHS = re.compile(r"bathymetr|depth", re.IGNORECASE)
_HEIGHT_RAMP = ("#5d9c59", "#b9c978", "#e6d8a3", "#b08d5f", "#f4f1ec")
_DEPTH_RAMP = ("#1f3f6e", "#2f6ea5", "#5ba3cf", "#a6d3e6", "#e3f2f5")
_VALUE_RAMP = ("#44306e", "#3b628c", "#2d918c", "#70bf67", "#f2e34c")


def colour_heights(layer: QgsRasterLayer, record: Record) -> None:
    """Colour a raster of one band that QGIS shows in grey; shaded reliefs and photos stay grey.

    Takes the range of values that QGIS found when it opened the layer, and reads nothing.
    """
    grey = layer.renderer()
    subject = f"{layer.name()} {record.title}".replace("_", " ")
    if (
        not isinstance(grey, QgsSingleBandGrayRenderer)
        or layer.bandCount() != 1
        or _STAYS_GREY.search(subject)
    ):
        return
    stretch = grey.contrastEnhancement()
    if stretch is None:
        return
    low, high = stretch.minimumValue(), stretch.maximumValue()
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        return
    function = QgsColorRampShader(low, high, _ramp(subject))
    function.classifyColorRamp()
    shader = QgsRasterShader(low, high)
    shader.setRasterShaderFunction(function)
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader)
    renderer.setClassificationMin(low)
    renderer.setClassificationMax(high)
    layer.setRenderer(renderer)


def _ramp(subject: str) -> QgsGradientColorRamp:
    colours = _VALUE_RAMP
    if _DEPTHS.search(subject):
        colours = _DEPTH_RAMP
    elif _HEIGHTS.search(subject):
        colours = _HEIGHT_RAMP
    step = 1 / (len(colours) - 1)
    stops = [QgsGradientStop(step * index, QColor(colours[index])) for index in range(1, len(colours) - 1)]
    return QgsGradientColorRamp(QColor(colours[0]), QColor(colours[-1]), False, stops)
