"""Runs one search at a time; a newer one cancels the older, whose answer is never seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot

from secims_qgis.gui.services import Services, session_for
from secims_qgis.gui.tasks import TaskKeeper, WorkTask
from secims_qgis.model import SearchQuery
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.catalogue import Acquaintance
    from secims_qgis.model import Connection, Flavour, RecordPage
    from secims_qgis.network import QgisSession
    from secims_qgis.network.errors import SecimsError

SEARCH_PRIORITY = 100


@dataclass(frozen=True)
class SearchAnswer:
    """A page, the query it answers, and how the catalogue turned out to speak."""

    query: SearchQuery
    page: RecordPage
    flavour: Flavour
    title: str
    server: str = ""
    """Server and versions, where a connection is tested."""


@dataclass(frozen=True)
class SearchFailure:
    """Why a search gave nothing, and after how many seconds."""

    query: SearchQuery
    error: SecimsError
    seconds: float


class SearchRunner(QObject):
    """Owns the running search."""

    search_started = pyqtSignal(object)
    answer_arrived = pyqtSignal(object)
    search_failed = pyqtSignal(object)
    connection_answered = pyqtSignal(object, object)
    """The connection that was asked, and its SearchAnswer."""

    def __init__(self, services: Services, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._tasks = tasks
        self._task: SearchTask | None = None
        self._waiting: tuple[Connection, SearchQuery] | None = None
        self._tests = False
        services.loading_failed.connect(self._loading_failed)

    @property
    def is_running(self) -> bool:
        """Whether an answer is awaited."""
        return self._task is not None or self._waiting is not None

    def search(self, connection: Connection, query: SearchQuery) -> None:
        """Start a search, or fetch a further page; what runs is cancelled."""
        self.cancel()
        self._waiting = (connection, query)
        self.search_started.emit(query)
        self._services.when_ready(self._start)

    def look_afresh(self, connection: Connection) -> None:
        """Forget what was learned of a catalogue: it may have changed."""
        self._services.acquaintances.forget(connection)

    def test(self, connection: Connection) -> None:
        """Look afresh at a catalogue: what it is, what it runs on, and how many datasets it has."""
        self.look_afresh(connection)
        self._tests = True
        self.search(connection, SearchQuery(limit=1))

    def cancel(self) -> bool:
        """Stop the running search; return whether there was one."""
        was_running = self.is_running
        self._waiting = None
        task, self._task = self._task, None
        if task is not None:
            task.succeeded.disconnect(self._succeeded)
            task.failed.disconnect(self._failed)
            task.cancel()
        return was_running

    def _start(self) -> None:
        if self._waiting is None:
            return
        (connection, query), self._waiting = self._waiting, None
        is_test, self._tests = self._tests, False
        known = self._services.acquaintances.of(connection)
        self._task = SearchTask(connection, query, session_for(connection), known)
        self._task.is_test = is_test
        self._task.succeeded.connect(self._succeeded)
        self._task.failed.connect(self._failed)
        self._tasks.start(self._task, SEARCH_PRIORITY)

    @pyqtSlot(object)
    def _succeeded(self, answer: SearchAnswer) -> None:
        task, self._task = self._task, None
        if task is not None:
            self.connection_answered.emit(task.connection, answer)
        self.answer_arrived.emit(answer)

    @pyqtSlot(object)
    def _failed(self, error: SecimsError) -> None:
        task, self._task = self._task, None
        if task is not None:
            self.search_failed.emit(SearchFailure(task.query, error, task.seconds))

    @pyqtSlot(object)
    def _loading_failed(self, error: SecimsError) -> None:
        if self._waiting is not None:
            (_connection, query), self._waiting = self._waiting, None
            self.search_failed.emit(SearchFailure(query, error, 0.0))


class SearchTask(WorkTask):
    """One request for one page (and a look at the landing page where the flavour is unknown)."""

    is_test = False

    def __init__(
        self, connection: Connection, query: SearchQuery, session: QgisSession, known: Acquaintance
    ) -> None:
        super().__init__(tr("Search in {name}").format(name=connection.name), session)
        self.query = query
        self.connection = connection
        self._known = known

    def work(self) -> SearchAnswer:
        from secims_qgis.catalogue import catalogue_for
        from secims_qgis.catalogue.server_words import server_words

        catalogue = catalogue_for(self.connection, self.session, self._known)
        page = catalogue.search(self.query)
        server = server_words(catalogue, self.session) if self.is_test and self.session is not None else ""
        return SearchAnswer(self.query, page, catalogue.flavour, catalogue.title, server)
