"""What a record's extent shows that is exact: which of the island grids, and whether a datum was lost.

Catalogues often compute an extent from the data, to the metre. Compared with the true bounds of the
coordinates in each CRS it tells apart what differs by 0.1 km; a rounded one cannot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsVectorLayer,
)

from secims_qgis.crs.names import CANDIDATES
from secims_qgis.crs.position import centre_of, distance_m, wgs84
from secims_qgis.crs.reading import Candidate
from secims_qgis.crs.same import is_same_crs

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.crs.reading import Reading
    from secims_qgis.model import BBox

EXACT_M = 5.0
"""Extents with five decimals agree to about a metre."""
APART_M = 40.0
"""Nearer than this, another CRS is no better explanation."""
FEATURES_MAX, VERTICES_MAX = 2_000, 20_000
_PROVIDERS = frozenset({"ogr", "delimitedtext", "memory"})


def exact_rival(layer: QgsMapLayer, reading: Reading) -> Candidate | None:
    """Return the one CRS in which a layer's bounds are those of its record, where its own is not.

    None where the extent is rounded or missing, the layer is large or live, or nothing decides. Reads
    the features of a small layer, on the thread that owns it.
    """
    points = _points(layer, reading)
    if points is None or reading.expected is None or not reading.crs.isValid():
        return None
    own = _worst_edge_m(points, reading.crs, reading)
    if own is None or own < APART_M:
        return None
    found = []
    for authid in CANDIDATES:
        crs = QgsCoordinateReferenceSystem(authid)
        worst = _worst_edge_m(points, crs, reading)
        if worst is not None and worst <= EXACT_M and not is_same_crs(crs, reading.crs):
            found.append(crs)
    place = reading.place_in(found[0]) if len(found) == 1 else None
    return Candidate(found[0], place) if place is not None else None


def is_exact(extent: BBox | None) -> bool:
    """Return whether an extent is given to better than 0.001 degrees on at least three sides."""
    if extent is None or extent.crosses_antimeridian:
        return False
    return sum(abs(bound - round(bound, 3)) > 1e-6 for bound in extent.as_tuple()) >= 3


def _points(layer: QgsMapLayer, reading: Reading) -> QgsGeometry | None:
    is_read = isinstance(layer, QgsVectorLayer) and layer.providerType() in _PROVIDERS
    if not is_read or not is_exact(reading.expected) or layer.featureCount() > FEATURES_MAX:
        return None
    vertices: list[QgsPointXY] = []
    for feature in layer.getFeatures(QgsFeatureRequest().setNoAttributes()):
        geometry = feature.geometry()
        if geometry.isNull():
            continue
        if len(vertices) + geometry.constGet().nCoordinates() > VERTICES_MAX:
            return None
        vertices += [QgsPointXY(point) for point in geometry.vertices()]
    return QgsGeometry.fromMultiPointXY(vertices) if vertices else None


def _worst_edge_m(points: QgsGeometry, crs: QgsCoordinateReferenceSystem, reading: Reading) -> float | None:
    """Return by how many metres the side that differs most is off the record's extent."""
    if reading.expected is None:
        return None
    transform = QgsCoordinateTransform(crs, wgs84(), reading.context)
    transform.setBallparkTransformsAreAppropriate(False)
    moved = QgsGeometry(points)
    try:
        moved.transform(transform)
    except QgsCsException:
        return None
    box, extent = moved.boundingBox(), reading.expected
    middle = centre_of(extent)
    if not box.isFinite() or max(abs(box.center().x() - middle.x()), abs(box.center().y() - middle.y())) > 1:
        return None
    across = ((box.xMinimum(), extent.west), (box.xMaximum(), extent.east))
    along = ((box.yMinimum(), extent.south), (box.yMaximum(), extent.north))
    metres = [distance_m(QgsPointXY(one, middle.y()), QgsPointXY(two, middle.y())) for one, two in across]
    metres += [distance_m(QgsPointXY(middle.x(), one), QgsPointXY(middle.x(), two)) for one, two in along]
    return max(metres)
