"""Threads for the gateway's requests: a few, for as long as it runs.

QGIS gives each thread a network manager of its own, with its own connections. So the threads are kept,
and the sessions, which cost nothing, are made for each request: they carry proxy and credentials.
"""

from __future__ import annotations

import queue
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Callable, TypeVar

from qgis.PyQt.QtCore import QCoreApplication, QEvent

from secims_qgis.network import open_session

if TYPE_CHECKING:
    from secims_qgis.live.gateway_address import Upstream
    from secims_qgis.network import QgisSession

THREADS = 6
"""As many connections as a browser, and Qt, opens to one host."""
SILENCE_S = 5.0
"""How long a server may say nothing: a frame waits for it."""
READ_S = 30.0
"""How long a request may take altogether."""
_Answer = TypeVar("_Answer")


class FetchPool:
    """Runs blocking requests; the first ones start its threads.

    ``silence_s`` is how long a server may say nothing, ``read_s`` how long a request may take.
    """

    def __init__(self, threads: int = THREADS, silence_s: float = SILENCE_S, read_s: float = READ_S) -> None:
        self._most, self._silence_s, self._read_s = threads, silence_s, read_s
        self._threads: list[threading.Thread] = []
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)
        self.stopping = threading.Event()

    def submit(
        self, upstream: Upstream, work: Callable[[QgisSession], _Answer], abandoned: threading.Event
    ) -> Future[_Answer]:
        """Have a thread do the work with a session; ``abandoned`` stops it within 0.2 s."""
        future: Future[_Answer] = Future()
        self._jobs.put(lambda: self._do(future, upstream, work, abandoned))
        if not self._idle.acquire(blocking=False) and len(self._threads) < self._most:
            thread = threading.Thread(target=self._run, name="secims-gateway-fetch", daemon=True)
            self._threads.append(thread)
            thread.start()
        return future

    def stop(self, wait_s: float) -> None:
        """Break off what runs, and end the threads."""
        self.stopping.set()
        for _thread in self._threads:
            self._jobs.put(None)
        deadline = time.monotonic() + wait_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _run(self) -> None:
        while True:
            job = self._jobs.get()
            if job is None:
                return
            job()
            _delete_replies()
            self._idle.release()

    def _do(
        self,
        future: Future[_Answer],
        upstream: Upstream,
        work: Callable[[QgisSession], _Answer],
        abandoned: threading.Event,
    ) -> None:
        if self.stopping.is_set() or not future.set_running_or_notify_cancel():
            future.cancel()
            return
        deadline = time.monotonic() + self._read_s
        session = open_session(upstream.authcfg, self._silence_s)
        session.bind_credentials(upstream.url)
        session.cancel_when(
            lambda: abandoned.is_set() or self.stopping.is_set() or time.monotonic() > deadline
        )
        try:
            answer = work(session)
        except BaseException as error:  # noqa: BLE001 - it is raised again where the answer is awaited
            future.set_exception(error)
        else:
            future.set_result(answer)
        finally:
            session.close()


def _delete_replies() -> None:
    """Let Qt delete what it was told to delete later: a thread without an event loop never would."""
    kind = QEvent.Type.DeferredDelete
    QCoreApplication.sendPostedEvents(None, getattr(kind, "value", kind))
