"""Turns what is typed into searches, and answers into what the results page shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal, pyqtSlot

from secims_qgis.gui.formats import one_line
from secims_qgis.gui.map_extent import visible_extent
from secims_qgis.gui.messages import Activity, explain
from secims_qgis.gui.nothing_found import NothingFound
from secims_qgis.gui.offers import host_of
from secims_qgis.gui.problem_page import ProblemPage
from secims_qgis.gui.results_page import Face, ResultsPage
from secims_qgis.gui.search_words import (
    SearchState,
    catalogue_words,
    count_words,
    footer_words,
)
from secims_qgis.gui.settings import IN_MAP, SORT, PluginSettings
from secims_qgis.gui.translation import tr
from secims_qgis.gui.waiting import Waiting
from secims_qgis.model import Connection, Flavour, SearchQuery
from secims_qgis.network.errors import CancelledError

if TYPE_CHECKING:
    from secims_qgis.gui.search_runner import SearchAnswer, SearchFailure, SearchRunner
    from secims_qgis.gui.workspace import Workspace

PAGE_SIZE = 20
MAP_REST_MS = 400
EAGER_PAGES = 5
"""Pages fetched without being scrolled to, where Live or Download hides most of what is there."""


class SearchController(QObject):
    """Owns the search: its text, its place, its answers."""

    results_changed = pyqtSignal()
    """Other records are in the list."""
    flavour_found = pyqtSignal(object)
    """The connection that was searched, with what was found out about it."""

    def __init__(
        self,
        page: ResultsPage,
        runners: tuple[SearchRunner, SearchRunner],
        settings: PluginSettings,
        workspace: Workspace,
    ) -> None:
        super().__init__(page)
        self._page, self._settings, self._workspace = page, settings, workspace
        self._runner, probe = runners
        self.connection = settings.active_connection()
        self._query: SearchQuery | None = None
        self._total: int | None = None
        self._eager_pages = 0
        self._problem = ProblemPage(page.message)
        self._nothing = NothingFound(page.message, probe)
        self._waiting = Waiting(page)
        self._map_rest = QTimer(self)
        self._map_rest.setSingleShot(True)
        self._map_rest.setInterval(MAP_REST_MS)
        self._map_rest.timeout.connect(self.search)
        page.bar.in_map.setChecked(settings.flag(IN_MAP, default=False))
        page.show_sort(settings.text(SORT))
        self._connect()

    @property
    def query(self) -> SearchQuery | None:
        """The search whose records are in the list, first page; None on the start page."""
        return self._query

    @property
    def problem(self) -> ProblemPage:
        """What is said when a search failed."""
        return self._problem

    def start(self) -> None:
        """Show the start page and ask how many datasets there are."""
        self._show_start()
        if self._total is None:
            self._run(SearchQuery(limit=1))

    def use(self, connection: Connection) -> None:
        """Search another catalogue from now on."""
        is_same = (connection.name, connection.url) == (self.connection.name, self.connection.url)
        self.connection = connection
        if not is_same:
            self._total = None
            self.search() if self._query is not None else self.start()

    def search(self) -> None:
        """Search for what is typed; the start page where nothing limits the search."""
        bar = self._page.bar
        if bar.text or bar.in_map.isChecked() or self._page.shown.is_active:
            self.search_all()
        else:
            self._runner.cancel()
            self._waiting.stop()
            self.start()

    def search_all(self) -> None:
        """Search for what is typed, and for everything where nothing is."""
        bar = self._page.bar
        canvas, project = self._workspace.canvas, self._workspace.project
        bbox = visible_extent(canvas, project) if bar.in_map.isChecked() else None
        sort = self._settings.text(SORT) or None
        self._query = SearchQuery(bar.text, bbox, sort=sort, limit=PAGE_SIZE)
        self._nothing.stop()
        self._run(self._query)

    def cancel(self) -> bool:
        """Stop waiting for an answer; return whether there was something to stop."""
        was_waiting = self._page.bar.stop_waiting()
        was_running = self._runner.cancel()
        self._waiting.stop()
        if was_running and self._page.face is not Face.LIST:
            self._show_start()
        elif was_running:
            self._show_counts()
        return was_running or was_waiting

    def stop(self) -> None:
        """Stop for good."""
        self._map_rest.stop()
        self._waiting.stop()
        self._nothing.stop()
        self._runner.cancel()

    def _connect(self) -> None:
        page, bar = self._page, self._page.bar
        bar.search_wanted.connect(self.search)
        bar.search_committed.connect(self.search_all)
        bar.access_changed.connect(self._filter)
        bar.in_map.toggled.connect(self._remember_in_map)
        page.model.more_wanted.connect(self._run)
        page.sort_chosen.connect(self._sort)
        page.cancel_clicked.connect(self.cancel)
        page.footer_clicked.connect(self._footer_clicked)
        page.start.text_chosen.connect(bar.set_text)
        self._nothing.remedy_chosen.connect(self._widen)
        self._problem.try_again_chosen.connect(self.try_again)
        self._runner.answer_arrived.connect(self._take_answer)
        self._runner.search_failed.connect(self._take_failure)
        self._workspace.canvas.extentsChanged.connect(self._map_moved)

    def try_again(self) -> None:
        """Repeat the search that failed; the catalogue may speak otherwise now."""
        self.connection = replace(self.connection, flavour=Flavour.UNKNOWN)
        if self._query is None:
            self.start()
        else:
            self.search_all()

    def _show_start(self) -> None:
        self._query = None
        self._page.model.clear()
        self._page.set_footer("")
        self._page.start.show_recent(self._settings.recent_searches())
        self._page.show_face(Face.START)
        self._page.set_count(catalogue_words(self._total))
        self.results_changed.emit()

    @pyqtSlot(object)
    def _run(self, query: SearchQuery) -> None:
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
            self._page.start.show_themes(answer.page.facets)
            self._page.set_count(catalogue_words(self._total))
            return
        if answer.query.offset > 0:
            self._page.model.append_page(answer.page)
        else:
            self._show_first_page(answer)
        self._show_counts()
        self.results_changed.emit()

    def _show_first_page(self, answer: SearchAnswer) -> None:
        kept = self._page.current_id()
        self._eager_pages = 0
        self._page.model.show_page(answer.page)
        self._page.select(kept)
        if answer.page.records or answer.page.problems:
            self._settings.add_recent_search(answer.query.text)

    def _show_counts(self) -> None:
        """Say how many there are, or what would help; fetch on where the toggles leave nothing."""
        page, model = self._page, self._page.model
        loaded, shown = model.rowCount(), page.shown.rowCount()
        may_go_on = self._eager_pages < EAGER_PAGES
        self._eager_pages += 1
        page.set_count(count_words(loaded, model.matched, shown, is_complete=model.is_complete))
        problems = len(model.problems)
        is_end = model.is_complete and not page.shown.is_active
        footer = footer_words(shown, problems, is_complete=is_end)
        page.set_footer(footer, tr("Show") if problems else "")
        if shown or problems:
            page.show_face(Face.LIST)
            if may_go_on:
                page.fill_view()
        elif not model.is_complete and may_go_on:
            model.fetchMore(page.list.rootIndex())
        elif self._query is not None:
            page.show_face(Face.MESSAGE)
            self._nothing.show(self.connection, self._query, loaded)

    @pyqtSlot(object)
    def _take_failure(self, failure: SearchFailure) -> None:
        self._waiting.stop()
        self._page.model.fetch_failed()
        if isinstance(failure.error, CancelledError):
            self._show_counts()
            return
        message = explain(failure.error, Activity.SEARCH, failure.seconds)
        if failure.query.offset > 0:
            self._show_counts()
            self._page.set_footer(message.title, tr("Try Again"))
            return
        self._page.set_count("")
        self._page.set_footer("")
        self._page.show_face(Face.MESSAGE)
        self._problem.show(message)

    def _footer_clicked(self) -> None:
        model = self._page.model
        if not model.problems or self._page.footer_button.text() == tr("Try Again"):
            model.fetchMore(self._page.list.rootIndex())
            return
        lines = [f"{problem.record_id}: {problem.reason}" for problem in model.problems]
        self._page.show_problems([one_line(line) for line in lines])

    def _filter(self) -> None:
        bar = self._page.bar
        live_only, download_only = bar.live.isChecked(), bar.download.isChecked()
        self._page.shown.set_access(live_only=live_only, download_only=download_only)
        if self._query is None:
            self.search()
        elif not self._runner.is_running and self._page.face is not Face.SKELETON:
            self._nothing.stop()
            self._eager_pages = 0
            self._show_counts()

    def _sort(self, key: str) -> None:
        self._settings.set_text(SORT, key)
        if self._query is not None:
            self.search_all()

    def _widen(self, state: SearchState) -> None:
        """Search again with what the chosen remedy leaves of the limits."""
        bar = self._page.bar
        for widget in (bar.in_map, bar.live, bar.download, bar.line):
            widget.blockSignals(True)
        bar.in_map.setChecked(state.in_map)
        if not state.access_filtered:
            bar.clear_toggles()
        bar.line.setText(state.text)
        for widget in (bar.in_map, bar.live, bar.download, bar.line):
            widget.blockSignals(False)
        self._remember_in_map(state.in_map)
        self._filter_silently()
        self.search_all()

    def _filter_silently(self) -> None:
        bar = self._page.bar
        self._page.shown.set_access(live_only=bar.live.isChecked(), download_only=bar.download.isChecked())

    def _map_moved(self) -> None:
        is_shown = self._query is not None and self._page.isVisible()
        if is_shown and self._page.bar.in_map.isChecked():
            self._map_rest.start()

    def _remember_in_map(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._settings.set_flag(IN_MAP, is_on)
