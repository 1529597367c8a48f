"""Labels for text of a server: plain text only, quiet where it is less important."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPainter, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QWidget

from secims_qgis.gui import theme


class PlainLabel(QLabel):
    """Plain text that wraps and never keeps its window from becoming narrow."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setIndent(0)  # themes with a style sheet indent labels by half a letter otherwise
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)


class QuietLabel(PlainLabel):
    """Less important text, as pale as stays readable on the window's background."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.quiet_window_text(self))
        flags = int(self.alignment())
        if self.wordWrap():
            flags |= int(Qt.TextFlag.TextWordWrap)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            flags,
            palette,
            self.isEnabled(),
            self.text(),
            QPalette.ColorRole.WindowText,
        )


class LineLabel(QuietLabel):
    """Quiet text on one line, cut with an ellipsis where there is no room."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.quiet_window_text(self))
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)


def heading(text: str, parent: QWidget | None = None, *, scale: float = 1.0) -> PlainLabel:
    """Return a label in bold, larger where ``scale`` says so."""
    label = PlainLabel(text, parent)
    label.setFont(theme.bold(theme.scaled(label.font(), scale)))
    return label
