"""What can be said of a CRS before anything is downloaded: the record against itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem

from secims_qgis.crs.position import is_made_for
from secims_qgis.crs.spelling import authid_in_text

if TYPE_CHECKING:
    from secims_qgis.model import BBox, CrsRef

NOT_STATED = "not_stated"
UNKNOWN = "unknown"
ELSEWHERE = "elsewhere"
CHECKABLE = "checkable"


def promise_of(declared: CrsRef | None, expected: BBox | None) -> str:
    """Return how well a record's CRS goes with its extent: no network, no file.

    ``not_stated``: it names none. ``unknown``: it names one that QGIS does not know. ``elsewhere``: the
    CRS is made for an area that its extent does not meet. ``checkable``: nothing speaks against it.
    """
    if declared is None:
        return NOT_STATED
    crs = QgsCoordinateReferenceSystem(declared.authid or authid_in_text(declared.text) or "")
    if not crs.isValid():
        return UNKNOWN
    if expected is not None and not is_made_for(crs, expected):
        return ELSEWHERE
    return CHECKABLE
