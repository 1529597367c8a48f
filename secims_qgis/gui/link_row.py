"""A line to click."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRect, QSize, Qt
from qgis.PyQt.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyleOptionFocusRect, QWidget

from secims_qgis.gui import theme


class LinkRow(QAbstractButton):
    """One line to click: icon, text, and something small at the right."""

    def __init__(self, icon: QIcon, text: str, right: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(icon)
        self.setText(text.replace("&", "&&"))
        self._shown, self._right = text, right
        self.setAccessibleName(f"{text} {right}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        unit = theme.unit(self)
        return QSize(unit * 8, round(unit * 1.66))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens too; buttons by themselves know only the space bar."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette, unit = QPainter(self), self.palette(), theme.unit(self)
        text = palette.color(QPalette.ColorRole.WindowText)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), theme.mixed(text, theme.background_of(self), 0.07))
        side, gap = unit, round(unit * 0.2)
        self.icon().paint(painter, QRect(gap, (self.height() - side) // 2, side, side))
        metrics, left = self.fontMetrics(), 2 * gap + side
        right_width = metrics.horizontalAdvance(self._right) + gap
        room = self.width() - left - right_width - gap
        shown = metrics.elidedText(self._shown, Qt.TextElideMode.ElideRight, room)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(text)
        painter.drawText(QRect(left, 0, room, self.height()), middle, shown)
        painter.setPen(theme.quiet_window_text(self))
        place = QRect(self.width() - right_width - gap, 0, right_width, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight) | middle, self._right)
        self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)
