"""What is known about a source while QGIS runs, shared by the layer's provider and all its clones."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from enum import Enum

from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt.QtCore import QObject, pyqtSignal

LOG = "SEC-IMS"
PAUSE_S = 4.0
"""After a failure, requests fail at once for a while: each band would wait for the time-out again."""
_REPEAT_S = 60.0


class View(str, Enum):
    """What the last drawing of a coverage showed."""

    FULL = "full"
    """True values, at the resolution of the map or better."""
    PREVIEW = "preview"
    """Single rows of the coverage: the view holds more than may be loaded at once."""
    OFFLINE = "offline"
    """What was in the cache; the server cannot be reached."""
    FAILED = "failed"
    """Nothing, or not everything; ``text`` says why."""
    INCOMPLETE = "incomplete"
    """No drawing: a calculation, or a file that was written, got no data instead of values; see ``text``."""


@dataclass(frozen=True)
class ViewState:
    """What a drawing showed, and in technical English why.

    Of a preview: how many MB the view holds, and how many may be loaded.
    """

    view: View
    text: str = ""
    needed_mb: float = 0.0
    budget_mb: float = 0.0


class CoverageNews(QObject):
    """Says when what is shown of a source changes; sent from threads that draw.

    ``view_changed(source_key, ViewState)``. Connect to bound methods of objects of the main thread.
    """

    view_changed = pyqtSignal(str, object)


class SourceState:
    """State of one source; callable from any thread."""

    def __init__(self, key: str, news: CoverageNews) -> None:
        self._key, self._news = key, news
        self._lock = threading.Lock()
        self.fetching = threading.Lock()
        """Held by whoever fetches: others then find the tiles in the cache."""
        self._view = ViewState(View.FULL)
        self.error = ""
        """Why the last reading gave no values, or not all, whoever read; empty where it gave them."""
        self._failed_at = float("-inf")
        self._failure: Exception | None = None
        self._said: dict[str, float] = {}

    @property
    def view(self) -> ViewState:
        """What the last drawing showed."""
        return self._view

    def note_view(self, state: ViewState) -> None:
        """Keep what a drawing showed, and tell if it is something else than before."""
        with self._lock:
            changed, self._view = state != self._view, state
        if changed:
            self._news.view_changed.emit(self._key, state)
            if state.text:
                self.say(state.text)

    def note_failure(self, error: Exception) -> None:
        """Keep a failure for a moment, see ``recent_failure``."""
        self._failure, self._failed_at = error, time.monotonic()

    def recent_failure(self) -> Exception | None:
        """Return the failure of a moment ago."""
        return self._failure if time.monotonic() - self._failed_at < PAUSE_S else None

    def forget_failure(self) -> None:
        """Try again at once."""
        self._failed_at = float("-inf")

    def say(self, text: str) -> None:
        """Write to the message log, the same text at most once a minute."""
        now = time.monotonic()
        with self._lock:
            if now - self._said.get(text, float("-inf")) < _REPEAT_S:
                return
            self._said = {old: at for old, at in self._said.items() if now - at < _REPEAT_S}
            self._said[text] = now
        QgsMessageLog.logMessage(text, LOG, Qgis.MessageLevel.Warning, False)


class LiveRasters:
    """The states of all sources, by key."""

    def __init__(self) -> None:
        self.news = CoverageNews()
        self._states: dict[str, SourceState] = {}
        self._lock = threading.Lock()

    def state(self, key: str) -> SourceState:
        """Return the state of a source."""
        with self._lock:
            return self._states.setdefault(key, SourceState(key, self.news))
