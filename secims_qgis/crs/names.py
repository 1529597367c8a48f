"""The reference systems met around Saint Lucia: their short names, and which to try on odd data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.model import BBox

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

SHORT_NAMES = {
    "EPSG:4326": "WGS 84",
    "OGC:CRS84": "WGS 84",
    "EPSG:2006": "BWI grid",
    "EPSG:32620": "UTM 20N",
    "EPSG:4606": "St. Lucia 1955",
    "EPSG:3857": "Web Mercator",
    "EPSG:2000": "BWI grid of Anguilla",
    "EPSG:2001": "BWI grid of Antigua",
    "EPSG:2002": "BWI grid of Dominica",
    "EPSG:2003": "BWI grid of Grenada",
    "EPSG:2004": "BWI grid of Montserrat",
    "EPSG:2005": "BWI grid of St Kitts",
    "EPSG:2007": "BWI grid of St Vincent",
    "EPSG:21291": "BWI grid of Barbados",
    "EPSG:21292": "Barbados National Grid",
}
"""What people here call a CRS; the BWI grid without an island is Saint Lucia's."""

CANDIDATES = (
    "EPSG:4326",
    "EPSG:2006",
    "EPSG:32620",
    "EPSG:4606",
    "EPSG:3857",
    "EPSG:2000",
    "EPSG:2001",
    "EPSG:2002",
    "EPSG:2003",
    "EPSG:2004",
    "EPSG:2005",
    "EPSG:2007",
    "EPSG:21291",
    "EPSG:21292",
)
"""The CRSs to try on coordinates that do not fit the one they claim, likeliest first.

The grids of the British West Indies share one projection and differ only in the datum, so each
counts only inside its own area of use.
"""

WGS84_LONLAT = frozenset({"EPSG:4326", "OGC:CRS84"})
"""The same coordinates for QGIS, which always hands out longitude first."""

SAINT_LUCIA = BBox(-61.09, 13.70, -60.86, 14.12)
"""The country with its islets, degrees. Only a hint where a record has no extent of its own."""


def short_name(crs: QgsCoordinateReferenceSystem) -> str:
    """Return what people call this CRS: ``BWI grid``, ``UTM 20N``, or QGIS's own description."""
    return SHORT_NAMES.get(crs.authid()) or crs.description() or "a CRS without a name"


def listed_name(crs: QgsCoordinateReferenceSystem) -> str:
    """Return short name and code for a list of facts: ``BWI grid, EPSG:2006``."""
    return f"{short_name(crs)}, {crs.authid()}" if crs.authid() else short_name(crs)


def name_in_text(crs: QgsCoordinateReferenceSystem) -> str:
    """Return short name and code for the middle of a sentence: ``the BWI grid (EPSG:2006)``."""
    name = short_name(crs)
    article = "the " if crs.authid() in SHORT_NAMES and "grid" in name.lower() else ""
    return f"{article}{name} ({crs.authid()})" if crs.authid() else name


def code_or_name(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the code alone, ``EPSG:2006``, or the name of a CRS that has none."""
    return crs.authid() or short_name(crs)
