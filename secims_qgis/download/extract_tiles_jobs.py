"""Requests for tiles: a few under way at the same time, tried again where that may help."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import CancelledError as GivenUp
from typing import TYPE_CHECKING, Any, Callable

from secims_qgis.download.patience import BRIEF, is_passing
from secims_qgis.live.gateway_pool import FetchPool
from secims_qgis.network import CancelledError
from secims_qgis.network.errors import SecimsError

if TYPE_CHECKING:
    from secims_qgis.download.extract_tiles_file import Place
    from secims_qgis.live.gateway_address import Upstream
    from secims_qgis.network import QgisSession

THREADS = 4
"""A server has other guests; a browser takes six."""
SILENCE_S = 30.0
READ_S = 180.0
_POLL_S = 0.2
_STOP_S = 2.0
Found = list[tuple["Place", "bytes | None"]]
"""Tiles as they come from the server; None where there is none."""
Job = Callable[["QgisSession"], Any]


def carried_out(jobs: Iterable[Job], upstream: Upstream, check: Callable[[], None]) -> Iterator[Any]:
    """Yield what the jobs return, in the order in which they are done.

    ``check`` is called at least five times a second and may raise; then, and after an error that does not
    pass, everything is broken off.

    Raises:
        SecimsError: what a job raised at last.
    """
    pool = FetchPool(THREADS, SILENCE_S, READ_S)
    over = threading.Event()
    waiting: deque[Job] = deque()
    running: set[Future[Any]] = set()
    source = iter(jobs)
    try:
        while True:
            while len(running) < 2 * THREADS:
                job = waiting.popleft() if waiting else next(source, None)
                if job is None:
                    break
                running.add(pool.submit(upstream, _patient(job, over), over))
            if not running:
                return
            done, running = wait(running, _POLL_S, FIRST_COMPLETED)
            check()
            for future in done:
                yield _answer(future)
    finally:
        over.set()
        pool.stop(_STOP_S)


def _answer(future: Future[Any]) -> Any:
    try:
        return future.result()
    except GivenUp as error:
        raise CancelledError("cancelled") from error


def _patient(job: Job, over: threading.Event) -> Job:
    """Return the job with its pauses; they end at once when all is over."""

    def work(session: QgisSession) -> Any:
        failures = 0
        while True:
            answer, error = _tried(job, session)
            if error is None:
                return answer
            failures += 1
            pause_s = BRIEF.pause_s(failures) if is_passing(error) else None
            if pause_s is None or over.wait(pause_s):
                raise error

    return work


def _tried(job: Job, session: QgisSession) -> tuple[Any, SecimsError | None]:
    try:
        return job(session), None
    except SecimsError as error:
        return None, error
