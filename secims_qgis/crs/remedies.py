"""Remedies, applied: one click, nothing in the file or the service is touched, and it can be undone."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem

from secims_qgis.crs.change import ChangeNote, CrsChange, write_note, written
from secims_qgis.model import RemedyAction
from secims_qgis.network.errors import CrsError

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject

    from secims_qgis.model import Remedy


def apply_remedy(layer: QgsMapLayer, remedy: Remedy, project: QgsProject) -> CrsChange:
    """Do what the remedy says and return the way back.

    The change is noted on the layer (``secims/crs_remedy``), so that
    :func:`secims_qgis.crs.last_change` finds it after the project was saved and reopened.
    Main thread only.

    Raises:
        CrsError: this remedy is not available yet, or its CRS is not known here.
    """
    apply = _APPLY.get(remedy.action)
    if apply is None:
        raise CrsError(f"the remedy {remedy.action} is not available yet")
    note = apply(layer, remedy, project)
    write_note(layer, note)
    return CrsChange(layer, project, note)


def _set_layer_crs(layer: QgsMapLayer, remedy: Remedy, _project: QgsProject) -> ChangeNote:
    crs = _known(remedy.authid)
    note = ChangeNote(remedy.action.value, remedy.authid, _now(), written(layer.crs()))
    layer.setCrs(crs)
    layer.triggerRepaint()
    return note


def _set_project_crs(_layer: QgsMapLayer, remedy: Remedy, project: QgsProject) -> ChangeNote:
    crs = _known(remedy.authid)
    note = ChangeNote(remedy.action.value, remedy.authid, _now(), written(project.crs()), project.ellipsoid())
    project.setCrs(crs, True)  # the ellipsoid follows, so that measures are right as well
    return note


def _leave(_layer: QgsMapLayer, remedy: Remedy, _project: QgsProject) -> ChangeNote:
    return ChangeNote(remedy.action.value, "", _now(), "")


_APPLY = {
    RemedyAction.SET_LAYER_CRS: _set_layer_crs,
    RemedyAction.SET_PROJECT_CRS: _set_project_crs,
    RemedyAction.LEAVE: _leave,
}


def _known(authid: str) -> QgsCoordinateReferenceSystem:
    crs = QgsCoordinateReferenceSystem(authid)
    if not crs.isValid():
        raise CrsError(f"QGIS does not know the CRS {authid!r}")
    return crs


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
