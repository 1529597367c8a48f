"""Work off the GUI thread: QGIS tasks that hand back a value or a SecimsError."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsMessageLog, QgsTask, QgsTaskManager
from qgis.PyQt.QtCore import QObject, pyqtSignal

from secims_qgis.network.errors import CancelledError, SecimsError

if TYPE_CHECKING:
    from secims_qgis.network import QgisSession

LOG_TAG = "SEC-IMS"
STOP_WAIT_MS = 2000
"""How long an unload waits for cancelled tasks; they stop within a fifth of this."""

BACKGROUND = QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden | QgsTask.Flag.Silent
"""Work that the dock itself shows: searches, details, pictures."""
FOREGROUND = QgsTask.Flag.CanCancel | QgsTask.Flag.Silent
"""Work that QGIS's task list shows too: adding and downloading."""


class WorkTask(QgsTask):
    """A task with one result: ``succeeded`` or ``failed`` is emitted on the GUI thread, once.

    Subclasses take all input in the constructor, on the GUI thread, and do the work in ``work``.
    """

    succeeded = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(
        self, description: str, session: QgisSession | None, flags: QgsTask.Flag = BACKGROUND
    ) -> None:
        # QGIS shows it as a tool tip, which may be HTML; it may hold the title of a record.
        super().__init__(description.replace("<", "‹"), flags)
        self.session = session
        self.seconds = 0.0
        self._result: Any = None
        self._error: SecimsError | None = None

    def work(self) -> Any:
        """Do the work; called off the GUI thread. Raises SecimsError."""
        raise NotImplementedError

    def run(self) -> bool:
        started = time.monotonic()
        try:
            self._result = self.work()
        except SecimsError as error:
            self._error = error
        except Exception as error:  # noqa: BLE001 - an exception that leaves a worker thread ends QGIS
            self._error = UnexpectedError(error)
        self.seconds = time.monotonic() - started
        return self._error is None

    def cancel(self) -> None:
        if self.session is not None:
            self.session.cancel()
        super().cancel()

    def finished(self, result: bool) -> None:  # noqa: FBT001 - the signature is QGIS's
        if result and not self.isCanceled():
            self.succeeded.emit(self._result)
            return
        if self.isCanceled():
            self.failed.emit(CancelledError("stopped"))
            return
        error = self._error or CancelledError("stopped")
        log(error)
        self.failed.emit(error)


class UnexpectedError(SecimsError):
    """An error that nobody foresaw, taken to the GUI thread with its origin."""

    def __init__(self, error: Exception) -> None:
        super().__init__(f"{type(error).__name__}: {error}")
        self.__cause__ = error


class TaskKeeper(QObject):
    """Starts tasks and keeps them alive until they are finished.

    Without a reference Python's half of a task dies, and its result is never delivered.
    """

    def __init__(self, manager: QgsTaskManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._tasks: list[WorkTask] = []

    def start(self, task: WorkTask, priority: int = 50) -> None:
        """Hand a task to QGIS; 0 is the lowest priority, 100 that of a search."""
        self._tasks = [kept for kept in self._tasks if kept.status() in _ALIVE]
        self._tasks.append(task)
        task.taskCompleted.connect(self._drop_finished)
        task.taskTerminated.connect(self._drop_finished)
        self._manager.addTask(task, priority)

    def widen(self, count: int) -> None:
        """Let QGIS run so many tasks more at the same time, or fewer again where it is negative."""
        pool = self._manager.threadPool()
        pool.setMaxThreadCount(pool.maxThreadCount() + count)

    def stop(self) -> None:
        """Cancel everything and wait until nothing runs any more, two seconds at most."""
        for task in list(self._tasks):
            if task.status() in _ALIVE:
                task.cancel()
        for task in list(self._tasks):
            if task.status() in _ALIVE:
                task.waitForFinished(STOP_WAIT_MS)
        self._tasks.clear()

    def _drop_finished(self) -> None:
        self._tasks = [kept for kept in self._tasks if kept.status() in _ALIVE]


_ALIVE = frozenset({QgsTask.TaskStatus.Queued, QgsTask.TaskStatus.OnHold, QgsTask.TaskStatus.Running})


def log(error: SecimsError) -> None:
    """Write an error to QGIS's message log; credentials are not in it."""
    if not isinstance(error, CancelledError):
        QgsMessageLog.logMessage(
            f"{type(error).__name__}: {error}",
            LOG_TAG,
            Qgis.MessageLevel.Warning,
            notifyUser=False,
        )
