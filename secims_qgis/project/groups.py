"""One group per record in the layer tree, its layers in drawing order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsLayerTree,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsMapLayer,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorTileLayer,
    QgsWkbTypes,
)

from secims_qgis.project.names import first_name
from secims_qgis.project.provenance import CATALOGUE, RECORD_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qgis.core import QgsProject

    from secims_qgis.model import Record

_GEOMETRY_RANKS = {
    QgsWkbTypes.GeometryType.PointGeometry: 0,
    QgsWkbTypes.GeometryType.LineGeometry: 1,
    QgsWkbTypes.GeometryType.PolygonGeometry: 2,
    QgsWkbTypes.GeometryType.UnknownGeometry: 2,
    QgsWkbTypes.GeometryType.NullGeometry: 5,
}
_VECTOR_TILES, _RASTER, _TABLE = 3, 4, 5


def record_group(project: QgsProject, record: Record, catalogue_url: str) -> QgsLayerTreeGroup:
    """Return the group of a record, made on top of the layer tree where there is none yet.

    It is known by its properties, or by those of its layers (Processing makes groups without), so it
    may have been renamed and moved since.
    """
    root = project.layerTreeRoot()
    for group in _groups_below(root):
        if _is_of_record(group, (record.id, catalogue_url)) or _holds_record(group, record.id):
            return group
    group = root.insertGroup(0, first_name(record.title, record.id, "Record"))
    group.setCustomProperty(RECORD_ID, record.id)
    group.setCustomProperty(CATALOGUE, catalogue_url)
    return group


def _is_of_record(group: QgsLayerTreeGroup, key: tuple[str, str]) -> bool:
    return (group.customProperty(RECORD_ID), group.customProperty(CATALOGUE, "")) == key


def _holds_record(group: QgsLayerTreeGroup, record_id: str) -> bool:
    """Return whether a group that nobody marked has layers, all of them of this record."""
    layers = [child.layer() for child in group.children() if QgsLayerTree.isLayer(child)]
    if group.customProperty(RECORD_ID) or not layers:
        return False
    return all(layer is not None and layer.customProperty(RECORD_ID) == record_id for layer in layers)


def insert_in_order(group: QgsLayerTreeGroup, layer: QgsMapLayer) -> QgsLayerTreeLayer:
    """Put a layer into a group: points over lines over polygons over tiles over rasters over tables.

    Among its kind the newest lies on top.
    """
    rank = drawing_rank(layer)
    for index, child in enumerate(group.children()):
        below = child.layer() if QgsLayerTree.isLayer(child) else None
        if below is not None and drawing_rank(below) >= rank:
            return group.insertLayer(index, layer)
    return group.insertLayer(-1, layer)


def drawing_rank(layer: QgsMapLayer) -> int:
    """Return how far down a layer is drawn, so that it hides none of the others."""
    if isinstance(layer, QgsVectorLayer):
        return _GEOMETRY_RANKS.get(layer.geometryType(), _TABLE)
    if isinstance(layer, QgsVectorTileLayer):
        return _VECTOR_TILES
    return _RASTER if isinstance(layer, QgsRasterLayer) else _VECTOR_TILES


def _groups_below(group: QgsLayerTreeGroup) -> Iterator[QgsLayerTreeGroup]:
    for child in group.children():
        if QgsLayerTree.isGroup(child):
            yield child
            yield from _groups_below(child)
