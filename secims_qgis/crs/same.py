"""When two reference systems mean the same coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs.names import WGS84_LONLAT

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem


def is_same_crs(one: QgsCoordinateReferenceSystem, two: QgsCoordinateReferenceSystem) -> bool:
    """Return whether two CRSs mean the same coordinates; EPSG:4326 and OGC:CRS84 do for QGIS."""
    if one.authid() in WGS84_LONLAT and two.authid() in WGS84_LONLAT:
        return True
    return one == two
