"""Rules for a layer that lies where its record says: its CRS may still be the wrong one.

The grids of the islands put the same coordinates 0.2 to 1.1 km apart, which no comparison of extents
can see. What tells them apart is the area that each is made for, and the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs.displaced import fitting_exchanged, null_island_note
from secims_qgis.crs.finding import STILL_M, Finding, crs_changes, displacement, leave, remedies_for
from secims_qgis.crs.islands import could_be_anywhere
from secims_qgis.crs.names import WGS84_LONLAT, name_in_text, short_name
from secims_qgis.crs.phrases import area, contradiction, fitting_name, is_named, of_source, says
from secims_qgis.crs.position import Fit, Footprint, distance_m, fit, is_in_area_of_use, share_inside
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.words import capitalised, distance, headed, percent, sentences
from secims_qgis.model import CrsVerdict
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.crs.reading import Candidate, Reading

ELSEWHERE_M = 10_000.0
"""Farther than any two datums lie apart: another place, not another shift."""

KIN_M = 60.0
"""Two definitions of one CRS differ by their datum shifts only, which are rarely farther apart."""


def judge_placed(reading: Reading) -> Finding:
    """Compare the CRS of a layer in the right place with that of its record."""
    doubt = made_for_elsewhere(reading) or _has_no_datum_shift(reading)
    if doubt and not reading.is_chosen:
        return _doubtful(reading, doubt)
    kin = _kin(reading)
    if kin:
        return _own_shift(reading, kin)
    others = _read_elsewhere(reading)
    if others and not reading.is_chosen:
        return _too_wide(reading, others[0])
    if reading.declared.crs is None or _agrees(reading):
        return Finding(CrsVerdict.OK, _in_place(reading), fitting=reading.crs)
    if reading.is_tiled:
        return Finding(CrsVerdict.OK, _tiles_in_place(reading), fitting=reading.crs)
    rivals = [item for item in reading.candidates() if is_named(reading, item)]
    return _cannot_tell(reading, rivals) if rivals else _harmless(reading)


def _read_elsewhere(reading: Reading) -> list[Candidate]:
    """Return other readings of the coordinates that a wide extent holds as well, at other places."""
    if not could_be_anywhere(reading.place, reading.expected):
        return []
    found = [*reading.candidates(), *fitting_exchanged(reading)]
    if any(is_named(reading, item) and not is_same_crs(item.crs, reading.crs) for item in found):
        return []  # record and file contradict each other, which says more
    return [item for item in found if _apart_m(reading, item.place) > ELSEWHERE_M]


def _too_wide(reading: Reading, other: Candidate) -> Finding:
    text = of_source(
        reading,
        tr(
            "{area} is too wide to tell: it holds the layer in {crs}, as the file says, and would hold it "
            "{distance} away as well, in {other}."
        ),
        tr(
            "{area} is too wide to tell: it holds the layer in {crs}, as the service says, and would hold it "
            "{distance} away as well, in {other}."
        ),
    )
    explanation = text.format(
        area=area(reading),
        crs=name_in_text(reading.crs),
        distance=distance(_apart_m(reading, other.place)),
        other=name_in_text(other.crs),
    )
    return Finding(CrsVerdict.NO_EXTENT, capitalised(explanation))


def _kin(reading: Reading) -> list[Candidate]:
    """Return the CRSs that a file means which defines one of its own, with another datum shift inside.

    A .prj with TOWGS84 of 10 m makes the grid one without a code, and draws it 18.5 m off.
    """
    if reading.crs.authid() or reading.is_chosen:
        return []
    return [item for item in reading.candidates() if STILL_M < _apart_m(reading, item.place) < KIN_M]


def _own_shift(reading: Reading, kin: list[Candidate]) -> Finding:
    best = kin[0]
    own = of_source(
        reading,
        tr("The file defines a CRS of its own, “{name}”."),
        tr("The service defines a CRS of its own, “{name}”."),
    )
    if is_named(reading, best):
        apart = tr(
            "It puts the layer {distance} from where {crs} does, which the record names: most likely it is "
            "that one, with another datum shift written into it."
        )
    else:
        apart = tr(
            "It puts the layer {distance} from where {crs} does: most likely it is that one, with another "
            "datum shift written into it."
        )
    metres, crs = _apart_m(reading, best.place), name_in_text(best.crs)
    explanation = sentences(
        own.format(name=short_name(reading.crs)), apart.format(distance=distance(metres), crs=crs)
    )
    return Finding(CrsVerdict.DIFFERS, explanation, remedies_for(reading, kin), best.crs)


def made_for_elsewhere(reading: Reading) -> str:
    """Name a layer's CRS as one that is made for another area than it lies in; empty if it is not."""
    if reading.place is None or is_in_area_of_use(reading.place, reading.crs):
        return ""
    bounds = reading.crs.bounds()
    text = tr(
        "{crs}, which is made for another area (longitude {west:.1f} to {east:.1f}, "
        "latitude {south:.1f} to {north:.1f})"
    )
    return text.format(
        crs=name_in_text(reading.crs),
        west=bounds.xMinimum(),
        east=bounds.xMaximum(),
        south=bounds.yMinimum(),
        north=bounds.yMaximum(),
    )


def _has_no_datum_shift(reading: Reading) -> str:
    if reading.place is None or not reading.place.ballpark:
        return ""
    text = tr("{crs}, for which QGIS knows no datum shift, so it may be hundreds of metres off")
    return text.format(crs=name_in_text(reading.crs))


def _agrees(reading: Reading) -> bool:
    """Return whether the record means the same CRS, be it under another name."""
    if is_same_crs(reading.declared.crs, reading.crs):
        return True
    place = reading.place_in(reading.declared.crs)
    return place is not None and _apart_m(reading, place) < STILL_M


def _in_place(reading: Reading) -> str:
    if reading.source_crs.isValid() and not is_same_crs(reading.source_crs, reading.crs):
        return _now_in_place(reading)
    text = (
        tr("{where}, in {crs}, which its record names.") if reading.declared.crs else tr("{where}, in {crs}.")
    )
    text = text.format(where=_where(reading), crs=name_in_text(reading.crs))
    return sentences(text, null_island_note(reading))


def _now_in_place(reading: Reading) -> str:
    if reading.declared.crs:
        text = tr("The layer now uses {crs}, as its record says, and lies in the right place.")
    else:
        text = tr("The layer now uses {crs}, and lies in the right place.")
    unchanged = of_source(
        reading, tr("Nothing in the file was changed."), tr("Nothing in the service was changed.")
    )
    return sentences(text.format(crs=name_in_text(reading.crs)), unchanged)


def _tiles_in_place(reading: Reading) -> str:
    text = tr(
        "{where}. Its tiles are in {crs}, the CRS of their tile matrix set; the record names that of the "
        "data, {declared}."
    )
    declared = name_in_text(reading.declared.crs)
    return text.format(where=_where(reading), crs=name_in_text(reading.crs), declared=declared)


def _where(reading: Reading) -> str:
    """Return the clause that says how a layer lies; without its full stop."""
    if fit(reading.place, reading.expected) is Fit.COVERS:
        return tr("The layer covers {area} and reaches beyond it").format(area=area(reading))
    share = percent(share_inside(reading.place, reading.expected))
    text = tr("{share} of the layer lies inside {area}").format(share=share, area=area(reading))
    return headed(tr("In the right place"), text)


def _doubtful(reading: Reading, doubt: str) -> Finding:
    """Doubt a CRS that is drawn well enough, but cannot be meant; never call that right.

    ``doubt`` is its name, and what speaks against it.
    """
    fitting = [item for item in reading.candidates() if not is_same_crs(item.crs, reading.crs)]
    if not fitting:
        text = tr("The layer lies inside {area}, but {says}.")
        explanation = text.format(area=area(reading), says=says(reading, doubt))
        return Finding(CrsVerdict.DIFFERS, explanation, (leave(),))
    best = fitting[0]
    text = tr("{says}. The same coordinates, {distance} away, fit {crs}.").format(
        says=says(reading, doubt),
        distance=distance(_apart_m(reading, best.place)),
        crs=fitting_name(reading, best),
    )
    explanation = capitalised(text)
    verdict = CrsVerdict.DIFFERS if is_named(reading, best) else CrsVerdict.WRONG_BUT_KNOWN
    remedies, has_rivals = remedies_for(reading, fitting), len(fitting) > 1
    away = displacement(reading, best.place)
    return Finding(verdict, explanation, remedies, best.crs, away, has_rivals)


def _cannot_tell(reading: Reading, rivals: list[Candidate]) -> Finding:
    both = tr(
        "The coordinates fit both, {distance} apart, and an extent cannot tell which is right. Compare the "
        "layer with one that you trust."
    ).format(distance=distance(_apart_m(reading, rivals[0].place)))
    explanation = sentences(contradiction(reading, reading.declared.crs), both)
    change = crs_changes(reading, rivals)
    return Finding(CrsVerdict.DIFFERS, explanation, (leave(), *change), reading.crs)


def judge_exact(reading: Reading, rival: Candidate) -> Finding:
    """Conclude from an exact extent that another CRS is meant."""
    away = displacement(reading, rival.place)
    text = tr("{says}, but only in {crs} are the bounds of its coordinates those of the record, to 5 m.")
    reason = text.format(says=says(reading, name_in_text(reading.crs)), crs=name_in_text(rival.crs))
    named = tr("That is also the CRS that the record names.") if is_named(reading, rival) else ""
    explanation = sentences(headed(tr("Drawn {away}").format(away=away), reason), named)
    if reading.crs.isGeographic() and rival.crs.isGeographic() and rival.crs.authid() in WGS84_LONLAT:
        # Catalogues copy degrees of a local datum as if they were WGS 84: that explains it as well.
        or_this = tr("Or the catalogue left the datum shift out of the extent. An extent cannot tell.")
        doubt = sentences(explanation, or_this)
        return Finding(CrsVerdict.DIFFERS, doubt, (leave(), *crs_changes(reading, [rival])), reading.crs)
    remedies = remedies_for(reading, [rival])
    return Finding(CrsVerdict.WRONG_BUT_KNOWN, explanation, remedies, rival.crs, away)


def _harmless(reading: Reading) -> Finding:
    text = of_source(
        reading,
        tr("With the file's own {crs} the layer lies in the right place, so nothing needs doing."),
        tr("With the service's own {crs} the layer lies in the right place, so nothing needs doing."),
    )
    fine = text.format(crs=short_name(reading.crs))
    explanation = sentences(contradiction(reading, reading.declared.crs), fine)
    return Finding(CrsVerdict.DIFFERS, explanation, fitting=reading.crs)


def _apart_m(reading: Reading, place: Footprint) -> float:
    return 0.0 if reading.place is None else distance_m(reading.place.centre, place.centre)
