"""The records found so far, as a list that grows while it is scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
    pyqtSignal,
)

from secims_qgis.gui.badges import Badge, BadgeStyle, badges_of
from secims_qgis.gui.formats import one_line, year_text
from secims_qgis.model import Record, RecordPage, RecordProblem, SearchQuery
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.model import PageNote

RECORD_ROLE = Qt.ItemDataRole.UserRole
BADGES_ROLE = Qt.ItemDataRole.UserRole + 1


class ResultsModel(QAbstractListModel):
    """Records in the server's order, without doubles; asks for the next page when it is needed."""

    more_wanted = pyqtSignal(object)
    """The list was scrolled to its end; the value is the query of the next page."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: list[Record] = []
        self._badges: list[tuple[Badge, ...]] = []
        self._rows: dict[str, int] = {}
        self._next: SearchQuery | None = None
        self._again_until = -1
        """The offset up to which a list that the catalogue began anew gives what is there already."""
        self._is_fetching = False
        self._is_offline = False
        self.matched: int | None = None
        self.problems: tuple[RecordProblem, ...] = ()
        self.notes: tuple[PageNote, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """All records so far."""
        return tuple(self._records)

    @property
    def is_complete(self) -> bool:
        """Whether the catalogue has no more of them."""
        return self._next is None

    @property
    def is_whole(self) -> bool:
        """Whether all records that the catalogue says it has came, or were told to be unreadable."""
        return self.is_complete and len(self._records) + len(self.problems) >= (self.matched or 0)

    def clear(self) -> None:
        """Show nothing."""
        self.show_page(RecordPage(()))

    def show_page(self, page: RecordPage) -> None:
        """Replace all records by those of a first page."""
        self.beginResetModel()
        self._records, self._badges, self._rows = [], [], {}
        self._keep(self._new_ones(page.records))
        self.endResetModel()
        self._again_until = -1
        self.problems, self.notes = page.problems, page.notes
        self._remember_place(page)

    def set_offline(self, *, is_offline: bool) -> None:
        """Say that live access has to wait; it holds for the records that are shown next."""
        self._is_offline = is_offline

    def append_page(self, page: RecordPage) -> None:
        """Add the records of a following page; those that are there already are left out."""
        fresh = self._new_ones(page.records)
        if fresh:
            first = len(self._records)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._keep(fresh)
            self.endInsertRows()
        self.problems += page.problems
        self.notes = tuple(dict.fromkeys((*self.notes, *page.notes)))
        is_circle = page.records and not fresh and not self._goes_over_again(page.next)
        self._remember_place(page)
        if is_circle:
            self._next = None

    @property
    def is_catching_up(self) -> bool:
        """Whether a list that the catalogue began anew has not come to where it was."""
        return self._next is not None and self._next.offset <= self._again_until

    def _goes_over_again(self, following: SearchQuery | None) -> bool:
        """Note where a list was that begins anew, by CSW, say; return whether it is still before that."""
        if following is None or self._next is None:
            return False
        if following.offset <= self._next.offset:
            self._again_until = self._next.offset
        return following.offset <= self._again_until

    def fetch_failed(self) -> None:
        """Take note that the next page did not come; it can be asked for again."""
        self._is_fetching = False

    def replace(self, record: Record) -> None:
        """Show a record with the details that were read meanwhile."""
        row = self._rows.get(record.id)
        if row is None:
            return
        self._records[row] = record
        self._badges[row] = badges_of(record, is_offline=self._is_offline)
        self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, record_id: str) -> int:
        """Return the row of a record, -1 where it is not in the list."""
        return self._rows.get(record_id, -1)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._records)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._records):
            return None
        record = self._records[index.row()]
        if role == RECORD_ROLE:
            return record
        if role == BADGES_ROLE:
            return self._badges[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(record)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(record, self._badges[index.row()])
        return None

    def canFetchMore(self, parent: QModelIndex) -> bool:
        return not parent.isValid() and self._next is not None and not self._is_fetching

    def fetchMore(self, parent: QModelIndex) -> None:
        if self.canFetchMore(parent):
            self._is_fetching = True
            self.more_wanted.emit(self._next)

    def _new_ones(self, records: tuple[Record, ...]) -> list[Record]:
        fresh: dict[str, Record] = {}
        for record in records:
            if record.id not in self._rows:
                fresh.setdefault(record.id, record)
        return list(fresh.values())

    def _keep(self, fresh: list[Record]) -> None:
        for record in fresh:
            self._rows[record.id] = len(self._records)
            self._records.append(record)
            self._badges.append(badges_of(record, is_offline=self._is_offline))

    def _remember_place(self, page: RecordPage) -> None:
        self.matched = page.matched
        self._next = page.next
        self._is_fetching = False


class AccessFilter(QSortFilterProxyModel):
    """Keeps the records that can be drawn live, or downloaded, or both."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.live_only = False
        self.download_only = False

    @property
    def is_active(self) -> bool:
        """Whether records are left out."""
        return self.live_only or self.download_only

    def set_access(self, *, live_only: bool, download_only: bool) -> None:
        """Choose which records are kept."""
        self.live_only, self.download_only = live_only, download_only
        self.invalidateFilter()

    def row_of(self, record_id: str) -> int:
        """Return the row of a record among those that are shown, -1 where it is not."""
        source = self.sourceModel().row_of(record_id)
        if source < 0:
            return -1
        return self.mapFromSource(self.sourceModel().index(source)).row()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        record = self.sourceModel().index(row, 0, parent).data(RECORD_ROLE)
        if self.live_only and not record.has_live_access:
            return False
        return not self.download_only or record.has_download


def title_of(record: Record) -> str:
    """Return the title of a record, in one line, or what stands for it."""
    return one_line(record.title) or one_line(record.id) or tr("Untitled dataset")


def byline_of(record: Record) -> tuple[str, str]:
    """Return organisation and year; either may be empty."""
    year = year_text(record.updated, record.time_end, record.created, record.time_start)
    return one_line(record.organisation), year


def _spoken(record: Record, badges: tuple[Badge, ...]) -> str:
    """Return a row as a screen reader says it."""
    organisation, year = byline_of(record)
    words = [
        badge.text.lower() if badge.style is BadgeStyle.LIVE else _units_spoken(badge.text)
        for badge in badges
    ]
    return ", ".join(part for part in (title_of(record), organisation, year, *words) if part)


def _units_spoken(text: str) -> str:
    for short, spoken in (
        ("GPKG", tr("GeoPackage")),
        ("SHP", tr("Shapefile")),
        ("\u00a0kB", " " + tr("kilobytes")),
        ("\u00a0MB", " " + tr("megabytes")),
        ("\u00a0GB", " " + tr("gigabytes")),
    ):
        text = text.replace(short, spoken)
    return text
