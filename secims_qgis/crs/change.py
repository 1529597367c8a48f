"""What remedies changed, kept on the layer so that it can be undone after the project was reopened."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsDataProvider,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt import sip

from secims_qgis.crs.file_crs import restore_file_crs
from secims_qgis.model import RemedyAction
from secims_qgis.network.errors import CrsError

if TYPE_CHECKING:
    from typing import Any

CRS_REMEDY_PROPERTY = "secims/crs_remedy"


@dataclass(frozen=True)
class ChangeNote:
    """What was changed, when (ISO 8601, UTC), and in ``before`` all that undoing needs.

    A CRS in ``before`` is a code, or WKT where there is no code, and empty where there was none.
    """

    action: str
    authid: str
    changed: str
    before: dict[str, str] = field(default_factory=dict)
    title: str = ""


class CrsChange:
    """A change made by a remedy; :meth:`undo` takes it back. Main thread only."""

    def __init__(self, layer: QgsMapLayer, project: QgsProject, note: ChangeNote) -> None:
        """Remember where the change was made."""
        self._layer = layer
        self._project = project
        self.note = note

    def undo(self) -> None:
        """Restore what was there before.

        Raises:
            CrsError: the layer is gone, or what was changed was changed again since.
        """
        if sip.isdeleted(self._layer):
            raise CrsError("the layer is no longer in the project")
        if read_note(self._layer) != self.note:
            raise CrsError("the change was undone already, or another one followed")
        _UNDO[RemedyAction(self.note.action)](self)
        _write_notes(self._layer, read_notes(self._layer)[:-1])

    def _undo_layer_crs(self) -> None:
        if self._layer.crs() != QgsCoordinateReferenceSystem(self.note.authid):
            raise CrsError("the CRS of the layer was changed again since")
        self._layer.setCrs(_restored(self.note.before["crs"]))
        self._layer.triggerRepaint()

    def _undo_project_crs(self) -> None:
        if self._project.crs() != QgsCoordinateReferenceSystem(self.note.authid):
            raise CrsError("the CRS of the project was changed again since")
        self._project.setCrs(_restored(self.note.before["crs"]))
        self._project.setEllipsoid(self.note.before["ellipsoid"])

    def _undo_transformation(self) -> None:
        before = self.note.before
        source, target = _restored(before["from"]), _restored(before["to"])
        context = self._project.transformContext()
        if context.calculateCoordinateOperation(source, target) != before["picked"]:
            raise CrsError("the datum transformation of the project was changed again since")
        if before["had"]:
            context.addCoordinateOperation(source, target, before["operation"], before["fallback"] == "1")
        else:
            context.removeCoordinateOperation(source, target)
        self._project.setTransformContext(context)

    def _undo_source(self) -> None:
        before = self.note.before
        if self._layer.source() != before["now"]:
            raise CrsError("the source of the layer was changed again since")
        use_source(self._layer, before["source"], before["provider"], _restored(before["crs"]))
        file = before.get("file", "")
        if file and stamp_of(Path(file)) == before.get("stamp"):  # nobody has worked on it since
            self._drop_copy(file, before["now"])

    def _undo_file_crs(self) -> None:
        refuse_edits(self._layer)
        before = self.note.before
        restore_file_crs(self._layer, before["said"])
        use_source(self._layer, self._layer.source(), self._layer.providerType(), _restored(before["crs"]))

    def _undo_nothing(self) -> None:
        """Leaving a layer alone has only its note to take back."""

    def _drop_copy(self, file: str, source: str) -> None:
        """Remove the copy that the remedy wrote, unless another layer has come to use it."""
        others = [item for item in self._project.mapLayers().values() if item is not self._layer]
        if not any(item.source() == source or file in item.source() for item in others):
            with contextlib.suppress(OSError):
                Path(file).unlink()


_UNDO = {
    RemedyAction.SET_LAYER_CRS: CrsChange._undo_layer_crs,
    RemedyAction.SET_PROJECT_CRS: CrsChange._undo_project_crs,
    RemedyAction.PICK_TRANSFORMATION: CrsChange._undo_transformation,
    RemedyAction.SWAP_AXES: CrsChange._undo_source,
    RemedyAction.REPROJECT_TO_FILE: CrsChange._undo_source,
    RemedyAction.ASSIGN_TO_FILE: CrsChange._undo_file_crs,
    RemedyAction.LEAVE: CrsChange._undo_nothing,
}


def use_source(layer: QgsMapLayer, source: str, provider: str, crs: QgsCoordinateReferenceSystem) -> None:
    """Let a layer read another source, with its name, style, filter and everything else kept.

    Raises:
        CrsError: the source cannot be read, or there are edits that would be written to another one.
    """
    refuse_edits(layer)
    options = QgsDataProvider.ProviderOptions()
    subset = layer.subsetString() if isinstance(layer, QgsVectorLayer) else ""
    if isinstance(layer, (QgsVectorLayer, QgsRasterLayer)):
        layer.setDataSource(source, layer.name(), provider, options, False)
    if not layer.isValid():
        raise CrsError(f"the data cannot be read: {layer.error().summary()}")
    if isinstance(layer, QgsVectorLayer):
        if subset:
            layer.setSubsetString(subset)
        layer.updateExtents(True)  # QGIS keeps those of the source before
    layer.setCrs(crs)
    layer.triggerRepaint()


def refuse_edits(layer: QgsMapLayer) -> None:
    """Raise CrsError for a layer with edits that are not saved."""
    if isinstance(layer, QgsVectorLayer) and layer.isModified():
        raise CrsError("the layer has edits that are not saved")


def stamp_of(file: Path) -> str:
    """Return what changes when somebody writes to a file; empty where it is gone."""
    try:
        status = file.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def has_change(layer: QgsMapLayer) -> bool:
    """Return whether the user had the CRS of this layer set by a remedy."""
    note = read_note(layer)
    return note is not None and note.action == RemedyAction.SET_LAYER_CRS.value


def is_chosen(layer: QgsMapLayer) -> bool:
    """Return whether the CRS of a layer is the one that a remedy gave it."""
    note = read_note(layer)
    sets = {RemedyAction.SET_LAYER_CRS, RemedyAction.ASSIGN_TO_FILE, RemedyAction.REPROJECT_TO_FILE}
    return note is not None and RemedyAction(note.action) in sets and layer.crs().authid() == note.authid


def last_change(layer: QgsMapLayer, project: QgsProject) -> CrsChange | None:
    """Return the last remedy applied to a layer, also one from before the project was saved."""
    note = read_note(layer)
    return CrsChange(layer, project, note) if note else None


def write_note(layer: QgsMapLayer, note: ChangeNote) -> None:
    """Keep the note on the layer, above those of earlier remedies; it is saved with the project."""
    _write_notes(layer, [*read_notes(layer), note])


def read_note(layer: QgsMapLayer) -> ChangeNote | None:
    """Return the note of the last remedy, or None where there is none that can be read."""
    notes = read_notes(layer)
    return notes[-1] if notes else None


def read_notes(layer: QgsMapLayer) -> list[ChangeNote]:
    """Return the notes of all remedies in force, oldest first; none where one cannot be read."""
    text = layer.customProperty(CRS_REMEDY_PROPERTY, "")
    try:
        entries: Any = json.loads(text) if text else []
        notes = [ChangeNote(**entry) for entry in entries] if isinstance(entries, list) else []
    except (TypeError, ValueError):
        return []
    known = {action.value for action in _UNDO}
    return notes if all(note.action in known and isinstance(note.before, dict) for note in notes) else []


def written(crs: QgsCoordinateReferenceSystem) -> str:
    """Write a CRS so that it can be restored, with or without a code."""
    if not crs.isValid():
        return ""
    return crs.authid() or crs.toWkt(Qgis.CrsWktVariant.Preferred)


def _write_notes(layer: QgsMapLayer, notes: list[ChangeNote]) -> None:
    if notes:
        layer.setCustomProperty(CRS_REMEDY_PROPERTY, json.dumps([asdict(note) for note in notes]))
    else:
        layer.removeCustomProperty(CRS_REMEDY_PROPERTY)


def _restored(text: str) -> QgsCoordinateReferenceSystem:
    crs = QgsCoordinateReferenceSystem(text) if text else QgsCoordinateReferenceSystem()
    return crs if crs.isValid() or not text else QgsCoordinateReferenceSystem.fromWkt(text)
