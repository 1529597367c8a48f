"""A small map: where the record puts a layer, and where it is drawn now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsRectangle
from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QPainter, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from secims_qgis.gui import theme
from secims_qgis.gui.map_extent import LON_LAT
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer
    from qgis.PyQt.QtGui import QColor, QPaintEvent

    from secims_qgis.model import BBox

HEIGHT_UNITS = 7.5
MARGIN_UNITS = 1.2
GRID_COLUMNS = 4
LEAST_SIDE_PX = 6
LEAST_SHARE = 0.16
"""The smaller side of what is shown is at least this part of the larger, or nothing could be seen."""
FAR_ARROW_PX = 60


class PlaceSketch(QWidget):
    """Drawn from two extents; says in words what it shows."""

    def __init__(self, expected: QgsRectangle, drawn: QgsRectangle, distance: str) -> None:
        super().__init__()
        self._expected, self._drawn, self._distance = expected, drawn, distance
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            tr("Map: the layer is drawn {distance} from where its record puts it").format(distance=distance)
            if distance
            else tr("Map: the layer is drawn where its record puts it")
        )

    @property
    def is_displaced(self) -> bool:
        """Whether two places are shown."""
        return bool(self._distance)

    def sizeHint(self) -> QSize:
        unit = theme.unit(self)
        return QSize(unit * 12, round(unit * HEIGHT_UNITS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        text, base = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
        painter.fillRect(self.rect(), base)
        self._paint_grid(painter, theme.mixed(text, base, 0.3))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = palette.color(QPalette.ColorRole.Highlight)
        solid = self._placed(self._expected)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(theme.mixed(accent, base, 0.15))
        painter.drawRect(solid)
        if self._distance:
            dashed = self._placed(self._drawn)
            painter.setPen(QPen(text, 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(dashed)
            self._paint_arrow(painter, dashed, solid, (text, base))

    def _paint_grid(self, painter: QPainter, colour: QColor) -> None:
        painter.setPen(QPen(colour, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        for column in range(1, GRID_COLUMNS):
            x = self.width() * column // GRID_COLUMNS
            painter.drawLine(x, 0, x, self.height())
        painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)

    def _paint_arrow(
        self, painter: QPainter, start: QRectF, end: QRectF, colours: tuple[QColor, QColor]
    ) -> None:
        """Draw the way from where the layer is to where it belongs, with the distance on it."""
        text, base = colours
        one, two = start.center(), end.center()
        way = two - one
        length = (way.x() ** 2 + way.y() ** 2) ** 0.5
        if length < FAR_ARROW_PX:
            return
        step = QPointF(way.x() / length, way.y() / length)
        gap = max(start.width(), start.height(), end.width(), end.height()) / 2 + 4
        if 2 * gap > length * 0.8:
            gap = length * 0.1
        tail, tip = one + step * gap, two - step * gap
        painter.setPen(QPen(text, 1))
        painter.drawLine(tail, tip)
        side = QPointF(-step.y(), step.x())
        painter.drawPolyline(QPolygonF([tip - step * 7 + side * 4, tip, tip - step * 7 - side * 4]))
        label = QRectF(painter.fontMetrics().boundingRect(self._distance)).adjusted(-4, -1, 4, 1)
        label.moveCenter((tail + tip) / 2)
        painter.fillRect(label, base)
        painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), self._distance)

    def _placed(self, extent: QgsRectangle) -> QRectF:
        """Return an extent in pixels; degrees of longitude and latitude are drawn alike here."""
        whole = self._whole()
        margin = theme.unit(self) * MARGIN_UNITS
        scale = min(
            (self.width() - 2 * margin) / whole.width(), (self.height() - 2 * margin) / whole.height()
        )
        middle = whole.center()
        width = max(LEAST_SIDE_PX, extent.width() * scale)
        height = max(LEAST_SIDE_PX, extent.height() * scale)
        x = self.width() / 2 + (extent.center().x() - middle.x()) * scale
        y = self.height() / 2 - (extent.center().y() - middle.y()) * scale
        return QRectF(x - width / 2, y - height / 2, width, height)

    def _whole(self) -> QgsRectangle:
        whole = QgsRectangle(self._expected)
        if self._distance:
            whole.combineExtentWith(self._drawn)
        least = max(whole.width(), whole.height(), 0.01) * LEAST_SHARE
        return whole.buffered(max(0.0, (least - min(whole.width(), whole.height())) / 2))


def sketch_of(layer: QgsMapLayer, expected: BBox | None, distance: str) -> PlaceSketch | None:
    """Return the map of a layer; None where one of the two places is unknown."""
    drawn = _drawn_extent(layer)
    if expected is None or drawn is None or expected.crosses_antimeridian:
        return None
    return PlaceSketch(QgsRectangle(*expected.as_tuple()), drawn, distance)


def _drawn_extent(layer: QgsMapLayer) -> QgsRectangle | None:
    if not layer.crs().isValid() or layer.extent().isEmpty():
        return None
    transform = QgsCoordinateTransform(
        layer.crs(), QgsCoordinateReferenceSystem(LON_LAT), layer.transformContext()
    )
    transform.setBallparkTransformsAreAppropriate(True)
    try:
        extent = transform.transformBoundingBox(layer.extent())
    except QgsCsException:
        return None
    return extent if extent.isFinite() else None
