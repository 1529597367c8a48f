"""What one rule of the check concludes; check_crs turns it into the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secims_qgis.crs import titles
from secims_qgis.crs.file_remedies import file_remedies
from secims_qgis.crs.names import SAINT_LUCIA
from secims_qgis.crs.phrases import area, of_source
from secims_qgis.crs.position import Footprint, centre_of, direction, distance_m, share_inside
from secims_qgis.crs.words import distance
from secims_qgis.model import CrsVerdict, Remedy, RemedyAction
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from secims_qgis.crs.reading import Candidate, Reading

STILL_M = 0.01
"""Nearer than this is the same place; transformations there and back differ by micrometres."""


@dataclass(frozen=True)
class Away:
    """How a layer is drawn wrong: by how many metres, and in words ("208 km too far west")."""

    metres: float
    words: str

    def __str__(self) -> str:
        """Return the words."""
        return self.words


@dataclass(frozen=True)
class Finding:
    """Verdict and reasons.

    ``fitting`` is the CRS in which the coordinates fall where they should, None where none does.
    ``displacement`` says how a layer is drawn wrong, None where it is not.
    """

    verdict: CrsVerdict
    explanation: str
    remedies: tuple[Remedy, ...] = ()
    fitting: QgsCoordinateReferenceSystem | None = None
    displacement: Away | None = None
    has_rivals: bool = False
    """Whether the coordinates fit other CRSs as well as ``fitting``."""
    is_confirmed: bool = False
    """Whether a trusted layer was compared."""


def leave() -> Remedy:
    """Offer to leave a layer as it is."""
    return Remedy(RemedyAction.LEAVE, titles.LEAVE, tr("Keeps a note on the layer and asks no more."))


def remedies_for(reading: Reading, candidates: list[Candidate]) -> tuple[Remedy, ...]:
    """Offer the CRSs that fit, best first, a corrected copy, a label for the file, and to leave it.

    A CRS without a code cannot be named in a remedy.
    """
    changes = crs_changes(reading, candidates)
    best = [item for item in candidates if item.crs.authid()][:1]
    in_files = [remedy for item in best for remedy in file_remedies(reading, item)]
    return (*changes, *in_files, leave())


def crs_changes(reading: Reading, candidates: list[Candidate]) -> tuple[Remedy, ...]:
    """Offer only the CRSs that fit, best first."""
    settable = [item for item in candidates if item.crs.authid()]
    return tuple(_set_layer_crs(reading, item, settable[0]) for item in settable)


def _set_layer_crs(reading: Reading, candidate: Candidate, best: Candidate) -> Remedy:
    code = candidate.crs.authid()
    change = movement(reading.place, candidate.place, goal(reading, candidate.place))
    effect = of_source(
        reading,
        tr("{change}. The file stays as it is."),
        tr("{change}. The service stays as it is."),
    )
    return Remedy(
        RemedyAction.SET_LAYER_CRS,
        titles.SET_LAYER_CRS.format(crs=code),
        effect.format(change=_beside(change, candidate, best)),
        code,
    )


def _beside(change: str, candidate: Candidate, best: Candidate) -> str:
    """Say what choosing the second best would change."""
    start, end = best.place.centre, candidate.place.centre
    if candidate is best or distance_m(start, end) < STILL_M:
        return change
    text = tr("{change}, {distance} {direction} of where {crs} puts it")
    there = {"distance": distance(distance_m(start, end)), "direction": direction(start, end)}
    return text.format(change=change, crs=best.crs.authid(), **there)


def movement(start: Footprint | None, end: Footprint, goal: str) -> str:
    """Say which way a layer would go, and where to."""
    if start is None:
        return tr("Puts the layer {goal}").format(goal=goal)
    metres = distance_m(start.centre, end.centre)
    if metres < STILL_M:
        return tr("Keeps the layer where it is, {goal}").format(goal=goal)
    text = tr("Moves the layer {distance} {direction}, {goal}")
    way = direction(start.centre, end.centre)
    return text.format(distance=distance(metres), direction=way, goal=goal)


def goal(reading: Reading, place: Footprint) -> str:
    """Say where a layer would be then."""
    if share_inside(place, SAINT_LUCIA) > 0.99:
        return tr("onto Saint Lucia")
    return tr("into {area}").format(area=area(reading)) if reading.expected else tr("to where it belongs")


def too_far(metres: float, direction: str) -> Away:
    """Say that a layer is drawn too far to one side."""
    text = tr("{distance} too far {direction}")
    return Away(metres, text.format(distance=distance(metres), direction=direction))


def offset_m(reading: Reading) -> float | None:
    """Return the metres from the middle of the extent that is expected to that of the layer."""
    if reading.place is None or reading.expected is None:
        return None
    return distance_m(centre_of(reading.expected), reading.place.centre)


def displacement(reading: Reading, right: Footprint | None) -> Away | None:
    """Say how far and which way a layer is drawn from where it should be.

    ``right`` is where the coordinates fall in the CRS that fits; without one, the centre of the
    record's extent stands for it. None where nothing is known.
    """
    if reading.place is None:
        return None
    if right is not None:
        target = right.centre
    elif reading.expected is not None:
        target = centre_of(reading.expected)
    else:
        return None
    metres = distance_m(target, reading.place.centre)
    return too_far(metres, direction(target, reading.place.centre))
