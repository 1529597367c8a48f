"""What a comparison with a trusted layer adds to a finding: proof, or a shift that no extent shows."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem

from secims_qgis.crs.confidence import datum_apart_m
from secims_qgis.crs.finding import Finding, leave, remedies_for, too_far
from secims_qgis.crs.names import CANDIDATES, name_in_text
from secims_qgis.crs.phrases import says
from secims_qgis.crs.position import distance_m
from secims_qgis.crs.reading import Candidate
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.words import distance, sentences
from secims_qgis.model import CrsVerdict
from secims_qgis.translation import tr

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
    name = tr("“{name}”").format(name=offset.name) if offset.name else tr("the reference")
    if offset.distance_m <= max(CLOSE_M, 3 * offset.spread_m):
        words = tr("Compared with {name}, it lies where it should, to {distance}.")
        words = words.format(name=name, distance=distance(max(offset.distance_m, 1.0)))
        explanation = sentences(words, finding.explanation)
        return replace(
            finding, verdict=CrsVerdict.OK, explanation=explanation, remedies=(), is_confirmed=True
        )
    away = too_far(offset.distance_m, offset.direction)
    known = _explaining(reading, offset)
    if known:
        best = known[0]
        explanation = tr("Drawn {away}, compared with {name}: {says}, but {crs} would put it right.").format(
            away=away,
            name=name,
            says=says(reading, name_in_text(reading.crs)),
            crs=name_in_text(best.crs),
        )
        remedies = remedies_for(reading, known)
        return Finding(CrsVerdict.WRONG_BUT_KNOWN, explanation, remedies, best.crs, away, is_confirmed=True)
    drawn = tr("Drawn {away}, compared with {name}.").format(away=away, name=name)
    explanation = sentences(drawn, _left_out(reading, offset))
    return Finding(CrsVerdict.WRONG_PLACE, explanation, (leave(),), displacement=away, is_confirmed=True)


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
    text = tr(
        "That is what a datum shift makes that was left out, {distance} here: ask the organisation how the "
        "coordinates were transformed."
    )
    return text.format(distance=distance(shift))
