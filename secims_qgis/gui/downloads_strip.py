"""The strip at the bottom of the dock: one line, or the list of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.buttons import name_button, tool_button
from secims_qgis.gui.download_words import total_percent, total_words
from secims_qgis.gui.downloads import DownloadJob, DownloadQueue, JobState
from secims_qgis.gui.downloads_menu import downloads_menu
from secims_qgis.gui.job_list import JobList
from secims_qgis.gui.job_row import thin_bar
from secims_qgis.gui.labels import LineLabel
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.job_row import JobRow

OPEN_SHARE = 0.4
"""The open strip takes at most this part of the dock's height, then it scrolls."""


class DownloadsStrip(QWidget):
    """Hidden while there is nothing to download."""

    action_wanted = pyqtSignal(object, object)
    """A JobAction and its job."""
    menu_wanted = pyqtSignal(object, object)

    def __init__(self, queue: DownloadQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._toggle = tool_button("mActionArrowUp", tr("Show downloads"))
        self._total = LineLabel()
        self._all = tool_button("temporal_navigation/pause", tr("Pause all"))
        self._options = tool_button("mActionOptions", tr("Options of downloads"))
        self._bar = thin_bar()
        self._bar.setFixedHeight(3)
        self._list = JobList()
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def rows(self) -> dict[DownloadJob, JobRow]:
        """The row of each job."""
        return self._list.rows

    @property
    def is_open(self) -> bool:
        """Whether the list of jobs shows."""
        return not self._list.isHidden()

    @property
    def words(self) -> str:
        """The line that always shows."""
        return self._total.text()

    def set_open(self, *, is_open: bool) -> None:
        """Open or close the list."""
        self._list.setVisible(is_open)
        self._bar.setVisible(not is_open)
        icon = "mActionArrowDown" if is_open else "mActionArrowUp"
        self._toggle.setIcon(theme.icon(icon))
        name_button(self._toggle, tr("Hide downloads") if is_open else tr("Show downloads"))

    def refresh(self) -> None:
        """Show how it all goes now."""
        jobs = self._queue.jobs
        self.setVisible(bool(jobs))
        self._total.setText(total_words(jobs) if jobs else "")
        self._total.setAccessibleName(self._total.text())
        self._show_all_button(jobs)
        self._list.updateGeometry()
        percent = total_percent(jobs)
        is_running = any(job.state.is_active for job in jobs)
        self._bar.setRange(0, 100 if percent is not None or not is_running else 0)
        self._bar.setValue(percent if percent is not None else 100)

    def limit_height(self, dock_height: int) -> None:
        """Keep the open list below its share of the dock."""
        self._list.limit = round(dock_height * OPEN_SHARE)
        self._list.updateGeometry()

    def _show_all_button(self, jobs: list[DownloadJob]) -> None:
        """Pause all while one runs; resume all where all are paused."""
        can_pause = any(job.state.is_under_way for job in jobs)
        can_resume = any(job.state is JobState.PAUSED for job in jobs)
        self._all.setVisible(can_pause or can_resume)
        self._all.setIcon(theme.icon("temporal_navigation/pause" if can_pause else "mActionPlay"))
        name_button(self._all, tr("Pause all") if can_pause else tr("Resume all"))

    def _pause_or_resume(self) -> None:
        if any(job.state.is_under_way for job in self._queue.jobs):
            self._queue.pause_all()
        else:
            self._queue.resume_all()

    def _show_failure(self, job: DownloadJob) -> None:
        """Open the list where something went wrong: the line alone does not say what."""
        if job.state is JobState.FAILED:
            self.set_open(is_open=True)

    def _open_options(self) -> None:
        menu = downloads_menu(self._queue, self)
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self._options.rect().topRight()
        place = self._options.mapToGlobal(corner)
        place.setX(place.x() - menu.sizeHint().width())
        place.setY(place.y() - menu.sizeHint().height())
        menu.popup(place)

    def _connect(self) -> None:
        queue = self._queue
        self._toggle.clicked.connect(lambda _checked=False: self.set_open(is_open=not self.is_open))
        self._all.clicked.connect(lambda _checked=False: self._pause_or_resume())
        self._options.clicked.connect(lambda _checked=False: self._open_options())
        self._list.action_wanted.connect(self.action_wanted)
        self._list.menu_wanted.connect(self.menu_wanted)
        queue.job_added.connect(self._list.add)
        queue.job_removed.connect(self._list.remove)
        queue.job_ended.connect(self._show_failure)
        # Several jobs change at once; they are drawn once, when the event loop is free.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        queue.changed.connect(self._later.start)

    def _lay_out(self) -> None:
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Sunken)
        head = QHBoxLayout()
        head.setContentsMargins(4, 2, 4, 2)
        head.setSpacing(2)
        head.addWidget(self._toggle)
        head.addWidget(self._total, 1)
        head.addWidget(self._all)
        head.addWidget(self._options)
        self._options.setPopupMode(QToolButton.ToolButtonPopupMode.DelayedPopup)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(rule)
        rows.addLayout(head)
        rows.addWidget(self._bar)
        rows.addWidget(self._list)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.set_open(is_open=False)
