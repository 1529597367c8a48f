"""The dock widget itself: an empty frame until it is first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QSize, Qt, QTimer, pyqtSignal, pyqtSlot
from qgis.PyQt.QtWidgets import QWidget

from secims_qgis.gui.settings import DOCK_SIZED, PluginSettings
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QHideEvent, QShowEvent

    from secims_qgis.download.queue_state import KeptJob
    from secims_qgis.download.queue_store import QueueStore
    from secims_qgis.gui.dock_body import DockBody
    from secims_qgis.gui.downloads_question import DownloadsQuestion
    from secims_qgis.gui.tasks import TaskKeeper
    from secims_qgis.gui.workspace import Workspace

BODY_MODULE = "secims_qgis.gui.dock_body"
WIDTH_UNITS, HEIGHT_UNITS = 24, 36
"""Size at first, in font heights: 360 pixels wide with a font of 15."""
OBJECT_NAME = "SecimsDock"
"""QGIS remembers place and size of the dock under this name."""


class EmptyBody(QWidget):
    """Keeps the place of the content, so that the dock opens at the size it will need."""

    def sizeHint(self) -> QSize:
        unit = self.fontMetrics().height()
        return QSize(unit * WIDTH_UNITS, unit * HEIGHT_UNITS)


class SecimsDock(QgsDockWidget):
    """Builds its content when it is first shown, so that QGIS starts no slower."""

    body_built = pyqtSignal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(tr("SEC-IMS"), parent)
        self.setObjectName(OBJECT_NAME)
        self.setWidget(EmptyBody())
        self._workspace = workspace
        self.body: DockBody | None = None
        self._is_stopped = False
        self._focus_when_built = False
        self._loading: TaskKeeper | None = None
        self._store: QueueStore | None = None
        self._found: list[KeptJob] = []
        self._question: DownloadsQuestion | None = None
        self._goes_on = False
        # Not in the way of QGIS's start; there is seldom anything to find.
        QTimer.singleShot(0, self._look_for_downloads)

    def focus_search(self) -> None:
        """Open the dock and give the keyboard to the search line."""
        self.setUserVisible(True)
        self._focus_when_built = self.body is None
        if self.body is not None:
            self.body.focus_search()

    def come_up_and(self, act: Callable[[DockBody], None]) -> None:
        """Open the dock and let its content do something, as soon as it is there."""
        self.setUserVisible(True)
        if self.body is not None:
            act(self.body)
        else:
            self.body_built.connect(act)

    def stop(self) -> None:
        """Cancel what runs and take everything off the map."""
        if self._is_stopped:
            return
        self._is_stopped = True
        if self._loading is not None:
            self._loading.stop()
        if self._question is not None:
            self._question.withdraw()
        if self.body is not None:
            self.body.stop()
        elif self._store is not None:
            self._store.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # QGIS shows docks for a moment while it restores its window; only one that stays is built.
        QTimer.singleShot(0, self._build_if_seen)
        if self.body is not None:
            self.body.set_seen(is_seen=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.body is not None:
            self.body.set_seen(is_seen=False)

    def _take_first_size(self) -> None:
        """Ask for room once; QGIS gives new docks as little as they can bear, and remembers later ones."""
        settings = PluginSettings()
        if settings.flag(DOCK_SIZED, default=False) or self.isFloating():
            return
        settings.set_flag(DOCK_SIZED, True)
        width = self.fontMetrics().height() * WIDTH_UNITS
        self._workspace.main_window.resizeDocks([self], [width], Qt.Orientation.Horizontal)

    def _look_for_downloads(self) -> None:
        """Take over the downloads of a QGIS that has ended, and ask about those that were not finished."""
        if self._is_stopped:
            return
        from secims_qgis.download.queue_store import QueueStore

        self._store = QueueStore()
        self._found = self._store.take_over()
        if not any(job.was_interrupted for job in self._found):
            return
        from secims_qgis.gui.downloads_question import DownloadsQuestion

        self._question = DownloadsQuestion(self._workspace.message_bar, self)
        self._question.continue_wanted.connect(self._go_on)
        self._question.ask(self._found)

    def _go_on(self) -> None:
        """Continue what was not finished; it is seen in the strip."""
        self._goes_on = True
        self.setUserVisible(True)
        if self.body is not None:
            self.body.kept.resume_interrupted()

    def _come_up(self) -> None:
        self.setUserVisible(True)

    def _build_if_seen(self) -> None:
        """Import the parts off the GUI thread first: there are many, and disks are slow."""
        if not self.isVisible() or self._loading is not None or self._is_stopped:
            return
        from secims_qgis.gui.services import LoadTask
        from secims_qgis.gui.tasks import TaskKeeper

        self._loading = TaskKeeper(self._workspace.tasks, self)
        task = LoadTask((BODY_MODULE,))
        task.succeeded.connect(self._build)
        task.failed.connect(self._build)
        self._loading.start(task, 100)

    @pyqtSlot(object)
    def _build(self, _outcome: object) -> None:
        if self._is_stopped:
            return
        from secims_qgis.gui.dock_body import DockBody

        self.body = DockBody(self._workspace, store=self._store)
        self.body.kept.restore(self._found)
        if self._goes_on:
            self.body.kept.resume_interrupted()
        self.body.seen_wanted.connect(self._come_up)
        empty = self.widget()
        self.setWidget(self.body)
        empty.deleteLater()
        self.body.set_seen(is_seen=self.isVisible())
        self._take_first_size()
        if self._focus_when_built:
            self.body.focus_search()
        self.body_built.emit(self.body)
