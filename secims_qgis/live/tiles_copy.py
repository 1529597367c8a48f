"""Copies of vector tile layers: QGIS's own copy leaves out tile matrix set, CRS and extent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qgis.core import QgsReadWriteContext, QgsRectangle, QgsVectorTileLayer
from qgis.PyQt.QtXml import QDomDocument

from secims_qgis.live.extent import EXTENT, keep_extent

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer


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


def _copy_matrix_set(original: QgsVectorTileLayer, copy: QgsVectorTileLayer) -> None:
    context, document = QgsReadWriteContext(), QDomDocument()
    element = original.tileMatrixSet().writeXml(document, context)
    copy.tileMatrixSet().readXml(element, context)
    copy.setCrs(original.crs())
