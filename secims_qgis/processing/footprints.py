"""The extents of records as features."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import QMetaType

if TYPE_CHECKING:
    from secims_qgis.model import BBox, Record

FOOTPRINT_CRS = "EPSG:4326"
_TEXTS = ("id", "title", "organisation", "updated")
_FLAGS = ("live", "download")


def footprint_fields() -> QgsFields:
    """Return the attributes: texts, then whether there is live access and a file."""
    fields = QgsFields()
    for name in _TEXTS:
        fields.append(QgsField(name, QMetaType.Type.QString))
    for name in _FLAGS:
        fields.append(QgsField(name, QMetaType.Type.Bool))
    return fields


def footprints(records: Iterable[Record]) -> Iterator[QgsFeature]:
    """Return a multipolygon in degrees for each record that has an extent.

    One that crosses the antimeridian has two parts (RFC 7946, section 3.1.9).
    """
    fields = footprint_fields()
    for record in records:
        if record.bbox is None:
            continue
        feature = QgsFeature(fields)
        feature.setGeometry(_geometry(record.bbox))
        feature.setAttributes(
            [
                record.id,
                record.title,
                record.organisation,
                record.updated,
                record.has_live_access,
                record.has_download,
            ]
        )
        yield feature


def _geometry(extent: BBox) -> QgsGeometry:
    return QgsGeometry.fromMultiPolygonXY([[_ring(part)] for part in extent.parts()])


def _ring(box: BBox) -> list[QgsPointXY]:
    """Return the closed ring, counter-clockwise."""
    west, south, east, north = box.as_tuple()
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return [QgsPointXY(x, y) for x, y in corners]
