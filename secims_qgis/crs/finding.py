"""What one rule of the check concludes; check_crs turns it into the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secims_qgis.crs.file_remedies import file_remedies
from secims_qgis.crs.names import SAINT_LUCIA
from secims_qgis.crs.position import Footprint, centre_of, direction, distance_m, share_inside
from secims_qgis.crs.words import distance
from secims_qgis.model import CrsVerdict, Remedy, RemedyAction

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from secims_qgis.crs.reading import Candidate, Reading

STILL_M = 0.01
"""Nearer than this is the same place; transformations there and back differ by micrometres."""

LEAVE = Remedy(RemedyAction.LEAVE, "Leave as it is", "Keeps a note on the layer and asks no more.")


@dataclass(frozen=True)
class Finding:
    """Verdict and reasons.

    ``fitting`` is the CRS in which the coordinates fall where they should, None where none does.
    ``displacement`` says how a layer is drawn wrong ("208 km too far west"), empty where it is not.
    """

    verdict: CrsVerdict
    explanation: str
    remedies: tuple[Remedy, ...] = ()
    fitting: QgsCoordinateReferenceSystem | None = None
    displacement: str = ""
    has_rivals: bool = False
    """Whether the coordinates fit other CRSs as well as ``fitting``."""
    is_confirmed: bool = False
    """Whether a trusted layer was compared."""


def remedies_for(reading: Reading, candidates: list[Candidate]) -> tuple[Remedy, ...]:
    """Offer the CRSs that fit, best first, a corrected copy, a label for the file, and to leave it.

    A CRS without a code cannot be named in a remedy.
    """
    changes = crs_changes(reading, candidates)
    best = [item for item in candidates if item.crs.authid()][:1]
    in_files = [remedy for item in best for remedy in file_remedies(reading, item)]
    return (*changes, *in_files, LEAVE)


def crs_changes(reading: Reading, candidates: list[Candidate]) -> tuple[Remedy, ...]:
    """Offer only the CRSs that fit, best first."""
    settable = [item for item in candidates if item.crs.authid()]
    return tuple(_set_layer_crs(reading, item, settable[0]) for item in settable)


def _set_layer_crs(reading: Reading, candidate: Candidate, best: Candidate) -> Remedy:
    code = candidate.crs.authid()
    moves = movement(reading.place, candidate.place)
    return Remedy(
        RemedyAction.SET_LAYER_CRS,
        f"Set layer CRS to {code}",
        f"{moves}{goal(reading, candidate.place)}{_beside(candidate, best)}. "
        f"The {reading.source} stays as it is.",
        code,
    )


def _beside(candidate: Candidate, best: Candidate) -> str:
    """Say what choosing the second best would change."""
    start, end = best.place.centre, candidate.place.centre
    if candidate is best or distance_m(start, end) < STILL_M:
        return ""
    there = f"{distance(distance_m(start, end))} {direction(start, end)}"
    return f", {there} of where {best.crs.authid()} puts it"


def movement(start: Footprint | None, end: Footprint) -> str:
    """Say which way a layer would go."""
    if start is None:
        return "Puts the layer"
    metres = distance_m(start.centre, end.centre)
    if metres < STILL_M:
        return "Keeps the layer where it is"
    return f"Moves the layer {distance(metres)} {direction(start.centre, end.centre)}"


def goal(reading: Reading, place: Footprint) -> str:
    """Say where a layer would be then."""
    if share_inside(place, SAINT_LUCIA) > 0.99:
        return ", onto Saint Lucia" if reading.place else " onto Saint Lucia"
    inside = f"into {reading.compared_with}" if reading.expected else "to where it belongs"
    return f", {inside}" if reading.place else f" {inside}"


def offset_m(reading: Reading) -> float | None:
    """Return the metres from the middle of the extent that is expected to that of the layer."""
    if reading.place is None or reading.expected is None:
        return None
    return distance_m(centre_of(reading.expected), reading.place.centre)


def displacement(reading: Reading, right: Footprint | None) -> str:
    """Say how far and which way a layer is drawn from where it should be.

    ``right`` is where the coordinates fall in the CRS that fits; without one, the centre of the
    record's extent stands for it. Empty where nothing is known.
    """
    if reading.place is None:
        return ""
    if right is not None:
        target = right.centre
    elif reading.expected is not None:
        target = centre_of(reading.expected)
    else:
        return ""
    metres = distance_m(target, reading.place.centre)
    return f"{distance(metres)} too far {direction(target, reading.place.centre)}"
