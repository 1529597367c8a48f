"""The strip at the bottom of the dock: one line, or the list of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui import theme
from secims_qgis.gui.buttons import name_button, tool_button
from secims_qgis.gui.download_words import total_percent, total_words
from secims_qgis.gui.downloads import DownloadJob, DownloadQueue, JobState
from secims_qgis.gui.job_row import JobRow, thin_bar
from secims_qgis.gui.labels import LineLabel
from secims_qgis.gui.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QResizeEvent

OPEN_SHARE = 0.4
"""The open strip takes at most this part of the dock's height, then it scrolls."""


class DownloadsStrip(QWidget):
    """Hidden while there is nothing to download."""

    folder_wanted = pyqtSignal(object)
    other_folder_wanted = pyqtSignal(object)

    def __init__(self, queue: DownloadQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.rows: dict[DownloadJob, JobRow] = {}
        self._toggle = tool_button("mActionArrowUp", tr("Show downloads"))
        self._total = LineLabel()
        self._clear = QToolButton()
        self._bar = thin_bar()
        self._bar.setFixedHeight(3)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._scroll = JobScroll(self._list)
        self._lay_out()
        self._toggle.clicked.connect(lambda _checked=False: self.set_open(is_open=not self.is_open))
        self._clear.clicked.connect(lambda _checked=False: queue.clear_finished())
        queue.job_added.connect(self._add_row)
        queue.job_removed.connect(self._remove_row)
        queue.job_ended.connect(self._show_failure)
        # Several jobs change at once; they are drawn once, when the event loop is free.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        queue.changed.connect(self._later.start)
        self.refresh()

    @property
    def is_open(self) -> bool:
        """Whether the list of jobs shows."""
        return not self._scroll.isHidden()

    @property
    def words(self) -> str:
        """The line that always shows."""
        return self._total.text()

    def set_open(self, *, is_open: bool) -> None:
        """Open or close the list."""
        self._scroll.setVisible(is_open)
        self._bar.setVisible(not is_open)
        icon = "mActionArrowDown" if is_open else "mActionArrowUp"
        self._toggle.setIcon(theme.icon(icon))
        name_button(self._toggle, tr("Hide downloads") if is_open else tr("Show downloads"))

    def refresh(self) -> None:
        """Show how it all goes now."""
        jobs = self._queue.jobs
        self.setVisible(bool(jobs))
        self._total.setText(total_words(jobs) if jobs else "")
        is_any_over = any(job.status.state.is_over for job in jobs)
        self._clear.setVisible(is_any_over)
        self._scroll.updateGeometry()
        percent = total_percent(jobs)
        is_running = any(not job.status.state.is_over for job in jobs)
        self._bar.setRange(0, 100 if percent is not None or not is_running else 0)
        self._bar.setValue(percent if percent is not None else 100)

    def limit_height(self, dock_height: int) -> None:
        """Keep the open list below its share of the dock."""
        self._scroll.limit = round(dock_height * OPEN_SHARE)
        self._scroll.updateGeometry()

    def _add_row(self, job: DownloadJob) -> None:
        row = JobRow(job)
        row.folder_wanted.connect(self.folder_wanted)
        row.other_folder_wanted.connect(self.other_folder_wanted)
        row.try_again_wanted.connect(self._queue.try_again)
        self.rows[job] = row
        self._rows.insertWidget(self._rows.count() - 1, row)
        self._scroll.updateGeometry()

    def _show_failure(self, job: DownloadJob) -> None:
        """Open the list where something went wrong: the line alone does not say what."""
        if job.status.state is JobState.FAILED:
            self.set_open(is_open=True)

    def _remove_row(self, job: DownloadJob) -> None:
        row = self.rows.pop(job, None)
        if row is not None:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._scroll.updateGeometry()

    def _lay_out(self) -> None:
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Sunken)
        self._clear.setText(tr("Clear"))
        self._clear.setAutoRaise(True)
        name_button(self._clear, tr("Take finished downloads off the list"))
        head = QHBoxLayout()
        head.setContentsMargins(4, 2, 6, 2)
        head.addWidget(self._toggle)
        head.addWidget(self._total, 1)
        head.addWidget(self._clear)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._rows.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(rule)
        rows.addLayout(head)
        rows.addWidget(self._bar)
        rows.addWidget(self._scroll)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.set_open(is_open=False)


class JobScroll(QScrollArea):
    """As high as its rows, up to a limit."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.limit = 240
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        rows = self.widget().layout()
        height = rows.sizeHint().height()
        if rows.hasHeightForWidth():
            height = rows.totalHeightForWidth(self.width())
        return QSize(200, min(self.limit, height + 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, min(60, self.sizeHint().height()))
