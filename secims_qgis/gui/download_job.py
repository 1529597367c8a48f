"""One download of the queue: what it fetches, how it goes, and what came of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot

from secims_qgis.download.queue_state import JobState
from secims_qgis.gui.download_task import DiscardTask, DownloadOrder, DownloadTask, Fetched
from secims_qgis.gui.messages import Activity, Message, explain
from secims_qgis.gui.services import session_for
from secims_qgis.network.errors import CancelledError, SecimsError

if TYPE_CHECKING:
    from pathlib import Path

    from secims_qgis.download.pace import RateLimit
    from secims_qgis.gui.tasks import TaskKeeper
    from secims_qgis.model import Connection, DownloadProgress, Part


@dataclass(frozen=True)
class JobStatus:
    """What is shown of a job; ``retry_in_s`` and ``trouble`` while it waits for its server."""

    state: JobState = JobState.WAITING
    received_bytes: int = 0
    total_bytes: int | None = None
    bytes_per_s: float = 0.0
    message: Message | None = None
    fetched: Fetched | None = None
    files: tuple[Path, ...] = ()
    sha256: tuple[str, ...] = ()
    retry_in_s: float | None = None
    trouble: SecimsError | None = None
    is_in_project: bool = False
    part: Part | None = None
    """The part of a split dataset that sizes and speed are about."""


class DownloadJob(QObject):
    """Owns its task; begins, pauses, goes on and ends."""

    changed = pyqtSignal()
    state_changed = pyqtSignal()
    """Something that has to be remembered, should QGIS end now."""
    ended = pyqtSignal()

    def __init__(
        self, order: DownloadOrder, connection: Connection, parent: QObject | None = None, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.order, self.connection = order, connection
        self.id = name or uuid.uuid4().hex
        self.added = datetime.now(timezone.utc).isoformat(timespec="seconds")
        self.status = JobStatus(total_bytes=stated_size(order))
        self._task: DownloadTask | None = None

    @property
    def state(self) -> JobState:
        """Where the job stands."""
        return self.status.state

    def start(self, tasks: TaskKeeper, limit: RateLimit) -> None:
        """Begin, or go on with what has arrived."""
        self._task = DownloadTask(self.order, session_for(self.connection), limit)
        self._task.progressed.connect(self._progressed)
        self._task.succeeded.connect(self._succeeded)
        self._task.failed.connect(self._failed)
        tasks.start(self._task, 30)
        known = self.status.total_bytes or stated_size(self.order)
        self._become(JobStatus(JobState.RUNNING, self.status.received_bytes, known))

    def wait_again(self) -> None:
        """Go back into the queue."""
        if not self.state.is_under_way:
            known = self.status.total_bytes or stated_size(self.order)
            self._become(JobStatus(JobState.WAITING, self.status.received_bytes, known))

    def pause(self) -> None:
        """Stop, and keep what has arrived."""
        if self._task is not None:
            self._task.pause()
        elif self.state is JobState.WAITING:
            self._become(replace(self.status, state=JobState.PAUSED))

    def try_now(self) -> None:
        """Wait no longer for the server."""
        if self._task is not None:
            self._task.hurry()

    def cancel(self, tasks: TaskKeeper) -> None:
        """Stop; what had arrived is removed."""
        if self._task is not None:
            self._task.cancel()
        elif not self.state.is_over:
            self.discard(tasks)
            self._end(JobStatus(JobState.CANCELLED))

    def discard(self, tasks: TaskKeeper) -> None:
        """Remove what an attempt that failed or was paused has left."""
        if self.state is not JobState.DONE and self._task is None:
            tasks.start(DiscardTask(self.order), 5)

    def restore(self, status: JobStatus) -> None:
        """Take the status from before QGIS was closed."""
        self.status = status

    def note_in_project(self) -> None:
        """Remember that the layers are in the project."""
        self.status = replace(self.status, is_in_project=True)
        self.changed.emit()

    @pyqtSlot(object)
    def _progressed(self, progress: DownloadProgress) -> None:
        if self._task is None or self._task.is_stopping:
            return
        total = progress.total_bytes or self.status.total_bytes
        if progress.retry_in_s is not None:
            state = JobState.RETRYING
        else:
            state = JobState.CHECKING if progress.verifying else JobState.RUNNING
        trouble = progress.trouble if isinstance(progress.trouble, SecimsError) else None
        self._become(
            JobStatus(
                state,
                progress.received_bytes or self._kept_bytes(progress),
                total,
                progress.bytes_per_s,
                retry_in_s=progress.retry_in_s,
                trouble=trouble,
                part=self._part(progress),
            )
        )

    def _part(self, progress: DownloadProgress) -> Part | None:
        items = self.order.distributions
        return next((item.part for item in items if len(items) > 1 and item.title == progress.title), None)

    def _kept_bytes(self, progress: DownloadProgress) -> int:
        return self.status.received_bytes if progress.retry_in_s is not None else 0

    @pyqtSlot(object)
    def _succeeded(self, fetched: Fetched) -> None:
        result = fetched.result
        self._end(
            JobStatus(
                JobState.DONE,
                result.bytes,
                result.bytes,
                fetched=fetched,
                files=result.files,
                sha256=result.sha256,
            )
        )

    @pyqtSlot(object)
    def _failed(self, error: SecimsError) -> None:
        received, total = self.status.received_bytes, self.status.total_bytes
        if not isinstance(error, CancelledError):
            message = explain(error, Activity.DOWNLOAD)
            self._end(JobStatus(JobState.FAILED, error.kept_bytes, total, message=message))
        elif self._task is not None and self._task.is_pausing:
            self._task = None
            self._become(JobStatus(JobState.PAUSED, received, total))
            self.ended.emit()
        else:
            self._end(JobStatus(JobState.CANCELLED))

    def _end(self, status: JobStatus) -> None:
        self._task = None
        self._become(status)
        self.ended.emit()

    def _become(self, status: JobStatus) -> None:
        is_other = status.state is not self.status.state
        self.status = status
        self.changed.emit()
        if is_other:
            self.state_changed.emit()


def stated_size(order: DownloadOrder) -> int | None:
    """Return the size of all files in bytes, as the record has it; None where it does not say."""
    sizes = [item.size_bytes for item in order.distributions]
    if any(size is None for size in sizes):
        return None
    return sizes[0] if order.distributions[0].size_is_total else sum(size for size in sizes if size)
