"""Grey shapes where the first results will be."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QPainter, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.record_delegate import PICTURE_UNITS, ROW_UNITS
from secims_qgis.translation import tr

LINE_WIDTHS = (0.8, 0.55, 0.4)


class Skeleton(QWidget):
    """The list before anything is in it; nothing moves, so nothing is redrawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAccessibleName(tr("Searching…"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette, unit = QPainter(self), self.palette(), theme.unit(self)
        base = palette.color(QPalette.ColorRole.Base)
        grey = theme.mixed(palette.color(QPalette.ColorRole.Text), base, theme.PILL_SHARE)
        painter.fillRect(self.rect(), base)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(grey)
        painter.setBrush(grey)
        row_height, side, gap = unit * ROW_UNITS, unit * PICTURE_UNITS, unit * 0.53
        room = self.width() - side - 4 * gap
        for row in range(int(self.height() / row_height) + 1):
            top = row * row_height + (row_height - side) / 2
            painter.drawRoundedRect(QRectF(gap, top, side, side), 3, 3)
            for line, share in enumerate(LINE_WIDTHS):
                place = QRectF(2 * gap + side, top + unit * (0.15 + 1.1 * line), room * share, unit * 0.5)
                painter.drawRoundedRect(place, 3, 3)
