"""The download queue and its copy on disk: what is on the list now is what the next QGIS finds."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QObject, QTimer

from secims_qgis.download.fetch import kept_bytes
from secims_qgis.download.queue_state import JobState, KeptJob
from secims_qgis.gui.download_job import DownloadJob, JobStatus
from secims_qgis.gui.download_task import DownloadOrder
from secims_qgis.gui.layer_check import map_place
from secims_qgis.gui.message import Message, MessageAction
from secims_qgis.gui.record_store import as_json, from_json
from secims_qgis.model import Connection, Flavour
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsProject

    from secims_qgis.download.queue_store import QueueStore
    from secims_qgis.gui.downloads import DownloadQueue
    from secims_qgis.gui.services import Services


class KeptDownloads(QObject):
    """Writes when a job comes, goes, or gets into another state; never for progress alone."""

    def __init__(
        self, queue: DownloadQueue, store: QueueStore, project: QgsProject, services: Services
    ) -> None:
        super().__init__(queue)
        self._queue, self._store, self._project, self._services = queue, store, project, services
        self._interrupted: list[DownloadJob] = []
        self._orders: dict[str, tuple[DownloadOrder, dict[str, Any]]] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.save)
        queue.state_changed.connect(self._later.start)

    def restore(self, kept: list[KeptJob]) -> None:
        """Put the jobs of a QGIS that has ended on the list; none of them begins by itself."""
        for entry in kept:
            job = self._job(entry)
            if job is not None and not self._is_known(job):
                self._queue.insert(job)
                if entry.was_interrupted:
                    self._interrupted.append(job)

    def resume_interrupted(self) -> None:
        """Go on with all that was under way when QGIS ended; what the user had paused stays so."""
        self._services.when_ready(self._resume)

    def _resume(self) -> None:
        jobs, self._interrupted = self._interrupted, []
        for job in jobs:
            if job in self._queue.jobs:
                self._queue.resume(job)

    def save(self) -> None:
        """Write the list as it is now."""
        self._store.save([self._kept(job) for job in self._queue.jobs])

    def stop(self) -> None:
        """Write for the last time; what runs now is what the next QGIS asks about."""
        self._later.stop()
        self._queue.state_changed.disconnect(self._later.start)
        self.save()
        self._store.close()

    def _is_known(self, job: DownloadJob) -> bool:
        return any(known.id == job.id for known in self._queue.jobs)

    def _kept(self, job: DownloadJob) -> KeptJob:
        status = job.status
        return KeptJob(
            id=job.id,
            state=status.state,
            title=job.order.title,
            folder=str(job.order.folder),
            received_bytes=status.received_bytes,
            total_bytes=status.total_bytes,
            files=tuple(str(path) for path in status.files),
            sha256=status.sha256,
            added=job.added,
            project=job.order.project_file,
            order=self._order_values(job),
        )

    def _order_values(self, job: DownloadJob) -> dict[str, Any]:
        """Return what is needed to begin again; made once for each order, records are long."""
        known = self._orders.get(job.id)
        if known is None or known[0] is not job.order:
            order, connection = job.order, job.connection
            values = {
                "record": as_json(replace(order.record, distributions=())),
                "distributions": [asdict(item) for item in order.distributions],
                "wants_layers": order.wants_layers,
                "connection": {
                    "name": connection.name,
                    "url": connection.url,
                    "authcfg": connection.authcfg,
                    "flavour": connection.flavour.value,
                },
            }
            known = self._orders[job.id] = (order, values)
        message, is_in_project = job.status.message, job.status.is_in_project
        said = {"title": message.title, "text": message.text} if message is not None else None
        return {**known[1], "message": said, "is_in_project": is_in_project}

    def _job(self, kept: KeptJob) -> DownloadJob | None:
        try:
            order, connection = self._order(kept)
        except (ValueError, TypeError, KeyError, AttributeError):  # of another version, or damaged
            return None
        job = DownloadJob(order, connection, self._queue, kept.id)
        job.added = kept.added or job.added
        job.restore(
            JobStatus(
                kept.state,
                _received(kept, order),
                kept.total_bytes,
                message=_message(kept),
                files=tuple(Path(name) for name in kept.files),
                sha256=kept.sha256,
                is_in_project=bool(kept.order.get("is_in_project")),
            )
        )
        return job

    def _order(self, kept: KeptJob) -> tuple[DownloadOrder, Connection]:
        values = kept.order
        record = from_json({**values["record"], "distributions": values["distributions"]})
        if not record.distributions or not Path(kept.folder).is_absolute():
            raise ValueError("nothing to fetch, or nowhere to put it")
        order = DownloadOrder(
            record,
            record.distributions,
            str(kept.title),
            Path(kept.folder),
            map_place(self._project),
            bool(values["wants_layers"]),
            str(kept.project),
        )
        known = values["connection"]
        connection = Connection(
            str(known["name"]), str(known["url"]), str(known["authcfg"]), Flavour(known["flavour"])
        )
        return order, connection


def _received(kept: KeptJob, order: DownloadOrder) -> int:
    """Return how much there is: the list is not written for every byte, the unfinished file is."""
    if kept.state is JobState.DONE:
        return kept.received_bytes
    return sum(kept_bytes(item, order.folder) for item in order.distributions)


def _message(kept: KeptJob) -> Message | None:
    said = kept.order.get("message")
    if kept.state is not JobState.FAILED or not isinstance(said, dict):
        return None
    return Message(
        str(said.get("title", tr("It did not arrive."))),
        str(said.get("text", "")),
        actions=(MessageAction.TRY_AGAIN,),
    )
