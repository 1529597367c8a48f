"""The body of an answer, read as it arrives."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Callable

import requests
from qgis.core import QgsApplication
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEventLoop, QThread, QTimer
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from .living_reply import living
from .reply_errors import raise_for_reply

if TYPE_CHECKING:
    from requests import PreparedRequest

READ_BUFFER_BYTES = 4 * 1024 * 1024
"""Qt stops reading from the socket here; without it, memory grows with the file."""
POLL_MS = 50
"""How often a wait looks whether it was cancelled or has run out of time."""
_FIRST_ERROR_STATUS = 400


class ReplyBody:
    """File-like body of a ``QNetworkReply``: ``response.raw`` of our sessions.

    Belongs to the thread that sent the request. A read waits until something has arrived, at most
    ``timeout_s`` seconds without a byte.
    """

    def __init__(
        self,
        reply: QNetworkReply,
        loop: QEventLoop,
        is_cancelled: Callable[[], bool],
        timeout_s: float | None,
    ) -> None:
        """Take over the reply; ``close`` gives it back to Qt."""
        self._reply = reply
        self.request: PreparedRequest | None = None
        self._loop = loop
        # A child of the loop, so that both go together, on this thread: see close.
        self._timer = QTimer(loop)
        self._is_cancelled = is_cancelled
        self._timeout_s = timeout_s
        self._closed = False

    @property
    def reply(self) -> QNetworkReply:
        """The reply; asked for each time, as Python may have lost the one before."""
        self._reply = living(self._reply, self._loop)
        return self._reply

    @property
    def closed(self) -> bool:
        """Whether ``close`` was called."""
        return self._closed

    def wait_for_header(self) -> None:
        """Wait until status and headers are there, or the request has ended without."""
        self._wait(lambda: self._has_status() or self.reply.isFinished(), "no answer")

    def handle_events(self) -> None:
        """Handle what has happened on this thread meanwhile, without waiting for anything."""
        if not self._closed:
            self._loop.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def read(self, amount: int | None = None, decode_content: bool | None = None) -> bytes:  # noqa: FBT001 - as urllib3 has it
        """Return up to ``amount`` bytes (all, where it is None or negative); empty at the end.

        Raises:
            requests.exceptions.RequestException: the body broke off, stalled or was cancelled.
        """
        if amount is None or amount < 0:
            return self._read_all()
        if amount == 0 or self._closed:
            return b""
        if self._is_from_cache():
            # Qt forgets to finish a reply from its cache that is read before it has said so.
            self._wait(self._is_finished, "the cache stalled")
        elif not self.reply.bytesAvailable():
            self._wait(self._has_bytes_or_end, "the answer stalled")
        data = bytes(self.reply.read(amount) or b"")
        if not data:
            self._check_end()
        return data

    def close(self) -> None:
        """Stop the transfer, if it still runs, and let Qt delete the reply."""
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        if not self.reply.isFinished():
            self.reply.abort()
        self.reply.deleteLater()
        # An exception's traceback may keep this object until the garbage collector runs, on
        # whichever thread; a Qt object must not be deleted there.
        sip.delete(self._loop)

    def release_conn(self) -> None:
        """Close: requests calls this when it has done with a response."""
        self.close()

    def _read_all(self) -> bytes:
        chunks: list[bytes] = []
        while True:
            chunk = self.read(READ_BUFFER_BYTES)
            if not chunk:
                return b"".join(chunks)
            chunks.append(chunk)

    def _has_status(self) -> bool:
        status = self.reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        return status is not None

    def _is_from_cache(self) -> bool:
        return bool(self.reply.attribute(QNetworkRequest.Attribute.SourceIsFromCacheAttribute))

    def _is_finished(self) -> bool:
        return bool(self.reply.isFinished())

    def _has_bytes_or_end(self) -> bool:
        return self.reply.bytesAvailable() > 0 or self.reply.isFinished()

    def _check_end(self) -> None:
        """Raise if the body ended by an error; 4xx and 5xx are answers, not errors."""
        status = self.reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if status is not None and int(status) >= _FIRST_ERROR_STATUS:
            return
        raise_for_reply(self.reply, self.request)

    def _wait(self, is_done: Callable[[], bool], what: str) -> None:
        """Handle this thread's events until done; the timer wakes it up to look at the clock.

        The signals of the reply are not connected to anything from Python: in PyQt 5.15 that leaves
        traces of a deleted reply, and a later one at the same address then counts as deleted.
        """
        deadline = None if self._timeout_s is None else time.monotonic() + self._timeout_s
        flags = _loop_flags()
        self._timer.start(POLL_MS)
        while not is_done() and not self._is_cancelled():
            if deadline is not None and time.monotonic() > deadline:
                self.close()
                message = f"{what} for {self._timeout_s:g} s"
                raise requests.exceptions.ReadTimeout(message, request=self.request)
            self._loop.processEvents(flags)
        if self._is_cancelled():
            self.close()
            raise requests.exceptions.RequestException("cancelled", request=self.request)
        self._timer.stop()


def _loop_flags() -> QEventLoop.ProcessEventsFlag:
    """Keep clicks out of a wait on the main thread (the Python console); workers have none."""
    flag = QEventLoop.ProcessEventsFlag
    application = QgsApplication.instance()
    if application is not None and QThread.currentThread() == application.thread():
        return flag.WaitForMoreEvents | flag.ExcludeUserInputEvents
    return flag.WaitForMoreEvents
