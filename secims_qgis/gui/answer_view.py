"""Puts the answers of a catalogue on the results page: records, counts, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal

from secims_qgis.gui.formats import one_line
from secims_qgis.gui.results_page import Face, ResultsPage
from secims_qgis.gui.search_words import count_words, footer_words
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.message import Message
    from secims_qgis.model import RecordPage

EAGER_PAGES = 5
"""Pages fetched without being scrolled to, where a catalogue gives empty ones."""


class AnswerView(QObject):
    """Knows the page, not the catalogue."""

    nothing_found = pyqtSignal()

    def __init__(self, page: ResultsPage) -> None:
        super().__init__(page)
        self._page = page
        self._eager_pages = self._fruitless = 0
        page.footer_clicked.connect(self._footer_clicked)

    def show_first_page(self, answer: RecordPage) -> None:
        """Show other records; the selected one stays selected where it is among them."""
        kept = self._page.current_id()
        self._eager_pages = self._fruitless = 0
        self._page.model.show_page(answer)
        self._page.select(kept)
        self.show_counts()

    def show_saved_page(self, answer: RecordPage, words: str, *, is_first: bool) -> None:
        """Show records of the copy on this computer, and say that they are."""
        self._page.model.set_offline(is_offline=True)
        self._page.banner.say(tr("Offline."), words)
        if is_first:
            self.show_first_page(answer)
        else:
            self.show_next_page(answer)
        self._page.set_count(tr("{datasets}, saved copy").format(datasets=self._page.count.text()))

    def show_online(self) -> None:
        """The catalogue answers, or is asked again."""
        self._page.model.set_offline(is_offline=False)
        self._page.banner.say("")

    def show_next_page(self, answer: RecordPage) -> None:
        """Add records; go on where there are none that are new, as a view asks only when it is scrolled."""
        model = self._page.model
        before = model.rowCount()
        model.append_page(answer)
        self.show_counts()
        self._fruitless = self._fruitless + 1 if model.rowCount() == before else 0
        if self._fruitless and (model.is_catching_up or self._fruitless <= EAGER_PAGES):
            model.fetchMore(self._page.list.rootIndex())

    def show_access(self, *, live_only: bool, download_only: bool) -> None:
        """Leave records out of a list that is complete."""
        self._page.shown.set_access(live_only=live_only, download_only=download_only)
        self._eager_pages = 0
        self.show_counts()

    def show_counts(self) -> None:
        """Say how many there are, or that there are none."""
        page, model = self._page, self._page.model
        loaded, shown = model.rowCount(), page.shown.rowCount()
        may_go_on = self._eager_pages < EAGER_PAGES
        self._eager_pages += 1
        words = count_words(
            loaded, model.matched, shown, is_complete=model.is_complete, is_whole=model.is_whole
        )
        page.set_count(words)
        page.panel.show_count(shown if shown < loaded or model.is_complete else model.matched)
        problems = len(model.problems)
        footer = footer_words(shown, problems, model.notes, is_complete=model.is_whole and shown == loaded)
        page.set_footer(footer, tr("Show") if problems else "")
        if shown or problems:
            page.show_face(Face.LIST)
            if may_go_on:
                page.fill_view()
        elif not model.is_complete and may_go_on:
            model.fetchMore(page.list.rootIndex())
        else:
            page.show_face(Face.MESSAGE)
            self.nothing_found.emit()

    def show_missing_page(self, message: Message) -> None:
        """Say that a following page did not come; the list above stays."""
        self.show_counts()
        self._page.set_footer(message.title, tr("Try Again"))

    def _footer_clicked(self) -> None:
        model = self._page.model
        if not model.problems or self._page.footer_button.text() == tr("Try Again"):
            model.fetchMore(self._page.list.rootIndex())
            return
        lines = [f"{problem.record_id}: {problem.reason}" for problem in model.problems]
        self._page.show_problems([one_line(line) for line in lines])
