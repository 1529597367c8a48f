"""One job in the list of downloads."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from secims_qgis.gui.buttons import tool_button
from secims_qgis.gui.download_words import job_words
from secims_qgis.gui.downloads import DownloadJob, JobState
from secims_qgis.gui.labels import PlainLabel, QuietLabel
from secims_qgis.gui.message import MessageAction
from secims_qgis.gui.translation import tr

THIN_BAR_PX = 7


class JobRow(QWidget):
    """Title, progress and words of one job, with what can be done about it."""

    folder_wanted = pyqtSignal(object)
    other_folder_wanted = pyqtSignal(object)
    try_again_wanted = pyqtSignal(object)

    def __init__(self, job: DownloadJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.job = job
        self._title = PlainLabel(job.order.title)
        self._title.setWordWrap(False)
        self._bar = thin_bar()
        self._words = QuietLabel()
        self.folder = tool_button("mIconFolderOpen", tr("Show in folder"))
        self.other_folder = tool_button("mIconFolderOpen", tr("Choose another folder"))
        self.again = tool_button("mActionRefresh", tr("Try again"))
        self.cancel = tool_button("mIconClearText", tr("Cancel"))
        self.folder.clicked.connect(lambda _checked=False: self.folder_wanted.emit(job))
        self.other_folder.clicked.connect(lambda _checked=False: self.other_folder_wanted.emit(job))
        self.again.clicked.connect(lambda _checked=False: self.try_again_wanted.emit(job))
        self.cancel.clicked.connect(lambda _checked=False: job.cancel())
        self._lay_out()
        job.changed.connect(self.refresh)
        self.refresh()

    @property
    def words(self) -> str:
        """What is said about the job."""
        return self._words.text()

    def refresh(self) -> None:
        """Show how the job goes now."""
        status = self.job.status
        show_progress(self._bar, status.received_bytes, status.total_bytes, status.state)
        self._words.setText(job_words(self.job))
        self.setAccessibleName(f"{self.job.order.title}, {self._words.text()}")
        self.cancel.setVisible(not status.state.is_over)
        self.folder.setVisible(status.state is JobState.DONE)
        self.again.setVisible(status.state in {JobState.FAILED, JobState.CANCELLED})
        actions = status.message.actions if status.message is not None else ()
        self.other_folder.setVisible(MessageAction.CHOOSE_FOLDER in actions)

    def _lay_out(self) -> None:
        words, row = QVBoxLayout(), QHBoxLayout(self)
        words.setSpacing(2)
        for widget in (self._title, self._bar, self._words):
            words.addWidget(widget)
        row.setContentsMargins(6, 3, 4, 3)
        row.addLayout(words, 1)
        for button in (self.other_folder, self.again, self.folder, self.cancel):
            row.addWidget(button)


def thin_bar() -> QProgressBar:
    """Return a progress bar without text."""
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setFixedHeight(THIN_BAR_PX)
    bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return bar


def show_progress(bar: QProgressBar, received: int, total: int | None, state: JobState) -> None:
    """Show how much has arrived; the bar swings where nobody knows of how much."""
    if state is JobState.DONE:
        bar.setRange(0, 100)
        bar.setValue(100)
    elif total:
        bar.setRange(0, 1000)
        bar.setValue(min(1000, round(1000 * received / total)))
    else:
        bar.setRange(0, 0 if state in {JobState.RUNNING, JobState.CHECKING} else 100)
        bar.setValue(0)
