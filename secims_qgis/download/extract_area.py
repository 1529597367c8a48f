"""What part of a dataset is wanted: an extent and a polygon, in any CRS, made fit for a server."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Union

from osgeo import ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsRectangle,
    QgsReferencedRectangle,
)

from secims_qgis.model import BBox, CrsRef
from secims_qgis.network.errors import DownloadError

Extent = Union[BBox, QgsRectangle, Sequence[float]]
Crs = Union[CrsRef, QgsCoordinateReferenceSystem, str]
LON_LAT = "OGC:CRS84"
_EDGE_POINTS = 40
"""Added to each edge of an extent before it is transformed: straight edges become curves."""
_MARGIN = 0.001
"""Of an extent's size, on each side of what a server is asked for; the rest is left out here."""
_LEAST_MARGIN_DEG = 1e-6
_ROUNDS = 12


@dataclass(frozen=True)
class Area:
    """Rectangles (two where an extent crosses the antimeridian) and a polygon, x before y, in ``crs``.

    What is wanted meets one of the rectangles, and the polygon where there is one.
    """

    rectangles: tuple[QgsRectangle, ...]
    crs: QgsCoordinateReferenceSystem
    polygon: QgsGeometry | None = None

    @property
    def bounds(self) -> QgsRectangle:
        """The rectangle around all of it; null where everything is wanted."""
        whole = QgsRectangle()
        for rectangle in self.rectangles:
            whole.combineExtentWith(rectangle)
        return whole


@dataclass(frozen=True)
class Selection:
    """One request's share of an area.

    ``bbox`` is what the server is asked for, west, south, east, north in degrees of longitude and
    latitude, as text; empty for everything. ``shape`` is what a geometry must meet, and ``without``
    what it must not, since an earlier selection has it already; both in the CRS of the data.
    """

    bbox: str = ""
    shape: Any = None
    without: tuple[Any, ...] = ()


def crs_from(crs: Crs | None, default: str = LON_LAT) -> QgsCoordinateReferenceSystem:
    """Return a CRS given in any way.

    Raises:
        DownloadError: QGIS does not know it.
    """
    if isinstance(crs, QgsCoordinateReferenceSystem):
        found = crs if crs.isValid() else QgsCoordinateReferenceSystem(default)
    elif crs is None or crs == "":
        found = QgsCoordinateReferenceSystem(default)
    else:
        reference = crs if isinstance(crs, CrsRef) else CrsRef.from_text(crs)
        found = QgsCoordinateReferenceSystem((reference.authid or "") if reference else "")
    if not found.isValid():
        raise DownloadError(f"QGIS does not know the CRS {crs}")
    return found


def area_of(extent: Extent | None, extent_crs: Crs | None, polygon: QgsGeometry | str | None = None) -> Area:
    """Return the area that is wanted; without rectangles and polygon, all of it.

    ``extent`` is a BBox, a rectangle or xmin, ymin, xmax, ymax, x before y in ``extent_crs``, which is
    longitude and latitude where nothing else is said. In degrees, xmin above xmax means that it crosses
    the antimeridian (RFC 7946, section 5.2). The polygon, a geometry or WKT, is in the same CRS.

    Raises:
        DownloadError: it is no area.
    """
    if isinstance(extent, QgsReferencedRectangle) and extent_crs is None:
        extent_crs = extent.crs()
    crs = crs_from(None if isinstance(extent, BBox) else extent_crs)
    shape = QgsGeometry.fromWkt(polygon) if isinstance(polygon, str) else polygon
    if shape is not None and (shape.isNull() or shape.isEmpty()):
        raise DownloadError("the polygon is none")
    rectangles = _rectangles(extent, crs)
    if not rectangles and shape is not None:
        rectangles = (shape.boundingBox(),)
    return Area(rectangles, crs, shape)


def selections(
    area: Area,
    crs: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
    storage: QgsCoordinateReferenceSystem | None = None,
) -> tuple[Selection, ...]:
    """Return what to ask for, and what to keep of it, for data that comes in ``crs``.

    ``storage`` is the CRS the server keeps the data in: some transform only two corners of a bbox into it.

    Raises:
        DownloadError: the area cannot be shown in that CRS.
    """
    if not area.rectangles:
        return (Selection(),)
    polygon = _moved(area.polygon, area.crs, crs, context) if area.polygon is not None else None
    found: list[Selection] = []
    for rectangle in area.rectangles:
        ring = QgsGeometry.fromRect(rectangle)
        shape = _moved(ring, area.crs, crs, context)
        if polygon is not None:
            shape = shape.intersection(polygon)
        if shape.isEmpty():
            continue
        for box in _lon_lat_boxes(rectangle, area.crs, context):
            text = _bbox_text(_covering(box, storage or crs, context))
            without = tuple(earlier.shape for earlier in found if earlier.bbox != text)
            found.append(Selection(text, ogr.CreateGeometryFromWkb(bytes(shape.asWkb())), without))
    if not found:
        raise DownloadError("the extent and the polygon do not meet")
    return tuple(found)


def moved_shape(
    area: Area,
    crs: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
    *,
    with_polygon: bool = True,
) -> QgsGeometry | None:
    """Return the polygon of an area in another CRS, or without ``with_polygon`` its rectangles.

    None where there is none. An area of one rectangle and no polygon gives the rectangle.

    Raises:
        DownloadError: it cannot be shown in that CRS.
    """
    if with_polygon and area.polygon is not None:
        return _moved(area.polygon, area.crs, crs, context)
    if with_polygon or not area.rectangles:
        return None
    return _moved(QgsGeometry.fromRect(area.bounds), area.crs, crs, context)


def _rectangles(extent: Extent | None, crs: QgsCoordinateReferenceSystem) -> tuple[QgsRectangle, ...]:
    if extent is None:
        return ()
    if isinstance(extent, BBox):
        return tuple(QgsRectangle(*part.as_tuple()) for part in extent.parts())
    if isinstance(extent, QgsRectangle):
        bounds = [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()]
    else:
        bounds = [float(bound) for bound in extent]
    if len(bounds) != 4 or not all(map(math.isfinite, bounds)):
        raise DownloadError("the extent is not four numbers: xmin, ymin, xmax, ymax")
    west, south, east, north = bounds
    if south > north or (west > east and not crs.isGeographic()):
        raise DownloadError(f"the extent {west:g}, {south:g}, {east:g}, {north:g} is turned around")
    if west > east:
        return QgsRectangle(west, south, 180.0, north), QgsRectangle(-180.0, south, east, north)
    return (QgsRectangle(west, south, east, north),)


def transformation(
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
) -> QgsCoordinateTransform:
    """Return the transformation that QGIS uses between two CRS, or one that does nothing."""
    return QgsCoordinateTransform(source, target, context)


def same_place(one: QgsCoordinateReferenceSystem, two: QgsCoordinateReferenceSystem) -> bool:
    """Return whether coordinates, x before y, mean the same: EPSG:4326 and OGC:CRS84 do."""
    degrees = {"EPSG:4326", LON_LAT}
    return one == two or (one.authid() in degrees and two.authid() in degrees)


def _moved(
    geometry: QgsGeometry,
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
) -> QgsGeometry:
    if same_place(source, target):
        return QgsGeometry(geometry)
    moved = geometry.densifyByCount(_EDGE_POINTS)
    try:
        moved.transform(transformation(source, target, context))
    except QgsCsException as error:
        raise DownloadError(f"the extent cannot be shown in {target.authid()}: {error}") from error
    return moved


def _lon_lat_boxes(
    rectangle: QgsRectangle, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> tuple[QgsRectangle, ...]:
    degrees = QgsCoordinateReferenceSystem(LON_LAT)
    if same_place(crs, degrees):
        return (rectangle,)
    forward = QgsCoordinateTransform.TransformDirection.ForwardTransform
    try:
        box = transformation(crs, degrees, context).transformBoundingBox(rectangle, forward, True)
    except QgsCsException as error:
        raise DownloadError(f"the extent is no place on earth: {error}") from error
    if box.xMinimum() > box.xMaximum():
        south, north = box.yMinimum(), box.yMaximum()
        return (
            QgsRectangle(box.xMinimum(), south, 180.0, north),
            QgsRectangle(-180.0, south, box.xMaximum(), north),
        )
    return (box,)


def _covering(
    box: QgsRectangle, storage: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> QgsRectangle:
    """Return a box, in degrees, whose two corners alone, in the CRS of storage, hold all of the box."""
    degrees = QgsCoordinateReferenceSystem(LON_LAT)
    margin = max(max(box.width(), box.height()) * _MARGIN, _LEAST_MARGIN_DEG)
    grown = box.buffered(margin)
    if storage.isGeographic():
        return grown
    to_storage = transformation(degrees, storage, context)
    try:
        wanted = to_storage.transformBoundingBox(grown)
        for _ in range(_ROUNDS):
            low = to_storage.transform(grown.xMinimum(), grown.yMinimum())
            high = to_storage.transform(grown.xMaximum(), grown.yMaximum())
            gap = max(
                low.x() - wanted.xMinimum(),
                low.y() - wanted.yMinimum(),
                wanted.xMaximum() - high.x(),
                wanted.yMaximum() - high.y(),
            )
            if gap <= 0:
                break
            share = gap / max(wanted.width(), wanted.height(), 1e-9)
            grown = grown.buffered(max(grown.width(), grown.height()) * max(share, _MARGIN))
    except QgsCsException:
        return grown.buffered(max(box.width(), box.height()) * 0.1)
    return grown


def _bbox_text(box: QgsRectangle) -> str:
    west, east = max(-180.0, box.xMinimum()), min(180.0, box.xMaximum())
    south, north = max(-90.0, box.yMinimum()), min(90.0, box.yMaximum())
    if west > east or south > north:
        raise DownloadError("the extent is no place on earth")
    return ",".join(f"{bound:.10g}" for bound in (west, south, east, north))
