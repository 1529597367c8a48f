"""Rules for a layer that is not where its record says: swapped, known under another CRS, or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs.file_remedies import swap_remedies
from secims_qgis.crs.finding import Finding, displacement, leave, remedies_for
from secims_qgis.crs.names import SAINT_LUCIA, name_in_text
from secims_qgis.crs.phrases import area, fitting_name, is_named, of_source, says
from secims_qgis.crs.position import Fit, distance_m, exchanged, fit, is_in_area_of_use, share_inside
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.words import (
    capitalised,
    coordinates,
    distance,
    eastings,
    headed,
    percent,
    sentences,
)
from secims_qgis.model import CrsVerdict
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from secims_qgis.crs.finding import Away
    from secims_qgis.crs.position import Footprint
    from secims_qgis.crs.reading import Candidate, Reading


def judge_displaced(reading: Reading) -> Finding:
    """Find out why a layer that has a CRS and an extent is not where it should be.

    The fewest mistakes explain most: X and Y swapped, then another CRS, then both.
    """
    own = _place_exchanged(reading)
    if own is not None:
        better = fitting_exchanged(reading) if own.ballpark else []  # it has no datum shift
        return swapped(reading, better[0].crs if better else reading.crs)
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
    if away:
        text = tr("as they stand, the coordinates put the layer {away}; exchanged, they fit {crs}.")
    else:
        text = tr("as they stand, the coordinates are nowhere on earth; exchanged, they fit {crs}.")
    reason = text.format(away=away, crs=_exchanged_name(reading, crs))
    explanation = sentences(
        headed(tr("X and Y are swapped"), reason), only_a_corrected_file(reading), hint_note(reading)
    )
    remedies = (*swap_remedies(reading, crs), leave())
    return Finding(CrsVerdict.SWAPPED_AXES, explanation, remedies, crs, away)


def only_a_corrected_file(reading: Reading) -> str:
    """Say that swapped axes cannot be mended from here, where that is so."""
    if swap_remedies(reading, reading.crs):
        return ""
    return of_source(
        reading,
        tr("The file itself has to be mended; its organisation can do that."),
        tr("The service itself has to be mended; its organisation can do that."),
    )


def rivals_note(reading: Reading, candidates: list[Candidate]) -> str:
    """Say that other CRSs would fit as well as the first; empty where none does, or the record decides."""
    best, rivals = candidates[0], candidates[1:]
    if not rivals or is_named(reading, best):
        return ""
    apart = distance(distance_m(best.place.centre, rivals[0].place.centre))
    names = [name_in_text(item.crs) for item in rivals[:2]]
    if len(names) == 1:
        text = tr("{crs} would fit as well, {distance} away; an extent cannot tell which is right.")
    else:
        text = tr(
            "{crs} and {other} would fit as well, {distance} away; an extent cannot tell which is right."
        )
    return capitalised(text.format(crs=names[0], other=names[-1], distance=apart))


def hint_note(reading: Reading) -> str:
    """Say that the comparison was only with the country, where the record has no extent."""
    if reading.expected is not None:
        return ""
    return tr("The record has no extent, so this was held against Saint Lucia only.")


def _place_exchanged(reading: Reading) -> Footprint | None:
    """Return where the CRS puts the coordinates with X and Y exchanged, if that is where they belong."""
    place = reading.place_in(reading.crs, exchanged(reading.extent))
    if place is None or not is_in_area_of_use(place, reading.crs):
        return None  # the grid of a neighbouring island, and swapped
    return place if fit(place, reading.expected or SAINT_LUCIA) is Fit.INSIDE else None


def _exchanged_name(reading: Reading, crs: QgsCoordinateReferenceSystem) -> str:
    """Name the CRS that exchanged coordinates fit, and the one that they claim, where that is another."""
    if is_same_crs(crs, reading.crs) or not reading.crs.isValid():
        return name_in_text(crs)
    text = of_source(
        reading,
        tr("{crs}, not {other}, which the file says"),
        tr("{crs}, not {other}, which the service says"),
    )
    return text.format(crs=name_in_text(crs), other=name_in_text(reading.crs))


def _wrong_but_known(reading: Reading, known: list[Candidate]) -> Finding:
    best = known[0]
    away = displacement(reading, best.place)
    start = tr("Drawn {away}").format(away=away) if away else tr("Cannot be drawn")
    reason = tr("{says}, but its coordinates, {range}, fit {crs}.").format(
        says=says(reading, name_in_text(reading.crs)),
        range=eastings(reading.extent, best.crs),
        crs=fitting_name(reading, best),
    )
    explanation = sentences(headed(start, reason), rivals_note(reading, known), hint_note(reading))
    remedies, has_rivals = remedies_for(reading, known), len(known) > 1
    return Finding(CrsVerdict.WRONG_BUT_KNOWN, explanation, remedies, best.crs, away, has_rivals)


def _wrong_place(reading: Reading) -> Finding:
    away = displacement(reading, None)
    drawn = _drawn_away(reading, away) if away else _impossible(reading)
    tried = tr(
        "The coordinates fit none of the CRSs that are used in Saint Lucia, nor with X and Y exchanged."
    )
    explanation = sentences(drawn, null_island_note(reading), tried, hint_note(reading))
    return Finding(CrsVerdict.WRONG_PLACE, explanation, (leave(),), displacement=away)


def null_island_note(reading: Reading) -> str:
    """Point out an extent that reaches to exactly 0, 0, as features without coordinates make it."""
    extent = reading.extent
    if extent is None:
        return ""
    if 0 in (extent.xMinimum(), extent.xMaximum()) and 0 in (extent.yMinimum(), extent.yMaximum()):
        return tr("Its extent reaches to 0, 0: some features probably have no real coordinates.")
    return ""


def _drawn_away(reading: Reading, away: Away) -> str:
    share = share_inside(reading.place, reading.expected)
    if share:
        reason = tr("{share} of the layer lies inside {area}.").format(
            share=percent(share), area=area(reading)
        )
    else:
        reason = tr("none of the layer lies inside {area}.").format(area=area(reading))
    return headed(tr("Drawn {away}").format(away=away), reason)


def _impossible(reading: Reading) -> str:
    if reading.place is not None:
        return tr("Not where it should be.")
    reason = of_source(
        reading,
        tr("in {crs}, which the file says, the coordinates {range} are nowhere on earth."),
        tr("in {crs}, which the service says, the coordinates {range} are nowhere on earth."),
    )
    return headed(
        tr("Cannot be drawn"),
        reason.format(crs=name_in_text(reading.crs), range=coordinates(reading.extent)),
    )
