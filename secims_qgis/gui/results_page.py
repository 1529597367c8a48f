"""The first page: search bar, busy bar, count and sort, and below them what was found."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QActionGroup,
    QHBoxLayout,
    QMenu,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui import theme
from secims_qgis.gui.busy_bar import BusyBar
from secims_qgis.gui.chips import ChipRow
from secims_qgis.gui.filters_panel import FiltersPanel
from secims_qgis.gui.labels import LineLabel, PlainLabel
from secims_qgis.gui.message_page import MessagePage
from secims_qgis.gui.offline_banner import OfflineBanner
from secims_qgis.gui.record_delegate import RecordDelegate
from secims_qgis.gui.results_list import ResultsList
from secims_qgis.gui.results_model import RECORD_ROLE, AccessFilter, ResultsModel
from secims_qgis.gui.search_bar import SearchBar
from secims_qgis.gui.skeleton import Skeleton
from secims_qgis.gui.start_page import StartPage
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsProject
    from qgis.PyQt.QtWidgets import QAction

    from secims_qgis.gui.thumbnails import Thumbnails

PROBLEMS_MAX = 20


class Face(Enum):
    """What the lower part of the page shows."""

    START = "start"
    SKELETON = "skeleton"
    LIST = "list"
    MESSAGE = "message"


class ResultsPage(QWidget):
    """Shows what it is told; the searching is done by SearchController."""

    sort_chosen = pyqtSignal(str)
    cancel_clicked = pyqtSignal()
    footer_clicked = pyqtSignal()

    def __init__(self, thumbnails: Thumbnails, project: QgsProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar, self.panel, self.chips = SearchBar(), FiltersPanel(project), ChipRow()
        self.busy = BusyBar()
        self.model = ResultsModel(self)
        self.shown = AccessFilter(self)
        self.shown.setSourceModel(self.model)
        self.delegate = RecordDelegate(thumbnails, self)
        self.list = ResultsList()
        self.list.setModel(self.shown)
        self.list.setItemDelegate(self.delegate)
        self.list.setAccessibleName(tr("Datasets"))
        self.banner = OfflineBanner()
        self.start, self.message, self.skeleton = StartPage(), MessagePage(), Skeleton()
        self._faces: dict[Face, QWidget] = {
            Face.START: self.start,
            Face.SKELETON: self.skeleton,
            Face.LIST: self.list,
            Face.MESSAGE: self.message,
        }
        self.face = Face.START
        self._build()
        thumbnails.thumbnail_loaded.connect(self._redraw)

    def show_face(self, face: Face) -> None:
        """Choose what the lower part shows."""
        self.face = face
        self._stack.setCurrentWidget(self._faces[face])
        self.sort_button.setVisible(face in {Face.LIST, Face.SKELETON} and not self.busy.is_busy)

    def set_busy(self, *, is_busy: bool, is_next_page: bool = False) -> None:
        """Show that an answer is awaited: the line moves, the old list is dimmed, Cancel appears.

        A following page is only a moving line: the list above it is good as it is.
        """
        is_new_search = is_busy and not is_next_page
        self.busy.set_busy(is_busy=is_busy)
        self.cancel_button.setVisible(is_new_search)
        self.sort_button.setVisible(self.face is Face.LIST and not is_new_search)
        self.delegate.set_dimmed(is_dimmed=is_new_search)
        self.list.viewport().update()

    def set_count(self, text: str) -> None:
        """Say how many there are, or what is going on."""
        self.count.setText(text)

    def set_footer(self, text: str, button: str = "") -> None:
        """Say something below the list: its end, or records that could not be read."""
        self.footer.setText(text)
        self._footer_row.setVisible(bool(text))
        self.footer_button.setText(button)
        self.footer_button.setAccessibleName(button)
        self.footer_button.setVisible(bool(button))

    def focus_results(self) -> None:
        """Give the keyboard to what was found: the list, or what would help; else to the search line."""
        if self.face is Face.LIST and self.shown.rowCount():
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.shown.index(0, 0))
        elif self.face is Face.MESSAGE:
            self.message.focus_first_button()
        else:
            self.bar.line.setFocus()

    def current_id(self) -> str:
        """Return the id of the selected record, empty where none is selected."""
        record = self.list.currentIndex().data(RECORD_ROLE)
        return record.id if record is not None else ""

    def select(self, record_id: str) -> None:
        """Select a record where it is in the list."""
        row = self.shown.row_of(record_id)
        if row >= 0:
            self.list.setCurrentIndex(self.shown.index(row, 0))

    def fill_view(self) -> None:
        """Fetch on while the list has room; a view asks by itself only when it is scrolled."""
        is_full = self.list.verticalScrollBar().maximum() > 0
        if not is_full and self.model.canFetchMore(QModelIndex()):
            self.model.fetchMore(QModelIndex())

    def show_problems(self, lines: list[str]) -> None:
        """Say which records could not be read, and why."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(tr("Records That Could Not Be Read"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText("\n".join(lines[:PROBLEMS_MAX]))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def show_sort(self, key: str) -> None:
        """Show the chosen order."""
        for action in self._sort_menu.actions():
            if action.data() == key:
                action.setChecked(True)
                self.sort_button.setText(f"{action.text()} ▾")

    def _build(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for widget in (self.bar, self.panel, self.chips, self.banner):
            rows.addWidget(widget)
        rows.addSpacing(2)
        rows.addWidget(self.busy)
        rows.addLayout(self._count_row())
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        for face in self._faces.values():
            self._stack.addWidget(face)
        rows.addWidget(self._stack, 1)
        rows.addWidget(self._footer())

    def _count_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 6, 2)
        self.count = PlainLabel()
        self.count.setWordWrap(False)
        self.cancel_button = _flat_button(tr("Cancel"))
        self.cancel_button.setIcon(theme.icon("mIconClearText"))
        self.cancel_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.cancel_button.clicked.connect(self.cancel_clicked)
        self.cancel_button.hide()
        self.sort_button = _flat_button(tr("Order of the datasets"))
        self._sort_menu = self._make_sort_menu()
        self.sort_button.clicked.connect(self._open_sort_menu)
        row.addWidget(self.count, 1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.sort_button)
        # The row keeps its height whichever button it shows.
        row.addStrut(max(self.cancel_button.sizeHint().height(), self.sort_button.sizeHint().height()))
        return row

    def _footer(self) -> QWidget:
        self._footer_row = QWidget()
        row = QHBoxLayout(self._footer_row)
        row.setContentsMargins(8, 2, 6, 2)
        self.footer = LineLabel()
        self.footer_button = _flat_button("")
        self.footer_button.clicked.connect(self.footer_clicked)
        row.addWidget(self.footer, 1)
        row.addWidget(self.footer_button)
        self._footer_row.hide()
        return self._footer_row

    def _make_sort_menu(self) -> QMenu:
        menu, group = QMenu(self), QActionGroup(self)
        for text, key in (
            (tr("Best Match"), ""),
            (tr("Title"), "title"),
            (tr("Newest First"), "-updated"),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(key)
            group.addAction(action)
        group.triggered.connect(self._sort_triggered)
        return menu

    def _sort_triggered(self, action: QAction) -> None:
        self.show_sort(action.data())
        self.sort_chosen.emit(action.data())

    def _open_sort_menu(self) -> None:
        width = self._sort_menu.sizeHint().width()
        corner = QPoint(self.sort_button.width() - width, self.sort_button.height())
        self._sort_menu.popup(self.sort_button.mapToGlobal(corner))

    def _redraw(self, _url: str) -> None:
        self.list.viewport().update()


def _flat_button(name: str) -> QToolButton:
    button = QToolButton()
    button.setText(name)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
