"""One way to mend a layer: what it is, what it does, and the button."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from secims_qgis.gui.crs_words import wrapping
from secims_qgis.gui.labels import PlainLabel, QuietLabel, heading
from secims_qgis.model import Remedy, RemedyAction
from secims_qgis.translation import tr


class RemedyRow(QWidget):
    """The best remedy is bold and its button the default."""

    applied = pyqtSignal(object)

    def __init__(self, remedy: Remedy, *, is_best: bool, parent: QWidget | None = None) -> None:
        from secims_qgis.crs import title_in_words

        super().__init__(parent)
        self.title = title_in_words(remedy.title)
        is_leave = remedy.action is RemedyAction.LEAVE
        words = wrapping(self.title)
        title = heading(words) if is_best and not is_leave else PlainLabel(words)
        self.button = QPushButton(tr("Keep") if is_leave else tr("Apply"))
        self.button.setAccessibleDescription(self.title)
        self.button.setDefault(is_best and not is_leave)
        self.button.clicked.connect(lambda _checked=False: self.applied.emit(remedy))
        lines, row, rows = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        lines.setSpacing(1)
        lines.addWidget(title)
        lines.addWidget(QuietLabel(wrapping(remedy.effect)))
        row.addLayout(lines, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Sunken)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(rule)
        rows.addLayout(row)
