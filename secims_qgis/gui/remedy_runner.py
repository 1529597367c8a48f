"""Applies remedies: those that write a file in a task that can be cancelled, all others at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsFeedback, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from secims_qgis.gui.tasks import FOREGROUND, TaskKeeper, WorkTask
from secims_qgis.network.errors import CancelledError, CrsError, SecimsError
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from pathlib import Path

    from qgis.core import QgsMapLayer

    from secims_qgis.crs.copy_order import CopyOrder
    from secims_qgis.gui.report_source import ReportSource
    from secims_qgis.model import Remedy


class CopyTask(WorkTask):
    """Writes a corrected copy; visible in QGIS's task list."""

    def __init__(self, order: CopyOrder) -> None:
        super().__init__(tr("Writing {name}").format(name=order.target.name), None, FOREGROUND)
        self._order = order
        self._feedback = QgsFeedback()
        self._feedback.progressChanged.connect(self.setProgress)

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def work(self) -> Path:
        from secims_qgis.crs import write_copy

        return write_copy(self._order, self._feedback)


class RemedyRunner(QObject):
    """One remedy at a time."""

    started = pyqtSignal(str)
    """A copy is being written; the value is its file's name."""
    progressed = pyqtSignal(float)
    """Percent of the copy."""
    applied = pyqtSignal(object, object)
    """A remedy is in force: the ReportSource, now with the change, and the Remedy."""
    failed = pyqtSignal(object, object)
    """Nothing has changed: the ReportSource, and the SecimsError."""

    def __init__(self, project: QgsProject, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._tasks = project, tasks
        self._task: CopyTask | None = None
        self._layer: QgsMapLayer | None = None
        self._file_name = ""

    def writing_for(self, layer: QgsMapLayer) -> str:
        """Return the name of the copy of a layer that is being written, empty where none is."""
        return self._file_name if self._task is not None and self._layer is layer else ""

    def apply(self, source: ReportSource, remedy: Remedy) -> None:
        """Apply a remedy to the layer of a report."""
        from secims_qgis.crs import apply_remedy, needs_copy, plan_copy

        try:
            if needs_copy(source.layer, remedy):
                if self._task is not None:
                    raise CrsError("another copy is being written; wait until that is done")
                self._write(source, remedy, plan_copy(source.layer, remedy, self._project))
                return
            change = apply_remedy(source.layer, remedy, self._project)
        except SecimsError as error:
            self.failed.emit(source, error)
            return
        self.applied.emit(source.with_change(change), remedy)

    def cancel(self) -> None:
        """Stop the copy; nothing is left of it."""
        if self._task is not None:
            self._task.cancel()

    def _write(self, source: ReportSource, remedy: Remedy, order: CopyOrder) -> None:
        task = CopyTask(order)
        self._task, self._layer, self._file_name = task, source.layer, order.target.name
        task.progressChanged.connect(self.progressed.emit)
        task.succeeded.connect(lambda path: self._use(source, remedy, path))
        task.failed.connect(lambda error: self._stopped(source, error))
        self.started.emit(self._file_name)
        self._tasks.start(task, 80)

    def _use(self, source: ReportSource, remedy: Remedy, path: Path) -> None:
        from secims_qgis.crs import use_copy

        self._task = None
        if sip.isdeleted(source.layer):
            error = CrsError(f"the layer is no longer in the project; its copy is {path}")
            self.failed.emit(source, error)
            return
        try:
            change = use_copy(source.layer, remedy, self._project, path)
        except SecimsError as error:
            self.failed.emit(source, error)
            return
        self.applied.emit(source.with_change(change), remedy)

    def _stopped(self, source: ReportSource, error: SecimsError | None) -> None:
        self._task = None
        self.failed.emit(source, error if error is not None else CancelledError("stopped"))
