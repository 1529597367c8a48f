"""A few features far from all others: they stretch an extent until it says nothing about the rest.

Points without coordinates at 0, 0, a digit too many, a sketch beside the map. The check looks at where
most of the features lie, and says so.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from qgis.core import QgsFeatureRequest, QgsRectangle, QgsVectorLayer

from secims_qgis.crs.position import footprint
from secims_qgis.crs.words import sentences
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.crs.reading import Reading

FEATURES_MAX, VERTICES_MAX = 500, 20_000
FEWEST = 3
MOST_STRAYS = 0.25
"""With more, the layer is one of two places, and nobody knows which is meant."""
FAR = 20
"""A stray lies farther from the middle than half of the features, by this factor."""
_PROVIDERS = frozenset({"ogr", "delimitedtext", "memory"})


def without_strays(layer: QgsMapLayer, reading: Reading) -> Reading | None:
    """Return a reading of where most features lie; None where that is no other place than the layer's.

    Reads the first features of a local layer, on the thread that owns it.
    """
    if not isinstance(layer, QgsVectorLayer) or layer.providerType() not in _PROVIDERS:
        return None
    boxes = _boxes(layer)
    near = _together(boxes)
    if len(near) < FEWEST or len(near) < (1 - MOST_STRAYS) * len(boxes):
        return None
    extent = QgsRectangle(near[0])
    for box in near[1:]:
        extent.combineExtentWith(box)
    if reading.extent is None or reading.extent == extent:
        return None
    note = tr("Features far from most others were left out of account: {strays} of {count} that were read.")
    note = note.format(strays=len(boxes) - len(near), count=len(boxes))
    place = footprint(extent, reading.crs, reading.context) if reading.crs.isValid() else None
    return replace(reading, extent=extent, place=place, note=sentences(reading.note, note))


def _boxes(layer: QgsVectorLayer) -> list[QgsRectangle]:
    boxes: list[QgsRectangle] = []
    vertices = 0
    for feature in layer.getFeatures(QgsFeatureRequest().setNoAttributes().setLimit(FEATURES_MAX)):
        geometry = feature.geometry()
        box = geometry.boundingBox()
        if geometry.isEmpty() or not box.isFinite():
            continue
        boxes.append(box)
        vertices += geometry.constGet().nCoordinates()
        if vertices > VERTICES_MAX:
            break
    return boxes


def _together(boxes: list[QgsRectangle]) -> list[QgsRectangle]:
    """Return the boxes near the median one, measured by how far half of them lie from it."""
    if not boxes:
        return []
    near = boxes
    for middle in (lambda box: box.center().x(), lambda box: box.center().y()):
        at = median(map(middle, boxes))
        reach = FAR * median(abs(middle(box) - at) for box in boxes)
        near = [box for box in near if abs(middle(box) - at) <= reach]
    return near
