"""Extents of parameters."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
)

from secims_qgis.model import BBox
from secims_qgis.translation import tr


def bbox_of(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str, context: QgsProcessingContext
) -> BBox | None:
    """Return an extent parameter of any CRS in longitude and latitude degrees; None where it is empty.

    Numbers without a CRS count as longitude and latitude.

    Raises:
        QgsProcessingException: the extent is no place on earth.
    """
    if parameters.get(name) in (None, ""):
        return None
    degrees = QgsCoordinateReferenceSystem("OGC:CRS84")
    try:
        extent = algorithm.parameterAsExtent(parameters, name, context, degrees)
        if extent.isNull():
            return None
        return BBox(
            _within(extent.xMinimum(), 180),
            _within(extent.yMinimum(), 90),
            _within(extent.xMaximum(), 180),
            _within(extent.yMaximum(), 90),
        )
    except (ValueError, QgsCsException) as error:
        raise QgsProcessingException(
            tr(
                "{name} is no extent in longitude and latitude. If its numbers are metres, add their CRS, "
                "as in “498000,523000,1514000,1561000 [EPSG:2006]”."
            ).format(name=name)
        ) from error


def _within(degrees: float, limit: float) -> float:
    """Take off what a transformation or a map of the whole world puts beyond the edge of the earth."""
    return max(-limit, min(limit, degrees)) if abs(degrees) <= 2 * limit else degrees
