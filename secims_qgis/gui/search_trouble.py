"""What to do when a catalogue does not answer: say why, and offer the copy on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal

from secims_qgis.gui.messages import Activity, explain
from secims_qgis.gui.problem_page import ProblemPage
from secims_qgis.gui.results_page import Face
from secims_qgis.network.errors import CancelledError

if TYPE_CHECKING:
    from secims_qgis.gui.answer_view import AnswerView
    from secims_qgis.gui.offline_search import OfflineSearch
    from secims_qgis.gui.results_page import ResultsPage
    from secims_qgis.gui.search_runner import SearchFailure
    from secims_qgis.model import Connection, RecordPage, SearchQuery


class SearchTrouble(QObject):
    """Between the search that failed and the next one."""

    try_again_chosen = pyqtSignal()
    saved_copy_chosen = pyqtSignal()
    saved_copy_shown = pyqtSignal()

    def __init__(self, page: ResultsPage, view: AnswerView, offline: OfflineSearch) -> None:
        super().__init__(page)
        self._page, self._view, self._offline = page, view, offline
        self.problem = ProblemPage(page.message)
        self.problem.try_again_chosen.connect(self.try_again_chosen)
        self.problem.saved_copy_chosen.connect(self._go_offline)
        page.banner.try_again_clicked.connect(self.try_again_chosen)
        offline.copy_found.connect(self.problem.offer_copy)
        offline.page_found.connect(self._show_saved)

    @property
    def is_offline(self) -> bool:
        """Whether the copy is searched instead of the catalogue."""
        return self._offline.is_on

    def search_saved(self, query: SearchQuery) -> None:
        """Search the copy."""
        self._offline.search(query)

    def go_online(self) -> None:
        """Ask the catalogue again."""
        self._offline.turn_off()
        self._view.show_online()

    def take(self, failure: SearchFailure, connection: Connection) -> None:
        """Say what happened; the list stays where only a following page is missing."""
        self._page.model.fetch_failed()
        if isinstance(failure.error, CancelledError):
            self._view.show_counts()
            return
        message = explain(failure.error, Activity.SEARCH, failure.seconds)
        if failure.query.offset > 0:
            self._view.show_missing_page(message)
            return
        self._page.set_count("")
        self._page.set_footer("")
        self._page.show_face(Face.MESSAGE)
        self.problem.show(message)
        self._offline.look(connection)

    def _go_offline(self) -> None:
        self._offline.turn_on()
        self.saved_copy_chosen.emit()

    def _show_saved(self, query: SearchQuery, page: RecordPage) -> None:
        self._view.show_saved_page(page, self._offline.words(), is_first=query.offset == 0)
        self.saved_copy_shown.emit()
