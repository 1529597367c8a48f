"""Axes of a NetCDF variable, by what the CF conventions say about them (sections 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import numpy as np
from osgeo import osr

from secims_qgis.live import coverage_times as times
from secims_qgis.network import AnswerError

MAX_NAME = 60


class AxisKind(Enum):
    """What an axis is about."""

    X = "x"
    Y = "y"
    TIME = "time"
    OTHER = "other"


_BY_TYPE = {"HORIZONTAL_X": AxisKind.X, "HORIZONTAL_Y": AxisKind.Y, "TEMPORAL": AxisKind.TIME}
_BY_WORD = {
    "x": AxisKind.X, "y": AxisKind.Y, "t": AxisKind.TIME,
    "longitude": AxisKind.X, "latitude": AxisKind.Y, "time": AxisKind.TIME,
    "projection_x_coordinate": AxisKind.X, "projection_y_coordinate": AxisKind.Y,
    "lon": AxisKind.X, "lat": AxisKind.Y, "long": AxisKind.X, "e": AxisKind.X, "n": AxisKind.Y,
    "easting": AxisKind.X, "northing": AxisKind.Y, "z": AxisKind.OTHER,
}  # fmt: skip


@dataclass(frozen=True)
class Axis:
    """``places`` are the coordinates, ``unit`` their unit as the file has it."""

    name: str
    kind: AxisKind
    places: np.ndarray[Any, Any]
    unit: str = ""
    calendar: str = ""

    @property
    def size(self) -> int:
        """How many places it has."""
        return len(self.places)

    def turned(self) -> Axis:
        """Return the axis in the other direction."""
        return replace(self, places=self.places[::-1])

    def seconds(self, url: str) -> tuple[float, ...]:
        """Return the times in seconds since 1970; raises AnswerError where they are none."""
        return times.seconds_since_1970(self.places.tolist(), self.unit, self.calendar, url)

    def words(self) -> list[str]:
        """Return a name for each place: "depth 10 m"."""
        return [f"{self.name} {place:g} {self.unit}".strip()[:MAX_NAME] for place in self.places.tolist()]

    def geographic_wkt(self) -> str:
        """Return WGS 84 where the axis counts degrees, else nothing: files of longitudes name no datum."""
        if not self.unit.lower().startswith("degree"):
            return ""
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(4326)
        return str(reference.ExportToWkt())


def axis_of(dimension: Any, url: str) -> Axis:
    """Return the axis of a dimension of GDAL's.

    Raises:
        AnswerError: it has coordinates that are no numbers.
    """
    name, variable = str(dimension.GetName()), dimension.GetIndexingVariable()
    if variable is None:
        kind = _BY_TYPE.get(dimension.GetType()) or _BY_WORD.get(name.lower(), AxisKind.OTHER)
        if kind is not AxisKind.OTHER:
            raise AnswerError(f"an axis '{name}' without coordinates", url=url)
        return Axis(name, kind, np.arange(dimension.GetSize(), dtype=float))
    about = attributes_of(variable, ("units", "axis", "standard_name", "calendar"))
    unit = str(variable.GetUnit() or about.get("units") or "")
    try:
        places = np.asarray(variable.ReadAsArray()).astype(float).ravel()
    except (ValueError, TypeError) as error:
        raise AnswerError(f"an axis '{name}' that holds no numbers", url=url) from error
    scale, offset = packing_of(variable)
    places = places * (1.0 if scale is None else scale) + (offset or 0.0)
    if len(places) != dimension.GetSize() or not np.isfinite(places).all():
        raise AnswerError(f"an axis '{name}' with gaps", url=url)
    return Axis(
        name, _kind(name, dimension.GetType(), unit, about), places, unit, str(about.get("calendar", ""))
    )


def attributes_of(array: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Return those of these attributes that an array has."""
    return {item.GetName(): item.Read() for item in array.GetAttributes() if item.GetName() in names}


def packing_of(array: Any) -> tuple[float | None, float | None]:
    """Return scale and offset of packed numbers (CF, section 8.1); not each of GDAL's drivers knows them."""
    scale, offset = array.GetScale(), array.GetOffset()
    if scale is None and offset is None:
        told = attributes_of(array, ("scale_factor", "add_offset"))
        scale, offset = told.get("scale_factor"), told.get("add_offset")
    return scale, offset


def _kind(name: str, told: str, unit: str, about: dict[str, Any]) -> AxisKind:
    degrees = unit.lower().replace("_", "").replace("degrees", "degree")
    if " since " in unit.lower():
        return AxisKind.TIME
    if degrees in {"degreeeast", "degreee", "degreen", "degreenorth"}:
        return AxisKind.X if degrees.startswith("degreee") else AxisKind.Y
    words = (str(about.get("axis", "")), str(about.get("standard_name", "")))
    by_word = next((_BY_WORD[word.lower()] for word in words if word.lower() in _BY_WORD), None)
    return _BY_TYPE.get(told) or by_word or _BY_WORD.get(name.lower(), AxisKind.OTHER)
