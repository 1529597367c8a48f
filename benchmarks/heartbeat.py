"""How long the GUI thread stands still."""

from __future__ import annotations

import time

from qgis.PyQt.QtCore import QObject, Qt, QTimer

BEAT_MS = 10


class Heartbeat(QObject):
    """Beats every 10 ms on the thread that made it; the longest gap is the longest freeze."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_gap_s = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to measure now."""
        self.longest_gap_s = 0.0
        self._last = time.perf_counter()
        self._timer.start(BEAT_MS)

    def stop(self) -> float:
        """Return the longest gap in seconds, up to now."""
        self._timer.stop()
        self._beat()
        return self.longest_gap_s

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest_gap_s = max(self.longest_gap_s, now - self._last)
        self._last = now
