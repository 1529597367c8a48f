"""The download queue: which jobs there are, and which of them run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal

from secims_qgis.download.pace import RateLimit
from secims_qgis.download.queue_state import AT_ONCE_MAX, JobState, startable, to_forget
from secims_qgis.gui.download_job import DownloadJob, JobStatus
from secims_qgis.gui.settings import PluginSettings

if TYPE_CHECKING:
    from pathlib import Path

    from secims_qgis.gui.download_task import DownloadOrder
    from secims_qgis.gui.tasks import TaskKeeper
    from secims_qgis.model import Connection

__all__ = ["DownloadJob", "DownloadQueue", "JobState", "JobStatus"]


class DownloadQueue(QObject):
    """Runs a few downloads at a time; a job stays in the list until it is cleared."""

    job_added = pyqtSignal(object)
    job_removed = pyqtSignal(object)
    job_ended = pyqtSignal(object)
    changed = pyqtSignal()
    state_changed = pyqtSignal()
    """The list, or the state of a job, is another: something to remember."""

    def __init__(self, tasks: TaskKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._settings = PluginSettings()
        self.jobs: list[DownloadJob] = []
        self.limit = RateLimit(self._settings.download_limit())
        # Downloads wait more than they work: searches must not wait for them.
        tasks.widen(AT_ONCE_MAX)

    @property
    def at_once(self) -> int:
        """How many downloads run at the same time."""
        return self._settings.downloads_at_once()

    def set_at_once(self, count: int) -> None:
        """Let so many downloads run at the same time; those that run go on."""
        self._settings.set_downloads_at_once(count)
        self._start_next()

    def set_limit(self, bytes_per_s: int) -> None:
        """Let all downloads together take so much of the line; 0 for all of it. Holds at once."""
        self.limit.bytes_per_s = bytes_per_s
        self._settings.set_download_limit(self.limit.bytes_per_s)
        self.changed.emit()

    def add(self, order: DownloadOrder, connection: Connection) -> DownloadJob:
        """Put a download at the end of the queue; the same one twice is one."""
        for job in self.jobs:
            is_same = job.order.distributions == order.distributions and job.order.folder == order.folder
            if is_same and not job.state.is_over:
                self.resume(job)
                return job
        job = DownloadJob(order, connection, self)
        self.insert(job)
        self._start_next()
        return job

    def insert(self, job: DownloadJob) -> None:
        """Put a job on the list, as it is."""
        place = to_forget([known.state for known in self.jobs])
        if place is not None:
            self._remove(self.jobs[place])
        job.setParent(self)
        job.changed.connect(self.changed)
        job.state_changed.connect(self.state_changed)
        job.ended.connect(lambda: self._job_ended(job))
        self.jobs.append(job)
        self.job_added.emit(job)
        self.changed.emit()
        self.state_changed.emit()

    def pause(self, job: DownloadJob) -> None:
        """Stop a job and keep what has arrived."""
        job.pause()
        self._start_next()

    def resume(self, job: DownloadJob) -> None:
        """Let a job go on that was paused, failed or was cancelled."""
        if job.state is not JobState.DONE:
            job.wait_again()
            self._start_next()

    def start_over(self, job: DownloadJob) -> None:
        """Begin a job again, also one whose file is gone from its folder."""
        if job.state is JobState.DONE:
            job.restore(JobStatus(JobState.CANCELLED))
        self.resume(job)

    def remove(self, job: DownloadJob) -> None:
        """Take a job that is over off the list; what it had left goes with it."""
        if job in self.jobs and job.state.is_over:
            job.discard(self._tasks)
            self._remove(job)
            self.changed.emit()
            self.state_changed.emit()

    def pause_all(self) -> None:
        """Pause whatever would go on by itself; nothing starts in the place of what stops."""
        for job in [job for job in self.jobs if job.state is JobState.WAITING]:
            job.pause()
        for job in [job for job in self.jobs if job.state.is_active]:
            job.pause()

    def resume_all(self) -> None:
        """Let all go on that are paused."""
        for job in [job for job in self.jobs if job.state is JobState.PAUSED]:
            job.wait_again()
        self._start_next()

    def start_first(self, job: DownloadJob) -> None:
        """Let a job begin before the others that wait."""
        self.jobs.remove(job)
        self.jobs.insert(0, job)
        job.wait_again()
        self._start_next()
        self.state_changed.emit()

    def cancel(self, job: DownloadJob) -> None:
        """Stop a job and remove what has arrived."""
        job.cancel(self._tasks)

    def try_elsewhere(self, job: DownloadJob, folder: Path) -> None:
        """Put a job that failed back into the queue, with another folder to go to."""
        job.discard(self._tasks)
        job.order = replace(job.order, folder=folder)
        self.resume(job)

    def clear_finished(self) -> None:
        """Take jobs that are over off the list; what failed ones had left goes with them."""
        for job in [job for job in self.jobs if job.state.is_over]:
            self.remove(job)

    def stop(self) -> None:
        """End, and keep what has arrived: the next QGIS goes on with it."""
        for job in list(self.jobs):
            job.blockSignals(True)
            job.pause()
        self.jobs.clear()
        self._tasks.widen(-AT_ONCE_MAX)

    def _job_ended(self, job: DownloadJob) -> None:
        self.job_ended.emit(job)
        self._start_next()

    def _start_next(self) -> None:
        for place in startable([job.state for job in self.jobs], self.at_once):
            self.jobs[place].start(self._tasks, self.limit)
        self.changed.emit()

    def _remove(self, job: DownloadJob) -> None:
        self.jobs.remove(job)
        self.job_removed.emit(job)
        job.deleteLater()
