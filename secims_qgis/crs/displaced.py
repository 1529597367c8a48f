"""Rules for a layer that is not where its record says: swapped, known under another CRS, or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsVectorLayer

from secims_qgis.crs.finding import LEAVE, Finding, displacement, remedies_for
from secims_qgis.crs.names import SAINT_LUCIA, name_in_text
from secims_qgis.crs.position import Fit, exchanged, fit, share_inside
from secims_qgis.crs.reading import is_same_crs
from secims_qgis.crs.words import coordinates, eastings, percent
from secims_qgis.model import CrsVerdict

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from secims_qgis.crs.reading import Candidate, Reading

_SWAP_TOOLS = {
    True: " The tool Swap X and Y coordinates of the Processing toolbox makes a corrected copy.",
    False: " Only a corrected file helps.",
}


def judge_displaced(layer: QgsMapLayer, reading: Reading) -> Finding:
    """Find out why a layer that has a CRS and an extent is not where it should be."""
    if _fits_exchanged(reading):
        return _swapped(layer, reading)
    known = [item for item in reading.candidates() if not is_same_crs(item.crs, reading.crs)]
    return _wrong_but_known(reading, known) if known else _wrong_place(reading)


def fits_exchanged_somewhere(reading: Reading) -> str:
    """Say in which CRS the coordinates would fit with X and Y exchanged; empty if in none."""
    if reading.extent is None:
        return ""
    found = reading.candidates(exchanged(reading.extent))
    if not found:
        return ""
    return f" With X and Y exchanged they would fit {name_in_text(found[0].crs)}."


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
    return fit(place, reading.expected or SAINT_LUCIA) is Fit.INSIDE


def _swapped(layer: QgsMapLayer, reading: Reading) -> Finding:
    away = displacement(reading, None)
    drawn = f"As they stand, they put the layer {away}; " if away else "As they stand, they are nowhere; "
    explanation = (
        f"X and Y of the coordinates are swapped. {drawn}exchanged, they fit "
        f"{name_in_text(reading.crs)}.{_SWAP_TOOLS[isinstance(layer, QgsVectorLayer)]}{hint_note(reading)}"
    )
    return Finding(CrsVerdict.SWAPPED_AXES, explanation, (LEAVE,), displacement=away)


def _wrong_but_known(reading: Reading, known: list[Candidate]) -> Finding:
    best = known[0]
    away = displacement(reading, best.place)
    start = f"Drawn {away}: the" if away else "Cannot be drawn: the"
    explanation = (
        f"{start} {reading.source} says {name_in_text(reading.crs)}, but its coordinates, "
        f"{eastings(reading.extent, best.crs)}, fit {name_in_text(best.crs)}"
        f"{record_names(reading, best)}.{hint_note(reading)}"
    )
    return Finding(CrsVerdict.WRONG_BUT_KNOWN, explanation, remedies_for(reading, known), best.crs, away)


def _wrong_place(reading: Reading) -> Finding:
    away = displacement(reading, None)
    drawn = _drawn_away(reading, away) if away else _impossible(reading)
    swapped = fits_exchanged_somewhere(reading)
    tried = swapped or " The coordinates fit none of the CRSs that are used in Saint Lucia."
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
    return f"Drawn {away}: {inside} of the layer lies inside the extent of its record."


def _impossible(reading: Reading) -> str:
    if reading.place is not None:
        return "Not where it should be."
    return (
        f"Cannot be drawn: in {name_in_text(reading.crs)}, which the {reading.source} says, "
        f"the coordinates {coordinates(reading.extent)} are nowhere on earth."
    )
