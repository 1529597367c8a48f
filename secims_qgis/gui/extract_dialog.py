"""The window of an extract: choices, how much it will be, progress, and what went wrong."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal, pyqtSlot
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout

from secims_qgis.gui import theme
from secims_qgis.gui.extract_form import ExtractForm
from secims_qgis.gui.extract_order import estimate_words
from secims_qgis.gui.extract_task import EstimateTask, Extracted, ExtractTask
from secims_qgis.gui.labels import PlainLabel, QuietLabel
from secims_qgis.gui.messages import Activity, explain
from secims_qgis.network.errors import CancelledError, SecimsError
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from pathlib import Path

    from secims_qgis.download.extract_estimate import ExtractEstimate
    from secims_qgis.gui.extract_order import ExtractSubject
    from secims_qgis.gui.tasks import TaskKeeper
    from secims_qgis.gui.workspace import Workspace
    from secims_qgis.network.session import QgisSession

ESTIMATE_AFTER_MS = 600
"""After the last change; a service is not asked for each digit."""
WIDTH_UNITS = 30


class ExtractDialog(QDialog):
    """Not modal: the map stays usable, an extent can be drawn on it. Gone when it has done its work."""

    extracted = pyqtSignal(object)

    def __init__(  # noqa: PLR0913 - what it is about, and what it works with
        self,
        title: str,
        subject: ExtractSubject,
        target: Path,
        workspace: Workspace,
        tasks: TaskKeeper,
        *,
        is_all: bool,
        wants_layers: bool,
    ) -> None:
        super().__init__(workspace.main_window)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._subject, self._tasks, self._wants_layers = subject, tasks, wants_layers
        self._estimating: EstimateTask | None = None
        self._extracting: ExtractTask | None = None
        self.form = ExtractForm(subject, target, workspace, is_all=is_all)
        self.heading = PlainLabel(subject.title)
        self.estimate, self.problem = QuietLabel(), PlainLabel()
        self.progress = QProgressBar()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = self.buttons.addButton(title.rstrip("…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(ESTIMATE_AFTER_MS)
        self._lay_out()
        self._connect()
        self._ask_how_much()

    @property
    def is_extracting(self) -> bool:
        """Whether the file is being made."""
        return self._extracting is not None

    def begin(self) -> None:
        """Make the extract that is chosen."""
        if self.is_extracting:
            return
        self._stop_estimate()
        task = ExtractTask(self.form.order, self._session(), wants_layers=self._wants_layers)
        task.progressed.connect(self._show_progress)
        task.succeeded.connect(self._succeeded)
        task.failed.connect(self._failed)
        self._extracting = task
        self.problem.setText("")
        self._show_running()
        self._tasks.start(task, 60)

    def reject(self) -> None:
        """Cancel the work; without any, close."""
        if self._extracting is not None:
            self._extracting.cancel()
            self.progress.setFormat(tr("Stopping…"))
            return
        self._stop_estimate()
        super().reject()

    def stop(self) -> None:
        """Cancel everything and close."""
        for task in (self._extracting, self._estimating):
            if task is not None:
                task.succeeded.disconnect()
                task.failed.disconnect()
                task.cancel()
        self._extracting = self._estimating = None
        super().reject()

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        self.heading.setFont(theme.bold(self.font()))
        for widget in (self.heading, self.form, self.estimate, self.problem):
            rows.addWidget(widget)
        rows.addStretch(1)
        rows.addWidget(self.progress)
        rows.addWidget(self.buttons)
        self.progress.setVisible(False)
        self.problem.setVisible(False)
        self.resize(self.fontMetrics().height() * WIDTH_UNITS, self.sizeHint().height())

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.begin)
        self.buttons.rejected.connect(self.reject)
        self.form.changed.connect(self._changed)
        self._later.timeout.connect(self._ask_how_much)

    def _session(self) -> QgisSession:
        from secims_qgis.network import open_session

        session = open_session(self._subject.authcfg)
        session.bind_credentials(self._subject.distribution.url)
        return session

    @pyqtSlot()
    def _changed(self) -> None:
        self._stop_estimate()
        self.estimate.setText(self._overwriting() or tr("Asking how much it is…"))
        self._later.start()

    @pyqtSlot()
    def _ask_how_much(self) -> None:
        if self.is_extracting:
            return
        self.estimate.setText(tr("Asking how much it is…"))
        task = EstimateTask(self.form.order, self._session())
        task.succeeded.connect(lambda estimate: self._estimated(task, estimate))
        task.failed.connect(lambda error: self._not_estimated(task, error))
        self._estimating = task
        self._tasks.start(task, 70)

    def _estimated(self, task: EstimateTask, estimate: ExtractEstimate) -> None:
        if task is self._estimating:
            self._estimating = None
            words = [estimate_words(estimate, self._free_bytes()), self._overwriting()]
            self.estimate.setText(" ".join(filter(None, words)))

    def _not_estimated(self, task: EstimateTask, error: SecimsError) -> None:
        if task is self._estimating:
            self._estimating = None
            self.estimate.setText(explain(error, Activity.DOWNLOAD).sentence)

    def _stop_estimate(self) -> None:
        self._later.stop()
        task, self._estimating = self._estimating, None
        if task is not None:
            task.cancel()

    def _overwriting(self) -> str:
        if not self.form.target.exists():
            return ""
        return tr("{name} is there already and will be replaced.").format(name=self.form.target.name)

    def _free_bytes(self) -> int:
        folder = self.form.target.parent
        there = next((path for path in (folder, *folder.parents) if path.exists()), folder)
        try:
            return shutil.disk_usage(there).free
        except OSError:
            return 0

    @pyqtSlot(float)
    def _show_progress(self, percent: float) -> None:
        self.progress.setRange(0, 100 if percent > 0 else 0)
        self.progress.setValue(round(percent))

    @pyqtSlot(object)
    def _succeeded(self, extracted: Extracted) -> None:
        self._extracting = None
        self._show_running()
        self.extracted.emit(extracted)
        self.accept()

    @pyqtSlot(object)
    def _failed(self, error: SecimsError) -> None:
        self._extracting = None
        self._show_running()
        if not isinstance(error, CancelledError):
            message = explain(error, Activity.DOWNLOAD)
            self.problem.setText(message.sentence)
        self.problem.setVisible(bool(self.problem.text()))

    def _show_running(self) -> None:
        is_running = self.is_extracting
        self.form.setEnabled(not is_running)
        self.start.setEnabled(not is_running)
        self.problem.setVisible(bool(self.problem.text()) and not is_running)
        self.progress.setVisible(is_running)
        if is_running:
            self.progress.setFormat("%p %")
            self.progress.setRange(0, 0)
