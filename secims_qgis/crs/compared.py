"""What a comparison with a trusted layer adds to a finding: proof, or a shift that no extent shows."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem

from secims_qgis.crs.confidence import datum_apart_m
from secims_qgis.crs.finding import LEAVE, Finding, remedies_for
from secims_qgis.crs.names import CANDIDATES, name_in_text
from secims_qgis.crs.position import distance_m
from secims_qgis.crs.reading import Candidate
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.words import distance
from secims_qgis.model import CrsVerdict

if TYPE_CHECKING:
    from qgis.core import QgsPointXY

    from secims_qgis.crs.reading import Reading
    from secims_qgis.crs.reference import ReferenceOffset

CLOSE_M = 15.0
"""Surveys of one coast differ by so much; a datum that was left out makes ten times that."""
_COMPARED = frozenset({CrsVerdict.OK, CrsVerdict.DIFFERS, CrsVerdict.NO_EXTENT})


def judge_compared(reading: Reading, finding: Finding, offset: ReferenceOffset) -> Finding:
    """Return the finding with what the reference shows; one that is grossly wrong stays as it is."""
    if reading.place is None or finding.verdict not in _COMPARED:
        return finding
    name = f"“{offset.name}”" if offset.name else "the reference"
    if offset.distance_m <= max(CLOSE_M, 3 * offset.spread_m):
        words = f"Compared with {name}, it lies where it should, to {distance(max(offset.distance_m, 1.0))}."
        explanation = f"{words} {finding.explanation}"
        return replace(
            finding, verdict=CrsVerdict.OK, explanation=explanation, remedies=(), is_confirmed=True
        )
    away = f"{distance(offset.distance_m)} too far {offset.direction}"
    known = _explaining(reading, offset)
    if known:
        best = known[0]
        explanation = (
            f"Drawn {away}, compared with {name}: the {reading.source} says {name_in_text(reading.crs)}, but "
            f"{name_in_text(best.crs)} would put it right."
        )
        remedies = remedies_for(reading, known)
        return Finding(CrsVerdict.WRONG_BUT_KNOWN, explanation, remedies, best.crs, away, is_confirmed=True)
    explanation = f"Drawn {away}, compared with {name}.{_left_out(reading, offset)}"
    return Finding(CrsVerdict.WRONG_PLACE, explanation, (LEAVE,), displacement=away, is_confirmed=True)


def _explaining(reading: Reading, offset: ReferenceOffset) -> list[Candidate]:
    """Return the CRSs, of any island, that would move the layer back by just this offset; nearest first."""
    found: list[tuple[float, Candidate]] = []
    for authid in CANDIDATES:
        crs = QgsCoordinateReferenceSystem(authid)
        place = reading.place_in(crs)
        if place is None or reading.place is None or is_same_crs(crs, reading.crs):
            continue
        rest = _rest_m(reading.place.centre, place.centre, offset)
        if rest <= CLOSE_M + 2 * offset.spread_m:
            found.append((rest, Candidate(crs, place)))
    return [candidate for _rest, candidate in sorted(found, key=lambda item: item[0])]


def _rest_m(now: QgsPointXY, then: QgsPointXY, offset: ReferenceOffset) -> float:
    """Return what would be left of the offset if the layer went from one place to the other."""
    east = math.copysign(distance_m(now, type(now)(then.x(), now.y())), then.x() - now.x())
    north = math.copysign(distance_m(now, type(now)(now.x(), then.y())), then.y() - now.y())
    return math.hypot(east + offset.east_m, north + offset.north_m)


def _left_out(reading: Reading, offset: ReferenceOffset) -> str:
    shift = datum_apart_m(reading)
    if shift is None or abs(shift - offset.distance_m) > CLOSE_M:
        return ""
    return (
        f" That is what a datum shift makes that was left out, {distance(shift)} here: ask the organisation "
        "how the coordinates were transformed."
    )
