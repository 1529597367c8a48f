"""Reads the details of the record that was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot

from secims_qgis.gui.services import Services, session_for
from secims_qgis.gui.tasks import TaskKeeper, WorkTask
from secims_qgis.network.errors import CancelledError, SecimsError
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.catalogue import Acquaintance
    from secims_qgis.model import Connection, Record
    from secims_qgis.network import QgisSession

KEPT_RECORDS = 200


class RecordLoader(QObject):
    """Owns the details; those of a record that is no longer open are dropped."""

    record_loaded = pyqtSignal(object)
    record_failed = pyqtSignal(object)

    def __init__(self, services: Services, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._tasks = services, tasks
        self._task: RecordTask | None = None
        self._known: dict[tuple[str, str], Record] = {}

    @property
    def is_loading(self) -> bool:
        """Whether details are awaited."""
        return self._task is not None

    def known(self, connection: Connection, record: Record) -> Record:
        """Return the record with its details where they were read before."""
        return self._known.get((connection.url, record.id), record)

    def load(self, connection: Connection, record: Record) -> None:
        """Read the details of a record; what was read before is not read again."""
        self.cancel()
        if record.detailed or (connection.url, record.id) in self._known:
            return
        known = self._services.acquaintances.of(connection)
        self._task = RecordTask(connection, record.id, session_for(connection), known)
        self._task.succeeded.connect(self._succeeded)
        self._task.failed.connect(self._failed)
        self._tasks.start(self._task, 80)

    def cancel(self) -> None:
        """Stop reading."""
        task, self._task = self._task, None
        if task is not None:
            task.succeeded.disconnect(self._succeeded)
            task.failed.disconnect(self._failed)
            task.cancel()

    @pyqtSlot(object)
    def _succeeded(self, record: Record) -> None:
        task, self._task = self._task, None
        if task is None:
            return
        if len(self._known) > KEPT_RECORDS:
            self._known.clear()
        self._known[(task.connection.url, task.record_id)] = record
        self.record_loaded.emit(record)

    @pyqtSlot(object)
    def _failed(self, error: SecimsError) -> None:
        self._task = None
        if not isinstance(error, CancelledError):
            self.record_failed.emit(error)


class RecordTask(WorkTask):
    """One record with what its ISO document says."""

    def __init__(
        self, connection: Connection, record_id: str, session: QgisSession, known: Acquaintance
    ) -> None:
        super().__init__(tr("Details of a dataset"), session)
        self.connection = connection
        self.record_id = record_id
        self._known = known

    def work(self) -> Record:
        from secims_qgis.catalogue import catalogue_for

        return catalogue_for(self.connection, self.session, self._known).record(self.record_id)
