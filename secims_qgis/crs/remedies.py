"""Remedies, applied: one click each, noted on the layer, and undone with one more."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

from secims_qgis.crs.change import (
    ChangeNote,
    CrsChange,
    refuse_edits,
    stamp_of,
    use_source,
    write_note,
    written,
)
from secims_qgis.crs.copy_order import needs_copy, plan_copy
from secims_qgis.crs.corrected_copy import write_copy
from secims_qgis.crs.file_crs import write_file_crs
from secims_qgis.crs.means import exchanged_source, means_of
from secims_qgis.model import RemedyAction
from secims_qgis.network.errors import CrsError

if TYPE_CHECKING:
    from qgis.core import QgsFeedback, QgsMapLayer, QgsProject

    from secims_qgis.model import Remedy


def apply_remedy(
    layer: QgsMapLayer, remedy: Remedy, project: QgsProject, feedback: QgsFeedback | None = None
) -> CrsChange:
    """Do what the remedy says and return the way back.

    The change is noted on the layer (``secims/crs_remedy``), so that
    :func:`secims_qgis.crs.last_change` finds it after the project was saved and reopened.
    Main thread only. A remedy that writes a copy blocks until it is written; where that must not be,
    :func:`needs_copy` says so, and :func:`plan_copy`, :func:`write_copy` (on any thread) and
    :func:`use_copy` do the same in three steps.

    Raises:
        CrsError: the remedy is not possible for this layer, or its CRS is not known here.
        CancelledError: ``feedback`` was cancelled; nothing has changed.
    """
    if needs_copy(layer, remedy):
        return use_copy(layer, remedy, project, write_copy(plan_copy(layer, remedy, project), feedback))
    note = _APPLY[remedy.action](layer, remedy, project)
    write_note(layer, note)
    return CrsChange(layer, project, note)


def use_copy(layer: QgsMapLayer, remedy: Remedy, project: QgsProject, path: Path) -> CrsChange:
    """Let a layer read the copy that :func:`write_copy` wrote. Main thread only.

    Raises:
        CrsError: the copy cannot be read.
    """
    provider = "gdal" if isinstance(layer, QgsRasterLayer) else "ogr"
    crs = QgsCoordinateReferenceSystem(remedy.authid) if remedy.authid else layer.crs()
    note = _change_source(layer, remedy, (str(path), provider, crs), str(path))
    write_note(layer, note)
    return CrsChange(layer, project, note)


def _change_source(
    layer: QgsMapLayer,
    remedy: Remedy,
    new: tuple[str, str, QgsCoordinateReferenceSystem],
    file: str = "",
) -> ChangeNote:
    refuse_edits(layer)
    before = {"source": layer.source(), "provider": layer.providerType(), "crs": written(layer.crs())}
    old_crs = layer.crs()
    try:
        use_source(layer, *new)
    except CrsError:
        use_source(layer, before["source"], before["provider"], old_crs)
        raise
    copy = {"file": file, "stamp": stamp_of(Path(file))} if file else {}
    return _note(remedy, {**before, "now": layer.source(), **copy})


def _set_layer_crs(layer: QgsMapLayer, remedy: Remedy, _project: QgsProject) -> ChangeNote:
    crs = _known(remedy.authid)
    note = _note(remedy, {"crs": written(layer.crs())})
    layer.setCrs(crs)
    layer.triggerRepaint()
    return note


def _set_project_crs(_layer: QgsMapLayer, remedy: Remedy, project: QgsProject) -> ChangeNote:
    crs = _known(remedy.authid)
    note = _note(remedy, {"crs": written(project.crs()), "ellipsoid": project.ellipsoid()})
    project.setCrs(crs, True)  # the ellipsoid follows, so that measures are right as well
    return note


def _pick_transformation(_layer: QgsMapLayer, remedy: Remedy, project: QgsProject) -> ChangeNote:
    """Pin the operation for the project, without the fallback that would leave the shift out."""
    source, target = _known(remedy.from_authid), _known(remedy.authid)
    context = project.transformContext()
    before = {
        "from": remedy.from_authid,
        "to": remedy.authid,
        "picked": remedy.operation,
        "had": "1" if (source.authid(), target.authid()) in context.coordinateOperations() else "",
        "operation": context.calculateCoordinateOperation(source, target),
        "fallback": "1" if context.allowFallbackTransform(source, target) else "",
    }
    if not context.addCoordinateOperation(source, target, remedy.operation, False):
        raise CrsError("QGIS does not take this datum transformation")
    project.setTransformContext(context)
    return _note(remedy, before)


def _swap_in_place(layer: QgsMapLayer, remedy: Remedy, _project: QgsProject) -> ChangeNote:
    swap = means_of(layer).swap
    if swap is None:
        raise CrsError("X and Y of this layer cannot be exchanged from here")
    crs = _known(remedy.authid) if remedy.authid else layer.crs()
    return _change_source(layer, remedy, (exchanged_source(layer, swap), layer.providerType(), crs))


def _assign_to_file(layer: QgsMapLayer, remedy: Remedy, _project: QgsProject) -> ChangeNote:
    refuse_edits(layer)
    crs, before = _known(remedy.authid), written(layer.crs())
    said = write_file_crs(layer, crs)
    use_source(layer, layer.source(), layer.providerType(), crs)
    return _note(remedy, {"said": said, "crs": before})


def _leave(_layer: QgsMapLayer, remedy: Remedy, _project: QgsProject) -> ChangeNote:
    return _note(remedy, {})


_APPLY = {
    RemedyAction.SET_LAYER_CRS: _set_layer_crs,
    RemedyAction.SET_PROJECT_CRS: _set_project_crs,
    RemedyAction.PICK_TRANSFORMATION: _pick_transformation,
    RemedyAction.SWAP_AXES: _swap_in_place,
    RemedyAction.ASSIGN_TO_FILE: _assign_to_file,
    RemedyAction.LEAVE: _leave,
}


def _note(remedy: Remedy, before: dict[str, str]) -> ChangeNote:
    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    return ChangeNote(remedy.action.value, remedy.authid, now, before, remedy.title)


def _known(authid: str) -> QgsCoordinateReferenceSystem:
    crs = QgsCoordinateReferenceSystem(authid)
    if not crs.isValid():
        raise CrsError(f"QGIS does not know the CRS {authid!r}")
    return crs
