"""The list of distributions: as high as its rows, because the whole record scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from secims_qgis.gui.commands import Command
from secims_qgis.gui.offer_delegate import OfferDelegate
from secims_qgis.gui.offer_model import ROW_ROLE, OfferModel
from secims_qgis.gui.record_words import page_key

if TYPE_CHECKING:
    from secims_qgis.gui.offers import Offer

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
OFFER_KEYS = {
    (_CTRL, Qt.Key.Key_C): Command.COPY_LINK,
    (_NONE, Qt.Key.Key_Space): Command.ZOOM,
    **{(_NONE, key): Command.ADD for key in _ENTER},
    **{(_CTRL, key): Command.ADD for key in _ENTER},
    **{(_CTRL | _SHIFT, key): Command.DOWNLOAD for key in _ENTER},
    **{(_SHIFT, key): Command.EXTRACT for key in _ENTER},
}


class OfferList(QListView):
    """One selected row; a double-click adds it, or opens it where it is a document."""

    command_given = pyqtSignal(object)
    selection_moved = pyqtSignal()
    menu_wanted = pyqtSignal(QPoint)
    row_focused = pyqtSignal(int, int)
    """Top and height of the row that the keyboard is on, for the page to scroll there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offers = OfferModel(self)
        self.setModel(self.offers)
        self.setItemDelegate(OfferDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.offers.modelReset.connect(self.updateGeometry)
        self.offers.rowsInserted.connect(self._row_heights_changed)
        self.offers.dataChanged.connect(self._row_heights_changed)

    @property
    def selected(self) -> Offer | None:
        """The offer that the action bar is about."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.offer if row is not None else None

    def select_row(self, row: int) -> None:
        """Select a row; -1 selects none."""
        self.setCurrentIndex(self.offers.index(row) if row >= 0 else QModelIndex())

    def sizeHint(self) -> QSize:
        return QSize(200, self._content_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._content_height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _stroke(event) in OFFER_KEYS:
            event.accept()
            return True
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = OFFER_KEYS.get(_stroke(event))
        if page_key(event) is not None:
            event.ignore()  # a list view would take Alt+Down for Down; it is the page's
        elif command is None:
            super().keyPressEvent(event)
        elif self.selected is not None:
            self.command_given.emit(command)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() == Qt.MouseButton.LeftButton
        row = self.indexAt(event.pos()).data(ROW_ROLE)
        if is_left and row is not None and row.offer is not None:
            self.command_given.emit(Command.ADD)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            row = self.indexAt(event.pos()).data(ROW_ROLE)
            if row is not None and row.offer is not None:
                self.menu_wanted.emit(event.globalPos())
        elif self.selected is not None:
            place = self.visualRect(self.currentIndex()).center()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        rect = self.visualRect(current)
        self.row_focused.emit(rect.top(), rect.height())
        self.selection_moved.emit()

    def _content_height(self) -> int:
        return sum(self.sizeHintForRow(row) for row in range(self.offers.rowCount()))

    def _row_heights_changed(self, *_range: object) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()


def _stroke(event: QKeyEvent) -> tuple[Qt.KeyboardModifier, int]:
    return (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key())
