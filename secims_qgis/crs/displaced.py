"""Rules for a layer that is not where its record says: swapped, known under another CRS, or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs.file_remedies import swap_remedies
from secims_qgis.crs.finding import LEAVE, Finding, displacement, remedies_for
from secims_qgis.crs.names import SAINT_LUCIA, name_in_text
from secims_qgis.crs.position import Fit, distance_m, exchanged, fit, is_in_area_of_use, share_inside
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.words import coordinates, distance, eastings, percent
from secims_qgis.model import CrsVerdict

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from secims_qgis.crs.reading import Candidate, Reading


def judge_displaced(reading: Reading) -> Finding:
    """Find out why a layer that has a CRS and an extent is not where it should be.

    The fewest mistakes explain most: X and Y swapped, then another CRS, then both.
    """
    if _fits_exchanged(reading):
        return swapped(reading, reading.crs)
    known = [item for item in reading.candidates() if not is_same_crs(item.crs, reading.crs)]
    if known:
        return _wrong_but_known(reading, known)
    both = fitting_exchanged(reading)
    return swapped(reading, both[0].crs) if both else _wrong_place(reading)


def fitting_exchanged(reading: Reading) -> list[Candidate]:
    """Return the CRSs in which the coordinates would fit with X and Y exchanged."""
    return [] if reading.extent is None else reading.candidates(exchanged(reading.extent))


def swapped(reading: Reading, crs: QgsCoordinateReferenceSystem) -> Finding:
    """Conclude that X and Y are exchanged; ``crs`` is that in which they then fit."""
    away = displacement(reading, None)
    drawn = (
        f"as they stand, the coordinates put the layer {away}; "
        if away
        else ("as they stand, the coordinates are nowhere on earth; ")
    )
    label = "" if is_same_crs(crs, reading.crs) else _other_label(reading)
    explanation = (
        f"X and Y are swapped: {drawn}exchanged, they fit "
        f"{name_in_text(crs)}{label}.{only_a_corrected_file(reading)}{hint_note(reading)}"
    )
    remedies = (*swap_remedies(reading, crs), LEAVE)
    return Finding(CrsVerdict.SWAPPED_AXES, explanation, remedies, crs, away)


def only_a_corrected_file(reading: Reading) -> str:
    """Say that swapped axes cannot be mended from here, where that is so."""
    if swap_remedies(reading, reading.crs):
        return ""
    return f" The {reading.source} itself has to be mended; its organisation can do that."


def rivals_note(reading: Reading, candidates: list[Candidate]) -> str:
    """Say that other CRSs would fit as well as the first; empty where none does, or the record decides."""
    best, rivals = candidates[0], candidates[1:]
    if not rivals or record_names(reading, best):
        return ""
    apart = distance(distance_m(best.place.centre, rivals[0].place.centre))
    return f" {rivals_in_text(rivals)} would fit as well, {apart} away; an extent cannot tell which is right."


def rivals_in_text(rivals: list[Candidate]) -> str:
    """Name CRSs at the start of a sentence."""
    names = " and ".join(name_in_text(item.crs) for item in rivals[:2])
    return names[:1].upper() + names[1:]


def record_names(reading: Reading, candidate: Candidate) -> str:
    """Return the words that link a CRS that fits to the record, if it is the record's."""
    declared = reading.declared.crs
    if declared is not None and is_same_crs(declared, candidate.crs):
        return ", which the record names"
    return ""


def hint_note(reading: Reading) -> str:
    """Say that the comparison was only with the country, where the record has no extent."""
    if reading.expected is not None:
        return ""
    return " The record has no extent, so this was held against Saint Lucia only."


def _fits_exchanged(reading: Reading) -> bool:
    place = reading.place_in(reading.crs, exchanged(reading.extent))
    if place is None or not is_in_area_of_use(place, reading.crs):
        return False  # the grid of a neighbouring island, and swapped
    return fit(place, reading.expected or SAINT_LUCIA) is Fit.INSIDE


def _other_label(reading: Reading) -> str:
    return (
        f", not {name_in_text(reading.crs)}, which the {reading.source} says" if reading.crs.isValid() else ""
    )


def _wrong_but_known(reading: Reading, known: list[Candidate]) -> Finding:
    best = known[0]
    away = displacement(reading, best.place)
    start = f"Drawn {away}: the" if away else "Cannot be drawn: the"
    explanation = (
        f"{start} {reading.source} says {name_in_text(reading.crs)}, but its coordinates, "
        f"{eastings(reading.extent, best.crs)}, fit {name_in_text(best.crs)}"
        f"{record_names(reading, best)}.{rivals_note(reading, known)}{hint_note(reading)}"
    )
    remedies, has_rivals = remedies_for(reading, known), len(known) > 1
    return Finding(CrsVerdict.WRONG_BUT_KNOWN, explanation, remedies, best.crs, away, has_rivals)


def _wrong_place(reading: Reading) -> Finding:
    away = displacement(reading, None)
    drawn = _drawn_away(reading, away) if away else _impossible(reading)
    tried = " The coordinates fit none of the CRSs that are used in Saint Lucia, nor with X and Y exchanged."
    explanation = f"{drawn}{null_island_note(reading)}{tried}{hint_note(reading)}"
    return Finding(CrsVerdict.WRONG_PLACE, explanation, (LEAVE,), displacement=away)


def null_island_note(reading: Reading) -> str:
    """Point out an extent that reaches to exactly 0, 0, as features without coordinates make it."""
    extent = reading.extent
    if extent is None:
        return ""
    if 0 in (extent.xMinimum(), extent.xMaximum()) and 0 in (extent.yMinimum(), extent.yMaximum()):
        return " Its extent reaches to 0, 0: some features probably have no real coordinates."
    return ""


def _drawn_away(reading: Reading, away: str) -> str:
    share = share_inside(reading.place, reading.expected)
    inside = percent(share) if share else "none"
    return f"Drawn {away}: {inside} of the layer lies inside {reading.compared_with}."


def _impossible(reading: Reading) -> str:
    if reading.place is not None:
        return "Not where it should be."
    return (
        f"Cannot be drawn: in {name_in_text(reading.crs)}, which the {reading.source} says, "
        f"the coordinates {coordinates(reading.extent)} are nowhere on earth."
    )
