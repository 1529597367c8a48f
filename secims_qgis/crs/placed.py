"""Rules for a layer that lies where its record says: its CRS may still be the wrong one.

The grids of the islands put the same coordinates 0.2 to 1.1 km apart, which no comparison of extents
can see. What tells them apart is the area that each is made for, and the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.crs.displaced import fitting_exchanged, null_island_note, record_names
from secims_qgis.crs.finding import LEAVE, STILL_M, Finding, crs_changes, displacement, remedies_for
from secims_qgis.crs.islands import could_be_anywhere
from secims_qgis.crs.names import WGS84_LONLAT, name_in_text, short_name
from secims_qgis.crs.position import Fit, Footprint, distance_m, fit, is_in_area_of_use, share_inside
from secims_qgis.crs.same import is_same_crs
from secims_qgis.crs.words import distance, percent
from secims_qgis.model import CrsVerdict

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
    rivals = [item for item in reading.candidates() if record_names(reading, item)]
    return _cannot_tell(reading, rivals) if rivals else _harmless(reading)


def _read_elsewhere(reading: Reading) -> list[Candidate]:
    """Return other readings of the coordinates that a wide extent holds as well, at other places."""
    if not could_be_anywhere(reading.place, reading.expected):
        return []
    found = [*reading.candidates(), *fitting_exchanged(reading)]
    if any(record_names(reading, item) and not is_same_crs(item.crs, reading.crs) for item in found):
        return []  # record and file contradict each other, which says more
    return [item for item in found if _apart_m(reading, item.place) > ELSEWHERE_M]


def _too_wide(reading: Reading, other: Candidate) -> Finding:
    apart = distance(_apart_m(reading, other.place))
    what = reading.compared_with
    explanation = (
        f"{what[:1].upper()}{what[1:]} is too wide to tell: it holds the layer in "
        f"{name_in_text(reading.crs)}, as the {reading.source} says, and would hold it {apart} away as well, "
        f"in {name_in_text(other.crs)}."
    )
    return Finding(CrsVerdict.NO_EXTENT, explanation)


def _kin(reading: Reading) -> list[Candidate]:
    """Return the CRSs that a file means which defines one of its own, with another datum shift inside.

    A .prj with TOWGS84 of 10 m makes the grid one without a code, and draws it 18.5 m off.
    """
    if reading.crs.authid() or reading.is_chosen:
        return []
    return [item for item in reading.candidates() if STILL_M < _apart_m(reading, item.place) < KIN_M]


def _own_shift(reading: Reading, kin: list[Candidate]) -> Finding:
    best = kin[0]
    apart = distance(_apart_m(reading, best.place))
    named = record_names(reading, best)
    explanation = (
        f"The {reading.source} defines a CRS of its own, “{short_name(reading.crs)}”. It puts the layer "
        f"{apart} from where {name_in_text(best.crs)} does{named}: most likely it is that one, with another "
        "datum shift written into it."
    )
    return Finding(CrsVerdict.DIFFERS, explanation, remedies_for(reading, kin), best.crs)


def made_for_elsewhere(reading: Reading) -> str:
    """Say that a CRS is made for another area than the one its layer lies in; empty if it is not.

    The words go behind the name of the CRS.
    """
    if reading.place is None or is_in_area_of_use(reading.place, reading.crs):
        return ""
    area = reading.crs.bounds()
    return (
        f", which is made for another area (longitude {area.xMinimum():.1f} to {area.xMaximum():.1f}, "
        f"latitude {area.yMinimum():.1f} to {area.yMaximum():.1f})"
    )


def _has_no_datum_shift(reading: Reading) -> str:
    if reading.place is None or not reading.place.ballpark:
        return ""
    return ", for which QGIS knows no datum shift, so it may be hundreds of metres off"


def _agrees(reading: Reading) -> bool:
    """Return whether the record means the same CRS, be it under another name."""
    if is_same_crs(reading.declared.crs, reading.crs):
        return True
    place = reading.place_in(reading.declared.crs)
    return place is not None and _apart_m(reading, place) < STILL_M


def _in_place(reading: Reading) -> str:
    if reading.source_crs.isValid() and not is_same_crs(reading.source_crs, reading.crs):
        as_record = ", as its record says" if reading.declared.crs else ""
        return (
            f"The layer now uses {name_in_text(reading.crs)}{as_record}, and lies in the right place. "
            f"Nothing in the {reading.source} was changed."
        )
    named = ", which its record names" if reading.declared.crs else ""
    return f"{_where(reading)}, in {name_in_text(reading.crs)}{named}.{null_island_note(reading)}"


def _tiles_in_place(reading: Reading) -> str:
    return (
        f"{_where(reading)}. Its tiles are in {name_in_text(reading.crs)}, the CRS of their tile matrix set; "
        f"the record names that of the data, {name_in_text(reading.declared.crs)}."
    )


def _where(reading: Reading) -> str:
    if fit(reading.place, reading.expected) is Fit.COVERS:
        return f"The layer covers {reading.compared_with} and reaches beyond it"
    share = share_inside(reading.place, reading.expected)
    return f"In the right place: {percent(share)} of the layer lies inside {reading.compared_with}"


def _doubtful(reading: Reading, doubt: str) -> Finding:
    """Doubt a CRS that is drawn well enough, but cannot be meant; never call that right."""
    fitting = [item for item in reading.candidates() if not is_same_crs(item.crs, reading.crs)]
    if not fitting:
        explanation = (
            f"The layer lies inside {reading.compared_with}, but the {reading.source} says "
            f"{name_in_text(reading.crs)}{doubt}."
        )
        return Finding(CrsVerdict.DIFFERS, explanation, (LEAVE,))
    best = fitting[0]
    named, apart = record_names(reading, best), distance(_apart_m(reading, best.place))
    explanation = (
        f"The {reading.source} says {name_in_text(reading.crs)}{doubt}. The same coordinates, {apart} "
        f"away, fit {name_in_text(best.crs)}{named}."
    )
    verdict = CrsVerdict.DIFFERS if named else CrsVerdict.WRONG_BUT_KNOWN
    remedies, has_rivals = remedies_for(reading, fitting), len(fitting) > 1
    away = displacement(reading, best.place)
    return Finding(verdict, explanation, remedies, best.crs, away, has_rivals)


def _cannot_tell(reading: Reading, rivals: list[Candidate]) -> Finding:
    apart = distance(_apart_m(reading, rivals[0].place))
    explanation = (
        f"The record says {name_in_text(reading.declared.crs)}, the {reading.source} "
        f"{name_in_text(reading.crs)}. The coordinates fit both, {apart} apart, and an extent cannot tell "
        "which is right. Compare the layer with one that you trust."
    )
    change = crs_changes(reading, rivals)
    return Finding(CrsVerdict.DIFFERS, explanation, (LEAVE, *change), reading.crs)


def judge_exact(reading: Reading, rival: Candidate) -> Finding:
    """Conclude from an exact extent that another CRS is meant."""
    away = displacement(reading, rival.place)
    explanation = (
        f"Drawn {away}: the {reading.source} says {name_in_text(reading.crs)}, but only in "
        f"{name_in_text(rival.crs)} are the bounds of its coordinates those of the record, to 5 m"
        f"{record_names(reading, rival)}."
    )
    if reading.crs.isGeographic() and rival.crs.isGeographic() and rival.crs.authid() in WGS84_LONLAT:
        # Catalogues copy degrees of a local datum as if they were WGS 84: that explains it as well.
        doubt = (
            f"{explanation} Or the catalogue left the datum shift out of the extent. An extent cannot tell."
        )
        return Finding(CrsVerdict.DIFFERS, doubt, (LEAVE, *crs_changes(reading, [rival])), reading.crs)
    remedies = remedies_for(reading, [rival])
    return Finding(CrsVerdict.WRONG_BUT_KNOWN, explanation, remedies, rival.crs, away)


def _harmless(reading: Reading) -> Finding:
    explanation = (
        f"The record says {name_in_text(reading.declared.crs)}, the {reading.source} "
        f"{name_in_text(reading.crs)}. With the {reading.source}'s own {short_name(reading.crs)} the layer "
        "lies in the right place, so nothing needs doing."
    )
    return Finding(CrsVerdict.DIFFERS, explanation, fitting=reading.crs)


def _apart_m(reading: Reading, place: Footprint) -> float:
    return 0.0 if reading.place is None else distance_m(reading.place.centre, place.centre)
