"""Says that nothing was found, and offers only what would give something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot

from secims_qgis.gui import theme
from secims_qgis.gui.limits import Limits
from secims_qgis.gui.loosening import Loosening, loosenings
from secims_qgis.gui.message_page import MessagePage, PageButton
from secims_qgis.gui.search_words import nothing_advice, nothing_words

if TYPE_CHECKING:
    from secims_qgis.gui.filter_control import FilterControl
    from secims_qgis.gui.search_runner import SearchAnswer, SearchFailure, SearchRunner
    from secims_qgis.model import Connection

LOOKED_AT = 100
"""Records counted one by one where the catalogue does not say how many there are."""
BUTTONS_MAX = 5


class NothingFound(QObject):
    """Asks in the background how much a wider search would find."""

    loosening_chosen = pyqtSignal(object)
    """The Limits that are left."""

    def __init__(self, page: MessagePage, runner: SearchRunner, filters: FilterControl) -> None:
        super().__init__(page)
        self._page, self._runner, self._filters = page, runner, filters
        self._limits = Limits()
        self._connection: Connection | None = None
        self._candidates: list[Loosening] = []
        self._buttons: list[PageButton] = []
        page.action_chosen.connect(self._take)
        runner.answer_arrived.connect(self._take_answer)
        runner.search_failed.connect(self._skip)

    def show(self, connection: Connection, limits: Limits) -> None:
        """Say it, and look for what would help."""
        self.stop()
        self._connection, self._limits = connection, limits
        self._buttons = []
        self._candidates = list(loosenings(limits))
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
        way, page = self._candidates.pop(0), answer.page
        count = page.matched if page.matched is not None else len(page.records)
        if count and len(self._buttons) < BUTTONS_MAX:
            is_exact = page.matched is not None or page.next is None
            self._buttons.append(PageButton(way.words_with(count, is_exact=is_exact), way))
            self._say()
        self._ask_next()

    @pyqtSlot(object)
    def _skip(self, _failure: SearchFailure) -> None:
        """Offer no remedy that is not known to help."""
        self._candidates = []

    def _ask_next(self) -> None:
        if not self._candidates or self._connection is None:
            return
        limits = self._candidates[0].limits
        # A catalogue says how many there are where it alone decides; else we look at the records.
        is_plain = not limits.access_filtered and limits.filters == limits.filters.untick()
        query = self._filters.query(limits, 1 if is_plain and limits.filters.start is None else LOOKED_AT)
        self._runner.search(self._connection, replace(query, live=limits.live, download=limits.download))

    def _say(self) -> None:
        advice = nothing_advice(self._limits, has_remedies=bool(self._buttons))
        title = nothing_words(self._limits)
        self._page.show_message(theme.icon("search"), title, advice, tuple(self._buttons))

    def _take(self, action: object) -> None:
        if isinstance(action, Loosening):
            self.stop()
            self.loosening_chosen.emit(action.limits)
