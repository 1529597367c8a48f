"""Trouble that passes by itself: tried again after a pause that can be cancelled."""

from __future__ import annotations

import time
from typing import Callable, TypeVar

from secims_qgis.download.patience import Patience, is_passing
from secims_qgis.network.errors import (
    AnswerTooLargeError,
    BrokenOffError,
    HttpError,
    NetworkError,
    TimedOutError,
    UnreachableError,
)

PATIENCE = Patience(attempts=5)
OUTAGE = Patience(attempts=10, longest_s=30.0)
"""For a line that is down: the service has answered before, and what came of it would be lost."""
_LINE_DOWN = (BrokenOffError, UnreachableError)
_POLL_S = 0.05
_TOO_MUCH = frozenset({408, 413, 502, 504})

_Result = TypeVar("_Result")


class TooMuchError(Exception):
    """The server does not manage so much at once; ``error`` is what it said."""

    def __init__(self, error: NetworkError) -> None:
        """Keep what the server said."""
        super().__init__(str(error))
        self.error = error


def patiently(work: Callable[[], _Result], check: Callable[[], None]) -> _Result:
    """Do something over the network, again where the failure may pass.

    Raises:
        TooMuchError: less at once may work.
        NetworkError: the failure does not pass; what else ``work`` and ``check`` raise.
    """
    failures = 0
    while True:
        failures += 1
        try:
            return work()
        except NetworkError as error:
            if _is_too_much(error):
                raise TooMuchError(error) from error
            asked_s = error.retry_after_s if isinstance(error, HttpError) else None
            patience = OUTAGE if isinstance(error, _LINE_DOWN) else PATIENCE
            pause_s = patience.pause_s(failures, asked_s) if is_passing(error) else None
            if pause_s is None:
                raise
            _wait(pause_s, check)


def _wait(seconds: float, check: Callable[[], None]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        check()
        time.sleep(_POLL_S)


def _is_too_much(error: NetworkError) -> bool:
    if isinstance(error, HttpError):
        return error.status in _TOO_MUCH
    return isinstance(error, (TimedOutError, AnswerTooLargeError))
