"""Is a layer drawn where its record says? If not, why, and what mends it.

::

    layer + record -> reading -> judge -> CrsReport -> apply_remedy -> CrsChange.undo
"""

from __future__ import annotations

from secims_qgis.crs.change import CRS_REMEDY_PROPERTY, CrsChange, last_change
from secims_qgis.crs.check import check_crs
from secims_qgis.crs.copy_order import needs_copy, plan_copy
from secims_qgis.crs.corrected_copy import write_copy
from secims_qgis.crs.declared import declared_crs
from secims_qgis.crs.facts import headline
from secims_qgis.crs.names import CANDIDATES, SAINT_LUCIA, SHORT_NAMES
from secims_qgis.crs.remedies import apply_remedy, use_copy
from secims_qgis.crs.titles import title_in_words

__all__ = [
    "CANDIDATES",
    "CRS_REMEDY_PROPERTY",
    "SAINT_LUCIA",
    "SHORT_NAMES",
    "CrsChange",
    "apply_remedy",
    "check_crs",
    "declared_crs",
    "headline",
    "last_change",
    "needs_copy",
    "plan_copy",
    "title_in_words",
    "use_copy",
    "write_copy",
]
