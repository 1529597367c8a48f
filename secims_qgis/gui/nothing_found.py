"""Says that nothing was found, and offers only what would give something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot

from secims_qgis.gui import theme
from secims_qgis.gui.message_page import MessagePage, PageButton
from secims_qgis.gui.search_words import (
    Remedy,
    SearchState,
    nothing_advice,
    nothing_words,
    remedy_words,
)
from secims_qgis.model import Connection, SearchQuery

if TYPE_CHECKING:
    from secims_qgis.gui.search_runner import SearchAnswer, SearchFailure, SearchRunner


class NothingFound(QObject):
    """Asks in the background how much a wider search would find."""

    remedy_chosen = pyqtSignal(object)
    """The SearchState that is left."""

    def __init__(self, page: MessagePage, runner: SearchRunner) -> None:
        super().__init__(page)
        self._page, self._runner = page, runner
        self._state = SearchState()
        self._connection: Connection | None = None
        self._candidates: list[tuple[Remedy, SearchQuery]] = []
        self._buttons: list[PageButton] = []
        page.action_chosen.connect(self._take)
        runner.answer_arrived.connect(self._take_answer)
        runner.search_failed.connect(self._skip)

    def show(self, connection: Connection, query: SearchQuery, loaded: int) -> None:
        """Say it; ``loaded`` records are there but hidden by Live or Download."""
        self.stop()
        self._connection = connection
        self._state = SearchState(query.text, query.bbox is not None, loaded > 0)
        self._buttons = []
        if loaded:
            self._offer(Remedy.ANY_ACCESS, loaded)
        self._candidates = _wider(query)
        self._say()
        self._ask_next()

    def stop(self) -> None:
        """Ask nothing more."""
        self._candidates = []
        self._runner.cancel()

    @pyqtSlot(object)
    def _take_answer(self, answer: SearchAnswer) -> None:
        if not self._candidates:
            return
        remedy, _query = self._candidates.pop(0)
        count = answer.page.matched or len(answer.page.records)
        if count:
            self._offer(remedy, count)
            self._say()
        self._ask_next()

    @pyqtSlot(object)
    def _skip(self, _failure: SearchFailure) -> None:
        """Offer no remedy that is not known to help."""
        self._candidates = []

    def _ask_next(self) -> None:
        if self._candidates and self._connection is not None:
            self._runner.search(self._connection, self._candidates[0][1])

    def _offer(self, remedy: Remedy, count: int) -> None:
        self._buttons.append(PageButton(remedy_words(remedy, count), remedy))

    def _say(self) -> None:
        advice = nothing_advice(self._state, has_remedies=bool(self._buttons))
        title = nothing_words(self._state)
        self._page.show_message(theme.icon("search"), title, advice, tuple(self._buttons))

    def _take(self, action: object) -> None:
        left = {
            Remedy.ANYWHERE: replace(self._state, in_map=False),
            Remedy.ANY_ACCESS: replace(self._state, access_filtered=False),
            Remedy.ANY_TEXT: SearchState(),
        }
        if isinstance(action, Remedy):
            self.stop()
            self.remedy_chosen.emit(left[action])


def _wider(query: SearchQuery) -> list[tuple[Remedy, SearchQuery]]:
    """Return the searches that might find more, the closest first."""
    candidates = []
    if query.bbox is not None:
        candidates.append((Remedy.ANYWHERE, replace(query, bbox=None, limit=1)))
    if query.text:
        candidates.append((Remedy.ANY_TEXT, SearchQuery(limit=1)))
    return candidates
