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
    from qgis.core import QgsMapLayer
    from qgis.gui import QgsMapCanvas

LON_LAT = "OGC:CRS84"
LEAST_SIDE_DEG = 0.002
"""Some 200 m: what a point, which has no size, is shown with."""


def visible_extent(canvas: QgsMapCanvas, project: QgsProject) -> BBox | None:
    """Return what the canvas shows, in degrees; None where it shows no place on earth."""
    return lon_lat_box(canvas.extent(), canvas.mapSettings().destinationCrs(), project)


def layer_extent(layer: QgsMapLayer, project: QgsProject) -> BBox | None:
    """Return where a layer lies, in degrees; None where it is nowhere on earth."""
    return lon_lat_box(layer.extent(), layer.crs(), project)


def lon_lat_box(extent: QgsRectangle, crs: QgsCoordinateReferenceSystem, project: QgsProject) -> BBox | None:
    """Return an extent in degrees; None where it is empty or no place on earth."""
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
    """Return an extent in the coordinates of the map; None where it cannot be drawn there.

    Of an extent across the antimeridian that is the part with more of the earth in it.
    """
    rectangles = map_rectangles(box, canvas, project)
    return max(rectangles, key=lambda rectangle: rectangle.width()) if rectangles else None


def map_rectangles(box: BBox, canvas: QgsMapCanvas, project: QgsProject) -> tuple[QgsRectangle, ...]:
    """Return an extent in the coordinates of the map: two of them across the antimeridian."""
    crs = canvas.mapSettings().destinationCrs()
    plain = [QgsRectangle(*part.as_tuple()) for part in box.parts()]
    for rectangle in plain:
        if rectangle.width() == 0 or rectangle.height() == 0:
            rectangle.grow(LEAST_SIDE_DEG / 2)
    if not crs.isValid():
        return tuple(plain)
    lon_lat = QgsCoordinateReferenceSystem(LON_LAT)
    transform = QgsCoordinateTransform(lon_lat, crs, project.transformContext())
    transform.setBallparkTransformsAreAppropriate(True)
    moved = (_moved(rectangle, transform) for rectangle in plain)
    return tuple(rectangle for rectangle in moved if rectangle is not None)


def _moved(rectangle: QgsRectangle, transform: QgsCoordinateTransform) -> QgsRectangle | None:
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
