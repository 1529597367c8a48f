"""Colours for rasters of one band."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from qgis.core import QgsRasterLayer, QgsSingleBandGrayRenderer

from secims_qgis.live.raster_colours import coloured_values

if TYPE_CHECKING:
    from secims_qgis.model import Record

_STAYS_GREY = re.compile(r"hill.?shade|shaded|ortho|aerial|photo|panchrom|satellite", re.IGNORECASE)


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
    layer.setRenderer(coloured_values(layer.dataProvider(), low, high, subject))
