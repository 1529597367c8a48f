"""Turns what is typed and ticked into searches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot

from secims_qgis.gui.answer_view import AnswerView
from secims_qgis.gui.nothing_found import NothingFound
from secims_qgis.gui.offers import host_of
from secims_qgis.gui.results_page import Face, ResultsPage
from secims_qgis.gui.search_trouble import SearchTrouble
from secims_qgis.gui.search_words import catalogue_words
from secims_qgis.gui.settings import SORT, PluginSettings
from secims_qgis.gui.waiting import Waiting
from secims_qgis.model import Connection, Flavour, SearchQuery

if TYPE_CHECKING:
    from secims_qgis.gui.filter_control import FilterControl
    from secims_qgis.gui.limits import Limits
    from secims_qgis.gui.offline_search import OfflineSearch
    from secims_qgis.gui.problem_page import ProblemPage
    from secims_qgis.gui.search_runner import SearchAnswer, SearchFailure, SearchRunner

PAGE_SIZE = 20


class SearchController(QObject):
    """Owns the search: its limits, its place, its answers."""

    results_changed = pyqtSignal()
    """Other records are in the list."""
    start_shown = pyqtSignal()
    total_found = pyqtSignal(object)
    """The number of datasets in the catalogue, None where it does not say."""
    flavour_found = pyqtSignal(object)
    """The connection that was searched, with what was found out about it."""

    def __init__(
        self,
        page: ResultsPage,
        filters: FilterControl,
        runners: tuple[SearchRunner, SearchRunner],
        settings: PluginSettings,
        offline: OfflineSearch,
    ) -> None:
        super().__init__(page)
        self._page, self._filters, self._settings = page, filters, settings
        self._runner, probe = runners
        self.connection = settings.active_connection()
        self._query: SearchQuery | None = None
        self._total: int | None = None
        self._lists_all = False
        """Whether the whole catalogue was asked for, so that a list without limits is no accident."""
        self._view = AnswerView(page)
        self._trouble = SearchTrouble(page, self._view, offline)
        self._nothing = NothingFound(page.message, probe, filters)
        self._waiting = Waiting(page)
        page.show_sort(settings.text(SORT))
        self._connect()

    @property
    def query(self) -> SearchQuery | None:
        """The search whose records are in the list, first page; None on the start page."""
        return self._query

    @property
    def problem(self) -> ProblemPage:
        """What is said when a search failed."""
        return self._trouble.problem

    def start(self) -> None:
        """Show the start page and ask how many datasets there are."""
        self._show_start()
        if self._total is None and not self._trouble.is_offline:
            self._run(SearchQuery(limit=1))

    def use(self, connection: Connection) -> None:
        """Search another catalogue from now on."""
        is_same = (connection.name, connection.url) == (self.connection.name, self.connection.url)
        self.connection = connection
        self._filters.use(connection)
        if not is_same:
            self._trouble.go_online()
            self._total = None
            self.search() if self._query is not None else self.start()

    def search(self) -> None:
        """Search for what is typed and ticked; the start page where nothing limits the search."""
        if self._filters.limits.is_any or self._lists_all:
            self._search()
        else:
            self._runner.cancel()
            self._waiting.stop()
            self._filters.count()
            self.start()

    def search_all(self) -> None:
        """Search for what is typed, and for everything where nothing is."""
        self._lists_all = not self._filters.limits.is_any
        self._search()

    def _search(self) -> None:
        limits = self._filters.limits
        query = self._filters.query(limits, PAGE_SIZE, self._settings.text(SORT) or None)
        self._query = replace(query, live=limits.live, download=limits.download)
        self._page.shown.set_access(live_only=limits.live, download_only=limits.download)
        self._nothing.stop()
        self._run(self._query)
        if not self._trouble.is_offline:
            self._filters.count()

    def cancel(self) -> bool:
        """Stop waiting for an answer; return whether there was something to stop."""
        was_waiting = self._page.bar.stop_waiting()
        was_running = self._runner.cancel()
        self._waiting.stop()
        if was_running and self._page.face is not Face.LIST:
            self._show_start()
        elif was_running:
            self._view.show_counts()
        return was_running or was_waiting

    def stop(self) -> None:
        """Stop for good."""
        self._waiting.stop()
        self._nothing.stop()
        self._filters.stop()
        self._runner.cancel()

    def try_again(self) -> None:
        """Repeat the search that failed; the catalogue may speak otherwise now."""
        self._trouble.go_online()
        self._runner.look_afresh(self.connection)
        self.connection = replace(self.connection, flavour=Flavour.UNKNOWN)
        if self._query is None:
            self.start()
        else:
            self._search()

    def _connect(self) -> None:
        page, bar = self._page, self._page.bar
        bar.search_wanted.connect(self._search_typed)
        bar.search_committed.connect(self.search_all)
        bar.access_changed.connect(self._filter_access)
        self._filters.filters_changed.connect(self.search)
        page.model.more_wanted.connect(self._run)
        page.sort_chosen.connect(self._sort)
        page.cancel_clicked.connect(self.cancel)
        page.start.text_chosen.connect(bar.set_text)
        self._view.nothing_found.connect(self._say_nothing)
        self._nothing.loosening_chosen.connect(self._widen)
        self._trouble.try_again_chosen.connect(self.try_again)
        self._trouble.saved_copy_chosen.connect(self._search)
        self._trouble.saved_copy_shown.connect(self.results_changed)
        self._runner.answer_arrived.connect(self._take_answer)
        self._runner.search_failed.connect(self._take_failure)
        self._filters.map_moved.connect(self._follow_map)

    def _search_typed(self) -> None:
        self._lists_all = False
        self.search()

    def _show_start(self) -> None:
        self._query, self._lists_all = None, False
        self._page.model.clear()
        self._page.set_footer("")
        self.start_shown.emit()
        self._page.show_face(Face.START)
        self._page.set_count(catalogue_words(self._total))
        self._page.panel.show_count(self._total)
        self.results_changed.emit()

    @pyqtSlot(object)
    def _run(self, query: SearchQuery) -> None:
        if self._trouble.is_offline:
            self._trouble.search_saved(query)
            return
        self._runner.search(self.connection, query)
        if query.offset > 0:
            self._waiting.start_next_page()
        else:
            self._waiting.start(host_of(self.connection.url), is_search=self._query is not None)

    @pyqtSlot(object)
    def _take_answer(self, answer: SearchAnswer) -> None:
        self._waiting.stop()
        self.flavour_found.emit(replace(self.connection, flavour=answer.flavour))
        if self._query is None:
            self._total = answer.page.matched
            self.total_found.emit(self._total)
            self._page.set_count(catalogue_words(self._total))
            self._page.panel.show_count(self._total)
            return
        if answer.query.offset > 0:
            self._view.show_next_page(answer.page)
        else:
            self._view.show_first_page(answer.page)
            if answer.page.records or answer.page.problems:
                self._settings.add_recent_search(answer.query.text)
        self.results_changed.emit()

    @pyqtSlot(object)
    def _take_failure(self, failure: SearchFailure) -> None:
        self._waiting.stop()
        self._trouble.take(failure, self.connection)

    def _say_nothing(self) -> None:
        if self._query is not None:
            self._nothing.show(self.connection, self._filters.limits)

    def _filter_access(self) -> None:
        """Leave records out of a list that is complete; else only the catalogue has the others."""
        limits, query = self._filters.limits, self._query
        is_wider = query is None or (query.live > limits.live) or (query.download > limits.download)
        is_here = self._page.model.is_complete and not self._runner.is_running
        if is_wider or not is_here or self._page.face is Face.SKELETON:
            self.search()
            return
        self._nothing.stop()
        self._view.show_access(live_only=limits.live, download_only=limits.download)
        self._filters.count()
        self.results_changed.emit()

    def _sort(self, key: str) -> None:
        self._settings.set_text(SORT, key)
        if self._query is not None:
            self._search()

    def _widen(self, limits: Limits) -> None:
        """Search again with what the chosen remedy leaves of the limits."""
        self._filters.set_limits(limits)
        self.search_all()

    def _follow_map(self) -> None:
        if self._query is not None:
            self._search()
