"""What vector tile layers lose when QGIS copies them or changes their source: matrix set, CRS, extent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qgis.core import QgsReadWriteContext, QgsRectangle, QgsVectorTileLayer
from qgis.PyQt.QtXml import QDomDocument

from secims_qgis.live.extent import EXTENT, keep_extent, restore_extent

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer


def complete_copy(layer: QgsMapLayer, others: Iterable[QgsMapLayer]) -> bool:
    """Give a layer that "Duplicate Layer" made what its original has; return whether it is a copy.

    The original is the first of ``others`` with the same source that the plugin made. Main thread;
    makes no request.
    """
    if not isinstance(layer, QgsVectorTileLayer) or layer.customProperty(EXTENT) is not None:
        return False
    for other in others:
        is_original = (
            isinstance(other, QgsVectorTileLayer)
            and other.id() != layer.id()
            and other.source() == layer.source()
            and other.customProperty(EXTENT) is not None
        )
        if is_original:
            _copy_matrix_set(other, layer)
            keep_extent(layer, QgsRectangle(other.extent()))
            return True
    return False


def set_source(layer: QgsMapLayer, source: str) -> None:
    """Give a layer of tiles another source and nothing else; makes no request."""
    if isinstance(layer, QgsVectorTileLayer):
        written, crs = _written_matrix_set(layer), layer.crs()
        layer.setDataSource(source, layer.name(), layer.providerType())
        _take_matrix_set(layer, written, crs)
    else:
        layer.setDataSource(source, layer.name(), layer.providerType())
    restore_extent(layer)


def _copy_matrix_set(original: QgsVectorTileLayer, copy: QgsVectorTileLayer) -> None:
    _take_matrix_set(copy, _written_matrix_set(original), original.crs())


def _written_matrix_set(layer: QgsVectorTileLayer) -> QDomDocument:
    document = QDomDocument()
    document.appendChild(layer.tileMatrixSet().writeXml(document, QgsReadWriteContext()))
    return document


def _take_matrix_set(
    layer: QgsVectorTileLayer, written: QDomDocument, crs: QgsCoordinateReferenceSystem
) -> None:
    layer.tileMatrixSet().readXml(written.documentElement(), QgsReadWriteContext())
    layer.setCrs(crs)
