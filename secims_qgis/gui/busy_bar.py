"""A line of three pixels that moves while something is awaited; its place is always kept."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRectF, QTimer
from qgis.PyQt.QtGui import QHideEvent, QPainter, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from secims_qgis.gui import theme
from secims_qgis.translation import tr

HEIGHT_PX = 3
STEP_MS = 40
STEPS = 40


class BusyBar(QWidget):
    """Shows that the dock is waiting for a server."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Waiting for the server"))
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._advance)

    @property
    def is_busy(self) -> bool:
        """Whether the line moves."""
        return self._timer.isActive()

    def set_busy(self, *, is_busy: bool) -> None:
        """Start or stop the line."""
        if is_busy == self.is_busy:
            return
        self._step = 0
        if is_busy:
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._step = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_busy:
            return
        painter, palette = QPainter(self), self.palette()
        accent = palette.color(QPalette.ColorRole.Highlight)
        track = theme.mixed(accent, theme.background_of(self), 0.25)
        painter.fillRect(self.rect(), track)
        block = self.width() * 0.35
        left = -block + (self.width() + block) * self._step / STEPS
        painter.fillRect(QRectF(left, 0, block, self.height()), accent)

    def _advance(self) -> None:
        self._step = (self._step + 1) % STEPS
        self.update()
