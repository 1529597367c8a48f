"""How far a layer lies from one that is trusted: the only way to see a shift that no extent shows.

The two need not have the same points: any lines or outlines of the same things will do. All offsets
vote, the one that most points of the layer agree on wins, and is then refined.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)

from secims_qgis.crs.position import direction, wgs84

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Union

    from qgis.core import QgsVectorLayer, QgsVectorLayerFeatureSource

    Source = Union[QgsVectorLayer, QgsVectorLayerFeatureSource]

REACH_M = 1500.0
"""The grids of the islands differ by up to 1.1 km; what lies farther off is seen without a reference."""
BIN_M = 20.0
LAYER_POINTS, REFERENCE_POINTS = 1200, 30_000
FEWEST_POINTS = 12
"""Fewer find roads nearby at many offsets."""
LEAST_SHARE = 0.5
"""Of the layer's points that must agree, or nothing is concluded."""
RIVAL_SHARE = 0.75
"""Of the points for an offset that may agree with one elsewhere, or nothing is concluded either."""
_PEAK_BINS = 4
_SEMI_MAJOR_M, _ECCENTRICITY_2 = 6378137.0, 0.00669437999014


@dataclass(frozen=True)
class ReferenceOffset:
    """Where a layer lies, seen from the reference: metres east and north of it.

    ``share`` of the layer's points agree, ``spread_m`` is how far they scatter (median distance).
    """

    east_m: float
    north_m: float
    share: float
    spread_m: float
    name: str = ""

    @property
    def distance_m(self) -> float:
        """Metres from where the reference has the same things."""
        return math.hypot(self.east_m, self.north_m)

    @property
    def direction(self) -> str:
        """The compass direction in which the layer lies off."""
        return direction(QgsPointXY(0, 0), QgsPointXY(self.east_m / 1e5, self.north_m / 1e5))


def measure_offset(
    layer: tuple[Source, QgsCoordinateReferenceSystem],
    reference: tuple[Source, QgsCoordinateReferenceSystem],
    context: QgsCoordinateTransformContext,
    name: str = "",
    *,
    to_the_end: bool = False,
) -> ReferenceOffset | None:
    """Compare a layer with a trusted one; None where they show nothing in common within 1.5 km.

    Both as features and the CRS to read them in; reads the features, so it blocks: on any thread, for
    feature sources, else on that of the layers. ``to_the_end`` reads on where enough is known, as it must
    where one of the two :func:`is_downloaded`.
    """
    points = _points(layer, context, (LAYER_POINTS, to_the_end), None)
    if len(points) < FEWEST_POINTS:
        return None
    around = _grown(points)
    trusted = _points(reference, context, (REFERENCE_POINTS, to_the_end), around)
    if len(trusted) < FEWEST_POINTS:
        return None
    origin = points.mean(axis=0)
    here, there = _metres(points, origin), _metres(trusted, origin)
    agreed = _most_agreed(here, there)
    if agreed is None:
        return None
    offset = _refined(here, there, agreed)
    distances = _nearest(here - offset, there)[1]
    share, spread_m = float((distances < BIN_M).mean()), float(np.median(distances))
    found = ReferenceOffset(float(offset[0]), float(offset[1]), share, spread_m, name)
    is_sure = share >= LEAST_SHARE and spread_m < BIN_M and found.distance_m <= REACH_M
    return found if is_sure else None


def is_downloaded(layer: QgsVectorLayer) -> bool:
    """Return whether QGIS fetches features on a thread of its own; dropping those halfway can crash it."""
    return layer.providerType() in {"OAPIF", "WFS"}


def _points(
    read: tuple[Source, QgsCoordinateReferenceSystem],
    context: QgsCoordinateTransformContext,
    limit: tuple[int, bool],
    around: QgsRectangle | None,
) -> np.ndarray:
    """Return vertices in degrees; those of a reference close together, so that lines are whole."""
    (source, crs), (most, to_the_end) = read, limit
    transform = QgsCoordinateTransform(crs, wgs84(), context)
    transform.setBallparkTransformsAreAppropriate(True)
    request = QgsFeatureRequest().setNoAttributes()
    if around is not None:
        request.setDestinationCrs(wgs84(), context)
        request.setFilterRect(around)
    found: list[tuple[float, float]] = []
    for feature in source.getFeatures(request):
        if len(found) > 40 * most:
            if to_the_end:
                continue
            break
        geometry = QgsGeometry(feature.geometry())
        try:
            if around is None:
                geometry.transform(transform)
            else:
                geometry = _outline_within(geometry, around)
        except QgsCsException:
            continue
        found += [(point.x(), point.y()) for point in geometry.vertices()]
    every = max(1, math.ceil(len(found) / most))
    return np.array(found[::every] if around is None else found, dtype=float).reshape(-1, 2)


def _outline_within(geometry: QgsGeometry, around: QgsRectangle) -> QgsGeometry:
    """Return the part of lines or outlines in an extent, with a point every 10 m.

    Cut first: the coast of a whole continent would not fit into memory. As lines, or the cut of an area
    would count for its outline.
    """
    if geometry.type() == Qgis.GeometryType.Polygon:
        geometry = geometry.convertToType(Qgis.GeometryType.Line, True)
    return geometry.clipped(around).densifyByDistance(BIN_M / 2 / 111_000)


def _grown(points: np.ndarray) -> QgsRectangle:
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    return QgsRectangle(west, south, east, north).buffered(REACH_M / 100_000)


def _metres(degrees: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """Return metres east and north of the origin; on a plane, which is true enough over an island."""
    latitude = math.radians(origin[1])
    flat = 1 - _ECCENTRICITY_2 * math.sin(latitude) ** 2
    east = _SEMI_MAJOR_M / math.sqrt(flat) * math.cos(latitude)
    north = _SEMI_MAJOR_M * (1 - _ECCENTRICITY_2) / flat**1.5
    return np.radians(degrees - origin) * np.array([east, north])


def _most_agreed(here: np.ndarray, there: np.ndarray) -> np.ndarray | None:
    """Return the offset, to a bin of 20 m, that most points of the layer could have.

    None where another offset would do nearly as well: few points find a road nearby wherever they are.
    """
    side = int(2 * REACH_M / BIN_M) + 1
    votes = np.zeros((side - 1, side - 1), dtype=np.int32)
    for point in here:
        apart = point - there
        near = apart[(np.abs(apart) < REACH_M).all(axis=1)]
        bins = np.floor((near + REACH_M) / BIN_M).astype(np.int64)
        seen = np.zeros((side, side), dtype=bool)
        seen[bins[:, 0], bins[:, 1]] = True
        # A place on the edge of two bins counts for both.
        votes += seen[:-1, :-1] | seen[1:, :-1] | seen[:-1, 1:] | seen[1:, 1:]
    column, row = (int(place) for place in np.unravel_index(int(votes.argmax()), votes.shape))
    most = int(votes[column, row])
    left, top = max(0, column - _PEAK_BINS), max(0, row - _PEAK_BINS)
    votes[left : column + _PEAK_BINS + 1, top : row + _PEAK_BINS + 1] = 0
    if votes.max() > RIVAL_SHARE * most:
        return None
    return np.array([column + 1, row + 1]) * BIN_M - REACH_M


def _refined(here: np.ndarray, there: np.ndarray, offset: np.ndarray) -> np.ndarray:
    for reach_m in (60.0, 40.0, 30.0, 20.0, 20.0, 15.0, 15.0, 10.0, 10.0, 10.0):
        nearest, distances = _nearest(here - offset, there)
        close = distances < reach_m
        if close.sum() < FEWEST_POINTS / 2:
            return offset
        offset = offset + np.mean((here - offset - there[nearest])[close], axis=0)
    return offset


def _nearest(here: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each point the number of the nearest of the others, and its distance."""
    numbers, distances = np.empty(len(here), dtype=np.int64), np.empty(len(here))
    for place, chunk in _chunks(here, 100):
        squares = ((chunk[:, None, :] - there[None, :, :]) ** 2).sum(axis=2)
        best = squares.argmin(axis=1)
        numbers[place : place + len(chunk)] = best
        distances[place : place + len(chunk)] = np.sqrt(squares[np.arange(len(chunk)), best])
    return numbers, distances


def _chunks(points: np.ndarray, size: int) -> Iterator[tuple[int, np.ndarray]]:
    for start in range(0, len(points), size):
        yield start, points[start : start + size]
