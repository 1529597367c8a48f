"""How long a download goes on trying: back-off with jitter, and what the server asks for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from http import HTTPStatus

from secims_qgis.network.errors import (
    BrokenOffError,
    HttpError,
    SecimsError,
    TimedOutError,
    UnreachableError,
)

_PASSING_STATUSES = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_EARLY,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
_PASSING_ERRORS = (BrokenOffError, TimedOutError, UnreachableError)
_JITTER_STEPS = 1000


@dataclass(frozen=True)
class Patience:
    """When to try again, and when to give up.

    ``attempts`` is how many in a row may bring nothing new: a line that drops every few minutes and
    delivers in between is never given up. The pause doubles from ``first_s`` to ``longest_s`` seconds.
    ``longest_asked_s`` is the longest Retry-After that is waited for.
    """

    attempts: int = 4
    first_s: float = 1.0
    longest_s: float = 60.0
    longest_asked_s: float = 60.0

    def pause_s(self, failures: int, asked_s: float | None = None) -> float | None:
        """Return the seconds to wait after so many failures in a row; None means: give up.

        Half of the pause is left to chance, so that all who lost the same server do not come back in
        the same second. ``asked_s`` is what the server asked for; less is never waited.
        """
        if failures >= self.attempts:
            return None
        if asked_s is not None and asked_s > self.longest_asked_s:
            return None
        pause = min(self.longest_s, self.first_s * 2 ** (failures - 1))
        chance = secrets.randbelow(_JITTER_STEPS) / _JITTER_STEPS
        return max(asked_s or 0.0, pause * (1 + chance) / 2)


BRIEF = Patience()
"""For scripts and algorithms: somebody waits for the call to return."""
LONG = Patience(attempts=12, first_s=2.0, longest_s=120.0, longest_asked_s=3600.0)
"""For the queue: nobody waits, and each pause can be cut short."""
NONE = Patience(attempts=1)


def is_passing(error: SecimsError) -> bool:
    """Return whether an error may be over in a moment: a line that is down, a server that is busy."""
    if isinstance(error, HttpError):
        return error.status in _PASSING_STATUSES
    return isinstance(error, _PASSING_ERRORS) and not _is_refused_certificate(error)


def _is_refused_certificate(error: SecimsError) -> bool:
    from requests.exceptions import SSLError

    return isinstance(error.__cause__, SSLError)
