"""One job in the list of downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QStyle,
    QStyleOptionFocusRect,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.download.queue_state import JobState
from secims_qgis.gui.buttons import name_button, tool_button
from secims_qgis.gui.download_words import job_words, title_words
from secims_qgis.gui.job_actions import JobAction, action_look, actions_of
from secims_qgis.gui.labels import PlainLabel, QuietLabel
from secims_qgis.gui.theme import icon

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QContextMenuEvent, QKeyEvent, QPaintEvent
    from qgis.PyQt.QtWidgets import QToolButton

    from secims_qgis.gui.download_job import DownloadJob

THIN_BAR_PX = 7
BUTTONS = 2
"""A row has the two most useful buttons; its menu has all."""
_KEYS = {
    Qt.Key.Key_Space: (JobAction.PAUSE, JobAction.RESUME, JobAction.TRY_AGAIN),
    Qt.Key.Key_Delete: (JobAction.CANCEL, JobAction.REMOVE),
    Qt.Key.Key_Return: (JobAction.CHOOSE_LAYERS, JobAction.ADD_TO_PROJECT, JobAction.SHOW_FOLDER),
    Qt.Key.Key_Enter: (JobAction.CHOOSE_LAYERS, JobAction.ADD_TO_PROJECT, JobAction.SHOW_FOLDER),
}
"""The first of these that can be done is done."""


class JobRow(QFrame):
    """Title, progress and words of one job, with what can be done about it."""

    action_wanted = pyqtSignal(object, object)
    """A JobAction and its job."""
    menu_wanted = pyqtSignal(object, object)
    """The job, and a place on the screen."""
    step_wanted = pyqtSignal(object, int)
    """The row, and in which direction the keyboard leaves it."""

    def __init__(self, job: DownloadJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.job = job
        self._title = PlainLabel(job.order.title)
        self._title.setWordWrap(False)
        self._bar = thin_bar()
        self._words = QuietLabel()
        self._actions: tuple[JobAction, ...] = ()
        self._buttons: list[QToolButton] = []
        for place in range(BUTTONS):
            button = tool_button("mIconClearText", "")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, place=place: self._press(place))
            self._buttons.append(button)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        job.changed.connect(self.refresh)
        self.refresh()

    @property
    def words(self) -> str:
        """What is said about the job."""
        return self._words.text()

    def button(self, action: JobAction) -> QToolButton:
        """Return the button of an action; the row has to have one."""
        return self._buttons[self._actions.index(action)]

    def refresh(self) -> None:
        """Show how the job goes now."""
        status = self.job.status
        show_progress(self._bar, status.received_bytes, status.total_bytes, status.state)
        words = job_words(self.job)
        if words != self._words.text():
            self._words.setText(words)
        title = title_words(self.job)
        if title != self._title.text():
            self._title.setText(title)
        self.setAccessibleName(f"{title}, {words}")
        actions = actions_of(status)[:BUTTONS]
        if actions != self._actions:
            self._show_actions(actions)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        wanted = next((item for item in _KEYS.get(key, ()) if item in actions_of(self.job.status)), None)
        if wanted is not None:
            self.action_wanted.emit(wanted, self.job)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step_wanted.emit(self, -1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Del is a shortcut of QGIS's main window; here it means the download.
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _KEYS:
            event.accept()
            return True
        return bool(super().event(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.job, event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            option.rect = self.rect().adjusted(1, 1, -1, -1)
            option.backgroundColor = self.palette().window().color()
            QStylePainter(self).drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option)

    def _press(self, place: int) -> None:
        if place < len(self._actions):
            self.action_wanted.emit(self._actions[place], self.job)

    def _show_actions(self, actions: tuple[JobAction, ...]) -> None:
        self._actions = actions
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(actions))
            if place < len(actions):
                look = action_look(actions[place])
                button.setIcon(icon(look.icon))
                name_button(button, look.text)

    def _lay_out(self) -> None:
        words, row = QVBoxLayout(), QHBoxLayout(self)
        words.setSpacing(2)
        for widget in (self._title, self._bar, self._words):
            words.addWidget(widget)
        row.setContentsMargins(6, 3, 4, 3)
        row.setSpacing(2)
        row.addLayout(words, 1)
        for button in self._buttons:
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
