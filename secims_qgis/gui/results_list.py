"""The list of results: a plain list view with the keys of the dock."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QModelIndex, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from secims_qgis.gui.commands import Command

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

RESULT_KEYS = {
    (_NONE, Qt.Key.Key_Space): Command.ZOOM,
    (_CTRL, Qt.Key.Key_C): Command.COPY_LINK,
    **{(_NONE, key): Command.OPEN_RECORD for key in _ENTER},
    **{(_CTRL, key): Command.ADD for key in _ENTER},
    **{(_CTRL | _SHIFT, key): Command.DOWNLOAD for key in _ENTER},
}


class ResultsList(QListView):
    """Rows of one height; a click selects, a double-click opens the record."""

    command_given = pyqtSignal(object, QModelIndex)
    typed = pyqtSignal(str)
    left_upwards = pyqtSignal()
    menu_wanted = pyqtSignal(QModelIndex, QPoint)
    row_pointed_at = pyqtSignal(QModelIndex)
    """The mouse is on a row; an invalid index where it is on none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.entered.connect(self.row_pointed_at)
        self.viewportEntered.connect(self._point_at_nothing)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_at_nothing()
        return super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        # Ctrl+Enter, Ctrl+C and letters are commands of QGIS elsewhere; here they are ours.
        if event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = RESULT_KEYS.get(_stroke(event))
        index = self.currentIndex()
        if command is not None:
            if index.isValid():
                self.command_given.emit(command, index)
        elif event.key() == Qt.Key.Key_Up and index.row() <= 0:
            self.left_upwards.emit()
        elif _is_letter(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.command_given.emit(Command.OPEN_RECORD, index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        place = self.visualRect(index).center()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, place = self.indexAt(event.pos()), event.pos()
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(index, self.viewport().mapToGlobal(place))

    def _point_at_nothing(self) -> None:
        self.row_pointed_at.emit(QModelIndex())

    def _is_ours(self, event: QKeyEvent) -> bool:
        return _stroke(event) in RESULT_KEYS or _is_letter(event)


def _stroke(event: QKeyEvent) -> tuple[Qt.KeyboardModifier, int]:
    return (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key())


def _is_letter(event: QKeyEvent) -> bool:
    quiet = event.modifiers() in {_NONE, _SHIFT}
    return quiet and bool(event.text()) and event.text().isprintable() and event.key() != Qt.Key.Key_Space
