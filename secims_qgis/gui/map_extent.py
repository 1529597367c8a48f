"""Between the map and longitude and latitude."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProject,
    QgsRectangle,
)

from secims_qgis.model import BBox

if TYPE_CHECKING:
    from qgis.gui import QgsMapCanvas

LON_LAT = "OGC:CRS84"
LEAST_SIDE_DEG = 0.002
"""Some 200 m: what a point, which has no size, is shown with."""


def visible_extent(canvas: QgsMapCanvas, project: QgsProject) -> BBox | None:
    """Return what the canvas shows, in degrees; None where it shows no place on earth."""
    extent, crs = canvas.extent(), canvas.mapSettings().destinationCrs()
    if extent.isEmpty() or not crs.isValid():
        return None
    lon_lat = QgsCoordinateReferenceSystem(LON_LAT)
    transform = QgsCoordinateTransform(crs, lon_lat, project.transformContext())
    transform.setBallparkTransformsAreAppropriate(True)
    try:
        return _clipped(transform.transformBoundingBox(extent))
    except QgsCsException:
        return None


def map_rectangle(box: BBox, canvas: QgsMapCanvas, project: QgsProject) -> QgsRectangle | None:
    """Return an extent in the coordinates of the map; None where it cannot be drawn there."""
    side = LEAST_SIDE_DEG / 2
    east = box.east if not box.crosses_antimeridian else box.east + 360
    rectangle = QgsRectangle(box.west, box.south, east, box.north)
    if rectangle.width() == 0 or rectangle.height() == 0:
        rectangle.grow(side)
    crs = canvas.mapSettings().destinationCrs()
    if not crs.isValid():
        return rectangle
    lon_lat = QgsCoordinateReferenceSystem(LON_LAT)
    transform = QgsCoordinateTransform(lon_lat, crs, project.transformContext())
    transform.setBallparkTransformsAreAppropriate(True)
    try:
        moved = transform.transformBoundingBox(rectangle)
    except QgsCsException:
        return None
    return moved if moved.isFinite() else None


def _clipped(extent: QgsRectangle) -> BBox | None:
    if not extent.isFinite():
        return None
    west, east = max(-180.0, extent.xMinimum()), min(180.0, extent.xMaximum())
    south, north = max(-90.0, extent.yMinimum()), min(90.0, extent.yMaximum())
    if west >= east or south >= north:
        return None
    return BBox(west, south, east, north)
