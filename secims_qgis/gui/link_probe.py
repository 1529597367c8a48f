"""Looks up in the background what a record does not say: sizes, counts, and what is behind its links."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

from secims_qgis.distributions.measure import details_of, is_measurable
from secims_qgis.distributions.probe import is_worth_a_look, look_behind
from secims_qgis.gui.record_sheet import NOTHING_FOUND, Findings
from secims_qgis.gui.services import session_for
from secims_qgis.gui.tasks import TaskKeeper, WorkTask
from secims_qgis.model import DistributionKind
from secims_qgis.network.errors import CancelledError, SecimsError
from secims_qgis.network.link_policy import may_ask_unbidden
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.distributions.details import Details
    from secims_qgis.model import Connection, Distribution, Record
    from secims_qgis.network import QgisSession

QUESTIONS_MAX = 40
"""Links of one record that are asked about by themselves."""
LOOKED_AT_MAX = 300
"""Links of one record that are considered at all; catalogues have been seen with ten thousand."""
FAILURES_MAX = 3
"""Links in a row that give nothing, after which the server is left in peace."""
COLLECT_MS = 120
KEPT_RECORDS = 50
_TOLD_KINDS = frozenset(
    {
        DistributionKind.FEATURES,
        DistributionKind.COVERAGE,
        DistributionKind.VECTOR_TILES,
        DistributionKind.RASTER_TILES,
    }
)


class LinkProbe(QObject):
    """Owns the findings about records; those of a record that is no longer open are kept for later."""

    findings_changed = pyqtSignal(str, object)
    """Id of the record, and its Findings so far."""
    look_ended = pyqtSignal(object, int)
    """A look that the user asked for: its error or None, and how many links told something."""

    def __init__(self, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: ProbeTask | None = None
        self._record_key = ("", "")
        self._findings: dict[tuple[str, str], Findings] = {}
        self._collect = QTimer(self)
        self._collect.setSingleShot(True)
        self._collect.setInterval(COLLECT_MS)
        self._collect.timeout.connect(self._tell)

    def known(self, connection: Connection, record_id: str) -> Findings:
        """Return what is known of a record's links."""
        return self._findings.get((connection.url, record_id), NOTHING_FOUND)

    def start(self, connection: Connection, record: Record) -> None:
        """Ask about the links of a record, the catalogue's own host only; once for each record."""
        self.stop()
        self._record_key = (connection.url, record.id)
        if self._record_key in self._findings:
            return
        questions = questions_about(record, connection.url)
        if questions:
            self._run(ProbeTask(connection, questions, session_for(connection)))

    def look(self, connection: Connection, record: Record, distribution: Distribution) -> None:
        """Look behind one link because the user wants it, wherever it leads."""
        self.stop()
        self._record_key = (connection.url, record.id)
        self._run(ProbeTask(connection, (distribution,), session_for(connection), is_bidden=True))

    def stop(self) -> None:
        """Ask nothing more."""
        self._collect.stop()
        task, self._task = self._task, None
        if task is not None:
            task.told.disconnect(self._take_details)
            task.found.disconnect(self._take_found)
            task.succeeded.disconnect(self._ended)
            task.failed.disconnect(self._ended)
            task.cancel()

    def _run(self, task: ProbeTask) -> None:
        self._task = task
        task.told.connect(self._take_details)
        task.found.connect(self._take_found)
        task.succeeded.connect(self._ended)
        task.failed.connect(self._ended)
        self._tasks.start(task, 20)

    def _now(self) -> Findings:
        return self._findings.get(self._record_key, NOTHING_FOUND)

    def _keep(self, findings: Findings) -> None:
        if len(self._findings) > KEPT_RECORDS:
            self._findings.clear()
        self._findings[self._record_key] = findings
        if not self._collect.isActive():
            self._collect.start()

    @pyqtSlot(str, object)
    def _take_details(self, url: str, details: Details) -> None:
        now = self._now()
        self._keep(replace(now, details={**now.details, url: details}))

    @pyqtSlot(object)
    def _take_found(self, found: tuple[Distribution, ...]) -> None:
        now = self._now()
        self._keep(replace(now, found=tuple(dict.fromkeys((*now.found, *found)))))

    @pyqtSlot(object)
    def _ended(self, outcome: Any) -> None:
        task, self._task = self._task, None
        self._findings.setdefault(self._record_key, NOTHING_FOUND)
        if task is None or not task.is_bidden or isinstance(outcome, CancelledError):
            return
        if isinstance(outcome, SecimsError):
            self.look_ended.emit(outcome, 0)
        else:
            self.look_ended.emit(None, int(outcome))

    def _tell(self) -> None:
        self.findings_changed.emit(self._record_key[1], self._now())


class ProbeTask(WorkTask):
    """Asks about links one after the other; one that does not answer is left as the record has it."""

    told = pyqtSignal(str, object)
    found = pyqtSignal(object)

    def __init__(
        self,
        connection: Connection,
        questions: tuple[Distribution, ...],
        session: QgisSession,
        *,
        is_bidden: bool = False,
    ) -> None:
        super().__init__(tr("Links of a dataset"), session)
        self._session, self._catalogue_url = session, connection.url
        self._questions = questions
        self.is_bidden = is_bidden

    def work(self) -> int:
        """Return how many links told something."""
        answered, failures = 0, 0
        for distribution in self._questions:
            try:
                has_told = self._ask(distribution)
            except CancelledError:
                raise
            except SecimsError:
                if self.is_bidden:
                    raise
                failures += 1
                if failures >= FAILURES_MAX:
                    break
                continue
            failures, answered = 0, answered + has_told
        return answered

    def _ask(self, distribution: Distribution) -> bool:
        url = self._catalogue_url
        if is_worth_a_look(distribution):
            behind = look_behind(distribution, self._session, url, bidden=self.is_bidden)
            fresh = tuple(item for item in behind if item != distribution)
            if fresh:
                self.found.emit(fresh)
            return bool(fresh)
        details = details_of(distribution, self._session, url, bidden=self.is_bidden)
        self.told.emit(distribution.url, details)
        return True


def questions_about(record: Record, catalogue_url: str) -> tuple[Distribution, ...]:
    """Return the links that may be asked about, files without a size first, then services, then the rest."""
    looked_at = record.distributions[:LOOKED_AT_MAX]
    own = [item for item in looked_at if item.usable and may_ask_unbidden(item.url, catalogue_url)]
    files = [item for item in own if is_measurable(item) and (item.size_bytes is None or item.size_is_total)]
    services = [item for item in own if item.kind in _TOLD_KINDS]
    behind = [item for item in own if is_worth_a_look(item)]
    return tuple(dict.fromkeys((*files, *services, *behind)))[:QUESTIONS_MAX]
