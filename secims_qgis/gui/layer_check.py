"""The CRS check of a layer that was just opened, still off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsMapLayer,
    QgsProject,
)

from secims_qgis.network.errors import CrsError

if TYPE_CHECKING:
    from secims_qgis.model import CrsReport, Distribution, Record


@dataclass(frozen=True)
class MapPlace:
    """The project's CRS and datum shifts, copied on the GUI thread before a task starts."""

    crs: QgsCoordinateReferenceSystem
    context: QgsCoordinateTransformContext


@dataclass(frozen=True)
class CheckedLayer:
    """A layer and where it is drawn; no report where the check itself failed."""

    layer: QgsMapLayer
    report: CrsReport | None


def map_place(project: QgsProject) -> MapPlace:
    """Return where layers of a project are drawn."""
    return MapPlace(
        QgsCoordinateReferenceSystem(project.crs()),
        QgsCoordinateTransformContext(project.transformContext()),
    )


def checked(layer: QgsMapLayer, record: Record, distribution: Distribution, place: MapPlace) -> CheckedLayer:
    """Check the CRS of a layer that nobody else uses yet."""
    from secims_qgis.crs import check_crs, declared_crs

    declared = declared_crs(record, distribution, layer)
    try:
        report = check_crs(layer, declared, record.bbox, place.crs, place.context)
    except CrsError:
        return CheckedLayer(layer, None)
    return CheckedLayer(layer, report)
