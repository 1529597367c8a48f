"""OGC:CRS84, met once where it stays."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem

LON_LAT = frozenset({"OGC:CRS84", "EPSG:4326"})
"""Codes of longitude and latitude of WGS 84, which QGIS draws x before y alike."""
CRS84_URI = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def meet_lon_lat() -> bool:
    """Let QGIS read the address of CRS84 on the main thread; return whether it knows it.

    QGIS 3.40 keeps a CRS under the address by which it was first met, and what it keeps dies with the
    thread that met it. Met by the first worker that opens a service, CRS84 stays "valid" afterwards but
    transforms nothing: layers then lie somewhere in degrees.
    """
    return QgsCoordinateReferenceSystem.fromOgcWmsCrs(CRS84_URI).isValid()
