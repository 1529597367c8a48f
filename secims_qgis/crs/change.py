"""What a remedy changed, kept on the layer so that it can be undone after the project was reopened."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsMapLayer, QgsProject
from qgis.PyQt import sip

from secims_qgis.model import RemedyAction
from secims_qgis.network.errors import CrsError

if TYPE_CHECKING:
    from typing import Any

CRS_REMEDY_PROPERTY = "secims/crs_remedy"


@dataclass(frozen=True)
class ChangeNote:
    """What was changed, when (ISO 8601, UTC), and what was so before.

    ``crs_before`` is a code, or WKT where there is no code, and empty where there was no CRS.
    ``ellipsoid_before`` is the project's.
    """

    action: str
    authid: str
    changed: str
    crs_before: str
    ellipsoid_before: str = ""


class CrsChange:
    """A change made by a remedy; :meth:`undo` takes it back. Main thread only."""

    def __init__(self, layer: QgsMapLayer, project: QgsProject, note: ChangeNote) -> None:
        """Remember where the change was made."""
        self._layer = layer
        self._project = project
        self.note = note

    def undo(self) -> None:
        """Restore the CRS that was there before.

        Raises:
            CrsError: the layer is gone, or the CRS was changed again since.
        """
        if sip.isdeleted(self._layer):
            raise CrsError("the layer is no longer in the project")
        if read_note(self._layer) != self.note:
            raise CrsError("the change was undone already, or another one followed")
        _UNDO[RemedyAction(self.note.action)](self)
        self._layer.removeCustomProperty(CRS_REMEDY_PROPERTY)

    def _undo_layer_crs(self) -> None:
        if self._layer.crs() != QgsCoordinateReferenceSystem(self.note.authid):
            raise CrsError("the CRS of the layer was changed again since")
        self._layer.setCrs(_restored(self.note.crs_before))
        self._layer.triggerRepaint()

    def _undo_project_crs(self) -> None:
        if self._project.crs() != QgsCoordinateReferenceSystem(self.note.authid):
            raise CrsError("the CRS of the project was changed again since")
        self._project.setCrs(_restored(self.note.crs_before))
        self._project.setEllipsoid(self.note.ellipsoid_before)

    def _undo_nothing(self) -> None:
        """Leaving a layer alone has only its note to take back."""


_UNDO = {
    RemedyAction.SET_LAYER_CRS: CrsChange._undo_layer_crs,
    RemedyAction.SET_PROJECT_CRS: CrsChange._undo_project_crs,
    RemedyAction.LEAVE: CrsChange._undo_nothing,
}


def has_change(layer: QgsMapLayer) -> bool:
    """Return whether the user had the CRS of this layer set by a remedy."""
    note = read_note(layer)
    return note is not None and note.action == RemedyAction.SET_LAYER_CRS.value


def last_change(layer: QgsMapLayer, project: QgsProject) -> CrsChange | None:
    """Return the last remedy applied to a layer, also one from before the project was saved."""
    note = read_note(layer)
    return CrsChange(layer, project, note) if note else None


def write_note(layer: QgsMapLayer, note: ChangeNote) -> None:
    """Keep the note on the layer; it is saved with the project."""
    layer.setCustomProperty(CRS_REMEDY_PROPERTY, json.dumps(asdict(note)))


def read_note(layer: QgsMapLayer) -> ChangeNote | None:
    """Return the note of the last remedy, or None where there is none that can be read."""
    text = layer.customProperty(CRS_REMEDY_PROPERTY, "")
    try:
        fields: Any = json.loads(text) if text else None
        note = ChangeNote(**fields) if isinstance(fields, dict) else None
    except (TypeError, ValueError):
        return None
    return note if note and note.action in {action.value for action in _UNDO} else None


def written(crs: QgsCoordinateReferenceSystem) -> str:
    """Write a CRS so that it can be restored, with or without a code."""
    if not crs.isValid():
        return ""
    return crs.authid() or crs.toWkt(Qgis.CrsWktVariant.Preferred)


def _restored(text: str) -> QgsCoordinateReferenceSystem:
    crs = QgsCoordinateReferenceSystem(text) if text else QgsCoordinateReferenceSystem()
    return crs if crs.isValid() or not text else QgsCoordinateReferenceSystem.fromWkt(text)
