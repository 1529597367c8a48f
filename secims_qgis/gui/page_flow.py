"""Results and record one after the other, or side by side where there is room."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QWidget

from secims_qgis.gui.labels import QuietLabel
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QResizeEvent

WIDE_FROM_PX = 720
"""At the usual 96 dots per inch; on others the width grows with the font."""


class Page(Enum):
    """What is looked at."""

    RESULTS = "results"
    RECORD = "record"
    REPORT = "report"


class PageFlow(QSplitter):
    """Shows one page, or from 720 pixels on the results at the left and the rest at the right."""

    width_class_changed = pyqtSignal()
    page_shown = pyqtSignal()

    def __init__(self, results: QWidget, record: QWidget, report: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._results = results
        self._nothing = QuietLabel(tr("Select a dataset to see what it offers."))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right = NarrowStack()
        self._pages = {Page.RESULTS: self._nothing, Page.RECORD: record, Page.REPORT: report}
        for page in self._pages.values():
            self._right.addWidget(page)
        self.addWidget(results)
        self.addWidget(self._right)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 4)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.is_wide = False
        self.page = Page.RESULTS
        self._arrange()

    def show_page(self, page: Page) -> None:
        """Look at another page."""
        self.page = page
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= max(WIDE_FROM_PX, self.fontMetrics().height() * 44)
        if is_wide != self.is_wide:
            self.is_wide = is_wide
            self._arrange()
            if is_wide:
                self.setSizes([self.width() * 43 // 100, self.width() * 57 // 100])
            self.width_class_changed.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 200)

    def _arrange(self) -> None:
        self._right.setCurrentWidget(self._pages[self.page])
        self._results.setVisible(self.is_wide or self.page is Page.RESULTS)
        self._right.setVisible(self.is_wide or self.page is not Page.RESULTS)
        self.page_shown.emit()


class NarrowStack(QStackedWidget):
    """A stack whose hidden pages do not set its size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def sizeHint(self) -> QSize:
        return QSize(360, 400)
