"""Which coordinate operation QGIS takes from one CRS to another, and how good it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDatumTransform,
    QgsPointXY,
)

from secims_qgis.crs.position import distance_m, is_ballpark, wgs84
from secims_qgis.crs.words import plus_minus

if TYPE_CHECKING:
    from typing import Optional

    Operation = Optional[QgsDatumTransform.TransformDetails]


@dataclass(frozen=True)
class DatumShift:
    """The shift between two CRSs as QGIS will compute it.

    ``name`` is PROJ's, without the steps of map projections; empty where no shift is needed.
    ``accuracy_m`` is None where PROJ does not know it, or knows no shift at all. ``warning`` is a
    sentence where a better operation is available than the one that will be used, or none is known.
    """

    name: str
    accuracy_m: float | None
    warning: str = ""

    @property
    def text(self) -> str:
        """Name and accuracy in a few words."""
        if self.accuracy_m is None:
            return f"{self.name}, accuracy unknown" if self.name else "none known"
        return f"{self.name}, {plus_minus(self.accuracy_m)}" if self.name else "none needed"


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
    if not transform.isValid() or is_ballpark(transform):
        return DatumShift("", None, "QGIS knows no datum shift here and leaves it out.")
    known = [item for item in QgsDatumTransform.operations(source, target) if item.isAvailable]
    used = _used(transform, known)
    if used is None:
        return DatumShift("a shift set in the project", None)
    best = min((item for item in known if item.accuracy >= 0), key=_accuracy, default=None)
    shift = DatumShift(_datum_steps(used.name), max(used.accuracy, 0.0))
    if best is None or used.accuracy < 0 or best.accuracy >= used.accuracy:
        return shift
    better = DatumShift(_datum_steps(best.name), best.accuracy)
    apart = _metres_apart(transform, best, near)
    return DatumShift(shift.name, shift.accuracy_m, _rival_warning(shift, better, apart))


def _used(transform: QgsCoordinateTransform, known: list[QgsDatumTransform.TransformDetails]) -> Operation:
    """Return the details of the operation in use.

    For one that the project pins, QGIS gives back neither name nor accuracy, only the PROJ string.
    """
    pinned = transform.coordinateOperation()
    if not pinned:
        return transform.instantiatedCoordinateOperationDetails()
    return next((item for item in known if item.proj == pinned), None)


def _accuracy(operation: QgsDatumTransform.TransformDetails) -> float:
    return operation.accuracy


def _datum_steps(name: str) -> str:
    """Keep the steps from datum to datum; projections and axis order lose no metres."""
    steps = [step.strip() for step in name.split(" + ")]
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
    apart = "" if apart_m is None else f" The two are {apart_m:.1f} m apart here."
    return f"QGIS would use {used.text}, although {better.text}, is available.{apart}"
