"""How fast bytes come, and how fast they may come."""

from __future__ import annotations

import threading
import time
from typing import Callable

from secims_qgis.network.errors import TimedOutError

STALL_BYTES_PER_S = 32
"""A line slower than this is dead, however regularly it twitches."""
STALL_S = 60.0
LEAST_LIMIT_BYTES_PER_S = 4096
_NAP_S = 0.1
_HEAD_START_S = 0.5
"""What was not used of the rate in this time may be made up for."""


class StallGuard:
    """Notices a server that keeps the connection alive with a byte now and then."""

    def __init__(self, url: str, window_s: float = STALL_S) -> None:
        """Begin to count now."""
        self._url, self._window_s = url, window_s
        self._since, self._bytes = time.monotonic(), 0

    def received(self, count: int, waited_s: float = 0.0) -> None:
        """Count bytes; ``waited_s`` seconds of the time were spent by this side, not by the server.

        Raises:
            TimedOutError: too little came in the last minute.
        """
        self._bytes += count
        self._since += waited_s
        passed = time.monotonic() - self._since
        if passed < self._window_s:
            return
        if self._bytes < STALL_BYTES_PER_S * passed:
            raise TimedOutError(f"only {self._bytes} bytes in {passed:.0f} s", url=self._url)
        self._since, self._bytes = time.monotonic(), 0


class RateLimit:
    """Bytes per second that all downloads together may take; 0 for as many as come.

    Shared by the threads of all downloads; the rate may be changed at any time. The one who reads
    slower is slowed down by TCP: nothing is read ahead beyond the reply's buffer.
    """

    def __init__(self, bytes_per_s: int = 0) -> None:
        """Limit from now on."""
        self._lock = threading.Lock()
        self._free_at = 0.0
        self.bytes_per_s = bytes_per_s

    @property
    def bytes_per_s(self) -> int:
        """The rate; 0 means no limit."""
        return self._rate

    @bytes_per_s.setter
    def bytes_per_s(self, value: int) -> None:
        self._rate = max(value, LEAST_LIMIT_BYTES_PER_S) if value > 0 else 0

    def piece_bytes(self, largest: int) -> int:
        """Return how much to read at once: a quarter of a second's worth, at most ``largest``."""
        rate = self._rate
        return max(1024, min(largest, rate // 4)) if rate else largest

    def take(self, count: int, check: Callable[[], None]) -> float:
        """Wait until so many bytes may have come, and return how long that took in seconds.

        ``check`` is called ten times a second and may raise.
        """
        rate = self._rate
        if not rate:
            return 0.0
        now = time.monotonic()
        with self._lock:
            self._free_at = max(self._free_at, now - _HEAD_START_S) + count / rate
            until = self._free_at
        while True:
            left = until - time.monotonic()
            if left <= 0 or not self._rate:
                return time.monotonic() - now
            check()
            time.sleep(min(_NAP_S, left))
