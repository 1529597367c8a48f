"""The rules of the CRS check, from what a layer and its record say to a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs.displaced import (
    fitting_exchanged,
    judge_displaced,
    only_a_corrected_file,
    record_names,
    rivals_note,
)
from secims_qgis.crs.file_remedies import swap_remedies
from secims_qgis.crs.finding import LEAVE, Finding, offset_m, remedies_for
from secims_qgis.crs.islands import is_wide, meets_an_island
from secims_qgis.crs.names import SAINT_LUCIA, name_in_text
from secims_qgis.crs.placed import judge_placed, made_for_elsewhere
from secims_qgis.crs.position import Fit, fit
from secims_qgis.crs.reading import ITS_RECORD, Candidate
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.words import coordinates, distance, eastings
from secims_qgis.model import CrsVerdict, Remedy, RemedyAction

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from secims_qgis.crs.reading import Reading


def judge(reading: Reading) -> Finding:
    """Apply the first rule that fits."""
    if not reading.is_spatial:
        return Finding(CrsVerdict.NO_EXTENT, "A table without geometry: there is no position to check.")
    if not reading.crs.isValid():
        return _missing(reading)
    if reading.extent is None:
        return _empty(reading)
    if reading.place is None:
        return judge_displaced(reading)
    if reading.expected is None:
        return _nothing_to_compare(reading)
    if fit(reading.place, reading.expected) is not Fit.AWAY:
        return judge_placed(reading)
    return _record_is_elsewhere(reading) if _only_the_layer_is_here(reading) else judge_displaced(reading)


def _only_the_layer_is_here(reading: Reading) -> bool:
    """Return whether a layer lies on Saint Lucia, and the extent of its record on no island known here."""
    expected = reading.expected
    if expected is None or reading.compared_with != ITS_RECORD or made_for_elsewhere(reading):
        return False
    is_here = fit(reading.place, SAINT_LUCIA) is Fit.INSIDE
    return is_here and not is_wide(expected) and not meets_an_island(expected)


def _record_is_elsewhere(reading: Reading) -> Finding:
    """Doubt the record, not a layer that lies on the island: catalogues mistake CRSs and axes, too."""
    apart = distance(offset_m(reading) or 0.0)
    explanation = (
        f"The layer lies on Saint Lucia, in {name_in_text(reading.crs)}, and the extent of its record lies "
        f"{apart} away, on no island that is known here: most likely the record is wrong."
    )
    away = f"{apart} from where its record says"
    return Finding(
        CrsVerdict.WRONG_PLACE, explanation, (LEAVE,), reading.crs, displacement=away, has_rivals=True
    )


def _missing(reading: Reading) -> Finding:
    silent = f"The {reading.source} does not say its CRS"
    if reading.extent is None:
        return Finding(CrsVerdict.MISSING, f"{silent}, and the layer is empty.", _as_declared(reading))
    fitting = reading.candidates()
    if fitting:
        best = fitting[0]
        explanation = (
            f"{silent}. Its coordinates, {eastings(reading.extent, best.crs)}, fit "
            f"{name_in_text(best.crs)}{record_names(reading, best)}{_not_the_declared(reading, best)}."
            f"{rivals_note(reading, fitting)}"
        )
        remedies, has_rivals = remedies_for(reading, fitting), len(fitting) > 1
        return Finding(CrsVerdict.MISSING, explanation, remedies, best.crs, has_rivals=has_rivals)
    both = fitting_exchanged(reading)
    if both:
        return _missing_and_swapped(reading, both[0].crs)
    explanation = (
        f"{silent}, and its coordinates, {coordinates(reading.extent)}, fit none of the CRSs that "
        "are used in Saint Lucia, nor with X and Y exchanged."
    )
    return Finding(CrsVerdict.MISSING, explanation, _as_declared(reading))


def _missing_and_swapped(reading: Reading, crs: QgsCoordinateReferenceSystem) -> Finding:
    explanation = (
        f"The {reading.source} does not say its CRS, and X and Y are swapped: exchanged, the coordinates fit "
        f"{name_in_text(crs)}.{only_a_corrected_file(reading)}"
    )
    return Finding(CrsVerdict.MISSING, explanation, (*swap_remedies(reading, crs), LEAVE), crs)


def _as_declared(reading: Reading) -> tuple[Remedy, ...]:
    """Offer the record's CRS where nothing contradicts it."""
    declared = reading.declared.crs
    if declared is None:
        return (LEAVE,)
    if reading.extent is None:
        return (_unseen(reading, declared), LEAVE)
    place = reading.place_in(declared)
    if place is None or reading.expected is not None:
        return (LEAVE,)
    return remedies_for(reading, [Candidate(declared, place)])


def _unseen(reading: Reading, declared: QgsCoordinateReferenceSystem) -> Remedy:
    return Remedy(
        RemedyAction.SET_LAYER_CRS,
        f"Set layer CRS to {declared.authid()}",
        f"Features added later get the CRS that the record names. The {reading.source} stays as it is.",
        declared.authid(),
    )


def _not_the_declared(reading: Reading, best: Candidate) -> str:
    declared = reading.declared.crs
    if declared is None or is_same_crs(declared, best.crs):
        return ""
    return f", not {name_in_text(declared)}, which the record names"


def _empty(reading: Reading) -> Finding:
    return Finding(
        CrsVerdict.NO_EXTENT,
        f"The layer is empty or has no extent, so its position cannot be checked.{_contradiction(reading)}",
    )


def _nothing_to_compare(reading: Reading) -> Finding:
    """Say what little can be said where the record has no extent; never fail a layer for it."""
    what = "The record has no extent" if reading.compared_with == ITS_RECORD else "There is no record"
    start = f"{what} to compare with.{_contradiction(reading)}"
    elsewhere = made_for_elsewhere(reading)
    doubt = f" The {reading.source} says {name_in_text(reading.crs)}{elsewhere}." if elsewhere else ""
    if fit(reading.place, SAINT_LUCIA) is Fit.INSIDE and not elsewhere:
        return Finding(CrsVerdict.NO_EXTENT, f"{start} As it is drawn, the layer lies on Saint Lucia.")
    known = [item for item in reading.candidates() if not is_same_crs(item.crs, reading.crs)]
    if not known:
        return Finding(CrsVerdict.NO_EXTENT, f"{start}{doubt}{_exchanged_hint(reading)}")
    if record_names(reading, known[0]):
        return judge_displaced(reading)
    hint = f" Read as {name_in_text(known[0].crs)}, its coordinates would lie on Saint Lucia;"
    return Finding(CrsVerdict.NO_EXTENT, f"{start}{doubt}{hint} that is a hint, no proof.")


def _exchanged_hint(reading: Reading) -> str:
    both = fitting_exchanged(reading)
    return f" With X and Y exchanged they would fit {name_in_text(both[0].crs)}." if both else ""


def _contradiction(reading: Reading) -> str:
    declared = reading.declared.crs
    if declared is None or is_same_crs(declared, reading.crs):
        return ""
    return f" The record says {name_in_text(declared)}, the {reading.source} {name_in_text(reading.crs)}."
