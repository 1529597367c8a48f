"""Trouble that passes by itself: tried again after a pause that can be cancelled."""

from __future__ import annotations

import random
import time
from typing import Callable, TypeVar

from secims_qgis.network.errors import (
    AnswerTooLargeError,
    BrokenOffError,
    HttpError,
    NetworkError,
    TimedOutError,
    UnreachableError,
)

TRIES = 5
PAUSE_S = 1.0
"""Before the second try; each further one waits twice as long, and a little more or less."""
MAX_PAUSE_S = 60.0
_POLL_S = 0.05
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
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
    attempt = 0
    while True:
        attempt += 1
        try:
            return work()
        except NetworkError as error:
            if _is_too_much(error):
                raise TooMuchError(error) from error
            if attempt == TRIES or not _may_pass(error):
                raise
            _pause(attempt, error, check)


def _pause(attempt: int, error: NetworkError, check: Callable[[], None]) -> None:
    seconds = PAUSE_S * 2 ** (attempt - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
    wanted = getattr(error, "retry_after_s", None) or 0.0
    deadline = time.monotonic() + min(MAX_PAUSE_S, max(seconds, wanted))
    while time.monotonic() < deadline:
        check()
        time.sleep(_POLL_S)


def _may_pass(error: NetworkError) -> bool:
    if isinstance(error, HttpError):
        return error.status in _PASSING
    return isinstance(error, (TimedOutError, BrokenOffError, UnreachableError))


def _is_too_much(error: NetworkError) -> bool:
    if isinstance(error, HttpError):
        return error.status in _TOO_MUCH
    return isinstance(error, (TimedOutError, AnswerTooLargeError))
