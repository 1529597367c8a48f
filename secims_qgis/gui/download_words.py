"""The words of the downloads strip."""

from __future__ import annotations

from secims_qgis.gui.downloads import DownloadJob, JobState, JobStatus
from secims_qgis.gui.formats import count_text, seconds_text, size_text
from secims_qgis.gui.translation import tr

_UNDER_WAY = frozenset({JobState.RUNNING, JobState.CHECKING})


def job_words(job: DownloadJob) -> str:
    """Return the line below a job: "8.1 of 12.4 MB · 640 kB/s · 7 s left", "Verified and added"."""
    status = job.status
    if status.state is JobState.RUNNING:
        return _running_words(status)
    if status.state is JobState.DONE:
        return _done_words(status)
    if status.state is JobState.FAILED and status.message is not None:
        return status.message.sentence
    words = {
        JobState.WAITING: tr("Waiting"),
        JobState.CHECKING: tr("Checking"),
        JobState.CANCELLED: tr("Cancelled"),
    }
    return words.get(status.state, "")


def total_words(jobs: list[DownloadJob]) -> str:
    """Return the one line of the closed strip."""
    open_jobs = [job for job in jobs if not job.status.state.is_over]
    if not open_jobs:
        return _over_words(jobs)
    words = [_count_words(len(open_jobs))]
    percent = total_percent(jobs)
    if percent is not None:
        words.append(f"{percent} %")
    rate = sum(job.status.bytes_per_s for job in open_jobs)
    if rate > 0:
        words.append(_rate_text(rate))
        left = _bytes_left(open_jobs)
        if left is not None:
            words.append(tr("{time} left").format(time=seconds_text(left / rate)))
    return " · ".join(words)


def total_percent(jobs: list[DownloadJob]) -> int | None:
    """Return how much of all open jobs has arrived; None where a size is unknown."""
    statuses = [job.status for job in jobs if not job.status.state.is_over]
    totals = [status.total_bytes for status in statuses]
    if not statuses or any(not total for total in totals):
        return None
    received = sum(status.received_bytes for status in statuses)
    return min(100, round(100 * received / sum(total for total in totals if total)))


def _running_words(status: JobStatus) -> str:
    if status.total_bytes:
        words = [_of_text(status.received_bytes, status.total_bytes)]
    else:
        words = [size_text(status.received_bytes)]
    if status.bytes_per_s > 0:
        words.append(_rate_text(status.bytes_per_s))
        if status.total_bytes:
            left = max(0, status.total_bytes - status.received_bytes) / status.bytes_per_s
            words.append(tr("{time} left").format(time=seconds_text(left)))
    return " · ".join(words)


def _of_text(received: int, total: int) -> str:
    """Return "8.1 of 12.4 MB"; the unit is said once where it is the same."""
    one, two = size_text(received), size_text(total)
    if one.rpartition("\u00a0")[2] == two.rpartition("\u00a0")[2]:
        one = one.rpartition("\u00a0")[0]
    return tr("{received} of {total}").format(received=one, total=two)


def _done_words(status: JobStatus) -> str:
    size = size_text(status.total_bytes or 0)
    if status.fetched is not None and status.fetched.layers:
        return tr("Verified and added · {size}").format(size=size)
    return tr("Verified · {size}").format(size=size)


def _over_words(jobs: list[DownloadJob]) -> str:
    failed = sum(job.status.state is JobState.FAILED for job in jobs)
    done = sum(job.status.state is JobState.DONE for job in jobs)
    words = []
    if failed:
        words.append(tr("{count} failed").format(count=count_text(failed)))
    if done:
        words.append(tr("{count} downloaded").format(count=count_text(done)))
    return " · ".join(words) or tr("Cancelled")


def _count_words(count: int) -> str:
    if count == 1:
        return tr("1 download")
    return tr("{count} downloads").format(count=count_text(count))


def _rate_text(bytes_per_s: float) -> str:
    return f"{size_text(round(bytes_per_s))}/s"


def _bytes_left(jobs: list[DownloadJob]) -> int | None:
    if any(not job.status.total_bytes for job in jobs):
        return None
    return sum((job.status.total_bytes or 0) - job.status.received_bytes for job in jobs)
