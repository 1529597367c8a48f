"""Which coordinate operation QGIS takes from one CRS to another, and how good it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDatumTransform,
    QgsPointXY,
    QgsRectangle,
)

from secims_qgis.crs.pinned import NORMALIZED, pinned_operation
from secims_qgis.crs.position import distance_m, is_ballpark, wgs84
from secims_qgis.crs.words import plus_minus, sentences
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from typing import Optional

    Operation = Optional[QgsDatumTransform.TransformDetails]


@dataclass(frozen=True)
class DatumShift:
    """The shift between two CRSs as QGIS will compute it.

    ``name`` is PROJ's, without the steps of map projections; empty where no shift is needed.
    ``accuracy_m`` is None where PROJ does not know it, or knows no shift at all. ``warning`` is a
    sentence where a better operation is available than the one that will be used, or none is known;
    ``better`` is the PROJ string of that one, ``better_text`` its name and accuracy.
    """

    name: str
    accuracy_m: float | None
    warning: str = ""
    better: str = ""
    better_text: str = ""
    apart_m: float | None = None
    """Metres between where the two put a layer."""

    @property
    def text(self) -> str:
        """Name and accuracy in a few words."""
        if self.accuracy_m is None:
            return tr("{name}, accuracy unknown").format(name=self.name) if self.name else tr("none known")
        return f"{self.name}, {plus_minus(self.accuracy_m)}" if self.name else tr("none needed")


def datum_shift(
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
    near: QgsPointXY,
) -> DatumShift:
    """Find the operation that QGIS takes from ``source`` to ``target``.

    ``near`` (longitude, latitude degrees) is where two rival operations are compared. EPSG:2006 to
    WGS 84 has two, of 2 m and of 10 m, that put Castries 18.6 m apart.
    """
    transform = QgsCoordinateTransform(source, target, context)
    if source == target or transform.isShortCircuited():
        return DatumShift("", 0.0)
    known = [item for item in QgsDatumTransform.operations(source, target) if _is_real(item, near)]
    available = [item for item in known if item.isAvailable]
    used = _used(transform, available)
    is_left_out = not transform.isValid() or is_ballpark(transform) or _is_pinned_ballpark(transform)
    best = min(available, key=_accuracy, default=None)
    if is_left_out:
        unknown = tr("QGIS knows no datum shift here and leaves it out.")
        warning = sentences(unknown, missing_note(known, None))
        if best is None:
            return DatumShift("", None, warning)
        better = DatumShift(_datum_steps(best.name), best.accuracy)
        return DatumShift("", None, _left_out_warning(better), best.proj, better.text)
    if used is None:
        return DatumShift(tr("a shift set in the project"), None)
    shift = DatumShift(_datum_steps(used.name), max(used.accuracy, 0.0))
    missing = missing_note(known, used.accuracy)
    if best is None or used.accuracy < 0 or best.accuracy >= used.accuracy:
        return DatumShift(shift.name, shift.accuracy_m, missing)
    better = DatumShift(_datum_steps(best.name), best.accuracy)
    apart = _metres_apart(transform, best, near)
    warning = sentences(_rival_warning(shift, better, apart), missing)
    return DatumShift(shift.name, shift.accuracy_m, warning, best.proj, better.text, apart)


def missing_note(known: list[QgsDatumTransform.TransformDetails], accuracy_m: float | None) -> str:
    """Say which better operation lacks its grid file, and how to get that; empty where none does."""
    better = [
        item
        for item in known
        if not item.isAvailable
        and item.grids
        and (accuracy_m is None or accuracy_m < 0 or item.accuracy < accuracy_m)
    ]
    best = min(better, key=_accuracy, default=None)
    if best is None:
        return ""
    grid = next((item for item in best.grids if not item.isAvailable), best.grids[0])
    shift = DatumShift(_datum_steps(best.name), best.accuracy)
    text = tr("A better one, {shift}, needs the grid {grid}, which is missing.")
    return sentences(text.format(shift=shift.text, grid=grid.shortName), _how_to_get(grid))


def _how_to_get(grid: QgsDatumTransform.GridDetails) -> str:
    folder = Path(QgsApplication.qgisSettingsDirPath()) / "proj"
    if not grid.url.startswith("https://"):
        return tr("It is not published freely; ask the mapping agency for it.")
    text = tr("Get it from {url}, put it into the folder {folder}, and start QGIS again.")
    return text.format(url=grid.url, folder=folder)


def _is_real(item: QgsDatumTransform.TransformDetails, near: QgsPointXY) -> bool:
    """Return whether an operation has a known accuracy and is made for the place; ballparks have none."""
    return item.accuracy >= 0 and _is_made_for(item.bounds, near)


def _is_made_for(area: QgsRectangle, near: QgsPointXY) -> bool:
    """Return whether an area holds a place; True where no area is known.

    One across the antimeridian, such as Alaska, has its western side beyond its eastern.
    """
    if area.isNull():
        return True
    if not area.yMinimum() <= near.y() <= area.yMaximum():
        return False
    if area.xMinimum() > area.xMaximum():
        return near.x() >= area.xMinimum() or near.x() <= area.xMaximum()
    return area.xMinimum() <= near.x() <= area.xMaximum()


def _is_pinned_ballpark(transform: QgsCoordinateTransform) -> bool:
    """Return whether the project itself asks for an operation without a datum shift."""
    pinned = pinned_operation(transform)
    if not pinned:
        return False
    operations = QgsDatumTransform.operations(transform.sourceCrs(), transform.destinationCrs())
    return any(item.proj == pinned and "ballpark" in item.name.lower() for item in operations)


def _left_out_warning(better: DatumShift) -> str:
    text = tr("QGIS would leave the datum shift out, although {shift}, is available.")
    return text.format(shift=better.text)


def _used(transform: QgsCoordinateTransform, known: list[QgsDatumTransform.TransformDetails]) -> Operation:
    """Return the details of the operation in use.

    For one that the project pins, QGIS gives back neither name nor accuracy, only the PROJ string.
    """
    if not transform.coordinateOperation():
        return transform.instantiatedCoordinateOperationDetails()
    pinned = pinned_operation(transform)
    return next((item for item in known if item.proj == pinned), None)


def _accuracy(operation: QgsDatumTransform.TransformDetails) -> float:
    return operation.accuracy


def _datum_steps(name: str) -> str:
    """Keep the steps from datum to datum; projections and axis order lose no metres."""
    steps = [step.strip().replace(NORMALIZED, "") for step in name.split(" + ")]
    datum = [step for step in steps if " to " in step and not step.startswith("Null geographic offset")]
    return " + ".join(step for step in datum if not step.startswith("OGC:CRS84 to "))


def _metres_apart(
    transform: QgsCoordinateTransform, other: QgsDatumTransform.TransformDetails, near: QgsPointXY
) -> float | None:
    source, target = transform.sourceCrs(), transform.destinationCrs()
    rival = QgsCoordinateTransform(source, target, QgsCoordinateTransformContext())
    rival.setCoordinateOperation(other.proj)
    to_source = QgsCoordinateTransform(wgs84(), source, QgsCoordinateTransformContext())
    to_degrees = QgsCoordinateTransform(target, wgs84(), QgsCoordinateTransformContext())
    try:
        point = to_source.transform(near)
        one, two = transform.transform(point), rival.transform(point)
        return distance_m(to_degrees.transform(one), to_degrees.transform(two))
    except QgsCsException:
        return None


def _rival_warning(used: DatumShift, better: DatumShift, apart_m: float | None) -> str:
    text = tr("QGIS would use {used}, although {better}, is available.")
    apart = tr("The two are {metres:.1f} m apart here.")
    return sentences(
        text.format(used=used.text, better=better.text),
        "" if apart_m is None else apart.format(metres=apart_m),
    )
