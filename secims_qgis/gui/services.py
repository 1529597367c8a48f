"""Loads the heavy modules (requests, OWSLib) off the GUI thread, when they are first needed."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Callable

from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot

from secims_qgis.catalogue.acquaintance import Acquaintances
from secims_qgis.gui.tasks import TaskKeeper, WorkTask
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import Connection
    from secims_qgis.network import QgisSession
    from secims_qgis.network.errors import SecimsError

MODULES = (
    "secims_qgis.network.session",
    "secims_qgis.catalogue",
    "secims_qgis.distributions",
    "secims_qgis.live",
    "secims_qgis.download",
    "secims_qgis.crs",
    "secims_qgis.project",
)


def session_for(connection: Connection) -> QgisSession:
    """Return a session for one task; credentials go to the catalogue's own origin only."""
    from secims_qgis.network import open_session

    session = open_session(connection.authcfg)
    session.bind_credentials(connection.url)
    return session


class Services(QObject):
    """Calls back once the modules that do the work are loaded, and keeps what they learn of servers."""

    loading_failed = pyqtSignal(object)

    def __init__(self, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._is_loading = False
        self._waiting: list[Callable[[], None]] = []
        self.is_ready = False
        self.acquaintances = Acquaintances()

    def when_ready(self, callback: Callable[[], None]) -> None:
        """Call back on the GUI thread: at once where all is loaded, else as soon as it is."""
        if self.is_ready:
            callback()
            return
        self._waiting.append(callback)
        if not self._is_loading:
            self._is_loading = True
            task = LoadTask(MODULES)
            task.succeeded.connect(self._go_on)
            task.failed.connect(self._give_up)
            self._tasks.start(task, 100)

    @pyqtSlot(object)
    def _go_on(self, _loaded: object) -> None:
        self.is_ready = True
        waiting, self._waiting = self._waiting, []
        for callback in waiting:
            callback()

    @pyqtSlot(object)
    def _give_up(self, error: SecimsError) -> None:
        self._is_loading = False
        self._waiting.clear()
        self.loading_failed.emit(error)


class LoadTask(WorkTask):
    """Imports modules; some tenths of a second that the GUI thread does not lose."""

    def __init__(self, modules: tuple[str, ...]) -> None:
        super().__init__(tr("Start of SEC-IMS"), None)
        self._modules = modules

    def work(self) -> int:
        for name in self._modules:
            importlib.import_module(name)
        return len(self._modules)
