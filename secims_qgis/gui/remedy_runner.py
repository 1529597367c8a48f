"""Applies remedies: those that write a file in a task that can be cancelled, all others at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsFeedback, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from secims_qgis.gui.tasks import FOREGROUND, TaskKeeper, WorkTask
from secims_qgis.gui.translation import tr
from secims_qgis.network.errors import CancelledError, CrsError, SecimsError

if TYPE_CHECKING:
    from pathlib import Path

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
    failed = pyqtSignal(object)
    """Nothing has changed; the value is the SecimsError."""

    def __init__(self, project: QgsProject, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._tasks = project, tasks
        self._task: CopyTask | None = None

    @property
    def is_running(self) -> bool:
        """Whether a copy is being written."""
        return self._task is not None

    def apply(self, source: ReportSource, remedy: Remedy) -> None:
        """Apply a remedy to the layer of a report."""
        from secims_qgis.crs import apply_remedy, needs_copy, plan_copy

        if self._task is not None:
            return
        try:
            if needs_copy(source.layer, remedy):
                self._write(source, remedy, plan_copy(source.layer, remedy, self._project))
                return
            change = apply_remedy(source.layer, remedy, self._project)
        except SecimsError as error:
            self.failed.emit(error)
            return
        self.applied.emit(source.with_change(change), remedy)

    def cancel(self) -> None:
        """Stop the copy; nothing is left of it."""
        if self._task is not None:
            self._task.cancel()

    def _write(self, source: ReportSource, remedy: Remedy, order: CopyOrder) -> None:
        task = CopyTask(order)
        self._task = task
        task.progressChanged.connect(self.progressed.emit)
        task.succeeded.connect(lambda path: self._use(source, remedy, path))
        task.failed.connect(self._stopped)
        self.started.emit(order.target.name)
        self._tasks.start(task, 80)

    def _use(self, source: ReportSource, remedy: Remedy, path: Path) -> None:
        from secims_qgis.crs import use_copy

        self._task = None
        if sip.isdeleted(source.layer):
            self.failed.emit(CrsError(f"the layer is no longer in the project; its copy is {path}"))
            return
        try:
            change = use_copy(source.layer, remedy, self._project, path)
        except SecimsError as error:
            self.failed.emit(error)
            return
        self.applied.emit(source.with_change(change), remedy)

    def _stopped(self, error: SecimsError) -> None:
        self._task = None
        self.failed.emit(error if error is not None else CancelledError("stopped"))
