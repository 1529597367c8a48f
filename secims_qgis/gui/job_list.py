"""The rows of the downloads, one below the other; the keyboard goes from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from secims_qgis.gui.job_row import JobRow

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QResizeEvent

    from secims_qgis.gui.download_job import DownloadJob


class JobList(QScrollArea):
    """As high as its rows, up to a limit, then it scrolls."""

    action_wanted = pyqtSignal(object, object)
    menu_wanted = pyqtSignal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.limit = 240
        self.rows: dict[DownloadJob, JobRow] = {}
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.setWidget(content)

    def add(self, job: DownloadJob) -> None:
        """Add the row of a job at the end."""
        row = JobRow(job)
        row.action_wanted.connect(self.action_wanted)
        row.menu_wanted.connect(self.menu_wanted)
        row.step_wanted.connect(self._step)
        self.rows[job] = row
        self._column.insertWidget(self._column.count() - 1, row)
        self.updateGeometry()

    def remove(self, job: DownloadJob) -> None:
        """Take the row of a job away; the keyboard goes to its neighbour."""
        row = self.rows.pop(job, None)
        if row is None:
            return
        if row.hasFocus():
            self._step(row, 1)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = self.widget().layout()
        height = rows.sizeHint().height()
        if rows.hasHeightForWidth():
            height = rows.totalHeightForWidth(self.width())
        return QSize(200, min(self.limit, height + 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, min(60, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _step(self, row: JobRow, direction: int) -> None:
        place = self._column.indexOf(row)
        last = self._column.count() - 2  # behind the rows comes the stretch
        to = place + direction
        if to > last:
            to = place - 1 if place == last and row.job not in self.rows else last
        item = self._column.itemAt(max(0, to))
        target = item.widget() if item is not None else None
        if target is not None and target is not row:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(target)
