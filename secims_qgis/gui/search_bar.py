"""The search line with its options and the toggles below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QEvent, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from secims_qgis.gui import theme
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QKeyEvent

TYPING_PAUSE_MS = 300


class SearchLine(QgsFilterLineEdit):
    """A line that searches while it is typed in."""

    committed = pyqtSignal()
    """Enter: search now."""
    list_wanted = pyqtSignal()
    """Down: go to the results."""
    escaped = pyqtSignal()
    """Esc: stop, then clear, then leave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShowSearchIcon(True)
        self.setShowClearButton(True)
        self.setAccessibleName(tr("Search text"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        # QGIS may have given Esc to a map tool; while somebody types here, it is ours.
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.committed.emit()
        elif plain and event.key() == Qt.Key.Key_Down:
            self.list_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class SearchBar(QWidget):
    """Search line, Options, the toggles In Map, Live, Download, and the Filters button."""

    search_wanted = pyqtSignal()
    """The text was changed and a pause was made."""
    search_committed = pyqtSignal()
    """Enter was pressed: search, even for everything."""
    access_changed = pyqtSignal()
    """Live or Download was switched; this needs no new search."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = SearchLine()
        self.catalogue_button = _text_button(tr("Catalogue that is searched"))
        self.options_button = _icon_button("mActionOptions", tr("Options"))
        self.in_map = _toggle(tr("In Map"), tr("Only datasets that lie in the visible map"))
        self.in_map.setIcon(theme.icon("mActionSetToCanvasExtent"))
        self.in_map.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.live = _toggle(tr("Live"), tr("Only datasets that can be drawn without a download"))
        self.download = _toggle(tr("Download"), tr("Only datasets that can be downloaded"))
        self.filters_button = _toggle(tr("Filters"), tr("Area, time, type, keyword, organisation, format"))
        self.filters_button.setIcon(theme.icon("mActionFilter2"))
        self.filters_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.search_wanted)
        self._lay_out()
        self.line.textEdited.connect(self._wait_for_pause)
        self.line.cleared.connect(self._search_now)
        self.line.committed.connect(self._commit)
        self.live.toggled.connect(self.access_changed)
        self.download.toggled.connect(self.access_changed)

    @property
    def text(self) -> str:
        """What is typed, blanks folded."""
        return " ".join(self.line.text().split())

    def set_text(self, text: str) -> None:
        """Type something and search for it."""
        self.line.setText(text)
        self._search_now()

    def stop_waiting(self) -> bool:
        """Forget a search that was to start after the pause; return whether there was one."""
        was_waiting = self._pause.isActive()
        self._pause.stop()
        return was_waiting

    def set_options_menu(self, menu: QMenu) -> None:
        """Give the Options button its menu."""
        self.options_button.setMenu(menu)

    def show_filter_count(self, count: int) -> None:
        """Say on the Filters button how many are in force."""
        self.filters_button.setText(tr("Filters ({count})").format(count=count) if count else tr("Filters"))

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(6, 6, 6, 0)
        rows.setSpacing(4)
        rows.addWidget(self.catalogue_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.catalogue_button.hide()
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.line, 1)
        first.addWidget(self.options_button)
        for button in (self.in_map, self.live, self.download):
            second.addWidget(button)
        second.addStretch(1)
        second.addWidget(self.filters_button)
        for row in (first, second):
            row.setSpacing(4)
            rows.addLayout(row)

    def _wait_for_pause(self, _text: str) -> None:
        self._pause.start()

    def _commit(self) -> None:
        self._pause.stop()
        self.search_committed.emit()

    def _search_now(self, *_args: object) -> None:
        self._pause.stop()
        self.search_wanted.emit()


def _toggle(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleDescription(tip)
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _icon_button(icon: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(theme.icon(icon))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button


def _text_button(tip: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(tip)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button
