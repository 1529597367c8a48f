"""A corrected copy that is to be written: from what, in which CRS, and where to."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from secims_qgis.crs.change import refuse_edits
from secims_qgis.crs.means import Swap, means_of
from secims_qgis.model import RemedyAction
from secims_qgis.network.errors import CrsError

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject

    from secims_qgis.model import Remedy

PROJECT_FOLDER = "secims"


@dataclass(frozen=True)
class CopyOrder:
    """Everything that writing a copy needs; taken down on the main thread, used on any.

    The coordinates are read as ``crs_from``, exchanged where ``is_swapped``, and written in ``crs_to``
    by the operation that ``context`` has for the two. ``features`` is set for layers in memory, which
    cannot be opened twice.
    """

    provider: str
    source: str
    target: Path
    crs_from: QgsCoordinateReferenceSystem
    crs_to: QgsCoordinateReferenceSystem
    context: QgsCoordinateTransformContext
    is_swapped: bool = False
    features: QgsVectorLayerFeatureSource | None = None

    @property
    def part(self) -> Path:
        """Where the copy grows; QGIS insists on the suffix of the format at the end of the name."""
        return self.target.with_name(f"{self.target.stem}.part{self.target.suffix}")


def needs_copy(layer: QgsMapLayer, remedy: Remedy) -> bool:
    """Return whether a remedy writes a file, which may take a while."""
    if remedy.action is RemedyAction.REPROJECT_TO_FILE:
        return True
    return remedy.action is RemedyAction.SWAP_AXES and means_of(layer).swap is Swap.COPY


def plan_copy(layer: QgsMapLayer, remedy: Remedy, project: QgsProject) -> CopyOrder:
    """Take down what a remedy has to write. Main thread only.

    Raises:
        CrsError: the layer cannot be copied, is being edited, or there is no folder to write to.
    """
    means = means_of(layer)
    if not means.is_copied:
        raise CrsError("the data of this layer cannot be copied from here")
    refuse_edits(layer)
    name = file_name(means.stem, remedy, is_raster=isinstance(layer, QgsRasterLayer))
    target = _free(_folder(means.path, project) / name)
    crs_to = QgsCoordinateReferenceSystem(remedy.authid) if remedy.authid else layer.crs()
    crs_from = QgsCoordinateReferenceSystem(remedy.from_authid) if remedy.from_authid else crs_to
    if not (crs_to.isValid() and crs_from.isValid()):
        raise CrsError(f"QGIS does not know the CRS {remedy.authid or remedy.from_authid!r}")
    in_memory = layer.providerType() == "memory"
    return CopyOrder(
        layer.providerType(),
        layer.source(),
        target,
        crs_from,
        crs_to,
        QgsCoordinateTransformContext(project.transformContext()),
        remedy.action is RemedyAction.SWAP_AXES,
        QgsVectorLayerFeatureSource(layer) if in_memory and isinstance(layer, QgsVectorLayer) else None,
    )


def file_name(stem: str, remedy: Remedy, *, is_raster: bool) -> str:
    """Return the name of the copy: ``roads_2023_epsg2006.gpkg``."""
    is_swap = remedy.action is RemedyAction.SWAP_AXES
    how = "swapped" if is_swap else re.sub(r"[^a-z0-9]", "", remedy.authid.lower())
    return f"{stem}_{how}{'.tif' if is_raster else '.gpkg'}"


def _folder(path: Path | None, project: QgsProject) -> Path:
    """Return the folder of the source, or one beside the project where that cannot be written."""
    if path is not None and os.access(path.parent, os.W_OK):
        return path.parent
    home = project.homePath()
    if not home:
        raise CrsError("there is no folder for the copy: save the project first")
    folder = Path(home) / PROJECT_FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CrsError(f"the folder {folder} cannot be made: {error}") from error
    return folder


def _free(path: Path) -> Path:
    """Return the path, or the first of ``name_2``, ``name_3`` … that nobody has yet."""
    number, place = 1, path
    while place.exists():
        number += 1
        place = path.with_name(f"{path.stem}_{number}{path.suffix}")
    return place
