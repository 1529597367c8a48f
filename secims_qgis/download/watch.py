"""Cancel and progress: what a download hears from, and tells, the one who started it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Callable

from qgis.PyQt.QtCore import Qt

from secims_qgis.model import DownloadProgress
from secims_qgis.network.errors import CancelledError

if TYPE_CHECKING:
    import requests

REPORT_EVERY_S = 0.1
POLL_S = 0.1
_RATE_WINDOW_S = 3.0


class Watch:
    """Passes on progress, at most ten times a second, and asks whether to go on.

    ``feedback`` is a ``QgsFeedback`` or anything with ``isCanceled()``; both it and ``on_progress``
    may be None. Progress is told on the thread that downloads.
    """

    def __init__(
        self, feedback: Any, on_progress: Callable[[DownloadProgress], None] | None, count: int
    ) -> None:
        """Watch over the download of ``count`` files."""
        self._feedback = feedback
        self._on_progress = on_progress
        self._count = count
        self._done = 0
        self._title = ""
        self._size = 0
        self._total: int | None = None
        self._reported_at = 0.0
        self._rate = _Rate()

    def begin(self, title: str) -> None:
        """Say that the next file begins."""
        self._title = title
        self._size, self._total = 0, None
        self._reported_at = 0.0
        self._rate = _Rate()

    def check(self) -> None:
        """Go on, or not.

        Raises:
            CancelledError: the feedback was cancelled.
        """
        if self._feedback is not None and self._feedback.isCanceled():
            raise CancelledError("cancelled")

    def received(self, size: int, total: int | None) -> None:
        """Report ``size`` of ``total`` bytes, unless the last report was a moment ago."""
        now = time.monotonic()
        self._size, self._total = size, total
        self._rate.add(now, size)
        if now - self._reported_at >= REPORT_EVERY_S:
            self._reported_at = now
            self._report(DownloadProgress(self._title, size, total, self._rate.bytes_per_s))

    def wait(self, seconds: float, trouble: Exception, is_hurried: Callable[[], bool]) -> None:
        """Let time pass after an error, and report how much is left, once a second.

        Raises:
            CancelledError: the feedback was cancelled.
        """
        until = time.monotonic() + seconds
        told = None
        while True:
            self.check()
            left = until - time.monotonic()
            if left <= 0 or is_hurried():
                return
            if told != int(left):
                told = int(left)
                self._report(
                    DownloadProgress(self._title, self._size, self._total, retry_in_s=left, trouble=trouble)
                )
            time.sleep(min(POLL_S, left))

    def verifying(self, size: int) -> None:
        """Report that all bytes are there and are now looked at."""
        self._report(DownloadProgress(self._title, size, size, 0.0, verifying=True))

    def finished(self, size: int) -> None:
        """Report that the file is there."""
        self._report(DownloadProgress(self._title, size, size, self._rate.bytes_per_s))
        self._done += 1

    def _report(self, progress: DownloadProgress) -> None:
        if self._on_progress is not None:
            self._on_progress(progress)
        if hasattr(self._feedback, "setProgress"):
            share = progress.received_bytes / progress.total_bytes if progress.total_bytes else 0.0
            self._feedback.setProgress(min(100.0, 100.0 * (self._done + min(share, 1.0)) / self._count))


class _Rate:
    """Bytes per second over the last moments; bytes of an earlier attempt do not count."""

    def __init__(self) -> None:
        self._points: list[tuple[float, int]] = []

    def add(self, now: float, size: int) -> None:
        if self._points and size < self._points[-1][1]:
            self._points = []  # begun anew
        if self._points and now - self._points[-1][0] < REPORT_EVERY_S:
            return
        self._points = [point for point in self._points if now - point[0] <= _RATE_WINDOW_S]
        self._points.append((now, size))

    @property
    def bytes_per_s(self) -> float:
        if len(self._points) < 2:
            return 0.0
        (start, first), (end, last) = self._points[0], self._points[-1]
        return (last - first) / (end - start)


@contextmanager
def cancelled_by(feedback: Any, session: requests.Session) -> Iterator[None]:
    """Cancel the session as soon as the feedback is, also while no byte arrives.

    A feedback that has no Qt signal is asked ten times a second from a thread.
    """
    cancel = getattr(session, "cancel", None)
    if feedback is None or cancel is None:
        yield
        return
    signal = getattr(feedback, "canceled", None)
    with _by_asking(feedback, cancel) if signal is None else _by_signal(signal, cancel):
        yield


@contextmanager
def _by_signal(signal: Any, cancel: Callable[[], None]) -> Iterator[None]:
    # Direct, because the thread that downloads has no event loop that would deliver it.
    signal.connect(cancel, Qt.ConnectionType.DirectConnection)
    try:
        yield
    finally:
        signal.disconnect(cancel)


@contextmanager
def _by_asking(feedback: Any, cancel: Callable[[], None]) -> Iterator[None]:
    over = threading.Event()

    def ask() -> None:
        while not over.wait(POLL_S):
            if feedback.isCanceled():
                cancel()
                return

    thread = threading.Thread(target=ask, name="secims-cancel", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
