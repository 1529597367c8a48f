"""Searches the copy on this computer while the catalogue cannot be reached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QDate, QDateTime, QLocale, QObject, pyqtSignal, pyqtSlot

from secims_qgis.gui.saved_copy import SavedCopies, SavedCopy
from secims_qgis.gui.tasks import TaskKeeper, WorkTask
from secims_qgis.model import RecordPage, SearchQuery
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.gui.search_runner import SearchAnswer, SearchRunner
    from secims_qgis.model import Connection, Record

AT_ONCE = 100
"""Records handed on together; a list of a thousand would take too long to show."""


class OfflineSearch(QObject):
    """Off until somebody wants it; a search that is answered turns it off again."""

    copy_found = pyqtSignal(int)
    """There is a copy with so many records, and it could be searched."""

    page_found = pyqtSignal(object, object)
    """A SearchQuery and the RecordPage that answers it."""

    def __init__(self, copies: SavedCopies, tasks: TaskKeeper, runners: tuple[SearchRunner, ...]) -> None:
        super().__init__(copies)
        self._copies, self._tasks = copies, tasks
        self._task: SiftTask | None = None
        self._copy = SavedCopy()
        self._is_wanted = False
        self.is_on = False
        copies.copy_read.connect(self._take)
        for runner in runners:
            runner.connection_answered.connect(self._keep)

    def look(self, connection: Connection) -> None:
        """Look whether there is a copy."""
        self._is_wanted = True
        self._copies.read(connection)

    def turn_on(self) -> None:
        """Answer from the copy from now on."""
        self.is_on = True

    def turn_off(self) -> None:
        """Ask the catalogue again."""
        self.is_on = self._is_wanted = False

    def search(self, query: SearchQuery) -> None:
        """Search the copy; a search that is under way is dropped."""
        if self._task is not None:
            self._task.succeeded.disconnect(self._sifted)
            self._task.cancel()
        self._task = SiftTask(self._copy, query)
        self._task.succeeded.connect(self._sifted)
        self._tasks.start(self._task, 90)

    def words(self) -> str:
        """Return what is said above the list."""
        when = saved_words(QDateTime.fromSecsSinceEpoch(int(self._copy.saved_at)))
        return tr("These records were saved {when}. Files on this computer still open.").format(when=when)

    @pyqtSlot(object)
    def _take(self, copy: SavedCopy) -> None:
        self._copy = copy
        if self._is_wanted and copy.records:
            self.copy_found.emit(len(copy.records))

    @pyqtSlot(object)
    def _sifted(self, page: RecordPage) -> None:
        task, self._task = self._task, None
        if self.is_on and task is not None:
            self.page_found.emit(task.query, page)

    def _keep(self, connection: Connection, answer: SearchAnswer) -> None:
        self._copies.keep(connection, answer.page.records)


class SiftTask(WorkTask):
    """Decides about each record here, as the catalogue would; a thousand take a moment."""

    def __init__(self, copy: SavedCopy, query: SearchQuery) -> None:
        super().__init__(tr("Search in the saved copy"), None)
        self._copy, self.query = copy, query

    def work(self) -> RecordPage:
        from secims_qgis.catalogue.filter import fits
        from secims_qgis.catalogue.words import occur_in, words_of

        query, words = self.query, words_of(self.query.text)
        found = [record for record in self._copy.records if fits(record, query) and occur_in(words, record)]
        end = query.offset + AT_ONCE
        page = _sorted(found, query.sort)[query.offset : end]
        following = replace(query, offset=end) if end < len(found) else None
        return RecordPage(page, len(found), following)


def saved_words(moment: QDateTime) -> str:
    """Return when: "today at 09:40", "yesterday at 17:05", "on 3 May 2026"."""
    clock = moment.time().toString("HH:mm")
    days = moment.date().daysTo(QDate.currentDate())
    if days == 0:
        return tr("today at {time}").format(time=clock)
    if days == 1:
        return tr("yesterday at {time}").format(time=clock)
    return tr("on {date}").format(date=QLocale().toString(moment.date(), "d MMM yyyy"))


def _sorted(records: list[Record], key: str | None) -> tuple[Record, ...]:
    if key == "title":
        return tuple(sorted(records, key=lambda record: record.title.casefold()))
    if key == "-updated":
        return tuple(sorted(records, key=lambda record: record.updated, reverse=True))
    return tuple(records)
