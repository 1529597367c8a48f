"""CRS as GDAL wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osgeo import osr

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem


def srs_of(crs: QgsCoordinateReferenceSystem) -> Any:
    """Return a CRS for GDAL, x before y; None for an invalid one. OGC:CRS84 is kept as EPSG:4326."""
    from qgis.core import QgsCoordinateReferenceSystem

    if not crs.isValid():
        return None
    srs = osr.SpatialReference()
    authority, _, code = crs.authid().partition(":")
    if crs.authid() == "OGC:CRS84":
        authority, code = "EPSG", "4326"
    if authority == "EPSG":
        srs.ImportFromEPSG(int(code))
    else:
        srs.ImportFromWkt(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL))
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs
