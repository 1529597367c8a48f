"""The bar above a record or a report: back, place, and what belongs to the page."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from secims_qgis.gui.busy_bar import BusyBar
from secims_qgis.gui.buttons import text_button, tool_button
from secims_qgis.gui.labels import LineLabel
from secims_qgis.translation import tr


class HeaderBar(QWidget):
    """Back at the left, a quiet title in the middle, buttons at the right; busy line below."""

    back_clicked = pyqtSignal()

    def __init__(self, back_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = text_button("mActionArrowLeft", back_text)
        self.back.setToolTip(tr("Back (Esc)"))
        self.back.clicked.connect(self.back_clicked)
        self.title = LineLabel()
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.busy = BusyBar()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 2, 0, 0)
        rows.setSpacing(0)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(4, 2, 4, 2)
        self._row.setSpacing(2)
        self._row.addWidget(self.back)
        self._row.addWidget(self.title, 1)
        rows.addLayout(self._row)
        rows.addWidget(self.busy)
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Sunken)
        rows.addWidget(rule)

    def add_button(self, icon: str, name: str) -> QToolButton:
        """Add a button at the right."""
        button = tool_button(icon, name)
        self._row.addWidget(button)
        return button
