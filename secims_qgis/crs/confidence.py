"""How sure a verdict is, and what no extent can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle

from secims_qgis.crs.candidates import known_crs
from secims_qgis.crs.position import distance_m, footprint, is_in_area_of_use
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.words import distance
from secims_qgis.model import Confidence, CrsVerdict
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.crs.finding import Finding
    from secims_qgis.crs.reading import Reading

_DECIDED = frozenset({CrsVerdict.WRONG_BUT_KNOWN, CrsVerdict.MISSING, CrsVerdict.SWAPPED_AXES})


def confidence_of(reading: Reading, finding: Finding) -> Confidence:
    """Return how sure a finding is.

    Two witnesses that agree, the position and the record, make it certain; position alone makes it
    likely where one CRS fits, and unsure where several do. An extent cannot prove a layer right to
    better than about a kilometre, so ``ok`` is likely at most.
    """
    if finding.is_confirmed or (finding.verdict is CrsVerdict.WRONG_PLACE and finding.fitting is None):
        return Confidence.CERTAIN  # wrong for certain; nobody knows why
    if reading.expected is None or finding.fitting is None:
        return Confidence.UNSURE
    if finding.verdict is CrsVerdict.OK:
        return Confidence.LIKELY
    declared = reading.declared.crs
    is_declared = declared is not None and is_same_crs(declared, finding.fitting)
    if finding.verdict not in _DECIDED:
        # The record and the area that a CRS is made for, against the file.
        is_other = is_declared and not is_same_crs(finding.fitting, reading.crs)
        return Confidence.LIKELY if is_other else Confidence.UNSURE
    if is_declared:
        return Confidence.CERTAIN
    return Confidence.UNSURE if finding.has_rivals else Confidence.LIKELY


def unseen_shift(reading: Reading) -> str:
    """Say what an extent cannot show: coordinates that lost their datum shift on the way to the file."""
    metres = datum_apart_m(reading)
    if metres is None:
        return ""
    text = tr(
        "Not verifiable from its extent: a datum shift that was left out earlier, {distance} here. Compare "
        "it with a layer that you trust."
    )
    return text.format(distance=distance(metres))


def datum_apart_m(reading: Reading) -> float | None:
    """Return how far the same degrees lie apart on WGS 84 and on the local datum, metres."""
    if reading.place is None or reading.place.east - reading.place.west > 1:
        return None
    centre = reading.place.centre
    spot = QgsRectangle(centre.x(), centre.y(), centre.x(), centre.y())
    for item in known_crs():
        crs = QgsCoordinateReferenceSystem(item.authid)
        if not crs.isGeographic() or item.authid in {"EPSG:4326", "OGC:CRS84"}:
            continue
        place = footprint(spot, crs, reading.context) if is_in_area_of_use(reading.place, crs) else None
        if place is not None:
            return distance_m(centre, place.centre)
    return None
