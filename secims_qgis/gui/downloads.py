"""The download queue: which jobs there are, and how each of them goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot

from secims_qgis.gui.download_task import DownloadOrder, DownloadTask, Fetched
from secims_qgis.gui.messages import Activity, Message, explain
from secims_qgis.gui.services import session_for
from secims_qgis.network.errors import CancelledError, SecimsError

if TYPE_CHECKING:
    from pathlib import Path

    from secims_qgis.gui.tasks import TaskKeeper
    from secims_qgis.model import Connection, DownloadProgress

JOBS_MAX = 50
AT_ONCE = 1
"""QGIS gives tasks as many threads as the machine has cores, two at least; one stays free to search."""


class JobState(Enum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    CHECKING = "checking"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


@dataclass(frozen=True)
class JobStatus:
    """What is shown of a job."""

    state: JobState = JobState.WAITING
    received_bytes: int = 0
    total_bytes: int | None = None
    bytes_per_s: float = 0.0
    message: Message | None = None
    fetched: Fetched | None = None


class DownloadJob(QObject):
    """One download; owns its task."""

    changed = pyqtSignal()
    ended = pyqtSignal()

    def __init__(self, order: DownloadOrder, connection: Connection, parent: QObject) -> None:
        super().__init__(parent)
        self.order, self.connection = order, connection
        self.status = JobStatus(total_bytes=_stated_size(order))
        self._task: DownloadTask | None = None

    def start(self, tasks: TaskKeeper) -> None:
        """Begin, or begin again."""
        self.status = JobStatus(JobState.RUNNING, total_bytes=_stated_size(self.order))
        self._task = DownloadTask(self.order, session_for(self.connection))
        self._task.progressed.connect(self._progressed)
        self._task.succeeded.connect(self._succeeded)
        self._task.failed.connect(self._failed)
        tasks.start(self._task, 30)
        self.changed.emit()

    def wait_again(self) -> None:
        """Go back into the queue."""
        self.status = JobStatus(total_bytes=_stated_size(self.order))
        self.changed.emit()

    def cancel(self) -> None:
        """Stop; what had arrived is removed."""
        if self._task is not None:
            self._task.cancel()
        elif not self.status.state.is_over:
            self._end(JobStatus(JobState.CANCELLED))

    @pyqtSlot(object)
    def _progressed(self, progress: DownloadProgress) -> None:
        if self.status.state.is_over:
            return
        state = JobState.CHECKING if progress.verifying else JobState.RUNNING
        total = progress.total_bytes or self.status.total_bytes
        self.status = JobStatus(state, progress.received_bytes, total, progress.bytes_per_s)
        self.changed.emit()

    @pyqtSlot(object)
    def _succeeded(self, fetched: Fetched) -> None:
        size = fetched.result.bytes
        self._end(JobStatus(JobState.DONE, size, size, fetched=fetched))

    @pyqtSlot(object)
    def _failed(self, error: SecimsError) -> None:
        if isinstance(error, CancelledError):
            self._end(JobStatus(JobState.CANCELLED))
            return
        message = explain(error, Activity.DOWNLOAD)
        received, total = self.status.received_bytes, self.status.total_bytes
        self._end(JobStatus(JobState.FAILED, received, total, message=message))

    def _end(self, status: JobStatus) -> None:
        self.status, self._task = status, None
        self.changed.emit()
        self.ended.emit()


class DownloadQueue(QObject):
    """Runs one download after the other; a job stays in the list until it is cleared."""

    job_added = pyqtSignal(object)
    job_removed = pyqtSignal(object)
    job_ended = pyqtSignal(object)
    changed = pyqtSignal()

    def __init__(self, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.jobs: list[DownloadJob] = []

    def add(self, order: DownloadOrder, connection: Connection) -> DownloadJob:
        """Put a download at the end of the queue; the same one twice is one."""
        for job in self.jobs:
            is_same = job.order.distributions == order.distributions and job.order.folder == order.folder
            if is_same and not job.status.state.is_over:
                return job
        self._make_room()
        job = DownloadJob(order, connection, self)
        job.changed.connect(self.changed)
        job.ended.connect(lambda: self._job_ended(job))
        self.jobs.append(job)
        self.job_added.emit(job)
        self._start_next()
        return job

    def try_elsewhere(self, job: DownloadJob, folder: Path) -> None:
        """Put a job that failed back into the queue, with another folder to go to."""
        job.order = replace(job.order, folder=folder)
        self.try_again(job)

    def try_again(self, job: DownloadJob) -> None:
        """Put a job that failed or was cancelled back into the queue."""
        if job.status.state.is_over:
            job.wait_again()
            self._start_next()

    def clear_finished(self) -> None:
        """Take jobs that are over off the list."""
        for job in [job for job in self.jobs if job.status.state.is_over]:
            self._remove(job)
        self.changed.emit()

    def stop(self) -> None:
        """Cancel everything."""
        for job in list(self.jobs):
            job.blockSignals(True)
            job.cancel()
        self.jobs.clear()

    def _job_ended(self, job: DownloadJob) -> None:
        self.job_ended.emit(job)
        self._start_next()

    def _start_next(self) -> None:
        running = [job for job in self.jobs if job.status.state in {JobState.RUNNING, JobState.CHECKING}]
        waiting = [job for job in self.jobs if job.status.state is JobState.WAITING]
        for job in waiting[: max(0, AT_ONCE - len(running))]:
            job.start(self._tasks)
        self.changed.emit()

    def _make_room(self) -> None:
        over = [job for job in self.jobs if job.status.state.is_over]
        if len(self.jobs) >= JOBS_MAX and over:
            self._remove(over[0])

    def _remove(self, job: DownloadJob) -> None:
        self.jobs.remove(job)
        self.job_removed.emit(job)
        job.deleteLater()


def _stated_size(order: DownloadOrder) -> int | None:
    sizes = [item.size_bytes for item in order.distributions]
    if any(size is None for size in sizes):
        return None
    return sizes[0] if order.distributions[0].size_is_total else sum(size for size in sizes if size)
