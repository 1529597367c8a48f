"""The words of the downloads strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.download.queue_state import JobState
from secims_qgis.gui.formats import count_text, seconds_text, size_text
from secims_qgis.gui.layer_choice import CHOICE_FROM
from secims_qgis.network.errors import HttpError
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.download_job import DownloadJob, JobStatus

_MOVING = frozenset({JobState.RUNNING, JobState.CHECKING, JobState.RETRYING})


def job_words(job: DownloadJob) -> str:
    """Return the line below a job: "8.1 of 12.4 MB · 640 kB/s · 7 s left", "Verified and added"."""
    status = job.status
    if status.state is JobState.FAILED and status.message is not None:
        return status.message.sentence
    words = {
        JobState.RUNNING: _running_words,
        JobState.RETRYING: _retrying_words,
        JobState.PAUSED: _paused_words,
        JobState.DONE: _done_words,
        JobState.FAILED: lambda _status: tr("It did not arrive."),
        JobState.WAITING: lambda _status: tr("Waiting"),
        JobState.CHECKING: lambda _status: tr("Checking"),
        JobState.CANCELLED: lambda _status: tr("Cancelled"),
    }
    return words[status.state](status)


def title_words(job: DownloadJob) -> str:
    """Return what a job is called: "Nearshore bathymetry 2 m, part 2 of 3" while that part comes."""
    part = job.status.part
    if part is None or not job.state.is_active:
        return job.order.title
    return tr("{title}, part {number} of {count}").format(
        title=job.order.title, number=part.number, count=part.of
    )


def total_words(jobs: list[DownloadJob]) -> str:
    """Return the line that always shows: "2 running, 1 paused · 37 % · 1.9 MB/s"."""
    states = [job.state for job in jobs if not job.state.is_over]
    if not states:
        return _over_words(jobs)
    counts = (
        (sum(state in _MOVING for state in states), tr("{count} running")),
        (states.count(JobState.WAITING), tr("{count} waiting")),
        (states.count(JobState.PAUSED), tr("{count} paused")),
    )
    words = [", ".join(text.format(count=count_text(count)) for count, text in counts if count)]
    percent = total_percent(jobs)
    if percent is not None:
        words.append(f"{percent} %")
    rate = sum(job.status.bytes_per_s for job in jobs if job.state is JobState.RUNNING)
    if rate > 0:
        words.append(_rate_text(rate))
    return " · ".join(words)


def total_percent(jobs: list[DownloadJob]) -> int | None:
    """Return how much of all open jobs has arrived; None where a size is unknown."""
    statuses = [job.status for job in jobs if not job.state.is_over]
    totals = [status.total_bytes for status in statuses]
    if not statuses or any(not total for total in totals):
        return None
    received = sum(status.received_bytes for status in statuses)
    return min(100, round(100 * received / sum(total for total in totals if total)))


def amount_words(status: JobStatus) -> str:
    """Return how much has arrived: "8.1 of 12.4 MB"; the unit is said once where it is the same."""
    one = size_text(status.received_bytes)
    if not status.total_bytes:
        return one
    two = size_text(status.total_bytes)
    if one.rpartition("\u00a0")[2] == two.rpartition("\u00a0")[2]:
        one = one.rpartition("\u00a0")[0]
    return tr("{received} of {total}").format(received=one, total=two)


def _running_words(status: JobStatus) -> str:
    words = [amount_words(status)]
    if status.bytes_per_s > 0:
        words.append(_rate_text(status.bytes_per_s))
        if status.total_bytes:
            left = max(0, status.total_bytes - status.received_bytes) / status.bytes_per_s
            words.append(tr("{time} left").format(time=seconds_text(left)))
    return " · ".join(words)


def retry_words(trouble: Exception | None, seconds: float) -> str:
    """Return why it waits, and for how long: "Connection lost. Trying again in 20 s"."""
    if isinstance(trouble, HttpError):
        what = tr("The server is busy ({status}).").format(status=trouble.status)
    else:
        what = tr("Connection lost.")
    return f"{what} " + tr("Trying again in {time}").format(time=seconds_text(max(1, seconds)))


def _retrying_words(status: JobStatus) -> str:
    return retry_words(status.trouble, status.retry_in_s or 0)


def _paused_words(status: JobStatus) -> str:
    if not status.received_bytes:
        return tr("Paused")
    return tr("Paused at {amount}").format(amount=amount_words(status))


def _done_words(status: JobStatus) -> str:
    """Return what came of a download, and why the parts of a dataset were not joined."""
    notes = status.fetched.result.notes if status.fetched is not None else ()
    return " · ".join([_arrived_words(status), *notes])


def _arrived_words(status: JobStatus) -> str:
    if status.files and not any(path.exists() for path in status.files):
        return tr("The file is no longer in its folder.")
    size = size_text(status.total_bytes or 0)
    if status.is_in_project:
        return tr("Verified and added · {size}").format(size=size)
    count = len(status.fetched.layers) if status.fetched is not None else 0
    if count >= CHOICE_FROM:
        return tr("Verified · {size} · {count} layers to choose from").format(
            size=size, count=count_text(count)
        )
    return tr("Verified · {size}").format(size=size)


def _over_words(jobs: list[DownloadJob]) -> str:
    states = [job.state for job in jobs]
    words = []
    if states.count(JobState.FAILED):
        words.append(tr("{count} failed").format(count=count_text(states.count(JobState.FAILED))))
    if states.count(JobState.DONE):
        words.append(tr("{count} downloaded").format(count=count_text(states.count(JobState.DONE))))
    return " · ".join(words) or tr("Cancelled")


def _rate_text(bytes_per_s: float) -> str:
    return f"{size_text(round(bytes_per_s))}/s"
