"""The operation that a project pins between two CRSs. QGIS keeps it for one direction and takes it for both.

Asked for the other direction, QGIS 3.40 hands out the operation as it was pinned, and transforms points
by its inverse, but boxes by itself, which puts them nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsDatumTransform

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform

NORMALIZED = " (with axis order normalized for visualization)"
"""What newer versions of PROJ add to names."""


def is_pinned_the_other_way(transform: QgsCoordinateTransform) -> bool:
    """Return whether a transform takes the inverse of an operation that is pinned for the way back."""
    source, target = transform.sourceCrs(), transform.destinationCrs()
    return bool(transform.context().mustReverseCoordinateOperation(source, target))


def pinned_operation(transform: QgsCoordinateTransform) -> str:
    """Return the PROJ string of the pinned operation, in the direction of the transform.

    Empty where none is pinned, or one for the way back that PROJ does not know for this way.
    """
    pinned = str(transform.coordinateOperation())
    if not pinned or not is_pinned_the_other_way(transform):
        return pinned
    source, target = transform.sourceCrs(), transform.destinationCrs()
    back = [_steps(item.name) for item in _operations(target, source) if item.proj == pinned]
    return next((item.proj for item in _operations(source, target) if _steps(item.name) in back), "")


def _operations(
    source: QgsCoordinateReferenceSystem, target: QgsCoordinateReferenceSystem
) -> list[QgsDatumTransform.TransformDetails]:
    return list(QgsDatumTransform.operations(source, target))


def _steps(name: str) -> frozenset[str]:
    steps = name.replace(NORMALIZED, "").split(" + ")
    return frozenset(step.strip().replace("Inverse of ", "") for step in steps)
