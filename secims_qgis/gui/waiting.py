"""What is shown while a search is awaited: at first nothing, then shapes, then that it is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QTimer

from secims_qgis.gui.results_page import Face
from secims_qgis.gui.search_words import slow_words
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.results_page import ResultsPage

SKELETON_AFTER_MS = 200
SLOW_AFTER_MS = 8000


class Waiting(QObject):
    """Changes the page only where a quick answer would not have."""

    def __init__(self, page: ResultsPage) -> None:
        super().__init__(page)
        self._page = page
        self._host = ""
        self._skeleton, self._slow = QTimer(self), QTimer(self)
        for timer, interval_ms in ((self._skeleton, SKELETON_AFTER_MS), (self._slow, SLOW_AFTER_MS)):
            timer.setSingleShot(True)
            timer.setInterval(interval_ms)
        self._skeleton.timeout.connect(self._show_skeleton)
        self._slow.timeout.connect(self._say_slow)

    def start(self, host: str, *, is_search: bool) -> None:
        """Wait for a first page; what is not a search leaves the page as it is."""
        self._host = host
        self._page.set_busy(is_busy=True)
        self._page.set_count(tr("Searching…") if is_search else "")
        self._slow.start()
        if is_search and self._page.face is not Face.LIST:
            self._skeleton.start()

    def start_next_page(self) -> None:
        """Wait for a following page: only the line moves."""
        self._page.set_busy(is_busy=True, is_next_page=True)

    def stop(self) -> None:
        """An answer is there, or nobody waits any more."""
        self._skeleton.stop()
        self._slow.stop()
        self._page.set_busy(is_busy=False)

    def _show_skeleton(self) -> None:
        self._page.show_face(Face.SKELETON)

    def _say_slow(self) -> None:
        self._page.set_count(slow_words(self._host))
