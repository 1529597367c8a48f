"""Where coordinates fall on the earth, and how that compares with where they should."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from itertools import product
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDistanceArea,
    QgsPointXY,
    QgsRectangle,
)

from secims_qgis.crs.pinned import is_pinned_the_other_way
from secims_qgis.translation import mark, tr

if TYPE_CHECKING:
    from secims_qgis.model import BBox

MARGIN_DEG = 0.01
"""Records round their extents; about one kilometre."""
INSIDE_SHARE = 0.5
"""A layer belongs to an extent when at least this share of its own extent lies inside."""
COVERED_SHARE = 0.9
"""A layer that reaches beyond the record's extent must cover at least this share of it."""
_FLAT_DEG = 1e-9
_GRID = 8
_COMPASS = (
    mark("north"),
    mark("northeast"),
    mark("east"),
    mark("southeast"),
    mark("south"),
    mark("southwest"),
    mark("west"),
    mark("northwest"),
)


class Fit(Enum):
    """How a layer lies to the extent it should be in."""

    INSIDE = "inside"
    COVERS = "covers"
    AWAY = "away"


@dataclass(frozen=True)
class Footprint:
    """The extent of a layer on WGS 84: longitude and latitude degrees, always finite.

    ``ballpark`` marks one that was computed without a datum shift, because none is known.
    """

    west: float
    south: float
    east: float
    north: float
    ballpark: bool = False

    @property
    def centre(self) -> QgsPointXY:
        """Longitude and latitude of the middle, degrees."""
        return QgsPointXY((self.west + self.east) / 2, (self.south + self.north) / 2)


def footprint(
    extent: QgsRectangle,
    crs: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
) -> Footprint | None:
    """Return where an extent in units of ``crs`` falls, or None where it can be nowhere on earth."""
    transform = QgsCoordinateTransform(crs, wgs84(), context)
    transform.setBallparkTransformsAreAppropriate(False)
    transform.disableFallbackOperationHandler(True)
    # An invalid transform (engineering CRS, site grid) hands the coordinates back as they are.
    place = _transformed(extent, transform) if transform.isValid() else None
    if place is None:
        return None
    return Footprint(*place, ballpark=is_ballpark(transform))


def is_ballpark(transform: QgsCoordinateTransform) -> bool:
    """Return whether PROJ knows no datum shift and would leave it out."""
    return "ballpark" in transform.instantiatedCoordinateOperationDetails().name.lower()


def wgs84() -> QgsCoordinateReferenceSystem:
    """Return EPSG:4326, which QGIS reads and writes as longitude, latitude."""
    return QgsCoordinateReferenceSystem("EPSG:4326")


def exchanged(extent: QgsRectangle) -> QgsRectangle:
    """Return the extent with X and Y exchanged."""
    return QgsRectangle(extent.yMinimum(), extent.xMinimum(), extent.yMaximum(), extent.xMaximum(), False)


def fit(place: Footprint | None, expected: BBox | None) -> Fit:
    """Compare a layer with the extent it should be in; what is nowhere is away."""
    if place is None or expected is None:
        return Fit.AWAY
    if share_inside(place, expected) >= INSIDE_SHARE:
        return Fit.INSIDE
    return Fit.COVERS if _share_covered(place, expected) >= COVERED_SHARE else Fit.AWAY


def share_inside(place: Footprint | None, expected: BBox | None) -> float:
    """Return which share of a layer's extent lies inside ``expected``, from 0 to 1; 0 for nowhere.

    Points and straight lines have no area; for them a side of length 0 counts as inside or outside.
    """
    if place is None or expected is None:
        return 0.0
    total = 0.0
    for part in expected.parts():
        across = _overlap(place.west, place.east, part.west - MARGIN_DEG, part.east + MARGIN_DEG)
        along = _overlap(place.south, place.north, part.south - MARGIN_DEG, part.north + MARGIN_DEG)
        total += across * along
    return min(1.0, total)


def is_in_area_of_use(place: Footprint, crs: QgsCoordinateReferenceSystem) -> bool:
    """Return whether the area a CRS is made for meets a layer; True where no area is known."""
    area = crs.bounds()
    if area.isNull() or area.isEmpty():
        return True
    if area.xMinimum() > area.xMaximum():
        return True
    grown = area.buffered(MARGIN_DEG)
    return grown.intersects(QgsRectangle(place.west, place.south, place.east, place.north))


def is_made_for(crs: QgsCoordinateReferenceSystem, expected: BBox) -> bool:
    """Return whether the area a CRS is made for meets an extent; True where no area is known."""
    parts = [Footprint(*part.as_tuple()) for part in expected.parts()]
    return any(is_in_area_of_use(part, crs) for part in parts)


def centre_of(expected: BBox) -> QgsPointXY:
    """Return longitude and latitude of the middle of an extent, degrees."""
    longitude = expected.west + expected.width_deg / 2
    longitude = longitude - 360 if longitude > 180 else longitude
    return QgsPointXY(longitude, (expected.south + expected.north) / 2)


def distance_m(one: QgsPointXY, two: QgsPointXY) -> float:
    """Return the metres between two points in lon/lat degrees, on the WGS 84 ellipsoid."""
    return _wgs84_measure().measureLine(one, two)


def direction(start: QgsPointXY, end: QgsPointXY) -> str:
    """Return the compass direction, in eight points, in which ``end`` is seen from ``start``.

    In the user's language, as it stands behind a distance: "195 m northeast".
    """
    degrees = math.degrees(_wgs84_measure().bearing(start, end))
    return tr(_COMPASS[round(degrees / 45) % len(_COMPASS)])


def _wgs84_measure() -> QgsDistanceArea:
    measure = QgsDistanceArea()
    measure.setEllipsoid("EPSG:7030")
    return measure


def _transformed(
    extent: QgsRectangle, transform: QgsCoordinateTransform
) -> tuple[float, float, float, float] | None:
    try:
        box = _transformed_box(extent, transform)
    except QgsCsException:
        return None
    bounds = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    if not all(math.isfinite(bound) for bound in bounds):
        return None
    west, south, east, north = bounds
    east = east + 360 if west > east else east
    if south < -90 - MARGIN_DEG or north > 90 + MARGIN_DEG or west < -360 or east > 540:
        return None
    return _normal_longitudes(west, east, south, north)


def _transformed_box(extent: QgsRectangle, transform: QgsCoordinateTransform) -> QgsRectangle:
    if not is_pinned_the_other_way(transform):
        return transform.transformBoundingBox(extent, Qgis.TransformDirection.Forward, True)
    box = QgsRectangle()
    for column, row in product(range(_GRID + 1), repeat=2):
        x = extent.xMinimum() + extent.width() * column / _GRID
        y = extent.yMinimum() + extent.height() * row / _GRID
        box.combineExtentWith(transform.transform(QgsPointXY(x, y)))
    return box


def _normal_longitudes(
    west: float, east: float, south: float, north: float
) -> tuple[float, float, float, float]:
    """Bring data written in 0..360 degrees to the longitudes that records use."""
    turns = 360 * round((west + east) / 2 / 360)
    return (west - turns, south, east - turns, north)


def _overlap(low: float, high: float, outer_low: float, outer_high: float) -> float:
    if high - low < _FLAT_DEG:
        return 1.0 if outer_low <= low <= outer_high else 0.0
    return max(0.0, min(high, outer_high) - max(low, outer_low)) / (high - low)


def _share_covered(place: Footprint, expected: BBox) -> float:
    shares = [
        _overlap(part.west, part.east, place.west - MARGIN_DEG, place.east + MARGIN_DEG)
        * _overlap(part.south, part.north, place.south - MARGIN_DEG, place.north + MARGIN_DEG)
        for part in expected.parts()
    ]
    return min(shares)
