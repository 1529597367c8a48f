"""The reference systems met around Saint Lucia: their short names, and which to try on odd data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs.candidates import known_crs
from secims_qgis.model import BBox
from secims_qgis.translation import mark, tr

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

SHORT_NAMES = {crs.authid: crs.short_name for crs in known_crs()}
"""What people here call a CRS; the BWI grid without an island is Saint Lucia's."""

CANDIDATES = tuple(crs.authid for crs in known_crs() if crs.is_tried)
"""The CRSs to try on coordinates that do not fit the one they claim, likeliest first.

The grids of the British West Indies share one projection and differ only in the datum, so each
counts only inside its own area of use.
"""

GRIDS = frozenset(
    {
        mark("BWI grid"),
        mark("BWI grid of Anguilla"),
        mark("BWI grid of Antigua"),
        mark("BWI grid of Dominica"),
        mark("BWI grid of Grenada"),
        mark("BWI grid of Montserrat"),
        mark("BWI grid of St Kitts"),
        mark("BWI grid of St Vincent"),
        mark("BWI grid of Barbados"),
        mark("Barbados National Grid"),
    }
)
"""Short names that are words: they are translated, and take an article in a sentence."""

WGS84_LONLAT = frozenset({"EPSG:4326", "OGC:CRS84"})
"""The same coordinates for QGIS, which always hands out longitude first."""

SAINT_LUCIA = BBox(-61.09, 13.70, -60.86, 14.12)
"""The country with its islets, degrees. Only a hint where a record has no extent of its own."""


def short_name(crs: QgsCoordinateReferenceSystem) -> str:
    """Return what people call this CRS: ``BWI grid``, ``UTM 20N``, or QGIS's own description."""
    name = SHORT_NAMES.get(crs.authid())
    return tr(name) if name else crs.description() or tr("a CRS without a name")


def listed_name(crs: QgsCoordinateReferenceSystem) -> str:
    """Return short name and code for a list of facts: ``BWI grid, EPSG:2006``."""
    return f"{short_name(crs)}, {crs.authid()}" if crs.authid() else short_name(crs)


def name_in_text(crs: QgsCoordinateReferenceSystem) -> str:
    """Return short name and code for the middle of a sentence: ``the BWI grid (EPSG:2006)``."""
    name = short_name(crs)
    if SHORT_NAMES.get(crs.authid()) in GRIDS:
        name = tr("the {grid}").format(grid=name)
    return f"{name} ({crs.authid()})" if crs.authid() else name


def code_or_name(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the code alone, ``EPSG:2006``, or the name of a CRS that has none."""
    return crs.authid() or short_name(crs)
