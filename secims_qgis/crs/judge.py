"""The rules of the CRS check, from what a layer and its record say to a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs import titles
from secims_qgis.crs.displaced import (
    fitting_exchanged,
    judge_displaced,
    only_a_corrected_file,
    rivals_note,
)
from secims_qgis.crs.file_remedies import swap_remedies
from secims_qgis.crs.finding import Away, Finding, leave, offset_m, remedies_for
from secims_qgis.crs.islands import is_wide, meets_an_island
from secims_qgis.crs.names import SAINT_LUCIA, name_in_text
from secims_qgis.crs.phrases import contradiction, fitting_name, is_named, of_source, says
from secims_qgis.crs.placed import judge_placed, made_for_elsewhere
from secims_qgis.crs.position import Fit, fit
from secims_qgis.crs.reading import ITS_RECORD, Candidate
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.words import capitalised, coordinates, distance, eastings, sentences
from secims_qgis.model import CrsVerdict, Remedy, RemedyAction
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from secims_qgis.crs.reading import Reading


def judge(reading: Reading) -> Finding:
    """Apply the first rule that fits."""
    if not reading.is_spatial:
        return Finding(CrsVerdict.NO_EXTENT, tr("A table without geometry: there is no position to check."))
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
    metres = offset_m(reading) or 0.0
    text = tr(
        "The layer lies on Saint Lucia, in {crs}, and the extent of its record lies {distance} away, on no "
        "island that is known here: most likely the record is wrong."
    )
    explanation = text.format(crs=name_in_text(reading.crs), distance=distance(metres))
    away = Away(metres, tr("{distance} from where its record says").format(distance=distance(metres)))
    return Finding(
        CrsVerdict.WRONG_PLACE, explanation, (leave(),), reading.crs, displacement=away, has_rivals=True
    )


def _missing(reading: Reading) -> Finding:
    if reading.extent is None:
        text = tr("{silent}, and the layer is empty.").format(silent=_silent(reading))
        return Finding(CrsVerdict.MISSING, text, _as_declared(reading))
    fitting = reading.candidates()
    if fitting:
        best = fitting[0]
        explanation = tr("{silent}. Its coordinates, {range}, fit {crs}.").format(
            silent=_silent(reading),
            range=eastings(reading.extent, best.crs),
            crs=_name_beside_the_declared(reading, best),
        )
        remedies, has_rivals = remedies_for(reading, fitting), len(fitting) > 1
        explanation = sentences(explanation, rivals_note(reading, fitting))
        return Finding(CrsVerdict.MISSING, explanation, remedies, best.crs, has_rivals=has_rivals)
    both = fitting_exchanged(reading)
    if both:
        return _missing_and_swapped(reading, both[0].crs)
    text = tr(
        "{silent}, and its coordinates, {range}, fit none of the CRSs that are used in Saint Lucia, nor with "
        "X and Y exchanged."
    )
    explanation = text.format(silent=_silent(reading), range=coordinates(reading.extent))
    return Finding(CrsVerdict.MISSING, explanation, _as_declared(reading))


def _silent(reading: Reading) -> str:
    """Return the clause, for the start of a sentence, that file or service names no CRS."""
    return of_source(reading, tr("The file does not say its CRS"), tr("The service does not say its CRS"))


def _missing_and_swapped(reading: Reading, crs: QgsCoordinateReferenceSystem) -> Finding:
    text = tr("{silent}, and X and Y are swapped: exchanged, the coordinates fit {crs}.")
    explanation = sentences(
        text.format(silent=_silent(reading), crs=name_in_text(crs)), only_a_corrected_file(reading)
    )
    return Finding(CrsVerdict.MISSING, explanation, (*swap_remedies(reading, crs), leave()), crs)


def _as_declared(reading: Reading) -> tuple[Remedy, ...]:
    """Offer the record's CRS where nothing contradicts it."""
    declared = reading.declared.crs
    if declared is None:
        return (leave(),)
    if reading.extent is None:
        return (_unseen(reading, declared), leave())
    place = reading.place_in(declared)
    if place is None or reading.expected is not None:
        return (leave(),)
    return remedies_for(reading, [Candidate(declared, place)])


def _unseen(reading: Reading, declared: QgsCoordinateReferenceSystem) -> Remedy:
    return Remedy(
        RemedyAction.SET_LAYER_CRS,
        titles.SET_LAYER_CRS.format(crs=declared.authid()),
        of_source(
            reading,
            tr("Features added later get the CRS that the record names. The file stays as it is."),
            tr("Features added later get the CRS that the record names. The service stays as it is."),
        ),
        declared.authid(),
    )


def _name_beside_the_declared(reading: Reading, best: Candidate) -> str:
    """Name the CRS that fits, and what the record says about it."""
    declared = reading.declared.crs
    if declared is None or is_same_crs(declared, best.crs):
        return fitting_name(reading, best)
    text = tr("{crs}, not {other}, which the record names")
    return text.format(crs=name_in_text(best.crs), other=name_in_text(declared))


def _empty(reading: Reading) -> Finding:
    text = tr("The layer is empty or has no extent, so its position cannot be checked.")
    return Finding(CrsVerdict.NO_EXTENT, sentences(text, _contradiction(reading)))


def _nothing_to_compare(reading: Reading) -> Finding:
    """Say what little can be said where the record has no extent; never fail a layer for it."""
    if reading.compared_with == ITS_RECORD:
        what = tr("The record has no extent to compare with.")
    else:
        what = tr("There is no record to compare with.")
    elsewhere = made_for_elsewhere(reading)
    doubt = f"{capitalised(says(reading, elsewhere))}." if elsewhere else ""
    start = sentences(what, _contradiction(reading), doubt)
    if fit(reading.place, SAINT_LUCIA) is Fit.INSIDE and not elsewhere:
        here = tr("As it is drawn, the layer lies on Saint Lucia.")
        return Finding(CrsVerdict.NO_EXTENT, sentences(start, here))
    known = [item for item in reading.candidates() if not is_same_crs(item.crs, reading.crs)]
    if not known:
        return Finding(CrsVerdict.NO_EXTENT, sentences(start, _exchanged_hint(reading)))
    if is_named(reading, known[0]):
        return judge_displaced(reading)
    hint = tr("Read as {crs}, its coordinates would lie on Saint Lucia; that is a hint, no proof.")
    return Finding(CrsVerdict.NO_EXTENT, sentences(start, hint.format(crs=name_in_text(known[0].crs))))


def _exchanged_hint(reading: Reading) -> str:
    both = fitting_exchanged(reading)
    text = tr("With X and Y exchanged they would fit {crs}.")
    return text.format(crs=name_in_text(both[0].crs)) if both else ""


def _contradiction(reading: Reading) -> str:
    declared = reading.declared.crs
    if declared is None or is_same_crs(declared, reading.crs):
        return ""
    return contradiction(reading, declared)
