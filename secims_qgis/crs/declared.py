"""Which of the CRSs that a record names is meant for a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem

from secims_qgis.crs.same import is_same_crs

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.model import CrsRef, Distribution, Record


def declared_crs(record: Record, distribution: Distribution, layer: QgsMapLayer) -> CrsRef | None:
    """Return the CRS that the catalogue states for a layer, or None.

    That of the distribution, where it has one. A record may name several, for files in several CRSs
    (ISO 19115, referenceSystemInfo); then it is the layer's own, if it is among them, else the first.
    """
    if distribution.crs is not None:
        return distribution.crs
    for ref in record.crs:
        if ref.authid and is_same_crs(QgsCoordinateReferenceSystem(ref.authid), layer.crs()):
            return ref
    return record.crs[0] if record.crs else None
