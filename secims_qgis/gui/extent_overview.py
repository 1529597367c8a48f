"""Where on earth a record is: its extent on a small map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QPainter, QPainterPath, QPalette, QPen, QPolygonF, QTransform
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from secims_qgis.gui import theme
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QPaintEvent, QShowEvent

    from secims_qgis.gui.land import Frame, Ring
    from secims_qgis.model import BBox

HEIGHT_UNITS = 9
LEAST_HEIGHT_DEG, LEAST_MARGIN = 1.6, 0.35
"""A small place is shown with the islands around it, an extent with a third of its size on each side."""
ASPECT = 3.0
"""Land is read for a map of this width to height; the widget is mostly narrower."""
LEAST_SIDE_PX = 8


class ExtentOverview(QWidget):
    """Land comes later, and never without it being asked for by showing the map."""

    land_wanted = pyqtSignal(object)
    """The Frame that land is wanted for."""

    def __init__(self, box: BBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box, self.frame = box, frame_of(box)
        self.rings: tuple[Ring, ...] = ()
        self._has_asked = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Overview map with the extent of this dataset"))

    def show_land(self, frame: Frame, rings: tuple[Ring, ...]) -> None:
        """Draw land, if it is that of this map."""
        if frame == self.frame:
            self.rings = rings
            self.update()

    def sizeHint(self) -> QSize:
        unit = theme.unit(self)
        return QSize(unit * 12, round(unit * HEIGHT_UNITS))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._has_asked:
            self._has_asked = True
            self.land_wanted.emit(self.frame)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        text, base = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
        accent = palette.color(QPalette.ColorRole.Highlight)
        painter.fillRect(self.rect(), base)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        to_pixels = self._to_pixels()
        painter.setPen(QPen(theme.mixed(text, base, 0.45), 1))
        painter.setBrush(theme.mixed(text, base, 0.14))
        painter.drawPath(to_pixels.map(self._land()))
        painter.setPen(QPen(accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(_at_least(to_pixels.mapRect(self._extent())))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.mixed(text, base, 0.3), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _land(self) -> QPainterPath:
        path = QPainterPath()
        for ring in self.rings:
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
            path.closeSubpath()
        return path

    def _extent(self) -> QRectF:
        box = self._box
        return QRectF(box.west, box.south, box.width_deg, box.height_deg)

    def _to_pixels(self) -> QTransform:
        """Return the way from degrees to pixels; degrees of longitude and latitude are drawn alike."""
        west, south, east, north = self.frame
        scale = self.height() / (north - south)
        extent_width = max(self._box.width_deg, 1e-9)
        scale = min(scale, self.width() / (extent_width * (1 + LEAST_MARGIN)))
        transform = QTransform.fromTranslate(self.width() / 2, self.height() / 2)
        transform.scale(scale, -scale)
        transform.translate(-(west + east) / 2, -(south + north) / 2)
        return transform


def frame_of(box: BBox) -> Frame:
    """Return what is shown around an extent, in degrees; it may go beyond 180 to the east."""
    middle_x, middle_y = box.west + box.width_deg / 2, (box.south + box.north) / 2
    height = max(LEAST_HEIGHT_DEG, box.height_deg * (1 + 2 * LEAST_MARGIN), box.width_deg / ASPECT)
    half_width, half_height = height * ASPECT / 2, height / 2
    return (middle_x - half_width, middle_y - half_height, middle_x + half_width, middle_y + half_height)


def _at_least(place: QRectF) -> QRectF:
    """Return a rectangle that can be seen."""
    wide, high = max(place.width(), LEAST_SIDE_PX), max(place.height(), LEAST_SIDE_PX)
    return QRectF(place.center().x() - wide / 2, place.center().y() - high / 2, wide, high)
