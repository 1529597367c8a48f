"""What a layer is compared with where the extent of its record cannot tell one place from another.

The extent of the whole Caribbean holds a layer wherever a wrong CRS throws it, and one that was computed
from a mislabelled file holds it where the label puts it. Then the islands decide: coordinates that fall
on one of them do so by no accident.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle

from secims_qgis.crs.names import CANDIDATES, SAINT_LUCIA, SHORT_NAMES, WGS84_LONLAT
from secims_qgis.crs.phrases import area
from secims_qgis.crs.position import Fit, exchanged, fit, is_in_area_of_use
from secims_qgis.crs.reading import ITS_RECORD
from secims_qgis.crs.words import capitalised, sentences
from secims_qgis.model import BBox
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secims_qgis.crs.position import Footprint
    from secims_qgis.crs.reading import Reading

WIDE_DEG = 1.0
"""No island of the list is as long or as wide as this."""
_SMALL_SHARE = 0.1
"""A layer that spans less of a wide extent could lie anywhere in it."""


@dataclass(frozen=True)
class Island:
    """An island with coordinates of its own; ``crs`` is the name of theirs, empty for Saint Lucia."""

    crs: str
    area: BBox

    @property
    def words(self) -> str:
        """The name, for the middle of a sentence."""
        return tr("the area of {crs}").format(crs=self.crs) if self.crs else tr("Saint Lucia")


@lru_cache(maxsize=1)
def islands() -> tuple[Island, ...]:
    """Return the islands that the local geographic CRSs are made for, Saint Lucia first."""
    found = [Island("", SAINT_LUCIA)]
    for authid in CANDIDATES:
        crs = QgsCoordinateReferenceSystem(authid)
        area = crs.bounds()
        if not crs.isGeographic() or authid in WGS84_LONLAT or area.isEmpty():
            continue
        if not area.intersects(QgsRectangle(*SAINT_LUCIA.as_tuple())):
            found.append(Island(SHORT_NAMES[authid], _box(area)))
    return tuple(found)


def held_against_an_island(reading: Reading) -> Reading:
    """Return a reading with an island in place of an extent that cannot tell."""
    expected = reading.expected
    if expected is None or reading.extent is None or reading.is_tiled:
        return reading
    known = islands()
    if is_wide(expected):
        why = tr("{area} is too wide to tell, so this was held against {island}.")
    elif _follows_the_label(reading, expected):
        # Saint Lucia only: the sea west of St Vincent has, in UTM, the numbers of Barbados in its grid.
        why = tr("{area} was probably computed from the same mistake, so this was held against {island}.")
        known = known[:1]
    else:
        return reading
    places = list(_places(reading))
    found = [item for item in known if any(fit(place, item.area) is Fit.INSIDE for place in places)]
    if len(found) != 1:
        return reading
    island = found[0].words
    note = capitalised(why.format(area=area(reading), island=island))
    return replace(reading, expected=found[0].area, compared_with=island, note=sentences(note, reading.note))


def _follows_the_label(reading: Reading, expected: BBox) -> bool:
    """Return whether a record has a layer where it is drawn, off the islands."""
    is_inside = fit(reading.place, expected) is not Fit.AWAY
    return is_inside and reading.compared_with == ITS_RECORD and not meets_an_island(expected)


def is_wide(extent: BBox) -> bool:
    """Return whether an extent holds more than any island."""
    return max(extent.width_deg, extent.height_deg) > WIDE_DEG


def could_be_anywhere(place: Footprint | None, extent: BBox | None) -> bool:
    """Return whether a layer is small in an extent that is wide."""
    if place is None or extent is None or not is_wide(extent):
        return False
    across, along = place.east - place.west, place.north - place.south
    return across < _SMALL_SHARE * extent.width_deg and along < _SMALL_SHARE * extent.height_deg


def meets_an_island(extent: BBox) -> bool:
    """Return whether an extent touches an island of the list."""
    areas = [QgsRectangle(*island.area.as_tuple()) for island in islands()]
    return any(area.intersects(QgsRectangle(*part.as_tuple())) for part in extent.parts() for area in areas)


def _places(reading: Reading) -> Iterator[Footprint]:
    """Yield where the coordinates fall: as they are, in any other CRS, and with X and Y exchanged."""
    if reading.place is not None:
        yield reading.place
    own = [reading.crs] if reading.crs.isValid() else []
    for crs in (*own, *reading.crs_to_try()):
        for extent in (reading.extent, exchanged(reading.extent)):
            place = reading.place_in(crs, extent)
            if place is not None and is_in_area_of_use(place, crs):
                yield place


def _box(area: QgsRectangle) -> BBox:
    return BBox(area.xMinimum(), area.yMinimum(), area.xMaximum(), area.yMaximum())
