"""The help: its pages at the left, the text at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.gui import QgsFilterLineEdit, QgsGui
from qgis.PyQt.QtCore import QSize, Qt, QUrl
from qgis.PyQt.QtGui import QKeySequence, QTextCursor
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QShortcut,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from secims_qgis.gui import theme
from secims_qgis.gui.buttons import tool_button
from secims_qgis.gui.help_pages import HelpPage, page_file, page_title
from secims_qgis.gui.help_text import HelpText
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QToolButton

LIST_UNITS, TEXT_UNITS, HEIGHT_UNITS = 12, 46, 42


class HelpWindow(QDialog):
    """Beside the work, never in front of it: not modal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SecimsHelp")
        self.setWindowTitle(tr("Help on SEC-IMS"))
        self.text = HelpText()
        self.pages = self._make_list()
        self.find_line = QgsFilterLineEdit()
        self.find_line.setShowSearchIcon(True)
        self.find_line.setPlaceholderText(tr("Find on this page"))
        self.find_line.setAccessibleName(tr("Find on this page"))
        self.back = self._button("mActionArrowLeft", tr("Back (Alt+Left)"))
        self.forward = self._button("mActionArrowRight", tr("Forward (Alt+Right)"))
        self._lay_out()
        self._connect()
        QgsGui.enableAutoGeometryRestore(self)

    def sizeHint(self) -> QSize:
        unit = theme.unit(self)
        return QSize(unit * (LIST_UNITS + TEXT_UNITS), unit * HEIGHT_UNITS)

    def show_page(self, page: HelpPage, heading: str = "") -> None:
        """Show a page, from a heading on if one is named as links name it."""
        url = QUrl.fromLocalFile(str(page_file(page)))
        url.setFragment(heading or None)
        self.text.show_page(url)
        self.text.setFocus()

    @staticmethod
    def _make_list() -> QListWidget:
        pages = QListWidget()
        pages.setAccessibleName(tr("Pages of the help"))
        for page in HelpPage:
            item = QListWidgetItem(page_title(page))
            item.setData(Qt.ItemDataRole.UserRole, page)
            pages.addItem(item)
        return pages

    @staticmethod
    def _button(icon: str, name: str) -> QToolButton:
        button = tool_button(icon, name)
        button.setEnabled(False)
        return button

    def _lay_out(self) -> None:
        bar, rows, split = QHBoxLayout(), QVBoxLayout(self), QSplitter(Qt.Orientation.Horizontal)
        bar.addWidget(self.back)
        bar.addWidget(self.forward)
        bar.addWidget(self.find_line, 1)
        split.addWidget(self.pages)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        unit = theme.unit(self)
        split.setSizes([unit * LIST_UNITS, unit * TEXT_UNITS])
        rows.addLayout(bar)
        rows.addWidget(split, 1)

    def _connect(self) -> None:
        self.pages.currentItemChanged.connect(self._choose)
        self.text.sourceChanged.connect(self._mark)
        self.text.backwardAvailable.connect(self.back.setEnabled)
        self.text.forwardAvailable.connect(self.forward.setEnabled)
        self.back.clicked.connect(self.text.backward)
        self.forward.clicked.connect(self.text.forward)
        self.find_line.textEdited.connect(self._find_from_top)
        self.find_line.returnPressed.connect(self._find_next)
        for keys, slot in (
            (QKeySequence.StandardKey.Back, self.text.backward),
            (QKeySequence.StandardKey.Forward, self.text.forward),
            (QKeySequence.StandardKey.Find, self.find_line.setFocus),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_page(item.data(Qt.ItemDataRole.UserRole))

    def _mark(self, source: QUrl) -> None:
        """Select the page in the list, also where a link led to it."""
        for row, page in enumerate(HelpPage):
            if source == QUrl.fromLocalFile(str(page_file(page))):
                self.pages.blockSignals(True)
                self.pages.setCurrentRow(row)
                self.pages.blockSignals(False)

    def _find_from_top(self, words: str) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if words:
            self.text.find(words)

    def _find_next(self) -> None:
        words = self.find_line.text()
        if words and not self.text.find(words):
            self._find_from_top(words)
